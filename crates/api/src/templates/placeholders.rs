//! Every placeholder a template may use: its name, what it is, and how it is read from the chart.
//!
//! Deliberately not here: anything computed that the chart does not show elsewhere too. A placeholder that has
//! nothing to say is empty; whether that may be is the template's business.

use super::Filling;
use crate::prints::common::{grouped, practice_line};
use crate::timeline;
use chart::PartialDate;
use chart::fold::Stated;
use chart::sections::allergies::AllergyState;
use chart::sections::histories::HistoryPart;
use chart::sections::immunizations::ImmunizationStatus;
use chart::sections::medications::Medication;
use chart::sections::patients::{Address, HumanName, Sex};
use chart::sections::vitals::VitalCode;
use chart::{Record, Section};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// One placeholder.
pub(crate) struct Placeholder {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    read: fn(&Filling<'_>) -> String,
}

macro_rules! placeholders {
    ($($name:literal $about:literal $read:expr;)*) => {
        /// All of them, in the order in which they are offered.
        pub(crate) const ALL: &[Placeholder] = &[$(Placeholder { name: $name, about: $about, read: $read }),*];
    };
}

placeholders! {
    "patient.name" "the patient's name" |f| f.opened.patient.name.full();
    "patient.filed_name" "the name as filed, family name first" |f| f.opened.patient.name.filed();
    "patient.given" "the given names" |f| f.opened.patient.name.given.clone();
    "patient.family" "the family name" |f| f.opened.patient.name.family.clone();
    "patient.prefix" "the title before the name" |f| f.opened.patient.name.prefix.clone().unwrap_or_default();
    "patient.former_names" "names used before" |f| joined(f.opened.patient.former_names.iter().map(HumanName::full));
    "patient.birth_date" "the birth date" |f| partial(f.opened.patient.birth_date);
    "patient.age" "the age today" |f| age(f);
    "patient.sex" "female, male or other" |f| sex(f, ["female", "male", "other", ""]);
    "patient.he" "he, she or they" |f| sex(f, ["she", "he", "they", "they"]);
    "patient.him" "him, her or them" |f| sex(f, ["her", "him", "them", "them"]);
    "patient.his" "his, her or their" |f| sex(f, ["her", "his", "their", "their"]);
    "patient.address" "the address in one line" |f| f.opened.patient.address.as_ref().map(Address::one_line).unwrap_or_default();
    "patient.city" "the town" |f| f.opened.patient.address.as_ref().map(|address| address.city.clone()).unwrap_or_default();
    "patient.phone" "the preferred telephone" |f| f.opened.patient.phones.first().cloned().unwrap_or_default();
    "patient.email" "the email" |f| f.opened.patient.email.clone().unwrap_or_default();
    "patient.chart_number" "the chart number" |f| grouped(&f.opened.patient.chart_number);
    "patient.insurance" "the insurance" |f| f.opened.patient.insurance.clone().unwrap_or_default();
    "patient.language" "the preferred language" |f| f.opened.patient.language.clone().unwrap_or_default();
    "practice.name" "the practice's name" |f| f.opened.practice.name.clone();
    "practice.address" "the practice's address" |f| f.opened.practice.address.clone();
    "practice.phone" "the practice's telephone" |f| f.opened.practice.phone.clone();
    "practice.fax" "the practice's fax" |f| f.opened.practice.fax.clone();
    "practice.email" "the practice's email" |f| f.opened.practice.email.clone();
    "practice.line" "address, telephone and fax in one line" |f| practice_line(&f.opened.practice);
    "prescriber.name" "who answers for the letter" |f| f.people.name(f.author());
    "prescriber.qualification" "their degrees" |f| f.people.member(f.author()).map(|member| member.qualification.clone()).unwrap_or_default();
    "prescriber.registration" "their licence numbers" |f| f.people.member(f.author()).map(|member| member.registration.clone()).unwrap_or_default();
    "user.name" "who prints it" |f| f.people.name(f.user);
    "today" "today, 22 Nov 2026" |f| paper::dates::short(f.now.date_naive());
    "today.long" "today, in the practice's long form" |f| paper::dates::long(f.now.date_naive(), f.opened.setting.locale);
    "now" "the time of day" |f| f.now.format("%H:%M").to_string();
    "visit.date" "the day of the visit" |f| visit_time(f).map(|at| paper::dates::short(at.date_naive())).unwrap_or_default();
    "visit.time" "the time of the visit" |f| visit_time(f).map(|at| at.format("%H:%M").to_string()).unwrap_or_default();
    "visit.reason" "why the patient came" |f| reason(f);
    "visit.status" "how far the visit has come" |f| f.visit.map(|(_, visit)| timeline::word(&visit.status)).unwrap_or_default();
    "visit.practitioner" "whom the patient saw" |f| f.people.name(f.author());
    "visit.arrived" "when the patient arrived" |f| clock(f.visit.and_then(|(_, visit)| visit.arrived_at));
    "visit.finished" "when the visit ended" |f| clock(f.visit.and_then(|(_, visit)| visit.finished_at));
    "note.reason" "the reason as the note has it" |f| f.note.reason.clone();
    "note.subjective" "what the patient says" |f| f.note.subjective.clone();
    "note.objective" "what was found" |f| f.note.objective.clone();
    "note.assessment_plan" "what is thought and planned" |f| f.note.assessment_plan.clone();
    "note.safety_net" "when to come back at once" |f| f.note.safety_net.clone();
    "note.follow_up" "what comes next" |f| f.note.follow_up.clone();
    "note.author" "who wrote the note" |f| f.note_author.map(|staff| f.people.name(staff)).unwrap_or_default();
    "note.signed_at" "when it was signed" |f| f.signed_at.map(|at| paper::dates::short_moment(at.naive_local())).unwrap_or_default();
    "allergies" "every allergy with its reaction, or that there is none, or that nobody asked" |f| allergies(f, true);
    "allergies.short" "the allergies by name" |f| allergies(f, false);
    "problems" "current problems, one line each" |f| problems(f, true);
    "problems.past" "problems that do not hold any more" |f| problems(f, false);
    "problems.visit" "problems written in this visit" |f| problems_of_visit(f);
    "medicines" "medicines taken now, one line each" |f| medicines(f, |medicine, _| medicine.is_current());
    "medicines.new" "medicines this visit began" |f| medicines(f, |medicine, new| medicine.is_current() && new);
    "medicines.stopped" "medicines this visit stopped" |f| medicines(f, |medicine, new| !medicine.is_current() && new);
    "results.newest" "the newest result of each test" |f| results(f);
    "results.last_report" "the last report, line by line" |f| last_report(f);
    "immunizations" "vaccines given, one line each" |f| vaccines(f, usize::MAX);
    "immunizations.last" "the last vaccine" |f| vaccines(f, 1);
    "vitals.visit" "what was measured in this visit, in one line" |f| vitals_of_visit(f);
    "vitals.blood_pressure" "the newest blood pressure" |f| pressure(f);
    "vitals.heart_rate" "the newest heart rate" |f| latest(f, VitalCode::HeartRate);
    "vitals.temperature" "the newest temperature" |f| latest(f, VitalCode::Temperature);
    "vitals.oxygen" "the newest oxygen saturation" |f| latest(f, VitalCode::OxygenSaturation);
    "vitals.respiratory_rate" "the newest respiratory rate" |f| latest(f, VitalCode::RespiratoryRate);
    "vitals.weight" "the newest weight" |f| latest(f, VitalCode::Weight);
    "vitals.height" "the newest height" |f| latest(f, VitalCode::Height);
    "vitals.head" "the newest head circumference" |f| latest(f, VitalCode::HeadCircumference);
    "vitals.pain" "the newest pain score" |f| latest(f, VitalCode::Pain);
    "vitals.glucose" "the newest glucose" |f| latest(f, VitalCode::Glucose);
    "history.medical" "operations and stays in hospital" |f| histories(f, HistoryPart::Procedure);
    "history.family" "the family's history" |f| histories(f, HistoryPart::Family);
    "history.social" "the social history" |f| histories(f, HistoryPart::Social);
    "history.pregnancies" "pregnancies" |f| histories(f, HistoryPart::Pregnancy);
    "history.care_elsewhere" "who else looks after the patient" |f| histories(f, HistoryPart::External);
    "orders.open" "tests that are waited for" |f| open_orders(f);
    "period.from" "the first day of the certificate" |f| f.from.map(paper::dates::short).unwrap_or_default();
    "period.until" "the last day of the certificate" |f| f.until.map(paper::dates::short).unwrap_or_default();
    "period.days" "how many days it is" |f| days(f.from, f.until);
}

/// `result.HbA1c` is the newest result of the test of that name.
const RESULT: &str = "result.";

pub(crate) fn is_known(name: &str) -> bool {
    name.strip_prefix(RESULT).is_some_and(|test| !test.is_empty())
        || ALL.iter().any(|known| known.name == name)
}

/// What a placeholder is, for a sentence.
pub(crate) fn about(name: &str) -> &str {
    ALL.iter().find(|known| known.name == name).map_or(name, |known| known.about)
}

/// The placeholder somebody may have meant: the one with the fewest slips of the finger, three at most.
pub(crate) fn nearest(name: &str) -> Option<&'static str> {
    let near = ALL.iter().map(|known| (slips(name, known.name), known.name)).min();
    near.filter(|(slips, _)| *slips <= 3).map(|(_, name)| name)
}

/// Levenshtein's distance.
fn slips(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, letter) in left.chars().enumerate() {
        let mut corner = row[0];
        row[0] = at + 1;
        for (index, other) in right.iter().enumerate() {
            let changed = corner + usize::from(letter != *other);
            corner = row[index + 1];
            row[index + 1] = changed.min(corner + 1).min(row[index] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

/// What a placeholder says of this chart; empty when it says nothing.
pub(crate) fn value(name: &str, filling: &Filling<'_>) -> String {
    if let Some(test) = name.strip_prefix(RESULT) {
        return newest_results(filling)
            .into_iter()
            .find(|(known, ..)| known.eq_ignore_ascii_case(test))
            .map(|(_, _, words)| words)
            .unwrap_or_default();
    }
    ALL.iter().find(|known| known.name == name).map(|known| (known.read)(filling)).unwrap_or_default()
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn lines(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn partial(date: Option<PartialDate>) -> String {
    date.and_then(|date| paper::dates::partial(&date.to_string())).unwrap_or_default()
}

fn age(f: &Filling<'_>) -> String {
    let age = f.opened.patient.age_on(f.now.date_naive());
    age.map(|age| match age.years() {
        0..2 => format!("{} months", age.months),
        years => format!("{years} years"),
    })
    .unwrap_or_default()
}

fn sex(f: &Filling<'_>, words: [&str; 4]) -> String {
    let [female, male, other, unknown] = words;
    match f.opened.patient.sex {
        Sex::Female => female,
        Sex::Male => male,
        Sex::Other => other,
        Sex::Unknown => unknown,
    }
    .to_owned()
}

fn visit_time(f: &Filling<'_>) -> Option<DateTime<FixedOffset>> {
    f.visit.and_then(|(_, visit)| visit.at())
}

fn clock(at: Option<DateTime<FixedOffset>>) -> String {
    at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default()
}

fn reason(f: &Filling<'_>) -> String {
    if f.note.reason.trim().is_empty() {
        f.visit.map(|(_, visit)| visit.reason.clone()).unwrap_or_default()
    } else {
        f.note.reason.clone()
    }
}

fn allergies(f: &Filling<'_>, whole: bool) -> String {
    match f.chart.allergy_state() {
        AllergyState::NeverAsked => "Allergies were never asked.".to_owned(),
        AllergyState::NoneKnown(version) => {
            format!("No known allergies (asked {}).", paper::dates::short(version.effective_at.date_naive()))
        }
        AllergyState::Listed(listed) => {
            let names = listed
                .iter()
                .map(|(_, allergy)| if whole { allergy.short() } else { allergy.substance.text.clone() });
            if whole { lines(names) } else { joined(names) }
        }
    }
}

fn problem_words(problem: &chart::sections::problems::Problem) -> String {
    let code = problem.condition.code_in(chart::coding::system::ICD10CM);
    let since = partial(problem.onset);
    let mut words = problem.condition.text.clone();
    if let Some(code) = code {
        words.push_str(&format!(" ({code})"));
    }
    if !since.is_empty() {
        words.push_str(&format!(", since {since}"));
    }
    words
}

fn problems(f: &Filling<'_>, active: bool) -> String {
    let chosen = f.chart.problems.readings().filter(|(_, _, problem)| problem.is_active() == active);
    lines(chosen.map(|(_, _, problem)| problem_words(problem)))
}

fn in_visit<T: Stated>(f: &Filling<'_>, record: &Record<T>) -> bool {
    f.visit.is_some_and(|(id, _)| record.versions.iter().any(|version| version.encounter == Some(id)))
}

fn problems_of_visit(f: &Filling<'_>) -> String {
    let chosen = f.chart.problems.readings().filter(|(record, ..)| in_visit(f, record));
    lines(chosen.map(|(_, _, problem)| problem_words(problem)))
}

fn medicines(f: &Filling<'_>, wanted: fn(&Medication, bool) -> bool) -> String {
    let section: &Section<Medication> = &f.chart.medications;
    let chosen = section.readings().filter(|(record, version, medicine)| {
        let visit = f.visit.map(|(id, _)| id);
        let new = version.encounter == visit
            && visit.is_some()
            && (record.versions.len() == 1 || !medicine.is_current());
        wanted(medicine, new)
    });
    lines(chosen.map(|(_, _, medicine)| {
        let reason = medicine.reason.as_ref().map(|reason| format!(" For {reason}.")).unwrap_or_default();
        // The capitals that tell two names apart, where the formulary has them.
        let name = match crate::prints::common::tall(&medicine.drug.text) {
            Ok(tall) => medicine.name().replacen(&medicine.drug.text, &tall, 1),
            Err(_) => medicine.name(),
        };
        format!("{name}: {}{reason}", medicine.instructions).trim_end_matches(": ").to_owned()
    }))
}

/// The newest value of each test by name, in order of the names.
fn newest_results(f: &Filling<'_>) -> Vec<(String, DateTime<FixedOffset>, String)> {
    let mut newest: std::collections::BTreeMap<String, (DateTime<FixedOffset>, String)> =
        std::collections::BTreeMap::new();
    for (_, version, report) in f.chart.results.readings() {
        for value in &report.values {
            let known = newest.get(&value.test.text).is_some_and(|(at, _)| *at > version.effective_at);
            if !known {
                let day = paper::dates::short(version.effective_at.date_naive());
                let words = format!("{}, {day}", timeline::result_in_words(value));
                newest.insert(value.test.text.clone(), (version.effective_at, words));
            }
        }
    }
    newest.into_iter().map(|(test, (at, words))| (test, at, words)).collect()
}

fn results(f: &Filling<'_>) -> String {
    let mut newest = newest_results(f);
    newest.sort_by_key(|(_, at, _)| std::cmp::Reverse(*at));
    lines(newest.into_iter().map(|(_, _, words)| words))
}

fn last_report(f: &Filling<'_>) -> String {
    let last =
        f.chart.results.readings().max_by_key(|(record, version, _)| (version.effective_at, record.id));
    last.map(|(_, _, report)| lines(report.values.iter().map(timeline::result_in_words))).unwrap_or_default()
}

fn vaccines(f: &Filling<'_>, most: usize) -> String {
    let mut given: Vec<_> = f
        .chart
        .immunizations
        .readings()
        .map(|(_, _, vaccine)| vaccine)
        .filter(|vaccine| vaccine.status == ImmunizationStatus::Completed)
        .collect();
    given.sort_by_key(|vaccine| std::cmp::Reverse(vaccine.given.and_then(PartialDate::earliest)));
    lines(given.into_iter().take(most).map(|vaccine| {
        let day = partial(vaccine.given);
        format!("{} {day}", vaccine.vaccine.text).trim().to_owned()
    }))
}

fn vitals_of_visit(f: &Filling<'_>) -> String {
    let visit = f.visit.map(|(id, _)| id);
    let sets =
        f.chart.vitals.readings().filter(|(_, version, _)| visit.is_some() && version.encounter == visit);
    lines(sets.map(|(_, _, set)| crate::sections::vitals::in_one_line(set)))
}

fn latest(f: &Filling<'_>, code: VitalCode) -> String {
    crate::sections::vitals::latest_in_words(f.chart, code).unwrap_or_default()
}

fn pressure(f: &Filling<'_>) -> String {
    let newest = |code| chart::sections::vitals::series(&f.chart.vitals, code).pop();
    match (newest(VitalCode::BpSystolic), newest(VitalCode::BpDiastolic)) {
        (Some((at, systolic)), Some((of, diastolic))) if at == of => {
            format!("{systolic:.0}/{diastolic:.0} mmHg")
        }
        _ => String::new(),
    }
}

fn histories(f: &Filling<'_>, part: HistoryPart) -> String {
    let today = f.now.date_naive();
    let chosen = f.chart.histories.readings().filter(|(_, _, said)| said.part() == part);
    lines(chosen.map(|(_, _, said)| said.short(today)))
}

fn open_orders(f: &Filling<'_>) -> String {
    lines(
        f.chart.orders.readings().filter(|(_, _, order)| order.is_open()).map(|(_, _, order)| order.short()),
    )
}

fn days(from: Option<NaiveDate>, until: Option<NaiveDate>) -> String {
    match (from, until) {
        (Some(from), Some(until)) => match (until - from).num_days() + 1 {
            1 => "1 day".to_owned(),
            days => format!("{days} days"),
        },
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_enough_and_each_stands_once() {
        assert!(ALL.len() >= 60, "{} placeholders", ALL.len());
        for placeholder in ALL {
            assert_eq!(
                ALL.iter().filter(|other| other.name == placeholder.name).count(),
                1,
                "{}",
                placeholder.name
            );
            assert!(!placeholder.about.is_empty());
            assert!(is_known(placeholder.name));
        }
        assert!(is_known("result.HbA1c") && !is_known("result.") && !is_known("patient"));
        assert_eq!(nearest("patient.nmae"), Some("patient.name"));
        assert_eq!(nearest("something.else.entirely"), None);
    }
}
