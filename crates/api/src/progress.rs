//! How far a long act has come: a key rotation, a backup, a check. Read while the act holds the practice, so it
//! stands outside the practice's lock and holds nothing but numbers.

use crate::host::Host;
use crate::problem::Problem;
use crate::view::Nothing;
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use std::sync::{Mutex, PoisonError};
use ts_rs::TS;

/// How far a long act has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// What is going on, in words for a person; none when nothing is.
    pub what: Option<String>,
    /// Steps done.
    pub done: u64,
    /// Steps in all; 0 when that is not known.
    pub total: u64,
}

/// Where the act at work writes how far it has come.
#[derive(Debug, Default)]
pub(crate) struct Board(Mutex<Progress>);

impl Board {
    /// Runs a long act with something to tell its progress to, and clears the board after it.
    pub(crate) fn during<T>(&self, what: &str, act: impl FnOnce(&mut dyn FnMut(u64, u64)) -> T) -> T {
        let _cleared = Cleared(self);
        self.set(Progress { what: Some(what.to_owned()), done: 0, total: 0 });
        act(&mut |done, total| self.set(Progress { what: Some(what.to_owned()), done, total }))
    }

    fn set(&self, progress: Progress) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = progress;
    }

    fn read(&self) -> Progress {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Clears the board also when the act panics.
struct Cleared<'a>(&'a Board);

impl Drop for Cleared<'_> {
    fn drop(&mut self) {
        self.0.set(Progress::default());
    }
}

pub(crate) fn progress(host: &Host, _: DateTime<FixedOffset>, _: Nothing) -> Result<Progress, Problem> {
    Ok(host.board.read())
}
