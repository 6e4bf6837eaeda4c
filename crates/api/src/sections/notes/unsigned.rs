//! Notes that were begun and not signed, over all charts: a draft is nobody's statement yet, and is forgotten easily.

use super::{Desk, signed_note, stored};
use crate::problem::Problem;
use crate::sections::encounters;
use crate::view::{Nothing, PatientHead};
use chart::sections::staff::Role;
use chart::{RecordId, StaffId};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use ts_rs::TS;

/// A note that waits for its signature.
#[derive(Debug, Serialize, TS)]
pub struct UnsignedNote {
    /// Whose visit.
    pub patient: PatientHead,
    /// Which.
    pub encounter: RecordId,
    /// Why the patient came. Of a restricted chart nothing.
    pub reason: String,
    /// When the visit was.
    pub at: Option<DateTime<FixedOffset>>,
    /// Whose draft.
    pub by: String,
    /// It is the draft of whoever asks.
    pub mine: bool,
    /// When it was written on last.
    pub saved_at: DateTime<FixedOffset>,
}

/// Mine first, the longest waiting first. A note of today's open visit is in the list too: it is not signed yet.
pub(crate) fn unsigned(desk: &mut Desk<'_>, _: Nothing) -> Result<Vec<UnsignedNote>, Problem> {
    let writers: Vec<StaffId> = desk
        .people()
        .members()
        .filter(|(_, member, _)| matches!(member.role, Role::Physician | Role::Nurse))
        .map(|(staff, ..)| staff)
        .collect();
    let (user, offset, today) = (desk.user(), desk.offset(), desk.today());
    let mut waiting = Vec::new();
    for writer in writers {
        for kept in desk.store().drafts_of(writer)? {
            let Some(encounter) = kept.key.about.filter(|_| kept.key.kind == "note") else { continue };
            let patient = kept.key.patient;
            let chart = desk.chart(patient)?;
            let Some((draft, stamp)) = stored(desk, writer, patient, encounter)? else { continue };
            if draft.is_blank() || signed_note(&chart, encounter).is_some() {
                continue;
            }
            // A visit that was entered in error asks for no signature.
            let Ok((_, visit)) = encounters::of(&chart, encounter) else { continue };
            let value = chart.patient().ok_or_else(|| Problem::not_found("patient"))?;
            let kept_out = value.restriction.as_ref().is_some_and(|kept| !kept.to.contains(&user));
            waiting.push(UnsignedNote {
                patient: PatientHead::of(patient, value, today),
                encounter,
                reason: if kept_out { String::new() } else { visit.reason.clone() },
                at: visit.at(),
                by: desk.people().name(writer),
                mine: writer == user,
                saved_at: stamp.saved_at.with_timezone(&offset),
            });
        }
    }
    waiting.sort_by_key(|note| (!note.mine, note.saved_at));
    Ok(waiting)
}

/// How many of them are a debt: begun in a visit that is over, or on a day that is over.
pub(crate) fn overdue(desk: &mut Desk<'_>) -> Result<usize, Problem> {
    let mut count = 0;
    for note in unsigned(desk, Nothing {})? {
        let chart = desk.chart(note.patient.patient)?;
        let is_open = encounters::of(&chart, note.encounter).is_ok_and(|(_, visit)| visit.is_open());
        let day = note.at.map(|at| at.with_timezone(&desk.offset()).date_naive());
        count += usize::from(!is_open || day.is_some_and(|day| day < desk.today()));
    }
    Ok(count)
}
