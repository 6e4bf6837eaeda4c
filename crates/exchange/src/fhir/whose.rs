//! Whose a resource is. Filing one patient's result in another's chart is the worst an import can do, so that
//! only what says whose it is, and says it is this patient's, is entered.

use crate::fhir::file::File;
use crate::fhir::parts::{list, text};
use serde_json::Value;

/// Where FHIR R4 resources say whom they are about.
const SUBJECT_FIELDS: [&str; 5] = ["subject", "patient", "beneficiary", "individual", "for"];

/// Whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// It says it is this patient's.
    Ours,
    /// It says it is somebody else's.
    Another,
    /// It names nobody: a practitioner, an organisation, a medicine.
    Nobody,
    /// It is about a group, a device or a place, or says whose it is in words that cannot be followed.
    Unclear,
}

/// Whose `resource` is, in a file about `patient`.
pub(crate) fn whose(resource: &Value, patient: &Value, file: &File<'_>) -> Whose {
    let mut answer = Whose::Nobody;
    for reference in SUBJECT_FIELDS.iter().flat_map(|field| list(resource, field)) {
        match one(reference, resource, patient, file) {
            Whose::Ours => return Whose::Ours,
            Whose::Another => answer = Whose::Another,
            other if answer == Whose::Nobody => answer = other,
            _ => {}
        }
    }
    answer
}

fn one(reference: &Value, holder: &Value, patient: &Value, file: &File<'_>) -> Whose {
    let Some(target) = text(reference, "reference") else {
        return by_number(reference.get("identifier"), patient);
    };
    if target.starts_with('#') {
        return if list(holder, "contained").any(|inner| {
            text(inner, "resourceType") == Some("Patient") && text(inner, "id") == target.strip_prefix('#')
        }) {
            Whose::Another
        } else {
            Whose::Unclear
        };
    }
    match file.find(target) {
        Some(index) if index == file.patient => Whose::Ours,
        Some(_) => Whose::Unclear,
        None if target.contains("Patient/") || target.starts_with("urn:") => Whose::Another,
        None => Whose::Unclear,
    }
}

/// A reference that gives a number instead of an address. The same number of the same giver is the patient;
/// another number of the same giver is another patient.
fn by_number(identifier: Option<&Value>, patient: &Value) -> Whose {
    let Some(identifier) = identifier else { return Whose::Unclear };
    let (Some(system), Some(value)) = (text(identifier, "system"), text(identifier, "value")) else {
        return Whose::Unclear;
    };
    let mut answer = Whose::Unclear;
    for known in list(patient, "identifier").filter(|known| text(known, "system") == Some(system)) {
        if text(known, "value") == Some(value) {
            return Whose::Ours;
        }
        answer = Whose::Another;
    }
    answer
}
