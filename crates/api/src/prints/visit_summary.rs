//! The visit summary, from the chart as it stands and the note of one visit.

use super::common::{
    allergies, design, given_out, letterhead, open_in_any_language, patient_box, reprint, signature_picture,
    tall,
};
use super::{Page, PrintRequest};
use crate::desk::Desk;
use crate::problem::Problem;
use crate::sections::{encounters, notes, vitals};
use crate::timeline;
use chart::sections::medications::Medication;
use chart::sections::notes::NoteStatement;
use chart::sections::staff::SummaryPart;
use chart::sections::vitals::VitalCode;
use chart::{Chart, PartialDate, Record, RecordId, Version, sig};
use chrono::NaiveDate;
use paper::Locale;
use paper::wording::translated;

pub(super) fn make(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let opened = open_in_any_language(desk, request)?;
    let (chart, patient, practice) = (&*opened.chart, &opened.patient, &opened.practice);
    let (setting, locale) = (&opened.setting, opened.setting.locale);
    let encounter = match request.record {
        Some(id) => id,
        None => newest(chart).ok_or_else(|| Problem::refused("This chart has no visit to summarise."))?,
    };
    let (_, visit) = encounters::of(chart, encounter)?;
    let at = visit.at().unwrap_or(desk.now);
    let signed =
        notes::signed_note(chart, encounter).and_then(|id| chart.notes.get(id)).and_then(Record::reading);
    let (note, author, standing) = match signed {
        Some((version, NoteStatement::Signed(note))) => (
            note.clone(),
            Some(version.author),
            paper::Standing::Signed {
                at: paper::dates::short_moment_in(
                    version.recorded_at.with_timezone(&desk.offset()).naive_local(),
                    locale,
                ),
            },
        ),
        _ => {
            let draft = notes::stored(desk, desk.user(), request.patient, encounter)?;
            let note = draft.map(|(draft, _)| draft.note).unwrap_or_default();
            (note, visit.practitioner, paper::Standing::Draft)
        }
    };
    let reason = if note.reason.trim().is_empty() { &visit.reason } else { &note.reason };
    let picture = author.map(|staff| signature_picture(practice, staff)).transpose()?.flatten();
    let author = author.map_or_else(String::new, |staff| desk.people().name(staff));
    let hidden = design(practice).summary_without;
    let shown = |part| !hidden.contains(&part);
    let number = encounter.to_string();
    let document = paper::VisitSummary {
        letterhead: letterhead(practice)?,
        sheet: paper::Sheet {
            number: format!("VS {}", number.rsplit('-').next().unwrap_or_default()),
            seal: desk.store().seal(request.patient)?,
            reprint: reprint(desk, given_out(desk, request, encounter)?, locale),
            copy: request.copy,
            certificate: false,
        },
        patient: patient_box(desk, patient, chart, locale),
        allergies: allergies(desk, chart, locale),
        visited_on: paper::dates::long_moment(at.naive_local(), locale),
        seen_by: author.clone(),
        reason: paragraphs(reason),
        measurements: if shown(SummaryPart::Measurements) {
            in_units_of(vitals::on_paper(chart, encounter, desk.today()), locale)
        } else {
            Vec::new()
        },
        blood_pressure: shown(SummaryPart::BloodPressureTrend)
            .then(|| blood_pressure(chart, at.date_naive()))
            .flatten(),
        findings: if shown(SummaryPart::Findings) { paragraphs(&note.objective) } else { Vec::new() },
        diagnoses: shown(SummaryPart::Diagnoses).then(|| diagnoses(chart, encounter, locale)).flatten(),
        assessment: if shown(SummaryPart::Assessment) {
            paragraphs(&note.assessment_plan)
        } else {
            Vec::new()
        },
        medicines: Some(medicines(chart, encounter, at.date_naive())?),
        tests: shown(SummaryPart::Tests).then(|| tests(chart, encounter)).flatten(),
        plan: Vec::new(),
        next_steps: next_steps(&note.follow_up),
        come_back_at_once: note.safety_net.trim().to_owned(),
        contacts: if practice.phone.is_empty() || !shown(SummaryPart::Contacts) {
            Vec::new()
        } else {
            vec![paper::Row { label: practice.name.clone(), value: practice.phone.clone() }]
        },
        addenda: addenda(desk, chart, encounter, locale),
        signature: paper::Signature { name: author, standing, picture },
        qr: None,
    };
    let pdf = paper::visit_summary(&document, setting)?;
    Ok((Page { title: "Visit summary".to_owned(), pdf }, encounter))
}

/// The labels in the language of the page, and where people weigh themselves in pounds the same figure in those.
fn in_units_of(mut measured: Vec<paper::Measurement>, locale: Locale) -> Vec<paper::Measurement> {
    for measurement in &mut measured {
        if locale == Locale::EnUs {
            let also = measurement.value.parse().map_or(None, |value| us_units(&measurement.unit, value));
            if let Some(also) = also {
                measurement.unit = format!("{} ({also})", measurement.unit);
            }
        }
        measurement.label = translated(locale, &measurement.label);
    }
    measured
}

/// The same figure in pounds, degrees Fahrenheit or feet and inches: 0.45359237 kg to the pound and 2.54 cm to the
/// inch, both exact by definition (NIST Special Publication 811, appendix B).
fn us_units(unit: &str, value: f64) -> Option<String> {
    match unit {
        "kg" => Some(format!("{:.0} lb", value / 0.453_592_37)),
        "°C" => Some(format!("{:.1} °F", value * 9.0 / 5.0 + 32.0)),
        "cm" => {
            let inches = (value / 2.54).round();
            Some(format!("{:.0} ft {:.0} in", (inches / 12.0).floor(), inches % 12.0))
        }
        _ => None,
    }
}

/// The newest visit that has begun.
pub(crate) fn newest(chart: &Chart) -> Option<RecordId> {
    chart
        .encounters
        .readings()
        .filter(|(_, _, visit)| visit.started_at.is_some() || visit.arrived_at.is_some())
        .max_by_key(|(record, _, visit)| (visit.at(), record.id))
        .map(|(record, ..)| record.id)
}

pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Each line of "what next" is a step; what stands before a colon is its name.
fn next_steps(text: &str) -> Option<Vec<paper::Row>> {
    let rows: Vec<paper::Row> = paragraphs(text)
        .into_iter()
        .map(|line| match line.split_once(':') {
            Some((label, value)) => {
                paper::Row { label: label.trim().to_owned(), value: value.trim().to_owned() }
            }
            None => paper::Row { label: line, value: String::new() },
        })
        .collect();
    (!rows.is_empty()).then_some(rows)
}

fn diagnoses(chart: &Chart, encounter: RecordId, locale: Locale) -> Option<Vec<paper::Diagnosis>> {
    let rows: Vec<paper::Diagnosis> = chart
        .problems
        .readings()
        .filter(|(record, ..)| said_in(record, encounter))
        .map(|(record, _, problem)| {
            let begun = record.versions.first().is_some_and(|version| version.encounter == Some(encounter));
            paper::Diagnosis {
                title: problem.condition.text.clone(),
                detail: problem.comment.clone().unwrap_or_default(),
                status: match (problem.is_active(), begun) {
                    (false, _) => translated(locale, &timeline::word(&problem.clinical_status)),
                    (true, true) => translated(locale, "new"),
                    (true, false) => String::new(),
                },
                code: problem
                    .condition
                    .code_in(chart::coding::system::ICD10CM)
                    .unwrap_or_default()
                    .to_owned(),
            }
        })
        .collect();
    (!rows.is_empty()).then_some(rows)
}

fn said_in<T>(record: &Record<T>, encounter: RecordId) -> bool {
    record.versions.iter().any(|version| version.encounter == Some(encounter))
}

fn medicines(chart: &Chart, encounter: RecordId, day: NaiveDate) -> Result<Vec<paper::Medicine>, Problem> {
    let mut rows: Vec<(u8, paper::Medicine)> = chart
        .medications
        .readings()
        .filter_map(|(record, version, medicine)| {
            let change = change(record, version, medicine, encounter);
            let over = medicine.ended.and_then(PartialDate::latest).is_some_and(|ended| ended < day);
            let stopped = matches!(change, paper::Change::Stopped { .. });
            if !stopped && (!medicine.is_current() || over) {
                return None;
            }
            let strength = [medicine.strength.as_deref(), medicine.form.as_deref()];
            let order = match change {
                paper::Change::New | paper::Change::Changed { .. } => 0,
                paper::Change::Same => 1,
                paper::Change::Stopped { .. } => 2,
            };
            let row = paper::Medicine {
                drug: medicine.drug.text.clone(),
                strength: strength.into_iter().flatten().collect::<Vec<_>>().join(" "),
                when: when(medicine),
                purpose: medicine.reason.clone().unwrap_or_default(),
                change,
            };
            Some((order, row))
        })
        .collect();
    rows.sort_by_key(|(order, row)| (*order, row.drug.to_lowercase()));
    rows.into_iter().map(|(_, row)| Ok(paper::Medicine { drug: tall(&row.drug)?, ..row })).collect()
}

pub(super) fn when(medicine: &Medication) -> paper::When {
    match medicine.sig.as_ref().and_then(sig::day_parts) {
        Some([morning, noon, evening, night]) => paper::When::Grid { morning, noon, evening, night },
        None => paper::When::Sentence(medicine.instructions.clone()),
    }
}

fn change(
    record: &Record<Medication>,
    version: &Version<Medication>,
    medicine: &Medication,
    encounter: RecordId,
) -> paper::Change {
    if version.encounter != Some(encounter) {
        return paper::Change::Same;
    }
    if !medicine.is_current() {
        return paper::Change::Stopped { reason: version.why.clone().unwrap_or_default() };
    }
    let before = record.versions.iter().rev().find(|other| other.encounter != Some(encounter));
    match before.and_then(|before| before.value.as_ref()) {
        None => paper::Change::New,
        Some(before)
            if before.strength == medicine.strength && before.instructions == medicine.instructions =>
        {
            paper::Change::Same
        }
        Some(before) => {
            // Only what is another now: `100 mg`, or the directions, or both.
            let strength = before.strength.as_deref().unwrap_or_default();
            let strength = if before.strength == medicine.strength { "" } else { strength };
            let same = before.instructions == medicine.instructions;
            let directions = if same && !strength.is_empty() { "" } else { before.instructions.as_str() };
            let said: Vec<&str> =
                [strength, directions].into_iter().filter(|part| !part.trim().is_empty()).collect();
            paper::Change::Changed { from: said.join(": ") }
        }
    }
}

fn tests(chart: &Chart, encounter: RecordId) -> Option<Vec<paper::TestLine>> {
    let rows: Vec<paper::TestLine> = chart
        .results
        .readings()
        .filter(|(_, version, _)| version.encounter == Some(encounter))
        .flat_map(|(_, _, report)| &report.values)
        .map(|value| {
            let words = timeline::result_in_words(value);
            let flag = value.interpretation.as_deref().unwrap_or_default();
            paper::TestLine {
                name: value.test.text.clone(),
                result: words.strip_prefix(value.test.text.as_str()).unwrap_or(&words).trim().to_owned(),
                state: paper::TestState::Done,
                flag: match flag.chars().next() {
                    Some('H') => paper::Flag::High,
                    Some('L') => paper::Flag::Low,
                    _ => paper::Flag::Usual,
                },
            }
        })
        .collect();
    (!rows.is_empty()).then_some(rows)
}

/// Blood pressure over two years, with the medicines that are taken for it.
fn blood_pressure(chart: &Chart, today: NaiveDate) -> Option<paper::BloodPressureTrend> {
    let from = today.checked_sub_months(chrono::Months::new(24))?;
    let mut readings: Vec<paper::BloodPressureReading> = chart
        .vitals
        .readings()
        .filter_map(|(_, version, set)| {
            Some(paper::BloodPressureReading {
                day: version.effective_at.date_naive(),
                systolic: narrow(set.value(VitalCode::BpSystolic)?),
                diastolic: narrow(set.value(VitalCode::BpDiastolic)?),
            })
        })
        .filter(|reading| (from..=today).contains(&reading.day))
        .collect();
    readings.sort_by_key(|reading| reading.day);
    (readings.len() >= 2).then(|| paper::BloodPressureTrend {
        readings,
        systolic_goal: None,
        drugs: drug_bars(chart, from),
        today,
    })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "millimetres of mercury, drawn at a tenth of a millimetre"
)]
fn narrow(value: f64) -> f32 {
    value as f32
}

fn drug_bars(chart: &Chart, from: NaiveDate) -> Vec<paper::DrugBar> {
    let mut bars = Vec::new();
    for (record, _, medicine) in chart.medications.readings() {
        let reason = medicine.reason.as_deref().unwrap_or_default().to_lowercase();
        if !reason.contains("blood pressure") && !reason.contains("hypertension") {
            continue;
        }
        let mut versions = record
            .versions
            .iter()
            .filter_map(|version| version.value.as_ref().map(|value| (version, value)))
            .peekable();
        while let Some((version, value)) = versions.next() {
            let start = match value.started.and_then(PartialDate::earliest) {
                Some(started) if bars.iter().all(|bar: &paper::DrugBar| bar.drug != value.drug.text) => {
                    started
                }
                _ => version.effective_at.date_naive(),
            };
            let next = versions.peek().map(|(next, _)| next.effective_at.date_naive());
            let until = next.or_else(|| value.ended.and_then(PartialDate::latest));
            if value.is_current() && until.is_none_or(|until| until > from) {
                bars.push(paper::DrugBar {
                    drug: value.drug.text.clone(),
                    dose: value.strength.clone().unwrap_or_default(),
                    from: start.max(from),
                    until,
                });
            }
        }
    }
    bars
}

fn addenda(desk: &Desk<'_>, chart: &Chart, encounter: RecordId, locale: Locale) -> Vec<paper::Addendum> {
    let Some(note) = notes::signed_note(chart, encounter) else { return Vec::new() };
    let mut rows: Vec<(chrono::DateTime<chrono::Utc>, paper::Addendum)> = chart
        .notes
        .readings()
        .filter_map(|(_, version, value)| match value {
            NoteStatement::Addendum(addendum) if addendum.note == note => Some((
                version.recorded_at,
                paper::Addendum {
                    on: paper::dates::short_moment_in(
                        version.recorded_at.with_timezone(&desk.offset()).naive_local(),
                        locale,
                    ),
                    by: desk.people().name(version.author),
                    text: addendum.text.clone(),
                },
            )),
            _ => None,
        })
        .collect();
    rows.sort_by_key(|(at, _)| *at);
    rows.into_iter().map(|(_, row)| row).collect()
}
