//! The encrypted practice folder: keys, ledger, projections, drafts, audit. The only crate that says SQL.
//!
//! [`Store`] is an open practice. It knows what an entry is and which rules the ledger has, and nothing of
//! medicine: what entries mean is `chart`'s, who may write them is `api`'s. It reads no clock; ids are made
//! here, from the moment that comes in as an argument. Every write is entries, projections and one row of
//! audit in one transaction.
//!
//! Deliberately not here: a way to change or delete an entry, a way to open the file without its key, the
//! operating system's keychain, and any text of a patient in an error or a log.

mod across;
mod anchor;
mod attachments;
mod audit;
mod backup;
mod clock;
mod connection;
mod drafts;
mod error;
mod folder;
mod keys;
mod ledger;
#[cfg(feature = "measure")]
pub mod measure;
mod migrations;
mod opened;
mod opening;
mod placement;
mod projections;
mod recovery;
mod rotation;
mod said;
mod salvage;
mod search;
mod secret;
mod settings;
mod staffing;
mod store;
#[cfg(test)]
mod tests;
mod tries;
mod users;
mod verify;
mod writing;

pub use attachments::LONGEST_ATTACHMENT;
pub use audit::{Act, AuditFilter, AuditRow};
pub use backup::{
    Arrived, BackupCopy, BackupInfo, BackupKey, Delivered, Kept, LastBackup, ProvenBackup, backups_in,
    clear_away, to_remove,
};
pub use drafts::{Draft, DraftKey, DraftStamp};
pub use error::{Result, StoreError};
pub use projections::{EncounterRow, ImportedFrom, OpenTaskRow, OrderedOften, ReviewRow, WaitingRenewal};
pub use said::{Mark, SaidHit, Sought};
pub use salvage::SalvageReport;
pub use search::{Matched, PatientHit};
pub use secret::{RecoveryCode, Secret};
pub use store::{Moment, Store};
pub use users::{Founding, NewUser, SHORTEST_PASSWORD, UserInfo};
pub use verify::{Finding, SignatureState, VerifyReport};
pub use writing::Writing;

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| char::from(DIGITS[usize::from(half)]))
        .collect()
}

/// The bytes of hexadecimal digits, lower case only, so that one value has one text.
pub(crate) fn unhex(digits: &str) -> Option<Vec<u8>> {
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|[high, low]| Some(value(*high)? << 4 | value(*low)?)).collect()
}
