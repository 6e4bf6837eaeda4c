//! The domain of Paperchart: what is said about a patient, and what the sayings add up to.
//!
//! A chart is a ledger of [`Entry`] values; what a person sees is [`Chart::fold`] over them.
//! This crate is pure: no input or output, no clock, no random numbers, no SQL, no user interface.
//! Time and identifiers come in as arguments, so that every rule can be tested without a machine around it.
//!
//! Deliberately not here: how entries are stored and sealed (`store`), who may write them (`api`),
//! how they look on paper (`paper`) or in another program's format (`exchange`).

pub mod coding;
pub mod dates;
pub mod entry;
pub mod fold;
pub mod ids;
pub mod plan;
pub mod sections;
pub mod sig;
pub mod supply;
pub mod typed;
pub mod wording;

pub use coding::{Coding, Concept, Identifier, Quantity};
pub use dates::PartialDate;
pub use entry::{Body, Entry, Provenance, Refiled, Statement};
pub use fold::{Chart, Record, Section, Version};
pub use ids::{EntryId, PatientId, RecordId, StaffId};
pub use plan::MedicationPlan;
pub use typed::Piece;

/// The chart's sections, one word each; the word is the file or folder name in every layer.
///
/// The tidy tests read this list and fail while a layer lacks a section.
pub const SECTIONS: &[&str] = &[
    "patients",
    "staff",
    "encounters",
    "vitals",
    "allergies",
    "problems",
    "medications",
    "prescriptions",
    "notes",
    "tasks",
    "results",
    "immunizations",
    "orders",
    "documents",
    "histories",
    "goals",
];
