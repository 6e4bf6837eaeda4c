//! Goals: what a number should be for this patient. Set in one typed line, changed, ended, corrected; every value of
//! the chart is then held against them.

use crate::desk::{Desk, People, optional, required, to_correct};
use crate::pack;
use crate::problem::Problem;
use crate::view::RecordView;
use chart::coding::system::LOINC;
use chart::sections::goals::{Goal, GoalRange, GoalStatus, GoalTarget, NoGoal};
use chart::sections::orders::same_test;
use chart::sections::vitals::VitalCode;
use chart::sections::vitals::form::{FIELDS, Field};
use chart::{Chart, Concept, EntryId, PatientId, RecordId, Statement};
use chrono::{FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A goal as it is read now.
pub type GoalView = RecordView<GoalRow>;

/// A goal in words and in parts.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct GoalRow {
    /// `INR 2–3`.
    pub short: String,
    /// `2–3`.
    pub wanted: String,
    /// The trend it belongs to.
    pub key: String,
    /// In parts.
    pub goal: Goal,
}

/// A band of a drawing: between the two ends, the open one is none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct GoalBand {
    /// The least.
    pub low: Option<f64>,
    /// The most.
    pub high: Option<f64>,
}

/// Set a goal for a number.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetGoal {
    /// Whose.
    pub patient: PatientId,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// The trend: `blood-pressure`, `weight`, a LOINC code; or a test by its name.
    pub key: String,
    /// As typed: `< 130/80`, `2-3`, `< 7`.
    pub wanted: String,
    /// By when.
    #[serde(default)]
    #[ts(optional)]
    pub due: Option<NaiveDate>,
    /// Why this goal.
    #[serde(default)]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// Correct a goal that was written down wrongly.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectGoal {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// As typed.
    pub wanted: String,
    /// By when.
    #[serde(default)]
    #[ts(optional)]
    pub due: Option<NaiveDate>,
    /// Why this goal.
    #[serde(default)]
    #[ts(optional)]
    pub comment: Option<String>,
    /// Why it is corrected.
    pub why: String,
}

/// Say that a goal is reached, given up, paused or aimed at again.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EndGoal {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// What becomes of it.
    pub status: GoalStatus,
    /// Why.
    #[serde(default)]
    #[ts(optional)]
    pub why: Option<String>,
}

pub(crate) fn set(desk: &mut Desk<'_>, request: SetGoal) -> Result<GoalView, Problem> {
    let chart = desk.chart(request.patient)?;
    let (what, measures) = measures(&chart, &request.key)?;
    let goal = Goal {
        what,
        targets: targets(measures, &request.wanted)?,
        status: GoalStatus::Active,
        due: request.due,
        comment: optional(request.comment.as_deref()),
    };
    // A new goal for the same number is the old one changed: two at once would contradict each other.
    let before = chart.goal_of(|other| same(other, &goal)).map(|(record, _)| record);
    let record = desk.write(|pen| match before {
        Some(before) => {
            pen.say_change(request.patient, request.encounter, before, Statement::Goals(goal), None)
        }
        None => pen.say(request.patient, request.encounter, Statement::Goals(goal)),
    })?;
    now(desk, request.patient, record)
}

pub(crate) fn correct(desk: &mut Desk<'_>, request: CorrectGoal) -> Result<GoalView, Problem> {
    let why = required("why", &request.why, "Say why it is corrected; the old version stays readable.")?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.goals, request.record, &request.heads, "goal")?;
    let (_, before) = record.reading().ok_or_else(in_error)?;
    let measures =
        before.targets.iter().map(|target| (target.measure.clone(), target.unit.clone())).collect();
    let goal = Goal {
        targets: targets(measures, &request.wanted)?,
        due: request.due,
        comment: optional(request.comment.as_deref()),
        ..before.clone()
    };
    desk.write(|pen| pen.say_anew(request.patient, record, Statement::Goals(goal), Some(why)))?;
    now(desk, request.patient, request.record)
}

pub(crate) fn end(desk: &mut Desk<'_>, request: EndGoal) -> Result<GoalView, Problem> {
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.goals, request.record, &request.heads, "goal")?;
    let (_, before) = record.reading().ok_or_else(in_error)?;
    if before.status == request.status {
        return Err(Problem::refused("It is marked so already."));
    }
    let back = request.status == GoalStatus::Active;
    if back && chart.goal_of(|other| same(other, before)).is_some() {
        return Err(Problem::refused("There is another goal for this number now. End that one first."));
    }
    let goal = Goal { status: request.status, ..before.clone() };
    let why = optional(request.why.as_deref());
    desk.write(|pen| pen.say_change(request.patient, None, record, Statement::Goals(goal), why))?;
    now(desk, request.patient, request.record)
}

/// Every goal, those aimed at first.
pub(crate) fn views(chart: &Chart, people: &People, offset: FixedOffset) -> Vec<GoalView> {
    let mut rows: Vec<GoalView> = chart
        .goals
        .readings()
        .filter_map(|(record, ..)| RecordView::of(record, people, offset))
        .map(|view| view.map(|goal| row(&goal)))
        .collect();
    rows.sort_by_key(|view| (!view.value.goal.is_active(), view.value.short.clone()));
    rows
}

/// A goal in words.
pub(crate) fn row(goal: &Goal) -> GoalRow {
    GoalRow { short: goal.short(), wanted: goal.wanted(), key: key(goal), goal: goal.clone() }
}

/// The bands of a drawing, in the order of the numbers.
pub(crate) fn bands(goal: &Goal) -> Vec<GoalBand> {
    goal.targets
        .iter()
        .map(|target| {
            let (low, high) = target.range.ends();
            GoalBand { low, high }
        })
        .collect()
}

/// The active goal of a trend: by its key, or, for a test without a code, by its name.
pub(crate) fn of_trend<'c>(chart: &'c Chart, trend: &str, label: &str) -> Option<&'c Goal> {
    let named = Concept::text(label);
    chart
        .goal_of(|goal| key(goal) == trend || goal.targets.iter().any(|t| same_test(&t.measure, &named)))
        .map(|(_, goal)| goal)
}

/// The trend a goal belongs to.
pub(crate) fn key(goal: &Goal) -> String {
    match (goal.vital(), goal.targets.first()) {
        (Some(field), _) => field.key.to_owned(),
        (None, Some(target)) => {
            target.measure.code_in(LOINC).unwrap_or(target.measure.text.as_str()).to_owned()
        }
        (None, None) => String::new(),
    }
}

fn same(one: &Goal, other: &Goal) -> bool {
    match (one.targets.first(), other.targets.first()) {
        (Some(one), Some(other)) => same_test(&one.measure, &other.measure),
        _ => false,
    }
}

type Measures = Vec<(Concept, String)>;

/// What a key means: the goal's own words, and each number with its unit.
fn measures(chart: &Chart, key: &str) -> Result<(Concept, Measures), Problem> {
    if let Some(field) = FIELDS.iter().find(|field| field.key == key) {
        return Ok((Concept::text(field.label), of_vital(field)));
    }
    if key == BMI {
        let bmi = Concept::coded("BMI", LOINC, "39156-5");
        return Ok((bmi.clone(), vec![(bmi, "kg/m2".to_owned())]));
    }
    let measured = chart.results.readings().flat_map(|(_, version, report)| {
        report.values.iter().map(move |value| (version.effective_at, value))
    });
    let named = Concept::text(key);
    let newest = measured
        .filter(|(_, value)| value.test.code_in(LOINC) == Some(key) || same_test(&value.test, &named))
        .max_by_key(|(at, _)| *at);
    if let Some((_, value)) = newest {
        let unit = match &value.found {
            chart::sections::results::Found::Quantity(quantity) => quantity.unit.clone(),
            chart::sections::results::Found::Text(_) => String::new(),
        };
        return Ok((value.test.clone(), vec![(value.test.clone(), unit)]));
    }
    let orderable = pack::orderable()?;
    let known = orderable.by_loinc(key).or_else(|| orderable.by_name(key));
    let known =
        known.ok_or_else(|| Problem::invalid("key", "Say what the goal is for: a vital sign or a test."))?;
    let test = match known.loinc {
        Some(code) => Concept::coded(known.name, LOINC, code),
        None => Concept::text(known.name),
    };
    Ok((test.clone(), vec![(test, known.unit.to_owned())]))
}

/// The key of the body mass index, which is counted and no field of the form.
pub(crate) const BMI: &str = "bmi";

fn of_vital(field: &Field) -> Measures {
    let one = |code: &VitalCode| (Concept::coded(code.label(), LOINC, code.loinc()), code.unit().to_owned());
    field.codes.iter().map(one).collect()
}

fn targets(measures: Measures, wanted: &str) -> Result<Vec<GoalTarget>, Problem> {
    let refused = |why: NoGoal| {
        let sentence = match why {
            NoGoal::Alone => "Say the direction too: < 7, ≥ 60, or from–to as in 2–3.",
            NoGoal::Count => "A blood pressure has two numbers: < 130/80.",
            NoGoal::Unread => "A goal is written as < 7, ≥ 60, or from–to as in 2–3.",
        };
        Problem::invalid("wanted", sentence)
    };
    let ranges = match measures.len() {
        2 => GoalRange::read_pressure(wanted).map(|(one, other)| vec![one, other]),
        _ => GoalRange::read(wanted).map(|range| vec![range]),
    };
    let ranges = ranges.map_err(refused)?;
    let target = |((measure, unit), range)| GoalTarget { measure, range, unit };
    Ok(measures.into_iter().zip(ranges).map(target).collect())
}

fn in_error() -> Problem {
    Problem::refused("This goal was marked as entered in error.")
}

fn now(desk: &mut Desk<'_>, patient: PatientId, record: RecordId) -> Result<GoalView, Problem> {
    let chart = desk.chart(patient)?;
    let record = chart.goals.get(record).ok_or_else(|| Problem::not_found("goal"))?;
    let view =
        RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("goal"))?;
    Ok(view.map(|goal| row(&goal)))
}
