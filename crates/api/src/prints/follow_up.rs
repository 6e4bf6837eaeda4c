//! The follow-up slip: when to come again and what for, what is to be done before, and when not to wait. It is handed
//! over at the door, so it stands on a small sheet.

use super::common::{letterhead, on_small_sheet, open, patient_box, practice_line, sheet};
use super::vaccinations::number;
use super::visit_summary::{newest, paragraphs};
use super::{Page, PrintRequest};
use crate::desk::Desk;
use crate::problem::Problem;
use crate::sections::{encounters, notes};
use chart::sections::encounters::EncounterStatus;
use chart::sections::notes::NoteStatement;
use chart::sections::orders::OrderStatus;
use chart::sections::tasks::{Task, TaskKind};
use chart::{Chart, Record, RecordId};
use paper::{ChartDocument, Part, Row};

pub(super) fn make(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let mut opened = open(desk, request)?;
    if request.sheet.is_none() {
        on_small_sheet(&mut opened.setting);
    }
    let (chart, locale) = (&*opened.chart, opened.setting.locale);
    let visit = match request.record {
        Some(id) => id,
        None => newest(chart).ok_or_else(nothing)?,
    };
    encounters::of(chart, visit)?;
    let note =
        match notes::signed_note(chart, visit).and_then(|id| chart.notes.get(id)).and_then(Record::reading) {
            Some((_, NoteStatement::Signed(note))) => note.clone(),
            _ => notes::stored(desk, desk.user(), request.patient, visit)?
                .map(|(draft, _)| draft.note)
                .unwrap_or_default(),
        };
    let rows = appointments(desk, chart).into_iter().chain(follow_ups(chart, visit)).collect::<Vec<_>>();
    let said = paragraphs(&note.follow_up);
    if rows.is_empty() && said.is_empty() {
        return Err(nothing());
    }
    let mut parts = vec![Part::Heading("Please come again".to_owned())];
    if !rows.is_empty() {
        parts.push(Part::Pairs(rows));
    }
    parts.extend(said.into_iter().map(Part::Text));
    let before = tests_before(chart, visit);
    if !before.is_empty() {
        parts.push(Part::Heading("To be done before".to_owned()));
        parts.push(Part::Pairs(before));
    }
    if !note.safety_net.trim().is_empty() {
        parts.push(Part::Heading("Do not wait".to_owned()));
        parts.push(Part::Strong(paper::wording::come_back_at_once(locale, &note.safety_net)));
    }
    let contact = [opened.practice.name.clone(), practice_line(&opened.practice)];
    parts.push(Part::Heading("If you cannot come".to_owned()));
    parts.push(Part::Text(format!("Please tell us: {}", contact.join(" · "))));
    let document = ChartDocument {
        title: "Follow-up".to_owned(),
        date: paper::dates::short_in(desk.today(), locale),
        letterhead: letterhead(&opened.practice)?,
        sheet: sheet(desk, request, "FU", visit, locale)?,
        patient: Some(patient_box(desk, &opened.patient, chart, locale)),
        facts: vec![number(&opened.patient.chart_number)],
        parts,
        ..ChartDocument::default()
    };
    let pdf = paper::chart_document(&document, &opened.setting)?;
    Ok((Page { title: document.title, pdf }, visit))
}

fn nothing() -> Problem {
    Problem::refused(
        "Nothing was said in this visit about coming again; there is no follow-up slip to print.",
    )
}

/// Something of the visit says when to come again: what the pack asks before it makes the slip.
pub(super) fn is_said(desk: &Desk<'_>, chart: &Chart, visit: RecordId) -> Result<bool, Problem> {
    let signed =
        notes::signed_note(chart, visit).and_then(|id| chart.notes.get(id)).and_then(Record::reading);
    let written = match signed {
        Some((_, NoteStatement::Signed(note))) => !note.follow_up.trim().is_empty(),
        _ => false,
    };
    Ok(written || !follow_ups(chart, visit).is_empty() || !appointments(desk, chart).is_empty())
}

/// What is booked from today on.
fn appointments(desk: &Desk<'_>, chart: &Chart) -> Vec<Row> {
    let mut booked: Vec<_> = chart
        .encounters
        .readings()
        .filter(|(_, _, visit)| visit.status == EncounterStatus::Planned)
        .filter_map(|(_, _, visit)| Some((visit.planned_at?, visit.reason.clone())))
        .filter(|(at, _)| at.with_timezone(&desk.offset()).date_naive() > desk.today())
        .collect();
    booked.sort();
    let row = |(at, reason): (chrono::DateTime<chrono::FixedOffset>, String)| Row {
        label: paper::dates::short_moment(at.with_timezone(&desk.offset()).naive_local()),
        value: if reason.is_empty() { "booked".to_owned() } else { format!("booked: {reason}") },
    };
    booked.into_iter().map(row).collect()
}

fn follow_ups(chart: &Chart, visit: RecordId) -> Vec<Row> {
    let of_visit =
        |record: &Record<Task>| record.versions.iter().any(|version| version.encounter == Some(visit));
    let mut tasks: Vec<&Task> = chart
        .tasks
        .readings()
        .filter(|(record, _, task)| task.kind == TaskKind::FollowUp && task.is_open() && of_visit(record))
        .map(|(_, _, task)| task)
        .collect();
    tasks.sort_by_key(|task| task.due.and_then(chart::PartialDate::earliest));
    let row = |task: &Task| Row {
        label: task
            .due
            .and_then(|due| paper::dates::partial(&due.to_string()))
            .map_or_else(|| "as agreed".to_owned(), |due| format!("about {due}")),
        value: if task.text.trim().is_empty() { "to be seen again".to_owned() } else { task.text.clone() },
    };
    tasks.into_iter().map(row).collect()
}

fn tests_before(chart: &Chart, visit: RecordId) -> Vec<Row> {
    chart
        .orders
        .readings()
        .filter(|(_, version, order)| version.encounter == Some(visit) && order.status == OrderStatus::Active)
        .map(|(_, _, order)| {
            let due = order.due.and_then(|due| paper::dates::partial(&due.to_string()));
            let how = [due.map(|due| format!("on {due}")), order.instructions.clone()];
            Row { label: order.short(), value: how.into_iter().flatten().collect::<Vec<_>>().join(", ") }
        })
        .collect()
}
