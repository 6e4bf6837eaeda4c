//! FHIR R4 Patient.

use crate::fhir::extensions;
use crate::fhir::json::dated;
use crate::fhir::parts::{concept, date_at, list, person, text};
use crate::fhir::write::Frame;
use chart::coding::Identifier;
use chart::fold::MergedChart;
use chart::sections::patients::{Address, ContactPerson, ContactRole, Deceased, HumanName, Patient, Sex};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The practice's own chart numbers, as an identifier system.
const CHART_NUMBERS: &str = "https://paperchart.invalid/chart-number";

/// HL7's own extension for it in R4.
const GENDER_IDENTITY: &str = "http://hl7.org/fhir/StructureDefinition/patient-genderIdentity";

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
        gender_identity: gender_identity(resource),
        pronouns: extensions::words_of(resource, "pronouns").map(str::to_owned),
        contacts: list(resource, "contact").filter_map(contact).collect(),
        policies: ours(resource, "policies"),
        flags: ours(resource, "flags"),
        sticky_note: extensions::words_of(resource, "sticky-note").map(str::to_owned),
        merged_into: None,
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

/// A list that R4's Patient has no element for, as JSON text in an extension of ours. What is not ours is nothing.
fn ours<T: DeserializeOwned>(resource: &Value, name: &str) -> Vec<T> {
    extensions::words_of(resource, name).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

fn gender_identity(resource: &Value) -> Option<String> {
    list(resource, "extension")
        .find(|extension| text(extension, "url") == Some(GENDER_IDENTITY))
        .and_then(|extension| concept(extension.get("valueCodeableConcept")?))
        .map(|said| said.text)
}

/// Somebody who belongs to the patient; a contact without a name is an organization's, and stays with the original.
fn contact(contact: &Value) -> Option<ContactPerson> {
    let name = contact.get("name").and_then(person)?;
    let codes = || {
        list(contact, "relationship")
            .flat_map(|kind| list(kind, "coding"))
            .filter_map(|code| text(code, "code"))
    };
    let coded = |code: &str| codes().any(|found| found == code);
    let role = match extensions::words_of(contact, "contact-role") {
        Some("guardian") => ContactRole::Guardian,
        Some("carer") => ContactRole::Carer,
        _ if coded("N") => ContactRole::NextOfKin,
        _ if coded("C") => ContactRole::Emergency,
        _ if coded("GUARD") => ContactRole::Guardian,
        _ => ContactRole::Other,
    };
    let relationship = list(contact, "relationship").find_map(|kind| text(kind, "text")).map(str::to_owned);
    Some(ContactPerson {
        role,
        name,
        relationship,
        phone: telecom(contact, &["phone", "sms"]).into_iter().next(),
        email: telecom(contact, &["email"]).into_iter().next(),
        comment: extensions::words_of(contact, "comment").map(str::to_owned),
    })
}

fn write_contact(contact: &ContactPerson) -> Value {
    let coding = match contact.role {
        ContactRole::NextOfKin => Some(("http://terminology.hl7.org/CodeSystem/v2-0131", "N")),
        ContactRole::Emergency => Some(("http://terminology.hl7.org/CodeSystem/v2-0131", "C")),
        ContactRole::Guardian => Some(("http://terminology.hl7.org/CodeSystem/v3-RoleCode", "GUARD")),
        ContactRole::Carer | ContactRole::Other => None,
    };
    let carer = (contact.role == ContactRole::Carer).then(|| extensions::words("contact-role", "carer"));
    let comment = contact.comment.as_deref().map(|words| extensions::words("comment", words));
    let reached = |system: &str, value: &Option<String>| {
        value.as_ref().map(|value| json!({ "system": system, "value": value }))
    };
    json!({
        "extension": carer.into_iter().chain(comment).collect::<Vec<_>>(),
        "relationship": [{
            "coding": coding.map(|(system, code)| vec![json!({ "system": system, "code": code })]),
            "text": contact.relationship,
        }],
        "name": { "text": contact.name },
        "telecom": reached("phone", &contact.phone).into_iter().chain(reached("email", &contact.email)).collect::<Vec<_>>(),
    })
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
    let json_text = |name: &str, list: Result<String, serde_json::Error>| match list {
        Ok(text) if text != "[]" => Some(extensions::words(name, &text)),
        _ => None,
    };
    let gender = patient
        .gender_identity
        .as_ref()
        .map(|words| json!({ "url": GENDER_IDENTITY, "valueCodeableConcept": { "text": words } }));
    let more = [
        gender,
        patient.pronouns.as_deref().map(|words| extensions::words("pronouns", words)),
        json_text("policies", serde_json::to_string(&patient.policies)),
        json_text("flags", serde_json::to_string(&patient.flags)),
        patient.sticky_note.as_deref().map(|words| extensions::words("sticky-note", words)),
    ];
    let names = std::iter::once(name(&patient.name, "official"))
        .chain(patient.former_names.iter().map(|former| name(former, "old")));
    frame.resource(
        "Patient",
        json!({
            "extension": estimated.into_iter().chain(insurance).chain(more.into_iter().flatten()).collect::<Vec<_>>(),
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
            "contact": patient.contacts.iter().map(write_contact).collect::<Vec<_>>(),
            "communication": patient.language.as_ref().map(|language| vec![json!({
                "language": { "coding": [{ "system": "urn:ietf:bcp:47", "code": language }] }
            })]),
        }),
    )
}

/// R4's Patient.link to a chart that was merged into this one: this Patient replaces that one, whose number stays known.
pub(crate) fn link_to_duplicate(merged: &MergedChart) -> Value {
    let number = merged.registration.last_said().map(|(_, patient)| patient.chart_number.clone());
    json!({
        "other": {
            "type": "Patient",
            "identifier": { "system": CHART_NUMBERS, "value": number },
        },
        "type": "replaces",
    })
}

fn name(name: &HumanName, used: &str) -> Value {
    json!({
        "use": used,
        "family": name.family,
        "given": name.given.split_whitespace().collect::<Vec<_>>(),
        "prefix": name.prefix.iter().collect::<Vec<_>>(),
    })
}
