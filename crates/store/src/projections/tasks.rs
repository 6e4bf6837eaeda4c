//! What is still to be done, across patients, by its day.

use crate::error::Result;
use chart::{Chart, PartialDate, PatientId, RecordId};
use rusqlite::{Connection, params};
use uuid::Uuid;

/// Only what is open stands here: the list stays as short as the work.
pub(crate) const SCHEMA: &str = "
CREATE TABLE open_tasks (
    record BLOB PRIMARY KEY CHECK (length(record) = 16),
    patient BLOB NOT NULL CHECK (length(patient) = 16),
    due TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX open_tasks_by_due ON open_tasks (due);
";

/// One open task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenTaskRow {
    /// The task.
    pub record: RecordId,
    /// Whose chart it is in.
    pub patient: PatientId,
}

/// Writes an open task, or takes it out when it is done, called off or entered in error.
pub(crate) fn write(
    connection: &Connection,
    record: RecordId,
    patient: PatientId,
    chart: &Chart,
) -> Result<()> {
    let Some(task) = chart.tasks.get(record) else { return Ok(()) };
    connection.prepare_cached("DELETE FROM open_tasks WHERE record = ?1")?.execute([record.0.as_bytes()])?;
    let Some((_, value)) = task.reading().filter(|(_, value)| value.is_open()) else { return Ok(()) };
    let due = value.due.and_then(PartialDate::latest).map(|day| day.to_string());
    connection
        .prepare_cached("INSERT INTO open_tasks (record, patient, due) VALUES (?1, ?2, ?3)")?
        .execute(params![record.0.as_bytes(), patient.0.as_bytes(), due])?;
    Ok(())
}

/// Every open task: those with a day by their day, then those without one.
pub(crate) fn open_tasks(connection: &Connection) -> Result<Vec<OpenTaskRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT record, patient FROM open_tasks ORDER BY due IS NULL, due, record LIMIT 500",
    )?;
    let mut rows = statement.query([])?;
    let mut tasks = Vec::new();
    while let Some(row) = rows.next()? {
        tasks.push(OpenTaskRow {
            record: RecordId(Uuid::from_bytes(row.get(0)?)),
            patient: PatientId(Uuid::from_bytes(row.get(1)?)),
        });
    }
    Ok(tasks)
}
