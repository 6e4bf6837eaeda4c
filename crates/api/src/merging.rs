//! Two charts of one person are read as one, as a recorded act that loses nothing, and taken apart again by another.
//!
//! The registration of the duplicate says whose chart it is part of. From then on opening, lists, prints and exports
//! read both under the patient who stays; what is new is written there, and a correction goes to the record it corrects.
//! Taking it back says the registration anew with the reason; each record is then where it always was.

use crate::access;
use crate::desk::{Desk, People, required};
use crate::problem::{Problem, ProblemCode};
use crate::view::{Nothing, PatientHead};
use chart::sections::encounters::EncounterStatus;
use chart::sections::patients::Patient;
use chart::{Chart, PatientId, Statement};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use store::Act;
use ts_rs::TS;

/// Another chart is the same person's: read it as part of this one.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// The chart that stays.
    pub patient: PatientId,
    /// The chart that becomes a part of it.
    pub duplicate: PatientId,
    /// How it is known that they are one person.
    pub why: String,
}

/// Take a merge back: they are two people, or it was the wrong chart.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Unmerge {
    /// The chart that stayed.
    pub patient: PatientId,
    /// The chart that was made a part of it.
    pub duplicate: PatientId,
    /// Why.
    pub why: String,
}

/// A chart that is read as part of the one on screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MergedView {
    /// As it was registered.
    pub head: PatientHead,
    /// Who said that it is the same person.
    pub by: String,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Why.
    pub why: String,
}

/// The charts that are read as part of one.
pub(crate) fn views(chart: &Chart, people: &People, offset: FixedOffset, day: NaiveDate) -> Vec<MergedView> {
    let view = |merged: &chart::fold::MergedChart| {
        let (version, value) = merged.registration.reading()?;
        Some(MergedView {
            head: PatientHead::of(merged.patient, value, day),
            by: people.name(version.author),
            at: version.recorded_at.with_timezone(&offset),
            why: version.why.clone().unwrap_or_default(),
        })
    };
    chart.merged.iter().filter_map(view).collect()
}

pub(crate) fn merge(desk: &mut Desk<'_>, request: Merge) -> Result<Nothing, Problem> {
    let Merge { patient, duplicate, .. } = request;
    let why = required("why", &request.why, "Say how you know that they are one person.")?;
    if duplicate == patient {
        return Err(Problem::invalid("duplicate", "This is the same chart."));
    }
    let whole = desk.store().survivor_of(duplicate)?;
    if whole != duplicate {
        let message = if whole == patient {
            "That chart is part of this one already."
        } else {
            "That chart is part of another one. Take that back first."
        };
        return Err(Problem::refused(message));
    }
    let (chart, other) = (desk.chart(patient)?, desk.chart(duplicate)?);
    let (record, _, value) = other.patients.readings().next().ok_or_else(|| Problem::not_found("patient"))?;
    if access::is_closed(desk, duplicate, value) {
        return Err(Problem::new(
            ProblemCode::Restricted,
            "The other chart is restricted. Open it with a reason first.",
        ));
    }
    let stays_open = chart.patient().is_some_and(|value| value.restriction.is_none());
    if value.restriction.is_some() && stays_open {
        return Err(Problem::refused(
            "The other chart is restricted and this one is not: merged, everyone could read it. Merge this chart \
             into that one instead.",
        ));
    }
    let under_way = |status| {
        !matches!(
            status,
            EncounterStatus::Planned
                | EncounterStatus::Finished
                | EncounterStatus::Cancelled
                | EncounterStatus::Unknown
        )
    };
    if other.encounters.readings().any(|(_, _, visit)| under_way(visit.status)) {
        return Err(Problem::refused("A visit in the other chart is under way. Finish it first."));
    }
    if !desk.store().drafts_in(duplicate)?.is_empty() {
        return Err(Problem::refused(
            "The other chart has a note that is not signed yet. Sign or empty it first.",
        ));
    }
    let statement = Statement::Patients(Patient { merged_into: Some(patient), ..value.clone() });
    tell_both(desk, "patients.merge", patient, duplicate, &chart, &value.chart_number)?;
    desk.write(|pen| {
        pen.say_anew(duplicate, record, statement, Some(why))?;
        pen.touch(patient);
        Ok(())
    })?;
    desk.forget_patient(duplicate);
    Ok(Nothing {})
}

pub(crate) fn unmerge(desk: &mut Desk<'_>, request: Unmerge) -> Result<Nothing, Problem> {
    let Unmerge { patient, duplicate, .. } = request;
    let why = required("why", &request.why, "Say why; it stands with the registration.")?;
    let chart = desk.chart(patient)?;
    let merged = chart.merged.iter().find(|merged| merged.patient == duplicate);
    let merged = merged.ok_or_else(|| Problem::refused("That chart is not part of this one."))?;
    let (_, value) = merged.registration.reading().ok_or_else(|| Problem::not_found("patient"))?;
    let drafts = desk.store().drafts_in(patient)?;
    for visit in drafts {
        if desk.store().home_of(visit)? == Some(duplicate) {
            return Err(Problem::refused(
                "A visit of that chart has a note that is not signed yet. Sign or empty it first.",
            ));
        }
    }
    let statement = Statement::Patients(Patient { merged_into: None, ..value.clone() });
    tell_both(desk, "patients.unmerge", patient, duplicate, &chart, &value.chart_number)?;
    desk.write(|pen| {
        pen.say_anew(duplicate, &merged.registration, statement, Some(why))?;
        pen.touch(patient);
        Ok(())
    })?;
    desk.forget_patient(duplicate);
    Ok(Nothing {})
}

/// The row of audit of the duplicate, before anything is written; the one of the chart that stays comes with the entry.
fn tell_both(
    desk: &mut Desk<'_>,
    act: &str,
    patient: PatientId,
    duplicate: PatientId,
    chart: &Chart,
    duplicate_number: &str,
) -> Result<(), Problem> {
    debug_assert_ne!(patient, duplicate);
    let stays = chart.patient().map(|value| value.chart_number.clone()).unwrap_or_default();
    let now = desk.now;
    let told = Act { name: act.to_owned(), patient: Some(duplicate), detail: Some(format!("with {stays}")) };
    desk.store_mut().audit(told, now)?;
    desk.detail(format!("with {duplicate_number}"));
    Ok(())
}
