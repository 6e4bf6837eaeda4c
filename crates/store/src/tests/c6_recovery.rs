//! C6: the printed code opens the practice when every password is lost.

use super::practice::*;
use crate::folder::KEYS;
use crate::keys::KeyFile;
use crate::{AuditFilter, SignatureState, Store, StoreError};
use std::fs;

#[test]
fn c6_the_printed_code_opens_what_no_password_opens_any_more() {
    let place = tempfile::tempdir().unwrap();
    let (mut store, code) = Store::create_stretching(place.path(), founding(), now(), quick).unwrap();
    let (patient, entries) = patient_with_visit(&mut store);
    assert!(!store.recovery_confirmed().unwrap(), "nobody has typed it back yet");
    assert!(matches!(store.confirm_recovery("AAAA", now()), Err(StoreError::WrongCode)));
    store.confirm_recovery(&code.to_string().to_lowercase(), now()).unwrap();
    assert!(store.recovery_confirmed().unwrap());
    let old_key = store.user().verifying_key.clone();

    // Every user's slot is deleted from the key file.
    let id = store.user().id.0;
    let mut keys: KeyFile = KeyFile::parse(&fs::read(place.path().join(KEYS)).unwrap()).unwrap();
    assert!(keys.remove(id));
    keys.renew_checksum().unwrap();
    store.close().unwrap();
    fs::write(place.path().join(KEYS), keys.text().unwrap()).unwrap();
    assert!(matches!(unlock(&place), Err(StoreError::WrongPassword)));

    let fresh = "a quite new password";
    let open =
        |code: &str, login: &str| Store::unlock_with_code(place.path(), code, login, &fresh.into(), now());
    assert!(matches!(
        open(&crate::RecoveryCode::random().unwrap().to_string(), "ada"),
        Err(StoreError::WrongCode)
    ));
    assert!(matches!(open(&code.to_string(), "eve"), Err(StoreError::NotFound { .. })));
    let (mut store, new_code) = open(&code.to_string(), "Ada").unwrap();
    assert_eq!(store.warnings()[0].kind, "key-file", "the key file was tampered with, and that is said");
    assert_ne!(store.user().verifying_key, old_key, "the old signing key is lost with the slot");
    assert_eq!(store.entries(patient).unwrap(), entries, "everything is there");
    assert_eq!(
        store.signature_state(entries[3].id).unwrap(),
        SignatureState::Signed,
        "signed then, signed now"
    );
    let more = said(&mut store, patient, note("after recovery"));
    let more_id = more.id;
    write(&mut store, [more]).unwrap();
    assert_eq!(store.signature_state(more_id).unwrap(), SignatureState::Signed, "the new key signs");
    let recovered = AuditFilter { act: Some("session.recover".into()), ..AuditFilter::default() };
    assert_eq!(store.audit_rows(&recovered).unwrap().len(), 1, "recovery is audited");
    assert!(!store.recovery_confirmed().unwrap(), "the new code has to be typed back again");
    assert!(store.confirm_recovery(&code.to_string(), now()).is_err(), "the old code is no code any more");
    store.confirm_recovery(&new_code.to_string(), now()).unwrap();
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, store.warnings(), "nothing else is odd");
    store.close().unwrap();

    let later = at("2026-11-22T10:00:00+01:00");
    let again = Store::unlock_with_code(place.path(), &code.to_string(), "ada", &fresh.into(), later);
    assert!(matches!(again, Err(StoreError::WrongCode)), "the old code opens nothing");
    let mut store = Store::unlock(place.path(), "ada", &fresh.into(), later).unwrap();
    assert_eq!(store.warnings().len(), 1, "warnings stay until they are acknowledged");
    store.acknowledge_warnings(later).unwrap();
    assert_eq!(store.warnings(), []);
    store.close().unwrap();
    assert_eq!(Store::unlock(place.path(), "ada", &fresh.into(), later).unwrap().warnings(), []);
}

#[test]
fn c6_a_new_code_can_be_printed_at_any_time() {
    let (place, mut store, code) = practice();
    let new_code = store.new_recovery_code(now()).unwrap();
    assert!(store.confirm_recovery(&code.to_string(), now()).is_err(), "the old one is void");
    store.confirm_recovery(&new_code.to_string(), now()).unwrap();
    store.close().unwrap();
    assert_eq!(unlock(&place).unwrap().warnings(), [], "the key file is the practice's own");
}
