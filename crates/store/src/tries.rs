//! Wrong passwords: a growing delay that survives a restart, and a record for the audit of the next opening.
//!
//! It slows somebody at the keyboard. Somebody with a copy of the folder is slowed by Argon2id alone.

use crate::error::{Result, StoreError};
use crate::folder::{Folder, TRIES};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Tries that cost nothing but their own time.
const FREE: u32 = 3;
/// The first delay, doubled at each further try.
const FIRST_SECONDS: i64 = 5;
const LONGEST_SECONDS: i64 = 900;
/// Tries remembered for the audit; more of them say nothing new.
const REMEMBERED: usize = 200;

/// The file `practice.tries`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Tries {
    /// By keyed hash of the login, or `recovery`.
    doors: BTreeMap<String, Door>,
    /// What the audit has not heard of yet, oldest first.
    pub(crate) unreported: Vec<WrongTry>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Door {
    wrong: u32,
    last: DateTime<Utc>,
}

/// One wrong try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrongTry {
    /// When.
    pub(crate) at: DateTime<Utc>,
    /// The keyed hash of what was typed as login, or `recovery`.
    pub(crate) door: String,
}

impl Tries {
    /// Reads the file. One that cannot be read counts as none: it protects the keyboard, not the data, and a
    /// damaged byte must not keep a doctor out.
    pub(crate) fn read(folder: &Folder) -> Result<Self> {
        let bytes = folder.read(TRIES)?.unwrap_or_default();
        Ok(serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// Counts a try before it is made, so that ending the program in the middle does not undo it.
    ///
    /// # Errors
    /// [`StoreError::Wait`] when it is too early; nothing is counted then.
    pub(crate) fn begin(&mut self, folder: &Folder, door: &str, now: DateTime<Utc>) -> Result<()> {
        if let Some(known) = self.doors.get_mut(door) {
            // A clock that was set back would never arrive: the wait starts anew, and stays as long.
            if known.last > now {
                known.last = now;
                self.write(folder)?;
            }
            let left = self.seconds_left(door, now);
            if left > 0 {
                return Err(StoreError::Wait { seconds: left.unsigned_abs() });
            }
        }
        let wrong = self.doors.get(door).map_or(0, |known| known.wrong);
        self.doors.insert(door.to_owned(), Door { wrong: wrong.saturating_add(1), last: now });
        if self.unreported.len() < REMEMBERED {
            self.unreported.push(WrongTry { at: now, door: door.to_owned() });
        }
        self.write(folder)
    }

    /// The try was right: it is not reported, and the next wrong one starts from nothing.
    pub(crate) fn was_right(&mut self, folder: &Folder, door: &str) -> Result<()> {
        self.doors.remove(door);
        self.unreported.pop();
        self.write(folder)
    }

    /// The audit has heard of the last wrong try already.
    pub(crate) fn was_reported(&mut self, folder: &Folder) -> Result<()> {
        self.unreported.pop();
        self.write(folder)
    }

    /// The audit has heard of the wrong tries.
    pub(crate) fn were_reported(&mut self, folder: &Folder) -> Result<()> {
        if self.unreported.is_empty() {
            return Ok(());
        }
        self.unreported.clear();
        self.write(folder)
    }

    fn write(&self, folder: &Folder) -> Result<()> {
        let text = serde_json::to_vec(self).map_err(|error| StoreError::Program(error.to_string()))?;
        folder.replace(TRIES, &text)
    }

    fn seconds_left(&self, door: &str, now: DateTime<Utc>) -> i64 {
        let Some(known) = self.doors.get(door).filter(|known| known.wrong >= FREE) else { return 0 };
        let doublings = (known.wrong - FREE).min(16);
        let delay = (FIRST_SECONDS << doublings).min(LONGEST_SECONDS);
        delay - (now - known.last).num_seconds()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn the_wait_grows_survives_a_restart_and_ends_with_a_right_password() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::at(place.path());
        let mut now = "2026-11-22T08:00:00Z".parse::<DateTime<Utc>>().unwrap();
        for _ in 0..FREE {
            Tries::read(&folder).unwrap().begin(&folder, "ada", now).unwrap();
        }
        let mut waits = Vec::new();
        for _ in 0..10 {
            let refused = Tries::read(&folder).unwrap().begin(&folder, "ada", now);
            let Err(StoreError::Wait { seconds }) = refused else { panic!("it has to wait: {refused:?}") };
            waits.push(seconds);
            now += TimeDelta::seconds(seconds.cast_signed());
            Tries::read(&folder).unwrap().begin(&folder, "ada", now).unwrap();
        }
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
        Tries::read(&folder).unwrap().begin(&folder, "ben", now).unwrap();
        let mut tries = Tries::read(&folder).unwrap();
        assert_eq!(tries.unreported.len(), 14, "every wrong try waits for the audit");
        now += TimeDelta::seconds(900);
        tries.begin(&folder, "ada", now).unwrap();
        tries.was_right(&folder, "ada").unwrap();
        assert_eq!(tries.unreported.len(), 14, "the right one is not among the wrong ones");
        tries.were_reported(&folder).unwrap();
        assert_eq!(Tries::read(&folder).unwrap().unreported, []);
        Tries::read(&folder).unwrap().begin(&folder, "ada", now).unwrap();
    }

    #[test]
    fn a_clock_set_back_does_not_lock_anybody_out_for_long() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::at(place.path());
        let now = "2026-11-22T08:00:00Z".parse::<DateTime<Utc>>().unwrap();
        let mut tries = Tries::default();
        for _ in 0..FREE {
            tries.begin(&folder, "ada", now).unwrap();
        }
        let year_ago = now - TimeDelta::days(365);
        assert!(matches!(tries.begin(&folder, "ada", year_ago), Err(StoreError::Wait { seconds: 5 })));
        tries.begin(&folder, "ada", year_ago + TimeDelta::seconds(5)).unwrap();
    }
}
