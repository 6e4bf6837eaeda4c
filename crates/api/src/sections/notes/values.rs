//! Values of the chart that a phrase can put into a note: `{last.bp}`, `{meds}`, `{age}`. What is put in is a snapshot:
//! it is looked up again before signing, and a difference is shown.

use crate::sections::vitals;
use chart::coding::system;
use chart::sections::allergies::AllergyState;
use chart::sections::results::Found;
use chart::sections::vitals::VitalCode;
use chart::{Chart, RecordId};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// The names that are always there, each with what it gives.
#[cfg(test)]
pub(super) const NAMES: &[(&str, &str)] = &[
    ("age", "age"),
    ("sex", "sex"),
    ("problems", "active problems"),
    ("meds", "medicines taken now"),
    ("allergies", "allergies"),
    ("vitals", "vitals of this visit"),
    ("last.bp", "blood pressure, newest"),
    ("last.hr", "heart rate, newest"),
    ("last.temp", "temperature, newest"),
    ("last.spo2", "oxygen saturation, newest"),
    ("last.wt", "weight, newest"),
    ("last.ht", "height, newest"),
    ("last.glucose", "glucose, newest"),
    ("last.a1c", "a result, newest, by the name of its test"),
    ("today", "today"),
];

/// What a name says now. None for a name nobody knows.
pub(super) fn value(
    chart: &Chart,
    encounter: Option<RecordId>,
    now: DateTime<FixedOffset>,
    name: &str,
) -> Option<String> {
    let patient = chart.patient()?;
    let joined =
        |words: Vec<String>, none: &str| if words.is_empty() { none.to_owned() } else { words.join("; ") };
    Some(match name {
        "age" => patient.age_on(now.date_naive())?.short(),
        "sex" => crate::timeline::word(&patient.sex),
        "today" => paper::dates::short(now.date_naive()),
        "problems" => joined(
            chart
                .problems
                .readings()
                .filter(|(_, _, problem)| problem.is_active())
                .map(|(_, _, problem)| problem.condition.text.clone())
                .collect(),
            "none listed",
        ),
        "meds" => joined(
            chart
                .medications
                .readings()
                .filter(|(_, _, medicine)| medicine.is_current())
                .map(|(_, _, medicine)| medicine.name())
                .collect(),
            "none listed",
        ),
        "allergies" => match chart.allergy_state() {
            AllergyState::NeverAsked => "never asked".to_owned(),
            AllergyState::NoneKnown(_) => "none known".to_owned(),
            AllergyState::Listed(listed) => {
                listed.iter().map(|(_, allergy)| allergy.short()).collect::<Vec<_>>().join("; ")
            }
        },
        "vitals" => vitals::of_visit_in_words(chart, encounter?).unwrap_or_else(|| "not taken".to_owned()),
        _ => last(chart, now.date_naive(), name.strip_prefix("last.")?)?,
    })
}

/// A measurement, or the newest result of a test by any of its listed names. What was measured on another day says on
/// which: an old value must not read like one of this visit.
fn last(chart: &Chart, today: NaiveDate, name: &str) -> Option<String> {
    let code = match name {
        "bp" => VitalCode::BpSystolic,
        "hr" => VitalCode::HeartRate,
        "temp" => VitalCode::Temperature,
        "spo2" => VitalCode::OxygenSaturation,
        "wt" => VitalCode::Weight,
        "ht" => VitalCode::Height,
        "glucose" => VitalCode::Glucose,
        _ => return result(chart, name),
    };
    Some(match vitals::latest(chart, code) {
        None => "not measured".to_owned(),
        Some((at, words)) if at.date_naive() == today => words,
        Some((at, words)) => format!("{words} ({})", paper::dates::short(at.date_naive())),
    })
}

fn result(chart: &Chart, name: &str) -> Option<String> {
    let pack = crate::pack::of_lines().ok()?;
    let listed = pack.orderable.by_name(name)?;
    let same = |test: &chart::Concept| {
        let coded = listed.loinc.is_some_and(|code| {
            test.codings.iter().any(|coding| coding.system == system::LOINC && coding.code == code)
        });
        coded || pack.orderable.by_name(&test.text).is_some_and(|named| named.name == listed.name)
    };
    let newest = chart
        .results
        .readings()
        .flat_map(|(_, version, report)| report.values.iter().map(move |value| (version.effective_at, value)))
        .filter(|(_, value)| same(&value.test))
        .max_by_key(|(at, _)| *at);
    Some(match newest {
        Some((at, value)) => {
            let found = match &value.found {
                Found::Quantity(quantity) => format!("{} {}", quantity.shown_value(), quantity.shown_unit()),
                Found::Text(text) => text.clone(),
            };
            format!("{} ({})", found.trim(), paper::dates::short(at.date_naive()))
        }
        None => "no result".to_owned(),
    })
}
