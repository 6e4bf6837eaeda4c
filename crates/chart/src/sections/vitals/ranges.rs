//! What is low, high or hard to believe, by age, each with the source that says so.
//!
//! A flag is a reminder to look, not a diagnosis. Where no source fits the age, the answer is *not assessed*, which
//! is not the same as normal. Implausible numbers are asked about again and never refused. No limit used here differs
//! by sex, so sex is not asked for.
//!
//! Deliberately not here: blood pressure centiles of children under 13 (a later issue), growth, and anything that
//! depends on a disease (oxygen targets in chronic lung disease, glucose targets in diabetes).

mod adult;
mod child;

use super::VitalCode;
use crate::dates::Age;
use serde::Serialize;
use ts_rs::TS;

/// How a value stands to the range for its age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// There is no sourced range for this age, or the age is not known.
    NotAssessed,
    /// Within the range.
    Normal,
    /// Below it.
    Low,
    /// Above it.
    High,
    /// So low that somebody looks at once.
    CriticalLow,
    /// So high that somebody looks at once.
    CriticalHigh,
    /// Outside what a person can have: probably a slip of the finger.
    Implausible,
}

impl Flag {
    /// The mark beside the number on screen and paper; empty for normal and not assessed.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::NotAssessed | Self::Normal => "",
            Self::Low => "▼",
            Self::High => "▲",
            Self::CriticalLow => "▼▼",
            Self::CriticalHigh => "▲▲",
            Self::Implausible => "?",
        }
    }
}

/// A judgement of one number.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Assessment {
    /// How it stands.
    pub flag: Flag,
    /// The range in words, with the name of the band it falls into: `stage 2 hypertension: 140 and above`.
    pub text: String,
    /// Who says so. Empty when nothing was assessed.
    pub source: &'static str,
    /// How grave it is among judgements of the same flag: stage 2 is more than stage 1.
    #[serde(skip)]
    #[ts(skip)]
    band: u8,
}

impl Assessment {
    /// The gravest of several. Of a blood pressure whose two numbers fall into two categories the higher one counts
    /// (2017 ACC/AHA guideline, section 3.1).
    #[must_use]
    pub fn gravest(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().max_by_key(|one| (one.flag, one.band))
    }

    fn band(self, band: u8) -> Self {
        Self { band, ..self }
    }
}

/// Limits of data entry: the least and the most that is taken without asking again.
///
/// They are ours, not a clinical source: chosen wider than what living patients are recorded with, so that only
/// slips of the finger (a missing decimal point, pounds for kilograms twice over) fall outside.
#[must_use]
pub fn plausible(code: VitalCode) -> (f64, f64) {
    match code {
        VitalCode::BpSystolic => (40.0, 300.0),
        VitalCode::BpDiastolic => (10.0, 200.0),
        VitalCode::HeartRate => (20.0, 300.0),
        VitalCode::Temperature => (25.0, 45.0),
        VitalCode::OxygenSaturation => (30.0, 100.0),
        VitalCode::RespiratoryRate => (3.0, 120.0),
        VitalCode::Weight => (0.3, 650.0),
        VitalCode::Height => (20.0, 275.0),
        VitalCode::HeadCircumference => (15.0, 75.0),
        VitalCode::Pain => (0.0, 10.0),
        VitalCode::Glucose => (5.0, 1500.0),
    }
}

/// Judges one number in its canonical unit, for a patient of this age. Without an age only what no age can have is
/// flagged.
#[must_use]
pub fn assess(code: VitalCode, value: f64, age: Option<Age>) -> Assessment {
    let (min, max) = plausible(code);
    if !value.is_finite() || value < min || value > max {
        let text = format!("expected between {min} and {max}: check the number and its unit");
        return Assessment { flag: Flag::Implausible, text, source: "limit of data entry", band: 0 };
    }
    if code == VitalCode::Pain {
        return pain(value);
    }
    let Some(age) = age else { return not_assessed("the age is not known") };
    if age.years() >= 16 { adult::assess(code, value) } else { child::assess(code, value, age) }
}

fn not_assessed(why: &str) -> Assessment {
    Assessment { flag: Flag::NotAssessed, text: format!("not assessed: {why}"), source: "", band: 0 }
}

fn found(flag: Flag, range: &str, source: &'static str) -> Assessment {
    Assessment { flag, text: range.to_owned(), source, band: 0 }
}

/// Serlin RC et al., Pain 1995; 61: 277–284: 1–4 mild, 5–6 moderate, 7–10 severe on a scale of 0 to 10.
/// (Found in cancer pain; used for others too.)
fn pain(value: f64) -> Assessment {
    const SOURCE: &str = "Serlin 1995 (Pain 61:277)";
    match value {
        v if v < 1.0 => found(Flag::Normal, "no pain: 0", SOURCE),
        v if v < 5.0 => found(Flag::Normal, "mild: 1 to 4", SOURCE),
        v if v < 7.0 => found(Flag::High, "moderate: 5 to 6", SOURCE),
        _ => found(Flag::High, "severe: 7 to 10", SOURCE),
    }
}

/// American Diabetes Association, Standards of Care in Diabetes 2024, section 6: level 1 hypoglycaemia below
/// 70 mg/dL, level 2 below 54. Section 2: 200 and above at any time of day, with symptoms, is diagnostic of diabetes.
/// The line does not say whether the patient fasted, so the limit for fasting is not used.
fn glucose(value: f64) -> Assessment {
    const SOURCE: &str = "ADA Standards of Care 2024";
    match value {
        v if v < 54.0 => found(Flag::CriticalLow, "level 2 hypoglycaemia: below 54", SOURCE),
        v if v < 70.0 => found(Flag::Low, "level 1 hypoglycaemia: 54 to 69", SOURCE),
        v if v < 200.0 => {
            found(Flag::Normal, "70 to 199 at any time of day; fasting is not assessed", SOURCE)
        }
        _ => found(Flag::High, "200 and above at any time of day", SOURCE),
    }
}
