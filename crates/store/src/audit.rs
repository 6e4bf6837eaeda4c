//! The audit: who did what, when, to whose chart. One small row an act, in a hash chain of its own.
//!
//! Reading a chart, printing and exporting are acts like writing. A row says how far the ledger had come, so
//! that the two chains hold each other. No patient text stands in it: ids, names of commands, counts, reasons.

use crate::error::{Result, StoreError};
use crate::ledger::chain::{Hash, put};
use crate::ledger::{Head, link_hash};
use chart::{PatientId, StaffId};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// `at` is milliseconds since 1970; `ledger_count` is how many entries there were when the act was done.
pub(crate) const SCHEMA: &str = "
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    at INTEGER NOT NULL,
    staff BLOB,
    act TEXT NOT NULL,
    patient BLOB,
    detail TEXT,
    ledger_count INTEGER NOT NULL CHECK (ledger_count >= 0),
    chain BLOB NOT NULL
) STRICT;
CREATE INDEX audit_patient ON audit (patient, seq) WHERE patient IS NOT NULL;
CREATE TRIGGER audit_is_not_updated BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit is never changed');
END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit is never deleted');
END;
CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN
    SELECT RAISE(ROLLBACK, 'the audit only grows at its end');
END;
";

/// One act for the audit: a command, for whom, and what else is worth knowing. Never patient text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The command's name: `vitals.record`.
    pub name: String,
    /// The patient whose chart it touched.
    pub patient: Option<PatientId>,
    /// A kind of document, a count, a typed reason for opening a restricted chart.
    pub detail: Option<String>,
}

impl Act {
    /// An act that touches no chart.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), patient: None, detail: None }
    }

    /// The same act on a patient's chart.
    #[must_use]
    pub fn on(self, patient: PatientId) -> Self {
        Self { patient: Some(patient), ..self }
    }

    /// The same act with something worth knowing about it.
    #[must_use]
    pub fn with(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }
}

/// One row of the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Its place, from 1 without a gap.
    pub seq: u64,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// Who did it. None when nobody was known yet: a refused unlock.
    pub staff: Option<StaffId>,
    /// What was done.
    pub act: Act,
    /// How many entries the ledger held.
    pub ledger_count: u64,
}

/// Which rows are wanted. Empty asks for all; newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only this patient: "who opened this chart".
    pub patient: Option<PatientId>,
    /// Only this person.
    pub staff: Option<StaffId>,
    /// Only acts whose name begins so: `vitals.record`, or all of `prescriptions.`.
    pub act: Option<String>,
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Before.
    pub until: Option<DateTime<Utc>>,
    /// Only rows with a smaller place: what comes after the last row of a page.
    pub below: Option<u64>,
    /// At most so many; none asks for all.
    pub limit: Option<u32>,
}

/// Where the audit ends.
pub(crate) fn head(connection: &Connection) -> Result<Head> {
    link_hash(connection, "SELECT seq, chain FROM audit ORDER BY seq DESC LIMIT 1", None)
        .map(|head| head.unwrap_or(Head::START))
}

/// The audit as it stood at its `count`th row. None when it is shorter.
pub(crate) fn head_at(connection: &Connection, count: u64) -> Result<Option<Head>> {
    link_hash(connection, "SELECT seq, chain FROM audit WHERE seq = ?1", Some(count))
}

/// When the last act was done. None when there is none.
pub(crate) fn last_at(connection: &Connection) -> Result<Option<DateTime<Utc>>> {
    let at: Option<i64> = connection
        .prepare_cached("SELECT at FROM audit ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let impossible = || StoreError::integrity("a row of the audit has an impossible time.");
    at.map(|at| DateTime::from_timestamp_millis(at).ok_or_else(impossible)).transpose()
}

/// Adds a row at the end and says where the audit ends now.
pub(crate) fn append(
    connection: &Connection,
    before: &Head,
    staff: Option<StaffId>,
    act: Act,
    at: DateTime<Utc>,
    ledger_count: u64,
) -> Result<Head> {
    let row = AuditRow { seq: before.count + 1, at, staff, act, ledger_count };
    let chain = link(&before.chain, &row);
    connection
        .prepare_cached(
            "INSERT OR ROLLBACK INTO audit (seq, at, staff, act, patient, detail, ledger_count, chain)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            row.seq.cast_signed(),
            row.at.timestamp_millis(),
            row.staff.as_ref().map(|staff| staff.0.as_bytes()),
            row.act.name,
            row.act.patient.as_ref().map(|patient| patient.0.as_bytes()),
            row.act.detail,
            row.ledger_count.cast_signed(),
            chain,
        ])?;
    Ok(Head { count: row.seq, chain })
}

/// The hash of a row on top of the one before.
pub(crate) fn link(before: &Hash, row: &AuditRow) -> Hash {
    let mut bytes = Vec::with_capacity(256);
    put(&mut bytes, b"paperchart audit 1");
    put(&mut bytes, before);
    put(&mut bytes, &row.seq.to_be_bytes());
    put(&mut bytes, &row.at.timestamp_millis().to_be_bytes());
    put(&mut bytes, row.staff.as_ref().map_or(&[], |staff| staff.0.as_bytes().as_slice()));
    put(&mut bytes, row.act.name.as_bytes());
    put(&mut bytes, row.act.patient.as_ref().map_or(&[], |patient| patient.0.as_bytes().as_slice()));
    // An absent detail and an empty one are two things.
    put(&mut bytes, &[u8::from(row.act.detail.is_some())]);
    put(&mut bytes, row.act.detail.as_deref().unwrap_or_default().as_bytes());
    put(&mut bytes, &row.ledger_count.to_be_bytes());
    Sha256::digest(&bytes).into()
}

macro_rules! select_rows {
    ($first:literal) => {
        concat!(
            "SELECT seq, at, staff, act, patient, detail, ledger_count, chain FROM audit
             WHERE ",
            $first,
            " AND (?2 IS NULL OR staff = ?2)
               AND (?3 IS NULL OR substr(act, 1, length(?3)) = ?3)
               AND (?4 IS NULL OR at >= ?4)
               AND (?5 IS NULL OR at < ?5)
               AND (?7 IS NULL OR seq < ?7)
             ORDER BY seq DESC LIMIT ?6"
        )
    };
}

/// The rows a filter asks for, newest first.
pub(crate) fn rows(connection: &Connection, filter: &AuditFilter) -> Result<Vec<AuditRow>> {
    // "Who opened this chart" reads along the index of patients; everything else reads from the end.
    let sql =
        if filter.patient.is_some() { select_rows!("patient = ?1") } else { select_rows!("?1 IS NULL") };
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![
        filter.patient.as_ref().map(|patient| patient.0.as_bytes()),
        filter.staff.as_ref().map(|staff| staff.0.as_bytes()),
        filter.act,
        filter.from.map(|at| at.timestamp_millis()),
        filter.until.map(|at| at.timestamp_millis()),
        filter.limit.map_or(-1, i64::from),
        filter.below.map(u64::cast_signed),
    ])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(audit_row(row)?.0);
    }
    Ok(found)
}

/// A row and its hash, from `seq, at, staff, act, patient, detail, ledger_count, chain`.
pub(crate) fn audit_row(row: &Row<'_>) -> Result<(AuditRow, Hash)> {
    let off = || StoreError::integrity("a row of the audit has an impossible place or time.");
    let id = |bytes: Option<[u8; 16]>| bytes.map(Uuid::from_bytes);
    let read = AuditRow {
        seq: u64::try_from(row.get::<_, i64>(0)?).map_err(|_| off())?,
        at: DateTime::from_timestamp_millis(row.get(1)?).ok_or_else(off)?,
        staff: id(row.get(2)?).map(StaffId),
        act: Act { name: row.get(3)?, patient: id(row.get(4)?).map(PatientId), detail: row.get(5)? },
        ledger_count: u64::try_from(row.get::<_, i64>(6)?).map_err(|_| off())?,
    };
    Ok((read, row.get(7)?))
}
