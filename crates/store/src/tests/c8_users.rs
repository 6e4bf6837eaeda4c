//! C8: who was removed is out. And: users are added, change their passwords, take turns, and sign as themselves.

use super::practice::*;
use crate::folder::{CHART, KEYS};
use crate::{AuditFilter, SignatureState, Store, StoreError};
use chart::sections::staff::Role;
use std::fs;
use std::path::Path;

const OTHER: &str = "another long password";

fn unlock_as(folder: &Path, login: &str, password: &str) -> crate::Result<Store> {
    Store::unlock_stretching(folder, login, &password.into(), now(), quick)
}

#[test]
fn c8_a_removed_user_is_out_with_the_old_key_file_too() {
    let (place, mut store, code) = practice();
    let (patient, entries) = patient_with_visit(&mut store);
    let nurse = store.add_user(new_user("nora", Role::Nurse), now()).unwrap();
    store.add_user(new_user("ben", Role::Physician), now()).unwrap();
    store.close().unwrap();
    let old_key_file = fs::read(place.path().join(KEYS)).unwrap();
    let old_chart = fs::read(place.path().join(CHART)).unwrap();
    unlock_as(place.path(), "nora", PASSWORD).unwrap();

    let mut store = unlock(&place).unwrap();
    assert!(
        is_refused(store.remove_user(store.user().id, now(), &mut |_, _| {})),
        "nobody removes themselves"
    );
    let mut steps = Vec::new();
    store.remove_user(nurse, now(), &mut |done, of| steps.push((done, of))).unwrap();
    assert_eq!(steps, [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)], "progress is told");
    assert!(matches!(store.remove_user(nurse, now(), &mut |_, _| {}), Err(StoreError::NotFound { .. })));
    assert_eq!(store.entries(patient).unwrap(), entries, "the same chart under the new key");
    let more = said(&mut store, patient, note("after the rotation"));
    write(&mut store, [more]).unwrap();
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, []);
    store.close().unwrap();

    assert!(matches!(unlock_as(place.path(), "nora", PASSWORD), Err(StoreError::WrongPassword)));
    let new_key_file = fs::read(place.path().join(KEYS)).unwrap();
    fs::write(place.path().join(KEYS), &old_key_file).unwrap();
    for login in ["nora", "ada", "ben"] {
        assert!(
            matches!(unlock_as(place.path(), login, PASSWORD), Err(StoreError::Integrity { .. })),
            "the old key file opens nothing for {login}"
        );
    }
    fs::write(place.path().join(KEYS), &new_key_file).unwrap();
    assert_ne!(fs::read(place.path().join(CHART)).unwrap()[..16], old_chart[..16], "another salt");

    // Ben was not in the room; his letterbox was.
    let ben = unlock_as(place.path(), "ben", PASSWORD).unwrap();
    assert_eq!(ben.warnings(), []);
    assert_eq!(ben.entries(patient).unwrap().len(), entries.len() + 1);
    ben.close().unwrap();
    unlock_as(place.path(), "ben", PASSWORD).unwrap();
    let (store, _) = Store::unlock_with_code_stretching(
        place.path(),
        &code.to_string(),
        "ada",
        &OTHER.into(),
        now(),
        quick,
    )
    .unwrap();
    assert_eq!(store.warnings(), [], "the printed code still opens it");
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, []);
}

#[test]
fn a_changed_password_opens_and_the_old_one_does_not() {
    let (place, mut store, _) = practice();
    let (_, entries) = patient_with_visit(&mut store);
    assert!(matches!(
        store.change_password(&"wrong".into(), &OTHER.into(), now()),
        Err(StoreError::WrongPassword)
    ));
    assert!(is_refused(store.change_password(&PASSWORD.into(), &"short".into(), now())));
    store.change_password(&PASSWORD.into(), &OTHER.into(), now()).unwrap();
    store.close().unwrap();
    assert!(matches!(unlock(&place), Err(StoreError::WrongPassword)));
    let store = unlock_as(place.path(), "ada", OTHER).unwrap();
    assert_eq!(store.signature_state(entries[3].id).unwrap(), SignatureState::Signed, "the same signing key");
    let changed = AuditFilter { act: Some("staff.change-password".into()), ..AuditFilter::default() };
    assert_eq!(store.audit_rows(&changed).unwrap().len(), 1);
}

#[test]
fn two_people_share_a_desk_and_sign_as_themselves() {
    let (place, mut store, _) = practice();
    let (patient, entries) = patient_with_visit(&mut store);
    assert!(is_refused(store.add_user(new_user("ADA", Role::Nurse), now())), "a login is one person's");
    store.add_user(new_user("ben", Role::Physician), now()).unwrap();
    let ada = store.user().clone();
    assert!(matches!(store.switch_user("ben", &"wrong one".into(), now()), Err(StoreError::WrongPassword)));
    assert_eq!(store.user(), &ada, "a wrong password changes nobody");
    store.switch_user("Ben", &PASSWORD.into(), now()).unwrap();
    assert_eq!(store.user().login, "ben");
    let mut forged = said(&mut store, patient, note("as Ada"));
    forged.author = ada.id;
    assert!(is_refused(write(&mut store, [forged])), "Ben cannot sign as Ada");
    let own = said(&mut store, patient, note("as Ben"));
    let own_id = own.id;
    write(&mut store, [own]).unwrap();
    for id in [entries[3].id, own_id] {
        assert_eq!(store.signature_state(id).unwrap(), SignatureState::Signed);
    }
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, []);
    store.close().unwrap();
    unlock_as(place.path(), "ada", PASSWORD).unwrap();
    unlock_as(place.path(), "ben", PASSWORD).unwrap();
}

#[test]
fn a_forgotten_password_is_given_anew_with_a_new_key() {
    let (place, mut store, _) = practice();
    let ben = store.add_user(new_user("ben", Role::Physician), now()).unwrap();
    store.reset_password(ben, &OTHER.into(), now()).unwrap();
    store.set_practice_name("Elm Row Family Practice", now()).unwrap();
    store.close().unwrap();
    assert_eq!(Store::practice_name(place.path()).unwrap(), "Elm Row Family Practice");
    assert!(matches!(unlock_as(place.path(), "ben", PASSWORD), Err(StoreError::WrongPassword)));
    let mut store = unlock_as(place.path(), "ben", OTHER).unwrap();
    let (_, entries) = patient_with_visit(&mut store);
    assert_eq!(store.signature_state(entries[3].id).unwrap(), SignatureState::Signed, "the new key signs");
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, []);
}
