//! Prescriptions: read from a typed line, signed with several drugs at once, cancelled with a reason.

pub mod favourites;
pub mod renewing;
pub mod suggesting;

use crate::checks::{self, FindingView};
use crate::desk::{Desk, Pen, required, to_correct};
use crate::pack;
use crate::prints::profiles;
use crate::problem::Problem;
use crate::view::RecordView;
use chart::coding::system;
use chart::sections::allergies::AllergyState;
use chart::sections::medications::{Medication, MedicationStatus};
use chart::sections::prescriptions::{Prescription, PrescriptionItem, PrescriptionStatus};
use chart::{Chart, Concept, EntryId, PartialDate, PatientId, Quantity, RecordId, Statement, sig};
use chrono::{DateTime, Datelike, Days, FixedOffset};
use reference::checks::{Facts, Tier};
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

/// Look at drugs that were picked and not typed: a favourite, a repeat.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PreviewItems {
    /// For whom.
    pub patient: PatientId,
    /// The drugs.
    pub items: Vec<PrescriptionItem>,
}

/// What a typed drug line says.
#[derive(Debug, Serialize, TS)]
pub struct ItemPreview {
    /// The drug, as it would be ordered.
    pub item: PrescriptionItem,
    /// `Doxycycline 100 mg capsule`, with tall-man letters where the name has a look-alike.
    pub name: String,
    /// The line that gives this order when it is typed.
    pub line: String,
    /// The schedule of a controlled drug in the United States, 2 to 5.
    pub schedule: Option<u8>,
    /// It is in the formulary; otherwise it is free text.
    pub known: bool,
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
pub(crate) fn read(desk: &Desk<'_>, typed: &str) -> Result<ReadLine, Problem> {
    if typed.chars().count() > LONGEST_LINE {
        return Err(Problem::invalid(
            "line",
            "This is too long for one drug. Write each drug on a line of its own.",
        ));
    }
    let formulary = pack::formulary()?;
    let ordered = formulary.order(typed);
    let code = ordered.ingredient.and_then(|ingredient| ingredient.rxcui);
    let line = ordered.line;
    let mut doubts = line.doubts.clone();
    doubts.extend(line.rest.iter().map(|piece| format!("“{}” was not understood.", piece.text)));
    let quantity = line.quantity.or_else(|| sig::quantity(&line.sig).map(|count| count.quantity));
    let name = capitalised(&formulary.written(&line.drug, profiles::naming(desk.people().practice())));
    let item = PrescriptionItem {
        drug: match code {
            Some(code) => Concept::coded(name, system::RXNORM, code),
            None => Concept::text(name),
        },
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
    Ok(ReadLine { item, doubts })
}

pub(crate) fn preview(desk: &mut Desk<'_>, request: PreviewItem) -> Result<ItemPreview, Problem> {
    let chart = desk.chart(request.patient)?;
    let facts = Facts::of(&chart, desk.today());
    let ReadLine { item, doubts } = read(desk, &request.line)?;
    shown(desk, &chart, &facts, item, doubts)
}

pub(crate) fn preview_items(desk: &mut Desk<'_>, request: PreviewItems) -> Result<Vec<ItemPreview>, Problem> {
    let chart = desk.chart(request.patient)?;
    let facts = Facts::of(&chart, desk.today());
    request.items.into_iter().map(|item| shown(desk, &chart, &facts, item, Vec::new())).collect()
}

fn shown(
    desk: &Desk<'_>,
    chart: &Chart,
    facts: &Facts,
    item: PrescriptionItem,
    doubts: Vec<String>,
) -> Result<ItemPreview, Problem> {
    let findings = checks::of_item(desk, chart, facts, &item)?;
    let unknown = pack::rulebook()?.unknown(facts);
    let unchecked = match unknown.as_slice() {
        [] => UNCHECKED.to_owned(),
        names => format!("Not known to the checks: {}. {UNCHECKED}", names.join(", ")),
    };
    let ingredient = pack::formulary()?.resolve(&item.drug.text);
    let allergies = match chart.allergy_state() {
        AllergyState::Listed(listed) => listed.iter().map(|(_, allergy)| allergy.short()).collect(),
        AllergyState::NeverAsked | AllergyState::NoneKnown(_) => Vec::new(),
    };
    let counted = item.sig.as_ref().and_then(sig::quantity);
    let tall =
        ingredient.and_then(|one| one.tall_man).filter(|tall| tall.eq_ignore_ascii_case(&item.drug.text));
    let drug = tall.map_or_else(|| item.drug.clone(), Concept::text);
    Ok(ItemPreview {
        name: PrescriptionItem { drug, ..item.clone() }.name(),
        line: suggesting::printed(&item),
        schedule: ingredient.and_then(|one| one.schedule),
        known: ingredient.is_some(),
        sentence: item.instructions.clone(),
        quantity: item.quantity.as_ref().map(|quantity| {
            let written = in_figures(quantity);
            match counted.filter(|count| count.quantity == *quantity) {
                Some(count) => format!("{written} ({})", count.how),
                None => written,
            }
        }),
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
    allergies_were_asked(&chart)?;
    contraindications_are_answered(desk, &chart, &request.items)?;
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

pub(crate) fn allergies_were_asked(chart: &Chart) -> Result<(), Problem> {
    if chart.allergy_state() == AllergyState::NeverAsked {
        return Err(Problem::refused(
            "Nobody ever asked about allergies. Ask first, and write down the answer.",
        ));
    }
    Ok(())
}

/// What is contraindicated is ordered only after somebody said why: the one thing that asks before going on.
pub(crate) fn contraindications_are_answered(
    desk: &Desk<'_>,
    chart: &Chart,
    items: &[PrescriptionItem],
) -> Result<(), Problem> {
    for (place, item) in items.iter().enumerate() {
        if let Some(why) = contraindication(desk, chart, item)? {
            return Err(Problem::invalid(
                "items",
                format!(
                    "Drug {} is contraindicated: {why} Say why it is ordered all the same, or take it off.",
                    place + 1,
                ),
            ));
        }
    }
    Ok(())
}

/// Why a drug must not be ordered, when nobody has said why it is ordered all the same.
pub(crate) fn contraindication(
    desk: &Desk<'_>,
    chart: &Chart,
    item: &PrescriptionItem,
) -> Result<Option<String>, Problem> {
    let facts = Facts::of(chart, desk.today());
    let found = checks::of_item(desk, chart, &facts, item)?;
    let open =
        found.into_iter().find(|one| one.severity == Tier::Contraindicated && one.overridden.is_none());
    Ok(open.map(|finding| finding.message))
}

/// Each drug can stand on paper, and its parts say what its sentence says.
pub(crate) fn check_items(items: &[PrescriptionItem]) -> Result<(), Problem> {
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
    Ok(())
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
    check_items(items)?;
    let year = now.year();
    let number = pen.writing.next_number(&format!("prescription-{year}"))?;
    let prescription = Prescription {
        number: format!("{year}-{number:05}"),
        status: PrescriptionStatus::Active,
        items: items.to_vec(),
    };
    let record = pen.say(patient, encounter, Statement::Prescriptions(prescription))?;
    // Two strengths of one drug on one paper are two medicines: each takes up another one of the list.
    let mut taken_up: Vec<RecordId> = Vec::new();
    for item in items {
        let taken = taken(item, record, now);
        let before = chart.medications.readings().find(|(medicine, _, value)| {
            value.is_current()
                && !taken_up.contains(&medicine.id)
                && value.drug.text.to_lowercase() == item.drug.text.to_lowercase()
        });
        match before {
            Some((medicine, _, old)) => {
                taken_up.push(medicine.id);
                let renewed = Medication {
                    started: old.started.or(taken.started),
                    long_term: old.long_term || taken.long_term,
                    reason: taken.reason.clone().or_else(|| old.reason.clone()),
                    adherence: old.adherence.clone(),
                    comment: old.comment.clone(),
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
        strength: item.strength.clone(),
        form: item.form.clone(),
        sig: item.sig.clone(),
        instructions: item.instructions.clone(),
        reason: item.reason.clone(),
        started: Some(PartialDate::Day(now.date_naive())),
        ended: ended.map(PartialDate::Day),
        long_term: item.long_term,
        prescription: Some(prescription),
        ..Medication::named(item.drug.clone())
    }
}

/// What an item lacks before it can stand on paper.
pub(crate) fn missing(item: &PrescriptionItem) -> Vec<String> {
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

/// One drug in a short line: `Amoxicillin 500 mg capsule, take 1 capsule … · 21 capsules`.
pub(crate) fn in_short(item: &PrescriptionItem) -> String {
    let quantity = item.quantity.as_ref().map(|quantity| format!(" · {}", in_figures(quantity)));
    format!("{}. {}{}", item.name(), item.instructions, quantity.unwrap_or_default())
}

fn in_figures(quantity: &Quantity) -> String {
    let figure = paper::words::number(quantity.value).unwrap_or_default();
    let unit = sig::plural(&quantity.unit, quantity.value);
    format!("{figure} {unit}").trim().to_owned()
}

pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

pub(crate) fn current(
    desk: &mut Desk<'_>,
    patient: PatientId,
    record: RecordId,
) -> Result<PrescriptionView, Problem> {
    let chart = desk.chart(patient)?;
    let record = chart.prescriptions.get(record).ok_or_else(|| Problem::not_found("prescription"))?;
    RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("prescription"))
}
