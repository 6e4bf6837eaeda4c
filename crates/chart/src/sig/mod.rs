//! The sig: how a medicine is taken, in parts, read from a line as a doctor types it and printed as plain words.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a medicine is taken.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct Sig {
    /// What was typed, as typed.
    pub typed: String,
}
