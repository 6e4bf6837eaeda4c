//! What the vitals form has to know from here: the fields in order, their units, and what is asked again.

use super::VitalCode;
use super::convert::{Unit, convert_back};
use super::ranges::plausible;
use serde::Serialize;
use ts_rs::TS;

/// One field of the form.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Field {
    /// What it holds.
    pub code: VitalCode,
    /// The words a screen reader says: `Heart rate`.
    pub label: &'static str,
    /// The label in the column: `HR`.
    pub short: &'static str,
    /// The word of the typed line: `hr`.
    pub word: &'static str,
    /// The LOINC code.
    pub loinc: &'static str,
    /// The canonical unit, UCUM.
    pub ucum: &'static str,
    /// The canonical unit as people read it: `mmHg`, `°C`.
    pub unit: &'static str,
    /// The unit shown beside it: US customary, or mmol/L for glucose.
    #[ts(optional)]
    pub other: Option<OtherUnit>,
    /// What an arrow key adds, in the canonical unit.
    pub step: f64,
    /// How many decimals are shown.
    pub decimals: u8,
    /// The least that is not asked again. A limit of data entry, never a refusal.
    pub min: f64,
    /// The most that is not asked again.
    pub max: f64,
}

/// The unit a value is shown in beside the canonical one: other = canonical × `factor` + `offset`.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct OtherUnit {
    /// UCUM.
    pub ucum: &'static str,
    /// As people read it: `°F`, `lb`.
    pub unit: &'static str,
    /// See above.
    pub factor: f64,
    /// See above.
    pub offset: f64,
    /// How many decimals are shown.
    pub decimals: u8,
}

/// The fields of the form, in the order of the Tab key.
#[must_use]
pub fn fields() -> Vec<Field> {
    VitalCode::ALL.into_iter().map(field).collect()
}

/// The field of one code.
#[must_use]
pub fn field(code: VitalCode) -> Field {
    let (short, word, step, decimals) = match code {
        VitalCode::BpSystolic => ("BP", "bp", 1.0, 0),
        VitalCode::BpDiastolic => ("/", "bp", 1.0, 0),
        VitalCode::HeartRate => ("HR", "hr", 1.0, 0),
        VitalCode::Temperature => ("Temp", "t", 0.1, 1),
        VitalCode::OxygenSaturation => ("SpO₂", "spo2", 1.0, 0),
        VitalCode::RespiratoryRate => ("RR", "rr", 1.0, 0),
        VitalCode::Weight => ("Wt", "wt", 0.1, 1),
        VitalCode::Height => ("Ht", "ht", 0.5, 1),
        VitalCode::HeadCircumference => ("Head", "hc", 0.1, 1),
        VitalCode::Pain => ("Pain", "pain", 1.0, 0),
        VitalCode::Glucose => ("Glu", "glu", 1.0, 0),
    };
    let (min, max) = plausible(code);
    let unit = Unit::canonical(code);
    Field {
        code,
        label: code.label(),
        short,
        word,
        loinc: code.loinc(),
        ucum: code.unit(),
        unit: unit.display(),
        other: other(code),
        step,
        decimals,
        min,
        max,
    }
}

fn other(code: VitalCode) -> Option<OtherUnit> {
    let (unit, decimals) = match code {
        VitalCode::Temperature => (Unit::Fahrenheit, 1),
        VitalCode::Weight => (Unit::Pound, 1),
        VitalCode::Height | VitalCode::HeadCircumference => (Unit::Inch, 1),
        VitalCode::Glucose => (Unit::MillimolePerLitre, 1),
        _ => return None,
    };
    let (factor, offset) = unit.from_canonical();
    Some(OtherUnit { ucum: unit.ucum(), unit: unit.display(), factor, offset, decimals })
}

/// A canonical value as it is shown beside, with its unit: `98.6 °F`. None for codes that have one unit only.
#[must_use]
pub fn beside(code: VitalCode, value: f64) -> Option<String> {
    let other = other(code)?;
    let converted = convert_back(code, value, Unit::of_ucum(other.ucum)?)?;
    Some(format!("{converted:.*} {}", usize::from(other.decimals), other.unit))
}
