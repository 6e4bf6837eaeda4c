//! The sig: how a medicine is taken, in parts, read from a line as a doctor types it and printed as plain words.
//!
//! Reading never fails: what is not understood stays visible, in the drug's name or in the note. Printing never
//! writes an abbreviation that has led to wrong doses. What is printed reads back as the same [`Sig`].
//!
//! Deliberately not here: any list of drugs. Which forms and strengths exist, and whether a dose is right, is the
//! formulary's business; [`RxLine::complete`] takes what it knows.

mod brief;
mod count;
mod figures;
mod grid;
mod line;
mod print;
mod printed;
mod product;
#[cfg(test)]
mod properties;
mod reader;
mod resolve;
mod spelt;
mod tokens;
mod words;

pub use brief::{brief, says_form};
pub use count::{Count, quantity};
pub use figures::figure;
pub use grid::day_parts;
pub use line::{RxLine, parse, parse_line};
pub use print::{plural, print, print_line};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a medicine is taken. Empty when nothing of it is known in parts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Sig {
    /// The steps in order: one for most medicines, several for a taper or for unequal doses in a day.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// What else the patient is told, as a sentence of its own: `With plenty of water.`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<String>,
}

/// One step: an amount, taken one way, for one while.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// How it stands to the step before it. `Then` in the first.
    #[serde(default)]
    pub link: Link,
    /// How much each time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub dose: Option<Dose>,
    /// Which way into the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub route: Option<Route>,
    /// Where on the body, in words with their article: `the left knee`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub site: Option<String>,
    /// When, or how often.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub timing: Option<Timing>,
    /// How it stands to food.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub meal: Option<Meal>,
    /// Only when needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub as_needed: Option<AsNeeded>,
    /// For how long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub duration: Option<Duration>,
    /// The most that may be taken in 24 hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub max_per_day: Option<Dose>,
}

/// How a step stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// After it, as in a taper.
    #[default]
    Then,
    /// During the same days, as in 20 units in the morning and 10 in the evening.
    And,
}

/// An amount or a range of amounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Dose {
    /// The amount, or the least of a range. Greater than 0.
    pub low: f64,
    /// The most of a range; greater than `low`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub high: Option<f64>,
    /// One of them, in words or as a metric unit: `capsule`, `mL`, `mg`. Empty while the dose form is not known.
    pub unit: String,
}

impl Dose {
    /// One amount.
    pub fn of(value: f64, unit: impl Into<String>) -> Self {
        Self { low: value, high: None, unit: unit.into() }
    }

    /// The most it can mean.
    #[must_use]
    pub fn most(&self) -> f64 {
        self.high.unwrap_or(self.low)
    }
}

/// Which way into the body. The words on paper are in [`print()`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say what they are")]
pub enum Route {
    Oral,
    Sublingual,
    Buccal,
    FeedingTube,
    Inhaled,
    Nebulised,
    Nasal,
    EachNostril,
    Intravenous,
    Intramuscular,
    Subcutaneous,
    Intradermal,
    Skin,
    Rectal,
    Vaginal,
    Eye,
    LeftEye,
    RightEye,
    BothEyes,
    Ear,
    LeftEar,
    RightEar,
    BothEars,
}

impl Route {
    /// It says more exactly where: the left eye of the eye, each nostril of the nose.
    fn is_part_of(self, whole: Self) -> bool {
        match whole {
            Self::Eye => matches!(self, Self::LeftEye | Self::RightEye | Self::BothEyes),
            Self::Ear => matches!(self, Self::LeftEar | Self::RightEar | Self::BothEars),
            Self::Nasal => self == Self::EachNostril,
            _ => false,
        }
    }
}

/// When, or how often. `every 1 day` is written as [`Timing::Times`] with 1 a day; so for weeks and months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Timing {
    /// So many times in a day, week or month, or between `low` and `high` times.
    #[expect(missing_docs, reason = "said above")]
    Times {
        low: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        high: Option<u16>,
        per: Per,
    },
    /// Every so many hours, days, weeks or months, or every `low` to `high` of them.
    #[expect(missing_docs, reason = "said above")]
    Every {
        low: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        high: Option<u16>,
        unit: TimeUnit,
    },
    /// At these times of the day, in order, each once. Not empty.
    Parts(Vec<DayPart>),
    /// On these days of the week, in order, each once. Not empty.
    Weekdays(Vec<Weekday>),
    /// One time only; `now` when it is to be at once.
    #[expect(missing_docs, reason = "said above")]
    Once { now: bool },
    /// As the patient was told.
    AsDirected,
}

/// What a number of times is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say what they are")]
pub enum Per {
    Day,
    Week,
    Month,
}

/// A length of time. A month counts as 30 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say what they are")]
pub enum TimeUnit {
    Hour,
    Day,
    Week,
    Month,
}

/// A time of the day, as the columns of a medication plan have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say what they are")]
pub enum DayPart {
    Morning,
    Noon,
    Evening,
    Bedtime,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say what they are")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// How it stands to food.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say what they are")]
pub enum Meal {
    Before,
    With,
    After,
    EmptyStomach,
}

/// Taken only when needed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AsNeeded {
    /// For what: `pain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// For how long, or for between `value` and `high` of the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Duration {
    /// How many. Greater than 0.
    pub value: u16,
    /// The most of a range; greater than `value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub high: Option<u16>,
    /// Of what.
    pub unit: TimeUnit,
}

impl TimeUnit {
    fn singular(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

impl Duration {
    /// The most days it can mean; a part of a day counts as a day.
    #[must_use]
    pub fn days(self) -> u32 {
        let value = u32::from(self.high.unwrap_or(self.value));
        match self.unit {
            TimeUnit::Hour => value.div_ceil(24),
            TimeUnit::Day => value,
            TimeUnit::Week => value * 7,
            TimeUnit::Month => value * 30,
        }
    }
}

impl Sig {
    /// Whether anything is known in parts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// How many days the steps last one after the other. None when one of them has no end.
    #[must_use]
    pub fn total_days(&self) -> Option<u32> {
        let mut total: u32 = 0;
        let mut groups = self.groups().peekable();
        groups.peek()?;
        for group in groups {
            let days = group
                .iter()
                .map(|step| match (step.duration, &step.timing) {
                    (Some(duration), _) => Some(duration.days()),
                    (None, Some(Timing::Once { .. })) => Some(1),
                    (None, _) => None,
                })
                .collect::<Option<Vec<_>>>()?;
            total = total.saturating_add(days.into_iter().max()?);
        }
        Some(total)
    }

    /// The steps that hold during the same days, group after group.
    fn groups(&self) -> impl Iterator<Item = &[Step]> {
        self.steps.chunk_by(|_, next| next.link == Link::And)
    }
}
