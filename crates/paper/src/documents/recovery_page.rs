//! Recovery page: the printed code that opens the practice when every password is lost.

use super::parts::{Letterhead, QrCode};

/// Everything the recovery page prints. It carries no patient and no letterhead address it was not given.
///
/// It holds a secret, so `Debug` shows neither the code nor the payload.
#[derive(Clone)]
pub struct RecoveryPage {
    /// The practice.
    pub letterhead: Letterhead,
    /// The code in groups or words, in reading order. Printed large, numbered, three to a row at most.
    pub groups: Vec<String>,
    /// The same code for a camera.
    pub qr: Option<QrCode>,
    /// When the code was made, as text.
    pub made_on: String,
    /// Who made it.
    pub made_by: String,
    /// A short check value by which the program tells this page from an older one; empty leaves it out.
    pub code_number: String,
}

impl std::fmt::Debug for RecoveryPage {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RecoveryPage")
            .field("made_on", &self.made_on)
            .field("groups", &"[redacted]")
            .finish_non_exhaustive()
    }
}
