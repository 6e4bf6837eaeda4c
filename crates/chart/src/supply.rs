//! How long what was ordered lasts, counted from the paper: nobody here sees what the pharmacy hands out.
//!
//! A sum of the quantity, the refills and the sig, and so no more than "if it is taken as written".

use crate::sections::prescriptions::PrescriptionItem;
use crate::sig::{self, Duration, Link, Sig, TimeUnit};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How long an order lasts if it is taken as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Supply {
    /// How many days one filling lasts. Greater than 0.
    pub days: u32,
    /// How many refills are left on this day.
    pub refills_left: u32,
    /// The last day with all refills.
    pub until: NaiveDate,
}

/// So many days stand for the long run: whole weeks, and whole doses of every other day and of every third.
const LONG_RUN: u16 = 84;

/// How long an order lasts. None where the sig does not say how much a day takes: as needed without a limit, tapers,
/// doses by weight, and a quantity in another unit than the dose.
#[must_use]
pub fn supply(item: &PrescriptionItem, ordered: NaiveDate, today: NaiveDate) -> Option<Supply> {
    let quantity = item.quantity.as_ref().filter(|quantity| quantity.value > 0.0)?;
    let long_run = for_days(item.sig.as_ref()?, LONG_RUN)?;
    let taken = sig::quantity(&long_run)?.quantity;
    if taken.unit != quantity.unit || taken.value <= 0.0 {
        return None;
    }
    let days = (quantity.value * f64::from(LONG_RUN) / taken.value).floor();
    // At most ten years; the cast of a number in this range loses nothing.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be 1 to 3,650")]
    let days = (1.0..=3_650.0).contains(&days).then_some(days as u32)?;
    let fills = item.refills.saturating_add(1);
    let until = ordered.checked_add_days(Days::new(u64::from(days) * u64::from(fills) - 1))?;
    let gone = u32::try_from(today.signed_duration_since(ordered).num_days()).unwrap_or(0) / days;
    Some(Supply { days, refills_left: item.refills.saturating_sub(gone), until })
}

/// The same sig for so many days. None for what has steps one after the other, or is taken once.
fn for_days(sig: &Sig, days: u16) -> Option<Sig> {
    if sig.steps.is_empty() || sig.steps.iter().skip(1).any(|step| step.link == Link::Then) {
        return None;
    }
    if sig.steps.iter().any(|step| matches!(step.timing, Some(sig::Timing::Once { .. }))) {
        return None;
    }
    let mut long = sig.clone();
    for step in &mut long.steps {
        step.duration = Some(Duration { value: days, high: None, unit: TimeUnit::Day });
    }
    Some(long)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::{Concept, Quantity};

    fn item(sig: &str, quantity: f64, unit: &str, refills: u32) -> PrescriptionItem {
        let sig = sig::parse(sig);
        PrescriptionItem {
            drug: Concept::text("a drug"),
            strength: None,
            form: None,
            instructions: sig::print(&sig),
            sig: Some(sig),
            quantity: Some(Quantity { value: quantity, unit: unit.to_owned() }),
            refills,
            reason: None,
            substitution: true,
            long_term: true,
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_filling_lasts_as_long_as_the_sig_takes() {
        let counted = |sig: &str, quantity: f64, unit: &str, refills: u32, on: &str| {
            supply(&item(sig, quantity, unit, refills), day("2026-01-01"), day(on))
        };
        let metformin = counted("1 tab po bid", 180.0, "tablet", 3, "2026-01-01").unwrap();
        assert_eq!((metformin.days, metformin.refills_left), (90, 3));
        assert_eq!(metformin.until, day("2026-12-26"), "four times 90 days, the first of them included");
        assert_eq!(counted("1 tab po bid", 180.0, "tablet", 3, "2026-07-15").unwrap().refills_left, 1);
        assert_eq!(counted("1 tab po bid", 180.0, "tablet", 3, "2029-07-15").unwrap().refills_left, 0);
        assert_eq!(counted("1 tab po once weekly", 4.0, "tablet", 0, "2026-01-01").unwrap().days, 28);
        assert_eq!(counted("1 tab po every other day", 15.0, "tablet", 0, "2026-01-01").unwrap().days, 30);
    }

    #[test]
    fn what_the_sig_does_not_say_is_not_counted() {
        let today = day("2026-01-01");
        for (sig, quantity, unit) in [
            ("1 tab po prn pain", 20.0, "tablet"),
            ("40 mg daily for 5 days, then 20 mg daily for 5 days", 20.0, "tablet"),
            ("apply to the face bid", 1.0, "tube"),
            ("1 tab po bid", 0.0, "tablet"),
            ("1 tab po once", 1.0, "tablet"),
            ("5 mL po bid", 1.0, "bottle"),
        ] {
            assert_eq!(supply(&item(sig, quantity, unit, 1), today, today), None, "{sig}");
        }
    }
}
