//! Numbers, units and sentences as paper writes them, in one place for screen and print.
//!
//! The rules are those of the *ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations* (Institute
//! for Safe Medication Practices, 2021) and of the Joint Commission's official "Do Not Use" list (2004): no
//! trailing zero (5.0 mg read as 50), no naked decimal point (.5 mg read as 5), large numbers grouped, "mcg" not
//! "µg", "units" not "U", "daily" not "QD".

/// The no-break space that holds a number and its unit together.
pub const NO_BREAK_SPACE: char = '\u{a0}';

/// A number as paper writes it: at most three decimals, no trailing zero, a zero before the point, grouped by
/// commas from 1,000. `None` when it is not finite or not below a thousand million million.
///
/// `5.0` → `5`, `0.5` → `0.5`, `12500.0` → `12,500`, `-0.0001` → `0`.
#[must_use]
pub fn number(value: f64) -> Option<String> {
    if !value.is_finite() || value.abs() >= 1e15 {
        return None;
    }
    let fixed = format!("{:.3}", value.abs());
    let (whole, decimals) = fixed.split_once('.')?;
    let decimals = decimals.trim_end_matches('0');
    let mut text = String::new();
    if value < 0.0 && (whole != "0" || !decimals.is_empty()) {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
    }
    Some(text)
}

/// The unit as paper writes it: `µg`, `ug` → `mcg`, `cc`, `ml` → `mL`, `U`, `IU` → `units`; others unchanged.
#[must_use]
pub fn unit(unit: &str) -> &str {
    match unit {
        "µg" | "μg" | "ug" | "MCG" => "mcg",
        "cc" | "ml" | "ML" => "mL",
        "U" | "u" | "IU" | "iu" | "UNT" | "[iU]" | "[IU]" => "units",
        "MG" => "mg",
        "l" => "L",
        other => other,
    }
}

/// A number with its unit, held together: `37.9 °C`. `None` as for [`number`].
#[must_use]
pub fn amount(value: f64, unit_name: &str) -> Option<String> {
    let figure = number(value)?;
    Some(if unit_name.is_empty() { figure } else { format!("{figure}{NO_BREAK_SPACE}{}", unit(unit_name)) })
}

const BELOW_TWENTY: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A whole number in words: `90` → `ninety`, `1250` → `one thousand two hundred fifty`.
#[must_use]
pub fn in_words(value: u32) -> String {
    let (large, name, divisor) = match value {
        0..=19 => return BELOW_TWENTY[value as usize].to_owned(),
        20..=99 => {
            let tens = TENS[(value / 10) as usize];
            return if value.is_multiple_of(10) {
                tens.to_owned()
            } else {
                format!("{tens}-{}", in_words(value % 10))
            };
        }
        100..=999 => (value / 100, "hundred", 100),
        1_000..=999_999 => (value / 1_000, "thousand", 1_000),
        1_000_000..=999_999_999 => (value / 1_000_000, "million", 1_000_000),
        _ => (value / 1_000_000_000, "billion", 1_000_000_000),
    };
    let rest = value % divisor;
    if rest == 0 {
        format!("{} {name}", in_words(large))
    } else {
        format!("{} {name} {}", in_words(large), in_words(rest))
    }
}

/// A plain decimal figure in words: `14` → `fourteen`, `2.5` → `two point five`, `1,250` → as `1250`.
///
/// `None` for anything that is not a number below a million with at most three decimals, written without sign,
/// trailing zero, naked point or misplaced comma: what cannot be read without doubt is not printed in words.
#[must_use]
pub fn figure_in_words(figure: &str) -> Option<String> {
    let (whole, decimals) = match figure.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (figure, None),
    };
    let plain: String = whole.chars().filter(|character| *character != ',').collect();
    // What is no number is as little use as one that is too large.
    let value: u32 = plain.parse().unwrap_or(u32::MAX);
    let grouped = number(f64::from(value))?;
    if value >= 1_000_000 || (whole != grouped && whole != value.to_string()) {
        return None;
    }
    let mut words = in_words(value);
    if let Some(decimals) = decimals {
        let fine = (1..=3).contains(&decimals.len())
            && decimals.bytes().all(|byte| byte.is_ascii_digit())
            && !decimals.ends_with('0');
        if !fine {
            return None;
        }
        words.push_str(" point");
        for digit in decimals.bytes() {
            words.push(' ');
            words.push_str(BELOW_TWENTY[usize::from(digit - b'0')]);
        }
    }
    Some(words)
}

/// An abbreviation or dose designation that has led to wrong doses, and what to write in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorProne {
    /// As it stands in the sentence.
    pub found: String,
    /// What to write, with its quotation marks: `"daily"`.
    pub instead: &'static str,
}

/// Abbreviations in the spellings that are errors. Where the small letters are an English word ("as", "ad", "os",
/// "us") only the capitals are listed.
const ABBREVIATIONS: [(&[&str], &str); 22] = [
    (&["U", "u", "IU", "iu", "UNT"], "\"units\""),
    (&["QD", "qd", "Qd", "Q.D.", "q.d.", "Q.D", "q.d", "OD"], "\"daily\" or \"right eye\""),
    (&["QOD", "qod", "Q.O.D.", "q.o.d.", "EOD", "eod"], "\"every other day\""),
    (&["BID", "bid", "B.I.D.", "b.i.d.", "BD", "bd"], "\"twice daily\""),
    (&["TID", "tid", "T.I.D.", "t.i.d.", "TDS", "tds"], "\"three times daily\""),
    (&["QID", "qid", "Q.I.D.", "q.i.d.", "QDS", "qds"], "\"four times daily\""),
    (&["TIW", "tiw", "BIW", "biw"], "how often in a week"),
    (&["PRN", "prn", "P.R.N.", "p.r.n."], "\"when needed\""),
    (&["PO", "po", "P.O.", "p.o.", "per os"], "\"by mouth\""),
    (&["HS", "hs", "qhs", "QHS"], "\"at bedtime\""),
    (&["AC", "a.c.", "PC", "p.c."], "\"before meals\" or \"after meals\""),
    (&["SC", "SQ", "SubQ", "subq", "sub-q"], "\"under the skin\""),
    (&["IM"], "\"into a muscle\""),
    (&["OS", "OU"], "\"left eye\" or \"both eyes\""),
    (&["AD", "AS", "AU"], "\"right ear\", \"left ear\" or \"both ears\""),
    (&["MS", "MSO4"], "\"morphine\""),
    (&["MgSO4"], "\"magnesium sulfate\""),
    (&["D/C", "d/c"], "\"stop\" or \"discharge\""),
    (&["µg", "μg", "ug"], "\"mcg\""),
    (&["cc", "CC"], "\"mL\""),
    (&["tab", "tabs", "cap", "caps"], "\"tablet\" or \"capsule\""),
    (&["stat", "STAT"], "\"at once\""),
];

/// Refuses directions that hold an error-prone abbreviation or dose designation.
///
/// # Errors
/// The first one found, with what to write in its place.
pub fn check_sentence(sentence: &str) -> Result<(), ErrorProne> {
    for raw in sentence.split(|character: char| character.is_whitespace() || "()[];:\"“”".contains(character))
    {
        let word = raw.trim_matches(|character| ",!?".contains(character));
        let bare = word.strip_suffix('.').unwrap_or(word);
        check_number(bare)?;
        // "10U", "50µg", "5cc": the figure and the unit are written as one word.
        let after_figure =
            bare.trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
        for (spellings, instead) in ABBREVIATIONS {
            if spellings
                .iter()
                .any(|spelling| word == *spelling || bare == *spelling || after_figure == *spelling)
            {
                return Err(ErrorProne { found: bare.to_owned(), instead });
            }
        }
    }
    Ok(())
}

fn check_number(word: &str) -> Result<(), ErrorProne> {
    let refuse = |instead| Err(ErrorProne { found: word.to_owned(), instead });
    let figure: &str = word
        .find(|character: char| !(character.is_ascii_digit() || character == '.' || character == ','))
        .map_or(word, |end| &word[..end]);
    if !figure.bytes().any(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    if figure.starts_with('.') {
        return refuse("a zero before the decimal point");
    }
    match figure.split_once('.') {
        Some((_, decimals)) if decimals.ends_with('0') && !decimals.contains('.') => {
            refuse("the number without the zero at its end")
        }
        _ if figure.split('.').next().is_some_and(|whole| whole.len() > 4 && !whole.contains(',')) => {
            refuse("the number with commas, as in 10,000")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_no_trailing_zero_no_naked_point_and_is_grouped() {
        let written = |value| number(value).unwrap();
        assert_eq!(written(5.0), "5");
        assert_eq!(written(0.5), "0.5");
        assert_eq!(written(0.125), "0.125");
        assert_eq!(written(1.50), "1.5");
        assert_eq!(written(999.0), "999");
        assert_eq!(written(1_000.0), "1,000");
        assert_eq!(written(10_000.0), "10,000");
        assert_eq!(written(1_234_567.5), "1,234,567.5");
        assert_eq!(written(-2.5), "−2.5");
        assert_eq!(written(-0.000_1), "0", "a rounded zero has no sign");
        assert_eq!(number(f64::NAN), None);
        assert_eq!(number(f64::INFINITY), None);
        assert_eq!(number(1e15), None);
    }

    #[test]
    fn a_number_and_its_unit_stay_together_in_safe_spelling() {
        assert_eq!(amount(50.0, "µg").unwrap(), "50\u{a0}mcg");
        assert_eq!(amount(5.0, "cc").unwrap(), "5\u{a0}mL");
        assert_eq!(amount(10_000.0, "IU").unwrap(), "10,000\u{a0}units");
        assert_eq!(amount(37.9, "°C").unwrap(), "37.9\u{a0}°C");
        assert_eq!(amount(28.9, "").unwrap(), "28.9");
    }

    #[test]
    fn quantities_are_written_in_words() {
        for (figure, words) in [
            ("0", "zero"),
            ("14", "fourteen"),
            ("21", "twenty-one"),
            ("90", "ninety"),
            ("100", "one hundred"),
            ("112", "one hundred twelve"),
            ("1250", "one thousand two hundred fifty"),
            ("1,250", "one thousand two hundred fifty"),
            ("2.5", "two point five"),
            ("0.125", "zero point one two five"),
            ("999999", "nine hundred ninety-nine thousand nine hundred ninety-nine"),
        ] {
            assert_eq!(figure_in_words(figure).as_deref(), Some(words), "{figure}");
        }
        for doubtful in [
            "", "14.", "5.0", ".5", "-3", "+3", "1e3", "1,25", "12,50", "014", "½", "1000000", "2.1234",
            "1 0",
        ] {
            assert_eq!(figure_in_words(doubtful), None, "{doubtful:?} must not be put into words");
        }
        assert_eq!(in_words(2_000_000_001), "two billion one");
    }

    #[test]
    fn error_prone_directions_are_refused() {
        for (sentence, found) in [
            ("Take 1 tab by mouth", "tab"),
            ("Take 1 tablet PO twice daily", "PO"),
            ("1 tablet BID.", "BID"),
            ("1 tablet q.d.", "q.d"),
            ("Inject 10U under the skin", "10U"),
            ("Inject 10 U under the skin", "U"),
            ("Inject 10 IU", "IU"),
            ("Take 50 µg", "µg"),
            ("Take 50µg daily", "50µg"),
            ("Take 5cc at night", "5cc"),
            ("MS 5 mg", "MS"),
            ("1 drop OS", "OS"),
            ("Take 5.0 mg daily", "5.0"),
            ("Take .5 mg daily", ".5"),
            ("Inject 10000 units", "10000"),
            ("Take 1 tablet (QOD)", "QOD"),
            ("D/C the old tablets", "D/C"),
        ] {
            let error = check_sentence(sentence).expect_err(sentence);
            assert_eq!(error.found, found, "{sentence}");
        }
    }

    #[test]
    fn plain_directions_pass() {
        for sentence in [
            "Take 1 capsule by mouth twice daily for 7 days, with a full glass of water.",
            "Inject 10,000 units under the skin every other day.",
            "Take 0.5 mg as needed, at most 3 tablets a day.",
            "Put 1 drop in the left eye. Do not use us or ad as words.",
            "Take 2.5 mL (half a teaspoon) at 10:30.",
        ] {
            assert_eq!(check_sentence(sentence), Ok(()), "{sentence}");
        }
    }
}
