//! Numbers over time: vitals and whatever the laboratory measured more than once.

use super::reading::{Who, stands_out};
use chart::sections::results::Found;
use chart::sections::vitals::form::{self, FIELDS};
use chart::sections::vitals::trend::series;
use chart::{Chart, Quantity};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// A number over time, with what the eye needs to read it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Trend {
    /// `blood-pressure`, `weight`, or a LOINC code.
    pub key: String,
    /// `BP`.
    pub label: String,
    /// `mmHg`.
    pub unit: String,
    /// Oldest first, 60 at most.
    pub points: Vec<Point>,
    /// The second line: diastolic pressure.
    pub second: Vec<Point>,
    /// The newest in words.
    pub latest: String,
    /// The newest is beyond its range.
    pub alert: bool,
}

/// One point of a trend.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Point {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// The number.
    pub value: f64,
}

/// How many points a trend holds at most: more do not fit the width they are drawn in.
const TREND_POINTS: usize = 60;

/// Blood pressure and weight, and each laboratory number that was measured at least twice.
pub(crate) fn trends(chart: &Chart, day: NaiveDate) -> Vec<Trend> {
    let who = Who::of(chart, day);
    let mut trends = Vec::new();
    for row in FIELDS.iter().filter(|row| row.trend) {
        let lines: Vec<Vec<Point>> =
            row.codes.iter().map(|code| points(series(&chart.vitals, *code))).collect();
        let newest: Vec<f64> =
            lines.iter().filter_map(|points| points.last().map(|point| point.value)).collect();
        if newest.len() != row.codes.len() {
            continue;
        }
        let judged = row.codes.iter().zip(&newest).map(|(code, value)| who.judge(*code, *value).flag);
        let alert = judged.into_iter().any(stands_out);
        let mut lines = lines.into_iter();
        trends.push(Trend {
            key: row.key.to_owned(),
            label: row.short.to_owned(),
            unit: row.unit.to_owned(),
            points: lines.next().unwrap_or_default(),
            second: lines.next().unwrap_or_default(),
            latest: form::figures(row, &newest),
            alert,
        });
    }
    trends.extend(result_trends(chart));
    trends
}

fn points(series: Vec<(DateTime<FixedOffset>, f64)>) -> Vec<Point> {
    let skip = series.len().saturating_sub(TREND_POINTS);
    series.into_iter().skip(skip).map(|(at, value)| Point { at, value }).collect()
}

/// Numbers of the laboratory by test, those measured most often first; 12 at most.
fn result_trends(chart: &Chart) -> Vec<Trend> {
    struct Test {
        label: String,
        unit: String,
        series: Vec<(DateTime<FixedOffset>, f64)>,
        newest: (DateTime<FixedOffset>, bool),
    }
    let mut tests: BTreeMap<(String, String), Test> = BTreeMap::new();
    for (_, version, report) in chart.results.readings() {
        for value in &report.values {
            let Found::Quantity(quantity) = &value.found else { continue };
            let code = value.test.code_in(chart::coding::system::LOINC).unwrap_or(&value.test.text);
            let alert = value.interpretation.as_deref().is_some_and(|flag| !flag.is_empty() && flag != "N");
            // A test in another unit is another curve: units are never converted silently.
            let test = tests.entry((code.to_owned(), quantity.unit.clone())).or_insert_with(|| Test {
                label: value.test.text.clone(),
                unit: quantity.shown_unit(),
                series: Vec::new(),
                newest: (version.effective_at, alert),
            });
            test.series.push((version.effective_at, quantity.value));
            if version.effective_at >= test.newest.0 {
                test.newest = (version.effective_at, alert);
                test.label.clone_from(&value.test.text);
            }
        }
    }
    let mut rows: Vec<((String, String), Test)> =
        tests.into_iter().filter(|(_, test)| test.series.len() >= 2).collect();
    rows.sort_by_key(|(_, test)| std::cmp::Reverse(test.series.len()));
    rows.truncate(12);
    rows.into_iter()
        .map(|((code, _), mut test)| {
            test.series.sort_by_key(|(at, _)| *at);
            let shown = |value: f64| Quantity { value, unit: String::new() }.shown_value();
            let latest = test.series.last().map(|(_, value)| shown(*value)).unwrap_or_default();
            Trend {
                key: code,
                latest: format!("{latest} {}", test.unit).trim().to_owned(),
                label: test.label,
                unit: test.unit,
                points: points(test.series),
                second: Vec::new(),
                alert: test.newest.1,
            }
        })
        .collect()
}
