//! Notes that nobody signed: begun in a visit that is over, or on a day that is over. Counted on Today and in the inbox,
//! so that a day is not closed over them.

use super::{VisitDraft, signed_note};
use crate::access;
use crate::desk::Desk;
use crate::problem::Problem;
use crate::view::{Nothing, PatientHead};
use chart::{Chart, PatientId, RecordId, StaffId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;
use ts_rs::TS;

/// A note that waits for its signature.
#[derive(Debug, Serialize, TS)]
pub struct UnsignedNote {
    /// Who.
    pub head: PatientHead,
    /// Which visit.
    pub encounter: RecordId,
    /// The day of the visit.
    pub day: NaiveDate,
    /// Why the patient came; empty for a chart that is opened with a reason only.
    pub reason: String,
    /// Who writes it.
    pub by: String,
    /// The person at the desk writes it.
    pub mine: bool,
    /// When it was written on last.
    pub saved_at: DateTime<FixedOffset>,
}

pub(crate) fn list(desk: &mut Desk<'_>, _: Nothing) -> Result<Vec<UnsignedNote>, Problem> {
    let mut notes = Vec::new();
    for waiting in waiting(desk)? {
        let chart = desk.chart(waiting.patient)?;
        let (Some(who), Some(day)) = (chart.patient(), day_of(&chart, waiting.encounter, desk.offset()))
        else {
            continue;
        };
        let closed = access::is_closed(desk, waiting.patient, who);
        let reason = chart.encounters.get(waiting.encounter).and_then(chart::Record::reading);
        notes.push(UnsignedNote {
            head: PatientHead::of(waiting.patient, who, desk.today()),
            encounter: waiting.encounter,
            day,
            reason: reason.filter(|_| !closed).map(|(_, visit)| visit.reason.clone()).unwrap_or_default(),
            by: desk.people().name(waiting.owner),
            mine: waiting.owner == desk.user(),
            saved_at: waiting.saved_at,
        });
    }
    notes.sort_by_key(|note| (note.day, note.saved_at));
    Ok(notes)
}

/// How many there are.
pub(crate) fn count(desk: &mut Desk<'_>) -> Result<usize, Problem> {
    Ok(waiting(desk)?.len())
}

struct Waiting {
    patient: PatientId,
    encounter: RecordId,
    owner: StaffId,
    saved_at: DateTime<FixedOffset>,
}

fn waiting(desk: &mut Desk<'_>) -> Result<Vec<Waiting>, Problem> {
    let people: Vec<StaffId> = desk.people().members().map(|(staff, ..)| staff).collect();
    let mut found = Vec::new();
    for owner in people {
        for draft in desk.store().drafts_of(owner)?.into_iter().filter(|draft| draft.key.kind == "note") {
            let Some(encounter) = draft.key.about else { continue };
            // One that cannot be read is no reason to forget it: opening it says what is wrong.
            let blank = serde_json::from_str(&draft.json).is_ok_and(|text: VisitDraft| text.is_blank());
            if blank {
                continue;
            }
            let chart = desk.chart(draft.key.patient)?;
            if signed_note(&chart, encounter).is_some() || !is_over(desk, &chart, encounter) {
                continue;
            }
            let saved_at = draft.stamp.saved_at.with_timezone(&desk.offset());
            found.push(Waiting { patient: draft.key.patient, encounter, owner, saved_at });
        }
    }
    Ok(found)
}

fn day_of(chart: &Chart, encounter: RecordId, offset: FixedOffset) -> Option<NaiveDate> {
    let (version, visit) = chart.encounters.get(encounter)?.reading()?;
    Some(visit.at().unwrap_or(version.effective_at).with_timezone(&offset).date_naive())
}

/// The visit is over, or its day is. A visit that was entered in error asks for no signature.
fn is_over(desk: &Desk<'_>, chart: &Chart, encounter: RecordId) -> bool {
    let Some((_, visit)) = chart.encounters.get(encounter).and_then(chart::Record::reading) else {
        return false;
    };
    !visit.is_open() || day_of(chart, encounter, desk.offset()).is_some_and(|day| day < desk.today())
}
