//! How well a patient fits what was typed. Smaller is better.

use super::hit::Matched;
use super::typo::{Likeness, likeness};
use super::wanted::Term;
use super::words::SHORTEST_PART;

/// What the ranks are made from: the columns of one patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) record: [u8; 16],
    pub(crate) patient: [u8; 16],
    pub(crate) names: String,
    pub(crate) chart_key: String,
    pub(crate) phone_digits: String,
    pub(crate) birth_date: Option<String>,
}

/// The worst term first, then all terms together. A patient whose every term fits well stands before one who
/// fits one term perfectly and another by a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    worst: u32,
    sum: u32,
}

/// How far the words may be from the typed ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Words that begin as typed.
    Beginnings,
    /// Also words that contain what was typed, or are one slip away.
    Wide,
}

/// How well every term fits. None when one does not fit at all.
pub(crate) fn rank(terms: &[Term], candidate: &Candidate, reach: Reach) -> Option<(Rank, Matched)> {
    let mut rank = Rank { worst: 0, sum: 0 };
    let mut why = Matched::Name;
    for term in terms {
        let (points, matched) = best(term, candidate, reach)?;
        rank = Rank { worst: rank.worst.max(points), sum: rank.sum + points };
        why = why.max(matched);
    }
    Some((rank, why))
}

/// True when a word fits the folded names: what can be seen before the other columns are read.
pub(crate) fn word_fits(word: &str, names: &str, reach: Reach) -> bool {
    word_points(word, names, reach).is_some()
}

fn best(term: &Term, candidate: &Candidate, reach: Reach) -> Option<(u32, Matched)> {
    let word = term.word.as_deref().and_then(|word| word_points(word, &candidate.names, reach));
    let chart = term.digits.as_deref().and_then(|digits| chart_points(digits, &candidate.chart_key));
    let phone = term.digits.as_deref().and_then(|digits| phone_points(digits, &candidate.phone_digits));
    let birth = candidate.birth_date.as_deref().and_then(|date| {
        let fitting = term.births.iter().filter(|birth| birth.fits(date));
        fitting.map(|birth| if birth.is_whole() { 1 } else { 5 }).min()
    });
    let found = [
        word,
        chart.map(|points| (points, Matched::ChartNumber)),
        birth.map(|points| (points, Matched::BirthDate)),
        phone.map(|points| (points, Matched::Phone)),
    ];
    found.into_iter().flatten().min()
}

/// A word against each word of the names: the same, its beginning, a part of it, a slip away; and the family
/// name before the given, and both before former names.
fn word_points(typed: &str, names: &str, reach: Reach) -> Option<(u32, Matched)> {
    let mut best: Option<(u32, Matched)> = None;
    for (group, words) in names.split(',').enumerate() {
        for (place, word) in words.split_whitespace().enumerate() {
            let Some((points, matched)) = one_word_points(typed, word, reach) else { continue };
            let former = group == 2;
            let matched = if former { matched.max(Matched::FormerName) } else { matched };
            // The first word of a group is what the person is called by.
            let points = points + (group as u32).min(2) * 2 + u32::from(place > 0);
            if best.is_none_or(|(known, _)| points < known) {
                best = Some((points, matched));
            }
        }
    }
    best
}

fn one_word_points(typed: &str, word: &str, reach: Reach) -> Option<(u32, Matched)> {
    if word == typed {
        return Some((0, Matched::Name));
    }
    if word.starts_with(typed) {
        return Some((6, Matched::Name));
    }
    if reach == Reach::Beginnings {
        return None;
    }
    if typed.chars().count() >= SHORTEST_PART && word.contains(typed) {
        return Some((20, Matched::Name));
    }
    match likeness(typed, word)? {
        Likeness::Whole => Some((30, Matched::SimilarName)),
        Likeness::Beginning => Some((40, Matched::SimilarName)),
    }
}

fn chart_points(digits: &str, chart_key: &str) -> Option<u32> {
    let digits = digits.trim_start_matches('0');
    match (digits.is_empty(), chart_key == digits, chart_key.starts_with(digits)) {
        (true, ..) => None,
        (false, true, _) => Some(0),
        (false, false, true) => Some(7),
        (false, false, false) => None,
    }
}

fn phone_points(digits: &str, phones: &str) -> Option<u32> {
    let digits = phone_key(digits)?;
    let number = phones.split_whitespace().find(|number| number.contains(digits))?;
    Some(if number.ends_with(digits) { 3 } else { 8 })
}

/// What is looked for inside telephone numbers: without the zeros before it, that is without trunk or
/// international prefix, three digits at least.
pub(crate) fn phone_key(digits: &str) -> Option<&str> {
    let key = digits.trim_start_matches('0');
    (key.len() >= 3).then_some(key)
}
