//! Restoring: a backup becomes the practice, and what stood there before is put aside, never deleted.
//!
//! Nothing but the backup's folder and what opens it is needed, on this machine or a new one: a password of the day of
//! the backup, or the code printed before it. So nobody puts an older state in place who may not open it, and nobody
//! finds out afterwards that they cannot. A note tells the next opening, which tells the audit and freezes thinning.
//!
//! A power cut in the middle leaves a note of what was under way, and the next look at the folder finishes it.

use super::making::remove_folder;
use super::manifest::Manifest;
use super::proving::fetch;
use super::shelf::LastBackup;
use crate::connection::keyed;
use crate::error::{Result, StoreError};
use crate::folder::{CHART, Folder, HEAD, KEYS, KEYS_PREVIOUS, RESTORED};
use crate::keys::stretch::{Stretch, argon2id};
use crate::keys::{KeyFile, OpenSlot};
use crate::opening::RESTORE_DOOR;
use crate::secret::{RecoveryCode, Secret};
use crate::store::{Moment, Store};
use crate::tries::Tries;
use rusqlite::OpenFlags;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// What shows that somebody may restore a backup: it has to open it.
#[derive(Debug)]
pub enum BackupKey {
    /// A login and the password of the day of the backup.
    Password {
        /// Who.
        login: String,
        /// Their password of then.
        password: Secret,
    },
    /// The recovery code printed before the backup.
    Code(String),
}

/// What a restore that was begun needs to come to its end. In `practice.restoring` while it is under way.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Begun {
    /// The folder in which the backup arrived whole.
    arriving: String,
    /// The folder for what stands there now.
    aside: String,
    /// What the audit is told; nothing when the file that arrives says it already.
    note: Option<String>,
}

/// The name of the note of a restore that is under way.
const RESTORING: &str = "practice.restoring";

impl Store {
    /// Puts a backup in the place of the practice in `folder`, or founds one from it in a new folder, in one go.
    /// Returns where the practice that stood there was put aside. The result is locked.
    ///
    /// # Errors
    /// As [`Store::fetch_backup`] and [`Arrived::take_place`].
    pub fn restore(backup: &Path, folder: &Path, key: &BackupKey, now: Moment) -> Result<Option<PathBuf>> {
        Self::fetch_backup(backup, folder, key, now)?.take_place(now)
    }

    /// Brings a backup beside the practice in `folder`, which may be open meanwhile, and opens it there: whatever can
    /// go wrong goes wrong before anybody is sent to the door.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`], [`StoreError::WrongCode`] and [`StoreError::Wait`] when the key does not open
    /// the backup, [`StoreError::Integrity`] when the backup is not what was proven, and [`StoreError`] of the disk.
    pub fn fetch_backup(backup: &Path, folder: &Path, key: &BackupKey, now: Moment) -> Result<Arrived> {
        Self::fetch_backup_stretching(backup, folder, key, now, argon2id)
    }

    pub(crate) fn fetch_backup_stretching(
        backup: &Path,
        folder: &Path,
        key: &BackupKey,
        now: Moment,
        stretch: Stretch,
    ) -> Result<Arrived> {
        let manifest = Manifest::read(backup)?;
        fs::create_dir_all(folder)?;
        let target = Folder::at(folder);
        let mut tries = Tries::read(&target)?;
        tries.begin(&target, RESTORE_DOOR, now.to_utc())?;
        let slot = opened_by(backup, &manifest, key, stretch)?;
        tries.was_right(&target, RESTORE_DOOR)?;

        let name = format!("restoring-{}", now.to_utc().format("%Y-%m-%dT%H%M%SZ"));
        let arriving = target.file(&name);
        remove_folder(&arriving)?;
        fs::create_dir(&arriving)?;
        if let Err(error) = arrive(backup, &manifest, &slot, &arriving) {
            remove_folder(&arriving)?;
            return Err(error);
        }
        // It was compared file by file with its proof just now, so it is the last backup of what it becomes.
        let restored =
            LastBackup { made_at: manifest.made_at, entries: manifest.entries, folder: backup.to_owned() };
        let note =
            serde_json::to_string(&restored).map_err(|error| StoreError::Program(error.to_string()))?;
        Ok(Arrived { target, name, note })
    }
}

/// A backup that stands beside the practice, whole and opened, and has not taken its place yet.
#[derive(Debug)]
pub struct Arrived {
    target: Folder,
    name: String,
    note: String,
}

impl Arrived {
    /// Puts it in the place of the practice, which has to be locked by now. Returns where that was put aside.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when the practice is open, and [`StoreError`] of the disk.
    pub fn take_place(self, now: Moment) -> Result<Option<PathBuf>> {
        let locked = self.target.lock();
        if locked.is_err() {
            remove_folder(&self.target.file(&self.name))?;
        }
        let _lock = locked?;
        move_in(&self.target, &self.name, Some(self.note), now)
    }
}

/// Puts the practice in a folder inside the practice's own in the place of what stands there. Returns where that was
/// put aside. The lock of the folder is held.
pub(crate) fn move_in(
    folder: &Folder,
    arriving: &str,
    note: Option<String>,
    now: Moment,
) -> Result<Option<PathBuf>> {
    let aside = format!("replaced-{}", now.to_utc().format("%Y-%m-%dT%H%M%SZ"));
    let begun = Begun { arriving: arriving.to_owned(), aside, note };
    let aside = folder.file(&begun.aside);
    if aside.exists() {
        return Err(StoreError::refused("Something was put aside at this moment already."));
    }
    let text = serde_json::to_vec(&begun).map_err(|error| StoreError::Program(error.to_string()))?;
    folder.replace(RESTORING, &text)?;
    finish(folder, &begun)?;
    Ok(aside.exists().then_some(aside))
}

/// Brings a restore to its end that a power cut interrupted. Nothing to do is fine.
pub(crate) fn finish_restoring(folder: &Folder) -> Result<()> {
    if !folder.file(RESTORING).exists() {
        return Ok(());
    }
    let _lock = folder.lock()?;
    let Some(text) = folder.read(RESTORING)? else { return Ok(()) };
    let unreadable = || StoreError::integrity("the note of a restore that was cut off cannot be read.");
    let begun: Begun = serde_json::from_slice(&text).map_err(|_| unreadable())?;
    let plain = |name: &str| !name.contains(['/', '\\']) && !name.contains("..");
    if !plain(&begun.arriving) || !plain(&begun.aside) {
        return Err(unreadable());
    }
    finish(folder, &begun)
}

/// The slot of the backup that the key opens.
fn opened_by(backup: &Path, manifest: &Manifest, key: &BackupKey, stretch: Stretch) -> Result<OpenSlot> {
    let key_file = KeyFile::read(&Folder::at(backup))?;
    if key_file.practice_id != manifest.practice_id {
        return Err(StoreError::integrity("the backup's key file is another practice's."));
    }
    match key {
        BackupKey::Password { login, password } => key_file.open(login, password, stretch),
        BackupKey::Code(code) => key_file.open_with_code(&RecoveryCode::read(code)?),
    }
}

/// The backup's files, as they were proven, and a chart that the key opens.
fn arrive(backup: &Path, manifest: &Manifest, slot: &OpenSlot, arriving: &Path) -> Result<()> {
    fetch(backup, manifest, arriving)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut refused = StoreError::integrity("the backup's key file holds no key to it.");
    for keys in &slot.practice_keys {
        match keyed(&arriving.join(CHART), keys, flags) {
            Ok(file) => {
                file.close().map_err(|(_, error)| StoreError::from(error))?;
                return Folder::at(arriving).sync();
            }
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

/// What stands there goes aside, and what arrived takes its place. Each step can be the last before a power cut: what
/// was done is not done again, and the key file, which makes the folder a practice, comes last.
fn finish(folder: &Folder, begun: &Begun) -> Result<()> {
    let (arriving, aside) = (folder.file(&begun.arriving), folder.file(&begun.aside));
    // Until the chart has moved in, what lies there is the practice of before.
    if arriving.join(CHART).exists() {
        put_aside(folder, &aside)?;
    }
    for name in [CHART, HEAD, KEYS] {
        if let Some(note) = begun.note.as_ref().filter(|_| name == KEYS) {
            folder.replace(RESTORED, note.as_bytes())?;
        }
        if arriving.join(name).exists() {
            fs::rename(arriving.join(name), folder.file(name))?;
        }
    }
    folder.sync()?;
    folder.remove(RESTORING)?;
    folder.sync()?;
    remove_folder(&arriving)
}

/// Moves the files of a practice into a folder beside it. The wrong tries stay, so that the audit hears of them.
fn put_aside(folder: &Folder, aside: &Path) -> Result<()> {
    let log = format!("{CHART}-wal");
    for name in [KEYS, CHART, &log, HEAD, KEYS_PREVIOUS] {
        if folder.file(name).exists() {
            fs::create_dir_all(aside)?;
            fs::rename(folder.file(name), aside.join(name))?;
        }
    }
    if aside.exists() { Folder::at(aside).sync() } else { Ok(()) }
}
