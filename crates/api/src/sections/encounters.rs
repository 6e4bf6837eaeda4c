//! Visits: the list of the day, and each step of a patient from the door to the doctor and out.

use crate::desk::{Desk, required};
use crate::problem::Problem;
use crate::sections::notes;
use crate::view::PatientHead;
use chart::sections::allergies::AllergyState;
use chart::sections::encounters::{Encounter, EncounterStatus};
use chart::{Chart, EntryId, PatientId, Record, RecordId, Statement};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which day.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TodayRequest {
    /// Today when absent.
    #[serde(default)]
    #[ts(optional)]
    pub day: Option<NaiveDate>,
}

/// A day's visits in their lanes.
#[derive(Debug, Serialize, TS)]
pub struct TodayView {
    /// The day.
    pub day: NaiveDate,
    /// Booked and not here yet, by time.
    pub expected: Vec<VisitCard>,
    /// Here: those ready for the doctor first, then by arrival.
    pub waiting: Vec<VisitCard>,
    /// With the doctor.
    pub with_doctor: Vec<VisitCard>,
    /// Over, newest first.
    pub done: Vec<VisitCard>,
    /// Called off.
    pub cancelled: Vec<VisitCard>,
    /// How many notes wait for a signature: begun in a visit that is over, on this or an earlier day.
    pub unsigned: usize,
}

/// One visit on the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VisitCard {
    /// The visit.
    pub encounter: RecordId,
    /// The versions a step has to name.
    pub heads: Vec<EntryId>,
    /// Who.
    pub head: PatientHead,
    /// How far it has come.
    pub status: EncounterStatus,
    /// Why.
    pub reason: String,
    /// Booked for.
    pub planned_at: Option<DateTime<FixedOffset>>,
    /// Since when it has been in its lane.
    pub since: Option<DateTime<FixedOffset>>,
    /// Active allergies, worst first.
    pub allergies: Vec<String>,
    /// `never-asked`, `none-known` or `listed`.
    pub allergy_state: String,
    /// Vitals were taken in this visit.
    pub vitals_done: bool,
    /// The nurse has handed over.
    pub ready: bool,
    /// How far the note is.
    pub note: NoteProgress,
    /// Something was prescribed in this visit.
    pub prescribed: bool,
    /// The last visit before this one.
    pub last_seen: Option<NaiveDate>,
}

/// How far a visit's note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum NoteProgress {
    /// Nothing written.
    None,
    /// Begun and not signed.
    Draft,
    /// Signed.
    Signed,
}

/// Book a visit.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanVisit {
    /// Who.
    pub patient: PatientId,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Why.
    pub reason: String,
}

/// The patient is here, with or without a booking.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Arrive {
    /// Who.
    pub patient: PatientId,
    /// The booked visit; none for a walk-in.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// Why; for a booked visit the booked reason stays when absent.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// One step of a visit.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VisitStep {
    /// Who.
    pub patient: PatientId,
    /// Which visit.
    pub encounter: RecordId,
}

/// Why the patient comes.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetReason {
    /// Who.
    pub patient: PatientId,
    /// Which visit.
    pub encounter: RecordId,
    /// Why.
    pub reason: String,
}

pub(crate) fn today(desk: &mut Desk<'_>, request: TodayRequest) -> Result<TodayView, Problem> {
    let day = request.day.unwrap_or_else(|| desk.today());
    let mut view = TodayView {
        day,
        expected: Vec::new(),
        waiting: Vec::new(),
        with_doctor: Vec::new(),
        done: Vec::new(),
        cancelled: Vec::new(),
        unsigned: 0,
    };
    for row in desk.store().encounters_on(day)? {
        let card = card(desk, row.patient, row.record)?;
        let lane = match card.status {
            EncounterStatus::Planned | EncounterStatus::Unknown => &mut view.expected,
            EncounterStatus::Arrived | EncounterStatus::Triaged => &mut view.waiting,
            EncounterStatus::InProgress | EncounterStatus::Onleave => &mut view.with_doctor,
            EncounterStatus::Finished => &mut view.done,
            EncounterStatus::Cancelled => &mut view.cancelled,
        };
        lane.push(card);
    }
    view.expected.sort_by_key(|card| card.planned_at);
    view.waiting.sort_by_key(|card| (!card.ready, card.since));
    view.with_doctor.sort_by_key(|card| card.since);
    view.done.sort_by_key(|card| std::cmp::Reverse(card.since));
    view.unsigned = notes::unsigned_count(desk)?;
    Ok(view)
}

pub(crate) fn plan(desk: &mut Desk<'_>, request: PlanVisit) -> Result<VisitCard, Problem> {
    let reason = required("reason", &request.reason, "Say in a word or two why the patient comes.")?;
    desk.chart(request.patient)?;
    let encounter = Encounter { reason, planned_at: Some(request.at), ..blank(EncounterStatus::Planned) };
    let record =
        desk.write(|pen| pen.say_of(request.patient, None, request.at, Statement::Encounters(encounter)))?;
    card(desk, request.patient, record)
}

pub(crate) fn arrive(desk: &mut Desk<'_>, request: Arrive) -> Result<VisitCard, Problem> {
    let now = desk.now;
    let reason = request.reason.as_deref().map(str::trim).unwrap_or_default().to_owned();
    let Some(encounter) = request.encounter else {
        desk.chart(request.patient)?;
        let walk_in = Encounter { reason, arrived_at: Some(now), ..blank(EncounterStatus::Arrived) };
        let record = desk.write(|pen| pen.say(request.patient, None, Statement::Encounters(walk_in)))?;
        return card(desk, request.patient, record);
    };
    step(desk, request.patient, encounter, |visit| {
        if visit.status != EncounterStatus::Planned {
            return Err(Problem::refused("This visit is not waiting for the patient to come."));
        }
        visit.status = EncounterStatus::Arrived;
        visit.arrived_at = Some(now);
        if !reason.is_empty() {
            visit.reason = reason;
        }
        Ok(())
    })
}

pub(crate) fn start(desk: &mut Desk<'_>, request: VisitStep) -> Result<VisitCard, Problem> {
    let (now, user) = (desk.now, desk.user());
    step(desk, request.patient, request.encounter, |visit| {
        if !visit.is_open() {
            return Err(Problem::refused("This visit is over."));
        }
        visit.status = EncounterStatus::InProgress;
        visit.arrived_at = visit.arrived_at.or(Some(now));
        visit.started_at = visit.started_at.or(Some(now));
        visit.practitioner = Some(user);
        Ok(())
    })
}

pub(crate) fn finish(desk: &mut Desk<'_>, request: VisitStep) -> Result<VisitCard, Problem> {
    let now = desk.now;
    step(desk, request.patient, request.encounter, |visit| finished(visit, now))
}

/// Ends a visit, in its own command or together with its note.
pub(crate) fn finished(visit: &mut Encounter, now: DateTime<FixedOffset>) -> Result<(), Problem> {
    if !visit.is_open() {
        return Err(Problem::refused("This visit is over."));
    }
    visit.status = EncounterStatus::Finished;
    visit.started_at = visit.started_at.or(Some(now));
    visit.finished_at = Some(now);
    Ok(())
}

pub(crate) fn cancel(desk: &mut Desk<'_>, request: VisitStep) -> Result<VisitCard, Problem> {
    step(desk, request.patient, request.encounter, |visit| {
        if visit.status == EncounterStatus::Finished {
            return Err(Problem::refused("This visit is over and cannot be called off."));
        }
        visit.status = EncounterStatus::Cancelled;
        Ok(())
    })
}

pub(crate) fn set_reason(desk: &mut Desk<'_>, request: SetReason) -> Result<VisitCard, Problem> {
    let reason = required("reason", &request.reason, "Say in a word or two why the patient comes.")?;
    step(desk, request.patient, request.encounter, |visit| {
        visit.reason = reason;
        Ok(())
    })
}

/// The visit, checked to be this patient's.
pub(crate) fn of(chart: &Chart, encounter: RecordId) -> Result<(&Record<Encounter>, &Encounter), Problem> {
    let record = chart.encounters.get(encounter).ok_or_else(|| Problem::not_found("visit"))?;
    let (_, visit) = record.reading().ok_or_else(|| Problem::refused("This visit was entered in error."))?;
    Ok((record, visit))
}

fn step(
    desk: &mut Desk<'_>,
    patient: PatientId,
    encounter: RecordId,
    change: impl FnOnce(&mut Encounter) -> Result<(), Problem>,
) -> Result<VisitCard, Problem> {
    let chart = desk.chart(patient)?;
    let (record, visit) = of(&chart, encounter)?;
    let mut visit = visit.clone();
    change(&mut visit)?;
    desk.write(|pen| pen.say_anew(patient, record, Statement::Encounters(visit), None))?;
    card(desk, patient, encounter)
}

/// A visit without anything but its status.
pub(crate) fn blank(status: EncounterStatus) -> Encounter {
    Encounter {
        status,
        reason: String::new(),
        planned_at: None,
        arrived_at: None,
        ready_at: None,
        started_at: None,
        finished_at: None,
        practitioner: None,
        class: None,
    }
}

/// The card of a visit as it stands now.
pub(crate) fn card(
    desk: &mut Desk<'_>,
    patient: PatientId,
    encounter: RecordId,
) -> Result<VisitCard, Problem> {
    let chart = desk.chart(patient)?;
    let (record, visit) = of(&chart, encounter)?;
    let value = chart.patient().ok_or_else(|| Problem::not_found("patient"))?;
    let (allergy_state, allergies) = match chart.allergy_state() {
        AllergyState::NeverAsked => ("never-asked", Vec::new()),
        AllergyState::NoneKnown(_) => ("none-known", Vec::new()),
        AllergyState::Listed(listed) => {
            ("listed", listed.iter().map(|(_, allergy)| allergy.substance.text.clone()).collect())
        }
    };
    let in_visit = |version_encounter: Option<RecordId>| version_encounter == Some(encounter);
    let here = visit.at().map(|at| at.date_naive());
    let last_seen = chart
        .encounters
        .readings()
        .filter(|(other, _, visit)| other.id != encounter && visit.status == EncounterStatus::Finished)
        .filter_map(|(_, _, visit)| visit.at().map(|at| at.date_naive()))
        .filter(|day| here.is_none_or(|here| *day <= here))
        .max();
    Ok(VisitCard {
        encounter,
        heads: record.head_ids(),
        head: PatientHead::of(patient, value, desk.today()),
        status: visit.status,
        reason: visit.reason.clone(),
        planned_at: visit.planned_at,
        since: match visit.status {
            EncounterStatus::Planned | EncounterStatus::Unknown | EncounterStatus::Cancelled => {
                visit.planned_at
            }
            EncounterStatus::Arrived | EncounterStatus::Triaged => visit.arrived_at,
            EncounterStatus::InProgress | EncounterStatus::Onleave => visit.started_at,
            EncounterStatus::Finished => visit.finished_at.or(visit.started_at),
        },
        allergies,
        allergy_state: allergy_state.to_owned(),
        vitals_done: chart.vitals.readings().any(|(_, version, _)| in_visit(version.encounter)),
        ready: visit.ready_at.is_some(),
        note: notes::progress(desk, &chart, patient, encounter)?,
        prescribed: chart.prescriptions.readings().any(|(_, version, _)| in_visit(version.encounter)),
        last_seen,
    })
}
