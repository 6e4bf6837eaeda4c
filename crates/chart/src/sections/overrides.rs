//! Findings that somebody overrode, with the reason: FHIR R4 DetectedIssue with its mitigation.
//!
//! Not a section of its own: it is remembered for the patient beside the prescriptions. It holds only while what the
//! finding rested on stays the same; a new allergy or a new eGFR asks again. That comparison is `api`'s.

use crate::fold::Stated;
use serde::{Deserialize, Serialize};

/// One finding, overridden for this patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The finding, as the rules name it: `interaction:ibuprofen:warfarin`.
    pub key: String,
    /// What it rested on in this chart: `INR 2.4 on 18 Nov`. Empty when on nothing that changes.
    pub basis: String,
    /// How much it mattered: `contraindicated`, `warning` or `note`.
    pub severity: String,
    /// What it said.
    pub message: String,
    /// Who said so.
    pub source: String,
    /// Why it is ordered all the same.
    pub reason: String,
}

impl Stated for Override {}
