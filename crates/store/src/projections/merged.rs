//! Which charts are parts of which: two registrations of one person.

use crate::error::Result;
use chart::{Chart, PatientId, RecordId};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

pub(crate) const SCHEMA: &str = "
CREATE TABLE merged (
    record BLOB NOT NULL PRIMARY KEY, -- the registration that says so
    patient BLOB NOT NULL,
    survivor BLOB NOT NULL -- the patient whose chart it is a part of
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_by_patient ON merged (patient);
CREATE INDEX merged_by_survivor ON merged (survivor);
";

/// A chart is part of a part of a part at most so many times; beyond, something is wrong and the walk ends.
const DEEPEST: usize = 64;

/// Writes into whom a registration says its patient was merged, as it is read now.
pub(crate) fn write(
    connection: &Connection,
    record: RecordId,
    patient: PatientId,
    chart: &Chart,
) -> Result<()> {
    let Some(registration) = chart.patients.get(record) else { return Ok(()) };
    connection.prepare_cached("DELETE FROM merged WHERE record = ?1")?.execute([record.0.as_bytes()])?;
    let Some(survivor) = registration.reading().and_then(|(_, value)| value.merged_into) else {
        return Ok(());
    };
    connection
        .prepare_cached("INSERT INTO merged (record, patient, survivor) VALUES (?1, ?2, ?3)")?
        .execute(params![record.0.as_bytes(), patient.0.as_bytes(), survivor.0.as_bytes()])?;
    Ok(())
}

/// The patient as part of whose chart this one's is read: themselves, unless they were merged.
pub(crate) fn survivor_of(connection: &Connection, patient: PatientId) -> Result<PatientId> {
    let mut next = connection
        .prepare_cached("SELECT survivor FROM merged WHERE patient = ?1 ORDER BY record LIMIT 1")?;
    let mut whole = patient;
    for _ in 0..DEEPEST {
        let found: Option<[u8; 16]> = next.query_row([whole.0.as_bytes()], |row| row.get(0)).optional()?;
        match found {
            Some(survivor) => whole = PatientId(Uuid::from_bytes(survivor)),
            None => break,
        }
    }
    Ok(whole)
}

/// The patients whose charts are parts of this one's, in order of their ids.
pub(crate) fn parts_of(connection: &Connection, patient: PatientId) -> Result<Vec<PatientId>> {
    let mut statement =
        connection.prepare_cached("SELECT patient FROM merged WHERE survivor = ?1 ORDER BY patient")?;
    let (mut parts, mut asked) = (Vec::new(), vec![patient]);
    while let Some(whole) = asked.pop() {
        let mut rows = statement.query([whole.0.as_bytes()])?;
        while let Some(row) = rows.next()? {
            let part = PatientId(Uuid::from_bytes(row.get(0)?));
            if part != patient && !parts.contains(&part) {
                parts.push(part);
                asked.push(part);
            }
        }
    }
    parts.sort_unstable();
    Ok(parts)
}
