//! The versions of a record: who said what when, why it was replaced, and what changed in it.
//!
//! A line or two say what a version is. What changed is not left to those lines: every field that differs from the
//! version before is named with what stood there, so that a corrected lot or telephone is never an empty correction.

use crate::charts::no_section;
use crate::desk::{Desk, People};
use crate::problem::{Problem, ProblemCode};
use crate::sections::vitals;
use crate::timeline;
use crate::view::VersionView;
use chart::fold::Stated;
use chart::sections::notes::NoteStatement;
use chart::{PatientId, RecordId, Section};
use chrono::FixedOffset;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Read all versions of a record.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HistoryRequest {
    /// Whose.
    pub patient: PatientId,
    /// The section's word.
    pub section: String,
    /// Which.
    pub record: RecordId,
}

pub(crate) fn versions_of(desk: &mut Desk<'_>, request: HistoryRequest) -> Result<Vec<VersionView>, Problem> {
    let chart = desk.chart(request.patient)?;
    let (people, offset, id) = (desk.people(), desk.offset(), request.record);
    let lines = |text: String| text.lines().map(str::to_owned).collect::<Vec<_>>();
    match request.section.as_str() {
        "patients" => versions(&chart.patients, id, people, offset, |value| {
            let birth = value.birth_date.map(|date| date.to_string()).unwrap_or_default();
            vec![value.name.full(), birth, value.phones.join(", ")]
        }),
        "encounters" => versions(&chart.encounters, id, people, offset, |value| {
            vec![timeline::word(&value.status), value.reason.clone()]
        }),
        "vitals" => versions(&chart.vitals, id, people, offset, |value| vec![vitals::in_one_line(value)]),
        "allergies" => versions(&chart.allergies, id, people, offset, |value| {
            vec![match value {
                chart::sections::allergies::AllergyStatement::Listed(allergy) => {
                    format!("{} · {}", allergy.short(), timeline::word(&allergy.clinical_status))
                }
                chart::sections::allergies::AllergyStatement::NoneKnown => "None known".to_owned(),
            }]
        }),
        "problems" => versions(&chart.problems, id, people, offset, |value| {
            vec![format!("{} · {}", value.condition.text, timeline::word(&value.clinical_status))]
        }),
        "medications" => versions(&chart.medications, id, people, offset, |value| {
            vec![format!("{} · {} · {}", value.name(), value.instructions, timeline::word(&value.status))]
        }),
        "prescriptions" => versions(&chart.prescriptions, id, people, offset, |value| {
            let items = value.items.iter().map(crate::sections::prescriptions::in_words);
            std::iter::once(timeline::word(&value.status)).chain(items).collect()
        }),
        "notes" => said(&chart.notes, id, people, offset, |value| match value {
            NoteStatement::Signed(note) => lines(
                [&note.reason, &note.subjective, &note.objective, &note.assessment_plan, &note.follow_up]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .cloned()
                    .collect::<Vec<_>>()
                    .join("\n"),
            ),
            NoteStatement::Addendum(addendum) => lines(addendum.text.clone()),
            NoteStatement::CoSigned(signature) => lines(format!("Signed as well. {}", signature.remark)),
        }),
        "tasks" => versions(&chart.tasks, id, people, offset, |value| {
            let due = value.due.map(|due| due.to_string()).unwrap_or_default();
            let outcome = value.outcome.clone().unwrap_or_default();
            vec![value.short(), due, timeline::word(&value.status), outcome]
        }),
        "results" => versions(&chart.results, id, people, offset, |value| {
            value.values.iter().map(timeline::result_in_words).collect()
        }),
        "immunizations" => versions(&chart.immunizations, id, people, offset, |value| {
            vec![format!("{} · {}", value.vaccine.text, timeline::word(&value.status))]
        }),
        "orders" => versions(&chart.orders, id, people, offset, timeline::order_lines),
        "documents" => versions(&chart.documents, id, people, offset, |value| {
            let mut lines = vec![format!("{} · {}", value.title, timeline::word(&value.status))];
            lines.extend(value.source.iter().chain(&value.note).cloned());
            lines.extend(
                value.review.as_ref().map(|review| format!("Reviewed by {}", people.name(review.by))),
            );
            lines
        }),
        "goals" => versions(&chart.goals, id, people, offset, |value| {
            let due = value.due.map(|due| format!("by {due}"));
            let said = [Some(value.short()), Some(timeline::word(&value.status)), due, value.comment.clone()];
            said.into_iter().flatten().collect()
        }),
        "histories" => {
            let day = desk.today();
            versions(&chart.histories, id, people, offset, |value| vec![value.short(day)])
        }
        _ => Err(no_section()),
    }
}

/// The versions of a record, each with what changed in it.
fn versions<T: Stated + Serialize>(
    section: &Section<T>,
    id: RecordId,
    people: &People,
    offset: FixedOffset,
    lines: impl Fn(&T) -> Vec<String>,
) -> Result<Vec<VersionView>, Problem> {
    let mut views = said(section, id, people, offset, lines)?;
    let record = section.get(id).ok_or_else(|| Problem::not_found("record"))?;
    for (view, version) in views.iter_mut().zip(record.versions.iter().rev()) {
        let before = record.versions.iter().find(|other| version.supersedes.contains(&other.entry));
        if let (Some(before), Some(now)) = (before.and_then(|one| one.value.as_ref()), &version.value) {
            view.lines.extend(changes(before, now)?);
        }
    }
    Ok(views)
}

/// The versions of a record, newest first, as their lines say them. A note's text is compared beside the other's.
fn said<T: Stated>(
    section: &Section<T>,
    id: RecordId,
    people: &People,
    offset: FixedOffset,
    lines: impl Fn(&T) -> Vec<String>,
) -> Result<Vec<VersionView>, Problem> {
    let record = section.get(id).ok_or_else(|| Problem::not_found("record"))?;
    Ok(record.versions.iter().rev().map(|version| VersionView::of(version, people, offset, &lines)).collect())
}

/// What differs: `Lot: AB21 (was AB12)`.
fn changes(before: &impl Serialize, now: &impl Serialize) -> Result<Vec<String>, Problem> {
    let (before, now) = (fields(before)?, fields(now)?);
    let all: std::collections::BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let changed = all.into_iter().filter_map(|name| match (before.get(name), now.get(name)) {
        (Some(was), Some(is)) if was != is => Some(format!("{name}: {is} (was {was})")),
        (None, Some(is)) => Some(format!("{name}: {is} (was not said)")),
        (Some(was), None) => Some(format!("{name}: no longer said (was {was})")),
        _ => None,
    });
    Ok(changed.collect())
}

/// Every field that says something, by its name in words.
fn fields(value: &impl Serialize) -> Result<BTreeMap<String, String>, Problem> {
    let value = serde_json::to_value(value)
        .map_err(|_| Problem::new(ProblemCode::Internal, "A version could not be read in its parts."))?;
    let mut found = BTreeMap::new();
    gather(&value, &mut Vec::new(), &mut found);
    Ok(found)
}

/// Fields that a reader is not shown: the parts of a sentence that stands there whole, and names of other records.
const UNSEEN: [&str; 5] = ["sig", "system", "prescription", "merged_into", "by"];

fn gather(value: &Value, path: &mut Vec<String>, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Null | Value::Bool(false) => {}
        Value::Object(fields) => {
            for (name, value) in fields.iter().filter(|(name, _)| !UNSEEN.contains(&name.as_str())) {
                // "Vaccine: MMR", not "vaccine text: MMR".
                let named = name != "text" || path.is_empty();
                if named {
                    path.push(name.replace('_', " "));
                }
                gather(value, path, found);
                if named {
                    path.pop();
                }
            }
        }
        Value::Array(several) => {
            for (at, value) in several.iter().enumerate() {
                if at > 0 {
                    path.push(format!("{}", at + 1));
                }
                gather(value, path, found);
                if at > 0 {
                    path.pop();
                }
            }
        }
        Value::Bool(true) => {
            found.insert(sentence(path), "yes".to_owned());
        }
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => {
            found.insert(sentence(path), text.clone());
        }
        Value::Number(number) => {
            found.insert(sentence(path), number.to_string());
        }
    }
}

fn sentence(path: &[String]) -> String {
    let mut letters = path.join(" ");
    if let Some(first) = letters.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_field_that_differs_is_named_with_what_stood_there() {
        let before = json!({ "vaccine": { "text": "MMR", "codings": [{ "system": "x", "code": "03" }] },
                             "lot": "AB12", "site": "left arm", "given_elsewhere": false, "phones": ["1", "2"] });
        let now = json!({ "vaccine": { "text": "MMR", "codings": [{ "system": "y", "code": "03" }] },
                          "lot": "AB21", "dose_number": "2", "given_elsewhere": true, "phones": ["1", "3"] });
        let changed = changes(&before, &now).unwrap();
        assert_eq!(
            changed,
            [
                "Dose number: 2 (was not said)",
                "Given elsewhere: yes (was not said)",
                "Lot: AB21 (was AB12)",
                "Phones 2: 3 (was 2)",
                "Site: no longer said (was left arm)",
            ]
        );
        assert!(changes(&now, &now).unwrap().is_empty(), "what is alike is not told");
    }
}
