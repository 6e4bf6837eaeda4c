//! Who the patient is: FHIR R4 Patient, as a practice registers it.

use crate::coding::Identifier;
use crate::dates::{Age, PartialDate};
use crate::fold::Stated;
use crate::ids::{PatientId, StaffId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The registration of a patient.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Patient {
    /// The practice's own number, digits only, given once and never changed: `004217`.
    pub chart_number: String,
    /// The name used now.
    pub name: HumanName,
    /// Names used before, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_names: Vec<HumanName>,
    /// Administrative gender, FHIR R4.
    pub sex: Sex,
    /// The gender the patient gives, in their words, where it is not the one above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub gender_identity: Option<String>,
    /// How the patient is addressed: `they/them`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pronouns: Option<String>,
    /// Date of birth, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub birth_date: Option<PartialDate>,
    /// The birth date is an estimate.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub birth_date_estimated: bool,
    /// Telephone numbers as written, the preferred first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// Electronic mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub email: Option<String>,
    /// Home address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub address: Option<Address>,
    /// Numbers others gave the patient.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<Identifier>,
    /// Preferred language, BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// Insurance as the front desk wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub insurance: Option<String>,
    /// Insurance in its parts, the one asked first first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<Policy>,
    /// Next of kin, guardian, whom to call; the one to call first first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<ContactPerson>,
    /// What everybody has to see at once: `Hard of hearing`, `Interpreter: Tamil`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<PatientFlag>,
    /// A note that sticks on the banner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sticky_note: Option<String>,
    /// The patient has died.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub deceased: Option<Deceased>,
    /// Who alone opens this chart without giving a reason; everyone of the role when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub restriction: Option<Restriction>,
    /// This chart is the same person's as that one, into which it was merged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub merged_into: Option<PatientId>,
}

/// A person's name in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HumanName {
    /// Family name; empty for people who have one name only.
    pub family: String,
    /// Given names in order, separated by spaces.
    pub given: String,
    /// Title before the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub prefix: Option<String>,
}

impl HumanName {
    /// `Marguerite Delacroix-Thompson`.
    #[must_use]
    pub fn full(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_owned()
    }

    /// `DELACROIX-THOMPSON, Marguerite`: as on paper, where the family name must be found at a glance.
    #[must_use]
    pub fn filed(&self) -> String {
        match (self.family.is_empty(), self.given.is_empty()) {
            (true, _) => self.given.clone(),
            (_, true) => self.family.to_uppercase(),
            _ => format!("{}, {}", self.family.to_uppercase(), self.given),
        }
    }
}

/// FHIR R4 AdministrativeGender.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum Sex {
    Female,
    Male,
    Other,
    #[default]
    Unknown,
}

/// Somebody who belongs to the patient. FHIR R4 Patient.contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ContactPerson {
    /// What they are to the practice.
    pub role: ContactRole,
    /// Their name.
    pub name: String,
    /// What they are to the patient: `daughter`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub relationship: Option<String>,
    /// Telephone as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub phone: Option<String>,
    /// Electronic mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub email: Option<String>,
    /// A remark: what they may be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// What a contact is to the practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum ContactRole {
    NextOfKin,
    Guardian,
    Emergency,
    Carer,
    Other,
}

impl ContactRole {
    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::NextOfKin => "Next of kin",
            Self::Guardian => "Guardian",
            Self::Emergency => "In an emergency",
            Self::Carer => "Carer",
            Self::Other => "Contact",
        }
    }
}

/// Insurance in its parts. FHIR R4 Coverage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Who pays.
    pub payer: String,
    /// The plan or product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub plan: Option<String>,
    /// The member's number, as on the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub member_number: Option<String>,
    /// The group's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub group_number: Option<String>,
    /// Who is insured, where it is not the patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub holder: Option<String>,
    /// The last day it is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub valid_until: Option<PartialDate>,
}

/// What everybody has to see at once. FHIR R4 Flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PatientFlag {
    /// In a few words.
    pub text: String,
    /// It warns of danger, and is coloured so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub warning: bool,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Street, house, flat.
    pub line: String,
    /// Town.
    #[serde(default)]
    pub city: String,
    /// State, province or county.
    #[serde(default)]
    pub region: String,
    /// Postal code.
    #[serde(default)]
    pub postal_code: String,
    /// Country.
    #[serde(default)]
    pub country: String,
}

impl Address {
    /// In one line: `4 Elm Row, Springfield, IL 62704`.
    #[must_use]
    pub fn one_line(&self) -> String {
        let region = format!("{} {}", self.region, self.postal_code);
        let parts = [self.line.as_str(), self.city.as_str(), region.trim(), self.country.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// That, and when, a patient died.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Deceased {
    /// The day, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub on: Option<PartialDate>,
}

/// A chart that is kept closer than the others: a colleague's, a relative's, somebody known in town.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Restriction {
    /// Who opens it as any other chart.
    pub to: Vec<StaffId>,
}

impl Patient {
    /// Age on a day, or at death.
    #[must_use]
    pub fn age_on(&self, day: NaiveDate) -> Option<Age> {
        let died = self.deceased.as_ref().and_then(|deceased| deceased.on).and_then(PartialDate::latest);
        Age::on(self.birth_date?, died.map_or(day, |died| died.min(day)))
    }
}

impl Stated for Patient {}
