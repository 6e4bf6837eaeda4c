//! One typing slip forgiven: a letter too many, too few, another, or two the wrong way round.
//!
//! No table of misspellings is kept. The slip happened at one place, so everything before it is right: the walk
//! goes along the index of words, asks it which letters really follow there, and tries the rest of the word
//! behind each of them. That is exact, forgives slips in words that are still being typed, knows no alphabet
//! and costs some hundred look-ups in the index (about 2 ms among 100,000 patients), where a table of words
//! with a letter left out would be the largest of all tables, and not equal to the ledger by construction.

use crate::error::Result;
use rusqlite::{CachedStatement, Connection, OptionalExtension};

/// The shortest word in which a slip is forgiven; in shorter ones everything would be like everything.
pub(crate) const SHORTEST_WORD: usize = 4;
/// How many words that begin like the one typed are followed at most.
const MOST_BEGINNINGS: usize = 64;

/// How like a typed word and a word of a name are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// One slip apart.
    Whole,
    /// The typed word is one slip apart from the word's beginning.
    Beginning,
}

/// Whether the words are one slip apart. None when the word begins as typed, is further apart, or too short.
pub(crate) fn likeness(typed: &str, word: &str) -> Option<Likeness> {
    if word.starts_with(typed) {
        return None;
    }
    let typed: Vec<char> = typed.chars().collect();
    let word: Vec<char> = word.chars().take(typed.len() + 2).collect();
    if typed.len() < SHORTEST_WORD || word.len() + 1 < typed.len() {
        return None;
    }
    if word.len() <= typed.len() + 1 && is_one_slip(&typed, &word) {
        return Some(Likeness::Whole);
    }
    let beginning = |length: usize| word.get(..length).is_some_and(|start| is_one_slip(&typed, start));
    (beginning(typed.len() - 1) || beginning(typed.len()) || beginning(typed.len() + 1))
        .then_some(Likeness::Beginning)
}

/// Damerau and Levenshtein's distance is exactly one.
fn is_one_slip(a: &[char], b: &[char]) -> bool {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([], []) => false,
        ([x, y, rest_a @ ..], [v, w, rest_b @ ..]) if x == w && y == v && rest_a == rest_b => true,
        _ if a.len() == b.len() => a[1..] == b[1..],
        _ if a.len() == b.len() + 1 => a[1..] == *b,
        _ if b.len() == a.len() + 1 => b[1..] == *a,
        _ => false,
    }
}

/// The beginnings of indexed words that are one slip apart from what was typed.
///
/// `next_word` selects the first indexed word at or behind `?1`.
pub(crate) fn like_beginnings(connection: &Connection, next_word: &str, typed: &str) -> Result<Vec<String>> {
    let letters: Vec<char> = typed.chars().collect();
    let mut walk = Walk { next: connection.prepare_cached(next_word)?, found: Vec::new() };
    for place in 0..letters.len() {
        let (before, behind) = letters.split_at(place);
        let before: String = before.iter().collect();
        if !walk.begins(&before)? {
            break;
        }
        let (rest, tail): (String, String) = (behind.iter().collect(), behind.iter().skip(1).collect());
        walk.try_out(format!("{before}{tail}"), typed)?;
        if let [first, second, others @ ..] = behind {
            walk.try_out(
                [&before[..], &String::from_iter([second, first]), &String::from_iter(others)].concat(),
                typed,
            )?;
        }
        for letter in walk.letters_after(&before)? {
            walk.try_out(format!("{before}{letter}{tail}"), typed)?;
            walk.try_out(format!("{before}{letter}{rest}"), typed)?;
        }
    }
    walk.found.sort_unstable();
    walk.found.dedup();
    // A beginning of another one finds what the other finds.
    let all = std::mem::take(&mut walk.found);
    let mut beginnings: Vec<String> = Vec::new();
    for beginning in all {
        if !beginnings.last().is_some_and(|shorter| beginning.starts_with(shorter)) {
            beginnings.push(beginning);
        }
    }
    beginnings.truncate(MOST_BEGINNINGS);
    Ok(beginnings)
}

struct Walk<'c> {
    next: CachedStatement<'c>,
    found: Vec<String>,
}

impl Walk<'_> {
    /// The first word at or behind a text.
    fn word_from(&mut self, text: &str) -> Result<Option<String>> {
        Ok(self.next.query_row([text], |row| row.get(0)).optional()?)
    }

    fn begins(&mut self, beginning: &str) -> Result<bool> {
        Ok(self.word_from(beginning)?.is_some_and(|word| word.starts_with(beginning)))
    }

    fn try_out(&mut self, beginning: String, typed: &str) -> Result<()> {
        if beginning != typed && !self.found.contains(&beginning) && self.begins(&beginning)? {
            self.found.push(beginning);
        }
        Ok(())
    }

    /// The letters that follow a beginning in some word.
    fn letters_after(&mut self, beginning: &str) -> Result<Vec<char>> {
        let mut letters = Vec::new();
        let mut from = format!("{beginning}\u{1}");
        while let Some(word) = self.word_from(&from)? {
            let Some(letter) = word.strip_prefix(beginning).and_then(|rest| rest.chars().next()) else {
                break;
            };
            letters.push(letter);
            from = format!("{beginning}{letter}\u{10FFFF}");
        }
        Ok(letters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_forgiven_and_two_are_not() {
        for (typed, word) in [
            ("jhon", "john"),
            ("smth", "smith"),
            ("smiith", "smith"),
            ("smyth", "smith"),
            ("ksmith", "smith"),
        ] {
            assert_eq!(likeness(typed, word), Some(Likeness::Whole), "{typed} for {word}");
        }
        assert_eq!(likeness("shcmi", "schmidt"), Some(Likeness::Beginning));
        for (typed, word) in [("jhno", "john"), ("ana", "ann"), ("smith", "smith"), ("abcd", "wxyz")] {
            assert_eq!(likeness(typed, word), None, "{typed} for {word}");
        }
    }
}
