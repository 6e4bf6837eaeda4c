//! The fold: from entries, in whatever order they arrive, to the chart a person reads.
//!
//! The only place that knows what superseding means. No clock decides truth: two entries that supersede
//! the same one are a dispute, shown as such, and until a person settles it the more careful reading holds.

use crate::entry::{Entry, Refiled, Statement};
use crate::ids::{EntryId, PatientId, RecordId, StaffId};
use crate::sections::{
    allergies::{AllergyState, AllergyStatement},
    documents::Document,
    encounters::Encounter,
    goals::Goal,
    histories::HistoryStatement,
    immunizations::Immunization,
    medications::Medication,
    notes::NoteStatement,
    orders::Order,
    overrides::Override,
    patients::Patient,
    prescriptions::Prescription,
    problems::Problem,
    received::Received,
    results::ResultReport,
    staff::StaffStatement,
    tasks::Task,
    vitals::VitalsSet,
};
use chrono::{DateTime, FixedOffset, Utc};
use std::collections::{BTreeMap, HashSet, btree_map};

/// What can stand in a section.
pub trait Stated: Clone + PartialEq {
    /// How careful it is to believe this version while versions are disputed; the greatest is read.
    fn caution(&self) -> u8 {
        0
    }
}

/// One version of a record: who said it, when, and what.
#[derive(Debug, Clone, PartialEq)]
pub struct Version<T> {
    /// The entry that said it.
    pub entry: EntryId,
    /// The visit during which it was said.
    pub encounter: Option<RecordId>,
    /// Who decided it.
    pub author: StaffId,
    /// Who typed it.
    pub recorder: StaffId,
    /// When it was true.
    pub effective_at: DateTime<FixedOffset>,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// The versions this one replaced.
    pub supersedes: Vec<EntryId>,
    /// Why it replaced them.
    pub why: Option<String>,
    /// The format it was imported from; none when typed here.
    pub imported: Option<String>,
    /// It was moved here from another chart, or from here to another.
    pub refiled: Option<Refiled>,
    /// What was said; none says the replaced versions were entered in error.
    pub value: Option<T>,
    /// No other version replaces it.
    pub head: bool,
}

/// One thing the chart knows, through all its versions, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Record<T> {
    /// The record.
    pub id: RecordId,
    /// Every version, in order of recording. Never empty.
    pub versions: Vec<Version<T>>,
}

impl<T: Stated> Record<T> {
    /// The versions nothing replaces. More than one: people disagree.
    pub fn heads(&self) -> impl Iterator<Item = &Version<T>> {
        self.versions.iter().filter(|version| version.head)
    }

    /// Two or more people said different things of the same version.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        self.heads().count() > 1
    }

    /// The version to believe: the only head, or the most careful of disputed ones. None when in error.
    #[must_use]
    pub fn reading(&self) -> Option<(&Version<T>, &T)> {
        self.heads()
            .filter_map(|version| version.value.as_ref().map(|value| (version, value)))
            .max_by_key(|(version, value)| (value.caution(), std::cmp::Reverse(version.entry)))
    }

    /// What was to be believed at a past moment. What was imported counts from when it was true: to the patient it is
    /// not new because a file came today.
    #[must_use]
    pub fn reading_at(&self, moment: DateTime<Utc>) -> Option<(&Version<T>, &T)> {
        let known = |version: &&Version<T>| {
            let told = version.imported.as_ref().map(|_| version.effective_at.with_timezone(&Utc));
            told.map_or(version.recorded_at, |told| told.min(version.recorded_at)) <= moment
        };
        let superseded: HashSet<EntryId> = self
            .versions
            .iter()
            .filter(known)
            .flat_map(|version| version.supersedes.iter().copied())
            .collect();
        self.versions
            .iter()
            .filter(known)
            .filter(|version| !superseded.contains(&version.entry))
            .filter_map(|version| version.value.as_ref().map(|value| (version, value)))
            .max_by_key(|(version, value)| (value.caution(), std::cmp::Reverse(version.entry)))
    }

    /// The record was entered in error and nobody disputes it.
    #[must_use]
    pub fn is_in_error(&self) -> bool {
        self.reading().is_none()
    }

    /// What it said last before it was entered in error, or what it says now.
    #[must_use]
    pub fn last_said(&self) -> Option<(&Version<T>, &T)> {
        self.reading().or_else(|| {
            self.versions
                .iter()
                .rev()
                .find_map(|version| version.value.as_ref().map(|value| (version, value)))
        })
    }

    /// The entries a new version has to supersede.
    #[must_use]
    pub fn head_ids(&self) -> Vec<EntryId> {
        self.heads().map(|version| version.entry).collect()
    }
}

/// The records of one section by id.
#[derive(Debug, Clone, PartialEq)]
pub struct Section<T> {
    records: BTreeMap<RecordId, Record<T>>,
}

impl<T> Default for Section<T> {
    fn default() -> Self {
        Self { records: BTreeMap::new() }
    }
}

impl<T: Stated> Section<T> {
    /// Every record, also those entered in error.
    pub fn records(&self) -> impl DoubleEndedIterator<Item = &Record<T>> {
        self.records.values()
    }

    /// What holds now: record, version, value. Records entered in error are left out.
    pub fn readings(&self) -> impl Iterator<Item = (&Record<T>, &Version<T>, &T)> {
        self.records
            .values()
            .filter_map(|record| record.reading().map(|(version, value)| (record, version, value)))
    }

    /// One record.
    #[must_use]
    pub fn get(&self, id: RecordId) -> Option<&Record<T>> {
        self.records.get(&id)
    }

    /// True when nothing was ever said here.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// How many records there are, also those entered in error.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    fn add(&mut self, id: RecordId, version: Version<T>) {
        match self.records.entry(id) {
            btree_map::Entry::Occupied(mut record) => record.get_mut().versions.push(version),
            // Most records have one version for ever, so there is room for one.
            btree_map::Entry::Vacant(place) => {
                place.insert(Record { id, versions: vec![version] });
            }
        }
    }

    fn settle(&mut self, superseded: &HashSet<EntryId>) {
        for record in self.records.values_mut() {
            for version in &mut record.versions {
                version.head = !superseded.contains(&version.entry);
            }
            record.versions.sort_by_key(|version| (version.recorded_at, version.entry));
        }
    }
}

/// A patient's chart: each section's records with all their versions.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(missing_docs, reason = "one field a section; the section's module says what it is")]
pub struct Chart {
    pub patients: Section<Patient>,
    pub staff: Section<StaffStatement>,
    pub encounters: Section<Encounter>,
    pub vitals: Section<VitalsSet>,
    pub allergies: Section<AllergyStatement>,
    pub problems: Section<Problem>,
    pub medications: Section<Medication>,
    pub prescriptions: Section<Prescription>,
    pub notes: Section<NoteStatement>,
    pub tasks: Section<Task>,
    pub results: Section<ResultReport>,
    pub immunizations: Section<Immunization>,
    pub orders: Section<Order>,
    pub documents: Section<Document>,
    pub histories: Section<HistoryStatement>,
    pub goals: Section<Goal>,
    pub overrides: Section<Override>,
    pub received: Section<Received>,
    /// Charts of the same person that are read as part of this one; their registrations stand here, not above.
    pub merged: Vec<MergedChart>,
}

/// A chart that was merged into another: a duplicate of the same person.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedChart {
    /// The patient it was.
    pub patient: PatientId,
    /// The registration; its reading says into whom, and the version that said so by whom, when and why.
    pub registration: Record<Patient>,
}

impl Chart {
    /// The chart that several patients' entries add up to, who are one person. `own` is the patient they were merged
    /// into: that registration is read. Everything else is as if it had been said in one chart.
    #[must_use]
    pub fn fold_merged(own: Vec<Entry>, others: Vec<(PatientId, Vec<Entry>)>) -> Self {
        let (mut all, mut registrations) = (own, Vec::new());
        for (patient, entries) in others {
            let (registration, rest): (Vec<Entry>, Vec<Entry>) =
                entries.into_iter().partition(|entry| entry.body.said.section() == "patients");
            all.extend(rest);
            registrations.push((patient, registration));
        }
        let mut chart = Self::fold(all);
        for (patient, entries) in registrations {
            let folded = Self::fold(entries);
            let registration = folded.patients.readings().next().map(|(record, ..)| record.clone());
            chart.merged.extend(registration.map(|registration| MergedChart { patient, registration }));
        }
        chart
    }

    /// The chart these entries add up to. The order in which they come does not matter.
    #[must_use]
    pub fn fold(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut chart = Self::default();
        let mut superseded = HashSet::new();
        for entry in entries {
            superseded.extend(entry.supersedes.iter().copied());
            chart.place(entry);
        }
        chart.settle(&superseded);
        chart
    }

    /// The chart as it was known at a moment: the same fold over what had been recorded by then.
    #[must_use]
    pub fn fold_as_at(entries: impl IntoIterator<Item = Entry>, moment: DateTime<Utc>) -> Self {
        Self::fold(entries.into_iter().filter(|entry| entry.recorded_at <= moment))
    }

    /// Who the patient is. None for a chart without a registration.
    #[must_use]
    pub fn patient(&self) -> Option<&Patient> {
        self.patients.readings().map(|(_, _, patient)| patient).next()
    }

    /// Which of the three states the allergies are in.
    #[must_use]
    pub fn allergy_state(&self) -> AllergyState<'_> {
        AllergyState::of(&self.allergies)
    }

    /// Which versions are heads is known when all are placed.
    fn place(&mut self, entry: Entry) {
        let Entry {
            id,
            record,
            patient: _,
            encounter,
            author,
            recorder,
            effective_at,
            recorded_at,
            supersedes,
            body,
        } = entry;
        let meta = Version {
            entry: id,
            encounter,
            author,
            recorder,
            effective_at,
            recorded_at,
            supersedes,
            why: body.why,
            imported: body.from.map(|from| from.format),
            refiled: body.refiled,
            value: None,
            head: false,
        };
        match body.said {
            Statement::Patients(value) => self.patients.add(record, meta.saying(value)),
            Statement::Staff(value) => self.staff.add(record, meta.saying(value)),
            Statement::Encounters(value) => self.encounters.add(record, meta.saying(value)),
            Statement::Vitals(value) => self.vitals.add(record, meta.saying(value)),
            Statement::Allergies(value) => self.allergies.add(record, meta.saying(value)),
            Statement::Problems(value) => self.problems.add(record, meta.saying(value)),
            Statement::Medications(value) => self.medications.add(record, meta.saying(value)),
            Statement::Prescriptions(value) => self.prescriptions.add(record, meta.saying(value)),
            Statement::Notes(value) => self.notes.add(record, meta.saying(value)),
            Statement::Tasks(value) => self.tasks.add(record, meta.saying(value)),
            Statement::Results(value) => self.results.add(record, meta.saying(value)),
            Statement::Immunizations(value) => self.immunizations.add(record, meta.saying(value)),
            Statement::Orders(value) => self.orders.add(record, meta.saying(value)),
            Statement::Documents(value) => self.documents.add(record, meta.saying(value)),
            Statement::Histories(value) => self.histories.add(record, meta.saying(value)),
            Statement::Goals(value) => self.goals.add(record, meta.saying(value)),
            Statement::Overrides(value) => self.overrides.add(record, meta.saying(value)),
            Statement::Received(value) => self.received.add(record, meta.saying(value)),
            Statement::EnteredInError { section } => self.place_in_error(&section, record, meta),
        }
    }

    /// A section this build does not know holds nothing of its own to strike through: the entry stays in
    /// the ledger and is counted by `verify`, and a newer build reads it.
    fn place_in_error(&mut self, section: &str, record: RecordId, meta: Version<()>) {
        match section {
            "patients" => self.patients.add(record, meta.in_error()),
            "staff" => self.staff.add(record, meta.in_error()),
            "encounters" => self.encounters.add(record, meta.in_error()),
            "vitals" => self.vitals.add(record, meta.in_error()),
            "allergies" => self.allergies.add(record, meta.in_error()),
            "problems" => self.problems.add(record, meta.in_error()),
            "medications" => self.medications.add(record, meta.in_error()),
            "prescriptions" => self.prescriptions.add(record, meta.in_error()),
            "notes" => self.notes.add(record, meta.in_error()),
            "tasks" => self.tasks.add(record, meta.in_error()),
            "results" => self.results.add(record, meta.in_error()),
            "immunizations" => self.immunizations.add(record, meta.in_error()),
            "orders" => self.orders.add(record, meta.in_error()),
            "documents" => self.documents.add(record, meta.in_error()),
            "histories" => self.histories.add(record, meta.in_error()),
            "goals" => self.goals.add(record, meta.in_error()),
            "overrides" => self.overrides.add(record, meta.in_error()),
            "received" => self.received.add(record, meta.in_error()),
            _ => {}
        }
    }

    fn settle(&mut self, superseded: &HashSet<EntryId>) {
        self.patients.settle(superseded);
        self.staff.settle(superseded);
        self.encounters.settle(superseded);
        self.vitals.settle(superseded);
        self.allergies.settle(superseded);
        self.problems.settle(superseded);
        self.medications.settle(superseded);
        self.prescriptions.settle(superseded);
        self.notes.settle(superseded);
        self.tasks.settle(superseded);
        self.results.settle(superseded);
        self.immunizations.settle(superseded);
        self.orders.settle(superseded);
        self.documents.settle(superseded);
        self.histories.settle(superseded);
        self.goals.settle(superseded);
        self.overrides.settle(superseded);
        self.received.settle(superseded);
    }
}

/// [`Chart::fold`], so that entries become a chart as they are read, without a list of them in between.
impl FromIterator<Entry> for Chart {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        Self::fold(entries)
    }
}

impl Version<()> {
    fn saying<T>(self, value: T) -> Version<T> {
        Version { value: Some(value), ..self.in_error() }
    }

    fn in_error<T>(self) -> Version<T> {
        Version {
            entry: self.entry,
            encounter: self.encounter,
            author: self.author,
            recorder: self.recorder,
            effective_at: self.effective_at,
            recorded_at: self.recorded_at,
            supersedes: self.supersedes,
            why: self.why,
            imported: self.imported,
            refiled: self.refiled,
            value: None,
            head: self.head,
        }
    }
}
