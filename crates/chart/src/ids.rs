//! Identifiers. Each kind is its own type, so that a record cannot be passed where a patient is meant.
//!
//! They are version 7 UUIDs made outside this crate; in text they are the usual 36 characters.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

identifier! {
    /// One entry of the ledger: one act, said once, never changed.
    EntryId
}
identifier! {
    /// One thing the chart knows (an allergy, a visit, a set of vitals) through all its versions.
    /// It is the id of the entry that first stated it.
    RecordId
}
identifier! {
    /// One patient, through all corrections.
    PatientId
}
identifier! {
    /// One person who works in the practice.
    StaffId
}

impl PatientId {
    /// The subject of what is said about the practice itself (its staff, its letterhead) and no patient.
    pub const PRACTICE: Self = Self(Uuid::nil());

    /// True for the practice's own entries.
    #[must_use]
    pub fn is_practice(self) -> bool {
        self == Self::PRACTICE
    }
}

impl From<EntryId> for RecordId {
    /// The record that an entry begins bears the entry's own id.
    fn from(entry: EntryId) -> Self {
        Self(entry.0)
    }
}
