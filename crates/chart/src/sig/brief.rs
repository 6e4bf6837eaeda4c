//! The sig in a few words, for a line of a list on the screen: `1 tab evening`.
//!
//! Tablets and capsules are tabs and caps here, and `every` and `at` are left out, so that the line fits; every other
//! word is as spelt out as on paper, and none of ISMP's error-prone abbreviations can come out. What is left out (how long, with food, the note) stands in the whole sentence of [`super::print()`], which is
//! always one key away. What would mislead when left out is never left out: as needed, the place on the body, and
//! that the dose changes.

use super::print::{dose_words, timing_words, where_words};
use super::{Link, Route, Sig, Step};

/// Words of the sentence, and what a line of a list says in their place.
const SHORTER: &[(&str, &str)] = &[
    ("tablets", "tabs"),
    ("tablet", "tab"),
    ("capsules", "caps"),
    ("capsule", "cap"),
    ("once daily", "daily"),
    ("every morning", "morning"),
    ("every evening", "evening"),
    ("at bedtime", "bedtime"),
];

/// Whether the few words say the form already: `1 tab` says tablet.
#[must_use]
pub fn says_form(brief: &str, form: &str) -> bool {
    let short = SHORTER.iter().find(|(whole, _)| *whole == form).map_or(form, |(_, short)| short);
    brief.contains(form)
        || brief.split(' ').any(|word| word == short || word.strip_suffix('s') == Some(short))
}

/// A few words, or none where nothing is known in parts.
#[must_use]
pub fn brief(sig: &Sig) -> Option<String> {
    let (first, rest) = sig.steps.split_first()?;
    if rest.iter().any(|step| step.link == Link::Then) {
        // A taper has no one dose; the first of its steps alone would be read as the dose.
        return Some(format!("in {} steps", rest.len() + 1));
    }
    let mut words = step_words(first)?;
    for step in rest {
        words.push_str(" and ");
        words.push_str(&step_words(step)?);
    }
    Some(words)
}

fn step_words(step: &Step) -> Option<String> {
    let dose = step.dose.as_ref().map(dose_words);
    // By mouth is what a tablet says by itself; an eye and a vein are not.
    let place = where_words(step).filter(|_| step.route != Some(Route::Oral));
    let timing = step.timing.as_ref().map(timing_words);
    let need = step.as_needed.as_ref().map(|_| "as needed".to_owned());
    // How much without when would be read as one dose and no more.
    if timing.is_none() && need.is_none() {
        return None;
    }
    let words: Vec<String> = [dose, place, timing, need].into_iter().flatten().collect();
    let whole = words.join(" ");
    Some(SHORTER.iter().fold(whole, |said, (whole, short)| said.replace(whole, short)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sig::parse_line;

    fn of(line: &str) -> Option<String> {
        brief(&parse_line(line).sig)
    }

    #[test]
    fn a_line_says_how_much_and_when_and_nothing_else() {
        assert_eq!(of("warfarin 5 mg tab 1 po every evening").as_deref(), Some("1 tab evening"));
        assert_eq!(
            of("amoxicillin 500 mg cap 1 po tid 7d with food").as_deref(),
            Some("1 cap three times daily")
        );
    }

    #[test]
    fn the_form_is_known_where_it_is_said() {
        assert!(says_form("1 tab evening", "tablet") && says_form("2 tabs daily", "tablet"));
        assert!(says_form("1 drop in the left eye daily", "drop") && !says_form("5 mL daily", "suspension"));
        assert!(!says_form("1 cap daily", "tablet"));
    }

    #[test]
    fn what_would_mislead_when_left_out_is_never_left_out() {
        let need = of("paracetamol 500 mg tab 1-2 qid prn").expect("a sig");
        assert!(need.ends_with("as needed"), "{need}");
        let eye = of("timolol 0.5 % eye drops 1 drop left eye bid").expect("a sig");
        assert!(eye.contains("left eye"), "{eye}");
        let taper = of("prednisone 10 mg tab 4 daily 3d then 2 daily 3d").expect("a sig");
        assert_eq!(taper, "in 2 steps", "the first step alone would be read as the dose");
        assert_eq!(of("warfarin 5 mg tablet"), None, "nothing is known of how it is taken");
    }
}
