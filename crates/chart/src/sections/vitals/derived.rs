//! Numbers computed from vitals and results, each with its formula, its inputs and its source, so that a person can
//! follow them.
//!
//! None is computed from a missing, zero or implausible input, and none is ever stored: it is computed when read.

use super::{VitalCode, VitalsSet};
use crate::sections::patients::Sex;

/// A computed number. Its words are made when they are read: of a thousand in a curve, one is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Derived {
    /// What it is, in short: `BMI`.
    pub label: &'static str,
    /// The number, rounded as it is shown.
    pub value: f64,
    /// Its unit as people read it: `kg/m²`.
    pub unit: &'static str,
    /// Who says so.
    pub source: &'static str,
    decimals: u8,
    inputs: Inputs,
}

/// What a number was computed from, in the units of its formula.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Inputs {
    Bmi { weight: f64, metres: f64 },
    Bsa { weight: f64, height: f64 },
    Map { systolic: f64, diastolic: f64 },
    Egfr { creatinine: f64, age: i32, female: bool },
}

impl Derived {
    fn new(inputs: Inputs, value: f64) -> Self {
        let (label, decimals, unit, source) = match inputs {
            Inputs::Bmi { .. } => ("BMI", 1, "kg/m²", "WHO Technical Report Series 894 (2000)"),
            Inputs::Bsa { .. } => ("BSA", 2, "m²", "Mosteller, N Engl J Med 1987; 317: 1098"),
            Inputs::Map { .. } => ("MAP", 0, "mmHg", "Guyton and Hall, Textbook of Medical Physiology"),
            Inputs::Egfr { .. } => {
                ("eGFR", 0, "mL/min/1.73 m²", "CKD-EPI 2021: Inker, N Engl J Med 2021; 385: 1737")
            }
        };
        // As shown: the number on screen and the number compared are the same one.
        let shift = 10_f64.powi(i32::from(decimals));
        let value = (value * shift).round() / shift;
        Self { label, value, unit, source, decimals, inputs }
    }

    /// The number as it is written: `28.9`.
    #[must_use]
    pub fn figure(&self) -> String {
        format!("{:.*}", usize::from(self.decimals), self.value)
    }

    /// Number and unit: `28.9 kg/m²`.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{} {}", self.figure(), self.unit)
    }

    /// How it was computed, with what: `weight ÷ height² = 81.5 kg ÷ (1.68 m)²`.
    #[must_use]
    pub fn formula(&self) -> String {
        match self.inputs {
            Inputs::Bmi { weight, metres } => {
                format!("weight ÷ height² = {weight} kg ÷ ({metres} m)²")
            }
            Inputs::Bsa { weight, height } => {
                format!("√(height × weight ÷ 3600) = √({height} cm × {weight} kg ÷ 3600)")
            }
            Inputs::Map { systolic, diastolic } => format!(
                "diastolic + (systolic − diastolic) ÷ 3 = {diastolic} + ({systolic} − {diastolic}) ÷ 3"
            ),
            Inputs::Egfr { creatinine, age, female } => {
                let (kappa, alpha, _) = ckd_epi(female);
                // A minus, as the other exponent has it, and not a hyphen.
                let alpha = alpha.to_string().replace('-', "−");
                let (sex, factor) = if female { ("female", " × 1.012") } else { ("male", "") };
                format!(
                    "142 × min(Scr ÷ {kappa}, 1)^{alpha} × max(Scr ÷ {kappa}, 1)^−1.200 × 0.9938^age{factor}; \
                     Scr {creatinine} mg/dL, age {age}, {sex}"
                )
            }
        }
    }
}

/// Body mass index from kg and cm. Source: WHO Technical Report Series 894, 2000 (Quetelet's index).
#[must_use]
pub fn bmi(weight_kg: f64, height_cm: f64) -> Option<Derived> {
    let (weight, height) = (positive(weight_kg)?, positive(height_cm)?);
    let metres = height / 100.0;
    Some(Derived::new(Inputs::Bmi { weight, metres }, weight / (metres * metres)))
}

/// Body surface area from kg and cm. Source: Mosteller RD, N Engl J Med 1987; 317: 1098.
#[must_use]
pub fn bsa(weight_kg: f64, height_cm: f64) -> Option<Derived> {
    let (weight, height) = (positive(weight_kg)?, positive(height_cm)?);
    Some(Derived::new(Inputs::Bsa { weight, height }, (height * weight / 3600.0).sqrt()))
}

/// Mean arterial pressure from mmHg. None when the systolic pressure is not above the diastolic one.
/// Source: the usual estimate from cuff pressures, a third of the pulse pressure above the diastolic
/// (Guyton and Hall, Textbook of Medical Physiology).
#[must_use]
pub fn map(systolic: f64, diastolic: f64) -> Option<Derived> {
    let (systolic, diastolic) = (positive(systolic)?, positive(diastolic)?);
    let value = diastolic + (systolic - diastolic) / 3.0;
    (systolic > diastolic).then(|| Derived::new(Inputs::Map { systolic, diastolic }, value))
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
    let female = match sex {
        Sex::Female => true,
        Sex::Male => false,
        Sex::Other | Sex::Unknown => return None,
    };
    if !(18..=120).contains(&age_years) {
        return None;
    }
    let (kappa, alpha, factor) = ckd_epi(female);
    let ratio = creatinine / kappa;
    let value =
        142.0 * ratio.min(1.0).powf(alpha) * ratio.max(1.0).powf(-1.2) * 0.9938_f64.powi(age_years) * factor;
    Some(Derived::new(Inputs::Egfr { creatinine, age: age_years, female }, value))
}

/// κ, α and the factor of the equation in [`egfr`].
fn ckd_epi(female: bool) -> (f64, f64, f64) {
    if female { (0.7, -0.241, 1.012) } else { (0.9, -0.302, 1.0) }
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
