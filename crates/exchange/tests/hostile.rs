//! Files made to hurt: refused with a sentence, or read; never a panic, and never a long wait.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use common::fixture;
use exchange::{ImportProblem, Limits, fhir};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn problem(text: &[u8]) -> ImportProblem {
    fhir::read(text, &Limits::default()).unwrap_err()
}

#[test]
fn what_is_no_patients_file_is_refused_with_a_sentence() {
    let cases: [(&[u8], &str); 12] = [
        (b"", "not a FHIR file"),
        (b"   \n", "not a FHIR file"),
        (b"hello", "line 1, column 1"),
        (b"{\n  \"resourceType\": \"Bundle\",\n  \"entry\": [", "line 3"),
        (b"<Bundle xmlns='http://hl7.org/fhir'/>", "line 1"),
        (b"\xff\xfe{\x00}\x00", "not a whole JSON file"),
        (b"[1, 2]", "not a FHIR file"),
        (br#"{"resourceType":"Bundle","type":"collection"}"#, "not a FHIR file"),
        (br#"{"resourceType":"Bundle","type":"collection","entry":7}"#, "not a FHIR file"),
        (br#"{"resourceType":"Observation","status":"final"}"#, "who the patient is"),
        (
            br#"{"resourceType":"Patient","id":"a"}{"resourceType":"Patient","id":"b"}"#,
            "more than one patient",
        ),
        (br#"{"resourceType":"Bundle","type":"history","entry":[]}"#, "history of changes"),
    ];
    for (text, sentence) in cases {
        let problem = problem(text).to_string();
        assert!(problem.contains(sentence), "{:?}: {problem}", String::from_utf8_lossy(text));
    }
}

#[test]
fn a_sentence_never_repeats_the_file() {
    let text = br#"{"resourceType":"Patient","name":[{"family":"Secretperson"}], "birthDate": }"#;
    let problem = format!("{0} {0:?}", problem(text));
    assert!(!problem.contains("Secretperson"), "{problem}");
}

#[test]
fn brackets_within_brackets_are_found_before_they_are_read() {
    for (open, levels) in [("[", 5_000_000), ("{\"a\":", 1_000_000)] {
        let bomb = open.repeat(levels);
        let started = Instant::now();
        assert!(matches!(problem(bomb.as_bytes()), ImportProblem::TooDeep { limit: 100 }));
        assert!(started.elapsed() < Duration::from_secs(2), "at once");
    }
    let deep = format!(r#"{{"resourceType":"Patient","x":{}1{}}}"#, "[".repeat(98), "]".repeat(98));
    assert!(fhir::read(deep.as_bytes(), &Limits::default()).is_ok(), "99 levels are read");
}

#[test]
fn too_large_and_too_many_are_refused() {
    let small = Limits { bytes: 10, ..Limits::default() };
    let patient = br#"{"resourceType":"Patient","id":"a"}"#;
    assert!(matches!(fhir::read(patient, &small), Err(ImportProblem::TooLarge { found: 35, limit: 10 })));
    let few = Limits { resources: 2, ..Limits::default() };
    let three = patient.repeat(3);
    assert!(matches!(fhir::read(&three, &few), Err(ImportProblem::TooMany { limit: 2 })));
}

/// Every order refers to one large medicine: reading it anew for each would take minutes.
#[test]
fn a_thousand_references_to_one_large_resource_are_quick() {
    let padding = "x".repeat(2_000_000);
    let mut text = r#"{"resourceType":"Patient","id":"a"}"#.to_owned();
    text +=
        &format!(r#"{{"resourceType":"Medication","id":"m","code":{{"text":"Iron"}},"note":"{padding}"}}"#);
    for _ in 0..1000 {
        text += r#"{"resourceType":"MedicationRequest","status":"active","intent":"order",
            "subject":{"reference":"Patient/a"},"medicationReference":{"reference":"Medication/m"}}"#;
    }
    let started = Instant::now();
    assert_eq!(common::read(text.as_bytes()).items.len(), 1001);
    assert!(started.elapsed() < Duration::from_secs(3), "took {:?}", started.elapsed());
}

#[test]
fn references_in_a_circle_and_to_themselves_end() {
    let text = r#"{"resourceType":"Patient","id":"a","link":[{"other":{"reference":"Patient/a"}}]}
        {"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/a"},
         "reasonReference":[{"reference":"Encounter/e"}],"encounter":{"reference":"Encounter/e"}}
        {"resourceType":"MedicationStatement","id":"s","status":"active","subject":{"reference":"Patient/a"},
         "basedOn":[{"reference":"MedicationStatement/s"}],"medicationReference":{"reference":"MedicationStatement/s"}}"#;
    assert_eq!(common::read(text.as_bytes()).items.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Bytes overwritten, a piece cut out and the end cut off, in a file that has one of everything.
    #[test]
    fn a_damaged_file_is_read_or_refused(
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        length in 0_usize..40,
        keep in any::<prop::sample::Index>(),
        truncate in any::<bool>(),
    ) {
        let mut bytes = fixture("real-life.json");
        for (place, byte) in hits {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let start = cut.index(bytes.len());
        bytes.drain(start..(start + length).min(bytes.len()));
        if truncate {
            bytes.truncate(keep.index(bytes.len()));
        }
        if let Ok(incoming) = fhir::read(&bytes, &Limits::default()) {
            prop_assert!(incoming.items.len() <= 40);
        }
    }

    /// Values of a wrong kind in every place a value can be: shapes nobody promised, but well-formed JSON.
    #[test]
    fn a_wrong_shape_is_kept_and_nothing_is_dropped(places in prop::collection::vec((0_usize..600, 0_usize..8), 1..12)) {
        let mut bundle: serde_json::Value = serde_json::from_slice(&fixture("real-life.json")).unwrap();
        let wrong = [
            serde_json::json!(null), serde_json::json!(7), serde_json::json!(1e308), serde_json::json!(-0.0),
            serde_json::json!("2025-02-30T25:61:00+99:99"), serde_json::json!([]), serde_json::json!([[{}]]),
            serde_json::json!({ "reference": "Patient/p1", "text": "\u{0}\u{202e}" }),
        ];
        let resources = bundle["entry"].as_array().unwrap().len();
        for (place, kind) in places {
            let mut left = place;
            for entry in bundle["entry"].as_array_mut().unwrap() {
                spoil(&mut entry["resource"], &mut left, &wrong[kind]);
            }
        }
        if let Ok(incoming) = fhir::read(bundle.to_string().as_bytes(), &Limits::default()) {
            prop_assert_eq!(incoming.items.len() + 1, resources, "each resource is one item, or the patient");
        }
    }

    #[test]
    fn any_bytes_at_all_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(fhir::read(&bytes, &Limits::default()).is_err(), "no patient comes out of noise");
    }
}

/// Puts `wrong` in the place of the value that is `left` values further on.
fn spoil(value: &mut serde_json::Value, left: &mut usize, wrong: &serde_json::Value) {
    let children: Vec<&mut serde_json::Value> = match value {
        serde_json::Value::Array(values) => values.iter_mut().collect(),
        serde_json::Value::Object(fields) => {
            fields.iter_mut().filter(|(key, _)| *key != "resourceType").map(|(_, v)| v).collect()
        }
        _ => return,
    };
    for child in children {
        if *left == 0 {
            *child = wrong.clone();
        }
        *left = left.wrapping_sub(1);
        spoil(child, left, wrong);
    }
}
