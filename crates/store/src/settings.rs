//! Facts about the file, counters, and what a window remembers. No patient text stands here.

use crate::error::{Result, StoreError};
use rusqlite::{Connection, OptionalExtension, params};

/// `practice_file`: facts about this file. `counters`: numbers given out once. `settings`: what a window keeps.
pub(crate) const SCHEMA: &str = "
CREATE TABLE practice_file (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    last INTEGER NOT NULL CHECK (last > 0)
) STRICT, WITHOUT ROWID;
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    json TEXT NOT NULL CHECK (json_valid(json))
) STRICT, WITHOUT ROWID;
";

/// A fact about the file.
pub(crate) fn fact(connection: &Connection, name: &str) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT value FROM practice_file WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// States a fact about the file, in place of what was stated before.
pub(crate) fn set_fact(connection: &Connection, name: &str, value: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO practice_file (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![name, value])?;
    Ok(())
}

/// The next number of a series, from 1. A number whose transaction fails is given out again.
pub(crate) fn next_number(connection: &Connection, series: &str) -> Result<u64> {
    let number: i64 = connection
        .prepare_cached(
            "INSERT INTO counters (name, last) VALUES (?1, 1)
             ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last",
        )?
        .query_row([series], |row| row.get(0))?;
    u64::try_from(number).map_err(|_| StoreError::integrity("a counter is below zero."))
}

/// What a window keeps under a name, as JSON text.
pub(crate) fn setting(connection: &Connection, name: &str) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT json FROM settings WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// Keeps JSON text under a name.
pub(crate) fn set_setting(connection: &Connection, name: &str, json: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO settings (name, json) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET json = excluded.json",
        )?
        .execute(params![name, json])?;
    Ok(())
}
