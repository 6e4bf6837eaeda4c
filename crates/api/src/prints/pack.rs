//! The visit pack: everything the patient leaves with, made at once, shown once, and each paper sent to the printer,
//! tray and sheet it went to last time.

use super::common::detail;
use super::queue::{Waiting, keep};
use super::{Document, PrintRequest, Sheet, follow_up, letters, make, pictures, preferences};
use crate::desk::Desk;
use crate::printing::Job;
use crate::problem::{Problem, ProblemCode};
use chart::sections::orders::{OrderCategory, OrderStatus};
use chart::sections::prescriptions::PrescriptionStatus;
use chart::{Chart, PatientId, RecordId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Make the papers of a visit.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PackRequest {
    /// Whose.
    pub patient: PatientId,
    /// Which visit.
    pub encounter: RecordId,
}

/// The papers of a visit.
#[derive(Debug, Serialize, TS)]
pub struct PackView {
    /// Each paper, in the order in which it is handed over.
    pub papers: Vec<PackPaper>,
}

/// One paper of the pack.
#[derive(Debug, Serialize, TS)]
pub struct PackPaper {
    /// Which document.
    pub document: Document,
    /// The record it is made from.
    pub record: RecordId,
    /// The template of a letter that was kept with the visit.
    pub template: Option<String>,
    /// What it is, without the patient's name.
    pub title: String,
    /// Each page as a PNG picture, base64; empty when it could not be made.
    pub pages: Vec<String>,
    /// Why it could not be made.
    pub problem: Option<Problem>,
    /// Where it went last time.
    pub goes_to: Option<PrintPreference>,
}

/// Where a document is printed, remembered from the last time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct PrintPreference {
    /// The queue.
    pub printer: String,
    /// The printer's own name for the tray; empty for the usual one.
    pub tray: String,
    /// The paper; the practice's own when absent.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Sheet>,
    /// How many.
    pub copies: u32,
}

/// Print the papers of a visit.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SendPack {
    /// Whose.
    pub patient: PatientId,
    /// The papers that are wanted, each with its printer.
    pub papers: Vec<SendPaper>,
}

/// One paper and where it goes.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SendPaper {
    /// Which document.
    pub document: Document,
    /// The record it is made from.
    pub record: RecordId,
    /// The template of a letter that was kept with the visit.
    #[serde(default)]
    #[ts(optional)]
    pub template: Option<String>,
    /// Where to.
    pub goes_to: PrintPreference,
}

/// What became of each paper.
#[derive(Debug, Serialize, TS)]
pub struct PackSent {
    /// In the order asked for.
    pub papers: Vec<PaperSent>,
}

/// What became of one paper.
#[derive(Debug, Serialize, TS)]
pub struct PaperSent {
    /// Which document.
    pub document: Document,
    /// The job's name in the queue; none when it failed.
    pub job: Option<String>,
    /// Why it failed; it then waits in the program's own queue.
    pub problem: Option<String>,
}

/// Which papers belong to a visit, in the order in which they are handed over.
fn papers_of(
    desk: &Desk<'_>,
    chart: &Chart,
    patient: PatientId,
    visit: RecordId,
) -> Result<Vec<PrintRequest>, Problem> {
    let mut papers = Vec::new();
    let mut paper = |document, record| papers.push(request(patient, document, record, None));
    let mut prescriptions: Vec<RecordId> = chart
        .prescriptions
        .readings()
        .filter(|(_, version, one)| {
            version.encounter == Some(visit) && one.status == PrescriptionStatus::Active
        })
        .map(|(record, ..)| record.id)
        .collect();
    prescriptions.sort();
    for record in prescriptions {
        paper(Document::Prescription, record);
    }
    paper(Document::VisitSummary, visit);
    let ordered = |imaging: bool| {
        chart.orders.readings().any(|(_, version, order)| {
            version.encounter == Some(visit)
                && order.status == OrderStatus::Active
                && (order.category == OrderCategory::Imaging) == imaging
        })
    };
    if ordered(false) {
        paper(Document::LabRequisition, visit);
    }
    if ordered(true) {
        paper(Document::ImagingRequisition, visit);
    }
    let changed = chart.medications.readings().any(|(_, version, _)| version.encounter == Some(visit));
    if changed {
        paper(Document::MedicationPlan, visit);
    }
    if follow_up::is_said(desk, chart, visit)? {
        paper(Document::FollowUpSlip, visit);
    }
    papers.extend(letters::of_visit(desk, patient, visit)?);
    Ok(papers)
}

fn request(patient: PatientId, document: Document, record: RecordId, sheet: Option<Sheet>) -> PrintRequest {
    let record = (document != Document::MedicationPlan).then_some(record);
    PrintRequest { record, sheet, ..PrintRequest::new(patient, document) }
}

pub(crate) fn pack(desk: &mut Desk<'_>, asked: PackRequest) -> Result<PackView, Problem> {
    let chart = desk.chart(asked.patient)?;
    crate::sections::encounters::of(&chart, asked.encounter)?;
    let mut papers = Vec::new();
    let mut told = Vec::new();
    for wanted in papers_of(desk, &chart, asked.patient, asked.encounter)? {
        let document = wanted.document;
        let goes_to = preferences::of(desk, document)?;
        let sheet = goes_to.as_ref().and_then(|preference| preference.sheet);
        let request = PrintRequest { sheet: sheet.or(wanted.sheet), ..wanted };
        let made = make(desk, &request).and_then(|(page, filed)| {
            told.push(detail(&request, filed));
            pictures(page)
        });
        let (title, pages, problem) = match made {
            Ok(view) => (view.title, view.pages, None),
            Err(problem) => (document.word().to_owned(), Vec::new(), Some(problem)),
        };
        let record = request.record.unwrap_or(asked.encounter);
        let template = request.template;
        papers.push(PackPaper { document, record, template, title, pages, problem, goes_to });
    }
    desk.detail(told.join(", "));
    Ok(PackView { papers })
}

pub(crate) fn send_pack(desk: &mut Desk<'_>, asked: SendPack) -> Result<PackSent, Problem> {
    if asked.papers.is_empty() {
        return Err(Problem::invalid("papers", "Choose at least one paper."));
    }
    for paper in &asked.papers {
        preferences::check(&paper.goes_to)?;
    }
    let mut sent = Vec::new();
    let mut told = Vec::new();
    for paper in asked.papers {
        let SendPaper { document, record, template, goes_to } = paper;
        let request = match template {
            None => request(asked.patient, document, record, goes_to.sheet),
            Some(template) => {
                let kept = letters::of_visit(desk, asked.patient, record)?;
                let letter = kept.into_iter().find(|letter| letter.template.as_ref() == Some(&template));
                let letter = letter.ok_or_else(|| Problem::not_found("letter"))?;
                PrintRequest { sheet: goes_to.sheet.or(letter.sheet), ..letter }
            }
        };
        let (outcome, said) = hand_over(desk, &request, &goes_to);
        told.extend(said);
        preferences::remember(desk, document, &goes_to)?;
        let (job, problem) = match outcome {
            Ok(job) => (Some(job), None),
            Err(problem) => {
                keep(desk, Waiting::new(desk, request, goes_to, &problem))?;
                (None, Some(problem.message))
            }
        };
        sent.push(PaperSent { document, job, problem });
    }
    // Only what a printer took counts as given out; a reprint is told by it.
    desk.detail(if told.is_empty() { "nothing was printed".to_owned() } else { told.join(", ") });
    Ok(PackSent { papers: sent })
}

/// Makes one paper and hands it to its printer. Tells how the audit names it when the printer took it.
pub(super) fn hand_over(
    desk: &mut Desk<'_>,
    request: &PrintRequest,
    to: &PrintPreference,
) -> (Result<String, Problem>, Option<String>) {
    let made = preferences::shifted(desk, &to.printer, |desk| make(desk, request));
    let (page, filed) = match made {
        Ok(made) => made,
        Err(problem) => return (Err(problem), None),
    };
    let job = Job { copies: to.copies.max(1), tray: to.tray.clone(), ..page.job(to.printer.clone()) };
    if job.printer.is_empty() {
        let problem = Problem::new(ProblemCode::Invalid, "No printer is chosen for this paper.");
        return (Err(problem), None);
    }
    let outcome = desk.config.printing.print(&job, &page.pdf.bytes);
    let said = outcome.is_ok().then(|| detail(request, filed));
    (outcome, said)
}
