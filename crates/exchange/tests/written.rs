//! A chart made here, with everything in it, written out: valid by the FHIR R4 schema, and the same when read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use chart::sections::allergies::AllergyStatement;
use chart::{Body, Chart, Entry, EntryId, PatientId, RecordId, Statement};
use chrono::{Duration, Utc};
use common::{ADA, context, fixture, id, instant, read, shared, written};
use exchange::{Outcome, fhir};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A ledger written by hand: each statement a minute after the one before.
struct Ledger {
    entries: Vec<Entry>,
}

impl Ledger {
    fn new() -> Self {
        Self { entries: Vec::new() }
    }

    fn say(&mut self, visit: Option<RecordId>, said: Statement) -> RecordId {
        self.add(visit, None, said)
    }

    fn correct(&mut self, record: RecordId, said: Statement) {
        self.add(None, Some(record), said);
    }

    fn add(&mut self, visit: Option<RecordId>, record: Option<RecordId>, said: Statement) -> RecordId {
        let entry = EntryId(id(1000 + self.entries.len() as u128));
        let at = instant("2026-11-22T09:00:00+01:00") + Duration::minutes(self.entries.len() as i64);
        let earlier = self.entries.iter().filter(|earlier| Some(earlier.record) == record);
        let supersedes = earlier.map(|earlier| earlier.id).collect();
        let record = record.unwrap_or_else(|| RecordId::from(entry));
        self.entries.push(Entry {
            id: entry,
            record,
            patient: PatientId(id(0)),
            encounter: visit,
            author: ADA,
            recorder: ADA,
            effective_at: at,
            recorded_at: at.with_timezone(&Utc),
            supersedes,
            body: Body::from(said),
        });
        record
    }
}

fn statement(value: Value) -> Statement {
    serde_json::from_value(value).unwrap()
}

/// One of everything a chart can say, and something struck out in each section that can be.
fn everything() -> Vec<Entry> {
    let mut ledger = Ledger::new();
    ledger.say(None, statement(json!({ "patients": {
        "chart_number": "004217",
        "name": { "family": "Delacroix-Thompson", "given": "Marguerite Anne", "prefix": "Mrs" },
        "former_names": [{ "family": "Delacroix", "given": "Marguerite" }],
        "sex": "female", "birth_date": "1959-03", "birth_date_estimated": true,
        "phones": ["555 0142", "555 0143"], "email": "m@example.org",
        "address": { "line": "4 Elm Row", "city": "Springfield", "region": "IL", "postal_code": "62704" },
        "identifiers": [{ "system": "urn:oid:2.16.840.1.113883.4.1", "value": "999-00-0000" }, { "system": "Blue Fund", "value": "7" }],
        "language": "fr", "insurance": "Blue Fund 7", "deceased": {}
    } })));
    let visit = ledger.say(
        None,
        statement(json!({ "encounters": {
        "status": "finished", "reason": "cough", "class": "HH", "practitioner": ADA,
        "planned_at": "2026-11-22T09:00:00+01:00", "arrived_at": "2026-11-22T08:55:00+01:00",
        "ready_at": "2026-11-22T09:05:00+01:00", "started_at": "2026-11-22T09:10:00+01:00",
        "finished_at": "2026-11-22T09:30:00+01:00"
    } })),
    );
    let during = Some(visit);
    ledger.say(
        None,
        statement(json!({ "encounters": {
        "status": "planned", "reason": "", "planned_at": "2026-12-22T09:00:00+01:00"
    } })),
    );
    ledger.say(
        during,
        statement(json!({ "vitals": { "measurements": [
        { "code": "bp-systolic", "value": 158.0 }, { "code": "bp-diastolic", "value": 92.0 }
    ], "comment": "left arm" } })),
    );
    ledger.say(
        during,
        statement(json!({ "vitals": { "measurements": [
        { "code": "temperature", "value": 37.0, "as_typed": { "value": 98.6, "unit": "[degF]" } }
    ] } })),
    );
    ledger.say(
        during,
        statement(json!({ "vitals": { "measurements": [{ "code": "glucose", "value": 104.0 }] } })),
    );
    ledger
        .say(during, statement(json!({ "vitals": { "measurements": [{ "code": "pain", "value": 3.0 }] } })));
    ledger.say(during, statement(json!({ "allergies": { "listed": {
        "substance": { "text": "penicillin", "codings": [{ "system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "7980" }] },
        "category": "medication", "kind": "allergy", "criticality": "high", "clinical_status": "active",
        "verification_status": "confirmed", "onset": "1978", "tolerated_since": "2020-01",
        "reactions": [{ "manifestation": { "text": "anaphylaxis" }, "severity": "severe" }, { "manifestation": { "text": "rash" } }],
        "comment": "in hospital"
    } } })));
    ledger.say(during, statement(json!({ "allergies": { "listed": {
        "substance": { "text": "dust" }, "category": "other", "kind": "unknown", "criticality": "unable-to-assess",
        "clinical_status": "inactive", "verification_status": "unconfirmed"
    } } })));
    ledger.say(during, Statement::Allergies(AllergyStatement::NoneKnown));
    ledger.say(during, statement(json!({ "problems": {
        "condition": { "text": "Knee pain", "codings": [{ "system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "M25.561", "display": "Pain in right knee" }] },
        "clinical_status": "recurrence", "verification_status": "provisional", "onset": "2026-10-01",
        "laterality": "right", "comment": "after a fall"
    } })));
    ledger.say(during, statement(json!({ "problems": {
        "condition": { "text": "Pneumonia" }, "clinical_status": "resolved", "verification_status": "confirmed", "abatement": "2011"
    } })));
    let prescription = ledger.say(during, statement(json!({ "prescriptions": {
        "number": "2026-00871", "status": "active", "items": [
            { "drug": { "text": "Doxycycline" }, "strength": "100 mg", "form": "capsule", "instructions": "1 capsule twice a day for 7 days",
              "quantity": { "value": 14.0, "unit": "capsule" }, "refills": 0, "reason": "bronchitis", "substitution": true },
            { "drug": { "text": "Warfarin" }, "instructions": "as per book", "refills": 3, "substitution": false, "long_term": true }
        ]
    } })));
    ledger.say(during, statement(json!({ "medications": {
        "drug": { "text": "Doxycycline" }, "strength": "100 mg", "form": "capsule", "instructions": "1 capsule twice a day for 7 days",
        "status": "active", "reason": "bronchitis", "started": "2026-11-22", "ended": "2026-11-29", "prescription": prescription
    } })));
    ledger.say(during, statement(json!({ "medications": {
        "drug": { "text": "St John's wort" }, "instructions": "", "status": "not-taken", "long_term": true, "comment": "bought over the counter"
    } })));
    let note = ledger.say(during, statement(json!({ "notes": { "signed": {
        "reason": "cough", "subjective": "for a week", "objective": "clear", "assessment_plan": "wait", "safety_net": "", "follow_up": "1 week"
    } } })));
    ledger.say(
        during,
        statement(json!({ "notes": { "addendum": { "note": note, "text": "called back: better" } } })),
    );
    ledger.say(during, statement(json!({ "results": { "name": "Basic metabolic panel", "status": "final", "performer": "City Laboratory", "values": [
        { "test": { "text": "Sodium", "codings": [{ "system": "http://loinc.org", "code": "2951-2" }] }, "found": { "quantity": { "value": 139.0, "unit": "mmol/L" } }, "range": "135–145", "interpretation": "N" },
        { "test": { "text": "Haemolysis" }, "found": { "text": "none" } }
    ] } })));
    ledger.say(
        during,
        statement(json!({ "results": { "name": "CRP", "status": "preliminary", "values": [
        { "test": { "text": "CRP" }, "found": { "text": "< 0.5 mg/L" } }
    ] } })),
    );
    ledger.say(during, statement(json!({ "immunizations": {
        "vaccine": { "text": "Influenza", "codings": [{ "system": "http://hl7.org/fhir/sid/cvx", "code": "140" }] }, "status": "completed",
        "given": "2026-11-22", "lot": "A1", "expires": "2027-06", "site": "left deltoid", "route": "intramuscular", "dose": "0.5 mL", "dose_number": "1"
    } })));
    ledger.say(during, statement(json!({ "immunizations": {
        "vaccine": { "text": "MMR" }, "status": "not-done", "not_done_reason": "declined", "given_elsewhere": true, "dose_number": "booster"
    } })));
    for entry in ledger.entries.clone() {
        if !matches!(entry.body.said, Statement::Patients(_)) && entry.record != visit {
            let again = ledger.say(None, entry.body.said.clone());
            let section = entry.body.said.section().to_owned();
            ledger.correct(again, Statement::EnteredInError { section });
        }
    }
    ledger.entries
}

/// What the current chart says, one line of JSON each, without what an export cannot carry to another practice.
fn told(statements: impl Iterator<Item = Statement>) -> Vec<String> {
    let mut lines: Vec<String> = statements
        .map(|statement| {
            let mut value = serde_json::to_value(&statement).unwrap();
            if let Some(visit) = value.get_mut("encounters").and_then(Value::as_object_mut) {
                visit.remove("practitioner");
            }
            if let Some(medicine) = value.get_mut("medications").and_then(Value::as_object_mut) {
                medicine.remove("prescription");
                medicine.remove("sig");
            }
            value.to_string()
        })
        .collect();
    lines.sort();
    lines
}

/// What the chart reads now, in the sections another Paperchart takes over as statements.
fn readings(chart: &Chart) -> Vec<String> {
    told(
        std::iter::empty()
            .chain(chart.encounters.readings().map(|(_, _, said)| Statement::Encounters(said.clone())))
            .chain(chart.vitals.readings().map(|(_, _, said)| Statement::Vitals(said.clone())))
            .chain(chart.allergies.readings().map(|(_, _, said)| Statement::Allergies(said.clone())))
            .chain(chart.problems.readings().map(|(_, _, said)| Statement::Problems(said.clone())))
            .chain(chart.medications.readings().map(|(_, _, said)| Statement::Medications(said.clone())))
            .chain(chart.results.readings().map(|(_, _, said)| Statement::Results(said.clone())))
            .chain(chart.immunizations.readings().map(|(_, _, said)| Statement::Immunizations(said.clone()))),
    )
}

fn read_back(text: &str) -> Vec<String> {
    told(read(text.as_bytes()).items.into_iter().filter_map(|item| match item.outcome {
        Outcome::Said { statement, .. } => Some(statement),
        Outcome::Kept(_) => None,
        Outcome::Refused { why } => panic!("{} was refused: {why}", item.name),
    }))
}

#[test]
fn a_chart_made_here_reads_the_same_in_another_practice() {
    let entries = everything();
    let text = written(&entries);
    let mut expected = readings(&Chart::fold(entries.clone()));
    // Warfarin was ordered and is in no list of what is taken: the other practice sees it as a medicine.
    let warfarin = r#"{"medications":{"drug":{"text":"Warfarin"}"#;
    let back = read_back(&text);
    let (ordered, back): (Vec<String>, Vec<String>) =
        back.into_iter().partition(|line| line.starts_with(warfarin) || line.contains("as per book"));
    expected.sort();
    assert_eq!(back, expected);
    assert_eq!(ordered.len(), 1, "an order without a medicine is one");

    let patient = read(text.as_bytes()).patient;
    assert_eq!(patient.name, format!("Patient/{}", id(0)));
    let mut registered = Chart::fold(entries).patient().unwrap().clone();
    registered.chart_number = String::new();
    let mut received = patient.statement;
    assert_eq!(received.identifiers.remove(0).value, "004217", "our chart number is a number others gave");
    assert_eq!(received, registered);
}

#[test]
fn notes_and_what_was_struck_out_arrive_as_kept() {
    let incoming = read(written(&everything()).as_bytes());
    let titles: Vec<String> = incoming
        .items
        .iter()
        .filter_map(|item| match &item.outcome {
            Outcome::Kept(received) => Some(format!("{}: {}", received.kind, received.title)),
            _ => None,
        })
        .collect();
    for expected in [
        "DocumentReference: Visit note (a text, kept whole)",
        "DocumentReference: Addendum (a text, kept whole)",
        "DocumentReference: Visit note (entered in error)",
        "Condition: Knee pain (entered in error)",
        "Immunization: Influenza (entered in error)",
        "AllergyIntolerance: penicillin (entered in error)",
        "MedicationRequest: Doxycycline 100 mg capsule (a medicine in the list was ordered by it)",
        "Practitioner: Dr Ada Okafor",
        "Organization: Harbour Practice",
    ] {
        assert!(titles.iter().any(|title| title == expected), "{expected} is kept, among {titles:#?}");
    }
}

#[test]
fn what_came_from_elsewhere_keeps_its_name_when_it_is_corrected_here() {
    let incoming = read(&fixture("real-life.json"));
    let mut entries = common::entries(&incoming);
    let first = entries.iter().find(|entry| entry.body.said.section() == "problems").unwrap().clone();
    let Statement::Problems(mut problem) = first.body.said.clone() else { panic!("a problem") };
    problem.comment = Some("seen by the cardiologist".to_owned());
    entries.push(Entry {
        id: EntryId(id(900)),
        supersedes: vec![first.id],
        recorded_at: first.recorded_at + Duration::minutes(1),
        body: Body {
            said: Statement::Problems(problem),
            why: Some("more is known".to_owned()),
            from: None,
            refiled: None,
        },
        ..first
    });
    let text = fhir::write(&Chart::fold(entries.iter().cloned()), &context(&entries)).unwrap();
    let again = read(text.as_bytes());
    let corrected = again.items.iter().find(|item| item.name == "Condition/approximate").unwrap();
    let Outcome::Said { statement: Statement::Problems(problem), .. } = &corrected.outcome else {
        panic!("said")
    };
    assert_eq!(problem.comment.as_deref(), Some("seen by the cardiologist"));
    let order = again.items.iter().find(|item| item.name == "MedicationRequest/by-reference").unwrap();
    let Outcome::Said { statement: Statement::Medications(order), .. } = &order.outcome else {
        panic!("said")
    };
    assert_eq!(
        order.reason.as_deref(),
        Some("Hyperlipidemia (dx)"),
        "the reference to the problem still leads there"
    );
}

/// A registration and a problem that came again with other words stay with the chart, and stay out of its lists.
#[test]
fn what_was_kept_beside_another_arrives_and_is_not_said_twice() {
    let file = |name: &str, condition: &str| {
        let text = format!(
            r#"{{"resourceType":"Patient","id":"a","name":[{{"family":"{name}"}}]}}
               {{"resourceType":"Condition","id":"c","code":{{"text":"{condition}"}},"subject":{{"reference":"Patient/a"}}}}"#
        );
        read(text.as_bytes())
    };
    let mut entries = common::entries(&file("Roe", "Gout"));
    let originals: Vec<(String, String)> = entries
        .iter()
        .filter_map(|entry| entry.body.from.clone())
        .map(|from| (from.name, from.original.unwrap().0.get().to_owned()))
        .collect();
    let known = originals.iter().map(|(name, text)| (name.as_str(), vec![text.as_str()])).collect();
    let again = common::entries(&file("Doe", "Gout, chronic").beside(&known));
    entries.extend(again.into_iter().skip(1).map(|mut entry| {
        entry.id = EntryId(uuid::Uuid::from_u128(entry.id.0.as_u128() + 500));
        entry.record = RecordId::from(entry.id);
        entry
    }));
    let arrived = read(written(&entries).as_bytes());
    let types: Vec<&str> = arrived.items.iter().map(|item| item.resource_type.as_str()).collect();
    assert_eq!(types, ["Organization", "Practitioner", "Condition", "Binary", "Binary"]);
    assert_eq!(arrived.patient.statement.name.family, "Roe");
}

#[test]
fn a_chart_without_a_registration_is_not_written() {
    assert!(fhir::write(&Chart::default(), &context(&[])).is_err());
}

/// Checks every resource by the FHIR R4 JSON schema, each against the definition of its own type: the schema's
/// own `oneOf` over 148 types would only say that none of them fits.
#[test]
fn every_resource_of_ours_is_valid_by_the_schema() {
    let Some(schema) = shared("fhir.schema.r4.json.gz") else { return };
    let mut schema: Value = serde_json::from_slice(&schema).unwrap();
    let bundle: Value = serde_json::from_str(&written(&everything())).unwrap();
    let mut by_type: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for entry in bundle["entry"].as_array().unwrap() {
        let resource = &entry["resource"];
        by_type.entry(resource["resourceType"].as_str().unwrap().to_owned()).or_default().push(resource);
    }
    assert_eq!(by_type.len(), 11, "one of everything: {:?}", by_type.keys());
    schema.as_object_mut().unwrap().remove("oneOf");
    for (resource_type, resources) in by_type {
        schema["$ref"] = json!(format!("#/definitions/{resource_type}"));
        let validator = jsonschema::draft6::new(&schema).unwrap();
        let wrong = json!({ "resourceType": resource_type, "id": "not valid!", "meta": 7 });
        assert!(!validator.is_valid(&wrong), "the schema finds faults in {resource_type}");
        for resource in resources {
            let faults: Vec<String> = validator
                .iter_errors(resource)
                .map(|fault| format!("{}: {fault}", fault.instance_path()))
                .collect();
            assert!(faults.is_empty(), "{resource_type}: {faults:#?}\n{resource:#}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever part of the chart there is, and whatever words are in it: read again it says the same.
    #[test]
    fn any_part_of_a_chart_comes_back(keep in prop::collection::vec(any::<bool>(), 60), words in "[\\PC]{1,40}") {
        prop_assume!(!words.trim().is_empty() && !words.trim().to_lowercase().starts_with("no known "));
        let mut entries = everything();
        let patient = entries.remove(0);
        let prescriptions = |entry: &Entry| entry.body.said.section() == "prescriptions";
        let kept: std::collections::HashSet<RecordId> = entries
            .iter()
            .enumerate()
            .filter(|(place, entry)| keep[place % keep.len()] && !prescriptions(entry))
            .map(|(_, entry)| entry.record)
            .collect();
        entries.retain(|entry| kept.contains(&entry.record));
        for entry in &mut entries {
            match &mut entry.body.said {
                Statement::Problems(problem) => problem.condition.text.clone_from(&words),
                Statement::Medications(medicine) => medicine.instructions.clone_from(&words),
                Statement::Encounters(visit) => visit.reason.clone_from(&words),
                _ => {}
            }
        }
        entries.insert(0, patient);
        let expected = readings(&Chart::fold(entries.iter().cloned()));
        prop_assert_eq!(read_back(&written(&entries)), expected);
    }
}
