//! The audit on screen and on paper: who did what, when, to whose chart; and the restricted charts that were opened
//! with a reason, until somebody has read it.
//!
//! Reading the audit is an act like any other. Names are put beside ids here and stand nowhere in the audit itself.

mod on_paper;
mod words;

pub(crate) use on_paper::report;
pub use on_paper::{AuditReport, ReportView};

use crate::access::BROKE_GLASS;
use crate::desk::Desk;
use crate::problem::Problem;
use crate::view::Nothing;
use chart::sections::staff::Role;
use chart::{Chart, PatientId, StaffId};
use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{AuditFilter, AuditRow};
use ts_rs::TS;

/// Read the audit, the newest act first.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AuditRequest {
    /// Only acts on this chart: "who opened this chart".
    #[serde(default)]
    #[ts(optional)]
    pub patient: Option<PatientId>,
    /// Only acts of this person.
    #[serde(default)]
    #[ts(optional)]
    pub staff: Option<StaffId>,
    /// Only acts whose name begins so; [`AuditView::kinds`] lists the choices.
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
    /// Only acts with a smaller place than this: what comes after the last row on screen.
    #[serde(default)]
    #[ts(optional)]
    pub below: Option<u64>,
    /// At most so many; 100 when absent, 500 at most.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A stretch of the audit.
#[derive(Debug, Serialize, TS)]
pub struct AuditView {
    /// The newest first.
    pub rows: Vec<AuditRowView>,
    /// There are more than were asked for.
    pub more: bool,
    /// What `act` may be, for a list to choose from.
    pub kinds: Vec<ActKind>,
}

/// A kind of act to ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ActKind {
    /// The beginning of the acts' names.
    pub act: String,
    /// In words: `Charts opened`.
    pub words: String,
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AuditRowView {
    /// Its place in the audit, from 1.
    pub seq: u64,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Who; none when nobody was known yet.
    pub staff: Option<StaffId>,
    /// Who, by name.
    pub who: String,
    /// The act's name.
    pub act: String,
    /// The act in plain words.
    pub words: String,
    /// What else was kept: a document, a count, a typed reason.
    pub detail: Option<String>,
    /// Whose chart.
    pub patient: Option<PatientId>,
    /// Whose chart, by the name used now.
    pub patient_name: Option<String>,
    /// Whose chart, by number.
    pub chart_number: Option<String>,
}

/// A restricted chart that was opened with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BreakGlassView {
    /// The act.
    pub row: AuditRowView,
    /// The reason as it was typed.
    pub reason: String,
    /// Who read it; none when nobody did.
    pub reviewed_by: Option<String>,
    /// When it was read.
    pub reviewed_at: Option<DateTime<FixedOffset>>,
}

/// Say that the reason was read.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MarkReviewed {
    /// The act's place in the audit.
    pub seq: u64,
}

const ROWS: u32 = 100;
const MOST_ROWS: u32 = 500;
const MARK_REVIEWED: &str = "audit.mark_reviewed";

pub(crate) fn list(desk: &mut Desk<'_>, request: AuditRequest) -> Result<AuditView, Problem> {
    let limit = request.limit.unwrap_or(ROWS).min(MOST_ROWS);
    let (rows, more) = read(desk, &request, limit)?;
    Ok(AuditView { rows, more, kinds: words::kinds() })
}

pub(crate) fn break_glass_reviews(desk: &mut Desk<'_>, _: Nothing) -> Result<Vec<BreakGlassView>, Problem> {
    let reviews = rows_named(desk, MARK_REVIEWED)?;
    let broken = rows_named(desk, BROKE_GLASS)?;
    let shown = named(desk, broken)?;
    Ok(shown
        .into_iter()
        .map(|row| {
            let mark = row.seq.to_string();
            let review = reviews.iter().find(|review| review.act.detail.as_deref() == Some(&mark));
            BreakGlassView {
                reason: row.detail.clone().unwrap_or_default(),
                reviewed_by: review.and_then(|review| review.staff).map(|staff| desk.people().name(staff)),
                reviewed_at: review.map(|review| review.at.with_timezone(&desk.offset())),
                row,
            }
        })
        .collect())
}

pub(crate) fn mark_reviewed(
    desk: &mut Desk<'_>,
    request: MarkReviewed,
) -> Result<Vec<BreakGlassView>, Problem> {
    let list = break_glass_reviews(desk, Nothing {})?;
    let found = list.iter().find(|one| one.row.seq == request.seq);
    let found = found.ok_or_else(|| Problem::not_found("act"))?;
    if found.reviewed_by.is_some() {
        return Err(Problem::refused("Somebody has read this reason already."));
    }
    // In a practice with one steward there is nobody else to ask.
    let steward = |role| matches!(role, Role::Physician | Role::Administrator);
    let me = desk.user();
    let another =
        desk.people().members().any(|(id, member, _)| id != me && !member.left && steward(member.role));
    if found.row.staff == Some(me) && another {
        return Err(Problem::refused("Somebody else has to read the reason that you gave."));
    }
    if let Some(patient) = found.row.patient {
        desk.concerns(patient);
    }
    desk.detail(request.seq.to_string());
    desk.audit_nothing_written()?;
    break_glass_reviews(desk, Nothing {})
}

/// The rows a request asks for, with names, and whether there are more.
fn read(desk: &Desk<'_>, request: &AuditRequest, limit: u32) -> Result<(Vec<AuditRowView>, bool), Problem> {
    let filter = AuditFilter {
        patient: request.patient,
        staff: request.staff,
        act: request.act.clone().filter(|act| !act.is_empty()),
        from: request.from.map(|day| midnight(desk, "from", day)).transpose()?,
        until: request.until.map(|day| midnight(desk, "until", day + Days::new(1))).transpose()?,
        below: request.below,
        limit: Some(limit.saturating_add(1)),
    };
    let mut rows = desk.store().audit_rows(&filter)?;
    // What was done in a chart that is part of this one was done to the same person.
    if let Some(patient) = request.patient {
        for part in desk.store().parts_of(patient)? {
            let of_part = AuditFilter { patient: Some(part), ..filter.clone() };
            rows.extend(desk.store().audit_rows(&of_part)?);
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.seq));
    }
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    Ok((named(desk, rows)?, more))
}

/// The beginning of a day on the practice's wall clock.
fn midnight(desk: &Desk<'_>, field: &str, day: NaiveDate) -> Result<DateTime<Utc>, Problem> {
    let start = desk.offset().from_local_datetime(&day.and_time(NaiveTime::MIN)).single();
    start
        .map(|start| start.with_timezone(&Utc))
        .ok_or_else(|| Problem::invalid(field, "This day cannot be counted."))
}

fn rows_named(desk: &Desk<'_>, act: &str) -> Result<Vec<AuditRow>, Problem> {
    let filter = AuditFilter { act: Some(act.to_owned()), ..AuditFilter::default() };
    Ok(desk.store().audit_rows(&filter)?)
}

/// The rows with the names of people and patients as they are now.
fn named(desk: &Desk<'_>, rows: Vec<AuditRow>) -> Result<Vec<AuditRowView>, Problem> {
    let mut patients: HashMap<PatientId, Option<(String, String)>> = HashMap::new();
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let patient = match row.act.patient {
            None => None,
            Some(id) => match patients.get(&id) {
                Some(known) => known.clone(),
                None => {
                    let chart = Chart::fold(desk.store().registration(id)?);
                    let found =
                        chart.patient().map(|patient| (patient.name.full(), patient.chart_number.clone()));
                    patients.insert(id, found.clone());
                    found
                }
            },
        };
        let (patient_name, chart_number) = patient.unzip();
        shown.push(AuditRowView {
            seq: row.seq,
            at: row.at.with_timezone(&desk.offset()),
            staff: row.staff,
            who: row.staff.map_or_else(|| "nobody known".to_owned(), |staff| desk.people().name(staff)),
            words: words::of(&row.act.name),
            act: row.act.name,
            detail: row.act.detail.map(|detail| words::with_names(&detail, desk.people())),
            patient: row.act.patient,
            patient_name,
            chart_number,
        });
    }
    Ok(shown)
}
