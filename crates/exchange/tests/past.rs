//! Orders, documents and histories: written as R4's own resources, and the same when read back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chart::{Body, Chart, Entry, EntryId, PatientId, RecordId, Statement};
use chrono::{Duration, Utc};
use common::{ADA, context, id, instant, read, shared};
use exchange::{Outcome, fhir};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

const LETTER: &[u8] = b"%PDF-1.7\n% a letter\n%%EOF\n";

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn said() -> Vec<Value> {
    vec![
        json!({ "patients": {
            "chart_number": "000001", "name": { "family": "Marlow", "given": "Ann" }, "sex": "female",
            "gender_identity": "woman", "pronouns": "she/her", "sticky_note": "Speak up", "flags": [{ "text": "Falls", "warning": true }],
            "policies": [{ "payer": "Medicare", "member_number": "1EG4" }],
            "contacts": [
                { "role": "next-of-kin", "name": "Joan Marlow", "relationship": "daughter", "phone": "555 0142" },
                { "role": "carer", "name": "District nurse", "comment": "mornings" },
                { "role": "guardian", "name": "Paul Marlow" },
            ],
        }}),
        json!({ "orders": {
            "category": "laboratory", "status": "active", "priority": "urgent", "reason": "diabetes",
            "tests": [{ "test": { "text": "HbA1c", "codings": [{ "system": "http://loinc.org", "code": "4548-4" }] } }],
            "instructions": "not fasting", "performer": "Regional laboratory", "due": "2026-12",
        }}),
        json!({ "orders": {
            "category": "imaging", "status": "on-hold", "priority": "routine",
            "tests": [{ "test": { "text": "X-ray, knee" }, "site": "left knee" }],
        }}),
        json!({ "histories": { "family": {
            "relative": "mother", "conditions": [{ "condition": { "text": "stroke" }, "onset_age": 71, "contributed_to_death": true }],
            "deceased": true, "age_at_death": 74, "comment": "smoked",
        }}}),
        json!({ "histories": { "family": { "relative": "other", "relation": "mother's half-sister",
            "conditions": [{ "condition": { "text": "breast cancer" } }] } } }),
        json!({ "histories": { "procedure": {
            "kind": "surgery", "what": { "text": "Cholecystectomy" }, "on": "1998", "place": "City hospital",
        }}}),
        json!({ "histories": { "procedure": { "kind": "hospital", "what": { "text": "Pneumonia" }, "on": "2019-02-03", "until": "2019-02-11" } } }),
        json!({ "histories": { "procedure": { "kind": "other", "what": { "text": "Colonoscopy" }, "on": "2021-05" } } }),
        json!({ "histories": { "social": {
            "topic": "tobacco", "status": "former", "cigarettes_per_day": 20.0, "years": 20.0, "until": "2009",
        }}}),
        json!({ "histories": { "external": { "who": "Dr K. Mbeki", "specialty": "Cardiology", "since": "2019" } } }),
        json!({ "histories": { "pregnancy": { "outcome": "current", "last_period": "2026-06-01" } } }),
        json!({ "goals": {
            "what": { "text": "Blood pressure" }, "status": "active", "comment": "diabetes and CKD",
            "targets": [
                { "measure": { "text": "Systolic blood pressure", "codings": [{ "system": "http://loinc.org", "code": "8480-6" }] },
                  "range": { "below": 130.0 }, "unit": "mm[Hg]" },
                { "measure": { "text": "Diastolic blood pressure", "codings": [{ "system": "http://loinc.org", "code": "8462-4" }] },
                  "range": { "below": 80.0 }, "unit": "mm[Hg]" },
            ],
        }}),
        json!({ "goals": {
            "what": { "text": "INR" }, "status": "cancelled", "due": "2027-01-31",
            "targets": [{ "measure": { "text": "INR" }, "range": { "between": { "low": 2.0, "high": 3.0 } }, "unit": "" }],
        }}),
        json!({ "documents": {
            "title": "Cardiology letter", "kind": "letter", "status": "current", "dated": "2026-07-02",
            "source": "Dr K. Mbeki", "note": "Rate control satisfactory.",
            "content": { "content_type": "application/pdf", "size": LETTER.len(), "sha256": sha256(LETTER) },
        }}),
    ]
}

fn entries(said: &[Value]) -> Vec<Entry> {
    said.iter()
        .enumerate()
        .map(|(number, value)| {
            let entry = EntryId(id(500 + number as u128));
            let at = instant("2026-11-22T09:00:00+01:00") + Duration::minutes(number as i64);
            Entry {
                id: entry,
                record: RecordId::from(entry),
                patient: PatientId(id(0)),
                encounter: None,
                author: ADA,
                recorder: ADA,
                effective_at: at,
                recorded_at: at.with_timezone(&Utc),
                supersedes: Vec::new(),
                body: Body::from(serde_json::from_value::<Statement>(value.clone()).unwrap()),
            }
        })
        .collect()
}

fn written(entries: &[Entry], bytes: &[&[u8]]) -> String {
    let mut context = context(entries);
    context.documents = bytes.iter().map(|bytes| (sha256(bytes), bytes.to_vec())).collect();
    fhir::write(&Chart::fold(entries.iter().cloned()), &context).unwrap()
}

#[test]
fn what_was_said_here_comes_back_as_it_was() {
    let said = said();
    let text = written(&entries(&said), &[LETTER]);
    let incoming = read(text.as_bytes());
    let back: BTreeSet<String> = incoming
        .items
        .iter()
        .filter_map(|item| match &item.outcome {
            Outcome::Said { statement, .. } => Some(serde_json::to_string(statement).unwrap()),
            _ => None,
        })
        .collect();
    let mut registered: chart::sections::patients::Patient =
        serde_json::from_value(said[0]["patients"].clone()).unwrap();
    let mut received = incoming.patient.statement.clone();
    received.identifiers.clear();
    registered.chart_number.clear();
    assert_eq!(received, registered, "the patient with contacts, policies and flags");
    for value in &said[1..] {
        let statement: Statement = serde_json::from_value(value.clone()).unwrap();
        let expected = serde_json::to_string(&statement).unwrap();
        assert!(back.contains(&expected), "{expected} came back, among {back:#?}");
    }
}

#[test]
fn a_document_keeps_its_bytes_out_of_the_ledger_and_sends_them_on_as_they_came() {
    let sent = written(&entries(&said()), &[LETTER]);
    let incoming = read(sent.as_bytes());
    let item = incoming.items.iter().find(|item| item.resource_type == "DocumentReference").unwrap();
    let Outcome::Said { statement, original } = &item.outcome else { panic!("a document") };
    assert_eq!(item.attached[0].bytes, LETTER);
    assert!(
        !original.0.get().contains(&STANDARD.encode(LETTER)),
        "what the ledger keeps is without the bytes"
    );
    assert_eq!(statement.attachments()[0].sha256, sha256(LETTER));

    let again = written(&common::entries(&incoming), &[LETTER]);
    let resource = |text: &str| -> Value {
        let bundle: Value = serde_json::from_str(text).unwrap();
        let entries = bundle["entry"].as_array().unwrap();
        let found = entries.iter().find(|entry| entry["resource"]["resourceType"] == "DocumentReference");
        found.unwrap()["resource"].clone()
    };
    assert_eq!(resource(&again), resource(&sent), "sent on as it came, with the bytes where they were");

    // It comes a second time with another text: kept whole, bytes and all.
    let name = item.name.clone();
    let known = [(name.as_str(), vec!["another text"])].into();
    let kept = read(sent.as_bytes()).beside(&known);
    let item = kept.items.iter().find(|item| item.resource_type == "DocumentReference").unwrap();
    let Outcome::Kept(received) = &item.outcome else { panic!("kept") };
    assert!(received.original.0.get().contains(&STANDARD.encode(LETTER)), "nothing of it is lost");
}

#[test]
fn what_cannot_be_said_with_certainty_is_kept() {
    let resource = |resource: Value| {
        let mut resource = resource;
        resource["subject"] = json!({ "reference": "urn:uuid:6b4a1f0e-6a5c-4a59-9a55-0d9c8f0f6a01" });
        resource["patient"] = resource["subject"].clone();
        let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": [
            { "fullUrl": "urn:uuid:6b4a1f0e-6a5c-4a59-9a55-0d9c8f0f6a01",
              "resource": { "resourceType": "Patient", "id": "6b4a1f0e-6a5c-4a59-9a55-0d9c8f0f6a01" } },
            { "resource": resource },
        ]});
        let incoming = read(bundle.to_string().as_bytes());
        incoming.items[0].outcome.clone()
    };
    for kept in [
        json!({ "resourceType": "Procedure", "id": "a", "status": "not-done", "code": { "text": "Colonoscopy" } }),
        json!({ "resourceType": "Procedure", "id": "a", "status": "in-progress", "code": { "text": "Dialysis" } }),
        json!({ "resourceType": "ServiceRequest", "id": "a", "status": "active", "intent": "proposal", "code": { "text": "MRI" } }),
        json!({ "resourceType": "ServiceRequest", "id": "a", "status": "active", "intent": "order", "doNotPerform": true, "code": { "text": "MRI" } }),
        json!({ "resourceType": "FamilyMemberHistory", "id": "a", "status": "health-unknown", "relationship": { "text": "father" } }),
        json!({ "resourceType": "CareTeam", "id": "a", "status": "active", "name": "Diabetes team" }),
        json!({ "resourceType": "DocumentReference", "id": "a", "status": "current", "content": [{ "attachment": {
            "contentType": "application/pdf", "url": "https://example.org/letter.pdf", "title": "Letter" } }] }),
        json!({ "resourceType": "DocumentReference", "id": "a", "status": "current", "content": [{ "attachment": {
            "contentType": "application/pdf", "data": STANDARD.encode("MZ a program"), "title": "Letter" } }] }),
    ] {
        let outcome = resource(kept.clone());
        assert!(matches!(outcome, Outcome::Kept(_)), "{kept} is kept as received, not {outcome:?}");
    }
    let told = resource(json!({
        "resourceType": "FamilyMemberHistory", "id": "a", "status": "completed",
        "relationship": { "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": "FTH" }] },
        "condition": [{ "code": { "text": "angina" }, "onsetAge": { "value": 18, "unit": "months", "code": "mo" } }],
    }));
    let Outcome::Said { statement, .. } = told else { panic!("a relative") };
    let said = serde_json::to_value(statement).unwrap();
    assert_eq!(said["histories"]["family"]["relative"], "father");
    let condition = &said["histories"]["family"]["conditions"][0];
    assert_eq!(condition.get("onset_age"), None, "eighteen months are not eighteen years");
}

#[test]
fn every_resource_of_the_new_sections_is_valid_by_the_schema() {
    let Some(schema) = shared("fhir.schema.r4.json.gz") else { return };
    let mut schema: Value = serde_json::from_slice(&schema).unwrap();
    schema.as_object_mut().unwrap().remove("oneOf");
    let bundle: Value = serde_json::from_str(&written(&entries(&said()), &[LETTER])).unwrap();
    let mut by_type: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for entry in bundle["entry"].as_array().unwrap() {
        let resource = &entry["resource"];
        by_type.entry(resource["resourceType"].as_str().unwrap().to_owned()).or_default().push(resource);
    }
    for kind in
        ["ServiceRequest", "FamilyMemberHistory", "Procedure", "Observation", "CareTeam", "DocumentReference"]
    {
        assert!(by_type.contains_key(kind), "{kind} is written");
    }
    for (resource_type, resources) in by_type {
        schema["$ref"] = json!(format!("#/definitions/{resource_type}"));
        let validator = jsonschema::draft6::new(&schema).unwrap();
        for resource in resources {
            let faults: Vec<String> = validator
                .iter_errors(resource)
                .map(|fault| format!("{}: {fault}", fault.instance_path()))
                .collect();
            assert!(faults.is_empty(), "{resource_type}: {faults:#?}\n{resource:#}");
        }
    }
}
