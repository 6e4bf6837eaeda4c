//! Words of the typist that stay on the paper, without the abbreviations that have led to wrong doses.
//!
//! The parts of a sig are spelt out by `print`; this does the same for the note, where a doctor's own words stand.
//! Source: ISMP, List of Error-Prone Abbreviations, Symbols, and Dose Designations, 2021; Joint Commission, Do Not Use
//! list, 2004. `D/C` is read as stop: nothing else makes sense in directions. Deliberately not here: `MS`, of which
//! nobody knows which medicine it is.

use super::figures::figure;
use super::tokens::read_number;
use super::words::{Word, phrase};

/// What is typed, in small letters, and what is written for it.
const SPELT: &[(&str, &str)] = &[
    ("u", "units"),
    ("iu", "units"),
    ("ius", "units"),
    ("qd", "once daily"),
    ("od", "once daily"),
    ("qod", "every other day"),
    ("eod", "every other day"),
    ("bd", "twice daily"),
    ("bid", "twice daily"),
    ("tds", "three times daily"),
    ("tid", "three times daily"),
    ("qds", "four times daily"),
    ("qid", "four times daily"),
    ("tiw", "three times weekly"),
    ("biw", "twice weekly"),
    ("hs", "at bedtime"),
    ("qhs", "at bedtime"),
    ("nocte", "at bedtime"),
    ("mane", "in the morning"),
    ("qam", "in the morning"),
    ("prn", "as needed"),
    ("stat", "at once"),
    ("ac", "before food"),
    ("pc", "after food"),
    ("po", "by mouth"),
    ("sl", "under the tongue"),
    ("sc", "under the skin"),
    ("sq", "under the skin"),
    ("subq", "under the skin"),
    ("im", "into a muscle"),
    ("iv", "into a vein"),
    ("os", "left eye"),
    ("ou", "both eyes"),
    ("au", "both ears"),
    ("ug", "mcg"),
    ("µg", "mcg"),
    ("μg", "mcg"),
    ("cc", "mL"),
    ("d/c", "stop"),
    ("dc", "stop"),
    ("tab", "tablet"),
    ("tabs", "tablets"),
    ("cap", "capsule"),
    ("caps", "capsules"),
    ("ii", "2"),
    ("iii", "3"),
    ("min", "minutes"),
    ("mins", "minutes"),
    ("hrs", "hours"),
];

/// Writes a text again with these words spelt out and its numbers in figures that cannot be misread.
pub(super) fn spelt_out(text: &str) -> String {
    let words = text.split_whitespace().map(word).collect::<Vec<_>>();
    words.join(" ")
}

fn word(typed: &str) -> String {
    let tail = typed.trim_end_matches([',', '.', ';', ':', ')', '!', '?']).len();
    let (inner, stop) = typed.split_at(tail);
    let small = inner.to_lowercase();
    if let Some((_, said)) =
        SPELT.iter().find(|(short, _)| *short == small || *short == small.replace('.', ""))
    {
        return format!("{said}{stop}");
    }
    match minutes(&small).or_else(|| numbered(inner)) {
        Some(said) => format!("{said}{stop}"),
        None => typed.to_owned(),
    }
}

/// `q5min` → `every 5 minutes`.
fn minutes(small: &str) -> Option<String> {
    let (value, length) = read_number(small.strip_prefix('q')?)?;
    let unit = match &small[1 + length..] {
        "min" | "mins" => "minutes",
        "h" | "hr" => "hours",
        _ => return None,
    };
    Some(format!("every {} {unit}", figure(value)))
}

/// `.5mg` → `0.5 mg`, `5.0` → `5`, `10u` → `10 units`.
fn numbered(inner: &str) -> Option<String> {
    if !inner.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    let (value, length) = read_number(inner)?;
    let unit = &inner[length..];
    let small = unit.to_lowercase();
    if !small.is_empty() && small != "%" && !matches!(phrase(&small, |_| None), Some((Word::Unit(..), 1))) {
        return None;
    }
    let unit = SPELT.iter().find(|(short, _)| *short == small).map_or(unit, |(_, said)| said);
    Some(match unit {
        "" | "%" => format!("{}{unit}", figure(value)),
        unit => format!("{} {unit}", figure(value)),
    })
}

#[cfg(test)]
mod tests {
    use super::spelt_out;

    #[test]
    fn what_could_be_misread_is_spelt_out_and_the_rest_is_left_alone() {
        let cases = [
            ("Rinse after use.", "Rinse after use."),
            ("10u hs if sugar > 15.0", "10 units at bedtime if sugar > 15"),
            (".5mg qod, 5 cc sc", "0.5 mg every other day, 5 mL under the skin"),
            ("d/c after 5 days.", "stop after 5 days."),
            ("q5min", "every 5 minutes"),
            ("2nd line on 1/2/2026", "2nd line on 1/2/2026"),
        ];
        for (typed, said) in cases {
            assert_eq!(spelt_out(typed), said, "{typed}");
        }
    }
}
