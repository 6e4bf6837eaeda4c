//! Vitals as they stand on paper.

use super::reading::{Reading, Who, derived_numbers};
use super::together;
use chart::sections::vitals::VitalCode;
use chart::sections::vitals::form;
use chart::sections::vitals::ranges::Flag;
use chart::sections::vitals::trend::series;
use chart::{Chart, RecordId};
use chrono::NaiveDate;

/// The newest value of a code in words: `81.5 kg`.
pub(crate) fn latest_in_words(chart: &Chart, code: VitalCode) -> Option<String> {
    let (_, value) = series(&chart.vitals, code).pop()?;
    let row = form::FIELDS.iter().find(|row| row.codes == [code])?;
    Some(format!("{} {}", form::figures(row, &[value]), row.unit))
}

/// The newest blood pressure in words: `146/86 mmHg`.
pub(crate) fn latest_pressure(chart: &Chart) -> Option<String> {
    let row = form::FIELDS.iter().find(|row| row.codes.contains(&VitalCode::BpSystolic))?;
    let newest: Option<Vec<f64>> =
        row.codes.iter().map(|code| series(&chart.vitals, *code).pop().map(|(_, value)| value)).collect();
    Some(format!("{} {}", form::figures(row, &newest?), row.unit))
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
