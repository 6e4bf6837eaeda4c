//! From a chip of the grammar to what will be entered: the label that stands in the note, the sentence that says what
//! happens on Enter, and the statement itself.

use super::chips::{LineChip, Planned};
use crate::desk::{Desk, Pen};
use crate::problem::Problem;
use crate::sections::allergies::AllergyFields;
use crate::sections::{prescriptions, vitals};
use chart::coding::system;
use chart::sections::allergies::{AllergyCategory, AllergyKind, Criticality};
use chart::sections::immunizations::{Immunization, ImmunizationStatus, NotDone};
use chart::sections::medications::Medication;
use chart::sections::orders::{Order, OrderCategory, OrderPriority, OrderStatus, OrderedTest};
use chart::sections::problems::{Problem as Diagnosis, ProblemClinicalStatus, ProblemVerification};
use chart::sections::staff::Role;
use chart::sections::tasks::{Task, TaskKind, TaskStatus};
use chart::sections::vitals::{VitalsSet, line};
use chart::{Chart, Coding, Concept, PartialDate, PatientId, RecordId, Statement, sig};
use chrono::{DateTime, FixedOffset, NaiveDate};
use reference::checks::Tier;
use reference::chips as grammar;
use reference::chips::{FollowUp, Medicine, Setting, Shot};

const ON_SIGNING: &str = "when the note is signed";

fn chip(kind: &str, label: String, enters: String, plan: Option<Planned>) -> LineChip {
    let at_once = plan.is_none();
    let kind = kind.to_owned();
    LineChip {
        kind,
        label,
        enters,
        at_once,
        doubts: Vec::new(),
        warnings: Vec::new(),
        to_answer: false,
        missing: Vec::new(),
        plan,
    }
}

/// The code a concept has in a system.
pub(super) fn code_of<'c>(concept: &'c Concept, system: &str) -> Option<&'c str> {
    concept.codings.iter().find(|coding| coding.system == system).map(|coding| coding.code.as_str())
}

fn day_in_words(day: NaiveDate, setting: Setting) -> String {
    match (day - setting.today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => paper::dates::short(day),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.trim().chars();
    letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect()
}

/// Measurements: the set in one line, with how each was read where it could be read in two ways.
pub(super) fn measured(chart: &Chart, typed: &str, now: DateTime<FixedOffset>) -> LineChip {
    let (measurements, remark) = measurements_and_remark(typed);
    let read = line::parse(&measurements);
    let set = VitalsSet { measurements: read.measurements, comment: remark };
    let label = vitals::in_one_line(&set);
    let mut chip = chip("vital", label, "Recorded in the vitals of this visit at once.".to_owned(), None);
    chip.doubts = read.notes;
    chip.doubts.extend(vitals::implausible(chart, &set, now));
    chip
}

/// What of a line was measured, and the rest as a remark.
pub(super) fn measurements_and_remark(typed: &str) -> (String, Option<String>) {
    let behind = typed.strip_prefix('/').and_then(|rest| rest.split_once(char::is_whitespace));
    let read = line::parse(behind.map_or(typed, |(_, rest)| rest));
    let measured: Vec<&str> = read
        .pieces
        .iter()
        .filter(|piece| !piece.codes.is_empty())
        .map(|piece| piece.piece.text.as_str())
        .collect();
    let remark = read.not_understood.join(" ");
    (measured.join(" "), Some(remark).filter(|remark| !remark.trim().is_empty()))
}

/// A drug, read by the composer of the prescriptions: what is shown here is what is shown there.
pub(super) fn ordered(desk: &mut Desk<'_>, patient: PatientId, typed: &str) -> Result<LineChip, Problem> {
    let line = typed.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim()).to_owned();
    let read = prescriptions::preview(desk, prescriptions::PreviewItem { patient, line })?;
    let quantity = read.quantity.as_deref().map(|quantity| format!(" · {quantity}")).unwrap_or_default();
    let label = format!("{} — {}{quantity}", read.name, read.sentence);
    let enters = format!("Ordered with the prescription of this visit, {ON_SIGNING}.");
    let mut chip = chip("prescription", label, enters, Some(Planned::Prescription { item: read.item }));
    chip.doubts = read.doubts;
    chip.missing = read.missing.iter().map(|what| format!("Missing: {what}")).collect();
    for finding in read.findings.iter().filter(|finding| finding.overridden.is_none()) {
        match finding.severity {
            Tier::Contraindicated => {
                chip.to_answer = true;
                chip.warnings.push(format!("Contraindicated: {}", finding.message));
            }
            Tier::Warning => chip.warnings.push(finding.message.clone()),
            Tier::Note => chip.doubts.push(finding.message.clone()),
        }
    }
    Ok(chip)
}

/// A medicine the patient takes, whoever ordered it.
pub(super) fn taken(typed: &str, medicine: Medicine) -> LineChip {
    let line = typed.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim());
    let read = sig::parse_line(line);
    let instructions = sig::print(&read.sig);
    let text = capitalised(&medicine.drug);
    let drug = match medicine.code {
        Some(code) => Concept::coded(text, system::RXNORM, code),
        None => Concept::text(text),
    };
    let medication = Medication {
        strength: read.strength,
        form: read.form,
        sig: Some(read.sig).filter(|sig| !sig.is_empty()),
        instructions: instructions.clone(),
        reason: medicine.reason,
        ..Medication::named(drug)
    };
    let label = format!("Takes {} {instructions}", medication.name()).trim().to_owned();
    let mut chip = chip(
        "medication",
        label,
        format!("On the list of medicines, {ON_SIGNING}. Not a prescription."),
        Some(Planned::Medication { medication }),
    );
    chip.doubts = medicine.doubts;
    chip
}

/// A diagnosis in the words typed, with its code where there is only one.
pub(super) fn diagnosed(
    chart: &Chart,
    typed: &str,
    code: Option<String>,
    display: Option<String>,
) -> LineChip {
    // An abbreviation is no name for a list that others read.
    let short = typed.chars().count() <= 4 || typed.chars().all(|sign| sign.is_ascii_digit() || sign == '.');
    let text = match &display {
        Some(display) if short => display.clone(),
        _ => capitalised(typed),
    };
    let label = match &code {
        Some(code) => format!("{text} ({code})"),
        None => text.clone(),
    };
    let coding = code.clone().map(|code| Coding { system: system::ICD10CM.to_owned(), code, display });
    let condition = Concept { text, codings: coding.into_iter().collect() };
    let listed = is_listed(chart, &condition);
    let enters = if listed {
        "On the problem list already; it is named in the note.".to_owned()
    } else {
        format!("On the problem list, {ON_SIGNING}.")
    };
    let problem = Diagnosis {
        condition,
        clinical_status: ProblemClinicalStatus::Active,
        verification_status: ProblemVerification::Confirmed,
        onset: None,
        abatement: None,
        laterality: None,
        comment: None,
    };
    let mut chip = chip("problem", label, enters, Some(Planned::Problem { problem }));
    if code.is_none() {
        chip.doubts.push("Without a code: choose one from the list, or leave it in words.".to_owned());
    }
    chip
}

/// The same code, or the same words, stand on the list of active problems.
fn is_listed(chart: &Chart, condition: &Concept) -> bool {
    let code = code_of(condition, system::ICD10CM);
    chart.problems.readings().filter(|(_, _, problem)| problem.is_active()).any(|(_, _, problem)| {
        let same_words = problem.condition.text.to_lowercase() == condition.text.to_lowercase();
        same_words || (code.is_some() && code_of(&problem.condition, system::ICD10CM) == code)
    })
}

/// An allergy, or that none is known.
pub(super) fn allergic(substance: &str, reaction: Option<&str>, none_known: bool) -> LineChip {
    if none_known {
        let enters = "Noted at once: asked today, and none is known.".to_owned();
        return chip("allergy", "No known allergies".to_owned(), enters, None);
    }
    let reaction = reaction.map(|reaction| format!(" — {reaction}")).unwrap_or_default();
    let enters = "On the list of allergies at once: others prescribe by it.".to_owned();
    let mut chip = chip("allergy", format!("Allergy: {substance}{reaction}"), enters, None);
    if reaction.is_empty() {
        chip.doubts.push("What happened? Add it, as in rash.".to_owned());
    }
    chip
}

/// The fields of an allergy as the form would send them. Anaphylaxis could be worse the next time; of anything else
/// nothing is assumed.
pub(super) fn allergy_fields(
    substance: String,
    code: Option<String>,
    category: Option<grammar::AllergyKind>,
    reaction: Option<String>,
) -> AllergyFields {
    let grave = reaction.as_deref().is_some_and(|words| words.to_lowercase().contains("anaphyla"));
    let coding = code.map(|code| Coding { system: system::RXNORM.to_owned(), code, display: None });
    AllergyFields {
        substance: capitalised(&substance),
        coding,
        category: match category {
            Some(grammar::AllergyKind::Medication) => AllergyCategory::Medication,
            Some(grammar::AllergyKind::Food) => AllergyCategory::Food,
            Some(grammar::AllergyKind::Environment) => AllergyCategory::Environment,
            None => AllergyCategory::Other,
        },
        kind: AllergyKind::Allergy,
        criticality: if grave { Criticality::High } else { Criticality::UnableToAssess },
        reactions: reaction,
        severity: None,
        onset: None,
        clinical_status: None,
        verification_status: None,
        tolerated_since: None,
        comment: None,
    }
}

/// A vaccine, given or refused.
pub(super) fn vaccinated(shot: Shot, setting: Setting) -> LineChip {
    let day = shot.on.or_else(|| (shot.given && !shot.elsewhere).then_some(setting.today));
    let text = capitalised(&shot.vaccine);
    let mut said = vec![if shot.given { text.clone() } else { format!("{text} refused") }];
    said.extend(shot.lot.as_ref().map(|lot| format!("lot {lot}")));
    said.extend(shot.site.clone());
    said.extend(shot.elsewhere.then(|| "given elsewhere".to_owned()));
    let immunization = Immunization {
        vaccine: match shot.cvx {
            Some(code) => Concept::coded(text, system::CVX, code),
            None => Concept::text(text),
        },
        status: if shot.given { ImmunizationStatus::Completed } else { ImmunizationStatus::NotDone },
        given: day.map(PartialDate::Day),
        not_done: (!shot.given).then_some(NotDone::Refused),
        not_done_reason: None,
        lot: shot.lot,
        expires: None,
        site: shot.site,
        route: None,
        dose: None,
        dose_number: None,
        manufacturer: None,
        comment: None,
        given_elsewhere: shot.elsewhere,
    };
    let enters = format!("Among the vaccines, {ON_SIGNING}.");
    let plan = Some(Planned::Immunization { immunization });
    let mut chip = chip("immunization", said.join(", "), enters, plan);
    chip.doubts = shot.doubts;
    chip
}

/// Tests to order. What is waited for already is said.
pub(super) fn to_order(chart: &Chart, order: grammar::Order) -> LineChip {
    let tests: Vec<OrderedTest> = order
        .tests
        .iter()
        .map(|test| {
            let test = match test.loinc {
                Some(code) => Concept::coded(test.name.as_str(), system::LOINC, code),
                None => Concept::text(test.name.as_str()),
            };
            OrderedTest { test, site: None, result: None }
        })
        .collect();
    let waited: Vec<String> = chart
        .orders
        .readings()
        .filter(|(_, _, open)| open.is_open())
        .flat_map(|(_, _, open)| &open.tests)
        .filter(|open| open.result.is_none() && tests.iter().any(|test| test.test.text == open.test.text))
        .map(|open| format!("{} is ordered already and waited for.", open.test.text))
        .collect();
    let set = (tests.len() > 1).then(|| order.name.clone());
    let haste = if order.urgent { ", urgent" } else { "" };
    let label = format!("Order: {}{haste}", order.name);
    let plan = Order {
        category: match order.category {
            Some("laboratory") => OrderCategory::Laboratory,
            Some("imaging") => OrderCategory::Imaging,
            _ => OrderCategory::Other,
        },
        tests,
        status: OrderStatus::Active,
        priority: if order.urgent { OrderPriority::Urgent } else { OrderPriority::Routine },
        reason: None,
        instructions: None,
        performer: None,
        due: None,
        set,
        status_reason: None,
    };
    let mut chip =
        chip("order", label, format!("Ordered {ON_SIGNING}."), Some(Planned::Order { order: plan }));
    chip.doubts = waited;
    chip
}

/// The orders of a note: those of one kind and haste are one, as they go out on one paper.
pub(super) fn orders<'p>(plans: impl Iterator<Item = &'p Planned>) -> Vec<Order> {
    let mut together: Vec<Order> = Vec::new();
    for plan in plans {
        let Planned::Order { order } = plan else { continue };
        match together
            .iter_mut()
            .find(|other| other.category == order.category && other.priority == order.priority)
        {
            Some(other) => {
                other.set = None;
                for test in &order.tests {
                    if !other.tests.contains(test) {
                        other.tests.push(test.clone());
                    }
                }
            }
            None => together.push(order.clone()),
        }
    }
    together
}

/// The patient is to come again.
pub(super) fn to_come(follow_up: FollowUp, setting: Setting) -> LineChip {
    let when = follow_up.due.map(|day| day_in_words(day, setting)).unwrap_or_default();
    let text = if follow_up.text.is_empty() { String::new() } else { format!(": {}", follow_up.text) };
    let label = format!("Follow-up {when}{text}");
    let task = Task {
        kind: TaskKind::FollowUp,
        text: follow_up.text,
        whose: None,
        due: follow_up.due.map(PartialDate::Day),
        status: TaskStatus::Requested,
        outcome: None,
    };
    let enters = format!("A follow-up to be booked, {ON_SIGNING}.");
    let mut chip = chip("follow-up", label, enters, Some(Planned::Task { task }));
    if follow_up.due.is_none() {
        chip.missing.push("Missing: when, as in 2w or fri.".to_owned());
    } else {
        chip.doubts = follow_up.doubts;
    }
    chip
}

/// Something for somebody of the practice.
pub(super) fn to_do(task: grammar::Task, setting: Setting) -> LineChip {
    let whose =
        task.whose.and_then(|word| Role::ALL.into_iter().find(|role| crate::timeline::word(role) == word));
    let for_whom = task.whose.map(|word| format!(" for the {}", word.replace('-', " "))).unwrap_or_default();
    let when = task.due.map(|day| format!(", {}", day_in_words(day, setting))).unwrap_or_default();
    let label = format!("Task{for_whom}{when}: {}", task.text);
    let missing = task.text.trim().is_empty();
    let plan = Task {
        kind: TaskKind::Task,
        text: task.text,
        whose,
        due: task.due.map(PartialDate::Day),
        status: TaskStatus::Requested,
        outcome: None,
    };
    let enters = format!("On the list of tasks, {ON_SIGNING}.");
    let mut chip = chip("task", label, enters, Some(Planned::Task { task: plan }));
    if missing {
        chip.missing.push("Missing: what is to be done.".to_owned());
    } else {
        chip.doubts = task.doubts;
    }
    chip
}

/// Enters what a chip of the draft stands for, all but prescriptions and orders, which are one for the whole visit.
pub(super) fn enter(
    pen: &mut Pen<'_, '_>,
    chart: &Chart,
    patient: PatientId,
    encounter: RecordId,
    plan: &Planned,
) -> Result<(), Problem> {
    let statement = match plan {
        Planned::Problem { problem } if is_listed(chart, &problem.condition) => return Ok(()),
        Planned::Problem { problem } => Statement::Problems(problem.clone()),
        Planned::Medication { medication } => Statement::Medications(medication.clone()),
        Planned::Immunization { immunization } => Statement::Immunizations(immunization.clone()),
        Planned::Task { task } => Statement::Tasks(task.clone()),
        Planned::Prescription { .. }
        | Planned::Order { .. }
        | Planned::Entered { .. }
        | Planned::Value { .. } => return Ok(()),
    };
    pen.say(patient, Some(encounter), statement)?;
    Ok(())
}
