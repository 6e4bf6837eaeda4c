//! FHIR R4 MedicationStatement, and MedicationRequest from elsewhere: a medicine that somebody ordered is one
//! the patient takes, as far as anyone here knows. What was ordered here is in `prescriptions`.

use crate::fhir::file::File;
use crate::fhir::json::{concept_named, dated, note};
use crate::fhir::parts::{Unfit, concept_at, date_at, first_moment, join, list, notes, text, words_of};
use crate::fhir::write::Frame;
use crate::fhir::{Read, dosage, extensions};
use chart::sections::medications::{Medication, MedicationOrigin, MedicationStatus as Status};
use chart::{Concept, Statement};
use serde_json::{Value, json};

/// A medicine the patient is said to take.
pub(crate) fn read_statement(resource: &Value, file: &File<'_>) -> Result<Read, Unfit> {
    let mut remarks = Vec::new();
    let status = match text(resource, "status") {
        Some("active") => Status::Active,
        Some("completed") => Status::Completed,
        Some("intended") => Status::Intended,
        Some("stopped") => Status::Stopped,
        Some("on-hold") => Status::OnHold,
        Some("not-taken") => Status::NotTaken,
        other => unknown(other, &mut remarks),
    };
    remarks.extend(words_of(resource, "statusReason").map(|words| format!("Status because of {words}")));
    remarks.extend(notes(resource));
    let period = resource.get("effectivePeriod").unwrap_or(&Value::Null);
    let started = match date_at(resource, "effectiveDateTime")? {
        Some(date) => Some(date),
        None => date_at(period, "start")?,
    };
    let medication = Medication {
        instructions: dosage::instructions(resource, "dosage"),
        status,
        reason: reason(resource, file),
        started,
        ended: date_at(period, "end")?,
        long_term: extensions::says_yes(resource, "long-term"),
        origin: extensions::words_of(resource, "medicine-origin").and_then(origin),
        adherence: extensions::words_of(resource, "adherence").map(str::to_owned),
        comment: join(remarks, "\n"),
        ..medicine(resource, file)?
    };
    let effective_at =
        first_moment(resource, &["dateAsserted", "effectiveDateTime", "effectivePeriod.start"])?;
    Ok(Read { statement: Statement::Medications(medication), effective_at })
}

/// A medicine somebody ordered elsewhere.
pub(crate) fn read_request(resource: &Value, file: &File<'_>) -> Result<Read, Unfit> {
    if resource.get("doNotPerform") == Some(&Value::Bool(true)) {
        return Err(Unfit("says that it must not be given"));
    }
    let mut remarks = Vec::new();
    let status = match (text(resource, "intent"), text(resource, "status")) {
        (Some("option"), _) => return Err(Unfit("is one of several options, not an order")),
        (_, Some("completed")) => Status::Completed,
        (_, Some("stopped")) => Status::Stopped,
        // R4: cancelled is before anything of it was given.
        (_, Some("cancelled")) => Status::NotTaken,
        (_, Some("draft")) | (Some("proposal" | "plan"), _) => Status::Intended,
        (_, Some("active")) => Status::Active,
        (_, Some("on-hold")) => Status::OnHold,
        (_, other) => unknown(other, &mut remarks),
    };
    remarks.extend(words_of(resource, "statusReason").map(|words| format!("Status because of {words}")));
    let requester = resource.get("requester").and_then(|who| file.label(who, resource));
    remarks.extend(requester.map(|who| format!("Ordered by {}", who.text)));
    remarks.extend(notes(resource));
    let course = list(resource, "courseOfTherapyType").flat_map(|course| list(course, "coding"));
    let medication = Medication {
        instructions: dosage::instructions(resource, "dosageInstruction"),
        status,
        reason: reason(resource, file),
        started: date_at(resource, "authoredOn")?,
        long_term: course.into_iter().any(|coding| text(coding, "code") == Some("continuous")),
        comment: join(remarks, "\n"),
        ..medicine(resource, file)?
    };
    let effective_at = first_moment(resource, &["authoredOn"])?;
    Ok(Read { statement: Statement::Medications(medication), effective_at })
}

/// The word of ours for where a medicine comes from. A word of a newer program says nothing to this one.
fn origin(word: &str) -> Option<MedicationOrigin> {
    ORIGINS.iter().find(|(_, said)| *said == word).map(|(origin, _)| *origin)
}

const ORIGINS: &[(MedicationOrigin, &str)] = &[
    (MedicationOrigin::PrescribedElsewhere, "prescribed-elsewhere"),
    (MedicationOrigin::OverTheCounter, "over-the-counter"),
    (MedicationOrigin::Herbal, "herbal"),
];

/// A status nobody can read may mean that it is taken: unknown counts as current.
fn unknown(word: Option<&str>, remarks: &mut Vec<String>) -> Status {
    remarks.extend(word.filter(|word| *word != "unknown").map(|word| format!("Status as received: {word}")));
    Status::Unknown
}

fn reason(resource: &Value, file: &File<'_>) -> Option<String> {
    words_of(resource, "reasonCode").or_else(|| {
        let mut problems: Vec<String> = list(resource, "reasonReference")
            .filter_map(|problem| file.label(problem, resource))
            .map(|problem| problem.text)
            .collect();
        // One illness had twice is one reason.
        problems.dedup();
        join(problems, "; ")
    })
}

/// What it is: told in place, or by a Medication in the file or inside the resource.
fn medicine(resource: &Value, file: &File<'_>) -> Result<Medication, Unfit> {
    let drug = concept_at(resource, "medicationCodeableConcept")
        .or_else(|| resource.get("medicationReference").and_then(|drug| file.label(drug, resource)))
        .ok_or(Unfit::SUBJECT)?;
    let part = |name: &str| extensions::words_of(resource, name).map(str::to_owned);
    let plain = Medication { status: Status::Unknown, ..Medication::named(drug) };
    let Some(name) = part("medicine-name") else { return Ok(plain) };
    // Our own parts hold only while they still add up to the words beside them.
    let parts = Medication {
        drug: Concept { text: name, codings: plain.drug.codings.clone() },
        strength: part("medicine-strength"),
        form: part("medicine-form"),
        ..plain.clone()
    };
    Ok(if parts.name() == plain.drug.text { parts } else { plain })
}

/// The extensions that keep the parts of a medicine's name apart; none for a name without parts.
pub(crate) fn parts_of_name(drug: &Concept, strength: Option<&str>, form: Option<&str>) -> Vec<Value> {
    if strength.is_none() && form.is_none() {
        return Vec::new();
    }
    let strength = strength.map(|words| extensions::words("medicine-strength", words));
    let form = form.map(|words| extensions::words("medicine-form", words));
    let name = extensions::words("medicine-name", &drug.text);
    std::iter::once(name).chain(strength).chain(form).collect()
}

/// The medicine as a MedicationStatement. `orders` are the prescription's items it comes from.
pub(crate) fn write(medication: &Medication, orders: &[Value], frame: &Frame) -> Value {
    let mut extension =
        parts_of_name(&medication.drug, medication.strength.as_deref(), medication.form.as_deref());
    extension.extend(medication.long_term.then(|| extensions::yes("long-term")));
    let origin = ORIGINS.iter().find(|(origin, _)| Some(*origin) == medication.origin);
    extension.extend(origin.map(|(_, word)| extensions::words("medicine-origin", word)));
    extension.extend(medication.adherence.as_deref().map(|words| extensions::words("adherence", words)));
    frame.resource(
        "MedicationStatement",
        json!({
            "extension": extension,
            "basedOn": orders,
            "status": if frame.in_error { json!("entered-in-error") } else { json!(medication.status) },
            "medicationCodeableConcept": concept_named(&medication.drug, &medication.name()),
            "subject": frame.subject,
            "context": frame.encounter,
            "effectivePeriod": { "start": dated(medication.started), "end": dated(medication.ended) },
            "dateAsserted": frame.effective_at.to_rfc3339(),
            "informationSource": frame.author,
            "reasonCode": medication.reason.iter().map(|reason| json!({ "text": reason })).collect::<Vec<_>>(),
            "note": note(medication.comment.as_deref()),
            "dosage": [{ "text": medication.instructions }],
        }),
    )
}
