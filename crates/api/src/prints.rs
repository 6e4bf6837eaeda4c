//! Prints: a document from the chart, shown on screen first, then saved or sent to a printer, and always audited.

mod prescription;
mod visit_summary;

use crate::audits::ReportView;
use crate::desk::Desk;
use crate::printing::Printer;
use crate::problem::{Problem, ProblemCode};
use crate::view::Nothing;
use base64::Engine as _;
use chart::sections::allergies::AllergyState;
use chart::sections::patients::{Patient, Sex};
use chart::sections::staff::{Paper, PracticeDetails};
use chart::{Chart, PatientId, RecordId};
use chrono::{DateTime, FixedOffset};
use paper::{Locale, PageSize, PaperError, Setting};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use store::AuditFilter;
use ts_rs::TS;

/// Which document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Document {
    /// What the patient takes home.
    VisitSummary,
    /// What the pharmacist reads.
    Prescription,
}

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Sheet {
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
    /// 8.5 × 11 in.
    Letter,
    /// 5.5 × 8.5 in.
    HalfLetter,
}

/// Show a document.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PrintRequest {
    /// Whose.
    pub patient: PatientId,
    /// Which document.
    pub document: Document,
    /// The visit or the prescription; the newest when absent.
    #[serde(default)]
    #[ts(optional)]
    pub record: Option<RecordId>,
    /// The paper; the practice's own when absent.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<Sheet>,
}

/// Save a document as PDF.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SavePrint {
    /// Whose.
    pub patient: PatientId,
    /// Which document.
    pub document: Document,
    /// The visit or the prescription; the newest when absent.
    #[serde(default)]
    #[ts(optional)]
    pub record: Option<RecordId>,
    /// The paper; the practice's own when absent.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<Sheet>,
    /// Where to.
    pub path: PathBuf,
}

/// Send a document to a printer.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SendPrint {
    /// Whose.
    pub patient: PatientId,
    /// Which document.
    pub document: Document,
    /// The visit or the prescription; the newest when absent.
    #[serde(default)]
    #[ts(optional)]
    pub record: Option<RecordId>,
    /// The paper; the practice's own when absent.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<Sheet>,
    /// The queue.
    pub printer: String,
    /// How many; 1 when absent, 20 at most.
    #[serde(default)]
    #[ts(optional)]
    pub copies: Option<u32>,
}

/// A document as it will be printed.
#[derive(Debug, Serialize, TS)]
pub struct PrintView {
    /// What it is, without the patient's name.
    pub title: String,
    /// Each page as a PNG picture, base64.
    pub pages: Vec<String>,
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

pub(crate) fn printers(desk: &mut Desk<'_>, _: Nothing) -> Result<Vec<Printer>, Problem> {
    desk.config.printing.printers()
}

pub(crate) fn preview(desk: &mut Desk<'_>, request: PrintRequest) -> Result<PrintView, Problem> {
    let (page, record) = make(desk, &request)?;
    desk.detail(detail(request.document, record));
    pictures(page)
}

pub(crate) fn save(desk: &mut Desk<'_>, request: SavePrint) -> Result<Saved, Problem> {
    let SavePrint { patient, document, record, sheet, path } = request;
    let (page, record) = make(desk, &PrintRequest { patient, document, record, sheet })?;
    desk.detail(detail(document, record));
    write_whole(&path, &page.pdf.bytes)?;
    Ok(Saved { path, pages: page.pdf.pages })
}

pub(crate) fn send(desk: &mut Desk<'_>, request: SendPrint) -> Result<Sent, Problem> {
    let SendPrint { patient, document, record, sheet, printer, copies } = request;
    let copies = copies.unwrap_or(1);
    if !(1..=20).contains(&copies) {
        return Err(Problem::invalid("copies", "Print between 1 and 20 copies."));
    }
    let (page, record) = make(desk, &PrintRequest { patient, document, record, sheet })?;
    desk.detail(detail(document, record));
    let job = desk.config.printing.print(
        &printer,
        copies,
        &format!("Paperchart: {}", page.title),
        &page.pdf.bytes,
    )?;
    Ok(Sent { job, pages: page.pdf.pages })
}

/// Compare the seal at the foot of a printed page with the chart.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckSeal {
    /// Whose page it is.
    pub patient: PatientId,
    /// The code as printed; case, blanks and dashes do not matter.
    pub code: String,
}

/// Whether a printed page came from this chart.
#[derive(Debug, Serialize, TS)]
pub struct SealView {
    /// It did.
    pub fits: bool,
    /// When the newest entry was written that the page could have known.
    pub stood_at: Option<DateTime<FixedOffset>>,
    /// In a sentence.
    pub verdict: String,
}

pub(crate) fn check_seal(desk: &mut Desk<'_>, request: CheckSeal) -> Result<SealView, Problem> {
    let code = crate::desk::required("code", &request.code, "Type the code from the foot of the page.")?;
    let stood_at = desk.store().check_seal(request.patient, &code)?;
    let stood_at = stood_at.map(|at| at.with_timezone(&desk.offset()));
    desk.detail(if stood_at.is_some() { "fits" } else { "does not fit" });
    let verdict = match stood_at {
        Some(at) => format!(
            "This page was printed from this chart as it stood on {}.",
            paper::dates::short_moment(at.naive_local())
        ),
        None => "No state of this chart has this seal. The page is another patient's, was not printed here, or the \
                 chart was changed since. Check each sign, then run the check of the practice."
            .to_owned(),
    };
    Ok(SealView { fits: stood_at.is_some(), stood_at, verdict })
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
            let title = format!("Paperchart: {}", page.title);
            report.job = Some(desk.config.printing.print(&printer, 1, &title, &page.pdf.bytes)?);
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
        letterhead: letterhead(&practice),
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
    match request.document {
        Document::VisitSummary => visit_summary::make(desk, request),
        Document::Prescription => prescription::make(desk, request),
    }
}

fn pictures(page: Page) -> Result<PrintView, Problem> {
    let pages = (1..=page.pdf.pages)
        .map(|number| {
            let picture = paper::render_png(&page.pdf.bytes, number, PREVIEW_SCALE)?;
            Ok(base64::engine::general_purpose::STANDARD.encode(picture))
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    Ok(PrintView { title: page.title, pages })
}

fn detail(document: Document, record: RecordId) -> String {
    let word = match document {
        Document::VisitSummary => "visit-summary",
        Document::Prescription => "prescription",
    };
    format!("{word} {record}")
}

/// How often a document was given out before: saved or sent to a printer.
fn given_out(
    desk: &Desk<'_>,
    patient: PatientId,
    document: Document,
    record: RecordId,
) -> Result<u32, Problem> {
    let wanted = detail(document, record);
    let mut count = 0;
    for act in ["prints.send", "prints.save"] {
        let filter =
            AuditFilter { patient: Some(patient), act: Some(act.to_owned()), ..AuditFilter::default() };
        let rows = desk.store().audit_rows(&filter)?;
        count += rows.iter().filter(|row| row.act.detail.as_deref() == Some(wanted.as_str())).count();
    }
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

fn reprint(desk: &Desk<'_>, number: u32) -> Option<paper::Reprint> {
    (number > 0).then(|| paper::Reprint {
        number,
        on: paper::dates::short(desk.today()),
        by: desk.people().name(desk.user()),
    })
}

pub(crate) fn setting(desk: &Desk<'_>, sheet: Option<Sheet>) -> Setting {
    let practice = desk.people().practice();
    let size = match (sheet, practice.paper) {
        (Some(Sheet::A4), _) | (None, Paper::A4) => PageSize::A4,
        (Some(Sheet::A5), _) => PageSize::A5,
        (Some(Sheet::Letter), _) | (None, Paper::Letter) => PageSize::Letter,
        (Some(Sheet::HalfLetter), _) => PageSize::HalfLetter,
    };
    Setting {
        size,
        locale: Locale::from_tag(&practice.locale).unwrap_or_default(),
        printed_at: paper::dates::short_moment(desk.now.naive_local()),
        ..Setting::default()
    }
}

pub(crate) fn letterhead(practice: &PracticeDetails) -> paper::Letterhead {
    paper::Letterhead { name: practice.name.clone(), lines: vec![practice_line(practice)] }
}

/// `18 Hill Street, Springfield · +1 555 0100 · Fax +1 555 0101`.
fn practice_line(practice: &PracticeDetails) -> String {
    let fax = if practice.fax.is_empty() { String::new() } else { format!("Fax {}", practice.fax) };
    [practice.address.as_str(), practice.phone.as_str(), fax.as_str(), practice.email.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

fn patient_box(desk: &Desk<'_>, patient: &Patient, chart: &Chart) -> paper::PatientBox {
    let birth =
        patient.birth_date.and_then(|date| paper::dates::partial(&date.to_string())).unwrap_or_default();
    let age = patient.age_on(desk.today());
    let is_child = age.is_some_and(|age| age.years() < 18);
    let weight = is_child
        .then(|| crate::sections::vitals::latest_in_words(chart, chart::sections::vitals::VitalCode::Weight));
    paper::PatientBox {
        name: patient.name.filed(),
        chart_number: grouped(&patient.chart_number),
        sex: match patient.sex {
            Sex::Female => "Female",
            Sex::Male => "Male",
            Sex::Other => "Other",
            Sex::Unknown => "",
        }
        .to_owned(),
        birth_date: if patient.birth_date_estimated && !birth.is_empty() {
            format!("about {birth}")
        } else {
            birth
        },
        age: age.map(chart::dates::Age::short).unwrap_or_default(),
        weight: weight.flatten().unwrap_or_default(),
        address: patient
            .address
            .as_ref()
            .map(chart::sections::patients::Address::one_line)
            .unwrap_or_default(),
        phone: patient.phones.first().cloned().unwrap_or_default(),
    }
}

/// `004 217`.
fn grouped(number: &str) -> String {
    match number.len() {
        4.. => format!("{} {}", &number[..number.len() - 3], &number[number.len() - 3..]),
        _ => number.to_owned(),
    }
}

fn allergies(desk: &Desk<'_>, chart: &Chart) -> paper::Allergies {
    match chart.allergy_state() {
        AllergyState::NeverAsked => paper::Allergies::NeverAsked,
        AllergyState::NoneKnown(version) => paper::Allergies::NoneKnown {
            asked_on: paper::dates::short(version.effective_at.with_timezone(&desk.offset()).date_naive()),
        },
        AllergyState::Listed(listed) => paper::Allergies::Listed(
            listed
                .iter()
                .map(|(_, allergy)| paper::Allergy {
                    substance: allergy.substance.text.to_uppercase(),
                    reaction: allergy
                        .reactions
                        .iter()
                        .map(|reaction| reaction.manifestation.text.as_str())
                        .collect::<Vec<_>>()
                        .join(", "),
                })
                .collect(),
        ),
    }
}

/// Writes a file so that it is there whole or not at all.
pub(crate) fn write_whole(path: &std::path::Path, bytes: &[u8]) -> Result<(), Problem> {
    let failed = |_| {
        Problem::new(
            ProblemCode::Storage,
            "The file could not be written there. Choose another folder; nothing was lost.",
        )
    };
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    std::fs::write(&part, bytes).map_err(failed)?;
    std::fs::rename(&part, path).map_err(failed)
}

impl From<PaperError> for Problem {
    fn from(error: PaperError) -> Self {
        Self::new(ProblemCode::Refused, error.to_string())
    }
}
