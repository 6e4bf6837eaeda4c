//! Restricted charts: who is kept out, and the glass that is broken with a typed reason.
//!
//! A restriction is a fact of the registration, in the ledger like any other. It keeps nobody out who holds the
//! file's key and another program: see docs/threat-model.md. What it does: the chart does not open by the way, the
//! reason stands in the audit, and somebody else reads it.
//! The day list still shows that the patient comes, and their allergies: a restriction must not hurt anybody.

use crate::desk::{Desk, OpenPractice, required};
use crate::problem::{Problem, ProblemCode};
use crate::table::{Access, CommandRow};
use crate::view::Nothing;
use chart::sections::patients::{Patient, Restriction};
use chart::{PatientId, Statement};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Keep a chart closer, or open it to everyone of the role again.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Restrict {
    /// Whose.
    pub patient: PatientId,
    /// Only the physician who says so opens it without a reason.
    pub restricted: bool,
    /// Why.
    pub why: String,
}

/// The banner of a restricted chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RestrictionView {
    /// Who opens it as any other chart.
    pub to: Vec<String>,
    /// The person at the keyboard is one of them.
    pub mine: bool,
    /// It is open because a reason was typed.
    pub broke_glass: bool,
}

/// A reason says something: shorter ones are a key held down.
const SHORTEST_REASON: usize = 8;

/// The act's name in the audit when a restricted chart was opened with a reason.
pub(crate) const BROKE_GLASS: &str = "charts.break_glass";

/// True for a command that shows or changes what only clinical staff may see.
pub(crate) fn is_clinical(row: &CommandRow) -> bool {
    matches!(row.access, Access::Clinical | Access::Physician)
}

/// Refuses a command that reads or writes a restricted chart by somebody who was kept out and gave no reason.
pub(crate) fn admit(
    practice: &mut OpenPractice,
    row: &CommandRow,
    patient: Option<PatientId>,
) -> Result<(), Problem> {
    let asks = is_clinical(row) && row.name != "charts.open";
    let Some(patient) = patient.filter(|_| asks) else { return Ok(()) };
    let chart = practice.chart(patient)?;
    let kept_out = chart.patient().is_some_and(|value| keeps_out(value, practice));
    if kept_out && !practice.glass.contains(&patient) { Err(refusal()) } else { Ok(()) }
}

/// Lets the person at the desk into the chart, or says what is needed. Returns the banner.
pub(crate) fn enter(
    desk: &mut Desk<'_>,
    patient: PatientId,
    reason: Option<&str>,
) -> Result<Option<RestrictionView>, Problem> {
    let chart = desk.chart(patient)?;
    let value = chart.patient().ok_or_else(|| Problem::not_found("patient"))?;
    let Some(restriction) = &value.restriction else { return Ok(None) };
    let mine = restriction.to.contains(&desk.user());
    if !mine && !desk.glass_is_broken(patient) {
        let reason = required("break_glass", reason.unwrap_or_default(), "").map_err(|_| refusal())?;
        if reason.chars().count() < SHORTEST_REASON {
            return Err(Problem::invalid(
                "break_glass",
                "Say in a few words why you have to open this chart.",
            ));
        }
        desk.act(BROKE_GLASS);
        desk.detail(reason);
        desk.break_glass(patient);
    }
    Ok(Some(RestrictionView {
        to: restriction.to.iter().map(|staff| desk.people().name(*staff)).collect(),
        mine,
        broke_glass: !mine,
    }))
}

pub(crate) fn restrict(desk: &mut Desk<'_>, request: Restrict) -> Result<Nothing, Problem> {
    let why = required("why", &request.why, "Say why; it stands with the registration.")?;
    let chart = desk.chart(request.patient)?;
    let (record, _, value) = chart.patients.readings().next().ok_or_else(|| Problem::not_found("patient"))?;
    if value.restriction.is_some() == request.restricted {
        let state = if request.restricted { "is restricted already" } else { "is not restricted" };
        return Err(Problem::refused(format!("This chart {state}.")));
    }
    let restriction = request.restricted.then(|| Restriction { to: vec![desk.user()] });
    let statement = Statement::Patients(Patient { restriction, ..value.clone() });
    desk.detail(if request.restricted { "restricted" } else { "open to all" });
    desk.write(|pen| pen.say_anew(request.patient, record, statement, Some(why)))?;
    Ok(Nothing {})
}

/// A restricted chart that the person at the desk has not opened with a reason: lists say no more than the name.
pub(crate) fn is_closed(desk: &Desk<'_>, id: PatientId, patient: &Patient) -> bool {
    let kept_out =
        patient.restriction.as_ref().is_some_and(|restriction| !restriction.to.contains(&desk.user()));
    kept_out && !desk.glass_is_broken(id)
}

fn keeps_out(patient: &Patient, practice: &OpenPractice) -> bool {
    let user = practice.store.user().id;
    patient.restriction.as_ref().is_some_and(|restriction| !restriction.to.contains(&user))
}

fn refusal() -> Problem {
    let message =
        "This chart is restricted. If you have to open it, say why: the reason is kept and will be read.";
    Problem { field: Some("break_glass".to_owned()), ..Problem::new(ProblemCode::Restricted, message) }
}
