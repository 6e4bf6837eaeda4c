//! As many invented patients as wanted, for benchmarks and large demos: the same seed makes the same practice.
//!
//! Each patient is made from the seed and the patient's own number alone, so that any part of a large practice
//! can be made without the rest. Sizes and shapes are those of a real chart; the medicine is only plausible.

mod complaints;
mod names;
mod random;

use chart::coding::system;
use chart::sections::allergies::{
    Allergy, AllergyCategory, AllergyClinicalStatus, AllergyKind, AllergyStatement, AllergyVerification,
    Criticality, Reaction, Severity,
};
use chart::sections::encounters::{Encounter, EncounterStatus};
use chart::sections::medications::{Medication, MedicationStatus};
use chart::sections::notes::{Note, NoteStatement};
use chart::sections::patients::{Address, HumanName, Patient, Sex};
use chart::sections::problems::{Problem, ProblemClinicalStatus, ProblemVerification};
use chart::sections::results::{Found, ResultReport, ResultReview, ResultValue};
use chart::sections::vitals::{Measurement, VitalCode, VitalsSet};
use chart::{Body, Concept, Entry, EntryId, PartialDate, PatientId, Quantity, RecordId, StaffId, Statement};
use chrono::{DateTime, Days, FixedOffset, TimeDelta};
use complaints::{COMPLAINTS, Complaint};
use random::Random;
use uuid::Uuid;

/// Makes patients by number.
#[derive(Debug, Clone)]
pub struct Generator {
    seed: u64,
    today: DateTime<FixedOffset>,
}

/// Generated chart numbers begin here, clear of those of the forty told patients.
const FIRST_CHART_NUMBER: u64 = 100_000;

const FIFTEEN_YEARS_IN_DAYS: i64 = 15 * 365;

impl Generator {
    /// A practice that is settled by `seed`, dated back from `today`.
    #[must_use]
    pub fn new(seed: u64, today: DateTime<FixedOffset>) -> Self {
        Self { seed, today }
    }

    /// The entries of patient number `index` (from 0) with so many visits, oldest first.
    ///
    /// Each visit has an encounter, vitals and a signed note of 400 to 900 characters; some also a problem, a
    /// medicine or results. `staff` and `ids` are as for [`crate::entries`]. The chart number is made from
    /// the index. At most a few thousand visits: one a day at the least.
    pub fn generate(
        &self,
        index: u64,
        visits: u32,
        staff: &dyn Fn(&str) -> StaffId,
        ids: &mut dyn FnMut() -> Uuid,
    ) -> Vec<Entry> {
        let mut random = Random::new(self.seed, index);
        let subject = PatientId(ids());
        let years = random.between(0, 94);
        let mut patient = Maker {
            random,
            subject,
            doctor: staff("okafor"),
            nurse: staff("brandt"),
            desk: staff("reyes"),
            ids,
            made: Vec::with_capacity(visits as usize * 4 + 2),
            adult: years >= 18,
            known: Vec::new(),
            step: TimeDelta::zero(),
        };
        // Two months from visit to visit, or as close as fits into fifteen years.
        let gap = (FIFTEEN_YEARS_IN_DAYS / i64::from(visits.max(1))).clamp(1, 60);
        let first = self.today - TimeDelta::days(i64::from(visits) * gap + 1);
        patient.register(index, years, first, self.today);
        for visit in 0..visits {
            let day = first + TimeDelta::days(i64::from(visit) * gap + patient.random.between(0, gap - 1));
            let at = day + TimeDelta::minutes(patient.random.between(-120, 120));
            patient.visit(at);
        }
        patient.made
    }
}

/// One generated patient while being made.
struct Maker<'a> {
    random: Random,
    subject: PatientId,
    doctor: StaffId,
    nurse: StaffId,
    desk: StaffId,
    ids: &'a mut dyn FnMut() -> Uuid,
    made: Vec<Entry>,
    adult: bool,
    /// The complaints already on the problem list, by their place in the table.
    known: Vec<usize>,
    /// How long the visit has been written down so far.
    step: TimeDelta,
}

impl Maker<'_> {
    fn register(&mut self, index: u64, years: i64, at: DateTime<FixedOffset>, today: DateTime<FixedOffset>) {
        let female = self.random.one_in(2);
        let given = self.random.pick(if female { names::FEMALE } else { names::MALE }, "Alex");
        let family = self.random.pick(names::FAMILY, "Marlow");
        let days = years.unsigned_abs() * 365 + self.random.below(365);
        // Nobody is registered before birth, however many visits are asked for.
        let birth = today.date_naive().checked_sub_days(Days::new(days)).unwrap_or_default();
        let birth = birth.min(at.date_naive());
        let street = self.random.pick(names::STREETS, "Elm Row");
        let patient = Patient {
            chart_number: format!("{:06}", FIRST_CHART_NUMBER + index),
            name: HumanName { family: family.to_owned(), given: given.to_owned(), prefix: None },
            former_names: Vec::new(),
            sex: if female { Sex::Female } else { Sex::Male },
            birth_date: Some(PartialDate::Day(birth)),
            birth_date_estimated: false,
            phones: vec![format!("+1 555 {:04} {:03}", self.random.below(10_000), self.random.below(1_000))],
            email: None,
            address: Some(Address {
                line: format!("{} {street}", self.random.between(1, 240)),
                city: "Springfield".to_owned(),
                postal_code: format!("627{:02}", self.random.below(100)),
                ..Address::default()
            }),
            identifiers: Vec::new(),
            language: None,
            insurance: None,
            deceased: None,
            restriction: None,
            ..Patient::default()
        };
        self.say(at, self.desk, None, Statement::Patients(patient));
        let allergies = match self.random.below(10) {
            0..5 => Some(AllergyStatement::NoneKnown),
            5..8 => Some(AllergyStatement::Listed(self.allergy())),
            _ => None,
        };
        if let Some(allergies) = allergies {
            self.say(at, self.nurse, None, Statement::Allergies(allergies));
        }
    }

    fn allergy(&mut self) -> Allergy {
        let substance =
            self.random.pick(&["Penicillin", "Sulfonamides", "Ibuprofen", "Latex", "Peanut"], "Latex");
        let category = match substance {
            "Latex" => AllergyCategory::Environment,
            "Peanut" => AllergyCategory::Food,
            _ => AllergyCategory::Medication,
        };
        let severe = self.random.one_in(5);
        let manifestation = if severe { "anaphylaxis" } else { "rash" };
        Allergy {
            substance: Concept::text(substance),
            category,
            kind: AllergyKind::Allergy,
            criticality: if severe { Criticality::High } else { Criticality::Low },
            clinical_status: AllergyClinicalStatus::Active,
            verification_status: AllergyVerification::Confirmed,
            reactions: vec![Reaction {
                manifestation: Concept::text(manifestation),
                severity: Some(if severe { Severity::Severe } else { Severity::Mild }),
            }],
            onset: None,
            tolerated_since: None,
            comment: None,
        }
    }

    fn visit(&mut self, at: DateTime<FixedOffset>) {
        self.step = TimeDelta::zero();
        let place = usize::try_from(self.random.below(COMPLAINTS.len() as u64)).unwrap_or(0);
        let place = if self.adult { place } else { complaints::OF_CHILDREN };
        let Some(complaint) = COMPLAINTS.get(place) else { return };
        let encounter = Encounter {
            status: EncounterStatus::Finished,
            reason: complaint.reason.to_owned(),
            planned_at: Some(at),
            arrived_at: Some(at - TimeDelta::minutes(self.random.between(2, 15))),
            ready_at: Some(at),
            started_at: Some(at + TimeDelta::minutes(3)),
            finished_at: Some(at + TimeDelta::minutes(self.random.between(12, 30))),
            practitioner: Some(self.doctor),
            class: None,
        };
        let visit = self.say(at, self.desk, None, Statement::Encounters(encounter));
        let vitals = self.vitals();
        self.say(at, self.nurse, Some(visit), Statement::Vitals(vitals));
        if !self.known.contains(&place) && self.random.one_in(2) {
            self.known.push(place);
            self.problem_and_medicine(complaint, at, visit);
        }
        if self.random.one_in(4) {
            let report = self.results(at);
            self.say(at, self.doctor, Some(visit), Statement::Results(report));
        }
        let note = NoteStatement::Signed(self.note(complaint));
        self.say(at, self.doctor, Some(visit), Statement::Notes(note));
    }

    fn vitals(&mut self) -> VitalsSet {
        let mut measurements = Vec::with_capacity(6);
        let mut take = |code, value: i64, scale: f64| {
            measurements.push(Measurement { code, value: value as f64 / scale, as_typed: None });
        };
        let systolic = self.random.between(104, 168);
        if self.adult {
            take(VitalCode::BpSystolic, systolic, 1.0);
            take(VitalCode::BpDiastolic, systolic * 6 / 10 + self.random.between(-6, 6), 1.0);
        }
        take(VitalCode::HeartRate, self.random.between(58, 104), 1.0);
        take(VitalCode::Temperature, self.random.between(362, 381), 10.0);
        take(VitalCode::OxygenSaturation, self.random.between(94, 99), 1.0);
        if self.adult {
            take(VitalCode::Weight, self.random.between(510, 1080), 10.0);
        }
        VitalsSet { measurements, comment: None }
    }

    fn problem_and_medicine(&mut self, complaint: &Complaint, at: DateTime<FixedOffset>, visit: RecordId) {
        let day = PartialDate::Day(at.date_naive());
        let (words, code) = complaint.diagnosis;
        let problem = Problem {
            condition: Concept::coded(words, system::ICD10CM, code),
            clinical_status: ProblemClinicalStatus::Active,
            verification_status: ProblemVerification::Confirmed,
            onset: Some(day),
            abatement: None,
            laterality: None,
            comment: None,
        };
        self.say(at, self.doctor, Some(visit), Statement::Problems(problem));
        let drug = &complaint.drug;
        let medication = Medication {
            strength: Some(drug.strength.to_owned()),
            form: Some(drug.form.to_owned()),
            instructions: drug.instructions.to_owned(),
            status: if drug.long_term { MedicationStatus::Active } else { MedicationStatus::Completed },
            reason: Some(words.to_lowercase()),
            started: Some(day),
            long_term: drug.long_term,
            ..Medication::named(Concept::coded(drug.name, system::RXNORM, drug.rxnorm))
        };
        self.say(at, self.doctor, Some(visit), Statement::Medications(medication));
    }

    fn results(&mut self, at: DateTime<FixedOffset>) -> ResultReport {
        let mut value = |test: &str, loinc: &str, unit: &str, low: i64, high: i64, scale: f64| ResultValue {
            test: Concept::coded(test, system::LOINC, loinc),
            found: Found::Quantity(Quantity {
                value: self.random.between(low, high) as f64 / scale,
                unit: unit.to_owned(),
            }),
            range: None,
            interpretation: None,
            relevant: None,
        };
        let values = vec![
            value("Sodium", "2951-2", "mmol/L", 135, 146, 1.0),
            value("Potassium", "2823-3", "mmol/L", 34, 53, 10.0),
            value("Creatinine", "2160-0", "mg/dL", 60, 140, 100.0),
            value("HbA1c", "4548-4", "%", 50, 88, 10.0),
        ];
        ResultReport {
            name: "Basic metabolic panel, HbA1c".to_owned(),
            status: "final".to_owned(),
            performer: Some("Springfield Regional Laboratory".to_owned()),
            values,
            comment: None,
            review: Some(ResultReview { by: self.doctor, at, comment: None }),
        }
    }

    /// A note made of most of the complaint's sentences, so that two visits rarely read the same.
    fn note(&mut self, complaint: &Complaint) -> Note {
        let mut some = |sentences: &[&str]| {
            let dropped = self.random.below(sentences.len() as u64 * 2);
            let kept = sentences.iter().enumerate().filter(|(place, _)| *place as u64 != dropped);
            kept.map(|(_, sentence)| *sentence).collect::<Vec<_>>().join(" ")
        };
        Note {
            reason: complaint.reason.to_owned(),
            subjective: some(complaint.subjective),
            objective: some(complaint.objective),
            assessment_plan: format!("{}. {}", complaint.diagnosis.0, some(complaint.plan)),
            safety_net: String::new(),
            follow_up: String::new(),
        }
    }

    fn say(
        &mut self,
        at: DateTime<FixedOffset>,
        author: StaffId,
        encounter: Option<RecordId>,
        said: Statement,
    ) -> RecordId {
        let id = EntryId((self.ids)());
        let record = RecordId::from(id);
        // What one visit says is written down in its order, a second apart.
        self.step += TimeDelta::seconds(1);
        self.made.push(Entry {
            id,
            record,
            patient: self.subject,
            encounter,
            author,
            recorder: author,
            effective_at: at,
            recorded_at: (at + TimeDelta::minutes(5) + self.step).to_utc(),
            supersedes: Vec::new(),
            body: Body::from(said),
        });
        record
    }
}
