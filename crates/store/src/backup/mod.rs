//! Backups: a complete encrypted copy with its key slots, called *proven* only after it was read back, opened
//! and compared.
//!
//! A backup is a folder like the practice's own, under `paperchart-<practice>/<time>`, with a manifest; so
//! restoring is copying, and needs nothing but the password or the printed code. Making one is four steps, so
//! that nobody at a desk waits for a slow disk, and a stick that hangs keeps no practice from locking itself:
//! [`crate::Store::copy`] beside the practice, with it in hand; [`BackupCopy::deliver`] and [`Delivered::prove`]
//! without it; [`crate::Store::note_backup`] with it again.

mod making;
mod manifest;
mod proving;
mod restoring;
mod shelf;
mod thinning;

pub use making::BackupCopy;
pub(crate) use making::remove_folder;
pub use proving::{Delivered, ProvenBackup};
pub use restoring::{Arrived, BackupKey};
pub(crate) use restoring::{finish_restoring, move_in};
pub use shelf::{BackupInfo, LastBackup, backups_in, clear_away};
pub use thinning::{Kept, to_remove};
