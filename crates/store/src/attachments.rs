//! The bytes of documents: beside the ledger, in the same encrypted file, each under its SHA-256.
//!
//! The ledger says what a document is and names its hash, so the chain holds the bytes without carrying them: a chart
//! with 2,000 documents is read as fast as one with none, and a backup, a new key and a restored file have them since
//! they have the file. The same bytes twice are kept once. Nothing here is changed or deleted.
//!
//! Deliberately not here: what the bytes mean, and thumbnails (they are attachments as any other).

use crate::error::{Result, StoreError};
use crate::ledger::chain::Hash;
use crate::store::Store;
use crate::writing::Writing;
use chart::sections::documents::Attachment;
use chart::{EntryId, Statement};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// A long row's bytes lie on pages of their own, which nobody reads who does not ask for them.
pub(crate) const SCHEMA: &str = "
CREATE TABLE attachments (
    number INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX attachments_by_hash ON attachments (hash);
CREATE TRIGGER attachment_is_not_updated BEFORE UPDATE ON attachments
BEGIN
    SELECT RAISE(ABORT, 'a document is never changed');
END;
CREATE TRIGGER attachment_is_not_deleted BEFORE DELETE ON attachments
BEGIN
    SELECT RAISE(ABORT, 'a document is never deleted');
END;
";

/// The longest document, in bytes: 64 MiB, some hundred scanned pages.
pub const LONGEST_ATTACHMENT: usize = 64 << 20;

impl Store {
    /// The bytes of an attachment, proven to be those that were kept.
    ///
    /// # Errors
    /// [`StoreError::Integrity`] when they are gone or were changed, and [`StoreError`] of the file.
    pub fn attachment(&self, attachment: &Attachment) -> Result<Vec<u8>> {
        let hash = hash_of(attachment)?;
        let bytes = read(&self.connection, &hash)?
            .ok_or_else(|| StoreError::integrity("the bytes of this document are gone."))?;
        if sha256(&bytes) != hash {
            return Err(StoreError::integrity("the bytes of this document were changed."));
        }
        Ok(bytes)
    }
}

impl Writing<'_> {
    /// Keeps the bytes of a document, in this transaction. The entry that names them comes after.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there are none or too many, and [`StoreError`] of the file.
    pub fn keep(&mut self, content_type: &str, bytes: &[u8]) -> Result<Attachment> {
        self.still_writing()?;
        if bytes.is_empty() {
            return Err(StoreError::refused("The document is empty."));
        }
        if bytes.len() > LONGEST_ATTACHMENT {
            return Err(StoreError::refused("The document is larger than 64 MB."));
        }
        let hash = sha256(bytes);
        put(self.connection(), &hash, bytes)?;
        Ok(Attachment {
            content_type: content_type.to_owned(),
            size: bytes.len() as u64,
            sha256: crate::hex(&hash),
        })
    }
}

/// Refuses a statement whose bytes the file does not have.
pub(crate) fn check(connection: &Connection, said: &Statement) -> Result<()> {
    for attachment in said.attachments() {
        if length(connection, &hash_of(attachment)?)? != Some(attachment.size) {
            return Err(StoreError::refused("A document is written down after its bytes."));
        }
    }
    Ok(())
}

/// Keeps bytes under their hash, once.
pub(crate) fn put(connection: &Connection, hash: &Hash, bytes: &[u8]) -> Result<()> {
    if length(connection, hash)?.is_none() {
        connection
            .prepare_cached("INSERT INTO attachments (hash, bytes) VALUES (?1, ?2)")?
            .execute(params![hash, bytes])?;
    }
    Ok(())
}

/// Which attachments entries name, and in which entry first.
#[derive(Default)]
pub(crate) struct Named(HashMap<Hash, EntryId>);

impl Named {
    /// Notes what an entry names. False when it names what is no hash.
    pub(crate) fn note(&mut self, entry: EntryId, said: &Statement) -> bool {
        said.attachments().into_iter().all(|attachment| match hash_of(attachment) {
            Ok(hash) => {
                self.0.entry(hash).or_insert(entry);
                true
            }
            Err(_) => false,
        })
    }

    /// Reads every attachment and compares it with its hash. Returns a sentence for each that is changed, and for
    /// each that an entry names and the file lacks.
    pub(crate) fn check(mut self, connection: &Connection) -> Result<Vec<String>> {
        let mut findings = Vec::new();
        let mut statement =
            connection.prepare("SELECT number, hash, bytes FROM attachments ORDER BY number")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            // The columns are STRICT, so both are blobs; a hash of another length fits no bytes.
            let (claimed, bytes) = (row.get_ref(1)?, row.get_ref(2)?);
            let (ValueRef::Blob(claimed), ValueRef::Blob(bytes)) = (claimed, bytes) else {
                findings.push(format!("Document {number} holds no bytes."));
                continue;
            };
            let hash = sha256(bytes);
            if claimed == hash {
                self.0.remove(&hash);
            } else {
                findings.push(format!("The bytes of document {number} were changed after it was filed."));
            }
        }
        let mut missing: Vec<EntryId> = self.0.into_values().collect();
        missing.sort_unstable();
        findings.extend(
            missing.iter().map(|entry| format!("The bytes of the document of entry {entry} are gone.")),
        );
        Ok(findings)
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

fn hash_of(attachment: &Attachment) -> Result<Hash> {
    crate::unhex(&attachment.sha256)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| StoreError::refused("A document's hash is 64 hexadecimal digits."))
}

/// The header of a row says how long its bytes are; they are not read.
fn length(connection: &Connection, hash: &Hash) -> Result<Option<u64>> {
    let found: Option<i64> = connection
        .prepare_cached("SELECT length(bytes) FROM attachments WHERE hash = ?1")?
        .query_row([hash], |row| row.get(0))
        .optional()?;
    Ok(found.map(i64::cast_unsigned))
}

fn read(connection: &Connection, hash: &Hash) -> Result<Option<Vec<u8>>> {
    Ok(connection
        .prepare_cached("SELECT bytes FROM attachments WHERE hash = ?1")?
        .query_row([hash], |row| row.get(0))
        .optional()?)
}
