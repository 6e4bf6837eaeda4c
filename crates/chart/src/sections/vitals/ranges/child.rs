//! Under 16 years.

use super::adult::{diastolic, systolic, tenths};
use super::{Assessment, Flag, found, glucose, not_assessed};
use crate::dates::Age;
use crate::sections::vitals::VitalCode;

/// American Heart Association, Pediatric Advanced Life Support Provider Manual, 2020: heart rate awake, respiratory
/// rate, and hypotension by systolic pressure, by age; hypoxaemia is below 94 % in room air.
const PALS: &str = "PALS (AHA 2020)";
/// World Health Organization, Pocket book of hospital care for children, 2nd edition, 2013: oxygen below 90 %.
const WHO_CHILD: &str = "WHO pocket book 2013";
/// National Institute for Health and Care Excellence, NG143 Fever in under 5s, 2019: fever is 38 °C and above; under
/// three months that alone is high risk.
const FEVER: &str = "NICE NG143 (2019)";
/// World Health Organization, Thermal protection of the newborn, 1997: below 36.5 °C is hypothermia, below 36.0 °C
/// moderate.
const NEWBORN: &str = "WHO 1997 (newborn)";

/// The ages that Pediatric Advanced Life Support parts childhood into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Band {
    Neonate,
    Infant,
    Toddler,
    Preschool,
    School,
    Adolescent,
}

impl Band {
    /// Neonate to 28 days, infant to 1 year, toddler to 3, preschool to 6, school age to 12.
    fn of(age: Age) -> Self {
        match age.months {
            0 if age.days.is_none_or(|days| days <= 28) => Self::Neonate,
            months if months < 12 => Self::Infant,
            months if months < 36 => Self::Toddler,
            months if months < 72 => Self::Preschool,
            months if months < 144 => Self::School,
            _ => Self::Adolescent,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Neonate => "newborn",
            Self::Infant => "infant",
            Self::Toddler => "toddler",
            Self::Preschool => "preschool child",
            Self::School => "school child",
            Self::Adolescent => "adolescent",
        }
    }
}

pub(super) fn assess(code: VitalCode, value: f64, age: Age) -> Assessment {
    let band = Band::of(age);
    match code {
        VitalCode::HeartRate => within(value, heart_rate(band), band),
        VitalCode::RespiratoryRate => within(value, respiratory_rate(band), band),
        VitalCode::BpSystolic => pressure(value, age, band),
        VitalCode::BpDiastolic if age.years() >= 13 => diastolic(value),
        VitalCode::BpDiastolic => {
            not_assessed("blood pressure centiles under 13 years are not in this version")
        }
        VitalCode::OxygenSaturation => match value {
            v if v < 90.0 => found(Flag::CriticalLow, "below 90", WHO_CHILD),
            v if v < 94.0 => found(Flag::Low, "90 to 93", PALS),
            _ => found(Flag::Normal, "94 and above", PALS),
        },
        VitalCode::Temperature => temperature(tenths(value), age, band),
        VitalCode::Glucose if age.months >= 12 => glucose(value),
        VitalCode::Glucose => not_assessed("there is no range for glucose under one year in this version"),
        VitalCode::Pain => super::pain(value),
        VitalCode::Weight | VitalCode::Height | VitalCode::HeadCircumference => {
            not_assessed("growth charts are not in this version")
        }
    }
}

fn heart_rate(band: Band) -> (f64, f64) {
    match band {
        Band::Neonate => (100.0, 205.0),
        Band::Infant => (100.0, 180.0),
        Band::Toddler => (98.0, 140.0),
        Band::Preschool => (80.0, 120.0),
        Band::School => (75.0, 118.0),
        Band::Adolescent => (60.0, 100.0),
    }
}

fn respiratory_rate(band: Band) -> (f64, f64) {
    match band {
        Band::Neonate | Band::Infant => (30.0, 53.0),
        Band::Toddler => (22.0, 37.0),
        Band::Preschool => (20.0, 28.0),
        Band::School => (18.0, 25.0),
        Band::Adolescent => (12.0, 20.0),
    }
}

fn within(value: f64, (low, high): (f64, f64), band: Band) -> Assessment {
    let flag = if value < low {
        Flag::Low
    } else if value > high {
        Flag::High
    } else {
        Flag::Normal
    };
    found(flag, &format!("{low} to {high}, {}", band.name()), PALS)
}

/// Hypotension at every age; high pressure from 13 years on, where the limits are those of adults (Flynn JT et al.,
/// AAP 2017, Pediatrics 140: e20171904).
fn pressure(value: f64, age: Age, band: Band) -> Assessment {
    let least = match band {
        Band::Neonate => 60.0,
        Band::Infant => 70.0,
        _ if age.years() < 10 => 70.0 + 2.0 * f64::from(age.years()),
        _ => 90.0,
    };
    if value < least {
        return found(Flag::CriticalLow, &format!("hypotension: below {least}, {}", band.name()), PALS);
    }
    if age.years() >= 13 {
        return systolic(value);
    }
    not_assessed("blood pressure centiles under 13 years are not in this version")
}

fn temperature(value: f64, age: Age, band: Band) -> Assessment {
    match value {
        v if v >= 38.0 && age.months < 3 => {
            found(Flag::CriticalHigh, "fever under three months: 38.0 and above", FEVER)
        }
        v if v >= 38.0 => found(Flag::High, "fever: 38.0 and above", FEVER),
        v if band == Band::Neonate && v < 36.0 => found(Flag::CriticalLow, "below 36.0, newborn", NEWBORN),
        v if band == Band::Neonate && v < 36.5 => found(Flag::Low, "below 36.5, newborn", NEWBORN),
        v if v < 35.0 => not_assessed("there is no lower limit for this age in this version"),
        _ => found(Flag::Normal, "below 38.0", FEVER),
    }
}
