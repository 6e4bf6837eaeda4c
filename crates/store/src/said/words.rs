//! The words of a text as they are indexed, sought and marked: folded, with where each stands.
//!
//! Letters and digits that stand together are one word. A decimal point between digits belongs to the number, so that
//! `7.4` is not a seven and a four; signs of scripts that are written without blanks are a word each.

use crate::search::fold::{folded, is_apostrophe};
use std::ops::Range;
use unicode_normalization::char::canonical_combining_class;

/// Signs of a word that are kept: longer ones are no words, and an index must not choke on them.
const LONGEST_WORD: usize = 40;

/// The folded words of a text.
pub(crate) fn words(text: &str) -> Vec<String> {
    placed(text).into_iter().map(|(word, _)| word).collect()
}

/// The folded words of a text, each with the bytes it stands in.
pub(crate) fn placed(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    let mut before: Option<char> = None;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let after = signs.peek().map(|(_, sign)| *sign);
        let inside = is_of_word(sign) || is_decimal_point(before, sign, after);
        before = Some(sign);
        if inside && !is_written_together(sign) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            push(text, from..at, &mut found);
        }
        if inside {
            push(text, at..at + sign.len_utf8(), &mut found);
        }
    }
    if let Some(from) = start {
        push(text, from..text.len(), &mut found);
    }
    found
}

/// One sign that is a word by itself.
pub(crate) fn is_whole_by_itself(word: &str) -> bool {
    let mut signs = word.chars();
    signs.next().is_some_and(is_written_together) && signs.next().is_none()
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<(String, Range<usize>)>) {
    let plain = &text.as_bytes()[range.clone()];
    // Most words: a chart's own search folds all of them at every key.
    if plain.len() <= LONGEST_WORD && plain.iter().all(u8::is_ascii_alphanumeric) {
        found.push((text[range.clone()].to_ascii_lowercase(), range));
        return;
    }
    let number = text[range.clone()].replace(',', ".");
    let parts: Vec<String> = number.split('.').map(folded).collect();
    // Some signs fold to two words: ½ is a one and a two.
    for word in parts.join(".").split_whitespace() {
        let word: String = word.trim_matches('.').chars().take(LONGEST_WORD).collect();
        if !word.is_empty() {
            found.push((word, range.clone()));
        }
    }
}

fn is_of_word(sign: char) -> bool {
    sign.is_alphanumeric() || is_apostrophe(sign) || sign == '\u{640}' || canonical_combining_class(sign) != 0
}

fn is_decimal_point(before: Option<char>, sign: char, after: Option<char>) -> bool {
    let digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
    matches!(sign, '.' | ',') && digit(before) && digit(after)
}

/// Han and Kana. Korean has blanks between its words.
fn is_written_together(sign: char) -> bool {
    matches!(sign, '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
