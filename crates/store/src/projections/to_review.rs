//! What came in and nobody has looked at: reports and documents that await review, over all charts.
//!
//! Only what came in here is listed. A record brought along from elsewhere was somebody else's to review; it is in
//! the chart and in no queue.

use crate::error::{Result, StoreError};
use chart::fold::{Record, Stated};
use chart::sections::results::ResultFlag;
use chart::{Chart, PatientId, RecordId, StaffId};
use chrono::{DateTime, FixedOffset, Utc};
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

pub(crate) const SCHEMA: &str = "
CREATE TABLE to_review (
    record       BLOB NOT NULL PRIMARY KEY,
    patient      BLOB NOT NULL,
    section      TEXT NOT NULL, -- results or documents
    title        TEXT NOT NULL,
    flag         TEXT NOT NULL, -- the worst of a report's flags, JSON
    effective_at TEXT NOT NULL,
    recorded_at  INTEGER NOT NULL,
    author       BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX to_review_by_time ON to_review (recorded_at);
";

/// The format under which the demo practice tells its stories: typed here, as far as a queue is concerned.
const DEMO: &str = "demo";

/// One thing that awaits review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRow {
    /// The report or the document.
    pub record: RecordId,
    /// Whose.
    pub patient: PatientId,
    /// `results` or `documents`.
    pub section: String,
    /// What it is called.
    pub title: String,
    /// The worst of a report's flags.
    pub flag: ResultFlag,
    /// When it was true.
    pub effective_at: DateTime<FixedOffset>,
    /// When it came in.
    pub recorded_at: DateTime<Utc>,
    /// Who filed it.
    pub author: StaffId,
}

/// Writes whether a record awaits review, as it is read now.
pub(crate) fn write(
    connection: &Connection,
    record: RecordId,
    patient: PatientId,
    chart: &Chart,
) -> Result<()> {
    let row = match (chart.results.get(record), chart.documents.get(record)) {
        (Some(found), _) => waiting(found, |report| report.awaits_review()).map(|version| {
            let (title, flag) =
                found.reading().map_or((String::new(), ResultFlag::NotFlagged), |(_, report)| {
                    (report.name.clone(), report.worst())
                });
            ("results", title, flag, version)
        }),
        (None, Some(found)) => waiting(found, |document| document.review.is_none()).map(|version| {
            let title = found.reading().map_or(String::new(), |(_, document)| document.title.clone());
            ("documents", title, ResultFlag::NotFlagged, version)
        }),
        (None, None) => return Ok(()),
    };
    connection.prepare_cached("DELETE FROM to_review WHERE record = ?1")?.execute([record.0.as_bytes()])?;
    let Some((section, title, flag, (effective_at, recorded_at, author))) = row else { return Ok(()) };
    let flag = serde_json::to_string(&flag).map_err(|error| StoreError::Program(error.to_string()))?;
    connection
        .prepare_cached(
            "INSERT INTO to_review (record, patient, section, title, flag, effective_at, recorded_at, author)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            record.0.as_bytes(),
            patient.0.as_bytes(),
            section,
            title,
            flag,
            effective_at.to_rfc3339(),
            recorded_at.timestamp_millis(),
            author.0.as_bytes(),
        ])?;
    Ok(())
}

type Filed = (DateTime<FixedOffset>, DateTime<Utc>, StaffId);

/// When and by whom it was filed, where it waits. What was imported does not, until somebody here says it anew.
fn waiting<T: Stated>(record: &Record<T>, waits: impl Fn(&T) -> bool) -> Option<Filed> {
    let (version, value) = record.reading()?;
    let here = version.imported.as_deref().is_none_or(|format| format == DEMO);
    (here && waits(value)).then_some((version.effective_at, version.recorded_at, version.author))
}

/// Everything that awaits review: the worst first, then the oldest.
pub(crate) fn all(connection: &Connection) -> Result<Vec<ReviewRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT record, patient, section, title, flag, effective_at, recorded_at, author
         FROM to_review ORDER BY recorded_at, record",
    )?;
    let mut rows = statement.query([])?;
    let mut waiting = Vec::new();
    while let Some(row) = rows.next()? {
        waiting.push(read(row)?);
    }
    waiting.sort_by_key(|row| std::cmp::Reverse(rank(row.flag)));
    Ok(waiting)
}

fn rank(flag: ResultFlag) -> u8 {
    match flag {
        ResultFlag::Critical => 2,
        flag => u8::from(flag.is_abnormal()),
    }
}

fn read(row: &Row<'_>) -> Result<ReviewRow> {
    let unreadable = || StoreError::integrity("a row of the review queue cannot be read.");
    Ok(ReviewRow {
        record: RecordId(Uuid::from_bytes(row.get(0)?)),
        patient: PatientId(Uuid::from_bytes(row.get(1)?)),
        section: row.get(2)?,
        title: row.get(3)?,
        flag: serde_json::from_str(&row.get::<_, String>(4)?).map_err(|_| unreadable())?,
        effective_at: DateTime::parse_from_rfc3339(&row.get::<_, String>(5)?).map_err(|_| unreadable())?,
        recorded_at: DateTime::from_timestamp_millis(row.get(6)?).ok_or_else(unreadable)?,
        author: StaffId(Uuid::from_bytes(row.get(7)?)),
    })
}
