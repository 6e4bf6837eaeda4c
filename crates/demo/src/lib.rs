//! The demo practice: about forty invented patients, told in `assets/demo`, and a generator for as many as wanted.
//!
//! The patients are data, so that a clinician can read and correct them without reading Rust. Every date in
//! them is relative to the day the demo is made: the practice is always in the middle of a working day.
//! All people are fictional and every sentence was written for this project.
//!
//! Deliberately not here: writing to a file (`store`), keys and signatures, and any clinical rule (`chart`).

mod check;
mod codes;
mod data;
mod entries;
mod files;
mod generator;
mod letters;
mod statements;
mod when;

pub use data::{DemoPatient, DemoStaff, Practice};
pub use entries::entries;
pub use files::practice;
pub use generator::Generator;
pub use letters::attachments;

/// The provenance format of everything the demo says: told apart from what was typed and what was imported.
pub const FORMAT: &str = "demo";

/// The demo data does not hold together. Only a mistake in `assets/demo` causes it, never a user.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A file is not the JSON it should be.
    #[error("the demo file {file} cannot be read: {source}")]
    Unreadable {
        /// Which file of `assets/demo`.
        file: &'static str,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A patient's data contradict themselves or name something that the catalogue lacks.
    #[error("the demo patient {patient}: {reason}")]
    Incoherent {
        /// The patient's key.
        patient: String,
        /// What is wrong.
        reason: String,
    },
}
