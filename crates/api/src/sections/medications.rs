//! Medicines the patient takes, whoever ordered them: added, corrected, stopped or put on hold.

use crate::desk::{Desk, optional, required, to_correct};
use crate::problem::Problem;
use crate::view::RecordView;
use chart::coding::system;
use chart::sections::medications::{Medication, MedicationStatus};
use chart::{Coding, Concept, EntryId, PartialDate, PatientId, RecordId, Statement};
use serde::Deserialize;
use ts_rs::TS;

/// A medicine as it is read now.
pub type MedicationView = RecordView<Medication>;

/// A medicine as it is written down.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MedicationFields {
    /// Ingredient or brand.
    pub drug: String,
    /// RxNorm code, where one is known.
    #[serde(default)]
    #[ts(optional)]
    pub rxnorm: Option<String>,
    /// `5 mg`.
    #[serde(default)]
    #[ts(optional)]
    pub strength: Option<String>,
    /// `tablet`.
    #[serde(default)]
    #[ts(optional)]
    pub form: Option<String>,
    /// How it is taken, as a sentence or as the patient says it.
    #[serde(default)]
    #[ts(optional)]
    pub instructions: Option<String>,
    /// Why.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
    /// Since when, FHIR date.
    #[serde(default)]
    #[ts(optional)]
    pub started: Option<PartialDate>,
    /// Meant to be taken for good.
    #[serde(default)]
    pub long_term: bool,
    /// A remark: over the counter, from the cardiologist.
    #[serde(default)]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// Add a medicine that the patient takes and that was not prescribed here.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddMedication {
    /// Whose.
    pub patient: PatientId,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// What.
    pub medication: MedicationFields,
}

/// Correct a medicine.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectMedication {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// What it should say.
    pub medication: MedicationFields,
    /// Why.
    pub why: String,
}

/// Stop a medicine, put it on hold, or take it up again.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StopMedication {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// `stopped`, `completed`, `on-hold`, or `active` again.
    pub status: MedicationStatus,
    /// Why.
    pub why: String,
}

pub(crate) fn add(desk: &mut Desk<'_>, request: AddMedication) -> Result<MedicationView, Problem> {
    let medication = written(&request.medication)?;
    desk.chart(request.patient)?;
    let record =
        desk.write(|pen| pen.say(request.patient, request.encounter, Statement::Medications(medication)))?;
    now(desk, request.patient, record)
}

pub(crate) fn correct(desk: &mut Desk<'_>, request: CorrectMedication) -> Result<MedicationView, Problem> {
    let why = required("why", &request.why, "Say why it is corrected; the old version stays readable.")?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.medications, request.record, &request.heads, "medicine")?;
    let (_, before) =
        record.reading().ok_or_else(|| Problem::refused("This medicine was entered in error."))?;
    let fields = written(&request.medication)?;
    let same_words = fields.instructions == before.instructions;
    let medication = Medication {
        sig: if same_words { before.sig.clone() } else { None },
        status: before.status,
        ended: before.ended,
        prescription: before.prescription,
        ..fields
    };
    desk.write(|pen| pen.say_anew(request.patient, record, Statement::Medications(medication), Some(why)))?;
    now(desk, request.patient, request.record)
}

pub(crate) fn stop(desk: &mut Desk<'_>, request: StopMedication) -> Result<MedicationView, Problem> {
    let why = required("why", &request.why, "Say why: the next reader will ask.")?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.medications, request.record, &request.heads, "medicine")?;
    let (_, before) =
        record.reading().ok_or_else(|| Problem::refused("This medicine was entered in error."))?;
    if before.status == request.status {
        return Err(Problem::refused("It is so already."));
    }
    let mut medication = Medication { status: request.status, ..before.clone() };
    medication.ended = if medication.is_current() { None } else { Some(PartialDate::Day(desk.today())) };
    desk.write(|pen| {
        pen.say_change(
            request.patient,
            request.encounter,
            record,
            Statement::Medications(medication),
            Some(why),
        )
    })?;
    now(desk, request.patient, request.record)
}

fn now(desk: &mut Desk<'_>, patient: PatientId, record: RecordId) -> Result<MedicationView, Problem> {
    let chart = desk.chart(patient)?;
    let record = chart.medications.get(record).ok_or_else(|| Problem::not_found("medicine"))?;
    RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("medicine"))
}

fn written(fields: &MedicationFields) -> Result<Medication, Problem> {
    let text = required("drug", &fields.drug, "Say which medicine it is.")?;
    let coding = optional(fields.rxnorm.as_deref()).map(|code| Coding {
        system: system::RXNORM.to_owned(),
        code,
        display: None,
    });
    Ok(Medication {
        drug: Concept { text, codings: coding.into_iter().collect() },
        strength: optional(fields.strength.as_deref()),
        form: optional(fields.form.as_deref()),
        sig: None,
        instructions: optional(fields.instructions.as_deref()).unwrap_or_default(),
        status: MedicationStatus::Active,
        reason: optional(fields.reason.as_deref()),
        started: fields.started,
        ended: None,
        long_term: fields.long_term,
        prescription: None,
        comment: optional(fields.comment.as_deref()),
    })
}
