//! The people and the practice behind a chart, as FHIR R4 Practitioner and Organization. There is no reader:
//! nobody joins a practice by being named in a file.

use crate::fhir::json::pruned;
use chart::sections::staff::{PracticeDetails, StaffMember};
use serde_json::{Value, json};

/// A person who works here. The login and the key stay at home.
pub(crate) fn write_member(id: &str, member: &StaffMember) -> Value {
    pruned(json!({
        "resourceType": "Practitioner",
        "id": id,
        "active": !member.left,
        "name": [{ "text": member.name }],
        "qualification": (!member.qualification.is_empty()).then(|| vec![json!({
            "code": { "text": member.qualification }
        })]),
        "identifier": (!member.registration.is_empty()).then(|| vec![json!({
            "type": { "text": "Registration" }, "value": member.registration
        })]),
    }))
}

/// The practice.
pub(crate) fn write_practice(id: &str, practice: &PracticeDetails) -> Value {
    let ways = [("phone", &practice.phone), ("fax", &practice.fax), ("email", &practice.email)];
    pruned(json!({
        "resourceType": "Organization",
        "id": id,
        "name": practice.name,
        "telecom": ways
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(system, value)| json!({ "system": system, "value": value }))
            .collect::<Vec<_>>(),
        "address": [{ "text": practice.address }],
    }))
}
