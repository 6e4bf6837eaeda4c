//! Words as they are compared: without accents, capitals and punctuation, with one slip of the finger forgiven.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Small letters and digits, without accents, one space between words: `Ménière's` is `menieres`.
#[must_use]
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return plain_of(text.chars());
    }
    plain_of(text.nfd().filter(|letter| !is_combining_mark(*letter)))
}

fn plain_of(letters: impl Iterator<Item = char>) -> String {
    let mut said = String::new();
    for letter in letters {
        match letter {
            // "Crohn's" and "Crohns" are the same word.
            '\'' | '’' => {}
            _ if letter.is_alphanumeric() => said.extend(letter.to_lowercase()),
            _ if said.is_empty() || said.ends_with(' ') => {}
            _ => said.push(' '),
        }
    }
    if said.ends_with(' ') {
        said.pop();
    }
    said
}

/// The spellings under which a plain word may stand: itself, without its plural, and in American spelling.
#[must_use]
pub fn spellings(word: &str) -> Vec<String> {
    let mut all = vec![word.to_owned()];
    let mut add = |spelling: String| {
        if spelling.len() >= 3 && !all.contains(&spelling) {
            all.push(spelling);
        }
    };
    if word.len() >= 4 {
        if let Some(stem) = word.strip_suffix("ies") {
            add(format!("{stem}y"));
        } else if let Some(stem) = word.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'i', 'u'])) {
            add(stem.to_owned());
        }
    }
    if word.len() >= 5 {
        // haemorrhoid, diarrhoea, oesophagus, tumour; "toe" and "joe" are too short to be meant.
        let american =
            word.replace("ae", "e").replace("oe", "e").replace("our", "or").replace("isation", "ization");
        add(american);
    }
    all
}

/// Whether `typed` is the beginning of `word` but for one letter left out, added, changed or swapped with the next.
/// The first letter has to be right unless it is swapped: that is how people mistype, and it keeps guesses few.
#[must_use]
pub fn begins_but_for_a_slip(word: &str, typed: &str) -> bool {
    let (word, typed) = (word.as_bytes(), typed.as_bytes());
    let same = word.iter().zip(typed).take_while(|(a, b)| a == b).count();
    if same == typed.len() {
        return true;
    }
    let rest = |from: usize, typed_from: usize| {
        let (word, typed) =
            (word.get(from..).unwrap_or_default(), typed.get(typed_from..).unwrap_or_default());
        word.starts_with(typed)
    };
    let swapped = word.get(same).is_some()
        && word.get(same) == typed.get(same + 1)
        && word.get(same + 1) == typed.get(same)
        && rest(same + 2, same + 2);
    if swapped {
        return true;
    }
    if same == 0 {
        return false;
    }
    rest(same + 1, same + 1) || rest(same + 1, same) || rest(same, same + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_capitals_and_marks_make_no_difference() {
        assert_eq!(plain("Ménière's disease, (left)"), "menieres disease left");
        assert_eq!(plain("  COVID-19 "), "covid 19");
        assert_eq!(plain("--"), "");
    }

    #[test]
    fn a_word_has_other_spellings() {
        assert_eq!(spellings("allergies"), ["allergies", "allergy"]);
        assert_eq!(spellings("anaemia"), ["anaemia", "anemia"]);
        assert_eq!(spellings("toe"), ["toe"]);
        assert_eq!(spellings("pus"), ["pus"]);
        assert_eq!(spellings("abscess"), ["abscess"]);
    }

    #[test]
    fn one_slip_is_forgiven_and_two_are_not() {
        for typed in ["pnuemonia", "pneumona", "pneumoonia", "pneunonia", "pneumonai", "pneu", "pnuem"] {
            assert!(begins_but_for_a_slip("pneumonia", typed), "{typed}");
        }
        for typed in ["pnuemona", "xneumonia", "bneu", "pneumoniaxy"] {
            assert!(!begins_but_for_a_slip("pneumonia", typed), "{typed}");
        }
    }
}
