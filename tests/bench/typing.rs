//! What a front desk types into the box, keystroke by keystroke.

use chart::sections::patients::Patient;

/// Every text that stands in the box while somebody looks for this patient: one way of looking for each
/// patient, in turn, so that a run has all of them.
pub(crate) fn keystrokes(patient: &Patient, turn: usize) -> Vec<String> {
    let (family, given) = (&patient.name.family, &patient.name.given);
    let whole = match turn % 7 {
        0 => format!("{family} {given}"),
        1 => format!("{given} {family}"),
        2 => format!("{} {}", start(given, 2), start(family, 3)),
        3 => with_a_slip(family),
        4 => patient.birth_date.map(|date| date.to_string()).unwrap_or_default(),
        5 => patient.phones.first().cloned().unwrap_or_default(),
        _ => patient.chart_number.clone(),
    };
    let signs: Vec<char> = whole.chars().collect();
    (1..=signs.len()).map(|length| signs[..length].iter().collect()).collect()
}

fn start(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

fn with_a_slip(word: &str) -> String {
    let mut signs: Vec<char> = word.chars().collect();
    if signs.len() > 3 {
        signs.swap(1, 2);
    }
    signs.into_iter().collect()
}
