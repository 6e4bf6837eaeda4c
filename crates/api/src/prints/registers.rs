//! Registers: a list that is on screen, on paper (on its side) or as CSV for a spreadsheet. Which of the two is said by
//! the name of the file.

use super::common::{letterhead, setting, write_whole};
use super::{Page, give_out};
use crate::audits::ReportView;
use crate::desk::Desk;
use crate::host::forbidden;
use crate::problem::Problem;
use crate::sections::prescriptions::renewing;
use crate::sections::tasks::{self, ListTasks};
use crate::sections::{encounters, results};
use crate::timeline;
use crate::view::{Nothing, PatientHead};
use chart::sections::staff::Role;
use chrono::NaiveDate;
use paper::{ChartDocument, Orientation, Part, PartCell, PartTable, Setting};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use ts_rs::TS;

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Register {
    /// A day's visits.
    Today,
    /// Tasks and follow-ups that are open.
    Tasks,
    /// Results and documents that nobody has looked at yet.
    Results,
    /// Renewals that wait.
    Renewals,
}

/// Put a list on paper: shown as pictures, or saved as PDF or CSV, or printed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RegisterReport {
    /// Which list.
    pub register: Register,
    /// The day of a day's visits; today when absent.
    #[serde(default)]
    #[ts(optional)]
    pub day: Option<NaiveDate>,
    /// Save it here; as CSV where the name ends so.
    #[serde(default)]
    #[ts(optional)]
    pub save_to: Option<PathBuf>,
    /// Print it on this queue.
    #[serde(default)]
    #[ts(optional)]
    pub printer: Option<String>,
}

/// A list as it is written: title, heads and rows of texts.
struct List {
    title: String,
    about: String,
    head: Vec<&'static str>,
    shares: Vec<f32>,
    rows: Vec<Vec<String>>,
}

pub(crate) fn report(desk: &mut Desk<'_>, asked: RegisterReport) -> Result<ReportView, Problem> {
    let clinical = matches!(desk.role(), Role::Physician | Role::Nurse);
    let list = match asked.register {
        Register::Today => visits(desk, asked.day)?,
        Register::Tasks => tasks_of(desk)?,
        Register::Results | Register::Renewals if !clinical => return Err(forbidden()),
        Register::Results => results_of(desk)?,
        Register::Renewals => renewals(desk)?,
    };
    desk.detail(format!("{} rows", list.rows.len()));
    if let Some(path) = asked.save_to.as_deref().filter(|path| is_csv(path)) {
        if asked.printer.is_some() {
            return Err(Problem::invalid("printer", "Save the report or print it, not both."));
        }
        write_whole(path, csv(&list.head, &list.rows).as_bytes())?;
        let saved_to = asked.save_to;
        return Ok(ReportView { title: list.title, page_count: 0, pages: Vec::new(), saved_to, job: None });
    }
    let page = on_paper(desk, list)?;
    give_out(desk, page, asked.save_to, asked.printer)
}

/// The name of a file asks for a spreadsheet.
pub(crate) fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// RFC 4180, in UTF-8 with a mark so that spreadsheets read names in any script. A cell that a spreadsheet would take
/// for a formula is set off with an apostrophe.
pub(crate) fn csv(head: &[&str], rows: &[Vec<String>]) -> String {
    let cell = |text: &str| {
        let text = if text.starts_with(['=', '@']) { format!("'{text}") } else { text.to_owned() };
        if text.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text
        }
    };
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let cells: Vec<String> = cells.map(cell).collect();
        format!("{}\r\n", cells.join(","))
    };
    let mut text = "\u{feff}".to_owned();
    text.push_str(&line(&mut head.iter().copied()));
    for row in rows {
        text.push_str(&line(&mut row.iter().map(String::as_str)));
    }
    text
}

fn on_paper(desk: &Desk<'_>, list: List) -> Result<Page, Problem> {
    let setting = Setting { orientation: Orientation::Landscape, ..setting(desk, None) };
    let rows = list.rows.into_iter().map(|row| {
        let cells = row.into_iter().enumerate();
        cells.map(|(at, text)| if at == 1 { PartCell::bold(text) } else { PartCell::plain(text) }).collect()
    });
    let rows: Vec<Vec<PartCell>> = rows.collect();
    let table = if rows.is_empty() {
        Part::None
    } else {
        Part::Table(PartTable {
            head: list.head.iter().map(|words| (*words).to_owned()).collect(),
            shares: list.shares,
            rows,
            ..PartTable::default()
        })
    };
    let document = ChartDocument {
        title: list.title.clone(),
        date: paper::dates::long(desk.today(), setting.locale),
        letterhead: letterhead(desk.people().practice())?,
        parts: vec![Part::Text(list.about), table],
        ..ChartDocument::default()
    };
    let pdf = paper::chart_document(&document, &setting)?;
    Ok(Page { title: list.title, pdf })
}

fn born(head: &PatientHead) -> String {
    let born = head.birth_date.as_deref().and_then(paper::dates::partial).unwrap_or_default();
    match &head.age {
        Some(age) if !born.is_empty() => format!("{born} ({age})"),
        Some(age) => age.clone(),
        None => born,
    }
}

fn visits(desk: &mut Desk<'_>, day: Option<NaiveDate>) -> Result<List, Problem> {
    let view = encounters::today(desk, encounters::TodayRequest { day })?;
    let lanes = [
        ("expected", &view.expected),
        ("waiting", &view.waiting),
        ("with the doctor", &view.with_doctor),
        ("done", &view.done),
        ("cancelled", &view.cancelled),
    ];
    let mut rows = Vec::new();
    for (lane, cards) in lanes {
        for card in cards {
            let time = card.planned_at.or(card.since);
            let allergies = match card.allergy_state.as_str() {
                "listed" => card.allergies.join(", "),
                "none-known" => "none known".to_owned(),
                _ => "never asked".to_owned(),
            };
            rows.push(vec![
                time.map(|time| time.with_timezone(&desk.offset()).format("%H:%M").to_string())
                    .unwrap_or_default(),
                card.head.filed_name.clone(),
                super::common::grouped(&card.head.chart_number),
                born(&card.head),
                card.reason.clone(),
                allergies,
                card.head.phone.clone().unwrap_or_default(),
                lane.to_owned(),
            ]);
        }
    }
    rows.sort_by(|left, right| left[0].cmp(&right[0]));
    Ok(List {
        title: "Visits of the day".to_owned(),
        about: format!("{}: {}", paper::dates::short(view.day), count(rows.len(), "visit")),
        head: vec!["Time", "Patient", "No.", "Born", "Reason", "Allergies", "Telephone", "State"],
        shares: vec![0.0, 0.5, 0.0, 0.2, 1.0, 0.6, 0.2, 0.1],
        rows,
    })
}

fn tasks_of(desk: &mut Desk<'_>) -> Result<List, Problem> {
    let open = tasks::list(desk, ListTasks { mine: false })?;
    let rows: Vec<Vec<String>> = open
        .into_iter()
        .map(|open| {
            let task = &open.task.value;
            vec![
                task.due.and_then(|due| paper::dates::partial(&due.to_string())).unwrap_or_default(),
                open.head.filed_name.clone(),
                super::common::grouped(&open.head.chart_number),
                open.head.phone.clone().unwrap_or_default(),
                task.short(),
                task.whose.as_ref().map(timeline::word).unwrap_or_else(|| "anybody".to_owned()),
                if open.overdue { "overdue" } else { "" }.to_owned(),
            ]
        })
        .collect();
    Ok(List {
        title: "Open tasks".to_owned(),
        about: count(rows.len(), "task"),
        head: vec!["Due", "Patient", "No.", "Telephone", "What", "Whose", ""],
        shares: vec![0.1, 0.5, 0.0, 0.2, 1.0, 0.2, 0.1],
        rows,
    })
}

fn results_of(desk: &mut Desk<'_>) -> Result<List, Problem> {
    let waiting = results::to_review(desk, Nothing {})?;
    let rows: Vec<Vec<String>> = waiting
        .into_iter()
        .map(|one| {
            vec![
                paper::dates::short(one.at.with_timezone(&desk.offset()).date_naive()),
                one.patient.filed_name.clone(),
                super::common::grouped(&one.patient.chart_number),
                one.title.clone(),
                timeline::word(&one.flag),
                paper::dates::short_moment(one.filed_at.with_timezone(&desk.offset()).naive_local()),
                one.filed_by,
            ]
        })
        .collect();
    Ok(List {
        title: "Results to look at".to_owned(),
        about: count(rows.len(), "paper"),
        head: vec!["Of", "Patient", "No.", "What", "Flag", "Came in", "Filed by"],
        shares: vec![0.1, 0.5, 0.0, 1.0, 0.1, 0.2, 0.2],
        rows,
    })
}

fn renewals(desk: &mut Desk<'_>) -> Result<List, Problem> {
    let waiting = renewing::waiting(desk, Nothing {})?;
    let rows: Vec<Vec<String>> = waiting
        .into_iter()
        .map(|one| {
            vec![
                paper::dates::short_moment(one.since.with_timezone(&desk.offset()).naive_local()),
                one.head.filed_name.clone(),
                super::common::grouped(&one.head.chart_number),
                one.head.phone.clone().unwrap_or_default(),
                one.drugs.join(", "),
                one.by,
            ]
        })
        .collect();
    Ok(List {
        title: "Renewals that wait".to_owned(),
        about: count(rows.len(), "patient"),
        head: vec!["Since", "Patient", "No.", "Telephone", "Medicines", "Written down by"],
        shares: vec![0.1, 0.5, 0.0, 0.2, 1.0, 0.2],
        rows,
    })
}

/// `1 visit`, `3 visits`, `no visits`.
fn count(number: usize, word: &str) -> String {
    match number {
        0 => format!("no {word}s"),
        1 => format!("1 {word}"),
        number => format!("{number} {word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_gets_every_cell_whole() {
        let rows = vec![vec!["Ng, \"Bo\"".to_owned(), "=1+1".to_owned(), "+1 555 0100".to_owned()]];
        assert_eq!(
            csv(&["Name", "Note", "Telephone"], &rows),
            "\u{feff}Name,Note,Telephone\r\n\"Ng, \"\"Bo\"\"\",'=1+1,+1 555 0100\r\n"
        );
        assert!(is_csv(Path::new("a/today.CSV")) && !is_csv(Path::new("today.pdf")));
    }
}
