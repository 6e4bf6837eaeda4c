//! I6: projections equal the ledger, in whatever order entries came.

use super::*;
use chart::sections::encounters::{Encounter, EncounterStatus};
use chart::sections::medications::{Medication, RenewalRequest};
use chart::sections::patients::{Deceased, HumanName, Patient, Sex};
use chart::sections::prescriptions::{Prescription, PrescriptionItem, PrescriptionStatus};
use chart::sections::problems::{Problem, ProblemClinicalStatus, ProblemVerification};
use chart::{Body, EntryId, Provenance, StaffId, Statement};
use chrono::{DateTime, TimeZone, Utc};
use proptest::prelude::*;
use rusqlite::params;
use uuid::Uuid;

/// A practice in memory, in the shape the encrypted file has.
pub(crate) fn memory() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    crate::migrations::migrate(&mut connection).unwrap();
    connection
}

/// Puts an entry into the ledger, without its seals, and lets the projections follow.
pub(crate) fn say(connection: &Connection, entry: &Entry) {
    put(connection, entry);
    follow(connection, entry).unwrap();
}

fn put(connection: &Connection, entry: &Entry) {
    let supersedes: Vec<u8> = entry.supersedes.iter().flat_map(|id| *id.0.as_bytes()).collect();
    connection
        .prepare_cached(
            "INSERT INTO ledger (patient, seq, id, record, section, encounter, author, recorder, effective_at,
                recorded_at, supersedes, body, body_salt, body_hash, device, audit_head, signature, chain)
             VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM ledger), ?2, ?3, ?4, NULL, ?5, ?6, ?7, ?8, ?9, ?10,
                zeroblob(16), zeroblob(32), zeroblob(16), NULL, NULL, zeroblob(32))",
        )
        .unwrap()
        .execute(params![
            entry.patient.0.as_bytes(),
            entry.id.0.as_bytes(),
            entry.record.0.as_bytes(),
            entry.body.said.section(),
            entry.author.0.as_bytes(),
            entry.recorder.0.as_bytes(),
            entry.effective_at.to_rfc3339(),
            entry.recorded_at.timestamp_millis(),
            supersedes,
            serde_json::to_string(&entry.body).unwrap(),
        ])
        .unwrap();
}

/// An entry with small ids, recorded `number` seconds after the start of 2026.
pub(crate) fn entry(number: u64, record: u64, patient: u64, supersedes: &[u64], said: Statement) -> Entry {
    let at =
        Utc.with_ymd_and_hms(2026, 1, 1, 8, 0, 0).unwrap() + chrono::TimeDelta::seconds(number.cast_signed());
    let id = |number: u64| Uuid::from_u64_pair(1, number);
    Entry {
        id: EntryId(id(number)),
        record: RecordId(id(record)),
        patient: PatientId(Uuid::from_u64_pair(2, patient)),
        encounter: None,
        author: StaffId(id(0)),
        recorder: StaffId(id(0)),
        effective_at: at.fixed_offset(),
        recorded_at: at,
        supersedes: supersedes.iter().map(|number| EntryId(id(*number))).collect(),
        body: Body::from(said),
    }
}

pub(crate) fn registration(number: &str, family: &str, given: &str) -> Patient {
    Patient {
        chart_number: number.into(),
        name: HumanName { family: family.into(), given: given.into(), prefix: None },
        former_names: Vec::new(),
        sex: Sex::Unknown,
        birth_date: None,
        birth_date_estimated: false,
        phones: Vec::new(),
        email: None,
        address: None,
        identifiers: Vec::new(),
        language: None,
        insurance: None,
        deceased: None,
        restriction: None,
        ..Patient::default()
    }
}

pub(crate) fn visit(status: EncounterStatus, planned_at: Option<DateTime<chrono::FixedOffset>>) -> Encounter {
    Encounter {
        status,
        reason: "cough".into(),
        planned_at,
        arrived_at: None,
        ready_at: None,
        started_at: None,
        finished_at: None,
        practitioner: None,
        class: None,
    }
}

/// What one entry of a random history does.
#[derive(Debug, Clone)]
enum Step {
    Register(Box<Patient>),
    Visit(Encounter),
    /// What the lists of prescribing read.
    Prescribe(Box<Statement>),
    /// Says an earlier record anew in place of its newest versions, or of an old one, which is a dispute.
    Again {
        which: prop::sample::Index,
        old: Option<prop::sample::Index>,
        with: Box<Step>,
    },
    InError {
        which: prop::sample::Index,
    },
    Import {
        with: Box<Step>,
        name: u8,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let name = prop_oneof!["[a-zéłŞß' -]{0,8}", "\\PC{0,6}"];
    let patient =
        (name.clone(), name, prop::collection::vec("\\PC{0,12}|[+0-9 ()-]{0,14}", 0..3), any::<bool>())
            .prop_map(|(family, given, phones, died)| Patient {
                former_names: phones
                    .iter()
                    .map(|phone| HumanName { family: phone.clone(), given: String::new(), prefix: None })
                    .collect(),
                birth_date: Some(chart::PartialDate::Year(1900 + family.len() as i32)),
                merged_into: (phones.len() == 2)
                    .then(|| PatientId(Uuid::from_u64_pair(2, family.len() as u64))),
                phones,
                deceased: died.then_some(Deceased { on: None }),
                restriction: None,
                ..registration("000017", &family, &given)
            });
    let at = (0_i64..2_000_000_000, -14_i32..=14).prop_map(|(seconds, hours)| {
        let offset = chrono::FixedOffset::east_opt(hours * 3600).unwrap();
        DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&offset)
    });
    let visit = (0_usize..4, prop::option::of(at)).prop_map(|(status, at)| {
        use EncounterStatus::{Arrived, Cancelled, Finished, Planned};
        visit([Planned, Arrived, Finished, Cancelled][status], at)
    });
    let said = prop_oneof![
        patient.prop_map(|patient| Step::Register(Box::new(patient))),
        visit.prop_map(Step::Visit),
        (0_u8..6).prop_map(|which| Step::Prescribe(Box::new(prescribing(which)))),
    ];
    let index = any::<prop::sample::Index>;
    let step = prop_oneof![
        2 => said.clone(),
        3 => (index(), prop::option::of(index()), said.clone())
            .prop_map(|(which, old, with)| Step::Again { which, old, with: Box::new(with) }),
        1 => index().prop_map(|which| Step::InError { which }),
        1 => (said, any::<u8>()).prop_map(|(with, name)| Step::Import { with: Box::new(with), name }),
    ];
    prop::collection::vec(step, 1..8)
}

/// A medicine with or without a wish for more, a prescription, a problem with or without a code.
fn prescribing(which: u8) -> Statement {
    let drug = chart::Concept::text(if which.is_multiple_of(2) { "Warfarin" } else { "Metformin" });
    match which {
        0 | 1 => Statement::Medications(Medication {
            renewal: (which == 0).then(|| RenewalRequest {
                by: StaffId(Uuid::nil()),
                at: DateTime::UNIX_EPOCH.fixed_offset(),
                note: String::new(),
            }),
            ..Medication::named(drug)
        }),
        2 | 3 => Statement::Prescriptions(order(drug, Some("atrial fibrillation"))),
        _ => Statement::Problems(Problem {
            condition: if which == 4 {
                chart::Concept::coded("Hypertension", chart::coding::system::ICD10CM, "I10")
            } else {
                chart::Concept::text("High blood pressure")
            },
            clinical_status: ProblemClinicalStatus::Active,
            verification_status: ProblemVerification::Confirmed,
            onset: None,
            abatement: None,
            laterality: None,
            comment: None,
        }),
    }
}

fn order(drug: chart::Concept, reason: Option<&str>) -> Prescription {
    Prescription {
        number: "2026-00001".into(),
        status: PrescriptionStatus::Active,
        items: vec![PrescriptionItem {
            drug,
            strength: None,
            form: None,
            sig: None,
            instructions: "Take 1 tablet.".into(),
            quantity: None,
            refills: 0,
            reason: reason.map(str::to_owned),
            substitution: true,
            long_term: false,
        }],
    }
}

/// The entries of one random history. Records keep their section, as the ledger demands.
fn history(steps: &[Step], patient: u64) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        let number = patient * 100 + place as u64 + 1;
        let made = match step {
            Step::Register(_) | Step::Visit(_) | Step::Prescribe(_) => {
                entry(number, number, patient, &[], said(step))
            }
            Step::Import { with, name } => {
                let mut made = entry(number, number, patient, &[], said(with));
                made.body.from = Some(Provenance {
                    format: "fhir-r4".into(),
                    name: format!("Patient/{name}"),
                    original: None,
                });
                made
            }
            Step::Again { which, old, with } => {
                let Some((before, heads)) = versions(&entries, which) else { continue };
                let statement = said(with);
                if statement.section() != before[0].body.said.section() {
                    continue;
                }
                let supersedes = match old {
                    Some(old) => vec![old.get(&before).id],
                    None => heads,
                };
                Entry {
                    record: before[0].record,
                    supersedes,
                    ..entry(number, number, patient, &[], statement)
                }
            }
            Step::InError { which } => {
                let Some((before, supersedes)) = versions(&entries, which) else { continue };
                let statement = Statement::EnteredInError { section: before[0].body.said.section().into() };
                Entry {
                    record: before[0].record,
                    supersedes,
                    ..entry(number, number, patient, &[], statement)
                }
            }
        };
        entries.push(made);
    }
    entries
}

fn versions<'e>(entries: &'e [Entry], which: &prop::sample::Index) -> Option<(Vec<&'e Entry>, Vec<EntryId>)> {
    let record = (!entries.is_empty()).then(|| which.get(entries).record)?;
    let before: Vec<&Entry> = entries.iter().filter(|entry| entry.record == record).collect();
    let gone: Vec<EntryId> = before.iter().flat_map(|entry| entry.supersedes.clone()).collect();
    let heads = before.iter().map(|entry| entry.id).filter(|id| !gone.contains(id)).collect();
    Some((before, heads))
}

fn said(step: &Step) -> Statement {
    match step {
        Step::Register(patient) => Statement::Patients((**patient).clone()),
        Step::Visit(visit) => Statement::Encounters(visit.clone()),
        Step::Prescribe(said) => (**said).clone(),
        _ => unreachable!("only what is said is nested"),
    }
}

/// Histories a database: a database costs more than many histories, so they share one, as they do in a practice.
const TOGETHER: usize = 100;

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// 10,000 random histories, 100 to a practice.
    #[test]
    fn i6_projections_kept_equal_projections_rebuilt_in_any_order(
        histories in prop::collection::vec(steps(), TOGETHER),
        shuffle in any::<u64>(),
    ) {
        let entries: Vec<Entry> =
            histories.iter().enumerate().flat_map(|(patient, steps)| history(steps, patient as u64 + 1)).collect();
        let kept = memory();
        kept.execute_batch("BEGIN").unwrap();
        for entry in &entries {
            say(&kept, entry);
        }
        prop_assert_eq!(differences(&kept).unwrap(), Vec::<&str>::new(), "kept differs from rebuilt");

        let mut mixed: Vec<&Entry> = entries.iter().collect();
        mixed.sort_by_key(|entry| (entry.id.0.as_u64_pair().1 ^ shuffle).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let other = memory();
        other.execute_batch("BEGIN").unwrap();
        for entry in mixed {
            say(&other, entry);
        }
        prop_assert!(fingerprints(&kept).unwrap() == fingerprints(&other).unwrap(), "the order of arrival shows");
    }
}

#[test]
fn a_changed_projection_is_named() {
    let connection = memory();
    say(&connection, &entry(1, 1, 1, &[], Statement::Patients(registration("000001", "Okafor", "Ada"))));
    say(&connection, &entry(2, 2, 1, &[], Statement::Encounters(visit(EncounterStatus::Planned, None))));
    assert!(differences(&connection).unwrap().is_empty());
    connection.execute("UPDATE encounters SET status = 'finished'", []).unwrap();
    connection.execute("DELETE FROM patient_words WHERE word = 'ada'", []).unwrap();
    assert_eq!(differences(&connection).unwrap(), ["patient_words", "encounters"]);
    assert_eq!(differences(&connection).unwrap().len(), 2, "comparing repairs nothing");
    rebuild(&connection).unwrap();
    assert!(differences(&connection).unwrap().is_empty(), "rebuilding does");
}

#[test]
fn a_visit_is_filed_under_the_civil_date_where_it_took_place() {
    let connection = memory();
    // 23:30 in New York is the next day in UTC.
    let at = DateTime::parse_from_rfc3339("2026-03-14T23:30:00-04:00").unwrap();
    let day = at.date_naive();
    say(&connection, &entry(1, 1, 1, &[], Statement::Encounters(visit(EncounterStatus::Planned, Some(at)))));
    let rows = on_day(&connection, day).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].planned_at, Some(at), "the wall clock's offset is kept");
    assert!(on_day(&connection, day.succ_opt().unwrap()).unwrap().is_empty());

    let patient = rows[0].patient;
    assert_eq!(encounters::open_visit_of(&connection, patient).unwrap(), None, "booked is not here yet");
    assert_eq!(encounters::last_seen(&connection, patient).unwrap(), None);
    let arrived = Encounter { status: EncounterStatus::Arrived, ..visit(EncounterStatus::Arrived, Some(at)) };
    say(&connection, &entry(2, 1, 1, &[1], Statement::Encounters(arrived.clone())));
    let open = encounters::open_visit_of(&connection, patient).unwrap();
    assert_eq!(open.map(|visit| visit.status), Some(EncounterStatus::Arrived));
    let over = Encounter { status: EncounterStatus::Finished, ..arrived };
    say(&connection, &entry(3, 1, 1, &[2], Statement::Encounters(over)));
    assert_eq!(encounters::open_visit_of(&connection, patient).unwrap(), None);
    assert_eq!(encounters::last_seen(&connection, patient).unwrap(), Some(day));
    assert_eq!(encounters::visit_count(&connection, patient).unwrap(), 1);
    let error = Statement::EnteredInError { section: "encounters".into() };
    say(&connection, &entry(4, 1, 1, &[3], error));
    assert_eq!(encounters::visit_count(&connection, patient).unwrap(), 0);
    assert!(on_day(&connection, day).unwrap().is_empty(), "entered in error is off the list");
}

#[test]
fn an_import_is_known_by_the_senders_name_also_when_it_was_entered_in_error() {
    let connection = memory();
    let mut made = entry(1, 1, 1, &[], Statement::Encounters(visit(EncounterStatus::Finished, None)));
    made.body.from =
        Some(Provenance { format: "fhir-r4".into(), name: "Encounter/7".into(), original: None });
    say(&connection, &made);
    say(&connection, &entry(2, 1, 1, &[1], Statement::EnteredInError { section: "encounters".into() }));
    let known = imported(&connection, "fhir-r4", "Encounter/7").unwrap();
    assert_eq!(known, Some(ImportedFrom { entry: made.id, record: made.record, patient: made.patient }));
    assert_eq!(imported(&connection, "fhir-r4", "Encounter/8").unwrap(), None);
    assert_eq!(imported(&connection, "c-cda", "Encounter/7").unwrap(), None);
}

#[test]
fn what_is_ordered_often_is_counted_for_its_author_without_its_reasons() {
    let connection = memory();
    let warfarin = |reason| Statement::Prescriptions(order(chart::Concept::text("Warfarin"), reason));
    say(&connection, &entry(1, 1, 1, &[], warfarin(Some("atrial fibrillation"))));
    say(&connection, &entry(2, 2, 2, &[], warfarin(None)));
    say(
        &connection,
        &entry(3, 3, 3, &[], Statement::Prescriptions(order(chart::Concept::text("Metformin"), None))),
    );
    let mut imported = entry(4, 4, 4, &[], warfarin(None));
    imported.body.from = Some(Provenance { format: "fhir-r4".into(), name: "x/1".into(), original: None });
    say(&connection, &imported);
    let mut other = entry(5, 5, 5, &[], warfarin(None));
    other.author = StaffId(Uuid::from_u64_pair(9, 9));
    say(&connection, &other);
    say(&connection, &entry(6, 6, 6, &[], warfarin(None)));
    say(&connection, &entry(7, 6, 6, &[6], Statement::EnteredInError { section: "prescriptions".into() }));
    let day = "2026-01-01".parse().unwrap();
    let author = entry(1, 1, 1, &[], warfarin(None)).author;
    let often = ordered_often(&connection, author, day, 2).unwrap();
    assert_eq!(often.len(), 1, "{often:?}");
    assert_eq!(
        (often[0].item.drug.text.as_str(), often[0].times),
        ("Warfarin", 2),
        "one's own, made here, not in error"
    );
    let later = day + chrono::Days::new(1);
    assert!(ordered_often(&connection, author, later, 1).unwrap().is_empty(), "and not for ever");
}
