//! What prescribing asks across charts: which renewals wait, what a physician orders often, which diagnoses the
//! practice uses. What was imported is nobody's habit here and is left out of the latter two.

use crate::error::{Result, StoreError};
use chart::coding::system;
use chart::sections::prescriptions::PrescriptionItem;
use chart::{Chart, PatientId, RecordId, StaffId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A medicine somebody asked for more of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingRenewal {
    /// The medicine.
    pub record: RecordId,
    /// Whose.
    pub patient: PatientId,
    /// Since when it waits.
    pub requested_at: DateTime<FixedOffset>,
}

/// Something a physician ordered more than once.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderedOften {
    /// What, without what it was for.
    pub item: PrescriptionItem,
    /// How often.
    pub times: u32,
}

/// The lists that are read whole are cut here: longer, they are no help.
const MOST: i64 = 500;

/// Writes what one record's entries add up to in place of what stood there.
pub(crate) fn write(
    connection: &Connection,
    record: RecordId,
    patient: PatientId,
    chart: &Chart,
) -> Result<()> {
    if let Some(medicine) = chart.medications.get(record) {
        connection
            .prepare_cached("DELETE FROM renewals WHERE record = ?1")?
            .execute([record.0.as_bytes()])?;
        if let Some(request) = medicine.reading().and_then(|(_, value)| value.renewal.as_ref()) {
            connection
                .prepare_cached("INSERT INTO renewals (record, patient, requested_at) VALUES (?1, ?2, ?3)")?
                .execute(params![record.0.as_bytes(), patient.0.as_bytes(), request.at.to_rfc3339()])?;
        }
    }
    if let Some(prescription) = chart.prescriptions.get(record) {
        connection.prepare_cached("DELETE FROM ordered WHERE record = ?1")?.execute([record.0.as_bytes()])?;
        // A cancelled order was a decision all the same; one entered in error was none.
        if let Some((version, value)) =
            prescription.reading().filter(|(version, _)| version.imported.is_none())
        {
            let day = version.effective_at.date_naive().to_string();
            for (place, item) in (0_i64..).zip(&value.items) {
                let item = serde_json::to_string(&PrescriptionItem { reason: None, ..item.clone() })
                    .map_err(|_| StoreError::Program("an ordered drug cannot be written out".into()))?;
                connection
                    .prepare_cached(
                        "INSERT INTO ordered (record, place, author, day, item) VALUES (?1, ?2, ?3, ?4, ?5)",
                    )?
                    .execute(params![record.0.as_bytes(), place, version.author.0.as_bytes(), day, item])?;
            }
        }
    }
    if let Some(problem) = chart.problems.get(record) {
        connection
            .prepare_cached("DELETE FROM diagnosed WHERE record = ?1")?
            .execute([record.0.as_bytes()])?;
        let said = problem.reading().filter(|(version, _)| version.imported.is_none());
        let coded =
            said.and_then(|(version, value)| Some((version, value.condition.code_in(system::ICD10CM)?)));
        if let Some((version, code)) = coded {
            connection
                .prepare_cached("INSERT INTO diagnosed (record, day, code) VALUES (?1, ?2, ?3)")?
                .execute(params![record.0.as_bytes(), version.effective_at.date_naive().to_string(), code])?;
        }
    }
    Ok(())
}

/// What waits, the longest first.
pub(crate) fn renewals(connection: &Connection) -> Result<Vec<WaitingRenewal>> {
    let mut statement = connection.prepare_cached("SELECT record, patient, requested_at FROM renewals")?;
    let mut rows = statement.query([])?;
    let mut waiting = Vec::new();
    while let Some(row) = rows.next()? {
        let at: String = row.get(2)?;
        waiting.push(WaitingRenewal {
            record: RecordId(Uuid::from_bytes(row.get(0)?)),
            patient: PatientId(Uuid::from_bytes(row.get(1)?)),
            requested_at: DateTime::parse_from_rfc3339(&at).map_err(|_| unreadable())?,
        });
    }
    // As text, times with different offsets would not sort by time.
    waiting.sort_by_key(|one| (one.requested_at, one.record));
    Ok(waiting)
}

/// What one physician ordered at least so many times since a day, the most often first.
pub(crate) fn ordered_often(
    connection: &Connection,
    author: StaffId,
    since: NaiveDate,
    at_least: u32,
) -> Result<Vec<OrderedOften>> {
    let mut statement = connection.prepare_cached(
        "SELECT item, count(*) AS times FROM ordered WHERE author = ?1 AND day >= ?2
         GROUP BY item HAVING times >= ?3 ORDER BY times DESC, max(day) DESC, item LIMIT ?4",
    )?;
    let mut rows = statement.query(params![author.0.as_bytes(), since.to_string(), at_least, MOST])?;
    let mut often = Vec::new();
    while let Some(row) = rows.next()? {
        let item: String = row.get(0)?;
        often.push(OrderedOften {
            item: serde_json::from_str(&item).map_err(|_| unreadable())?,
            times: row.get(1)?,
        });
    }
    Ok(often)
}

/// How often each diagnosis was written down since a day, by its ICD-10-CM code.
pub(crate) fn diagnosed(connection: &Connection, since: NaiveDate) -> Result<BTreeMap<String, u32>> {
    let mut statement =
        connection.prepare_cached("SELECT code, count(*) FROM diagnosed WHERE day >= ?1 GROUP BY code")?;
    let counts = statement
        .query_map([since.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(counts)
}

fn unreadable() -> StoreError {
    StoreError::integrity("a row of the lists of prescribing cannot be read.")
}
