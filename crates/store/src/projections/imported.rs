//! What was imported, by the sender's own name for it: so that the same file twice adds nothing.
//!
//! An imported statement that was later entered in error stays here: it was read once and judged.

use crate::error::Result;
use chart::{Entry, EntryId, PatientId, RecordId};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

/// What an imported thing became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportedFrom {
    /// The first entry that was made of it.
    pub entry: EntryId,
    /// That entry's record.
    pub record: RecordId,
    /// Whose chart it is in.
    pub patient: PatientId,
}

/// Notes where an entry came from, when it was not typed here.
pub(crate) fn write(connection: &Connection, entry: &Entry) -> Result<()> {
    let Some(from) = &entry.body.from else { return Ok(()) };
    connection
        .prepare_cached(
            "INSERT INTO imported (format, name, entry, record, patient) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            from.format,
            from.name,
            entry.id.0.as_bytes(),
            entry.record.0.as_bytes(),
            entry.patient.0.as_bytes(),
        ])?;
    Ok(())
}

/// What a sender's thing became here. None when it was never imported.
pub(crate) fn imported(connection: &Connection, format: &str, name: &str) -> Result<Option<ImportedFrom>> {
    let found = connection
        .prepare_cached(
            "SELECT entry, record, patient FROM imported WHERE format = ?1 AND name = ?2 ORDER BY entry LIMIT 1",
        )?
        .query_row([format, name], |row| {
            Ok(ImportedFrom {
                entry: EntryId(Uuid::from_bytes(row.get(0)?)),
                record: RecordId(Uuid::from_bytes(row.get(1)?)),
                patient: PatientId(Uuid::from_bytes(row.get(2)?)),
            })
        })
        .optional()?;
    Ok(found)
}
