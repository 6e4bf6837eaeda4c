//! What every resource is written with: concepts, dates, remarks, and nothing that says nothing.

use chart::PartialDate;
use chart::coding::{Coding, Concept};
use serde_json::{Value, json};

/// Without nulls and empty objects, lists and words: FHIR forbids elements that say nothing.
pub(crate) fn pruned(value: Value) -> Value {
    fn says_nothing(value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::String(words) => words.trim().is_empty(),
            Value::Array(values) => values.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        }
    }
    match value {
        Value::Array(values) => {
            Value::Array(values.into_iter().map(pruned).filter(|value| !says_nothing(value)).collect())
        }
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(key, value)| (key, pruned(value)))
                .filter(|(_, value)| !says_nothing(value))
                .collect(),
        ),
        other => other,
    }
}

/// A concept with its words and codes.
pub(crate) fn concept(concept: &Concept) -> Value {
    concept_named(concept, &concept.text)
}

/// A concept's codes under other words.
pub(crate) fn concept_named(concept: &Concept, words: &str) -> Value {
    let coding =
        |coding: &Coding| json!({ "system": coding.system, "code": coding.code, "display": coding.display });
    json!({ "coding": concept.codings.iter().map(coding).collect::<Vec<_>>(), "text": words })
}

/// A status as a concept of one code.
pub(crate) fn coded(system: &str, code: &Value) -> Value {
    json!({ "coding": [{ "system": system, "code": code }] })
}

/// A date as FHIR writes it.
pub(crate) fn dated(date: Option<PartialDate>) -> Value {
    date.map_or(Value::Null, |date| json!(date.to_string()))
}

/// A remark as an annotation.
pub(crate) fn note(words: Option<&str>) -> Value {
    words.map_or(Value::Null, |words| json!([{ "text": words }]))
}
