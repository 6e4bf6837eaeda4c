//! Pages in, PDF bytes out.
//!
//! A document is a plain struct ([`VisitSummary`], [`Prescription`] …) of texts that the caller has already written.
//! A builder turns it into blocks, the layout shapes and paginates them into positioned glyphs, the writer makes
//! PDF bytes. The same input gives the same bytes, on every machine.
//!
//! Deliberately not here: the chart, the store, the clock, system fonts, printers. Paper depends on no other crate
//! of this workspace. And it never cuts: what does not fit flows on, and what cannot be printed is refused.

mod cores;
pub mod dates;
mod documents;
mod error;
mod flow;
mod look;
mod pdf;
mod picture;
mod preview;
mod setting;
mod text;
pub mod wording;
pub mod words;

pub use documents::audit_report::{AuditReport, AuditedAct};
pub use documents::chart_document::{BarCode, ChartDocument, Label, Part, PartCell, PartTable};
pub use documents::drawings::{GrowthChart, GrowthCurve, Trend, TrendBand, TrendLane, TrendLine};
pub use documents::medication_plan::{MedicationPlan, PlannedMedicine};
pub use documents::parts::{
    Allergies, Allergy, Letterhead, PatientBox, QrCode, Reprint, Row, Sheet, Signature, Standing,
};
pub use documents::prescription::{PrescribedItem, Prescription, Quantity, Substitution};
pub use documents::recovery_page::RecoveryPage;
pub use documents::verify_report::{Finding, Severity, VerifyReport};
pub use documents::visit_summary::{
    Addendum, BloodPressureReading, BloodPressureTrend, Change, Diagnosis, DrugBar, Flag, Measurement,
    Medicine, TestLine, TestState, VisitSummary, When,
};
pub use error::PaperError;
pub use flow::{Role, TextLine};
pub use picture::Picture;
pub use preview::{render_png, render_pngs};
pub use setting::{Locale, Orientation, PageSize, Setting};

use flow::PageTemplate;
use pdf::{About, PageWriter};

/// A finished document.
#[derive(Clone, Debug, PartialEq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Width and height of each page in millimetres.
    pub sheet: (f32, f32),
    /// Every line of text with its place, in the order in which it was set.
    pub text: Vec<TextLine>,
}

impl Pdf {
    /// The text with its places, one line each: `1 Patient 60.4 98.3 DELACROIX-THOMPSON, Marguerite`.
    #[must_use]
    pub fn dump(&self) -> String {
        let line = |line: &TextLine| {
            format!("{} {:?} {:.1} {:.1} {}\n", line.page, line.role, line.x, line.y, line.text)
        };
        self.text.iter().map(line).collect()
    }
}

/// Prints a visit summary.
///
/// # Errors
/// [`PaperError::MissingGlyph`] for a character that cannot be printed, [`PaperError::MissingField`] for an empty
/// list of allergies, [`PaperError::CodeTooLarge`], [`PaperError::TooLong`].
pub fn visit_summary(summary: &VisitSummary, setting: &Setting) -> Result<Pdf, PaperError> {
    let kind = wording::word(setting.locale, "visit_summary");
    print(documents::visit_summary::build(summary, setting)?, setting, kind)
}

/// Prints a prescription.
///
/// # Errors
/// As [`visit_summary`], and [`PaperError::MissingField`], [`PaperError::ErrorProne`] and [`PaperError::BadNumber`]
/// as told at [`Prescription`].
pub fn prescription(prescription: &Prescription, setting: &Setting) -> Result<Pdf, PaperError> {
    let pages = pages_of_prescription(prescription, setting)?;
    write(pages, setting, documents::prescription::KIND)
}

/// The pages of a prescription, set closer where that saves one: an end alone on a page invites somebody to write above
/// it.
fn pages_of_prescription(prescription: &Prescription, setting: &Setting) -> Result<flow::Pages, PaperError> {
    use documents::prescription::{Spacing, build};
    let usual = flow::compose(build(prescription, setting, Spacing::Usual)?, setting)?;
    if usual.pages.len() < 2 {
        return Ok(usual);
    }
    let close = flow::compose(build(prescription, setting, Spacing::Close)?, setting)?;
    Ok(if close.pages.len() < usual.pages.len() { close } else { usual })
}

/// Prints a prescription and beside it, on the same sheet, its copy: for the pharmacist and for the patient. The
/// setting's size is that of one half.
///
/// # Errors
/// As [`prescription`].
pub fn prescription_two_up(prescription: &Prescription, setting: &Setting) -> Result<Pdf, PaperError> {
    let copy = Sheet { copy: true, ..prescription.sheet.clone() };
    let copy = Prescription { sheet: copy, ..prescription.clone() };
    let left = pages_of_prescription(prescription, setting)?;
    let right = pages_of_prescription(&copy, setting)?;
    write(flow::side_by_side(left, right), setting, documents::prescription::KIND)
}

/// Prints the page with the recovery code.
///
/// # Errors
/// [`PaperError::MissingGlyph`], [`PaperError::CodeTooLarge`], [`PaperError::TooLong`].
pub fn recovery_page(page: &RecoveryPage, setting: &Setting) -> Result<Pdf, PaperError> {
    print(documents::recovery_page::build(page, setting), setting, documents::recovery_page::KIND)
}

/// Prints a report of facts and findings.
///
/// # Errors
/// [`PaperError::MissingGlyph`], [`PaperError::TooLong`].
pub fn report(report: &VerifyReport, setting: &Setting) -> Result<Pdf, PaperError> {
    print(documents::verify_report::build(report, setting), setting, &report.title)
}

/// Prints a stretch of the audit.
///
/// # Errors
/// As [`report`].
pub fn audit_report(report: &AuditReport, setting: &Setting) -> Result<Pdf, PaperError> {
    print(documents::audit_report::build(report, setting), setting, &report.title)
}

/// Prints a medication plan.
///
/// # Errors
/// As [`visit_summary`].
pub fn medication_plan(plan: &MedicationPlan, setting: &Setting) -> Result<Pdf, PaperError> {
    let kind = wording::word(setting.locale, "medication_plan");
    print(documents::medication_plan::build(plan, setting)?, setting, kind)
}

/// Prints a document made of parts: a letter, a certificate, a record, a report, the whole chart.
///
/// # Errors
/// As [`visit_summary`], and [`PaperError::BadBarCode`].
pub fn chart_document(document: &ChartDocument, setting: &Setting) -> Result<Pdf, PaperError> {
    print(documents::chart_document::build(document, setting)?, setting, &document.title)
}

/// Prints a label: the page is as large as the label, and what does not fit begins another one.
///
/// # Errors
/// As [`chart_document`]; [`PaperError::LabelTooSmall`] when it needs a second label.
pub fn label(label: &Label, setting: &Setting) -> Result<Pdf, PaperError> {
    let made = print(documents::chart_document::build_label(label, setting), setting, &label.title)?;
    if made.pages > 1 { Err(PaperError::LabelTooSmall) } else { Ok(made) }
}

fn print(template: PageTemplate, setting: &Setting, kind: &str) -> Result<Pdf, PaperError> {
    write(flow::compose(template, setting)?, setting, kind)
}

fn write(pages: flow::Pages, setting: &Setting, kind: &str) -> Result<Pdf, PaperError> {
    let title = if setting.title.is_empty() { kind.to_owned() } else { setting.title.clone() };
    let figure_words = wording::word(setting.locale, "figure");
    let about = About { title, language: setting.locale.tag(), figure_words };
    let millimetres = |points: f32| points * 25.4 / 72.0;
    let sheet = (millimetres(pages.width), millimetres(pages.height));
    let (count, text) = (pages.pages.len(), pages.text());
    Ok(Pdf { bytes: pdf::writer().write(pages, &about)?, pages: count, sheet, text })
}
