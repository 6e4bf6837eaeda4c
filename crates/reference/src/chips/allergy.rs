//! Allergies in a line: `/allergy penicillin rash`, `/allergy peanuts (hives)`, `nkda`.

use super::Chip;
use crate::formulary::Formulary;
use crate::words::plain;
use serde::Serialize;

/// What kind of thing the substance is, in FHIR's words. Left out where it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum Kind {
    Medication,
    Food,
    Environment,
}

/// Groups of medicines as they are named in an allergy; a single medicine is found in the formulary.
const CLASSES: &[&str] = &[
    "ace inhibitor",
    "ace inhibitors",
    "aspirin",
    "cephalosporin",
    "cephalosporins",
    "codeine",
    "contrast",
    "fluoroquinolones",
    "iodinated contrast",
    "local anesthetics",
    "macrolides",
    "nsaid",
    "nsaids",
    "opioids",
    "penicillin",
    "penicillins",
    "pcn",
    "quinolones",
    "statins",
    "sulfa",
    "sulfa drugs",
    "sulfonamide",
    "sulfonamides",
    "tetracyclines",
    "vaccines",
];

/// Foods and things around us that people are often allergic to. Any other word is as good.
const FOODS: &[&str] = &[
    "almonds",
    "cashews",
    "corn",
    "cow milk",
    "dairy",
    "egg",
    "eggs",
    "fish",
    "gluten",
    "hazelnuts",
    "kiwi",
    "milk",
    "nuts",
    "peanut",
    "peanuts",
    "sesame",
    "shellfish",
    "shrimp",
    "soy",
    "strawberries",
    "tree nuts",
    "walnuts",
    "wheat",
];
const AROUND: &[&str] = &[
    "adhesive",
    "bee",
    "bee sting",
    "bee stings",
    "bees",
    "cat",
    "cats",
    "cat hair",
    "dog",
    "dogs",
    "dust",
    "dust mites",
    "grass",
    "latex",
    "mold",
    "nickel",
    "pollen",
    "ragweed",
    "wasp",
    "wasps",
];

/// Words with which people begin to say what happened.
const REACTIONS: &[&str] = &[
    "anaphylactic",
    "anaphylaxis",
    "angioedema",
    "blister",
    "blisters",
    "bronchospasm",
    "collapse",
    "cough",
    "diarrhea",
    "diarrhoea",
    "dizziness",
    "dizzy",
    "dyspnea",
    "edema",
    "face",
    "facial",
    "flushing",
    "headache",
    "hives",
    "hypotension",
    "itch",
    "itching",
    "itchy",
    "lip",
    "lips",
    "nausea",
    "palpitations",
    "pruritus",
    "rash",
    "rhinitis",
    "severe",
    "mild",
    "shock",
    "sneezing",
    "sob",
    "swelling",
    "swollen",
    "throat",
    "tongue",
    "unknown",
    "upset",
    "urticaria",
    "vomiting",
    "vomits",
    "wheeze",
    "wheezing",
];

/// Asked, and none is known.
pub(super) fn no_allergy() -> Chip {
    Chip::Allergy { substance: String::new(), code: None, category: None, reaction: None, none_known: true }
}

/// What doctors write when they asked and the patient knows of none.
pub(super) fn none_known(words: &str) -> bool {
    matches!(plain(words).as_str(), "nka" | "nkda" | "no known allergies" | "no known drug allergies")
}

/// What was typed behind `/allergy`.
pub(super) fn allergy(words: &str, formulary: &Formulary) -> Chip {
    if none_known(words) || matches!(plain(words).as_str(), "none" | "none known" | "no") {
        return no_allergy();
    }
    let (typed, reaction) = allergen(words, formulary);
    let found = formulary.resolve(typed);
    let code = found.and_then(|ingredient| ingredient.rxcui).map(str::to_owned);
    // A brand or a short form becomes the medicine; any other word stays as typed.
    let substance = found.map_or(typed, |ingredient| ingredient.name).to_owned();
    let reaction = Some(reaction.to_owned()).filter(|reaction| !reaction.is_empty());
    let is = |list: &[&str]| list.contains(&plain(typed).as_str());
    let category = if found.is_some() || is(CLASSES) {
        Some(Kind::Medication)
    } else if is(FOODS) {
        Some(Kind::Food)
    } else if is(AROUND) {
        Some(Kind::Environment)
    } else {
        None
    };
    Chip::Allergy { substance, code, category, reaction, none_known: false }
}

/// `penicillin: rash`, `peanuts (hives)`, `amoxicillin rash`. Without a mark between them, the reaction begins behind
/// a medicine, or at the first word that says what happened; without either, all words are the substance.
fn allergen<'a>(words: &'a str, formulary: &Formulary) -> (&'a str, &'a str) {
    for mark in [":", " - ", " – ", ",", "(", "→", "->"] {
        if let Some((substance, reaction)) = words.split_once(mark)
            && !substance.trim().is_empty()
        {
            return (substance.trim(), reaction.trim().trim_end_matches(')').trim());
        }
    }
    let ends = words.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at);
    let mut cuts: Vec<usize> = ends.collect();
    cuts.push(words.len());
    let medicine = cuts.iter().rev().find(|cut| formulary.resolve(words[..**cut].trim()).is_some());
    let reacts = |cut: &&usize| {
        let next = words[**cut..].split_whitespace().next().unwrap_or_default();
        REACTIONS.contains(&plain(next).as_str())
    };
    let known = medicine.or_else(|| cuts.iter().find(reacts));
    match known {
        Some(cut) => (words[..*cut].trim(), words[*cut..].trim()),
        None => (words, ""),
    }
}

/// Names to complete an allergy with, besides the formulary's.
pub(super) fn fitting(typed: &str, most: usize) -> Vec<&'static str> {
    let typed = plain(typed);
    let all = [CLASSES, FOODS, AROUND].into_iter().flatten();
    all.copied().filter(|name| name.starts_with(&typed)).take(most).collect()
}
