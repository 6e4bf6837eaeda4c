//! Dates as the demo data write them: mostly as distances from today, so that the demo never grows old.
//!
//! A [`Moment`] is a point in time (a visit, a signature); a [`Day`] is a civil date that may be partial
//! (an onset, a birth date). They are two types, so that nobody can hold a visit "some time in 2019".

use chart::PartialDate;
use chrono::{DateTime, Datelike, Days, FixedOffset, Months, NaiveDate, NaiveTime, TimeDelta, Timelike};
use serde::Deserialize;
use std::str::FromStr;

/// A distance from today in whole months and days; negative is the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Distance {
    past: bool,
    months: u32,
    days: u64,
}

impl Distance {
    const NONE: Self = Self { past: true, months: 0, days: 0 };

    /// The day at this distance. At the end of what a calendar can hold it stays there.
    fn from(self, today: NaiveDate) -> NaiveDate {
        let (months, days) = (Months::new(self.months), Days::new(self.days));
        if self.past {
            today
                .checked_sub_months(months)
                .and_then(|day| day.checked_sub_days(days))
                .unwrap_or(NaiveDate::MIN)
        } else {
            today
                .checked_add_months(months)
                .and_then(|day| day.checked_add_days(days))
                .unwrap_or(NaiveDate::MAX)
        }
    }

    /// Reads `-3y 2m 5d` or `+14d`, word by word, and gives back the words after it.
    fn read<'a>(words: &[&'a str]) -> Result<(Self, Vec<&'a str>), String> {
        let Some((first, rest)) = words.split_first() else { return Err("an empty distance".to_owned()) };
        if *first == "today" {
            return Ok((Self::NONE, rest.to_vec()));
        }
        let past = first.starts_with('-');
        let Some(first) = first.strip_prefix(['-', '+']) else {
            return Err(format!("{first}: a distance begins with - or +"));
        };
        let mut distance = Self { past, months: 0, days: 0 };
        let mut after = Vec::new();
        for word in std::iter::once(first).chain(rest.iter().copied()) {
            if word.contains(':') {
                after.push(word);
                continue;
            }
            let (count, unit) = word.split_at_checked(word.len().saturating_sub(1)).unwrap_or((word, ""));
            let count: u32 = count.parse().map_err(|_| format!("{word}: a number and y, m, w or d"))?;
            match unit {
                "y" => distance.months += count * 12,
                "m" => distance.months += count,
                "w" => distance.days += u64::from(count) * 7,
                "d" => distance.days += u64::from(count),
                _ => return Err(format!("{word}: a unit is y, m, w or d")),
            }
        }
        Ok((distance, after))
    }
}

/// A point in time: `-105d 09:40`, `-3y 2m`, `today`, or minutes from now such as `now-14` and `now+20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Moment(MomentKind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MomentKind {
    Apart(Distance, NaiveTime),
    Now(i64),
}

/// The list of the day reaches this many minutes into the past and into the future.
const DAY_LIST_MINUTES: i64 = 240;

impl Moment {
    /// The point in time, in the offset of `now`.
    ///
    /// Minutes from now are drawn together near midnight, so that the list of the day stays on its day.
    pub(crate) fn at(self, now: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        // Nobody books a visit to the nanosecond.
        let now = now.with_nanosecond(0).unwrap_or(now);
        match self.0 {
            MomentKind::Apart(distance, time) => {
                let local = distance.from(now.date_naive()).and_time(time);
                now.offset_of(local)
            }
            MomentKind::Now(minutes) => {
                let since_midnight = i64::from(now.hour() * 60 + now.minute());
                let room = if minutes < 0 { since_midnight } else { 24 * 60 - 1 - since_midnight };
                now + TimeDelta::minutes(minutes * room.min(DAY_LIST_MINUTES) / DAY_LIST_MINUTES)
            }
        }
    }
}

/// Puts a wall clock's reading into the offset of another moment.
trait OffsetOf {
    fn offset_of(&self, local: chrono::NaiveDateTime) -> DateTime<FixedOffset>;
}

impl OffsetOf for DateTime<FixedOffset> {
    /// A fixed offset has one answer for each reading of the clock, except at the ends of the calendar.
    fn offset_of(&self, local: chrono::NaiveDateTime) -> DateTime<FixedOffset> {
        local.and_local_timezone(*self.offset()).single().unwrap_or(*self)
    }
}

impl TryFrom<String> for Moment {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(minutes) = text.strip_prefix("now") {
            let minutes = if minutes.is_empty() { Ok(0) } else { minutes.parse() };
            return minutes
                .map(|minutes| Self(MomentKind::Now(minutes)))
                .map_err(|_| format!("{text}: now-14"));
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let (distance, after) = Distance::read(&words)?;
        let time = after.first().copied().unwrap_or("09:00");
        let time =
            NaiveTime::parse_from_str(time, "%H:%M").map_err(|_| format!("{text}: a time is 09:40"))?;
        Ok(Self(MomentKind::Apart(distance, time)))
    }
}

/// A civil date, whole or partial: `1959-03-14`, `2019`, `-3y 4m`, or `~7y` (the year alone) and `~18m`
/// (year and month).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum Day {
    Fixed(PartialDate),
    YearsAgo(i32),
    MonthsAgo(u32),
    Apart(DayDistance),
}

/// A distance that ends on a whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DayDistance(Distance);

impl Day {
    /// The date, seen from today.
    pub(crate) fn on(self, today: NaiveDate) -> PartialDate {
        match self {
            Self::Fixed(date) => date,
            Self::YearsAgo(years) => PartialDate::Year(today.year() - years),
            Self::MonthsAgo(months) => {
                let day = Distance { past: true, months, days: 0 }.from(today);
                PartialDate::Month(day.year(), day.month())
            }
            Self::Apart(distance) => PartialDate::Day(distance.0.from(today)),
        }
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if let Some(about) = text.strip_prefix('~') {
            let number = |unit| about.strip_suffix(unit).and_then(|count: &str| count.parse::<u16>().ok());
            return match (number('y'), number('m')) {
                (Some(years), _) => Ok(Self::YearsAgo(years.into())),
                (None, Some(months)) => Ok(Self::MonthsAgo(months.into())),
                (None, None) => Err(format!("{text}: ~7y or ~18m")),
            };
        }
        if text.starts_with(['-', '+']) || text == "today" {
            let words: Vec<&str> = text.split_whitespace().collect();
            return match Distance::read(&words)? {
                (distance, after) if after.is_empty() => Ok(Self::Apart(DayDistance(distance))),
                _ => Err(format!("{text}: a date has no time")),
            };
        }
        text.parse().map(Self::Fixed).map_err(|error: chart::dates::NotADate| format!("{text}: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(text: &str) -> DateTime<FixedOffset> {
        text.parse().unwrap()
    }

    #[test]
    fn distances_are_counted_back_from_today() {
        let at =
            |text: &str| text.parse::<Moment>().unwrap().at(now("2026-11-22T11:30:00-06:00")).to_rfc3339();
        assert_eq!(at("-105d 09:40"), "2026-08-09T09:40:00-06:00");
        assert_eq!(at("-3y 2m"), "2023-09-22T09:00:00-06:00");
        assert_eq!(at("now-14"), "2026-11-22T11:16:00-06:00");
        assert_eq!(at("+2w 10:00"), "2026-12-06T10:00:00-06:00");
        for wrong in ["", "105d", "-3x", "-y", "now-x", "-1d 25:00"] {
            assert!(wrong.parse::<Moment>().is_err(), "{wrong:?} is not a moment");
        }
    }

    #[test]
    fn the_list_of_the_day_stays_on_its_day_and_in_its_order() {
        for clock in ["2026-11-22T00:00:30+00:00", "2026-11-22T00:40:00+00:00", "2026-11-22T23:59:00+00:00"] {
            let now = now(clock);
            let moments =
                [-240, -100, -14, -3, 0, 10, 45, 240].map(|minutes| Moment(MomentKind::Now(minutes)).at(now));
            assert!(moments.is_sorted(), "in order at {clock}");
            assert!(moments.iter().all(|at| at.date_naive() == now.date_naive()), "on the day at {clock}");
        }
    }

    #[test]
    fn days_may_be_whole_or_partial() {
        let today = "2026-11-22".parse().unwrap();
        let on = |text: &str| Day::try_from(text.to_owned()).unwrap().on(today).to_string();
        assert_eq!(on("1959-03-14"), "1959-03-14");
        assert_eq!(on("~7y"), "2019");
        assert_eq!(on("~18m"), "2025-05");
        assert_eq!(on("-3y 4m"), "2023-07-22");
        assert!(Day::try_from("-3y 09:00".to_owned()).is_err(), "a day has no time");
    }
}
