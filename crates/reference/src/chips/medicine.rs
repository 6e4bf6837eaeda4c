//! Medicines in a line: read by the sig, named by the formulary.

use crate::formulary::{Formulary, Naming};
use chart::sig::{self, RxLine, Sig, TimeUnit, Timing};
use serde::Serialize;

/// A medicine as it was typed. What is not known is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Medicine {
    /// The generic name where the typed one can only mean one medicine, else as typed. Empty, and left out, when the
    /// line says only how something is taken.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub drug: String,
    /// RxNorm's code of the ingredient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// `500 mg`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<String>,
    /// `capsule`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// How much each time, in the first step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dose: Option<Amount>,
    /// Which way into the body, as `chart` names it: `oral`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<sig::Route>,
    /// How often in a day at most, in the first step: 0.143 is once a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times_per_day: Option<f64>,
    /// Only when needed.
    pub as_needed: bool,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// For how many days in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_days: Option<u32>,
    /// How much to dispense: as typed, else counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<f64>,
    /// Of what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity_unit: Option<String>,
    /// How often it may be dispensed again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refills: Option<u32>,
    /// The sentence that goes on paper.
    pub print: String,
    /// What is unclear or was assumed, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
}

/// How much each time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Amount {
    /// The amount, or the least of a range.
    pub value: f64,
    /// The most of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Of what: `capsule`, `mg`. Empty when only a number was typed.
    pub unit: String,
}

/// Words that make a sentence of a line that begins with a medicine: "Metformin was stopped in May".
const OF_SENTENCES: &[&str] = &[
    "a",
    "about",
    "after",
    "again",
    "allergy",
    "and",
    "are",
    "as",
    "at",
    "because",
    "been",
    "before",
    "but",
    "by",
    "caused",
    "causes",
    "continue",
    "continued",
    "decided",
    "denies",
    "despite",
    "did",
    "discussed",
    "does",
    "finished",
    "for",
    "from",
    "gave",
    "had",
    "has",
    "have",
    "he",
    "held",
    "helped",
    "helps",
    "her",
    "his",
    "if",
    "increased",
    "is",
    "last",
    "made",
    "makes",
    "my",
    "no",
    "not",
    "of",
    "off",
    "old",
    "on",
    "only",
    "over",
    "poorly",
    "reduced",
    "refused",
    "ran",
    "restarted",
    "she",
    "since",
    "started",
    "still",
    "stopped",
    "takes",
    "taking",
    "that",
    "the",
    "their",
    "then",
    "they",
    "to",
    "tolerated",
    "until",
    "was",
    "well",
    "were",
    "when",
    "which",
    "will",
    "with",
    "without",
    "works",
    "worked",
    "would",
    "yesterday",
];

/// A prescription without a slash: a medicine we know, with its strength, its form or how it is taken, and nothing
/// that would make a sentence of it. A name that several medicines begin with stays as typed, and is asked about; so
/// does a line that says only how something is taken.
pub(super) fn ordered(line: &str, formulary: &Formulary) -> Option<Medicine> {
    let read = sig::parse_line(line);
    let known = formulary.order(line).ingredient.is_some();
    let how = read.strength.is_some() || read.form.is_some() || read.quantity.is_some();
    // "aspirin allergy since childhood": the rest of the line was not understood, so it is a sentence.
    let rest = read.rest.first().map(|piece| piece.text.to_lowercase()).unwrap_or_default();
    let dosed = read.sig.steps.first().is_some_and(|step| {
        (step.dose.is_some() || read.strength.is_some())
            && (step.timing.is_some() || step.as_needed.is_some())
    });
    let words = |text: &str| text.split_whitespace().count();
    let sentence = rest
        .split_whitespace()
        .any(|word| OF_SENTENCES.contains(&word.trim_matches(|sign: char| !sign.is_alphanumeric())))
        || (!rest.is_empty() && line.ends_with(['.', '!', '?']));
    let instruction = dosed && read.rest.iter().all(|piece| is_instruction(&piece.text));
    let understood = instruction || (read.rest.len() <= 1 && !sentence && words(&rest) <= 3);
    let sure = if known {
        how || !read.sig.is_empty()
    } else if read.drug.is_empty() {
        read.rest.is_empty() && says_how(&read)
    } else {
        // "pred 40 mg od": a medicine, but which?
        dosed && read.rest.is_empty() && !formulary.ambiguous(&read.drug).is_empty()
    };
    (understood && sure).then(|| medicine(line, formulary))
}

/// The words are told to the patient, not of the patient.
fn is_instruction(text: &str) -> bool {
    const OPENS: &[&str] = &[
        "may", "can", "repeat", "reduce", "increase", "decrease", "titrate", "adjust", "until", "except",
        "avoid", "unless", "do", "swish", "rinse", "gargle", "after", "stop", "every", "q5min", "x2", "x3",
        "as",
    ];
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    let numbered = first.starts_with(|letter: char| letter.is_ascii_digit()) || first.starts_with('q');
    numbered || OPENS.contains(&first.trim_matches(|sign: char| !sign.is_alphanumeric()))
}

/// How much, how often and of what or where: `ii tabs qds prn pain`, `apply bd`, `1 gtt ou bid`.
fn says_how(read: &RxLine) -> bool {
    read.sig.steps.first().is_some_and(|step| {
        let often = step.timing.is_some() || step.as_needed.is_some();
        let what = step.dose.as_ref().is_some_and(|dose| !dose.unit.is_empty())
            || matches!(step.route, Some(sig::Route::Skin));
        often && what
    })
}

pub(super) fn medicine(line: &str, formulary: &Formulary) -> Medicine {
    let ordered = formulary.order(line);
    let typed = sig::parse_line(line).drug;
    let code = ordered.ingredient.and_then(|ingredient| ingredient.rxcui).map(str::to_owned);
    let mut read = ordered.line;
    read.drug = formulary.written(&read.drug, Naming::AsTyped(&typed)).into_owned();
    if ordered.ingredient.is_none() {
        let meant = formulary.ambiguous(&read.drug);
        if let [one, other, ..] = meant.as_slice() {
            read.doubts.push(format!("“{}” can be {one} or {other}.", read.drug));
        }
    }
    if read.quantity.is_none() {
        read.quantity = sig::quantity(&read.sig).map(|count| count.quantity);
    }
    let print = sig::print_line(&read);
    let first = read.sig.steps.first();
    let needed = read.sig.steps.iter().find_map(|step| step.as_needed.as_ref());
    let dose = first.and_then(|step| step.dose.as_ref());
    Medicine {
        code,
        dose: dose.map(|dose| Amount { value: dose.low, high: dose.high, unit: dose.unit.clone() }),
        route: first.and_then(|step| step.route),
        times_per_day: times_per_day(&read.sig),
        as_needed: needed.is_some(),
        reason: needed.and_then(|needed| needed.reason.clone()).or(read.reason),
        duration_days: read.sig.total_days(),
        quantity: read.quantity.as_ref().map(|quantity| quantity.value),
        quantity_unit: read.quantity.map(|quantity| quantity.unit).filter(|unit| !unit.is_empty()),
        refills: read.refills,
        drug: read.drug,
        strength: read.strength,
        form: read.form,
        print,
        doubts: read.doubts,
    }
}

/// How often in a day, at most, as the first step says. None for once only, as directed, and what was not said.
fn times_per_day(sig: &Sig) -> Option<f64> {
    let times = match sig.steps.first()?.timing.as_ref()? {
        Timing::Times { low, high, per } => {
            let days = match per {
                sig::Per::Day => 1.0,
                sig::Per::Week => 7.0,
                sig::Per::Month => 30.0,
            };
            f64::from(high.unwrap_or(*low)) / days
        }
        Timing::Every { low, unit, .. } => {
            let days = match unit {
                TimeUnit::Hour => 1.0 / 24.0,
                TimeUnit::Day => 1.0,
                TimeUnit::Week => 7.0,
                TimeUnit::Month => 30.0,
            };
            1.0 / (f64::from(*low) * days)
        }
        Timing::Parts(parts) => f64::from(u16::try_from(parts.len()).unwrap_or(u16::MAX)),
        Timing::Weekdays(days) => f64::from(u16::try_from(days.len()).unwrap_or(u16::MAX)) / 7.0,
        Timing::Once { .. } | Timing::AsDirected => return None,
    };
    times.is_finite().then(|| (times * 1_000.0).round() / 1_000.0)
}
