//! Problems: added in the doctor's words, corrected, resolved.

use crate::desk::{Desk, optional, required, to_correct};
use crate::pack;
use crate::problem::Problem;
use crate::view::RecordView;
use chart::coding::system;
use chart::sections::problems::{
    Laterality, Problem as Diagnosis, ProblemClinicalStatus, ProblemVerification,
};
use chart::{Coding, Concept, EntryId, PartialDate, PatientId, RecordId, Statement};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A problem as it is read now.
pub type ProblemView = RecordView<Diagnosis>;

/// A problem as it is written down.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProblemFields {
    /// In words.
    pub text: String,
    /// ICD-10-CM code, where one is known: `J01.00`.
    #[serde(default)]
    #[ts(optional)]
    pub code: Option<String>,
    /// When it began, FHIR date.
    #[serde(default)]
    #[ts(optional)]
    pub onset: Option<PartialDate>,
    /// How sure it is; confirmed when absent.
    #[serde(default)]
    #[ts(optional)]
    pub verification_status: Option<ProblemVerification>,
    /// On which side.
    #[serde(default)]
    #[ts(optional)]
    pub laterality: Option<Laterality>,
    /// A remark.
    #[serde(default)]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// Add a problem.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddProblem {
    /// Whose.
    pub patient: PatientId,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// What.
    pub problem: ProblemFields,
}

/// Correct a problem.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectProblem {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// What it should say.
    pub problem: ProblemFields,
    /// Why.
    pub why: String,
}

/// Say that a problem is over, or that it is back.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResolveProblem {
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
    /// `resolved`, `remission`, `inactive`, or `recurrence` when it is back.
    pub clinical_status: ProblemClinicalStatus,
    /// When it ended, FHIR date; today when absent.
    #[serde(default)]
    #[ts(optional)]
    pub abatement: Option<PartialDate>,
}

/// Look at a diagnosis before it is written down.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckProblem {
    /// Whose.
    pub patient: PatientId,
    /// ICD-10-CM code that was chosen.
    pub code: String,
}

/// What the classification says of a code, beside this patient's problems.
#[derive(Debug, Serialize, TS)]
pub struct ProblemCheck {
    /// What must not be coded at the same time (excludes 1), as the publisher writes it.
    pub excludes: Vec<String>,
    /// Active problems of this patient that the notes exclude, or whose own notes exclude this code, in sentences.
    pub conflicts: Vec<String>,
    /// The active problem that has the same code already.
    pub listed: Option<String>,
    /// Which edition says so.
    pub edition: String,
}

pub(crate) fn check(desk: &mut Desk<'_>, request: CheckProblem) -> Result<ProblemCheck, Problem> {
    let chart = desk.chart(request.patient)?;
    let classification = pack::diagnoses()?.classification();
    let excludes = classification.excludes1(&request.code);
    let mut conflicts = Vec::new();
    let mut listed = None;
    for (_, _, problem) in chart.problems.readings().filter(|(_, _, problem)| problem.is_active()) {
        let text = &problem.condition.text;
        let Some(code) = problem.condition.code_in(system::ICD10CM) else { continue };
        if code == request.code {
            listed = Some(text.clone());
        } else if let Some(note) = classification.excluded(&request.code, code) {
            conflicts.push(format!("{text} ({code}) is listed: {note}"));
        }
    }
    Ok(ProblemCheck {
        excludes: excludes.into_iter().map(str::to_owned).collect(),
        conflicts,
        listed,
        edition: classification.edition.clone(),
    })
}

pub(crate) fn add(desk: &mut Desk<'_>, request: AddProblem) -> Result<ProblemView, Problem> {
    let diagnosis = written(&request.problem, ProblemClinicalStatus::Active)?;
    desk.chart(request.patient)?;
    let record =
        desk.write(|pen| pen.say(request.patient, request.encounter, Statement::Problems(diagnosis)))?;
    now(desk, request.patient, record)
}

pub(crate) fn correct(desk: &mut Desk<'_>, request: CorrectProblem) -> Result<ProblemView, Problem> {
    let why = required("why", &request.why, "Say why it is corrected; the old version stays readable.")?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.problems, request.record, &request.heads, "problem")?;
    let (_, before) =
        record.reading().ok_or_else(|| Problem::refused("This problem was entered in error."))?;
    let mut diagnosis = written(&request.problem, before.clinical_status)?;
    diagnosis.abatement = before.abatement;
    diagnosis.onset = diagnosis.onset.or(before.onset);
    let others = before.condition.codings.iter().filter(|coding| coding.system != system::ICD10CM).cloned();
    diagnosis.condition.codings.extend(others);
    desk.write(|pen| pen.say_anew(request.patient, record, Statement::Problems(diagnosis), Some(why)))?;
    now(desk, request.patient, request.record)
}

pub(crate) fn resolve(desk: &mut Desk<'_>, request: ResolveProblem) -> Result<ProblemView, Problem> {
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.problems, request.record, &request.heads, "problem")?;
    let (_, before) =
        record.reading().ok_or_else(|| Problem::refused("This problem was entered in error."))?;
    let mut diagnosis = Diagnosis { clinical_status: request.clinical_status, ..before.clone() };
    diagnosis.abatement =
        if diagnosis.is_active() { None } else { request.abatement.or(Some(PartialDate::Day(desk.today()))) };
    desk.write(|pen| {
        pen.say_change(request.patient, request.encounter, record, Statement::Problems(diagnosis), None)
    })?;
    now(desk, request.patient, request.record)
}

fn now(desk: &mut Desk<'_>, patient: PatientId, record: RecordId) -> Result<ProblemView, Problem> {
    let chart = desk.chart(patient)?;
    let record = chart.problems.get(record).ok_or_else(|| Problem::not_found("problem"))?;
    RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("problem"))
}

fn written(fields: &ProblemFields, clinical_status: ProblemClinicalStatus) -> Result<Diagnosis, Problem> {
    let text = required("text", &fields.text, "Say what the problem is, in words.")?;
    let code = optional(fields.code.as_deref()).map(|code| code.to_uppercase());
    if code.as_deref().is_some_and(|code| !looks_like_icd10cm(code)) {
        return Err(Problem::invalid("code", "An ICD-10-CM code is a letter and figures, such as J01.00."));
    }
    let coding = code.map(|code| Coding { system: system::ICD10CM.to_owned(), code, display: None });
    Ok(Diagnosis {
        condition: Concept { text, codings: coding.into_iter().collect() },
        clinical_status,
        verification_status: fields.verification_status.unwrap_or(ProblemVerification::Confirmed),
        onset: fields.onset,
        abatement: None,
        laterality: fields.laterality,
        comment: optional(fields.comment.as_deref()),
    })
}

/// The shape of an ICD-10-CM code: a letter, a figure, a letter or figure, then at most four more after a point.
/// Source: ICD-10-CM Official Guidelines for Coding and Reporting, section I.A.2 (three to seven characters).
fn looks_like_icd10cm(code: &str) -> bool {
    let (category, rest) = code.split_once('.').unwrap_or((code, ""));
    let mut letters = category.chars();
    let starts = letters.next().is_some_and(|letter| letter.is_ascii_uppercase())
        && letters.next().is_some_and(|letter| letter.is_ascii_digit())
        && letters.next().is_some_and(|letter| letter.is_ascii_alphanumeric())
        && letters.next().is_none();
    let ends = code.len() == category.len() || (1..=4).contains(&rest.len());
    starts && ends && rest.chars().all(|letter| letter.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::looks_like_icd10cm;

    #[test]
    fn the_shape_of_a_code_is_known() {
        for code in ["I10", "J01.00", "E11.9", "S72.001A", "C4A.0", "Z3A.20"] {
            assert!(looks_like_icd10cm(code), "{code} has the shape");
        }
        for code in ["", "10", "J0", "J01.", "J01.00000", "J01.0-", "sinusitis"] {
            assert!(!looks_like_icd10cm(code), "{code} has not");
        }
    }
}
