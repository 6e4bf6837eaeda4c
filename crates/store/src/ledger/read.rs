//! Reading entries back: one range read for a chart, and the rows as they stand for `verify` and salvage.

use super::chain::{Hash, Signed};
use crate::error::{Result, StoreError};
use chart::{Body, Entry, EntryId, PatientId, RecordId, StaffId};
use chrono::{DateTime, FixedOffset, Utc};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

macro_rules! select_entry {
    ($($rest:literal)?) => {
        concat!(
            "SELECT patient, id, record, encounter, author, recorder, effective_at, recorded_at, supersedes, body
             FROM ledger ",
            $($rest)?
        )
    };
}

/// A patient's whole chart, in the order in which it was written down: a list, or what the entries add up to.
pub(crate) fn of_patient<C: FromIterator<Entry> + Send>(
    connection: &Connection,
    patient: PatientId,
) -> Result<C> {
    let mut statement = connection.prepare_cached(select_entry!("WHERE patient = ?1 ORDER BY seq"))?;
    collect(statement.query([patient.0.as_bytes()])?)
}

/// One record of a patient through its versions.
pub(crate) fn of_record(connection: &Connection, patient: PatientId, record: RecordId) -> Result<Vec<Entry>> {
    let mut statement =
        connection.prepare_cached(select_entry!("WHERE record = ?2 AND patient = ?1 ORDER BY seq"))?;
    collect(statement.query([patient.0.as_bytes(), record.0.as_bytes()])?)
}

/// One entry. None when there is none of this id.
pub(crate) fn by_id(connection: &Connection, id: EntryId) -> Result<Option<Entry>> {
    let mut statement = connection.prepare_cached(select_entry!("WHERE id = ?1"))?;
    statement.query_row([id.0.as_bytes()], |row| Ok(entry(row))).optional()?.transpose()
}

/// Every patient who has a chart; the practice itself is not among them.
pub(crate) fn patients(connection: &Connection) -> Result<Vec<PatientId>> {
    let mut patients = Vec::new();
    let mut statement = connection.prepare_cached("SELECT min(patient) FROM ledger WHERE patient > ?1")?;
    let mut after = Uuid::nil();
    loop {
        // Skips from patient to patient along the key, instead of reading every row.
        let next: Option<[u8; 16]> = statement.query_row([after.as_bytes()], |row| row.get(0))?;
        let Some(next) = next else { return Ok(patients) };
        after = Uuid::from_bytes(next);
        patients.push(PatientId(after));
    }
}

/// As many rows as most charts have. From there on one thread reads and decrypts the rows while another makes out
/// what they say, which takes as long.
const ALONE: usize = 256;

fn collect<C: FromIterator<Entry> + Send>(mut rows: rusqlite::Rows<'_>) -> Result<C> {
    let mut next = || match rows.next() {
        Ok(row) => row.map(Written::of),
        Err(error) => Some(Err(error.into())),
    };
    let begun: Vec<Written> = std::iter::from_fn(&mut next).take(ALONE).collect::<Result<_>>()?;
    if begun.len() < ALONE {
        return begun.into_iter().map(Written::entry).collect();
    }
    std::thread::scope(|scope| {
        let (reads, read) = std::sync::mpsc::sync_channel::<Vec<Written>>(8);
        let makes_out = scope.spawn(move || read.into_iter().flatten().map(Written::entry).collect());
        let mut some = begun;
        // Nobody takes more when an entry could not be made out; which one, the other thread says.
        while !some.is_empty() && reads.send(some).is_ok() {
            some = std::iter::from_fn(&mut next).take(ALONE).collect::<Result<_>>()?;
        }
        drop(reads);
        makes_out.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// An entry from the columns of `select_entry!`.
pub(crate) fn entry(row: &Row<'_>) -> Result<Entry> {
    Written::of(row)?.entry()
}

/// The columns of `select_entry!` as they are in the file.
struct Written {
    id: EntryId,
    record: RecordId,
    patient: PatientId,
    encounter: Option<RecordId>,
    author: StaffId,
    recorder: StaffId,
    effective_at: DateTime<FixedOffset>,
    recorded_at: DateTime<Utc>,
    supersedes: Vec<EntryId>,
    body: String,
}

impl Written {
    fn of(row: &Row<'_>) -> Result<Self> {
        let id = EntryId(uuid(row, 1)?);
        let unreadable = || unreadable(id);
        let body = match row.get_ref(9)? {
            ValueRef::Text(bytes) => std::str::from_utf8(bytes).map_err(|_| unreadable())?.to_owned(),
            ValueRef::Null => return Err(StoreError::integrity(format!("what entry {id} said is gone."))),
            _ => return Err(unreadable()),
        };
        let effective_at = match row.get_ref(6)? {
            ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok().and_then(effective),
            _ => None,
        };
        let supersedes = match row.get_ref(8)? {
            ValueRef::Blob(bytes) => supersedes(bytes),
            _ => None,
        };
        Ok(Self {
            id,
            record: RecordId(uuid(row, 2)?),
            patient: PatientId(uuid(row, 0)?),
            encounter: row.get::<_, Option<[u8; 16]>>(3)?.map(|bytes| RecordId(Uuid::from_bytes(bytes))),
            author: StaffId(uuid(row, 4)?),
            recorder: StaffId(uuid(row, 5)?),
            effective_at: effective_at.ok_or_else(unreadable)?,
            recorded_at: DateTime::from_timestamp_millis(row.get(7)?).ok_or_else(unreadable)?,
            supersedes: supersedes.ok_or_else(unreadable)?,
            body,
        })
    }

    fn entry(self) -> Result<Entry> {
        let Self { id, record, patient, encounter, author, recorder, .. } = self;
        let Self { effective_at, recorded_at, supersedes, body, .. } = self;
        // What serde says could quote the chart, so it is not passed on.
        let body: Body = serde_json::from_str(&body).map_err(|_| unreadable(id))?;
        Ok(Entry {
            id,
            record,
            patient,
            encounter,
            author,
            recorder,
            effective_at,
            recorded_at,
            supersedes,
            body,
        })
    }
}

fn unreadable(id: EntryId) -> StoreError {
    StoreError::integrity(format!("entry {id} cannot be read."))
}

fn effective(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}

fn supersedes(bytes: &[u8]) -> Option<Vec<EntryId>> {
    let (ids, rest) = bytes.as_chunks::<16>();
    rest.is_empty().then(|| ids.iter().map(|id| EntryId(Uuid::from_bytes(*id))).collect())
}

fn uuid(row: &Row<'_>, column: usize) -> Result<Uuid> {
    Ok(Uuid::from_bytes(row.get(column)?))
}

/// A row as it stands: the entry, and everything that proves it.
pub(crate) struct Proof {
    pub(crate) entry: Entry,
    pub(crate) seq: i64,
    pub(crate) section: String,
    pub(crate) body: String,
    pub(crate) body_salt: [u8; 16],
    pub(crate) body_hash: Hash,
    pub(crate) device: Uuid,
    pub(crate) signed: Option<Signed>,
    pub(crate) chain: Hash,
}

/// The columns that [`proof`] reads.
pub(crate) const PROOF_COLUMNS: &str =
    "patient, id, record, encounter, author, recorder, effective_at, recorded_at, supersedes, body,
     seq, section, body_salt, body_hash, device, audit_head, signature, chain";

/// A row with its proof, from [`PROOF_COLUMNS`].
pub(crate) fn proof(row: &Row<'_>) -> Result<Proof> {
    let signed = match (row.get::<_, Option<Hash>>(15)?, row.get::<_, Option<[u8; 64]>>(16)?) {
        (Some(audit_head), Some(signature)) => Some(Signed { audit_head, signature }),
        _ => None,
    };
    Ok(Proof {
        entry: entry(row)?,
        seq: row.get(10)?,
        section: row.get(11)?,
        body: row.get(9)?,
        body_salt: row.get(12)?,
        body_hash: row.get(13)?,
        device: Uuid::from_bytes(row.get(14)?),
        signed,
        chain: row.get(17)?,
    })
}

/// The proof of one entry. None when there is none of this id.
pub(crate) fn proof_of(connection: &Connection, id: EntryId) -> Result<Option<Proof>> {
    connection
        .prepare_cached(&format!("SELECT {PROOF_COLUMNS} FROM ledger WHERE id = ?1"))?
        .query_row([id.0.as_bytes()], |row| Ok(proof(row)))
        .optional()?
        .transpose()
}

/// The proofs of a patient's entries, oldest first.
pub(crate) fn proofs_of(connection: &Connection, patient: PatientId) -> Result<Vec<Proof>> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT {PROOF_COLUMNS} FROM ledger WHERE patient = ?1 ORDER BY seq"))?;
    let mut rows = statement.query([patient.0.as_bytes()])?;
    let mut proofs = Vec::new();
    while let Some(row) = rows.next()? {
        proofs.push(proof(row)?);
    }
    Ok(proofs)
}
