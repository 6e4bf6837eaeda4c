//! Signed notes and addenda as FHIR R4 DocumentReference with the text inside.
//!
//! There is no reader: a note is signed by its author. A document from elsewhere is kept as received.

use crate::fhir::write::{Frame, Refer};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chart::coding::system::LOINC;
use chart::sections::notes::{Note, NoteStatement};
use serde_json::{Value, json};

/// The note as a DocumentReference. LOINC 11506-3 is "Progress note".
pub(crate) fn write(statement: &NoteStatement, frame: &Frame, refer: &impl Refer) -> Value {
    let (title, words, appends) = match statement {
        NoteStatement::Signed(note) => ("Visit note", words(note), None),
        NoteStatement::Addendum(addendum) => {
            ("Addendum", addendum.text.clone(), refer.record("DocumentReference", addendum.note))
        }
        NoteStatement::CoSigned(signature) => {
            let words = format!("Signed as well. {}", signature.remark);
            ("Co-signature", words.trim().to_owned(), refer.record("DocumentReference", signature.note))
        }
    };
    frame.resource(
        "DocumentReference",
        json!({
            "status": if frame.in_error { "entered-in-error" } else { "current" },
            "docStatus": if frame.in_error { "entered-in-error" } else { "final" },
            "type": {
                "coding": [{ "system": LOINC, "code": "11506-3", "display": "Progress note" }],
                "text": title,
            },
            "subject": frame.subject,
            "date": frame.effective_at.to_rfc3339(),
            "author": frame.author.iter().collect::<Vec<_>>(),
            "relatesTo": appends.map(|note| vec![json!({ "code": "appends", "target": note })]),
            "content": [{ "attachment": {
                "contentType": "text/plain; charset=utf-8",
                "data": STANDARD.encode(words),
                "title": title,
            } }],
            "context": { "encounter": frame.encounter.iter().collect::<Vec<_>>() },
        }),
    )
}

/// The parts that were filled in, each under its heading.
fn words(note: &Note) -> String {
    [
        ("Reason for visit", &note.reason),
        ("Subjective", &note.subjective),
        ("Objective", &note.objective),
        ("Assessment and plan", &note.assessment_plan),
        ("Come back at once", &note.safety_net),
        ("Follow-up", &note.follow_up),
    ]
    .into_iter()
    .filter(|(_, words)| !words.trim().is_empty())
    .map(|(heading, words)| format!("{heading}\n{}\n", words.trim_end()))
    .collect::<Vec<_>>()
    .join("\n")
}
