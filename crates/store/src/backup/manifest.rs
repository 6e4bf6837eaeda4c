//! The manifest of a backup: what is in it, how far it goes, when it was proven.

use crate::error::{Result, StoreError};
use crate::keys::PracticeKeys;
use crate::keys::sealing::{hexadecimal, mac, mac_fits};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use uuid::Uuid;

/// The manifest's file name. It is written last: a folder without one is no backup.
pub(crate) const MANIFEST: &str = "manifest.json";
const FORMAT: &str = "paperchart-backup";
const VERSION: u32 = 1;
const MOST_BYTES: u64 = 64 * 1024;

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    pub(crate) format: String,
    pub(crate) version: u32,
    pub(crate) practice_id: Uuid,
    pub(crate) practice: String,
    pub(crate) made_at: DateTime<FixedOffset>,
    pub(crate) proven_at: DateTime<FixedOffset>,
    pub(crate) entries: u64,
    #[serde(with = "hexadecimal")]
    pub(crate) ledger_head: [u8; 32],
    pub(crate) acts: u64,
    #[serde(with = "hexadecimal")]
    pub(crate) audit_head: [u8; 32],
    pub(crate) files: Vec<FileSum>,
    /// HMAC over all of the above, under a key that only the open practice knows.
    #[serde(with = "hexadecimal")]
    pub(crate) seal: [u8; 32],
}

/// One file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileSum {
    pub(crate) name: String,
    pub(crate) bytes: u64,
    #[serde(with = "hexadecimal")]
    pub(crate) sha256: [u8; 32],
}

impl Manifest {
    pub(crate) fn new(practice_id: Uuid, practice: &str, made_at: DateTime<FixedOffset>) -> Self {
        Self {
            format: FORMAT.into(),
            version: VERSION,
            practice_id,
            practice: practice.into(),
            made_at,
            proven_at: made_at,
            entries: 0,
            ledger_head: [0; 32],
            acts: 0,
            audit_head: [0; 32],
            files: Vec::new(),
            seal: [0; 32],
        }
    }

    /// Reads a backup's manifest.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the folder is no backup, [`StoreError::Integrity`] for a manifest that
    /// cannot be read.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let damaged = || StoreError::integrity("the manifest of the backup cannot be read.");
        let file = match File::open(folder.join(MANIFEST)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(StoreError::NotFound { what: "backup" });
            }
            other => other?,
        };
        let mut bytes = Vec::new();
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(damaged());
        }
        let manifest: Self = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
        // Only plain names: a manifest must not lead out of its folder.
        let plain =
            manifest.files.iter().all(|file| file.name.starts_with("practice.") && is_plain(&file.name));
        if manifest.format != FORMAT || manifest.version != VERSION || !plain {
            return Err(damaged());
        }
        Ok(manifest)
    }

    pub(crate) fn text(&self) -> Result<Vec<u8>> {
        serde_json::to_vec_pretty(self).map_err(|error| StoreError::Program(error.to_string()))
    }

    pub(crate) fn seal(&mut self, keys: &PracticeKeys) -> Result<()> {
        self.seal = [0; 32];
        self.seal = mac(keys.derive("backup manifest")?.as_slice(), &self.text()?)?;
        Ok(())
    }

    pub(crate) fn is_sealed_by(&self, keys: &PracticeKeys) -> Result<bool> {
        let content = Self { seal: [0; 32], ..self.clone() }.text()?;
        mac_fits(keys.derive("backup manifest")?.as_slice(), &content, &self.seal)
    }
}

fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.') && !name.contains("..")
}
