//! Elements whose words are the patient's own: a reason, a site. And the lengths and times that share their first word.

use super::Reader;
use crate::sig::words::Word;
use crate::sig::{AsNeeded, Timing};

impl Reader<'_> {
    /// `x7d`, `x 10 days`, `x1`.
    pub(super) fn after_x(&mut self, at: usize) -> bool {
        if self.length(at + 1, true) {
            return true;
        }
        match self.number(at + 1) {
            Some((1.0, end)) => {
                let end = if matches!(self.word(end), Some("dose")) { end + 1 } else { end };
                self.timing(Timing::Once { now: false }, end)
            }
            Some((_, end)) if matches!(self.word(end), Some("dose" | "doses")) => self.kept(end + 1),
            Some(_) if self.in_all(at + 1) => true,
            // "x3": of what is not said, so it is no dose.
            Some((_, end)) if !matches!(self.phrase(end), Some((Word::Unit(..), _))) => self.kept(end),
            _ => false,
        }
    }

    /// `for 10 days`, or what it is for.
    pub(super) fn after_for(&mut self, at: usize) -> bool {
        if self.length(at + 1, true) {
            return true;
        }
        if self.number(at + 1).is_some() || self.found.reason.is_some() {
            return false;
        }
        let end = self.words_end(at + 1, false);
        let reason = self.text(at + 1, end).trim().to_owned();
        if reason.is_empty() {
            return false;
        }
        // "1 tablet for pain prn": a reason said before "as needed" is the reason of the need.
        if let Some((Word::AsNeeded, after)) = self.phrase(end)
            && self.now().step.as_needed.is_none()
        {
            self.draft().step.as_needed = Some(AsNeeded { reason: Some(reason) });
            return self.skip(after);
        }
        self.found.reason = Some(reason);
        self.skip(end)
    }

    /// `to the left knee`, `to affected area`.
    pub(super) fn site(&mut self, at: usize) -> bool {
        if let Some((Word::Route(route), end)) = self.phrase(at) {
            return self.route(route, end);
        }
        let end = self.words_end(at + 1, true);
        let site = self.text(at + 1, end).trim().to_owned();
        if site.is_empty() || self.now().step.site.is_some() {
            return false;
        }
        self.draft().step.site = Some(site);
        self.skip(end)
    }
}
