//! FHIR R4 Observation with a value or components that is no vital sign: a result.

use crate::fhir::Read;
use crate::fhir::file::File;
use crate::fhir::json::{coded, concept, note};
use crate::fhir::parts::{
    Unfit, concept_at, join, list, notes, number, quantity_words, range_words, text, words_of,
};
use crate::fhir::write::Frame;
use crate::sections::vitals::taken_at;
use chart::coding::system::UCUM;
use chart::sections::results::{Found, ResultReport, ResultValue};
use chart::{Concept, Quantity, Statement};
use serde_json::{Value, json};

const INTERPRETATIONS: &str = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";

/// FHIR R4 ObservationStatus.
const STATUSES: [&str; 8] = [
    "registered",
    "preliminary",
    "final",
    "amended",
    "corrected",
    "cancelled",
    "entered-in-error",
    "unknown",
];

/// The values of an Observation, its own first, then its components'.
pub(crate) fn read(resource: &Value, file: &File<'_>) -> Result<Read, Unfit> {
    let name = concept_at(resource, "code").ok_or(Unfit::SUBJECT)?;
    let status = text(resource, "status").unwrap_or("unknown");
    if status == "cancelled" {
        return Err(Unfit("cancelled"));
    }
    let mut values: Vec<ResultValue> = value(resource, &name).into_iter().collect();
    for component in list(resource, "component") {
        let test = concept_at(component, "code").ok_or(Unfit::SUBJECT)?;
        values.extend(value(component, &test));
    }
    if values.is_empty() {
        return Err(Unfit::NO_VALUE);
    }
    let performers = list(resource, "performer").filter_map(|who| file.label(who, resource));
    Ok(Read {
        effective_at: taken_at(resource)?,
        statement: Statement::Results(ResultReport {
            name: name.text,
            status: status.to_owned(),
            performer: join(performers.map(|who| who.text), ", "),
            values,
            comment: notes(resource),
            review: None,
        }),
    })
}

fn value(holder: &Value, test: &Concept) -> Option<ResultValue> {
    let interpretation = list(holder, "interpretation").find_map(|flag| {
        list(flag, "coding").find_map(|coding| text(coding, "code")).or_else(|| text(flag, "text"))
    });
    let ranges = list(holder, "referenceRange")
        .filter_map(|range| text(range, "text").map(str::to_owned).or_else(|| range_words(range)));
    Some(ResultValue {
        test: test.clone(),
        found: found(holder)?,
        range: join(ranges, "; "),
        interpretation: interpretation.map(str::to_owned),
        relevant: None,
    })
}

/// The `value[x]`: a plain number with its unit stays one, everything else becomes words.
fn found(holder: &Value) -> Option<Found> {
    if let Some(quantity) = holder.get("valueQuantity") {
        let value = quantity.get("value").and_then(Value::as_f64);
        return match value.filter(|_| text(quantity, "comparator").is_none()) {
            Some(value) => Some(Found::Quantity(Quantity { value, unit: unit(quantity).to_owned() })),
            None => quantity_words(quantity).map(Found::Text),
        };
    }
    if let Some(value) = holder.get("valueInteger").and_then(Value::as_f64) {
        return Some(Found::Quantity(Quantity { value, unit: "1".to_owned() }));
    }
    let truth = holder.get("valueBoolean").and_then(Value::as_bool);
    let words = words_of(holder, "valueCodeableConcept")
        .or_else(|| text(holder, "valueString").map(str::to_owned))
        .or_else(|| truth.map(|yes| if yes { "yes" } else { "no" }.to_owned()))
        .or_else(|| holder.get("valueRange").and_then(range_words))
        .or_else(|| holder.get("valueRatio").and_then(ratio_words))
        .or_else(|| text(holder, "valueDateTime").map(str::to_owned))
        .or_else(|| text(holder, "valueTime").map(str::to_owned))
        .or_else(|| {
            let period = holder.get("valuePeriod")?;
            let ends = ["start", "end"].iter().filter_map(|end| text(period, end)).map(str::to_owned);
            join(ends, " – ")
        })?;
    Some(Found::Text(words))
}

/// `1:128`, as titres are written.
fn ratio_words(ratio: &Value) -> Option<String> {
    let part = |key: &str| ratio.get(key).and_then(|part| part.get("value")).and_then(Value::as_f64);
    Some(format!("{}:{}", number(part("numerator")?), number(part("denominator")?)))
}

fn unit(quantity: &Value) -> &str {
    text(quantity, "code")
        .filter(|_| text(quantity, "system") == Some(UCUM))
        .or_else(|| text(quantity, "unit"))
        .or_else(|| text(quantity, "code"))
        .unwrap_or("1")
}

/// The report as an Observation: with its value when there is one and it bears the report's name, else with
/// components.
pub(crate) fn write(report: &ResultReport, frame: &Frame) -> Value {
    let status = if frame.in_error {
        "entered-in-error"
    } else {
        STATUSES.into_iter().find(|status| *status == report.status).unwrap_or("unknown")
    };
    let mut observation = match report.values.as_slice() {
        [only] if only.test.text == report.name => part(only),
        values => json!({
            "code": { "text": report.name },
            "component": values.iter().map(part).collect::<Vec<_>>(),
        }),
    };
    observation["status"] = json!(status);
    observation["category"] =
        json!([coded("http://terminology.hl7.org/CodeSystem/observation-category", &json!("laboratory"))]);
    observation["subject"] = frame.subject.clone();
    observation["encounter"] = json!(frame.encounter);
    observation["effectiveDateTime"] = json!(frame.effective_at.to_rfc3339());
    observation["performer"] = match &report.performer {
        Some(performer) => json!([{ "display": performer }]),
        None => Value::Null,
    };
    observation["note"] = json!(note(report.comment.as_deref()));
    frame.resource("Observation", observation)
}

fn part(value: &ResultValue) -> Value {
    let (quantity, words) = match &value.found {
        Found::Quantity(quantity) => (Some(json!({ "value": quantity.value, "unit": quantity.unit })), None),
        Found::Text(words) => (None, Some(words)),
    };
    json!({
        "code": concept(&value.test),
        "valueQuantity": quantity,
        "valueString": words,
        "interpretation": value.interpretation.as_ref().map(|flag| vec![coded(INTERPRETATIONS, &json!(flag))]),
        "referenceRange": value.range.as_ref().map(|range| vec![json!({ "text": range })]),
    })
}
