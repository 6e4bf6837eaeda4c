//! What is looked for: the words of the box, where they stand in a text, and the question they are to the index.

use super::words::{is_whole_by_itself, placed, words};
use crate::error::Result;
use crate::search::typo::{like_beginnings, likeness};
use rusqlite::Connection;

/// How much of the box is read, and how many words are looked for at once.
const LONGEST_TEXT: usize = 200;
const MOST_WORDS: usize = 8;
/// The shortest word in which a slip is forgiven.
const SHORTEST_WITH_SLIP: usize = 5;
/// Beginnings of so many letters have an index of their own.
const BEGINNINGS: std::ops::RangeInclusive<usize> = 2..=3;
/// More words that begin alike than this are asked for by their beginning.
const MOST_ENDINGS: usize = 256;
/// How many words that are a slip apart are followed.
const MOST_SLIPS: usize = 48;

/// The words that are looked for. Each is a word or the beginning of one, and all have to be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    words: Vec<String>,
}

/// A word of a text that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Which of the words looked for.
    pub word: usize,
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Sought {
    /// Reads the box. None when there is nothing to look for.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text: String = text.chars().take(LONGEST_TEXT).collect();
        let mut sought: Vec<String> = Vec::new();
        for word in words(&text) {
            if !sought.contains(&word) && sought.len() < MOST_WORDS {
                sought.push(word);
            }
        }
        (!sought.is_empty()).then_some(Self { words: sought })
    }

    /// How many words are looked for.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.len()
    }

    /// True while what is typed is too short to look for in every chart.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.words.iter().all(|word| is_one_letter(word))
    }

    /// Where the words stand in a text; with `slips` also words that are one slip apart.
    #[must_use]
    pub fn marks(&self, text: &str, slips: bool) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (word, range) in placed(text) {
            let fits = |sought: &String| {
                word.starts_with(sought.as_str())
                    || slips && may_slip(sought) && likeness(sought, &word).is_some()
            };
            if let Some(sought) = self.words.iter().position(fits) {
                marks.push(Mark { word: sought, start: range.start, end: range.end });
            }
            // A word that fits two that are looked for answers both.
            let others = self.words.iter().enumerate().filter(|(_, sought)| fits(sought)).skip(1);
            marks.extend(others.map(|(sought, _)| Mark { word: sought, start: range.start, end: range.end }));
        }
        marks
    }

    /// The question to the index. None when it can have no answer.
    pub(super) fn question(&self, connection: &Connection, slips: bool) -> Result<Option<String>> {
        let last = self.words.len() - 1;
        let mut parts = Vec::with_capacity(self.words.len());
        for (place, word) in self.words.iter().enumerate() {
            let letters = word.chars().count();
            let part = if is_whole_by_itself(word) {
                quoted(word)
            } else if is_one_letter(word) {
                // The last letter is still being typed; an earlier one is a word: vitamin b twelve.
                if place == last {
                    continue;
                }
                quoted(word)
            } else if BEGINNINGS.contains(&letters) {
                format!("{} *", quoted(word))
            } else {
                match alternatives(connection, word, slips)? {
                    Some(part) => part,
                    None => return Ok(None),
                }
            };
            parts.push(format!("({part})"));
        }
        Ok((!parts.is_empty()).then(|| parts.join(" AND ")))
    }
}

/// The words that begin as typed, and with `slips` those one slip apart.
fn alternatives(connection: &Connection, word: &str, slips: bool) -> Result<Option<String>> {
    let mut all = beginning_with(connection, word)?;
    if all.len() > MOST_ENDINGS {
        return Ok(Some(format!("{} *", quoted(word))));
    }
    if slips && may_slip(word) {
        for beginning in like_beginnings(connection, NEXT_WORD, word)? {
            for like in beginning_with(connection, &beginning)? {
                if all.len() < MOST_ENDINGS + MOST_SLIPS && !all.contains(&like) {
                    all.push(like);
                }
            }
        }
    }
    let all: Vec<String> = all.iter().map(|word| quoted(word)).collect();
    Ok((!all.is_empty()).then(|| all.join(" OR ")))
}

const NEXT_WORD: &str = "SELECT word FROM said_words WHERE word >= ?1 ORDER BY word LIMIT 1";

fn beginning_with(connection: &Connection, word: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT word FROM said_words WHERE word >= ?1 AND word < ?2 ORDER BY word LIMIT ?3",
    )?;
    let until = format!("{word}\u{10FFFF}");
    let most = i64::try_from(MOST_ENDINGS).unwrap_or(i64::MAX) + 1;
    let words = statement.query_map((word, until, most), |row| row.get(0))?;
    Ok(words.collect::<rusqlite::Result<_>>()?)
}

fn may_slip(word: &str) -> bool {
    word.chars().count() >= SHORTEST_WITH_SLIP && !word.starts_with(|sign: char| sign.is_ascii_digit())
}

fn is_one_letter(word: &str) -> bool {
    word.chars().count() == 1 && !is_whole_by_itself(word)
}

/// A string of the index's query language. Folded words hold no quotes; the doubling costs nothing and asks for no
/// trust.
pub(super) fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}
