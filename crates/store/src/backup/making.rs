//! Making the copy: pages by SQLite's backup, under the same key, with slots and anchor beside them.

use super::manifest::{FileSum, Manifest};
use super::proving::{Delivered, fetch};
use super::shelf;
use crate::anchor::{Anchor, Heads};
use crate::connection::keyed;
use crate::error::{Result, StoreError};
use crate::folder::{CHART, Folder, HEAD, KEYS};
use crate::keys::PracticeKeys;
use crate::ledger::{self, read};
use crate::rotation::counts;
use crate::store::{Moment, Store};
use chart::PatientId;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Pages a step: 2 MiB.
const PAGES: i32 = 256;
/// How many charts are compared word by word.
const CHARTS: usize = 20;

/// Where a copy is made, in the practice's folder.
const COPYING: &str = "copying";

/// A copy beside the practice, on its way to one or more disks. It is removed when it is dropped.
pub struct BackupCopy {
    /// Where it stands.
    pub(crate) here: PathBuf,
    /// The practice's folder, in which a backup is proven.
    pub(crate) scratch: PathBuf,
    pub(crate) manifest: Manifest,
    pub(crate) keys: PracticeKeys,
    pub(crate) heads: Heads,
    pub(crate) counts: Vec<(String, i64)>,
    pub(crate) charts: Vec<(PatientId, [u8; 32])>,
}

impl Store {
    /// Copies the practice beside itself, on the same disk: whoever waits for the practice waits for no other disk.
    /// `progress` hears how many of how many pages are done.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn copy(&self, now: Moment, progress: &mut dyn FnMut(u64, u64)) -> Result<BackupCopy> {
        let here = self.folder.file(COPYING);
        remove_folder(&here)?;
        fs::create_dir(&here)?;
        let mut copy = BackupCopy {
            manifest: Manifest::new(self.key_file.practice_id, &self.key_file.practice, now),
            keys: self.keys.clone(),
            heads: self.heads,
            counts: counts(&self.connection)?,
            charts: some_charts(&self.connection)?,
            here,
            scratch: self.folder.path().to_owned(),
        };
        copy.pages(&self.connection, progress)?;
        let folder = Folder::at(&copy.here);
        folder.replace(KEYS, self.key_file.text()?.as_bytes())?;
        let mut anchor = Anchor::open(&folder, &copy.keys, self.key_file.practice_id)?;
        anchor.note(&self.heads, now.to_utc())?;
        anchor.flush()?;
        for name in [CHART, KEYS, HEAD] {
            copy.manifest.files.push(sum(&copy.here.join(name), name, &mut std::io::sink())?);
        }
        copy.manifest.entries = self.heads.ledger.count;
        copy.manifest.ledger_head = self.heads.ledger.chain;
        copy.manifest.acts = self.heads.audit.count;
        copy.manifest.audit_head = self.heads.audit.chain;
        Ok(copy)
    }
}

impl Drop for BackupCopy {
    fn drop(&mut self) {
        if let Err(error) = remove_folder(&self.here) {
            tracing::warn!(%error, "a copy beside the practice could not be removed");
        }
    }
}

impl BackupCopy {
    /// Carries the copy to a backup folder: a disk, a stick, a second drive. It counts for nothing there before
    /// [`Delivered::prove`].
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the folder is not there (the stick is not in), and [`StoreError`] of both
    /// disks.
    pub fn deliver(&self, place: &Path) -> Result<Delivered<'_>> {
        if !place.is_dir() {
            return Err(StoreError::NotFound { what: "backup folder" });
        }
        let (making, finished) = shelf::new_place(place, self.manifest.practice_id, self.manifest.made_at)?;
        if let Err(error) = fetch(&self.here, &self.manifest, &making) {
            remove_folder(&making)?;
            return Err(error);
        }
        Folder::at(&making).sync()?;
        Ok(Delivered { copy: self, making, finished })
    }

    fn pages(&self, from: &Connection, progress: &mut dyn FnMut(u64, u64)) -> Result<()> {
        let path = self.here.join(CHART);
        crate::folder::private().write(true).create_new(true).open(&path)?;
        let mut to = keyed(&path, &self.keys, OpenFlags::default())?;
        let copying = Backup::new(from, &mut to)?;
        loop {
            let step = copying.step(PAGES)?;
            let state = copying.progress();
            let total = u64::from(state.pagecount.unsigned_abs());
            progress(total - u64::from(state.remaining.unsigned_abs()).min(total), total);
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(StoreError::InUse),
            }
        }
        drop(copying);
        to.close().map_err(|(_, error)| StoreError::from(error))?;
        File::open(&path)?.sync_all()?;
        Ok(())
    }
}

/// Reads a file to its end into `to`, and says how long it is and what its hash is.
pub(crate) fn sum(path: &Path, name: &str, to: &mut dyn Write) -> Result<FileSum> {
    let mut file = File::open(path)?;
    let (mut hasher, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(FileSum { name: name.into(), bytes, sha256: hasher.finalize().into() });
        }
        hasher.update(&buffer[..read]);
        to.write_all(&buffer[..read])?;
        bytes += read as u64;
    }
}

/// Some charts by chance, each as one hash over its rows.
fn some_charts(connection: &Connection) -> Result<Vec<(PatientId, [u8; 32])>> {
    let mut patients = read::patients(connection)?;
    let mut charts = Vec::with_capacity(CHARTS);
    while !patients.is_empty() && charts.len() < CHARTS {
        let mut chance = [0; 8];
        getrandom::fill(&mut chance).map_err(|_| StoreError::NoRandomness)?;
        let place = u64::from_le_bytes(chance) % patients.len() as u64;
        let patient = patients.swap_remove(usize::try_from(place).unwrap_or(0));
        charts.push((patient, chart_hash(connection, patient)?));
    }
    Ok(charts)
}

/// One hash over everything that stands in a chart.
pub(crate) fn chart_hash(connection: &Connection, patient: PatientId) -> Result<[u8; 32]> {
    let mut hasher = Sha256::new();
    for proof in read::proofs_of(connection, patient)? {
        hasher.update(proof.seq.to_be_bytes());
        ledger::chain::put_hashed(&mut hasher, proof.body.as_bytes());
        hasher.update(proof.chain);
    }
    Ok(hasher.finalize().into())
}

/// Removes a folder that this module made; one that is gone is fine.
pub(crate) fn remove_folder(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
