//! One line for what is kept as received, in the resource's own words, so that a person can find it again.

use crate::fhir::file::File;
use crate::fhir::parts::{Unfit, concept, list, person, text};
use crate::spaced;
use serde_json::Value;

/// Longer titles are cut at a word's end; the resource itself stays whole.
const LONGEST: usize = 160;

/// Where resources say in words what they are, the most telling first.
const TELLING_FIELDS: [&str; 19] = [
    "code",
    "vaccineCode",
    "medicationCodeableConcept",
    "description",
    "title",
    "name",
    "deviceName",
    "topic",
    "serviceType",
    "reasonCode",
    "content",
    "category",
    "type",
    "scope",
    "relationship",
    "activity",
    "payload",
    "procedureCode",
    "series",
];

/// The title of a resource, with the reason behind it why it is not among the chart's own words.
pub(crate) fn title(resource: &Value, kind: &str, reason: Option<Unfit>, file: &File<'_>) -> String {
    let words = match kind {
        "Claim" | "ExplanationOfBenefit" => bill(resource),
        "CarePlan" => plan(resource),
        "DiagnosticReport" => report(resource),
        "Provenance" => list(resource, "target")
            .find_map(|target| file.label(target, resource))
            .map(|target| format!("Where it came from: {}", target.text)),
        _ => None,
    };
    let words = words.or_else(|| telling(resource, file)).unwrap_or_else(|| spaced(kind));
    let line = one_line(&words);
    match reason {
        Some(Unfit(reason)) => format!("{line} ({reason})"),
        None => line,
    }
}

/// The first field that says something, else what a field refers to.
fn telling(resource: &Value, file: &File<'_>) -> Option<String> {
    let own = TELLING_FIELDS.iter().find_map(|field| {
        list(resource, field).find_map(|value| {
            concept(value).map(|concept| concept.text).or_else(|| {
                ["title", "text", "description", "contentString", "name"]
                    .iter()
                    .find_map(|key| text(value, key).map(str::to_owned))
                    .or_else(|| {
                        value.get("attachment").and_then(|file| text(file, "title")).map(str::to_owned)
                    })
                    .or_else(|| person(value))
            })
        })
    });
    if own.is_some() {
        return own;
    }
    ["medicationReference", "suspectEntity", "focus", "location", "practitioner", "payor"]
        .iter()
        .find_map(|key| list(resource, key).find_map(|target| file.label(target, resource)))
        .map(|target| target.text)
}

/// What was billed, and how much.
fn bill(resource: &Value) -> Option<String> {
    let mut items = list(resource, "item")
        .filter_map(|item| item.get("productOrService").and_then(concept))
        .map(|concept| concept.text);
    let first = items.next()?;
    let more = items.count();
    let mut words = if more == 0 { first } else { format!("{first} and {more} more") };
    let amount = list(resource, "total").find_map(|total| {
        let money = total.get("amount").unwrap_or(total);
        let value = money.get("value").and_then(Value::as_f64)?;
        Some(format!(", {value:.2} {}", text(money, "currency").unwrap_or_default()))
    });
    words.push_str(amount.as_deref().unwrap_or_default().trim_end());
    Some(words)
}

/// A care plan's title is seldom filled in; its category says more than its status, and senders put the most
/// particular category last.
fn plan(resource: &Value) -> Option<String> {
    let name = text(resource, "title")
        .map(str::to_owned)
        .or_else(|| list(resource, "category").filter_map(concept).map(|concept| concept.text).last())?;
    let steps: Vec<String> = list(resource, "activity")
        .filter_map(|activity| activity.get("detail")?.get("code").and_then(concept))
        .map(|concept| concept.text)
        .collect();
    Some(if steps.is_empty() { name } else { format!("{name}: {}", steps.join(", ")) })
}

/// The name of a panel and how many results it groups.
fn report(resource: &Value) -> Option<String> {
    let name = resource.get("code").and_then(concept)?.text;
    let results = list(resource, "result").count();
    let conclusion = text(resource, "conclusion").map(|words| format!(": {words}")).unwrap_or_default();
    Some(match results {
        0 => format!("{name}{conclusion}"),
        1 => format!("{name}, 1 result{conclusion}"),
        many => format!("{name}, {many} results{conclusion}"),
    })
}

/// One line without control characters and without the marks that turn the direction of writing around:
/// they could make a title say something else than the resource.
fn one_line(words: &str) -> String {
    let plain: String = words
        .chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let cut: String = line.chars().take(LONGEST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut.get(..end).unwrap_or(&cut))
}
