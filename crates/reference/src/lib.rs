//! What is the same in every practice: the diagnoses of ICD-10-CM and the medicines of outpatient care, to be found
//! by the words a family doctor types.
//!
//! Everything here is public, read-only and built into the program; where each file is from stands in
//! `assets/reference/SOURCES.md`. The chart stores code and text as chosen, so an old chart never needs an old pack.
//!
//! Deliberately not here: anything about a patient, any check of a prescription, and any rule on what may be
//! recorded. Free text stays first-class; nothing here refuses what it does not know.

pub mod checks;
pub mod chips;
pub mod diagnoses;
pub mod formulary;
pub mod growth;
pub mod orderable;
pub mod release;
mod table;
pub mod templates;
pub mod vaccines;
pub mod words;

use serde::Serialize;

/// One thing found, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The code: ICD-10-CM for a diagnosis, RXCUI for a drug. Empty for a drug that RxNorm's extract does not list.
    pub code: String,
    /// What it says, as the chart stores it.
    pub display: String,
    /// `diagnosis`; `ingredient`, `brand` or `product` for a drug.
    pub kind: &'static str,
    /// The words that led to it where the display does not show them: `heart attack`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Why a file of the reference pack could not be read. It never holds anything of a patient.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The packed file is damaged or of another version.
    #[error("The reference file is damaged: {0}.")]
    Damaged(&'static str),
    /// A line of a table does not hold what its heading promises.
    #[error("{table}, line {line}: {what}")]
    Line {
        /// The table's name.
        table: &'static str,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// The publisher's file is not as expected.
    #[error("The publisher's file is not as expected: {0}.")]
    Source(String),
    /// It could not be unpacked.
    #[error("The reference file could not be unpacked.")]
    Unpacking(#[from] std::io::Error),
}
