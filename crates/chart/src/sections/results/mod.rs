//! Test results: FHIR R4 Observation (laboratory), grouped as the laboratory reported them.
//! The range is the laboratory's own, as printed; we keep no ranges of other laboratories.
//!
//! Beyond its range is what the laboratory says; relevant is what a person here says who looked at it. The two are
//! never mixed.

pub mod range;

pub use range::PrintedRange;

use crate::coding::{Concept, Quantity};
use crate::fold::Stated;
use crate::ids::StaffId;
use chrono::{DateTime, FixedOffset};
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
    /// What the laboratory wrote beside them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
    /// Who looked at it, and what they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub review: Option<ResultReview>,
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
    /// Whether it matters for this patient, as whoever reviewed it says. None before that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub relevant: Option<bool>,
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

/// That somebody looked at a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResultReview {
    /// Who.
    pub by: StaffId,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What they say to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// How a value lies to its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ResultFlag {
    /// Nothing is known about it, neither a flag nor a range.
    NotFlagged,
    /// Within the range.
    Normal,
    /// Beyond it, in words or without a direction.
    Abnormal,
    /// Below it.
    Low,
    /// Above it.
    High,
    /// So far beyond it that the laboratory calls it critical.
    Critical,
}

impl ResultFlag {
    /// It lies beyond the range.
    #[must_use]
    pub fn is_abnormal(self) -> bool {
        matches!(self, Self::Abnormal | Self::Low | Self::High | Self::Critical)
    }
}

impl ResultValue {
    /// How it lies to its range: by the laboratory's own flag, or, where it sent none, by the range it printed.
    ///
    /// Source of the letters: HL7 v3 ObservationInterpretation, of which `HH`, `LL` and `AA` are the critical ones.
    #[must_use]
    pub fn flag(&self) -> ResultFlag {
        let letters = self.interpretation.as_deref().unwrap_or_default().trim().to_uppercase();
        match letters.as_str() {
            "HH" | "LL" | "AA" | "HU" | "LU" => ResultFlag::Critical,
            "H" | "HX" | ">" => ResultFlag::High,
            "L" | "LX" | "<" => ResultFlag::Low,
            "N" => ResultFlag::Normal,
            "A" | "POS" | "DET" | "R" => ResultFlag::Abnormal,
            "" => self.by_range(),
            _ => ResultFlag::NotFlagged,
        }
    }

    fn by_range(&self) -> ResultFlag {
        let (Found::Quantity(quantity), Some(range)) = (&self.found, self.range.as_deref()) else {
            return ResultFlag::NotFlagged;
        };
        match PrintedRange::read(range) {
            Some(range) => range.flag(quantity.value),
            None => ResultFlag::NotFlagged,
        }
    }
}

impl ResultReport {
    /// The worst of its flags.
    #[must_use]
    pub fn worst(&self) -> ResultFlag {
        self.values.iter().map(ResultValue::flag).max().unwrap_or(ResultFlag::NotFlagged)
    }

    /// The tests it has values of.
    #[must_use]
    pub fn tests(&self) -> Vec<Concept> {
        self.values.iter().map(|value| value.test.clone()).collect()
    }

    /// Nobody here has looked at it.
    #[must_use]
    pub fn awaits_review(&self) -> bool {
        self.review.is_none()
    }
}

impl Stated for ResultReport {
    fn caution(&self) -> u8 {
        u8::from(self.awaits_review())
    }
}
