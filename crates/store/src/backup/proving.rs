//! Proving a copy: it is read back from the disk it lies on, opened with its key elsewhere, checked and compared.

use super::making::{BackupCopy, chart_hash, remove_folder, sum};
use super::manifest::{MANIFEST, Manifest};
use crate::anchor::Heads;
use crate::connection::{Opening, connection, unguard};
use crate::error::{Result, StoreError};
use crate::folder::{CHART, Folder, KEYS};
use crate::keys::KeyFile;
use crate::rotation::counts;
use crate::store::Moment;
use crate::verify::{self, Finding};
use std::fs;
use std::path::{Path, PathBuf};

/// A backup that was read back, opened and compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvenBackup {
    /// Where it stands.
    pub folder: PathBuf,
    /// How many entries it holds.
    pub entries: u64,
    /// How long its files are together, in bytes.
    pub bytes: u64,
    /// What does not fit in the practice itself, and so neither in its copy.
    pub findings: Vec<Finding>,
    pub(crate) made_at: Moment,
}

/// Where a backup is restored to for its proof, in the practice's folder.
const PROVING: &str = "proving";

/// A copy on the disk it is meant for, not proven yet.
pub struct Delivered<'a> {
    pub(crate) copy: &'a BackupCopy,
    /// Where it lies.
    pub(crate) making: PathBuf,
    /// Where it will stand when it is proven.
    pub(crate) finished: PathBuf,
}

impl Delivered<'_> {
    /// Reads the copy back from its disk beside the practice, opens it there, checks every page and both chains,
    /// compares counts and some charts, and only then gives the backup its name. Needs no open practice.
    /// A copy that fails is removed.
    ///
    /// # Errors
    /// [`StoreError::Integrity`] when the copy is not what the practice was, and [`StoreError`] of both disks.
    pub fn prove(self, now: Moment, progress: &mut dyn FnMut(u64, u64)) -> Result<ProvenBackup> {
        let here = self.copy.scratch.join(PROVING);
        remove_folder(&here)?;
        fs::create_dir_all(&here)?;
        let checked = self.check_at(&here, progress);
        remove_folder(&here)?;
        match checked {
            Ok(findings) => {
                let mut manifest = self.copy.manifest.clone();
                manifest.proven_at = now;
                manifest.seal(&self.copy.keys)?;
                Folder::at(&self.making).replace(MANIFEST, &manifest.text()?)?;
                fs::rename(&self.making, &self.finished)?;
                if let Some(shelf) = self.finished.parent() {
                    Folder::at(shelf).sync()?;
                }
                Ok(ProvenBackup {
                    folder: self.finished,
                    entries: manifest.entries,
                    bytes: manifest.files.iter().map(|file| file.bytes).sum(),
                    findings,
                    made_at: manifest.made_at,
                })
            }
            Err(error) => {
                remove_folder(&self.making)?;
                Err(error)
            }
        }
    }

    fn check_at(&self, here: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<Finding>> {
        let copy = self.copy;
        fetch(&self.making, &copy.manifest, here)?;
        let not_the_same =
            || StoreError::integrity("the backup is not what the practice is; it was not kept.");
        let keys = KeyFile::parse(&fs::read(here.join(KEYS))?)?;
        if !keys.is_sealed_by(&copy.keys)? {
            return Err(not_the_same());
        }
        let mut file = connection(&here.join(CHART), &copy.keys, Opening::Existing)?;
        unguard(&mut file)?;
        let report = verify::check(&file, progress)?;
        let same = Heads::of(&file)? == copy.heads && counts(&file)? == copy.counts;
        let unreadable =
            report.findings.iter().any(|found| matches!(found.kind.as_str(), "page" | "unreadable"));
        if !same || unreadable {
            return Err(not_the_same());
        }
        for (patient, expected) in &copy.charts {
            if chart_hash(&file, *patient)? != *expected {
                return Err(not_the_same());
            }
        }
        file.close().map_err(|(_, error)| StoreError::from(error))?;
        Ok(report.findings)
    }
}

/// Copies a backup's files elsewhere, and makes sure that they arrive as the manifest says.
pub(crate) fn fetch(backup: &Path, manifest: &Manifest, to: &Path) -> Result<()> {
    for expected in &manifest.files {
        let mut file = crate::folder::private().write(true).create_new(true).open(to.join(&expected.name))?;
        let arrived = sum(&backup.join(&expected.name), &expected.name, &mut file)?;
        file.sync_all()?;
        if arrived != *expected {
            return Err(StoreError::integrity(format!("{} of the backup is damaged.", expected.name)));
        }
    }
    Ok(())
}
