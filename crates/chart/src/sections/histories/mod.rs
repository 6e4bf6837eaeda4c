//! What lies behind the patient: family, social life and habits, operations and hospital stays, care elsewhere,
//! pregnancies. FHIR R4 FamilyMemberHistory, Observation (social history, pregnancy), Procedure and CareTeam.
//!
//! One record is one thing that can be corrected by itself: one relative, one habit, one operation, one pregnancy.
//! Deliberately not here: risks computed from them.

pub mod family;
pub mod pregnancy;
pub mod social;

pub use family::{FamilyCondition, FamilyHistory, Relative};
pub use pregnancy::{DueDateBasis, Pregnancy, PregnancyOutcome};
pub use social::{HabitStatus, SocialHistory, SocialTopic};

use crate::coding::Concept;
use crate::dates::PartialDate;
use crate::fold::{Chart, Stated};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is said about the past.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum HistoryStatement {
    /// A relative and what they had.
    Family(FamilyHistory),
    /// A habit or a circumstance of life.
    Social(SocialHistory),
    /// An operation, a stay in hospital, another procedure.
    Procedure(PastProcedure),
    /// Somebody else who looks after the patient.
    External(ExternalCare),
    /// A pregnancy, present or past.
    Pregnancy(Pregnancy),
}

/// Something that was done, or a stay in hospital.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PastProcedure {
    /// What kind of thing it was.
    pub kind: ProcedureKind,
    /// What: `Cholecystectomy`, `Pneumonia`.
    pub what: Concept,
    /// When, or when it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub on: Option<PartialDate>,
    /// When a stay ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub until: Option<PartialDate>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<String>,
    /// What came of it, and other remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// What kind of thing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ProcedureKind {
    /// An operation.
    Surgery,
    /// A stay in hospital.
    Hospital,
    /// Anything else that was done, such as what an imported record lists.
    Other,
}

/// Somebody else who looks after the patient: a specialist, a service, a carer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExternalCare {
    /// Who: `Dr K. Mbeki`, `District nurse`.
    pub who: String,
    /// Their field: `Cardiology`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub specialty: Option<String>,
    /// What they look after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub concern: Option<String>,
    /// How to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<String>,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub since: Option<PartialDate>,
    /// Until when. It is over when this is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub until: Option<PartialDate>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// The parts of the section, as words for requests and lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "as the variants of HistoryStatement")]
pub enum HistoryPart {
    Pregnancy,
    Social,
    Procedure,
    Family,
    External,
}

impl HistoryStatement {
    /// Which part of the section it belongs to.
    #[must_use]
    pub fn part(&self) -> HistoryPart {
        match self {
            Self::Family(_) => HistoryPart::Family,
            Self::Social(_) => HistoryPart::Social,
            Self::Procedure(_) => HistoryPart::Procedure,
            Self::External(_) => HistoryPart::External,
            Self::Pregnancy(_) => HistoryPart::Pregnancy,
        }
    }

    /// In one line, as of a day: `Mother: stroke at 71`, `Ex-smoker, quit 2009 (20 pack-years)`.
    #[must_use]
    pub fn short(&self, today: NaiveDate) -> String {
        match self {
            Self::Family(family) => family.short(),
            Self::Social(social) => social.short(),
            Self::Procedure(procedure) => procedure.short(),
            Self::External(care) => care.short(),
            Self::Pregnancy(pregnancy) => pregnancy.short(today),
        }
    }
}

impl PastProcedure {
    /// `Cholecystectomy 1998`, `Pneumonia, in hospital 2019-02`.
    #[must_use]
    pub fn short(&self) -> String {
        let mut words = self.what.text.clone();
        if self.kind == ProcedureKind::Hospital {
            words.push_str(", in hospital");
        }
        if let Some(on) = self.on {
            words.push_str(&format!(" {on}"));
        }
        words
    }
}

impl ExternalCare {
    /// `Cardiology: Dr K. Mbeki (atrial fibrillation)`.
    #[must_use]
    pub fn short(&self) -> String {
        let mut words = match &self.specialty {
            Some(specialty) => format!("{specialty}: {}", self.who),
            None => self.who.clone(),
        };
        if let Some(concern) = &self.concern {
            words.push_str(&format!(" ({concern})"));
        }
        if let Some(until) = self.until {
            words.push_str(&format!(", until {until}"));
        }
        words
    }
}

impl Stated for HistoryStatement {
    fn caution(&self) -> u8 {
        match self {
            Self::Pregnancy(pregnancy) if pregnancy.is_current() => 1,
            _ => 0,
        }
    }
}

impl Chart {
    /// The pregnancy that holds now, where one is written down.
    #[must_use]
    pub fn current_pregnancy(&self) -> Option<&Pregnancy> {
        self.histories.readings().find_map(|(_, _, said)| match said {
            HistoryStatement::Pregnancy(pregnancy) if pregnancy.is_current() => Some(pregnancy),
            _ => None,
        })
    }
}
