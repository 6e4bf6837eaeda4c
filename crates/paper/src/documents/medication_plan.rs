//! The medication plan: what is taken, when in the day, for what. It hangs on the patient's refrigerator and is read
//! by other doctors, so it can be printed in the patient's own language.
//!
//! The directions themselves stand as they were prescribed: a dose is never translated by a program.

use super::common::{DOT, cell, footer, free_cell, letterhead, marks, patient_panel, ruled};
use super::parts::{Allergies, Letterhead, PatientBox, Sheet};
use super::visit_summary::When;
use crate::Setting;
use crate::error::PaperError;
use crate::flow::{Block, Cell, Column, PageTemplate, Role, Row as TableRow, Text};
use crate::look::{BODY, SMALL, mm};
use crate::text::{Rich, field};
use crate::wording::{filled, word};

/// Everything a medication plan prints.
#[derive(Clone, Debug)]
pub struct MedicationPlan {
    /// The practice.
    pub letterhead: Letterhead,
    /// Number, seal and marks.
    pub sheet: Sheet,
    /// The patient.
    pub patient: PatientBox,
    /// The three states of the allergy list.
    pub allergies: Allergies,
    /// The day it was made, as text.
    pub made_on: String,
    /// Who answers for it.
    pub made_by: String,
    /// What is taken every day, in order.
    pub regular: Vec<PlannedMedicine>,
    /// What is taken only when needed.
    pub when_needed: Vec<PlannedMedicine>,
    /// Whom to call: `Hill Street Practice · +1 555 0100`; empty leaves it out.
    pub contact: String,
}

/// One medicine of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedMedicine {
    /// Generic name: `Metformin`.
    pub drug: String,
    /// Strength and form: `1 g tablet`.
    pub strength: String,
    /// When in the day.
    pub when: When,
    /// For what; empty leaves it out.
    pub purpose: String,
    /// A remark: `with food`, `before: 10 mg`; empty leaves it out.
    pub note: String,
}

pub(crate) fn build(plan: &MedicationPlan, setting: &Setting) -> Result<PageTemplate, PaperError> {
    let locale = setting.locale;
    let title = word(locale, "medication_plan");
    let mut blocks = letterhead(&plan.letterhead, title, &plan.made_on, setting);
    let number = match plan.patient.chart_number.as_str() {
        "" => String::new(),
        number => filled(locale, "chart_number", &[("number", number)]),
    };
    let allergies = Some(&plan.allergies);
    blocks.push(patient_panel(&plan.patient, allergies, &[number], "medication plan", locale)?);
    if plan.regular.is_empty() && plan.when_needed.is_empty() {
        let words = Rich::new(word(locale, "no_medicines"));
        blocks.push(Text::new(Role::Body, BODY, words).before(mm(4.0)).into());
    }
    if !plan.regular.is_empty() {
        blocks.push(Block::Heading(word(locale, "at_fixed_times").to_owned()));
        blocks.push(grid(&plan.regular, setting));
    }
    if !plan.when_needed.is_empty() {
        blocks.push(Block::Heading(word(locale, "when_needed").to_owned()));
        let keys = ["medicine", "when_needed", "for_what", "notes"];
        let head = keys.map(|key| word(locale, key));
        let rows = plan.when_needed.iter().map(|medicine| {
            let directions = match &medicine.when {
                When::Sentence(sentence) => sentence.clone(),
                When::Grid { morning, noon, evening, night } => [morning, noon, evening, night]
                    .into_iter()
                    .map(|dose| if dose.is_empty() { "0" } else { dose.as_str() })
                    .collect::<Vec<_>>()
                    .join("–"),
            };
            let cells = [directions.as_str(), medicine.purpose.as_str(), medicine.note.as_str()];
            TableRow::new(std::iter::once(name(medicine)).chain(cells.map(free_cell)).collect())
        });
        let columns = [0.4, 1.2, 0.5, 0.5].map(Column::Fit).to_vec();
        blocks.push(ruled(columns, &head, rows.collect()));
    }
    let mut ending = vec![word(locale, "plan_advice").to_owned()];
    if locale.is_right_to_left() {
        ending.push(word(locale, "directions_language").to_owned());
    }
    ending.push(filled(
        locale,
        "plan_made",
        &[("date", plan.made_on.as_str()), ("name", &field(&plan.made_by))],
    ));
    ending.push(plan.contact.clone());
    for (index, words) in ending.iter().filter(|words| !words.trim().is_empty()).enumerate() {
        let before = if index == 0 { mm(4.0) } else { mm(1.0) };
        blocks.push(Text::new(Role::Body, SMALL, Rich::new(words)).before(before).into());
    }
    Ok(PageTemplate {
        marks: marks(&plan.sheet, None, locale),
        running_head: (plan.letterhead.name.clone(), format!("{title}{DOT}{}", plan.made_on)),
        blocks,
        footer: footer(Some(&plan.patient), &plan.sheet, setting),
        ..PageTemplate::default()
    })
}

fn name(medicine: &PlannedMedicine) -> Cell {
    let strength = match medicine.strength.trim() {
        "" => String::new(),
        strength => format!(" {}", field(strength)),
    };
    cell(Rich::default().bold(&field(&medicine.drug)).plain(&strength))
}

/// The table with a column for each part of the day.
fn grid(medicines: &[PlannedMedicine], setting: &Setting) -> Block {
    let locale = setting.locale;
    let keys = ["medicine", "morning", "noon", "evening", "night", "for_what", "notes"];
    let head = keys.map(|key| word(locale, key));
    let rows = medicines.iter().map(|medicine| {
        let mut cells = vec![name(medicine)];
        match &medicine.when {
            When::Grid { morning, noon, evening, night } => {
                cells.extend(
                    [morning, noon, evening, night]
                        .map(|dose| cell(Rich::default().bold(if dose.is_empty() { "–" } else { dose }))),
                );
            }
            When::Sentence(sentence) if sentence.trim().is_empty() => {
                cells.push(cell(Rich::new(word(locale, "no_directions"))).spanning(4));
            }
            When::Sentence(sentence) => cells.push(free_cell(sentence).spanning(4)),
        }
        cells.extend([free_cell(&medicine.purpose), free_cell(&medicine.note)]);
        TableRow::new(cells)
    });
    // The name keeps room beside long notes.
    let mut columns = vec![Column::Part(if setting.size.is_small() { 0.26 } else { 0.29 })];
    columns.extend([0.2, 0.2, 0.2, 0.2, 0.6, 0.6].map(Column::Fit));
    ruled(columns, &head, rows.collect())
}
