//! FHIR R4 vital signs. One Observation is one set; a blood pressure with its two components is one set too.

use crate::fhir::Read;
use crate::fhir::json::{coded, note};
use crate::fhir::parts::{
    Unfit, concept_at, first_moment, join, list, moment_at, notes, number, quantity_words, text,
};
use crate::fhir::write::Frame;
use chart::coding::system::{LOINC, UCUM};
use chart::sections::vitals::convert::{Unit, convert};
use chart::sections::vitals::{Measurement, VitalCode as Code, VitalsSet};
use chart::{Quantity, Statement};
use serde_json::{Value, json};

const CATEGORIES: &str = "http://terminology.hl7.org/CodeSystem/observation-category";

/// Blood pressure panels: the one of the FHIR R4 vital signs profile, and the one it replaced.
const BLOOD_PRESSURE: [&str; 2] = ["85354-9", "55284-4"];

/// LOINC codes that measure the same thing in a more particular way; the way is kept as a remark.
/// Source: LOINC 2.80; 59408-5 is also in the US Core pulse oximetry profile.
const PARTICULAR: [(&str, Code); 5] = [
    ("8331-1", Code::Temperature),
    ("59408-5", Code::OxygenSaturation),
    ("3141-9", Code::Weight),
    ("8308-9", Code::Height),
    ("8287-5", Code::HeadCircumference),
];

/// The units vitals are sent in; each is known by its UCUM code.
const UNITS: [Unit; 14] = [
    Unit::MillimetreMercury,
    Unit::PerMinute,
    Unit::Percent,
    Unit::Celsius,
    Unit::Fahrenheit,
    Unit::Kilogram,
    Unit::Gram,
    Unit::Pound,
    Unit::Centimetre,
    Unit::Metre,
    Unit::Inch,
    Unit::Score,
    Unit::MilligramPerDecilitre,
    Unit::MillimolePerLitre,
];

/// What one Observation or component measures.
enum Meaning {
    Measured(Measurement),
    Remark(String),
}

/// A set of vitals; none when it is no vital sign we have a code and a unit for, and hence a result.
pub(crate) fn read(resource: &Value) -> Result<Option<Read>, Unfit> {
    let categories: Vec<&str> = list(resource, "category")
        .flat_map(|category| list(category, "coding"))
        .filter_map(|coding| text(coding, "code"))
        .collect();
    if !categories.is_empty() && !categories.contains(&"vital-signs") {
        return Ok(None);
    }
    let panel = loinc(resource).any(|code| BLOOD_PRESSURE.contains(&code));
    let holders: Vec<&Value> = if panel { list(resource, "component").collect() } else { vec![resource] };
    let mut measurements: Vec<Measurement> = Vec::new();
    let mut remarks = Vec::new();
    for holder in holders {
        match meaning(holder, !categories.is_empty()) {
            Some(Meaning::Measured(measured)) if measurements.iter().all(|m| m.code != measured.code) => {
                if let Some(particular) = particular_words(holder) {
                    remarks.push(particular);
                }
                measurements.push(measured);
            }
            Some(Meaning::Remark(words)) if panel => remarks.push(words),
            _ => return Ok(None),
        }
    }
    if measurements.is_empty() || (!panel && list(resource, "component").next().is_some()) {
        return Ok(None);
    }
    match text(resource, "status") {
        Some("final" | "amended" | "corrected") => {}
        Some("cancelled") => return Err(Unfit("cancelled")),
        other => remarks.push(format!("Status as received: {}", other.unwrap_or("none"))),
    }
    for (key, label) in [("bodySite", "Site"), ("method", "Method")] {
        remarks.extend(concept_at(resource, key).map(|words| format!("{label}: {}", words.text)));
    }
    remarks.extend(notes(resource));
    measurements.sort_by_key(|measurement| measurement.code);
    Ok(Some(Read {
        effective_at: taken_at(resource)?,
        statement: Statement::Vitals(VitalsSet { measurements, comment: join(remarks, "\n") }),
    }))
}

/// When an Observation was true.
pub(crate) fn taken_at(resource: &Value) -> Result<Option<chrono::DateTime<chrono::FixedOffset>>, Unfit> {
    if let Some(at) =
        first_moment(resource, &["effectiveDateTime", "effectiveInstant", "effectivePeriod.start"])?
    {
        return Ok(Some(at));
    }
    moment_at(resource, "issued")
}

fn loinc(holder: &Value) -> impl Iterator<Item = &str> {
    list(holder, "code")
        .flat_map(|code| list(code, "coding"))
        .filter(|coding| text(coding, "system") == Some(LOINC))
        .filter_map(|coding| text(coding, "code"))
}

fn code_of(holder: &Value, said_to_be_vital: bool) -> Option<Code> {
    let known = |loinc: &str| {
        Code::ALL
            .into_iter()
            .find(|code| code.loinc() == loinc)
            .or_else(|| PARTICULAR.iter().find(|(particular, _)| *particular == loinc).map(|(_, code)| *code))
    };
    // A glucose of which nobody says that it was measured at the bedside is the laboratory's.
    loinc(holder).find_map(known).filter(|code| said_to_be_vital || *code != Code::Glucose)
}

fn particular_words(holder: &Value) -> Option<String> {
    let is_particular =
        loinc(holder).any(|code| PARTICULAR.iter().any(|(particular, _)| *particular == code));
    is_particular.then(|| concept_at(holder, "code").map(|code| code.text)).flatten()
}

/// What a component says: a measurement, or something to remark beside it.
fn meaning(holder: &Value, said_to_be_vital: bool) -> Option<Meaning> {
    let quantity = holder.get("valueQuantity");
    let measured = code_of(holder, said_to_be_vital).zip(quantity).and_then(|(code, quantity)| {
        let value = quantity.get("value").and_then(Value::as_f64)?;
        if text(quantity, "comparator").is_some() {
            return None;
        }
        let unit = text(quantity, "code")
            .filter(|_| text(quantity, "system") == Some(UCUM))
            .or_else(|| text(quantity, "unit"))
            .or_else(|| text(quantity, "code"))
            .unwrap_or_default();
        let (value, as_typed) = in_canonical_unit(code, value, unit)?;
        Some(Measurement { code, value, as_typed })
    });
    if let Some(measured) = measured {
        return Some(Meaning::Measured(measured));
    }
    let name = concept_at(holder, "code")?.text;
    let found = quantity
        .and_then(quantity_words)
        .or_else(|| concept_at(holder, "valueCodeableConcept").map(|value| value.text))
        .or_else(|| text(holder, "valueString").map(str::to_owned))
        .or_else(|| {
            concept_at(holder, "dataAbsentReason").map(|reason| format!("no value, {}", reason.text))
        })?;
    Some(Meaning::Remark(format!("{name}: {found}")))
}

/// The value in the code's own unit, and what was sent when that was another one. None for a unit that this
/// code is not measured in.
fn in_canonical_unit(code: Code, value: f64, unit: &str) -> Option<(f64, Option<Quantity>)> {
    let unit = UNITS.into_iter().find(|known| known.ucum() == unit).or_else(|| unit_of_words(code, unit))?;
    let converted = convert(code, value, unit).filter(|converted| converted.is_finite())?;
    let as_sent = (unit != Unit::canonical(code)).then(|| Quantity { value, unit: unit.ucum().to_owned() });
    Some((converted, as_sent))
}

/// Units as senders write them who do not write UCUM, each only where it can mean nothing else.
fn unit_of_words(code: Code, words: &str) -> Option<Unit> {
    Some(match (code, words) {
        (Code::BpSystolic | Code::BpDiastolic, "mmHg" | "mm Hg" | "mm[Hg") => Unit::MillimetreMercury,
        (Code::HeartRate, "{beats}/min" | "{Beats}/min" | "beats/min" | "beats/minute" | "bpm" | "1/min") => {
            Unit::PerMinute
        }
        (
            Code::RespiratoryRate,
            "{breaths}/min" | "{Breaths}/min" | "breaths/min" | "breaths/minute" | "1/min",
        ) => Unit::PerMinute,
        (Code::Temperature, "C" | "°C" | "degC" | "Celsius") => Unit::Celsius,
        (Code::Temperature, "F" | "°F" | "degF" | "Fahrenheit") => Unit::Fahrenheit,
        (Code::OxygenSaturation, "percent" | "%{Oxygen}") => Unit::Percent,
        (Code::Weight, "Kg" | "kilogram" | "kilograms") => Unit::Kilogram,
        (Code::Weight, "lb" | "lbs" | "lb_av" | "pound" | "pounds") => Unit::Pound,
        (Code::Height | Code::HeadCircumference, "centimeter" | "centimetre") => Unit::Centimetre,
        (Code::Height | Code::HeadCircumference, "in" | "in_i" | "inch" | "inches") => Unit::Inch,
        (Code::Pain, "" | "1" | "score" | "/10" | "{0-10}") => Unit::Score,
        (Code::Glucose, "mg/dl") => Unit::MilligramPerDecilitre,
        _ => return None,
    })
}

/// The set as Observations: a blood pressure with its two halves, and every other measurement alone, as the
/// R4 vital signs profiles want them. `frame` gives the frame of the n-th of them.
pub(crate) fn write(set: &VitalsSet, frame: impl Fn(usize) -> Frame) -> Vec<Value> {
    let (pressure, others): (Vec<&Measurement>, Vec<&Measurement>) = set
        .measurements
        .iter()
        .partition(|measured| matches!(measured.code, Code::BpSystolic | Code::BpDiastolic));
    let mut content: Vec<Value> = Vec::new();
    if !pressure.is_empty() {
        content.push(json!({
            "code": {
                "coding": [{ "system": LOINC, "code": BLOOD_PRESSURE[0] }],
                "text": "Blood pressure",
            },
            "component": pressure.into_iter().map(|measured| json!({
                "code": code(measured.code),
                "valueQuantity": quantity(measured),
            })).collect::<Vec<_>>(),
        }));
    }
    content.extend(
        others
            .into_iter()
            .map(|measured| json!({ "code": code(measured.code), "valueQuantity": quantity(measured) })),
    );
    content
        .into_iter()
        .enumerate()
        .map(|(index, mut observation)| {
            let frame = frame(index);
            observation["status"] = json!(if frame.in_error { "entered-in-error" } else { "final" });
            observation["category"] = json!([coded(CATEGORIES, &json!("vital-signs"))]);
            observation["subject"] = frame.subject.clone();
            observation["encounter"] = json!(frame.encounter);
            observation["effectiveDateTime"] = json!(frame.effective_at.to_rfc3339());
            observation["performer"] = json!(frame.author.iter().collect::<Vec<_>>());
            observation["note"] = note(set.comment.as_deref());
            frame.resource("Observation", observation)
        })
        .collect()
}

fn code(code: Code) -> Value {
    json!({ "coding": [{ "system": LOINC, "code": code.loinc() }], "text": code.label() })
}

/// As typed where that gives back the same value, so that 98.6 °F stays 98.6 °F; else in the canonical unit.
fn quantity(measured: &Measurement) -> Value {
    let (value, unit) = measured
        .as_typed
        .as_ref()
        .filter(|typed| {
            in_canonical_unit(measured.code, typed.value, &typed.unit)
                .is_some_and(|(value, _)| number(value) == number(measured.value))
        })
        .map_or((measured.value, measured.code.unit()), |typed| (typed.value, typed.unit.as_str()));
    json!({ "value": value, "unit": unit, "system": UCUM, "code": unit })
}
