//! Elements that are words: each says one thing of the step, and is refused when the step says another already.

use super::{Reader, whole_from_zero};
use crate::coding::Quantity;
use crate::sig::words::Word;
use crate::sig::{AsNeeded, Dose, Link, Meal, Per, Route, Timing};

impl Reader<'_> {
    pub(super) fn form(&mut self, name: &'static str, end: usize) -> bool {
        if self.found.form.is_some_and(|form| form != name) {
            return false;
        }
        self.found.form = Some(name);
        self.found.form_at = self.found.form_at.or(Some(self.at));
        self.skip(end)
    }

    pub(super) fn route(&mut self, route: Route, end: usize) -> bool {
        let step = &mut self.draft().step;
        match step.route {
            Some(before) if before == route || route.is_part_of(before) => step.route = Some(route),
            Some(before) if before.is_part_of(route) => {}
            Some(_) => return false,
            None => step.route = Some(route),
        }
        self.skip(end)
    }

    pub(super) fn meal(&mut self, meal: Meal, end: usize) -> bool {
        let step = &mut self.draft().step;
        if step.meal.is_some_and(|before| before != meal) {
            return false;
        }
        step.meal = Some(meal);
        self.skip(end)
    }

    /// A time of its own, or one that goes with the time before it: "once daily at bedtime", "morning and night".
    pub(super) fn timing(&mut self, timing: Timing, end: usize) -> bool {
        // "once daily as directed" says nothing against once daily.
        let mut told = false;
        let step = &mut self.draft().step;
        let joined = match (step.timing.take(), timing) {
            (None, new) => Ok(new),
            (Some(old), new) if old == new => Ok(old),
            (Some(Timing::Parts(mut old)), Timing::Parts(new)) => {
                old.extend(new);
                old.sort();
                old.dedup();
                Ok(Timing::Parts(old))
            }
            (Some(Timing::Weekdays(mut old)), Timing::Weekdays(new)) => {
                old.extend(new);
                old.sort();
                old.dedup();
                Ok(Timing::Weekdays(old))
            }
            (Some(Timing::Times { low, high: None, per: Per::Day }), Timing::Parts(parts))
            | (Some(Timing::Parts(parts)), Timing::Times { low, high: None, per: Per::Day })
                if usize::from(low) == parts.len() || (low == 1 && !parts.is_empty()) =>
            {
                Ok(Timing::Parts(parts))
            }
            (Some(Timing::Times { low, high: None, per: Per::Week }), Timing::Weekdays(days))
            | (Some(Timing::Weekdays(days)), Timing::Times { low, high: None, per: Per::Week })
                if usize::from(low) == days.len() =>
            {
                Ok(Timing::Weekdays(days))
            }
            // "1 tablet daily as a single dose", "at once, once only".
            (Some(Timing::Once { now: old }), Timing::Once { now: new }) => {
                Ok(Timing::Once { now: old || new })
            }
            (Some(old), new) => {
                told = new == Timing::AsDirected;
                Err(old)
            }
        };
        match joined {
            Ok(timing) => {
                step.timing = Some(timing);
                self.skip(end)
            }
            Err(old) => {
                step.timing = Some(old);
                if told {
                    self.found.unknown.extend(self.at..end);
                    return self.skip(end);
                }
                self.doubt(
                    "Two different times are given; the first is used and the other stays in the note.",
                );
                false
            }
        }
    }

    pub(super) fn as_needed(&mut self, at: usize) -> bool {
        let from = if self.word(at) == Some("for") { at + 1 } else { at };
        let is_length = self.number(from).is_some();
        let end = if is_length { at } else { self.words_end(from, false) };
        let reason = self.text(from, end).trim().to_owned();
        if self.draft().step.as_needed.is_some() {
            return false;
        }
        let reason = (!is_length && !reason.is_empty()).then_some(reason);
        let end = if reason.is_some() { end } else { at };
        self.draft().step.as_needed = Some(AsNeeded { reason });
        self.skip(end)
    }

    pub(super) fn and(&mut self, end: usize) -> bool {
        let has_time = self.now().step.timing.is_some() && !self.now().amounts.is_empty();
        let verb = matches!(self.phrase(end), Some((Word::Verb | Word::Act(_), _)));
        if verb || (has_time && self.number(end).is_some()) {
            self.next_step(Link::And);
        }
        self.soft(end)
    }

    pub(super) fn dispense(&mut self, mut at: usize) -> bool {
        while matches!(self.mark(at), Some(':' | '#' | '=')) {
            at += 1;
        }
        let Some((value, mut end)) = self.number(at) else { return false };
        if self.found.quantity.is_some() || value <= 0.0 {
            return false;
        }
        let mut unit = String::new();
        if let Some((Word::Unit(name, _) | Word::Form(name) | Word::Container(name), after)) =
            self.phrase(end)
        {
            unit = name.to_owned();
            end = after;
        }
        self.found.quantity = Some(Quantity { value, unit });
        self.skip(end)
    }

    pub(super) fn refills(&mut self, mut at: usize) -> bool {
        while matches!(self.mark(at), Some(':' | '=' | '#')) || self.word(at) == Some("x") {
            at += 1;
        }
        let Some((count, end)) =
            self.number(at).and_then(|(value, end)| Some((whole_from_zero(value)?, end)))
        else {
            return false;
        };
        if self.found.refills.is_some() {
            return false;
        }
        self.found.refills = Some(count);
        self.skip(end)
    }

    pub(super) fn at_most(&mut self, at: usize) -> bool {
        let at = if self.word(at) == Some("a") { at + 1 } else { at };
        // "max tds".
        if let Some((Word::Times(times, Per::Day), end)) = self.phrase(at) {
            return self.timing(Timing::Times { low: times, high: None, per: Per::Day }, end);
        }
        let Some(amount) = self.amount_at(at) else { return false };
        let value = amount.high.unwrap_or(amount.low);
        let unit = amount.unit.map_or("", |(name, _)| name);
        let end = match self.per(amount.tokens.1) {
            Some((Per::Day, end)) => end,
            _ => return false,
        };
        if self.now().step.max_per_day.is_some() || value <= 0.0 {
            return false;
        }
        self.draft().step.max_per_day = Some(Dose::of(value, unit));
        self.skip(end)
    }

    pub(super) fn doubt(&mut self, doubt: impl Into<String>) {
        let doubt = doubt.into();
        if !self.found.doubts.contains(&doubt) {
            self.found.doubts.push(doubt);
        }
    }
}
