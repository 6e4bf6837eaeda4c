//! Work in progress: the half-written note, saved at every pause, in the encrypted file and nowhere else.
//!
//! The only clinical text that changes in place. It is nobody's statement yet: when it is signed it becomes an
//! entry and the draft goes, in one transaction.

use crate::error::{Result, StoreError};
use chart::{PatientId, RecordId, StaffId};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// `about` is the nil id when the draft is about no visit and no record.
pub(crate) const SCHEMA: &str = "
CREATE TABLE drafts (
    owner BLOB NOT NULL CHECK (length(owner) = 16),
    patient BLOB NOT NULL CHECK (length(patient) = 16),
    kind TEXT NOT NULL,
    about BLOB NOT NULL CHECK (length(about) = 16),
    json TEXT NOT NULL CHECK (json_valid(json)),
    saved_at INTEGER NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    PRIMARY KEY (owner, patient, kind, about)
) STRICT, WITHOUT ROWID;
";

/// Whose work in progress, on what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftKey {
    /// Who writes it.
    pub owner: StaffId,
    /// The chart.
    pub patient: PatientId,
    /// The form: `note`, `vitals`.
    pub kind: String,
    /// The visit or the record it is about.
    pub about: Option<RecordId>,
}

/// Work in progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Whose and on what.
    pub key: DraftKey,
    /// The form's own JSON text.
    pub json: String,
    /// When it was saved last.
    pub stamp: DraftStamp,
}

/// When a draft was saved, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftStamp {
    /// When it was saved last.
    pub saved_at: DateTime<Utc>,
    /// 1 at the first save, one more at each further one.
    pub revision: u64,
}

pub(crate) fn save(
    connection: &Connection,
    key: &DraftKey,
    json: &str,
    now: DateTime<Utc>,
) -> Result<DraftStamp> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO drafts (owner, patient, kind, about, json, saved_at, revision)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)
         ON CONFLICT (owner, patient, kind, about)
         DO UPDATE SET json = excluded.json, saved_at = excluded.saved_at, revision = revision + 1
         RETURNING saved_at, revision",
    )?;
    let (owner, patient, about) = (key.owner.0, key.patient.0, about(key));
    let stored = params![
        owner.as_bytes(),
        patient.as_bytes(),
        key.kind,
        about.as_bytes(),
        json,
        now.timestamp_millis()
    ];
    let mut rows = statement.query(stored)?;
    let row = rows.next()?.ok_or_else(|| StoreError::integrity("a draft was not written."))?;
    let (saved_at, revision) = (row.get(0)?, row.get(1)?);
    // The row comes before the commit. Only the end of the statement says whether the disk took it.
    while rows.next()?.is_some() {}
    stamp(saved_at, revision)
}

pub(crate) fn read(connection: &Connection, key: &DraftKey) -> Result<Option<Draft>> {
    let mut statement = connection.prepare_cached(
        "SELECT owner, patient, kind, about, json, saved_at, revision FROM drafts
         WHERE owner = ?1 AND patient = ?2 AND kind = ?3 AND about = ?4",
    )?;
    let about = about(key);
    statement
        .query_row(
            params![key.owner.0.as_bytes(), key.patient.0.as_bytes(), key.kind, about.as_bytes()],
            |row| Ok(draft(row)),
        )
        .optional()?
        .transpose()
}

/// Every draft of one person, the last saved first.
pub(crate) fn of_owner(connection: &Connection, owner: StaffId) -> Result<Vec<Draft>> {
    let mut statement = connection.prepare_cached(
        "SELECT owner, patient, kind, about, json, saved_at, revision FROM drafts
         WHERE owner = ?1 ORDER BY saved_at DESC",
    )?;
    let mut rows = statement.query([owner.0.as_bytes()])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        drafts.push(draft(row)?);
    }
    Ok(drafts)
}

/// What the drafts in one chart are about, whoever writes them.
pub(crate) fn about_in(connection: &Connection, patient: PatientId) -> Result<Vec<RecordId>> {
    let mut statement = connection.prepare_cached("SELECT about FROM drafts WHERE patient = ?1")?;
    let rows =
        statement.query_map([patient.0.as_bytes()], |row| Ok(RecordId(Uuid::from_bytes(row.get(0)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Lets a draft go: it was signed, or its owner discarded it. One that is not there is fine.
pub(crate) fn drop_draft(connection: &Connection, key: &DraftKey) -> Result<()> {
    let about = about(key);
    connection
        .prepare_cached("DELETE FROM drafts WHERE owner = ?1 AND patient = ?2 AND kind = ?3 AND about = ?4")?
        .execute(params![key.owner.0.as_bytes(), key.patient.0.as_bytes(), key.kind, about.as_bytes()])?;
    Ok(())
}

fn about(key: &DraftKey) -> Uuid {
    key.about.map_or(Uuid::nil(), |record| record.0)
}

fn draft(row: &Row<'_>) -> Result<Draft> {
    let about = Uuid::from_bytes(row.get(3)?);
    Ok(Draft {
        key: DraftKey {
            owner: StaffId(Uuid::from_bytes(row.get(0)?)),
            patient: PatientId(Uuid::from_bytes(row.get(1)?)),
            kind: row.get(2)?,
            about: (!about.is_nil()).then_some(RecordId(about)),
        },
        json: row.get(4)?,
        stamp: stamp(row.get(5)?, row.get(6)?)?,
    })
}

fn stamp(saved_at: i64, revision: i64) -> Result<DraftStamp> {
    let off = || StoreError::integrity("a draft has an impossible time.");
    Ok(DraftStamp {
        saved_at: DateTime::from_timestamp_millis(saved_at).ok_or_else(off)?,
        revision: u64::try_from(revision).map_err(|_| off())?,
    })
}
