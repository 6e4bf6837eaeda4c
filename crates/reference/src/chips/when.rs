//! Days as they are typed into a line: `2w`, `in 10 days`, `tomorrow`, `fri`, `5/6`, `5 Jun 2026`.
//!
//! A day that can be read in two ways is read as the practice writes it, and said in a sentence. Nothing here reads a
//! clock: today is an argument.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::Serialize;

/// A length of time as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// How many, 1 or more.
    pub value: u32,
    /// Of what.
    pub unit: SpanUnit,
}

/// What a length of time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say what they are")]
pub enum SpanUnit {
    Day,
    Week,
    Month,
    Year,
}

/// A day that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) day: NaiveDate,
    pub(super) span: Option<Span>,
    /// The other way to read it, as a question.
    pub(super) doubt: Option<String>,
}

/// How the practice writes days, and which day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Today on the practice's wall clock.
    pub today: NaiveDate,
    /// `3/4` is 4 March, as in the United States.
    pub month_first: bool,
}

/// The longest way to say a day has so many words: `in 2 weeks`, `5 june 2026`.
const MOST_WORDS: usize = 3;

/// The day that the first words say, and how many words that are.
pub(super) fn leading(words: &[&str], setting: Setting) -> Option<(Due, usize)> {
    (1..=MOST_WORDS.min(words.len()))
        .rev()
        .find_map(|count| Some((read(words.get(..count)?, setting)?, count)))
}

/// The day that the last words say, and how many words that are.
pub(super) fn trailing(words: &[&str], setting: Setting) -> Option<(Due, usize)> {
    (1..=MOST_WORDS.min(words.len()))
        .rev()
        .find_map(|count| Some((read(words.get(words.len() - count..)?, setting)?, count)))
}

/// The same words with a day that can be read in two ways written out the other way: `5/6 bp` is `5 June 2027 bp` in a
/// practice that writes the month first. With that day, and the figures it was read from.
pub(super) fn other_way(words: &str, setting: Setting) -> Option<(String, String, String)> {
    let figures = words.split_whitespace().map(|word| word.trim_matches(','));
    let (typed, other) = figures.filter_map(|word| Some((word, figures_both(word, setting)?))).next()?;
    let written = other.format("%-d %B %Y").to_string();
    Some((words.replacen(typed, &written, 1), written, typed.to_owned()))
}

/// The other day that figures can mean, where there are two.
fn figures_both(word: &str, setting: Setting) -> Option<NaiveDate> {
    let taken = figures(word, setting)?;
    taken.doubt.as_ref()?;
    figures(word, Setting { month_first: !setting.month_first, ..setting }).map(|other| other.day)
}

/// What exactly these words say. A leading `in`, `on`, `by` or `x` says nothing by itself.
fn read(words: &[&str], setting: Setting) -> Option<Due> {
    let words: Vec<String> = words.iter().map(|word| word.trim_matches(',').to_lowercase()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let said = match words.as_slice() {
        ["in" | "on" | "by" | "x", rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    let sure = |day: Option<NaiveDate>| Some(Due { day: day?, span: None, doubt: None });
    match said {
        ["today" | "tod" | "now"] => return sure(Some(setting.today)),
        ["tomorrow" | "tmrw" | "tmw"] => return sure(setting.today.checked_add_days(Days::new(1))),
        _ => {}
    }
    if let Some(span) = span(said) {
        return Some(Due { day: after(setting.today, span)?, span: Some(span), doubt: None });
    }
    match said {
        [one] => weekday(one)
            .and_then(|day| sure(next(setting.today, day)))
            .or_else(|| one.parse().ok().and_then(|day: NaiveDate| sure(Some(day))))
            .or_else(|| figures(one, setting))
            .or_else(|| {
                // 5jun
                let letters = one.find(|sign: char| sign.is_ascii_alphabetic())?;
                sure(named(&one[..letters], &one[letters..], None, setting.today))
            }),
        [first, second] => sure(
            named(first, second, None, setting.today).or_else(|| named(second, first, None, setting.today)),
        ),
        [first, second, year] => sure(
            named(first, second, Some(year), setting.today)
                .or_else(|| named(second, first, Some(year), setting.today)),
        ),
        _ => None,
    }
}

/// `2w`, `10 days`, `1 month`.
fn span(words: &[&str]) -> Option<Span> {
    let (value, unit) = match words {
        [one] => one.split_at(one.find(|sign: char| !sign.is_ascii_digit())?),
        [value, unit] => (*value, *unit),
        _ => return None,
    };
    let unit = match unit {
        "d" | "day" | "days" => SpanUnit::Day,
        "w" | "wk" | "wks" | "week" | "weeks" => SpanUnit::Week,
        "m" | "mo" | "mos" | "mth" | "mths" | "month" | "months" => SpanUnit::Month,
        "y" | "yr" | "yrs" | "year" | "years" => SpanUnit::Year,
        _ => return None,
    };
    let value = number(value)?;
    (1..=999).contains(&value).then_some(Span { value, unit })
}

fn after(today: NaiveDate, span: Span) -> Option<NaiveDate> {
    match span.unit {
        SpanUnit::Day => today.checked_add_days(Days::new(u64::from(span.value))),
        SpanUnit::Week => today.checked_add_days(Days::new(u64::from(span.value) * 7)),
        SpanUnit::Month => today.checked_add_months(Months::new(span.value)),
        SpanUnit::Year => today.checked_add_months(Months::new(span.value.checked_mul(12)?)),
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "mon" | "monday" => Weekday::Mon,
        "tue" | "tues" | "tuesday" => Weekday::Tue,
        "wed" | "weds" | "wednesday" => Weekday::Wed,
        "thu" | "thur" | "thurs" | "thursday" => Weekday::Thu,
        "fri" | "friday" => Weekday::Fri,
        "sat" | "saturday" => Weekday::Sat,
        "sun" | "sunday" => Weekday::Sun,
        _ => return None,
    })
}

/// The next such day after today: on a Friday `fri` is in a week.
fn next(today: NaiveDate, day: Weekday) -> Option<NaiveDate> {
    (1..=7).filter_map(|days| today.checked_add_days(Days::new(days))).find(|next| next.weekday() == day)
}

/// `5/6`, `5/6/26`, `5.6.2026`. Points are only ever written day first.
fn figures(word: &str, setting: Setting) -> Option<Due> {
    let slash = word.contains('/');
    let parts: Vec<&str> = word.trim_end_matches('.').split(if slash { '/' } else { '.' }).collect();
    let (one, two, year) = match parts.as_slice() {
        [one, two] => (number(one)?, number(two)?, None),
        [one, two, year] => (number(one)?, number(two)?, Some(year_of(year)?)),
        _ => return None,
    };
    // "1.5" is a number and no day: points need their year or the second point.
    if !slash && year.is_none() && !word.ends_with('.') {
        return None;
    }
    let day_first = coming(two, one, year, setting.today);
    let month_first = coming(one, two, year, setting.today).filter(|_| slash);
    let (taken, other) =
        if setting.month_first && slash { (month_first, day_first) } else { (day_first, month_first) };
    match (taken, other) {
        (Some(taken), Some(other)) if taken != other => {
            let written = if setting.month_first { "the month" } else { "the day" };
            let say = |day: NaiveDate| day.format("%-d %B").to_string();
            let doubt = format!(
                "{word}: {} or {}? Your practice writes {written} first, so it is {}.",
                say(taken),
                say(other),
                taken.format("%-d %B %Y"),
            );
            Some(Due { day: taken, span: None, doubt: Some(doubt) })
        }
        (taken, other) => Some(Due { day: taken.or(other)?, span: None, doubt: None }),
    }
}

/// `5` and `june`, with a year or the next such day.
fn named(day: &str, month: &str, year: Option<&str>, today: NaiveDate) -> Option<NaiveDate> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if month.len() < 3 {
        return None;
    }
    let place = MONTHS.iter().position(|name| name.starts_with(month))?;
    let year = match year {
        Some(year) => Some(year_of(year)?),
        None => None,
    };
    coming(u32::try_from(place).ok()? + 1, number(day)?, year, today)
}

fn year_of(text: &str) -> Option<i32> {
    let year = i32::try_from(number(text)?).ok()?;
    match text.len() {
        2 => Some(2_000 + year),
        4 => Some(year),
        _ => None,
    }
}

/// The day in its year, or, without one, the next such day from today on.
fn coming(month: u32, day: u32, year: Option<i32>, today: NaiveDate) -> Option<NaiveDate> {
    match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day),
        None => (today.year()..=today.year().checked_add(8)?)
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
            .find(|date| *date >= today),
    }
}

/// Figures only, at most four.
fn number(text: &str) -> Option<u32> {
    let figures = (1..=4).contains(&text.len()) && text.bytes().all(|sign| sign.is_ascii_digit());
    figures.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(month_first: bool) -> Setting {
        // A Sunday.
        Setting { today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), month_first }
    }

    fn day(text: &str, month_first: bool) -> Option<String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (due, count) = leading(&words, setting(month_first))?;
        (count == words.len()).then(|| due.day.to_string())
    }

    #[test]
    fn days_are_read_as_they_are_typed() {
        for (text, wanted) in [
            ("2w", "2026-12-06"),
            ("in 2 weeks", "2026-12-06"),
            ("10d", "2026-12-02"),
            ("3mo", "2027-02-22"),
            ("1 year", "2027-11-22"),
            ("today", "2026-11-22"),
            ("tomorrow", "2026-11-23"),
            ("fri", "2026-11-27"),
            ("sunday", "2026-11-29"),
            ("2026-12-24", "2026-12-24"),
            ("24 dec", "2026-12-24"),
            ("dec 24", "2026-12-24"),
            ("24dec", "2026-12-24"),
            ("5 jan", "2027-01-05"),
            ("5 june 2027", "2027-06-05"),
            ("24.12.", "2026-12-24"),
            ("24.12.26", "2026-12-24"),
            ("by fri", "2026-11-27"),
        ] {
            assert_eq!(day(text, false).as_deref(), Some(wanted), "{text}");
        }
        for text in ["1.5", "bp", "31/31", "2", "0d", "5 ju ly", "99999w", "30 feb", "/", "a/b"] {
            assert_eq!(day(text, false), None, "{text} is no day");
        }
    }

    #[test]
    fn a_day_with_two_readings_is_read_as_the_practice_writes_and_asked() {
        let words = ["5/6"];
        let (due, _) = leading(&words, setting(false)).unwrap();
        assert_eq!(due.day.to_string(), "2027-06-05");
        let doubt = due.doubt.unwrap();
        assert!(doubt.starts_with("5/6: 5 June or 6 May? Your practice writes the day first"), "{doubt}");
        let (due, _) = leading(&words, setting(true)).unwrap();
        assert_eq!(due.day.to_string(), "2027-05-06");
        assert!(due.doubt.unwrap().contains("the month first"));
        assert_eq!(
            other_way("5/6, bp", setting(true)),
            Some(("5 June 2027, bp".to_owned(), "5 June 2027".to_owned(), "5/6".to_owned()))
        );
        assert_eq!(other_way("bp 24/12", setting(true)), None, "there is one way only");
        for sure in ["24/12", "6/6", "12/24"] {
            let (due, _) = leading(&[sure], setting(false)).unwrap();
            assert_eq!(due.doubt, None, "{sure} can only be read in one way");
        }
    }
}
