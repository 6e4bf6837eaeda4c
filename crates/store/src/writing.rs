//! Writing: entries, projections, drafts and one row of audit in one transaction, or nothing at all.
//!
//! The rules of the ledger are here, and only those: what superseding needs, whose signature belongs where,
//! which patient a record is of. Clinical rules are in `chart`, roles in `api`.

use crate::anchor::Heads;
use crate::audit::{self, Act};
use crate::drafts::{self, DraftKey};
use crate::error::{Result, StoreError};
use crate::ledger::chain::{Header, Link, Signed, body_hash};
use crate::ledger::{self, Head, Stored, read};
use crate::store::{Moment, Store};
use crate::users::UserInfo;
use crate::verify::{DISK_FULL, Finding};
use crate::{attachments, clock, projections, said, settings};
use chart::{Body, Entry, EntryId, PatientId, RecordId, Statement};
use chrono::{DateTime, Datelike, Utc};
use ed25519_dalek::SigningKey;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::collections::HashSet;
use uuid::{ContextV7, Timestamp, Uuid};

/// A transaction that writes. Dropping it without the end of [`Store::write`] undoes everything.
pub struct Writing<'a> {
    tx: Transaction<'a>,
    user: &'a UserInfo,
    signing: &'a SigningKey,
    ids: &'a ContextV7,
    device: Uuid,
    now: Moment,
    ledger: Head,
    /// How many entries there were before.
    before: u64,
    audit: Head,
    /// Visits that entries name; each has to be the same patient's by the end.
    visits: HashSet<(PatientId, RecordId)>,
}

impl Store {
    /// Runs `f` in one transaction and adds one row of audit. When `f` fails, or the file does, nothing
    /// happened: no entry, no projection, no audit, no number taken.
    ///
    /// # Errors
    /// What `f` returns, and [`StoreError`] of the file.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        act: Act,
        now: Moment,
        f: impl FnOnce(&mut Writing<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let tx = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let mut writing = Writing {
            tx,
            user: &self.user,
            signing: &self.signing,
            ids: &self.ids,
            device: self.device,
            now,
            ledger: self.heads.ledger,
            before: self.heads.ledger.count,
            audit: self.heads.audit,
            visits: HashSet::new(),
        };
        let answer = f(&mut writing)?;
        self.heads = writing.finish(act)?;
        self.note_heads(now);
        self.note_clock(now);
        Ok(answer)
    }

    /// Adds one row of audit for an act that wrote nothing: a chart opened, a print, a search.
    ///
    /// # Errors
    /// [`StoreError`] of the file; the act must then not take place.
    pub fn audit(&mut self, act: Act, now: Moment) -> Result<()> {
        match self.write(act.clone(), now, |_| Ok(())) {
            // Reading goes on when the disk is full: the reserve was kept for the rows that say so.
            Err(StoreError::DiskFull) if self.make_room() => self.write(act, now, |_| Ok(())),
            other => other,
        }
    }

    /// Adds a row for a wrong password, typed while the practice is open. Nobody is its author.
    pub(crate) fn audit_refusal(&mut self, detail: String, now: Moment) -> Result<()> {
        let tx = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (act, count) = (Act::named("session.refused").with(detail), self.heads.ledger.count);
        let audit = audit::append(&tx, &self.heads.audit, None, act, now.to_utc(), count)?;
        tx.commit()?;
        self.heads.audit = audit;
        self.note_heads(now);
        self.note_clock(now);
        Ok(())
    }

    /// After "disk full": gives the reserve back to the disk and empties the log into the file. True when a second
    /// try is worth it.
    pub(crate) fn make_room(&mut self) -> bool {
        let spent = self.folder.spend_reserve();
        if spent {
            self.warn_of_full_disk();
        }
        let emptied = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        spent || emptied.is_ok()
    }

    /// Keeps the reserve of this folder, or tells that there is no room for it.
    pub(crate) fn keep_reserve(&mut self) {
        match self.folder.keep_reserve() {
            Ok(()) => {}
            Err(StoreError::DiskFull) => self.warn_of_full_disk(),
            Err(error) => tracing::warn!(%error, "no reserve could be kept on the disk"),
        }
    }

    fn warn_of_full_disk(&mut self) {
        if !self.warnings.iter().any(|finding| finding.kind == DISK_FULL) {
            self.warnings.push(Finding::new(
                DISK_FULL,
                "The disk is full. Charts can be read as long as a small reserve lasts, but what is written may be \
                 refused. Make room on the disk now.",
            ));
        }
    }

    /// Tells of a clock that jumped since the act before.
    fn note_clock(&mut self, now: Moment) {
        let before = self.last_act.replace(now.to_utc());
        let Some(doubt) = before.and_then(|before| clock::doubt(before, now)) else { return };
        // The act is done; a warning that could not be kept is still shown until the lock.
        if let Err(error) = self.warn(doubt) {
            tracing::warn!(%error, "the warning about the clock could not be kept");
        }
    }

    /// A failure to note the heads undoes nothing: what was committed is committed. It is shown instead.
    pub(crate) fn note_heads(&mut self, now: Moment) {
        if let Err(error) = self.anchor.note(&self.heads, now.to_utc()) {
            tracing::warn!(%error, "the head anchor could not be written");
            if !self.warnings.iter().any(|finding| finding.kind == "anchor-not-written") {
                self.warnings.push(Finding::new(
                    "anchor-not-written",
                    "Entries are saved, but the note of how far the chart has come could not be written.",
                ));
            }
        }
    }
}

impl Writing<'_> {
    /// Adds an entry at the end of the ledger, signs it when its kind is signed, and brings the projections up
    /// to date. Imported entries (with `from`) may have any author and are not signed by anybody here.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when a rule of the ledger is broken, [`StoreError::Conflict`] when a superseded
    /// version is not the newest any more. The whole transaction should then be given up.
    pub fn append(&mut self, mut entry: Entry) -> Result<()> {
        self.still_writing()?;
        // Milliseconds are kept; what is projected now must be what a rebuild reads later.
        entry.recorded_at = DateTime::from_timestamp_millis(entry.recorded_at.timestamp_millis())
            .ok_or_else(|| StoreError::refused("The time of recording is impossible."))?;
        self.check_header(&entry)?;
        self.check_versions(&entry)?;
        attachments::check(&self.tx, &entry.body.said)?;
        let section = entry.body.said.section().to_owned();
        let body = readable_text(&entry.body)?;
        let header = Header::of(&entry, &section, self.device);
        let signs = entry.body.said.is_signed_by_author() && entry.body.from.is_none();
        let signed = signs.then(|| Signed::new(self.signing, &header, &body, self.audit.chain));
        let mut body_salt = [0; 16];
        getrandom::fill(&mut body_salt).map_err(|_| StoreError::NoRandomness)?;
        let link = Link {
            before: &self.ledger.chain,
            seq: self.ledger.count + 1,
            header: &header,
            body_hash: &body_hash(&body_salt, &body),
            device: self.device,
            signed: signed.as_ref(),
        };
        let chain = link.hash();
        let stored =
            Stored { body: &body, body_salt: &body_salt, link: &link, section: &section, chain: &chain };
        ledger::insert(&self.tx, &entry, &stored)?;
        self.ledger = Head { count: self.ledger.count + 1, chain };
        if let Some(encounter) = entry.encounter {
            self.visits.insert((entry.patient, encounter));
        }
        projections::follow(&self.tx, &entry)
    }

    /// After the file refused an entry, SQLite has ended the transaction; what came now would be saved by itself.
    pub(crate) fn still_writing(&self) -> Result<()> {
        if self.tx.is_autocommit() {
            return Err(StoreError::refused("Nothing more can be written after a refused entry."));
        }
        Ok(())
    }

    /// The file, within this transaction.
    pub(crate) fn connection(&self) -> &Connection {
        &self.tx
    }

    fn check_header(&self, entry: &Entry) -> Result<()> {
        let imported = entry.body.from.is_some();
        if !imported && entry.recorder != self.user.id {
            return Err(StoreError::refused(
                "Only the person who has the practice open can write this down.",
            ));
        }
        if !imported && entry.body.said.is_signed_by_author() && entry.author != self.user.id {
            return Err(StoreError::refused(
                "Notes and prescriptions are signed by their author, who is not here.",
            ));
        }
        let years = (entry.effective_at.year(), entry.recorded_at.year());
        if !(1800..=2200).contains(&years.0) || !(1900..=2200).contains(&years.1) {
            return Err(StoreError::refused("The time lies outside the years 1800 to 2200."));
        }
        if entry.patient.is_practice() != matches!(entry.body.said.section(), "staff") {
            return Err(StoreError::refused("What is said of the practice and of a patient is kept apart."));
        }
        Ok(())
    }

    /// Checks that the entry begins a record, or follows the newest versions of the one it names.
    fn check_versions(&self, entry: &Entry) -> Result<()> {
        let in_error = matches!(entry.body.said, Statement::EnteredInError { .. });
        if entry.record == RecordId::from(entry.id) {
            return if entry.supersedes.is_empty() && !in_error {
                Ok(())
            } else {
                Err(StoreError::refused("The first entry of a record supersedes nothing."))
            };
        }
        let versions = read::of_record(&self.tx, entry.patient, entry.record)?;
        let Some(first) = versions.first() else {
            return Err(StoreError::refused("This patient has no such record."));
        };
        if first.body.said.section() != entry.body.said.section() {
            return Err(StoreError::refused("A record stays in its section."));
        }
        if entry.supersedes.is_empty() {
            return Err(StoreError::refused("A new version says which versions it supersedes."));
        }
        let superseded: HashSet<EntryId> =
            versions.iter().flat_map(|version| version.supersedes.iter().copied()).collect();
        for id in &entry.supersedes {
            if !versions.iter().any(|version| version.id == *id) {
                return Err(StoreError::refused("A superseded version is not of this record."));
            }
            if superseded.contains(id) {
                return Err(StoreError::Conflict { superseded: *id });
            }
        }
        Ok(())
    }

    /// A new id, later than every id this session made before.
    pub fn new_id(&mut self) -> Uuid {
        id_at(self.ids, self.now)
    }

    /// Who has the practice open.
    #[must_use]
    pub fn user(&self) -> &UserInfo {
        self.user
    }

    /// The next chart number: digits only, at least six, given out once.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn next_chart_number(&mut self) -> Result<String> {
        Ok(format!("{:06}", self.next_number("chart number")?))
    }

    /// The next number of a series, from 1.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn next_number(&mut self, series: &str) -> Result<u64> {
        self.still_writing()?;
        settings::next_number(&self.tx, series)
    }

    /// Lets a draft go, because it became an entry or its owner discarded it.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn drop_draft(&mut self, key: &DraftKey) -> Result<()> {
        self.still_writing()?;
        drafts::drop_draft(&self.tx, key)
    }

    /// A patient's entries, with those added in this transaction.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn entries(&self, patient: PatientId) -> Result<Vec<Entry>> {
        read::of_patient(&self.tx, patient)
    }

    /// In whose chart a record was begun, also one begun in this transaction.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn home_of(&self, record: RecordId) -> Result<Option<PatientId>> {
        Ok(ledger::record_home(&self.tx, record.0)?.map(|(patient, _)| PatientId(patient)))
    }

    /// The patient as part of whose chart this one's is read, as far as this transaction has come.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn survivor_of(&self, patient: PatientId) -> Result<PatientId> {
        projections::survivor_of(&self.tx, patient)
    }

    /// One record of a patient through its versions, with those added in this transaction.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn entries_of_record(&self, patient: PatientId, record: RecordId) -> Result<Vec<Entry>> {
        read::of_record(&self.tx, patient, record)
    }

    /// One entry, also one added in this transaction.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub fn entry(&self, id: EntryId) -> Result<Option<Entry>> {
        read::by_id(&self.tx, id)
    }

    /// States a fact about the file in the same transaction.
    pub(crate) fn set_fact(&mut self, name: &str, value: &str) -> Result<()> {
        self.still_writing()?;
        settings::set_fact(&self.tx, name, value)
    }

    /// Adds a row of audit for something that happened before, while the practice was locked.
    pub(crate) fn report(&mut self, act: Act, at: DateTime<Utc>) -> Result<()> {
        self.audit = audit::append(&self.tx, &self.audit, None, act, at, self.ledger.count)?;
        Ok(())
    }

    pub(crate) fn finish(self, act: Act) -> Result<Heads> {
        self.still_writing()?;
        for (patient, visit) in &self.visits {
            let home = ledger::record_home(&self.tx, visit.0)?.filter(|(_, section)| section == "encounters");
            let whole = |patient| projections::survivor_of(&self.tx, patient);
            let same = match home {
                Some((home, _)) => home == patient.0 || whole(PatientId(home))? == whole(*patient)?,
                None => false,
            };
            if !same {
                return Err(StoreError::refused("An entry names a visit that this patient never had."));
            }
        }
        if self.ledger.count > self.before {
            said::settle(&self.tx, self.ledger.count - self.before)?;
        }
        let by = Some(self.user.id);
        let audit = audit::append(&self.tx, &self.audit, by, act, self.now.to_utc(), self.ledger.count)?;
        let heads = Heads { ledger: self.ledger, audit };
        self.tx.commit()?;
        Ok(heads)
    }
}

#[cfg(feature = "measure")]
impl<'a> Writing<'a> {
    /// A transaction on a file that is no practice's.
    pub(crate) fn measured(
        tx: Transaction<'a>,
        by: (&'a UserInfo, &'a SigningKey, &'a ContextV7),
        now: Moment,
        heads: &Heads,
    ) -> Self {
        let (user, signing, ids) = by;
        let (ledger, audit) = (heads.ledger, heads.audit);
        let before = ledger.count;
        Self {
            tx,
            user,
            signing,
            ids,
            device: Uuid::nil(),
            now,
            ledger,
            before,
            audit,
            visits: HashSet::new(),
        }
    }
}

/// The body's JSON text, once it is proven that it reads back as it was said. A number that JSON cannot carry
/// would otherwise make a whole chart unreadable.
fn readable_text(body: &Body) -> Result<String> {
    let refused = || StoreError::refused("What was said cannot be kept so that it reads back the same.");
    let text = serde_json::to_string(body).map_err(|_| refused())?;
    let read: Body = serde_json::from_str(&text).map_err(|_| refused())?;
    if read == *body { Ok(text) } else { Err(refused()) }
}

/// A version 7 UUID of the moment, larger than those made before it in this session.
pub(crate) fn id_at(ids: &ContextV7, now: Moment) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(ids, seconds, now.timestamp_subsec_nanos()))
}
