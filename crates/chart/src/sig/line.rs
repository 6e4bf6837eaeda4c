//! A whole drug line: the drug, its strength and form, the sig, how much to dispense and how often again.

use super::reader::{self, Found};
use super::words::{Measure, measure};
use super::{Sig, printed, resolve, spelt};
use crate::coding::Quantity;
use crate::typed::Piece;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A typed drug line, read. Everything typed is in one of the fields; nothing is dropped.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RxLine {
    /// The drug as typed: `amox`. Empty when the line starts with the sig.
    pub drug: String,
    /// The strength: `500 mg`, `250 mg/5 mL`, `1%`; `500` when no unit was typed.
    pub strength: Option<String>,
    /// The dose form in one word or two: `capsule`, `eye drops`.
    pub form: Option<String>,
    /// How it is taken.
    pub sig: Sig,
    /// How much to dispense, where it was typed. Else see [`super::quantity`].
    pub quantity: Option<Quantity>,
    /// How often it may be dispensed again, where it was typed.
    pub refills: Option<u32>,
    /// What it is for, where it was typed.
    pub reason: Option<String>,
    /// What is unclear or was assumed, in sentences.
    pub doubts: Vec<String>,
    /// What was not understood. It also stands in the note, so that it cannot be overlooked.
    pub rest: Vec<Piece>,
}

/// Reads a drug line as it is typed: `amox 500 mg cap tid 7d #21 rf 1`. Never fails.
#[must_use]
pub fn parse_line(line: &str) -> RxLine {
    printed::read(line).unwrap_or_else(|| typed(line, true))
}

/// Reads a sig without a drug: `1 tab po bid x7d`, or a printed sentence. Never fails.
#[must_use]
pub fn parse(text: &str) -> Sig {
    printed::read(text).filter(|line| line.drug.is_empty()).unwrap_or_else(|| typed(text, false)).sig
}

pub(super) fn typed(text: &str, named: bool) -> RxLine {
    let mut found = reader::read(text, named);
    let steps = resolve::steps(&mut found);
    let rest = rest(text, &mut found);
    let note = note(&rest);
    let Found { tokens, drug_end, release, strength, form, mut quantity, refills, reason, doubts, .. } =
        found;
    let start = tokens.first().map_or(0, |token| token.start);
    let mut drug = match drug_end.checked_sub(1).and_then(|last| tokens.get(last)) {
        Some(last) => text[start..last.end].to_owned(),
        None => String::new(),
    };
    for place in release {
        drug.push(' ');
        drug.push_str(&text[tokens[place].start..tokens[place].end]);
    }
    if let Some(quantity) = quantity.as_mut().filter(|quantity| quantity.unit.is_empty()) {
        let dose = steps.iter().find_map(|step| step.dose.as_ref());
        if let Some(dose) = dose.filter(|dose| measure(&dose.unit) == Measure::Piece) {
            quantity.unit.clone_from(&dose.unit);
        } else if let Some(form) = form {
            form.clone_into(&mut quantity.unit);
        }
    }
    if named && drug.is_empty() && steps.is_empty() && note.is_none() && strength.is_none() && form.is_none()
    {
        // Nothing was understood: it stays a text.
        text.trim().clone_into(&mut drug);
    }
    RxLine {
        drug,
        strength,
        form: form.map(str::to_owned),
        sig: Sig { steps, note },
        quantity,
        refills,
        reason,
        doubts,
        rest,
    }
}

/// What was not understood, in the runs in which it was typed.
fn rest(text: &str, found: &mut Found) -> Vec<Piece> {
    // The soft ones were found in order.
    found.unknown.sort_unstable();
    found.unknown.dedup();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &place in &found.unknown {
        match runs.last_mut() {
            Some((_, last))
                if (*last + 1..place).all(|between| found.soft.binary_search(&between).is_ok()) =>
            {
                *last = place
            }
            _ => runs.push((place, place)),
        }
    }
    runs.into_iter()
        .filter_map(|(first, last)| Some((found.tokens.get(first)?, found.tokens.get(last)?)))
        .map(|(first, last)| Piece::of(text, first.start, last.end))
        .collect()
}

/// The note that keeps what was not understood on the paper: a sentence of its own.
fn note(rest: &[Piece]) -> Option<String> {
    let said: Vec<&str> = rest
        .iter()
        .map(|piece| piece.text.trim())
        .filter(|text| text.chars().any(char::is_alphanumeric))
        .collect();
    if said.is_empty() { None } else { Some(sentence(&spelt::spelt_out(&said.join(", ")))) }
}

/// With a capital first letter and a full stop, as every note has.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let mut sentence: String =
        letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect();
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}
