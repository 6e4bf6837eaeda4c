//! I2: an edit by somebody who holds the key is found, also when the plain hashes were computed anew.

use super::practice::*;
use crate::connection::keyed;
use crate::folder::CHART;
use crate::ledger::chain::{Header, Link, body_hash};
use crate::ledger::read::{PROOF_COLUMNS, proof};
use crate::{Store, VerifyReport};
use rusqlite::{Connection, OpenFlags, params};
use std::fs;
use tempfile::TempDir;

/// Opens the file with its key, takes the triggers away and edits.
fn edit(place: &TempDir, store: &Store, edit: impl FnOnce(&Connection)) {
    let raw = keyed(&place.path().join(CHART), &store.keys, OpenFlags::default()).unwrap();
    let triggers: Vec<(String, String)> = {
        let mut statement =
            raw.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").unwrap();
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    };
    for (name, _) in &triggers {
        raw.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    edit(&raw);
    for (_, sql) in &triggers {
        raw.execute_batch(sql).unwrap();
    }
}

/// Computes body hashes and the whole chain anew, as somebody could who has read our source.
fn recompute(raw: &Connection) {
    let proofs: Vec<_> = {
        let mut statement = raw.prepare(&format!("SELECT {PROOF_COLUMNS} FROM ledger ORDER BY seq")).unwrap();
        statement.query_map([], |row| Ok(proof(row))).unwrap().map(|row| row.unwrap().unwrap()).collect()
    };
    let mut before = [0; 32];
    for row in proofs {
        let hash = body_hash(&row.body_salt, &row.body);
        let header = Header::of(&row.entry, &row.section, row.device);
        let link = Link {
            before: &before,
            seq: row.seq.unsigned_abs(),
            header: &header,
            body_hash: &hash,
            device: row.device,
            signed: row.signed.as_ref(),
        };
        let chain = link.hash();
        raw.execute(
            "UPDATE ledger SET body_hash = ?1, chain = ?2 WHERE seq = ?3",
            params![hash, chain, row.seq],
        )
        .unwrap();
        before = chain;
    }
}

/// A practice with some visits, closed; and what each edit makes of a copy of it.
struct Scene {
    place: TempDir,
    keys_of: Store,
    copy: TempDir,
}

impl Scene {
    fn new() -> Self {
        let (place, mut store, _) = practice();
        for _ in 0..3 {
            patient_with_visit(&mut store);
        }
        store.close().unwrap();
        let copy = tempfile::tempdir().unwrap();
        for file in fs::read_dir(place.path()).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
        }
        let keys_of = unlock(&copy).unwrap();
        Self { place, keys_of, copy }
    }

    fn after(&self, change: impl FnOnce(&Connection)) -> VerifyReport {
        let work = tempfile::tempdir().unwrap();
        for file in fs::read_dir(self.place.path()).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), work.path().join(file.file_name())).unwrap();
        }
        edit(&work, &self.keys_of, change);
        unlock(&work).unwrap().verify(&mut |_, _| {}).unwrap()
    }
}

#[test]
fn i2_every_column_of_every_row_is_covered() {
    let scene = Scene::new();
    assert!(scene.copy.path().exists());
    assert_eq!(scene.after(|_| {}).findings, [], "an untouched copy is fine");
    let columns = [
        ("patient", "randomblob(16)"),
        ("id", "randomblob(16)"),
        ("record", "randomblob(16)"),
        ("section", "'allergies'"),
        ("encounter", "randomblob(16)"),
        ("author", "randomblob(16)"),
        ("recorder", "randomblob(16)"),
        ("effective_at", "'2020-01-01T00:00:00+00:00'"),
        ("recorded_at", "recorded_at + 1"),
        ("supersedes", "randomblob(16)"),
        ("body", "replace(body, 'e', 'a')"),
        ("body_salt", "randomblob(16)"),
        ("body_hash", "randomblob(32)"),
        ("device", "randomblob(16)"),
        ("chain", "randomblob(32)"),
    ];
    // Rows 3 to 6 are registration, visit, problem and signed note; 1 and 2 are the practice's own.
    for row in [3, 5, 6, 10] {
        for (column, value) in columns {
            let found = scene.after(|raw| {
                raw.execute_batch(&format!("UPDATE ledger SET {column} = {value} WHERE seq = {row}"))
                    .unwrap();
            });
            assert!(!found.findings.is_empty(), "{column} of row {row} was changed unseen");
        }
    }
    for change in [
        "UPDATE ledger SET signature = randomblob(64) WHERE seq = 6",
        "UPDATE ledger SET audit_head = randomblob(32) WHERE seq = 6",
        "UPDATE ledger SET signature = NULL, audit_head = NULL WHERE seq = 6",
        "DELETE FROM ledger WHERE seq = 7",
        "DELETE FROM ledger WHERE seq > 12",
        "UPDATE audit SET act = 'chart.close' WHERE seq = 2",
        "UPDATE audit SET at = at + 1 WHERE seq = 2",
        "UPDATE audit SET detail = '' WHERE seq = 2",
        "UPDATE audit SET staff = NULL WHERE seq = 2",
        "UPDATE audit SET ledger_count = ledger_count + 1 WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 3",
        "UPDATE patients SET chart_number = '999999'",
        "DELETE FROM encounters",
    ] {
        let found = scene.after(|raw| raw.execute_batch(change).unwrap());
        assert!(!found.findings.is_empty(), "unseen: {change}");
    }
}

#[test]
fn i2_a_recomputed_chain_is_given_away_by_signature_or_anchor() {
    let scene = Scene::new();
    // A signed note: its author's key is not in the file.
    let forged = scene.after(|raw| {
        raw.execute_batch(
            "UPDATE ledger SET body = replace(body, 'slept badly', 'slept well') WHERE seq = 6",
        )
        .unwrap();
        recompute(raw);
    });
    let kinds: Vec<&str> = forged.findings.iter().map(|finding| finding.kind.as_str()).collect();
    assert!(kinds.contains(&"signature"), "the forged note: {kinds:?}");
    assert!(!kinds.contains(&"body"), "the forger did compute the hashes anew");

    // A problem nobody signs: the anchor remembers another chain.
    let forged = scene.after(|raw| {
        raw.execute_batch(
            "UPDATE ledger SET body = replace(body, 'hypertension', 'good health') WHERE seq = 5",
        )
        .unwrap();
        recompute(raw);
    });
    let kinds: Vec<&str> = forged.findings.iter().map(|finding| finding.kind.as_str()).collect();
    assert!(kinds.contains(&"rollback"), "the forged problem: {kinds:?}");
}

#[test]
fn i2_missing_triggers_are_found() {
    let (place, store, _) = practice();
    let keys = store.keys.clone();
    store.close().unwrap();
    let raw = keyed(&place.path().join(CHART), &keys, OpenFlags::default()).unwrap();
    raw.execute_batch("DROP TRIGGER audit_is_not_deleted").unwrap();
    drop(raw);
    let report = unlock(&place).unwrap().verify(&mut |_, _| {}).unwrap();
    assert_eq!(report.findings.iter().map(|finding| finding.kind.as_str()).collect::<Vec<_>>(), ["schema"]);
}
