//! The words that stand on a page by themselves, in each language a page can be printed in.
//!
//! They are data, `assets/words/paper.tsv`: one row a word, one column a language, so that a language is added
//! without touching a document. What a doctor wrote is never translated here.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::Locale;

const TABLE: &str = include_str!("../../../assets/words/paper.tsv");

/// The languages in the order of the table's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Arabic,
}

impl Language {
    fn column(self) -> usize {
        match self {
            Language::English => 1,
            Language::Arabic => 2,
        }
    }
}

/// Rows of the table without comments and head, each with its cells.
fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.skip(1).map(|line| line.split('\t').collect())
}

fn column(language: Language) -> &'static HashMap<&'static str, &'static str> {
    static ENGLISH: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    static ARABIC: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    let kept = match language {
        Language::English => &ENGLISH,
        Language::Arabic => &ARABIC,
    };
    kept.get_or_init(|| {
        rows().filter_map(|row| Some((*row.first()?, *row.get(language.column())?))).collect()
    })
}

/// One word or sentence of the table. A key that is not there is a fault of the program, which the test below
/// finds; the page then shows the key.
pub(crate) fn word(locale: Locale, key: &'static str) -> &'static str {
    column(locale.language()).get(key).copied().unwrap_or(key)
}

/// A sentence with its gaps filled: `{name}` by the value beside `name`.
pub(crate) fn filled(locale: Locale, key: &'static str, gaps: &[(&str, &str)]) -> String {
    let mut sentence = word(locale, key).to_owned();
    for (name, value) in gaps {
        sentence = sentence.replace(&format!("{{{name}}}"), value);
    }
    sentence
}

/// A short text that the caller has in English, in the language of the page: `Blood pressure`, `Female`. What the
/// table does not have stays as it is.
#[must_use]
pub fn translated(locale: Locale, english: &str) -> String {
    if locale.language() == Language::English {
        return english.to_owned();
    }
    let key = column(Language::English).iter().find(|(_, words)| words.eq_ignore_ascii_case(english));
    key.and_then(|(key, _)| column(locale.language()).get(key)).copied().unwrap_or(english).to_owned()
}

/// An age of years, or of years and months, months or days where those count: `67 y`, `3 y 4 m`, `7 m`, `12 d`.
#[must_use]
pub fn age(locale: Locale, months: i32, days: Option<i64>) -> String {
    let (years, rest) = (months / 12, months % 12);
    let gap = |number: String| vec![("n", number)];
    let (key, gaps): (&'static str, Vec<(&str, String)>) = match (months, days) {
        (0, Some(days)) => ("age_days", gap(days.to_string())),
        (months, _) if months < 24 => ("age_months", gap(months.to_string())),
        (months, _) if months < 72 && rest != 0 => {
            ("age_years_months", vec![("n", years.to_string()), ("m", rest.to_string())])
        }
        _ => ("age_years", gap(years.to_string())),
    };
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    filled(locale, key, &gaps)
}

/// `about 1950`: a date that is only estimated.
#[must_use]
pub fn about(locale: Locale, date: &str) -> String {
    filled(locale, "about_date", &[("date", date)])
}

/// `Come back at once for swelling …`: what begins small runs on, what begins with a capital follows a colon.
#[must_use]
pub fn come_back_at_once(locale: Locale, when: &str) -> String {
    let when = when.trim();
    let runs_on = when.chars().next().is_some_and(char::is_lowercase);
    format!("{}{}{when}", word(locale, "come_back"), if runs_on { " " } else { ": " })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_in_every_language_with_the_same_gaps() {
        let gaps = |text: &str| -> Vec<String> {
            let mut gaps: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next())
                .map(str::to_owned)
                .collect();
            gaps.sort();
            gaps
        };
        let mut keys = Vec::new();
        for row in rows() {
            assert_eq!(row.len(), 3, "{row:?} has a cell for each language");
            assert!(row.iter().all(|cell| !cell.trim().is_empty()), "{row:?} has no empty cell");
            assert_eq!(gaps(row[1]), gaps(row[2]), "{row:?} has the same gaps in each language");
            assert!(!keys.contains(&row[0]), "{} stands once", row[0]);
            keys.push(row[0]);
        }
        assert!(keys.len() > 80);
    }

    #[test]
    fn every_word_a_document_asks_for_is_there() {
        // The keys are written out in the sources; a slip of the finger is found by reading them.
        let sources = [
            include_str!("documents/common.rs"),
            include_str!("documents/visit_summary/page.rs"),
            include_str!("documents/medication_plan.rs"),
            include_str!("flow/page.rs"),
            include_str!("flow/chart.rs"),
            include_str!("dates.rs"),
        ];
        let mut asked = 0;
        for source in sources {
            for call in ["word(locale, \"", "filled(locale, \"", "say(\"", "say_of(\""] {
                for rest in source.split(call).skip(1) {
                    let key = rest.split('"').next().unwrap();
                    assert!(column(Language::English).contains_key(key), "{key} is in paper.tsv");
                    asked += 1;
                }
            }
        }
        assert!(asked > 40, "only {asked} words are asked for");
    }

    #[test]
    fn ages_and_labels_in_both_languages() {
        assert_eq!(age(Locale::EnUs, 67 * 12 + 8, Some(1)), "67 y");
        assert_eq!(age(Locale::EnUs, 40, None), "3 y 4 m");
        assert_eq!(age(Locale::EnUs, 0, Some(12)), "12 d");
        assert_eq!(age(Locale::Ar, 67 * 12, None), "67 سنة");
        assert_eq!(translated(Locale::Ar, "Blood pressure"), "ضغط الدم");
        assert_eq!(translated(Locale::Ar, "Warfarin"), "Warfarin", "a medicine keeps its name");
        assert_eq!(translated(Locale::EnGb, "Female"), "Female");
    }
}
