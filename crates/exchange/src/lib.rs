//! Other people's formats: bytes in, statements out, and back.
//!
//! A chart moves house, a hospital sends a summary, a patient takes a copy along: this crate reads what came
//! and says it in the chart's own words, keeping every resource as it was received beside them, and writes the
//! whole chart for somebody else's program.
//!
//! It is pure: no store, no clock, no network. It decides nothing about a chart either: which patient a file
//! belongs to, whether a thing is already there and who answers for entering it is `api`'s to say.
//!
//! Deliberately not here yet: C-CDA, HL7 v2 and CSV. Each becomes a module beside [`fhir`] that answers with
//! the same [`Incoming`].

pub mod fhir;
mod limits;
mod problem;
mod sections;

pub use limits::{Limits, read_file};
pub use problem::{ExportProblem, ImportProblem};

use chart::Statement;
use chart::entry::Original;
use chart::sections::{patients::Patient, received::Received};
use chrono::{DateTime, FixedOffset};

/// One patient's file, read and ready to be entered. Every resource of the file is either the patient or
/// exactly one item, so that what was read and what came of it always add up.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// The format, such as `fhir-r4`: the `format` of each entry's provenance.
    pub format: &'static str,
    /// Whose file it is.
    pub patient: IncomingPatient,
    /// Everything else, encounters first, otherwise in the order of the file.
    pub items: Vec<Item>,
}

/// Who the file says the patient is.
#[derive(Debug, Clone, PartialEq)]
pub struct IncomingPatient {
    /// What the sender calls the patient: `Patient/3d3d…`.
    pub name: String,
    /// The registration. The chart number is empty: it is the practice's own to give.
    pub statement: Patient,
    /// The resource as received.
    pub original: Original,
}

/// One resource of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The sender's word for the kind of thing: `Observation`.
    pub resource_type: String,
    /// A name that is the same whenever the same file is read: `Observation/d6e8…`, or the type and a hash of
    /// the text for a resource without an id. A file that uses one id for two different resources gets two
    /// names; the same resource sent twice gets one, twice.
    pub name: String,
    /// When it was true. A partial date counts from its first moment, at offset zero.
    pub effective_at: Option<DateTime<FixedOffset>>,
    /// The name of the visit during which it was said: always that of an item whose outcome is a visit.
    pub encounter: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a resource.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "most are statements, and they live only while a file is entered"
)]
pub enum Outcome {
    /// The chart has words for it.
    Said {
        /// In the chart's words.
        statement: Statement,
        /// The resource as received.
        original: Original,
    },
    /// The chart has no words for it, or its meaning is not certain enough to be among the active ones.
    Kept(Received),
    /// It does not belong here. Nothing of it is entered.
    Refused {
        /// Why, as a sentence for people, without a word of the patient's.
        why: String,
    },
}
