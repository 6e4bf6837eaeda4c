//! Diagnoses: ICD-10-CM whole, with the words people use for them.
//!
//! [`Classification`] is the publisher's tree, [`Diagnoses`] finds things in it. Which version it is stands in the
//! file and is shown. Deliberately not here: what a code costs, and whether it is right for a patient.

mod index;
mod pack;
mod search;
pub mod tabular;
#[cfg(test)]
mod tests;
mod tree;

pub use search::{Diagnoses, Usage};
pub use tree::{Classification, Episodes, Level, Row};
