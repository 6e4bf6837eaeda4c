//! An open practice: what can be asked of it. A `Store` that exists is unlocked; dropping it locks.

use crate::anchor::{Anchor, Heads};
use crate::audit::{self, AuditFilter, AuditRow};
use crate::drafts::{self, Draft, DraftKey, DraftStamp};
use crate::error::{Result, StoreError};
use crate::folder::{Folder, Lock};
use crate::keys::sealing::{self, Key};
use crate::keys::stretch::Stretch;
use crate::keys::{KeyFile, PracticeKeys};
use crate::ledger::{self, read};
use crate::users::UserInfo;
use crate::verify::Finding;
use crate::{projections, secret, settings, writing};
use chart::{Chart, Entry, EntryId, PatientId, RecordId, StaffId};
use chrono::{DateTime, FixedOffset, Utc};
use ed25519_dalek::SigningKey;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use uuid::{ContextV7, Uuid};

/// The wall clock's time with its offset. Always an argument: the store reads no clock.
pub type Moment = DateTime<FixedOffset>;

/// A practice that is open. Fields are dropped in order: the file is closed before the lock is let go.
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) anchor: Anchor,
    pub(crate) heads: Heads,
    pub(crate) user: UserInfo,
    pub(crate) signing: Box<SigningKey>,
    /// Opens what the user's slot holds.
    pub(crate) master: Key,
    pub(crate) keys: PracticeKeys,
    pub(crate) key_file: KeyFile,
    pub(crate) device: Uuid,
    pub(crate) ids: ContextV7,
    pub(crate) warnings: Vec<Finding>,
    /// When the last act was done; none in a file without acts.
    pub(crate) last_act: Option<DateTime<Utc>>,
    pub(crate) stretch: Stretch,
    pub(crate) folder: Folder,
    pub(crate) lock: Lock,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("user", &self.user.id).finish_non_exhaustive()
    }
}

impl Store {
    /// Who has the practice open.
    #[must_use]
    pub fn user(&self) -> &UserInfo {
        &self.user
    }

    /// What the user has to be told: the file works, but is not as it was left. Stays from opening to opening
    /// until [`Store::acknowledge_warnings`].
    #[must_use]
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }

    /// How many entries the ledger holds.
    #[must_use]
    pub fn entry_count(&self) -> u64 {
        self.heads.ledger.count
    }

    /// A new id, later than every id this session made before.
    pub fn new_id(&mut self, now: Moment) -> Uuid {
        writing::id_at(&self.ids, now)
    }

    /// A patient's entries in the order of writing: one clustered range read. Empty when nothing was ever said.
    ///
    /// # Errors
    /// [`StoreError::Integrity`] when one of them cannot be read; a part of a chart is never returned.
    pub fn entries(&self, patient: PatientId) -> Result<Vec<Entry>> {
        read::of_patient(&self.connection, patient)
    }

    /// What these entries add up to, folded as they are read.
    ///
    /// # Errors
    /// As [`Store::entries`].
    pub fn chart(&self, patient: PatientId) -> Result<Chart> {
        read::of_patient(&self.connection, patient)
    }

    /// One record of a patient through its versions.
    ///
    /// # Errors
    /// As [`Store::entries`].
    pub fn entries_of_record(&self, patient: PatientId, record: RecordId) -> Result<Vec<Entry>> {
        read::of_record(&self.connection, patient, record)
    }

    /// A patient's registration through its versions, without the rest of the chart.
    ///
    /// # Errors
    /// As [`Store::entries`].
    pub fn registration(&self, patient: PatientId) -> Result<Vec<Entry>> {
        match projections::registration_of(&self.connection, patient)? {
            Some(record) => self.entries_of_record(patient, record),
            None => Ok(Vec::new()),
        }
    }

    /// In whose chart a record was begun. None when there is no such record.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn home_of(&self, record: RecordId) -> Result<Option<PatientId>> {
        Ok(ledger::record_home(&self.connection, record.0)?.map(|(patient, _)| PatientId(patient)))
    }

    /// The patient as part of whose chart this one's is read: themselves, unless they were merged into another.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn survivor_of(&self, patient: PatientId) -> Result<PatientId> {
        projections::survivor_of(&self.connection, patient)
    }

    /// The patients whose charts are parts of this one's.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn parts_of(&self, patient: PatientId) -> Result<Vec<PatientId>> {
        projections::parts_of(&self.connection, patient)
    }

    /// One entry. None when there is none of this id.
    ///
    /// # Errors
    /// As [`Store::entries`].
    pub fn entry(&self, id: EntryId) -> Result<Option<Entry>> {
        read::by_id(&self.connection, id)
    }

    /// Every patient who has a chart, in the order of their ids.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn patients(&self) -> Result<Vec<PatientId>> {
        read::patients(&self.connection)
    }

    /// The rows of the audit a filter asks for, newest first.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn audit_rows(&self, filter: &AuditFilter) -> Result<Vec<AuditRow>> {
        audit::rows(&self.connection, filter)
    }

    /// Saves work in progress, in place of what was saved before.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when `json` is no JSON text, and [`StoreError`] of the file.
    pub fn save_draft(&mut self, key: &DraftKey, json: &str, now: Moment) -> Result<DraftStamp> {
        drafts::save(&self.connection, key, json, now.to_utc())
    }

    /// Work in progress. None when there is none.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn draft(&self, key: &DraftKey) -> Result<Option<Draft>> {
        drafts::read(&self.connection, key)
    }

    /// Every draft of one person, the last saved first.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn drafts_of(&self, owner: StaffId) -> Result<Vec<Draft>> {
        drafts::of_owner(&self.connection, owner)
    }

    /// The visits and records that somebody's work in progress in this chart is about; the nil id for what is about none.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn drafts_in(&self, patient: PatientId) -> Result<Vec<RecordId>> {
        drafts::about_in(&self.connection, patient)
    }

    /// Discards work in progress; what is not there is fine.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn drop_draft(&mut self, key: &DraftKey) -> Result<()> {
        drafts::drop_draft(&self.connection, key)
    }

    /// What a window keeps under a name, as JSON text.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        settings::setting(&self.connection, name)
    }

    /// Keeps JSON text under a name. Never patient text: settings are not part of a chart.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when `json` is no JSON text, and [`StoreError`] of the file.
    pub fn set_setting(&mut self, name: &str, json: &str) -> Result<()> {
        settings::set_setting(&self.connection, name, json)
    }

    /// The seal for the foot of a printed page: a short code bound to all that was written in the practice up
    /// to the newest entry of this chart.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a patient without entries, and [`StoreError`] of the file.
    pub fn seal(&self, patient: PatientId) -> Result<String> {
        let links = ledger::links_of(&self.connection, patient)?;
        let newest = links.last().ok_or(StoreError::NotFound { what: "chart" })?;
        Ok(self.seal_code(patient, newest))
    }

    /// When the chart stood as a printed seal says. None when it never did.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn check_seal(&self, patient: PatientId, code: &str) -> Result<Option<DateTime<Utc>>> {
        let plain = |text: &str| {
            text.to_uppercase().replace(['-', ' '], "").replace('O', "0").replace(['I', 'L'], "1")
        };
        let wanted = plain(code);
        let links = ledger::links_of(&self.connection, patient)?;
        let found = links.iter().rev().find(|link| plain(&self.seal_code(patient, link)) == wanted);
        Ok(found.map(|link| link.recorded_at))
    }

    fn seal_code(&self, patient: PatientId, link: &ledger::PatientLink) -> String {
        let mut hasher = Sha256::new();
        hasher.update(b"paperchart seal 1");
        hasher.update(self.key_file.practice_id.as_bytes());
        hasher.update(patient.0.as_bytes());
        hasher.update(link.chain);
        secret::short_code(&hasher.finalize()[..5])
    }

    /// Closes the file and makes everything about it durable. Dropping the store closes it too, in silence.
    ///
    /// # Errors
    /// [`StoreError`] when something could not be written; every entry that was called saved is safe even so.
    pub fn close(self) -> Result<()> {
        let Self { connection, anchor, lock, .. } = self;
        connection.close().map_err(|(_, error)| StoreError::from(error))?;
        anchor.flush()?;
        drop(lock);
        sealing::scrub_stack();
        Ok(())
    }
}
