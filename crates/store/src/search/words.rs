//! Which words a patient can be found by.

use super::fold::{folded, is_apostrophe};
use chart::sections::patients::HumanName;

/// How many signs of a name are indexed at most: longer ones are no names, and an index must not choke on them.
const LONGEST_NAME: usize = 400;
/// The shortest part of a word that is looked for inside words.
pub(crate) const SHORTEST_PART: usize = 3;
/// Letters of a word from which the parts inside it start, at most.
const LONGEST_WORD: usize = 40;

/// The folded names of a patient as one text, `family,given,former`, words separated by blanks.
///
/// Each group also holds its words written as one, so that `vanderberg` finds van der Berg, and the end of a
/// word with an apostrophe, so that `brien` finds O'Brien.
pub(crate) fn names(name: &HumanName, former: &[HumanName]) -> String {
    let mut family = words_of(&name.family);
    let mut given = words_of(&name.given);
    // Names without blanks between their parts are typed as one word.
    if is_written_together(&name.family) || is_written_together(&name.given) {
        family.push(folded(&format!("{}{}", name.family, name.given)).replace(' ', ""));
        given.push(folded(&format!("{}{}", name.given, name.family)).replace(' ', ""));
    }
    let mut before: Vec<String> = Vec::new();
    for name in former {
        before.extend(words_of(&name.family));
        before.extend(words_of(&name.given));
    }
    before.retain(|word| !family.contains(word) && !given.contains(word));
    [family, given, before].map(|words| distinct(words).join(" ")).join(",")
}

/// The words of [`names`] with the group each stands in first.
pub(crate) fn words(names: &str) -> Vec<(&str, usize)> {
    let mut words: Vec<(&str, usize)> = Vec::new();
    for (kind, group) in names.split(',').enumerate() {
        for word in group.split_whitespace() {
            if !words.iter().any(|(known, _)| *known == word) {
                words.push((word, kind));
            }
        }
    }
    words
}

/// Each word of [`names`] from its second letter on, from its third, down to three letters.
pub(crate) fn parts(names: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for (word, _) in words(names) {
        let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).take(LONGEST_WORD).collect();
        let last = starts.len().saturating_sub(SHORTEST_PART - 1);
        parts.extend(starts.iter().take(last).skip(1).map(|at| &word[*at..]));
    }
    parts.sort_unstable();
    parts.dedup();
    parts
}

/// Each telephone number's digits from the first on, from the second, down to three.
pub(crate) fn phone_parts(digits: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = digits
        .split_whitespace()
        .flat_map(|number| (0..number.len().saturating_sub(2)).map(|at| &number[at..]))
        .collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}

/// The digits of telephone numbers as written, blanks between the numbers. None is longer than E.164 allows
/// with its prefix (17 digits).
pub(crate) fn phone_digits(phones: &[String]) -> String {
    let digits =
        |phone: &String| -> String { folded(phone).chars().filter(char::is_ascii_digit).take(17).collect() };
    phones.iter().map(digits).filter(|number| !number.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A chart number as it is compared: folded, together, without leading zeros.
pub(crate) fn chart_key(chart_number: &str) -> String {
    folded(chart_number).replace(' ', "").trim_start_matches('0').to_owned()
}

fn words_of(text: &str) -> Vec<String> {
    let text: String = text.chars().take(LONGEST_NAME).collect();
    let mut words: Vec<String> = folded(&text).split_whitespace().map(str::to_owned).collect();
    if words.len() > 1 {
        words.push(words.concat());
    }
    let ends = text.split(|sign: char| sign.is_whitespace() || sign == '-').filter_map(|word| {
        let (_, end) = word.rsplit_once(is_apostrophe)?;
        Some(folded(end)).filter(|end| end.chars().count() >= SHORTEST_PART && !end.contains(' '))
    });
    words.extend(ends);
    words
}

fn is_written_together(text: &str) -> bool {
    text.chars().any(
        |sign| matches!(sign, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{3FFFF}'),
    )
}

fn distinct(words: Vec<String>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        if !distinct.contains(&word) {
            distinct.push(word);
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(family: &str, given: &str) -> HumanName {
        HumanName { family: family.into(), given: given.into(), prefix: None }
    }

    #[test]
    fn names_are_indexed_as_people_type_them() {
        assert_eq!(names(&name("van der Berg", "Anna"), &[]), "van der berg vanderberg,anna,");
        assert_eq!(names(&name("O'Brien", "Seán"), &[]), "obrien brien,sean,");
        assert_eq!(names(&name("王", "小明"), &[]), "王 王小明,小明 小明王,");
        assert_eq!(names(&name("Novak", "Eva"), &[name("Dvořák", "Eva")]), "novak,eva,dvorak");
        assert_eq!(words("a b,b c,a d"), [("a", 0), ("b", 0), ("c", 1), ("d", 2)]);
    }

    #[test]
    fn parts_start_inside_words_and_are_three_letters_at_least() {
        assert_eq!(parts("novak,eva,"), ["ovak", "vak"]);
        assert_eq!(phone_parts("12345 99"), ["12345", "2345", "345"]);
        assert_eq!(
            phone_digits(&["+1 (217) 555-0142".into(), "none".into(), "٠١٢".into()]),
            "12175550142 012"
        );
        assert_eq!(chart_key(" 00 4217"), "4217");
    }
}
