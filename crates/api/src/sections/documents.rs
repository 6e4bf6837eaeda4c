//! Documents: a PDF, a photo or a scan filed in the chart, shown, reviewed, superseded.
//!
//! The bytes come in and go out as base64, inside the one boundary; they are never written to a disk but into the
//! encrypted file. What they are is read from how they begin, not from what they are called.

use crate::desk::{Desk, optional, required, to_correct};
use crate::problem::{Problem, ProblemCode};
use crate::sections::results::{ToReviewView, to_review_views};
use crate::view::RecordView;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chart::sections::documents::{
    Attachment, Document, DocumentKind, DocumentReview, DocumentStatus, content_type_of,
};
use chart::{EntryId, PartialDate, PatientId, RecordId, Statement};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A document as it is read now, without its bytes.
pub type DocumentView = RecordView<DocumentRow>;

/// What a document is, with the names of people in place of their ids.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct DocumentRow {
    /// What it says of itself.
    pub document: Document,
    /// Its kind, for people.
    pub kind_label: String,
    /// Who reviewed it; none while nobody has.
    pub reviewed_by: Option<String>,
}

/// What is said about a document, beside its bytes.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DocumentFields {
    /// What it is, in words.
    pub title: String,
    /// What kind of paper.
    pub kind: DocumentKind,
    /// The date on the document, FHIR date.
    #[serde(default)]
    #[ts(optional)]
    pub dated: Option<PartialDate>,
    /// Who wrote it.
    #[serde(default)]
    #[ts(optional)]
    pub source: Option<String>,
    /// What matters in it.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// File a document.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddDocument {
    /// Whose.
    pub patient: PatientId,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// What it is.
    pub document: DocumentFields,
    /// The bytes of a PDF, PNG, JPEG or WebP, base64.
    pub data: String,
    /// A small picture of the first page, PNG or JPEG, base64; 256 KB at most.
    #[serde(default)]
    #[ts(optional)]
    pub thumbnail: Option<String>,
    /// How many pages it has.
    #[serde(default)]
    #[ts(optional)]
    pub pages: Option<u32>,
    /// The document it stands in the place of.
    #[serde(default)]
    #[ts(optional)]
    pub supersedes: Option<RecordId>,
}

/// Correct what is said about a document. Its bytes stay as they are.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectDocument {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// What it should say.
    pub document: DocumentFields,
    /// Why.
    pub why: String,
}

/// Say that a document was read.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviewDocument {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// What is said to it.
    #[serde(default)]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// A document that was reviewed, and what waits next.
#[derive(Debug, Serialize, TS)]
pub struct ReviewedDocument {
    /// The document.
    pub document: DocumentView,
    /// What awaits review now, the most urgent first.
    pub waiting: Vec<ToReviewView>,
}

/// Read a document's bytes.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadDocument {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
}

/// A document's bytes.
#[derive(Serialize, TS)]
pub struct DocumentBytes {
    /// `application/pdf`.
    pub content_type: String,
    /// Base64.
    pub data: String,
}

/// A thumbnail is a help, not a copy of the page.
const LARGEST_THUMBNAIL: usize = 256 << 10;

pub(crate) fn add(desk: &mut Desk<'_>, request: AddDocument) -> Result<DocumentView, Problem> {
    let bytes = decoded("data", &request.data)?;
    let content_type = content_type_of(&bytes).ok_or_else(|| {
        Problem::invalid(
            "data",
            "This is no PDF, PNG, JPEG or WebP. Print it to a PDF, or scan it, and add that.",
        )
    })?;
    let thumbnail = request.thumbnail.as_deref().map(|data| thumbnail(data)).transpose()?;
    let chart = desk.chart(request.patient)?;
    let before = match request.supersedes {
        Some(id) => {
            let record = chart.documents.get(id).ok_or_else(|| Problem::not_found("document"))?;
            let (_, document) = record.reading().ok_or_else(in_error)?;
            Some((record, Document { status: DocumentStatus::Superseded, ..document.clone() }))
        }
        None => None,
    };
    let fields = request.document;
    let title = required("title", &fields.title, "Say what the document is.")?;
    not_in_future(fields.dated, desk)?;
    let (patient, encounter, pages) = (request.patient, request.encounter, request.pages);
    let record = desk.write(|pen| {
        let content = pen.writing.keep(content_type, &bytes)?;
        let thumbnail = match &thumbnail {
            Some((kind, picture)) => Some(pen.writing.keep(kind, picture)?),
            None => None,
        };
        let document = Document {
            title,
            kind: fields.kind,
            status: DocumentStatus::Current,
            dated: fields.dated,
            source: optional(fields.source.as_deref()),
            note: optional(fields.note.as_deref()),
            content,
            thumbnail,
            pages,
            review: None,
        };
        if let Some((record, superseded)) = before {
            pen.say_anew(patient, record, Statement::Documents(superseded), None)?;
        }
        pen.say(patient, encounter, Statement::Documents(document))
    })?;
    now(desk, patient, record)
}

pub(crate) fn correct(desk: &mut Desk<'_>, request: CorrectDocument) -> Result<DocumentView, Problem> {
    let why = required("why", &request.why, "Say why it is corrected; the old version stays readable.")?;
    let title = required("title", &request.document.title, "Say what the document is.")?;
    not_in_future(request.document.dated, desk)?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.documents, request.record, &request.heads, "document")?;
    let (_, before) = record.reading().ok_or_else(in_error)?;
    let fields = request.document;
    let document = Document {
        title,
        kind: fields.kind,
        dated: fields.dated,
        source: optional(fields.source.as_deref()),
        note: optional(fields.note.as_deref()),
        ..before.clone()
    };
    desk.write(|pen| pen.say_anew(request.patient, record, Statement::Documents(document), Some(why)))?;
    now(desk, request.patient, request.record)
}

pub(crate) fn review(desk: &mut Desk<'_>, request: ReviewDocument) -> Result<ReviewedDocument, Problem> {
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.documents, request.record, &request.heads, "document")?;
    let (_, before) = record.reading().ok_or_else(in_error)?;
    if before.review.is_some() {
        return Err(Problem::refused("It was reviewed already."));
    }
    let comment = optional(request.comment.as_deref());
    let review = DocumentReview { by: desk.user(), at: desk.now, comment };
    let document = Document { review: Some(review), ..before.clone() };
    desk.write(|pen| pen.say_anew(request.patient, record, Statement::Documents(document), None))?;
    let document = now(desk, request.patient, request.record)?;
    Ok(ReviewedDocument { document, waiting: to_review_views(desk)? })
}

pub(crate) fn read(desk: &mut Desk<'_>, request: ReadDocument) -> Result<DocumentBytes, Problem> {
    let document = of(desk, &request)?;
    bytes(desk, &document.content)
}

pub(crate) fn thumbnail_of(
    desk: &mut Desk<'_>,
    request: ReadDocument,
) -> Result<Option<DocumentBytes>, Problem> {
    let document = of(desk, &request)?;
    document.thumbnail.as_ref().map(|picture| bytes(desk, picture)).transpose()
}

fn of(desk: &mut Desk<'_>, request: &ReadDocument) -> Result<Document, Problem> {
    let chart = desk.chart(request.patient)?;
    let record = chart.documents.get(request.record).ok_or_else(|| Problem::not_found("document"))?;
    let (_, document) = record.last_said().ok_or_else(|| Problem::not_found("document"))?;
    Ok(document.clone())
}

fn bytes(desk: &Desk<'_>, attachment: &Attachment) -> Result<DocumentBytes, Problem> {
    let bytes = desk.store().attachment(attachment)?;
    Ok(DocumentBytes { content_type: attachment.content_type.clone(), data: STANDARD.encode(bytes) })
}

fn thumbnail(data: &str) -> Result<(&'static str, Vec<u8>), Problem> {
    let picture = decoded("thumbnail", data)?;
    match content_type_of(&picture) {
        Some(kind @ ("image/png" | "image/jpeg")) if picture.len() <= LARGEST_THUMBNAIL => {
            Ok((kind, picture))
        }
        _ => Err(Problem::invalid("thumbnail", "A thumbnail is a small PNG or JPEG.")),
    }
}

fn decoded(field: &str, data: &str) -> Result<Vec<u8>, Problem> {
    if data.len() > store::LONGEST_ATTACHMENT / 3 * 4 + 4 {
        return Err(Problem::invalid(field, "The document is larger than 64 MB."));
    }
    STANDARD.decode(data).map_err(|_| Problem::invalid(field, "The file did not arrive whole. Add it again."))
}

fn not_in_future(dated: Option<PartialDate>, desk: &Desk<'_>) -> Result<(), Problem> {
    if dated.and_then(PartialDate::earliest).is_some_and(|day| day > desk.today()) {
        return Err(Problem::invalid("dated", "The date on the document lies in the future."));
    }
    Ok(())
}

fn now(desk: &mut Desk<'_>, patient: PatientId, record: RecordId) -> Result<DocumentView, Problem> {
    let chart = desk.chart(patient)?;
    let record = chart.documents.get(record).ok_or_else(|| Problem::not_found("document"))?;
    let view =
        RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("document"))?;
    Ok(named(view, desk.people()))
}

/// The view with the names of people.
pub(crate) fn named(view: RecordView<Document>, people: &crate::desk::People) -> DocumentView {
    let row = DocumentRow {
        kind_label: view.value.kind.label().to_owned(),
        reviewed_by: view.value.review.as_ref().map(|review| people.name(review.by)),
        document: view.value.clone(),
    };
    view.map(|_| row)
}

fn in_error() -> Problem {
    Problem::new(ProblemCode::Refused, "This document was entered in error.")
}
