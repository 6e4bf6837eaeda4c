//! FHIR R4 Goal with numbers to reach. A goal in words alone ("eat more greens") is kept as it came: there is nothing a
//! value could be held against.

use crate::fhir::Read;
use crate::fhir::file::File;
use crate::fhir::json::{concept, note};
use crate::fhir::parts::{Unfit, concept_at, date_at, first_moment, list, notes, text};
use crate::fhir::write::Frame;
use chart::coding::system::UCUM;
use chart::sections::goals::{Goal, GoalRange, GoalStatus, GoalTarget};
use chart::{PartialDate, Statement};
use serde_json::{Value, json};

/// A goal of one number, or of the two of a blood pressure.
pub(crate) fn read(resource: &Value, _: &File<'_>) -> Result<Read, Unfit> {
    let status = match text(resource, "lifecycleStatus") {
        Some("active" | "accepted") => GoalStatus::Active,
        Some("on-hold") => GoalStatus::OnHold,
        Some("completed") => GoalStatus::Completed,
        Some("cancelled" | "rejected") => GoalStatus::Cancelled,
        Some("entered-in-error") => return Err(Unfit::IN_ERROR),
        _ => return Err(Unfit("is not agreed")),
    };
    let targets = list(resource, "target").map(target).collect::<Option<Vec<_>>>();
    let targets = targets.filter(|targets| (1..=2).contains(&targets.len())).ok_or(Unfit::NO_VALUE)?;
    let due = list(resource, "target").find_map(|target| target.get("dueDate").map(|_| target));
    let due = match due.map(|target| date_at(target, "dueDate")).transpose()?.flatten() {
        Some(PartialDate::Day(day)) => Some(day),
        _ => None,
    };
    let goal = Goal {
        what: concept_at(resource, "description").ok_or(Unfit::SUBJECT)?,
        targets,
        status,
        due,
        comment: notes(resource),
    };
    let effective_at = first_moment(resource, &["startDate", "statusDate"])?;
    Ok(Read { statement: Statement::Goals(goal), effective_at })
}

fn target(target: &Value) -> Option<GoalTarget> {
    let measure = concept_at(target, "measure")?;
    let value = |holder: &Value, key: &str| holder.get(key)?.get("value")?.as_f64().filter(|n| n.is_finite());
    let unit =
        |quantity: &Value| text(quantity, "code").or(text(quantity, "unit")).unwrap_or_default().to_owned();
    if let Some(range) = target.get("detailRange") {
        let ends = (value(range, "low"), value(range, "high"));
        let range_of = match ends {
            (Some(low), Some(high)) if low < high => GoalRange::Between { low, high },
            (Some(low), None) => GoalRange::AtLeast(low),
            (None, Some(high)) => GoalRange::AtMost(high),
            _ => return None,
        };
        let unit = ["low", "high"].into_iter().find_map(|end| range.get(end)).map(unit).unwrap_or_default();
        return Some(GoalTarget { measure, range: range_of, unit });
    }
    let quantity = target.get("detailQuantity")?;
    let number = value(target, "detailQuantity")?;
    let range = match text(quantity, "comparator") {
        Some("<") => GoalRange::Below(number),
        Some("<=") => GoalRange::AtMost(number),
        Some(">") => GoalRange::Above(number),
        Some(">=") => GoalRange::AtLeast(number),
        // A number to hit exactly is no range.
        _ => return None,
    };
    Some(GoalTarget { measure, range, unit: unit(quantity) })
}

/// The goal as a Goal.
pub(crate) fn write(goal: &Goal, frame: &Frame) -> Value {
    let targets: Vec<Value> = goal
        .targets
        .iter()
        .map(|target| {
            let quantity = |value: f64, comparator: Option<&str>| {
                let coded = !target.unit.is_empty();
                json!({
                    "value": value, "comparator": comparator, "unit": target.unit,
                    "system": coded.then_some(UCUM), "code": coded.then_some(&target.unit),
                })
            };
            let (range, single) = match target.range {
                GoalRange::Between { low, high } => {
                    (Some(json!({ "low": quantity(low, None), "high": quantity(high, None) })), None)
                }
                GoalRange::Below(most) => (None, Some(quantity(most, Some("<")))),
                GoalRange::AtMost(most) => (None, Some(quantity(most, Some("<=")))),
                GoalRange::Above(least) => (None, Some(quantity(least, Some(">")))),
                GoalRange::AtLeast(least) => (None, Some(quantity(least, Some(">=")))),
            };
            json!({
                "measure": concept(&target.measure), "detailRange": range, "detailQuantity": single,
                "dueDate": goal.due.map(|due| due.to_string()),
            })
        })
        .collect();
    frame.resource(
        "Goal",
        json!({
            "lifecycleStatus": if frame.in_error { json!("entered-in-error") } else { json!(goal.status) },
            "description": concept(&goal.what),
            "subject": frame.subject,
            "startDate": frame.effective_at.date_naive().to_string(),
            "target": targets,
            "expressedBy": frame.author,
            "note": note(goal.comment.as_deref()),
        }),
    )
}
