//! I3: yesterday's file, a deleted write-ahead log and a cut tail are flagged when the practice is opened.

use super::practice::*;
use crate::folder::{CHART, HEAD};
use std::fs;

#[test]
fn i3_yesterdays_file_is_flagged_with_what_is_missing() {
    let (place, mut store, _) = practice();
    patient_with_visit(&mut store);
    store.close().unwrap();
    let yesterday = fs::read(place.path().join(CHART)).unwrap();
    let mut store = unlock(&place).unwrap();
    assert_eq!(store.warnings(), []);
    patient_with_visit(&mut store);
    store.close().unwrap();
    fs::write(place.path().join(CHART), yesterday).unwrap();

    let store = unlock(&place).unwrap();
    assert_eq!(store.warnings().len(), 1);
    assert_eq!(store.warnings()[0].kind, "rollback");
    let what = &store.warnings()[0].what;
    assert!(
        what.contains("6 entries") && what.contains("4 are missing"),
        "it says how much is missing: {what}"
    );
    store.close().unwrap();
    assert_eq!(
        unlock(&place).unwrap().warnings().len(),
        1,
        "it is said again until somebody acknowledges it"
    );
}

#[test]
fn i3_a_deleted_write_ahead_log_is_flagged() {
    let (place, mut store, _) = practice();
    patient_with_visit(&mut store);
    // The program is killed: nothing is copied from the log into the file.
    let copy = tempfile::tempdir().unwrap();
    for file in fs::read_dir(place.path()).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    let log = copy.path().join(format!("{CHART}-wal"));
    assert!(log.exists(), "the entries are still in the log");
    let whole = tempfile::tempdir().unwrap();
    for file in fs::read_dir(copy.path()).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), whole.path().join(file.file_name())).unwrap();
    }
    assert_eq!(unlock(&whole).unwrap().warnings(), [], "a kill alone loses nothing");
    fs::remove_file(log).unwrap();
    let store = unlock(&copy).unwrap();
    assert_eq!(
        store.warnings().iter().map(|finding| finding.kind.as_str()).collect::<Vec<_>>(),
        ["rollback"]
    );
}

#[test]
fn i3_an_anchor_may_be_stale_or_torn_but_not_gone() {
    let (place, mut store, _) = practice();
    let stale = fs::read(place.path().join(HEAD)).unwrap();
    patient_with_visit(&mut store);
    patient_with_visit(&mut store);
    store.close().unwrap();
    let good = fs::read(place.path().join(HEAD)).unwrap();

    fs::write(place.path().join(HEAD), &stale).unwrap();
    let store = unlock(&place).unwrap();
    assert_eq!(store.warnings(), [], "the program may end between commit and note");
    store.close().unwrap();

    // A power cut tears the record that was being written; the other one still speaks.
    let turn = |record: &[u8]| {
        serde_json::from_slice::<serde_json::Value>(record).unwrap()["turn"].as_u64().unwrap()
    };
    let newer = if turn(&good[..512]) > turn(&good[512..]) { 0 } else { 512 };
    let mut torn = good;
    torn[newer + 100..newer + 200].fill(0);
    fs::write(place.path().join(HEAD), &torn).unwrap();
    let store = unlock(&place).unwrap();
    assert_eq!(store.warnings(), [], "one sound record is enough");
    store.close().unwrap();

    fs::remove_file(place.path().join(HEAD)).unwrap();
    let store = unlock(&place).unwrap();
    assert_eq!(store.warnings()[0].kind, "anchor-missing");
}

#[test]
fn i3_an_anchor_of_another_practice_is_none() {
    let (place, store, _) = practice();
    let (other, other_store, _) = practice();
    store.close().unwrap();
    other_store.close().unwrap();
    fs::copy(other.path().join(HEAD), place.path().join(HEAD)).unwrap();
    assert_eq!(unlock(&place).unwrap().warnings()[0].kind, "anchor-missing");
}
