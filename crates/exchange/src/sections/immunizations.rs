//! FHIR R4 Immunization.

use crate::fhir::Read;
use crate::fhir::file::File;
use crate::fhir::json::{concept, dated, note};
use crate::fhir::parts::{
    Unfit, concept_at, date_at, first_moment, list, notes, quantity_words, text, words_of,
};
use crate::fhir::write::Frame;
use chart::Statement;
use chart::sections::immunizations::{Immunization, ImmunizationStatus as Status, NotDone};
use serde_json::{Value, json};

/// A vaccine given or not. One whose giver is not the source of the report counts as given elsewhere.
pub(crate) fn read(resource: &Value, _: &File<'_>) -> Result<Read, Unfit> {
    let status = match text(resource, "status") {
        Some("completed") => Status::Completed,
        Some("not-done") => Status::NotDone,
        _ => return Err(Unfit("does not say whether it was given")),
    };
    let series = list(resource, "protocolApplied").next().unwrap_or(&Value::Null);
    let immunization = Immunization {
        vaccine: concept_at(resource, "vaccineCode").ok_or(Unfit::SUBJECT)?,
        status,
        given: date_at(resource, "occurrenceDateTime")?,
        not_done: list(resource, "statusReason").find_map(not_done),
        not_done_reason: words_of(resource, "statusReason"),
        lot: text(resource, "lotNumber").map(str::to_owned),
        expires: date_at(resource, "expirationDate")?,
        site: words_of(resource, "site"),
        route: words_of(resource, "route"),
        dose: resource.get("doseQuantity").and_then(quantity_words),
        dose_number: series
            .get("doseNumberPositiveInt")
            .and_then(Value::as_u64)
            .map(|number| number.to_string())
            .or_else(|| text(series, "doseNumberString").map(str::to_owned)),
        manufacturer: resource
            .get("manufacturer")
            .and_then(|maker| text(maker, "display"))
            .map(str::to_owned),
        given_elsewhere: resource.get("primarySource") != Some(&Value::Bool(true)),
        comment: notes(resource),
    };
    let effective_at = first_moment(resource, &["occurrenceDateTime", "recorded"])?;
    Ok(Read { statement: Statement::Immunizations(immunization), effective_at })
}

/// The vaccine as an Immunization.
pub(crate) fn write(immunization: &Immunization, frame: &Frame) -> Value {
    let words = |words: &Option<String>| words.as_ref().map(|words| json!({ "text": words }));
    let (positive, other) =
        match immunization.dose_number.as_deref().map(|number| (number, number.parse::<u32>())) {
            Some((_, Ok(number))) if number > 0 => (Some(number), None),
            Some((words, _)) => (None, Some(words)),
            None => (None, None),
        };
    let has_number = immunization.dose_number.is_some();
    frame.resource(
        "Immunization",
        json!({
            "status": if frame.in_error { json!("entered-in-error") } else { json!(immunization.status) },
            "statusReason": reason(immunization),
            "vaccineCode": concept(&immunization.vaccine),
            "patient": frame.subject,
            "encounter": frame.encounter,
            "occurrenceDateTime": dated(immunization.given),
            "occurrenceString": immunization.given.is_none().then_some("date not known"),
            "recorded": frame.effective_at.to_rfc3339(),
            "primarySource": !immunization.given_elsewhere,
            "manufacturer": immunization.manufacturer.as_ref().map(|maker| json!({ "display": maker })),
            "lotNumber": immunization.lot,
            "expirationDate": dated(immunization.expires),
            "site": words(&immunization.site),
            "route": words(&immunization.route),
            "doseQuantity": immunization.dose.as_deref().and_then(dose),
            "performer": frame.author.as_ref().filter(|_| !immunization.given_elsewhere).map(|who| {
                vec![json!({ "actor": who })]
            }),
            "protocolApplied": has_number.then(|| vec![json!({
                "doseNumberPositiveInt": positive,
                "doseNumberString": other,
            })]),
            "note": note(immunization.comment.as_deref()),
        }),
    )
}

const REASONS: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

fn not_done(reason: &Value) -> Option<NotDone> {
    use NotDone::{Contraindicated, Immune, OutOfStock, Refused};
    list(reason, "coding").find_map(|coding| {
        let code = text(coding, "code")?;
        [Refused, Contraindicated, Immune, OutOfStock].into_iter().find(|known| known.code() == Some(code))
    })
}

fn reason(immunization: &Immunization) -> Option<Value> {
    let code = immunization.not_done.and_then(NotDone::code);
    let words = immunization.not_done_reason.as_deref().or(immunization.not_done.map(NotDone::label));
    (code.is_some() || words.is_some()).then(|| {
        json!({ "coding": code.map(|code| vec![json!({ "system": REASONS, "code": code })]), "text": words })
    })
}

/// `0.5 mL` as a quantity. Words that are no number with a unit cannot be one and go as the unit alone.
fn dose(words: &str) -> Option<Value> {
    let (number, unit) = words.trim().split_once(' ').unwrap_or((words.trim(), ""));
    match number.parse::<f64>() {
        Ok(value) if value.is_finite() => Some(json!({ "value": value, "unit": unit })),
        _ => Some(json!({ "unit": words })),
    }
}
