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
use sha2::{Digest, Sha256};
use std::collections::HashMap;

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
    /// The bytes that came inside it and lie beside the ledger; kept before the statement that names them.
    pub attached: Vec<Attached>,
}

/// Bytes that came inside a resource.
#[derive(Clone, PartialEq, Eq)]
pub struct Attached {
    /// `application/pdf`.
    pub content_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Attached {
    /// Never the bytes: they are a patient's.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Attached").field("size", &self.bytes.len()).finish_non_exhaustive()
    }
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

impl Incoming {
    /// The file as seen by a practice that received things of these names before, each with every text it came
    /// in. What comes again with the same text keeps its name, by which it is known. What comes again with
    /// another text is kept as received under a name of its own: nobody but a person can say which of the two
    /// is newer, or whether what was corrected here since still holds, and neither may be lost.
    #[must_use]
    pub fn beside(mut self, known: &HashMap<&str, Vec<&str>>) -> Self {
        let changed = |name: &str, original: &Original| {
            known.get(name).is_some_and(|texts| !texts.contains(&original.0.get()))
        };
        for item in &mut self.items {
            let (title, original) = match &item.outcome {
                Outcome::Said { original, .. } => (spaced(&item.resource_type), original),
                Outcome::Kept(received) => (received.title.clone(), &received.original),
                Outcome::Refused { .. } => continue,
            };
            if changed(&item.name, original) {
                let received = again(&item.resource_type, &title, original);
                item.name = named_by_text(&item.name, original);
                let received = with_bytes(received, item);
                item.outcome = Outcome::Kept(received);
                item.attached.clear();
            }
        }
        let IncomingPatient { name, original, .. } = &self.patient;
        if changed(name, original) {
            self.items.push(Item {
                resource_type: "Patient".to_owned(),
                name: named_by_text(name, original),
                effective_at: None,
                encounter: None,
                outcome: Outcome::Kept(again("Patient", "Registration", original)),
                attached: Vec::new(),
            });
        }
        self
    }
}

/// What is kept as received says everything itself: the bytes of a document go back into it.
fn with_bytes(received: Received, item: &Item) -> Received {
    let (Outcome::Said { statement: Statement::Documents(document), .. }, Some(attached)) =
        (&item.outcome, item.attached.first())
    else {
        return received;
    };
    match sections::documents::put_back(&received.original, document, &attached.bytes) {
        Some(whole) => Received { original: Original(whole), ..received },
        None => received,
    }
}

fn again(kind: &str, title: &str, original: &Original) -> Received {
    Received {
        kind: kind.to_owned(),
        title: format!("{title} (received again, and not as before)"),
        original: original.clone(),
    }
}

/// A second thing under a sender's name gets its text's fingerprint behind the name.
pub(crate) fn named_by_text(name: &str, original: &Original) -> String {
    format!("{name}~{}", fingerprint(original.0.get()))
}

/// 160 bits of SHA-256 over a text, in hexadecimal: short enough for a FHIR id.
pub(crate) fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(20).map(|byte| format!("{byte:02x}")).collect()
}

/// `ExplanationOfBenefit` as words.
pub(crate) fn spaced(kind: &str) -> String {
    let mut words = String::new();
    for letter in kind.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
            words.push(letter.to_ascii_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}
