//! Looking ahead: what stands at a token, without moving. Numbers, ranges, lengths of time, phrases, free text.

use super::{Reader, whole};
use crate::sig::tokens::{Kind, Token};
use crate::sig::words::{self, Word};
use crate::sig::{Per, TimeUnit};

impl Reader<'_> {
    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.found.tokens.get(at)
    }

    pub(super) fn word(&self, at: usize) -> Option<&str> {
        self.token(at).filter(|token| token.kind == Kind::Word).map(|token| token.text.as_str())
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.token(at)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    pub(super) fn phrase(&self, at: usize) -> Option<(Word, usize)> {
        words::phrase(self.word(at)?, |ahead| self.word(at + ahead)).map(|(word, length)| (word, at + length))
    }

    /// A number, in figures or as a word, and where it ends. `1/2` and `1 1/2` are numbers too.
    pub(super) fn number(&self, at: usize) -> Option<(f64, usize)> {
        let token = self.token(at)?;
        let value = match (token.kind, token.text.as_str()) {
            (Kind::Number(value), _) if matches!(self.word(at + 1), Some("million")) => {
                return Some((value * 1_000_000.0, at + 2));
            }
            (Kind::Number(value), _) => value,
            (Kind::Word, text) => return self.number_word(text, at),
            (Kind::Mark(_), _) => return None,
        };
        if let Some(part) = self.fraction(at) {
            return Some((part, at + 3));
        }
        let mixed = self.fraction(at + 1).filter(|_| value.fract() == 0.0 && value < 10.0);
        Some(mixed.map_or((value, at + 1), |part| (value + part, at + 4)))
    }

    pub(super) fn number_word(&self, text: &str, at: usize) -> Option<(f64, usize)> {
        const WORDS: [&str; 12] = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ];
        if let Some(place) = WORDS.iter().position(|word| *word == text) {
            if text == "three" && matches!(self.word(at + 1), Some("quarters")) {
                return Some((0.75, at + 2));
            }
            return Some((f64::from(u8::try_from(place + 1).ok()?), at + 1));
        }
        // "ii tabs qds": Roman only before what is counted or how often, so that no name loses its last word.
        if let "ii" | "iii" = text {
            let counts = matches!(
                self.phrase(at + 1),
                Some((Word::Unit(..) | Word::Times(..) | Word::Every(..) | Word::Part(_) | Word::Od, _))
            ) || self.word(at + 1) == Some("q");
            return counts.then_some((if text == "ii" { 2.0 } else { 3.0 }, at + 1));
        }
        match text {
            "half" => Some((0.5, at + 1)),
            "quarter" => Some((0.25, at + 1)),
            _ => None,
        }
    }

    /// `1/2`, `1/4`, `3/4`, `1/3`: written without spaces.
    pub(super) fn fraction(&self, at: usize) -> Option<f64> {
        let (above, slash, below) = (self.token(at)?, self.token(at + 1)?, self.token(at + 2)?);
        let (Kind::Number(above), Kind::Mark('/'), Kind::Number(below)) =
            (above.kind, slash.kind, below.kind)
        else {
            return None;
        };
        let glued = slash.glued && self.token(at + 2)?.glued;
        (glued && above >= 1.0 && above < below && [2.0, 3.0, 4.0].contains(&below)).then(|| above / below)
    }

    /// A number or a range of two: `1-2`, `1 to 2`, `1 or 2`.
    pub(super) fn range(&self, at: usize) -> Option<(f64, Option<f64>, usize)> {
        let (low, end) = self.number(at)?;
        let joined =
            matches!(self.mark(end), Some('-' | '–' | '—')) || matches!(self.word(end), Some("to" | "or"));
        if joined && let Some((high, end)) = self.number(end + 1) {
            if high > low {
                return Some((low, Some(high), end));
            }
            if high == low {
                return Some((low, None, end));
            }
        }
        Some((low, None, end))
    }

    /// A range of whole numbers from 1 that fit a calendar.
    pub(super) fn whole_range(&self, at: usize) -> Option<(u16, Option<u16>, usize)> {
        let (low, high, end) = self.range(at)?;
        let low = whole(low)?;
        match high {
            Some(high) => Some((low, Some(whole(high)?), end)),
            None => Some((low, None, end)),
        }
    }

    pub(super) fn span(&self, at: usize) -> Option<(TimeUnit, usize)> {
        let at = if self.mark(at) == Some('-') { at + 1 } else { at };
        match self.phrase(at)? {
            (Word::Span(unit), end) => Some((unit, end)),
            _ => None,
        }
    }

    /// `/day`, `a day`, `per week`, `daily`, `/24h`.
    pub(super) fn per(&self, at: usize) -> Option<(Per, usize)> {
        let per_unit = |at: usize| match self.span(at)? {
            (TimeUnit::Day, end) => Some((Per::Day, end)),
            (TimeUnit::Week, end) => Some((Per::Week, end)),
            (TimeUnit::Month, end) => Some((Per::Month, end)),
            (TimeUnit::Hour, _) => None,
        };
        if self.mark(at) == Some('/') || matches!(self.word(at), Some("in" | "per" | "every")) {
            if let (Some((hours, next)), true) = (self.number(at + 1), true)
                && hours == 24.0
                && matches!(self.span(next), Some((TimeUnit::Hour, _)))
            {
                return self.span(next).map(|(_, end)| (Per::Day, end));
            }
            return per_unit(at + 1);
        }
        if matches!(self.word(at), Some("a" | "each")) {
            return per_unit(at + 1);
        }
        match self.word(at)? {
            "daily" => Some((Per::Day, at + 1)),
            "weekly" => Some((Per::Week, at + 1)),
            "monthly" => Some((Per::Month, at + 1)),
            // "3x day"
            "day" | "d" => Some((Per::Day, at + 1)),
            "week" | "wk" => Some((Per::Week, at + 1)),
            _ => None,
        }
    }

    pub(super) fn text(&self, from: usize, to: usize) -> &str {
        match (self.token(from), to.checked_sub(1).and_then(|last| self.token(last))) {
            (Some(first), Some(last)) if first.start <= last.end => &self.line[first.start..last.end],
            _ => "",
        }
    }

    /// Where free text that starts here ends: at a mark, a number or a phrase that says something of its own.
    /// In a `strict` text every such phrase ends it; else a second time, as in "cough at night", stays in it.
    pub(super) fn words_end(&self, from: usize, strict: bool) -> usize {
        let mut at = from;
        while let Some(word) = self.word(at).filter(|word| *word != "for") {
            // "n/v": one word for a reader.
            let slashed = |at: usize| self.token(at).is_some_and(|token| token.glued);
            if !strict
                && self.mark(at + 1) == Some('/')
                && slashed(at + 1)
                && slashed(at + 2)
                && self.phrase(at).is_none()
            {
                at += 2;
                continue;
            }
            let stop = match self.phrase(at) {
                None | Some((Word::Filler | Word::And, _)) => false,
                Some(_) if strict => true,
                // "as" and "ad" are words of English; "od" and "ou" are eyes or times, and never part of a reason.
                Some((Word::Span(_), _)) => false,
                Some((Word::Side(_), _)) => !matches!(word, "as" | "ad"),
                Some((Word::Times(..) | Word::Every(..) | Word::Part(_) | Word::PartMeal(..), _)) => {
                    self.now().step.timing.is_none()
                }
                Some(_) => true,
            };
            if stop || self.every(at).is_some() || self.number(at).is_some() || matches!(word, "x" | "q") {
                break;
            }
            at += 1;
        }
        at
    }
}
