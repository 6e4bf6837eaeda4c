//! What is to be done after the visit: FHIR R4 Task. A follow-up is one whose doer is the patient, who is to come again.
//!
//! Deliberately not here: appointments (a follow-up is a wish until somebody books it) and orders, which have results.

use crate::dates::PartialDate;
use crate::fold::Stated;
use crate::sections::staff::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something to be done, by somebody of the practice or by coming again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// A task or a follow-up.
    pub kind: TaskKind,
    /// What: `ECG`. For a follow-up what for; may then be empty.
    pub text: String,
    /// Whose it is; everybody's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub whose: Option<Role>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub due: Option<PartialDate>,
    /// How far it is.
    pub status: TaskStatus,
    /// What came of it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub outcome: Option<String>,
}

/// What kind of task it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TaskKind {
    /// For somebody of the practice.
    Task,
    /// The patient is to come again.
    FollowUp,
}

/// FHIR R4 TaskStatus, the words a practice uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum TaskStatus {
    Requested,
    Completed,
    Cancelled,
}

impl Task {
    /// Somebody still has to do it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status == TaskStatus::Requested
    }

    /// `Follow-up: blood pressure`, `ECG`.
    #[must_use]
    pub fn short(&self) -> String {
        match (self.kind, self.text.trim()) {
            (TaskKind::Task, text) => text.to_owned(),
            (TaskKind::FollowUp, "") => "Follow-up".to_owned(),
            (TaskKind::FollowUp, text) => format!("Follow-up: {text}"),
        }
    }
}

impl Stated for Task {
    fn caution(&self) -> u8 {
        u8::from(self.is_open())
    }
}
