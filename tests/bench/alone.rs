//! The store's share of the work, done the same way in the practice's file and in the plain one.
//!
//! Without the boundary, and without drawing the paper: drawing reads no row. Opening the file is measured by
//! whoever opens it.

use crate::figures::{Figures, Times};
use crate::parts::{READ_AGAIN, both, chart_number, note, registration, sample, vitals};
use crate::{Load, Outcome, typing};
use chart::{Chart, Entry, PatientId, StaffId};
use chrono::{DateTime, FixedOffset};
use demo::Generator;
use store::measure::PlainFile;
use store::{Act, PatientHit, Store, Writing};
use uuid::Uuid;

/// A file with the ledger in it.
pub(crate) trait File {
    fn author(&self) -> StaffId;
    fn find(&self, text: &str) -> Outcome<Vec<PatientHit>>;
    fn read(&self, patient: PatientId) -> Outcome<Chart>;
    /// One transaction with one row of audit.
    fn write(
        &mut self,
        act: Act,
        now: DateTime<FixedOffset>,
        work: impl FnOnce(&mut Writing<'_>) -> store::Result<()>,
    ) -> Outcome<()>;
}

impl File for Store {
    fn author(&self) -> StaffId {
        self.user().id
    }
    fn find(&self, text: &str) -> Outcome<Vec<PatientHit>> {
        Ok(self.find_patients(text, 20)?)
    }
    fn read(&self, patient: PatientId) -> Outcome<Chart> {
        Ok(self.chart(patient)?)
    }
    fn write(
        &mut self,
        act: Act,
        now: DateTime<FixedOffset>,
        work: impl FnOnce(&mut Writing<'_>) -> store::Result<()>,
    ) -> Outcome<()> {
        Ok(Store::write(self, act, now, work)?)
    }
}

impl File for PlainFile {
    fn author(&self) -> StaffId {
        Self::author(self)
    }
    fn find(&self, text: &str) -> Outcome<Vec<PatientHit>> {
        Ok(self.find_patients(text, 20)?)
    }
    fn read(&self, patient: PatientId) -> Outcome<Chart> {
        Ok(self.chart(patient)?)
    }
    fn write(
        &mut self,
        act: Act,
        now: DateTime<FixedOffset>,
        work: impl FnOnce(&mut Writing<'_>) -> store::Result<()>,
    ) -> Outcome<()> {
        Ok(Self::write(self, act, now, work)?)
    }
}

/// Finds, reads, writes, signs, and reads what a print reads.
pub(crate) fn measure(
    file: &mut impl File,
    load: &Load,
    generator: &Generator,
    now: DateTime<FixedOffset>,
    figures: &mut Figures,
) -> Outcome<()> {
    let mut times = Times::default();
    for (turn, index) in sample(load.patients).enumerate() {
        let patient = registration(generator, index).ok_or("a patient without a registration")?;
        for typed in typing::keystrokes(&patient, turn) {
            times.of(|| file.find(&typed))?;
        }
    }
    figures.times(both::FIND, times);

    let patients: Vec<PatientId> =
        sample(load.patients).map(|index| who(file, index)).collect::<Outcome<_>>()?;
    let many = who(file, load.patients)?;
    let mut times = Times::default();
    for patient in &patients {
        times.of(|| file.read(*patient))?;
    }
    figures.times(both::READ_10, times);
    let mut times = Times::default();
    for _ in 0..READ_AGAIN {
        times.of(|| file.read(many))?;
    }
    figures.times(both::READ_1000, times);

    let author = file.author();
    let act = |name: &str, patient| Act { name: name.to_owned(), patient: Some(patient), detail: None };
    type Written = fn(Uuid, PatientId, StaffId, DateTime<FixedOffset>) -> Entry;
    let written: [(&str, &str, Written); 2] =
        [("vitals.record", both::WRITE_VITALS, vitals), ("notes.sign", both::SIGN, note)];
    for (name, figure, entry) in written {
        let mut times = Times::default();
        for patient in &patients {
            let act = act(name, *patient);
            times.of(|| {
                file.write(act, now, |writing| {
                    let id = writing.new_id();
                    writing.append(entry(id, *patient, author, now))
                })
            })?;
        }
        figures.times(figure, times);
    }
    let mut times = Times::default();
    for patient in &patients {
        let act = act("prints.save", *patient);
        times.of(|| {
            let chart = file.read(*patient)?;
            file.write(act, now, |_| Ok(()))?;
            Ok(chart)
        })?;
    }
    figures.times(both::PRINT, times);
    Ok(())
}

/// The id of a generated patient.
fn who(file: &impl File, index: u64) -> Outcome<PatientId> {
    let number = chart_number(index);
    let hits = file.find(&number)?;
    let hit = hits.iter().find(|hit| hit.chart_number == number);
    Ok(hit.ok_or("a generated patient is not found by number")?.patient)
}
