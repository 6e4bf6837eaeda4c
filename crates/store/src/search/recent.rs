//! The patients whose charts a person had in hand last, read from the audit: what stands in the box before
//! anything is typed.

use super::hit::{self, Matched, PatientHit};
use crate::error::Result;
use chart::{PatientId, StaffId};
use rusqlite::Connection;
use uuid::Uuid;

/// How many rows of the audit are looked at: more than a busy day leaves behind, and 10 ms at most.
const LOOKED_AT: i64 = 10_000;

/// The last `most` patients of one person, the newest first. An import is no chart in hand.
pub(crate) fn recent_patients(
    connection: &Connection,
    staff: StaffId,
    most: usize,
) -> Result<Vec<PatientHit>> {
    let mut statement = connection.prepare_cached(
        "SELECT staff, patient FROM audit
         WHERE seq > (SELECT coalesce(max(seq), 0) FROM audit) - ?1 AND act NOT LIKE '%import%'
         ORDER BY seq DESC",
    )?;
    let mut rows = statement.query([LOOKED_AT])?;
    let mut patients: Vec<PatientId> = Vec::new();
    let mut hits = Vec::new();
    while hits.len() < most
        && let Some(row) = rows.next()?
    {
        let who: Option<[u8; 16]> = row.get(0)?;
        let patient: Option<[u8; 16]> = row.get(1)?;
        let Some(patient) = patient.map(|bytes| PatientId(Uuid::from_bytes(bytes))) else { continue };
        if who != Some(*staff.0.as_bytes()) || patients.contains(&patient) {
            continue;
        }
        patients.push(patient);
        hits.extend(hit::by_patient(connection, patient, Matched::Recent)?);
    }
    Ok(hits)
}
