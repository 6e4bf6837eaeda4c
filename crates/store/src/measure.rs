//! The same tables without encryption, to measure what encryption costs. Behind the feature `measure`, which the
//! benchmark asks for and nothing that ships.
//!
//! It cannot open a practice or read one, and no entry of a practice gets into it: it makes a new file of its
//! own and takes the entries of invented patients. Everything but the key is what a practice has: schema,
//! settings, chain, signatures, projections, audit.

use crate::anchor::Heads;
use crate::audit::Act;
use crate::error::Result;
use crate::keys::sealing::Key;
use crate::keys::stretch::{Cost, argon2id};
use crate::ledger::read;
use crate::search::{self, PatientHit};
use crate::secret::Secret;
use crate::store::{Moment, Store};
use crate::users::UserInfo;
use crate::writing::Writing;
use crate::{connection, migrations};
use chart::sections::staff::Role;
use chart::{Chart, PatientId, StaffId};
use ed25519_dalek::SigningKey;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use uuid::ContextV7;

/// A plain SQLite file with a practice's tables.
pub struct PlainFile {
    connection: Connection,
    heads: Heads,
    user: UserInfo,
    signing: SigningKey,
    ids: ContextV7,
}

impl PlainFile {
    /// Makes a new file. `author` is who may write into it.
    ///
    /// # Errors
    /// [`crate::StoreError::AlreadyAPractice`] when there is a file, and [`crate::StoreError`] of the disk.
    pub fn create(path: &Path, author: StaffId) -> Result<Self> {
        if path.exists() {
            return Err(crate::StoreError::AlreadyAPractice);
        }
        let mut connection = Connection::open(path)?;
        connection.pragma_update(None, "page_size", connection::PAGE_BYTES as i64)?;
        connection::settle(&connection)?;
        migrations::migrate(&mut connection)?;
        Self::guarded(connection, author)
    }

    /// Opens a file that [`PlainFile::create`] made.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn open(path: &Path, author: StaffId) -> Result<Self> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection::settle(&connection)?;
        Self::guarded(connection, author)
    }

    fn guarded(mut connection: Connection, author: StaffId) -> Result<Self> {
        connection::guard(&mut connection)?;
        let heads = Heads::of(&connection)?;
        let signing = SigningKey::from_bytes(&[7; 32]);
        let user = UserInfo {
            id: author,
            login: "measure".into(),
            name: "Dr Measure".into(),
            role: Role::Physician,
            verifying_key: crate::hex(signing.verifying_key().as_bytes()),
        };
        Ok(Self { connection, heads, user, signing, ids: ContextV7::new() })
    }

    /// Writes as [`crate::Store::write`] does.
    ///
    /// # Errors
    /// As [`crate::Store::write`].
    pub fn write<T>(
        &mut self,
        act: Act,
        now: Moment,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T>,
    ) -> Result<T> {
        let tx = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut writing = Writing::measured(tx, (&self.user, &self.signing, &self.ids), now, &self.heads);
        let answer = work(&mut writing)?;
        self.heads = writing.finish(act)?;
        Ok(answer)
    }

    /// Reads as [`crate::Store::chart`] does.
    ///
    /// # Errors
    /// As [`crate::Store::chart`].
    pub fn chart(&self, patient: PatientId) -> Result<Chart> {
        read::of_patient(&self.connection, patient)
    }

    /// Finds as [`crate::Store::find_patients`] does.
    ///
    /// # Errors
    /// As [`crate::Store::find_patients`].
    pub fn find_patients(&self, text: &str, limit: usize) -> Result<Vec<PatientHit>> {
        search::find_patients(&self.connection, text, limit)
    }

    /// Who may write into it.
    #[must_use]
    pub fn author(&self) -> StaffId {
        self.user.id
    }
}

impl std::fmt::Debug for PlainFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PlainFile").finish_non_exhaustive()
    }
}

/// How much of the file each table and index takes, in whole pages, the largest first.
///
/// # Errors
/// [`crate::StoreError`] of the file.
pub fn sizes(store: &Store) -> Result<Vec<(String, u64)>> {
    let mut statement =
        store.connection.prepare("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC")?;
    let sizes = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
    Ok(sizes.collect::<rusqlite::Result<_>>()?)
}

/// A password, its salt and the key they gave.
type Stretched = (Vec<u8>, Vec<u8>, Key);

/// Keys that were stretched before in this process.
static STRETCHED: Mutex<Vec<Stretched>> = Mutex::new(Vec::new());

/// Unlocks a practice as [`Store::unlock`] does, but stretches each password once in this process: thousands of
/// states of one practice after a simulated power cut are opened with it. Nothing that ships keeps such a key.
///
/// # Errors
/// As [`Store::unlock`].
pub fn unlock_remembering(folder: &Path, login: &str, password: &Secret, now: Moment) -> Result<Store> {
    Store::unlock_stretching(folder, login, password, now, stretch_once)
}

fn stretch_once(password: &Secret, salt: &[u8], cost: Cost) -> Result<Key> {
    let known = |list: &[(Vec<u8>, Vec<u8>, Key)]| {
        let found = list.iter().find(|(of, with, _)| of == password.expose().as_bytes() && with == salt);
        found.map(|(_, _, key)| key.clone())
    };
    if let Some(key) = known(&STRETCHED.lock().unwrap_or_else(PoisonError::into_inner)) {
        return Ok(key);
    }
    let key = argon2id(password, salt, cost)?;
    let mut list = STRETCHED.lock().unwrap_or_else(PoisonError::into_inner);
    list.push((password.expose().as_bytes().to_vec(), salt.to_vec(), key.clone()));
    Ok(key)
}
