//! Other people's records, through the command table into a real encrypted file, and out again.

use crate::clinic::Clinic;
use api::ProblemCode;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The ten Synthea patients of ../shared/data, unpacked into `folder`. Where they are absent the test says so.
fn synthea(folder: &Path) -> Option<Vec<PathBuf>> {
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/synthea_r4_demo_10.tar.gz");
    if !archive.exists() {
        println!("skipped: ../shared/data/synthea_r4_demo_10.tar.gz is not on this machine");
        return None;
    }
    let archive = flate2::read::GzDecoder::new(fs::File::open(archive).unwrap());
    let mut paths = Vec::new();
    for entry in tar::Archive::new(archive).entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().file_name().map(|name| name.to_owned());
        let Some(name) = name.filter(|name| name.to_string_lossy().ends_with(".json")) else { continue };
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        paths.push(path);
    }
    assert_eq!(paths.len(), 10, "the archive holds ten patients");
    Some(paths)
}

/// How many resources of each type a file holds.
fn resources(path: &Path) -> BTreeMap<String, u64> {
    let bundle: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let mut counts = BTreeMap::new();
    for entry in bundle["entry"].as_array().unwrap() {
        *counts.entry(entry["resource"]["resourceType"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    counts
}

/// The state of the whole ledger in one value: the head of its chain, and that everything fits.
fn ledger(clinic: &Clinic) -> Value {
    let report = clinic.ok("integrity.verify", json!({}));
    assert_eq!(report["sound"], true, "{report}");
    json!([report["entries"], report["ledger_head"]])
}

fn sum(counts: &Value, parts: &[&str]) -> u64 {
    parts
        .iter()
        .map(|part| counts[part].as_u64().unwrap_or_else(|| panic!("{part} is counted: {counts}")))
        .sum()
}

const PLACES: [&str; 4] = ["entered", "kept", "refused", "already_there"];

#[test]
fn ten_patients_come_in_whole_and_only_once() {
    let clinic = Clinic::open();
    let Some(paths) = synthea(&clinic.folder) else { return };
    let report = clinic.ok("exchange.import", json!({ "paths": paths }));
    assert_eq!(report["totals"]["refused"], 0, "nothing is turned away");
    assert_eq!(sum(&report["totals"], &["read"]), 2137, "each resource of the ten files is read");
    for (path, file) in paths.iter().zip(report["files"].as_array().unwrap()) {
        let name = file["file"].as_str().unwrap();
        assert_eq!(Some(name), path.file_name().and_then(|name| name.to_str()));
        let expected = resources(path);
        assert_eq!(
            file["resources"].as_object().unwrap().len(),
            expected.len(),
            "{name}: every type is told"
        );
        for (resource_type, count) in expected {
            let counts = &file["resources"][&resource_type];
            assert_eq!(counts["read"], count, "{name}: {resource_type}");
            assert_eq!(sum(counts, &PLACES), count, "{name}: {resource_type} adds up");
        }
        let patient = &file["patient"];
        let chart = clinic.ok("charts.show", json!({ "patient": patient }));
        let shown = |section: &str| chart[section].as_array().map_or(0, Vec::len) as u64;
        let told = |kinds: &[&str], part: &str| -> u64 {
            kinds.iter().map(|kind| file["resources"][kind][part].as_u64().unwrap_or(0)).sum()
        };
        assert_eq!(shown("encounters"), told(&["Encounter"], "entered"), "{name}");
        assert_eq!(shown("problems"), told(&["Condition"], "entered"), "{name}");
        assert_eq!(shown("medications"), told(&["MedicationRequest"], "entered"), "{name}");
        assert_eq!(shown("immunizations"), told(&["Immunization"], "entered"), "{name}");
        assert_eq!(shown("vitals") + shown("results"), told(&["Observation"], "entered"), "{name}");
        let kept: u64 = file["resources"].as_object().unwrap().values().map(|it| sum(it, &["kept"])).sum();
        assert_eq!(shown("also_in_record"), kept, "{name}: what was kept can be reached in the chart");
    }

    let before = ledger(&clinic);
    let again = clinic.ok("exchange.import", json!({ "paths": paths }));
    assert_eq!(
        again["totals"]["already_there"], again["totals"]["read"],
        "all of it is there: {}",
        again["totals"]
    );
    assert_eq!(ledger(&clinic), before, "importing the same files twice adds nothing");
    let patients = |report: &Value| -> Vec<Value> {
        report["files"].as_array().unwrap().iter().map(|file| file["chart_number"].clone()).collect()
    };
    assert_eq!(patients(&again), patients(&report), "and finds the same charts");
}

#[test]
fn what_cannot_be_read_is_refused_and_changes_nothing() {
    let clinic = Clinic::open();
    let good = clinic.folder.join("good.json");
    fs::write(&good, r#"{"resourceType":"Patient","id":"a","name":[{"family":"Roe","given":["Jan"]}]}"#)
        .unwrap();
    let cases = [
        ("broken.json", r#"{"resourceType":"Bundle","entry":[{"resource":"#, "line 1"),
        ("empty.json", "", "not a FHIR file"),
        ("picture.json", "\u{89}PNG", "line 1"),
        (
            "nobody.json",
            r#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Goal"}}]}"#,
            "who the patient is",
        ),
        ("wrong.json", r#"{"resourceType":"ValueSet","status":"active"}"#, "who the patient is"),
        ("no-fhir.json", r#"{"name":"Roe"}"#, "not a FHIR file"),
        (
            "two.json",
            r#"{"resourceType":"Patient","id":"a"} {"resourceType":"Patient","id":"b"}"#,
            "more than one patient",
        ),
    ];
    let before = ledger(&clinic);
    let refused = |paths: Value, sentence: &str| {
        let problem = clinic.refused("exchange.import", json!({ "paths": paths }), ProblemCode::Invalid);
        assert!(problem.message.contains(sentence), "{}", problem.message);
        assert!(!problem.message.contains("Roe"), "no word of a patient: {}", problem.message);
    };
    for (name, text, sentence) in cases {
        let path = clinic.folder.join(name);
        fs::write(&path, text).unwrap();
        refused(json!([path]), sentence);
        refused(json!([good, path]), sentence);
    }
    let large = clinic.folder.join("large.json");
    fs::File::create(&large).unwrap().set_len(500_000_000).unwrap();
    refused(json!([large]), "500 MB");
    refused(json!([clinic.folder.join("not-there.json")]), "could not be read");
    refused(json!([clinic.folder]), "");
    assert_eq!(ledger(&clinic), before, "not even the good file beside a bad one was entered");
    let found = clinic.ok("patients.search", json!({ "text": "Roe" }));
    assert_eq!(found, json!([]), "nobody was registered");
}

#[test]
fn somebody_elses_resource_stays_out_of_the_chart() {
    let clinic = Clinic::open();
    let path = clinic.folder.join("mixed.json");
    fs::write(
        &path,
        r#"{"resourceType":"Patient","id":"a","name":[{"family":"Roe"}]}
           {"resourceType":"Condition","id":"c","code":{"text":"Gout"},"subject":{"reference":"Patient/a"}}
           {"resourceType":"Condition","id":"d","code":{"text":"Eczema"},"subject":{"reference":"Patient/z"}}"#,
    )
    .unwrap();
    let report = clinic.ok("exchange.import", json!({ "paths": [path] }));
    let counts = &report["files"][0]["resources"]["Condition"];
    assert_eq!((sum(counts, &["entered"]), sum(counts, &["refused"])), (1, 1));
    let why = report["files"][0]["refused"][0]["why"].as_str().unwrap();
    assert!(why.contains("another patient") && !why.contains("Eczema"), "{why}");
    let chart = clinic.ok("charts.show", json!({ "patient": report["files"][0]["patient"] }));
    assert_eq!(chart["problems"].as_array().unwrap().len(), 1);
    assert!(!chart.to_string().contains("Eczema"), "nothing of it is anywhere in the chart");
}

#[test]
fn a_chart_moves_to_another_practice_with_everything_in_it() {
    let clinic = Clinic::open();
    let Some(paths) = synthea(&clinic.folder) else { return };
    let report = clinic.ok("exchange.import", json!({ "paths": [paths[0]] }));
    let patient = &report["files"][0]["patient"];
    let moved = clinic.folder.join("moved.json");
    clinic.ok("charts.open", json!({ "patient": patient }));
    clinic.ok("exchange.export", json!({ "patient": patient, "format": "fhir", "path": moved }));

    let elsewhere = Clinic::open();
    let arrived = elsewhere.ok("exchange.import", json!({ "paths": [moved] }));
    for (resource_type, sent) in report["files"][0]["resources"].as_object().unwrap() {
        let received = &arrived["files"][0]["resources"][resource_type];
        assert_eq!(received["entered"], sent["entered"], "{resource_type}: as many statements as before");
        assert!(sum(received, &["kept"]) >= sum(sent, &["kept"]), "{resource_type}: all that was kept");
    }
    let show = |clinic: &Clinic, patient: &Value| clinic.ok("charts.show", json!({ "patient": patient }));
    let (here, there) = (show(&clinic, patient), show(&elsewhere, &arrived["files"][0]["patient"]));
    for section in ["problems", "medications", "encounters", "vitals", "results", "immunizations"] {
        assert_eq!(values(&there[section]), values(&here[section]), "{section}");
    }
}

#[test]
fn what_changed_at_the_senders_is_kept_beside_what_stands_here() {
    let clinic = Clinic::open();
    let import = |name: &str, condition: &str| {
        let path = clinic.folder.join("again.json");
        let text = format!(
            r#"{{"resourceType":"Patient","id":"a","name":[{{"family":"{name}"}}],"birthDate":"1970-05-01"}}
               {{"resourceType":"Condition","id":"c","code":{{"text":"{condition}"}},"subject":{{"reference":"Patient/a"}}}}"#
        );
        fs::write(&path, text).unwrap();
        clinic.ok("exchange.import", json!({ "paths": [path] }))
    };
    import("Roe", "Gout");
    let report = import("Roe-Doe", "Gout, chronic");
    assert_eq!(sum(&report["totals"], &["kept"]), 2, "the new registration and the new condition: {report}");
    assert_eq!(sum(&report["totals"], &["read"]), sum(&report["totals"], &PLACES), "{report}");
    let chart = clinic.ok("charts.show", json!({ "patient": report["files"][0]["patient"] }));
    assert_eq!(chart["problems"].as_array().unwrap().len(), 1, "what stands here is not overwritten");
    assert_eq!(chart["also_in_record"].as_array().unwrap().len(), 2, "and the news is not lost");
    let before = ledger(&clinic);
    for (name, condition) in [("Roe-Doe", "Gout, chronic"), ("Roe", "Gout")] {
        let report = import(name, condition);
        assert_eq!(
            report["totals"]["already_there"], report["totals"]["read"],
            "both texts are known: {report}"
        );
    }
    assert_eq!(ledger(&clinic), before, "and known texts add nothing");
}

#[test]
fn two_senders_who_count_from_one_do_not_share_a_chart() {
    let clinic = Clinic::open();
    let path = clinic.folder.join("one.json");
    let write = |family: &str, born: &str| {
        let text = format!(
            r#"{{"resourceType":"Patient","id":"1","name":[{{"family":"{family}"}}],"birthDate":"{born}"}}"#
        );
        fs::write(&path, text).unwrap();
    };
    write("Roe", "1970-05-01");
    clinic.ok("exchange.import", json!({ "paths": [path] }));
    let before = ledger(&clinic);
    write("Other", "1931-01-09");
    clinic.refused("exchange.import", json!({ "paths": [path] }), ProblemCode::Refused);
    assert_eq!(ledger(&clinic), before, "the other hospital's Patient/1 is somebody else");
}

/// What the rows of a section say, without who entered them here and under which id.
fn values(rows: &Value) -> Vec<String> {
    let mut values: Vec<String> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let mut row = row.clone();
            let said = row.as_object_mut().unwrap();
            for ours in
                ["record", "versions", "heads", "encounter", "entry", "recorded_at", "author", "recorder"]
            {
                said.remove(ours);
            }
            row.to_string()
        })
        .collect();
    values.sort();
    values
}
