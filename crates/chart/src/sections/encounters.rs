//! Visits: FHIR R4 Encounter with its status words. On screen an encounter is a *visit*.

use crate::fold::Stated;
use crate::ids::StaffId;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A visit and how far it has come. Each step is a new version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Encounter {
    /// How far it has come.
    pub status: EncounterStatus,
    /// Why the patient comes, in the patient's or the nurse's words.
    #[serde(default)]
    pub reason: String,
    /// The time it was booked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub planned_at: Option<DateTime<FixedOffset>>,
    /// When the patient came through the door.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub arrived_at: Option<DateTime<FixedOffset>>,
    /// When the nurse handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub ready_at: Option<DateTime<FixedOffset>>,
    /// When the doctor began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub started_at: Option<DateTime<FixedOffset>>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub finished_at: Option<DateTime<FixedOffset>>,
    /// Whom the patient sees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub practitioner: Option<StaffId>,
    /// FHIR class code where it is not an ordinary visit (`AMB`), such as `EMER` or `VR`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub class: Option<String>,
}

/// FHIR R4 EncounterStatus, the words a practice uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum EncounterStatus {
    Planned,
    Arrived,
    Triaged,
    InProgress,
    Onleave,
    Finished,
    Cancelled,
    Unknown,
}

impl Encounter {
    /// The best time to file the visit under.
    #[must_use]
    pub fn at(&self) -> Option<DateTime<FixedOffset>> {
        self.started_at.or(self.arrived_at).or(self.planned_at).or(self.finished_at)
    }

    /// True until the visit is over or called off.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self.status, EncounterStatus::Finished | EncounterStatus::Cancelled)
    }
}

impl Stated for Encounter {}
