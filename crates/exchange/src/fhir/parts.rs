//! The small parts FHIR resources are made of, read with a patient eye: one object where a list is meant is a
//! list of one, a code where a coded concept is meant is a concept, blank words are no words.
//!
//! What cannot be read at all is [`Unfit`]: the resource is then kept as it came, with the reason in its title.

use chart::{Coding, Concept, PartialDate};
use chrono::{DateTime, FixedOffset, NaiveDateTime, NaiveTime};
use serde_json::Value;

/// Why a resource is kept as received although its type is known; it stands in brackets behind the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unfit(pub(crate) &'static str);

impl Unfit {
    pub(crate) const DATE: Self = Self("a date in it cannot be read");
    pub(crate) const SUBJECT: Self = Self("does not say what it is about");
    pub(crate) const IN_ERROR: Self = Self("entered in error");
    pub(crate) const NO_VALUE: Self = Self("no value");
}

/// Words that are not blank, exactly as sent.
pub(crate) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str).filter(|words| !words.trim().is_empty())
}

/// The elements under a key: of a list, or the one object that stands in its place.
pub(crate) fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    let found = value.get(key).filter(|found| !found.is_null());
    let (many, one) = match found {
        Some(Value::Array(many)) => (many.as_slice(), None),
        one => (&[][..], one),
    };
    many.iter().chain(one)
}

/// A CodeableConcept, or plain words in its place. None when it says nothing.
pub(crate) fn concept(value: &Value) -> Option<Concept> {
    if let Some(words) = value.as_str() {
        return (!words.trim().is_empty()).then(|| Concept::text(words));
    }
    let codings: Vec<Coding> = list(value, "coding")
        .filter_map(|coding| {
            Some(Coding {
                system: text(coding, "system")?.to_owned(),
                code: text(coding, "code")?.to_owned(),
                display: text(coding, "display").map(str::to_owned),
            })
        })
        .collect();
    let words = text(value, "text").or_else(|| {
        list(value, "coding")
            .find_map(|coding| text(coding, "display"))
            .or_else(|| list(value, "coding").find_map(|coding| text(coding, "code")))
    })?;
    Some(Concept { text: words.to_owned(), codings })
}

/// The first concept under a key.
pub(crate) fn concept_at(value: &Value, key: &str) -> Option<Concept> {
    list(value, key).find_map(concept)
}

/// The words of every concept under a key, joined.
pub(crate) fn words_of(value: &Value, key: &str) -> Option<String> {
    join(list(value, key).filter_map(concept).map(|concept| concept.text), "; ")
}

/// Joins what there is; none when there is nothing.
pub(crate) fn join(parts: impl IntoIterator<Item = String>, between: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

/// The code of a status, whether a plain code or a coded concept.
pub(crate) fn status<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    text(value, key).or_else(|| list(value, key).flat_map(|status| list(status, "coding")).find_map(code))
}

fn code(coding: &Value) -> Option<&str> {
    text(coding, "code")
}

/// The notes people wrote beside it, joined.
pub(crate) fn notes(value: &Value) -> Option<String> {
    let words = list(value, "note")
        .chain(list(value, "comment"))
        .filter_map(|note| note.as_str().or_else(|| text(note, "text")))
        .map(str::to_owned);
    join(words, "\n")
}

/// A person's name in one line.
pub(crate) fn person(name: &Value) -> Option<String> {
    text(name, "text").map(str::to_owned).or_else(|| {
        let given = list(name, "prefix").chain(list(name, "given")).chain(list(name, "family"));
        join(given.filter_map(Value::as_str).map(str::to_owned), " ")
    })
}

/// A date, a date and time or an instant, as far as it says the day.
pub(crate) fn partial_date(words: &str) -> Result<PartialDate, Unfit> {
    let words = words.trim();
    let day = words.split_once(['T', ' ']).map_or(words, |(day, _)| day);
    if day.len() != words.len() {
        moment(words)?;
    }
    day.parse().map_err(|_| Unfit::DATE)
}

/// A point in time. A partial date counts from its first moment, and a time without a zone as offset zero.
pub(crate) fn moment(words: &str) -> Result<DateTime<FixedOffset>, Unfit> {
    let words = words.trim();
    if words.contains(['T', ' ']) {
        return DateTime::parse_from_rfc3339(words).map_err(|_| Unfit::DATE).or_else(|unfit| {
            NaiveDateTime::parse_from_str(&words.replace(' ', "T"), "%Y-%m-%dT%H:%M:%S%.f")
                .map(|time| time.and_utc().fixed_offset())
                .map_err(|_| unfit)
        });
    }
    let date: PartialDate = words.parse().map_err(|_| Unfit::DATE)?;
    let first = date.earliest().ok_or(Unfit::DATE)?;
    Ok(first.and_time(NaiveTime::MIN).and_utc().fixed_offset())
}

/// The date under a key. Something else than words there is a date that cannot be read.
pub(crate) fn date_at(value: &Value, key: &str) -> Result<Option<PartialDate>, Unfit> {
    dated(value, key, partial_date)
}

/// The point in time under a key.
pub(crate) fn moment_at(value: &Value, key: &str) -> Result<Option<DateTime<FixedOffset>>, Unfit> {
    dated(value, key, moment)
}

fn dated<T>(value: &Value, key: &str, read: fn(&str) -> Result<T, Unfit>) -> Result<Option<T>, Unfit> {
    match value.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(words)) => read(words).map(Some),
        Some(_) => Err(Unfit::DATE),
    }
}

/// The first of several dates that there is.
pub(crate) fn first_moment(value: &Value, keys: &[&str]) -> Result<Option<DateTime<FixedOffset>>, Unfit> {
    for key in keys {
        let (holder, key) = match key.split_once('.') {
            Some((outer, inner)) => (value.get(outer).unwrap_or(&Value::Null), inner),
            None => (value, *key),
        };
        if let Some(found) = moment_at(holder, key)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// A number as people write it: without a trailing `.0`.
pub(crate) fn number(value: f64) -> String {
    format!("{value}")
}

/// A quantity in words: `< 0.5 mg/dL`, `1 tablet`.
pub(crate) fn quantity_words(quantity: &Value) -> Option<String> {
    let value = quantity.get("value").and_then(Value::as_f64).map(number)?;
    let unit = text(quantity, "unit").or_else(|| text(quantity, "code")).filter(|unit| *unit != "1");
    let parts = [text(quantity, "comparator").map(str::to_owned), Some(value), unit.map(str::to_owned)];
    join(parts.into_iter().flatten(), " ")
}

/// `low–high unit` of a range, `≥ low` or `≤ high` when one end is open.
pub(crate) fn range_words(range: &Value) -> Option<String> {
    let end = |key: &str| range.get(key).and_then(|end| end.get("value")).and_then(Value::as_f64);
    let unit = ["high", "low"].iter().find_map(|key| text(range.get(*key)?, "unit")).unwrap_or_default();
    let words = match (end("low"), end("high")) {
        (Some(low), Some(high)) => format!("{}–{}", number(low), number(high)),
        (Some(low), None) => format!("≥ {}", number(low)),
        (None, Some(high)) => format!("≤ {}", number(high)),
        (None, None) => return None,
    };
    Some(format!("{words} {unit}").trim_end().to_owned())
}
