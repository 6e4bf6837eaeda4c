//! The file by printpdf: its pages, and the faces with their widths and what their glyphs stand for. What stands on the
//! pages is ours (`content`), for it neither shapes nor paginates well enough for a prescription.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, CustomPdfConformance, FontId, Op, PdfConformance, PdfDocument, PdfFont, PdfFontHandle,
    PdfPage, PdfSaveOptions, Pt, Rect, TextItem,
};

use super::embed::{EmbeddedFace, embed};
use super::finish::{self, Beside};
use super::{About, PageWriter, content};
use crate::cores::share;
use crate::error::PaperError;
use crate::flow::{Page, Pages};
use crate::text::FaceId;

/// Writes through printpdf, then finishes with lopdf.
pub(crate) struct PrintpdfWriter;

impl PageWriter for PrintpdfWriter {
    fn write(&self, pages: Pages, about: &About) -> Result<Vec<u8>, PaperError> {
        let faces = embed(&pages)?;
        let mut document = PdfDocument::new("");
        // Without this printpdf adds a CMYK profile of 600 KB to each document.
        document.metadata.info.conformance = PdfConformance::Custom(CustomPdfConformance {
            requires_icc_profile: false,
            requires_xmp_metadata: false,
            ..CustomPdfConformance::default()
        });
        for face in faces.values() {
            let font = PdfFont::new(face.font.clone());
            document.resources.fonts.map.insert(FontId(face.name.to_owned()), font);
        }
        let edge = || Rect::from_wh(Pt(pages.width), Pt(pages.height));
        document.pages = pages
            .pages
            .iter()
            .map(|_| PdfPage { media_box: edge(), trim_box: edge(), crop_box: edge(), ops: Vec::new() })
            .collect();
        if let Some(first) = document.pages.first_mut() {
            first.ops = every_glyph(&faces);
        }
        let options =
            PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
        let file = document.to_lopdf_document(&options, &mut Vec::new());
        drop(document);
        let one = |_: &mut (), page: Page| content::write(&page, pages.height, &faces);
        let written = share(&mut (), || (), pages.pages, one);
        let contents = written.into_iter().collect::<Result<Vec<_>, PaperError>>()?;
        let beside = Beside { bookmarks: &pages.bookmarks, height: pages.height, contents };
        finish::finish(file, about, beside)
    }
}

/// Tells printpdf each glyph with what it stands for: from what it believes to be shown it writes the widths of a face
/// and what its glyphs mean. The page's own content takes the place of these.
fn every_glyph(faces: &BTreeMap<FaceId, EmbeddedFace>) -> Vec<Op> {
    let mut ops = vec![Op::StartTextSection];
    for face in faces.values() {
        let font = PdfFontHandle::External(FontId(face.name.to_owned()));
        ops.push(Op::SetFont { font, size: Pt(1.0) });
        let glyphs =
            face.glyphs().map(|(number, meaning)| Codepoint::with_cid(number, 0.0, meaning.to_owned()));
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs.collect())] });
    }
    ops.push(Op::EndTextSection);
    ops
}
