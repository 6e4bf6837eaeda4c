//! From positioned items to PDF bytes.
//!
//! One small trait stands between the pages and the library that writes them: the library has shipped broken
//! fonts before, is pinned to one version, and can be changed here without touching a document.

mod append;
mod color_profile;
mod content;
mod embed;
mod finish;
mod printpdf_writer;
mod structure;

use lopdf::{Object, StringFormat};

use crate::error::PaperError;
use crate::flow::Pages;

/// What the file says about itself. Names no patient unless the caller's title does.
#[derive(Clone, Debug)]
pub(crate) struct About {
    pub(crate) title: String,
    /// BCP 47 language tag.
    pub(crate) language: &'static str,
    /// What a screen reader says of a drawing or a code.
    pub(crate) figure_words: &'static str,
}

/// A text string: ASCII as it is, anything else in UTF-16.
pub(crate) fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    Object::String(content::utf_16(text), StringFormat::Hexadecimal)
}

/// Writes pages and lets go of each when it is written: a chart of hundreds of pages is large in memory. The same
/// pages give the same bytes.
pub(crate) trait PageWriter {
    fn write(&self, pages: Pages, about: &About) -> Result<Vec<u8>, PaperError>;
}

/// The writer in use.
pub(crate) fn writer() -> impl PageWriter {
    printpdf_writer::PrintpdfWriter
}
