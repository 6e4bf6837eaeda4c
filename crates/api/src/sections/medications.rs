//! Medicines the patient takes, whoever ordered them: added, corrected, stopped, put on hold, taken in another way;
//! how they are really taken; and the plan of the day.

pub mod plan;

use crate::desk::{Desk, optional, required, to_correct};
use crate::problem::Problem;
use crate::sections::prescriptions;
use crate::view::RecordView;
use chart::coding::system;
use chart::sections::medications::{Medication, MedicationOrigin, MedicationStatus};
use chart::{Coding, Concept, EntryId, PartialDate, PatientId, RecordId, Statement, sig};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A medicine as it is read now.
pub type MedicationView = RecordView<Medication>;

/// A medicine in a few words, for one line of a list. The whole of it is in its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MedicationLine {
    /// Which.
    pub record: RecordId,
    /// `Warfarin 5 mg`: without the form where the dose says it.
    pub name: String,
    /// `1 tab evening`; what the patient was told where nothing is known in parts.
    pub take: String,
}

/// A medicine in a few words.
pub(crate) fn line(view: &MedicationView) -> MedicationLine {
    let medicine = &view.value;
    let take = medicine.sig.as_ref().and_then(sig::brief);
    // The form stands in the dose ("1 tablet"), or it is needed to know what is meant.
    let said = |form: &String| take.as_ref().is_some_and(|take| sig::says_form(take, form));
    let form = medicine.form.as_ref().filter(|form| !said(form));
    let parts = [Some(&medicine.drug.text), medicine.strength.as_ref(), form];
    let name = parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    MedicationLine { record: view.record, name, take: take.unwrap_or_else(|| medicine.instructions.clone()) }
}

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
    /// Where it comes from, when it was not ordered here.
    #[serde(default)]
    #[ts(optional)]
    pub origin: Option<MedicationOrigin>,
    /// How it is really taken, as the patient tells it.
    #[serde(default)]
    #[ts(optional)]
    pub adherence: Option<String>,
    /// A remark: from the cardiologist, the blue one.
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

/// Say that a medicine is taken in another way from now on: another dose, another time, another strength.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeMedication {
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
    /// How it is taken now, as it would be typed: `20 mg 1 tab od`, or `2 tabs bid`.
    pub line: String,
    /// Why.
    pub why: String,
}

/// Write down how a medicine is really taken.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteAdherence {
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
    /// `forgets the evening one`; empty takes the note away.
    pub adherence: String,
}

/// Longer than any sentence on how a medicine is taken.
const LONGEST_LINE: usize = 1_000;

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
        sig: if same_words { before.sig.clone() } else { fields.sig.clone() },
        status: before.status,
        ended: before.ended,
        prescription: before.prescription,
        renewal: before.renewal.clone(),
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
    // More of what is not taken is not wanted any longer.
    medication.renewal = medication.renewal.filter(|_| request.status == MedicationStatus::Active);
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

pub(crate) fn change(desk: &mut Desk<'_>, request: ChangeMedication) -> Result<MedicationView, Problem> {
    let why = required("why", &request.why, "Say why: the next reader will ask.")?;
    let line = required("line", &request.line, "Say how it is taken now.")?;
    if line.chars().count() > LONGEST_LINE {
        return Err(Problem::invalid("line", "This is too long for one medicine."));
    }
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.medications, request.record, &request.heads, "medicine")?;
    let (_, before) =
        record.reading().ok_or_else(|| Problem::refused("This medicine was entered in error."))?;
    if !before.is_current() {
        return Err(Problem::refused("It is not taken now. Take it up again first."));
    }
    let medication = taken_now(desk, before, &line)?;
    if medication.strength == before.strength
        && medication.form == before.form
        && medication.instructions == before.instructions
    {
        return Err(Problem::invalid("line", "It is taken so already."));
    }
    desk.write(|pen| {
        let said = Statement::Medications(medication);
        pen.say_change(request.patient, request.encounter, record, said, Some(why))
    })?;
    now(desk, request.patient, request.record)
}

pub(crate) fn note_adherence(desk: &mut Desk<'_>, request: NoteAdherence) -> Result<MedicationView, Problem> {
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.medications, request.record, &request.heads, "medicine")?;
    let (_, before) =
        record.reading().ok_or_else(|| Problem::refused("This medicine was entered in error."))?;
    let adherence = optional(Some(&request.adherence));
    if adherence == before.adherence {
        return Err(Problem::refused("It is so already."));
    }
    let said = Statement::Medications(Medication { adherence, ..before.clone() });
    desk.write(|pen| pen.say_change(request.patient, request.encounter, record, said, None))?;
    now(desk, request.patient, request.record)
}

/// The medicine with the way it is taken now: read as if it stood behind its name, and what is not said stays.
fn taken_now(desk: &Desk<'_>, before: &Medication, typed: &str) -> Result<Medication, Problem> {
    // A product is resolved with its strength; without one the strength and form are those it has.
    let item = prescriptions::read(desk, &format!("{} {typed}", before.drug.text))?.item;
    let same_drug = item.drug.text.to_lowercase() == before.drug.text.to_lowercase();
    let item = if same_drug && item.strength.is_some() && item.form.is_some() {
        item
    } else {
        let product = [before.strength.as_deref(), before.form.as_deref()];
        let product = product.into_iter().flatten().collect::<Vec<_>>().join(" ");
        prescriptions::read(desk, &format!("{} {product} {typed}", before.drug.text))?.item
    };
    let told = if item.instructions.is_empty() { before.instructions.clone() } else { item.instructions };
    if item.sig.as_ref().is_none_or(sig::Sig::is_empty) && item.strength == before.strength {
        return Err(Problem::invalid("line", "Say how much of it and how often, as in “2 tabs bid”."));
    }
    Ok(Medication {
        strength: item.strength.or_else(|| before.strength.clone()),
        form: item.form.or_else(|| before.form.clone()),
        sig: item.sig.filter(|sig| !sig.is_empty()).or_else(|| before.sig.clone()),
        instructions: told,
        ..before.clone()
    })
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
    let instructions = optional(fields.instructions.as_deref()).unwrap_or_default();
    // Kept in parts only where the parts say the same as the words.
    let parts = Some(sig::parse(&instructions))
        .filter(|parts| !parts.is_empty() && sig::print(parts) == instructions);
    Ok(Medication {
        strength: optional(fields.strength.as_deref()),
        form: optional(fields.form.as_deref()),
        sig: parts,
        instructions,
        reason: optional(fields.reason.as_deref()),
        started: fields.started,
        long_term: fields.long_term,
        origin: fields.origin,
        adherence: optional(fields.adherence.as_deref()),
        comment: optional(fields.comment.as_deref()),
        ..Medication::named(Concept { text, codings: coding.into_iter().collect() })
    })
}
