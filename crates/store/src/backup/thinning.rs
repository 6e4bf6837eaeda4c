//! Thinning: which backups may go. Pure, so that chance can look for the case in which the good one goes.

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use std::collections::HashSet;

/// A backup, as far as thinning has to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
    /// It was proven, and still is what was proven.
    pub proven: bool,
}

/// Names the period a moment lies in.
type Period = fn(DateTime<FixedOffset>) -> (i32, u32, u32);

/// The newest proven backup of each of the last so many periods that have one.
const PERIODS: &[(usize, Period)] = &[
    (24, |at| (at.year(), at.ordinal(), at.hour())),
    (14, |at| (at.year(), at.ordinal(), 0)),
    (8, |at| (at.iso_week().year(), at.iso_week().week(), 0)),
    (12, |at| (at.year(), at.month(), 0)),
    (7, |at| (at.year(), 0, 0)),
];

/// Which of the backups may be removed, as places in the list: all but the newest proven one of each of the
/// last 24 hours, 14 days, 8 weeks, 12 months and 7 years that have one.
///
/// A backup that is not proven never stands in for one that is. It goes when a newer proven one is there, and
/// never before: until then it may be all there is. Periods are counted in UTC, so that travel and summer time
/// change nothing. Without a proven backup nothing goes at all.
#[must_use]
pub fn to_remove(backups: &[Kept]) -> Vec<usize> {
    let mut newest_first: Vec<usize> = (0..backups.len()).collect();
    newest_first.sort_by_key(|place| std::cmp::Reverse(backups[*place].made_at));
    let proven: Vec<usize> = newest_first.into_iter().filter(|place| backups[*place].proven).collect();
    let Some(newest) = proven.first().map(|place| backups[*place].made_at) else { return Vec::new() };

    let mut keep: HashSet<usize> = HashSet::new();
    for (count, period) in PERIODS {
        let mut seen = HashSet::new();
        for place in &proven {
            if seen.len() == *count {
                break;
            }
            if seen.insert(period(backups[*place].made_at.to_utc().fixed_offset())) {
                keep.insert(*place);
            }
        }
    }
    (0..backups.len())
        .filter(|place| !keep.contains(place))
        .filter(|place| backups[*place].proven || backups[*place].made_at < newest)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn start() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-22T08:15:00+01:00").unwrap()
    }

    fn remaining(backups: &[Kept]) -> Vec<Kept> {
        let gone: HashSet<usize> = to_remove(backups).into_iter().collect();
        backups.iter().enumerate().filter(|(place, _)| !gone.contains(place)).map(|(_, kept)| *kept).collect()
    }

    fn histories() -> impl Strategy<Value = Vec<Kept>> {
        let one = (0..5_000_000_i64, prop::bool::weighted(0.8))
            .prop_map(|(minutes, proven)| Kept { made_at: start() - TimeDelta::minutes(minutes), proven });
        prop::collection::vec(one, 0..120)
    }

    proptest! {
        #[test]
        fn d6_the_newest_proven_one_always_stays(backups in histories()) {
            let stay = remaining(&backups);
            let newest = |list: &[Kept]| list.iter().filter(|kept| kept.proven).map(|kept| kept.made_at).max();
            prop_assert_eq!(newest(&stay), newest(&backups));
            if newest(&backups).is_none() {
                prop_assert_eq!(stay.len(), backups.len(), "nothing goes without a proven one");
            }
        }

        #[test]
        fn d6_what_cannot_be_believed_never_pushes_out_what_can(backups in histories()) {
            let believed: Vec<Kept> = backups.iter().copied().filter(|kept| kept.proven).collect();
            let stay: Vec<Kept> = remaining(&backups).into_iter().filter(|kept| kept.proven).collect();
            prop_assert_eq!(stay, remaining(&believed), "the same stay as if the others were not there");
        }

        #[test]
        fn d6_thinning_twice_is_thinning_once(backups in histories()) {
            let once = remaining(&backups);
            prop_assert_eq!(remaining(&once), once);
        }

        #[test]
        fn d6_the_order_of_the_list_says_nothing(backups in histories()) {
            let mut forwards = remaining(&backups);
            let mut backwards = remaining(&backups.iter().rev().copied().collect::<Vec<_>>());
            // Two of one minute: either may stand for it.
            forwards.sort_by_key(|kept| (kept.made_at, kept.proven));
            backwards.sort_by_key(|kept| (kept.made_at, kept.proven));
            prop_assert_eq!(forwards, backwards);
        }
    }

    #[test]
    fn d6_years_of_hourly_backups_leave_what_was_promised() {
        let mut stay: Vec<Kept> = Vec::new();
        let hours = 24 * 365 * 3;
        for hour in 0..hours {
            stay.push(Kept { made_at: start() + TimeDelta::hours(hour), proven: true });
            stay = remaining(&stay);
        }
        assert!(stay.len() <= 24 + 14 + 8 + 12 + 7, "{} stay", stay.len());
        let age = |kept: &Kept| (start() + TimeDelta::hours(hours - 1) - kept.made_at).num_hours();
        assert_eq!(stay.iter().filter(|kept| age(kept) < 24).count(), 24, "each of the last 24 hours");
        let last = (start() + TimeDelta::hours(hours - 1)).to_utc().date_naive();
        let days: HashSet<i64> =
            stay.iter().map(|kept| (last - kept.made_at.to_utc().date_naive()).num_days()).collect();
        assert!((0..14).all(|day| days.contains(&day)), "each of the last 14 days: {days:?}");
        let months: HashSet<(i32, u32)> =
            stay.iter().map(|kept| (kept.made_at.to_utc().year(), kept.made_at.to_utc().month())).collect();
        assert!(months.len() >= 12, "each of the last 12 months: {months:?}");
        let years: HashSet<i32> = months.into_iter().map(|(year, _)| year).collect();
        assert_eq!(years, HashSet::from([2026, 2027, 2028, 2029]), "each year");
    }

    #[test]
    fn d6_a_backup_that_failed_goes_only_after_a_newer_one_was_proven() {
        let at = |hour| start() + TimeDelta::hours(hour);
        let failed = Kept { made_at: at(2), proven: false };
        let before = Kept { made_at: at(1), proven: true };
        assert_eq!(to_remove(&[before, failed]), Vec::<usize>::new());
        assert_eq!(to_remove(&[before, failed, Kept { made_at: at(3), proven: true }]), [1]);
        assert_eq!(to_remove(&[failed]), Vec::<usize>::new(), "it may be all there is");
    }
}
