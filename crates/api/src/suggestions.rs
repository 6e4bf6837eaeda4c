//! What a typed word can mean, from the reference pack, best first: diagnoses and vaccines; the medicines are in
//! `prescriptions`.
//!
//! Nothing here reads a chart, and nothing is recorded: the person chooses, or leaves the words as they are.

use crate::desk::Desk;
use crate::pack;
use crate::problem::Problem;
use reference::Hit;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// So many are offered: more is a list to read, not a help.
const MOST: usize = 8;

/// Longer than anything that is looked up.
const LONGEST: usize = 200;

/// Suggest what a text can mean.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SuggestRequest {
    /// As far as it is typed.
    pub text: String,
}

/// One diagnosis that a text can mean.
#[derive(Debug, Serialize, TS)]
pub struct Suggestion {
    /// ICD-10-CM.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What it says.
    pub display: String,
    /// The words that led to it, where the display does not show them.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl From<Hit> for Suggestion {
    fn from(hit: Hit) -> Self {
        Self { code: Some(hit.code).filter(|code| !code.is_empty()), display: hit.display, why: hit.why }
    }
}

pub(crate) fn diagnoses(desk: &mut Desk<'_>, request: SuggestRequest) -> Result<Vec<Suggestion>, Problem> {
    let text = typed(&request)?;
    let pack = pack::diagnoses()?;
    let usage = desk.usage(pack)?;
    let found = pack.search(text, usage, MOST);
    Ok(found.into_iter().map(Suggestion::from).collect())
}

pub(crate) fn vaccines(_: &mut Desk<'_>, request: SuggestRequest) -> Result<Vec<Suggestion>, Problem> {
    let found = pack::vaccines()?.search(typed(&request)?, 2 * MOST);
    Ok(found
        .into_iter()
        .map(|vaccine| Suggestion {
            code: Some(vaccine.cvx.to_owned()),
            display: vaccine.name.to_owned(),
            why: None,
        })
        .collect())
}

pub(crate) fn typed(request: &SuggestRequest) -> Result<&str, Problem> {
    if request.text.chars().count() > LONGEST {
        return Err(Problem::invalid("text", "This is too long to be looked up."));
    }
    Ok(&request.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> SuggestRequest {
        SuggestRequest { text: text.to_owned() }
    }

    #[test]
    fn a_text_of_any_size_is_answered_or_refused() {
        assert_eq!(typed(&request("htn")).unwrap(), "htn");
        let refused = typed(&request(&"x".repeat(LONGEST + 1))).unwrap_err();
        assert_eq!(refused.field.as_deref(), Some("text"), "the field is named");
    }

    #[test]
    fn a_code_that_is_not_known_is_left_out() {
        let hit = Hit { code: String::new(), display: "albuterol".to_owned(), kind: "ingredient", why: None };
        let shown = serde_json::to_value(Suggestion::from(hit)).unwrap();
        assert_eq!(shown, serde_json::json!({"display": "albuterol"}));
    }
}
