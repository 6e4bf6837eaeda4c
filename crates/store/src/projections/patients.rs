//! The patients by what they can be found by. Search reads these tables; they are filled here.

use crate::error::{Result, StoreError};
use crate::search::words;
use chart::sections::patients::Patient;
use chart::{Chart, PatientId, RecordId};
use rusqlite::{Connection, OptionalExtension, params};

/// Writes a registration as it is read now, or takes it out when it was entered in error.
pub(crate) fn write(
    connection: &Connection,
    record: RecordId,
    patient: PatientId,
    chart: &Chart,
) -> Result<()> {
    let Some(registration) = chart.patients.get(record) else { return Ok(()) };
    remove(connection, record)?;
    match registration.reading() {
        Some((_, value)) => insert(connection, record, patient, value),
        None => Ok(()),
    }
}

/// The record of a patient's registration. None for a patient who is not registered, or was so in error.
pub(crate) fn registration_of(connection: &Connection, patient: PatientId) -> Result<Option<RecordId>> {
    Ok(connection
        .prepare_cached("SELECT record FROM patients WHERE patient = ?1 ORDER BY record LIMIT 1")?
        .query_row([patient.0.as_bytes()], |row| Ok(RecordId(uuid::Uuid::from_bytes(row.get(0)?))))
        .optional()?)
}

/// Takes out a registration with every row that was made from it. Which rows those are is made anew from what
/// stands there, so that no index by record is needed: it would be as large as the tables themselves.
fn remove(connection: &Connection, record: RecordId) -> Result<()> {
    let before: Option<(String, String)> = connection
        .prepare_cached("SELECT names, phone_digits FROM patients WHERE record = ?1")?
        .query_row([record.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((names, digits)) = before else { return Ok(()) };
    let record = record.0.as_bytes();
    let mut word_row = connection.prepare_cached(
        "DELETE FROM patient_words WHERE word = ?1 AND kind = ?2 AND names = ?3 AND record = ?4",
    )?;
    for (word, kind) in words::words(&names) {
        word_row.execute(params![word, kind as i64, names, record])?;
    }
    let mut part_row =
        connection.prepare_cached("DELETE FROM patient_word_parts WHERE part = ?1 AND record = ?2")?;
    for part in words::parts(&names) {
        part_row.execute(params![part, record])?;
    }
    let mut phone_row =
        connection.prepare_cached("DELETE FROM patient_phone_parts WHERE digits = ?1 AND record = ?2")?;
    for part in words::phone_parts(&digits) {
        phone_row.execute(params![part, record])?;
    }
    connection.prepare_cached("DELETE FROM patients WHERE record = ?1")?.execute([record])?;
    Ok(())
}

fn insert(connection: &Connection, record: RecordId, patient: PatientId, value: &Patient) -> Result<()> {
    let names = words::names(&value.name, &value.former_names);
    let digits = words::phone_digits(&value.phones);
    connection
        .prepare_cached(
            "INSERT INTO patients (record, patient, chart_number, chart_key, name, former_names, sex, birth_date,
                birth_date_estimated, phone, phone_digits, deceased, names)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            record.0.as_bytes(),
            patient.0.as_bytes(),
            value.chart_number,
            words::chart_key(&value.chart_number),
            json(&value.name)?,
            json(&value.former_names)?,
            json(&value.sex)?,
            value.birth_date.map(|date| date.to_string()),
            value.birth_date_estimated,
            value.phones.first(),
            digits,
            value.deceased.is_some(),
            names,
        ])?;
    let mut word_row = connection
        .prepare_cached("INSERT INTO patient_words (word, kind, names, record) VALUES (?1, ?2, ?3, ?4)")?;
    for (word, kind) in words::words(&names) {
        word_row.execute(params![word, kind as i64, names, record.0.as_bytes()])?;
    }
    let mut part_row =
        connection.prepare_cached("INSERT INTO patient_word_parts (part, record) VALUES (?1, ?2)")?;
    for part in words::parts(&names) {
        part_row.execute(params![part, record.0.as_bytes()])?;
    }
    let mut phone_row =
        connection.prepare_cached("INSERT INTO patient_phone_parts (digits, record) VALUES (?1, ?2)")?;
    for part in words::phone_parts(&digits) {
        phone_row.execute(params![part, record.0.as_bytes()])?;
    }
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    // What serde says could quote the chart, so it is not passed on.
    serde_json::to_string(value).map_err(|_| StoreError::Program("a registration cannot be written".into()))
}
