//! Reading back what was printed, word for word. A line is taken for a printed one only when printing what was
//! read gives the same text again; then its note is free text that needs no understanding.

use super::line::{RxLine, typed};
use super::{Sig, print};

/// Reads a printed item or sentence. None when the line is not word for word what would be printed.
pub(super) fn read(line: &str) -> Option<RxLine> {
    let sentences = sentences(line.trim());
    let opens = |text: &&str| text.starts_with(|first: char| first.is_ascii_uppercase());
    let (place, sig) =
        sentences.iter().enumerate().filter(|(_, text)| opens(text)).find_map(|(place, text)| {
            let read = typed(text, false);
            let sig = Sig { steps: read.sig.steps, note: None };
            (!sig.steps.is_empty() && print(&sig) == **text).then_some((place, sig))
        })?;
    let name = sentences[..place].join(" ");
    let mut item = match name.strip_suffix('.') {
        Some(name) => name_of(name),
        None if name.is_empty() => RxLine::default(),
        None => return None,
    };
    item.sig = sig;
    let mut note: Vec<&str> = Vec::new();
    for sentence in &sentences[place + 1..] {
        let ordered = typed(sentence, false);
        let is_order = ordered.sig == Sig::default() && ordered.rest.is_empty();
        if let Some(reason) = sentence.strip_prefix("For: ") {
            item.reason = Some(reason.strip_suffix('.').unwrap_or(reason).to_owned());
        } else if sentence.starts_with("Dispense ") && is_order && ordered.quantity.is_some() {
            item.quantity = ordered.quantity;
        } else if sentence.starts_with("Repeats: ") && is_order && ordered.refills.is_some() {
            item.refills = ordered.refills;
        } else {
            note.push(sentence);
        }
    }
    if !note.is_empty() {
        item.sig.note = Some(super::line::sentence(&note.join(" ")));
    }
    Some(item)
}

/// The name of a product: nothing but drug, strength and form.
fn name_of(name: &str) -> RxLine {
    let read = typed(name, true);
    if read.sig.note.is_none() && read.quantity.is_none() && read.refills.is_none() && read.reason.is_none() {
        RxLine { drug: read.drug, strength: read.strength, form: read.form, ..RxLine::default() }
    } else {
        RxLine { drug: name.to_owned(), ..RxLine::default() }
    }
}

/// Parts a text after each full stop that white space follows.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(". ") {
        found.push(text[start..=at].trim());
        start = at + 1;
    }
    found.push(text[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}
