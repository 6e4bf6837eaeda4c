//! Who works in the practice, the practice itself as it stands on paper, and what its physicians order often.

use crate::fold::Stated;
use crate::ids::StaffId;
use crate::sections::prescriptions::PrescriptionItem;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is said about the practice, outside any chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffStatement {
    /// A person who works here. The record's id is the person's [`StaffId`].
    Member(StaffMember),
    /// The practice.
    Practice(PracticeDetails),
    /// The practice's own version of a template for letters and certificates.
    Template(LetterTemplate),
    /// Something a physician orders often, under a name of its own.
    Favourite(Favourite),
}

/// A template for letters and certificates, as text with placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LetterTemplate {
    /// Its word: `referral`.
    pub key: String,
    /// The whole text with its head; the form is in assets/templates/README.md.
    pub text: String,
}

/// What one pick puts on a prescription: one drug, or a protocol of several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Favourite {
    /// Whose it is; everybody who prescribes sees it when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub owner: Option<StaffId>,
    /// What it is called: `UTI, woman`. Never empty.
    pub name: String,
    /// The drugs, in the order they are written. Never empty.
    pub items: Vec<PrescriptionItem>,
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
    /// How paper looks, where it is not as the program would have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub design: Option<PaperDesign>,
}

/// How the practice's paper looks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PaperDesign {
    /// The logo: a PNG or JPEG, base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub logo: Option<String>,
    /// More lines of the letterhead, each as it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// The colour of rules: `#0f5c6e`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub accent: Option<String>,
    /// The margin at the top, in tenths of a millimetre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub margin_top: Option<u16>,
    /// The margins at the sides, in tenths of a millimetre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub margin_sides: Option<u16>,
    /// Parts of the visit summary that are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub summary_without: Vec<SummaryPart>,
    /// Which country's list of what a prescription must carry; that of the locale when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub prescription_profile: Option<PrescriptionProfile>,
    /// Pictures of signatures may stand on paper.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signature_pictures: bool,
    /// Whose signature looks how.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<SignaturePicture>,
}

/// The picture of a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignaturePicture {
    /// Whose.
    pub staff: crate::StaffId,
    /// A PNG or JPEG, base64.
    pub picture: String,
}

/// A part of the visit summary that a practice may leave out. Allergies and medicines are not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SummaryPart {
    /// What was measured.
    Measurements,
    /// The curve of the blood pressure.
    BloodPressureTrend,
    /// What was found.
    Findings,
    /// The diagnoses.
    Diagnoses,
    /// What is thought and planned, in the doctor's words.
    Assessment,
    /// Tests of the visit.
    Tests,
    /// Whom to call.
    Contacts,
}

/// Which list of what a prescription must carry. The lists and their sources are in `api`, prints/profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PrescriptionProfile {
    /// United States.
    Us,
    /// United Kingdom.
    Uk,
    /// European Union, valid in another member state.
    Eu,
    /// India.
    India,
    /// World Health Organization, Guide to Good Prescribing.
    Who,
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
