//! The audit as a report: shown, saved as PDF or CSV, or printed.

use super::{AuditRequest, AuditRowView, read, words};
use crate::desk::Desk;
use crate::prints::common::write_whole;
use crate::prints::registers::{csv, is_csv};
use crate::prints::{self, Page};
use crate::problem::Problem;
use chart::{PatientId, StaffId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use ts_rs::TS;

/// Put a stretch of the audit on paper: shown as pictures, or saved, or printed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AuditReport {
    /// Only acts on this chart.
    #[serde(default)]
    #[ts(optional)]
    pub patient: Option<PatientId>,
    /// Only acts of this person.
    #[serde(default)]
    #[ts(optional)]
    pub staff: Option<StaffId>,
    /// Only acts whose name begins so.
    #[serde(default)]
    #[ts(optional)]
    pub act: Option<String>,
    /// The first day.
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<NaiveDate>,
    /// The last day.
    #[serde(default)]
    #[ts(optional)]
    pub until: Option<NaiveDate>,
    /// Save it here; as CSV where the name ends so.
    #[serde(default)]
    #[ts(optional)]
    pub save_to: Option<PathBuf>,
    /// Print it on this queue.
    #[serde(default)]
    #[ts(optional)]
    pub printer: Option<String>,
}

/// A report that was shown, saved or printed.
#[derive(Debug, Serialize, TS)]
pub struct ReportView {
    /// What it is.
    pub title: String,
    /// How many pages it has.
    pub page_count: usize,
    /// Each page as a PNG picture, base64; none when it was saved or printed.
    pub pages: Vec<String>,
    /// Where it was saved.
    pub saved_to: Option<PathBuf>,
    /// The job's name in the print queue.
    pub job: Option<String>,
}

/// More rows than this are asked for by days.
const MOST_ROWS: u32 = 2_000;

pub(crate) fn report(desk: &mut Desk<'_>, report: AuditReport) -> Result<ReportView, Problem> {
    let AuditReport { patient, staff, act, from, until, save_to, printer } = report;
    let request = AuditRequest { patient, staff, act, from, until, below: None, limit: None };
    let (rows, more) = read(desk, &request, MOST_ROWS)?;
    if more {
        return Err(Problem::invalid("from", "These are more than 2,000 acts. Ask for fewer days."));
    }
    desk.detail(format!("{} acts", rows.len()));
    if let Some(path) = save_to.as_deref().filter(|path| is_csv(path)) {
        if printer.is_some() {
            return Err(Problem::invalid("printer", "Save the report or print it, not both."));
        }
        write_whole(path, csv(&HEAD, &cells(rows)).as_bytes())?;
        let title = "Audit".to_owned();
        return Ok(ReportView { title, page_count: 0, pages: Vec::new(), saved_to: save_to, job: None });
    }
    let document = paper::AuditReport {
        letterhead: prints::letterhead(desk.people().practice())?,
        title: "Audit".to_owned(),
        made_on: paper::dates::short(desk.today()),
        asked: asked(desk, &request, &rows),
        acts: rows.into_iter().map(on_paper).collect(),
    };
    let setting =
        paper::Setting { orientation: paper::Orientation::Landscape, ..prints::setting(desk, None) };
    let pdf = paper::audit_report(&document, &setting)?;
    prints::give_out(desk, Page { title: document.title, pdf }, save_to, printer)
}

const HEAD: [&str; 6] = ["When", "Who", "What", "Chart", "Patient", "Detail"];

/// The rows of a spreadsheet: the moment as ISO 8601, so that it can be sorted.
fn cells(rows: Vec<AuditRowView>) -> Vec<Vec<String>> {
    let cells = |row: AuditRowView| {
        vec![
            row.at.to_rfc3339(),
            row.who,
            row.words,
            row.chart_number.unwrap_or_default(),
            row.patient_name.unwrap_or_default(),
            row.detail.unwrap_or_default(),
        ]
    };
    rows.into_iter().map(cells).collect()
}

fn asked(desk: &Desk<'_>, request: &AuditRequest, rows: &[AuditRowView]) -> Vec<paper::Row> {
    let row = |label: &str, value: String| paper::Row { label: label.to_owned(), value };
    let mut asked = Vec::new();
    if let Some(patient) = request.patient {
        let found = rows.iter().find(|row| row.patient == Some(patient));
        let name = found.and_then(|row| row.patient_name.clone()).unwrap_or_else(|| patient.to_string());
        asked.push(row("Patient", name));
    }
    if let Some(staff) = request.staff {
        asked.push(row("Person", desk.people().name(staff)));
    }
    if let Some(act) = &request.act {
        asked.push(row("Acts", words::kind(act)));
    }
    let days = [("From", request.from), ("Until", request.until)];
    asked.extend(days.into_iter().filter_map(|(label, day)| Some(row(label, paper::dates::short(day?)))));
    asked.push(row("Made by", desk.people().name(desk.user())));
    asked.push(row("Acts listed", rows.len().to_string()));
    asked
}

fn on_paper(row: AuditRowView) -> paper::AuditedAct {
    let chart = row.patient_name.map(|name| match row.chart_number {
        Some(number) => format!("{name}, chart {number}"),
        None => name,
    });
    paper::AuditedAct {
        at: paper::dates::short_moment(row.at.naive_local()),
        who: row.who,
        what: row.words,
        chart: chart.unwrap_or_default(),
        detail: row.detail.unwrap_or_default(),
    }
}
