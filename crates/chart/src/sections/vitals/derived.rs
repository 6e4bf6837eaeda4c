//! Numbers computed from vitals and results, each with its formula, its inputs and its source, so that a person can
//! follow them.
//!
//! None is computed from a missing, zero or implausible input, and none is ever stored: it is computed when read.

use super::{VitalCode, VitalsSet};
use crate::sections::patients::Sex;
use serde::Serialize;
use ts_rs::TS;

/// A computed number.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Derived {
    /// What it is, in short: `BMI`.
    pub name: &'static str,
    /// The number, rounded as it is shown.
    pub value: f64,
    /// Its unit as people read it: `kg/m²`.
    pub unit: &'static str,
    /// How it is computed, in words and signs.
    pub formula: &'static str,
    /// What it was computed from, with values: `81.5 kg, 168 cm`.
    pub inputs: String,
    /// Who says so.
    pub source: &'static str,
}

/// Body mass index from kg and cm. Source: WHO Technical Report Series 894, 2000 (Quetelet's index).
#[must_use]
pub fn bmi(weight_kg: f64, height_cm: f64) -> Option<Derived> {
    let (weight, height) = (positive(weight_kg)?, positive(height_cm)?);
    let metres = height / 100.0;
    Some(Derived {
        name: "BMI",
        value: rounded(weight / (metres * metres), 1),
        unit: "kg/m²",
        formula: "weight in kg ÷ (height in m)²",
        inputs: format!("{weight} kg, {height} cm"),
        source: "WHO TRS 894, 2000",
    })
}

/// Body surface area from kg and cm. Source: Mosteller RD, N Engl J Med 1987; 317: 1098.
#[must_use]
pub fn bsa(weight_kg: f64, height_cm: f64) -> Option<Derived> {
    let (weight, height) = (positive(weight_kg)?, positive(height_cm)?);
    Some(Derived {
        name: "BSA",
        value: rounded((weight * height / 3600.0).sqrt(), 2),
        unit: "m²",
        formula: "√(weight in kg × height in cm ÷ 3600)",
        inputs: format!("{weight} kg, {height} cm"),
        source: "Mosteller, NEJM 1987",
    })
}

/// Mean arterial pressure from mmHg. None when the systolic pressure is not above the diastolic one.
/// Source: the usual estimate from cuff pressures, a third of the pulse pressure above the diastolic
/// (Guyton and Hall, Textbook of Medical Physiology).
#[must_use]
pub fn map(systolic: f64, diastolic: f64) -> Option<Derived> {
    let (systolic, diastolic) = (positive(systolic)?, positive(diastolic)?);
    (systolic > diastolic).then(|| Derived {
        name: "MAP",
        value: rounded(diastolic + (systolic - diastolic) / 3.0, 0),
        unit: "mmHg",
        formula: "diastolic + (systolic − diastolic) ÷ 3",
        inputs: format!("{systolic}/{diastolic} mmHg"),
        source: "Guyton and Hall",
    })
}

/// Estimated glomerular filtration rate by the CKD-EPI creatinine equation of 2021, from 18 years on.
/// None for other sexes than female and male, for which the equation has no coefficients.
///
/// Source: Inker LA et al., N Engl J Med 2021; 385: 1737–1749:
/// 142 × min(Scr/κ, 1)^α × max(Scr/κ, 1)^−1.200 × 0.9938^age (× 1.012 if female), with κ 0.7 and α −0.241 in women,
/// κ 0.9 and α −0.302 in men.
#[must_use]
pub fn egfr(creatinine_mg_dl: f64, age_years: i32, sex: Sex) -> Option<Derived> {
    let creatinine = positive(creatinine_mg_dl)?;
    let (kappa, alpha, factor) = match sex {
        Sex::Female => (0.7, -0.241, 1.012),
        Sex::Male => (0.9, -0.302, 1.0),
        Sex::Other | Sex::Unknown => return None,
    };
    if !(18..=120).contains(&age_years) {
        return None;
    }
    let ratio = creatinine / kappa;
    let value =
        142.0 * ratio.min(1.0).powf(alpha) * ratio.max(1.0).powf(-1.2) * 0.9938_f64.powi(age_years) * factor;
    let sex = if sex == Sex::Female { "female" } else { "male" };
    Some(Derived {
        name: "eGFR",
        value: rounded(value, 0),
        unit: "mL/min/1.73 m²",
        formula: "142 × min(Scr/κ, 1)^α × max(Scr/κ, 1)^−1.200 × 0.9938^age × 1.012 if female",
        inputs: format!("creatinine {creatinine} mg/dL, {age_years} years, {sex}"),
        source: "CKD-EPI 2021 (Inker, NEJM 2021)",
    })
}

/// Milligrams per decilitre of creatinine from µmol/L. 1 mg/dL is 88.4 µmol/L (113.12 g/mol, PubChem CID 588).
#[must_use]
pub fn creatinine_mg_dl(micromoles_per_litre: f64) -> f64 {
    micromoles_per_litre / 88.4
}

/// What a set gives: BMI, BSA, MAP. A height measured earlier can be given for sets without one.
#[must_use]
pub fn from_set(set: &VitalsSet, earlier_height_cm: Option<f64>) -> Vec<Derived> {
    let weight = set.value(VitalCode::Weight);
    let height = set.value(VitalCode::Height).or(earlier_height_cm);
    let pressure = set.value(VitalCode::BpSystolic).zip(set.value(VitalCode::BpDiastolic));
    [
        weight.zip(height).and_then(|(weight, height)| bmi(weight, height)),
        weight.zip(height).and_then(|(weight, height)| bsa(weight, height)),
        pressure.and_then(|(systolic, diastolic)| map(systolic, diastolic)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn positive(value: f64) -> Option<f64> {
    (value.is_finite() && value > 0.0).then_some(value)
}

fn rounded(value: f64, decimals: i32) -> f64 {
    let shift = 10_f64.powi(decimals);
    (value * shift).round() / shift
}
