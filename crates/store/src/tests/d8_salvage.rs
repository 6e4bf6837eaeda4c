//! D8: from a damaged file every readable entry is saved, and what is lost is said.

use super::practice::*;
use crate::folder::CHART;
use crate::{SalvageReport, SignatureState, Store};
use chart::{Entry, PatientId};
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const PAGE: usize = crate::connection::PAGE_BYTES;

/// A practice of some size, closed, with all its entries.
fn large() -> (TempDir, Vec<Entry>) {
    let (place, mut store, _) = practice();
    let mut all = store.entries(PatientId::PRACTICE).unwrap();
    for number in 0..40 {
        let (patient, entries) = patient_with_visit(&mut store);
        all.extend(entries);
        // A long note runs over further pages.
        let long = said(&mut store, patient, note(&"word ".repeat(200 * (number % 8))));
        write(&mut store, [long.clone()]).unwrap();
        all.push(long);
    }
    store.close().unwrap();
    (place, all)
}

fn salvage(place: &TempDir) -> crate::Result<(TempDir, SalvageReport)> {
    let into = tempfile::tempdir().unwrap();
    let folder = into.path();
    let report = Store::salvage_stretching(place.path(), "ada", &PASSWORD.into(), folder, now(), quick)?;
    Ok((into, report))
}

fn entries_of(store: &Store) -> Vec<Entry> {
    let mut patients = store.patients().unwrap();
    patients.push(PatientId::PRACTICE);
    patients.into_iter().flat_map(|patient| store.entries(patient).unwrap()).collect()
}

fn zero(chart: &Path, pages: impl IntoIterator<Item = usize>) {
    let mut bytes = fs::read(chart).unwrap();
    for page in pages {
        bytes[page * PAGE..(page + 1) * PAGE].fill(0);
    }
    fs::write(chart, bytes).unwrap();
}

fn ids(entries: &[Entry]) -> HashSet<chart::EntryId> {
    entries.iter().map(|entry| entry.id).collect()
}

#[test]
fn d8_a_sound_file_is_saved_whole() {
    let (place, all) = large();
    let (into, report) = salvage(&place).unwrap();
    assert_eq!((report.entries, report.gaps.clone(), report.pages.1), (all.len() as u64, vec![], 0));
    assert!(!report.user_restated);
    let store = unlock(&into).unwrap();
    assert_eq!(ids(&entries_of(&store)), ids(&all));
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, []);
    assert_eq!(store.warnings(), []);
    assert!(
        Store::salvage_stretching(place.path(), "ada", &"wrong".into(), into.path(), now(), quick).is_err()
    );
    drop(store);
    let again = Store::salvage_stretching(place.path(), "ada", &PASSWORD.into(), into.path(), now(), quick);
    assert!(again.is_err(), "never into another practice");
}

#[test]
fn d8_what_only_the_log_holds_is_saved_too() {
    let (place, mut store, _) = practice();
    let (patient, entries) = patient_with_visit(&mut store);
    let killed = tempfile::tempdir().unwrap();
    for file in fs::read_dir(place.path()).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), killed.path().join(file.file_name())).unwrap();
    }
    assert!(killed.path().join(format!("{CHART}-wal")).exists());
    let (into, report) = salvage(&killed).unwrap();
    assert_eq!((report.entries, report.gaps), (6, vec![]));
    assert_eq!(unlock(&into).unwrap().entries(patient).unwrap(), entries);
}

#[test]
fn d8_zeroed_pages_lose_what_was_on_them_and_nothing_else() {
    let rounds = if std::env::var_os("PAPERCHART_LONG").is_some() { 100 } else { 4 };
    let (place, all) = large();
    let chart = place.path().join(CHART);
    let whole = fs::read(&chart).unwrap();
    let pages = whole.len() / PAGE;
    for round in 0..rounds {
        // Page 1 is always gone; of the rest between 1 and 30 in a hundred.
        let mut chance = vec![0; pages];
        getrandom::fill(&mut chance).unwrap();
        let share = 2 + round * 75 / rounds;
        let gone: Vec<usize> =
            (0..pages).filter(|page| *page == 0 || usize::from(chance[*page]) < share).collect();
        fs::write(&chart, &whole).unwrap();
        zero(&chart, gone.iter().copied());
        assert!(unlock(&place).is_err(), "SQLite cannot open it");
        let (into, report) = salvage(&place).unwrap();
        assert_eq!(report.pages.1, gone.len() as u64, "damaged pages are counted");
        let store = unlock(&into).unwrap();
        let saved = entries_of(&store);
        let original: HashSet<_> = ids(&all);
        let restated = u64::from(report.user_restated);
        let lost: u64 = report.gaps.iter().map(|(first, last)| last - first + 1).sum();
        assert_eq!(report.entries - restated + lost, all.len() as u64, "saved and lost add up");
        for entry in &saved {
            if original.contains(&entry.id) {
                assert!(all.contains(entry), "what is saved is what was said");
            }
        }
        for entry in saved.iter().filter(|entry| entry.body.said.is_signed_by_author()) {
            if !report.user_restated {
                assert_eq!(store.signature_state(entry.id).unwrap(), SignatureState::Signed);
            }
        }
    }
}

#[test]
fn d8_gaps_are_said_by_number() {
    let (place, all) = large();
    let chart = place.path().join(CHART);
    let pages = fs::read(&chart).unwrap().len() / PAGE;
    zero(&chart, 0..pages / 2);
    let (_into, report) = salvage(&place).unwrap();
    assert!(!report.gaps.is_empty() && report.entries > 0, "half is lost and half is saved: {report:?}");
    assert!(report.gaps.iter().all(|(first, last)| first <= last && *last <= all.len() as u64));
    zero(&chart, 0..pages);
    assert!(salvage(&place).is_err(), "of nothing, nothing is saved, and that is said");
}

#[test]
fn d8_what_was_saved_takes_the_place_of_the_damaged_one() {
    let (place, all) = large();
    let chart = place.path().join(CHART);
    let pages = fs::read(&chart).unwrap().len() / PAGE;
    zero(&chart, [pages / 2, pages / 2 + 1]);
    let (report, aside) =
        Store::salvage_in_place_stretching(place.path(), "ada", &PASSWORD.into(), now(), quick).unwrap();
    assert!(report.pages.1 >= 2 && report.entries <= all.len() as u64);
    let store = unlock(&place).unwrap();
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, []);
    assert_eq!(store.entry_count(), report.entries);
    assert!(store.thinning_frozen().unwrap(), "the backups of before are all kept");
    let aside = aside.unwrap();
    assert!(
        aside.join(CHART).is_file() && aside.join("practice.keys").is_file(),
        "it is put aside, not deleted"
    );
    drop(store);
    for _ in 0..3 {
        let wrong = Store::salvage_in_place_stretching(place.path(), "ada", &"wrong".into(), now(), quick);
        assert!(matches!(wrong, Err(crate::StoreError::WrongPassword)));
    }
    let waits = Store::salvage_in_place_stretching(place.path(), "ada", &PASSWORD.into(), now(), quick);
    assert!(matches!(waits, Err(crate::StoreError::Wait { .. })), "guessing waits here as well");
}
