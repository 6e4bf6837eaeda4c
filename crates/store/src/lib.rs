//! The encrypted practice folder: keys, ledger, drafts, audit. The only crate that says SQL.
#![allow(unused_variables, clippy::unimplemented, clippy::missing_errors_doc)]

mod error;
mod secret;

pub use error::{Result, StoreError};
pub use secret::{RecoveryCode, Secret};

use chart::sections::staff::{PracticeDetails, Role};
use chart::{Entry, EntryId, PatientId, RecordId, StaffId};
use chrono::{DateTime, FixedOffset};
use std::path::Path;
use uuid::Uuid;

/// The wall clock's time with its offset; always an argument.
pub type Moment = DateTime<FixedOffset>;

/// What a new practice starts with.
#[derive(Debug)]
pub struct Founding {
    /// The practice.
    pub practice: PracticeDetails,
    /// The first user.
    pub user: NewUser,
}

/// A person who gets a key.
#[derive(Debug)]
pub struct NewUser {
    /// `Dr Ada Okafor`
    pub name: String,
    /// What they type to unlock; case does not matter.
    pub login: String,
    /// What they may do.
    pub role: Role,
    /// As on paper.
    pub qualification: String,
    /// As on paper.
    pub registration: String,
    /// Their first password, at least 8 characters.
    pub password: Secret,
}

/// Who has the practice open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserInfo {
    /// Their id, author of what they write.
    pub id: StaffId,
    /// What they type.
    pub login: String,
    /// As on paper.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Ed25519, 64 hexadecimal digits.
    pub verifying_key: String,
}

/// One act for the audit: a command, for whom, and what else is worth saying (never patient text).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The command's name: `vitals.record`.
    pub name: String,
    /// The patient whose chart it touched.
    pub patient: Option<PatientId>,
    /// A document's kind, a count, a typed reason.
    pub detail: Option<String>,
}

/// One row of the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Its place.
    pub seq: u64,
    /// When.
    pub at: DateTime<chrono::Utc>,
    /// Who; none before anyone was known (a failed unlock).
    pub staff: Option<StaffId>,
    /// What.
    pub act: Act,
}

/// Which rows of the audit are wanted; newest first.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Only this patient.
    pub patient: Option<PatientId>,
    /// Only this person.
    pub staff: Option<StaffId>,
    /// Only this act.
    pub act: Option<String>,
    /// Not before.
    pub from: Option<DateTime<chrono::Utc>>,
    /// Before.
    pub until: Option<DateTime<chrono::Utc>>,
    /// At most so many; 0 is all.
    pub limit: u32,
}

/// Whose work in progress, on what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftKey {
    /// Who writes it.
    pub owner: StaffId,
    /// The chart.
    pub patient: PatientId,
    /// `note`, `vitals` …
    pub kind: String,
    /// The visit or the record it is about.
    pub about: Option<RecordId>,
}

/// Work in progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Whose and on what.
    pub key: DraftKey,
    /// The form's own JSON.
    pub json: String,
    /// When it was saved last.
    pub stamp: DraftStamp,
}

/// When a draft was saved, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftStamp {
    /// When.
    pub saved_at: DateTime<chrono::Utc>,
    /// The how many-eth save.
    pub revision: u64,
}

/// Something to tell the user after opening: the file works, but does not fit what was known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `rollback`, `anchor-missing`, `chain`, `signature`, `projection`, `schema`, `page` …
    pub kind: String,
    /// A sentence, without patient text.
    pub what: String,
}

/// What `verify` found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    /// Entries read.
    pub entries: u64,
    /// Audit rows read.
    pub audit_rows: u64,
    /// Signatures that fit.
    pub signatures: u64,
    /// Signed sections imported, and therefore without a signature of ours.
    pub unsigned_imports: u64,
    /// The ledger's chain head, hexadecimal.
    pub ledger_head: String,
    /// The audit's chain head, hexadecimal.
    pub audit_head: String,
    /// Everything that does not fit; empty is good.
    pub findings: Vec<Finding>,
}

/// Whether an entry carries its author's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureState {
    /// The author's key signed exactly these bytes.
    Signed,
    /// Entries of this kind are not signed, or it was imported.
    NotSigned,
    /// A signature is missing where one belongs, or does not fit.
    Broken,
}

/// A practice that is open.
pub struct Store {}

/// A transaction that writes: entries, projections and one row of audit, or nothing at all.
pub struct Writing<'a> {
    marker: std::marker::PhantomData<&'a ()>,
}

#[allow(missing_docs)]
impl Store {
    pub fn exists(folder: &Path) -> bool {
        unimplemented!()
    }
    pub fn practice_name(folder: &Path) -> Result<String> {
        unimplemented!()
    }
    pub fn create(folder: &Path, founding: Founding, now: Moment) -> Result<(Self, RecoveryCode)> {
        unimplemented!()
    }
    pub fn unlock(folder: &Path, login: &str, password: &Secret, now: Moment) -> Result<Self> {
        unimplemented!()
    }
    /// `login` names whose password is made new.
    pub fn unlock_with_code(
        folder: &Path,
        code: &str,
        login: &str,
        new_password: &Secret,
        now: Moment,
    ) -> Result<(Self, RecoveryCode)> {
        unimplemented!()
    }
    pub fn confirm_recovery(&mut self, typed: &str, now: Moment) -> Result<()> {
        unimplemented!()
    }
    pub fn recovery_confirmed(&self) -> Result<bool> {
        unimplemented!()
    }
    pub fn new_recovery_code(&mut self, now: Moment) -> Result<RecoveryCode> {
        unimplemented!()
    }
    pub fn add_user(&mut self, user: NewUser, now: Moment) -> Result<StaffId> {
        unimplemented!()
    }
    pub fn change_password(&mut self, old: &Secret, new: &Secret, now: Moment) -> Result<()> {
        unimplemented!()
    }
    pub fn remove_user(
        &mut self,
        user: StaffId,
        now: Moment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<()> {
        unimplemented!()
    }
    /// Another user takes over without closing the file; the old one's keys are dropped.
    pub fn switch_user(&mut self, login: &str, password: &Secret, now: Moment) -> Result<()> {
        unimplemented!()
    }
    pub fn user(&self) -> &UserInfo {
        unimplemented!()
    }
    pub fn warnings(&self) -> &[Finding] {
        unimplemented!()
    }
    pub fn new_id(&mut self, now: Moment) -> Uuid {
        unimplemented!()
    }
    pub fn entries(&self, patient: PatientId) -> Result<Vec<Entry>> {
        unimplemented!()
    }
    pub fn entries_of_record(&self, patient: PatientId, record: RecordId) -> Result<Vec<Entry>> {
        unimplemented!()
    }
    pub fn entry(&self, id: EntryId) -> Result<Option<Entry>> {
        unimplemented!()
    }
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        act: Act,
        now: Moment,
        f: impl FnOnce(&mut Writing<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        unimplemented!()
    }
    pub fn audit(&mut self, act: Act, now: Moment) -> Result<()> {
        unimplemented!()
    }
    pub fn audit_rows(&self, filter: &AuditFilter) -> Result<Vec<AuditRow>> {
        unimplemented!()
    }
    pub fn save_draft(&mut self, key: &DraftKey, json: &str, now: Moment) -> Result<DraftStamp> {
        unimplemented!()
    }
    pub fn draft(&self, key: &DraftKey) -> Result<Option<Draft>> {
        unimplemented!()
    }
    pub fn drafts_of(&self, owner: StaffId) -> Result<Vec<Draft>> {
        unimplemented!()
    }
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        unimplemented!()
    }
    pub fn set_setting(&mut self, name: &str, json: &str) -> Result<()> {
        unimplemented!()
    }
    pub fn verify(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<VerifyReport> {
        unimplemented!()
    }
    pub fn signature_state(&self, entry: EntryId) -> Result<SignatureState> {
        unimplemented!()
    }
    pub fn seal(&self, patient: PatientId) -> Result<String> {
        unimplemented!()
    }
    pub fn check_seal(&self, patient: PatientId, code: &str) -> Result<bool> {
        unimplemented!()
    }
}

#[allow(missing_docs)]
impl Writing<'_> {
    pub fn append(&mut self, entry: Entry) -> Result<()> {
        unimplemented!()
    }
    pub fn next_chart_number(&mut self) -> Result<String> {
        unimplemented!()
    }
    pub fn next_number(&mut self, series: &str) -> Result<u64> {
        unimplemented!()
    }
    pub fn drop_draft(&mut self, key: &DraftKey) -> Result<()> {
        unimplemented!()
    }
    pub fn new_id(&mut self) -> Uuid {
        unimplemented!()
    }
    pub fn user(&self) -> &UserInfo {
        unimplemented!()
    }
    pub fn entries(&self, patient: PatientId) -> Result<Vec<Entry>> {
        unimplemented!()
    }
    pub fn entries_of_record(&self, patient: PatientId, record: RecordId) -> Result<Vec<Entry>> {
        unimplemented!()
    }
    pub fn entry(&self, id: EntryId) -> Result<Option<Entry>> {
        unimplemented!()
    }
}
