//! What a typed line becomes: chips, shown before Enter, so that nobody records what they did not mean.
//!
//! A word with a slash says what the line is (`/dx`, `/rx`, `/allergy`). Without one, a line is vitals when it begins
//! with a measurement, and a prescription when it begins with a medicine we know and says how much of it or how it
//! is taken. Everything else stays the text it is. Nothing typed is lost: what was not understood is a text chip, or
//! stands in the printed sentence.

use crate::diagnoses::Diagnoses;
use crate::formulary::Formulary;
use crate::words::plain;
use chart::sections::vitals;
use chart::sig::{self, RxLine, Sig, TimeUnit, Timing};
use serde::Serialize;

/// One chip.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Chip {
    /// A medicine to order.
    Prescription(Medicine),
    /// A medicine the patient takes, whoever ordered it.
    Medication(Medicine),
    /// One measurement.
    Vital(Vital),
    /// A diagnosis. It has a code only when the words can mean nothing else.
    Problem {
        /// As typed.
        text: String,
        /// ICD-10-CM.
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<String>,
        /// What the code says.
        #[serde(skip_serializing_if = "Option::is_none")]
        display: Option<String>,
    },
    /// An allergy, or that none is known.
    Allergy {
        /// To what, as chosen. Empty when none is known.
        substance: String,
        /// RxNorm's code, for a medicine.
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<String>,
        /// What happened.
        #[serde(skip_serializing_if = "Option::is_none")]
        reaction: Option<String>,
        /// The patient was asked, and none is known.
        none_known: bool,
    },
    /// Plain text.
    Text {
        /// As typed.
        text: String,
    },
}

/// One measurement, in its canonical unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Vital {
    /// What was measured: `bp-systolic`.
    pub code: vitals::VitalCode,
    /// The same in LOINC.
    pub loinc: &'static str,
    /// The number.
    pub value: f64,
    /// Its unit, UCUM.
    pub unit: &'static str,
}

/// A medicine as it was typed. What is not known is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Medicine {
    /// The generic name where the typed one can only mean one medicine, else as typed.
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

/// Reads a line. Never fails; an empty line has no chips.
#[must_use]
pub fn read(line: &str, formulary: &Formulary, diagnoses: &Diagnoses) -> Vec<Chip> {
    let line = line.trim();
    if line.is_empty() {
        return Vec::new();
    }
    if let Some((word, rest)) = command(line) {
        return said(word, rest, formulary, diagnoses).unwrap_or_else(|| vec![text(line)]);
    }
    if none_known(line) {
        return vec![no_allergy()];
    }
    if let Some(chips) = measured(line, false) {
        return chips;
    }
    match ordered(line, formulary) {
        Some(medicine) => vec![Chip::Prescription(medicine)],
        None => vec![text(line)],
    }
}

/// `/dx pharyngitis` is `dx` and `pharyngitis`.
fn command(line: &str) -> Option<(&str, &str)> {
    let (word, rest) = line.strip_prefix('/')?.split_once(char::is_whitespace)?;
    Some((word, rest.trim())).filter(|(_, rest)| !rest.is_empty())
}

fn said(word: &str, rest: &str, formulary: &Formulary, diagnoses: &Diagnoses) -> Option<Vec<Chip>> {
    let chip = match word.to_lowercase().as_str() {
        "rx" | "prescribe" => Chip::Prescription(medicine(sig::parse_line(rest), formulary)),
        "med" | "meds" | "medication" | "takes" => {
            Chip::Medication(medicine(sig::parse_line(rest), formulary))
        }
        "dx" | "diagnosis" | "problem" => problem(rest, diagnoses),
        "allergy" | "allergies" | "allergic" | "all" => allergy(rest, formulary),
        "vitals" | "vs" => return Some(measured(rest, true).unwrap_or_else(|| vec![text(rest)])),
        "note" | "text" => text(rest),
        _ => return None,
    };
    Some(vec![chip])
}

fn text(text: &str) -> Chip {
    Chip::Text { text: text.to_owned() }
}

/// The measurements of a line that begins with one, or, when it is said to be vitals, of any line that has one.
fn measured(line: &str, said: bool) -> Option<Vec<Chip>> {
    let read = vitals::line::parse(line);
    let begins = read.pieces.first().is_some_and(|piece| !piece.codes.is_empty());
    if read.measurements.is_empty() || !(begins || said) {
        return None;
    }
    let measured = read.measurements.iter().map(|measurement| {
        let code = measurement.code;
        Chip::Vital(Vital { code, loinc: code.loinc(), value: measurement.value, unit: code.unit() })
    });
    Some(measured.chain(read.not_understood.iter().map(|rest| text(rest))).collect())
}

/// A prescription without a slash: a medicine we know, with its strength, its form or how it is taken.
fn ordered(line: &str, formulary: &Formulary) -> Option<Medicine> {
    let read = sig::parse_line(line);
    formulary.resolve(named(&read.drug).0)?;
    let how = read.strength.is_some() || read.form.is_some() || read.quantity.is_some();
    // "aspirin allergy since childhood": the rest of the line was not understood, so it is a sentence.
    let understood = read.rest.len() <= 1 && (how || !read.sig.is_empty());
    understood.then(|| medicine(read, formulary))
}

/// The name, and how it is released, which the reader of the sig puts at its end: `metoprolol` and `er`.
fn named(drug: &str) -> (&str, Option<&str>) {
    const RELEASES: [&str; 10] = ["er", "xr", "xl", "sr", "cr", "la", "dr", "ec", "odt", "ir"];
    match drug.rsplit_once(' ') {
        Some((name, last)) if RELEASES.contains(&last.to_lowercase().as_str()) => (name, Some(last)),
        _ => (drug, None),
    }
}

fn medicine(mut read: RxLine, formulary: &Formulary) -> Medicine {
    let mut code = None;
    let (name, release) = named(&read.drug);
    if let Some(ingredient) = formulary.resolve(name) {
        code = ingredient.rxcui.map(str::to_owned);
        let release = release.map(|release| format!(" {}", release.to_uppercase())).unwrap_or_default();
        read.drug = format!("{}{release}", ingredient.name);
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

fn problem(words: &str, diagnoses: &Diagnoses) -> Chip {
    let hit = diagnoses.exactly(words);
    let (code, display) = hit.map(|hit| (hit.code, hit.display)).unzip();
    Chip::Problem { text: words.to_owned(), code, display }
}

fn no_allergy() -> Chip {
    Chip::Allergy { substance: String::new(), code: None, reaction: None, none_known: true }
}

/// What doctors write when they asked and the patient knows of none.
fn none_known(words: &str) -> bool {
    matches!(plain(words).as_str(), "nka" | "nkda" | "no known allergies" | "no known drug allergies")
}

fn allergy(words: &str, formulary: &Formulary) -> Chip {
    if none_known(words) || matches!(plain(words).as_str(), "none" | "none known" | "no") {
        return no_allergy();
    }
    let (substance, reaction) = allergen(words, formulary);
    let found = formulary.resolve(substance);
    let code = found.and_then(|ingredient| ingredient.rxcui).map(str::to_owned);
    // A brand or a short form becomes the medicine; any other word stays as typed.
    let substance = found.map_or(substance, |ingredient| ingredient.name).to_owned();
    let reaction = Some(reaction.to_owned()).filter(|reaction| !reaction.is_empty());
    Chip::Allergy { substance, code, reaction, none_known: false }
}

/// `penicillin: rash`, `peanuts (hives)`, `amoxicillin rash`. Without a mark between them, words behind a medicine
/// are the reaction; behind anything else they belong to the substance.
fn allergen<'a>(words: &'a str, formulary: &Formulary) -> (&'a str, &'a str) {
    for mark in [":", " - ", " – ", ",", "(", "→", "->"] {
        if let Some((substance, reaction)) = words.split_once(mark) {
            return (substance.trim(), reaction.trim().trim_end_matches(')').trim());
        }
    }
    let ends = words.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at);
    let mut cuts: Vec<usize> = ends.collect();
    cuts.push(words.len());
    let known = cuts.into_iter().rev().find(|cut| formulary.resolve(words[..*cut].trim()).is_some());
    match known {
        Some(cut) => (words[..cut].trim(), words[cut..].trim()),
        None => (words, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::sync::OnceLock;

    fn chips(line: &str) -> Value {
        static PACK: OnceLock<(Formulary, Diagnoses)> = OnceLock::new();
        let (formulary, diagnoses) =
            PACK.get_or_init(|| (Formulary::built_in().unwrap(), Diagnoses::built_in().unwrap()));
        serde_json::to_value(read(line, formulary, diagnoses)).unwrap()
    }

    #[test]
    fn a_prescription_becomes_its_parts() {
        let read = chips("amox 500 mg cap 1 po tid 7d rf 1");
        let chip = &read[0];
        assert_eq!(chip["kind"], "prescription", "{read}");
        for (key, value) in [
            ("drug", json!("amoxicillin")),
            ("code", json!("723")),
            ("strength", json!("500 mg")),
            ("form", json!("capsule")),
            ("dose", json!({"value": 1.0, "unit": "capsule"})),
            ("route", json!("oral")),
            ("times_per_day", json!(3.0)),
            ("as_needed", json!(false)),
            ("duration_days", json!(7)),
            ("quantity", json!(21.0)),
            ("quantity_unit", json!("capsule")),
            ("refills", json!(1)),
        ] {
            assert_eq!(chip[key], value, "{key} of {read}");
        }
        assert!(chip.get("reason").is_none(), "what is not known is left out: {read}");
        let print = chip["print"].as_str().unwrap();
        assert!(print.starts_with("amoxicillin 500 mg capsule. Take 1 capsule"), "{print}");
        assert!(print.contains("Dispense 21 capsules."), "{print}");
    }

    #[test]
    fn times_in_a_day_are_counted() {
        for (line, times) in [
            ("ibuprofen 400 mg tab q6h prn pain", json!(4.0)),
            ("alendronate 70 mg tab once weekly", json!(0.143)),
            ("metformin 500 mg tab bid", json!(2.0)),
            ("lisinopril 10 mg tab daily", json!(1.0)),
        ] {
            assert_eq!(chips(line)[0]["times_per_day"], times, "{line}: {}", chips(line));
        }
        let needed = chips("ibuprofen 400 mg tab q6h prn pain");
        assert_eq!(needed[0]["as_needed"], true, "{needed}");
        assert_eq!(needed[0]["reason"], "pain", "{needed}");
    }

    #[test]
    fn vitals_become_one_chip_each_and_the_rest_stays_text() {
        let read = chips("bp 158/92 hr 78 after stairs");
        assert_eq!(
            read,
            json!([
                {"kind": "vital", "code": "bp-systolic", "loinc": "8480-6", "value": 158.0, "unit": "mm[Hg]"},
                {"kind": "vital", "code": "bp-diastolic", "loinc": "8462-4", "value": 92.0, "unit": "mm[Hg]"},
                {"kind": "vital", "code": "heart-rate", "loinc": "8867-4", "value": 78.0, "unit": "/min"},
                {"kind": "text", "text": "after stairs"},
            ])
        );
    }

    #[test]
    fn a_diagnosis_has_a_code_only_when_the_words_can_mean_nothing_else() {
        assert_eq!(chips("/dx strep throat")[0]["code"], "J02.0");
        assert_eq!(chips("/dx I10")[0]["code"], "I10");
        let read = chips("/dx funny feeling in the left little toe");
        assert_eq!(read, json!([{"kind": "problem", "text": "funny feeling in the left little toe"}]));
    }

    #[test]
    fn allergies_become_substance_and_reaction() {
        let read = chips("/allergy amoxicillin rash");
        assert_eq!(read[0]["substance"], "amoxicillin", "{read}");
        assert_eq!(read[0]["reaction"], "rash", "{read}");
        let read = chips("/allergy peanuts (hives)");
        assert_eq!(
            (&read[0]["substance"], &read[0]["reaction"]),
            (&json!("peanuts"), &json!("hives")),
            "{read}"
        );
        assert_eq!(chips("/allergy cat hair")[0]["substance"], "cat hair");
        for line in ["NKDA", "/allergy none", "no known allergies"] {
            assert_eq!(chips(line)[0]["none_known"], true, "{line}");
        }
    }

    #[test]
    fn what_is_taken_is_not_what_is_ordered() {
        assert_eq!(chips("/med aspirin 81 mg daily")[0]["kind"], "medication");
        let read = chips("/rx unheardofine 5 mg tab daily");
        assert_eq!(
            (&read[0]["kind"], &read[0]["drug"]),
            (&json!("prescription"), &json!("unheardofine")),
            "{read}"
        );
        assert!(read[0].get("code").is_none(), "{read}");
    }

    #[test]
    fn a_slip_of_the_finger_never_becomes_another_drug() {
        let read = chips("/rx metfromin 500 mg tab bid");
        assert_eq!(read[0]["drug"], "metfromin", "{read}");
    }

    #[test]
    fn plain_text_stays_plain_text() {
        for line in [
            "Feels better since Tuesday.",
            "aspirin allergy since childhood, will ask her sister about it",
            "unheardofine 5 mg tab daily",
            "/unknown word",
            "/",
            "/rx",
            "// 12",
            "she drinks 2 cups of tea daily",
        ] {
            assert_eq!(chips(line), json!([{"kind": "text", "text": line}]), "{line}");
        }
        assert_eq!(chips("   "), json!([]));
    }
}
