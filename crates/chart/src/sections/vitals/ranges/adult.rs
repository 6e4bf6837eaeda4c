//! From 16 years on, the age from which the National Early Warning Score 2 is made.

use super::{Assessment, Flag, found, glucose, not_assessed};
use crate::sections::vitals::VitalCode;

/// Royal College of Physicians, National Early Warning Score (NEWS) 2, London 2017. Three points for one number
/// (urgent review) is critical here; one or two points is low or high. SpO₂ scale 1: the scale for hypercapnic
/// respiratory failure needs a decision by a physician and is not assessed.
const NEWS2: &str = "NEWS2 (RCP 2017)";
/// Whelton PK et al., 2017 ACC/AHA guideline on high blood pressure, Hypertension 2018; 71: e13–e115, table 6;
/// above 180 or above 120 is the guideline's hypertensive crisis. Under 18 the AAP guideline of 2017 uses the same
/// limits from 13 years on.
const BP: &str = "ACC/AHA 2017";
/// Tachycardia is above 100 beats a minute (Page RL et al., 2015 ACC/AHA/HRS guideline on supraventricular
/// tachycardia), sinus bradycardia below 50 (Kusumoto FM et al., 2018 ACC/AHA/HRS guideline on bradycardia).
const RATE: &str = "ACC/AHA/HRS 2015, 2018";

pub(super) fn assess(code: VitalCode, value: f64) -> Assessment {
    match code {
        VitalCode::BpSystolic => match value {
            v if v <= 90.0 => found(Flag::CriticalLow, "90 and below", NEWS2),
            v if v <= 100.0 => found(Flag::Low, "91 to 100", NEWS2),
            v => systolic(v),
        },
        VitalCode::BpDiastolic => diastolic(value),
        VitalCode::HeartRate => match value {
            v if v <= 40.0 => found(Flag::CriticalLow, "40 and below", NEWS2),
            v if v < 50.0 => found(Flag::Low, "bradycardia: below 50", RATE),
            v if v <= 100.0 => found(Flag::Normal, "50 to 100", RATE),
            v if v < 131.0 => found(Flag::High, "tachycardia: above 100", RATE),
            _ => found(Flag::CriticalHigh, "131 and above", NEWS2),
        },
        VitalCode::RespiratoryRate => match value {
            v if v <= 8.0 => found(Flag::CriticalLow, "8 and below", NEWS2),
            v if v < 12.0 => found(Flag::Low, "9 to 11", NEWS2),
            v if v <= 20.0 => found(Flag::Normal, "12 to 20", NEWS2),
            v if v < 25.0 => found(Flag::High, "21 to 24", NEWS2),
            _ => found(Flag::CriticalHigh, "25 and above", NEWS2),
        },
        VitalCode::OxygenSaturation => match value {
            v if v <= 91.0 => found(Flag::CriticalLow, "91 and below", NEWS2),
            v if v < 96.0 => found(Flag::Low, "92 to 95", NEWS2),
            _ => found(Flag::Normal, "96 and above", NEWS2),
        },
        VitalCode::Temperature => match tenths(value) {
            v if v <= 35.0 => found(Flag::CriticalLow, "35.0 and below", NEWS2),
            v if v <= 36.0 => found(Flag::Low, "35.1 to 36.0", NEWS2),
            v if v <= 38.0 => found(Flag::Normal, "36.1 to 38.0", NEWS2),
            v if v <= 39.0 => found(Flag::High, "38.1 to 39.0", NEWS2),
            _ => found(Flag::High, "39.1 and above", NEWS2),
        },
        VitalCode::Glucose => glucose(value),
        VitalCode::Pain => super::pain(value),
        VitalCode::Weight | VitalCode::Height | VitalCode::HeadCircumference => {
            not_assessed("see the body mass index and the growth chart")
        }
    }
}

/// Readings at the limits of the score are to a tenth of a degree; a converted value has more decimals.
pub(super) fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The bands of high blood pressure, systolic. Elevated pressure (120 to 129) is named but not flagged.
pub(super) fn systolic(value: f64) -> Assessment {
    match value {
        v if v < 120.0 => found(Flag::Normal, "below 120", BP),
        v if v < 130.0 => found(Flag::Normal, "elevated: 120 to 129", BP).band(1),
        v if v < 140.0 => found(Flag::High, "stage 1 hypertension: 130 to 139", BP),
        v if v <= 180.0 => found(Flag::High, "stage 2 hypertension: 140 and above", BP).band(1),
        _ => found(Flag::CriticalHigh, "hypertensive crisis: above 180", BP),
    }
}

/// The same, diastolic. No source used here has a lower limit.
pub(super) fn diastolic(value: f64) -> Assessment {
    match value {
        v if v < 80.0 => found(Flag::Normal, "below 80", BP),
        v if v < 90.0 => found(Flag::High, "stage 1 hypertension: 80 to 89", BP),
        v if v <= 120.0 => found(Flag::High, "stage 2 hypertension: 90 and above", BP).band(1),
        _ => found(Flag::CriticalHigh, "hypertensive crisis: above 120", BP),
    }
}
