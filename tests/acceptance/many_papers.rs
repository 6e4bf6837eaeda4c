//! A chart with more paper in it than anybody reads, and what that costs.

use crate::clinic::{Clinic, PASSWORD};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// 2,000 documents of 1 MB: the chart opens as it did before, and the backup has every one of them. Writes 6 GB and reads
/// them several times, so it is asked for by name:
/// `cargo test --release -p paperchart-tests --test acceptance two_thousand -- --ignored --nocapture`.
#[test]
#[ignore = "long: writes 6 GB"]
fn two_thousand_documents_do_not_slow_the_chart_and_are_in_the_backup() {
    let many: u64 = std::env::var("PAPERCHART_DOCUMENTS").map_or(2_000, |text| text.parse().unwrap());
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Harold", "Fennimore", "Papers");
    let before = chart_opens(&clinic, &patient);
    let begun = Instant::now();
    for number in 0..many {
        let said = json!({ "title": format!("Letter {number}"), "kind": "letter" });
        let data = STANDARD.encode(a_scan(number));
        clinic.ok("documents.add", json!({ "patient": patient, "document": said, "data": data }));
    }
    let filing = begun.elapsed();
    let after = chart_opens(&clinic, &patient);
    let rows =
        clinic.ok("charts.show", json!({ "patient": patient }))["documents"].as_array().unwrap().clone();
    assert_eq!(rows.len() as u64, many, "every document has its row");

    let stick = clinic.folder.join("stick");
    std::fs::create_dir(&stick).unwrap();
    let begun = Instant::now();
    clinic.ok("backups.make", json!({ "folder": stick }));
    let backup = begun.elapsed();
    let clean = Clinic::empty();
    let found = clean.ok("backups.look", json!({ "folder": stick }));
    let begun = Instant::now();
    clean
        .ok("backups.restore", json!({ "backup": found[0]["folder"], "login": "ada", "password": PASSWORD }));
    let restore = begun.elapsed();
    clean.unlock();
    clean.ok("charts.open", json!({ "patient": patient }));
    let mut reads: Vec<Duration> = rows
        .iter()
        .map(|row| {
            let title = row["value"]["title"].as_str().unwrap();
            let number = title.strip_prefix("Letter ").unwrap().parse().unwrap();
            let begun = Instant::now();
            let read = clean.ok("documents.read", json!({ "patient": patient, "record": row["record"] }));
            let took = begun.elapsed();
            assert_eq!(read["data"], STANDARD.encode(a_scan(number)), "{title} came back as it was filed");
            took
        })
        .collect();
    reads.sort_unstable();
    println!(
        "{many} documents of 1 MB: filed in {filing:.1?}; the chart opens in {:.1?} (worst {:.1?}), before {:.1?} (worst \
         {:.1?}); backup {backup:.1?}, restored and proven {restore:.1?}; a document is read in {:.1?} (worst {:.1?})",
        after.0,
        after.1,
        before.0,
        before.1,
        reads[reads.len() / 2],
        reads[reads.len() - 1],
    );
    let given = if cfg!(debug_assertions) { 150 } else { 40 };
    assert!(after.0.as_millis() < given, "the chart opens in the time it is given: {:?}", after.0);
}

/// The median and the worst of 21 openings.
fn chart_opens(clinic: &Clinic, patient: &Value) -> (Duration, Duration) {
    let mut times: Vec<Duration> = (0..21)
        .map(|_| {
            clinic.ok("charts.close", json!({}));
            let begun = Instant::now();
            clinic.ok("charts.open", json!({ "patient": patient }));
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    (times[10], times[20])
}

/// A megabyte that begins like a PDF and cannot be made smaller: each number has its own.
fn a_scan(number: u64) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64 ^ (number + 1);
    let mut bytes = format!("%PDF-1.7\n% {number}\n").into_bytes();
    while bytes.len() < 1 << 20 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes
}
