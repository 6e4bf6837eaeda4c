//! Elements that are no directions in parts, and elements that a hurried hand leaves ambiguous: doses by weight, the
//! number of pieces in all, sentences to the patient. They are kept as they are typed, or read in the one way that
//! cannot harm; a number that could be a dose or a quantity is never taken for the dose.

use super::{Amount, Reader, whole};
use crate::coding::Quantity;
use crate::sig::figures::figure;
use crate::sig::plural;
use crate::sig::words::{Measure, Word};
use crate::sig::{DayPart, Duration, Per, TimeUnit, Timing, Weekday};

/// More of something at a time than is read behind the times of a line: beyond it the number is how many in all.
const MOST_AT_A_TIME: f64 = 12.0;
/// From this number on it can be either.
const EITHER: f64 = 5.0;

impl Reader<'_> {
    /// Keeps the words from here to `end` as they are.
    pub(super) fn kept(&mut self, end: usize) -> bool {
        self.found.unknown.extend(self.at..end);
        self.skip(end)
    }

    /// Keeps everything to the end of the clause: to the next stop, to what is dispensed, to the limit of a day.
    pub(super) fn told(&mut self, mut end: usize) -> bool {
        while self.token(end).is_some() {
            let stop = matches!(self.mark(end), Some('#' | ';' | '.' | ','))
                || match self.phrase(end) {
                    Some((Word::Dispense | Word::NoRefills | Word::Then | Word::AtMost, _)) => true,
                    Some((Word::Refills, behind)) => self.number(behind).is_some(),
                    _ => false,
                };
            if stop {
                break;
            }
            end += 1;
        }
        self.kept(end)
    }

    /// `q5min`, `every 5 minutes`: no length of ours, and never to be read as hours.
    pub(super) fn in_minutes(&mut self, at: usize) -> bool {
        if !matches!(self.word(at), Some("q" | "every" | "each")) {
            return false;
        }
        let Some((_, _, end)) = self.range(at + 1) else { return false };
        let end = if self.mark(end) == Some('-') { end + 1 } else { end };
        self.is_minutes(end) && self.kept(end + 1)
    }

    /// `then 0.6 mg in 1 hour`: one dose, and when stays in the note.
    pub(super) fn in_a_while(&mut self, at: usize) -> bool {
        if !matches!(self.word(at), Some("in" | "after")) {
            return false;
        }
        let Some((_, _, end)) = self.whole_range(at + 1) else { return false };
        let hours = matches!(self.phrase(end), Some((Word::Span(TimeUnit::Hour), _)));
        if !(hours || self.is_minutes(end)) || self.per(at).is_some() {
            return false;
        }
        let step = &mut self.draft().step;
        if step.timing.is_none() && step.as_needed.is_none() {
            step.timing = Some(Timing::Once { now: false });
        }
        self.kept(end + 1)
    }

    /// `azithromycin 250 mg take 2 tabs today`: the number before the verb is the strength.
    pub(super) fn strength_before_verb(&mut self) {
        if self.found.verb || self.found.strength.is_some() || self.found.drug_end == 0 {
            return;
        }
        let [amount] = self.now().amounts.as_slice() else { return };
        let weight =
            amount.unit.is_none_or(|(_, measure)| matches!(measure, Measure::Mass | Measure::Activity));
        if !weight || amount.high.is_some() || self.now().step.timing.is_some() {
            return;
        }
        let figures = figure(amount.low);
        let strength = match amount.unit {
            Some((name, _)) => format!("{figures} {}", plural(name, amount.low)),
            None => figures,
        };
        self.found.strength = Some(strength);
        self.draft().amounts.clear();
    }

    pub(super) fn is_minutes(&self, at: usize) -> bool {
        matches!(self.word(at), Some("min" | "mins" | "minute" | "minutes"))
    }

    /// `1 mg/kg`, `10 mg per kg per day`: how much that is, nobody knows without the weight.
    pub(super) fn by_weight(&mut self, at: usize) -> bool {
        let Some(amount) = self.amount_at(at).filter(|amount| amount.unit.is_some()) else { return false };
        let over = |at: usize| self.mark(at) == Some('/') || self.word(at) == Some("per");
        let mut end = amount.tokens.1;
        if !over(end) || self.word(end + 1) != Some("kg") {
            return false;
        }
        end += 2;
        while over(end) && (self.span(end + 1).is_some() || self.word(end + 1) == Some("dose")) {
            end += 2;
        }
        let said = self.text(at, end).to_owned();
        self.doubt(format!("{said} is a dose by weight: say how much each time."));
        self.kept(end)
    }

    /// `12 hours on`, `7 days off`: kept, with the number.
    pub(super) fn hours_on_and_off(&mut self, at: usize) -> bool {
        let Some((_, _, end)) = self.whole_range(at) else { return false };
        let Some((Word::Span(_), end)) = self.phrase(end) else { return false };
        let on = matches!(self.phrase(end), Some((Word::On, _))) && self.number(end + 1).is_some();
        (on || self.word(end) == Some("off")) && self.kept(end + 1)
    }

    /// `ramipril 5 mg od 28`, `x28`, `28 tabs` at the end of a line: how many in all. From 5 to 12 it can be either,
    /// and is kept as it is.
    pub(super) fn in_all(&mut self, at: usize) -> bool {
        let Some(amount) = self.amount_at(at).filter(|amount| amount.high.is_none()) else { return false };
        let pieces = amount.unit.is_none_or(|(_, measure)| measure == Measure::Piece);
        let said = self.now().step.timing.is_some()
            || self.now().od.is_some()
            || self.now().step.as_needed.is_some();
        let counts =
            whole(amount.low).is_some() && pieces && said && !self.found.verb && self.ends(amount.tokens.1);
        let either = amount.low >= EITHER;
        if !counts || !either || self.found.quantity.is_some() {
            return false;
        }
        let long = self.now().step.duration.is_some();
        if amount.low > MOST_AT_A_TIME || long {
            let unit = amount.unit.map_or("", |(name, _)| name).to_owned();
            self.found.quantity = Some(Quantity { value: amount.low, unit });
            self.doubt(format!("{} was read as how many in all.", figure(amount.low)));
            return self.skip(amount.tokens.1);
        }
        self.doubt(format!(
            "{0} can be how many each time or how many in all; write #{0} for the quantity.",
            figure(amount.low)
        ));
        self.kept(amount.tokens.1)
    }

    /// Nothing stands behind it but repeats and stops.
    fn ends(&self, mut at: usize) -> bool {
        while self.mark(at).is_some_and(|mark| matches!(mark, ',' | ';' | '.')) {
            at += 1;
        }
        match self.phrase(at) {
            None => self.token(at).is_none() || self.refills_stand(at),
            Some((Word::Refills | Word::NoRefills, _)) => true,
            Some(_) => false,
        }
    }

    fn refills_stand(&self, at: usize) -> bool {
        self.number(at).is_some_and(|(_, end)| matches!(self.phrase(end), Some((Word::Refills, _))))
    }

    /// `gtt 1`, `puffs ii`: a number behind what it counts.
    pub(super) fn number_behind(&mut self, name: &'static str, at: usize) -> bool {
        let Some(amount) = self.amount_at(at).filter(|amount| amount.unit.is_none()) else { return false };
        let taken =
            self.now().amounts.iter().any(|before| before.unit.is_some_and(|(_, it)| it == Measure::Spurt));
        if taken || amount.low > MOST_AT_A_TIME {
            return false;
        }
        let tokens = (self.at, amount.tokens.1);
        self.amount(Amount { unit: Some((name, Measure::Spurt)), tokens, ..amount })
    }

    /// `500 mg day 1, then 250 mg days 2-5`: a day of its own, or the days that follow it.
    pub(super) fn numbered_days(&mut self, at: usize) -> bool {
        if !matches!(self.word(at), Some("day" | "days")) {
            return false;
        }
        let Some((low, high, end)) = self.whole_range(at + 1) else { return false };
        let last = high.unwrap_or(low);
        let before: u32 = self
            .found
            .drafts
            .iter()
            .rev()
            .skip(1)
            .filter_map(|draft| draft.step.duration)
            .map(Duration::days)
            .sum();
        let follows = u32::from(low) == before + 1 && self.now().step.duration.is_none();
        if !follows || self.now().amounts.is_empty() {
            return false;
        }
        let step = &mut self.draft().step;
        step.duration = Some(Duration { value: last - low + 1, high: None, unit: TimeUnit::Day });
        if step.timing.is_none() {
            step.timing = Some(Timing::Times { low: 1, high: None, per: Per::Day });
        }
        self.skip(end)
    }

    /// `simvastatin 40 on`: omni nocte at the end of a line. Elsewhere the word says nothing.
    pub(super) fn on(&mut self, end: usize) -> bool {
        let last = self.ends(end) || self.length_at(end, false).is_some() || self.mark(end) == Some('#');
        let numbered = self.at.checked_sub(1).is_some_and(|before| {
            self.number(before).is_some() || matches!(self.phrase(before), Some((Word::Unit(..), _)))
        });
        if last && numbered && self.now().step.timing.is_none() {
            self.doubt("“on” was read as at bedtime.");
            return self.timing(Timing::Parts(vec![DayPart::Bedtime]), end);
        }
        self.soft(end)
    }

    pub(super) fn is_weekday(&self, at: usize) -> bool {
        matches!(self.phrase(at), Some((Word::Weekday(_), _)))
            || (self.word(at) == Some("sun") && matches!(self.now().step.timing, Some(Timing::Weekdays(_))))
    }

    /// `5 mg mon wed fri, 2.5 mg other days`: the days that no step before it has.
    pub(super) fn other_days(&mut self, end: usize) -> bool {
        const WEEK: [Weekday; 7] = [
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
            Weekday::Thursday,
            Weekday::Friday,
            Weekday::Saturday,
            Weekday::Sunday,
        ];
        let taken: Vec<Weekday> = self
            .found
            .drafts
            .iter()
            .rev()
            .skip(1)
            .filter_map(|draft| match &draft.step.timing {
                Some(Timing::Weekdays(days)) => Some(days.clone()),
                _ => None,
            })
            .flatten()
            .collect();
        let left: Vec<Weekday> = WEEK.into_iter().filter(|day| !taken.contains(day)).collect();
        if taken.is_empty() || left.is_empty() {
            return false;
        }
        self.timing(Timing::Weekdays(left), end)
    }
}
