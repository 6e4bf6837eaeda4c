//! Civil dates, whole or partial, and ages. A date of birth is never a point in time, so it cannot shift.
//!
//! FHIR R4 `date`: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Reading dates as people type them is not here.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A date of which the year, the month or the day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ts_rs::TS)]
#[ts(type = "string")]
pub enum PartialDate {
    /// Only the year.
    Year(i32),
    /// Year and month (1 to 12).
    Month(i32, u32),
    /// A whole date.
    Day(NaiveDate),
}

/// The text is not a FHIR date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("A date is a year, a year and month, or a whole date, such as 1959, 1959-03 or 1959-03-14.")]
pub struct NotADate;

impl PartialDate {
    /// The year, always known.
    #[must_use]
    pub fn year(self) -> i32 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(date) => date.year(),
        }
    }

    /// The first day the date can mean.
    #[must_use]
    pub fn earliest(self) -> Option<NaiveDate> {
        match self {
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
            Self::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1),
            Self::Day(date) => Some(date),
        }
    }

    /// The last day the date can mean.
    #[must_use]
    pub fn latest(self) -> Option<NaiveDate> {
        match self {
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 12, 31),
            Self::Month(..) => {
                self.earliest()?.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))
            }
            Self::Day(date) => Some(date),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(date) => write!(f, "{}", date.format("%Y-%m-%d")),
        }
    }
}

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let digits = |part: &str, length: usize| -> Result<u32, NotADate> {
            if part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()) {
                part.parse().map_err(|_| NotADate)
            } else {
                Err(NotADate)
            }
        };
        let mut parts = text.split('-');
        let year = digits(parts.next().ok_or(NotADate)?, 4)?.cast_signed();
        let date = match (parts.next(), parts.next(), parts.next()) {
            (None, None, None) => Self::Year(year),
            (Some(month), None, None) => Self::Month(year, digits(month, 2)?),
            (Some(month), Some(day), None) => {
                Self::Day(NaiveDate::from_ymd_opt(year, digits(month, 2)?, digits(day, 2)?).ok_or(NotADate)?)
            }
            _ => return Err(NotADate),
        };
        date.earliest().map(|_| date).ok_or(NotADate)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// How long ago a day was, as people say it: `today`, `3 days ago`, `3 weeks ago`, `5 months ago`, `2 years ago`.
/// A day to come is given as it is.
#[must_use]
pub fn ago(day: NaiveDate, today: NaiveDate) -> String {
    let many = |count: i64, unit: &str| format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" });
    let days = (today - day).num_days();
    let months = i64::from(today.year() - day.year()) * 12 + i64::from(today.month())
        - i64::from(day.month())
        - i64::from(today.day() < day.day());
    match days {
        ..0 => day.to_string(),
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..14 => many(days, "day"),
        14..63 => many(days / 7, "week"),
        _ if months < 24 => many(months, "month"),
        _ => many(months / 12, "year"),
    }
}

/// An age on a day. Only as exact as the birth date allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// Whole months lived at least.
    pub months: i32,
    /// Whole days lived, when the birth date is whole.
    pub days: Option<i64>,
}

impl Age {
    /// The age of someone born on `birth`, on `day`. None before the birth.
    #[must_use]
    pub fn on(birth: PartialDate, day: NaiveDate) -> Option<Self> {
        let born = birth.latest()?.min(day.max(birth.earliest()?));
        if born > day {
            return None;
        }
        let mut months =
            (day.year() - born.year()) * 12 + day.month().cast_signed() - born.month().cast_signed();
        if day.day() < born.day() {
            months -= 1;
        }
        let days = matches!(birth, PartialDate::Day(_)).then(|| (day - born).num_days());
        Some(Self { months, days })
    }

    /// Whole years.
    #[must_use]
    pub fn years(self) -> i32 {
        self.months / 12
    }

    /// As on a banner: `67 y`, `3 y 4 m` under six years, `7 m` under two, `12 d` under one month.
    #[must_use]
    pub fn short(self) -> String {
        match (self.months, self.days) {
            (0, Some(days)) => format!("{days} d"),
            (months, _) if months < 24 => format!("{months} m"),
            (months, _) if months < 72 && months % 12 != 0 => format!("{} y {} m", months / 12, months % 12),
            (months, _) => format!("{} y", months / 12),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_read_back_as_written() {
        for text in ["1959", "1959-03", "1959-03-14", "2000-02-29"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in ["59", "1959-3", "1959-13", "1959-02-30", "1959-03-14T00:00:00", "", "-959"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text} is not a date");
        }
    }

    #[test]
    fn how_long_ago_is_said_as_people_say_it() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (then, said) in [
            ("2026-11-22", "today"),
            ("2026-11-21", "yesterday"),
            ("2026-11-09", "13 days ago"),
            ("2026-11-01", "3 weeks ago"),
            ("2026-09-20", "2 months ago"),
            ("2025-11-23", "11 months ago"),
            ("2024-11-22", "2 years ago"),
            ("2026-11-23", "2026-11-23"),
        ] {
            assert_eq!(ago(day(then), day("2026-11-22")), said, "{then}");
        }
    }

    #[test]
    fn an_age_counts_birthdays_not_days() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let age = |birth: &str, on: &str| Age::on(birth.parse().unwrap(), day(on)).map(Age::short);
        assert_eq!(age("1959-03-14", "2026-11-22").as_deref(), Some("67 y"));
        assert_eq!(age("1959-11-23", "2026-11-22").as_deref(), Some("66 y"));
        assert_eq!(age("2023-07-01", "2026-11-22").as_deref(), Some("3 y 4 m"));
        assert_eq!(age("2026-11-10", "2026-11-22").as_deref(), Some("12 d"));
        assert_eq!(age("2026-11-23", "2026-11-22"), None, "not born yet");
        assert_eq!(age("2026", "2026-11-22").as_deref(), Some("0 m"), "only the year is known");
    }
}
