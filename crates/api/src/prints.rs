//! Prints: a document from the chart, shown on screen first, then saved or sent to a printer, and always audited.

pub(crate) mod common;
pub(crate) mod designs;
mod documents;
pub(crate) mod failsafe;
mod follow_up;
mod growth;
mod label;
pub(crate) mod letters;
mod medication_plan;
pub(crate) mod pack;
pub(crate) mod preferences;
mod prescription;
pub(crate) mod profiles;
pub(crate) mod queue;
pub(crate) mod registers;
mod requisition;
pub(crate) mod seal;
mod trends;
mod vaccinations;
mod visit_summary;
mod whole_chart;

use crate::audits::ReportView;
use crate::desk::Desk;
use crate::printing::{Job, Printer};
use crate::problem::{Problem, ProblemCode};
use crate::view::Nothing;
use base64::Engine as _;
use chart::{PatientId, RecordId};
use chrono::NaiveDate;
use common::detail;
pub(crate) use common::{letterhead, setting, write_whole};
pub use designs::{DesignPreview, DesignSample};
pub use documents::{Document, Sheet};
pub use failsafe::{FailsafeRequest, FailsafeView};
pub use letters::LettersRequest;
pub use pack::{PackPaper, PackRequest, PackSent, PackView, PaperSent, PrintPreference, SendPack, SendPaper};
use paper::PaperError;
pub use preferences::{Calibrate, PreferencesView, SetPreference, SetShift, Shift};
pub use queue::{GivenOut, PrintHistoryRequest, Waiting, WaitingRequest};
pub use registers::{Register, RegisterReport};
pub use seal::{CheckSeal, SealView};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use ts_rs::TS;
pub(crate) use visit_summary::newest as newest_visit;

/// A request that names a document, with fields of its own behind the common ones. Written out for each, since
/// unknown fields are refused and a flattened struct would let them pass.
macro_rules! print_request {
    ($(#[$about:meta])* $name:ident { $($(#[$field_about:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Serialize, Deserialize, TS)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Whose.
            pub patient: PatientId,
            /// Which document.
            pub document: Document,
            /// The visit, the prescription or the order; the newest when absent.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[ts(optional)]
            pub record: Option<RecordId>,
            /// The paper; the practice's own when absent.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[ts(optional)]
            pub sheet: Option<Sheet>,
            /// The language, as a BCP 47 tag; the practice's own when absent.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[ts(optional)]
            pub locale: Option<String>,
            /// The first day of a sick note, or of what a trend report or a whole chart shows.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[ts(optional)]
            pub from: Option<NaiveDate>,
            /// The last day.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[ts(optional)]
            pub until: Option<NaiveDate>,
            /// To whom a letter goes, one line each.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            #[ts(optional, as = "Option<Vec<String>>")]
            pub to: Vec<String>,
            /// What a letter or a certificate says, as it was edited; the template's own text when absent.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[ts(optional)]
            pub text: Option<String>,
            /// Which template a letter or a certificate is made from; the document's own when absent. Of a label
            /// `patient`, `tube` or `address`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[ts(optional)]
            pub template: Option<String>,
            /// Every page says that it is a copy.
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            #[ts(optional, as = "Option<bool>")]
            pub copy: bool,
            $($(#[$field_about])* pub $field: $kind,)*
        }
    };
}

print_request! {
    /// Show a document.
    PrintRequest {}
}

print_request! {
    /// Save a document as PDF.
    SavePrint {
        /// Where to.
        path: PathBuf,
    }
}

print_request! {
    /// Send a document to a printer.
    SendPrint {
        /// The queue.
        printer: String,
        /// How many; 1 when absent, 20 at most.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        copies: Option<u32>,
        /// The printer's own name for the tray the paper comes from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        tray: Option<String>,
    }
}

impl PrintRequest {
    /// A document of a chart, everything else as usual.
    pub(crate) fn new(patient: PatientId, document: Document) -> Self {
        Self {
            patient,
            document,
            record: None,
            sheet: None,
            locale: None,
            from: None,
            until: None,
            to: Vec::new(),
            text: None,
            template: None,
            copy: false,
        }
    }
}

impl From<SavePrint> for PrintRequest {
    fn from(asked: SavePrint) -> Self {
        let SavePrint {
            patient, document, record, sheet, locale, from, until, to, text, template, copy, ..
        } = asked;
        Self { patient, document, record, sheet, locale, from, until, to, text, template, copy }
    }
}

impl From<SendPrint> for PrintRequest {
    fn from(asked: SendPrint) -> Self {
        let SendPrint {
            patient, document, record, sheet, locale, from, until, to, text, template, copy, ..
        } = asked;
        Self { patient, document, record, sheet, locale, from, until, to, text, template, copy }
    }
}

/// A document as it will be printed.
#[derive(Debug, Serialize, TS)]
pub struct PrintView {
    /// What it is, without the patient's name.
    pub title: String,
    /// Each page as a PNG picture, base64; the first eight.
    pub pages: Vec<String>,
    /// How many pages there are.
    pub page_count: usize,
}

/// A document was saved.
#[derive(Debug, Serialize, TS)]
pub struct Saved {
    /// Where to.
    pub path: PathBuf,
    /// How many pages.
    pub pages: usize,
}

/// A document was handed to a printer.
#[derive(Debug, Serialize, TS)]
pub struct Sent {
    /// The job's name in the queue.
    pub job: String,
    /// How many pages.
    pub pages: usize,
}

/// A document with its bytes.
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) pdf: paper::Pdf,
}

/// Picture points for each point of the page (1/72 inch): sharp on a screen at full width.
const PREVIEW_SCALE: f32 = 1.6;

impl Page {
    /// The job that prints it, with the sheet as CUPS names it, so that a printer takes the right paper.
    pub(crate) fn job(&self, printer: String) -> Job {
        let title = format!("Paperchart: {}", self.title);
        Job { printer, title, copies: 1, media: media(self.pdf.sheet), ..Job::default() }
    }
}

/// The names of CUPS; what has none is said in millimetres. A sheet on its side is the same sheet.
fn media((width, height): (f32, f32)) -> String {
    let (narrow, wide) = (width.min(height), width.max(height));
    let known =
        [("A4", 210.0, 297.0), ("A5", 148.0, 210.0), ("Letter", 215.9, 279.4), ("Statement", 139.7, 215.9)];
    let near = |left: f32, right: f32| (left - right).abs() < 1.5;
    let found = known.into_iter().find(|(_, short, long)| near(narrow, *short) && near(wide, *long));
    found.map_or_else(|| format!("Custom.{width:.0}x{height:.0}mm"), |(name, ..)| name.to_owned())
}

pub(crate) fn printers(desk: &mut Desk<'_>, _: Nothing) -> Result<Vec<Printer>, Problem> {
    desk.config.printing.printers()
}

pub(crate) fn preview(desk: &mut Desk<'_>, request: PrintRequest) -> Result<PrintView, Problem> {
    let (page, record) = make(desk, &request)?;
    desk.detail(detail(&request, record));
    pictures(page)
}

pub(crate) fn save(desk: &mut Desk<'_>, request: SavePrint) -> Result<Saved, Problem> {
    let path = request.path.clone();
    let request = PrintRequest::from(request);
    let (page, record) = make(desk, &request)?;
    desk.detail(detail(&request, record));
    write_whole(&path, &page.pdf.bytes)?;
    Ok(Saved { path, pages: page.pdf.pages })
}

pub(crate) fn send(desk: &mut Desk<'_>, request: SendPrint) -> Result<Sent, Problem> {
    let (printer, tray) = (request.printer.clone(), request.tray.clone().unwrap_or_default());
    let copies = request.copies.unwrap_or(1);
    if !(1..=20).contains(&copies) {
        return Err(Problem::invalid("copies", "Print between 1 and 20 copies."));
    }
    let request = PrintRequest::from(request);
    let goes_to = PrintPreference { printer, tray, sheet: request.sheet, copies };
    let (page, record) = preferences::shifted(desk, &goes_to.printer, |desk| make(desk, &request))?;
    let job = Job { copies, tray: goes_to.tray.clone(), ..page.job(goes_to.printer.clone()) };
    preferences::remember(desk, request.document, &goes_to)?;
    match desk.config.printing.print(&job, &page.pdf.bytes) {
        Ok(job) => {
            desk.detail(detail(&request, record));
            Ok(Sent { job, pages: page.pdf.pages })
        }
        Err(problem) => {
            queue::keep(desk, Waiting::new(desk, request, goes_to, &problem))?;
            let message = format!("{} It waits in the list of papers.", problem.message);
            Err(Problem { message, ..problem })
        }
    }
}

/// Shows a report, or saves it, or prints it.
pub(crate) fn give_out(
    desk: &Desk<'_>,
    page: Page,
    save_to: Option<PathBuf>,
    printer: Option<String>,
) -> Result<ReportView, Problem> {
    let (title, page_count) = (page.title.clone(), page.pdf.pages);
    let mut report = ReportView { title, page_count, pages: Vec::new(), saved_to: None, job: None };
    match (save_to, printer) {
        (Some(_), Some(_)) => {
            return Err(Problem::invalid("printer", "Save the report or print it, not both."));
        }
        (Some(path), None) => {
            write_whole(&path, &page.pdf.bytes)?;
            report.saved_to = Some(path);
        }
        (None, Some(printer)) => {
            report.job = Some(desk.config.printing.print(&page.job(printer), &page.pdf.bytes)?);
        }
        (None, None) => report.pages = pictures(page)?.pages,
    }
    Ok(report)
}

/// The page with the recovery code.
pub(crate) fn recovery_page(desk: &mut Desk<'_>, code: &store::RecoveryCode) -> Result<Page, Problem> {
    let text = code.text();
    let practice = desk.people().practice().clone();
    let document = paper::RecoveryPage {
        letterhead: letterhead(&practice)?,
        groups: text.split('-').map(str::to_owned).collect(),
        qr: Some(paper::QrCode {
            payload: text.as_bytes().to_vec(),
            caption: "The same code for a camera.".to_owned(),
        }),
        made_on: paper::dates::short(desk.today()),
        made_by: desk.people().name(desk.user()),
        code_number: String::new(),
    };
    let pdf = paper::recovery_page(&document, &setting(desk, None))?;
    Ok(Page { title: "Recovery code".to_owned(), pdf })
}

fn make(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    if let Some(sheet) = request.sheet {
        if sheet.is_two_up() && request.document != Document::Prescription {
            return Err(Problem::invalid("sheet", "Only a prescription is printed two on a sheet."));
        }
        if sheet.size().is_label() && request.document != Document::Label {
            return Err(Problem::invalid(
                "sheet",
                "Only labels are printed on labels. Choose A4, A5 or Letter.",
            ));
        }
    }
    match request.document {
        Document::VisitSummary => visit_summary::make(desk, request),
        Document::Prescription => prescription::make(desk, request),
        Document::MedicationPlan => medication_plan::make(desk, request),
        Document::Referral => letters::referral(desk, request),
        Document::SickNote => letters::sick_note(desk, request),
        Document::LabRequisition => requisition::laboratory(desk, request),
        Document::ImagingRequisition => requisition::imaging(desk, request),
        Document::FollowUpSlip => follow_up::make(desk, request),
        Document::VaccinationRecord => vaccinations::make(desk, request),
        Document::TrendReport => trends::report(desk, request),
        Document::GrowthChart => growth::make(desk, request),
        Document::Label => label::make(desk, request),
        Document::Chart => whole_chart::make(desk, request),
    }
}

/// How many pages a preview draws; a whole chart has hundreds.
const PREVIEW_PAGES: usize = 8;

fn pictures(page: Page) -> Result<PrintView, Problem> {
    let shown = 1..=page.pdf.pages.min(PREVIEW_PAGES);
    let pictures = paper::render_pngs(&page.pdf.bytes, shown, PREVIEW_SCALE)?;
    let in_text = |picture| base64::engine::general_purpose::STANDARD.encode(picture);
    let pages = pictures.into_iter().map(in_text).collect();
    Ok(PrintView { title: page.title, pages, page_count: page.pdf.pages })
}

impl From<PaperError> for Problem {
    fn from(error: PaperError) -> Self {
        Self::new(ProblemCode::Refused, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printer_is_told_which_paper_to_take() {
        assert_eq!(media((210.0, 297.0)), "A4");
        assert_eq!(media((296.0, 210.0)), "A4", "two A5 side by side");
        assert_eq!(media((139.7, 215.9)), "Statement");
        assert_eq!(media((279.4, 215.9)), "Letter", "on its side");
        assert_eq!(media((57.0, 32.0)), "Custom.57x32mm");
    }
}
