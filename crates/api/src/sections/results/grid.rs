//! Tests × dates: every value of the chart in a grid, one line a test, one column a day, the newest first.
//!
//! A line has one unit, that of its newest value among the days shown. What was reported in another is converted where
//! the reference pack knows how, and says so; what it does not know stays as it was reported.

use super::preview::words;
use crate::desk::Desk;
use crate::pack;
use crate::problem::Problem;
use chart::coding::system;
use chart::sections::orders::same_test;
use chart::sections::results::{Found, ResultFlag, ResultValue};
use chart::{Concept, PatientId, Quantity, RecordId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use ts_rs::TS;

/// Read the grid.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GridRequest {
    /// Whose.
    pub patient: PatientId,
    /// How many days at most; 40 at most.
    pub days: usize,
    /// Only days before this one.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<NaiveDate>,
    /// As it was known at the end of this day.
    #[serde(default)]
    #[ts(optional)]
    pub as_at: Option<NaiveDate>,
}

/// Tests × dates.
#[derive(Debug, PartialEq, Serialize, TS)]
pub struct ResultGrid {
    /// The days, the newest first.
    pub days: Vec<NaiveDate>,
    /// How many days are newer than these.
    pub newer: usize,
    /// How many days there are in all.
    pub days_in_all: usize,
    /// One line a test, in the order of the alphabet.
    pub rows: Vec<GridRow>,
}

/// One test over the days.
#[derive(Debug, PartialEq, Serialize, TS)]
pub struct GridRow {
    /// `HbA1c`.
    pub test: String,
    /// The unit of the line, as people read it; empty for words.
    pub unit: String,
    /// One cell a day; none where it was not tested.
    pub cells: Vec<Option<GridCell>>,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct GridCell {
    /// The report it is from.
    pub record: RecordId,
    /// In the unit of the line; with its own unit where it could not be told in that.
    pub text: String,
    /// As it was reported, where it was converted: `57 mmol/mol`.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_reported: Option<String>,
    /// How it lies to its range.
    pub flag: ResultFlag,
    /// Whether it matters, as whoever reviewed it says.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevant: Option<bool>,
    /// The range as printed.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<String>,
}

/// One value with its day and report.
struct Taken<'a> {
    day: NaiveDate,
    at: chrono::DateTime<chrono::FixedOffset>,
    record: RecordId,
    value: &'a ResultValue,
}

pub(crate) fn grid(desk: &mut Desk<'_>, request: GridRequest) -> Result<ResultGrid, Problem> {
    let chart = crate::charts::as_at(desk, request.patient, request.as_at)?;
    let mut taken: Vec<Taken<'_>> = chart
        .results
        .readings()
        .flat_map(|(record, version, report)| {
            let at = version.effective_at;
            let record = record.id;
            report.values.iter().map(move |value| Taken { day: at.date_naive(), at, record, value })
        })
        .collect();
    // The last value of a day stands for the day.
    taken.sort_by_key(|one| std::cmp::Reverse(one.at));
    let all: BTreeSet<NaiveDate> = taken.iter().map(|one| one.day).collect();
    let newer = request.before.map_or(0, |before| all.range(before..).count());
    let days: Vec<NaiveDate> = all.iter().rev().skip(newer).take(request.days.min(40)).copied().collect();
    let mut lines: Vec<(&Concept, Vec<&Taken<'_>>)> = Vec::new();
    for one in taken.iter().filter(|one| days.contains(&one.day)) {
        match lines.iter_mut().find(|(test, _)| same_test(test, &one.value.test)) {
            Some((_, values)) => values.push(one),
            None => lines.push((&one.value.test, vec![one])),
        }
    }
    let mut rows: Vec<GridRow> = lines.into_iter().map(|(test, values)| row(test, &values, &days)).collect();
    rows.sort_by_key(|row| row.test.to_lowercase());
    Ok(ResultGrid { days, newer, days_in_all: all.len(), rows })
}

fn row(test: &Concept, values: &[&Taken<'_>], days: &[NaiveDate]) -> GridRow {
    let unit = values.iter().find_map(|one| match &one.value.found {
        Found::Quantity(quantity) => Some(quantity.unit.as_str()),
        Found::Text(_) => None,
    });
    let cell = |one: &Taken<'_>| {
        let (text, as_reported) = told(test, one.value, unit);
        GridCell {
            record: one.record,
            text,
            as_reported,
            flag: one.value.flag(),
            relevant: one.value.relevant,
            range: one.value.range.clone(),
        }
    };
    GridRow {
        test: test.text.clone(),
        unit: unit.map(chart::coding::shown_unit).unwrap_or_default(),
        cells: days
            .iter()
            .map(|day| values.iter().find(|one| one.day == *day).map(|one| cell(one)))
            .collect(),
    }
}

/// The value in the unit of its line, and as it was reported where the two differ.
fn told(test: &Concept, value: &ResultValue, unit: Option<&str>) -> (String, Option<String>) {
    let quantity = match &value.found {
        Found::Text(text) => return (text.clone(), None),
        Found::Quantity(quantity) => quantity,
    };
    if Some(quantity.unit.as_str()) == unit {
        return (quantity.shown_value(), None);
    }
    // A damaged pack is said in the log; the value then stays as it was reported.
    let known = match pack::orderable() {
        Ok(known) => match test.code_in(system::LOINC) {
            Some(loinc) => known.by_loinc(loinc),
            None => known.by_name(&test.text),
        },
        Err(_) => None,
    };
    match known.and_then(|test| test.converted(quantity.value, &quantity.unit)) {
        Some(other) if Some(other.unit) == unit => {
            let shown = Quantity { value: other.value, unit: other.unit.to_owned() };
            (shown.shown_value(), Some(words(quantity)))
        }
        _ => (words(quantity), None),
    }
}
