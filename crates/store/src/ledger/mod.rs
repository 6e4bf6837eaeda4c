//! The ledger: every entry ever said, clustered by patient, in one hash chain, never changed.
//!
//! A chart is one range read, because the table is ordered by patient first. The body is JSON text exactly as
//! it was said, so a reader in thirty years needs no program of ours. What the entries mean is not known here.

pub(crate) mod chain;
pub(crate) mod read;

use crate::error::{Result, StoreError};
use chain::{Hash, Link};
use chart::PatientId;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

/// Ids are the 16 bytes of a UUID. `seq` counts from 1 through the whole file without a gap. `supersedes` is
/// ids one after the other. `effective_at` is RFC 3339 with its offset, `recorded_at` milliseconds since 1970.
///
/// The triggers hold for every connection that knows the key: nothing is updated or deleted, and nothing is
/// inserted but the next entry, so that REPLACE and IGNORE have nothing to work on. A wrong insert ends the whole
/// transaction, and no CHECK calls a function: were it only the statement that can fail, SQLite would copy each
/// page before each entry, to be able to go back. The lengths are checked when rows are read.
pub(crate) const SCHEMA: &str = "
CREATE TABLE ledger (
    patient BLOB NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    id BLOB NOT NULL,
    record BLOB NOT NULL,
    section TEXT NOT NULL,
    encounter BLOB,
    author BLOB NOT NULL,
    recorder BLOB NOT NULL,
    effective_at TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    supersedes BLOB NOT NULL,
    body TEXT,
    body_salt BLOB CHECK ((body_salt IS NULL) = (body IS NULL)),
    body_hash BLOB NOT NULL,
    device BLOB NOT NULL,
    audit_head BLOB CHECK ((audit_head IS NULL) = (signature IS NULL)),
    signature BLOB,
    chain BLOB NOT NULL,
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ledger_seq ON ledger (seq);
CREATE UNIQUE INDEX ledger_id ON ledger (id);
CREATE INDEX ledger_record ON ledger (record, seq);
CREATE TRIGGER ledger_is_not_updated BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'an entry is never changed');
END;
CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'an entry is never deleted');
END;
CREATE TRIGGER ledger_only_grows BEFORE INSERT ON ledger
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM ledger)
    OR EXISTS (SELECT 1 FROM ledger WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ROLLBACK, 'an entry is added at the end, once');
END;
";

/// How far a chain has come: how many rows, and the last one's hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) count: u64,
    pub(crate) chain: Hash,
}

impl Head {
    /// Before anything was said.
    pub(crate) const START: Self = Self { count: 0, chain: [0; 32] };
}

/// Where the ledger ends.
pub(crate) fn head(connection: &Connection) -> Result<Head> {
    link_hash(connection, "SELECT seq, chain FROM ledger ORDER BY seq DESC LIMIT 1", None)
        .map(|head| head.unwrap_or(Head::START))
}

/// The ledger as it stood at its `count`th entry. None when it is shorter.
pub(crate) fn head_at(connection: &Connection, count: u64) -> Result<Option<Head>> {
    link_hash(connection, "SELECT seq, chain FROM ledger WHERE seq = ?1", Some(count))
}

/// Runs a query for `seq, chain`, bound to a count when there is one.
pub(crate) fn link_hash(connection: &Connection, sql: &str, count: Option<u64>) -> Result<Option<Head>> {
    let mut statement = connection.prepare_cached(sql)?;
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Hash>(1)?));
    let found = match count {
        Some(count) => statement.query_row([count.cast_signed()], read).optional()?,
        None => statement.query_row([], read).optional()?,
    };
    found
        .map(|(seq, chain)| {
            let count =
                u64::try_from(seq).map_err(|_| StoreError::integrity("a row has an impossible place."))?;
            Ok(Head { count, chain })
        })
        .transpose()
}

/// What is written of one entry beside its header.
pub(crate) struct Stored<'a> {
    pub(crate) body: &'a str,
    pub(crate) body_salt: &'a [u8; 16],
    pub(crate) section: &'a str,
    pub(crate) link: &'a Link<'a>,
    /// The link's hash.
    pub(crate) chain: &'a Hash,
}

/// Adds one row at the end. The rules of what may be added are in [`crate::writing`].
pub(crate) fn insert(connection: &Connection, entry: &chart::Entry, stored: &Stored<'_>) -> Result<()> {
    let link = stored.link;
    connection
        .prepare_cached(
            "INSERT OR ROLLBACK INTO ledger (patient, seq, id, record, section, encounter, author, recorder, effective_at,
                recorded_at, supersedes, body, body_salt, body_hash, device, audit_head, signature, chain)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        )?
        .execute(params![
            entry.patient.0.as_bytes(),
            link.seq.cast_signed(),
            entry.id.0.as_bytes(),
            entry.record.0.as_bytes(),
            stored.section,
            entry.encounter.as_ref().map(|encounter| encounter.0.as_bytes()),
            entry.author.0.as_bytes(),
            entry.recorder.0.as_bytes(),
            chain::effective_text(entry.effective_at),
            entry.recorded_at.timestamp_millis(),
            chain::supersedes_bytes(&entry.supersedes),
            stored.body,
            stored.body_salt,
            link.body_hash,
            link.device.as_bytes(),
            link.signed.map(|signed| signed.audit_head),
            link.signed.map(|signed| signed.signature),
            stored.chain,
        ])?;
    Ok(())
}

/// The patient and the section a record was begun with. None when there is no such record.
pub(crate) fn record_home(connection: &Connection, record: Uuid) -> Result<Option<(Uuid, String)>> {
    let found = connection
        .prepare_cached("SELECT patient, section FROM ledger WHERE record = ?1 ORDER BY seq LIMIT 1")?
        .query_row([record.as_bytes()], |row| Ok((Uuid::from_bytes(row.get(0)?), row.get(1)?)))
        .optional()?;
    Ok(found)
}

/// One link of the chain that belongs to a patient's chart.
pub(crate) struct PatientLink {
    pub(crate) chain: Hash,
    pub(crate) recorded_at: DateTime<Utc>,
}

/// The links of a patient's chart, oldest first.
pub(crate) fn links_of(connection: &Connection, patient: PatientId) -> Result<Vec<PatientLink>> {
    let mut statement =
        connection.prepare_cached("SELECT chain, recorded_at FROM ledger WHERE patient = ?1 ORDER BY seq")?;
    let mut rows = statement.query([patient.0.as_bytes()])?;
    let mut links = Vec::new();
    while let Some(row) = rows.next()? {
        let recorded_at = DateTime::from_timestamp_millis(row.get(1)?)
            .ok_or_else(|| StoreError::integrity("an entry has an impossible time."))?;
        links.push(PatientLink { chain: row.get(0)?, recorded_at });
    }
    Ok(links)
}
