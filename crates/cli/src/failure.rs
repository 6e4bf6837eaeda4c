//! Why a command was not done, and the exit code that says so to a script.

use api::{Problem, ProblemCode};
use std::path::PathBuf;
use std::process::ExitCode;

/// The disk or the program failed.
pub(crate) const FAULT: u8 = 1;
/// Wrong use of the program; clap ends with the same code.
const USAGE: u8 = 2;
/// The practice did not open.
const LOCKED: u8 = 3;
/// What was asked or handed in was refused, and nothing changed.
const REFUSED: u8 = 4;
/// The file is not what it was.
pub(crate) const INTEGRITY: u8 = 5;

/// A command that was not done. Its text is for people and names no patient.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The boundary said no.
    #[error("{}", .0.message)]
    Problem(#[from] Problem),
    /// No password came.
    #[error("{0}")]
    NoPassword(String),
    /// There is no chart with this number.
    #[error("There is no chart number {0} in this practice.")]
    NoChart(String),
    /// The folder already holds a practice.
    #[error("There is a practice in {} already. Choose another folder; nothing was changed.", .0.display())]
    Occupied(PathBuf),
    /// The visit asked for has no such paper.
    #[error("No prescription was signed in this visit.")]
    NoPrescription,
    /// A file of the reference pack, which is part of the program, could not be read.
    #[error("{0} The program itself is damaged; install it again.")]
    Reference(#[from] reference::Fault),
    /// A publisher's release was not taken in.
    #[error("{0}")]
    Release(String),
    /// The boundary answered in a shape this program does not know.
    #[error("The program did not understand its own answer. Nothing is lost; please report this.")]
    NotUnderstood,
}

impl Failure {
    /// The exit code, as docs/cli.md lists them.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Problem(problem) => of_problem(problem.code),
            Self::NoPassword(_) => USAGE,
            Self::NoChart(_) | Self::Occupied(_) | Self::NoPrescription | Self::Release(_) => REFUSED,
            Self::Reference(_) | Self::NotUnderstood => FAULT,
        })
    }
}

fn of_problem(code: ProblemCode) -> u8 {
    match code {
        ProblemCode::Locked | ProblemCode::WrongPassword | ProblemCode::Wait | ProblemCode::InUse => LOCKED,
        ProblemCode::Integrity => INTEGRITY,
        ProblemCode::Forbidden
        | ProblemCode::WrongPatient
        | ProblemCode::Restricted
        | ProblemCode::Invalid
        | ProblemCode::NotFound
        | ProblemCode::Conflict
        | ProblemCode::Refused
        | ProblemCode::Unsupported => REFUSED,
        ProblemCode::Storage | ProblemCode::UnknownCommand | ProblemCode::Internal => FAULT,
    }
}

impl From<serde_json::Error> for Failure {
    fn from(_: serde_json::Error) -> Self {
        Self::NotUnderstood
    }
}
