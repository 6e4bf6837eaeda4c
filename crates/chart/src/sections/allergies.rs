//! Allergies and intolerances: FHIR R4 AllergyIntolerance.
//!
//! Three states that must never be confused: never asked, none known (asked on a day, by a person), listed.
//! Criticality looks ahead (how bad could it be), severity looks back (how bad was it).

use crate::coding::Concept;
use crate::dates::PartialDate;
use crate::fold::{Record, Section, Stated, Version};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is said about allergies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllergyStatement {
    /// The patient is allergic to, or does not tolerate, something.
    Listed(Allergy),
    /// Asked, and none is known.
    NoneKnown,
}

/// One allergy or intolerance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Allergy {
    /// To what: a drug, a class of drugs, a food, anything.
    pub substance: Concept,
    /// What kind of thing it is.
    pub category: AllergyCategory,
    /// Immune reaction or not.
    pub kind: AllergyKind,
    /// How bad the next reaction could be.
    pub criticality: Criticality,
    /// Whether it holds now.
    pub clinical_status: AllergyClinicalStatus,
    /// How sure it is.
    pub verification_status: AllergyVerification,
    /// What happened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    /// When it first showed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub onset: Option<PartialDate>,
    /// The patient has since taken it without harm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tolerated_since: Option<PartialDate>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// What happened once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Reaction {
    /// Rash, anaphylaxis, cough.
    pub manifestation: Concept,
    /// How bad it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub severity: Option<Severity>,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "kebab-case")]
        #[expect(missing_docs, reason = "FHIR R4's own words")]
        pub enum $name { $($variant),+ }
    };
}

words! {
    /// FHIR R4 AllergyIntoleranceCategory, and `other` for what the sender did not say.
    AllergyCategory { Medication, Food, Environment, Biologic, Other }
}
words! {
    /// FHIR R4 AllergyIntoleranceType.
    AllergyKind { Allergy, Intolerance, Unknown }
}
words! {
    /// FHIR R4 AllergyIntoleranceCriticality.
    Criticality { Low, High, UnableToAssess }
}
words! {
    /// FHIR R4 allergyintolerance-clinical.
    AllergyClinicalStatus { Active, Inactive, Resolved }
}
words! {
    /// FHIR R4 allergyintolerance-verification, without entered-in-error, which is an entry of its own.
    AllergyVerification { Unconfirmed, Confirmed, Refuted }
}
words! {
    /// FHIR R4 AllergyIntoleranceSeverity: of a reaction in the past.
    Severity { Mild, Moderate, Severe }
}

impl Allergy {
    /// It warns: it holds now and nobody has refuted it.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.clinical_status == AllergyClinicalStatus::Active
            && self.verification_status != AllergyVerification::Refuted
    }

    /// `penicillin — anaphylaxis, rash`.
    #[must_use]
    pub fn short(&self) -> String {
        let reactions: Vec<&str> =
            self.reactions.iter().map(|reaction| reaction.manifestation.text.as_str()).collect();
        if reactions.is_empty() {
            self.substance.text.clone()
        } else {
            format!("{} — {}", self.substance.text, reactions.join(", "))
        }
    }
}

impl Stated for AllergyStatement {
    fn caution(&self) -> u8 {
        match self {
            Self::Listed(allergy) if allergy.is_active() => 2,
            Self::Listed(_) => 1,
            Self::NoneKnown => 0,
        }
    }
}

/// The three states, and what each rests on.
#[derive(Debug, Clone, PartialEq)]
pub enum AllergyState<'a> {
    /// Nobody ever asked, or the only answers were entered in error or are no longer active.
    NeverAsked,
    /// None known, as the newest such statement says.
    NoneKnown(&'a Version<AllergyStatement>),
    /// Active allergies, those that could be worst first.
    Listed(Vec<(&'a Record<AllergyStatement>, &'a Allergy)>),
}

impl<'a> AllergyState<'a> {
    /// Reads the state. One active allergy outweighs any number of "none known".
    #[must_use]
    pub fn of(section: &'a Section<AllergyStatement>) -> Self {
        let mut listed = Vec::new();
        let mut none_known: Option<&Version<AllergyStatement>> = None;
        for (record, version, statement) in section.readings() {
            match statement {
                AllergyStatement::Listed(allergy) if allergy.is_active() => listed.push((record, allergy)),
                AllergyStatement::Listed(_) => {}
                AllergyStatement::NoneKnown => {
                    none_known =
                        none_known.into_iter().chain([version]).max_by_key(|known| known.effective_at);
                }
            }
        }
        listed.sort_by(|(_, a), (_, b)| {
            let rank = |allergy: &Allergy| {
                (allergy.criticality != Criticality::High, allergy.substance.text.to_lowercase())
            };
            rank(a).cmp(&rank(b))
        });
        match (listed.is_empty(), none_known) {
            (false, _) => Self::Listed(listed),
            (true, Some(version)) => Self::NoneKnown(version),
            (true, None) => Self::NeverAsked,
        }
    }
}
