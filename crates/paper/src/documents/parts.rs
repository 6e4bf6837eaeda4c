//! The parts that many documents share: letterhead, patient box, allergies, signature, marks.
//!
//! Every field is text that the caller has already written for a reader (dates by [`crate::dates`], doses by
//! [`crate::words`]), so that screen and paper say the same.
//! Nothing here knows a chart: paper prints what it is given, whole, or refuses.

use crate::picture::Picture;

/// Who stands at the top of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The large first line: the practice ("Hill Street Practice") or the prescriber ("Dr Ada Okafor, MD").
    pub name: String,
    /// Small lines beneath: address, telephone, fax, licence. Empty lines are left out.
    pub lines: Vec<String>,
    /// Stands before the name, 16 mm high at most.
    pub logo: Option<Picture>,
}

/// The patient, as the box near the top and the footer of every page show them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PatientBox {
    /// Full name as it must be read: `DELACROIX-THOMPSON, Marguerite`.
    pub name: String,
    /// Chart number without its label: `004 217`.
    pub chart_number: String,
    /// `Female`, `Male` …; empty when not recorded, and then left out.
    pub sex: String,
    /// Birth date as text: `14 Mar 1959`, or `1959` when only the year is known; empty when not recorded.
    pub birth_date: String,
    /// Age with its unit: `67 y`, `7 mo`; empty when it cannot be told.
    pub age: String,
    /// Body weight with its unit: `81.5 kg`. Belongs on a child's prescription; empty leaves it out.
    pub weight: String,
    /// Postal address on one line; empty leaves it out.
    pub address: String,
    /// Telephone; empty leaves it out.
    pub phone: String,
}

/// What is known about allergies. The three states are never printed alike: a chart that was never asked must
/// not read like a patient without allergies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allergies {
    /// At least one allergy or intolerance is recorded, worst first. An empty list is refused with
    /// [`crate::PaperError::MissingField`]; the caller must choose one of the other two states.
    Listed(Vec<Allergy>),
    /// The patient was asked and has none: printed as `No known allergies (asked 3 Mar 2026)`.
    NoneKnown {
        /// The day of the question, as text.
        asked_on: String,
    },
    /// Nobody has asked: printed as `Allergies: never asked`.
    NeverAsked,
}

/// One allergy or intolerance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allergy {
    /// What the patient reacts to: `PENICILLIN`.
    pub substance: String,
    /// What happened: `anaphylaxis`; empty when not recorded.
    pub reaction: String,
}

/// Whether the document may be acted upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Signed: prints without a mark.
    Signed {
        /// When, as text: `22 Nov 2026 11:57`.
        at: String,
    },
    /// Not signed in the chart: every page says `DRAFT – NOT SIGNED`.
    Draft,
    /// To be signed by hand on the paper (a prescription's usual state): an empty line above the name.
    SignByHand,
}

/// The signature at the end of a document. Always kept together with what stands directly above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// `Dr Ada Okafor`.
    pub name: String,
    /// Signed, draft or for the pen.
    pub standing: Standing,
    /// The picture of a signature, above the line; never on a draft.
    pub picture: Option<Picture>,
}

/// A later print of a paper that was already handed out: `REPRINT 2, 23 Nov 2026, by Dr Ada Okafor`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reprint {
    /// 1 for the first reprint.
    pub number: u32,
    /// When, as text.
    pub on: String,
    /// By whom.
    pub by: String,
}

/// What identifies this sheet of paper, and the marks across its top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Document number with its label: `Rx 2026-00871`, `VS 2026-00412`; empty leaves it out.
    pub number: String,
    /// Short code that ties the paper to the chart it came from; empty leaves it out.
    pub seal: String,
    /// Set when this paper was printed before.
    pub reprint: Option<Reprint>,
    /// True for a copy: every page says `COPY – NOT FOR DISPENSING`.
    pub copy: bool,
    /// Nothing is dispensed by it, and a copy of it says `DUPLICATE`: a certificate.
    pub certificate: bool,
}

/// A QR code and the words beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QrCode {
    /// The bytes the code holds, at most 2,331 (error correction level M).
    pub payload: Vec<u8>,
    /// What the code is for, in one or two sentences.
    pub caption: String,
}

/// A label and what is said about it, printed as one row of a two-column grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Left: `INR blood test`.
    pub label: String,
    /// Right: `in 3 to 5 days (the antibiotic can raise it)`. When it is empty the label takes the whole width.
    pub value: String,
}
