//! Pregnancies, present and past: FHIR R4 Observation, pregnancy status and outcome.

use crate::dates::PartialDate;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One pregnancy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Pregnancy {
    /// How it stands, or how it ended.
    pub outcome: PregnancyOutcome,
    /// First day of the last period, a whole date where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub last_period: Option<NaiveDate>,
    /// The due date as dated otherwise; it counts before the one counted from the last period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub due: Option<NaiveDate>,
    /// What that due date rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub due_basis: Option<DueDateBasis>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ended: Option<PartialDate>,
    /// Completed weeks when it ended, as told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub weeks: Option<u8>,
    /// How: `vaginal`, `caesarean section`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mode: Option<String>,
    /// The child or children: `girl, 3,400 g`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub child: Option<String>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// How a pregnancy stands or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum PregnancyOutcome {
    Current,
    LiveBirth,
    Stillbirth,
    Miscarriage,
    Termination,
    Ectopic,
    Unknown,
}

/// What a due date rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum DueDateBasis {
    LastPeriod,
    Ultrasound,
    Conception,
    Other,
}

/// Days from the first day of the last period to the estimated date of delivery.
///
/// Source: ACOG Committee Opinion 700, Methods for Estimating the Due Date, Obstet Gynecol 2017;129:e150–4: 280 days
/// after the first day of the last menstrual period.
pub const DAYS_TO_DELIVERY: u64 = 280;

/// The estimated date of delivery, with what it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DueDate {
    /// The day.
    pub on: NaiveDate,
    /// What it rests on.
    pub basis: DueDateBasis,
    /// The formula with its inputs: `last period 2026-05-01 + 280 days`.
    pub formula: String,
}

impl PregnancyOutcome {
    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Current => "Pregnant",
            Self::LiveBirth => "Live birth",
            Self::Stillbirth => "Stillbirth",
            Self::Miscarriage => "Miscarriage",
            Self::Termination => "Termination",
            Self::Ectopic => "Ectopic pregnancy",
            Self::Unknown => "Pregnancy, outcome not known",
        }
    }
}

impl Pregnancy {
    /// It has not ended.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.outcome == PregnancyOutcome::Current
    }

    /// The estimated date of delivery: as dated by ultrasound or otherwise, else counted from the last period.
    #[must_use]
    pub fn due_date(&self) -> Option<DueDate> {
        if let Some(on) = self.due {
            let basis = self.due_basis.unwrap_or(DueDateBasis::Other);
            let by = match basis {
                DueDateBasis::LastPeriod => "by the last period",
                DueDateBasis::Ultrasound => "by ultrasound",
                DueDateBasis::Conception => "by the day of conception",
                DueDateBasis::Other => "as told",
            };
            return Some(DueDate { on, basis, formula: format!("dated {by}") });
        }
        let period = self.last_period?;
        let on = period.checked_add_days(Days::new(DAYS_TO_DELIVERY))?;
        let formula = format!("last period {period} + {DAYS_TO_DELIVERY} days");
        Some(DueDate { on, basis: DueDateBasis::LastPeriod, formula })
    }

    /// Completed weeks and days on a day, counted back from the due date. None before it began and for one that
    /// is over.
    #[must_use]
    pub fn age_on(&self, day: NaiveDate) -> Option<(i64, i64)> {
        if !self.is_current() {
            return None;
        }
        let left = (self.due_date()?.on - day).num_days();
        let lived = DAYS_TO_DELIVERY.cast_signed() - left;
        (lived >= 0).then_some((lived / 7, lived % 7))
    }

    /// `Pregnant, 24+3 weeks, due 2027-03-11`, `Live birth 2019, caesarean section, girl`.
    #[must_use]
    pub fn short(&self, today: NaiveDate) -> String {
        let mut parts = vec![self.outcome.label().to_owned()];
        if let Some(ended) = self.ended {
            parts[0].push_str(&format!(" {ended}"));
        }
        parts.extend(self.age_on(today).map(|(weeks, days)| format!("{weeks}+{days} weeks")));
        if self.is_current() {
            parts.extend(self.due_date().map(|due| format!("due {}", due.on)));
        }
        parts.extend(self.weeks.map(|weeks| format!("{weeks} weeks")));
        parts.extend(self.mode.clone());
        parts.extend(self.child.clone());
        parts.join(", ")
    }
}
