//! The shape of the demo data, as `assets/demo` writes it. An unknown key is refused, so that a slip is noticed.
//!
//! A patient is a timeline of events. In an event things happen that belong together: a visit with its vitals,
//! note and prescription, or a laboratory report alone. Saying something again under the same name (a drug, a
//! problem, an allergy) makes a new version of it, as in life.

use crate::codes::{Codes, Finding};
use crate::when::{Day, Moment};
use chart::sections::allergies::{
    AllergyCategory, AllergyClinicalStatus, AllergyKind, AllergyVerification, Criticality, Severity,
};
use chart::sections::documents::DocumentKind;
use chart::sections::encounters::EncounterStatus;
use chart::sections::histories::HistoryStatement;
use chart::sections::medications::{MedicationOrigin, MedicationStatus};
use chart::sections::notes::Note;
use chart::sections::orders::OrderCategory;
use chart::sections::patients::Sex;
use chart::sections::problems::{Laterality, ProblemClinicalStatus, ProblemVerification};
use chart::sections::staff::{PracticeDetails, Role};
use serde::Deserialize;
use std::sync::Arc;

/// The demo practice with its people.
#[derive(Debug)]
pub struct Practice {
    /// The letterhead.
    pub details: PracticeDetails,
    /// Who works here.
    pub staff: Vec<DemoStaff>,
    /// Whose charts there are.
    pub patients: Vec<DemoPatient>,
}

/// A person who works in the demo practice: a staff member but for the key, which the store makes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoStaff {
    /// How the patients' data name the person: `okafor`.
    pub key: String,
    /// The name for screen and paper.
    pub name: String,
    /// What they type to unlock.
    pub login: String,
    /// What they may do.
    pub role: Role,
    /// Degrees and specialty as they stand on paper.
    #[serde(default)]
    pub qualification: String,
    /// Licence numbers as they stand on paper.
    #[serde(default)]
    pub registration: String,
}

/// `assets/demo/practice.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PracticeFile {
    pub(crate) details: PracticeDetails,
    pub(crate) staff: Vec<DemoStaff>,
}

/// One invented patient, ready to be told by [`crate::entries`].
#[derive(Debug)]
pub struct DemoPatient {
    pub(crate) file: PatientFile,
    pub(crate) codes: Arc<Codes>,
    /// The serial number of each event's prescription, by event.
    pub(crate) serials: Vec<Option<u32>>,
}

impl DemoPatient {
    /// The patient's name in the data: `delacroix-thompson`.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.file.key
    }

    /// Why this patient is in the demo.
    #[must_use]
    pub fn story(&self) -> &str {
        &self.file.story
    }

    /// The chart number, digits only.
    #[must_use]
    pub fn chart_number(&self) -> &str {
        &self.file.chart_number
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatientFile {
    pub(crate) key: String,
    pub(crate) story: String,
    pub(crate) chart_number: String,
    pub(crate) name: NameData,
    pub(crate) sex: Sex,
    pub(crate) born: Option<Day>,
    #[serde(default)]
    pub(crate) born_estimated: bool,
    #[serde(default)]
    pub(crate) phones: Vec<String>,
    pub(crate) email: Option<String>,
    pub(crate) address: Option<AddressData>,
    pub(crate) insurance: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) registered: Moment,
    #[serde(default)]
    pub(crate) timeline: Vec<Event>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NameData {
    pub(crate) given: String,
    #[serde(default)]
    pub(crate) family: String,
    pub(crate) prefix: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddressData {
    pub(crate) line: String,
    pub(crate) postal_code: String,
}

/// What happened at one time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    /// When it was written down; also when it was true, unless `effective` says otherwise.
    pub(crate) at: Moment,
    /// When it was true, where it was told later.
    pub(crate) effective: Option<Moment>,
    /// The name by which later events mean this one's vitals, note or results.
    pub(crate) key: Option<String>,
    /// The event whose vitals, note or results these correct.
    pub(crate) corrects: Option<String>,
    /// Why something is said anew.
    pub(crate) why: Option<String>,
    /// Who decided all of it, where it is not who usually does.
    pub(crate) by: Option<String>,
    pub(crate) visit: Option<VisitData>,
    pub(crate) patient: Option<PatientChange>,
    #[serde(default)]
    pub(crate) no_known_allergies: bool,
    #[serde(default)]
    pub(crate) allergies: Vec<AllergyData>,
    pub(crate) vitals: Option<VitalsData>,
    #[serde(default)]
    pub(crate) problems: Vec<ProblemData>,
    #[serde(default)]
    pub(crate) medications: Vec<MedicationData>,
    #[serde(default)]
    pub(crate) prescribe: Vec<ItemData>,
    #[serde(default)]
    pub(crate) immunizations: Vec<ImmunizationData>,
    #[serde(default)]
    pub(crate) orders: Vec<OrderData>,
    #[serde(default)]
    pub(crate) documents: Vec<DocumentData>,
    #[serde(default)]
    pub(crate) histories: Vec<HistoryData>,
    #[serde(default)]
    pub(crate) results: Vec<ReportData>,
    #[serde(default)]
    pub(crate) goals: Vec<GoalData>,
    pub(crate) note: Option<Note>,
    pub(crate) addendum: Option<AddendumData>,
    #[serde(default)]
    pub(crate) in_error: Vec<InErrorData>,
}

/// A visit. With nothing but a reason it is over: booked for the event's time and kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VisitData {
    pub(crate) reason: String,
    #[serde(default = "finished")]
    pub(crate) status: EncounterStatus,
    pub(crate) planned: Option<Moment>,
    pub(crate) arrived: Option<Moment>,
    pub(crate) ready: Option<Moment>,
    pub(crate) started: Option<Moment>,
    pub(crate) finished: Option<Moment>,
    pub(crate) class: Option<String>,
}

fn finished() -> EncounterStatus {
    EncounterStatus::Finished
}

/// What changed in the registration.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatientChange {
    pub(crate) name: Option<NameData>,
    pub(crate) phones: Option<Vec<String>>,
    pub(crate) address: Option<AddressData>,
    pub(crate) died: Option<Day>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AllergyData {
    pub(crate) to: String,
    #[serde(default = "medication")]
    pub(crate) category: AllergyCategory,
    #[serde(default = "allergy")]
    pub(crate) kind: AllergyKind,
    #[serde(default = "low")]
    pub(crate) criticality: Criticality,
    #[serde(default = "active_allergy")]
    pub(crate) status: AllergyClinicalStatus,
    #[serde(default = "confirmed_allergy")]
    pub(crate) verification: AllergyVerification,
    pub(crate) reaction: Option<String>,
    pub(crate) severity: Option<Severity>,
    pub(crate) since: Option<Day>,
    pub(crate) tolerated_since: Option<Day>,
    pub(crate) comment: Option<String>,
}

fn medication() -> AllergyCategory {
    AllergyCategory::Medication
}

fn allergy() -> AllergyKind {
    AllergyKind::Allergy
}

fn low() -> Criticality {
    Criticality::Low
}

fn active_allergy() -> AllergyClinicalStatus {
    AllergyClinicalStatus::Active
}

fn confirmed_allergy() -> AllergyVerification {
    AllergyVerification::Confirmed
}

/// A line of vitals in canonical units; blood pressure as it is written, `146/86`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VitalsData {
    pub(crate) bp: Option<String>,
    pub(crate) hr: Option<f64>,
    pub(crate) t: Option<f64>,
    pub(crate) spo2: Option<f64>,
    pub(crate) rr: Option<f64>,
    pub(crate) wt: Option<f64>,
    pub(crate) ht: Option<f64>,
    pub(crate) hc: Option<f64>,
    pub(crate) pain: Option<f64>,
    pub(crate) glucose: Option<f64>,
    pub(crate) comment: Option<String>,
}

impl VitalsData {
    /// Systolic and diastolic pressure. None when none was taken, or when the text is not a pressure.
    pub(crate) fn pressure(&self) -> Option<(f64, f64)> {
        let (systolic, diastolic) = self.bp.as_deref()?.split_once('/')?;
        Some((systolic.parse().ok()?, diastolic.parse().ok()?))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProblemData {
    pub(crate) is: String,
    #[serde(default = "active_problem")]
    pub(crate) status: ProblemClinicalStatus,
    #[serde(default = "confirmed_problem")]
    pub(crate) verification: ProblemVerification,
    pub(crate) since: Option<Day>,
    pub(crate) until: Option<Day>,
    pub(crate) side: Option<Laterality>,
    pub(crate) comment: Option<String>,
    /// Kept in words only: the doctor chose no code.
    #[serde(default)]
    pub(crate) uncoded: bool,
}

fn active_problem() -> ProblemClinicalStatus {
    ProblemClinicalStatus::Active
}

fn confirmed_problem() -> ProblemVerification {
    ProblemVerification::Confirmed
}

/// A medicine that was not ordered in the same event.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MedicationData {
    pub(crate) drug: String,
    pub(crate) strength: Option<String>,
    pub(crate) form: Option<String>,
    #[serde(default)]
    pub(crate) take: String,
    #[serde(rename = "for")]
    pub(crate) reason: Option<String>,
    #[serde(default = "active_medication")]
    pub(crate) status: MedicationStatus,
    pub(crate) since: Option<Day>,
    pub(crate) until: Option<Day>,
    #[serde(default)]
    pub(crate) long_term: bool,
    pub(crate) origin: Option<MedicationOrigin>,
    pub(crate) adherence: Option<String>,
    pub(crate) comment: Option<String>,
}

fn active_medication() -> MedicationStatus {
    MedicationStatus::Active
}

/// One drug of a prescription. It also begins or changes the medicine of the same name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ItemData {
    pub(crate) drug: String,
    pub(crate) strength: Option<String>,
    pub(crate) form: Option<String>,
    pub(crate) take: String,
    pub(crate) quantity: f64,
    /// What is counted, when it is not the form: `mL`.
    pub(crate) unit: Option<String>,
    #[serde(default)]
    pub(crate) refills: u32,
    #[serde(rename = "for")]
    pub(crate) reason: Option<String>,
    #[serde(default)]
    pub(crate) long_term: bool,
    /// The length of the course, after which the medicine is completed.
    pub(crate) days: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImmunizationData {
    pub(crate) vaccine: String,
    pub(crate) lot: Option<String>,
    pub(crate) expires: Option<Day>,
    pub(crate) site: Option<String>,
    pub(crate) route: Option<String>,
    pub(crate) dose: Option<String>,
    pub(crate) number: Option<String>,
    /// The day it was given, when it is not the day of the event.
    pub(crate) given: Option<Day>,
    #[serde(default)]
    pub(crate) elsewhere: bool,
    pub(crate) refused: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportData {
    pub(crate) name: String,
    #[serde(default = "laboratory")]
    pub(crate) performer: String,
    pub(crate) values: Vec<(String, Finding)>,
}

fn laboratory() -> String {
    "Springfield Regional Laboratory".to_owned()
}

/// What a number should be for this patient.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoalData {
    /// A test of the catalogue, or `Blood pressure`.
    #[serde(rename = "for")]
    pub(crate) what: String,
    /// As it would be typed: `2-3`, `< 7.5`, `< 130/80`.
    pub(crate) wanted: String,
    pub(crate) comment: Option<String>,
}

/// A statement of the section as the chart has it, with its dates told from today.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HistoryData {
    pub(crate) says: HistoryStatement,
    pub(crate) since: Option<Day>,
    pub(crate) until: Option<Day>,
    /// First day of the last period, for a pregnancy.
    pub(crate) last_period: Option<Day>,
}

/// Tests that were ordered. A report of a later event that names one of them closes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderData {
    pub(crate) tests: Vec<String>,
    #[serde(default = "for_the_laboratory")]
    pub(crate) category: OrderCategory,
    pub(crate) set: Option<String>,
    #[serde(rename = "for")]
    pub(crate) reason: Option<String>,
    pub(crate) site: Option<String>,
}

fn for_the_laboratory() -> OrderCategory {
    OrderCategory::Laboratory
}

/// A letter. Its pages are set from its lines.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentData {
    pub(crate) title: String,
    pub(crate) kind: DocumentKind,
    pub(crate) source: Option<String>,
    pub(crate) dated: Option<Day>,
    pub(crate) note: Option<String>,
    /// What stands on each page, line by line.
    pub(crate) pages: Vec<Vec<String>>,
    /// Nobody has read it yet.
    #[serde(default)]
    pub(crate) unread: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddendumData {
    /// The key of the event with the note.
    pub(crate) to: String,
    pub(crate) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InErrorData {
    pub(crate) section: String,
    /// The name of the thing (a drug, an allergy) or the key of the event.
    pub(crate) what: String,
    pub(crate) why: String,
}
