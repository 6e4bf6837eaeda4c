//! Before signing: what is missing, each with the place to go to, and exactly what will be signed.

use super::chips::Planned;
use super::{VisitDraft, phrases, stored, values};
use crate::desk::Desk;
use crate::problem::Problem;
use crate::sections::{encounters, prescriptions, vitals};
use chart::sections::allergies::AllergyState;
use chart::sections::notes::Note;
use chart::{Chart, PatientId, RecordId};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Look at what would be signed.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviewNote {
    /// Whose chart.
    pub patient: PatientId,
    /// Which visit.
    pub encounter: RecordId,
}

/// What would be signed, and what is missing.
#[derive(Debug, Serialize, TS)]
pub struct NoteReview {
    /// The revision that was reviewed; the signature is given to this one only.
    pub revision: u64,
    /// What is missing, those that forbid signing first.
    pub missing: Vec<Missing>,
    /// Values of the chart that were put into the note and are different now.
    pub stale: Vec<StaleValue>,
    /// Exactly what will be signed.
    pub parts: Vec<ReviewPart>,
    /// Nothing forbids signing.
    pub may_sign: bool,
}

/// Something that is missing.
#[derive(Debug, Serialize, TS)]
pub struct Missing {
    /// The field or section to jump to: `assessment_plan`, `allergies`, `line`.
    pub field: String,
    /// Where in the field, in UTF-16 code units, when one place is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub position: Option<u32>,
    /// In words.
    pub message: String,
    /// The note cannot be signed without it.
    pub forbids: bool,
}

/// A value that the note says and the chart no longer does.
#[derive(Debug, Serialize, TS)]
pub struct StaleValue {
    /// The chip in the draft.
    pub chip: String,
    /// `last.bp`.
    pub name: String,
    /// What the note says.
    pub said: String,
    /// What the chart says now.
    pub now: String,
}

/// A part of what will be signed.
#[derive(Debug, Serialize, TS)]
pub struct ReviewPart {
    /// `Subjective`.
    pub heading: String,
    /// The text, as it will be stored.
    pub text: String,
}

pub(crate) fn review(desk: &mut Desk<'_>, request: ReviewNote) -> Result<NoteReview, Problem> {
    let chart = desk.chart(request.patient)?;
    encounters::of(&chart, request.encounter)?;
    let (draft, stamp) = stored(desk, desk.user(), request.patient, request.encounter)?
        .ok_or_else(|| Problem::refused("Nothing is written in this visit yet."))?;
    let mut missing = missing(&draft, &chart, request.encounter, desk.now);
    missing.extend(contraindicated(desk, &draft, &chart)?);
    missing.sort_by_key(|item| !item.forbids);
    Ok(NoteReview {
        revision: stamp.revision,
        may_sign: !missing.iter().any(|item| item.forbids),
        stale: stale(&draft, &chart, request.encounter, desk.now),
        missing,
        parts: parts(&draft),
    })
}

fn stale(
    draft: &VisitDraft,
    chart: &Chart,
    encounter: RecordId,
    now: DateTime<FixedOffset>,
) -> Vec<StaleValue> {
    draft
        .chips
        .iter()
        .filter_map(|chip| {
            let Planned::Value { name, said } = &chip.plan else { return None };
            let current = values::value(chart, Some(encounter), now, name)?;
            (current != *said).then(|| StaleValue {
                chip: chip.id.clone(),
                name: name.clone(),
                said: said.clone(),
                now: current,
            })
        })
        .collect()
}

/// The fields of a note by their names in the draft, with their headings.
pub(super) fn fields(note: &Note) -> [(&'static str, &'static str, &str); 6] {
    [
        ("reason", "Reason", &note.reason),
        ("subjective", "Subjective", &note.subjective),
        ("objective", "Objective", &note.objective),
        ("assessment_plan", "Assessment and plan", &note.assessment_plan),
        ("safety_net", "Come back at once", &note.safety_net),
        ("follow_up", "What next", &note.follow_up),
    ]
}

pub(super) fn missing(
    draft: &VisitDraft,
    chart: &Chart,
    encounter: RecordId,
    now: DateTime<FixedOffset>,
) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut add = |field: &str, position: Option<u32>, message: String, forbids: bool| {
        missing.push(Missing { field: field.to_owned(), position, message, forbids });
    };
    if draft.is_blank() {
        add("subjective", None, "The note is empty.".to_owned(), true);
    }
    if !draft.line.trim().is_empty() {
        add("line", None, "A drug line is typed and not accepted: accept it or clear it.".to_owned(), true);
    }
    for (field, heading, text) in fields(&draft.note) {
        for (position, stop) in phrases::open_stops(text) {
            add(field, Some(position), format!("{heading}: “{stop}” is not filled in."), true);
        }
        for (position, line) in typed_and_not_accepted(draft, field, text) {
            add(field, Some(position), format!("{heading}: “{line}” is typed and not accepted."), true);
        }
        if let Some(copied) = draft.copied.get(field).filter(|copied| copied.text.trim() == text.trim()) {
            let day = paper::dates::short(copied.on);
            add(field, None, format!("{heading} is as copied from {day}: read it again."), false);
        }
    }
    if draft.note.assessment_plan.trim().is_empty() {
        add("assessment_plan", None, "There is no assessment.".to_owned(), false);
    }
    if draft.note.reason.trim().is_empty() {
        add("reason", None, "The reason for the visit is empty.".to_owned(), false);
    }
    let items = draft.all_items();
    if chart.allergy_state() == AllergyState::NeverAsked {
        add("allergies", None, "Nobody ever asked about allergies.".to_owned(), !items.is_empty());
    }
    if !chart.vitals.readings().any(|(_, version, _)| version.encounter == Some(encounter)) {
        add("vitals", None, "No vitals were taken in this visit.".to_owned(), false);
    }
    let said = [&draft.note.subjective, &draft.note.objective, &draft.note.assessment_plan]
        .map(|text| text.to_lowercase())
        .join("\n");
    for out in vitals::standing_out(chart, encounter, now) {
        let named = out.names.iter().any(|name| has_word(&said, &name.to_lowercase()));
        if !named && !said.contains(&out.value.to_lowercase()) {
            let message =
                format!("{} {} ({}) is not mentioned in the note.", out.names[0], out.value, out.why);
            add("objective", None, message, false);
        }
    }
    for (_, _, medicine) in chart.medications.readings().filter(|(_, _, one)| one.renewal.is_some()) {
        let message = format!("A renewal of {} is asked for and not answered.", medicine.name());
        add("renewals", None, message, false);
    }
    missing.sort_by_key(|item| !item.forbids);
    missing
}

/// Drugs of the visit that are contraindicated, and nobody said why they are ordered all the same.
fn contraindicated(desk: &Desk<'_>, draft: &VisitDraft, chart: &Chart) -> Result<Vec<Missing>, Problem> {
    let of_line = draft.items.iter().map(|item| ("line", None, item));
    let of_text = draft.chips.iter().filter_map(|chip| match &chip.plan {
        Planned::Prescription { item } => Some((chip.field.as_str(), Some(chip.from), item)),
        _ => None,
    });
    let mut found = Vec::new();
    for (field, position, item) in of_line.chain(of_text) {
        if let Some(why) = prescriptions::contraindication(desk, chart, item)? {
            let message = format!(
                "{} is contraindicated: {why} Say why it is ordered all the same, or take it off.",
                item.name()
            );
            found.push(Missing { field: field.to_owned(), position, message, forbids: true });
        }
    }
    Ok(found)
}

/// The words stand in the text by themselves: the `T` of a temperature is not every t.
fn has_word(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Lines that begin with one of the grammar's words and are no chip. With their place, in UTF-16 code units.
fn typed_and_not_accepted<'t>(
    draft: &'t VisitDraft,
    field: &'t str,
    text: &'t str,
) -> impl Iterator<Item = (u32, &'t str)> {
    let mut start = 0_u32;
    text.split('\n').filter_map(move |line| {
        let from = start;
        let length = u32::try_from(line.encode_utf16().count()).unwrap_or(u32::MAX);
        start = start.saturating_add(length).saturating_add(1);
        let word = line.split_whitespace().next()?;
        let lead = reference::chips::LEADS.iter().any(|lead| lead.word.eq_ignore_ascii_case(word));
        let chip = draft.chips.iter().any(|chip| chip.field == field && (from..start).contains(&chip.from));
        (lead && !chip).then_some((from, line.trim()))
    })
}

fn parts(draft: &VisitDraft) -> Vec<ReviewPart> {
    let mut parts: Vec<ReviewPart> = fields(&draft.note)
        .into_iter()
        .filter(|(_, _, text)| !text.trim().is_empty())
        .map(|(_, heading, text)| ReviewPart { heading: heading.to_owned(), text: text.to_owned() })
        .collect();
    parts.extend(
        draft.all_items().iter().map(|item| ReviewPart {
            heading: "Prescription".to_owned(),
            text: prescriptions::in_words(item),
        }),
    );
    let entered = draft.chips.iter().filter_map(|chip| {
        let (heading, text) = match &chip.plan {
            Planned::Problem { problem } => ("Problem", problem.condition.text.clone()),
            Planned::Medication { medication } => {
                ("Medicine taken", format!("{} {}", medication.name(), medication.instructions))
            }
            Planned::Immunization { immunization } => ("Vaccine", immunization.vaccine.text.clone()),
            Planned::Order { order } => ("Order", order.short()),
            Planned::Task { task } => {
                let due = task.due.and_then(|due| paper::dates::partial(&due.to_string()));
                let due = due.map(|due| format!(", by {due}")).unwrap_or_default();
                ("To do", format!("{}{due}", task.short()))
            }
            Planned::Prescription { .. } | Planned::Entered { .. } | Planned::Value { .. } => return None,
        };
        Some(ReviewPart { heading: heading.to_owned(), text: text.trim().to_owned() })
    });
    parts.extend(entered);
    parts
}
