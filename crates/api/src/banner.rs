//! What would be dangerous to forget, and what is due: beside the allergies in the banner of a chart.
//!
//! Only what the chart says. That a medicine is an anticoagulant and that kidneys are impaired is read as the checks
//! of a prescription read it.

use crate::pack;
use crate::problem::Problem;
use crate::sections::goals;
use chart::{Chart, PartialDate};
use chrono::{Days, NaiveDate};
use reference::checks::{Facts, Medicine};
use serde::Serialize;
use ts_rs::TS;

/// Something to keep in mind with this patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BannerWarning {
    /// `eGFR 52`, `Warfarin, INR goal 2–3`, `Pregnant, 30 weeks`.
    pub text: String,
    /// The value's day, the source, the record it rests on.
    pub why: String,
}

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DueItem {
    /// `Follow-up: blood pressure`, `HbA1c`.
    pub text: String,
    /// By when.
    pub on: String,
    /// Its day is over.
    pub overdue: bool,
}

/// How far ahead the banner looks.
const AHEAD: Days = Days::new(30);

/// KDIGO 2012 and 2024 (Kidney Int Suppl 2013; 3: 1 and Kidney Int 2024; 105: S117): below 60 mL/min/1.73 m² the
/// filtration is decreased.
const DECREASED: f64 = 60.0;

pub(crate) fn warnings(chart: &Chart, day: NaiveDate) -> Result<Vec<BannerWarning>, Problem> {
    let facts = Facts::of(chart, day);
    let mut found = Vec::new();
    if let Some(pregnancy) = &facts.pregnancy {
        let weeks = pregnancy.weeks.map(|weeks| format!(", {weeks} weeks")).unwrap_or_default();
        let since = paper::dates::short(pregnancy.since);
        found.push(BannerWarning {
            text: format!("Pregnant{weeks}"),
            why: format!("by the history or the problem list; since {since}"),
        });
    }
    if let Some(since) = facts.breast_feeding {
        let why = format!("on the problem list since {}", paper::dates::short(since));
        found.push(BannerWarning { text: "Breast-feeding".to_owned(), why });
    }
    let rules = pack::rulebook()?;
    for (record, _, medicine) in chart.medications.readings().filter(|(_, _, medicine)| medicine.is_current())
    {
        let known = Medicine::taken(record.id, medicine);
        if !rules.is_of_class("anticoagulants", &known) {
            continue;
        }
        // INR is what warfarin is steered by; the others have no such number.
        let inr =
            rules.acts_on("6301-6", "INR", &known).and_then(|_| goals::of_trend(chart, "6301-6", "INR"));
        let goal = inr.map(|goal| format!(", INR goal {}", goal.wanted())).unwrap_or_default();
        let why = format!("{}. An anticoagulant: bleeding, procedures, new medicines.", medicine.name());
        found.push(BannerWarning { text: format!("{}{goal}", medicine.drug.text), why });
    }
    if let Some(kidney) = facts.kidney.as_ref().filter(|kidney| kidney.egfr < DECREASED) {
        found.push(BannerWarning {
            text: format!("eGFR {:.0}", kidney.egfr),
            why: format!(
                "mL/min/1.73 m², {}. Below 60 is decreased (KDIGO).",
                paper::dates::short(kidney.on)
            ),
        });
    }
    Ok(found)
}

/// What is due within a month or overdue: tasks, follow-ups and orders, by their day.
pub(crate) fn due(chart: &Chart, day: NaiveDate) -> Vec<DueItem> {
    let until = day.checked_add_days(AHEAD).unwrap_or(day);
    let tasks = chart
        .tasks
        .readings()
        .filter(|(_, _, task)| task.is_open())
        .filter_map(|(_, _, task)| Some((task.due?, task.short())));
    let orders = chart
        .orders
        .readings()
        .filter(|(_, _, order)| order.is_open())
        .filter_map(|(_, _, order)| Some((order.due?, order.short())));
    let goals = chart.goals.readings().filter(|(_, _, goal)| goal.is_active());
    let goals = goals.filter_map(|(_, _, goal)| Some((PartialDate::Day(goal.due?), goal.short())));
    let mut all: Vec<(NaiveDate, DueItem)> = tasks
        .chain(orders)
        .chain(goals)
        .filter_map(|(due, text)| {
            let last = due.latest().filter(|last| *last <= until)?;
            Some((last, DueItem { text, on: due.to_string(), overdue: last < day }))
        })
        .collect();
    all.sort_by_key(|(last, view)| (*last, view.text.clone()));
    all.into_iter().map(|(_, view)| view).collect()
}
