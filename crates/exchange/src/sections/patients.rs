//! FHIR R4 Patient.

use crate::fhir::extensions;
use crate::fhir::parts::{concept, date_at, list, person, text};
use crate::fhir::write::{Frame, dated};
use chart::coding::Identifier;
use chart::sections::patients::{Address, Deceased, HumanName, Patient, Sex};
use serde_json::{Value, json};

/// The practice's own chart numbers, as an identifier system.
const CHART_NUMBERS: &str = "https://paperchart.invalid/chart-number";

/// Who the patient is. Whatever cannot be read is left open: a person completes a registration, and the
/// resource as received stays beside it.
pub(crate) fn read(resource: &Value) -> Patient {
    let (former, current): (Vec<&Value>, Vec<&Value>) =
        list(resource, "name").partition(|name| matches!(text(name, "use"), Some("old" | "maiden")));
    let chosen = ["official", "usual"]
        .iter()
        .find_map(|word| current.iter().find(|name| text(name, "use") == Some(word)))
        .or(current.first())
        .copied();
    let name = chosen.or(former.first().copied()).and_then(human_name);
    let former_names =
        if chosen.is_some() { former.into_iter().filter_map(human_name).collect() } else { vec![] };
    Patient {
        chart_number: String::new(),
        name: name.unwrap_or_else(|| HumanName {
            family: String::new(),
            given: "Unnamed".to_owned(),
            prefix: None,
        }),
        former_names,
        sex: match text(resource, "gender") {
            Some("female") => Sex::Female,
            Some("male") => Sex::Male,
            Some("other") => Sex::Other,
            _ => Sex::Unknown,
        },
        birth_date: date_at(resource, "birthDate").unwrap_or_default(),
        birth_date_estimated: extensions::says_yes(resource, "birth-date-estimated"),
        phones: telecom(resource, &["phone", "sms"]),
        email: telecom(resource, &["email"]).into_iter().next(),
        address: address(resource),
        identifiers: list(resource, "identifier").filter_map(identifier).collect(),
        language: language(resource),
        insurance: extensions::words_of(resource, "insurance").map(str::to_owned),
        deceased: deceased(resource),
        restriction: None,
        ..Patient::default()
    }
}

fn human_name(name: &Value) -> Option<HumanName> {
    let words = |key: &str| {
        list(name, key).filter_map(Value::as_str).filter(|word| !word.trim().is_empty()).collect::<Vec<_>>()
    };
    let (family, given, prefix) =
        (words("family").join(" "), words("given").join(" "), words("prefix").join(" "));
    if family.is_empty() && given.is_empty() {
        return person(name).map(|given| HumanName { family, given, prefix: None });
    }
    Some(HumanName { family, given, prefix: Some(prefix).filter(|prefix| !prefix.is_empty()) })
}

/// What is not old, by rank; without ranks in the order sent.
fn telecom(resource: &Value, systems: &[&str]) -> Vec<String> {
    let mut found: Vec<(u64, &str)> = list(resource, "telecom")
        .filter(|contact| text(contact, "use") != Some("old"))
        .filter(|contact| text(contact, "system").is_some_and(|system| systems.contains(&system)))
        .filter_map(|contact| {
            Some((contact.get("rank").and_then(Value::as_u64).unwrap_or(u64::MAX), text(contact, "value")?))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, value)| value.to_owned()).collect()
}

fn address(resource: &Value) -> Option<Address> {
    let current = || list(resource, "address").filter(|address| text(address, "use") != Some("old"));
    let found =
        current().find(|address| text(address, "use") == Some("home")).or_else(|| current().next())?;
    let part = |key: &str| text(found, key).unwrap_or_default().to_owned();
    let lines: Vec<&str> = list(found, "line").filter_map(Value::as_str).collect();
    let read = Address {
        line: lines.join(", "),
        city: part("city"),
        region: part("state"),
        postal_code: part("postalCode"),
        country: part("country"),
    };
    if read != Address::default() {
        return Some(read);
    }
    text(found, "text").map(|line| Address { line: line.to_owned(), ..Address::default() })
}

fn identifier(identifier: &Value) -> Option<Identifier> {
    if text(identifier, "use") == Some("old") {
        return None;
    }
    let system = text(identifier, "system").map(str::to_owned).or_else(|| {
        identifier.get("type").and_then(concept).map(|kind| kind.text).or_else(|| {
            identifier.get("assigner").and_then(|giver| text(giver, "display")).map(str::to_owned)
        })
    });
    Some(Identifier { system: system.unwrap_or_default(), value: text(identifier, "value")?.to_owned() })
}

fn language(resource: &Value) -> Option<String> {
    let preferred = list(resource, "communication")
        .find(|spoken| spoken.get("preferred") == Some(&Value::Bool(true)))
        .or_else(|| list(resource, "communication").next())?;
    let spoken = concept(preferred.get("language")?)?;
    Some(spoken.codings.first().map_or(spoken.text, |coding| coding.code.clone()))
}

fn deceased(resource: &Value) -> Option<Deceased> {
    match (resource.get("deceasedBoolean"), resource.get("deceasedDateTime")) {
        // A date of death that cannot be read is still a death.
        (_, Some(_)) => Some(Deceased { on: date_at(resource, "deceasedDateTime").unwrap_or_default() }),
        (Some(Value::Bool(true)), None) => Some(Deceased { on: None }),
        _ => None,
    }
}

/// The registration as a Patient.
pub(crate) fn write(patient: &Patient, frame: &Frame) -> Value {
    let mut identifiers = vec![json!({
        "use": "usual",
        "type": { "coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"
        }] },
        "system": CHART_NUMBERS,
        "value": patient.chart_number,
    })];
    if patient.chart_number.is_empty() {
        identifiers.clear();
    }
    identifiers.extend(patient.identifiers.iter().map(|known| match known.system.contains(':') {
        true => json!({ "system": known.system, "value": known.value }),
        false => json!({ "type": { "text": known.system }, "value": known.value }),
    }));
    let phones = patient
        .phones
        .iter()
        .zip(1_u32..)
        .map(|(phone, rank)| json!({ "system": "phone", "value": phone, "rank": rank }));
    let email = patient.email.iter().map(|email| json!({ "system": "email", "value": email }));
    let estimated = patient.birth_date_estimated.then(|| extensions::yes("birth-date-estimated"));
    let insurance = patient.insurance.as_deref().map(|words| extensions::words("insurance", words));
    let names = std::iter::once(name(&patient.name, "official"))
        .chain(patient.former_names.iter().map(|former| name(former, "old")));
    frame.resource(
        "Patient",
        json!({
            "extension": estimated.into_iter().chain(insurance).collect::<Vec<_>>(),
            "identifier": identifiers,
            "active": !frame.in_error,
            "name": names.collect::<Vec<_>>(),
            "telecom": phones.chain(email).collect::<Vec<_>>(),
            "gender": patient.sex,
            "birthDate": patient.birth_date,
            "deceasedBoolean": patient.deceased.as_ref().filter(|died| died.on.is_none()).map(|_| true),
            "deceasedDateTime": dated(patient.deceased.as_ref().and_then(|died| died.on)),
            "address": patient.address.as_ref().map(|address| vec![json!({
                "use": "home",
                "line": [address.line],
                "city": address.city,
                "state": address.region,
                "postalCode": address.postal_code,
                "country": address.country,
            })]),
            "communication": patient.language.as_ref().map(|language| vec![json!({
                "language": { "coding": [{ "system": "urn:ietf:bcp:47", "code": language }] }
            })]),
        }),
    )
}

fn name(name: &HumanName, used: &str) -> Value {
    json!({
        "use": used,
        "family": name.family,
        "given": name.given.split_whitespace().collect::<Vec<_>>(),
        "prefix": name.prefix.iter().collect::<Vec<_>>(),
    })
}
