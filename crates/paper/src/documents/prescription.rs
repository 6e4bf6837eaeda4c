//! Prescription: several medicines on one sheet, each in figures and words, with nothing left to write in.

use super::parts::{Allergies, Letterhead, PatientBox, QrCode, Sheet, Signature};

/// Everything a prescription prints.
///
/// Refused with [`crate::PaperError::MissingField`] while the prescriber's name, the patient's name or birth date,
/// the date, or any item's medicine, directions or quantity is empty, and when there is no item at all.
#[derive(Clone, Debug)]
pub struct Prescription {
    /// The prescriber with qualification, registration, address and telephone.
    pub letterhead: Letterhead,
    /// `Rx 2026-00871`, seal, reprint and copy marks.
    pub sheet: Sheet,
    /// The patient, with address; weight for a child.
    pub patient: PatientBox,
    /// The three states of the allergy list.
    pub allergies: Allergies,
    /// The date of issue, as text: `22 Nov 2026`.
    pub issued_on: String,
    /// The medicines, in order.
    pub items: Vec<PrescribedItem>,
    /// A line for the pharmacist about the whole sheet; empty leaves it out.
    pub note_to_pharmacist: String,
    /// Usually for the pen.
    pub signature: Signature,
    /// The code at the foot.
    pub qr: Option<QrCode>,
}

/// One medicine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrescribedItem {
    /// Generic name: `Doxycycline`.
    pub generic: String,
    /// Brand, when the prescriber insists on it; printed in brackets after the generic name.
    pub brand: Option<String>,
    /// Strength: `100 mg`; empty leaves it out.
    pub strength: String,
    /// Form: `capsule`; empty leaves it out.
    pub form: String,
    /// Directions as one sentence for the patient: `Take 1 capsule by mouth twice daily for 7 days.`
    /// Refused when it holds an abbreviation of [`crate::words::check_sentence`].
    pub sig: String,
    /// How much to dispense.
    pub quantity: Quantity,
    /// How often it may be repeated; 0 prints "0 (none)".
    pub repeats: u32,
    /// For what: `acute maxillary sinusitis`; empty leaves it out.
    pub purpose: String,
    /// Whether another product with the same generic may be given.
    pub substitution: Substitution,
    /// A line for the pharmacist about this medicine; empty leaves it out.
    pub note: String,
}

/// How much to dispense. The number in words is made here, from the figure, so that the two cannot differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    /// A plain decimal number with `.` and at most three decimals, below a million: `14`, `2.5`.
    pub figure: String,
    /// What is counted: `capsules`, `mL`.
    pub unit: String,
}

/// Whether the pharmacist may substitute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Substitution {
    /// Nothing is printed.
    #[default]
    NotStated,
    /// "Substitution permitted".
    Permitted,
    /// "Do not substitute".
    NotPermitted,
}
