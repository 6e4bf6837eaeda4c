//! The last pass over a written file: what the writing library leaves to chance or leaves out.
//!
//! printpdf draws a random file identifier; here it becomes a hash of the content, so that the same pages give the
//! same bytes. No dates are written, for paper has no clock.

use lopdf::{Dictionary, Document, Object, SaveOptions, Stream, StringFormat};
use sha2::{Digest, Sha256};

use super::{About, color_profile};
use crate::error::PaperError;

const PRODUCER: &str = "Paperchart";

pub(crate) fn finish(mut file: Document, about: &About) -> Result<Vec<u8>, PaperError> {
    let broken = |what| move |_: lopdf::Error| PaperError::Internal { what };
    file.version = "1.7".to_owned();
    let metadata = file.add_object(metadata(about));
    let intent = output_intent(&mut file);
    let catalog = file.catalog_mut().map_err(broken("the catalog of the file"))?;
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
    file.trailer.remove(b"ID");
    file.prune_objects();
    file.renumber_objects();
    file.compress();

    // The identifier is the hash of the file without one.
    let plain = save(&mut file.clone())?;
    let hash = Sha256::digest(&plain);
    let identifier = Object::String(hash[..16].to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", Object::Array(vec![identifier.clone(), identifier]));
    save(&mut file)
}

fn save(file: &mut Document) -> Result<Vec<u8>, PaperError> {
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    let mut bytes = Vec::new();
    file.save_with_options(&mut bytes, options)
        .map_err(|_| PaperError::Internal { what: "writing the file" })?;
    Ok(bytes)
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

/// A text string: ASCII as it is, anything else in UTF-16.
fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let units = std::iter::once(0xfeff).chain(text.encode_utf16().collect::<Vec<_>>());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

/// The same facts as XMP. Left uncompressed, as archives ask.
fn metadata(about: &About) -> Stream {
    let title = escaped(&about.title);
    let language = about.language;
    let packet = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n\
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
