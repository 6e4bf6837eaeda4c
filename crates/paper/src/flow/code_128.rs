//! Code 128 as filled bars (ISO/IEC 15417): what a laboratory's scanner reads on a tube.
//!
//! The table of 107 patterns is the standard's own; no library is needed for it.

use crate::documents::chart_document::BarCode;
use crate::error::PaperError;
use crate::flow::Role;
use crate::flow::canvas::{Anchor, Canvas};
use crate::flow::lay::Layouter;
use crate::flow::piece::{Mark, Piece};
use crate::look::{CHART_LABEL, INK, Style, mm};

/// Widths of bar, space, bar, space, bar, space for each value; the last has a seventh, final bar.
const PATTERNS: [&str; 107] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
    "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
    "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
    "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
    "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
    "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
    "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
    "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
    "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
];
const START_B: usize = 104;
const START_C: usize = 105;
const STOP: usize = 106;
/// Light modules a scanner needs on either side.
const QUIET: f32 = 10.0;

/// The values of a text: code set C for an even number of digits and nothing else, code set B for the rest.
fn values(text: &str) -> Option<Vec<usize>> {
    let digits =
        !text.is_empty() && text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut values = if digits {
        let pairs = text.as_bytes().chunks_exact(2);
        std::iter::once(START_C)
            .chain(pairs.map(|pair| usize::from(pair[0] - b'0') * 10 + usize::from(pair[1] - b'0')))
            .collect::<Vec<_>>()
    } else {
        let mut values = vec![START_B];
        for byte in text.bytes() {
            if !(32..=126).contains(&byte) {
                return None;
            }
            values.push(usize::from(byte - 32));
        }
        values
    };
    let sum: usize = values.iter().enumerate().map(|(at, value)| value * at.max(1)).sum();
    values.push(sum % 103);
    values.push(STOP);
    Some(values)
}

fn modules(text: &str) -> Option<Vec<u8>> {
    let values = values(text)?;
    Some(values.iter().flat_map(|value| PATTERNS[*value].bytes().map(|width| width - b'0')).collect())
}

/// How wide the code is with its quiet zones, in points.
pub(crate) fn width(code: &BarCode) -> f32 {
    let modules: f32 =
        modules(&code.value).map_or(0.0, |bars| bars.iter().map(|width| f32::from(*width)).sum());
    (modules + 2.0 * QUIET) * module(code)
}

fn module(code: &BarCode) -> f32 {
    mm(f32::from(code.module_hundredths) / 100.0)
}

pub(crate) fn lay(layouter: &mut Layouter<'_>, code: &BarCode) -> Result<Vec<Piece>, PaperError> {
    let bars = modules(&code.value).ok_or(PaperError::BadBarCode)?;
    let (module, height) = (module(code), mm(f32::from(code.height_tenths) / 10.0));
    let mut canvas = Canvas::new(layouter, Role::Code);
    let mut x = QUIET * module;
    let mut rings = Vec::new();
    for (at, wide) in bars.iter().enumerate() {
        let right = x + f32::from(*wide) * module;
        if at % 2 == 0 {
            rings.push(vec![(x, 0.0), (right, 0.0), (right, height), (x, height)]);
        }
        x = right;
    }
    canvas.mark(0.0, 0.0, Mark::Fill { rings, color: INK });
    let style = Style { color: INK, ..CHART_LABEL };
    let words_height = style.size * style.leading;
    let middle = (x + QUIET * module) / 2.0;
    canvas.label(&code.value, style, Anchor::Middle, (middle, height + words_height / 2.0 + 1.0))?;
    Ok(vec![canvas.piece(0.0, height + words_height + 1.0)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_eleven_wide_and_none_is_there_twice() {
        for (value, pattern) in PATTERNS.iter().enumerate() {
            let sum: u8 = pattern.bytes().map(|width| width - b'0').sum();
            assert_eq!(sum, if value == STOP { 13 } else { 11 }, "value {value}");
            // Bars of a character add up to an even number of modules; that is how a scanner checks it.
            let bars: u8 = pattern.bytes().step_by(2).map(|width| width - b'0').sum();
            assert!(value == STOP || bars.is_multiple_of(2), "value {value}");
            assert_eq!(PATTERNS.iter().filter(|other| *other == pattern).count(), 1, "value {value}");
        }
    }

    #[test]
    fn the_check_value_is_that_of_the_standards_example() {
        // "PJJ123C" in code set A has check 54 (ISO/IEC 15417 by way of every textbook); in set B the letters and
        // digits have the same values and the start is one more.
        assert_eq!(values("PJJ123C").unwrap(), [104, 48, 42, 42, 17, 18, 19, 35, 55, 106]);
        assert_eq!(values("004217").unwrap()[..4], [105, 0, 42, 17]);
        assert_eq!(values("0042é"), None, "what Code 128 cannot say is refused");
    }
}
