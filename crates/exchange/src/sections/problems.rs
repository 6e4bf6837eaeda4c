//! FHIR R4 Condition.

use crate::fhir::Read;
use crate::fhir::file::File;
use crate::fhir::json::{coded, concept, dated, note};
use crate::fhir::parts::{
    Unfit, concept_at, date_at, first_moment, join, notes, quantity_words, range_words, status, text,
    words_of,
};
use crate::fhir::write::Frame;
use crate::sections::allergies::says_that_nothing_is_known;
use chart::Statement;
use chart::dates::PartialDate;
use chart::sections::problems::{
    Laterality, Problem, ProblemClinicalStatus as Clinical, ProblemVerification as Verification,
};
use serde_json::{Value, json};

const CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const VERIFICATION: &str = "http://terminology.hl7.org/CodeSystem/condition-ver-status";

/// A problem. A status that is not said, or said in words R4 does not have, is read as the more careful one:
/// active until it is said to be over, and not more certain than the sender says.
pub(crate) fn read(resource: &Value, _: &File<'_>) -> Result<Read, Unfit> {
    let condition = concept_at(resource, "code").ok_or(Unfit::SUBJECT)?;
    if says_that_nothing_is_known(&condition) {
        return Err(Unfit("says that something is not there"));
    }
    let (onset, onset_words) = when(resource, "onset")?;
    let (abatement, abatement_words) = when(resource, "abatement")?;
    let over = abatement.is_some() || abatement_words.is_some();
    let mut remarks = Vec::new();
    let clinical_status = match status(resource, "clinicalStatus") {
        Some("active") => Clinical::Active,
        Some("recurrence") => Clinical::Recurrence,
        Some("relapse") => Clinical::Relapse,
        Some("inactive") => Clinical::Inactive,
        Some("remission") => Clinical::Remission,
        Some("resolved") => Clinical::Resolved,
        other => {
            remarks.extend(other.map(|word| format!("Status as received: {word}")));
            if over { Clinical::Resolved } else { Clinical::Active }
        }
    };
    let verification_status = match status(resource, "verificationStatus") {
        Some("confirmed") => Verification::Confirmed,
        Some("provisional") => Verification::Provisional,
        Some("differential") => Verification::Differential,
        Some("refuted") => Verification::Refuted,
        Some("unconfirmed") | None => Verification::Unconfirmed,
        Some(word) => {
            remarks.push(format!("Certainty as received: {word}"));
            Verification::Unconfirmed
        }
    };
    let site = words_of(resource, "bodySite");
    let laterality = match site.as_deref() {
        Some("left") => Some(Laterality::Left),
        Some("right") => Some(Laterality::Right),
        Some("bilateral") => Some(Laterality::Bilateral),
        _ => None,
    };
    remarks.extend(site.filter(|_| laterality.is_none()).map(|words| format!("Site: {words}")));
    remarks.extend(words_of(resource, "severity").map(|words| format!("Severity: {words}")));
    remarks.extend(onset_words.map(|words| format!("Onset: {words}")));
    remarks.extend(abatement_words.map(|words| format!("Ended: {words}")));
    remarks.extend(notes(resource));
    Ok(Read {
        effective_at: first_moment(
            resource,
            &["recordedDate", "onsetDateTime", "onsetPeriod.start", "assertedDate"],
        )?,
        statement: Statement::Problems(Problem {
            condition,
            clinical_status,
            verification_status,
            onset,
            abatement,
            laterality,
            comment: join(remarks, "\n"),
        }),
    })
}

/// `onset[x]` or `abatement[x]`: a date where there is one, else in words.
fn when(resource: &Value, what: &str) -> Result<(Option<PartialDate>, Option<String>), Unfit> {
    let part = |kind: &str| resource.get(format!("{what}{kind}"));
    if let Some(date) = date_at(resource, &format!("{what}DateTime"))? {
        return Ok((Some(date), None));
    }
    if let Some(period) = part("Period") {
        let edge = if what == "onset" { "start" } else { "end" };
        return Ok((date_at(period, edge)?, None));
    }
    let words = part("Age")
        .and_then(quantity_words)
        .map(|age| format!("age {age}"))
        .or_else(|| part("Range").and_then(range_words))
        .or_else(|| text(resource, &format!("{what}String")).map(str::to_owned));
    let said = part("Boolean") == Some(&Value::Bool(true));
    Ok((None, words.or_else(|| said.then(|| "date not known".to_owned()))))
}

/// The problem as a Condition.
pub(crate) fn write(problem: &Problem, frame: &Frame) -> Value {
    let verification =
        if frame.in_error { json!("entered-in-error") } else { json!(problem.verification_status) };
    frame.resource(
        "Condition",
        json!({
            // R4 forbids a clinical status beside entered-in-error (con-5).
            "clinicalStatus": (!frame.in_error).then(|| coded(CLINICAL, &json!(problem.clinical_status))),
            "verificationStatus": coded(VERIFICATION, &verification),
            "category": [coded(
                "http://terminology.hl7.org/CodeSystem/condition-category",
                &json!("problem-list-item"),
            )],
            "code": concept(&problem.condition),
            "bodySite": problem.laterality.map(|side| vec![json!({ "text": side })]),
            "subject": frame.subject,
            "encounter": frame.encounter,
            "onsetDateTime": dated(problem.onset),
            "abatementDateTime": dated(problem.abatement),
            "recordedDate": frame.effective_at.to_rfc3339(),
            "recorder": frame.author,
            "note": note(problem.comment.as_deref()),
        }),
    )
}
