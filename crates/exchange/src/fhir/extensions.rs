//! What the chart can say and FHIR R4 has no element for, carried as extensions of our own, so that a chart
//! moved to another Paperchart arrives whole. Other programs pass over them, as FHIR tells them to.

use crate::fhir::parts::{list, text};
use serde_json::{Value, json};

/// Under this address the extensions are named. It leads nowhere, on purpose: the names are all there is.
pub(crate) const BASE: &str = "https://paperchart.invalid/fhir/";

/// An extension holding words.
pub(crate) fn words(name: &str, value: &str) -> Value {
    json!({ "url": format!("{BASE}{name}"), "valueString": value })
}

/// An extension that says yes.
pub(crate) fn yes(name: &str) -> Value {
    json!({ "url": format!("{BASE}{name}"), "valueBoolean": true })
}

/// The words of one of our extensions.
pub(crate) fn words_of<'v>(resource: &'v Value, name: &str) -> Option<&'v str> {
    find(resource, name).and_then(|extension| text(extension, "valueString"))
}

/// One of our extensions says yes.
pub(crate) fn says_yes(resource: &Value, name: &str) -> bool {
    find(resource, name).and_then(|extension| extension.get("valueBoolean")) == Some(&Value::Bool(true))
}

fn find<'v>(resource: &'v Value, name: &str) -> Option<&'v Value> {
    list(resource, "extension")
        .find(|extension| text(extension, "url").and_then(|url| url.strip_prefix(BASE)) == Some(name))
}
