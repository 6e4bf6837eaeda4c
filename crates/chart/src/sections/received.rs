//! What came from elsewhere and fits no section yet: kept whole, shown under "also in the record".
//!
//! Not a section of its own: a home so that nothing received is ever dropped.

use crate::entry::Original;
use crate::fold::Stated;
use serde::{Deserialize, Serialize};

/// One thing kept as it was received.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// What the sender calls this kind of thing: `CarePlan`, `Claim`.
    pub kind: String,
    /// One line that says what it is, made from the resource's own words.
    pub title: String,
    /// The resource as received.
    pub original: Original,
}

impl Stated for Received {}
