//! The visits by day and by patient: what Today and the banner ask.

use crate::error::{Result, StoreError};
use chart::sections::encounters::{Encounter, EncounterStatus};
use chart::{Chart, PatientId, RecordId, StaffId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// One visit as it is read now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncounterRow {
    /// The visit.
    pub record: RecordId,
    /// Whose.
    pub patient: PatientId,
    /// The civil date it is filed under, where it took place.
    pub day: NaiveDate,
    /// How far it has come.
    pub status: EncounterStatus,
    /// The time it was booked for.
    pub planned_at: Option<DateTime<FixedOffset>>,
    /// When the patient came.
    pub arrived_at: Option<DateTime<FixedOffset>>,
    /// When the nurse handed over.
    pub ready_at: Option<DateTime<FixedOffset>>,
    /// When the doctor began.
    pub started_at: Option<DateTime<FixedOffset>>,
    /// When it ended.
    pub finished_at: Option<DateTime<FixedOffset>>,
    /// Why the patient comes.
    pub reason: String,
    /// Whom the patient sees.
    pub practitioner: Option<StaffId>,
}

macro_rules! select_encounter {
    ($rest:literal) => {
        concat!(
            "SELECT record, patient, day, status, planned_at, arrived_at, ready_at, started_at, finished_at,
                reason, practitioner
             FROM encounters ",
            $rest
        )
    };
}

/// Writes a visit as it is read now, or takes it out when it was entered in error.
pub(crate) fn write(
    connection: &Connection,
    record: RecordId,
    patient: PatientId,
    chart: &Chart,
) -> Result<()> {
    let Some(visit) = chart.encounters.get(record) else { return Ok(()) };
    connection.prepare_cached("DELETE FROM encounters WHERE record = ?1")?.execute([record.0.as_bytes()])?;
    let Some((version, value)) = visit.reading() else { return Ok(()) };
    let at = value.at().unwrap_or(version.effective_at);
    insert(connection, record, patient, at.date_naive(), value)
}

fn insert(
    connection: &Connection,
    record: RecordId,
    patient: PatientId,
    day: NaiveDate,
    value: &Encounter,
) -> Result<()> {
    let time = |at: Option<DateTime<FixedOffset>>| at.map(|at| at.to_rfc3339());
    connection
        .prepare_cached(
            "INSERT INTO encounters (record, patient, day, status, planned_at, arrived_at, ready_at, started_at,
                finished_at, reason, practitioner)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            record.0.as_bytes(),
            patient.0.as_bytes(),
            day.to_string(),
            status_word(value.status)?,
            time(value.planned_at),
            time(value.arrived_at),
            time(value.ready_at),
            time(value.started_at),
            time(value.finished_at),
            value.reason,
            value.practitioner.map(|staff| *staff.0.as_bytes()),
        ])?;
    Ok(())
}

/// The visits of one day, by the time they were booked for or began.
pub(crate) fn on_day(connection: &Connection, day: NaiveDate) -> Result<Vec<EncounterRow>> {
    let mut statement = connection.prepare_cached(select_encounter!("WHERE day = ?1"))?;
    let mut rows = statement.query([day.to_string()])?;
    let mut visits = Vec::new();
    while let Some(row) = rows.next()? {
        visits.push(encounter(row)?);
    }
    // As text, times with different offsets would not sort by time.
    visits.sort_by_key(|visit| (visit.planned_at.or(visit.arrived_at).or(visit.started_at), visit.record));
    Ok(visits)
}

/// The visit that a patient is in now: arrived and not over. The newest, should there be several.
pub(crate) fn open_visit_of(connection: &Connection, patient: PatientId) -> Result<Option<EncounterRow>> {
    connection
        .prepare_cached(select_encounter!(
            "WHERE patient = ?1 AND status IN ('arrived', 'triaged', 'in-progress', 'onleave')
             ORDER BY day DESC, record DESC LIMIT 1"
        ))?
        .query_row([patient.0.as_bytes()], |row| Ok(encounter(row)))
        .optional()?
        .transpose()
}

/// The last day on which a patient's visit began or was completed. Bookings and cancelled visits do not count.
pub(crate) fn last_seen(connection: &Connection, patient: PatientId) -> Result<Option<NaiveDate>> {
    let day: Option<String> = connection
        .prepare_cached(
            "SELECT max(day) FROM encounters
             WHERE patient = ?1 AND status IN ('in-progress', 'onleave', 'finished', 'unknown')",
        )?
        .query_row([patient.0.as_bytes()], |row| row.get(0))?;
    day.map(|day| read_day(&day)).transpose()
}

/// How many visits began or were completed. Bookings and cancelled visits do not count.
pub(crate) fn visit_count(connection: &Connection, patient: PatientId) -> Result<u64> {
    let count: i64 = connection
        .prepare_cached(
            "SELECT count(*) FROM encounters
             WHERE patient = ?1 AND status IN ('in-progress', 'onleave', 'finished', 'unknown')",
        )?
        .query_row([patient.0.as_bytes()], |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

fn encounter(row: &Row<'_>) -> Result<EncounterRow> {
    let time = |column: usize| -> Result<Option<DateTime<FixedOffset>>> {
        let text: Option<String> = row.get(column)?;
        text.map(|text| DateTime::parse_from_rfc3339(&text).map_err(|_| unreadable())).transpose()
    };
    let status: String = row.get(3)?;
    Ok(EncounterRow {
        record: RecordId(Uuid::from_bytes(row.get(0)?)),
        patient: PatientId(Uuid::from_bytes(row.get(1)?)),
        day: read_day(&row.get::<_, String>(2)?)?,
        status: serde_json::from_value(serde_json::Value::String(status)).map_err(|_| unreadable())?,
        planned_at: time(4)?,
        arrived_at: time(5)?,
        ready_at: time(6)?,
        started_at: time(7)?,
        finished_at: time(8)?,
        reason: row.get(9)?,
        practitioner: row.get::<_, Option<[u8; 16]>>(10)?.map(|bytes| StaffId(Uuid::from_bytes(bytes))),
    })
}

fn status_word(status: EncounterStatus) -> Result<String> {
    match serde_json::to_value(status) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(StoreError::Program("a visit's status has no word".into())),
    }
}

fn read_day(text: &str) -> Result<NaiveDate> {
    text.parse().map_err(|_| unreadable())
}

fn unreadable() -> StoreError {
    StoreError::integrity("a row of the list of visits cannot be read.")
}
