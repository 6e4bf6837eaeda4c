//! A clock that jumps. Nothing in the file depends on the clock: entries and acts stand in the order of writing. But
//! it gives the times on screen and on paper, so a clock that cannot be right is told.
//!
//! Each act is compared with the one before it, not with the latest there ever was: after a jump was set right, the
//! first act is told of once, and the next ones fit again. Time zone and summer time change nothing here, because
//! instants are compared.

use crate::store::Moment;
use crate::verify::Finding;
use chrono::{DateTime, TimeDelta, Utc};

/// A clock that is set by the network moves by seconds; by so much nobody moves it who sets it right.
const BACK: TimeDelta = TimeDelta::minutes(5);
/// Longer than a practice is closed for a holiday.
const AHEAD: TimeDelta = TimeDelta::days(60);

/// The kind of the finding.
pub(crate) const KIND: &str = "clock";

/// What is odd about the time, when something is.
pub(crate) fn doubt(last: DateTime<Utc>, now: Moment) -> Option<Finding> {
    let passed = now.to_utc() - last;
    let says = now.format("%Y-%m-%d %H:%M");
    let before = last.with_timezone(now.offset());
    let before = before.format("%Y-%m-%d %H:%M");
    let what = if passed < -BACK {
        format!(
            "The clock of this computer says {says}, but the last act here was written down at {before}. Set date \
             and time right. The order of what was written is not touched, but new entries bear the clock's time."
        )
    } else if passed > AHEAD {
        format!(
            "The clock of this computer says {says}; the last act here was written down at {before}, {} days \
             before. If nobody worked here for so long, all is well. If not, set date and time right.",
            passed.num_days()
        )
    } else {
        return None;
    };
    Some(Finding::new(KIND, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn d10_only_a_jump_is_odd() {
        let last = at("2026-11-22T10:00:00+01:00").to_utc();
        for fine in [
            "2026-11-22T10:00:00+01:00",
            "2026-11-22T09:58:00+01:00",
            "2026-12-24T10:00:00+01:00",
            // The same moment elsewhere.
            "2026-11-22T19:00:00+10:00",
            "2026-11-21T23:00:00-10:00",
        ] {
            assert_eq!(doubt(last, at(fine)), None, "{fine}");
        }
        for (odd, says) in [
            ("2026-11-21T10:00:00+01:00", "written down at 2026-11-22 10:00"),
            ("2026-11-22T09:54:00+01:00", "written down at 2026-11-22 10:00"),
            ("2036-11-22T10:00:00+01:00", "3653 days before"),
            ("2027-11-22T10:00:00+01:00", "365 days before"),
        ] {
            let finding = doubt(last, at(odd)).unwrap_or_else(|| panic!("{odd} is odd"));
            assert!(finding.what.contains(says), "{}", finding.what);
        }
    }
}
