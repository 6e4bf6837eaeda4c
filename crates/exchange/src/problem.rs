//! Why a file cannot be read or a chart not be written, in sentences for people. Never a word from the file.

/// A file is refused, and nothing of it is entered.
#[derive(Debug, thiserror::Error)]
pub enum ImportProblem {
    /// The file is larger than the limit, in bytes. Found out before it is read.
    #[error(
        "This file is too large: it has {} MB and the most that can be read at once is {} MB.",
        .found / 1_000_000,
        .limit / 1_000_000
    )]
    TooLarge {
        /// The size of the file.
        found: u64,
        /// The limit.
        limit: u64,
    },
    /// Brackets within brackets, deeper than the limit.
    #[error("This file is nested deeper than {limit} levels, which no real record is. It was not read.")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// More resources than the limit.
    #[error("This file has more than {limit} parts. Split it, and import one part after the other.")]
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// The text is not JSON, or stops in the middle.
    #[error("This is not a whole JSON file: it stops making sense at line {line}, column {column}.")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 0 for the very end of a line.
        column: usize,
    },
    /// JSON, but nothing FHIR knows.
    #[error("This is not a FHIR file: it has no bundle, no patient and no resource that names its type.")]
    NotFhir,
    /// A bundle of old versions, of which nobody can say which hold.
    #[error(
        "This file is a history of changes, not a record as it stands. Ask the sender for a collection or document."
    )]
    History,
    /// Nobody is the patient.
    #[error("This file does not say who the patient is, so nothing in it can be filed.")]
    NoPatient,
    /// Several patients.
    #[error("This file is about more than one patient. Import one file for each patient.")]
    ManyPatients,
    /// The operating system would not give the file.
    #[error("The file could not be read.")]
    Unreadable(#[source] std::io::Error),
}

/// A chart could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportProblem {
    /// There is no registration: nobody the record could be about.
    #[error("This chart has no registration, so there is nobody the export could be about.")]
    NoPatient,
    /// The text could not be made.
    #[error("The export could not be written as JSON.")]
    NotWritten(#[source] serde_json::Error),
}
