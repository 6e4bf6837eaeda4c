//! Dates as words on paper. The month is always a word, because 03/04 is read both ways round.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use crate::Locale;
use crate::wording::word;

const MONTHS: [&str; 12] = [
    "month_1", "month_2", "month_3", "month_4", "month_5", "month_6", "month_7", "month_8", "month_9",
    "month_10", "month_11", "month_12",
];

/// The name of a month from 1 to 12; nothing for any other number.
fn month(locale: Locale, number: u32) -> &'static str {
    (1..).zip(MONTHS).find(|(month, _)| *month == number).map_or("", |(_, key)| word(locale, key))
}

/// The first three letters where a language shortens its months.
fn short_month(locale: Locale, number: u32) -> &'static str {
    let name = month(locale, number);
    if locale.is_right_to_left() { name } else { name.get(..3).unwrap_or(name) }
}

/// `14 Mar 1959` in the language of the page.
#[must_use]
pub fn short_in(day: NaiveDate, locale: Locale) -> String {
    format!("{} {} {}", day.day(), short_month(locale, day.month()), day.year())
}

/// `22 Nov 2026 11:57` in the language of the page, twenty-four hours.
#[must_use]
pub fn short_moment_in(moment: NaiveDateTime, locale: Locale) -> String {
    // Two figures side by side would be read as one, the hour first: the comma of the script parts them.
    let between = if locale.is_right_to_left() { "، " } else { " " };
    let day = short_in(moment.date(), locale);
    format!("{day}{between}{:02}:{:02}", moment.hour(), moment.minute())
}

/// `14 Mar 1959`: the same in every locale, because it cannot be misread in any.
#[must_use]
pub fn short(day: NaiveDate) -> String {
    short_in(day, Locale::EnGb)
}

/// `22 November 2026`, in the United States `November 22, 2026`.
#[must_use]
pub fn long(day: NaiveDate, locale: Locale) -> String {
    match locale {
        Locale::EnUs => format!("{} {}, {}", month(locale, day.month()), day.day(), day.year()),
        _ => format!("{} {} {}", day.day(), month(locale, day.month()), day.year()),
    }
}

/// `22 Nov 2026 11:57`, twenty-four hours.
#[must_use]
pub fn short_moment(moment: NaiveDateTime) -> String {
    format!("{} {:02}:{:02}", short(moment.date()), moment.hour(), moment.minute())
}

/// `22 November 2026, 11:58`.
#[must_use]
pub fn long_moment(moment: NaiveDateTime, locale: Locale) -> String {
    let between = if locale.is_right_to_left() { "، " } else { ", " };
    format!("{}{between}{:02}:{:02}", long(moment.date(), locale), moment.hour(), moment.minute())
}

/// A date of which only a part may be known, in the style of FHIR: `1959-03-14` becomes `14 Mar 1959`, `1959-03`
/// becomes `Mar 1959`, `1959` stays. `None` when the text is not such a date.
#[must_use]
pub fn partial(text: &str) -> Option<String> {
    partial_in(text, Locale::EnGb)
}

/// As [`partial`], in the language of the page.
#[must_use]
pub fn partial_in(text: &str, locale: Locale) -> Option<String> {
    let digits =
        |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split('-').collect::<Vec<_>>().as_slice() {
        [year] if digits(year, 4) => Some((*year).to_owned()),
        [year, number] if digits(year, 4) && digits(number, 2) => {
            let name = number.parse().map_or("", |number| short_month(locale, number));
            (!name.is_empty()).then(|| format!("{name} {year}"))
        }
        _ => NaiveDate::parse_from_str(text, "%Y-%m-%d").map_or(None, |day| Some(short_in(day, locale))),
    }
}

/// `Feb 2025`, for the axis of a chart.
#[must_use]
pub(crate) fn month_and_year(day: NaiveDate, locale: Locale) -> String {
    format!("{} {}", short_month(locale, day.month()), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_is_a_word_and_no_day_shifts() {
        let day = NaiveDate::from_ymd_opt(1959, 3, 14).unwrap();
        assert_eq!(short(day), "14 Mar 1959");
        let visit = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        assert_eq!(long(visit, Locale::EnGb), "22 November 2026");
        assert_eq!(long(visit, Locale::EnUs), "November 22, 2026");
        let moment = visit.and_hms_opt(9, 5, 59).unwrap();
        assert_eq!(short_moment(moment), "22 Nov 2026 09:05");
        assert_eq!(long_moment(moment, Locale::EnGb), "22 November 2026, 09:05");
        assert_eq!(long_moment(moment, Locale::Ar), "22 نوفمبر 2026، 09:05");
        assert_eq!(short_moment_in(moment, Locale::Ar), "22 نوفمبر 2026، 09:05");
    }

    #[test]
    fn partial_dates_say_no_more_than_is_known() {
        assert_eq!(partial("1959").as_deref(), Some("1959"));
        assert_eq!(partial("1959-03").as_deref(), Some("Mar 1959"));
        assert_eq!(partial("1959-03-14").as_deref(), Some("14 Mar 1959"));
        for wrong in ["", "59", "1959-13", "1959-02-30", "14 Mar 1959", "1959-3", "1959-03-14T10:00", "-1959"]
        {
            assert_eq!(partial(wrong), None, "{wrong:?} is not a partial date");
        }
    }
}
