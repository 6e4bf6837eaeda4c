//! The practice folder: which files stand in it, how one is replaced so that a power cut leaves the old or
//! the new one, and the lock that lets one program in at a time.

use crate::error::{Result, StoreError};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The encrypted database.
pub(crate) const CHART: &str = "practice.chart";
/// A database that is complete but has not taken its place yet (creation, key rotation).
pub(crate) const CHART_NEW: &str = "practice.chart.new";
/// The key slots.
pub(crate) const KEYS: &str = "practice.keys";
/// The key slots before the last change.
pub(crate) const KEYS_PREVIOUS: &str = "practice.keys.previous";
/// How far ledger and audit had come.
pub(crate) const HEAD: &str = "practice.head";
/// Held while the practice is open.
pub(crate) const LOCK: &str = "practice.lock";
/// Wrong passwords since the last right one.
pub(crate) const TRIES: &str = "practice.tries";

/// Room on the disk that is given back when it is full, so that charts can still be opened and the audit can say so.
const RESERVE: &str = "practice.reserve";
/// The log that is emptied into the file is this long at most, twice.
const RESERVE_BYTES: usize = 8 * 1024 * 1024;

/// Says, until the next opening, that the practice was restored from a backup.
pub(crate) const RESTORED: &str = "practice.restored";

/// One practice's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A practice is there when its key slots are: they are written last.
    pub(crate) fn holds_practice(&self) -> bool {
        self.file(KEYS).is_file()
    }

    /// Keeps room on the disk for the day it is full.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] when that day has come: what room there is stays free.
    pub(crate) fn keep_reserve(&self) -> Result<()> {
        let whole = fs::metadata(self.file(RESERVE)).is_ok_and(|found| found.len() == RESERVE_BYTES as u64);
        if whole {
            return Ok(());
        }
        let kept = self.write_reserve();
        if kept.is_err() {
            self.spend_reserve();
        }
        kept
    }

    /// Chance, since a disk that compresses would keep no room for zeros.
    fn write_reserve(&self) -> Result<()> {
        let mut block = vec![0; 64 * 1024];
        getrandom::fill(&mut block).map_err(|_| StoreError::NoRandomness)?;
        let mut file = private().create(true).write(true).truncate(true).open(self.file(RESERVE))?;
        (0..RESERVE_BYTES / block.len()).try_for_each(|_| file.write_all(&block))?;
        Ok(())
    }

    /// Gives the reserve back to the disk. True when there was one.
    pub(crate) fn spend_reserve(&self) -> bool {
        fs::remove_file(self.file(RESERVE)).is_ok()
    }

    /// The lock for somebody who only reads, also where nothing can be written: then no program has it open.
    pub(crate) fn lock_to_read(&self) -> Result<Option<Lock>> {
        match self.lock() {
            Err(StoreError::ReadOnly | StoreError::DiskFull) => Ok(None),
            other => other.map(Some),
        }
    }

    /// Takes the lock, or says that another program has it.
    pub(crate) fn lock(&self) -> Result<Lock> {
        let file = private().create(true).write(true).truncate(false).open(self.file(LOCK))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _held: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Replaces a file so that a reader, or a power cut, finds the old or the new one whole. Getting in has to work
    /// on a full disk, so the reserve is spent on it.
    pub(crate) fn replace(&self, name: &str, bytes: &[u8]) -> Result<()> {
        match self.replace_once(name, bytes) {
            Err(StoreError::DiskFull) if self.spend_reserve() => self.replace_once(name, bytes),
            other => other,
        }
    }

    fn replace_once(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let beside = self.file(&format!("{name}.writing"));
        let mut file = private().create(true).write(true).truncate(true).open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        self.rename(&format!("{name}.writing"), name)
    }

    /// Renames a file over another, and makes the renaming itself durable.
    pub(crate) fn rename(&self, from: &str, to: &str) -> Result<()> {
        fs::rename(self.file(from), self.file(to))?;
        self.sync()
    }

    /// Removes a file; one that is not there is fine.
    pub(crate) fn remove(&self, name: &str) -> Result<()> {
        match fs::remove_file(self.file(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Reads a file; none when it is not there.
    pub(crate) fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match fs::read(self.file(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Makes names in the folder durable. Windows keeps no separate record of a folder to be written.
    pub(crate) fn sync(&self) -> Result<()> {
        #[cfg(unix)]
        File::open(&self.0)?.sync_all()?;
        Ok(())
    }
}

/// Held while the practice is open; the operating system lets go of it when the program ends, however it ends.
pub(crate) struct Lock {
    _held: File,
}

/// Options for a file that only its owner reads.
pub(crate) fn private() -> OpenOptions {
    #[allow(unused_mut, reason = "only Unix has modes")]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::at(place.path());
        let held = folder.lock().unwrap();
        assert!(
            matches!(folder.lock(), Err(StoreError::InUse)),
            "the second is refused while the first holds it"
        );
        drop(held);
        folder.lock().unwrap();
    }

    #[test]
    fn a_replaced_file_is_whole_and_private() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::at(place.path());
        folder.replace("a", b"old").unwrap();
        folder.replace("a", b"new").unwrap();
        assert_eq!(folder.read("a").unwrap().as_deref(), Some(b"new".as_slice()));
        assert_eq!(folder.read("b").unwrap(), None, "what is not there is none, not an error");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.file("a")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "only the owner reads it");
        }
    }
}
