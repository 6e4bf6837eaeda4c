//! Problems and diagnoses: FHIR R4 Condition. Free text first, code after.

use crate::coding::Concept;
use crate::dates::PartialDate;
use crate::fold::Stated;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One problem of the patient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "Condition")]
pub struct Problem {
    /// What it is, in the doctor's words, with a code where one was chosen.
    pub condition: Concept,
    /// Whether it holds now.
    pub clinical_status: ProblemClinicalStatus,
    /// How sure it is.
    pub verification_status: ProblemVerification,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub onset: Option<PartialDate>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub abatement: Option<PartialDate>,
    /// On which side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub laterality: Option<Laterality>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// FHIR R4 condition-clinical.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum ProblemClinicalStatus {
    Active,
    Recurrence,
    Relapse,
    Inactive,
    Remission,
    Resolved,
}

/// FHIR R4 condition-ver-status, without entered-in-error, which is an entry of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum ProblemVerification {
    Unconfirmed,
    Provisional,
    Differential,
    Confirmed,
    Refuted,
}

/// On which side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Laterality {
    Left,
    Right,
    Bilateral,
}

impl Problem {
    /// It belongs on the list of what matters now.
    #[must_use]
    pub fn is_active(&self) -> bool {
        use ProblemClinicalStatus as Status;
        matches!(self.clinical_status, Status::Active | Status::Recurrence | Status::Relapse)
            && self.verification_status != ProblemVerification::Refuted
    }
}

impl Stated for Problem {
    fn caution(&self) -> u8 {
        u8::from(self.is_active())
    }
}
