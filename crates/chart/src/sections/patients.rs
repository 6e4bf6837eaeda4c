//! Who the patient is: FHIR R4 Patient, as a practice registers it.

use crate::coding::Identifier;
use crate::dates::{Age, PartialDate};
use crate::fold::Stated;
use crate::ids::StaffId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The registration of a patient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
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
    /// The patient has died.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub deceased: Option<Deceased>,
    /// Who alone opens this chart without giving a reason; everyone of the role when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub restriction: Option<Restriction>,
}

/// A person's name in its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum Sex {
    Female,
    Male,
    Other,
    Unknown,
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
