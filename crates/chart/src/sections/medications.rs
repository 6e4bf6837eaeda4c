//! Medicines the patient takes, whoever ordered them: FHIR R4 MedicationStatement.
//! What was ordered here is in `prescriptions`.

use crate::coding::Concept;
use crate::dates::PartialDate;
use crate::fold::Stated;
use crate::ids::RecordId;
use crate::sig::Sig;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One medicine in the patient's life.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Medication {
    /// What: ingredient or brand, with RxNorm code where known: `warfarin`.
    pub drug: Concept,
    /// Strength as on the box: `5 mg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub strength: Option<String>,
    /// Dose form: `tablet`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub form: Option<String>,
    /// How it is taken, in parts, where it is known in parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sig: Option<Sig>,
    /// How it is taken, as a sentence: what the patient was told.
    #[serde(default)]
    pub instructions: String,
    /// Whether it is taken now.
    pub status: MedicationStatus,
    /// Why it is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub started: Option<PartialDate>,
    /// Until when: the day it was stopped, or the day the course ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ended: Option<PartialDate>,
    /// Meant to be taken for good.
    #[serde(default)]
    pub long_term: bool,
    /// The prescription that ordered it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub prescription: Option<RecordId>,
    /// A remark: bought over the counter, from the cardiologist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// FHIR R4 medication-statement-status, without entered-in-error, which is an entry of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum MedicationStatus {
    Active,
    Completed,
    Intended,
    Stopped,
    OnHold,
    Unknown,
    NotTaken,
}

impl Medication {
    /// `Warfarin 5 mg tablet`.
    #[must_use]
    pub fn name(&self) -> String {
        [Some(self.drug.text.as_str()), self.strength.as_deref(), self.form.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// It may be in the patient's body now: taken, on hold or not known to have ended.
    #[must_use]
    pub fn is_current(&self) -> bool {
        matches!(self.status, MedicationStatus::Active | MedicationStatus::OnHold | MedicationStatus::Unknown)
    }
}

impl Stated for Medication {
    fn caution(&self) -> u8 {
        u8::from(self.is_current())
    }
}
