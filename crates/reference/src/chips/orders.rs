//! What is to be done: orders, vaccines, follow-ups and tasks in a line.

use super::when::{self, Due, Setting, Span};
use super::{Chip, Lead};
use crate::orderable::Orderable;
use crate::vaccines::Vaccines;
use chrono::NaiveDate;
use serde::Serialize;

/// Something to be ordered: a test, or a set of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Order {
    /// The listed name, else as typed.
    pub name: String,
    /// `laboratory`, `imaging`, `other`; left out for what is not listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<&'static str>,
    /// Each test; a set has several.
    pub tests: Vec<Ordered>,
    /// It is to be done before the others.
    pub urgent: bool,
}

/// One test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ordered {
    /// The listed name, else as typed.
    pub name: String,
    /// LOINC, where one code is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loinc: Option<&'static str>,
}

/// A vaccine, given or refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shot {
    /// The listed name, else as typed.
    pub vaccine: String,
    /// CDC's CVX.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cvx: Option<String>,
    /// False when it was refused or not given.
    pub given: bool,
    /// Somebody else gave it.
    pub elsewhere: bool,
    /// When, if not today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// The lot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// Where on the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// What is unclear, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
}

/// The patient is to come again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FollowUp {
    /// In how long, where a length of time was typed.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// What for. Empty when nothing was typed.
    pub text: String,
    /// What is unclear, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
}

/// Something for somebody of the practice to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Whose: a role. Left out when nobody was named.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub whose: Option<&'static str>,
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// What.
    pub text: String,
    /// What is unclear, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
}

/// Words of the practice's roles, in FHIR-like kebab case as the role table has them.
pub(super) const ROLES: &[(&str, &str)] = &[
    ("nurse", "nurse"),
    ("rn", "nurse"),
    ("ma", "nurse"),
    ("doctor", "physician"),
    ("physician", "physician"),
    ("dr", "physician"),
    ("md", "physician"),
    ("desk", "front-desk"),
    ("reception", "front-desk"),
    ("receptionist", "front-desk"),
    ("front-desk", "front-desk"),
    ("frontdesk", "front-desk"),
    ("admin", "administrator"),
    ("administrator", "administrator"),
];

/// `a1c, lipids`: one chip each. Without commas, words that are all listed are one order each as well.
pub(super) fn orders(words: &str, orderable: &Orderable) -> Vec<Chip> {
    let parts: Vec<&str> =
        words.split([',', ';', '+']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut chips = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        // "X-ray, knee" is one name with a comma in it.
        let long = (at + 2..=parts.len().min(at + 3)).rev().find_map(|end| {
            let name = parts.get(at..end)?.join(", ");
            let (name, urgent) = urgent(&name);
            Some((Order { urgent, ..order_of(name, orderable)? }, end))
        });
        match long {
            Some((order, end)) => {
                chips.push(Chip::Order(order));
                at = end;
            }
            None => {
                chips.extend(one_or_more(parts[at], orderable).into_iter().map(Chip::Order));
                at += 1;
            }
        }
    }
    chips
}

fn one_or_more(words: &str, orderable: &Orderable) -> Vec<Order> {
    let (words, urgent) = urgent(words);
    if order_of(words, orderable).is_none() {
        let apart: Vec<Order> =
            apart(words, orderable).into_iter().map(|part| order(part, urgent, orderable)).collect();
        if apart.len() > 1 {
            return apart;
        }
    }
    vec![order(words, urgent, orderable)]
}

/// The longest listed names one after the other. Empty when a word is left over.
fn apart<'w>(words: &'w str, orderable: &Orderable) -> Vec<&'w str> {
    let mut rest = words;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let mut ends: Vec<usize> = rest.match_indices(' ').map(|(at, _)| at).collect();
        ends.push(rest.len());
        let Some(end) = ends.into_iter().rev().find(|end| order_of(&rest[..*end], orderable).is_some())
        else {
            return Vec::new();
        };
        found.push(rest[..end].trim());
        rest = rest[end..].trim_start();
        if let Some(behind) = rest.strip_prefix("and ") {
            rest = behind.trim_start();
        }
    }
    found
}

fn urgent(words: &str) -> (&str, bool) {
    for mark in ["stat", "urgent", "urgently", "asap"] {
        let cut = words.len().checked_sub(mark.len());
        let Some((before, last)) = cut.and_then(|cut| words.split_at_checked(cut)) else { continue };
        if last.eq_ignore_ascii_case(mark) && before.ends_with(' ') {
            return (before.trim_end(), true);
        }
    }
    (words, false)
}

fn order(words: &str, urgent: bool, orderable: &Orderable) -> Order {
    let listed = order_of(words, orderable).map(|order| Order { urgent, ..order });
    listed.unwrap_or_else(|| {
        let tests = vec![Ordered { name: words.to_owned(), loinc: None }];
        Order { name: words.to_owned(), category: None, tests, urgent }
    })
}

/// The set, or the test, of this name in full.
fn order_of(words: &str, orderable: &Orderable) -> Option<Order> {
    if let Some(set) = orderable.set_by_name(words) {
        let members: Vec<_> = set.tests.iter().filter_map(|place| orderable.tests.get(*place)).collect();
        return Some(Order {
            name: set.name.to_owned(),
            category: members.first().map(|test| test.category),
            tests: members
                .into_iter()
                .map(|test| Ordered { name: test.name.to_owned(), loinc: test.loinc })
                .collect(),
            urgent: false,
        });
    }
    let test = orderable.by_name(words)?;
    let tests = vec![Ordered { name: test.name.to_owned(), loinc: test.loinc }];
    Some(Order { name: test.name.to_owned(), category: Some(test.category), tests, urgent: false })
}

/// `flu`, `flu lot AB12 L deltoid`, `mmr refused`, `tdap elsewhere 2019-05-01`.
pub(super) fn shot(words: &str, vaccines: &Vaccines, setting: Setting) -> Chip {
    let all: Vec<&str> = words.split_whitespace().map(|word| word.trim_matches(',')).collect();
    let name =
        (1..=all.len()).rev().find_map(|count| Some((vaccines.by_name(&all[..count].join(" "))?, count)));
    let (vaccine, cvx, mut at) = match name {
        Some((vaccine, count)) => (vaccine.name.to_owned(), Some(vaccine.cvx.to_owned()), count),
        None => (all.first().copied().unwrap_or_default().to_owned(), None, 1),
    };
    let mut shot = Shot {
        vaccine,
        cvx,
        given: true,
        elsewhere: false,
        on: None,
        lot: None,
        site: None,
        doubts: Vec::new(),
    };
    let mut unknown: Vec<&str> = Vec::new();
    while let Some(word) = all.get(at) {
        let next = all.get(at + 1).copied();
        at += 1;
        match word.to_lowercase().as_str() {
            "refused" | "declined" | "refuses" | "declines" => shot.given = false,
            "elsewhere" | "outside" | "reported" => shot.elsewhere = true,
            "given" | "today" | "im" | "vaccine" | "shot" | "in" => {}
            "lot" if next.is_some() => {
                shot.lot = next.map(str::to_owned);
                at += 1;
            }
            side @ ("l" | "r" | "left" | "right") if next.is_some() => {
                let side = if side.starts_with('l') { "left" } else { "right" };
                shot.site = next.map(|part| format!("{side} {part}"));
                at += 1;
            }
            "ld" => shot.site = Some("left deltoid".to_owned()),
            "rd" => shot.site = Some("right deltoid".to_owned()),
            _ => match when::leading(&all[at - 1..], setting).filter(|(due, _)| due.day <= setting.today) {
                Some((due, count)) => {
                    shot.on = Some(due.day);
                    shot.doubts.extend(due.doubt);
                    at += count - 1;
                }
                None => unknown.push(word),
            },
        }
    }
    if name.is_none() && !unknown.is_empty() {
        // Not listed: all of its words are its name, since nothing says where the name ends.
        shot.vaccine =
            std::iter::once(shot.vaccine.as_str()).chain(unknown.drain(..)).collect::<Vec<_>>().join(" ");
    }
    if !unknown.is_empty() {
        shot.doubts.push(format!("“{}” was not understood.", unknown.join(" ")));
    }
    if shot.given && shot.lot.is_none() && !shot.elsewhere {
        shot.doubts.push("The lot is not given: add it, as in lot AB123.".to_owned());
    }
    Chip::Immunization(shot)
}

/// `2w bp`, `bp in 2 weeks`, `5/6`. Without a day it is a follow-up all the same, and says what is missing.
pub(super) fn follow_up(words: &str, setting: Setting) -> Chip {
    let (due, text) = day_and_text(words, setting);
    let mut doubts: Vec<String> = due.iter().filter_map(|due| due.doubt.clone()).collect();
    match &due {
        None => doubts.push("When? Add it, as in 2w or fri.".to_owned()),
        Some(due) if due.day < setting.today => doubts.push("This day is over.".to_owned()),
        Some(_) => {}
    }
    Chip::FollowUp(FollowUp {
        span: due.as_ref().and_then(|due| due.span),
        due: due.map(|due| due.day),
        text,
        doubts,
    })
}

/// `nurse ecg today`. What is left without whose and when is the text.
pub(super) fn task(words: &str, setting: Setting) -> Chip {
    let (first, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let role = first.trim_end_matches([':', ',']).trim_start_matches('@').to_lowercase();
    let whose = ROLES.iter().find(|(word, _)| *word == role).map(|(_, role)| *role);
    let (due, text) = day_and_text(if whose.is_some() { rest } else { words }, setting);
    let mut doubts: Vec<String> = due.iter().filter_map(|due| due.doubt.clone()).collect();
    if due.as_ref().is_some_and(|due| due.day < setting.today) {
        doubts.push("This day is over.".to_owned());
    }
    if text.is_empty() {
        doubts.push("What is to be done?".to_owned());
    }
    if whose.is_none() {
        doubts.push("For whom? Begin with nurse, doctor or desk; now it is for everybody.".to_owned());
    }
    Chip::Task(Task { whose, due: due.map(|due| due.day), text, doubts })
}

/// A day at the beginning or the end, and the words without it.
fn day_and_text(words: &str, setting: Setting) -> (Option<Due>, String) {
    let all: Vec<&str> = words.split_whitespace().collect();
    if let Some((due, count)) = when::leading(&all, setting) {
        let mut rest = &all[count..];
        if let ["for", behind @ ..] = rest
            && !behind.is_empty()
        {
            rest = behind;
        }
        return (Some(due), rest.join(" "));
    }
    if let Some((due, count)) = when::trailing(&all, setting) {
        return (Some(due), all[..all.len() - count].join(" "));
    }
    (None, all.join(" "))
}

/// `fu 2w bp` without a slash: only where a length of time follows at once, so that "F/u in 2 weeks if not better"
/// stays the sentence it is.
pub(super) fn short_follow_up(line: &str, setting: Setting) -> Option<Chip> {
    let (word, rest) = line.split_once(char::is_whitespace)?;
    let rest = rest.trim();
    let compact = rest.split_whitespace().next()?;
    let is_span = compact.starts_with(|sign: char| sign.is_ascii_digit())
        && compact.ends_with(['d', 'w', 'm', 'y', 'k', 'o', 's'])
        && matches!(when::leading(&[compact], setting), Some((Due { span: Some(_), .. }, _)));
    let sentence = rest.split_whitespace().count() > 4 || line.ends_with(['.', '!', '?']);
    (matches!(word, "fu" | "f/u") && is_span && !sentence).then(|| follow_up(rest, setting))
}

/// The leads this module reads, for completion.
pub(super) fn roles() -> impl Iterator<Item = Lead> {
    let words = [
        ("nurse", "for the nurse"),
        ("doctor", "for the doctor"),
        ("desk", "for the front desk"),
        ("admin", "for the administrator"),
    ];
    words.into_iter().map(|(word, says)| Lead { word, says })
}
