//! Projections: plain indexed tables for the questions that go across charts, written with the entry itself.
//!
//! They hold nothing that is not in the ledger, and each row is made from the entries of one record alone. So
//! the order in which entries come cannot matter, and what was kept entry by entry equals what is built anew;
//! `verify` compares the two, and a test does so for random histories.
//!
//! What the rows mean is decided by `Chart::fold`, never here. Drafts and settings are no projections: they
//! are work in progress and stand in no entry. Staff is none either: the practice's own entries are few, and
//! whoever asks folds them.

mod encounters;
mod imported;
mod merged;
mod patients;
mod prescribing;
mod tasks;
#[cfg(test)]
pub(crate) mod tests;
mod to_review;

pub use encounters::EncounterRow;
pub use imported::ImportedFrom;
pub use prescribing::{OrderedOften, WaitingRenewal};
pub use tasks::OpenTaskRow;
pub use to_review::ReviewRow;

pub(crate) use encounters::{last_seen, on_day, open_visit_of, visit_count};
pub(crate) use imported::imported;
pub(crate) use merged::{SCHEMA as MERGED_SCHEMA, parts_of, survivor_of};
pub(crate) use patients::registration_of;
pub(crate) use prescribing::{diagnosed, ordered_often, renewals};
pub(crate) use tasks::{SCHEMA as TASKS_SCHEMA, open_tasks};
pub(crate) use to_review::all as to_review;

use crate::error::Result;
use crate::ledger::read;
use crate::said;
use chart::{Chart, Entry, PatientId, RecordId};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};

/// The tables and their indexes.
pub(crate) const SCHEMA: &str = include_str!("schema.sql");

/// What shape 2 adds.
pub(crate) const SCHEMA_2: &str = to_review::SCHEMA;

/// The tables that prescribing added.
pub(crate) const PRESCRIBING: &str = include_str!("prescribing.sql");

/// Every table with the order that makes two of them comparable. `patient_words` and the others that search
/// reads are filled with `patients`.
const TABLES: &[(&str, &str)] = &[
    ("patients", "SELECT * FROM patients ORDER BY record"),
    ("patient_words", "SELECT * FROM patient_words ORDER BY word, kind, names, record"),
    ("patient_word_parts", "SELECT * FROM patient_word_parts ORDER BY part, record"),
    ("patient_phone_parts", "SELECT * FROM patient_phone_parts ORDER BY digits, record"),
    ("encounters", "SELECT * FROM encounters ORDER BY record"),
    ("to_review", "SELECT * FROM to_review ORDER BY record"),
    ("imported", "SELECT * FROM imported ORDER BY format, name, entry"),
    ("renewals", "SELECT * FROM renewals ORDER BY record"),
    ("ordered", "SELECT * FROM ordered ORDER BY record, place"),
    ("diagnosed", "SELECT * FROM diagnosed ORDER BY record"),
    ("open_tasks", "SELECT * FROM open_tasks ORDER BY record"),
    ("merged", "SELECT * FROM merged ORDER BY record"),
];

/// Brings the projections up to one entry that was just added, in the caller's transaction.
///
/// # Errors
/// When the file cannot be read or written; the caller's transaction must then be given up.
pub(crate) fn follow(connection: &Connection, entry: &Entry) -> Result<()> {
    imported::write(connection, entry)?;
    said::note_words(connection, entry, &mut HashSet::new())?;
    if entry.patient.is_practice() {
        return Ok(());
    }
    let record = read::of_record(connection, entry.patient, entry.record)?;
    write_record(connection, entry.record, &record)
}

/// Empties the projections and builds them from the ledger, in the caller's transaction.
///
/// # Errors
/// When the file cannot be read or written; the caller's transaction must then be given up.
pub(crate) fn rebuild(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "DELETE FROM patients; DELETE FROM patient_words; DELETE FROM patient_word_parts;
         DELETE FROM patient_phone_parts; DELETE FROM encounters; DELETE FROM to_review; DELETE FROM imported;
         DELETE FROM open_tasks; DELETE FROM merged; DELETE FROM renewals; DELETE FROM ordered; DELETE FROM diagnosed;",
    )?;
    connection.execute_batch(said::EMPTY)?;
    // The words met so far: the table need not be asked for each of them again.
    let mut known = HashSet::new();
    build(connection, PatientId::PRACTICE, &mut known)?;
    for patient in read::patients(connection)? {
        build(connection, patient, &mut known)?;
    }
    connection.execute_batch(said::WHOLE)?;
    Ok(())
}

/// The tables that are not what the ledger says. Empty is good. Nothing is changed.
///
/// # Errors
/// When the file cannot be read, or the copy to compare with cannot be built.
pub(crate) fn differences(connection: &Connection) -> Result<Vec<&'static str>> {
    let kept = (fingerprints(connection)?, of_full_text(connection)?);
    connection.execute_batch("SAVEPOINT compare_projections")?;
    let built = rebuild(connection).and_then(|()| Ok((fingerprints(connection)?, of_full_text(connection)?)));
    connection.execute_batch("ROLLBACK TO compare_projections; RELEASE compare_projections")?;
    let built = built?;
    let pairs = kept.0.into_iter().zip(built.0).zip(TABLES);
    let mut different: Vec<&'static str> =
        pairs.filter(|((kept, built), _)| kept != built).map(|(_, (table, _))| *table).collect();
    if kept.1 != built.1 {
        different.push("said");
    }
    Ok(different)
}

/// A hash over what the full text finds. Its places are those of the ledger, so it is compared within one file.
fn of_full_text(connection: &Connection) -> Result<[u8; 32]> {
    let mut hash = Sha256::new();
    said::fingerprint(connection, |bytes| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    })?;
    Ok(hash.finalize().into())
}

fn build(connection: &Connection, patient: PatientId, known: &mut HashSet<String>) -> Result<()> {
    let mut records: BTreeMap<RecordId, Vec<Entry>> = BTreeMap::new();
    for entry in read::of_patient::<Vec<Entry>>(connection, patient)? {
        imported::write(connection, &entry)?;
        said::note_words(connection, &entry, known)?;
        if !patient.is_practice() {
            records.entry(entry.record).or_default().push(entry);
        }
    }
    for (record, entries) in &records {
        write_record(connection, *record, entries)?;
    }
    Ok(())
}

/// Writes what one record's entries add up to in place of what stood there.
fn write_record(connection: &Connection, record: RecordId, entries: &[Entry]) -> Result<()> {
    let Some(patient) = entries.first().map(|entry| entry.patient) else { return Ok(()) };
    let chart = Chart::fold(entries.iter().cloned());
    patients::write(connection, record, patient, &chart)?;
    encounters::write(connection, record, patient, &chart)?;
    to_review::write(connection, record, patient, &chart)?;
    tasks::write(connection, record, patient, &chart)?;
    merged::write(connection, record, patient, &chart)?;
    prescribing::write(connection, record, patient, &chart)?;
    said::write(connection, record, entries, &chart)
}

/// One hash a table over all its rows, columns told apart by type and length.
fn fingerprints(connection: &Connection) -> Result<Vec<[u8; 32]>> {
    let mut prints = Vec::with_capacity(TABLES.len());
    for (_, sql) in TABLES {
        let mut statement = connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        let mut hash = Sha256::new();
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                let (kind, bytes) = match row.get_ref(column)? {
                    ValueRef::Null => (0_u8, Vec::new()),
                    ValueRef::Integer(number) => (1, number.to_le_bytes().to_vec()),
                    ValueRef::Real(number) => (2, number.to_le_bytes().to_vec()),
                    ValueRef::Text(text) => (3, text.to_vec()),
                    ValueRef::Blob(blob) => (4, blob.to_vec()),
                };
                hash.update([kind]);
                hash.update((bytes.len() as u64).to_le_bytes());
                hash.update(&bytes);
            }
        }
        prints.push(hash.finalize().into());
    }
    Ok(prints)
}
