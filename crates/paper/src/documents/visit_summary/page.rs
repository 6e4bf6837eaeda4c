//! The visit summary as blocks: in which order it is said, and what is left out.

use super::{Addendum, Change, Flag, Medicine, TestLine, TestState, VisitSummary, When};
use crate::documents::common::{
    DOT, cell, dotted, foot, footer, free_cell, labelled, letterhead, marks, none, pairs, paragraphs,
    patient_panel, ruled,
};
use crate::error::PaperError;
use crate::flow::{Block, Cell, Column, PageTemplate, Role, Row as TableRow, Text};
use crate::look::{BODY, SMALL, mm};
use crate::text::{Rich, field, together};
use crate::wording::{filled, word};
use crate::words::NO_BREAK_SPACE;
use crate::{Locale, Setting};

pub(crate) fn build(summary: &VisitSummary, setting: &Setting) -> Result<PageTemplate, PaperError> {
    let locale = setting.locale;
    let title = word(locale, "visit_summary");
    let said = |key, name, value: &str| {
        if value.trim().is_empty() { String::new() } else { filled(locale, key, &[(name, value)]) }
    };
    let number = said("chart_number", "number", &summary.patient.chart_number);
    let seen_by = said("seen_by", "name", &field(&summary.seen_by));
    let mut blocks = letterhead(&summary.letterhead, title, &summary.visited_on, setting);
    let facts = [number, seen_by];
    let allergies = Some(&summary.allergies);
    blocks.push(patient_panel(&summary.patient, allergies, &facts, "visit summary", locale)?);
    let none_left_out = |list: Option<Vec<Block>>| list.unwrap_or_default();
    section(&mut blocks, word(locale, "why_you_came"), paragraphs(&summary.reason));
    section(&mut blocks, word(locale, "what_we_found"), found(summary, setting));
    section(&mut blocks, word(locale, "what_we_think"), thought(summary, locale));
    let taken = none_left_out(summary.medicines.as_deref().map(|list| medicines(list, locale)));
    section(&mut blocks, word(locale, "your_medicines"), taken);
    let tested = none_left_out(summary.tests.as_deref().map(|list| tests(list, locale)));
    section(&mut blocks, word(locale, "tests"), tested);
    section(&mut blocks, word(locale, "what_next"), next(summary, locale));
    if !summary.come_back_at_once.trim().is_empty() {
        // "for swelling …" runs on; "Fever over 39 °C." is a sentence of its own.
        let runs_on = summary.come_back_at_once.trim_start().chars().next().is_some_and(char::is_lowercase);
        let words = Rich::default()
            .bold(word(locale, "come_back"))
            .plain(if runs_on { " " } else { ": " })
            .plain(&together(summary.come_back_at_once.trim()));
        blocks.push(Text::new(Role::Body, BODY, words).before(mm(3.4)).into());
    }
    if !summary.contacts.is_empty() {
        section(&mut blocks, word(locale, "whom_to_call"), vec![pairs(&summary.contacts, 0.355)]);
    }
    let added = summary.addenda.iter().flat_map(addendum).collect();
    section(&mut blocks, word(locale, "added_after_signing"), added);
    Ok(PageTemplate {
        marks: marks(&summary.sheet, Some(&summary.signature), locale),
        running_head: (summary.letterhead.name.clone(), dotted([title, summary.visited_on.as_str()])),
        blocks,
        foot: foot(Some(&summary.signature), summary.qr.as_ref(), None, mm(19.0), mm(12.0), locale),
        strike: false,
        footer: footer(Some(&summary.patient), &summary.sheet, setting),
        ..PageTemplate::default()
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

fn thought(summary: &VisitSummary, locale: Locale) -> Vec<Block> {
    let mut blocks = Vec::new();
    match summary.diagnoses.as_deref() {
        None => {}
        Some([]) => blocks.push(none(locale)),
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

fn medicines(medicines: &[Medicine], locale: Locale) -> Vec<Block> {
    if medicines.is_empty() {
        return vec![none(locale)];
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
    let keys = ["medicine", "morning", "noon", "evening", "night", "for_what"];
    let mut head: Vec<&str> = keys.map(|key| word(locale, key)).to_vec();
    head.push("");
    vec![ruled(columns, &head, medicines.iter().map(|one| medicine(one, locale)).collect())]
}

fn medicine(medicine: &Medicine, locale: Locale) -> TableRow {
    let strength = labelled(" ", &field(&medicine.strength));
    if let Change::Stopped { reason } = &medicine.change {
        let name = cell(Rich::default().struck(&field(&medicine.drug)).struck(&strength));
        let words = match reason.trim() {
            "" => word(locale, "do_not_take").to_owned(),
            reason => filled(locale, "do_not_take_because", &[("reason", &field(reason))]),
        };
        return TableRow::new(vec![
            name,
            cell(Rich::new(&words)).spanning(5),
            cell(Rich::default().bold(word(locale, "stop_mark"))),
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
        Change::New => word(locale, "new_mark"),
        Change::Changed { from } => {
            if !from.trim().is_empty() {
                let before = filled(locale, "before", &[("dose", &field(from))]);
                purpose.blocks.push(Text::new(Role::Cell, SMALL, Rich::new(&before)).into());
            }
            word(locale, "changed_mark")
        }
        Change::Same | Change::Stopped { .. } => "",
    };
    cells.extend([purpose, cell(Rich::default().bold(mark))]);
    TableRow::new(cells)
}

fn tests(tests: &[TestLine], locale: Locale) -> Vec<Block> {
    if tests.is_empty() {
        return vec![none(locale)];
    }
    let awaited = word(locale, "result_awaited");
    let row = |test: &TestLine| {
        let result: Cell = match test.state {
            TestState::Done => cell(Rich::default().bold(&field(&test.result)).plain(sign(test.flag))),
            TestState::Pending if test.result.trim().is_empty() => cell(Rich::new(awaited)),
            TestState::Pending => cell(Rich::new(&format!("{awaited}{DOT}{}", field(&test.result)))),
        };
        TableRow::new(vec![free_cell(&test.name), result])
    };
    vec![ruled(vec![Column::Part(0.355), Column::Fit(1.0)], &[], tests.iter().map(row).collect())]
}

fn next(summary: &VisitSummary, locale: Locale) -> Vec<Block> {
    let mut blocks = paragraphs(&summary.plan);
    match summary.next_steps.as_deref() {
        None => {}
        Some([]) if !blocks.is_empty() => {}
        Some([]) => blocks.push(none(locale)),
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
