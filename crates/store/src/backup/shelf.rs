//! The shelf: which backups of a practice stand in a folder, which was proven last, and clearing old ones away.

use super::making::{BackupCopy, remove_folder, sum};
use super::manifest::Manifest;
use super::proving::ProvenBackup;
use super::thinning::{Kept, to_remove};
use crate::audit::Act;
use crate::error::{Result, StoreError};
use crate::keys::PracticeKeys;
use crate::settings;
use crate::store::{Moment, Store};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A backup is being made until it has its name without this end.
const MAKING: &str = ".making";

/// A backup as it stands on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupInfo {
    /// Its folder.
    pub folder: PathBuf,
    /// The practice's name.
    pub practice: String,
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
    /// How many entries it holds.
    pub entries: u64,
    /// How long its files are together, in bytes.
    pub bytes: u64,
    /// It was proven, and its files are as long as they were then.
    pub proven: bool,
    pub(crate) manifest: Manifest,
}

/// The last backup that was proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastBackup {
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
    /// How many entries it holds.
    pub entries: u64,
    /// Where it stands.
    pub folder: PathBuf,
}

/// The backups under a folder, of every practice, the newest first. Works while the practice is locked.
///
/// # Errors
/// [`StoreError::NotFound`] when the folder is not there, and [`StoreError`] of the disk.
pub fn backups_in(place: &Path) -> Result<Vec<BackupInfo>> {
    if !place.is_dir() {
        return Err(StoreError::NotFound { what: "backup folder" });
    }
    let mut found = Vec::new();
    for shelf in fs::read_dir(place)? {
        let shelf = shelf?;
        let ours = shelf.file_name().to_str().is_some_and(|name| name.starts_with("paperchart-"));
        if !ours || !shelf.file_type()?.is_dir() {
            continue;
        }
        for backup in fs::read_dir(shelf.path())? {
            let backup = backup?;
            let making = backup.file_name().to_str().is_none_or(|name| name.ends_with(MAKING));
            if !making && backup.file_type()?.is_dir() {
                found.extend(look_at(&backup.path()));
            }
        }
    }
    found.sort_by_key(|backup| std::cmp::Reverse(backup.made_at));
    Ok(found)
}

/// A folder that is no whole backup is none: it is neither offered nor removed.
fn look_at(folder: &Path) -> Option<BackupInfo> {
    let manifest = Manifest::read(folder).ok()?;
    let whole = |file: &super::manifest::FileSum| {
        fs::metadata(folder.join(&file.name)).is_ok_and(|found| found.len() == file.bytes)
    };
    Some(BackupInfo {
        folder: folder.to_owned(),
        practice: manifest.practice.clone(),
        made_at: manifest.made_at,
        entries: manifest.entries,
        bytes: manifest.files.iter().map(|file| file.bytes).sum(),
        proven: manifest.files.iter().all(whole),
        manifest,
    })
}

/// A new folder to make a backup in, and the name it will have.
pub(crate) fn new_place(place: &Path, practice: Uuid, now: Moment) -> Result<(PathBuf, PathBuf)> {
    let shelf = place.join(format!("paperchart-{}", &practice.simple().to_string()[20..]));
    fs::create_dir_all(&shelf)?;
    let name = now.to_utc().format("%Y-%m-%dT%H%M%S%3fZ").to_string();
    let (making, finished) = (shelf.join(format!("{name}{MAKING}")), shelf.join(name));
    if finished.exists() {
        return Err(StoreError::refused("There is a backup of this moment already."));
    }
    // One is made at a time, so these never came to their end: the stick was pulled out, or the power failed.
    for left in fs::read_dir(&shelf)? {
        let left = left?;
        if left.file_name().to_str().is_some_and(|name| name.ends_with(MAKING)) {
            remove_folder(&left.path())?;
        }
    }
    fs::create_dir(&making)?;
    Ok((making, finished))
}

impl Store {
    /// Makes a backup and proves it, in one go, with the practice's own folder as the place to prove it in.
    ///
    /// # Errors
    /// As [`Store::copy`], [`super::BackupCopy::deliver`] and [`super::Delivered::prove`].
    pub fn back_up(
        &mut self,
        place: &Path,
        now: Moment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<ProvenBackup> {
        let proven = self.copy(now, progress)?.deliver(place)?.prove(now, progress)?;
        self.note_backup(&proven, now)?;
        Ok(proven)
    }

    /// Notes that a backup was proven, and tells the audit.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn note_backup(&mut self, proven: &ProvenBackup, now: Moment) -> Result<()> {
        let last =
            LastBackup { made_at: proven.made_at, entries: proven.entries, folder: proven.folder.clone() };
        let json = serde_json::to_string(&last).map_err(|error| StoreError::Program(error.to_string()))?;
        let act = Act::named("backup.proven").with(format!("{} entries", proven.entries));
        self.write(act, now, |writing| writing.set_fact("last_backup", &json))
    }

    /// The last backup that was proven. None when there never was one.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn last_backup(&self) -> Result<Option<LastBackup>> {
        settings::fact(&self.connection, "last_backup")?
            .map(|json| serde_json::from_str(&json))
            .transpose()
            .map_err(|_| StoreError::integrity("the note of the last backup cannot be read."))
    }

    /// Clears backups of this practice away that nobody will miss, in one go, and says which.
    ///
    /// # Errors
    /// As [`BackupCopy::spare_backups`] and [`Store::note_thinning`].
    pub fn thin_backups(&mut self, place: &Path, now: Moment) -> Result<Vec<PathBuf>> {
        let spare = spare_backups(place, self.key_file.practice_id, &self.keys)?;
        if !self.note_thinning(spare.len(), now)? {
            return Ok(Vec::new());
        }
        clear_away(&spare)?;
        Ok(spare)
    }

    /// Tells the audit that so many backups are cleared away. False when none may go: there are none, or thinning is
    /// frozen after a restore.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn note_thinning(&mut self, spare: usize, now: Moment) -> Result<bool> {
        if spare == 0 || self.thinning_frozen()? {
            return Ok(false);
        }
        self.audit(Act::named("backup.thin").with(format!("{spare} removed")), now)?;
        Ok(true)
    }

    /// After a restore nothing is thinned until somebody says that the restored practice is the right one.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn thinning_frozen(&self) -> Result<bool> {
        Ok(settings::fact(&self.connection, "thinning_frozen")?.as_deref() == Some("yes"))
    }

    /// The restored practice is the right one; thinning goes on.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn unfreeze_thinning(&mut self, now: Moment) -> Result<()> {
        self.write(Act::named("backup.unfreeze"), now, |writing| writing.set_fact("thinning_frozen", "no"))
    }
}

impl BackupCopy {
    /// Which backups of this practice nobody will miss ([`to_remove`]). Needs no open practice. The newest proven one
    /// is read whole first: should it not be what was proven, it counts for nothing.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn spare_backups(&self, place: &Path) -> Result<Vec<PathBuf>> {
        spare_backups(place, self.manifest.practice_id, &self.keys)
    }
}

fn spare_backups(place: &Path, practice: Uuid, keys: &PracticeKeys) -> Result<Vec<PathBuf>> {
    let mut backups = backups_in(place)?;
    backups.retain(|backup| backup.manifest.practice_id == practice);
    for backup in backups.iter_mut().filter(|backup| backup.proven) {
        backup.proven = backup.manifest.is_sealed_by(keys)? && is_as_proven(backup)?;
        if backup.proven {
            break;
        }
    }
    let kept: Vec<Kept> =
        backups.iter().map(|backup| Kept { made_at: backup.made_at, proven: backup.proven }).collect();
    Ok(to_remove(&kept).into_iter().map(|place| backups[place].folder.clone()).collect())
}

/// Removes backups that nobody will miss.
///
/// # Errors
/// [`StoreError`] of the disk.
pub fn clear_away(backups: &[PathBuf]) -> Result<()> {
    backups.iter().try_for_each(|folder| remove_folder(folder))
}

fn is_as_proven(backup: &BackupInfo) -> Result<bool> {
    for expected in &backup.manifest.files {
        let found = sum(&backup.folder.join(&expected.name), &expected.name, &mut std::io::sink())?;
        if found != *expected {
            return Ok(false);
        }
    }
    Ok(true)
}
