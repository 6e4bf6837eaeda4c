//! Copy forward: the parts of the last signed note, to be taken over one by one. What is taken over is marked as copied
//! until somebody edits it.

use super::review::fields;
use crate::desk::Desk;
use crate::problem::Problem;
use crate::sections::encounters;
use chart::sections::notes::NoteStatement;
use chart::{PatientId, RecordId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Look for a note to copy from.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CopyForward {
    /// Whose chart.
    pub patient: PatientId,
    /// The visit that is being written.
    pub encounter: RecordId,
}

/// The last signed note of another visit; no parts when there is none.
#[derive(Debug, Serialize, TS)]
pub struct CopyView {
    /// The day of that visit.
    pub on: Option<NaiveDate>,
    /// Who signed it.
    pub by: String,
    /// Why the patient came then.
    pub reason: String,
    /// Its parts that say something.
    pub parts: Vec<CopyPart>,
}

/// One part.
#[derive(Debug, Serialize, TS)]
pub struct CopyPart {
    /// The field: `assessment_plan`.
    pub field: String,
    /// `Assessment and plan`.
    pub heading: String,
    /// What it says.
    pub text: String,
}

pub(crate) fn copy_forward(desk: &mut Desk<'_>, request: CopyForward) -> Result<CopyView, Problem> {
    let chart = desk.chart(request.patient)?;
    encounters::of(&chart, request.encounter)?;
    let last = chart
        .notes
        .readings()
        .filter(|(_, version, _)| version.encounter != Some(request.encounter))
        .filter_map(|(_, version, value)| match value {
            NoteStatement::Signed(note) => Some((version, note)),
            NoteStatement::Addendum(_) | NoteStatement::CoSigned(_) => None,
        })
        .max_by_key(|(version, _)| (version.effective_at, version.entry));
    let Some((version, note)) = last else {
        return Ok(CopyView { on: None, by: String::new(), reason: String::new(), parts: Vec::new() });
    };
    let parts = fields(note)
        .into_iter()
        .filter(|(field, _, text)| *field != "reason" && !text.trim().is_empty())
        .map(|(field, heading, text)| CopyPart {
            field: field.to_owned(),
            heading: heading.to_owned(),
            text: text.to_owned(),
        })
        .collect();
    Ok(CopyView {
        on: Some(version.effective_at.date_naive()),
        by: desk.people().name(version.author),
        reason: note.reason.clone(),
        parts,
    })
}
