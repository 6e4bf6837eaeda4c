//! What went wrong, in one shape for every command: a code for programs, a sentence for people.
//!
//! The sentence never holds text about a patient, so that it may be logged and shown anywhere.

use serde::Serialize;
use store::StoreError;
use ts_rs::TS;

/// A command that was not done, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// For programs.
    pub code: ProblemCode,
    /// For people: what happened and what to do.
    pub message: String,
    /// The field of the request it is about.
    pub field: Option<String>,
    /// How many seconds to wait before trying again, for [`ProblemCode::Wait`].
    pub seconds: Option<u64>,
}

/// Kinds of problems. New ones may be added; a program treats an unknown one as `internal`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// The practice is locked.
    Locked,
    /// The login or the password is wrong.
    WrongPassword,
    /// Too many wrong passwords: wait.
    Wait,
    /// The role does not allow it.
    Forbidden,
    /// The chart is restricted: a reason is needed to open it.
    Restricted,
    /// The command names another patient than the one this window shows.
    WrongPatient,
    /// The request is not as it must be.
    Invalid,
    /// There is no such thing.
    NotFound,
    /// Somebody changed it since it was shown.
    Conflict,
    /// The state of things does not allow it.
    Refused,
    /// The disk failed: full, read-only, gone.
    Storage,
    /// The file is not what it was.
    Integrity,
    /// The practice is open elsewhere.
    InUse,
    /// A format or version this program does not read.
    Unsupported,
    /// No command has this name.
    UnknownCommand,
    /// A fault of the program.
    Internal,
}

impl Problem {
    /// A problem with a code and a sentence.
    pub fn new(code: ProblemCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None, seconds: None }
    }

    /// The request is not as it must be, at one field.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new(ProblemCode::Invalid, message) }
    }

    /// The state of things does not allow it.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(ProblemCode::Refused, message)
    }

    /// There is no such thing.
    pub fn not_found(what: &str) -> Self {
        Self::new(ProblemCode::NotFound, format!("There is no such {what} in this chart."))
    }

    /// Somebody changed it since it was shown.
    #[must_use]
    pub fn conflict() -> Self {
        Self::new(
            ProblemCode::Conflict,
            "This was changed since you opened it. Nothing was saved; look at the newest version and try again.",
        )
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::WrongPassword | StoreError::WrongCode => ProblemCode::WrongPassword,
            StoreError::Wait { .. } => ProblemCode::Wait,
            StoreError::InUse => ProblemCode::InUse,
            StoreError::NotAPractice | StoreError::NotFound { .. } => ProblemCode::NotFound,
            StoreError::AlreadyAPractice | StoreError::Refused { .. } | StoreError::UnsafeFolder { .. } => {
                ProblemCode::Refused
            }
            StoreError::NewerFormat { .. } => ProblemCode::Unsupported,
            StoreError::DiskFull | StoreError::ReadOnly | StoreError::Disk(_) => ProblemCode::Storage,
            StoreError::Integrity { .. } | StoreError::KeyFile { .. } => ProblemCode::Integrity,
            StoreError::Conflict { .. } => ProblemCode::Conflict,
            StoreError::NoRandomness | StoreError::Program(_) => ProblemCode::Internal,
        };
        let seconds = match &error {
            StoreError::Wait { seconds } => Some(*seconds),
            _ => None,
        };
        Self { seconds, ..Self::new(code, error.to_string()) }
    }
}
