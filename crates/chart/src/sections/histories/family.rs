//! A relative and what they had: FHIR R4 FamilyMemberHistory.

use crate::coding::Concept;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One relative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FamilyHistory {
    /// Who.
    pub relative: Relative,
    /// More exactly, where the word does not say it: `mother's half-sister`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub relation: Option<String>,
    /// What they had. Empty when only their death is known, or that they were well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<FamilyCondition>,
    /// They have died.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deceased: bool,
    /// At which age they died, in whole years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub age_at_death: Option<u16>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// One thing a relative had.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FamilyCondition {
    /// What.
    pub condition: Concept,
    /// At which age it began, in whole years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub onset_age: Option<u16>,
    /// They died of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub contributed_to_death: bool,
}

macro_rules! relatives {
    ($($variant:ident $code:literal $label:literal),+ $(,)?) => {
        /// A relative, by FHIR R4 v3-FamilyMember.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "kebab-case")]
        #[expect(missing_docs, reason = "the words say it")]
        pub enum Relative { $($variant),+ }

        impl Relative {
            /// Every relative, in the order of the form.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code in `http://terminology.hl7.org/CodeSystem/v3-RoleCode`.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// For people: `Mother's mother`.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }
    };
}

relatives! {
    Mother "MTH" "Mother",
    Father "FTH" "Father",
    Sister "SIS" "Sister",
    Brother "BRO" "Brother",
    Daughter "DAUC" "Daughter",
    Son "SONC" "Son",
    MaternalGrandmother "MGRMTH" "Mother's mother",
    MaternalGrandfather "MGRFTH" "Mother's father",
    PaternalGrandmother "PGRMTH" "Father's mother",
    PaternalGrandfather "PGRFTH" "Father's father",
    MaternalAunt "MAUNT" "Mother's sister",
    MaternalUncle "MUNCLE" "Mother's brother",
    PaternalAunt "PAUNT" "Father's sister",
    PaternalUncle "PUNCLE" "Father's brother",
    Cousin "COUSN" "Cousin",
    Other "FAMMEMB" "Relative",
}

impl FamilyHistory {
    /// `Mother: stroke at 71; died at 74`.
    #[must_use]
    pub fn short(&self) -> String {
        let who = self.relation.as_deref().unwrap_or_else(|| self.relative.label());
        let mut said: Vec<String> = self.conditions.iter().map(FamilyCondition::words).collect();
        match (self.deceased, self.age_at_death) {
            (_, Some(age)) => said.push(format!("died at {age}")),
            (true, None) => said.push("has died".to_owned()),
            (false, None) => {}
        }
        if said.is_empty() {
            said.extend(self.comment.clone());
        }
        if said.is_empty() {
            said.push("nothing known".to_owned());
        }
        format!("{who}: {}", said.join("; "))
    }
}

impl FamilyCondition {
    /// `stroke at 71 (died of it)`.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = self.condition.text.clone();
        if let Some(age) = self.onset_age {
            words.push_str(&format!(" at {age}"));
        }
        if self.contributed_to_death {
            words.push_str(" (died of it)");
        }
        words
    }
}
