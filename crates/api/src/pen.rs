//! The pen: what a command writes with, inside its transaction. Who writes and when is not the command's to say.

use crate::host::Changed;
use crate::problem::Problem;
use chart::fold::Stated;
use chart::{Body, Entry, EntryId, PatientId, Record, RecordId, StaffId, Statement};
use chrono::{DateTime, FixedOffset, Utc};
use store::Writing;

/// What a command writes with, inside its transaction.
pub(crate) struct Pen<'w, 's> {
    pub(crate) writing: &'w mut Writing<'s>,
    pub(crate) now: DateTime<FixedOffset>,
    pub(crate) user: StaffId,
    pub(crate) changed: &'w mut Vec<Changed>,
}

impl Pen<'_, '_> {
    /// Says something new. Returns the record it begins.
    pub(crate) fn say(
        &mut self,
        patient: PatientId,
        encounter: Option<RecordId>,
        statement: Statement,
    ) -> Result<RecordId, Problem> {
        let id = EntryId(self.writing.new_id());
        self.append(self.entry(id, RecordId::from(id), patient, encounter, Vec::new(), statement.into()))
    }

    /// Says something new of a time other than now.
    pub(crate) fn say_of(
        &mut self,
        patient: PatientId,
        encounter: Option<RecordId>,
        effective_at: DateTime<FixedOffset>,
        statement: Statement,
    ) -> Result<RecordId, Problem> {
        let id = EntryId(self.writing.new_id());
        let entry = self.entry(id, RecordId::from(id), patient, encounter, Vec::new(), statement.into());
        self.append(Entry { effective_at, ..entry })
    }

    /// Says a record anew, in place of the versions named. What it is true of stays when it was true.
    pub(crate) fn say_anew<T: Stated>(
        &mut self,
        patient: PatientId,
        record: &Record<T>,
        statement: Statement,
        why: Option<String>,
    ) -> Result<RecordId, Problem> {
        let id = EntryId(self.writing.new_id());
        let body = Body { said: statement, why, from: None, refiled: None };
        let before = record.last_said().map(|(version, _)| (version.effective_at, version.encounter));
        let encounter = before.and_then(|(_, encounter)| encounter);
        let mut entry = self.entry(id, record.id, patient, encounter, record.head_ids(), body);
        if let Some((effective_at, _)) = before {
            entry.effective_at = effective_at;
        }
        self.append(entry)
    }

    /// Says that a thing is different from now on: a new dose, an end. The visit is the one it was decided in.
    pub(crate) fn say_change<T: Stated>(
        &mut self,
        patient: PatientId,
        encounter: Option<RecordId>,
        record: &Record<T>,
        statement: Statement,
        why: Option<String>,
    ) -> Result<RecordId, Problem> {
        let id = EntryId(self.writing.new_id());
        let body = Body { said: statement, why, from: None, refiled: None };
        self.append(self.entry(id, record.id, patient, encounter, record.head_ids(), body))
    }

    /// Appends an entry made elsewhere (an import), as it is.
    pub(crate) fn append(&mut self, mut entry: Entry) -> Result<RecordId, Problem> {
        let whole = self.writing.survivor_of(entry.patient)?;
        let record = entry.record;
        // What is new is said of the patient who stays; a new version stays with the record it corrects.
        entry.patient = if record == RecordId::from(entry.id) {
            whole
        } else {
            match self.writing.home_of(record)? {
                Some(home) if self.writing.survivor_of(home)? == whole => home,
                _ => entry.patient,
            }
        };
        let section = entry.body.said.section().to_owned();
        self.writing.append(entry)?;
        self.changed(section, whole);
        Ok(record)
    }

    /// A window that shows this patient reads the registration again, although nothing was said in that chart.
    pub(crate) fn touch(&mut self, patient: PatientId) {
        self.changed("patients".to_owned(), patient);
    }

    fn changed(&mut self, section: String, patient: PatientId) {
        let changed = Changed { section, patient: (!patient.is_practice()).then_some(patient) };
        if !self.changed.contains(&changed) {
            self.changed.push(changed);
        }
    }

    fn entry(
        &self,
        id: EntryId,
        record: RecordId,
        patient: PatientId,
        encounter: Option<RecordId>,
        supersedes: Vec<EntryId>,
        body: Body,
    ) -> Entry {
        Entry {
            id,
            record,
            patient,
            encounter,
            author: self.user,
            recorder: self.user,
            effective_at: self.now,
            recorded_at: self.now.with_timezone(&Utc),
            supersedes,
            body,
        }
    }
}
