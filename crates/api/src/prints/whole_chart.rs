//! The whole chart: cover, contents with bookmarks, every section, then every page of the timeline.
//!
//! What was entered in error stands there struck through, as in the chart: a copy that leaves it out would say that
//! it never was there.

use super::common::{allergies, letterhead, open, patient_box, registration, sheet};
use super::vaccinations::number;
use super::{Page, PrintRequest, trends};
use crate::desk::Desk;
use crate::problem::Problem;
use crate::timeline::{self, TimelineItem};
use chart::fold::Stated;
use chart::{Record, RecordId, Section};
use chrono::NaiveDate;
use paper::{ChartDocument, Part, PartCell, PartTable, Row};

pub(super) fn make(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let opened = open(desk, request)?;
    let (chart, locale) = (&*opened.chart, opened.setting.locale);
    let record = registration(chart)?;
    let inside = |day: NaiveDate| {
        request.from.is_none_or(|from| day >= from) && request.until.is_none_or(|until| day <= until)
    };
    let mut parts = vec![Part::Heading("This chart".to_owned()), Part::Pairs(cover(desk, request, &opened))];
    parts.push(Part::Heading("Contents".to_owned()));
    parts.push(Part::Contents);
    parts.extend(registration_part(&opened.patient, chart));
    parts.extend(lists(chart, desk.today()));
    let mut drawn = Vec::new();
    for trend in crate::sections::vitals::trends(chart, desk.today()) {
        let around = crate::trends::around(chart, &trend.key, desk.today())?;
        if let Some(mut made) = trends::one(&trend, around, &inside) {
            drawn.append(&mut made);
        }
    }
    if !drawn.is_empty() {
        parts.push(Part::Chapter("Trends".to_owned()));
        parts.append(&mut drawn);
    }
    let mut pages = timeline::pages(chart, desk.people(), desk.offset());
    pages.retain(|page| inside(page.at.with_timezone(&desk.offset()).date_naive()));
    pages.reverse();
    parts.extend(pages_by_year(&pages));
    let document = ChartDocument {
        title: "Chart".to_owned(),
        date: paper::dates::long(desk.today(), locale),
        letterhead: letterhead(&opened.practice)?,
        sheet: sheet(desk, request, "CH", record, locale)?,
        patient: Some(patient_box(desk, &opened.patient, chart, locale)),
        allergies: Some(allergies(desk, chart, locale)),
        facts: vec![number(&opened.patient.chart_number)],
        parts,
        ..ChartDocument::default()
    };
    let pdf = paper::chart_document(&document, &opened.setting)?;
    Ok((Page { title: "Chart".to_owned(), pdf }, record))
}

fn row(label: &str, value: impl Into<String>) -> Row {
    Row { label: label.to_owned(), value: value.into() }
}

fn cover(desk: &Desk<'_>, request: &PrintRequest, opened: &super::common::Opened) -> Vec<Row> {
    let mut rows = vec![
        row("Printed by", desk.people().name(desk.user())),
        row("As known on", paper::dates::short_moment(desk.now.naive_local())),
    ];
    let days = [("From", request.from), ("Until", request.until)];
    rows.extend(days.into_iter().filter_map(|(label, day)| Some(row(label, paper::dates::short(day?)))));
    if request.from.is_none() && request.until.is_none() {
        rows.push(row("Holds", "everything this practice recorded"));
    }
    let chart = &opened.chart;
    rows.push(row("Visits", chart.encounters.len().to_string()));
    rows.push(row("Results", chart.results.len().to_string()));
    if !chart.received.is_empty() {
        rows.push(row("Received from elsewhere, kept as sent", chart.received.len().to_string()));
    }
    rows
}

fn registration_part(patient: &chart::sections::patients::Patient, chart: &chart::Chart) -> Vec<Part> {
    let mut rows = vec![
        row("Name", patient.name.full()),
        row("Chart number", super::common::grouped(&patient.chart_number)),
    ];
    if let Some(birth) = patient.birth_date.and_then(|date| paper::dates::partial(&date.to_string())) {
        rows.push(row("Born", birth));
    }
    let merged = chart.merged.iter().filter_map(|merged| merged.registration.last_said());
    rows.extend(merged.map(|(_, part)| {
        let number = super::common::grouped(&part.chart_number);
        row("Also kept as chart", format!("{number}, {}", part.name.full()))
    }));
    rows.extend(patient.former_names.iter().map(|name| row("Former name", name.full())));
    rows.extend(patient.phones.iter().map(|phone| row("Telephone", phone)));
    rows.extend(patient.email.iter().map(|email| row("Email", email)));
    rows.extend(patient.address.iter().map(|address| row("Address", address.one_line())));
    rows.extend(patient.insurance.iter().map(|insurance| row("Insurance", insurance)));
    rows.extend(patient.identifiers.iter().map(|number| row(&number.system, &number.value)));
    vec![Part::Chapter("Registration and lists".to_owned()), Part::Pairs(rows)]
}

/// A cell that is struck where the record was entered in error.
fn said<T: Stated>(record: &Record<T>, words: String) -> PartCell {
    PartCell { struck: record.is_in_error(), ..PartCell::bold(words) }
}

fn table<T: Stated>(
    title: &str,
    head: [&str; 4],
    section: &Section<T>,
    cells: impl Fn(&T) -> [String; 4],
) -> Vec<Part> {
    let mut records: Vec<(&Record<T>, &T, chrono::DateTime<chrono::FixedOffset>)> = section
        .records()
        .filter_map(|record| record.last_said().map(|(version, value)| (record, value, version.effective_at)))
        .collect();
    records.sort_by_key(|(record, _, at)| (*at, record.id));
    let rows: Vec<Vec<PartCell>> = records
        .into_iter()
        .map(|(record, value, _)| {
            let [first, rest @ ..] = cells(value);
            let rest = rest.map(|words| PartCell { struck: record.is_in_error(), ..PartCell::plain(words) });
            std::iter::once(said(record, first)).chain(rest).collect()
        })
        .collect();
    let mut parts = vec![Part::Heading(title.to_owned())];
    parts.push(if rows.is_empty() {
        Part::None
    } else {
        Part::Table(PartTable {
            head: head.map(str::to_owned).to_vec(),
            shares: vec![1.0, 1.0, 0.3, 0.3],
            rows,
        })
    });
    parts
}

fn date(date: Option<chart::PartialDate>) -> String {
    date.and_then(|date| paper::dates::partial(&date.to_string())).unwrap_or_default()
}

/// The lists a doctor reads first.
fn lists(chart: &chart::Chart, today: NaiveDate) -> Vec<Part> {
    use chart::sections::allergies::AllergyStatement;
    let mut parts = Vec::new();
    parts.extend(table(
        "Allergies",
        ["To", "Reaction and remarks", "Status", ""],
        &chart.allergies,
        |statement| match statement {
            AllergyStatement::Listed(allergy) => {
                [allergy.short(), String::new(), timeline::word(&allergy.clinical_status), String::new()]
            }
            AllergyStatement::NoneKnown => {
                ["None known".to_owned(), String::new(), String::new(), String::new()]
            }
        },
    ));
    parts.extend(table("Problems", ["Problem", "Remark", "Status", "Since"], &chart.problems, |problem| {
        let code = problem.condition.code_in(chart::coding::system::ICD10CM).unwrap_or_default();
        let words = format!("{} {code}", problem.condition.text).trim().to_owned();
        let remark = problem.comment.clone().unwrap_or_default();
        [words, remark, timeline::word(&problem.clinical_status), date(problem.onset)]
    }));
    parts.extend(table(
        "Medicines",
        ["Medicine", "How", "Status", "Since"],
        &chart.medications,
        |medicine| {
            let how = [
                Some(medicine.instructions.clone()),
                medicine.reason.as_ref().map(|reason| format!("For {reason}.")),
            ];
            let how = how.into_iter().flatten().collect::<Vec<_>>().join(" ");
            [medicine.name(), how.trim().to_owned(), timeline::word(&medicine.status), date(medicine.started)]
        },
    ));
    parts.extend(table(
        "Vaccinations",
        ["Vaccine", "Lot, site", "Status", "Given"],
        &chart.immunizations,
        |vaccine| {
            let details = [vaccine.lot.clone(), vaccine.site.clone(), vaccine.not_done_reason.clone()];
            let details = details.into_iter().flatten().collect::<Vec<_>>().join(", ");
            [vaccine.vaccine.text.clone(), details, timeline::word(&vaccine.status), date(vaccine.given)]
        },
    ));
    if !chart.histories.is_empty() {
        parts.extend(table("Histories", ["", "", "", ""], &chart.histories, |said| {
            [said.short(today), String::new(), String::new(), String::new()]
        }));
    }
    if !chart.goals.is_empty() {
        parts.extend(table("Goals", ["Goal", "Why", "Status", "By"], &chart.goals, |goal| {
            let due = goal.due.map(paper::dates::short).unwrap_or_default();
            [goal.short(), goal.comment.clone().unwrap_or_default(), timeline::word(&goal.status), due]
        }));
    }
    if !chart.orders.is_empty() {
        parts.extend(table("Orders", ["Tests", "Why", "Status", "Due"], &chart.orders, |order| {
            [
                order.short(),
                order.reason.clone().unwrap_or_default(),
                timeline::word(&order.status),
                date(order.due),
            ]
        }));
    }
    parts
}

/// Every page of the timeline, oldest first, a chapter for each year.
fn pages_by_year(pages: &[TimelineItem]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut year = None;
    for page in pages {
        let of = page.at.format("%Y").to_string();
        if year.as_ref() != Some(&of) {
            parts.push(if year.is_none() { Part::Chapter(of.clone()) } else { Part::Section(of.clone()) });
            year = Some(of);
        }
        let day = paper::dates::short_moment(page.at.naive_local());
        parts.push(Part::Subject(format!("{day} · {}", page.title)));
        let state = [page.state.as_str(), page.by.as_str(), if page.imported { "imported" } else { "" }];
        let state = state.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        if !state.is_empty() {
            parts.push(Part::Small(state));
        }
        if let Some(why) = &page.in_error {
            parts.push(Part::Strong(format!("Entered in error: {why}")));
        }
        for line in &page.lines {
            let words = if line.label.is_empty() {
                line.text.clone()
            } else {
                format!("{}: {}", line.label, line.text)
            };
            if !words.trim().is_empty() {
                parts.push(Part::Text(words));
            }
        }
    }
    parts
}
