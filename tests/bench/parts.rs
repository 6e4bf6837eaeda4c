//! What is done in the practice and in the plain file alike, and the names it is reported under.

use chart::sections::notes::{Note, NoteStatement};
use chart::sections::patients::Patient;
use chart::sections::vitals::{Measurement, VitalCode, VitalsSet};
use chart::{Body, Entry, EntryId, PatientId, RecordId, StaffId, Statement};
use chrono::{DateTime, FixedOffset, Utc};
use demo::Generator;
use uuid::Uuid;

/// Which practice is generated. The same one in every run, so that runs can be compared.
pub(crate) const SEED: u64 = 1;
/// Generated chart numbers begin here.
const FIRST_CHART_NUMBER: u64 = 100_000;
/// How many visits the patient of the reference load has had.
pub(crate) const MANY_VISITS: u32 = 1_000;
/// How many patients the measurements are spread over.
pub(crate) const SAMPLE: u64 = 120;
/// How often the long chart is read: often enough that other programs do not set the median.
pub(crate) const READ_AGAIN: usize = 60;
/// How often the file is opened.
pub(crate) const OPENED: usize = 9;
/// How many patients are written in one transaction.
pub(crate) const BATCH: u64 = 500;

/// The names of the figures that both parts report, for the ratio.
pub(crate) mod both {
    pub(crate) const FIND: &str = "store: find, a keystroke";
    pub(crate) const READ_10: &str = "store: read and fold 10 visits";
    pub(crate) const READ_1000: &str = "store: read and fold 1,000 visits";
    pub(crate) const WRITE_VITALS: &str = "store: write vitals";
    pub(crate) const SIGN: &str = "store: sign a note";
    pub(crate) const PRINT: &str = "store: read and fold 10 visits, note the print";
    pub(crate) const OPEN: &str = "store: open the file";
    pub(crate) const BYTES: &str = "bytes a visit";
    pub(crate) const RESIDENT: &str = "memory, MB";
    pub(crate) const PEAK: &str = "memory at most, MB";
    pub(crate) const FILL: &str = "make the practice, s";
}

/// The registration of a generated patient, as the practice has it.
pub(crate) fn registration(generator: &Generator, index: u64) -> Option<Patient> {
    let nobody = StaffId(Uuid::nil());
    let entries = generator.generate(index, 0, &|_| nobody, &mut Uuid::now_v7);
    entries.into_iter().find_map(|entry| match entry.body.said {
        Statement::Patients(patient) => Some(patient),
        _ => None,
    })
}

/// The patients measurements are made with, spread over the practice.
pub(crate) fn sample(patients: u64) -> impl Iterator<Item = u64> {
    let step = (patients / SAMPLE).max(1);
    (0..patients).step_by(usize::try_from(step).unwrap_or(1)).take(SAMPLE as usize)
}

/// The chart number of a generated patient.
pub(crate) fn chart_number(index: u64) -> String {
    format!("{:06}", FIRST_CHART_NUMBER + index)
}

/// A set of vitals as one entry.
pub(crate) fn vitals(id: Uuid, patient: PatientId, author: StaffId, now: DateTime<FixedOffset>) -> Entry {
    let measured = [
        (VitalCode::BpSystolic, 128.0),
        (VitalCode::BpDiastolic, 82.0),
        (VitalCode::HeartRate, 71.0),
        (VitalCode::Temperature, 36.8),
        (VitalCode::OxygenSaturation, 98.0),
        (VitalCode::Weight, 81.5),
    ];
    let measurements =
        measured.into_iter().map(|(code, value)| Measurement { code, value, as_typed: None }).collect();
    entry(id, patient, author, now, Statement::Vitals(VitalsSet { measurements, comment: None }))
}

/// A visit note as one entry; the file signs it.
pub(crate) fn note(id: Uuid, patient: PatientId, author: StaffId, now: DateTime<FixedOffset>) -> Entry {
    let note = Note {
        reason: "Cough for five days".to_owned(),
        subjective: "Dry cough, worse at night. No fever, no chest pain, not short of breath.".to_owned(),
        objective: "Chest clear, no wheeze. Throat red. Ears normal.".to_owned(),
        assessment_plan: "Viral bronchitis. Fluids, honey at night; no antibiotic, explained why.".to_owned(),
        safety_net: "for fever over three days or trouble breathing.".to_owned(),
        follow_up: "With us in two weeks if it has not gone".to_owned(),
    };
    entry(id, patient, author, now, Statement::Notes(NoteStatement::Signed(note)))
}

fn entry(
    id: Uuid,
    patient: PatientId,
    author: StaffId,
    now: DateTime<FixedOffset>,
    said: Statement,
) -> Entry {
    Entry {
        id: EntryId(id),
        record: RecordId(id),
        patient,
        encounter: None,
        author,
        recorder: author,
        effective_at: now,
        recorded_at: now.with_timezone(&Utc),
        supersedes: Vec::new(),
        body: Body::from(said),
    }
}
