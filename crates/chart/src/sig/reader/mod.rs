//! From tokens to drafts of steps: one pass from left to right. Nothing is refused; what is not understood is
//! remembered with its place. What the amounts of a draft mean is settled afterwards, in `resolve`.

mod drug;
mod free_text;
mod look;
mod meanings;
mod numbers;
mod told;

use crate::coding::Quantity;
use crate::sig::tokens::{Token, tokens};
use crate::sig::words::{Measure, Word};
use crate::sig::{Link, Per, Route, Step, TimeUnit, Timing};

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
    /// `/day` was typed behind an amount: these tokens.
    pub(super) per_day: Option<(usize, usize)>,
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
    /// The token that said the form first.
    pub(super) form_at: Option<usize>,
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
    pub(super) fn now(&self) -> &Draft {
        // There is always one: `read` starts with it and none is ever taken away.
        static NONE: std::sync::LazyLock<Draft> = std::sync::LazyLock::new(Draft::default);
        self.found.drafts.last().unwrap_or(&NONE)
    }

    pub(super) fn draft(&mut self) -> &mut Draft {
        if self.found.drafts.is_empty() {
            self.found.drafts.push(Draft::default());
        }
        let last = self.found.drafts.len() - 1;
        &mut self.found.drafts[last]
    }

    pub(super) fn next_step(&mut self, link: Link) {
        let begun = self.now().begun();
        if begun {
            self.found.drafts.push(Draft { step: Step { link, ..Step::default() }, ..Draft::default() });
        } else {
            let first = self.found.drafts.len() == 1;
            self.draft().step.link = if first { Link::Then } else { link };
        }
    }

    /// Reads one element and moves behind it. False when nothing is understood here.
    pub(super) fn element(&mut self) -> bool {
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
            // "mon/wed/fri".
            Some('/')
                if matches!(self.now().step.timing, Some(Timing::Weekdays(_))) && self.is_weekday(at + 1) =>
            {
                return self.soft(at + 1);
            }
            Some('/') if self.now().per_day.is_none() => {
                if let Some((Per::Day, end)) = self.per(at) {
                    self.draft().per_day = Some((at, end));
                    return self.skip(end);
                }
            }
            _ => {}
        }
        if self.in_a_while(at) || self.in_minutes(at) || self.numbered_days(at) {
            return true;
        }
        // "1 tab every 6 hours", "q6h" before the table, which has "q day" and "every morning".
        if let Some((timing, end)) = self.every(at) {
            if let Timing::Every { low, unit: TimeUnit::Hour, .. } = timing
                && self.word(at) == Some("q")
                && self.number(end - 1).is_some()
            {
                self.doubt(format!("q{low} was read as every {low} hours."));
            }
            return self.timing(timing, end);
        }
        if self.number(at).is_some() {
            return self.counted(at);
        }
        match self.word(at) {
            Some("x") => return self.after_x(at),
            Some("for") => return self.after_for(at),
            Some("to") => return self.site(at),
            Some("sun") if self.is_weekday(at) => {
                return self.timing(Timing::Weekdays(vec![crate::sig::Weekday::Sunday]), at + 1);
            }
            _ => {}
        }
        match self.phrase(at) {
            Some((word, end)) => self.phrase_means(word, end),
            None => false,
        }
    }

    /// Moves on over what says nothing by itself, but belongs to a note around it.
    pub(super) fn soft(&mut self, to: usize) -> bool {
        self.found.soft.extend(self.at..to);
        self.skip(to)
    }

    pub(super) fn skip(&mut self, to: usize) -> bool {
        self.at = to;
        true
    }

    pub(super) fn phrase_means(&mut self, word: Word, end: usize) -> bool {
        let at = self.at;
        match word {
            Word::Unit(name, Measure::Vague) => {
                let amount =
                    Amount { low: 1.0, high: None, unit: Some((name, Measure::Vague)), tokens: (at, end) };
                self.amount(amount)
            }
            Word::Unit(name, Measure::Piece) => self.form(name, end),
            // "gtt 1 ou bid": the number behind its unit.
            Word::Unit(name, Measure::Spurt) if self.number_behind(name, end) => true,
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
                self.strength_before_verb();
                self.found.verb = true;
                self.skip(end)
            }
            Word::Act(route) => {
                self.strength_before_verb();
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
            Word::On => self.on(end),
            Word::OtherDays => self.other_days(end),
            Word::Told => self.told(end),
            Word::Kept => {
                let when = matches!(self.word(at), Some("after" | "at"));
                if when
                    && self.word(at + 1) != Some("meals")
                    && self.word(at + 1) != Some("food")
                    && self.now().step.as_needed.is_none()
                {
                    self.draft().step.as_needed = Some(crate::sig::AsNeeded { reason: None });
                }
                self.kept(end)
            }
            Word::Filler => self.soft(end),
        }
    }
}

impl Draft {
    /// Anything was said in it.
    pub(super) fn begun(&self) -> bool {
        let Self { step, amounts, implied, per_day: _, od, side } = self;
        let empty = Step { link: step.link, ..Step::default() };
        implied.is_some() || !amounts.is_empty() || od.is_some() || side.is_some() || *step != empty
    }
}

pub(super) fn whole(value: f64) -> Option<u16> {
    let fits = value.fract() == 0.0 && (1.0..=999.0).contains(&value);
    // In range and whole: the cast loses nothing.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole, 1 to 999"
    )]
    fits.then_some(value as u16)
}

pub(super) fn whole_from_zero(value: f64) -> Option<u32> {
    if value == 0.0 { Some(0) } else { whole(value).map(u32::from) }
}
