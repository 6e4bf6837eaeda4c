//! Findings that were overridden: written as FHIR R4 DetectedIssue with the reason as its mitigation.
//!
//! Only written. What another program says of a detected issue rests on that program's rules and not on ours, so it is
//! kept as received and shown, and never silences a finding here.

use crate::fhir::write::Frame;
use chart::sections::overrides::Override;
use serde_json::{Value, json};

/// The finding as a DetectedIssue.
pub(crate) fn write(said: &Override, frame: &Frame) -> Value {
    let severity = match said.severity.as_str() {
        "contraindicated" => "high",
        "warning" => "moderate",
        _ => "low",
    };
    frame.resource(
        "DetectedIssue",
        json!({
            "status": if frame.in_error { "entered-in-error" } else { "final" },
            "code": { "text": said.key },
            "severity": severity,
            "patient": frame.subject,
            "identifiedDateTime": frame.effective_at.to_rfc3339(),
            "author": frame.author,
            "detail": said.message,
            "mitigation": [{
                "action": { "text": said.reason },
                "date": frame.effective_at.to_rfc3339(),
                "author": frame.author,
            }],
        }),
    )
}
