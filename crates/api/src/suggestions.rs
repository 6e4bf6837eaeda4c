//! What a typed word can mean, from the reference pack: diagnoses and medicines, best first.
//!
//! Nothing here reads a chart, and nothing is recorded: the person chooses, or leaves the words as they are.

use crate::desk::Desk;
use crate::problem::Problem;
use reference::Hit;
use reference::diagnoses::{Diagnoses, Usage};
use reference::formulary::Formulary;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
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

/// One thing a text can mean.
#[derive(Debug, Serialize, TS)]
pub struct Suggestion {
    /// ICD-10-CM for a diagnosis, RxNorm's RxCUI for a medicine; none where the medicine is known and its code is not.
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

pub(crate) fn diagnoses(_: &mut Desk<'_>, request: SuggestRequest) -> Result<Vec<Suggestion>, Problem> {
    static PACK: OnceLock<Option<Diagnoses>> = OnceLock::new();
    let text = typed(&request)?;
    let pack = PACK.get_or_init(|| kept(Diagnoses::built_in()));
    let found = pack.as_ref().ok_or_else(damaged)?.search(text, &Usage::default(), MOST);
    Ok(found.into_iter().map(Suggestion::from).collect())
}

pub(crate) fn medicines(_: &mut Desk<'_>, request: SuggestRequest) -> Result<Vec<Suggestion>, Problem> {
    static PACK: OnceLock<Option<Formulary>> = OnceLock::new();
    let text = typed(&request)?;
    let pack = PACK.get_or_init(|| kept(Formulary::built_in()));
    let found = pack.as_ref().ok_or_else(damaged)?.search(text, MOST);
    Ok(found.into_iter().map(Suggestion::from).collect())
}

fn typed(request: &SuggestRequest) -> Result<&str, Problem> {
    if request.text.chars().count() > LONGEST {
        return Err(Problem::invalid("text", "This is too long to be looked up."));
    }
    Ok(&request.text)
}

/// The pack, or the reason in the log: it is part of the program, so it is damaged with the program.
fn kept<T>(pack: Result<T, reference::Fault>) -> Option<T> {
    match pack {
        Ok(pack) => Some(pack),
        Err(fault) => {
            tracing::error!(%fault, "the reference pack cannot be read");
            None
        }
    }
}

fn damaged() -> Problem {
    Problem::new(
        crate::problem::ProblemCode::Internal,
        "The lists of diagnoses and medicines cannot be read. Install the program again; the charts are safe.",
    )
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

    #[test]
    fn a_damaged_pack_is_said_and_not_an_empty_list() {
        let pack: Option<()> = kept(Err(reference::Fault::Damaged("a test")));
        assert!(pack.is_none());
        assert_eq!(damaged().code, crate::problem::ProblemCode::Internal);
    }
}
