//! Medicines the patient takes, whoever ordered them: FHIR R4 MedicationStatement.
//! What was ordered here is in `prescriptions`.

use crate::coding::Concept;
use crate::dates::PartialDate;
use crate::fold::Stated;
use crate::ids::{RecordId, StaffId};
use crate::sig::Sig;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One medicine in the patient's life.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Medication {
    /// What: ingredient or brand, with RxNorm code where known: `warfarin`.
    pub drug: Concept,
    /// Strength as on the box: `5 mg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub strength: Option<String>,
    /// Dose form: `tablet`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub form: Option<String>,
    /// How it is taken, in parts, where it is known in parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sig: Option<Sig>,
    /// How it is taken, as a sentence: what the patient was told.
    #[serde(default)]
    pub instructions: String,
    /// Whether it is taken now.
    pub status: MedicationStatus,
    /// Why it is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub started: Option<PartialDate>,
    /// Until when: the day it was stopped, or the day the course ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ended: Option<PartialDate>,
    /// Meant to be taken for good.
    #[serde(default)]
    pub long_term: bool,
    /// The prescription that ordered it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub prescription: Option<RecordId>,
    /// Where it comes from, when it was not ordered here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub origin: Option<MedicationOrigin>,
    /// How it is really taken, as the patient tells it: `forgets the evening one`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub adherence: Option<String>,
    /// Somebody asked for more of it and no physician has answered yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub renewal: Option<RenewalRequest>,
    /// A remark: from the cardiologist, the blue one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// Where a medicine comes from that was not ordered here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum MedicationOrigin {
    /// Somebody else ordered it.
    PrescribedElsewhere,
    /// Bought without a prescription.
    OverTheCounter,
    /// A herb, a vitamin or another supplement.
    Herbal,
}

/// A wish for more of a medicine, waiting for a physician.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RenewalRequest {
    /// Who wrote it down.
    pub by: StaffId,
    /// When.
    #[ts(type = "string")]
    pub at: DateTime<FixedOffset>,
    /// What the patient said: `has three left, leaves on Friday`.
    #[serde(default)]
    pub note: String,
}

/// FHIR R4 medication-statement-status, without entered-in-error, which is an entry of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum MedicationStatus {
    Active,
    Completed,
    Intended,
    Stopped,
    OnHold,
    Unknown,
    NotTaken,
}

impl Medication {
    /// A medicine of which no more is known than its name, taken now.
    #[must_use]
    pub fn named(drug: Concept) -> Self {
        Self {
            drug,
            strength: None,
            form: None,
            sig: None,
            instructions: String::new(),
            status: MedicationStatus::Active,
            reason: None,
            started: None,
            ended: None,
            long_term: false,
            prescription: None,
            origin: None,
            adherence: None,
            renewal: None,
            comment: None,
        }
    }

    /// `Warfarin 5 mg tablet`.
    #[must_use]
    pub fn name(&self) -> String {
        [Some(self.drug.text.as_str()), self.strength.as_deref(), self.form.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// It may be in the patient's body now: taken, on hold or not known to have ended.
    #[must_use]
    pub fn is_current(&self) -> bool {
        matches!(self.status, MedicationStatus::Active | MedicationStatus::OnHold | MedicationStatus::Unknown)
    }
}

impl Stated for Medication {
    fn caution(&self) -> u8 {
        u8::from(self.is_current())
    }
}
