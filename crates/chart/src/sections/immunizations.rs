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
    /// Why it was not given, in one word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub not_done: Option<NotDone>,
    /// Why it was not given, in words.
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
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub manufacturer: Option<String>,
    /// Given by someone else and only reported to us.
    #[serde(default)]
    pub given_elsewhere: bool,
    /// A remark: a reaction, who reported it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// Why a vaccine was not given. FHIR R4 immunization-status-reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum NotDone {
    /// The patient, or who decides for them, did not want it.
    Refused,
    /// It would have been dangerous.
    Contraindicated,
    /// The patient is immune already.
    Immune,
    /// There was none.
    OutOfStock,
    /// Something else, which the words say.
    Other,
}

impl NotDone {
    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Refused => "Refused",
            Self::Contraindicated => "Contraindicated",
            Self::Immune => "Immune already",
            Self::OutOfStock => "Out of stock",
            Self::Other => "Not given",
        }
    }

    /// The code in FHIR R4's value set immunization-status-reason, of
    /// `http://terminology.hl7.org/CodeSystem/v3-ActReason`. None where it has none.
    #[must_use]
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::Refused => Some("PATOBJ"),
            Self::Contraindicated => Some("MEDPREC"),
            Self::Immune => Some("IMMUNE"),
            Self::OutOfStock => Some("OSTOCK"),
            Self::Other => None,
        }
    }
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
