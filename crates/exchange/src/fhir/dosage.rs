//! FHIR R4 Dosage as a sentence a person reads: the sender's own words where there are some, else the parts.

use crate::fhir::parts::{concept, concept_at, join, list, number, quantity_words, range_words, text};
use serde_json::Value;

/// The instructions of every dosage under a key, one after the other. Empty when nothing is said.
pub(crate) fn instructions(resource: &Value, key: &str) -> String {
    join(list(resource, key).map(sentence), "; then ").unwrap_or_default()
}

fn sentence(dosage: &Value) -> String {
    if let Some(words) = text(dosage, "text").or_else(|| text(dosage, "patientInstruction")) {
        return words.to_owned();
    }
    let timing = dosage.get("timing").unwrap_or(&Value::Null);
    let parts = [
        concept_at(dosage, "method").map(|method| method.text),
        list(dosage, "doseAndRate").find_map(dose),
        concept_at(dosage, "route").map(|route| route.text),
        how_often(timing),
        as_needed(dosage),
        how_long(timing.get("repeat").unwrap_or(&Value::Null)),
        list(dosage, "additionalInstruction").find_map(concept).map(|more| more.text),
        dosage.get("maxDosePerPeriod").and_then(ratio).map(|most| format!("at most {most}")),
    ];
    let sentence = join(parts.into_iter().flatten(), ", ").unwrap_or_default();
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => sentence,
    }
}

fn dose(dose: &Value) -> Option<String> {
    let amount = dose
        .get("doseQuantity")
        .and_then(quantity_words)
        .or_else(|| dose.get("doseRange").and_then(range_words));
    let rate = dose
        .get("rateQuantity")
        .and_then(quantity_words)
        .or_else(|| dose.get("rateRange").and_then(range_words))
        .or_else(|| dose.get("rateRatio").and_then(ratio))
        .map(|rate| format!("at {rate}"));
    join([amount, rate].into_iter().flatten(), " ")
}

fn ratio(ratio: &Value) -> Option<String> {
    let over = quantity_words(ratio.get("numerator")?)?;
    let under = quantity_words(ratio.get("denominator")?)?;
    Some(format!("{over} in {}", under.strip_prefix("1 ").unwrap_or(&under)))
}

/// FHIR R4 Timing.repeat: `frequency` times in `period` `periodUnit`.
fn how_often(timing: &Value) -> Option<String> {
    let repeat = timing.get("repeat").unwrap_or(&Value::Null);
    let count = |key: &str| repeat.get(key).and_then(Value::as_f64);
    let unit = text(repeat, "periodUnit").and_then(unit_word);
    let times = match (count("frequency"), count("frequencyMax")) {
        (low, Some(high)) => Some(format!("{} to {} times", number(low.unwrap_or(1.0)), number(high))),
        (Some(1.0), None) => None,
        (Some(many), None) => Some(format!("{} times", number(many))),
        (None, None) => None,
    };
    let every = match (count("period"), count("periodMax"), unit) {
        (Some(1.0), None, Some(unit)) => {
            Some(format!("{} a {unit}", times.clone().unwrap_or_else(|| "once".to_owned())))
        }
        (Some(low), Some(high), Some(unit)) => {
            Some(spaced_out(times, format!("every {} to {} {unit}s", number(low), number(high))))
        }
        (Some(period), None, Some(unit)) => {
            Some(spaced_out(times, format!("every {} {unit}s", number(period))))
        }
        _ => times.or_else(|| concept_at(timing, "code").map(|code| code.text)),
    };
    let meals = words_for(repeat, "when", event_word).map(|words| words.join(" and "));
    let clock = words_for(repeat, "timeOfDay", |time| time.get(..5))
        .map(|times| format!("at {}", times.join(" and ")));
    let days = words_for(repeat, "dayOfWeek", day_word).map(|days| format!("on {}", days.join(", ")));
    let dates = join(list(timing, "event").filter_map(Value::as_str).map(str::to_owned), " and ");
    join([every, meals, clock, days, dates].into_iter().flatten(), " ")
}

fn spaced_out(times: Option<String>, every: String) -> String {
    times.map_or(every.clone(), |times| format!("{times} {every}"))
}

/// Every word of a list, translated; one that is not known stands as it was sent.
fn words_for<'v>(
    repeat: &'v Value,
    key: &str,
    translate: impl Fn(&'v str) -> Option<&'v str>,
) -> Option<Vec<&'v str>> {
    let codes = list(repeat, key).filter_map(Value::as_str);
    let words: Vec<&str> = codes.map(|code| translate(code).unwrap_or(code)).collect();
    (!words.is_empty()).then_some(words)
}

fn as_needed(dosage: &Value) -> Option<String> {
    if let Some(reason) = concept_at(dosage, "asNeededCodeableConcept") {
        return Some(format!("as needed for {}", reason.text));
    }
    (dosage.get("asNeededBoolean") == Some(&Value::Bool(true))).then(|| "as needed".to_owned())
}

fn how_long(repeat: &Value) -> Option<String> {
    if let Some(duration) = repeat.get("boundsDuration") {
        let value = duration.get("value").and_then(Value::as_f64)?;
        let unit = text(duration, "code").and_then(unit_word).or_else(|| text(duration, "unit"))?;
        return Some(format!("for {} {unit}{}", number(value), if value == 1.0 { "" } else { "s" }));
    }
    if let Some(range) = repeat.get("boundsRange").and_then(range_words) {
        return Some(format!("for {range}"));
    }
    if let Some(period) = repeat.get("boundsPeriod") {
        let start = text(period, "start").map(|start| format!("from {}", day_of(start)));
        let end = text(period, "end").map(|end| format!("until {}", day_of(end)));
        return join([start, end].into_iter().flatten(), " ");
    }
    let count = repeat.get("count").and_then(Value::as_f64)?;
    Some(format!("{} times in all", number(count)))
}

fn day_of(date: &str) -> &str {
    date.split_once('T').map_or(date, |(day, _)| day)
}

/// UCUM time units, as FHIR R4 UnitsOfTime binds them.
fn unit_word(unit: &str) -> Option<&'static str> {
    Some(match unit {
        "s" => "second",
        "min" => "minute",
        "h" => "hour",
        "d" => "day",
        "wk" => "week",
        "mo" => "month",
        "a" => "year",
        _ => return None,
    })
}

/// FHIR R4 EventTiming and v3-TimingEvent.
fn event_word(code: &str) -> Option<&str> {
    Some(match code {
        "MORN" | "MORN.early" | "MORN.late" => "in the morning",
        "NOON" => "at noon",
        "AFT" | "AFT.early" | "AFT.late" => "in the afternoon",
        "EVE" | "EVE.early" | "EVE.late" => "in the evening",
        "NIGHT" => "at night",
        "PHS" => "after sleep",
        "HS" => "at bedtime",
        "WAKE" => "on waking",
        "C" => "with meals",
        "CM" => "with breakfast",
        "CD" => "with lunch",
        "CV" => "with dinner",
        "AC" => "before meals",
        "ACM" => "before breakfast",
        "ACD" => "before lunch",
        "ACV" => "before dinner",
        "PC" => "after meals",
        "PCM" => "after breakfast",
        "PCD" => "after lunch",
        "PCV" => "after dinner",
        _ => return None,
    })
}

fn day_word(code: &str) -> Option<&str> {
    Some(match code {
        "mon" => "Monday",
        "tue" => "Tuesday",
        "wed" => "Wednesday",
        "thu" => "Thursday",
        "fri" => "Friday",
        "sat" => "Saturday",
        "sun" => "Sunday",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn reads(dosage: Value, expected: &str) {
        assert_eq!(instructions(&json!({ "dosage": [dosage] }), "dosage"), expected);
    }

    #[test]
    fn the_senders_words_come_first() {
        reads(json!({ "text": "one at night", "asNeededBoolean": true }), "one at night");
    }

    #[test]
    fn parts_become_a_sentence() {
        reads(
            json!({
                "timing": { "repeat": { "frequency": 1, "period": 1, "periodUnit": "d" } },
                "asNeededBoolean": false,
                "doseAndRate": [{ "doseQuantity": { "value": 1 } }]
            }),
            "1, once a day",
        );
        reads(
            json!({
                "timing": { "repeat": {
                    "frequency": 1, "period": 4, "periodMax": 6, "periodUnit": "h",
                    "boundsDuration": { "value": 7, "code": "d" }
                } },
                "route": { "text": "by mouth" },
                "asNeededCodeableConcept": { "text": "pain" },
                "doseAndRate": [{ "doseQuantity": { "value": 2, "unit": "tablet" } }]
            }),
            "2 tablet, by mouth, every 4 to 6 hours, as needed for pain, for 7 days",
        );
        reads(json!({ "asNeededBoolean": true }), "As needed");
        reads(
            json!({ "timing": { "repeat": { "frequency": 3, "period": 1, "periodUnit": "d", "when": ["AC"] } } }),
            "3 times a day before meals",
        );
        reads(json!({ "timing": { "code": { "text": "BID" } } }), "BID");
        reads(json!({}), "");
    }
}
