//! The ten Synthea patients of ../shared/data, whole: everything finds a place, and everything comes back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use chart::Statement;
use common::{entries, read, synthea, written};
use exchange::{Incoming, Outcome};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::time::Instant;

#[test]
fn what_is_read_adds_up_to_what_is_in_the_file() {
    let Some(files) = synthea() else { return };
    let mut sections: BTreeMap<String, usize> = BTreeMap::new();
    for (name, bytes) in &files {
        let bundle: Value = serde_json::from_slice(bytes).unwrap();
        let resources = bundle["entry"].as_array().unwrap().len();
        let incoming = read(bytes);
        assert_eq!(incoming.items.len() + 1, resources, "{name}: each resource is one item, or the patient");
        let text = std::str::from_utf8(bytes).unwrap();
        let mut names = HashSet::new();
        for item in &incoming.items {
            assert!(names.insert(item.name.clone()), "{name}: {} has a name of its own", item.name);
            let (place, original) = match &item.outcome {
                Outcome::Said { statement, original } => (statement.section(), original),
                Outcome::Kept(received) => {
                    assert!(!received.title.trim().is_empty(), "{} has a title", item.name);
                    ("kept", &received.original)
                }
                Outcome::Refused { why } => panic!("{name}: {} was refused: {why}", item.name),
            };
            assert!(text.contains(original.0.get()), "{} is kept as it came", item.name);
            *sections.entry(format!("{} -> {place}", item.resource_type)).or_default() += 1;
        }
    }
    let expected = [
        ("AllergyIntolerance -> allergies", 23),
        ("CarePlan -> kept", 21),
        ("Claim -> kept", 253),
        ("Condition -> problems", 52),
        ("DiagnosticReport -> kept", 43),
        ("Encounter -> encounters", 207),
        ("ExplanationOfBenefit -> kept", 207),
        ("Goal -> kept", 5),
        ("Immunization -> immunizations", 156),
        ("MedicationRequest -> medications", 46),
        ("Observation -> results", 569),
        ("Observation -> vitals", 352),
        ("Organization -> kept", 15),
        ("Practitioner -> kept", 15),
        ("Procedure -> histories", 163),
    ];
    let found: Vec<(&str, usize)> = sections.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_statement_knows_its_visit_and_its_time() {
    let Some(files) = synthea() else { return };
    for (name, bytes) in &files {
        let incoming = read(bytes);
        let visits: HashSet<&str> = incoming
            .items
            .iter()
            .filter(|item| item.resource_type == "Encounter")
            .map(|item| item.name.as_str())
            .collect();
        for item in &incoming.items {
            let Outcome::Said { statement, original } = &item.outcome else { continue };
            let timeless = matches!(statement, Statement::Patients(_));
            assert!(timeless || item.effective_at.is_some(), "{name}: {} has a time", item.name);
            assert_eq!(
                item.encounter.is_some(),
                original.0.get().contains("\"encounter\""),
                "{name}: {} knows its visit",
                item.name
            );
            assert!(item.encounter.as_deref().is_none_or(|visit| visits.contains(visit)));
        }
    }
}

/// What a reading says, without the place of the bytes it was said in.
fn told(incoming: &Incoming) -> BTreeMap<String, (Option<String>, String, String)> {
    let items = incoming.items.iter().map(|item| {
        let (said, original) = match &item.outcome {
            Outcome::Said { statement, original } => (serde_json::to_string(statement).unwrap(), original),
            Outcome::Kept(received) => (received.title.clone(), &received.original),
            Outcome::Refused { why } => panic!("{} was refused: {why}", item.name),
        };
        (item.name.clone(), (item.encounter.clone(), said, original.0.get().to_owned()))
    });
    items.collect()
}

#[test]
fn written_and_read_again_it_says_the_same() {
    let Some(files) = synthea() else { return };
    for (name, bytes) in &files {
        let first = read(bytes);
        let second = read(written(&entries(&first)).as_bytes());
        assert_eq!(second.patient, first.patient, "{name}: the same patient");
        let (first, mut second) = (told(&first), told(&second));
        second.retain(|item, _| first.contains_key(item));
        for (item, told) in &first {
            assert_eq!(second.get(item), Some(told), "{name}: {item} came back as it was");
        }
    }
}

/// A release build takes less than a second. The limit here is wide, so that a debug build on a busy machine
/// does not fail; what it catches is work that grows faster than the file.
#[test]
fn ten_megabytes_are_read_in_seconds() {
    let Some(files) = synthea() else { return };
    let (_, bytes) = files.iter().max_by_key(|(_, bytes)| bytes.len()).unwrap();
    let mut bundle: Value = serde_json::from_slice(bytes).unwrap();
    let one = bundle["entry"].as_array().unwrap().clone();
    let mut entries = one.clone();
    for copy in 1..14 {
        for mut entry in one.iter().filter(|entry| entry["resource"]["resourceType"] != "Patient").cloned() {
            let id = format!("{}-{copy}", entry["resource"]["id"].as_str().unwrap());
            entry["fullUrl"] = Value::String(format!("urn:copy:{id}"));
            entry["resource"]["id"] = Value::String(id);
            entries.push(entry);
        }
    }
    bundle["entry"] = Value::Array(entries);
    let large = serde_json::to_vec_pretty(&bundle).unwrap();
    let started = Instant::now();
    let items = read(&large).items.len();
    let took = started.elapsed();
    println!("{} MB with {items} resources read in {took:.2?}", large.len() / 1_000_000);
    assert!(large.len() > 10_000_000);
    assert!(took.as_secs() < 30, "took {took:?}");
}
