//! Questions across charts: who is meant, who comes today, what was imported already.
//!
//! They are answered from the projections; what an answer means for one patient is read from the chart itself.

use crate::error::Result;
use crate::projections::{
    self, EncounterRow, ImportedFrom, OpenTaskRow, OrderedOften, ReviewRow, WaitingRenewal,
};
use crate::said::{self, SaidHit, Sought};
use crate::search::{self, PatientHit};
use crate::store::Store;
use chart::sections::patients::HumanName;
use chart::{PartialDate, PatientId, StaffId};
use chrono::NaiveDate;
use std::collections::BTreeMap;

impl Store {
    /// Patients who fit what was typed (name, part of a name, birth date, telephone, chart number), best first,
    /// at most `limit`. Empty for a text without letters and digits.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn find_patients(&self, text: &str, limit: usize) -> Result<Vec<PatientHit>> {
        self.whole(search::find_patients(&self.connection, text, limit)?)
    }

    /// The records of all charts that say all the words looked for, those begun last first, at most `limit`; with
    /// `slips` also those that say words one typing slip apart. What was entered in error or replaced is not among them.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn find_said(&self, sought: &Sought, slips: bool, limit: usize) -> Result<Vec<SaidHit>> {
        said::find(&self.connection, sought, slips, limit)
    }

    /// The patients whose charts a person had in hand last, the newest first, at most `limit`.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn recent_patients(&self, staff: StaffId, limit: usize) -> Result<Vec<PatientHit>> {
        self.whole(search::recent_patients(&self.connection, staff, limit)?)
    }

    /// Patients who may be the one being registered, the most alike first, at most five: the same birth date
    /// and a similar name, the same telephone number, or the same name and a birth date within a year.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn likely_duplicates(
        &self,
        name: &HumanName,
        birth_date: Option<PartialDate>,
        phone: Option<&str>,
    ) -> Result<Vec<PatientHit>> {
        self.whole(search::likely_duplicates(&self.connection, name, birth_date, phone)?)
    }

    /// The visits of a civil day, across patients, by the time they were booked for or began.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn encounters_on(&self, day: NaiveDate) -> Result<Vec<EncounterRow>> {
        self.under_one(projections::on_day(&self.connection, day)?, |row| &mut row.patient)
    }

    /// What came in and awaits review, over all charts: critical first, then abnormal, then the rest, each the
    /// oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn to_review(&self) -> Result<Vec<ReviewRow>> {
        self.under_one(projections::to_review(&self.connection)?, |row| &mut row.patient)
    }

    /// The visit a patient is in now: arrived and not over.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn open_visit_of(&self, patient: PatientId) -> Result<Option<EncounterRow>> {
        for one in self.of_one_person(patient)? {
            if let Some(visit) = projections::open_visit_of(&self.connection, one)? {
                return Ok(Some(EncounterRow { patient, ..visit }));
            }
        }
        Ok(None)
    }

    /// The last day on which a patient's visit began or was completed.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn last_seen(&self, patient: PatientId) -> Result<Option<NaiveDate>> {
        let mut last = None;
        for one in self.of_one_person(patient)? {
            last = last.max(projections::last_seen(&self.connection, one)?);
        }
        Ok(last)
    }

    /// How many visits of a patient began or were completed.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn visit_count(&self, patient: PatientId) -> Result<u64> {
        let mut count = 0;
        for one in self.of_one_person(patient)? {
            count += projections::visit_count(&self.connection, one)?;
        }
        Ok(count)
    }

    /// What is still to be done in the whole practice, by its day, 500 at most.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn open_tasks(&self) -> Result<Vec<OpenTaskRow>> {
        self.under_one(projections::open_tasks(&self.connection)?, |row| &mut row.patient)
    }

    /// The medicines somebody asked for more of and no physician has answered, the longest waiting first.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn waiting_renewals(&self) -> Result<Vec<WaitingRenewal>> {
        self.under_one(projections::renewals(&self.connection)?, |row| &mut row.patient)
    }

    /// What a physician ordered at least so many times since a day, the most often first.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn ordered_often(
        &self,
        author: StaffId,
        since: NaiveDate,
        at_least: u32,
    ) -> Result<Vec<OrderedOften>> {
        projections::ordered_often(&self.connection, author, since, at_least)
    }

    /// How often each diagnosis was written down here since a day, by ICD-10-CM code.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn diagnosed(&self, since: NaiveDate) -> Result<BTreeMap<String, u32>> {
        projections::diagnosed(&self.connection, since)
    }

    /// What a sender's thing became when it was imported. None when it never was.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn imported(&self, format: &str, name: &str) -> Result<Option<ImportedFrom>> {
        projections::imported(&self.connection, format, name)
    }

    /// The patient and those whose charts are parts of theirs.
    fn of_one_person(&self, patient: PatientId) -> Result<Vec<PatientId>> {
        let parts = self.parts_of(patient)?;
        Ok(std::iter::once(patient).chain(parts).collect())
    }

    /// A list under the patients who stay: no list leads to a chart that is part of another.
    fn under_one<T>(&self, mut rows: Vec<T>, patient: impl Fn(&mut T) -> &mut PatientId) -> Result<Vec<T>> {
        for row in &mut rows {
            let whose = patient(row);
            *whose = self.survivor_of(*whose)?;
        }
        Ok(rows)
    }

    /// The same for patients who were found: each once, and a duplicate's name is one they are known by as well.
    fn whole(&self, hits: Vec<PatientHit>) -> Result<Vec<PatientHit>> {
        let mut found: Vec<PatientHit> = Vec::with_capacity(hits.len());
        for hit in hits {
            let whole = self.survivor_of(hit.patient)?;
            let hit = if whole == hit.patient {
                Some(hit)
            } else {
                search::by_patient(&self.connection, whole, hit.matched)?.map(|mut stays| {
                    stays.part_number = Some(hit.chart_number);
                    if stays.name != hit.name && !stays.former_names.contains(&hit.name) {
                        stays.former_names.push(hit.name);
                    }
                    stays
                })
            };
            found.extend(hit.filter(|hit| !found.iter().any(|known| known.patient == hit.patient)));
        }
        Ok(found)
    }
}
