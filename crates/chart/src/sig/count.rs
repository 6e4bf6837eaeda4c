//! How much has to be dispensed, counted from the sig, with the sum shown.

use super::figures::{figure, tidy};
use super::words::{Measure, measure};
use super::{Per, Route, Sig, Step, TimeUnit, Timing, plural};
use crate::coding::Quantity;

/// A counted quantity and how it was counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// How much.
    pub quantity: Quantity,
    /// The sum: `7 days × 2 = 14 capsules`.
    pub how: String,
}

/// Counts the most the sig can use. None when it has no end, has no dose, is taken as needed without a limit, or is
/// dosed by weight, of which nobody knows how many pieces it takes.
#[must_use]
pub fn quantity(sig: &Sig) -> Option<Count> {
    // "May repeat in 2 weeks": how often again, the parts do not say.
    if sig.note.as_deref().is_some_and(|note| note.to_lowercase().contains("repeat")) {
        return None;
    }
    let mut unit: Option<&str> = None;
    let mut total = 0.0;
    let mut sums = Vec::new();
    for group in sig.groups() {
        let group_days = group.iter().find_map(|step| step.duration).map(super::Duration::days);
        for step in group {
            let (step_unit, amount, sum) = one(step, group_days)?;
            if unit.is_some_and(|unit| unit != step_unit) {
                return None;
            }
            unit = Some(step_unit);
            total += amount;
            sums.push(sum);
        }
    }
    let unit = unit?;
    let whole = measure(unit) == Measure::Piece;
    let value = if whole { tidy(total).ceil() } else { tidy(total) };
    let how =
        format!("{} = {} {}", sums.join(" + "), figure(value), plural(unit, value)).trim_end().to_owned();
    Some(Count { quantity: Quantity { value, unit: unit.to_owned() }, how })
}

fn one(step: &Step, group_days: Option<u32>) -> Option<(&str, f64, String)> {
    let dose = step.dose.as_ref()?;
    if matches!(measure(&dose.unit), Measure::Mass | Measure::Vague) {
        return None;
    }
    let sides = match step.route {
        Some(Route::BothEyes | Route::BothEars | Route::EachNostril) => 2.0,
        _ => 1.0,
    };
    let each = dose.most() * sides;
    let times_each = |text: String| {
        if each == 1.0 { text } else { format!("{text} × {}", figure(tidy(each))) }
    };
    if let Some(Timing::Once { .. }) = step.timing {
        return Some((&dose.unit, each, times_each("once".to_owned())));
    }
    let days = f64::from(step.duration.map(super::Duration::days).or(group_days)?);
    let length = if days == 1.0 { "1 day".to_owned() } else { format!("{} days", figure(days)) };
    let limit = step.max_per_day.as_ref().filter(|max| max.unit == dose.unit).map(super::Dose::most);
    if step.as_needed.is_some() {
        let limit = limit?;
        return Some((&dose.unit, days * limit, format!("{length} × at most {}", figure(limit))));
    }
    let (times, text) = match step.timing.as_ref()? {
        Timing::Times { low, high, per: Per::Day } => per_day(f64::from(high.unwrap_or(*low)), days, &length),
        Timing::Parts(parts) => per_day(f64::from(u32::try_from(parts.len()).ok()?), days, &length),
        Timing::Every { low, unit: TimeUnit::Hour, .. } if *low <= 24 => {
            per_day(24.0 / f64::from(*low), days, &length)
        }
        Timing::Every { low, unit, .. } => {
            let every = f64::from(*low) * days_in(*unit);
            let times = (days / every).ceil();
            (times, format!("{} doses in {length}", figure(times)))
        }
        Timing::Times { low, high, per: Per::Week } => in_weeks(f64::from(high.unwrap_or(*low)), days),
        Timing::Weekdays(named) => in_weeks(f64::from(u32::try_from(named.len()).ok()?), days),
        Timing::Times { low, high, per: Per::Month } => {
            let months = (days / 30.0).ceil();
            let times = f64::from(high.unwrap_or(*low));
            (months * times, format!("{} months × {}", figure(months), figure(times)))
        }
        Timing::Once { .. } | Timing::AsDirected => return None,
    };
    Some((&dose.unit, times * each, times_each(text)))
}

fn per_day(times: f64, days: f64, length: &str) -> (f64, String) {
    (days * times, format!("{length} × {}", figure(tidy(times))))
}

fn in_weeks(times: f64, days: f64) -> (f64, String) {
    let weeks = (days / 7.0).ceil();
    let length = if weeks == 1.0 { "1 week".to_owned() } else { format!("{} weeks", figure(weeks)) };
    (weeks * times, format!("{length} × {}", figure(times)))
}

fn days_in(unit: TimeUnit) -> f64 {
    match unit {
        TimeUnit::Hour => 1.0 / 24.0,
        TimeUnit::Day => 1.0,
        TimeUnit::Week => 7.0,
        TimeUnit::Month => 30.0,
    }
}
