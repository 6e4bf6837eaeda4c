//! The bytes of documents: kept once, named by the chain, in every copy, found when changed, salvaged when not.

use super::practice::*;
use crate::connection::keyed;
use crate::folder::CHART;
use crate::{Act, Store, StoreError};
use chart::sections::documents::{Attachment, Document, DocumentKind, DocumentStatus};
use chart::{Entry, PatientId, Statement};
use rusqlite::OpenFlags;
use std::fs;

const PAGE: usize = 4096;

/// Bytes that look like nothing else, of any length.
fn bytes(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut bytes = b"%PDF-1.7\n".to_vec();
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}

fn letter(content: Attachment) -> Statement {
    Statement::Documents(Document {
        title: "Letter".to_owned(),
        kind: DocumentKind::Letter,
        status: DocumentStatus::Current,
        dated: None,
        source: None,
        note: None,
        content,
        thumbnail: None,
        pages: None,
        review: None,
    })
}

/// Files bytes and the entry that names them, in one transaction.
fn file(store: &mut Store, patient: PatientId, content: &[u8]) -> (Entry, Attachment) {
    let placeholder = Attachment { content_type: String::new(), size: 0, sha256: "00".repeat(32) };
    let mut entry = said(store, patient, letter(placeholder));
    store
        .write(Act::named("documents.add"), now(), |writing| {
            let kept = writing.keep("application/pdf", content)?;
            entry.body = letter(kept.clone()).into();
            writing.append(entry.clone())?;
            Ok::<_, StoreError>((entry.clone(), kept))
        })
        .unwrap()
}

fn rows(store: &Store) -> i64 {
    store.connection.query_row("SELECT count(*) FROM attachments", [], |row| row.get(0)).unwrap()
}

#[test]
fn the_same_bytes_are_kept_once_and_come_back() {
    let (place, mut store, _) = practice();
    let (patient, _) = patient_with_visit(&mut store);
    let content = bytes(1, 300_000);
    let (_, kept) = file(&mut store, patient, &content);
    file(&mut store, patient, &content);
    assert_eq!(rows(&store), 1, "one scan filed twice is one row");
    assert_eq!(store.attachment(&kept).unwrap(), content);
    store.close().unwrap();
    let store = unlock(&place).unwrap();
    assert_eq!(store.attachment(&kept).unwrap(), content, "after closing, too");
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, []);
    let raw = fs::read(place.path().join(CHART)).unwrap();
    assert!(!raw.windows(64).any(|window| window == &content[1000..1064]), "encrypted as everything else");
}

#[test]
fn a_document_without_its_bytes_is_refused() {
    let (_place, mut store, _) = practice();
    let (patient, _) = patient_with_visit(&mut store);
    let before = store.entry_count();
    let never_kept = Attachment { content_type: "application/pdf".into(), size: 9, sha256: "ab".repeat(32) };
    let entry = said(&mut store, patient, letter(never_kept));
    assert!(matches!(write(&mut store, [entry]), Err(StoreError::Refused { .. })));
    assert_eq!(store.entry_count(), before, "and nothing else happened");
    let empty = store.write(Act::named("x"), now(), |writing| writing.keep("application/pdf", b"").map(drop));
    assert!(matches!(empty, Err(StoreError::Refused { .. })));
    // Bytes whose entry fails are not kept either.
    let failed = store.write(Act::named("x"), now(), |writing| {
        writing.keep("application/pdf", b"%PDF-1.7")?;
        Err::<(), _>(StoreError::refused("no"))
    });
    assert!(failed.is_err());
    assert_eq!(rows(&store), 0);
}

#[test]
fn a_changed_or_missing_byte_is_found() {
    let (place, mut store, _) = practice();
    let (patient, _) = patient_with_visit(&mut store);
    let (_, first) = file(&mut store, patient, &bytes(1, 10_000));
    let (_, second) = file(&mut store, patient, &bytes(2, 10_000));
    assert!(store.connection.execute("UPDATE attachments SET bytes = x'00'", []).is_err(), "guarded");
    assert!(store.connection.execute("DELETE FROM attachments", []).is_err(), "guarded");
    let keys = store.keys.clone();
    store.close().unwrap();
    keyed(&place.path().join(CHART), &keys, OpenFlags::default())
        .unwrap()
        .execute_batch(
            "DROP TRIGGER attachment_is_not_updated; DROP TRIGGER attachment_is_not_deleted;
             UPDATE attachments SET bytes = CAST(bytes || x'00' AS BLOB) WHERE number = 1;
             DELETE FROM attachments WHERE number = 2;",
        )
        .unwrap();
    let store = unlock(&place).unwrap();
    assert!(
        matches!(store.attachment(&first), Err(StoreError::Integrity { .. })),
        "never shown as if it were it"
    );
    assert!(matches!(store.attachment(&second), Err(StoreError::Integrity { .. })));
    let findings = store.verify(&mut |_, _| {}).unwrap().findings;
    let documents: Vec<&str> =
        findings.iter().filter(|found| found.kind == "document").map(|found| found.what.as_str()).collect();
    assert_eq!(
        documents.len(),
        3,
        "one changed, whose entry names bytes that are gone, and one gone: {documents:?}"
    );
}

#[test]
fn a_backup_and_a_new_key_have_them() {
    let (place, mut store, _) = practice();
    let (patient, _) = patient_with_visit(&mut store);
    let content = bytes(3, 500_000);
    let (_, kept) = file(&mut store, patient, &content);
    store.rotate_keys(now(), &mut |_, _| {}).unwrap();
    assert_eq!(store.attachment(&kept).unwrap(), content, "under the new key");
    let shelf = tempfile::tempdir().unwrap();
    let proven = store.back_up(shelf.path(), now(), &mut |_, _| {}).unwrap();
    assert_eq!(proven.findings, [], "the copy's bytes were read and fit");
    assert!(proven.bytes > 500_000, "they are in it");
    drop(place);
}

#[test]
fn d8_documents_are_salvaged_and_the_lost_ones_counted() {
    let (place, mut store, _) = practice();
    let (patient, _) = patient_with_visit(&mut store);
    let (_, first) = file(&mut store, patient, &bytes(1, 400_000));
    let (_, second) = file(&mut store, patient, &bytes(2, 400_000));
    store.close().unwrap();
    let salvage = || {
        let into = tempfile::tempdir().unwrap();
        let (from, to) = (place.path(), into.path());
        let report = Store::salvage_stretching(from, "ada", &PASSWORD.into(), to, now(), quick).unwrap();
        (into, report)
    };
    let (into, report) = salvage();
    assert_eq!(report.documents, (2, 0));
    let saved = unlock(&into).unwrap();
    assert_eq!(saved.attachment(&first).unwrap(), bytes(1, 400_000));
    assert_eq!(saved.verify(&mut |_, _| {}).unwrap().findings, []);
    drop(saved);

    // The last pages hold the second document; one of them is enough to lose it, and only it.
    let chart = place.path().join(CHART);
    let mut damaged = fs::read(&chart).unwrap();
    let end = damaged.len();
    damaged[end - 10 * PAGE..end - 9 * PAGE].fill(0);
    fs::write(&chart, damaged).unwrap();
    let (into, report) = salvage();
    assert_eq!(report.documents, (1, 1), "{report:?}");
    let saved = unlock(&into).unwrap();
    let there = [&first, &second].map(|kept| saved.attachment(kept).is_ok());
    assert_eq!(there.iter().filter(|there| **there).count(), 1, "the other one is whole");
    let findings = saved.verify(&mut |_, _| {}).unwrap().findings;
    assert!(findings.iter().any(|found| found.kind == "document"), "and the loss is said ever after");
}
