//! Letters, scans, photos: FHIR R4 DocumentReference. The statement says what a document is; its bytes lie beside the
//! ledger in the same file, under their SHA-256, so that a chart with 2,000 documents is read as fast as one with none.

use crate::dates::PartialDate;
use crate::fold::Stated;
use crate::ids::StaffId;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One document of the chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "ChartDocument")]
pub struct Document {
    /// What it is, in words: `Cardiology letter`.
    pub title: String,
    /// What kind of paper it is.
    pub kind: DocumentKind,
    /// Still counts, or another document stands in its place.
    pub status: DocumentStatus,
    /// The date on the document itself, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub dated: Option<PartialDate>,
    /// Who wrote it, as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub source: Option<String>,
    /// What matters in it, in one or a few lines; can be searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<String>,
    /// The bytes.
    pub content: Attachment,
    /// A small picture of the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub thumbnail: Option<Attachment>,
    /// How many pages it has, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pages: Option<u32>,
    /// Who has read it, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub review: Option<DocumentReview>,
}

/// Bytes that lie beside the ledger. FHIR R4 Attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// `application/pdf`, `image/jpeg`, `image/png`.
    pub content_type: String,
    /// How many bytes.
    pub size: u64,
    /// Their SHA-256, 64 hexadecimal digits in lower case: also the name under which they lie.
    pub sha256: String,
}

/// What kind of paper it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum DocumentKind {
    Letter,
    Discharge,
    LaboratoryReport,
    ImagingReport,
    Consent,
    Form,
    Photo,
    Other,
}

/// FHIR R4 document-reference-status, without entered-in-error, which is an entry of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum DocumentStatus {
    Current,
    Superseded,
}

/// That somebody has read a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DocumentReview {
    /// Who.
    pub by: StaffId,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What they say to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

impl DocumentKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 8] = [
        Self::Letter,
        Self::Discharge,
        Self::LaboratoryReport,
        Self::ImagingReport,
        Self::Consent,
        Self::Form,
        Self::Photo,
        Self::Other,
    ];

    /// For people: `Discharge summary`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Letter => "Letter",
            Self::Discharge => "Discharge summary",
            Self::LaboratoryReport => "Laboratory report",
            Self::ImagingReport => "Imaging report",
            Self::Consent => "Consent",
            Self::Form => "Form",
            Self::Photo => "Photo",
            Self::Other => "Document",
        }
    }
}

/// What bytes are, by how they begin; none for what is not a document that can be shown here.
///
/// Sources: ISO 32000-1, 7.5.2 (`%PDF-`); W3C PNG, 5.2; ITU-T T.81, B.1.1.3 with JFIF and Exif (`FF D8 FF`);
/// RFC 9649 (`RIFF`, length, `WEBP`).
#[must_use]
pub fn content_type_of(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"%PDF-") {
        return Some("application/pdf");
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("image/png");
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Some("image/jpeg");
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("image/webp");
    }
    None
}

impl Stated for Document {}
