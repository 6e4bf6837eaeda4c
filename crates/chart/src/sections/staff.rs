//! Who works in the practice, and the practice itself as it stands on paper.

use crate::fold::Stated;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is said about the practice, outside any chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffStatement {
    /// A person who works here. The record's id is the person's [`crate::StaffId`].
    Member(StaffMember),
    /// The practice.
    Practice(PracticeDetails),
}

/// A person who works here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StaffMember {
    /// The name for screen and paper: `Dr Ada Okafor`.
    pub name: String,
    /// What they type to unlock.
    pub login: String,
    /// What they may do.
    pub role: Role,
    /// Degrees and specialty as they stand on paper: `MD, family medicine`.
    #[serde(default)]
    pub qualification: String,
    /// Licence or registration numbers as they stand on paper.
    #[serde(default)]
    pub registration: String,
    /// The Ed25519 key, 64 hexadecimal digits, that proves their signature.
    pub verifying_key: String,
    /// They work here no longer; what they signed stays theirs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left: bool,
}

/// What a person may do; the table of roles and commands is in `api`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Writes and signs notes and prescriptions.
    Physician,
    /// Enters vitals, allergies, vaccines; prepares visits.
    Nurse,
    /// Registers patients and runs the list of the day; sees no notes.
    FrontDesk,
    /// Keeps users, settings and backups.
    Administrator,
}

impl Role {
    /// Every role, in the order of the role table.
    pub const ALL: [Self; 4] = [Self::Physician, Self::Nurse, Self::FrontDesk, Self::Administrator];
}

/// The practice as it stands on the letterhead.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PracticeDetails {
    /// Its name.
    pub name: String,
    /// Its address in one line.
    #[serde(default)]
    pub address: String,
    /// Telephone.
    #[serde(default)]
    pub phone: String,
    /// Fax.
    #[serde(default)]
    pub fax: String,
    /// Electronic mail.
    #[serde(default)]
    pub email: String,
    /// Paper of the place: `a4` or `letter`.
    #[serde(default)]
    pub paper: Paper,
    /// BCP 47 locale that sets the look of dates on paper: `en-US`, `en-GB`.
    #[serde(default)]
    pub locale: String,
}

/// The paper in the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 in.
    Letter,
}

impl Stated for StaffStatement {}
