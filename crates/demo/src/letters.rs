//! The demo's letters: small PDF files set from lines of text, always the same bytes for the same lines.
//!
//! Not the program's paper (`paper`): a letter from elsewhere looks as if somebody else made it. One font that every
//! reader has (Helvetica), letters of ASCII, no compression.

use crate::data::{DemoPatient, DocumentData};
use crate::entries::Circumstance;
use chart::sections::documents::{Attachment, Document, DocumentReview, DocumentStatus};
use chart::{StaffId, Statement};
use chrono::{DateTime, FixedOffset};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The bytes of every document of a patient: kept before the entries that name them.
#[must_use]
pub fn attachments(patient: &DemoPatient) -> Vec<(&'static str, Vec<u8>)> {
    let documents = patient.file.timeline.iter().flat_map(|event| &event.documents);
    documents.map(|document| ("application/pdf", pdf(&document.pages))).collect()
}

pub(crate) fn document(
    data: &DocumentData,
    when: &Circumstance<'_>,
    doctor: StaffId,
    today: DateTime<FixedOffset>,
) -> Statement {
    let bytes = pdf(&data.pages);
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let review = (!data.unread).then_some(DocumentReview { by: doctor, at: when.recorded_at, comment: None });
    Statement::Documents(Document {
        title: data.title.clone(),
        kind: data.kind,
        status: DocumentStatus::Current,
        dated: data.dated.map(|day| day.on(today.date_naive())),
        source: data.source.clone(),
        note: data.note.clone(),
        content: Attachment { content_type: "application/pdf".to_owned(), size: bytes.len() as u64, sha256 },
        thumbnail: None,
        pages: u32::try_from(data.pages.len()).ok(),
        review,
    })
}

/// A PDF 1.4 file (ISO 32000-1, 7.5), one page a list of lines.
fn pdf(pages: &[Vec<String>]) -> Vec<u8> {
    let mut objects: Vec<String> = Vec::new();
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    objects.push("<< /Type /Catalog /Pages 2 0 R >>".to_owned());
    objects.push(format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()));
    objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned());
    for (page, lines) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * page
        ));
        let mut content = String::from("BT /F1 11 Tf 16 TL 64 770 Td\n");
        for line in lines {
            let shown: String = line.chars().filter(char::is_ascii).collect();
            let shown = shown.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            content.push_str(&format!("({shown}) Tj T*\n"));
        }
        content.push_str("ET");
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut text = String::from("%PDF-1.4\n");
    let mut places = Vec::with_capacity(objects.len());
    for (number, object) in objects.iter().enumerate() {
        places.push(text.len());
        text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let table = text.len();
    text.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        // Writing to a string cannot fail; the result only has to be looked at.
        if writeln!(text, "{place:010} 00000 n ").is_err() {
            break;
        }
    }
    text.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    ));
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_a_pdf_and_always_the_same() {
        let pages = vec![vec!["Dear colleague (again)".to_owned()], vec!["Page two".to_owned()]];
        let bytes = pdf(&pages);
        assert_eq!(bytes, pdf(&pages));
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("%PDF-1.4") && text.ends_with("%%EOF\n"));
        assert!(text.contains("/Count 2") && text.contains("(Dear colleague \\(again\\)) Tj"));
        let table: usize =
            text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
        assert!(text[table..].starts_with("xref"), "the table is where the file says");
    }
}
