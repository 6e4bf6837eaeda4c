//! The sig in the four columns of a medication plan: morning, noon, evening, night.
//!
//! The convention, as on the German medication plan (Bundeseinheitlicher Medikationsplan, § 31a SGB V) where four
//! columns stand for the day: once daily is in the morning, twice is morning and evening, three times is morning,
//! noon and evening, four times is all of them; every 24, 12, 8 and 6 hours likewise. A plan is a help for the
//! patient, not another order: the sentence stands on the prescription.

use super::figures::counted;
use super::words::{Measure, measure};
use super::{DayPart, Dose, Link, Per, Sig, TimeUnit, Timing, plural};

/// The amounts for morning, noon, evening and night: `["1", "", "1", ""]`. Empty where nothing is taken.
///
/// None when the day does not say it: as needed, tapers, ranges of times, weekly, every other day, without a dose.
/// Pieces are counted bare (`1`, `½`, `1–2`); everything else has its unit (`5 mL`, `20 units`).
#[must_use]
pub fn day_parts(sig: &Sig) -> Option<[String; 4]> {
    let (first, rest) = sig.steps.split_first()?;
    if rest.iter().any(|step| step.link == Link::Then) {
        return None;
    }
    let mut grid: [String; 4] = Default::default();
    for step in std::iter::once(first).chain(rest) {
        if step.as_needed.is_some() {
            return None;
        }
        let dose = step.dose.as_ref()?;
        for part in parts(step.timing.as_ref()?)? {
            let cell = &mut grid[*part as usize];
            if !cell.is_empty() {
                return None;
            }
            *cell = amount(dose);
        }
    }
    Some(grid)
}

fn parts(timing: &Timing) -> Option<&[DayPart]> {
    use DayPart::{Bedtime, Evening, Morning, Noon};
    let times = match timing {
        Timing::Parts(parts) => return Some(parts),
        Timing::Times { low, high: None, per: Per::Day } => *low,
        Timing::Every { low: low @ (24 | 12 | 8 | 6), high: None, unit: TimeUnit::Hour } => 24 / low,
        _ => return None,
    };
    match times {
        1 => Some(&[Morning]),
        2 => Some(&[Morning, Evening]),
        3 => Some(&[Morning, Noon, Evening]),
        4 => Some(&[Morning, Noon, Evening, Bedtime]),
        _ => None,
    }
}

fn amount(dose: &Dose) -> String {
    let number = match dose.high {
        Some(high) => format!("{}–{}", counted(dose.low, &dose.unit), counted(high, &dose.unit)),
        None => counted(dose.low, &dose.unit),
    };
    if measure(&dose.unit) == Measure::Piece {
        number
    } else {
        format!("{number}\u{a0}{}", plural(&dose.unit, dose.most()))
    }
}
