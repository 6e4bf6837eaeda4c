//! What the laboratory or the radiologist is asked: the open orders of a visit on one paper, with codes, the question
//! and a bar code.

use super::common::{allergies, letterhead, open, patient_box, prescriber, sheet, signature_picture};
use super::vaccinations::number;
use super::{Page, PrintRequest};
use crate::desk::Desk;
use crate::problem::Problem;
use crate::timeline;
use chart::coding::system::{ICD10CM, LOINC};
use chart::sections::orders::{Order, OrderCategory, OrderPriority, OrderedTest};
use chart::{Chart, RecordId, Version};
use paper::{BarCode, ChartDocument, Part, PartCell, PartTable, Row};

type Open<'a> = Vec<(RecordId, &'a Version<Order>, &'a Order)>;

pub(super) fn make(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let opened = open(desk, request)?;
    let (chart, locale) = (&*opened.chart, opened.setting.locale);
    let orders = chosen(chart, request.record);
    let Some((record, version, _)) = orders.first().copied() else {
        return Err(Problem::refused("This chart has no open order; there is no requisition to print."));
    };
    let mut parts = Vec::new();
    for category in [OrderCategory::Laboratory, OrderCategory::Imaging, OrderCategory::Other] {
        let of: Open<'_> =
            orders.iter().copied().filter(|(_, _, order)| order.category == category).collect();
        if !of.is_empty() {
            parts.extend(asked(category, &of));
        }
    }
    parts.push(Part::Heading("Diagnoses".to_owned()));
    parts.push(diagnoses(chart, &orders));
    let day = version.effective_at.with_timezone(&desk.offset()).date_naive();
    let code = BarCode {
        value: format!("{}-{}", opened.patient.chart_number, day.format("%y%m%d")),
        height_tenths: 110,
        module_hundredths: 30,
    };
    parts.push(Part::Pairs(vec![
        Row {
            label: "Specimen taken on".to_owned(),
            value: "____ / ____ / ________   at   ____ : ____".to_owned(),
        },
        Row { label: "Taken by".to_owned(), value: "______________________________".to_owned() },
    ]));
    parts.push(Part::Bars(code));
    let author = version.author;
    let mut head = prescriber(desk, &opened.practice, author)?;
    head.logo = letterhead(&opened.practice)?.logo;
    let document = ChartDocument {
        title: "Requisition".to_owned(),
        date: paper::dates::short_in(day, locale),
        letterhead: head,
        sheet: sheet(desk, request, "LR", record, locale)?,
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
        signed_beneath: true,
        ..ChartDocument::default()
    };
    let pdf = paper::chart_document(&document, &opened.setting)?;
    Ok((Page { title: "Requisition".to_owned(), pdf }, record))
}

/// The open orders of one visit, or the one order named; without a name those of the newest visit that has any.
fn chosen(chart: &Chart, named: Option<RecordId>) -> Open<'_> {
    let open = || {
        chart
            .orders
            .readings()
            .filter(|(_, _, order)| order.is_open())
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
fn asked(category: OrderCategory, orders: &Open<'_>) -> Vec<Part> {
    let heading = match category {
        OrderCategory::Laboratory => "Laboratory",
        OrderCategory::Imaging => "Imaging",
        OrderCategory::Other => "Other",
    };
    let mut rows = Vec::new();
    let mut remarks = Vec::new();
    for (_, _, order) in orders {
        for test in order.tests.iter().filter(|test| test.result.is_none()) {
            rows.push(row(test, order));
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
    let mut parts = vec![
        Part::Heading(heading.to_owned()),
        Part::Table(PartTable {
            head: ["Test", "LOINC", "How soon"].map(str::to_owned).to_vec(),
            shares: vec![1.0, 0.3, 0.3],
            rows,
        }),
    ];
    if !remarks.is_empty() {
        parts.push(Part::Pairs(remarks));
    }
    parts
}

fn row(test: &OrderedTest, order: &Order) -> Vec<PartCell> {
    let urgent = order.priority != OrderPriority::Routine;
    let soon = if urgent { timeline::word(&order.priority).to_uppercase() } else { "routine".to_owned() };
    vec![
        PartCell::bold(test.words()),
        PartCell::plain(test.test.code_in(LOINC).unwrap_or_default()),
        PartCell { alert: urgent, ..PartCell::plain(soon) },
    ]
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
    Part::Table(PartTable { head, shares: vec![1.0, 0.2], rows })
}
