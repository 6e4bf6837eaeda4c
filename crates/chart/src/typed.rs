//! A piece of a typed line, with where it stands, so that the window can mark what was not understood.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Part of what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// The text as typed.
    pub text: String,
    /// Where it starts, in UTF-16 code units, as a text field of the window counts.
    pub start: u32,
    /// Where it ends, in the same count.
    pub end: u32,
}

impl Piece {
    /// The bytes `from..to` of `line`, widened or narrowed to whole characters.
    pub(crate) fn of(line: &str, from: usize, to: usize) -> Self {
        let from = floor(line, from);
        let to = floor(line, to).max(from);
        let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
        let start = units(&line[..from]);
        let text = line[from..to].to_owned();
        let end = start.saturating_add(units(&text));
        Self { text, start, end }
    }
}

fn floor(line: &str, mut at: usize) -> usize {
    at = at.min(line.len());
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    at
}
