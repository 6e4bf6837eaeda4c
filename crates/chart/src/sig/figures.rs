//! Numbers in a sentence: no trailing zero, no naked decimal point, grouped from 1,000. ISMP 2021.

use super::words::{Measure, measure};

/// A number as paper writes it, with the fewest digits that give it back: `1,000`, `0.5`, `5`.
///
/// Only for finite numbers from 0 up; what is not finite is written as an empty text, which no dose has.
#[must_use]
pub fn figure(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let plain = format!("{}", value.abs());
    let (whole, decimals) = plain.split_once('.').map_or((plain.as_str(), None), |(w, d)| (w, Some(d)));
    let mut text = String::with_capacity(plain.len() + 4);
    if value < 0.0 && plain != "0" {
        text.push('−');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(decimals) = decimals {
        text.push('.');
        text.push_str(decimals);
    }
    text
}

/// Pieces are halved, not measured: `1½`, `½ `. Everything else is decimal.
pub(super) fn counted(value: f64, unit: &str) -> String {
    let whole = value.trunc();
    let glyph = match value - whole {
        0.25 => '¼',
        0.5 => '½',
        0.75 => '¾',
        _ => return figure(value),
    };
    if measure(unit) != Measure::Piece {
        return figure(value);
    }
    if whole == 0.0 { glyph.to_string() } else { format!("{}{glyph}", figure(whole)) }
}

/// Takes the noise of multiplying decimals off a quantity: three decimals.
pub(super) fn tidy(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
