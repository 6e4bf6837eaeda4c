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
    pub label: &'static str,
    /// The number, rounded as it is shown.
    pub value: f64,
    /// Its unit as people read it: `kg/m²`.
    pub unit: &'static str,
    /// Number and unit: `28.9 kg/m²`.
    pub text: String,
    /// How it was computed, with what: `weight ÷ height² = 81.5 kg ÷ (1.68 m)²`.
    pub formula: String,
    /// Who says so.
    pub source: &'static str,
}

impl Derived {
    fn new(label: &'static str, value: f64, decimals: u8, unit: &'static str, formula: String) -> Self {
        let text = format!("{value:.*} {unit}", usize::from(decimals));
        // As shown: the number on screen and the number compared are the same one.
        let shift = 10_f64.powi(i32::from(decimals));
        let value = (value * shift).round() / shift;
        Self { label, value, unit, text, formula, source: source(label) }
    }
}

/// Who says so, by label.
fn source(label: &str) -> &'static str {
    match label {
        "BMI" => "WHO Technical Report Series 894 (2000)",
        "BSA" => "Mosteller, N Engl J Med 1987; 317: 1098",
        "MAP" => "Guyton and Hall, Textbook of Medical Physiology",
        _ => "CKD-EPI 2021: Inker, N Engl J Med 2021; 385: 1737",
    }
}

/// Body mass index from kg and cm. Source: WHO Technical Report Series 894, 2000 (Quetelet's index).
#[must_use]
pub fn bmi(weight_kg: f64, height_cm: f64) -> Option<Derived> {
    let (weight, height) = (positive(weight_kg)?, positive(height_cm)?);
    let metres = height / 100.0;
    let formula = format!("weight ÷ height² = {weight} kg ÷ ({metres} m)²");
    Some(Derived::new("BMI", weight / (metres * metres), 1, "kg/m²", formula))
}

/// Body surface area from kg and cm. Source: Mosteller RD, N Engl J Med 1987; 317: 1098.
#[must_use]
pub fn bsa(weight_kg: f64, height_cm: f64) -> Option<Derived> {
    let (weight, height) = (positive(weight_kg)?, positive(height_cm)?);
    let formula = format!("√(height × weight ÷ 3600) = √({height} cm × {weight} kg ÷ 3600)");
    Some(Derived::new("BSA", (height * weight / 3600.0).sqrt(), 2, "m²", formula))
}

/// Mean arterial pressure from mmHg. None when the systolic pressure is not above the diastolic one.
/// Source: the usual estimate from cuff pressures, a third of the pulse pressure above the diastolic
/// (Guyton and Hall, Textbook of Medical Physiology).
#[must_use]
pub fn map(systolic: f64, diastolic: f64) -> Option<Derived> {
    let (systolic, diastolic) = (positive(systolic)?, positive(diastolic)?);
    let formula =
        format!("diastolic + (systolic − diastolic) ÷ 3 = {diastolic} + ({systolic} − {diastolic}) ÷ 3");
    let value = diastolic + (systolic - diastolic) / 3.0;
    (systolic > diastolic).then(|| Derived::new("MAP", value, 0, "mmHg", formula))
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
    let (sex, female) = if sex == Sex::Female { ("female", " × 1.012") } else { ("male", "") };
    let formula = format!(
        "142 × min(Scr ÷ {kappa}, 1)^{alpha} × max(Scr ÷ {kappa}, 1)^−1.200 × 0.9938^age{female}; \
         Scr {creatinine} mg/dL, age {age_years}, {sex}"
    );
    Some(Derived::new("eGFR", value, 0, "mL/min/1.73 m²", formula))
}

/// Milligrams per decilitre of creatinine from µmol/L. 1 mg/dL is 88.4 µmol/L (113.12 g/mol, PubChem CID 588).
#[must_use]
pub fn creatinine_mg_dl(micromoles_per_litre: f64) -> f64 {
    micromoles_per_litre / 88.4
}

/// What a set gives: BMI, BSA, MAP. A height in cm measured earlier can be given for sets without one.
#[must_use]
pub fn of(set: &VitalsSet, earlier_height: Option<f64>) -> Vec<Derived> {
    let weight = set.value(VitalCode::Weight);
    let height = set.value(VitalCode::Height).or(earlier_height);
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
