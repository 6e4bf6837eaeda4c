//! The head anchor: how far ledger and audit had come, noted beside the file after each commit.
//!
//! SQLCipher cannot know that somebody put yesterday's file back, cut the tail off, or deleted the write-ahead
//! log: each is a sound database. The anchor remembers, so opening can say how much is missing. Two records
//! take turns, so a power cut in the middle of writing one leaves the other; neither is flushed, because a
//! stale anchor is still a true one. Somebody who holds the key and this source can forge it: backups and the
//! seals on paper are there for that.

use crate::error::{Result, StoreError};
use crate::folder::{Folder, HEAD, private};
use crate::keys::PracticeKeys;
use crate::keys::sealing::{Key, hexadecimal, mac, mac_fits};
use crate::ledger::{self, Head};
use crate::{audit, verify::Finding};
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use uuid::Uuid;

/// One disk sector a record.
const RECORD_BYTES: usize = 512;

/// Where both chains end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Heads {
    pub(crate) ledger: Head,
    pub(crate) audit: Head,
}

impl Heads {
    pub(crate) fn of(connection: &Connection) -> Result<Self> {
        Ok(Self { ledger: ledger::head(connection)?, audit: audit::head(connection)? })
    }
}

/// One record of the anchor: a line of JSON, filled up with spaces.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    turn: u64,
    at: i64,
    entries: u64,
    #[serde(with = "hexadecimal")]
    ledger: [u8; 32],
    acts: u64,
    #[serde(with = "hexadecimal")]
    audit: [u8; 32],
    #[serde(with = "hexadecimal")]
    seal: [u8; 32],
}

impl Record {
    fn sealed_bytes(&self, practice: Uuid) -> Vec<u8> {
        let Self { turn, at, entries, ledger, acts, audit, seal: _ } = self;
        let (ledger, audit) = (crate::hex(ledger), crate::hex(audit));
        format!("paperchart head 1/{practice}/{turn}/{at}/{entries}/{ledger}/{acts}/{audit}").into_bytes()
    }
}

/// The file `practice.head`, open for as long as the practice is.
pub(crate) struct Anchor {
    file: File,
    key: Key,
    practice: Uuid,
    last: Option<Record>,
}

/// The newer of the sound records.
fn newest(bytes: &[u8], key: &Key, practice: Uuid) -> Result<Option<Record>> {
    let mut last: Option<Record> = None;
    for bytes in bytes.chunks(RECORD_BYTES) {
        let Ok(record) = serde_json::from_slice::<Record>(bytes) else { continue };
        let sound = mac_fits(key.as_slice(), &record.sealed_bytes(practice), &record.seal)?;
        if sound && last.as_ref().is_none_or(|last| last.turn < record.turn) {
            last = Some(record);
        }
    }
    Ok(last)
}

impl Anchor {
    /// Opens the file, or begins a new one, and reads the newer of its sound records.
    pub(crate) fn open(folder: &Folder, keys: &PracticeKeys, practice: Uuid) -> Result<Self> {
        let mut file =
            private().read(true).write(true).create(true).truncate(false).open(folder.file(HEAD))?;
        let key = keys.derive("head anchor")?;
        let mut bytes = Vec::with_capacity(2 * RECORD_BYTES);
        Read::by_ref(&mut file).take(2 * RECORD_BYTES as u64).read_to_end(&mut bytes)?;
        let last = newest(&bytes, &key, practice)?;
        Ok(Self { file, key, practice, last })
    }

    /// How many entries the ledger had when the last note was made; 0 without a sound note. Only reads.
    pub(crate) fn noted_entries(folder: &Folder, keys: &PracticeKeys, practice: Uuid) -> Result<u64> {
        let bytes = folder.read(HEAD)?.unwrap_or_default();
        let bytes = &bytes[..bytes.len().min(2 * RECORD_BYTES)];
        let last = newest(bytes, &keys.derive("head anchor")?, practice)?;
        Ok(last.map_or(0, |last| last.entries))
    }

    /// Notes where the chains end.
    pub(crate) fn note(&mut self, heads: &Heads, at: DateTime<Utc>) -> Result<()> {
        let mut record = Record {
            turn: self.last.as_ref().map_or(1, |last| last.turn.saturating_add(1)),
            at: at.timestamp_millis(),
            entries: heads.ledger.count,
            ledger: heads.ledger.chain,
            acts: heads.audit.count,
            audit: heads.audit.chain,
            seal: [0; 32],
        };
        record.seal = mac(self.key.as_slice(), &record.sealed_bytes(self.practice))?;
        let mut line = serde_json::to_vec(&record).map_err(|error| StoreError::Program(error.to_string()))?;
        line.resize(RECORD_BYTES - 1, b' ');
        line.push(b'\n');
        self.file.seek(SeekFrom::Start(record.turn % 2 * RECORD_BYTES as u64))?;
        self.file.write_all(&line)?;
        self.last = Some(record);
        Ok(())
    }

    /// When the last note was made. None when there is none that is sound.
    pub(crate) fn noted_at(&self) -> Option<DateTime<Utc>> {
        self.last.as_ref().and_then(|last| DateTime::from_timestamp_millis(last.at))
    }

    /// Makes the last note durable; done when the practice is closed.
    pub(crate) fn flush(&self) -> Result<()> {
        Ok(self.file.sync_data()?)
    }

    /// What the file lacks of what the anchor remembers. More than it remembers is fine: the program may have
    /// ended between a commit and the note.
    pub(crate) fn compare(&self, connection: &Connection, heads: &Heads) -> Result<Option<Finding>> {
        let Some(last) = &self.last else {
            return Ok(Some(Finding::new(
                "anchor-missing",
                "The note of how far the chart had come (practice.head) is missing or damaged, so it cannot be \
                 said whether anything is missing. Compare with a backup.",
            )));
        };
        let when = DateTime::from_timestamp_millis(last.at)
            .map_or_else(|| "an unknown time".to_owned(), |at| at.format("%Y-%m-%d %H:%M UTC").to_string());
        for (what, remembered, chain, has, found) in [
            (
                "entries",
                last.entries,
                last.ledger,
                heads.ledger.count,
                ledger::head_at(connection, last.entries)?,
            ),
            (
                "acts of the audit",
                last.acts,
                last.audit,
                heads.audit.count,
                audit::head_at(connection, last.acts)?,
            ),
        ] {
            let sentence = match found {
                _ if remembered == 0 => continue,
                Some(head) if head.chain == chain => continue,
                Some(_) => format!("The file has other {what} than those that were saved by {when}."),
                None => format!(
                    "The file holds {has} {what}, but {remembered} had been saved by {when}: {} are missing. An \
                     older file may have been put back, or its write-ahead log deleted. Restore the newest backup.",
                    remembered - has.min(remembered)
                ),
            };
            return Ok(Some(Finding::new("rollback", sentence)));
        }
        Ok(None)
    }
}
