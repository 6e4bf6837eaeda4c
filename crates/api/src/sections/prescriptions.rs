//! Prescriptions: read from a typed line, signed with several drugs at once, cancelled with a reason.

use crate::checks::{self, FindingView};
use crate::desk::{Desk, Pen, required, to_correct};
use crate::pack;
use crate::problem::Problem;
use crate::view::RecordView;
use chart::coding::system;
use chart::sections::allergies::AllergyState;
use chart::sections::medications::{Medication, MedicationStatus};
use chart::sections::prescriptions::{Prescription, PrescriptionItem, PrescriptionStatus};
use chart::{Chart, Coding, Concept, EntryId, PartialDate, PatientId, Quantity, RecordId, Statement, sig};
use chrono::{DateTime, Datelike, Days, FixedOffset};
use reference::checks::Facts;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A prescription as it is read now.
pub type PrescriptionView = RecordView<Prescription>;

/// Read a typed drug line.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PreviewItem {
    /// For whom.
    pub patient: PatientId,
    /// `doxycycline 100 mg cap bid 7d #14`.
    pub line: String,
}

/// What a typed drug line says.
#[derive(Debug, Serialize, TS)]
pub struct ItemPreview {
    /// The drug, as it would be ordered.
    pub item: PrescriptionItem,
    /// `Doxycycline 100 mg capsule`.
    pub name: String,
    /// The sentence that will stand on the paper.
    pub sentence: String,
    /// `14 capsules`, and how it was counted.
    pub quantity: Option<String>,
    /// What is unclear, in sentences.
    pub doubts: Vec<String>,
    /// What is missing before it can be ordered.
    pub missing: Vec<String>,
    /// Active allergies, to be read before ordering.
    pub allergies: Vec<String>,
    /// What speaks against it, the worst first.
    pub findings: Vec<FindingView>,
    /// What was not checked.
    pub unchecked: String,
}

/// A line as it was read, completed from the formulary.
pub(crate) struct ReadLine {
    pub(crate) item: PrescriptionItem,
    doubts: Vec<String>,
    quantity: Option<String>,
}

/// Sign a prescription outside a note.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignPrescription {
    /// For whom.
    pub patient: PatientId,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// The drugs.
    pub items: Vec<PrescriptionItem>,
}

/// Cancel a prescription.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CancelPrescription {
    /// For whom.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// Why.
    pub why: String,
}

/// Longer than any order for one drug; reading is quadratic in the number of amounts.
const LONGEST_LINE: usize = 1_000;

/// Said beside every drug, so that nobody relies on what is not there.
const UNCHECKED: &str = "Not checked: doses by weight, the liver, food, genes, rare interactions.";

/// Reads a typed line and completes it from the formulary: `amox 500 tid 7d` is amoxicillin 500 mg capsules.
pub(crate) fn read(typed: &str) -> Result<ReadLine, Problem> {
    if typed.chars().count() > LONGEST_LINE {
        return Err(Problem::invalid(
            "line",
            "This is too long for one drug. Write each drug on a line of its own.",
        ));
    }
    let mut line = sig::parse_line(typed);
    let known = pack::formulary()?.complete(&mut line);
    let mut doubts = line.doubts.clone();
    doubts.extend(line.rest.iter().map(|piece| format!("“{}” was not understood.", piece.text)));
    let counted = sig::quantity(&line.sig);
    let quantity = line.quantity.clone().or_else(|| counted.as_ref().map(|count| count.quantity.clone()));
    let mut drug = Concept::text(capitalised(&line.drug));
    drug.codings.extend(known.and_then(|ingredient| ingredient.rxcui).map(|code| Coding {
        system: system::RXNORM.to_owned(),
        code: code.to_owned(),
        display: None,
    }));
    let shown = quantity.as_ref().map(|quantity| {
        let written = in_figures(quantity);
        match counted.filter(|count| count.quantity == *quantity) {
            Some(count) => format!("{written} ({})", count.how),
            None => written,
        }
    });
    let item = PrescriptionItem {
        drug,
        strength: line.strength,
        form: line.form,
        instructions: sig::print(&line.sig),
        quantity,
        refills: line.refills.unwrap_or(0),
        reason: line.reason,
        substitution: true,
        long_term: false,
        sig: Some(line.sig),
    };
    Ok(ReadLine { item, doubts, quantity: shown })
}

pub(crate) fn preview(desk: &mut Desk<'_>, request: PreviewItem) -> Result<ItemPreview, Problem> {
    let chart = desk.chart(request.patient)?;
    let ReadLine { item, doubts, quantity } = read(&request.line)?;
    let facts = Facts::of(&chart, desk.today());
    let findings = checks::of_item(desk, &chart, &facts, &item)?;
    let unknown = pack::rulebook()?.unknown(&facts);
    let unchecked = match unknown.as_slice() {
        [] => UNCHECKED.to_owned(),
        names => format!("Not known to the checks: {}. {UNCHECKED}", names.join(", ")),
    };
    let allergies = match chart.allergy_state() {
        AllergyState::Listed(listed) => listed.iter().map(|(_, allergy)| allergy.short()).collect(),
        AllergyState::NeverAsked | AllergyState::NoneKnown(_) => Vec::new(),
    };
    Ok(ItemPreview {
        name: item.name(),
        sentence: item.instructions.clone(),
        quantity,
        doubts,
        missing: missing(&item),
        allergies,
        findings,
        unchecked,
        item,
    })
}

pub(crate) fn sign(desk: &mut Desk<'_>, request: SignPrescription) -> Result<PrescriptionView, Problem> {
    let chart = desk.chart(request.patient)?;
    if request.items.is_empty() {
        return Err(Problem::invalid("items", "A prescription has at least one drug."));
    }
    if chart.allergy_state() == AllergyState::NeverAsked {
        return Err(Problem::refused(
            "Nobody ever asked about allergies. Ask first, and write down the answer.",
        ));
    }
    let now = desk.now;
    let record =
        desk.write(|pen| order(pen, &chart, request.patient, request.encounter, now, &request.items))?;
    current(desk, request.patient, record)
}

pub(crate) fn cancel(desk: &mut Desk<'_>, request: CancelPrescription) -> Result<PrescriptionView, Problem> {
    let why = required("why", &request.why, "Say why it is cancelled.")?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.prescriptions, request.record, &request.heads, "prescription")?;
    let (_, before) =
        record.reading().ok_or_else(|| Problem::refused("This prescription was entered in error."))?;
    let cancelled = Prescription { status: PrescriptionStatus::Cancelled, ..before.clone() };
    let today = PartialDate::Day(desk.today());
    desk.write(|pen| {
        pen.say_change(
            request.patient,
            None,
            record,
            Statement::Prescriptions(cancelled),
            Some(why.clone()),
        )?;
        for (medicine, _, taken) in chart.medications.readings() {
            if taken.prescription == Some(request.record) && taken.is_current() {
                let stopped =
                    Medication { status: MedicationStatus::Stopped, ended: Some(today), ..taken.clone() };
                pen.say_change(
                    request.patient,
                    None,
                    medicine,
                    Statement::Medications(stopped),
                    Some(why.clone()),
                )?;
            }
        }
        Ok(())
    })?;
    current(desk, request.patient, request.record)
}

/// Orders drugs on one prescription and puts each on the list of medicines: as a new one, or as a change of the same.
pub(crate) fn order(
    pen: &mut Pen<'_, '_>,
    chart: &Chart,
    patient: PatientId,
    encounter: Option<RecordId>,
    now: DateTime<FixedOffset>,
    items: &[PrescriptionItem],
) -> Result<RecordId, Problem> {
    for (place, item) in items.iter().enumerate() {
        if let Some(what) = missing(item).first() {
            return Err(Problem::invalid("items", format!("Drug {}: {what}", place + 1)));
        }
        if item.sig.as_ref().is_some_and(|sig| sig::print(sig) != item.instructions) {
            return Err(Problem::invalid(
                "items",
                format!("Drug {}: its parts and its sentence differ.", place + 1),
            ));
        }
    }
    let year = now.year();
    let number = pen.writing.next_number(&format!("prescription-{year}"))?;
    let prescription = Prescription {
        number: format!("{year}-{number:05}"),
        status: PrescriptionStatus::Active,
        items: items.to_vec(),
    };
    let record = pen.say(patient, encounter, Statement::Prescriptions(prescription))?;
    for item in items {
        let taken = taken(item, record, now);
        let before = chart.medications.readings().find(|(_, _, medicine)| {
            medicine.is_current() && medicine.drug.text.to_lowercase() == item.drug.text.to_lowercase()
        });
        match before {
            Some((medicine, _, old)) => {
                let renewed = Medication {
                    started: old.started.or(taken.started),
                    long_term: old.long_term || taken.long_term,
                    reason: taken.reason.clone().or_else(|| old.reason.clone()),
                    drug: if taken.drug.codings.is_empty() { old.drug.clone() } else { taken.drug.clone() },
                    ..taken
                };
                pen.say_change(patient, encounter, medicine, Statement::Medications(renewed), None)?;
            }
            None => {
                pen.say(patient, encounter, Statement::Medications(taken))?;
            }
        }
    }
    Ok(record)
}

fn taken(item: &PrescriptionItem, prescription: RecordId, now: DateTime<FixedOffset>) -> Medication {
    let days = item.sig.as_ref().and_then(sig::Sig::total_days);
    let ended = days
        .filter(|_| !item.long_term && item.refills == 0)
        .and_then(|days| now.date_naive().checked_add_days(Days::new(u64::from(days.saturating_sub(1)))));
    Medication {
        drug: item.drug.clone(),
        strength: item.strength.clone(),
        form: item.form.clone(),
        sig: item.sig.clone(),
        instructions: item.instructions.clone(),
        status: MedicationStatus::Active,
        reason: item.reason.clone(),
        started: Some(PartialDate::Day(now.date_naive())),
        ended: ended.map(PartialDate::Day),
        long_term: item.long_term,
        prescription: Some(prescription),
        comment: None,
    }
}

/// What an item lacks before it can stand on paper.
fn missing(item: &PrescriptionItem) -> Vec<String> {
    let mut missing = Vec::new();
    if item.drug.text.trim().is_empty() {
        missing.push("which drug it is.".to_owned());
    }
    if item.instructions.trim().is_empty() {
        missing.push("how it is taken.".to_owned());
    }
    if !item.quantity.as_ref().is_some_and(|quantity| quantity.value.is_finite() && quantity.value > 0.0) {
        missing.push("how much to dispense: add it, as in #14.".to_owned());
    }
    missing
}

/// One drug in words, as it is shown before signing and read in the timeline.
pub(crate) fn in_words(item: &PrescriptionItem) -> String {
    let mut text = format!("{}. {}", item.name(), item.instructions);
    if let Some(quantity) = &item.quantity {
        text.push_str(&format!(" Dispense {}.", in_figures(quantity)));
    }
    text.push_str(&format!(" Repeats: {}.", item.refills));
    if let Some(reason) = &item.reason {
        text.push_str(&format!(" For: {reason}."));
    }
    text
}

fn in_figures(quantity: &Quantity) -> String {
    let figure = paper::words::number(quantity.value).unwrap_or_default();
    let unit = sig::plural(&quantity.unit, quantity.value);
    format!("{figure} {unit}").trim().to_owned()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn current(desk: &mut Desk<'_>, patient: PatientId, record: RecordId) -> Result<PrescriptionView, Problem> {
    let chart = desk.chart(patient)?;
    let record = chart.prescriptions.get(record).ok_or_else(|| Problem::not_found("prescription"))?;
    RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("prescription"))
}
