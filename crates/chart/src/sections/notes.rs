//! Visit notes: signed, amended by addenda, never edited. A draft is not here: it is work in progress, in `store`.

use crate::fold::Stated;
use crate::ids::{EntryId, RecordId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is said in a note.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteStatement {
    /// A note as it was signed.
    Signed(Note),
    /// Added after signing; the note itself stays as it is.
    Addendum(Addendum),
    /// Signed by a second person as well.
    CoSigned(CoSignature),
}

/// A visit note, by its parts. Empty parts were left empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct Note {
    /// Why the patient came.
    pub reason: String,
    /// What the patient says.
    pub subjective: String,
    /// What was found.
    pub objective: String,
    /// What is thought and what is to be done, by problem.
    pub assessment_plan: String,
    /// What the patient is told about when to come back at once; printed on the visit summary.
    pub safety_net: String,
    /// What comes next, one line each; printed on the visit summary.
    pub follow_up: String,
}

/// An addendum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Addendum {
    /// The note it adds to.
    pub note: RecordId,
    /// What is added.
    pub text: String,
}

/// A second signature under a note, over the version that was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CoSignature {
    /// The note.
    pub note: RecordId,
    /// The version that was on screen.
    pub version: EntryId,
    /// What the second person has to say; often empty.
    #[serde(default)]
    pub remark: String,
}

impl Note {
    /// Nothing was written.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        [
            &self.reason,
            &self.subjective,
            &self.objective,
            &self.assessment_plan,
            &self.safety_net,
            &self.follow_up,
        ]
        .into_iter()
        .all(|part| part.trim().is_empty())
    }
}

impl Stated for NoteStatement {}
