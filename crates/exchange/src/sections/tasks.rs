//! FHIR R4 Task. A task of another system is kept as it came: whose it is there says nothing about who works here.

use crate::fhir::json::dated;
use crate::fhir::write::Frame;
use chart::sections::tasks::{Task, TaskKind};
use serde_json::{Value, json};

/// A task or a follow-up as a Task.
pub(crate) fn write(task: &Task, frame: &Frame) -> Value {
    let kind = match task.kind {
        TaskKind::Task => "Task",
        TaskKind::FollowUp => "Follow-up visit",
    };
    frame.resource(
        "Task",
        json!({
            "status": if frame.in_error { json!("entered-in-error") } else { json!(task.status) },
            "intent": "order",
            "code": { "text": kind },
            "description": task.text,
            "for": frame.subject,
            "encounter": frame.encounter,
            "authoredOn": frame.effective_at.to_rfc3339(),
            "requester": frame.author,
            "performerType": task.whose.map(|role| vec![json!({ "text": role })]),
            "restriction": task.due.map(|due| json!({ "period": { "end": dated(Some(due)) } })),
            "output": task.outcome.as_ref().map(|words| {
                vec![json!({ "type": { "text": "Outcome" }, "valueString": words })]
            }),
        }),
    )
}
