//! Vaccines given, refused or given elsewhere: FHIR R4 Immunization. What is due is not computed here.

use crate::coding::Concept;
use crate::dates::PartialDate;
use crate::fold::Stated;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One vaccine, given or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Immunization {
    /// Which vaccine, with its CVX code where known.
    pub vaccine: Concept,
    /// Given or not.
    pub status: ImmunizationStatus,
    /// When it was given, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub given: Option<PartialDate>,
    /// Why it was not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub not_done_reason: Option<String>,
    /// Lot number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lot: Option<String>,
    /// Expiry date of the lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub expires: Option<PartialDate>,
    /// Where on the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub site: Option<String>,
    /// How: intramuscular, oral.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub route: Option<String>,
    /// How much: `0.5 mL`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub dose: Option<String>,
    /// Which dose of the series, as the vaccinator counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub dose_number: Option<String>,
    /// Given by someone else and only reported to us.
    #[serde(default)]
    pub given_elsewhere: bool,
}

/// FHIR R4 ImmunizationStatus, without entered-in-error, which is an entry of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum ImmunizationStatus {
    Completed,
    NotDone,
}

impl Stated for Immunization {}
