//! A laboratory's range as it is printed: `2.0–3.0`, `< 5.0`, `> 60`, `up to 40`. What cannot be read with certainty is
//! no range, and then nothing is said about the value.

use super::ResultFlag;

/// The ends of a printed range, in the unit of the value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PrintedRange {
    /// The lowest value within it.
    pub low: Option<f64>,
    /// The highest value within it.
    pub high: Option<f64>,
    /// The ends themselves lie outside: `< 5.0`.
    pub open: bool,
}

impl PrintedRange {
    /// Reads a range. None for words, for two ranges in one line, and for ends in the wrong order.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().replace("up to", "≤").replace("<=", "≤").replace(">=", "≥");
        let figure = |text: &str| {
            let plain: String = text.trim().chars().filter(|letter| !letter.is_whitespace()).collect();
            let plain = plain.replace(',', ".").replace('−', "-");
            plain.parse::<f64>().ok().filter(|value| value.is_finite())
        };
        for (sign, upper, open) in
            [("<", true, true), ("≤", true, false), (">", false, true), ("≥", false, false)]
        {
            if let Some(rest) = text.strip_prefix(sign) {
                let value = figure(rest)?;
                let (low, high) = if upper { (None, Some(value)) } else { (Some(value), None) };
                return Some(Self { low, high, open });
            }
        }
        let (low, high) = text.split_once('–').or_else(|| text.split_once(" - ")).or_else(|| {
            // A hyphen between two figures; one at the start is a sign.
            let at = text.char_indices().skip(1).find(|(_, letter)| *letter == '-')?.0;
            Some((&text[..at], &text[at + 1..]))
        })?;
        let (low, high) = (figure(low)?, figure(high)?);
        (low <= high).then_some(Self { low: Some(low), high: Some(high), open: false })
    }

    /// Where a value lies. Never critical: only the laboratory says that.
    #[must_use]
    pub fn flag(self, value: f64) -> ResultFlag {
        let below = self.low.is_some_and(|low| if self.open { value <= low } else { value < low });
        let above = self.high.is_some_and(|high| if self.open { value >= high } else { value > high });
        match (below, above) {
            (true, _) => ResultFlag::Low,
            (_, true) => ResultFlag::High,
            _ => ResultFlag::Normal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_range_says_where_a_value_lies() {
        for (range, value, flag) in [
            ("2.0–3.0", 3.8, ResultFlag::High),
            ("2.0 - 3.0", 1.9, ResultFlag::Low),
            ("2.0-3.0", 3.0, ResultFlag::Normal),
            ("-2–2", -3.0, ResultFlag::Low),
            ("-2-2", 0.0, ResultFlag::Normal),
            ("< 5.0", 5.0, ResultFlag::High),
            ("≤5,0", 5.0, ResultFlag::Normal),
            (">= 60", 52.0, ResultFlag::Low),
            ("> 60", 60.0, ResultFlag::Low),
            ("up to 40", 41.0, ResultFlag::High),
        ] {
            assert_eq!(
                PrintedRange::read(range).map(|range| range.flag(value)),
                Some(flag),
                "{range}: {value}"
            );
        }
    }

    #[test]
    fn what_is_not_certain_is_no_range() {
        for range in ["negative", "", "3.0–2.0", "2.0–3.0; 4–5", "1.2", "m 3–5, f 2–4", "<", "NaN–1", "2–inf"]
        {
            assert_eq!(PrintedRange::read(range), None, "{range}");
        }
    }
}
