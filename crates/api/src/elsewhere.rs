//! What other windows wrote since a window last asked: so that the nurse's vitals appear in the note the doctor has open,
//! without anybody asking for them. Outside the practice's lock, since it is asked every few seconds; it holds sections
//! and record numbers of charts, nothing of what is in them.

use crate::desk::Desk;
use crate::host::Changed;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use ts_rs::TS;

/// So many acts are remembered; a window that asks after longer reads everything it shows anew.
const REMEMBERED: usize = 200;

/// Ask what other windows wrote.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangedSince {
    /// What was answered last; absent for the first question, which only begins.
    #[serde(default)]
    #[ts(optional)]
    pub since: Option<u64>,
}

/// What other windows wrote.
#[derive(Debug, Serialize, TS)]
pub struct ChangedElsewhere {
    /// To be sent with the next question.
    pub at: u64,
    /// The sections, each once.
    pub changed: Vec<Changed>,
}

/// The acts of all windows, in order.
#[derive(Debug, Default)]
pub(crate) struct Acts(Mutex<Numbered>);

#[derive(Debug, Default)]
struct Numbered {
    at: u64,
    acts: VecDeque<(u64, String, Vec<Changed>)>,
}

impl Acts {
    /// A window changed something.
    pub(crate) fn note(&self, window: &str, changed: &[Changed]) {
        if changed.is_empty() {
            return;
        }
        let mut acts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        acts.at += 1;
        let at = acts.at;
        acts.acts.push_back((at, window.to_owned(), changed.to_vec()));
        if acts.acts.len() > REMEMBERED {
            acts.acts.pop_front();
        }
    }

    fn since(&self, window: &str, since: Option<u64>) -> ChangedElsewhere {
        let acts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed: Vec<Changed> = Vec::new();
        let since = since.unwrap_or(acts.at);
        for (_, _, more) in acts.acts.iter().filter(|(at, by, _)| *at > since && by != window) {
            for one in more {
                if !changed.contains(one) {
                    changed.push(one.clone());
                }
            }
        }
        ChangedElsewhere { at: acts.at, changed }
    }
}

pub(crate) fn changed_elsewhere(
    desk: &mut Desk<'_>,
    request: ChangedSince,
) -> Result<ChangedElsewhere, Problem> {
    Ok(desk.acts.since(desk.window, request.since))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(section: &str) -> Changed {
        Changed { section: section.to_owned(), patient: None }
    }

    #[test]
    fn a_window_hears_what_others_wrote_and_not_what_it_wrote_itself() {
        let acts = Acts::default();
        let begun = acts.since("doctor", None);
        acts.note("doctor", &[of("problems")]);
        acts.note("nurse", &[of("vitals"), of("encounters")]);
        acts.note("nurse", &[of("vitals")]);
        let heard = acts.since("doctor", Some(begun.at));
        assert_eq!(heard.changed, [of("vitals"), of("encounters")], "each section once, and not its own");
        assert_eq!(acts.since("doctor", Some(heard.at)).changed, [], "nothing is told twice");
        assert_eq!(acts.since("nurse", Some(begun.at)).changed, [of("problems")]);
    }
}
