//! One number in full: every value with who said it and how it was judged, the goals it was held against, and the
//! medicines that move it, from when to when and in which dose. "Is it working?"
//!
//! Which medicine moves which number comes from the reference pack with its source. What the pack does not know the
//! doctor adds to the drawing by hand; nothing of that is kept, since it says nothing about the patient.

use crate::charts::as_at;
use crate::desk::Desk;
use crate::pack;
use crate::problem::Problem;
use crate::sections::goals::{self, GoalBand};
use crate::sections::vitals::{Course, CourseReading as Reading, courses, is_off, judged};
use chart::fold::Version;
use chart::sections::medications::{Medication, MedicationStatus};
use chart::{Chart, PartialDate, PatientId, RecordId, sig};
use chrono::{DateTime, FixedOffset, NaiveDate};
use reference::checks::{Medicine, Way};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Read one number in full.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadTrend {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub key: String,
    /// As it was known at the end of this day.
    #[serde(default)]
    #[ts(optional)]
    pub as_at: Option<NaiveDate>,
}

/// One number in full.
#[derive(Debug, Serialize, TS)]
pub struct TrendView {
    /// Which.
    pub key: String,
    /// `Blood pressure`.
    pub name: String,
    /// `mmHg`.
    pub unit: String,
    /// `systolic` and `diastolic` where there are two.
    pub parts: Vec<String>,
    /// Oldest first.
    pub rows: Vec<TrendRow>,
    /// The newest range a laboratory printed.
    pub usual: Option<GoalBand>,
    /// What it was to be and from when to when, oldest first.
    pub goals: Vec<GoalSpan>,
    /// The goal that holds now.
    pub goal: Option<goals::GoalView>,
    /// Every medicine of the chart; those that move this number first.
    pub medicines: Vec<MedicineLane>,
    /// The other numbers of the chart.
    pub others: Vec<OtherTrend>,
}

/// One value.
#[derive(Debug, Serialize, TS)]
pub struct TrendRow {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// One number, or two.
    pub values: Vec<f64>,
    /// As it is written.
    pub text: String,
    /// What it stands in: `vitals` or `results`.
    pub section: String,
    /// Which.
    pub record: RecordId,
    /// Who said it.
    pub by: String,
    /// It is not where it should be.
    pub alert: bool,
    /// By the goal of that time and by its range, in words.
    pub judged: String,
    /// How it was counted: formula with inputs, source.
    pub counted: Option<String>,
}

/// A goal and the time it held.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct GoalSpan {
    /// From this day on.
    pub from: NaiveDate,
    /// Until this day; none holds still.
    pub until: Option<NaiveDate>,
    /// `< 130/80 mmHg`.
    pub wanted: String,
    /// In the order of the numbers.
    pub bands: Vec<GoalBand>,
}

/// One medicine over time.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct MedicineLane {
    /// `Lisinopril`.
    pub drug: String,
    /// What it does to this number, as its label says; none is known.
    pub acts: Option<Acts>,
    /// When it was taken and how, oldest first.
    pub spans: Vec<DoseSpan>,
}

/// What a medicine does to a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Acts {
    /// It brings it up; else down.
    pub raises: bool,
    /// Who says so.
    pub source: String,
}

/// A stretch of one dose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DoseSpan {
    /// From this day on.
    pub from: NaiveDate,
    /// Until this day; none is taken still.
    pub until: Option<NaiveDate>,
    /// `20 mg, 1 tablet every morning`.
    pub dose: String,
    /// `20 mg`.
    pub short: String,
    /// What happened at its end: `stopped`, `on hold`; empty where it goes on or another dose follows.
    pub end: String,
}

/// Another number that can be opened.
#[derive(Debug, Serialize, TS)]
pub struct OtherTrend {
    /// Which.
    pub key: String,
    /// `Weight`.
    pub name: String,
    /// How many values there are.
    pub count: usize,
}

pub(crate) fn read(desk: &mut Desk<'_>, request: ReadTrend) -> Result<TrendView, Problem> {
    let chart = as_at(desk, request.patient, request.as_at)?;
    let day = request.as_at.unwrap_or_else(|| desk.today());
    let all = courses(&chart, day);
    let course = all
        .iter()
        .find(|course| course.key == request.key)
        .ok_or_else(|| Problem::invalid("key", "This number was never measured in this chart."))?;
    let spans = goal_spans(&chart, course);
    let people = desk.people();
    let views = goals::views(&chart, people, desk.offset());
    let held = goals::of_trend(&chart, course.key, course.label).map(goals::key);
    let goal = held
        .and_then(|key| views.into_iter().find(|view| view.value.goal.is_active() && view.value.key == key));
    Ok(TrendView {
        key: course.key.to_owned(),
        name: course.label.to_owned(),
        unit: course.unit.clone(),
        parts: course.parts.iter().map(|part| (*part).to_owned()).collect(),
        rows: course
            .readings
            .iter()
            .map(|reading| row(&chart, course, reading, people.name(reading.by)))
            .collect(),
        usual: course.usual.map(|range| GoalBand { low: range.low, high: range.high }),
        goals: spans,
        goal,
        medicines: lanes(&chart, course, day)?,
        others: all
            .iter()
            .map(|other| OtherTrend {
                key: other.key.to_owned(),
                name: other.label.to_owned(),
                count: other.readings.len(),
            })
            .collect(),
    })
}

fn row(chart: &Chart, course: &Course<'_>, reading: &Reading<'_>, by: String) -> TrendRow {
    // A value is held against the goal of its own day: what was good then is not made bad afterwards.
    let goal = goal_on(chart, course, reading.at);
    TrendRow {
        at: reading.at,
        values: reading.values.clone(),
        text: reading.text(),
        section: reading.section.to_owned(),
        record: reading.record,
        by,
        alert: is_off(reading, goal),
        judged: judged(reading, goal),
        counted: reading.counted(),
    }
}

type GoalVersion<'c> = (DateTime<FixedOffset>, &'c chart::sections::goals::Goal);

/// What was said of the goal of a course, oldest first; of two of the same moment the one written last.
fn goal_versions<'c>(chart: &'c Chart, course: &Course<'_>) -> Vec<GoalVersion<'c>> {
    let named = chart::Concept::text(course.label);
    let mut versions: Vec<(DateTime<FixedOffset>, chart::EntryId, &chart::sections::goals::Goal)> = chart
        .goals
        .records()
        .filter(|record| !record.is_in_error())
        .flat_map(|record| &record.versions)
        .filter_map(|version| Some((version.effective_at, version.entry, version.value.as_ref()?)))
        .filter(|(_, _, goal)| {
            goals::key(goal) == course.key
                || goal.targets.iter().any(|t| chart::sections::orders::same_test(&t.measure, &named))
        })
        .collect();
    versions.sort_by_key(|(at, entry, _)| (*at, *entry));
    let mut kept: Vec<GoalVersion<'_>> = Vec::new();
    for (at, _, goal) in versions {
        if kept.last().is_some_and(|(before, _)| *before == at) {
            kept.pop();
        }
        kept.push((at, goal));
    }
    kept
}

fn goal_on<'c>(
    chart: &'c Chart,
    course: &Course<'_>,
    at: DateTime<FixedOffset>,
) -> Option<&'c chart::sections::goals::Goal> {
    let versions = goal_versions(chart, course);
    let said = versions.iter().rev().find(|(from, _)| from.date_naive() <= at.date_naive());
    said.map(|(_, goal)| *goal).filter(|goal| goal.is_active())
}

/// The goals and the medicines of one number, for paper.
pub(crate) fn around(
    chart: &Chart,
    key: &str,
    day: NaiveDate,
) -> Result<(Vec<GoalSpan>, Vec<MedicineLane>), Problem> {
    let all = courses(chart, day);
    match all.iter().find(|course| course.key == key) {
        Some(course) => Ok((goal_spans(chart, course), lanes(chart, course, day)?)),
        None => Ok((Vec::new(), Vec::new())),
    }
}

/// The goals of a course with the time each held.
pub(crate) fn goal_spans(chart: &Chart, course: &Course<'_>) -> Vec<GoalSpan> {
    let versions = goal_versions(chart, course);
    let ends = versions.iter().skip(1).map(|(at, _)| Some(at.date_naive())).chain([None]);
    versions
        .iter()
        .zip(ends)
        .filter(|((_, goal), _)| goal.is_active())
        .map(|((at, goal), until)| GoalSpan {
            from: at.date_naive(),
            until,
            wanted: goal.wanted(),
            bands: goals::bands(goal),
        })
        .collect()
}

/// Every medicine over time, those that move the number first, then by name.
pub(crate) fn lanes(
    chart: &Chart,
    course: &Course<'_>,
    day: NaiveDate,
) -> Result<Vec<MedicineLane>, Problem> {
    let rules = pack::rulebook()?;
    let mut drugs: BTreeMap<String, (String, Option<Acts>, Vec<DoseSpan>)> = BTreeMap::new();
    for record in chart.medications.records().filter(|record| !record.is_in_error()) {
        let Some((_, newest)) = record.reading() else { continue };
        let medicine = Medicine::taken(record.id, newest);
        let acts = rules
            .acts_on(course.key, course.label, &medicine)
            .map(|acts| Acts { raises: acts.way == Way::Raises, source: acts.source.to_owned() });
        let spans = doses(&record.versions, day);
        if spans.is_empty() {
            continue;
        }
        let lane = drugs
            .entry(newest.drug.text.to_lowercase())
            .or_insert_with(|| (newest.drug.text.clone(), acts, Vec::new()));
        lane.2.extend(spans);
    }
    let mut lanes: Vec<MedicineLane> = drugs
        .into_values()
        .map(|(drug, acts, mut spans)| {
            spans.sort_by_key(|span| (span.from, span.until));
            MedicineLane { drug, acts, spans }
        })
        .collect();
    lanes.sort_by_key(|lane| (lane.acts.is_none(), lane.drug.to_lowercase()));
    Ok(lanes)
}

/// From the versions of one medicine: which dose from when to when. A correction stands at the time of what it
/// corrects, and the last one said of a time is what holds.
fn doses(versions: &[Version<Medication>], today: NaiveDate) -> Vec<DoseSpan> {
    let mut said: Vec<(NaiveDate, &Medication)> = Vec::new();
    let mut ordered: Vec<&Version<Medication>> = versions.iter().collect();
    ordered.sort_by_key(|version| (version.effective_at, version.recorded_at, version.entry));
    for version in ordered {
        let Some(value) = &version.value else { continue };
        let mut from = version.effective_at.date_naive();
        if said.is_empty()
            && let Some(started) = value.started.and_then(PartialDate::earliest)
        {
            from = started.min(from);
        }
        // The day an end was said for stands over the day it was said on.
        if !value.is_current()
            && let Some(PartialDate::Day(ended)) = value.ended
        {
            from = ended.min(from);
        }
        if said.last().is_some_and(|(before, _)| *before >= from) {
            said.pop();
        }
        said.push((from, value));
    }
    let mut spans: Vec<DoseSpan> = Vec::new();
    for (place, (from, value)) in said.iter().enumerate() {
        let next = said.get(place + 1);
        if !matches!(value.status, MedicationStatus::Active | MedicationStatus::Unknown) {
            continue;
        }
        let course_end = value.ended.and_then(PartialDate::latest).filter(|ended| *ended < today);
        let until = match (next.map(|(day, _)| *day), course_end) {
            (Some(next), Some(end)) => Some(next.min(end)),
            (next, end) => next.or(end),
        };
        let end = match next {
            Some((_, next)) if !next.is_current() => crate::timeline::word(&next.status).replace('-', " "),
            Some((_, next)) if next.status == MedicationStatus::OnHold => "on hold".to_owned(),
            None if course_end.is_some() => "completed".to_owned(),
            _ => String::new(),
        };
        let (dose, short) = words(value);
        match spans.last_mut() {
            // Ordered again as it was: the same stretch goes on.
            Some(last) if last.dose == dose && last.until == Some(*from) && last.end.is_empty() => {
                last.until = until;
                last.end = end;
            }
            _ => spans.push(DoseSpan { from: *from, until, dose, short, end }),
        }
    }
    spans
}

fn words(medicine: &Medication) -> (String, String) {
    let brief = medicine.sig.as_ref().and_then(sig::brief).unwrap_or_else(|| medicine.instructions.clone());
    let strength = medicine.strength.clone().unwrap_or_default();
    let parts: Vec<&str> =
        [strength.as_str(), brief.as_str()].into_iter().filter(|p| !p.is_empty()).collect();
    let short = if strength.is_empty() { brief.clone() } else { strength.clone() };
    (parts.join(", "), short)
}
