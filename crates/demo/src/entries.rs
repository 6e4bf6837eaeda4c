//! From a patient's data to the entries a ledger takes, dated back from today.

use crate::data::{AddressData, DemoPatient, Event, ItemData, NameData, PatientChange, VisitData};
use crate::letters;
use crate::statements::{self, Course};
use chart::sections::encounters::{Encounter, EncounterStatus};
use chart::sections::medications::{Medication, MedicationStatus};
use chart::sections::notes::{Addendum, NoteStatement};
use chart::sections::patients::{Address, Deceased, HumanName, Patient};
use chart::sections::prescriptions::{Prescription, PrescriptionStatus};
use chart::sections::results::ResultReview;
use chart::{
    Body, Chart, Concept, Entry, EntryId, PartialDate, PatientId, Provenance, RecordId, StaffId, Statement,
};
use chrono::{DateTime, Datelike, FixedOffset, TimeDelta, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Who usually does what in this practice.
const DOCTOR: &str = "okafor";
const NURSE: &str = "brandt";
const DESK: &str = "reyes";

/// Everything that is said about a patient of the demo, oldest first, as if it had been typed at the time.
///
/// `staff` gives the id of the person whom the data call by a key of [`crate::DemoStaff`]; `ids` gives fresh
/// identifiers, the first of which becomes the patient's. Nothing is recorded later than `today`.
pub fn entries(
    patient: &DemoPatient,
    today: DateTime<FixedOffset>,
    staff: &dyn Fn(&str) -> StaffId,
    ids: &mut dyn FnMut() -> Uuid,
) -> Vec<Entry> {
    let subject = PatientId(ids());
    let mut teller = Teller {
        patient,
        today,
        staff,
        ids,
        subject,
        told: Vec::new(),
        records: BTreeMap::new(),
        medications: BTreeMap::new(),
        step: TimeDelta::zero(),
    };
    let mut registration = teller.registration();
    teller.register(&registration);
    for (index, event) in patient.file.timeline.iter().enumerate() {
        teller.tell(index, event, &mut registration);
    }
    let mut told = teller.told;
    told.sort_by_key(|entry| entry.recorded_at);
    told
}

/// One patient's story while it is told.
struct Teller<'a> {
    patient: &'a DemoPatient,
    today: DateTime<FixedOffset>,
    staff: &'a dyn Fn(&str) -> StaffId,
    ids: &'a mut dyn FnMut() -> Uuid,
    subject: PatientId,
    told: Vec<Entry>,
    /// Section and name of each thing said so far, with its record and newest entry.
    records: BTreeMap<(String, String), (RecordId, EntryId)>,
    /// The newest version of each medicine by name.
    medications: BTreeMap<String, Medication>,
    /// How long the event has been written down so far.
    step: TimeDelta,
}

/// When, by whom and in which visit something is said.
#[derive(Clone)]
pub(crate) struct Circumstance<'a> {
    pub(crate) effective_at: DateTime<FixedOffset>,
    pub(crate) recorded_at: DateTime<FixedOffset>,
    encounter: Option<RecordId>,
    by: Option<&'a str>,
    why: Option<String>,
}

impl<'a> Teller<'a> {
    fn registration(&self) -> Patient {
        let file = &self.patient.file;
        Patient {
            chart_number: file.chart_number.clone(),
            name: human_name(&file.name),
            former_names: Vec::new(),
            sex: file.sex,
            birth_date: file.born.map(|day| day.on(self.today.date_naive())),
            birth_date_estimated: file.born_estimated,
            phones: file.phones.clone(),
            email: file.email.clone(),
            address: file.address.as_ref().map(address),
            identifiers: Vec::new(),
            language: file.language.clone(),
            insurance: file.insurance.clone(),
            deceased: None,
            restriction: None,
            ..Patient::default()
        }
    }

    fn register(&mut self, registration: &Patient) {
        let at = self.patient.file.registered.at(self.today);
        let when =
            Circumstance { effective_at: at, recorded_at: at, encounter: None, by: Some(DESK), why: None };
        self.say(&when, DESK, "patient", Statement::Patients(registration.clone()));
    }

    /// Tells one event, in the order in which a visit happens.
    fn tell(&mut self, index: usize, event: &'a Event, registration: &mut Patient) {
        self.step = TimeDelta::zero();
        let at = event.at.at(self.today);
        let effective_at = event.effective.map_or(at, |moment| moment.at(self.today));
        let mut when = Circumstance {
            effective_at,
            recorded_at: at,
            encounter: None,
            by: event.by.as_deref(),
            why: event.why.clone(),
        };
        let key = event.key.clone().unwrap_or_else(|| format!("event {index}"));
        if let Some(change) = &event.patient {
            apply(change, registration, self.today);
            self.say(&when, DESK, "patient", Statement::Patients(registration.clone()));
        }
        if let Some(visit) = &event.visit {
            when.encounter = Some(self.visit(&when, &key, visit));
        }
        self.findings(&mut when, event, &key);
        self.decisions(&when, event, self.patient.serials.get(index).copied().flatten());
        self.writing(&when, event, &key);
    }

    fn visit(&mut self, when: &Circumstance<'a>, key: &str, visit: &VisitData) -> RecordId {
        let usual = |moment: Option<crate::when::Moment>, minutes: i64| match (moment, visit.status) {
            (Some(moment), _) => Some(moment.at(self.today)),
            (None, EncounterStatus::Finished) => Some(when.effective_at + TimeDelta::minutes(minutes)),
            (None, _) => None,
        };
        let encounter = Encounter {
            status: visit.status,
            reason: visit.reason.clone(),
            planned_at: usual(visit.planned, 0),
            arrived_at: usual(visit.arrived, -8),
            ready_at: usual(visit.ready, 0),
            started_at: usual(visit.started, 2),
            finished_at: usual(visit.finished, 20),
            practitioner: Some((self.staff)(DOCTOR)),
            class: visit.class.clone(),
        };
        let at = Circumstance { effective_at: encounter.at().unwrap_or(when.effective_at), ..when.clone() };
        self.say(&at, DESK, key, Statement::Encounters(encounter))
    }

    /// What the nurse and the laboratory find.
    fn findings(&mut self, when: &mut Circumstance<'a>, event: &'a Event, key: &str) {
        if event.no_known_allergies {
            self.say(when, NURSE, "none known", statements::no_known_allergies());
        }
        for allergy in &event.allergies {
            let said = statements::allergy(allergy, &self.patient.codes, self.today.date_naive());
            self.say(when, NURSE, &allergy.to, said);
        }
        // What corrects an event is a new version of that event's own statement.
        let key = event.corrects.as_deref().unwrap_or(key);
        if let Some(vitals) = &event.vitals {
            self.say(when, NURSE, key, Statement::Vitals(statements::vitals(vitals)));
        }
        for (number, report) in event.results.iter().enumerate() {
            // What is older than a week was looked at on the day it came.
            let seen = self.today - when.effective_at > TimeDelta::days(7);
            let review =
                seen.then(|| ResultReview { by: (self.staff)(DOCTOR), at: when.recorded_at, comment: None });
            let said = statements::report(report, &self.patient.codes, self.patient.file.sex, review);
            let tests: Vec<Concept> = match &said {
                Statement::Results(report) => report.values.iter().map(|value| value.test.clone()).collect(),
                _ => Vec::new(),
            };
            let record = self.say(when, DOCTOR, &format!("{key} {number}"), said);
            self.answer(when, &tests, record);
        }
        for document in &event.documents {
            let said = letters::document(document, when, (self.staff)(DOCTOR), self.today);
            self.say(when, DESK, &document.title, said);
        }
        for given in &event.immunizations {
            let said = statements::immunization(given, &self.patient.codes, when.effective_at, self.today);
            let name = format!("{} {key}", given.vaccine);
            self.say(when, NURSE, &name, said);
        }
    }

    /// Closes what a report answers among the orders told so far.
    fn answer(&mut self, when: &Circumstance<'a>, tests: &[Concept], report: RecordId) {
        let chart =
            Chart::fold(self.told.iter().filter(|entry| entry.body.said.section() == "orders").cloned());
        let tests: Vec<&Concept> = tests.iter().collect();
        for (order, places) in chart.orders_waiting_for(&tests) {
            let Some((_, waiting)) = chart.orders.get(order).and_then(|record| record.reading()) else {
                continue;
            };
            let answered = waiting.answered(&places, report);
            let name = self
                .records
                .iter()
                .find(|(_, (record, _))| *record == order)
                .map(|((_, name), _)| name.clone());
            if let Some(name) = name {
                self.say(when, DOCTOR, &name, Statement::Orders(answered));
            }
        }
    }

    /// What the doctor decides.
    fn decisions(&mut self, when: &Circumstance<'a>, event: &'a Event, serial: Option<u32>) {
        let today = self.today.date_naive();
        for problem in &event.problems {
            let said = statements::problem(problem, &self.patient.codes, today);
            self.say(when, DOCTOR, &problem.is, said);
        }
        for medication in &event.medications {
            let known = self.medications.get(&medication.drug);
            let value =
                statements::medication(medication, known, &self.patient.codes, when.effective_at, today);
            self.medication(when, value);
        }
        for (number, order) in event.orders.iter().enumerate() {
            let said = statements::order(order, &self.patient.codes);
            self.say(when, DOCTOR, &format!("order {} {number}", when.effective_at), said);
        }
        for history in &event.histories {
            let said = statements::history(history, today);
            let name = statements::history_name(&said);
            self.say(when, DOCTOR, &name, Statement::Histories(said));
        }
        for data in &event.goals {
            if let Ok(goal) = statements::goal(data, &self.patient.codes) {
                self.say(when, DOCTOR, &format!("goal {}", data.what), Statement::Goals(goal));
            }
        }
        if let Some(serial) = serial {
            self.prescribe(when, &event.prescribe, serial);
        }
        for error in &event.in_error {
            let at = Circumstance { why: Some(error.why.clone()), ..when.clone() };
            let section = error.section.clone();
            self.say(&at, DOCTOR, &error.what, Statement::EnteredInError { section });
        }
    }

    fn prescribe(&mut self, when: &Circumstance<'a>, items: &'a [ItemData], serial: u32) {
        let codes = &self.patient.codes;
        let prescription = Prescription {
            number: format!("{}-{serial:05}", when.effective_at.year()),
            status: PrescriptionStatus::Active,
            items: items.iter().map(|item| statements::item(item, codes)).collect(),
        };
        let name = prescription.number.clone();
        let record = self.say(when, DOCTOR, &name, Statement::Prescriptions(prescription));
        for item in items {
            let known = self.medications.get(&item.drug);
            let Course { begun, completed } =
                statements::course(item, known, codes, record, when.effective_at);
            self.medication(when, begun);
            if let Some((ended, value)) = completed
                && ended <= self.today
            {
                let end = Circumstance {
                    effective_at: ended,
                    recorded_at: ended,
                    encounter: None,
                    by: None,
                    why: Some("course finished".to_owned()),
                };
                self.medication(&end, value);
            }
        }
    }

    fn medication(&mut self, when: &Circumstance<'a>, value: Medication) {
        let name = value.drug.text.clone();
        let active = value.status == MedicationStatus::Active;
        let why = when.why.clone().filter(|_| self.medications.contains_key(&name) || !active);
        self.medications.insert(name.clone(), value.clone());
        self.say(&Circumstance { why, ..when.clone() }, DOCTOR, &name, Statement::Medications(value));
    }

    /// What is written at the end.
    fn writing(&mut self, when: &Circumstance<'a>, event: &'a Event, key: &str) {
        if let Some(note) = &event.note {
            self.say(when, DOCTOR, key, Statement::Notes(NoteStatement::Signed(note.clone())));
        }
        if let Some(addendum) = &event.addendum
            && let Some((note, _)) = self.records.get(&("notes".to_owned(), addendum.to.clone())).copied()
        {
            let said = NoteStatement::Addendum(Addendum { note, text: addendum.text.clone() });
            self.say(when, DOCTOR, &format!("{key} addendum"), Statement::Notes(said));
        }
    }

    /// Adds one entry: a new record, or a new version of the record that bears this name in its section.
    fn say(&mut self, when: &Circumstance<'a>, usually: &str, name: &str, said: Statement) -> RecordId {
        let id = EntryId((self.ids)());
        let author = (self.staff)(when.by.unwrap_or(usually));
        let place = (said.section().to_owned(), name.to_owned());
        let before = self.records.get(&place).copied();
        let record = before.map_or(RecordId::from(id), |(record, _)| record);
        let number = self.told.len() + 1;
        // What one event says is written down in its order, a second apart.
        self.step += TimeDelta::seconds(1);
        let written = when.recorded_at + TimeDelta::minutes(1) + self.step;
        let recorded_at: DateTime<Utc> = written.min(self.today).to_utc();
        self.records.insert(place, (record, id));
        self.told.push(Entry {
            id,
            record,
            patient: self.subject,
            encounter: when.encounter.filter(|visit| *visit != record),
            author,
            recorder: author,
            effective_at: when.effective_at,
            recorded_at,
            supersedes: before.map(|(_, newest)| newest).into_iter().collect(),
            body: Body {
                said,
                why: when.why.clone().filter(|_| before.is_some()),
                from: Some(Provenance {
                    format: crate::FORMAT.to_owned(),
                    name: format!("{}/{number}", self.patient.file.key),
                    original: None,
                }),
                refiled: None,
            },
        });
        record
    }
}

fn human_name(name: &NameData) -> HumanName {
    HumanName { family: name.family.clone(), given: name.given.clone(), prefix: name.prefix.clone() }
}

fn address(address: &AddressData) -> Address {
    Address {
        line: address.line.clone(),
        city: "Springfield".to_owned(),
        postal_code: address.postal_code.clone(),
        ..Address::default()
    }
}

fn apply(change: &PatientChange, registration: &mut Patient, today: DateTime<FixedOffset>) {
    if let Some(name) = &change.name {
        let former = std::mem::replace(&mut registration.name, human_name(name));
        registration.former_names.insert(0, former);
    }
    if let Some(phones) = &change.phones {
        registration.phones.clone_from(phones);
    }
    if let Some(moved) = &change.address {
        registration.address = Some(address(moved));
    }
    if let Some(died) = change.died {
        let on: Option<PartialDate> = Some(died.on(today.date_naive()));
        registration.deceased = Some(Deceased { on });
    }
}
