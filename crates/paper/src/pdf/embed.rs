//! The part of each face that a document uses, and what its glyphs stand for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use printpdf::ParsedFont;
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::error::PaperError;
use crate::flow::{Mark, Pages};
use crate::text::{FaceId, Run};
use crate::words::NO_BREAK_SPACE;

/// A face reduced to the glyphs of one document.
pub(crate) struct EmbeddedFace {
    pub(crate) font: ParsedFont,
    /// The face's name, under which the pages ask for it.
    pub(crate) name: &'static str,
    /// For each glyph of the whole face its number in the reduced one; 0 where it was left out.
    numbers: Vec<u16>,
    /// What is known of each glyph of the reduced face.
    glyphs: Vec<Known>,
}

/// A glyph of a reduced face.
#[derive(Clone, Default)]
struct Known {
    /// In thousandths of the size, cut to a whole number exactly as the widths in the file are.
    width: f32,
    /// The characters it stands for, for copying and searching.
    meaning: String,
}

impl EmbeddedFace {
    /// The glyph's number in the reduced face.
    pub(crate) fn glyph(&self, id: u16) -> u16 {
        self.numbers.get(usize::from(id)).copied().unwrap_or(0)
    }

    /// The numbers of its glyphs in the reduced face, and what each stands for.
    pub(crate) fn glyphs(&self) -> impl Iterator<Item = (u16, &str)> {
        let known = self.glyphs.iter().enumerate();
        known
            .filter(|(_, glyph)| !glyph.meaning.is_empty())
            .filter_map(|(number, glyph)| Some((u16::try_from(number).ok()?, glyph.meaning.as_str())))
    }

    fn known(&self, id: u16) -> Option<&Known> {
        self.glyphs.get(usize::from(self.glyph(id)))
    }

    /// The glyph's width in thousandths of the size, as the file says it.
    pub(crate) fn width(&self, id: u16) -> f32 {
        self.known(id).map_or(0.0, |known| known.width)
    }

    pub(crate) fn meaning(&self, id: u16) -> &str {
        self.known(id).map_or("", |known| known.meaning.as_str())
    }

    /// True when the glyphs alone say what the run says. Joined scripts need the words beside the glyphs.
    pub(crate) fn speaks_for_itself(&self, run: &Run) -> bool {
        run.glyphs
            .iter()
            .all(|glyph| !glyph.text.is_empty() && self.meaning(glyph.id) == readable(&glyph.text))
    }
}

/// Plain spaces for no-break spaces: a reader who searches for "500 mg" types a plain one.
pub(crate) fn readable(text: &str) -> Cow<'_, str> {
    if text.contains(NO_BREAK_SPACE) { text.replace(NO_BREAK_SPACE, " ").into() } else { text.into() }
}

/// All faces the pages use.
pub(crate) fn embed(pages: &Pages) -> Result<BTreeMap<FaceId, EmbeddedFace>, PaperError> {
    // Of each face what its glyphs stand for, and which of them are done: a long chart shows a million.
    let mut meanings: BTreeMap<FaceId, (BTreeMap<u16, String>, Vec<bool>)> = BTreeMap::new();
    for run in runs(pages) {
        let (meaning, done) = meanings.entry(run.face).or_default();
        for glyph in &run.glyphs {
            let id = usize::from(glyph.id);
            if done.get(id) == Some(&true) {
                continue;
            }
            let known = meaning.entry(glyph.id).or_default();
            *known = readable(&glyph.text).into_owned();
            if !known.is_empty() {
                done.resize(done.len().max(id + 1), false);
                done[id] = true;
            }
        }
    }
    meanings.into_iter().map(|(id, (meaning, _))| Ok((id, reduce(id, meaning)?))).collect()
}

fn runs(pages: &Pages) -> impl Iterator<Item = &Run> {
    pages.pages.iter().flat_map(|page| &page.items).flat_map(|item| match &item.mark {
        Mark::Text(line) => line.runs.as_slice(),
        _ => &[],
    })
}

fn reduce(id: FaceId, mut meaning: BTreeMap<u16, String>) -> Result<EmbeddedFace, PaperError> {
    let face = id.face();
    // A glyph that is only ever the second of a group still needs some meaning; the group's words stand beside it.
    for text in meaning.values_mut().filter(|text| text.is_empty()) {
        text.push('\u{200b}');
    }
    let glyphs: Vec<u16> = meaning.keys().copied().collect();
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs);
    let bytes = subsetter::subset(face.bytes, 0, &remapper)
        .map_err(|_| PaperError::Internal { what: "reducing a font" })?;
    let tag = subset_tag(&bytes);
    let mut font = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new())
        .ok_or(PaperError::Internal { what: "reading a reduced font" })?;
    font.font_name = Some(format!("{tag}+{}", face.name));
    let mut numbers = vec![0; glyphs.last().map_or(0, |last| usize::from(*last) + 1)];
    let mut known = vec![Known::default(); usize::from(remapper.num_gids())];
    for (id, meaning) in meaning {
        let number = remapper.get(id).ok_or(PaperError::Internal { what: "a glyph of a reduced font" })?;
        let units = font.get_glyph_width(number).unwrap_or(0);
        let width = (f32::from(units) * 1000.0 / f32::from(font.units_per_em)).trunc();
        numbers[usize::from(id)] = number;
        if let Some(place) = known.get_mut(usize::from(number)) {
            *place = Known { width, meaning };
        }
    }
    Ok(EmbeddedFace { font, name: face.name, numbers, glyphs: known })
}

/// Six capitals that mark a reduced font (ISO 32000-1, 9.6.4), the same for the same glyphs.
fn subset_tag(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
