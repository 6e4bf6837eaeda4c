//! I1: ledger and audit are append-only, through the program's connection and through one that only has the key.

use super::practice::*;
use crate::connection::keyed;
use crate::folder::CHART;
use rusqlite::{Connection, OpenFlags};

/// Every way SQL knows to change or replace a row.
const ATTACKS: &[&str] = &[
    "UPDATE ledger SET body = '{}'",
    "UPDATE ledger SET section = section",
    "UPDATE OR IGNORE ledger SET seq = seq + 100",
    "UPDATE OR REPLACE ledger SET id = zeroblob(16) WHERE seq = 2",
    "DELETE FROM ledger",
    "DELETE FROM ledger WHERE seq = (SELECT max(seq) FROM ledger)",
    "REPLACE INTO ledger SELECT * FROM ledger WHERE seq = 2",
    "INSERT OR REPLACE INTO ledger SELECT patient, seq, id, record, section, encounter, author, recorder,
        effective_at, recorded_at, supersedes, '{}', body_salt, body_hash, device, audit_head, signature, chain
        FROM ledger WHERE seq = 2",
    "INSERT OR REPLACE INTO ledger SELECT patient, 1 + (SELECT max(seq) FROM ledger), id, record, section,
        encounter, author, recorder, effective_at, recorded_at, supersedes, '{}', body_salt, body_hash, device,
        audit_head, signature, chain FROM ledger WHERE seq = 2",
    "INSERT OR IGNORE INTO ledger SELECT * FROM ledger WHERE seq = 2",
    "INSERT OR ROLLBACK INTO ledger SELECT * FROM ledger WHERE seq = 2",
    "INSERT INTO ledger SELECT * FROM ledger WHERE seq = 2 ON CONFLICT DO UPDATE SET body = '{}'",
    "INSERT INTO ledger SELECT * FROM ledger WHERE seq = 2 ON CONFLICT DO NOTHING",
    "INSERT INTO ledger SELECT patient, seq + 50, zeroblob(16), record, section, encounter, author, recorder,
        effective_at, recorded_at, supersedes, body, body_salt, body_hash, device, audit_head, signature, chain
        FROM ledger WHERE seq = 2",
    "UPDATE audit SET act = 'nothing'",
    "UPDATE OR IGNORE audit SET seq = seq + 100",
    "DELETE FROM audit WHERE seq = 1",
    "REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
    "INSERT OR REPLACE INTO audit SELECT seq, at, staff, 'nothing', patient, detail, ledger_count, chain
        FROM audit WHERE seq = 1",
    "INSERT OR IGNORE INTO audit SELECT * FROM audit WHERE seq = 1",
    "INSERT INTO audit SELECT * FROM audit WHERE seq = 1 ON CONFLICT DO UPDATE SET act = 'nothing'",
    "INSERT INTO audit SELECT seq + 50, at, staff, act, patient, detail, ledger_count, chain FROM audit WHERE seq = 1",
];

/// What only the program's own connection must refuse: who has the key can change the schema, and `verify`
/// says so.
const ATTACKS_ON_THE_SCHEMA: &[&str] = &[
    "DROP TRIGGER ledger_is_not_updated",
    "DROP TABLE audit",
    "ALTER TABLE ledger RENAME TO forgotten",
    "CREATE TRIGGER helpful AFTER INSERT ON drafts BEGIN SELECT 1; END",
    "CREATE TEMP TRIGGER helpful AFTER INSERT ON drafts BEGIN SELECT 1; END",
    "CREATE TABLE copy AS SELECT * FROM ledger",
    "PRAGMA writable_schema = ON",
    "PRAGMA recursive_triggers = OFF",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA rekey = 'mine'",
    "ATTACH ':memory:' AS elsewhere",
    "ATTACH '' AS elsewhere KEY ''",
    "VACUUM INTO '/tmp/never'",
    "SELECT load_extension('/tmp/never')",
    "SELECT sqlcipher_export('main')",
    "UPDATE sqlite_schema SET sql = NULL",
];

fn contents(connection: &Connection) -> Vec<String> {
    let mut rows = Vec::new();
    for sql in [
        "SELECT seq || hex(id) || hex(patient) || section || hex(body) || hex(chain) FROM ledger ORDER BY seq",
        "SELECT seq || act || at || ledger_count || hex(chain) FROM audit ORDER BY seq",
    ] {
        let mut statement = connection.prepare(sql).unwrap();
        rows.extend(statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap));
    }
    rows
}

fn attack(connection: &Connection, attacks: &[&str]) {
    let before = contents(connection);
    assert!(before.len() > 6, "there is something to attack");
    for sql in attacks {
        let result = connection.execute_batch(sql);
        assert!(result.is_err(), "refused aloud: {sql}");
        assert_eq!(contents(connection), before, "nothing changed: {sql}");
    }
}

#[test]
fn i1_the_programs_connection_changes_nothing() {
    let (_place, mut store, _) = practice();
    patient_with_visit(&mut store);
    attack(&store.connection, ATTACKS);
    attack(&store.connection, ATTACKS_ON_THE_SCHEMA);
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, []);
}

#[test]
fn i1_a_raw_connection_with_the_key_changes_nothing() {
    let (place, mut store, _) = practice();
    patient_with_visit(&mut store);
    let keys = store.keys.clone();
    store.close().unwrap();
    let raw = keyed(&place.path().join(CHART), &keys, OpenFlags::default()).unwrap();
    attack(&raw, ATTACKS);
    raw.execute_batch("PRAGMA recursive_triggers = ON").unwrap();
    attack(&raw, ATTACKS);
    drop(raw);
    assert_eq!(unlock(&place).unwrap().verify(&mut |_, _| {}).unwrap().findings, []);
}
