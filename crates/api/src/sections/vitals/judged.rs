//! Which measurements ask for a word: those that cannot be meant, and those beyond their range.

use super::reading::{Reading, Who, stands_out};
use super::together;
use chart::sections::vitals::VitalsSet;
use chart::sections::vitals::ranges::Flag;
use chart::{Chart, RecordId};
use chrono::{DateTime, FixedOffset};

/// A value of the visit beyond its range, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StandsOut {
    /// The names a note may use for it: `Blood pressure`, `BP`.
    pub(crate) names: [String; 2],
    /// `158/92`.
    pub(crate) value: String,
    /// `high: above 140/90`.
    pub(crate) why: String,
}

/// What cannot well be meant, in sentences.
pub(crate) fn implausible(chart: &Chart, set: &VitalsSet, now: DateTime<FixedOffset>) -> Vec<String> {
    let who = Who::of(chart, now.date_naive());
    Reading::from_set(set)
        .rows
        .iter()
        .filter_map(|row| Some((row, row.worst(who).filter(|worst| worst.flag == Flag::Implausible)?)))
        .map(|(row, worst)| format!("{} {}: {}", row.row.label, row.text, worst.text))
        .collect()
}

/// The values of a visit that lie beyond their range. Values with a remark of the nurse's are explained already.
pub(crate) fn standing_out(chart: &Chart, encounter: RecordId, now: DateTime<FixedOffset>) -> Vec<StandsOut> {
    let explained = chart
        .vitals
        .readings()
        .any(|(_, version, set)| version.encounter == Some(encounter) && set.comment.is_some());
    let Some((set, _)) = together(chart, encounter).filter(|_| !explained) else { return Vec::new() };
    let who = Who::of(chart, now.date_naive());
    Reading::from_set(&set)
        .rows
        .iter()
        .filter_map(|row| Some((row, row.worst(who).filter(|worst| stands_out(worst.flag))?)))
        .map(|(row, worst)| StandsOut {
            names: [row.row.label.to_owned(), row.row.short.to_owned()],
            value: row.text.clone(),
            why: worst.text,
        })
        .collect()
}
