//! What the laboratory or the radiologist is asked: the open orders of a visit, with codes, the question and a bar
//! code. Imaging goes to another place than blood, so it has a paper of its own.

use super::common::{allergies, letterhead, open, patient_box, prescriber, sheet, signature_picture};
use super::vaccinations::number;
use super::{Page, PrintRequest};
use crate::desk::Desk;
use crate::pack;
use crate::problem::Problem;
use crate::timeline;
use chart::coding::system::{ICD10CM, LOINC};
use chart::sections::orders::{Order, OrderCategory, OrderPriority, OrderedTest};
use chart::{Chart, RecordId, Version};
use chrono::NaiveDate;
use paper::{BarCode, ChartDocument, Locale, Part, PartCell, PartTable, Row};

type Open<'a> = Vec<(RecordId, &'a Version<Order>, &'a Order)>;

/// What is asked of the laboratory, and whatever else is neither imaging nor a letter.
const LABORATORY: [OrderCategory; 2] = [OrderCategory::Laboratory, OrderCategory::Other];
const IMAGING: [OrderCategory; 1] = [OrderCategory::Imaging];

pub(super) fn laboratory(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    make(desk, request, "Lab requisition", &LABORATORY)
}

pub(super) fn imaging(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    make(desk, request, "Imaging requisition", &IMAGING)
}

/// What a scanner reads on the requisition and on the tube alike: the chart number and the day of the order.
pub(super) fn code(chart_number: &str, day: NaiveDate) -> String {
    format!("{chart_number}{}", day.format("%y%m%d"))
}

fn make(
    desk: &mut Desk<'_>,
    request: &PrintRequest,
    title: &str,
    categories: &[OrderCategory],
) -> Result<(Page, RecordId), Problem> {
    let opened = open(desk, request)?;
    let (chart, locale) = (&*opened.chart, opened.setting.locale);
    let orders = chosen(chart, request.record, categories);
    let Some((record, version, _)) = orders.first().copied() else {
        let what = if categories == IMAGING { "open order for imaging" } else { "open order" };
        return Err(Problem::refused(format!("This chart has no {what}; there is no requisition to print.")));
    };
    let mut parts = Vec::new();
    for category in categories {
        let of: Open<'_> =
            orders.iter().copied().filter(|(_, _, order)| order.category == *category).collect();
        if !of.is_empty() {
            parts.extend(asked(*category, &of)?);
        }
    }
    parts.push(Part::Heading("Diagnoses".to_owned()));
    parts.push(diagnoses(chart, &orders));
    let day = version.effective_at.with_timezone(&desk.offset()).date_naive();
    let bars =
        BarCode { value: code(&opened.patient.chart_number, day), height_tenths: 110, module_hundredths: 30 };
    let blank = |label: &str, value: &str| Row { label: label.to_owned(), value: value.to_owned() };
    let (taken, by) = if categories == IMAGING {
        ("Examined on", "Examined by")
    } else {
        ("Specimen taken on", "Taken by")
    };
    // 03/04 is read both ways round, also when it is written by hand.
    let blank_date = if locale == Locale::EnUs {
        "month ____ day ____ year ________   at ____ : ____"
    } else {
        "day ____ month ____ year ________   at ____ : ____"
    };
    parts.push(Part::Heading("Filled in where it is done".to_owned()));
    parts.push(Part::Pairs(vec![blank(taken, blank_date), blank(by, "______________________________")]));
    let author = version.author;
    let mut head = prescriber(desk, &opened.practice, author)?;
    head.logo = letterhead(&opened.practice)?.logo;
    let document = ChartDocument {
        title: title.to_owned(),
        date: paper::dates::short_in(day, locale),
        letterhead: head,
        sheet: sheet(desk, request, if categories == IMAGING { "IR" } else { "LR" }, record, locale)?,
        patient: Some(patient_box(desk, &opened.patient, chart, locale)),
        allergies: Some(allergies(desk, chart, locale)),
        facts: vec![
            number(&opened.patient.chart_number),
            opened.patient.insurance.clone().unwrap_or_default(),
        ],
        to: performers(&orders),
        parts,
        signature: Some(paper::Signature {
            name: desk.people().name(author),
            standing: paper::Standing::SignByHand,
            picture: signature_picture(&opened.practice, author)?,
        }),
        bars: Some(bars),
        signed_beneath: true,
        ..ChartDocument::default()
    };
    let pdf = paper::chart_document(&document, &opened.setting)?;
    Ok((Page { title: title.to_owned(), pdf }, record))
}

/// The open orders of one visit, or the one order named; without a name those of the newest visit that has any.
pub(super) fn chosen<'a>(
    chart: &'a Chart,
    named: Option<RecordId>,
    categories: &[OrderCategory],
) -> Open<'a> {
    let open = || {
        chart
            .orders
            .readings()
            .filter(|(_, _, order)| order.is_open() && categories.contains(&order.category))
            .map(|(record, version, order)| (record.id, version, order))
    };
    let mut of: Open<'_> = match named {
        Some(id) => {
            open().filter(|(record, version, _)| *record == id || version.encounter == Some(id)).collect()
        }
        None => {
            let newest = open().max_by_key(|(record, version, _)| (version.effective_at, *record));
            let Some((newest, of_newest, _)) = newest else { return Vec::new() };
            let together = |record: RecordId, version: &Version<Order>| {
                record == newest
                    || (of_newest.encounter.is_some() && version.encounter == of_newest.encounter)
            };
            open().filter(|(record, version, _)| together(*record, version)).collect()
        }
    };
    of.sort_by_key(|(record, version, _)| (version.effective_at, *record));
    of
}

/// The tests of one kind, one row each, then what whoever does them has to know.
fn asked(category: OrderCategory, orders: &Open<'_>) -> Result<Vec<Part>, Problem> {
    let heading = match category {
        OrderCategory::Laboratory => "Laboratory",
        OrderCategory::Imaging => "Imaging",
        OrderCategory::Other => "Other",
    };
    let mut rows = Vec::new();
    let mut remarks = Vec::new();
    for (_, _, order) in orders {
        for test in order.tests.iter().filter(|test| test.result.is_none()) {
            rows.push(row(category, test, order)?);
        }
        let due = order.due.and_then(|due| paper::dates::partial(&due.to_string()));
        let said =
            [("Why", order.reason.clone()), ("To know", order.instructions.clone()), ("To be done", due)];
        let said = said
            .into_iter()
            .filter_map(|(label, value)| value.map(|value| Row { label: label.to_owned(), value }));
        remarks.extend(said.filter(|row| !row.value.trim().is_empty()));
    }
    remarks.dedup();
    let head = match category {
        OrderCategory::Laboratory => ["Test", "Specimen", "LOINC", "How soon"],
        OrderCategory::Imaging | OrderCategory::Other => ["Test", "Where", "LOINC", "How soon"],
    };
    // A column in which nothing stands only makes the others narrow.
    let filled =
        |at: usize| rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.text.trim().is_empty()));
    let kept: Vec<bool> = (0..head.len()).map(filled).collect();
    let keep = |at: usize| kept.get(at).copied().unwrap_or(true);
    fn chosen<T>(all: impl IntoIterator<Item = T>, keep: impl Fn(usize) -> bool) -> Vec<T> {
        all.into_iter().enumerate().filter(|(at, _)| keep(*at)).map(|(_, one)| one).collect()
    }
    let mut parts = vec![
        Part::Heading(heading.to_owned()),
        Part::Table(PartTable {
            head: chosen(head.map(str::to_owned), keep),
            shares: chosen([1.0, 0.4, 0.3, 0.3], keep),
            rows: rows.into_iter().map(|row| chosen(row, keep)).collect(),
            ..PartTable::default()
        }),
    ];
    if !remarks.is_empty() {
        parts.push(Part::Pairs(remarks));
    }
    Ok(parts)
}

fn row(category: OrderCategory, test: &OrderedTest, order: &Order) -> Result<Vec<PartCell>, Problem> {
    let urgent = order.priority != OrderPriority::Routine;
    let soon = if urgent { timeline::word(&order.priority).to_uppercase() } else { "routine".to_owned() };
    let code = test.test.code_in(LOINC);
    let site = test.site.clone().unwrap_or_default();
    let (words, beside) = match category {
        OrderCategory::Laboratory => {
            let known = pack::orderable()?;
            let known = code.and_then(|code| known.by_loinc(code)).or_else(|| known.by_name(&test.test.text));
            (test.words(), known.map_or(String::new(), |known| known.specimen.to_owned()))
        }
        OrderCategory::Imaging | OrderCategory::Other => (test.test.text.clone(), site),
    };
    Ok(vec![
        PartCell::bold(words),
        PartCell::plain(beside),
        PartCell::plain(code.unwrap_or_default()),
        PartCell { alert: urgent, ..PartCell::plain(soon) },
    ])
}

fn performers(orders: &Open<'_>) -> Vec<String> {
    let mut named: Vec<String> = orders.iter().filter_map(|(_, _, order)| order.performer.clone()).collect();
    named.dedup();
    named
}

/// Those written in the same visits; where there are none, those that hold.
fn diagnoses(chart: &Chart, orders: &Open<'_>) -> Part {
    let visits: Vec<RecordId> = orders.iter().filter_map(|(_, version, _)| version.encounter).collect();
    let of_visits = |record: &chart::Record<chart::sections::problems::Problem>| {
        record.versions.iter().any(|version| version.encounter.is_some_and(|visit| visits.contains(&visit)))
    };
    let row = |problem: &chart::sections::problems::Problem| {
        let code = problem.condition.code_in(ICD10CM).unwrap_or_default().to_owned();
        vec![PartCell::plain(problem.condition.text.clone()), PartCell::plain(code)]
    };
    let active = || chart.problems.readings().filter(|(_, _, problem)| problem.is_active());
    let mut rows: Vec<Vec<PartCell>> =
        active().filter(|(record, ..)| of_visits(record)).map(|(_, _, problem)| row(problem)).collect();
    if rows.is_empty() {
        rows = active().map(|(_, _, problem)| row(problem)).collect();
    }
    if rows.is_empty() {
        return Part::None;
    }
    let head = ["Diagnosis", "ICD-10-CM"].map(str::to_owned).to_vec();
    Part::Table(PartTable { head, shares: vec![1.0, 0.2], rows, ..PartTable::default() })
}
