//! Phrases and templates: those that ship, those of the practice and each person's own; put into a note with the
//! chart's values as they are now.

use super::chips::{LineChip, line_chips, setting};
use super::{Planned, review, stored, values};
use crate::desk::Desk;
use crate::problem::{Problem, ProblemCode};
use crate::sections::encounters;
use crate::sections::prescriptions::suggesting;
use crate::view::Nothing;
use chart::{PatientId, RecordId};
use reference::templates::{SHIPPED, Segment, Template, segments};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A phrase or template.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PhraseView {
    /// What is typed for it: `.uri`.
    pub trigger: String,
    /// What it is called.
    pub name: String,
    /// It fills several parts of a note.
    pub whole_visit: bool,
    /// `shipped`, `practice` or `mine`.
    pub whose: String,
    /// Its text, as it is edited.
    pub text: String,
}

/// Keep a phrase, in place of one with the same name.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SavePhrase {
    /// Its text; the first line is its name.
    pub text: String,
    /// For oneself only.
    #[serde(default)]
    pub mine: bool,
}

/// Take a phrase of the practice or of one's own away. One that ships comes back in its place.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RemovePhrase {
    /// Which.
    pub trigger: String,
    /// One's own.
    #[serde(default)]
    pub mine: bool,
}

/// Make a phrase ready to be put into a note.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExpandPhrase {
    /// Whose note.
    pub patient: PatientId,
    /// Of which visit.
    pub encounter: RecordId,
    /// Which.
    pub trigger: String,
}

/// A phrase as it would stand in this note.
#[derive(Debug, Serialize, TS)]
pub struct ExpandedPhrase {
    /// What it is called.
    pub name: String,
    /// Its parts.
    pub parts: Vec<ExpandedPart>,
}

/// One part.
#[derive(Debug, Serialize, TS)]
pub struct ExpandedPart {
    /// The field; empty for text that goes where the cursor is.
    pub field: String,
    /// `Assessment and plan`.
    pub heading: String,
    /// Its pieces in order.
    pub pieces: Vec<ExpandedPiece>,
}

/// A piece of a part.
#[derive(Debug, Serialize, TS)]
pub struct ExpandedPiece {
    /// The text as it would stand. Stops stand in it as they are written: `[[side: left|right]]`.
    pub text: String,
    /// The line it comes from, where it becomes a chip.
    pub typed: String,
    /// What it would enter; none for plain text.
    pub plan: Option<Planned>,
}

/// Make a template of the visit that is being written.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ThisVisit {
    /// Whose note.
    pub patient: PatientId,
    /// Of which visit.
    pub encounter: RecordId,
}

/// Stands in a template that was made of a visit until it is given a name.
const NAME_IT: &str = ".name";

/// Where the practice's phrases stand in the file, and a person's own.
const OF_PRACTICE: &str = "phrases";

fn key(desk: &Desk<'_>, mine: bool) -> String {
    if mine { format!("{OF_PRACTICE}/{}", desk.user()) } else { OF_PRACTICE.to_owned() }
}

/// Trigger and text of what was kept.
fn kept(desk: &Desk<'_>, mine: bool) -> Result<BTreeMap<String, String>, Problem> {
    let Some(json) = desk.store().setting(&key(desk, mine))? else { return Ok(BTreeMap::new()) };
    serde_json::from_str(&json).map_err(|_| {
        Problem::new(
            ProblemCode::Integrity,
            "The phrases of the practice cannot be read. They are kept as they are.",
        )
    })
}

fn keep(desk: &mut Desk<'_>, mine: bool, phrases: &BTreeMap<String, String>) -> Result<(), Problem> {
    let json = serde_json::to_string(phrases)
        .map_err(|_| Problem::new(ProblemCode::Internal, "The phrases could not be written out."))?;
    let key = key(desk, mine);
    Ok(desk.store_mut().set_setting(&key, &json)?)
}

pub(crate) fn list(desk: &mut Desk<'_>, _: Nothing) -> Result<Vec<PhraseView>, Problem> {
    let mut all: BTreeMap<String, PhraseView> = BTreeMap::new();
    let shipped = SHIPPED.iter().map(|text| ("shipped", (*text).to_owned()));
    let practice = kept(desk, false)?.into_values().map(|text| ("practice", text));
    let mine = kept(desk, true)?.into_values().map(|text| ("mine", text));
    for (whose, text) in shipped.chain(practice).chain(mine) {
        let Ok(template) = Template::read(&text) else {
            tracing::error!(whose, "a phrase that was kept cannot be read");
            continue;
        };
        let view = PhraseView {
            trigger: template.trigger.clone(),
            name: template.name,
            whole_visit: template.parts.len() > 1,
            whose: whose.to_owned(),
            text,
        };
        all.insert(template.trigger, view);
    }
    Ok(all.into_values().collect())
}

pub(crate) fn save(desk: &mut Desk<'_>, request: SavePhrase) -> Result<Vec<PhraseView>, Problem> {
    let template =
        Template::read(&request.text).map_err(|fault| Problem::invalid("text", fault.to_string()))?;
    if template.trigger == NAME_IT {
        let message = "Give it a name of its own in the first line, in place of .name.";
        return Err(Problem::invalid("text", message));
    }
    let mut phrases = kept(desk, request.mine)?;
    phrases.insert(template.trigger, request.text);
    keep(desk, request.mine, &phrases)?;
    list(desk, Nothing {})
}

pub(crate) fn remove(desk: &mut Desk<'_>, request: RemovePhrase) -> Result<Vec<PhraseView>, Problem> {
    let mut phrases = kept(desk, request.mine)?;
    if phrases.remove(&request.trigger).is_none() {
        return Err(Problem::not_found("phrase"));
    }
    keep(desk, request.mine, &phrases)?;
    list(desk, Nothing {})
}

pub(crate) fn expand(desk: &mut Desk<'_>, request: ExpandPhrase) -> Result<ExpandedPhrase, Problem> {
    let chart = desk.chart(request.patient)?;
    encounters::of(&chart, request.encounter)?;
    let trigger = request.trigger.to_ascii_lowercase();
    let phrase = list(desk, Nothing {})?.into_iter().find(|phrase| phrase.trigger == trigger);
    let phrase = phrase.ok_or_else(|| Problem::not_found("phrase"))?;
    let template =
        Template::read(&phrase.text).map_err(|fault| Problem::invalid("text", fault.to_string()))?;
    let setting = setting(desk);
    let mut parts = Vec::new();
    for (field, text) in &template.parts {
        let mut pieces = Vec::new();
        for segment in segments(text) {
            match segment {
                Segment::Text(text) => pieces.push(plain(text)),
                Segment::Value(name) => {
                    pieces.push(match values::value(&chart, Some(request.encounter), desk.now, name) {
                        Some(said) => ExpandedPiece {
                            text: said.clone(),
                            typed: format!("{{{name}}}"),
                            plan: Some(Planned::Value { name: name.to_owned(), said }),
                        },
                        // A name nobody knows is to be filled in by hand.
                        None => plain(&format!("[[{name}]]")),
                    });
                }
                Segment::Line(line) => {
                    let chips = line_chips(desk, &chart, request.patient, line, setting)?;
                    pieces.extend(accepted(line, chips));
                }
            }
        }
        let heading = review::fields(&chart::sections::notes::Note::default())
            .into_iter()
            .find(|(name, ..)| name == field)
            .map_or(String::new(), |(_, heading, _)| heading.to_owned());
        parts.push(ExpandedPart { field: field.clone(), heading, pieces });
    }
    Ok(ExpandedPhrase { name: template.name, parts })
}

pub(super) fn plain(text: &str) -> ExpandedPiece {
    ExpandedPiece { text: text.to_owned(), typed: String::new(), plan: None }
}

/// The chips of a template's line, one under the other. What cannot be accepted as it is stays the typed line.
pub(super) fn accepted(line: &str, chips: Vec<LineChip>) -> Vec<ExpandedPiece> {
    // A drug that something speaks against is not ordered by a template: it is looked at and accepted by a person.
    let whole =
        chips.iter().all(|chip| chip.plan.is_some() && chip.missing.is_empty() && chip.warnings.is_empty());
    if chips.is_empty() || !whole {
        return vec![plain(line)];
    }
    let mut pieces = Vec::new();
    for (place, chip) in chips.into_iter().enumerate() {
        if place > 0 {
            pieces.push(plain("\n"));
        }
        pieces.push(ExpandedPiece { text: chip.label, typed: line.to_owned(), plan: chip.plan });
    }
    pieces
}

/// The visit as a template: its text with every chip as the line it was typed as.
pub(crate) fn of_visit(desk: &mut Desk<'_>, request: ThisVisit) -> Result<String, Problem> {
    let chart = desk.chart(request.patient)?;
    encounters::of(&chart, request.encounter)?;
    let (draft, _) = stored(desk, desk.user(), request.patient, request.encounter)?
        .ok_or_else(|| Problem::refused("Nothing is written in this visit yet."))?;
    let mut parts = Vec::new();
    for (field, _, text) in review::fields(&draft.note) {
        if field == "reason" || text.trim().is_empty() {
            continue;
        }
        let mut units: Vec<u16> = text.encode_utf16().collect();
        let mut chips: Vec<_> = draft.chips.iter().filter(|chip| chip.field == field).collect();
        chips.sort_by_key(|chip| std::cmp::Reverse(chip.from));
        for chip in chips {
            let (from, to) = (chip.from as usize, chip.to as usize);
            let fits = from <= to && to <= units.len();
            // What was entered at once was true of this visit and of no other.
            if fits && !matches!(chip.plan, Planned::Entered { .. }) {
                units.splice(from..to, chip.typed.encode_utf16());
            }
        }
        parts.push((field.to_owned(), String::from_utf16_lossy(&units)));
    }
    if !draft.items.is_empty() {
        // The drugs of the prescription stand at the end of the plan, each as the line that orders it.
        let drugs: Vec<String> =
            draft.items.iter().map(|item| format!("/rx {}", suggesting::printed(item))).collect();
        match parts.iter_mut().find(|(field, _)| field == "assessment_plan") {
            Some((_, plan)) => *plan = format!("{}\n{}", plan.trim_end(), drugs.join("\n")),
            None => parts.push(("assessment_plan".to_owned(), drugs.join("\n"))),
        }
    }
    let template = Template { trigger: NAME_IT.to_owned(), name: "What it is called".to_owned(), parts };
    Ok(template.write())
}

/// The stops of a text that are not filled in, each with its place in UTF-16 code units.
pub(super) fn open_stops(text: &str) -> Vec<(u32, &str)> {
    reference::templates::open_stops(text)
        .into_iter()
        .map(|(at, stop)| (u32::try_from(text[..at].encode_utf16().count()).unwrap_or(u32::MAX), stop))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_in_a_shipped_phrase_has_a_name_we_know() {
        let known =
            |name: &str| values::NAMES.iter().any(|(other, _)| *other == name) || name.starts_with("last.");
        for text in SHIPPED {
            for (_, part) in Template::read(text).unwrap().parts {
                for segment in segments(&part) {
                    if let Segment::Value(name) = segment {
                        assert!(known(name), "{name} in {text}");
                    }
                }
            }
        }
    }
}
