//! What a number should be for this patient, agreed between patient and physician: FHIR R4 Goal.
//!
//! A goal is a decision about one person and never a rule of ours: there is no default, nothing is proposed. A range
//! says what is usual in others; a goal says what is wanted in this one, and where both are known the goal is what a
//! value is held against.

use crate::coding::{Concept, system};
use crate::fold::{Chart, Record, Stated};
use crate::sections::vitals::form::{FIELDS, Field};
use crate::sig::figure;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is wanted of one number, or of the two of a blood pressure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// What is measured: `Blood pressure`, `INR`.
    pub what: Concept,
    /// Each number with what it should be. One, or two for a blood pressure. Never empty.
    pub targets: Vec<GoalTarget>,
    /// Whether it is aimed at.
    pub status: GoalStatus,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub due: Option<NaiveDate>,
    /// Why this goal for this patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// One number and what it should be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GoalTarget {
    /// Which number, with its LOINC code where known.
    pub measure: Concept,
    /// Where it should be.
    pub range: GoalRange,
    /// UCUM; empty for a number without one.
    pub unit: String,
}

/// Where a number should be. A goal of FHIR is a range with both ends in it, or a quantity with a comparator.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum GoalRange {
    /// Under it: `< 7`.
    Below(f64),
    /// It or less: `≤ 7`.
    AtMost(f64),
    /// Over it: `> 60`.
    Above(f64),
    /// It or more: `≥ 60`.
    AtLeast(f64),
    /// From one to the other, both included: `2–3`.
    Between {
        /// The least.
        low: f64,
        /// The most.
        high: f64,
    },
}

/// FHIR R4 goal-status, the words a practice uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum GoalStatus {
    Active,
    OnHold,
    Completed,
    Cancelled,
}

/// Why a goal as typed is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoGoal {
    /// It is no range of numbers.
    Unread,
    /// A number stands alone: it could be the most or the least.
    Alone,
    /// Two numbers are wanted, or one.
    Count,
}

impl GoalRange {
    /// What was typed: `2-3`, `2 to 3`, `< 7`, `<=7`, `at least 60`. The numbers are positive.
    ///
    /// # Errors
    /// [`NoGoal::Alone`] for a number without a direction, [`NoGoal::Unread`] for anything else.
    pub fn read(text: &str) -> Result<Self, NoGoal> {
        let text = text.trim().to_lowercase().replace(',', ".");
        type Make = fn(f64) -> GoalRange;
        const WORDS: [(&str, Make); 15] = [
            ("<=", GoalRange::AtMost),
            ("≤", GoalRange::AtMost),
            ("at most", GoalRange::AtMost),
            ("up to", GoalRange::AtMost),
            (">=", GoalRange::AtLeast),
            ("≥", GoalRange::AtLeast),
            ("at least", GoalRange::AtLeast),
            ("<", GoalRange::Below),
            ("below", GoalRange::Below),
            ("under", GoalRange::Below),
            ("less than", GoalRange::Below),
            (">", GoalRange::Above),
            ("above", GoalRange::Above),
            ("over", GoalRange::Above),
            ("more than", GoalRange::Above),
        ];
        for (word, make) in WORDS {
            if let Some(rest) = text.strip_prefix(word) {
                return number(rest).map(make).ok_or(NoGoal::Unread);
            }
        }
        let ends = ["–", "—", "-", " to ", ".."].iter().find_map(|dash| text.split_once(dash));
        match ends {
            Some((low, high)) => match (number(low), number(high)) {
                (Some(low), Some(high)) if low < high => Ok(Self::Between { low, high }),
                _ => Err(NoGoal::Unread),
            },
            None if number(&text).is_some() => Err(NoGoal::Alone),
            None => Err(NoGoal::Unread),
        }
    }

    /// Two at once: `< 130/80`, `<130 / <80`. A blood pressure without a direction is a most: `130/80` is below both,
    /// as guidelines write it.
    ///
    /// # Errors
    /// As [`GoalRange::read`].
    pub fn read_pressure(text: &str) -> Result<(Self, Self), NoGoal> {
        let (first, second) = text.split_once('/').ok_or(NoGoal::Count)?;
        let both = |first: &str, second: &str| Ok((Self::read(first)?, Self::read(second)?));
        match (Self::read(first), Self::read(second)) {
            (Err(NoGoal::Alone), Err(NoGoal::Alone)) => both(&format!("<{first}"), &format!("<{second}")),
            (Ok(range), Err(NoGoal::Alone)) => match range {
                Self::Below(_) => both(first, &format!("<{second}")),
                Self::AtMost(_) => both(first, &format!("<={second}")),
                _ => Err(NoGoal::Unread),
            },
            _ => both(first, second),
        }
    }

    /// True for a number that is where it should be.
    #[must_use]
    pub fn holds(self, value: f64) -> bool {
        match self {
            Self::Below(most) => value < most,
            Self::AtMost(most) => value <= most,
            Self::Above(least) => value > least,
            Self::AtLeast(least) => value >= least,
            Self::Between { low, high } => (low..=high).contains(&value),
        }
    }

    /// The ends as a drawing needs them; an open end is none.
    #[must_use]
    pub fn ends(self) -> (Option<f64>, Option<f64>) {
        match self {
            Self::Below(most) | Self::AtMost(most) => (None, Some(most)),
            Self::Above(least) | Self::AtLeast(least) => (Some(least), None),
            Self::Between { low, high } => (Some(low), Some(high)),
        }
    }

    /// `< 7`, `2–3`.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Below(most) => format!("< {}", figure(most)),
            Self::AtMost(most) => format!("≤ {}", figure(most)),
            Self::Above(least) => format!("> {}", figure(least)),
            Self::AtLeast(least) => format!("≥ {}", figure(least)),
            Self::Between { low, high } => format!("{}–{}", figure(low), figure(high)),
        }
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0)
}

impl Goal {
    /// It is aimed at now.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.status == GoalStatus::Active
    }

    /// What is wanted, without what of: `< 130/80`, `2–3`, `< 7 %`.
    #[must_use]
    pub fn wanted(&self) -> String {
        let unit =
            self.targets.first().map(|target| crate::coding::shown_unit(&target.unit)).unwrap_or_default();
        let words = match self.targets.as_slice() {
            [one, other] => match (one.range, other.range) {
                (GoalRange::Below(one), GoalRange::Below(other)) => {
                    format!("< {}/{}", figure(one), figure(other))
                }
                (GoalRange::AtMost(one), GoalRange::AtMost(other)) => {
                    format!("≤ {}/{}", figure(one), figure(other))
                }
                (one, other) => format!("{} / {}", one.words(), other.words()),
            },
            several => several.iter().map(|target| target.range.words()).collect::<Vec<_>>().join(" / "),
        };
        format!("{words} {unit}").trim().to_owned()
    }

    /// In one line: `INR 2–3`.
    #[must_use]
    pub fn short(&self) -> String {
        format!("{} {}", self.what.text, self.wanted())
    }

    /// True where every number is where it should be. The numbers come in the order of the targets; a missing one
    /// says nothing.
    #[must_use]
    pub fn is_met(&self, values: &[f64]) -> bool {
        self.targets.iter().zip(values).all(|(target, value)| target.range.holds(*value))
    }

    /// The vital it is about.
    #[must_use]
    pub fn vital(&self) -> Option<&'static Field> {
        let first = self.targets.first()?.measure.code_in(system::LOINC)?;
        FIELDS.iter().find(|field| field.codes.iter().any(|code| code.loinc() == first))
    }
}

impl Stated for Goal {
    fn caution(&self) -> u8 {
        u8::from(self.is_active())
    }
}

impl Chart {
    /// The active goal that `fits`, with its record.
    pub fn goal_of(&self, fits: impl Fn(&Goal) -> bool) -> Option<(&Record<Goal>, &Goal)> {
        let mut readings = self.goals.readings().map(|(record, _, goal)| (record, goal));
        readings.find(|(_, goal)| goal.is_active() && fits(goal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_read_as_doctors_write_it() {
        assert_eq!(GoalRange::read("2-3"), Ok(GoalRange::Between { low: 2.0, high: 3.0 }));
        assert_eq!(GoalRange::read("2.0 – 3.0"), Ok(GoalRange::Between { low: 2.0, high: 3.0 }));
        assert_eq!(GoalRange::read("2 to 3").map(GoalRange::words), Ok("2–3".to_owned()));
        assert_eq!(GoalRange::read("<7"), Ok(GoalRange::Below(7.0)));
        assert_eq!(GoalRange::read("<= 7,5"), Ok(GoalRange::AtMost(7.5)));
        assert_eq!(GoalRange::read("at least 60"), Ok(GoalRange::AtLeast(60.0)));
    }

    #[test]
    fn a_number_alone_has_no_direction_and_is_asked_about() {
        assert_eq!(GoalRange::read("7"), Err(NoGoal::Alone));
        assert_eq!(GoalRange::read("3-2"), Err(NoGoal::Unread), "the least comes first");
        for wrong in ["", "low", "< x", "2-", "-", "<", "nan", "< -3"] {
            assert_eq!(GoalRange::read(wrong), Err(NoGoal::Unread), "{wrong:?}");
        }
    }

    #[test]
    fn a_pressure_has_two_numbers_and_its_direction_once() {
        let below = (GoalRange::Below(130.0), GoalRange::Below(80.0));
        assert_eq!(GoalRange::read_pressure("< 130/80"), Ok(below));
        assert_eq!(GoalRange::read_pressure("130/80"), Ok(below));
        assert_eq!(GoalRange::read_pressure("<130/<80"), Ok(below));
        assert_eq!(GoalRange::read_pressure("<130"), Err(NoGoal::Count));
        assert!(GoalRange::read_pressure("> 130/80").is_err(), "a least of both is not guessed at");
    }

    #[test]
    fn the_ends_belong_to_it_or_not_as_they_are_written() {
        assert!(GoalRange::Between { low: 2.0, high: 3.0 }.holds(3.0));
        assert!(!GoalRange::Below(7.0).holds(7.0));
        assert!(GoalRange::AtMost(7.0).holds(7.0));
        assert!(!GoalRange::Above(60.0).holds(60.0));
        assert!(GoalRange::AtLeast(60.0).holds(60.0));
    }
}
