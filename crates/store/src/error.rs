//! What can go wrong with a practice folder, in sentences for people. No patient text ever stands in them.

use chart::EntryId;

/// The result of anything the store does.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Why the store refused or failed. Nothing was changed, unless the variant says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The login or the password does not open the practice; which of the two is not said.
    #[error("The login or the password is not right.")]
    WrongPassword,
    /// The recovery code does not open the practice, or is mistyped.
    #[error(
        "This recovery code does not open the practice. Check it letter by letter with the printed page."
    )]
    WrongCode,
    /// Too many wrong passwords: the next try is possible after this many seconds.
    #[error("After wrong passwords the program waits. Please try again in {seconds} seconds.")]
    Wait {
        /// Seconds left to wait.
        seconds: u64,
    },
    /// Another program, or another window, has the practice open.
    #[error("The practice is already open in another window or by another program.")]
    InUse,
    /// The folder holds no practice.
    #[error("There is no practice in this folder.")]
    NotAPractice,
    /// The folder holds a practice already; it is not overwritten.
    #[error("This folder already holds a practice. Choose an empty folder.")]
    AlreadyAPractice,
    /// The folder lies where a database is not safe.
    #[error("A practice is not safe in this folder: {why}. Choose a folder on this computer's own disk.")]
    UnsafeFolder {
        /// Why, as part of a sentence.
        why: String,
    },
    /// The file was written by a newer program, which this one could damage.
    #[error(
        "The practice was written by a newer Paperchart (format {file}; this program knows {program}). Please update."
    )]
    NewerFormat {
        /// The format the file asks for.
        file: i64,
        /// The newest format this program knows.
        program: i64,
    },
    /// The disk is full.
    #[error("The disk is full. What was saved before is safe; this was not saved.")]
    DiskFull,
    /// The folder cannot be written.
    #[error(
        "The folder of the practice cannot be written. What was saved before is safe; this was not saved."
    )]
    ReadOnly,
    /// The disk failed.
    #[error("The disk did not do what was asked ({0}). What was saved before is safe; this was not saved.")]
    Disk(String),
    /// Something in the folder is damaged or was changed from outside.
    #[error("The practice is damaged or was changed from outside: {what}")]
    Integrity {
        /// What does not fit, in a sentence.
        what: String,
    },
    /// The key file is damaged or was changed from outside.
    #[error(
        "The key file is damaged or was changed from outside: {what} The copy practice.keys.previous may help."
    )]
    KeyFile {
        /// What does not fit, in a sentence.
        what: String,
    },
    /// An entry, or another request, that would break a rule of the ledger.
    #[error("{why}")]
    Refused {
        /// Which rule, in a sentence.
        why: String,
    },
    /// Versions of a record were superseded that are not its newest ones any more, or are of another record.
    #[error("What was on screen is not what the chart says.")]
    Conflict {
        /// The entry that could not be superseded.
        superseded: EntryId,
    },
    /// There is nothing of this name.
    #[error("There is no such {what}.")]
    NotFound {
        /// What was looked for.
        what: &'static str,
    },
    /// The machine gave no random numbers, without which no key is safe.
    #[error("The machine gave no random numbers.")]
    NoRandomness,
    /// The program asked the file for something it does not know: a fault of the program.
    #[error("The program asked the practice file for something it does not know ({0}).")]
    Program(String),
}

impl StoreError {
    pub(crate) fn refused(why: impl Into<String>) -> Self {
        Self::Refused { why: why.into() }
    }

    pub(crate) fn integrity(what: impl Into<String>) -> Self {
        Self::Integrity { what: what.into() }
    }

    pub(crate) fn key_file(what: impl Into<String>) -> Self {
        Self::KeyFile { what: what.into() }
    }
}

impl From<rusqlite::Error> for StoreError {
    /// Sorts what SQLite says into what a person can do about it. Bound values never stand in SQLite's
    /// messages; a value of an unexpected type could, and is therefore named by its column only.
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error {
            rusqlite::Error::SqliteFailure(failure, message) => match failure.code {
                ErrorCode::DiskFull => Self::DiskFull,
                ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => Self::ReadOnly,
                ErrorCode::SystemIoFailure => Self::Disk(failure.to_string()),
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::FileLockingProtocolFailed => Self::InUse,
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                    Self::integrity("the file cannot be read with its key.")
                }
                ErrorCode::ConstraintViolation => {
                    Self::refused(format!("The ledger refused it: {}.", message.unwrap_or_default()))
                }
                _ => Self::Program(message.unwrap_or_else(|| failure.to_string())),
            },
            rusqlite::Error::FromSqlConversionFailure(column, ..)
            | rusqlite::Error::IntegralValueOutOfRange(column, _) => {
                Self::integrity(format!("column {column} of a row holds what it should not."))
            }
            rusqlite::Error::InvalidColumnType(column, name, _) => {
                Self::integrity(format!("column {column} ({name}) of a row holds what it should not."))
            }
            rusqlite::Error::QueryReturnedNoRows => Self::NotFound { what: "row" },
            other => Self::Program(other.to_string()),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Self::ReadOnly,
            kind => Self::Disk(kind.to_string()),
        }
    }
}
