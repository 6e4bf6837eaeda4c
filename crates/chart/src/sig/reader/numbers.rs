//! Elements that start with a number: times, lengths, strengths and amounts.

use super::{Amount, Reader, whole, whole_from_zero};
use crate::sig::figures::figure;
use crate::sig::tokens::Kind;
use crate::sig::words::{Measure, Word};
use crate::sig::{DayPart, Duration, Link, Per, TimeUnit, Timing, plural};

impl Reader<'_> {
    /// `q6h`, `q4-6h`, `every 6 hours`, `q2w`. Without a unit, hours are meant: `q6`.
    pub(super) fn every(&self, at: usize) -> Option<(Timing, usize)> {
        let word = self.word(at)?;
        if word != "q" && word != "every" && word != "each" {
            return None;
        }
        let (low, high, end) = self.whole_range(at + 1)?;
        let (unit, end) = match self.span(end) {
            Some(found) => found,
            None if word == "q" => (TimeUnit::Hour, end),
            None => return None,
        };
        let per = match unit {
            TimeUnit::Day => Some(Per::Day),
            TimeUnit::Week => Some(Per::Week),
            TimeUnit::Month => Some(Per::Month),
            TimeUnit::Hour => None,
        };
        let timing = match (low, high, per) {
            (1, None, Some(per)) => Timing::Times { low: 1, high: None, per },
            _ => Timing::Every { low, high, unit },
        };
        Some((timing, end))
    }

    pub(super) fn counted(&mut self, at: usize) -> bool {
        self.time_before_meal(at)
            || self.by_weight(at)
            || self.hours_on_and_off(at)
            || self.unequal_parts(at)
            || self.times(at)
            || self.refills_before(at)
            || self.length(at, false)
            || self.strength(at)
            || self.in_all(at)
            || self.plain_amount(at)
    }

    /// `1-0-1`, `1-1-1-0`, `1-0-2`: morning, noon, evening, night.
    pub(super) fn unequal_parts(&mut self, at: usize) -> bool {
        let mut values = Vec::new();
        let mut end = at;
        while let Some((value, next)) = self.number(end) {
            if self.token(end).is_none_or(|token| token.kind == Kind::Word) {
                return false;
            }
            values.push(value);
            end = next;
            if self.mark(end) != Some('-') || !self.token(end).is_some_and(|token| token.glued) {
                break;
            }
            end += 1;
        }
        let fits = matches!(values.len(), 3 | 4)
            && values.iter().all(|value| *value <= 10.0)
            && values.iter().any(|value| *value > 0.0)
            && self.now().step.timing.is_none();
        if !fits {
            return false;
        }
        let unit = match self.phrase(end) {
            Some((Word::Unit(name, measure), after)) => {
                end = after;
                Some((name, measure))
            }
            _ => None,
        };
        // A layer is not counted: the scheme says when.
        let counts = |value: &f64| *value != 0.0 && *value != 1.0;
        if matches!(unit, Some((_, Measure::Vague))) && values.iter().any(counts) {
            self.found
                .doubts
                .push("How much is not a number here; only the times of day were taken.".to_owned());
            values.iter_mut().filter(|value| counts(value)).for_each(|value| *value = 1.0);
        }
        const PARTS: [DayPart; 4] = [DayPart::Morning, DayPart::Noon, DayPart::Evening, DayPart::Bedtime];
        let mut doses: Vec<(f64, Vec<DayPart>)> = Vec::new();
        for (value, part) in values.iter().zip(PARTS).filter(|(value, _)| **value > 0.0) {
            match doses.iter_mut().find(|(dose, _)| dose == value) {
                Some((_, parts)) => parts.push(part),
                None => doses.push((*value, vec![part])),
            }
        }
        for (place, (value, parts)) in doses.into_iter().enumerate() {
            if place > 0 {
                self.next_step(Link::And);
            }
            let draft = self.draft();
            draft.step.timing = Some(Timing::Parts(parts));
            // Said to be a count: a bare number here is never a strength.
            let unit = unit.or(Some(("", Measure::Piece)));
            draft.amounts.push(Amount { low: value, high: None, unit, tokens: (at, end) });
        }
        self.skip(end)
    }

    /// `1 hour before food`, `30 min before breakfast`: the meal is understood, and the time stays in the note.
    pub(super) fn time_before_meal(&mut self, at: usize) -> bool {
        let Some((_, end)) = self.number(at) else { return false };
        let minutes = matches!(self.word(end), Some("min" | "mins" | "minutes" | "minute"));
        if !minutes && !matches!(self.phrase(end), Some((Word::Span(TimeUnit::Hour), _))) {
            return false;
        }
        let Some((word @ (Word::Meal(_) | Word::PartMeal(..) | Word::Part(_)), end)) = self.phrase(end + 1)
        else {
            return false;
        };
        // Said already or not, the words themselves are kept.
        self.phrase_means(word, end);
        self.found.unknown.extend(at..end);
        self.skip(end)
    }

    /// `3x/day`, `3 times a day`, `2-3 times daily`.
    pub(super) fn times(&mut self, at: usize) -> bool {
        let Some((low, high, end)) = self.whole_range(at) else { return false };
        let end = match self.word(end) {
            Some("x" | "times" | "time") => end + 1,
            _ => return false,
        };
        let Some((per, end)) = self.per(end) else { return false };
        self.timing(Timing::Times { low, high, per }, end)
    }

    /// `2 refills`.
    pub(super) fn refills_before(&mut self, at: usize) -> bool {
        let Some((value, end)) = self.number(at) else { return false };
        let Some((Word::Refills, end)) = self.phrase(end) else { return false };
        // "#30 refills 2": the number before belongs to what went before.
        if self.number(end).is_some() || self.mark(end) == Some(':') || self.found.refills.is_some() {
            return false;
        }
        let Some(count) = whole_from_zero(value) else { return false };
        self.found.refills = Some(count);
        self.skip(end)
    }

    /// `7d`, `2 wks`, `5-7 days`, and in British hands `5/7`, `2/52`, `3/12`. Hours only when `said` to be a length.
    pub(super) fn length(&mut self, at: usize, said: bool) -> bool {
        let Some((duration, end)) = self.length_at(at, said) else { return false };
        if self.now().step.duration.is_some() {
            return false;
        }
        self.draft().step.duration = Some(duration);
        self.skip(end)
    }

    pub(super) fn length_at(&self, at: usize, said: bool) -> Option<(Duration, usize)> {
        if let (Kind::Number(above), Some('/'), Some(below)) =
            (self.token(at)?.kind, self.mark(at + 1), self.token(at + 2))
            && let Kind::Number(below) = below.kind
            && self.phrase(at + 3).is_none_or(|(word, _)| !matches!(word, Word::Unit(..)))
        {
            let unit = match below {
                7.0 => Some(TimeUnit::Day),
                52.0 => Some(TimeUnit::Week),
                12.0 => Some(TimeUnit::Month),
                _ => None,
            };
            if let (Some(unit), Some(value)) = (unit, whole(above)) {
                return Some((Duration { value, high: None, unit }, at + 3));
            }
        }
        let (value, high, end) = self.whole_range(at)?;
        if self.is_numbered_day(end) {
            return None;
        }
        let (unit, end) = self.span(end)?;
        (said || unit != TimeUnit::Hour).then_some((Duration { value, high, unit }, end))
    }

    /// `day 1` in "500 day 1, then 250": the day has a number of its own, so what stands before it is no length. Not
    /// so where that number counts tablets or refills.
    fn is_numbered_day(&self, at: usize) -> bool {
        let own = if self.word(at) == Some("day") { self.number(at + 1) } else { None };
        own.is_some_and(|(_, end)| {
            !matches!(self.phrase(end), Some((Word::Unit(..) | Word::Form(_) | Word::Refills, _)))
        })
    }

    /// `875/125 mg`, `250 mg/5 mL`, `1 %`, `25 mcg/hr`: only ever a strength.
    pub(super) fn strength(&mut self, at: usize) -> bool {
        let Some((text, end)) = self.strength_at(at) else { return false };
        if self.found.strength.is_some() {
            return false;
        }
        self.found.strength = Some(text);
        self.skip(end)
    }

    pub(super) fn strength_at(&self, at: usize) -> Option<(String, usize)> {
        let Kind::Number(first) = self.token(at)?.kind else { return None };
        if self.fraction(at).is_some() {
            return None;
        }
        let mut text = figure(first);
        let mut end = at + 1;
        let mut parts = 1;
        while let (Some(mark @ ('/' | '-')), Some(next)) = (self.mark(end), self.token(end + 1)) {
            let Kind::Number(value) = next.kind else { break };
            if !next.glued || !self.token(end)?.glued || (mark == '-' && value > first) {
                break;
            }
            text = format!("{text}/{}", figure(value));
            end += 2;
            parts += 1;
        }
        if self.word(end) == Some("%") {
            return Some((format!("{text}%"), end + 1));
        }
        // "875/125 tablet" is a strength before its form; only a measured unit belongs to it.
        let unit = match self.phrase(end) {
            Some((Word::Unit(name, Measure::Mass | Measure::Activity | Measure::Volume), after)) => {
                end = after;
                Some(name)
            }
            _ => None,
        };
        if let Some(name) = unit {
            text = format!("{text} {}", plural(name, first));
            if (self.mark(end) == Some('/') || self.word(end) == Some("per"))
                && let Some((below, after)) = self.per_amount(end + 1)
            {
                return Some((format!("{text}/{below}"), after));
            }
        }
        (parts > 1).then_some((text, end))
    }

    /// What stands under the line of a ratio: `5 mL`, `mL`, `hr`, `puff`, `actuation`.
    pub(super) fn per_amount(&self, at: usize) -> Option<(String, usize)> {
        let (number, next) =
            self.number(at).map_or((String::new(), at), |(value, end)| (format!("{} ", figure(value)), end));
        match self.phrase(next)? {
            (Word::Unit(name, _), end) => Some((format!("{number}{name}"), end)),
            (Word::Span(TimeUnit::Hour), end) => Some((format!("{number}hour"), end)),
            _ => None,
        }
    }

    pub(super) fn plain_amount(&mut self, at: usize) -> bool {
        match self.amount_at(at) {
            Some(amount) => self.amount(amount),
            None => false,
        }
    }

    /// A number or a range with the unit behind it: `1-2 tabs`, `half a tablet`, `10-mg`.
    pub(super) fn amount_at(&self, at: usize) -> Option<Amount> {
        let (low, high, mut end) = self.range(at)?;
        if low <= 0.0 {
            return None;
        }
        // "half a tablet"; but "3 a day" is no amount.
        while matches!(self.word(end), Some("a" | "of" | "an")) && self.per(end).is_none() {
            end += 1;
        }
        if self.mark(end) == Some('-') && matches!(self.phrase(end + 1), Some((Word::Unit(..), _))) {
            end += 1;
        }
        // "2.4 mu" of penicillin: millions of units.
        if matches!(self.word(end), Some("mu" | "megaunits")) {
            let million = |value: f64| value * 1_000_000.0;
            let (low, high) = (million(low), high.map(million));
            return Some(Amount {
                low,
                high,
                unit: Some(("unit", Measure::Activity)),
                tokens: (at, end + 1),
            });
        }
        // "1 inh bid".
        if self.word(end) == Some("inh") && low <= 4.0 {
            return Some(Amount { low, high, unit: Some(("puff", Measure::Spurt)), tokens: (at, end + 1) });
        }
        let unit = match self.phrase(end) {
            // A layer is not counted.
            Some((Word::Unit(_, Measure::Vague), _)) if low != 1.0 || high.is_some() => None,
            Some((Word::Unit(name, measure), after)) => {
                end = after;
                Some((name, measure))
            }
            _ => None,
        };
        // "over 8 hours" is no amount.
        let time = unit.is_none() && self.span(end).is_some() && !self.is_numbered_day(end);
        (!time).then_some(Amount { low, high, unit, tokens: (at, end) })
    }

    /// A new amount may open a new step: after a length (a taper), or after a time (unequal doses in one day).
    pub(super) fn amount(&mut self, amount: Amount) -> bool {
        let now = self.now();
        let same = now.amounts.iter().any(|before| {
            let measure = |amount: &Amount| amount.unit.map(|(_, measure)| measure);
            measure(before) == measure(&amount) || amount.unit.is_none()
        });
        if same && now.step.duration.is_some() {
            self.next_step(Link::Then);
        } else if same && now.step.timing.is_some() {
            self.next_step(Link::And);
        }
        let end = amount.tokens.1;
        self.draft().amounts.push(amount);
        self.skip(end)
    }
}
