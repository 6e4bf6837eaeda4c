//! Numbers over time as the summary shows them: a short curve, the newest value, and whether it is where it should be.

use super::courses::{Course, Reading, courses};
use crate::sections::goals::{self, GoalBand};
use chart::Chart;
use chart::sections::goals::Goal;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;
use ts_rs::TS;

/// A number over time, with what the eye needs to read it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Trend {
    /// `blood-pressure`, `weight`, `bmi`, or a LOINC code.
    pub key: String,
    /// `BP`.
    pub label: String,
    /// `Blood pressure`.
    pub name: String,
    /// `mmHg`.
    pub unit: String,
    /// Oldest first, 60 at most.
    pub points: Vec<Point>,
    /// The second line: diastolic pressure.
    pub second: Vec<Point>,
    /// How many values there are in all.
    pub count: usize,
    /// The newest in words.
    pub latest: String,
    /// The newest is not where it should be: by the patient's goal where there is one, else by its range.
    pub alert: bool,
    /// Why, in words: the goal or the range.
    pub judged: String,
    /// How the newest was counted, where it was: formula, inputs, source.
    pub counted: Option<String>,
    /// The patient's goal.
    pub goal: Option<TrendGoal>,
    /// It belongs on the summary without being asked for.
    pub summary: bool,
}

/// The goal of a trend.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TrendGoal {
    /// `< 130/80 mmHg`.
    pub wanted: String,
    /// The newest value is there.
    pub met: bool,
    /// The bands to draw, in the order of the numbers.
    pub bands: Vec<GoalBand>,
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

/// Every number of the chart, those of the summary first.
pub(crate) fn trends(chart: &Chart, day: NaiveDate) -> Vec<Trend> {
    courses(chart, day).iter().filter_map(|course| trend(chart, course)).collect()
}

fn trend(chart: &Chart, course: &Course<'_>) -> Option<Trend> {
    let newest = course.readings.last()?;
    let goal = goals::of_trend(chart, course.key, course.label);
    let skip = course.readings.len().saturating_sub(TREND_POINTS);
    let line = |place: usize| -> Vec<Point> {
        let drawn = course.readings.iter().skip(skip);
        drawn
            .filter_map(|reading| Some(Point { at: reading.at, value: *reading.values.get(place)? }))
            .collect()
    };
    Some(Trend {
        key: course.key.to_owned(),
        label: course.short.to_owned(),
        name: course.label.to_owned(),
        unit: course.unit.clone(),
        points: line(0),
        second: line(1),
        count: course.readings.len(),
        latest: format!("{} {}", newest.text(), course.unit).trim().to_owned(),
        alert: is_off(newest, goal),
        judged: judged(newest, goal),
        counted: newest.counted(),
        goal: goal.map(|goal| TrendGoal {
            wanted: goal.wanted(),
            met: goal.is_met(&newest.values),
            bands: goals::bands(goal),
        }),
        summary: course.rank.is_some(),
    })
}

/// Not where it should be: by the patient's goal where there is one, else by its range. What is critical stands out
/// whatever the goal.
pub(crate) fn is_off(reading: &Reading<'_>, goal: Option<&Goal>) -> bool {
    match goal {
        Some(goal) => reading.is_critical() || !goal.is_met(&reading.values),
        None => reading.is_alert(),
    }
}

/// The goal and the range it is held against, in words.
pub(crate) fn judged(reading: &Reading<'_>, goal: Option<&Goal>) -> String {
    let goal = goal.map(|goal| {
        let held = if goal.is_met(&reading.values) { "at goal" } else { "off goal" };
        format!("{held}: {}", goal.wanted())
    });
    let range = Some(reading.judged()).filter(|range| !range.is_empty());
    [goal, range].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
