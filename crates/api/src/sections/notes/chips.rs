//! Chips in a note: what a typed line will enter, shown before Enter; kept in the draft; entered when it is signed.
//!
//! Measurements and allergies are entered at once, since others act on them before the note is signed. Which line
//! means what is the grammar's business (`reference::chips`); here it becomes a statement of the chart.

use super::plans;
use crate::desk::Desk;
use crate::problem::Problem;
use crate::sections::{allergies, vitals};
use chart::coding::system;
use chart::sections::immunizations::Immunization;
use chart::sections::medications::Medication;
use chart::sections::orders::Order;
use chart::sections::prescriptions::PrescriptionItem;
use chart::sections::problems::Problem as Diagnosis;
use chart::sections::tasks::Task;
use chart::{Chart, PatientId, RecordId};
use reference::chips::{self, Chip, Setting};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A chip in the draft of a note: where it stands and what it will enter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteChip {
    /// Made by the window, unique in the draft.
    pub id: String,
    /// The field it stands in: `assessment_plan`.
    pub field: String,
    /// Where it begins in the field's text, in UTF-16 code units.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// The line as it was typed.
    pub typed: String,
    /// What it will enter, or has entered.
    pub plan: Planned,
}

/// What a chip will enter when the note is signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Planned {
    /// A diagnosis; one that is on the list already is not entered twice.
    Problem {
        /// What.
        problem: Diagnosis,
    },
    /// A drug of the visit's prescription.
    Prescription {
        /// What.
        item: PrescriptionItem,
    },
    /// A medicine the patient takes.
    Medication {
        /// What.
        medication: Medication,
    },
    /// A vaccine.
    Immunization {
        /// What.
        immunization: Immunization,
    },
    /// Tests to order; those of one kind and haste go out as one order.
    Order {
        /// What.
        order: Order,
    },
    /// A task or a follow-up.
    Task {
        /// What.
        task: Task,
    },
    /// It was entered at once and stands in the chart.
    Entered {
        /// The section: `vitals`, `allergies`.
        section: String,
        /// The record.
        record: RecordId,
    },
    /// A value of the chart as it was when it was put in; nothing is entered.
    Value {
        /// `last.bp`.
        name: String,
        /// What it said.
        said: String,
    },
}

/// Read a line as it is typed into a note.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadLine {
    /// Whose note.
    pub patient: PatientId,
    /// The line up to its end.
    pub line: String,
    /// Only the text before the cursor is completed; the whole line when absent.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<String>,
}

/// What a line becomes.
#[derive(Debug, Serialize, TS)]
pub struct LineView {
    /// The chips; none when it is text.
    pub chips: Vec<LineChip>,
    /// How it can go on.
    pub completions: Vec<LineCompletion>,
}

/// One chip before it is accepted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LineChip {
    /// The kind in a word: `prescription`.
    pub kind: String,
    /// The text that will stand in the note.
    pub label: String,
    /// What it will enter, and when.
    pub enters: String,
    /// It is entered at once when it is accepted.
    pub at_once: bool,
    /// What is unclear or was assumed.
    pub doubts: Vec<String>,
    /// What speaks against a drug, the worst first.
    pub warnings: Vec<String>,
    /// A drug is contraindicated: it is taken to the prescription's own line, where the reason is asked.
    pub to_answer: bool,
    /// What is missing before it can be accepted.
    pub missing: Vec<String>,
    /// What it will enter; none while it is to be entered at once.
    pub plan: Option<Planned>,
}

/// One way to go on.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LineCompletion {
    /// The line as it would stand.
    pub line: String,
    /// What is shown.
    pub label: String,
    /// What it is.
    pub detail: String,
}

/// Enter what a line says at once: measurements or an allergy.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EnterNow {
    /// Whose.
    pub patient: PatientId,
    /// During which visit.
    pub encounter: RecordId,
    /// The line.
    pub line: String,
}

/// So many completions are offered.
const MOST: usize = 7;

/// The day it is, and how the practice writes days.
pub(super) fn setting(desk: &Desk<'_>) -> Setting {
    Setting { today: desk.today(), month_first: crate::practice::writes_month_first(desk.people()) }
}

pub(crate) fn read_line(desk: &mut Desk<'_>, request: ReadLine) -> Result<LineView, Problem> {
    let chart = desk.chart(request.patient)?;
    let (pack, setting) = (crate::pack::of_lines()?, setting(desk));
    let before = request.before.as_deref().unwrap_or(&request.line);
    let mut completions: Vec<LineCompletion> = own_problems(&chart, before);
    completions.extend(
        chips::complete(before, &pack, setting, MOST).into_iter().map(|offer| LineCompletion {
            line: offer.line,
            label: offer.label,
            detail: offer.detail,
        }),
    );
    completions.truncate(MOST);
    Ok(LineView { chips: line_chips(desk, &chart, request.patient, &request.line, setting)?, completions })
}

/// The patient's own problems come before the whole classification.
fn own_problems(chart: &Chart, before: &str) -> Vec<LineCompletion> {
    let Some(typed) = before.trim_start().strip_prefix("/dx ") else { return Vec::new() };
    let typed = typed.trim().to_lowercase();
    let fits = |text: &str| text.to_lowercase().split_whitespace().any(|word| word.starts_with(&typed));
    let active = chart.problems.readings().filter(|(_, _, problem)| problem.is_active());
    active
        .filter(|(_, _, problem)| typed.is_empty() || fits(&problem.condition.text))
        .map(|(_, _, problem)| {
            let code = plans::code_of(&problem.condition, system::ICD10CM).unwrap_or_default();
            let behind = if code.is_empty() { String::new() } else { format!(" [{code}]") };
            LineCompletion {
                line: format!("/dx {}{behind}", problem.condition.text),
                label: problem.condition.text.clone(),
                detail: format!("on the list {code}").trim().to_owned(),
            }
        })
        .take(4)
        .collect()
}

/// The chips of a line in a note. A medicine without a slash stays text here: prose is full of them.
pub(super) fn line_chips(
    desk: &mut Desk<'_>,
    chart: &Chart,
    patient: PatientId,
    line: &str,
    setting: Setting,
) -> Result<Vec<LineChip>, Problem> {
    let line = line.trim();
    let read = chips::read(line, &crate::pack::of_lines()?, setting);
    if read.iter().any(|chip| matches!(chip, Chip::Vital(_))) {
        return Ok(vec![plans::measured(chart, line, desk.now)]);
    }
    let mut shown = Vec::new();
    for chip in read {
        shown.push(match chip {
            Chip::Prescription(_) if line.starts_with('/') => plans::ordered(desk, patient, line)?,
            Chip::Medication(medicine) => plans::taken(line, medicine),
            Chip::Problem { text, code, display } => plans::diagnosed(chart, &text, code, display),
            Chip::Allergy { substance, reaction, none_known, .. } => {
                plans::allergic(&substance, reaction.as_deref(), none_known)
            }
            Chip::Immunization(shot) => plans::vaccinated(shot, setting),
            Chip::FollowUp(follow_up) => plans::to_come(follow_up, setting),
            Chip::Task(task) => plans::to_do(task, setting),
            Chip::Order(order) => plans::to_order(chart, order),
            Chip::Prescription(_) | Chip::Vital(_) | Chip::Text { .. } => continue,
        });
    }
    Ok(shown)
}

pub(crate) fn enter_now(desk: &mut Desk<'_>, request: EnterNow) -> Result<LineChip, Problem> {
    let chart = desk.chart(request.patient)?;
    let setting = setting(desk);
    let line = request.line.trim();
    let mut shown = line_chips(desk, &chart, request.patient, line, setting)?;
    let Some(mut chip) = shown.pop().filter(|chip| chip.at_once && shown.is_empty()) else {
        return Err(Problem::invalid("line", "Nothing in this line is entered at once."));
    };
    if let Some(missing) = chip.missing.first() {
        return Err(Problem::invalid("line", missing.clone()));
    }
    let encounter = Some(request.encounter);
    let (section, record) = if chip.kind == "vital" {
        let (line, comment) = plans::measurements_and_remark(line);
        let request = vitals::RecordVitals {
            patient: request.patient,
            encounter,
            line,
            fields: std::collections::BTreeMap::new(),
            comment,
            hand_over: false,
        };
        ("vitals", vitals::record(desk, request)?.set.record)
    } else {
        let before = desk.chart(request.patient)?;
        match chips::read(line, &crate::pack::of_lines()?, setting).pop() {
            Some(Chip::Allergy { none_known: true, .. }) => {
                allergies::none_known(desk, allergies::NoneKnown { patient: request.patient, encounter })?;
            }
            Some(Chip::Allergy { substance, code, category, reaction, .. }) => {
                let allergy = plans::allergy_fields(substance, code, category, reaction);
                let add = allergies::AddAllergy { patient: request.patient, encounter, allergy };
                allergies::add(desk, add)?;
            }
            _ => return Err(Problem::invalid("line", "Nothing in this line is entered at once.")),
        }
        let now = desk.chart(request.patient)?;
        let new = now.allergies.records().find(|record| before.allergies.get(record.id).is_none());
        let record = new.ok_or_else(|| Problem::not_found("allergy"))?;
        ("allergies", record.id)
    };
    chip.plan = Some(Planned::Entered { section: section.to_owned(), record });
    chip.at_once = false;
    Ok(chip)
}
