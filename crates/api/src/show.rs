//! The whole chart as one object, a key per section: for the terminal and for other programs. Its shape is documented
//! in docs/cli.md and stays.

use crate::charts;
use crate::desk::{Desk, People};
use crate::problem::{Problem, ProblemCode};
use crate::sections::allergies;
use crate::view::RecordView;
use chart::fold::Stated;
use chart::sections::notes::NoteStatement;
use chart::{PatientId, Section};
use chrono::{FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ts_rs::TS;

/// Read a whole chart.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Show {
    /// Whose.
    pub patient: PatientId,
    /// As it was known at the end of this day.
    #[serde(default)]
    #[ts(optional)]
    pub as_at: Option<NaiveDate>,
}

pub(crate) fn show(desk: &mut Desk<'_>, request: Show) -> Result<Value, Problem> {
    let chart = charts::as_at(desk, request.patient, request.as_at)?;
    let (people, offset) = (desk.people(), desk.offset());
    let patient = chart.patient().ok_or_else(|| Problem::not_found("patient"))?;
    let day = request.as_at.unwrap_or_else(|| desk.today());
    let mut head = object(&crate::view::PatientHead::of(request.patient, patient, day))?;
    for (key, value) in object(patient)? {
        // The head's `name` is the whole name; its parts stand beside it.
        let key = if key == "name" { "name_parts".to_owned() } else { key };
        head.entry(key).or_insert(value);
    }
    let notes: Vec<Value> = rows(&chart.notes, people, offset)
        .into_iter()
        .map(|row| {
            let (kind, value) = match &row.value {
                NoteStatement::Signed(note) => ("note", json!(note)),
                NoteStatement::Addendum(addendum) => ("addendum", json!(addendum)),
                NoteStatement::CoSigned(signature) => ("co-signature", json!(signature)),
            };
            let mut shown = object(&row.map(|_| value))?;
            shown.insert("kind".to_owned(), json!(kind));
            Ok(Value::Object(shown))
        })
        .collect::<Result<_, Problem>>()?;
    let vitals: Vec<Value> = rows(&chart.vitals, people, offset)
        .into_iter()
        .map(|row| {
            let measurements: Vec<Value> = row
                .value
                .measurements
                .iter()
                .map(|measurement| {
                    let code = measurement.code;
                    json!({
                        "code": code, "loinc": code.loinc(), "label": code.label(),
                        "value": measurement.value, "unit": code.unit(), "as_typed": measurement.as_typed,
                    })
                })
                .collect();
            let comment = row.value.comment.clone();
            json!(row.map(|_| json!({ "measurements": measurements, "comment": comment })))
        })
        .collect();
    let received: Vec<Value> = chart
        .received
        .readings()
        .map(|(record, version, value)| {
            json!({
                "record": record.id, "kind": value.kind, "title": value.title, "at": version.effective_at,
                "resource": value.original,
            })
        })
        .collect();
    Ok(json!({
        "as_at": request.as_at,
        "patient": head,
        "allergies": allergies::view(&chart, people, desk.now),
        "problems": rows(&chart.problems, people, offset),
        "medications": rows(&chart.medications, people, offset),
        "prescriptions": rows(&chart.prescriptions, people, offset),
        "encounters": rows(&chart.encounters, people, offset),
        "vitals": vitals,
        "notes": notes,
        "tasks": rows(&chart.tasks, people, offset),
        "results": rows(&chart.results, people, offset),
        "immunizations": rows(&chart.immunizations, people, offset),
        "orders": rows(&chart.orders, people, offset),
        "documents": rows(&chart.documents, people, offset),
        "goals": rows(&chart.goals, people, offset),
        "histories": rows(&chart.histories, people, offset),
        "also_in_record": received,
    }))
}

/// Every record of a section, oldest first, those in error marked as such.
fn rows<T: Stated>(section: &Section<T>, people: &People, offset: FixedOffset) -> Vec<RecordView<T>> {
    let mut rows: Vec<RecordView<T>> =
        section.records().filter_map(|record| RecordView::of(record, people, offset)).collect();
    rows.sort_by_key(|row| (row.effective_at, row.record));
    rows
}

fn object<T: Serialize>(value: &T) -> Result<Map<String, Value>, Problem> {
    match serde_json::to_value(value) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(Problem::new(ProblemCode::Internal, "The chart could not be written out.")),
    }
}
