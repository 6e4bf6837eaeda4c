//! Test results: FHIR R4 Observation (laboratory), grouped as the laboratory reported them.
//! The range is the laboratory's own, as printed; we keep no ranges of other laboratories.

use crate::coding::{Concept, Quantity};
use crate::fold::Stated;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a laboratory or an instrument reported at one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResultReport {
    /// What was tested, as a whole: `Basic metabolic panel`.
    pub name: String,
    /// FHIR R4 ObservationStatus as received, `final` when typed here.
    pub status: String,
    /// Who reported it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub performer: Option<String>,
    /// Each value. Never empty.
    pub values: Vec<ResultValue>,
}

/// One value of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResultValue {
    /// The test, with its LOINC code where known.
    pub test: Concept,
    /// What was found.
    pub found: Found,
    /// The laboratory's own range, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub range: Option<String>,
    /// The laboratory's own flag, HL7 ObservationInterpretation: `H`, `L`, `HH`, `LL`, `A`, `N`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub interpretation: Option<String>,
}

/// A result: a number, or words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// A number with the laboratory's unit.
    Quantity(Quantity),
    /// Words: `negative`, `< 0.5`.
    Text(String),
}

impl Stated for ResultReport {}
