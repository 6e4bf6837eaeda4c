//! From tokens to drafts of steps: one pass from left to right. Nothing is refused; what is not understood is
//! remembered with its place. What the amounts of a draft mean is settled afterwards, in `resolve`.

use super::figures::figure;
use super::tokens::{Kind, Token, tokens};
use super::words::{self, Measure, Word};
use super::{AsNeeded, DayPart, Dose, Duration, Link, Meal, Per, Route, Step, TimeUnit, Timing};
use crate::coding::Quantity;

/// A number with what it counts, before it is known whether it is a strength or a dose.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    pub(super) low: f64,
    pub(super) high: Option<f64>,
    pub(super) unit: Option<(&'static str, Measure)>,
    pub(super) tokens: (usize, usize),
}

/// A step with the amounts found in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub(super) step: Step,
    pub(super) amounts: Vec<Amount>,
    /// The route its verb says, unless it says another.
    pub(super) implied: Option<Route>,
    /// `od` was typed: once daily, or the right eye.
    pub(super) od: Option<usize>,
    /// `os`, `ou`, `as`, `ad` were typed.
    pub(super) side: Option<(Route, usize)>,
}

/// All that one pass finds.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) tokens: Vec<Token>,
    /// The tokens of the drug's name: up to this one.
    pub(super) drug_end: usize,
    pub(super) release: Vec<usize>,
    pub(super) strength: Option<String>,
    pub(super) form: Option<&'static str>,
    pub(super) drafts: Vec<Draft>,
    pub(super) quantity: Option<Quantity>,
    pub(super) refills: Option<u32>,
    pub(super) reason: Option<String>,
    pub(super) doubts: Vec<String>,
    /// Tokens that were not understood.
    pub(super) unknown: Vec<usize>,
    /// Tokens that say nothing by themselves.
    pub(super) soft: Vec<usize>,
    /// A sentence opened with a verb: it says all there is, nothing is to be guessed.
    pub(super) verb: bool,
}

struct Reader<'a> {
    line: &'a str,
    at: usize,
    found: Found,
}

/// Reads a line. With `named`, it starts with the name of a drug.
pub(super) fn read(line: &str, named: bool) -> Found {
    let found = Found { tokens: tokens(line), drafts: vec![Draft::default()], ..Found::default() };
    let mut reader = Reader { line, at: 0, found };
    if named {
        reader.drug();
    }
    while reader.at < reader.found.tokens.len() {
        let before = reader.at;
        if !reader.element() {
            reader.found.unknown.push(before);
            reader.at = before + 1;
        }
    }
    reader.found
}

impl Reader<'_> {
    // --- Looking ahead -------------------------------------------------------------------------------------

    fn token(&self, at: usize) -> Option<&Token> {
        self.found.tokens.get(at)
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.token(at).filter(|token| token.kind == Kind::Word).map(|token| token.text.as_str())
    }

    fn mark(&self, at: usize) -> Option<char> {
        match self.token(at)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    fn phrase(&self, at: usize) -> Option<(Word, usize)> {
        words::phrase(self.word(at)?, |ahead| self.word(at + ahead)).map(|(word, length)| (word, at + length))
    }

    /// A number, in figures or as a word, and where it ends. `1/2` and `1 1/2` are numbers too.
    fn number(&self, at: usize) -> Option<(f64, usize)> {
        let token = self.token(at)?;
        let value = match (token.kind, token.text.as_str()) {
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

    fn number_word(&self, text: &str, at: usize) -> Option<(f64, usize)> {
        const WORDS: [&str; 12] = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ];
        if let Some(place) = WORDS.iter().position(|word| *word == text) {
            if text == "three" && matches!(self.word(at + 1), Some("quarters")) {
                return Some((0.75, at + 2));
            }
            return Some((f64::from(u8::try_from(place + 1).ok()?), at + 1));
        }
        match text {
            "half" => Some((0.5, at + 1)),
            "quarter" => Some((0.25, at + 1)),
            _ => None,
        }
    }

    /// `1/2`, `1/4`, `3/4`, `1/3`: written without spaces.
    fn fraction(&self, at: usize) -> Option<f64> {
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
    fn range(&self, at: usize) -> Option<(f64, Option<f64>, usize)> {
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
    fn whole_range(&self, at: usize) -> Option<(u16, Option<u16>, usize)> {
        let (low, high, end) = self.range(at)?;
        let low = whole(low)?;
        match high {
            Some(high) => Some((low, Some(whole(high)?), end)),
            None => Some((low, None, end)),
        }
    }

    fn span(&self, at: usize) -> Option<(TimeUnit, usize)> {
        let at = if self.mark(at) == Some('-') { at + 1 } else { at };
        match self.phrase(at)? {
            (Word::Span(unit), end) => Some((unit, end)),
            _ => None,
        }
    }

    /// `/day`, `a day`, `per week`, `daily`, `/24h`.
    fn per(&self, at: usize) -> Option<(Per, usize)> {
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

    fn text(&self, from: usize, to: usize) -> &str {
        match (self.token(from), to.checked_sub(1).and_then(|last| self.token(last))) {
            (Some(first), Some(last)) if first.start <= last.end => &self.line[first.start..last.end],
            _ => "",
        }
    }

    /// Where free text that starts here ends: at a mark, a number or a phrase that says something of its own.
    fn words_end(&self, from: usize) -> usize {
        let mut at = from;
        while self.word(at).is_some() && self.word(at) != Some("for") {
            let stop = match self.phrase(at) {
                None | Some((Word::Filler | Word::Span(_) | Word::And | Word::Side(_) | Word::Od, _)) => {
                    false
                }
                Some((Word::Times(..) | Word::Every(..) | Word::Part(_) | Word::PartMeal(..), _)) => {
                    self.now().step.timing.is_none()
                }
                Some(_) => true,
            };
            let every = matches!(self.word(at), Some("q" | "every" | "x")) && self.every(at).is_some();
            if stop || every {
                break;
            }
            at += 1;
        }
        at
    }

    // --- The drug ------------------------------------------------------------------------------------------

    /// The name goes to the first number or the first word that says something else. The first word is always
    /// part of it, unless the line starts with an amount or a verb.
    fn drug(&mut self) {
        let starts_with_sig = match self.phrase(0) {
            Some((Word::Verb | Word::Act(_), _)) => true,
            _ => self.number(0).is_some_and(|(_, end)| self.phrase(end).is_some()) || self.mark(0).is_some(),
        };
        if starts_with_sig {
            return;
        }
        let mut at = 1;
        while let Some(token) = self.token(at) {
            // "/" and "-" inside a name: "amox/clav". "#3" right after it: "Tylenol #3".
            let goes_on = match token.kind {
                Kind::Number(_) => false,
                Kind::Mark('#') => {
                    if self.number(at + 1).is_some_and(|(value, _)| value <= 4.0)
                        && self.token(at + 2).is_some()
                    {
                        at += 1;
                        true
                    } else {
                        false
                    }
                }
                Kind::Mark(mark) => "/-'’+&".contains(mark),
                Kind::Word => match self.phrase(at) {
                    None => !self.opens_element(at),
                    Some((Word::Release | Word::Span(_), _)) => true,
                    Some((Word::And | Word::Filler, end)) => {
                        self.word(end).is_some() && self.phrase(end).is_none()
                    }
                    Some(_) => false,
                },
            };
            if !goes_on {
                break;
            }
            at += 1;
        }
        self.at = at.min(self.found.tokens.len());
        self.found.drug_end = self.at;
    }

    fn opens_element(&self, at: usize) -> bool {
        self.every(at).is_some()
            || matches!(self.word(at), Some("for" | "x"))
            || self.word(at).is_some_and(|word| self.number_word(word, at).is_some())
    }

    // --- One element ---------------------------------------------------------------------------------------

    fn now(&self) -> &Draft {
        // There is always one: `read` starts with it and none is ever taken away.
        static NONE: std::sync::LazyLock<Draft> = std::sync::LazyLock::new(Draft::default);
        self.found.drafts.last().unwrap_or(&NONE)
    }

    fn draft(&mut self) -> &mut Draft {
        if self.found.drafts.is_empty() {
            self.found.drafts.push(Draft::default());
        }
        let last = self.found.drafts.len() - 1;
        &mut self.found.drafts[last]
    }

    fn next_step(&mut self, link: Link) {
        let begun = self.now().begun();
        if begun {
            self.found.drafts.push(Draft { step: Step { link, ..Step::default() }, ..Draft::default() });
        } else {
            let first = self.found.drafts.len() == 1;
            self.draft().step.link = if first { Link::Then } else { link };
        }
    }

    /// Reads one element and moves behind it. False when nothing is understood here.
    fn element(&mut self) -> bool {
        let at = self.at;
        match self.mark(at) {
            Some('#') => return self.dispense(at + 1),
            Some(',' | ';' | '.' | ':' | '(' | ')' | '=' | '[' | ']') => return self.soft(at + 1),
            Some('→') => {
                self.next_step(Link::Then);
                return self.skip(at + 1);
            }
            Some('-' | '–') if self.mark(at + 1) == Some('>') => {
                self.next_step(Link::Then);
                return self.skip(at + 2);
            }
            Some('&' | '+') => return self.and(at + 1),
            Some('@') => return self.skip(at + 1),
            _ => {}
        }
        // "1 tab every 6 hours", "q6h" before the table, which has "q day" and "every morning".
        if let Some((timing, end)) = self.every(at) {
            return self.timing(timing, end);
        }
        if self.number(at).is_some() {
            return self.counted(at);
        }
        match self.word(at) {
            Some("x") => return self.after_x(at),
            Some("for") => return self.after_for(at),
            Some("to") => return self.site(at),
            _ => {}
        }
        match self.phrase(at) {
            Some((word, end)) => self.phrase_means(word, end),
            None => false,
        }
    }

    /// Moves on over what says nothing by itself, but belongs to a note around it.
    fn soft(&mut self, to: usize) -> bool {
        self.found.soft.extend(self.at..to);
        self.skip(to)
    }

    fn skip(&mut self, to: usize) -> bool {
        self.at = to;
        true
    }

    fn phrase_means(&mut self, word: Word, end: usize) -> bool {
        let at = self.at;
        match word {
            Word::Unit(name, Measure::Vague) => {
                let amount =
                    Amount { low: 1.0, high: None, unit: Some((name, Measure::Vague)), tokens: (at, end) };
                self.amount(amount)
            }
            Word::Unit(name, Measure::Piece) => self.form(name, end),
            Word::Unit("drop", _) => self.form("drops", end),
            Word::Unit("spray", _) => self.form("spray", end),
            Word::Unit(..) | Word::Span(_) | Word::Container(_) => false,
            Word::Form(name) => self.form(name, end),
            Word::Route(route) => self.route(route, end),
            Word::Times(times, per) => self.timing(Timing::Times { low: times, high: None, per }, end),
            Word::Every(every, unit) => self.timing(Timing::Every { low: every, high: None, unit }, end),
            Word::Part(part) => self.timing(Timing::Parts(vec![part]), end),
            Word::Weekday(day) => self.timing(Timing::Weekdays(vec![day]), end),
            Word::Once { now } => self.timing(Timing::Once { now }, end),
            Word::AsDirected => self.timing(Timing::AsDirected, end),
            Word::Meal(meal) => self.meal(meal, end),
            Word::PartMeal(part, meal) => self.timing(Timing::Parts(vec![part]), end) && self.meal(meal, end),
            Word::AsNeeded => self.as_needed(end),
            Word::Verb => {
                self.found.verb = true;
                self.skip(end)
            }
            Word::Act(route) => {
                self.found.verb = true;
                self.draft().implied = Some(route);
                self.skip(end)
            }
            Word::Dispense => self.dispense(end),
            Word::Refills => self.refills(end),
            Word::NoRefills => {
                self.found.refills = Some(0);
                self.skip(end)
            }
            Word::AtMost => self.at_most(end),
            Word::Then => {
                self.next_step(Link::Then);
                self.skip(end)
            }
            Word::And => self.and(end),
            Word::Od => {
                if self.draft().od.is_none() {
                    self.draft().od = Some(at);
                    return self.skip(end);
                }
                false
            }
            Word::Side(route) => {
                if self.draft().side.is_none() {
                    self.draft().side = Some((route, at));
                    return self.skip(end);
                }
                false
            }
            Word::Release => {
                self.found.release.push(at);
                self.skip(end)
            }
            Word::Filler => self.soft(end),
        }
    }

    fn form(&mut self, name: &'static str, end: usize) -> bool {
        if self.found.form.is_some_and(|form| form != name) {
            return false;
        }
        self.found.form = Some(name);
        self.skip(end)
    }

    fn route(&mut self, route: Route, end: usize) -> bool {
        let step = &mut self.draft().step;
        match step.route {
            Some(before) if before != route => return false,
            _ => step.route = Some(route),
        }
        self.skip(end)
    }

    fn meal(&mut self, meal: Meal, end: usize) -> bool {
        let step = &mut self.draft().step;
        if step.meal.is_some_and(|before| before != meal) {
            return false;
        }
        step.meal = Some(meal);
        self.skip(end)
    }

    /// A time of its own, or one that goes with the time before it: "once daily at bedtime", "morning and night".
    fn timing(&mut self, timing: Timing, end: usize) -> bool {
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
            (Some(old), _) => Err(old),
        };
        match joined {
            Ok(timing) => {
                step.timing = Some(timing);
                self.skip(end)
            }
            Err(old) => {
                step.timing = Some(old);
                self.doubt(
                    "Two different times are given; the first is used and the other stays in the note.",
                );
                false
            }
        }
    }

    fn as_needed(&mut self, at: usize) -> bool {
        let from = if self.word(at) == Some("for") { at + 1 } else { at };
        let is_length = self.number(from).is_some();
        let end = if is_length { at } else { self.words_end(from) };
        let reason = self.text(from, end).trim().to_owned();
        if self.draft().step.as_needed.is_some() {
            return false;
        }
        let reason = (!is_length && !reason.is_empty()).then_some(reason);
        let end = if reason.is_some() { end } else { at };
        self.draft().step.as_needed = Some(AsNeeded { reason });
        self.skip(end)
    }

    fn and(&mut self, end: usize) -> bool {
        let has_time = self.now().step.timing.is_some() && !self.now().amounts.is_empty();
        let verb = matches!(self.phrase(end), Some((Word::Verb | Word::Act(_), _)));
        if verb || (has_time && self.number(end).is_some()) {
            self.next_step(Link::And);
        }
        self.soft(end)
    }

    fn dispense(&mut self, mut at: usize) -> bool {
        while matches!(self.mark(at), Some(':' | '#' | '=')) {
            at += 1;
        }
        let Some((value, mut end)) = self.number(at) else { return false };
        if self.found.quantity.is_some() || value <= 0.0 {
            return false;
        }
        let mut unit = String::new();
        match self.phrase(end) {
            Some((Word::Unit(name, _) | Word::Form(name) | Word::Container(name), after)) => {
                unit = name.to_owned();
                end = after;
            }
            _ => {}
        }
        self.found.quantity = Some(Quantity { value, unit });
        self.skip(end)
    }

    fn refills(&mut self, mut at: usize) -> bool {
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

    fn at_most(&mut self, at: usize) -> bool {
        let Some((value, end)) = self.number(at) else { return false };
        let (unit, end) = match self.phrase(end) {
            Some((Word::Unit(name, _), end)) => (name, end),
            _ => ("", end),
        };
        let end = match self.per(end) {
            Some((Per::Day, end)) => end,
            _ => return false,
        };
        if self.now().step.max_per_day.is_some() || value <= 0.0 {
            return false;
        }
        self.draft().step.max_per_day = Some(Dose::of(value, unit));
        self.skip(end)
    }

    fn doubt(&mut self, doubt: impl Into<String>) {
        let doubt = doubt.into();
        if !self.found.doubts.contains(&doubt) {
            self.found.doubts.push(doubt);
        }
    }

    // --- Elements that start with a number -----------------------------------------------------------------

    /// `q6h`, `q4-6h`, `every 6 hours`, `q2w`. Without a unit, hours are meant: `q6`.
    fn every(&self, at: usize) -> Option<(Timing, usize)> {
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

    fn counted(&mut self, at: usize) -> bool {
        self.unequal_parts(at)
            || self.times(at)
            || self.refills_before(at)
            || self.length(at, false)
            || self.strength(at)
            || self.plain_amount(at)
    }

    /// `1-0-1`, `1-1-1-0`, `1-0-2`: morning, noon, evening, night.
    fn unequal_parts(&mut self, at: usize) -> bool {
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

    /// `3x/day`, `3 times a day`, `2-3 times daily`.
    fn times(&mut self, at: usize) -> bool {
        let Some((low, high, end)) = self.whole_range(at) else { return false };
        let end = match self.word(end) {
            Some("x" | "times" | "time") => end + 1,
            _ => return false,
        };
        let Some((per, end)) = self.per(end) else { return false };
        self.timing(Timing::Times { low, high, per }, end)
    }

    /// `2 refills`.
    fn refills_before(&mut self, at: usize) -> bool {
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
    fn length(&mut self, at: usize, said: bool) -> bool {
        let Some((duration, end)) = self.length_at(at, said) else { return false };
        if self.now().step.duration.is_some() {
            return false;
        }
        self.draft().step.duration = Some(duration);
        self.skip(end)
    }

    fn length_at(&self, at: usize, said: bool) -> Option<(Duration, usize)> {
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
        let (unit, end) = self.span(end)?;
        (said || unit != TimeUnit::Hour).then_some((Duration { value, high, unit }, end))
    }

    /// `875/125 mg`, `250 mg/5 mL`, `1 %`, `25 mcg/hr`: only ever a strength.
    fn strength(&mut self, at: usize) -> bool {
        let Some((text, end)) = self.strength_at(at) else { return false };
        if self.found.strength.is_some() {
            return false;
        }
        self.found.strength = Some(text);
        self.skip(end)
    }

    fn strength_at(&self, at: usize) -> Option<(String, usize)> {
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
        let unit = match self.phrase(end) {
            Some((Word::Unit(name, measure), after)) if !matches!(measure, Measure::Vague) => {
                end = after;
                Some((name, measure))
            }
            _ => None,
        };
        if let Some((name, _)) = unit {
            text = format!("{text} {}", unit_word(name, first));
            if (self.mark(end) == Some('/') || self.word(end) == Some("per"))
                && let Some((below, after)) = self.per_amount(end + 1)
            {
                return Some((format!("{text}/{below}"), after));
            }
        }
        let counted = unit.is_some_and(|(_, measure)| !matches!(measure, Measure::Mass | Measure::Activity));
        (parts > 1 && !counted).then_some((text, end))
    }

    /// What stands under the line of a ratio: `5 mL`, `mL`, `hr`, `puff`, `actuation`.
    fn per_amount(&self, at: usize) -> Option<(String, usize)> {
        let (number, next) =
            self.number(at).map_or((String::new(), at), |(value, end)| (format!("{} ", figure(value)), end));
        match self.phrase(next)? {
            (Word::Unit(name, _), end) => Some((format!("{number}{name}"), end)),
            (Word::Span(TimeUnit::Hour), end) => Some((format!("{number}hour"), end)),
            _ => None,
        }
    }

    fn plain_amount(&mut self, at: usize) -> bool {
        let Some((low, high, mut end)) = self.range(at) else { return false };
        if low <= 0.0 {
            return false;
        }
        while matches!(self.phrase(end), Some((Word::Filler, _)))
            && matches!(self.word(end), Some("a" | "of" | "an"))
        {
            // "half a tablet"; but "3 a day" is no amount.
            if self.per(end).is_some() {
                break;
            }
            end += 1;
        }
        if self.mark(end) == Some('-') && matches!(self.phrase(end + 1), Some((Word::Unit(..), _))) {
            end += 1;
        }
        let unit = match self.phrase(end) {
            Some((Word::Unit(name, measure), after)) => {
                end = after;
                Some((name, measure))
            }
            _ => None,
        };
        self.amount(Amount { low, high, unit, tokens: (at, end) })
    }

    /// A new amount may open a new step: after a length (a taper), or after a time (unequal doses in one day).
    fn amount(&mut self, amount: Amount) -> bool {
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

    /// `x7d`, `x 10 days`, `x1`.
    fn after_x(&mut self, at: usize) -> bool {
        if self.length(at + 1, true) {
            return true;
        }
        match self.number(at + 1) {
            Some((1.0, end)) => {
                let end = if matches!(self.word(end), Some("dose")) { end + 1 } else { end };
                self.timing(Timing::Once { now: false }, end)
            }
            _ => false,
        }
    }

    /// `for 10 days`, or what it is for.
    fn after_for(&mut self, at: usize) -> bool {
        if self.length(at + 1, true) {
            return true;
        }
        if self.number(at + 1).is_some() || self.found.reason.is_some() {
            return false;
        }
        let end = self.words_end(at + 1);
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
    fn site(&mut self, at: usize) -> bool {
        if let Some((Word::Route(route), end)) = self.phrase(at) {
            return self.route(route, end);
        }
        let end = self.words_end(at + 1);
        let site = self.text(at + 1, end).trim().to_owned();
        if site.is_empty() || self.now().step.site.is_some() {
            return false;
        }
        self.draft().step.site = Some(site);
        self.skip(end)
    }
}

impl Draft {
    /// Anything was said in it.
    pub(super) fn begun(&self) -> bool {
        let Self { step, amounts, implied, od, side } = self;
        let empty = Step { link: step.link, ..Step::default() };
        implied.is_some() || !amounts.is_empty() || od.is_some() || side.is_some() || *step != empty
    }
}

fn unit_word(name: &'static str, value: f64) -> String {
    super::plural(name, value)
}

fn whole(value: f64) -> Option<u16> {
    let fits = value.fract() == 0.0 && (1.0..=999.0).contains(&value);
    // In range and whole: the cast loses nothing.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole, 1 to 999"
    )]
    fits.then_some(value as u16)
}

fn whole_from_zero(value: f64) -> Option<u32> {
    if value == 0.0 { Some(0) } else { whole(value).map(u32::from) }
}
