//! FHIR R4 Encounter.

use crate::fhir::Read;
use crate::fhir::file::File;
use crate::fhir::parts::{Unfit, join, list, moment_at, text, words_of};
use crate::fhir::write::Frame;
use chart::Statement;
use chart::sections::encounters::{Encounter, EncounterStatus as Status};
use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};

/// FHIR v3-ActCode for a visit to the practice: what a class that is not said means.
const ORDINARY: &str = "AMB";

/// A visit. The person it was with is in the original: the sender's staff are not ours.
pub(crate) fn read(resource: &Value, file: &File<'_>) -> Result<Read, Unfit> {
    if resource.get("class").is_some_and(Value::is_array) {
        return Err(Unfit("is written in a later FHIR than R4"));
    }
    let none = &Value::Null;
    let period = resource.get("period").unwrap_or(none);
    let start = moment_at(period, "start")?;
    let mut visit = Encounter {
        status: match text(resource, "status") {
            Some("planned") => Status::Planned,
            Some("arrived") => Status::Arrived,
            Some("triaged") => Status::Triaged,
            Some("in-progress") => Status::InProgress,
            Some("onleave") => Status::Onleave,
            Some("finished") => Status::Finished,
            Some("cancelled") => Status::Cancelled,
            _ => Status::Unknown,
        },
        reason: reason(resource, file),
        planned_at: None,
        arrived_at: None,
        ready_at: None,
        started_at: None,
        finished_at: moment_at(period, "end")?,
        practitioner: None,
        class: resource.get("class").and_then(|class| text(class, "code")).map(str::to_owned),
    };
    visit.class = visit.class.filter(|class| class != ORDINARY);
    for step in list(resource, "statusHistory") {
        let at = moment_at(step.get("period").unwrap_or(none), "start")?;
        match text(step, "status") {
            Some("planned") => visit.planned_at = at,
            Some("arrived") => visit.arrived_at = at,
            Some("triaged") => visit.ready_at = at,
            Some("in-progress") => visit.started_at = at,
            _ => {}
        }
    }
    let known = [visit.planned_at, visit.arrived_at, visit.ready_at, visit.started_at];
    if visit.started_at.is_none() && !known.contains(&start) && start != visit.finished_at {
        match visit.status {
            Status::Planned | Status::Cancelled => visit.planned_at = start,
            Status::Arrived | Status::Triaged => visit.arrived_at = start,
            _ => visit.started_at = start,
        }
    }
    let effective_at = start.or(visit.at());
    Ok(Read { statement: Statement::Encounters(visit), effective_at })
}

/// Why the patient came, or failing that what kind of visit it was.
fn reason(resource: &Value, file: &File<'_>) -> String {
    words_of(resource, "reasonCode")
        .or_else(|| {
            let referred =
                list(resource, "reasonReference").filter_map(|target| file.label(target, resource));
            join(referred.map(|concept| concept.text), "; ")
        })
        .or_else(|| words_of(resource, "type"))
        .unwrap_or_default()
}

/// The visit as an Encounter. The steps on the way are its status history.
pub(crate) fn write(visit: &Encounter, frame: &Frame) -> Value {
    let step = |status: &str, at: Option<DateTime<FixedOffset>>| {
        at.map(|at| json!({ "status": status, "period": { "start": at.to_rfc3339() } }))
    };
    let history = [
        step("planned", visit.planned_at),
        step("arrived", visit.arrived_at),
        step("triaged", visit.ready_at),
        step("in-progress", visit.started_at),
    ];
    frame.resource(
        "Encounter",
        json!({
            "status": if frame.in_error { json!("entered-in-error") } else { json!(visit.status) },
            "statusHistory": history.into_iter().flatten().collect::<Vec<_>>(),
            "class": {
                "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
                "code": visit.class.as_deref().unwrap_or(ORDINARY),
            },
            "subject": frame.subject,
            "participant": frame
                .practitioner(visit.practitioner)
                .map(|who| vec![json!({ "individual": who })]),
            "period": {
                "start": visit.at().unwrap_or(frame.effective_at).to_rfc3339(),
                "end": visit.finished_at.map(|at| at.to_rfc3339()),
            },
            "reasonCode": [{ "text": visit.reason }],
        }),
    )
}
