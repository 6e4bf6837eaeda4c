//! Histories: family, social and habits, operations and hospital stays, care elsewhere, pregnancies.
//!
//! One request carries one statement of the section. What is counted from it (pack-years, the due date, weeks) is
//! answered with its formula and never stored.

use crate::desk::{Desk, People, required, to_correct};
use crate::problem::Problem;
use crate::view::RecordView;
use chart::sections::histories::social::pack_years;
use chart::sections::histories::{HistoryPart, HistoryStatement, PregnancyOutcome, SocialHistory};
use chart::{Chart, EntryId, PartialDate, PatientId, RecordId, Statement};
use chrono::{FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One part of the past as it is read now.
pub type HistoryView = RecordView<HistoryRow>;

/// What a record of the section says, in words and in parts.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct HistoryRow {
    /// Family, social, procedure, external or pregnancy.
    pub part: HistoryPart,
    /// In one line.
    pub short: String,
    /// It holds now, or belongs on the summary: a pregnancy that goes on, care that has not ended, an operation.
    pub summary: bool,
    /// What is counted from it.
    pub derived: Vec<DerivedLine>,
    /// In parts.
    pub said: HistoryStatement,
}

/// A number counted from what is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DerivedLine {
    /// What it is: `Pack-years`.
    pub name: String,
    /// The number or the date.
    pub value: String,
    /// The formula with its inputs.
    pub formula: String,
}

/// Say something of the past.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddHistory {
    /// Whose.
    pub patient: PatientId,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// What.
    pub history: HistoryStatement,
}

/// Correct what was said of the past.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectHistory {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// What it should say.
    pub history: HistoryStatement,
    /// Why.
    pub why: String,
}

/// Say that something is different from now on: stopped smoking, delivered, no longer in care elsewhere.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeHistory {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// How it is now.
    pub history: HistoryStatement,
}

/// Count what can be counted while it is typed.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PreviewHistory {
    /// Whose.
    pub patient: PatientId,
    /// As far as it is typed.
    pub history: HistoryStatement,
}

pub(crate) fn add(desk: &mut Desk<'_>, request: AddHistory) -> Result<HistoryView, Problem> {
    let said = checked(request.history, desk.today())?;
    let chart = desk.chart(request.patient)?;
    if let HistoryStatement::Social(social) = &said
        && social.topic.is_habit()
        && let Some(other) = habit(&chart, social)
    {
        return Err(Problem::refused(format!(
            "{} is in the history already. Change it there, so that there is one answer.",
            other.topic.label()
        )));
    }
    if is_pregnant(&said) && chart.current_pregnancy().is_some() {
        return Err(Problem::refused("A pregnancy is going on already. Say first how that one ended."));
    }
    let record = desk.write(|pen| pen.say(request.patient, request.encounter, Statement::Histories(said)))?;
    now(desk, request.patient, record)
}

pub(crate) fn correct(desk: &mut Desk<'_>, request: CorrectHistory) -> Result<HistoryView, Problem> {
    let why = required("why", &request.why, "Say why it is corrected; the old version stays readable.")?;
    let said = checked(request.history, desk.today())?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.histories, request.record, &request.heads, "history")?;
    stays_in_part(record.last_said().map(|(_, before)| before.part()), &said)?;
    desk.write(|pen| pen.say_anew(request.patient, record, Statement::Histories(said), Some(why)))?;
    now(desk, request.patient, request.record)
}

pub(crate) fn change(desk: &mut Desk<'_>, request: ChangeHistory) -> Result<HistoryView, Problem> {
    let said = checked(request.history, desk.today())?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.histories, request.record, &request.heads, "history")?;
    let (_, before) =
        record.reading().ok_or_else(|| Problem::refused("This was marked as entered in error."))?;
    stays_in_part(Some(before.part()), &said)?;
    if *before == said {
        return Err(Problem::refused("Nothing is different."));
    }
    desk.write(|pen| {
        pen.say_change(request.patient, request.encounter, record, Statement::Histories(said), None)
    })?;
    now(desk, request.patient, request.record)
}

pub(crate) fn preview(desk: &mut Desk<'_>, request: PreviewHistory) -> Result<HistoryRow, Problem> {
    desk.chart(request.patient)?;
    Ok(row(&request.history, desk.today()))
}

/// Everything in the section: what goes on first, then by part, by date.
pub(crate) fn views(chart: &Chart, people: &People, offset: FixedOffset, day: NaiveDate) -> Vec<HistoryView> {
    let mut rows: Vec<HistoryView> = chart
        .histories
        .readings()
        .filter_map(|(record, ..)| RecordView::of(record, people, offset))
        .map(|view| {
            let row = row(&view.value, day);
            view.map(|_| row)
        })
        .collect();
    rows.sort_by_key(|view| (view.value.part, order_in_part(&view.value.said), view.record));
    rows
}

/// Operations and pregnancies by date, the newest first; relatives and topics in the order of the form.
fn order_in_part(said: &HistoryStatement) -> (i64, u8) {
    let date = |date: Option<PartialDate>| {
        date.and_then(PartialDate::latest)
            .map_or(0, |day| -i64::from(chrono::Datelike::num_days_from_ce(&day)))
    };
    match said {
        HistoryStatement::Family(family) => (0, family.relative as u8),
        HistoryStatement::Social(social) => (0, social.topic as u8),
        HistoryStatement::Procedure(procedure) => (date(procedure.on), procedure.kind as u8),
        HistoryStatement::External(care) => (i64::from(care.until.is_some()), 0),
        HistoryStatement::Pregnancy(pregnancy) if pregnancy.is_current() => (i64::MIN, 0),
        HistoryStatement::Pregnancy(pregnancy) => (date(pregnancy.ended), 0),
    }
}

/// A statement with its words and what is counted from it.
pub(crate) fn row(said: &HistoryStatement, day: NaiveDate) -> HistoryRow {
    use chart::sections::histories::ProcedureKind;
    let summary = match said {
        HistoryStatement::Procedure(procedure) => procedure.kind != ProcedureKind::Other,
        HistoryStatement::External(care) => care.until.is_none(),
        _ => true,
    };
    let derived = derived(said, day);
    HistoryRow { part: said.part(), short: said.short(day), summary, derived, said: said.clone() }
}

fn derived(said: &HistoryStatement, day: NaiveDate) -> Vec<DerivedLine> {
    let mut lines = Vec::new();
    match said {
        HistoryStatement::Social(social) => {
            if let (Some(packs), Some(formula)) = (social.pack_years(), social.pack_years_formula()) {
                let value = chart::sig::figure((packs * 10.0).round() / 10.0);
                lines.push(DerivedLine { name: "Pack-years".to_owned(), value, formula });
            }
        }
        HistoryStatement::Pregnancy(pregnancy) if pregnancy.is_current() => {
            if let Some(due) = pregnancy.due_date() {
                let name = "Estimated date of delivery".to_owned();
                lines.push(DerivedLine { name, value: due.on.to_string(), formula: due.formula });
            }
            if let Some((weeks, days)) = pregnancy.age_on(day) {
                lines.push(DerivedLine {
                    name: "Gestational age".to_owned(),
                    value: format!("{weeks}+{days} weeks"),
                    formula: format!("280 days less the days left on {day}"),
                });
            }
        }
        _ => {}
    }
    lines
}

fn habit<'c>(chart: &'c Chart, social: &SocialHistory) -> Option<&'c SocialHistory> {
    chart.histories.readings().find_map(|(_, _, said)| match said {
        HistoryStatement::Social(other) if other.topic == social.topic => Some(other),
        _ => None,
    })
}

fn is_pregnant(said: &HistoryStatement) -> bool {
    matches!(said, HistoryStatement::Pregnancy(pregnancy) if pregnancy.is_current())
}

fn stays_in_part(before: Option<HistoryPart>, said: &HistoryStatement) -> Result<(), Problem> {
    if before.is_some_and(|before| before != said.part()) {
        return Err(Problem::refused(
            "A relative stays a relative. Mark this as an error and add the other.",
        ));
    }
    Ok(())
}

/// Refuses what cannot be: words that are missing, ends before beginnings, days to come.
fn checked(said: HistoryStatement, today: NaiveDate) -> Result<HistoryStatement, Problem> {
    match &said {
        HistoryStatement::Family(family) => {
            let says_something = !family.conditions.is_empty()
                || family.deceased
                || blank(family.comment.as_deref()).is_some();
            if !says_something {
                return Err(Problem::invalid("conditions", "Say what the relative had, or how they are."));
            }
            for condition in &family.conditions {
                required("conditions", &condition.condition.text, "Say what the relative had.")?;
                let died_before =
                    family.age_at_death.zip(condition.onset_age).is_some_and(|(died, ill)| died < ill);
                if died_before {
                    return Err(Problem::invalid("age_at_death", "Nobody falls ill after their death."));
                }
            }
            let ages = family.conditions.iter().filter_map(|one| one.onset_age).chain(family.age_at_death);
            if ages.into_iter().any(|age| age > 130) {
                return Err(Problem::invalid("onset_age", "An age is 130 years at most."));
            }
        }
        HistoryStatement::Social(social) => {
            let amounts = [
                ("cigarettes_per_day", social.cigarettes_per_day, 200.0),
                ("years", social.years, 120.0),
                ("pack_years_told", social.pack_years_told, 500.0),
                ("drinks_per_week", social.drinks_per_week, 500.0),
            ];
            for (field, amount, most) in amounts {
                let fits = |amount: f64| pack_years(amount, 1.0).is_some() && amount <= most;
                if amount.is_some_and(|amount| !fits(amount)) {
                    return Err(Problem::invalid(field, format!("A number from 0 to {most}.")));
                }
            }
            let numbers = amounts.iter().any(|(_, amount, _)| amount.is_some());
            if social.status.is_none() && blank(social.words.as_deref()).is_none() && !numbers {
                return Err(Problem::invalid("words", "Say something about it."));
            }
            in_order(social.since, social.until, "until", today)?;
        }
        HistoryStatement::Procedure(procedure) => {
            required("what", &procedure.what.text, "Say what was done.")?;
            in_order(procedure.on, procedure.until, "until", today)?;
        }
        HistoryStatement::External(care) => {
            required("who", &care.who, "Say who looks after the patient.")?;
            in_order(care.since, care.until, "until", today)?;
        }
        HistoryStatement::Pregnancy(pregnancy) => {
            let period = pregnancy.last_period.map(PartialDate::Day);
            in_order(period, pregnancy.ended, "ended", today)?;
            if pregnancy.is_current() && pregnancy.ended.is_some() {
                return Err(Problem::invalid("outcome", "Say how the pregnancy ended."));
            }
            // Six weeks past its due date no pregnancy goes on: a slip of the date, not a clinical limit.
            let overdue = pregnancy.due_date().is_some_and(|due| (today - due.on).num_days() > 42);
            if pregnancy.outcome == PregnancyOutcome::Current && overdue {
                return Err(Problem::invalid("last_period", "The due date is more than six weeks ago."));
            }
            if pregnancy.weeks.is_some_and(|weeks| weeks > 46) {
                return Err(Problem::invalid("weeks", "A pregnancy has at most 46 weeks here."));
            }
        }
    }
    Ok(said)
}

/// Nothing begins in the future, and nothing ends before it began.
fn in_order(
    from: Option<PartialDate>,
    until: Option<PartialDate>,
    field: &str,
    today: NaiveDate,
) -> Result<(), Problem> {
    if from.and_then(PartialDate::earliest).is_some_and(|day| day > today) {
        return Err(Problem::invalid("on", "This day is still to come."));
    }
    let ends_first = from
        .and_then(PartialDate::earliest)
        .zip(until.and_then(PartialDate::latest))
        .is_some_and(|(from, until)| until < from);
    if ends_first {
        return Err(Problem::invalid(field, "It cannot end before it began."));
    }
    Ok(())
}

fn blank(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}

fn now(desk: &mut Desk<'_>, patient: PatientId, record: RecordId) -> Result<HistoryView, Problem> {
    let chart = desk.chart(patient)?;
    let record = chart.histories.get(record).ok_or_else(|| Problem::not_found("history"))?;
    let view =
        RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("history"))?;
    let row = row(&view.value, desk.today());
    Ok(view.map(|_| row))
}
