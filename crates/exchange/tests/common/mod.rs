//! What the tests of this crate share: the example files, and a ledger as `api` would make one of what is read.

#![allow(dead_code, reason = "each test file uses its own part")]

use chart::{Body, Chart, Entry, EntryId, PatientId, Provenance, RecordId, StaffId, Statement};
use chrono::{DateTime, FixedOffset, Utc};
use exchange::fhir::{self, ExportContext};
use exchange::{Incoming, Limits, Outcome};
use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// One of our own small fixtures.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/fixtures/fhir").join(name)).unwrap()
}

/// A file of ../shared/data, unpacked. Where it is absent the test says so and passes over it.
pub(crate) fn shared(name: &str) -> Option<Vec<u8>> {
    let path = root().join("../shared/data").join(name);
    if !path.exists() {
        println!("skipped: ../shared/data/{name} is not on this machine");
        return None;
    }
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
    Some(bytes)
}

/// The ten Synthea patients, by file name.
pub(crate) fn synthea() -> Option<Vec<(String, Vec<u8>)>> {
    let bytes = shared("synthea_r4_demo_10.tar.gz")?;
    let mut files = Vec::new();
    for entry in tar::Archive::new(bytes.as_slice()).entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().display().to_string();
        if name.ends_with(".json") {
            let mut text = Vec::new();
            entry.read_to_end(&mut text).unwrap();
            files.push((name, text));
        }
    }
    assert_eq!(files.len(), 10, "the archive holds ten patients");
    Some(files)
}

pub(crate) fn read(bytes: &[u8]) -> Incoming {
    fhir::read(bytes, &Limits::default()).unwrap()
}

pub(crate) fn id(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + number)
}

pub(crate) const ADA: StaffId = StaffId(uuid::Uuid::from_u128(0xada));

pub(crate) fn instant(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

/// The entries an import would make.
pub(crate) fn entries(incoming: &Incoming) -> Vec<Entry> {
    let now = instant("2026-11-22T10:00:00+01:00");
    let mut records: HashMap<String, RecordId> = HashMap::new();
    let mut entries: Vec<Entry> = Vec::new();
    let mut say = |name: &str, visit: Option<RecordId>, at, said: Statement, original| {
        let entry = EntryId(id(entries.len() as u128 + 1));
        entries.push(Entry {
            id: entry,
            record: RecordId::from(entry),
            patient: PatientId(id(0)),
            encounter: visit,
            author: ADA,
            recorder: ADA,
            effective_at: at,
            recorded_at: now.with_timezone(&Utc),
            supersedes: Vec::new(),
            body: Body {
                said,
                why: None,
                from: Some(Provenance {
                    format: incoming.format.to_owned(),
                    name: name.to_owned(),
                    original,
                }),
                refiled: None,
            },
        });
        RecordId::from(entry)
    };
    let patient = &incoming.patient;
    let registration = Statement::Patients(patient.statement.clone());
    say(&patient.name, None, now, registration, Some(patient.original.clone()));
    for item in &incoming.items {
        let visit = item.encounter.as_ref().map(|name| records[name]);
        let at = item.effective_at.unwrap_or(now);
        let record = match &item.outcome {
            Outcome::Said { statement, original } => {
                say(&item.name, visit, at, statement.clone(), Some(original.clone()))
            }
            Outcome::Kept(received) => {
                say(&item.name, visit, at, Statement::Received(received.clone()), None)
            }
            Outcome::Refused { .. } => continue,
        };
        records.insert(item.name.clone(), record);
    }
    entries
}

pub(crate) fn context(entries: &[Entry]) -> ExportContext {
    ExportContext {
        documents: BTreeMap::new(),
        patient: PatientId(id(0)),
        written_at: instant("2026-11-22T11:00:00+01:00"),
        practice: chart::sections::staff::PracticeDetails {
            name: "Harbour Practice".to_owned(),
            address: "1 Quay Street".to_owned(),
            phone: "555 0100".to_owned(),
            ..Default::default()
        },
        staff: [(ADA, ada())].into(),
        provenance: ExportContext::provenance_of(entries),
    }
}

fn ada() -> chart::sections::staff::StaffMember {
    serde_json::from_value(serde_json::json!({
        "name": "Dr Ada Okafor", "login": "ada", "role": "physician",
        "qualification": "MD", "registration": "12345", "verifying_key": "00",
    }))
    .unwrap()
}

/// The chart an import would make, written out again.
pub(crate) fn written(entries: &[Entry]) -> String {
    fhir::write(&Chart::fold(entries.iter().cloned()), &context(entries)).unwrap()
}
