//! What was ordered here, as FHIR R4 MedicationRequests under one group number.
//!
//! There is no reader: a prescription is signed by its author, and nobody can sign for somebody elsewhere.
//! An order from elsewhere comes in as a medicine, see `medications`.

use crate::fhir::json::{coded, concept_named};
use crate::fhir::write::Frame;
use crate::sections::medications::parts_of_name;
use chart::sections::prescriptions::{Prescription, PrescriptionItem};
use serde_json::{Value, json};

/// The practice's own prescription numbers, as an identifier system.
const NUMBERS: &str = "https://paperchart.invalid/prescription-number";

/// One drug of the prescription as a MedicationRequest. The frame's id is that of the item.
pub(crate) fn write(prescription: &Prescription, item: &PrescriptionItem, frame: &Frame) -> Value {
    let long_term = item.long_term.then(|| {
        coded(
            "http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy",
            &json!("continuous"),
        )
    });
    frame.resource(
        "MedicationRequest",
        json!({
            "extension": parts_of_name(&item.drug, item.strength.as_deref(), item.form.as_deref()),
            "status": if frame.in_error { json!("entered-in-error") } else { json!(prescription.status) },
            "intent": "order",
            "medicationCodeableConcept": concept_named(&item.drug, &item.name()),
            "subject": frame.subject,
            "encounter": frame.encounter,
            "authoredOn": frame.effective_at.to_rfc3339(),
            "requester": frame.author,
            "reasonCode": item.reason.iter().map(|reason| json!({ "text": reason })).collect::<Vec<_>>(),
            "groupIdentifier": { "system": NUMBERS, "value": prescription.number },
            "courseOfTherapyType": long_term,
            "dosageInstruction": [{ "text": item.instructions }],
            "dispenseRequest": {
                "numberOfRepeatsAllowed": item.refills,
                "quantity": item.quantity.as_ref().map(|quantity| json!({
                    "value": quantity.value,
                    "unit": quantity.unit,
                })),
            },
            "substitution": { "allowedBoolean": item.substitution },
        }),
    )
}
