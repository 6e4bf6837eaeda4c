//! Prescriptions: what was ordered, on one piece of paper. FHIR R4 MedicationRequest, several under one number.
//! What the patient takes is in `medications`.

use crate::coding::Concept;
use crate::coding::Quantity;
use crate::fold::Stated;
use crate::sig::Sig;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One prescription with its drugs, signed by its author.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Prescription {
    /// The number on the paper: `2026-00871`.
    pub number: String,
    /// Whether it holds.
    pub status: PrescriptionStatus,
    /// The drugs, in the order written. Never empty.
    pub items: Vec<PrescriptionItem>,
}

/// One drug of a prescription.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PrescriptionItem {
    /// What: generic name first, with RxNorm code where known.
    pub drug: Concept,
    /// Strength: `100 mg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub strength: Option<String>,
    /// Dose form: `capsule`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub form: Option<String>,
    /// How it is taken, in parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sig: Option<Sig>,
    /// How it is taken, as the sentence on the paper.
    pub instructions: String,
    /// How much to dispense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub quantity: Option<Quantity>,
    /// How often it may be dispensed again.
    #[serde(default)]
    pub refills: u32,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
    /// The pharmacist may give another maker's.
    #[serde(default = "yes")]
    pub substitution: bool,
    /// Meant to be taken for good.
    #[serde(default)]
    pub long_term: bool,
}

/// FHIR R4 medicationrequest-status, the words a signed prescription can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum PrescriptionStatus {
    Active,
    OnHold,
    Cancelled,
    Completed,
    Stopped,
    Unknown,
}

fn yes() -> bool {
    true
}

impl PrescriptionItem {
    /// `Doxycycline 100 mg capsule`.
    #[must_use]
    pub fn name(&self) -> String {
        [Some(self.drug.text.as_str()), self.strength.as_deref(), self.form.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

impl Stated for Prescription {}
