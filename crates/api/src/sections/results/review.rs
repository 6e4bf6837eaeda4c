//! The review queue: what came in over all charts and nobody has looked at, acknowledged one by one.

use super::{ResultView, in_error, now};
use crate::desk::{Desk, optional, to_correct};
use crate::problem::Problem;
use crate::view::{Nothing, PatientHead};
use chart::sections::results::{ResultFlag, ResultReport, ResultReview};
use chart::{EntryId, PatientId, RecordId, Statement};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One thing that awaits review.
#[derive(Debug, Serialize, TS)]
pub struct ToReviewView {
    /// `results` or `documents`.
    pub section: String,
    /// The report or the document.
    pub record: RecordId,
    /// Whose.
    pub patient: PatientHead,
    /// What it is called. Of a restricted chart only that it is one.
    pub title: String,
    /// When it was true: the specimen, the date of filing.
    pub at: DateTime<FixedOffset>,
    /// When it came in.
    pub filed_at: DateTime<FixedOffset>,
    /// Who filed it.
    pub filed_by: String,
    /// The worst flag among its values.
    pub flag: ResultFlag,
}

/// Say that a report was looked at.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AcknowledgeResult {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// The places of the values that matter for this patient, from 0. The others do not.
    #[serde(default)]
    pub relevant: Vec<usize>,
    /// What is said to it.
    #[serde(default)]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// A report that was looked at, and what waits next.
#[derive(Debug, Serialize, TS)]
pub struct AcknowledgedResult {
    /// The report.
    pub result: ResultView,
    /// What awaits review now, the most urgent first.
    pub waiting: Vec<ToReviewView>,
}

pub(crate) fn to_review(desk: &mut Desk<'_>, _: Nothing) -> Result<Vec<ToReviewView>, Problem> {
    to_review_views(desk)
}

pub(crate) fn acknowledge(
    desk: &mut Desk<'_>,
    request: AcknowledgeResult,
) -> Result<AcknowledgedResult, Problem> {
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.results, request.record, &request.heads, "result")?;
    let (_, before) = record.reading().ok_or_else(in_error)?;
    if before.review.is_some() {
        return Err(Problem::refused("It was acknowledged already."));
    }
    if request.relevant.iter().any(|place| *place >= before.values.len()) {
        return Err(Problem::invalid("relevant", "The report has no such value."));
    }
    let mut report = ResultReport {
        review: Some(ResultReview {
            by: desk.user(),
            at: desk.now,
            comment: optional(request.comment.as_deref()),
        }),
        ..before.clone()
    };
    for (place, value) in report.values.iter_mut().enumerate() {
        value.relevant = Some(request.relevant.contains(&place));
    }
    desk.write(|pen| pen.say_anew(request.patient, record, Statement::Results(report), None))?;
    let result = now(desk, request.patient, request.record)?;
    Ok(AcknowledgedResult { result, waiting: to_review_views(desk)? })
}

/// The queue: critical first, then abnormal, then the rest, each the oldest first.
pub(crate) fn to_review_views(desk: &mut Desk<'_>) -> Result<Vec<ToReviewView>, Problem> {
    let rows = desk.store().to_review()?;
    let (offset, today, user) = (desk.offset(), desk.today(), desk.user());
    rows.into_iter()
        .map(|row| {
            let chart = desk.chart(row.patient)?;
            let patient = chart.patient().ok_or_else(|| Problem::not_found("patient"))?;
            let kept_out = patient.restriction.as_ref().is_some_and(|kept| !kept.to.contains(&user));
            Ok(ToReviewView {
                section: row.section,
                record: row.record,
                patient: PatientHead::of(row.patient, patient, today),
                title: if kept_out { "In a restricted chart".to_owned() } else { row.title },
                at: row.effective_at,
                filed_at: row.recorded_at.with_timezone(&offset),
                filed_by: desk.people().name(row.author),
                flag: row.flag,
            })
        })
        .collect()
}
