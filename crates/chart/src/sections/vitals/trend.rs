//! What one number was before, and how it went.

use super::{VitalCode, VitalsSet};
use crate::fold::Section;
use chrono::{DateTime, FixedOffset};

/// The last value of a code, or the last that was true before a moment, and when. Sets entered in error do not count.
#[must_use]
pub fn previous(
    section: &Section<VitalsSet>,
    code: VitalCode,
    before: Option<DateTime<FixedOffset>>,
) -> Option<(f64, DateTime<FixedOffset>)> {
    section
        .readings()
        .filter(|(_, version, _)| before.is_none_or(|before| version.effective_at < before))
        .filter_map(|(_, version, set)| Some((version.effective_at, version.entry, set.value(code)?)))
        // Of two sets of the same moment the one written last: entry identifiers grow with time.
        .max_by_key(|(at, entry, _)| (*at, *entry))
        .map(|(at, _, value)| (value, at))
}

/// Every value of a code, oldest first. Sets entered in error do not count.
#[must_use]
pub fn series(section: &Section<VitalsSet>, code: VitalCode) -> Vec<(DateTime<FixedOffset>, f64)> {
    let mut values: Vec<_> = section
        .readings()
        .filter_map(|(_, version, set)| Some((version.effective_at, version.entry, set.value(code)?)))
        .collect();
    values.sort_by_key(|(at, entry, _)| (*at, *entry));
    values.into_iter().map(|(at, _, value)| (at, value)).collect()
}
