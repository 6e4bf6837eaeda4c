//! C2: the build really encrypts, with the real Argon2id.

use super::practice::*;
use crate::connection::{CIPHER_VERSION, Opening, connection};
use crate::folder::CHART;
use crate::keys::PracticeKeys;
use crate::{Store, StoreError};
use std::fs;

#[test]
fn c2_the_file_is_encrypted_and_opens_with_its_key_only() {
    let place = tempfile::tempdir().unwrap();
    let (mut store, _) = Store::create(place.path(), founding(), now()).unwrap();
    patient_with_visit(&mut store);
    let version: String = rusqlite::Connection::open_in_memory()
        .unwrap()
        .query_row("PRAGMA cipher_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, CIPHER_VERSION, "the SQLCipher that was tested");

    // While it is open, too: the log beside the file is as secret as the file.
    let plain = |place: &tempfile::TempDir| {
        let mut found = Vec::new();
        for file in fs::read_dir(place.path()).unwrap() {
            let path = file.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            for word in ["Delacroix", "hypertension", "SQLite format", "CREATE TABLE", "Dr ada", PASSWORD] {
                let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
                if [word.as_bytes(), &wide]
                    .iter()
                    .any(|needle| bytes.windows(needle.len()).any(|part| part == *needle))
                {
                    found.push(format!("{word} in {}", path.display()));
                }
            }
        }
        found
    };
    assert_eq!(plain(&place), Vec::<String>::new());
    store.close().unwrap();
    assert_eq!(plain(&place), Vec::<String>::new());

    assert!(matches!(
        Store::unlock(place.path(), "ada", &"correct horse batterz".into(), now()),
        Err(StoreError::WrongPassword)
    ));
    assert!(matches!(
        Store::unlock(place.path(), "eve", &PASSWORD.into(), now()),
        Err(StoreError::WrongPassword)
    ));
    let store = Store::unlock(place.path(), " ADA ", &PASSWORD.into(), now()).unwrap();
    assert_eq!(Store::practice_name(place.path()).unwrap(), "Elm Row Practice");
    let refused =
        store.audit_rows(&crate::AuditFilter { act: Some("session.refused".into()), ..Default::default() });
    assert_eq!(refused.unwrap().len(), 2, "the audit hears of the wrong tries");
    assert!(matches!(Store::unlock(place.path(), "ada", &PASSWORD.into(), now()), Err(StoreError::InUse)));
}

#[test]
fn c2_another_key_and_a_plain_file_are_refused() {
    let (place, store, _) = practice();
    let keys = store.keys.clone();
    store.close().unwrap();
    let chart = place.path().join(CHART);
    let wrong = PracticeKeys { salt: keys.salt.clone(), ..PracticeKeys::random().unwrap() };
    assert!(matches!(connection(&chart, &wrong, Opening::Existing), Err(StoreError::Integrity { .. })));

    let before = fs::read(&chart).unwrap();
    fs::remove_file(&chart).unwrap();
    assert!(matches!(unlock(&place), Err(StoreError::Integrity { .. })), "no file");
    fs::write(&chart, b"").unwrap();
    assert!(matches!(unlock(&place), Err(StoreError::Integrity { .. })), "an empty file");
    let plain = rusqlite::Connection::open(place.path().join("plain")).unwrap();
    plain.execute_batch("CREATE TABLE ledger (seq)").unwrap();
    drop(plain);
    fs::rename(place.path().join("plain"), &chart).unwrap();
    let refused = unlock(&place).unwrap_err();
    assert!(refused.to_string().contains("not encrypted"), "{refused}");
    fs::write(&chart, before).unwrap();
    unlock(&place).unwrap();
}

#[test]
fn c1_an_open_practice_keeps_no_shared_memory_beside_it() {
    let (place, mut store, _) = practice();
    patient_with_visit(&mut store);
    store.close().unwrap();
    let mut store = unlock(&place).unwrap();
    patient_with_visit(&mut store);
    let names: Vec<String> = std::fs::read_dir(place.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert!(names.iter().any(|name| name == "practice.chart-wal"), "the log is there: {names:?}");
    assert!(!names.iter().any(|name| name.ends_with("-shm")), "and no memory that is shared: {names:?}");
}
