//! A small practice to test on.

use crate::keys::sealing::Key;
use crate::keys::stretch::Cost;
use crate::{Act, Founding, Moment, NewUser, RecoveryCode, Secret, Store, StoreError};
use chart::coding::Concept;
use chart::sections::encounters::{Encounter, EncounterStatus};
use chart::sections::notes::{Note, NoteStatement};
use chart::sections::patients::{HumanName, Patient, Sex};
use chart::sections::problems::{Problem, ProblemClinicalStatus, ProblemVerification};
use chart::sections::staff::{PracticeDetails, Role};
use chart::{Body, Entry, EntryId, PatientId, RecordId, StaffId, Statement};
use chrono::DateTime;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

pub(crate) const PASSWORD: &str = "correct horse battery";

/// Stands in for Argon2id where a test opens a file hundreds of times.
pub(crate) fn quick(password: &Secret, salt: &[u8], cost: Cost) -> crate::Result<Key> {
    let hash = Sha256::new()
        .chain_update(password.expose())
        .chain_update(salt)
        .chain_update(format!("{cost:?}"))
        .finalize();
    Ok(Key::from_slice(&hash).unwrap())
}

pub(crate) fn at(text: &str) -> Moment {
    DateTime::parse_from_rfc3339(text).unwrap()
}

pub(crate) fn now() -> Moment {
    at("2026-11-22T08:15:00.125+01:00")
}

pub(crate) fn founding() -> Founding {
    Founding {
        practice: PracticeDetails { name: "Elm Row Practice".into(), ..PracticeDetails::default() },
        user: new_user("ada", Role::Physician),
    }
}

pub(crate) fn new_user(login: &str, role: Role) -> NewUser {
    NewUser {
        name: format!("Dr {login}"),
        login: login.into(),
        role,
        qualification: "MD".into(),
        registration: String::new(),
        password: PASSWORD.into(),
    }
}

/// A new practice in a folder of its own.
pub(crate) fn practice() -> (TempDir, Store, RecoveryCode) {
    let place = tempfile::tempdir().unwrap();
    let (store, code) = Store::create_stretching(place.path(), founding(), now(), quick).unwrap();
    (place, store, code)
}

pub(crate) fn unlock(place: &TempDir) -> crate::Result<Store> {
    Store::unlock_stretching(place.path(), "ada", &PASSWORD.into(), now(), quick)
}

/// An entry that begins a record, typed by the user.
pub(crate) fn said(store: &mut Store, patient: PatientId, said: Statement) -> Entry {
    let by = store.user().id;
    let id = store.new_id(now());
    Entry {
        id: EntryId(id),
        record: RecordId(id),
        patient,
        encounter: None,
        author: by,
        recorder: by,
        effective_at: now(),
        recorded_at: now().to_utc(),
        supersedes: Vec::new(),
        body: Body::from(said),
    }
}

/// A correction of an entry.
pub(crate) fn corrected(store: &mut Store, before: &Entry, said: Statement) -> Entry {
    Entry {
        id: EntryId(store.new_id(now())),
        supersedes: vec![before.id],
        body: Body::from(said),
        ..before.clone()
    }
}

pub(crate) fn registration(family: &str) -> Statement {
    Statement::Patients(Patient {
        chart_number: "000001".into(),
        name: HumanName { family: family.into(), given: "Marguerite".into(), prefix: None },
        former_names: Vec::new(),
        sex: Sex::Female,
        birth_date: "1959-03-14".parse().ok(),
        birth_date_estimated: false,
        phones: vec!["555 0134".into()],
        email: None,
        address: None,
        identifiers: Vec::new(),
        language: None,
        insurance: None,
        deceased: None,
        restriction: None,
        ..Patient::default()
    })
}

pub(crate) fn problem(text: &str) -> Statement {
    Statement::Problems(Problem {
        condition: Concept::text(text),
        clinical_status: ProblemClinicalStatus::Active,
        verification_status: ProblemVerification::Confirmed,
        onset: None,
        abatement: None,
        laterality: None,
        comment: None,
    })
}

pub(crate) fn note(text: &str) -> Statement {
    Statement::Notes(NoteStatement::Signed(Note { subjective: text.into(), ..Note::default() }))
}

pub(crate) fn visit() -> Statement {
    Statement::Encounters(Encounter {
        status: EncounterStatus::InProgress,
        reason: "cough".into(),
        planned_at: None,
        arrived_at: Some(now()),
        ready_at: None,
        started_at: None,
        finished_at: None,
        practitioner: None,
        class: None,
    })
}

/// Writes entries in one transaction.
pub(crate) fn write(store: &mut Store, entries: impl IntoIterator<Item = Entry>) -> crate::Result<()> {
    let entries: Vec<Entry> = entries.into_iter().collect();
    store.write(Act::named("test.write"), now(), |writing| {
        entries.into_iter().try_for_each(|entry| writing.append(entry))
    })
}

/// A registered patient with a visit, a problem and a signed note.
pub(crate) fn patient_with_visit(store: &mut Store) -> (PatientId, Vec<Entry>) {
    let patient = PatientId(store.new_id(now()));
    let first = said(store, patient, registration("Delacroix"));
    let visit = said(store, patient, visit());
    let mut problem = said(store, patient, problem("hypertension"));
    problem.encounter = Some(visit.record);
    let mut note = said(store, patient, note("slept badly"));
    note.encounter = Some(visit.record);
    let entries = vec![first, visit, problem, note];
    write(store, entries.clone()).unwrap();
    (patient, entries)
}

/// What the store holds in all, to prove that a refused act left nothing behind.
pub(crate) fn everything(store: &Store) -> (Vec<Vec<Entry>>, usize) {
    let mut patients = store.patients().unwrap();
    patients.push(PatientId::PRACTICE);
    let entries = patients.into_iter().map(|patient| store.entries(patient).unwrap()).collect();
    (entries, store.audit_rows(&crate::AuditFilter::default()).unwrap().len())
}

pub(crate) fn is_refused<T: std::fmt::Debug>(result: crate::Result<T>) -> bool {
    matches!(result, Err(StoreError::Refused { .. } | StoreError::Conflict { .. }))
}

pub(crate) fn nobody() -> StaffId {
    StaffId(uuid::Uuid::from_u128(7))
}
