//! Asking the index, newest first.

use super::sought::Sought;
use crate::error::Result;
use chart::{PatientId, RecordId};
use rusqlite::{Connection, params};
use uuid::Uuid;

/// A record that says what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidHit {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The word of its section.
    pub section: String,
}

/// The records that say all the words, those begun last first, at most `limit`.
pub(crate) fn find(
    connection: &Connection,
    sought: &Sought,
    slips: bool,
    limit: usize,
) -> Result<Vec<SaidHit>> {
    let Some(question) = sought.question(connection, slips)? else { return Ok(Vec::new()) };
    let mut statement = connection
        .prepare_cached("SELECT rowid FROM said WHERE said MATCH ?1 ORDER BY rowid DESC LIMIT ?2")?;
    let mut home = connection.prepare_cached("SELECT patient, record, section FROM ledger WHERE seq = ?1")?;
    let mut rows = statement.query(params![question, i64::try_from(limit).unwrap_or(i64::MAX)])?;
    let mut hits = Vec::new();
    while let Some(row) = rows.next()? {
        let hit = home.query_row([row.get::<_, i64>(0)?], |row| {
            Ok(SaidHit {
                patient: PatientId(Uuid::from_bytes(row.get(0)?)),
                record: RecordId(Uuid::from_bytes(row.get(1)?)),
                section: row.get(2)?,
            })
        })?;
        hits.push(hit);
    }
    Ok(hits)
}
