//! Restoring: a backup becomes the practice, and what stood there before is put aside, never deleted.
//!
//! Nothing but the backup's folder is needed, on this machine or a new one; the password or the printed code
//! opens it afterwards. A note tells the next opening, which tells the audit and freezes thinning.

use super::making::remove_folder;
use super::manifest::Manifest;
use super::proving::fetch;
use crate::error::{Result, StoreError};
use crate::folder::{CHART, Folder, HEAD, KEYS, KEYS_PREVIOUS, RESTORED, TRIES};
use crate::store::{Moment, Store};
use std::fs;
use std::path::{Path, PathBuf};

impl Store {
    /// Puts a backup in the place of the practice in `folder`, or founds one from it in a new folder. Returns
    /// where the practice that stood there was put aside. The result is locked.
    ///
    /// # Errors
    /// [`StoreError::Integrity`] when the backup is not what was proven, [`StoreError::InUse`] when the practice
    /// is open, and [`StoreError`] of the disk. Nothing is put aside before the backup has arrived whole.
    pub fn restore(backup: &Path, folder: &Path, now: Moment) -> Result<Option<PathBuf>> {
        let manifest = Manifest::read(backup)?;
        fs::create_dir_all(folder)?;
        let target = Folder::at(folder);
        let _lock = target.lock()?;
        let stamp = now.to_utc().format("%Y-%m-%dT%H%M%SZ");
        let arriving = folder.join(format!("restoring-{stamp}"));
        remove_folder(&arriving)?;
        fs::create_dir(&arriving)?;
        if let Err(error) = fetch(backup, &manifest, &arriving) {
            remove_folder(&arriving)?;
            return Err(error);
        }
        let aside = folder.join(format!("replaced-{stamp}"));
        let replaced = put_aside(&target, &aside)?;
        // The key file makes the folder a practice, so it comes last.
        for name in [CHART, HEAD, KEYS] {
            fs::rename(arriving.join(name), target.file(name))?;
            if name == HEAD {
                let note = format!("{} of {} entries", manifest.made_at.to_rfc3339(), manifest.entries);
                target.replace(RESTORED, note.as_bytes())?;
            }
        }
        target.sync()?;
        remove_folder(&arriving)?;
        Ok(replaced.then_some(aside))
    }
}

/// Moves the files of a practice into a folder beside it. False when there were none.
fn put_aside(folder: &Folder, aside: &Path) -> Result<bool> {
    let log = format!("{CHART}-wal");
    let names = [KEYS, CHART, &log, HEAD, KEYS_PREVIOUS, TRIES];
    let present: Vec<&str> = names.into_iter().filter(|name| folder.file(name).exists()).collect();
    if present.is_empty() {
        return Ok(false);
    }
    if aside.exists() {
        return Err(StoreError::refused("Something was put aside at this moment already."));
    }
    fs::create_dir(aside)?;
    for name in present {
        fs::rename(folder.file(name), aside.join(name))?;
    }
    Folder::at(aside).sync()?;
    Ok(true)
}
