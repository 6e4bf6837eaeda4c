//! D5 to D7: a backup counts when it was restored and compared; thinning keeps the good one; a clean machine and
//! the printed code are enough.

use super::practice::*;
use crate::folder::CHART;
use crate::{AuditFilter, BackupKey, Store, StoreError, backups_in};
use chart::PatientId;
use chrono::TimeDelta;
use std::fs;
use std::path::{Path, PathBuf};

fn flip(path: &Path, place: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[place] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn with(login: &str, password: &str) -> BackupKey {
    BackupKey::Password { login: login.into(), password: password.into() }
}

fn restore(backup: &Path, folder: &Path, key: &BackupKey) -> crate::Result<Option<PathBuf>> {
    Store::fetch_backup_stretching(backup, folder, key, now(), quick)?.take_place(now())
}

#[test]
fn d5_a_backup_is_proven_by_reading_it_back() {
    let (place, mut store, _) = practice();
    for _ in 0..25 {
        patient_with_visit(&mut store);
    }
    assert_eq!(store.last_backup().unwrap(), None);
    let stick = tempfile::tempdir().unwrap();
    let copy = store.copy(now(), &mut |_, _| {}).unwrap();
    assert!(matches!(copy.deliver(&stick.path().join("gone")), Err(StoreError::NotFound { .. })));
    drop(copy);
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
        !place.path().join("proving").exists() && !place.path().join("copying").exists(),
        "nothing is left lying about"
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
    let (_place, mut store, _) = practice();
    let (patient, _) = patient_with_visit(&mut store);
    for (number, damage) in [CHART, "practice.keys", "practice.head"].into_iter().enumerate() {
        let stick = tempfile::tempdir().unwrap();
        let copy = store.copy(now(), &mut |_, _| {}).unwrap();
        let delivered = copy.deliver(stick.path()).unwrap();
        flip(&delivered.making.join(damage), 40 + number);
        let making = delivered.making.clone();
        let refused = delivered.prove(now(), &mut |_, _| {});
        assert!(matches!(refused, Err(StoreError::Integrity { .. })), "{damage} was changed");
        assert!(!making.exists(), "it is not left lying about as if it were one");
        assert_eq!(backups_in(stick.path()).unwrap(), []);
    }
    // An older state, whole in itself, under the newer one's name.
    let stick = tempfile::tempdir().unwrap();
    let old = store.copy(now(), &mut |_, _| {}).unwrap();
    let (old_chart, old_files) = (fs::read(old.here.join(CHART)).unwrap(), old.manifest.files.clone());
    drop(old);
    let more = said(&mut store, patient, problem("cough"));
    write(&mut store, [more]).unwrap();
    let later = now() + TimeDelta::seconds(1);
    let mut new = store.copy(later, &mut |_, _| {}).unwrap();
    fs::write(new.here.join(CHART), old_chart).unwrap();
    new.manifest.files[0] = old_files[0].clone();
    let delivered = new.deliver(stick.path()).unwrap();
    assert!(delivered.prove(later, &mut |_, _| {}).is_err(), "it lacks an entry");
    // What a pulled stick left half made goes with the next one.
    let shelf = fs::read_dir(stick.path()).unwrap().next().unwrap().unwrap().path();
    let left = shelf.join("2026-01-01T000000000Z.making");
    fs::create_dir(&left).unwrap();
    store.back_up(stick.path(), later + TimeDelta::seconds(1), &mut |_, _| {}).unwrap();
    assert!(!left.exists());
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
    let printed = BackupKey::Code(code.to_string());
    assert_eq!(restore(&proven.folder, &folder, &printed).unwrap(), None, "nothing stood there");
    let fresh = "a quite new password";
    let (mut store, _) =
        Store::unlock_with_code_stretching(&folder, &code.to_string(), "ada", &fresh.into(), now(), quick)
            .unwrap();
    assert_eq!(store.entries(patient).unwrap(), entries);
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, []);
    assert_eq!(store.warnings(), []);
    let restored = AuditFilter { act: Some("backup.restore".into()), ..AuditFilter::default() };
    assert_eq!(store.audit_rows(&restored).unwrap().len(), 1, "the audit says so, once");
    assert_eq!(
        store.last_backup().unwrap().map(|last| (last.made_at, last.folder)),
        Some((proven.made_at, proven.folder)),
        "what it was restored from is its last proven backup"
    );
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
    assert!(matches!(restore(&newest, place.path(), &with("ada", fresh)), Err(StoreError::InUse)));
    open.close().unwrap();
    assert!(
        matches!(restore(&newest, place.path(), &with("ada", PASSWORD)), Err(StoreError::WrongPassword)),
        "the password of the day of the backup is asked for, not the one before"
    );
    assert!(
        matches!(restore(&newest, place.path(), &printed), Err(StoreError::WrongCode)),
        "and the code that was printed last"
    );
    let aside = restore(&newest, place.path(), &with("ada", fresh)).unwrap().unwrap();
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
    let key = with("ada", PASSWORD);
    flip(&proven.folder.join(CHART), 9000);
    assert!(matches!(restore(&proven.folder, place.path(), &key), Err(StoreError::Integrity { .. })));
    assert!(
        matches!(restore(stick.path(), place.path(), &key), Err(StoreError::NotFound { .. })),
        "no backup"
    );
    let manifest = proven.folder.join("manifest.json");
    let hostile =
        fs::read_to_string(&manifest).unwrap().replace("practice.head", "practice.../../../../tmp/x");
    fs::write(&manifest, hostile).unwrap();
    assert!(matches!(restore(&proven.folder, place.path(), &key), Err(StoreError::Integrity { .. })));
    let store = unlock(&place).unwrap();
    assert_eq!(store.entries(patient).unwrap(), entries, "the practice stands as it stood");
    assert!(!store.thinning_frozen().unwrap());
}

#[test]
fn d7_guessing_at_a_backup_waits_and_is_told() {
    let (place, mut store, _) = practice();
    patient_with_visit(&mut store);
    let stick = tempfile::tempdir().unwrap();
    let proven = store.back_up(stick.path(), now(), &mut |_, _| {}).unwrap();
    store.close().unwrap();
    for _ in 0..3 {
        let refused = restore(&proven.folder, place.path(), &with("ada", "not the password"));
        assert!(matches!(refused, Err(StoreError::WrongPassword)));
    }
    let waits = restore(&proven.folder, place.path(), &with("ada", PASSWORD));
    assert!(matches!(waits, Err(StoreError::Wait { seconds: 5 })), "the right one has to wait as well");
    let store = unlock(&place).unwrap();
    let refused = AuditFilter { act: Some("session.refused".into()), ..AuditFilter::default() };
    let rows = store.audit_rows(&refused).unwrap();
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row.act.detail.as_deref() == Some("restoring a backup")));
}

#[test]
fn d3_a_power_cut_while_restoring_leaves_the_old_or_the_new() {
    let (place, mut store, _) = practice();
    let (kept, _) = patient_with_visit(&mut store);
    let stick = tempfile::tempdir().unwrap();
    let proven = store.back_up(stick.path(), now(), &mut |_, _| {}).unwrap();
    patient_with_visit(&mut store);
    store.close().unwrap();
    let before = |folder: &Path| {
        for file in fs::read_dir(place.path()).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), folder.join(file.file_name())).unwrap();
        }
    };
    // Every act on the folder, as a restore that comes to its end does them; the power fails after the first so many.
    let whole = tempfile::tempdir().unwrap();
    before(whole.path());
    restore(&proven.folder, whole.path(), &with("ada", PASSWORD)).unwrap();
    let stamp = "2026-11-22T071500Z";
    let (arriving, aside) = (format!("restoring-{stamp}"), format!("replaced-{stamp}"));
    assert!(whole.path().join(&aside).is_dir(), "the names are those that the test plays");
    let aside_then_in: Vec<(String, String)> = ["practice.keys", "practice.chart", "practice.head"]
        .iter()
        .map(|name| ((*name).to_owned(), format!("{aside}/{name}")))
        .chain(
            ["practice.chart", "practice.head", "practice.keys"]
                .iter()
                .map(|name| (format!("{arriving}/{name}"), (*name).to_owned())),
        )
        .collect();
    for done in 0..=aside_then_in.len() {
        let scene = tempfile::tempdir().unwrap();
        before(scene.path());
        fs::create_dir(scene.path().join(&arriving)).unwrap();
        for name in ["practice.chart", "practice.head", "practice.keys"] {
            fs::copy(proven.folder.join(name), scene.path().join(&arriving).join(name)).unwrap();
        }
        let note = format!(r#"{{"arriving":"{arriving}","aside":"{aside}","note":"of then"}}"#);
        fs::write(scene.path().join("practice.restoring"), note).unwrap();
        if done > 0 {
            fs::create_dir(scene.path().join(&aside)).unwrap();
        }
        for (from, to) in &aside_then_in[..done] {
            fs::rename(scene.path().join(from), scene.path().join(to)).unwrap();
        }
        assert!(Store::exists(scene.path()), "after {done} steps it is a practice");
        // The note says nothing of the day here, as one that was cut off: that keeps nobody out.
        let store = unlock(&scene).unwrap();
        assert_eq!(store.patients().unwrap(), [kept], "after {done} steps: the restored one");
        assert_eq!((store.warnings(), store.thinning_frozen().unwrap()), (&[][..], true));
        drop(store);
        let old = Store::unlock_stretching(&scene.path().join(&aside), "ada", &PASSWORD.into(), now(), quick)
            .unwrap();
        assert_eq!(old.patients().unwrap().len(), 2, "and what stood there lies aside, whole");
    }
}
