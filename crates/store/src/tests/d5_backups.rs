//! D5 to D7: a backup counts when it was restored and compared; thinning keeps the good one; a clean machine and
//! the printed code are enough.

use super::practice::*;
use crate::folder::CHART;
use crate::{AuditFilter, Store, StoreError, backups_in};
use chart::PatientId;
use chrono::TimeDelta;
use std::fs;
use std::path::Path;

fn flip(path: &Path, place: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[place] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn d5_a_backup_is_proven_by_reading_it_back() {
    let (place, mut store, _) = practice();
    for _ in 0..25 {
        patient_with_visit(&mut store);
    }
    assert_eq!(store.last_backup().unwrap(), None);
    let stick = tempfile::tempdir().unwrap();
    assert!(matches!(
        store.copy_to(&stick.path().join("gone"), now(), &mut |_, _| {}),
        Err(StoreError::NotFound { .. })
    ));
    let mut steps = Vec::new();
    let proven = store.back_up(stick.path(), now(), &mut |done, of| steps.push((done, of))).unwrap();
    assert!(steps.iter().all(|(done, of)| done <= of) && !steps.is_empty(), "progress is told: {steps:?}");
    assert_eq!(proven.entries, 102);
    assert_eq!(proven.findings, []);
    let last = store.last_backup().unwrap().unwrap();
    assert_eq!((last.made_at, last.entries, &last.folder), (now(), 102, &proven.folder));
    let shelf = backups_in(stick.path()).unwrap();
    assert_eq!(shelf.len(), 1);
    assert!(shelf[0].proven && shelf[0].practice == "Elm Row Practice");
    let noted = AuditFilter { act: Some("backup.".into()), ..AuditFilter::default() };
    assert_eq!(store.audit_rows(&noted).unwrap().len(), 1);
    assert!(
        fs::read_dir(place.path()).unwrap().all(|file| !file
            .unwrap()
            .file_name()
            .to_string_lossy()
            .contains("proving"))
    );

    // The copy opens by itself, with the same password.
    let copy = tempfile::tempdir().unwrap();
    for file in fs::read_dir(&proven.folder).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    let opened = unlock(&copy).unwrap();
    assert_eq!(opened.warnings(), []);
    assert_eq!(opened.patients().unwrap(), store.patients().unwrap());
}

#[test]
fn d5_a_copy_that_rotted_on_its_way_is_not_kept() {
    let (place, mut store, _) = practice();
    let (patient, _) = patient_with_visit(&mut store);
    for (number, damage) in [CHART, "practice.keys", "practice.head"].into_iter().enumerate() {
        let stick = tempfile::tempdir().unwrap();
        let copy = store.copy_to(stick.path(), now(), &mut |_, _| {}).unwrap();
        flip(&copy.making.join(damage), 40 + number);
        let making = copy.making.clone();
        let refused = copy.prove(place.path(), now(), &mut |_, _| {});
        assert!(matches!(refused, Err(StoreError::Integrity { .. })), "{damage} was changed");
        assert!(!making.exists(), "it is not left lying about as if it were one");
        assert_eq!(backups_in(stick.path()).unwrap(), []);
    }
    // An older state, whole in itself, under the newer one's name.
    let stick = tempfile::tempdir().unwrap();
    let old = store.copy_to(stick.path(), now(), &mut |_, _| {}).unwrap();
    let more = said(&mut store, patient, problem("cough"));
    write(&mut store, [more]).unwrap();
    let later = now() + TimeDelta::seconds(1);
    let mut new = store.copy_to(stick.path(), later, &mut |_, _| {}).unwrap();
    fs::copy(old.making.join(CHART), new.making.join(CHART)).unwrap();
    new.manifest.files.clone_from(&old.manifest.files);
    assert!(new.prove(place.path(), later, &mut |_, _| {}).is_err(), "it lacks an entry");
}

#[test]
fn d6_the_newest_backup_is_read_before_an_older_one_goes() {
    let (_place, mut store, _) = practice();
    patient_with_visit(&mut store);
    let stick = tempfile::tempdir().unwrap();
    let mut folders = Vec::new();
    for minutes in 0..4 {
        let at = now() + TimeDelta::minutes(minutes);
        folders.push(store.back_up(stick.path(), at, &mut |_, _| {}).unwrap().folder);
    }
    flip(&folders[3].join(CHART), 5000);
    let gone = store.thin_backups(stick.path(), now()).unwrap();
    assert!(!gone.contains(&folders[2]), "the newest good one stays, although a damaged one is newer");
    assert!(gone.contains(&folders[0]) && gone.contains(&folders[1]), "older ones of the hour go");
    let (other_place, mut other, _) = practice();
    let others = other.back_up(stick.path(), now(), &mut |_, _| {}).unwrap().folder;
    store.thin_backups(stick.path(), now()).unwrap();
    assert!(others.exists() && other_place.path().exists(), "another practice's backup is not ours to clear");
}

#[test]
fn d7_a_clean_machine_and_the_printed_code_are_enough() {
    let (place, mut store, code) = practice();
    let (patient, entries) = patient_with_visit(&mut store);
    let stick = tempfile::tempdir().unwrap();
    let proven = store.back_up(stick.path(), now(), &mut |_, _| {}).unwrap();
    let (lost, _): (PatientId, _) = patient_with_visit(&mut store);
    drop(store);

    let machine = tempfile::tempdir().unwrap();
    let folder = machine.path().join("practice");
    assert_eq!(Store::restore(&proven.folder, &folder, now()).unwrap(), None, "nothing stood there");
    let fresh = "a quite new password";
    let (mut store, _) =
        Store::unlock_with_code_stretching(&folder, &code.to_string(), "ada", &fresh.into(), now(), quick)
            .unwrap();
    assert_eq!(store.entries(patient).unwrap(), entries);
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, []);
    assert_eq!(store.warnings(), []);
    let restored = AuditFilter { act: Some("backup.restore".into()), ..AuditFilter::default() };
    assert_eq!(store.audit_rows(&restored).unwrap().len(), 1, "the audit says so, once");
    assert!(store.thinning_frozen().unwrap());
    for minutes in 0..3 {
        store.back_up(stick.path(), now() + TimeDelta::minutes(10 + minutes), &mut |_, _| {}).unwrap();
    }
    assert_eq!(store.thin_backups(stick.path(), now()).unwrap(), Vec::<std::path::PathBuf>::new(), "frozen");
    store.unfreeze_thinning(now()).unwrap();
    assert!(!store.thin_backups(stick.path(), now()).unwrap().is_empty());

    // On the old machine: what is newer than the backup is put aside, not deleted.
    let newest = backups_in(stick.path()).unwrap()[0].folder.clone();
    let open = unlock(&place).unwrap();
    assert!(matches!(Store::restore(&newest, place.path(), now()), Err(StoreError::InUse)));
    open.close().unwrap();
    let aside = Store::restore(&newest, place.path(), now()).unwrap().unwrap();
    assert!(
        Store::unlock_stretching(&aside, "ada", &PASSWORD.into(), now(), quick)
            .unwrap()
            .patients()
            .unwrap()
            .contains(&lost)
    );
    let store = Store::unlock_stretching(place.path(), "ada", &fresh.into(), now(), quick).unwrap();
    assert_eq!(store.patients().unwrap(), [patient]);
}

#[test]
fn d7_a_damaged_backup_replaces_nothing() {
    let (place, mut store, _) = practice();
    let (patient, entries) = patient_with_visit(&mut store);
    let stick = tempfile::tempdir().unwrap();
    let proven = store.back_up(stick.path(), now(), &mut |_, _| {}).unwrap();
    store.close().unwrap();
    flip(&proven.folder.join(CHART), 9000);
    assert!(matches!(Store::restore(&proven.folder, place.path(), now()), Err(StoreError::Integrity { .. })));
    assert!(
        matches!(Store::restore(stick.path(), place.path(), now()), Err(StoreError::NotFound { .. })),
        "no backup"
    );
    let manifest = proven.folder.join("manifest.json");
    let hostile =
        fs::read_to_string(&manifest).unwrap().replace("practice.head", "practice.../../../../tmp/x");
    fs::write(&manifest, hostile).unwrap();
    assert!(matches!(Store::restore(&proven.folder, place.path(), now()), Err(StoreError::Integrity { .. })));
    let store = unlock(&place).unwrap();
    assert_eq!(store.entries(patient).unwrap(), entries, "the practice stands as it stood");
    assert!(!store.thinning_frozen().unwrap());
}
