//! Vitals as they stand on paper.

use super::reading::{Reading, Who, derived_numbers};
use super::together;
use chart::sections::vitals::VitalCode;
use chart::sections::vitals::form;
use chart::sections::vitals::ranges::Flag;
use chart::sections::vitals::trend::series;
use chart::{Chart, RecordId};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// The newest value of a code in words: `81.5 kg`.
pub(crate) fn latest_in_words(chart: &Chart, code: VitalCode) -> Option<String> {
    latest(chart, code).map(|(_, words)| words)
}

/// The newest value of the row a code stands in, in words, and when it was measured. Of a blood pressure both numbers
/// are of one measurement.
pub(crate) fn latest(chart: &Chart, code: VitalCode) -> Option<(DateTime<FixedOffset>, String)> {
    let row = form::FIELDS.iter().find(|row| row.codes.contains(&code))?;
    let mut all = row.codes.iter().map(|code| series(&chart.vitals, *code));
    let first = all.next()?;
    let others: Vec<_> = all.collect();
    first.into_iter().rev().find_map(|(at, value)| {
        let same = |other: &Vec<(DateTime<FixedOffset>, f64)>| {
            other.iter().rev().find(|(then, _)| *then == at).map(|(_, value)| *value)
        };
        let rest = others.iter().map(same).collect::<Option<Vec<f64>>>()?;
        let values: Vec<f64> = std::iter::once(value).chain(rest).collect();
        Some((at, format!("{} {}", form::figures(row, &values), row.unit)))
    })
}

/// The measurements of a visit in one line.
pub(crate) fn of_visit_in_words(chart: &Chart, encounter: RecordId) -> Option<String> {
    together(chart, encounter).map(|(set, _)| super::in_one_line(&set))
}

/// The measurements of a visit, and the body mass index where it follows.
pub(crate) fn on_paper(chart: &Chart, encounter: RecordId, day: NaiveDate) -> Vec<paper::Measurement> {
    let Some((set, since)) = together(chart, encounter) else {
        return Vec::new();
    };
    let who = Who::of(chart, day);
    let mut measured: Vec<paper::Measurement> = Reading::from_set(&set)
        .rows
        .iter()
        .filter(|row| !row.text.is_empty())
        .map(|row| paper::Measurement {
            label: row.row.label.to_owned(),
            value: row.text.clone(),
            unit: row.row.unit.to_owned(),
            flag: match row.worst(who).map(|worst| worst.flag) {
                Some(Flag::High | Flag::CriticalHigh) => paper::Flag::High,
                Some(Flag::Low | Flag::CriticalLow) => paper::Flag::Low,
                _ => paper::Flag::Usual,
            },
        })
        .collect();
    let derived = derived_numbers(chart, &set, since);
    measured.extend(derived.into_iter().filter(|number| number.label == "BMI").map(|number| {
        let (value, unit) = number.text.split_once(' ').unwrap_or((number.text.as_str(), ""));
        paper::Measurement {
            label: number.label.clone(),
            value: value.to_owned(),
            unit: unit.to_owned(),
            flag: paper::Flag::Usual,
        }
    }));
    measured
}
