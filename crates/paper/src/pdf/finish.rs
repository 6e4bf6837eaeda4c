//! The last pass over a written file: what the writing library leaves to chance or leaves out.
//!
//! printpdf draws a random file identifier; here it becomes a hash of the content, so that the same pages give the
//! same bytes. No dates are written, for paper has no clock. The file says that it is PDF/A-2u
//! (ISO 19005-2): fonts embedded with their meaning, colours of a known space, nothing encrypted.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat};
use sha2::{Digest, Sha256};

use super::append::{self, Trailer};
use super::content::{Content, hexadecimal};
use super::{About, color_profile, structure, text_string};
use crate::cores::share;
use crate::error::PaperError;
use crate::flow::Bookmark;

const PRODUCER: &str = "Paperchart";

/// What the pages hold, and where the bookmarks lead.
pub(crate) struct Beside<'a> {
    pub(crate) contents: Vec<Content>,
    pub(crate) bookmarks: &'a [Bookmark],
    /// Points, for the places of bookmarks.
    pub(crate) height: f32,
}

pub(crate) fn finish(
    mut file: Document,
    about: &About,
    mut beside: Beside<'_>,
) -> Result<Vec<u8>, PaperError> {
    let broken = |what| move |_: lopdf::Error| PaperError::Internal { what };
    file.version = "1.7".to_owned();
    // What the writer says about itself goes.
    file.trailer.remove(b"Info");
    file.prune_objects();
    file.renumber_objects();
    let metadata = file.add_object(metadata(about));
    let intent = output_intent(&mut file);
    write_contents(&mut file, &mut beside.contents)?;
    show_pictures(&mut file, &beside.contents)?;
    let outlines = outlines(&mut file, &beside);
    let catalog = file.catalog_mut().map_err(broken("the catalog of the file"))?;
    if let Some(outlines) = outlines {
        catalog.set("Outlines", Object::Reference(outlines));
        catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
    }
    catalog.set("Lang", Object::string_literal(about.language));
    let mut preferences = Dictionary::new();
    // A prescription that a printer driver shrinks "to fit" no longer fits its form.
    preferences.set("PrintScaling", Object::Name(b"None".to_vec()));
    preferences.set("DisplayDocTitle", true);
    catalog.set("ViewerPreferences", preferences);
    catalog.set("Metadata", Object::Reference(metadata));
    catalog.set("OutputIntents", Object::Array(vec![Object::Dictionary(intent)]));

    let mut info = Dictionary::new();
    info.set("Title", text_string(&about.title));
    info.set("Producer", text_string(PRODUCER));
    let info = file.add_object(info);
    file.trailer.set("Info", Object::Reference(info));
    compress(&mut file)?;
    let nobody = Object::String(UNNAMED.to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", Object::Array(vec![nobody.clone(), nobody]));
    let tree = structure::hang(&mut file, &beside.contents, about.figure_words)?;
    drop(beside);
    let catalog = file.trailer.get(b"Root").and_then(Object::as_reference);
    let catalog = catalog.map_err(broken("the catalog of the file"))?;
    let (mut bytes, free) = save(file)?;
    append::append(
        &mut bytes,
        &tree.objects,
        tree.first,
        free,
        &Trailer { catalog, info, name: &hexadecimal(*UNNAMED) },
    )?;
    name_by_content(&mut bytes)?;
    Ok(bytes)
}

/// Holds the place of the identifier while the file is written.
const UNNAMED: &[u8; 16] = b"paperchart: here";

/// Puts the hash of the file into the places of its identifier, two in each of its two parts, so that a long chart is
/// not written twice.
fn name_by_content(bytes: &mut [u8]) -> Result<(), PaperError> {
    let place = hexadecimal(*UNNAMED);
    let name = hexadecimal(Sha256::digest(&*bytes).into_iter().take(UNNAMED.len()));
    for _ in 0..4 {
        let at = bytes.windows(place.len()).rposition(|window| window.eq_ignore_ascii_case(place.as_bytes()));
        let spot = at.and_then(|at| bytes.get_mut(at..at + name.len()));
        spot.ok_or(PaperError::Internal { what: "the identifier of the file" })?
            .copy_from_slice(name.as_bytes());
    }
    Ok(())
}

/// What stands on each page.
fn write_contents(file: &mut Document, contents: &mut [Content]) -> Result<(), PaperError> {
    let broken = |_| PaperError::Internal { what: "a page of the file" };
    let page_ids: Vec<ObjectId> = file.page_iter().collect();
    for (page, content) in page_ids.into_iter().zip(contents) {
        let stream = file.get_dictionary(page).and_then(|page| page.get(b"Contents")?.as_reference());
        let stream = file.get_object_mut(stream.map_err(broken)?).and_then(Object::as_stream_mut);
        stream.map_err(broken)?.set_content(std::mem::take(&mut content.operators).into_bytes());
    }
    Ok(())
}

/// Each picture once in the file, however many pages show it.
fn show_pictures(file: &mut Document, pages: &[Content]) -> Result<(), PaperError> {
    let page_ids: Vec<ObjectId> = file.page_iter().collect();
    let mut known: BTreeMap<&str, ObjectId> = BTreeMap::new();
    for (page, content) in page_ids.iter().zip(pages) {
        for (name, picture) in &content.pictures {
            let id = match known.get(name.as_str()) {
                Some(id) => *id,
                None => {
                    let (width, height) = picture.size();
                    let mut dictionary = Dictionary::new();
                    dictionary.set("Type", Object::Name(b"XObject".to_vec()));
                    dictionary.set("Subtype", Object::Name(b"Image".to_vec()));
                    dictionary.set("Width", i64::from(width));
                    dictionary.set("Height", i64::from(height));
                    dictionary.set("ColorSpace", Object::Name(b"DeviceRGB".to_vec()));
                    dictionary.set("BitsPerComponent", 8);
                    let id = file.add_object(Stream::new(dictionary, picture.rgb().to_vec()));
                    known.insert(name, id);
                    id
                }
            };
            file.add_xobject(*page, name.as_bytes(), id)
                .map_err(|_| PaperError::Internal { what: "a picture of the file" })?;
        }
    }
    Ok(())
}

/// The bookmarks, one beneath the other.
fn outlines(file: &mut Document, beside: &Beside<'_>) -> Option<ObjectId> {
    let page_ids: Vec<ObjectId> = file.page_iter().collect();
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = beside.bookmarks.iter().map(|_| file.new_object_id()).collect();
    let (first, last) = (*ids.first()?, *ids.last()?);
    for (index, (bookmark, id)) in beside.bookmarks.iter().zip(&ids).enumerate() {
        let page = *page_ids.get(bookmark.page)?;
        let mut dictionary = Dictionary::new();
        dictionary.set("Title", text_string(&bookmark.title));
        dictionary.set("Parent", Object::Reference(root));
        let place = vec![
            Object::Reference(page),
            Object::Name(b"XYZ".to_vec()),
            Object::Null,
            Object::Real((beside.height - bookmark.y).round()),
            Object::Null,
        ];
        dictionary.set("Dest", Object::Array(place));
        if let Some(before) = index.checked_sub(1).and_then(|before| ids.get(before)) {
            dictionary.set("Prev", Object::Reference(*before));
        }
        if let Some(next) = ids.get(index + 1) {
            dictionary.set("Next", Object::Reference(*next));
        }
        file.set_object(*id, dictionary);
    }
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", Object::Name(b"Outlines".to_vec()));
    dictionary.set("First", Object::Reference(first));
    dictionary.set("Last", Object::Reference(last));
    dictionary.set("Count", ids.len() as i64);
    file.set_object(root, dictionary);
    Some(root)
}

/// Every stream that may be, each by itself.
fn compress(file: &mut Document) -> Result<(), PaperError> {
    let streams = file.objects.values_mut().filter_map(|object| match object {
        Object::Stream(stream) if stream.allows_compression => Some(stream),
        _ => None,
    });
    let done = share(&mut (), || (), streams.collect(), |(), stream| stream.compress());
    let all: Result<(), lopdf::Error> = done.into_iter().collect();
    all.map_err(|_| PaperError::Internal { what: "compressing the file" })
}

/// The bytes, and the first number that no object has.
fn save(mut file: Document) -> Result<(Vec<u8>, u32), PaperError> {
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    let mut bytes = Vec::new();
    file.save_with_options(&mut bytes, options)
        .map_err(|_| PaperError::Internal { what: "writing the file" })?;
    Ok((bytes, file.max_id + 1))
}

/// What the colours mean on another machine.
fn output_intent(file: &mut Document) -> Dictionary {
    let mut profile = Dictionary::new();
    profile.set("N", 3);
    profile.set("Alternate", Object::Name(b"DeviceRGB".to_vec()));
    let profile = file.add_object(Stream::new(profile, color_profile::srgb()));
    let mut intent = Dictionary::new();
    intent.set("Type", Object::Name(b"OutputIntent".to_vec()));
    intent.set("S", Object::Name(b"GTS_PDFA1".to_vec()));
    intent.set("OutputConditionIdentifier", Object::string_literal("sRGB"));
    intent.set("DestOutputProfile", Object::Reference(profile));
    intent
}

/// The same facts as XMP. Left uncompressed, as archives ask.
fn metadata(about: &About) -> Stream {
    let title = escaped(&about.title);
    let language = about.language;
    let packet = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n\
         <pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n\
         <pdf:Producer>{PRODUCER}</pdf:Producer>\n\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    );
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", Object::Name(b"Metadata".to_vec()));
    dictionary.set("Subtype", Object::Name(b"XML".to_vec()));
    Stream::new(dictionary, packet.into_bytes()).with_compression(false)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
