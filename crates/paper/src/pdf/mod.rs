//! From positioned items to PDF bytes.
//!
//! One small trait stands between the pages and the library that writes them: the library has shipped broken
//! fonts before, is pinned to one version, and can be changed here without touching a document.

mod color_profile;
mod embed;
mod finish;
mod printpdf_writer;

use crate::error::PaperError;
use crate::flow::Pages;

/// What the file says about itself. Names no patient unless the caller's title does.
#[derive(Clone, Debug)]
pub(crate) struct About {
    pub(crate) title: String,
    /// BCP 47 language tag.
    pub(crate) language: &'static str,
}

/// Writes pages. The same pages give the same bytes.
pub(crate) trait PageWriter {
    fn write(&self, pages: &Pages, about: &About) -> Result<Vec<u8>, PaperError>;
}

/// The writer in use.
pub(crate) fn writer() -> impl PageWriter {
    printpdf_writer::PrintpdfWriter
}
