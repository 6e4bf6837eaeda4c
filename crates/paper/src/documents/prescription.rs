//! Prescription: several medicines on one sheet, each in figures and words, with nothing left to write in.

use super::common::{dotted, foot, footer, labelled, letterhead, marks, patient_panel};
use super::parts::{Allergies, Letterhead, PatientBox, QrCode, Sheet, Signature};
use crate::Setting;
use crate::error::PaperError;
use crate::flow::{Block, PageTemplate, Role, Text};
use crate::look::{ACCENT, BODY, BODY_PALE, DRUG, FOOTER, PALE, RX, mm};
use crate::text::{Align, Rich, field};
use crate::words::{self, ErrorProne, NO_BREAK_SPACE};

/// Everything a prescription prints.
///
/// Refused with [`crate::PaperError::MissingField`] while the prescriber's name, the patient's name or birth date,
/// the date, or any item's medicine, directions or quantity is empty, and when there is no item at all.
#[derive(Clone, Debug)]
pub struct Prescription {
    /// The prescriber with qualification, registration, address and telephone.
    pub letterhead: Letterhead,
    /// `Rx 2026-00871`, seal, reprint and copy marks.
    pub sheet: Sheet,
    /// The patient, with address; weight for a child.
    pub patient: PatientBox,
    /// The three states of the allergy list.
    pub allergies: Allergies,
    /// The date of issue, as text: `22 Nov 2026`.
    pub issued_on: String,
    /// The medicines, in order.
    pub items: Vec<PrescribedItem>,
    /// A line for the pharmacist about the whole sheet; empty leaves it out.
    pub note_to_pharmacist: String,
    /// Usually for the pen.
    pub signature: Signature,
    /// The code at the foot.
    pub qr: Option<QrCode>,
}

/// One medicine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrescribedItem {
    /// Generic name: `Doxycycline`.
    pub generic: String,
    /// Brand, when the prescriber insists on it; printed in brackets after the generic name.
    pub brand: Option<String>,
    /// Strength: `100 mg`; empty leaves it out.
    pub strength: String,
    /// Form: `capsule`; empty leaves it out.
    pub form: String,
    /// Directions as one sentence for the patient: `Take 1 capsule by mouth twice daily for 7 days.`
    /// Refused when it holds an abbreviation of [`crate::words::check_sentence`].
    pub sig: String,
    /// How much to dispense.
    pub quantity: Quantity,
    /// How often it may be repeated; 0 prints "0 (none)".
    pub repeats: u32,
    /// For what: `acute maxillary sinusitis`; empty leaves it out.
    pub purpose: String,
    /// Whether another product with the same generic may be given.
    pub substitution: Substitution,
    /// A line for the pharmacist about this medicine; empty leaves it out.
    pub note: String,
}

/// How much to dispense. The number in words is made here, from the figure, so that the two cannot differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    /// A plain decimal number with `.` and at most three decimals, below a million: `14`, `2.5`.
    pub figure: String,
    /// What is counted: `capsules`, `mL`.
    pub unit: String,
}

/// Whether the pharmacist may substitute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Substitution {
    /// Nothing is printed.
    #[default]
    NotStated,
    /// "Substitution permitted".
    Permitted,
    /// "Do not substitute".
    NotPermitted,
}

/// The document's name, also for the title of the file.
pub(crate) const KIND: &str = "Prescription";
const DOCUMENT: &str = "prescription";

/// How far apart things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spacing {
    /// As it is read best.
    Usual,
    /// Closer, where that keeps the whole on one page less.
    Close,
}

pub(crate) fn build(
    prescription: &Prescription,
    setting: &Setting,
    spacing: Spacing,
) -> Result<PageTemplate, PaperError> {
    check(prescription)?;
    let close = spacing == Spacing::Close;
    let number = labelled("No. ", &prescription.patient.chart_number);
    let mut blocks = letterhead(&prescription.letterhead, "", "", setting);
    let right = [prescription.issued_on.clone(), number];
    let allergies = Some(&prescription.allergies);
    blocks.push(patient_panel(&prescription.patient, allergies, &right, DOCUMENT, setting.locale)?);
    blocks.push(
        Text::new(Role::Title, RX, Rich::new("℞")).before(mm(if close { 1.0 } else { 3.0 })).keep().into(),
    );
    for (index, item) in prescription.items.iter().enumerate() {
        blocks.push(item_block(item, index, close)?);
    }
    let mut ending = Vec::new();
    if !prescription.note_to_pharmacist.trim().is_empty() {
        let words =
            Rich::default().bold("To the pharmacist: ").plain(&field(&prescription.note_to_pharmacist));
        ending.push(Text::new(Role::Body, BODY, words).before(mm(4.0)).into());
    }
    let count = prescription.items.len();
    let items = if count == 1 { "item" } else { "items" };
    let words = format!("— end of prescription: {count} {items} —");
    ending.push(Block::Rule {
        before: mm(if close { 2.0 } else { 4.0 }),
        width: 0.5,
        color: PALE,
        dash: Some([2.0, 2.0]),
    });
    ending.push(Text::new(Role::Body, FOOTER, Rich::new(&words)).align(Align::Center).before(mm(1.0)).into());
    blocks.push(Block::Together(ending));
    Ok(PageTemplate {
        marks: marks(&prescription.sheet, Some(&prescription.signature), setting.locale),
        running_head: (prescription.letterhead.name.clone(), dotted([KIND, prescription.issued_on.as_str()])),
        blocks,
        foot: foot(
            Some(&prescription.signature),
            prescription.qr.as_ref(),
            None,
            mm(20.0),
            mm(if close { 9.0 } else { 14.0 }),
            setting.locale,
        ),
        strike: true,
        footer: footer(Some(&prescription.patient), &prescription.sheet, setting),
        ..PageTemplate::default()
    })
}

/// What a prescription must not be without, whatever the country asks for beyond it.
fn check(prescription: &Prescription) -> Result<(), PaperError> {
    let missing = |field: String| Err(PaperError::MissingField { document: DOCUMENT, field });
    let required = [
        (&prescription.letterhead.name, "the prescriber's name"),
        (&prescription.patient.name, "the patient's name"),
        (&prescription.patient.birth_date, "the patient's birth date"),
        (&prescription.issued_on, "the date"),
        (&prescription.signature.name, "the name beneath the signature"),
    ];
    if let Some((_, name)) = required.iter().find(|(value, _)| value.trim().is_empty()) {
        return missing((*name).to_owned());
    }
    if prescription.items.is_empty() {
        return missing("the medicine".to_owned());
    }
    for (index, item) in prescription.items.iter().enumerate() {
        let number = index + 1;
        let required = [
            (&item.generic, "the medicine"),
            (&item.sig, "the directions"),
            (&item.quantity.figure, "the quantity"),
            (&item.quantity.unit, "the unit of the quantity"),
        ];
        if let Some((_, name)) = required.iter().find(|(value, _)| value.trim().is_empty()) {
            return missing(format!("{name} of item {number}"));
        }
        if let Err(ErrorProne { found, instead }) = words::check_sentence(&item.sig) {
            return Err(PaperError::ErrorProne {
                field: format!("The directions of item {number}"),
                found,
                instead,
            });
        }
    }
    Ok(())
}

/// One medicine behind its line: never split over two pages while a page can hold it.
fn item_block(item: &PrescribedItem, index: usize, close: bool) -> Result<Block, PaperError> {
    let brand = item.brand.as_deref().map_or(String::new(), |brand| labelled("(", brand));
    let brand = if brand.is_empty() { brand } else { format!("{brand})") };
    let name = [item.generic.as_str(), brand.as_str(), item.strength.as_str(), item.form.as_str()];
    let name: Vec<String> =
        name.iter().filter(|part| !part.trim().is_empty()).map(|part| field(part)).collect();
    let bad_number = || PaperError::BadNumber { field: format!("The quantity of item {}", index + 1) };
    let figure = item.quantity.figure.trim();
    let in_words = words::figure_in_words(figure).ok_or_else(bad_number)?;
    let repeats = if item.repeats == 0 { "none".to_owned() } else { words::in_words(item.repeats) };
    let amount = Rich::default()
        .plain("Dispense: ")
        .sized_bold(&format!("{figure} ({in_words})"), DRUG.size)
        .plain(&format!(" {} · Repeats:{NO_BREAK_SPACE}", field(&item.quantity.unit)))
        .sized_bold(&format!("{}{NO_BREAK_SPACE}({repeats})", item.repeats), DRUG.size);
    let mut blocks: Vec<Block> = vec![
        Text::new(Role::Body, DRUG, Rich::new(&name.join(" "))).into(),
        Text { before: mm(0.6), ..Text::free(Role::Body, &item.sig) }.into(),
        Text::new(Role::Body, BODY, amount).before(mm(0.6)).into(),
    ];
    let substitution = match item.substitution {
        Substitution::NotStated => "",
        Substitution::Permitted => "Substitution permitted",
        Substitution::NotPermitted => "Do not substitute",
    };
    let purpose = labelled("For: ", &field(&item.purpose));
    let lines = [(purpose.as_str(), BODY_PALE), (substitution, BODY), (item.note.as_str(), BODY)];
    for (line, style) in lines.into_iter().filter(|(line, _)| !line.trim().is_empty()) {
        blocks.push(Text::new(Role::Body, style, Rich::new(&field(line))).before(mm(0.6)).into());
    }
    let between = if close { mm(2.4) } else { mm(4.5) };
    let before = if index == 0 { mm(2.0) } else { between };
    Ok(Block::Bar { before, indent: mm(4.6), width: 1.4, color: ACCENT, blocks })
}
