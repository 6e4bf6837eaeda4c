//! The entry: one thing somebody said about a patient, at one time, never changed afterwards.
//!
//! A correction is another entry that supersedes this one; "delete" is an entry that says *entered in error*.

use crate::ids::{EntryId, PatientId, RecordId, StaffId};
use crate::sections::{
    allergies::AllergyStatement,
    documents::{Attachment, Document},
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
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use ts_rs::TS;

/// One act in the ledger. The header says who, when and about whom; the body says what.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// This entry.
    pub id: EntryId,
    /// The thing it is about; the first entry about a thing gives it its own id.
    pub record: RecordId,
    /// The patient, or [`PatientId::PRACTICE`].
    pub patient: PatientId,
    /// The visit during which it was said.
    pub encounter: Option<RecordId>,
    /// Who decided it.
    pub author: StaffId,
    /// Who typed it.
    pub recorder: StaffId,
    /// When it was true, with the wall clock's offset.
    pub effective_at: DateTime<FixedOffset>,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// The versions its author had on screen, all of the same record.
    pub supersedes: Vec<EntryId>,
    /// What was said.
    pub body: Body,
}

/// What an entry says. Its JSON text is stored and hashed as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The statement itself.
    pub said: Statement,
    /// Why it was corrected, or why it was entered in error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Where it came from, when it was not typed here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Provenance>,
    /// It was filed in the wrong chart: where it went, or whence it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refiled: Option<Refiled>,
}

impl From<Statement> for Body {
    fn from(said: Statement) -> Self {
        Self { said, why: None, from: None, refiled: None }
    }
}

/// The other end of a record that was filed in the wrong chart and moved. It stands in both charts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Refiled {
    /// Said of the record that was struck: what it became, in whose chart.
    To {
        /// Whose chart it is in now.
        patient: PatientId,
        /// What it became there.
        record: RecordId,
    },
    /// Said of the record in the right chart: what it was, in whose chart, and who had said it there when.
    From {
        /// Whose chart it was in.
        patient: PatientId,
        /// What it was there.
        record: RecordId,
        /// Who had said it.
        author: StaffId,
        /// When that was written down.
        recorded_at: DateTime<Utc>,
    },
}

impl Refiled {
    /// The patient at the other end.
    #[must_use]
    pub fn patient(&self) -> PatientId {
        match self {
            Self::To { patient, .. } | Self::From { patient, .. } => *patient,
        }
    }
}

/// Where an imported statement came from, with the resource as it was received, so that nothing is lost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// The format, such as `fhir-r4`.
    pub format: String,
    /// What the sender calls the thing, such as `Observation/4a0b…`. The same name twice is the same thing.
    pub name: String,
    /// The resource as received; absent where the statement itself holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Original>,
}

/// JSON text kept exactly as it was received.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "unknown")]
pub struct Original(pub Box<RawValue>);

impl PartialEq for Original {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

/// What can be said, one variant a section.
#[expect(
    clippy::large_enum_variant,
    reason = "a statement lives for one entry; the fold keeps its values, not it"
)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statement {
    /// Who the patient is.
    Patients(Patient),
    /// Who works here, and the practice itself.
    Staff(StaffStatement),
    /// A visit and how far it has come.
    Encounters(Encounter),
    /// A set of vitals.
    Vitals(VitalsSet),
    /// An allergy, or that none is known.
    Allergies(AllergyStatement),
    /// A problem.
    Problems(Problem),
    /// A medicine the patient takes.
    Medications(Medication),
    /// A prescription that was ordered.
    Prescriptions(Prescription),
    /// A signed note or an addendum to one.
    Notes(NoteStatement),
    /// Something to be done.
    Tasks(Task),
    /// Results of tests.
    Results(ResultReport),
    /// A vaccine given or refused.
    Immunizations(Immunization),
    /// Tests that were ordered.
    Orders(Order),
    /// A letter, a scan, a photo.
    Documents(Document),
    /// Family, habits, operations, care elsewhere, pregnancies.
    Histories(HistoryStatement),
    /// What a number should be for this patient.
    Goals(Goal),
    /// A finding of the checks that was overridden, with the reason.
    Overrides(Override),
    /// Something received that no section holds, kept whole.
    Received(Received),
    /// The superseded versions were entered in error; `why` of the body says the reason.
    EnteredInError {
        /// The section of the record.
        section: String,
    },
}

impl Statement {
    /// The section the statement belongs to: a word of [`crate::SECTIONS`], or `overrides` or `received`.
    #[must_use]
    pub fn section(&self) -> &str {
        match self {
            Self::Patients(_) => "patients",
            Self::Staff(_) => "staff",
            Self::Encounters(_) => "encounters",
            Self::Vitals(_) => "vitals",
            Self::Allergies(_) => "allergies",
            Self::Problems(_) => "problems",
            Self::Medications(_) => "medications",
            Self::Prescriptions(_) => "prescriptions",
            Self::Notes(_) => "notes",
            Self::Tasks(_) => "tasks",
            Self::Results(_) => "results",
            Self::Immunizations(_) => "immunizations",
            Self::Orders(_) => "orders",
            Self::Documents(_) => "documents",
            Self::Histories(_) => "histories",
            Self::Goals(_) => "goals",
            Self::Overrides(_) => "overrides",
            Self::Received(_) => "received",
            Self::EnteredInError { section } => section,
        }
    }

    /// The bytes that belong to it and lie beside the ledger.
    #[must_use]
    pub fn attachments(&self) -> Vec<&Attachment> {
        match self {
            Self::Documents(document) => {
                std::iter::once(&document.content).chain(&document.thumbnail).collect()
            }
            _ => Vec::new(),
        }
    }

    /// True for what an author signs with their own key: notes and prescriptions.
    #[must_use]
    pub fn is_signed_by_author(&self) -> bool {
        matches!(self, Self::Notes(_) | Self::Prescriptions(_))
    }
}
