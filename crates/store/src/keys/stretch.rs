//! From a password to a key: Argon2id, never below the floor, whatever the key file says.
//!
//! Source of the floor: RFC 9106 section 4, the second recommended option (64 MiB, t = 3), with one lane,
//! because a practice computer is not assumed to have four free cores. Measured: 0.2 to 0.7 s.

use super::sealing::Key;
use crate::error::{Result, StoreError};
use crate::secret::Secret;
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// How much work a guess costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cost {
    /// Memory in KiB.
    pub(crate) memory_kib: u32,
    /// Passes over the memory.
    pub(crate) passes: u32,
    /// Lanes.
    pub(crate) lanes: u32,
}

impl Cost {
    /// What new slots cost, and the least that is accepted when one is opened.
    pub(crate) const FLOOR: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
    /// More than this is no protection but a way to stop the program.
    const CEILING: Self = Self { memory_kib: 1024 * 1024, passes: 16, lanes: 8 };

    pub(crate) fn is_acceptable(self) -> bool {
        (Self::FLOOR.memory_kib..=Self::CEILING.memory_kib).contains(&self.memory_kib)
            && (Self::FLOOR.passes..=Self::CEILING.passes).contains(&self.passes)
            && (Self::FLOOR.lanes..=Self::CEILING.lanes).contains(&self.lanes)
    }
}

/// Turns a password into a key. Only tests of what happens around it put another in its place.
pub(crate) type Stretch = fn(&Secret, &[u8], Cost) -> Result<Key>;

/// Argon2id, version 0x13. The password is brought to Unicode NFC first (RFC 8265), because keyboards differ
/// in how they compose an accented letter.
pub(crate) fn argon2id(password: &Secret, salt: &[u8], cost: Cost) -> Result<Key> {
    if !cost.is_acceptable() {
        return Err(StoreError::key_file("its password protection is weaker than this program accepts."));
    }
    let impossible = |_| StoreError::Program("impossible Argon2 parameters".into());
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(impossible)?;
    // Room for the longest composition, so that growing leaves no copy behind.
    let mut typed = Zeroizing::new(String::with_capacity(password.expose().len() * 3));
    typed.extend(password.expose().nfc());
    let mut key = Key::zeros();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(typed.as_bytes(), salt, key.bytes_mut())
        .map_err(impossible)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c3_weak_or_absurd_costs_are_refused_before_any_work() {
        let started = std::time::Instant::now();
        for (memory_kib, passes, lanes) in [
            (8, 3, 1),
            (65_535, 3, 1),
            (65_536, 2, 1),
            (65_536, 3, 0),
            (u32::MAX, 3, 1),
            (65_536, u32::MAX, 1),
        ] {
            let cost = Cost { memory_kib, passes, lanes };
            assert!(argon2id(&"apple".into(), &[7; 16], cost).is_err(), "{cost:?} is not acceptable");
        }
        assert!(started.elapsed().as_millis() < 100, "refused without doing the work");
    }

    #[test]
    fn a_composed_and_a_decomposed_letter_are_the_same_password() {
        let key = |text: &str| argon2id(&text.into(), &[7; 16], Cost::FLOOR).unwrap();
        assert!(key("caf\u{e9}") == key("cafe\u{301}"), "composed and decomposed");
        assert!(key("caf\u{e9}") != key("cafe"), "with and without");
    }
}
