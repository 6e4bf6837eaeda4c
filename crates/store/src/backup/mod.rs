//! Backups: a complete encrypted copy with its key slots, called *proven* only after it was read back, opened
//! and compared.
//!
//! A backup is a folder like the practice's own, under `paperchart-<practice>/<time>`, with a manifest; so
//! restoring is copying, and needs nothing but the password or the printed code. Making one is three steps,
//! so that nobody at a desk waits for a slow disk: [`crate::Store::copy_to`] with the practice in hand,
//! [`BackupCopy::prove`] without it, [`crate::Store::note_backup`] with it again.

mod making;
mod manifest;
mod proving;
mod restoring;
mod shelf;
mod thinning;

pub use making::BackupCopy;
pub use proving::ProvenBackup;
pub use shelf::{BackupInfo, LastBackup, backups_in};
pub use thinning::{Kept, to_remove};
