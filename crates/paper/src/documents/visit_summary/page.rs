//! The visit summary as blocks: in which order it is said, and what is left out.

use super::{Addendum, Change, Flag, Medicine, TestLine, TestState, VisitSummary, When};
use crate::Setting;
use crate::documents::common::{
    DOT, cell, dotted, foot, footer, free_cell, labelled, letterhead, marks, none, pairs, paragraphs,
    patient_panel, ruled,
};
use crate::error::PaperError;
use crate::flow::{Block, Cell, Column, PageTemplate, Role, Row as TableRow, Text};
use crate::look::{BODY, SMALL, mm};
use crate::text::{Rich, field};
use crate::words::NO_BREAK_SPACE;

/// The document's name, also for errors and the title of the file.
pub(crate) const KIND: &str = "Visit summary";

pub(crate) fn build(summary: &VisitSummary, setting: &Setting) -> Result<PageTemplate, PaperError> {
    let number = labelled("No. ", &summary.patient.chart_number);
    let seen_by = labelled("Seen by ", &field(&summary.seen_by));
    let mut blocks = letterhead(&summary.letterhead, KIND, &summary.visited_on);
    blocks.push(patient_panel(&summary.patient, &summary.allergies, &[number, seen_by], "visit summary")?);
    section(&mut blocks, "Why you came", paragraphs(&summary.reason));
    section(&mut blocks, "What we found", found(summary, setting));
    section(&mut blocks, "What we think", thought(summary));
    section(&mut blocks, "Your medicines now", summary.medicines.as_deref().map_or_else(Vec::new, medicines));
    section(&mut blocks, "Tests", summary.tests.as_deref().map_or_else(Vec::new, tests));
    section(&mut blocks, "What to do next", next(summary));
    if !summary.come_back_at_once.trim().is_empty() {
        // "for swelling …" runs on; "Fever over 39 °C." is a sentence of its own.
        let runs_on = summary.come_back_at_once.trim_start().chars().next().is_some_and(char::is_lowercase);
        let words = Rich::default()
            .bold("Come back at once")
            .plain(if runs_on { " " } else { ": " })
            .plain(&field(summary.come_back_at_once.trim()));
        blocks.push(Text::new(Role::Body, BODY, words).before(mm(3.4)).into());
    }
    if !summary.contacts.is_empty() {
        section(&mut blocks, "Whom to call", vec![pairs(&summary.contacts, 0.355)]);
    }
    section(&mut blocks, "Added after signing", summary.addenda.iter().flat_map(addendum).collect());
    Ok(PageTemplate {
        marks: marks(&summary.sheet, Some(&summary.signature)),
        running_head: (summary.letterhead.name.clone(), dotted([KIND, summary.visited_on.as_str()])),
        blocks,
        foot: foot(Some(&summary.signature), summary.qr.as_ref(), mm(19.0), mm(12.0)),
        strike: false,
        footer: footer(Some(&summary.patient), &summary.sheet, setting),
    })
}

/// A heading and what stands under it; nothing without content.
fn section(blocks: &mut Vec<Block>, heading: &str, mut content: Vec<Block>) {
    if !content.is_empty() {
        blocks.push(Block::Heading(heading.to_owned()));
        blocks.append(&mut content);
    }
}

fn sign(flag: Flag) -> &'static str {
    match flag {
        Flag::Usual => "",
        Flag::High => " ▲",
        Flag::Low => " ▼",
    }
}

fn found(summary: &VisitSummary, setting: &Setting) -> Vec<Block> {
    let mut blocks = Vec::new();
    let per_row = if setting.size.is_small() { 4 } else { 6 };
    for measurements in summary.measurements.chunks(per_row) {
        let head: Vec<&str> = measurements.iter().map(|measurement| measurement.label.as_str()).collect();
        let cells = measurements.iter().map(|measurement| {
            let unit = match measurement.unit.as_str() {
                "" => String::new(),
                unit => format!("{NO_BREAK_SPACE}{unit}"),
            };
            cell(Rich::default().bold(&measurement.value).plain(&unit).plain(sign(measurement.flag)))
        });
        let row = TableRow::new(cells.collect());
        let columns = measurements.iter().map(|_| Column::Fit(1.0)).collect();
        blocks.push(ruled(columns, &head, vec![row]));
    }
    if let Some(trend) = &summary.blood_pressure {
        blocks.push(Block::BloodPressure(trend.clone()));
    }
    let mut findings = paragraphs(&summary.findings);
    if let (Some(Block::Text(first)), false) = (findings.first_mut(), blocks.is_empty()) {
        first.before = mm(1.8);
    }
    blocks.append(&mut findings);
    blocks
}

fn thought(summary: &VisitSummary) -> Vec<Block> {
    let mut blocks = Vec::new();
    match summary.diagnoses.as_deref() {
        None => {}
        Some([]) => blocks.push(none()),
        Some(diagnoses) => {
            let rows = diagnoses.iter().enumerate().map(|(index, diagnosis)| {
                let detail = labelled(", ", &diagnosis.detail);
                let words = Rich::default().bold(&field(&diagnosis.title)).plain(&field(&detail));
                let code = dotted([diagnosis.status.as_str(), diagnosis.code.as_str()]);
                TableRow::new(vec![
                    cell(Rich::new(&(index + 1).to_string())),
                    cell(words),
                    cell(Rich::new(&code)),
                ])
            });
            let columns = vec![Column::Fit(0.0), Column::Fit(1.0), Column::Fit(0.0)];
            blocks.push(ruled(columns, &[], rows.collect()));
        }
    }
    let mut assessment = paragraphs(&summary.assessment);
    if let (Some(Block::Text(first)), false) = (assessment.first_mut(), blocks.is_empty()) {
        first.before = mm(1.8);
    }
    blocks.append(&mut assessment);
    blocks
}

fn medicines(medicines: &[Medicine]) -> Vec<Block> {
    if medicines.is_empty() {
        return vec![none()];
    }
    let columns = vec![
        Column::Fit(0.2),
        Column::Fit(0.6),
        Column::Fit(0.6),
        Column::Fit(0.6),
        Column::Fit(0.6),
        Column::Fit(0.8),
        Column::Fit(0.0),
    ];
    let head = ["Medicine", "Morning", "Noon", "Evening", "Night", "For", ""];
    vec![ruled(columns, &head, medicines.iter().map(medicine).collect())]
}

fn medicine(medicine: &Medicine) -> TableRow {
    let strength = labelled(" ", &field(&medicine.strength));
    if let Change::Stopped { reason } = &medicine.change {
        let name = cell(Rich::default().struck(&field(&medicine.drug)).struck(&strength));
        let words = match reason.trim() {
            "" => "Do not take.".to_owned(),
            reason => format!("Do not take: {}", field(reason)),
        };
        return TableRow::new(vec![
            name,
            cell(Rich::new(&words)).spanning(5),
            cell(Rich::default().bold("STOP")),
        ]);
    }
    let mut cells = vec![cell(Rich::default().bold(&field(&medicine.drug)).plain(&strength))];
    match &medicine.when {
        When::Grid { morning, noon, evening, night } => {
            cells.extend([morning, noon, evening, night].map(|dose| cell(Rich::default().bold(dose))));
        }
        When::Sentence(sentence) => cells.push(free_cell(sentence).spanning(4)),
    }
    let mut purpose = free_cell(&medicine.purpose);
    let mark = match &medicine.change {
        Change::New => "NEW",
        Change::Changed { from } => {
            if !from.trim().is_empty() {
                let before = format!("before: {}", field(from));
                purpose.blocks.push(Text::new(Role::Cell, SMALL, Rich::new(&before)).into());
            }
            "CHANGED"
        }
        Change::Same | Change::Stopped { .. } => "",
    };
    cells.extend([purpose, cell(Rich::default().bold(mark))]);
    TableRow::new(cells)
}

fn tests(tests: &[TestLine]) -> Vec<Block> {
    if tests.is_empty() {
        return vec![none()];
    }
    let row = |test: &TestLine| {
        let result: Cell = match test.state {
            TestState::Done => cell(Rich::default().bold(&field(&test.result)).plain(sign(test.flag))),
            TestState::Pending if test.result.trim().is_empty() => cell(Rich::new("result awaited")),
            TestState::Pending => cell(Rich::new(&format!("result awaited{DOT}{}", field(&test.result)))),
        };
        TableRow::new(vec![free_cell(&test.name), result])
    };
    vec![ruled(vec![Column::Part(0.355), Column::Fit(1.0)], &[], tests.iter().map(row).collect())]
}

fn next(summary: &VisitSummary) -> Vec<Block> {
    let mut blocks = paragraphs(&summary.plan);
    match summary.next_steps.as_deref() {
        None => {}
        Some([]) if !blocks.is_empty() => {}
        Some([]) => blocks.push(none()),
        Some(steps) => blocks.push(pairs(steps, 0.355)),
    }
    blocks
}

fn addendum(addendum: &Addendum) -> Vec<Block> {
    let head = dotted([addendum.on.as_str(), addendum.by.as_str()]);
    vec![
        Text::new(Role::Body, SMALL, Rich::new(&head)).before(mm(1.2)).keep().into(),
        Text::free(Role::Body, &addendum.text).into(),
    ]
}
