//! What a typed line becomes: chips, shown before Enter, so that nobody records what they did not mean.
//!
//! The one grammar of the program: the note, the desk and the terminal read a line here and nowhere else. A word with
//! a slash says what the line is (`/dx`, `/rx`, `/allergy`). Without one, a line is vitals when it is made of
//! measurements, a follow-up when it is as short as `fu 2w bp`, and a prescription when it begins with a medicine we
//! know and says how much of it or how it is taken. Everything else stays the text it is, however it is written.
//! Reading is total: any text gives chips. Nothing typed is lost: what was not understood is a text chip, or stands
//! in the printed sentence.
//!
//! Deliberately not here: what is entered into a chart and when. That is `api`'s business, through its commands.

mod allergy;
mod complete;
mod medicine;
mod orders;
#[cfg(test)]
pub(crate) mod tests;
mod when;

pub use allergy::Kind as AllergyKind;
pub use complete::{Completion, LEADS, Lead, complete};
pub use medicine::{Amount, Medicine};
pub use orders::{FollowUp, Order, Ordered, Shot, Task};
pub use when::{Setting, Span, SpanUnit};

use crate::diagnoses::Diagnoses;
use crate::formulary::Formulary;
use crate::orderable::Orderable;
use crate::vaccines::Vaccines;
use chart::sections::vitals;
use serde::Serialize;

/// Everything a line is read with.
#[derive(Debug, Clone, Copy)]
pub struct Pack<'p> {
    /// Diagnoses.
    pub diagnoses: &'p Diagnoses,
    /// Medicines.
    pub formulary: &'p Formulary,
    /// Tests and sets of tests.
    pub orderable: &'p Orderable,
    /// Vaccines.
    pub vaccines: &'p Vaccines,
}

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
        /// What kind of thing it is, where that is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        category: Option<AllergyKind>,
        /// What happened.
        #[serde(skip_serializing_if = "Option::is_none")]
        reaction: Option<String>,
        /// The patient was asked, and none is known.
        none_known: bool,
    },
    /// A test, a picture or a referral to order.
    Order(Order),
    /// A vaccine, given or refused.
    Immunization(Shot),
    /// The patient is to come again.
    FollowUp(FollowUp),
    /// Something for somebody of the practice to do.
    Task(Task),
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

/// Reads a line. Never fails; an empty line has no chips.
#[must_use]
pub fn read(line: &str, pack: &Pack<'_>, setting: Setting) -> Vec<Chip> {
    let line = line.trim();
    if line.is_empty() {
        return Vec::new();
    }
    if line.chars().count() > LONGEST {
        return vec![text(line)];
    }
    if let Some((word, rest)) = command(line) {
        return said(word, rest, pack, setting).unwrap_or_else(|| vec![text(line)]);
    }
    if allergy::none_known(line) {
        return vec![allergy::no_allergy()];
    }
    if let Some(chips) = measured(line, false) {
        return chips;
    }
    if let Some(chip) = orders::short_follow_up(line, setting) {
        return vec![chip];
    }
    match medicine::ordered(line, pack.formulary) {
        Some(medicine) => vec![Chip::Prescription(medicine)],
        None => vec![text(line)],
    }
}

/// Longer than any line that is not prose; reading a sig is quadratic in the number of amounts.
const LONGEST: usize = 1_000;

/// `/dx pharyngitis` is `dx` and `pharyngitis`.
fn command(line: &str) -> Option<(&str, &str)> {
    let (word, rest) = line.strip_prefix('/')?.split_once(char::is_whitespace)?;
    Some((word, rest.trim())).filter(|(_, rest)| !rest.is_empty())
}

fn said(word: &str, rest: &str, pack: &Pack<'_>, setting: Setting) -> Option<Vec<Chip>> {
    let formulary = pack.formulary;
    let chip = match word.to_lowercase().as_str() {
        "rx" | "prescribe" => Chip::Prescription(medicine::medicine(rest, formulary)),
        "med" | "meds" | "medication" | "takes" => Chip::Medication(medicine::medicine(rest, formulary)),
        "dx" | "diagnosis" | "problem" => problem(rest, pack.diagnoses),
        "allergy" | "allergies" | "allergic" | "all" => allergy::allergy(rest, formulary),
        "order" | "orders" | "lab" | "labs" => {
            return Some(orders::orders(rest, pack.orderable)).filter(|all| !all.is_empty());
        }
        "imm" | "vax" | "vaccine" | "immunization" => orders::shot(rest, pack.vaccines, setting),
        "fu" | "f/u" | "followup" | "follow-up" => orders::follow_up(rest, setting),
        "task" | "todo" => orders::task(rest, setting),
        "vitals" | "vs" => return Some(measured(rest, true).unwrap_or_else(|| vec![text(rest)])),
        "note" | "text" => text(rest),
        _ => return None,
    };
    Some(vec![chip])
}

fn text(text: &str) -> Chip {
    Chip::Text { text: text.to_owned() }
}

/// Words that make a report of a line that begins with a measurement: "BP 150/90 at home", "T 38 yesterday".
const OF_REPORTS: &[&str] = &[
    "ago",
    "and",
    "at",
    "before",
    "but",
    "by",
    "chest",
    "during",
    "earlier",
    "ever",
    "from",
    "had",
    "has",
    "home",
    "improved",
    "in",
    "is",
    "last",
    "no",
    "not",
    "on",
    "or",
    "previous",
    "previously",
    "prior",
    "since",
    "the",
    "then",
    "today",
    "until",
    "up",
    "usually",
    "was",
    "week",
    "were",
    "when",
    "while",
    "yesterday",
];

/// The measurements of a line that is made of them, or, when it is said to be vitals, of any line that has one. A
/// line that is not said to be vitals may end in a remark of three words when it has two measurements or more.
fn measured(line: &str, said: bool) -> Option<Vec<Chip>> {
    let read = vitals::line::parse(line);
    let begins = read.pieces.first().is_some_and(|piece| !piece.codes.is_empty());
    if read.measurements.is_empty() || !(begins || said) {
        return None;
    }
    if !said {
        let ends = read.pieces.last().is_some_and(|piece| piece.codes.is_empty());
        let words: Vec<String> = read
            .not_understood
            .iter()
            .flat_map(|rest| rest.split_whitespace())
            .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase())
            .collect();
        let parts = read.pieces.iter().filter(|piece| !piece.codes.is_empty()).count();
        let remark = read.not_understood.len() == 1
            && ends
            && parts > 1
            && words.len() <= 3
            && !line.ends_with(['.', '!', '?'])
            && !words.iter().any(|word| OF_REPORTS.contains(&word.as_str()));
        if !(read.not_understood.is_empty() || remark) {
            return None;
        }
    }
    let measured = read.measurements.iter().map(|measurement| {
        let code = measurement.code;
        Chip::Vital(Vital { code, loinc: code.loinc(), value: measurement.value, unit: code.unit() })
    });
    Some(measured.chain(read.not_understood.iter().map(|rest| text(rest))).collect())
}

/// `pharyngitis`, or words with their code behind them as a completion writes it: `Acute pharyngitis [J02.9]`.
fn problem(words: &str, diagnoses: &Diagnoses) -> Chip {
    let chosen = words.strip_suffix(']').and_then(|words| words.rsplit_once('['));
    if let Some((words, code)) = chosen
        && let Some(hit) = diagnoses.exactly(code.trim()).filter(|_| !words.trim().is_empty())
    {
        let (code, display) = (Some(hit.code), Some(hit.display));
        return Chip::Problem { text: words.trim().to_owned(), code, display };
    }
    let hit = diagnoses.exactly(words);
    let (code, display) = hit.map(|hit| (hit.code, hit.display)).unzip();
    Chip::Problem { text: words.to_owned(), code, display }
}
