//! A typed line in words, numbers and marks. Every character but white space ends up in exactly one of them.

use super::words::{self, Word};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Number(f64),
    Word,
    Mark(char),
}

/// One token, with the bytes it takes.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Small letters, without the dots of `b.i.d.`
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
    /// No white space stands before it.
    pub(super) glued: bool,
}

/// Words that a number may follow without a space: `q6h`, `x7d`, `rf2`.
const BEFORE_NUMBER: &[&str] = &["q", "x", "rf", "disp", "qty", "max", "for"];

/// Numbers longer than this are no doses; they stay words.
const LONGEST_NUMBER: usize = 9;

pub(super) fn tokens(line: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(line.len() / 3 + 1);
    let mut at = 0;
    let mut spaced = true;
    while let Some(next) = line[at..].chars().next() {
        if next.is_whitespace() {
            at += next.len_utf8();
            spaced = true;
            continue;
        }
        let (kind, end) = one(line, at, next);
        let text = match kind {
            Kind::Word => plain(&line[at..end]),
            _ => line[at..end].to_owned(),
        };
        found.push(Token { kind, text, start: at, end, glued: !spaced });
        at = end;
        spaced = false;
    }
    found
}

fn one(line: &str, at: usize, next: char) -> (Kind, usize) {
    let rest = &line[at..];
    let naked_point = next == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    if next.is_ascii_digit() || naked_point || vulgar(next).is_some() {
        return number(line, at);
    }
    if next.is_alphabetic() || next == '%' {
        return (Kind::Word, at + word(rest));
    }
    (Kind::Mark(next), at + next.len_utf8())
}

fn number(line: &str, at: usize) -> (Kind, usize) {
    let rest = &line[at..];
    let (value, length) = match read_number(rest) {
        Some(read) => read,
        None => {
            let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()).max(1);
            return (Kind::Word, at + length);
        }
    };
    let after = &rest[length..];
    let letters = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    if letters > 0 && !may_follow_number(&after[..letters].to_lowercase()) {
        return (Kind::Word, at + length + word(after));
    }
    // "5-fluorouracil", "17-beta": a name, unless a unit stands behind the hyphen.
    if let Some(tail) = after.strip_prefix('-') {
        let letters = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        if letters > 0 && !may_follow_number(&tail[..letters].to_lowercase()) {
            return (Kind::Word, at + length + 1 + word(tail));
        }
    }
    (Kind::Number(value), at + length)
}

/// A number at the start of a text, and its length in bytes. `1,000` is grouped, `0,5` has a decimal comma.
pub(crate) fn read_number(text: &str) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let digits =
        |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut length = digits(0);
    let mut plain = text[..length].to_owned();
    while bytes.get(length) == Some(&b',') && digits(length + 1) == 3 && !plain.is_empty() && plain != "0" {
        plain.push_str(&text[length + 1..length + 4]);
        length += 4;
    }
    if plain.len() > LONGEST_NUMBER {
        return None;
    }
    let decimals = digits(length + 1);
    let point = bytes.get(length).copied();
    let is_point = point == Some(b'.') || (point == Some(b',') && decimals <= 2 && !plain.is_empty());
    if is_point && (1..=LONGEST_NUMBER).contains(&decimals) {
        plain.push('.');
        plain.push_str(&text[length + 1..length + 1 + decimals]);
        length += 1 + decimals;
    } else if let Some((part, size)) =
        text[length..].chars().next().and_then(|c| Some((vulgar(c)?, c.len_utf8())))
    {
        let whole = if plain.is_empty() { 0.0 } else { plain.parse::<f64>().ok()? };
        return Some((whole + part, length + size));
    }
    let value: f64 = plain.parse().ok()?;
    Some((value, length))
}

fn vulgar(character: char) -> Option<f64> {
    Some(match character {
        '¼' => 0.25,
        '½' => 0.5,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        _ => return None,
    })
}

fn may_follow_number(letters: &str) -> bool {
    letters == "x"
        || letters == "ft"
        || matches!(
            words::phrase(letters, |_| None),
            Some((Word::Unit(..) | Word::Span(_) | Word::Form(_) | Word::Part(_) | Word::Refills, 1))
        )
}

/// The length of the word at the start of a text that starts with a letter or `%`.
fn word(text: &str) -> usize {
    let mut length = text.find(|c: char| !c.is_alphabetic() && c != '%').unwrap_or(text.len());
    if length == 0 {
        length = text.chars().next().map_or(0, char::len_utf8);
    }
    if BEFORE_NUMBER.contains(&text[..length].to_lowercase().as_str())
        && text[length..].starts_with(|c: char| c.is_ascii_digit())
    {
        return length;
    }
    loop {
        let mut rest = text[length..].chars();
        let (Some(here), next) = (rest.next(), rest.next()) else { return length };
        let joins = match here {
            c if c.is_alphanumeric() => true,
            '-' | '\'' | '’' => next.is_some_and(char::is_alphanumeric),
            '.' => {
                let inside = text[..length].contains('.');
                let ends = next.is_none_or(|c| c.is_whitespace() || c == ',');
                dotted(&text[..length]) && (next.is_some_and(char::is_alphabetic) || (inside && ends))
            }
            _ => false,
        };
        if !joins {
            return length;
        }
        length += here.len_utf8();
    }
}

/// `b`, `b.i`: so far a dotted abbreviation. A closing dot belongs to it only when one stands inside.
fn dotted(text: &str) -> bool {
    let single = text.chars().count() == 1 || text.contains('.');
    single && text.split('.').all(|part| part.chars().count() == 1)
}

fn plain(word: &str) -> String {
    let small = word.to_lowercase();
    let inner = small.strip_suffix('.').unwrap_or(&small);
    if inner.contains('.') || small.ends_with('.') { small.replace('.', "") } else { small }
}
