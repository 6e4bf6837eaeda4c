//! FHIR R4 DocumentReference with a PDF or a picture inside.
//!
//! The bytes are taken out of the resource, to lie beside the ledger: what is kept of the resource as received has
//! their hash in their place, and they go back there when it is written. A document whose bytes are not inside, or of
//! another kind than can be shown, is kept as received.

use crate::Attached;
use crate::fhir::Read;
use crate::fhir::extensions;
use crate::fhir::file::File;
use crate::fhir::parts::{Unfit, concept_at, date_at, first_moment, join, list, status, text};
use crate::fhir::write::Frame;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chart::Statement;
use chart::coding::system::LOINC;
use chart::entry::Original;
use chart::sections::documents::{Attachment, Document, DocumentKind, DocumentStatus, content_type_of};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The document types we tell apart, by LOINC's document ontology.
const TYPES: [(DocumentKind, &str, &str); 6] = [
    (DocumentKind::Letter, "51852-2", "Letter"),
    (DocumentKind::Discharge, "18842-5", "Discharge summary"),
    (DocumentKind::LaboratoryReport, "11502-2", "Laboratory report"),
    (DocumentKind::ImagingReport, "18748-4", "Diagnostic imaging study"),
    (DocumentKind::Consent, "59284-0", "Consent Document"),
    (DocumentKind::Photo, "72170-4", "Photographic image"),
];

/// A document with its bytes inside.
pub(crate) fn read(resource: &Value, file: &File<'_>) -> Result<Read, Unfit> {
    let status = match status(resource, "status") {
        Some("current") => DocumentStatus::Current,
        Some("superseded") => DocumentStatus::Superseded,
        _ => return Err(Unfit("does not say whether it still counts")),
    };
    let (attachment, bytes) = inside(resource)?;
    let kind = concept_at(resource, "type");
    let code = kind.as_ref().and_then(|kind| kind.code_in(LOINC));
    let known = TYPES.into_iter().find(|(_, loinc, _)| code == Some(loinc)).map(|(kind, ..)| kind);
    let form = extensions::says_yes(resource, "form").then_some(DocumentKind::Form);
    let title = text(attachment, "title")
        .map(str::to_owned)
        .or_else(|| kind.map(|kind| kind.text))
        .or_else(|| text(resource, "description").map(str::to_owned))
        .ok_or(Unfit::SUBJECT)?;
    let authors = list(resource, "author").filter_map(|who| file.label(who, resource)).map(|who| who.text);
    let document = Document {
        title,
        kind: known.or(form).unwrap_or(DocumentKind::Other),
        status,
        dated: date_at(attachment, "creation")?.or(date_at(resource, "date")?),
        source: join(authors, ", "),
        note: text(resource, "description").map(str::to_owned),
        content: attached(&bytes).ok_or(Unfit::NO_VALUE)?,
        thumbnail: None,
        pages: None,
        review: None,
    };
    Ok(Read { statement: Statement::Documents(document), effective_at: first_moment(resource, &["date"])? })
}

/// The one attachment of a resource, with its bytes, where they can be shown and can be put back as they were.
fn inside(resource: &Value) -> Result<(&Value, Vec<u8>), Unfit> {
    let mut contents = list(resource, "content");
    let (Some(content), None) = (contents.next(), contents.next()) else {
        return Err(Unfit("does not hold exactly one file"));
    };
    let attachment = content.get("attachment").ok_or(Unfit::NO_VALUE)?;
    let data = text(attachment, "data").ok_or(Unfit("its file is elsewhere"))?;
    let bytes = STANDARD.decode(data).map_err(|_| Unfit("its file cannot be read"))?;
    if text(attachment, "contentType").is_some_and(|kind| kind.starts_with("text/")) {
        return Err(Unfit("a text, kept whole"));
    }
    if content_type_of(&bytes).is_none() || STANDARD.encode(&bytes) != data {
        return Err(Unfit("its file is of a kind that cannot be shown"));
    }
    Ok((attachment, bytes))
}

fn attached(bytes: &[u8]) -> Option<Attachment> {
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Some(Attachment { content_type: content_type_of(bytes)?.to_owned(), size: bytes.len() as u64, sha256 })
}

/// Takes the bytes out of a resource that [`read`] had words for: the resource with their hash in their place.
pub(crate) fn taken_out(resource: &Value, original: &Original) -> Option<(Original, Attached)> {
    let (attachment, bytes) = inside(resource).ok()?;
    let data = text(attachment, "data")?;
    let content = attached(&bytes)?;
    let shorter = original.0.get().replacen(&format!("\"{data}\""), &in_place_of(&content.sha256), 1);
    let original = Original(RawValue::from_string(shorter).ok()?);
    Some((original, Attached { content_type: content.content_type, bytes }))
}

/// Puts the bytes back into a resource from which [`taken_out`] took them.
pub(crate) fn put_back(original: &Original, document: &Document, bytes: &[u8]) -> Option<Box<RawValue>> {
    let longer = original.0.get().replacen(
        &in_place_of(&document.content.sha256),
        &format!("\"{}\"", STANDARD.encode(bytes)),
        1,
    );
    RawValue::from_string(longer).ok()
}

fn in_place_of(sha256: &str) -> String {
    format!("\"sha256:{sha256}\"")
}

/// The document as a DocumentReference; without its bytes when they are lost.
pub(crate) fn write(document: &Document, bytes: Option<&[u8]>, frame: &Frame) -> Value {
    let coding = TYPES
        .into_iter()
        .find(|(kind, ..)| *kind == document.kind)
        .map(|(_, code, display)| vec![json!({ "system": LOINC, "code": code, "display": display })]);
    let form = (document.kind == DocumentKind::Form).then(|| vec![extensions::yes("form")]);
    frame.resource(
        "DocumentReference",
        json!({
            "extension": form,
            "status": if frame.in_error { json!("entered-in-error") } else { json!(document.status) },
            "type": { "coding": coding, "text": document.kind.label() },
            "subject": frame.subject,
            "date": frame.effective_at.to_rfc3339(),
            "author": document.source.as_ref().map(|source| vec![json!({ "display": source })]),
            "description": document.note,
            "content": [{ "attachment": {
                "contentType": document.content.content_type,
                "data": bytes.map(|bytes| STANDARD.encode(bytes)),
                "size": document.content.size,
                "title": document.title,
                "creation": document.dated.map(|date| date.to_string()),
            } }],
            "context": { "encounter": frame.encounter.iter().collect::<Vec<_>>() },
        }),
    )
}
