//! The content of a page: marks as operators of PDF (ISO 32000-1, annex A), with positioned glyph numbers only.
//!
//! Written here and not by printpdf, which makes an object of each glyph, a list of the objects and a text of the list:
//! of a chart of hundreds of pages that was a third of the time.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::embed::{EmbeddedFace, readable};
use super::structure::Stretch;
use crate::error::PaperError;
use crate::flow::{Item, Mark, Page, Place, Role};
use crate::look::Color;
use crate::picture::Picture;
use crate::text::{FaceId, Glyph, Line, Run};

/// One page, written.
#[derive(Default)]
pub(crate) struct Content {
    /// The operators.
    pub(crate) operators: String,
    /// What a screen reader reads of this page.
    pub(crate) stretches: Vec<Stretch>,
    /// The pictures this page shows, by name.
    pub(crate) pictures: Vec<(String, Picture)>,
}

/// Writes a page. Its `y` runs down, the file's runs up from `height`.
pub(crate) fn write(
    page: &Page,
    height: f32,
    faces: &BTreeMap<FaceId, EmbeddedFace>,
) -> Result<Content, PaperError> {
    let mut pen = Pen { content: Content::default(), height, faces, fill: None, outline: None, font: None };
    // Lines end square and meet round.
    pen.put("0 J 1 j\n");
    pen.page(page)?;
    Ok(pen.content)
}

/// Draws items, and says what is drawn with only when it changes.
struct Pen<'a> {
    content: Content,
    height: f32,
    faces: &'a BTreeMap<FaceId, EmbeddedFace>,
    fill: Option<Color>,
    outline: Option<(f32, Color, Option<[f32; 2]>)>,
    font: Option<(FaceId, f32)>,
}

/// What an item is for a screen reader. Neighbours of one kind are written as one stretch.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reading {
    /// Not read.
    Artifact,
    /// A drawing or a code with everything in it.
    Figure,
    /// A line of text.
    Line(Place, Role),
}

impl Reading {
    fn of(item: &Item) -> Reading {
        let text = matches!(item.mark, Mark::Text(_));
        match item.role {
            _ if item.place.repeated => Reading::Artifact,
            Role::Chart => Reading::Figure,
            Role::Code if matches!(item.mark, Mark::Fill { .. }) => Reading::Figure,
            role if text => Reading::Line(item.place, role),
            _ => Reading::Artifact,
        }
    }
}

impl Pen<'_> {
    fn put(&mut self, operators: &str) {
        self.content.operators.push_str(operators);
    }

    /// Numbers and their operator, each number to the thousandth.
    fn numbers(&mut self, numbers: &[f32], operator: &str) {
        for value in numbers {
            number(&mut self.content.operators, *value, 3);
            self.put(" ");
        }
        self.put(operator);
        self.put("\n");
    }

    /// A path's next point, from the top left of the page. A hundredth of a point is finer than any printer, and keeps
    /// the file small.
    fn point(&mut self, (x, y): (f32, f32)) {
        number(&mut self.content.operators, x, 2);
        self.put(" ");
        number(&mut self.content.operators, self.height - y, 2);
        self.put(" ");
    }

    /// Points and their operator.
    fn path(&mut self, points: &[(f32, f32)], operator: &str) {
        points.iter().for_each(|point| self.point(*point));
        self.put(operator);
        self.put("\n");
    }

    fn page(&mut self, page: &Page) -> Result<(), PaperError> {
        for stretch in page.items.chunk_by(|left, right| Reading::of(left) == Reading::of(right)) {
            let Some(first) = stretch.first() else { continue };
            let (figure, place, role) = match Reading::of(first) {
                Reading::Artifact => {
                    self.put("/Artifact BMC\n");
                    stretch.iter().try_for_each(|item| self.item(item))?;
                    self.put("EMC\n");
                    continue;
                }
                Reading::Figure => (true, Place::default(), first.role),
                Reading::Line(place, role) => (false, place, role),
            };
            let read = Stretch { role, place, figure };
            let opening = format!("/{} <</MCID {}>> BDC\n", read.tag(), self.content.stretches.len());
            self.put(&opening);
            self.content.stretches.push(read);
            stretch.iter().try_for_each(|item| self.item(item))?;
            self.put("EMC\n");
        }
        Ok(())
    }

    fn item(&mut self, item: &Item) -> Result<(), PaperError> {
        match &item.mark {
            Mark::Text(line) => return self.line(item, line),
            Mark::Stroke { points, width, color, dash } => {
                self.outlined(*width, *color, *dash);
                let points: Vec<_> = points.iter().map(|(x, y)| (item.x + x, item.y + y)).collect();
                self.open_path(&points);
                self.put("S\n");
            }
            Mark::Fill { rings, color } => {
                self.filled(*color);
                for ring in rings {
                    let points: Vec<_> = ring.iter().map(|(x, y)| (item.x + x, item.y + y)).collect();
                    self.open_path(&points);
                    self.put("h\n");
                }
                self.put("f\n");
            }
            Mark::Panel { width, height, radius, color } => {
                self.filled(*color);
                self.round_corners(item, *width, *height, *radius);
                self.put("f\n");
            }
            Mark::Picture { picture, width, height } => self.picture(item, picture, *width, *height),
            Mark::Anchor(_) | Mark::PageOf(..) => {}
        }
        Ok(())
    }

    fn open_path(&mut self, points: &[(f32, f32)]) {
        for (index, point) in points.iter().enumerate() {
            self.path(&[*point], if index == 0 { "m" } else { "l" });
        }
    }

    /// A rectangle whose corners are quarter circles, each a Bézier curve.
    fn round_corners(&mut self, item: &Item, width: f32, height: f32, radius: f32) {
        let (left, top, right, bottom) = (item.x, item.y, item.x + width, item.y + height);
        if radius <= 0.0 {
            self.open_path(&[(left, top), (right, top), (right, bottom), (left, bottom)]);
            self.put("h\n");
            return;
        }
        let radius = radius.min(width / 2.0).min(height / 2.0);
        // How far the handles reach for a quarter circle: 4/3 (√2 − 1).
        let slack = radius * (1.0 - 0.552_284_8);
        self.path(&[(left + radius, top)], "m");
        for (straight, first, second, end) in [
            ((right - radius, top), (right - slack, top), (right, top + slack), (right, top + radius)),
            (
                (right, bottom - radius),
                (right, bottom - slack),
                (right - slack, bottom),
                (right - radius, bottom),
            ),
            (
                (left + radius, bottom),
                (left + slack, bottom),
                (left, bottom - slack),
                (left, bottom - radius),
            ),
            ((left, top + radius), (left, top + slack), (left + slack, top), (left + radius, top)),
        ] {
            self.path(&[straight], "l");
            self.path(&[first, second, end], "c");
        }
        self.put("h\n");
    }

    /// A picture, named by what it shows, so that the same one is in the file once.
    fn picture(&mut self, item: &Item, picture: &Picture, width: f32, height: f32) {
        let hash = Sha256::digest(picture.rgb());
        let name: String = hash.iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
        self.put("q\n");
        self.numbers(&[width, 0.0, 0.0, height, item.x, self.height - item.y - height], "cm");
        self.put(&format!("/{name} Do\nQ\n"));
        if !self.content.pictures.iter().any(|(known, _)| *known == name) {
            self.content.pictures.push((name, picture.clone()));
        }
    }

    fn filled(&mut self, color: Color) {
        if self.fill.replace(color) != Some(color) {
            self.numbers(&ink(color), "rg");
        }
    }

    fn outlined(&mut self, width: f32, color: Color, dash: Option<[f32; 2]>) {
        let outline = (width, color, dash);
        if self.outline.replace(outline) == Some(outline) {
            return;
        }
        self.numbers(&ink(color), "RG");
        self.numbers(&[width], "w");
        self.put("[");
        self.numbers(dash.as_ref().map_or(&[][..], |dash| &dash[..]), "] 0 d");
    }

    fn line(&mut self, item: &Item, line: &Line) -> Result<(), PaperError> {
        for run in &line.runs {
            let face = self
                .faces
                .get(&run.face)
                .ok_or(PaperError::Internal { what: "a font that was not embedded" })?;
            self.run(item, run, face);
            if run.struck {
                self.strike(item, run);
            }
        }
        Ok(())
    }

    fn run(&mut self, item: &Item, run: &Run, face: &EmbeddedFace) {
        let spoken = !face.speaks_for_itself(run);
        if spoken {
            // What a reader should copy or read aloud in place of the glyphs (ISO 32000-1, 14.9.4).
            let words = hexadecimal(utf_16(&readable(&run.text)));
            self.put(&format!("/Span <</ActualText <{words}>>> BDC\n"));
        }
        self.put("BT\n");
        if self.font.replace((run.face, run.size)) != Some((run.face, run.size)) {
            self.put(&format!("/{} ", face.name));
            self.numbers(&[run.size], "Tf");
        }
        self.filled(run.color);
        // Marks of joined scripts stand above or below the base line; each height is a stretch of its own.
        for stretch in run.glyphs.chunk_by(|left, right| left.y == right.y) {
            if let Some(first) = stretch.first() {
                self.put("1 0 0 1 ");
                self.path(&[(item.x + first.x, item.y + first.y)], "Tm");
                self.show(stretch, run.size, face);
            }
        }
        self.put("ET\n");
        if spoken {
            self.put("EMC\n");
        }
    }

    /// Shows glyphs of one base line. After a glyph the pen moves by the width in the file, which knows nothing of
    /// kerning and is cut to a whole number: a correction brings the next one to its place, or nearer than [`UNSEEN`].
    fn show(&mut self, glyphs: &[Glyph], size: f32, face: &EmbeddedFace) {
        let origin = glyphs.first().map_or(0.0, |glyph| glyph.x);
        let mut pen = 0.0;
        self.put("[<");
        for (index, glyph) in glyphs.iter().enumerate() {
            let code = face.glyph(glyph.id);
            code.to_be_bytes().into_iter().for_each(|byte| two_figures(&mut self.content.operators, byte));
            pen += face.width(glyph.id);
            let Some(next) = glyphs.get(index + 1) else { break };
            let correction = (pen - (next.x - origin) * 1000.0 / size).round();
            if correction.abs() >= UNSEEN {
                pen -= correction;
                self.put(">");
                number(&mut self.content.operators, correction, 0);
                self.put("<");
            }
        }
        self.put(">] TJ\n");
    }

    fn strike(&mut self, item: &Item, run: &Run) {
        let left = run.glyphs.iter().map(|glyph| glyph.x).fold(f32::INFINITY, f32::min);
        let right = run.glyphs.iter().map(|glyph| glyph.x + glyph.advance).fold(f32::NEG_INFINITY, f32::max);
        let y = item.y - run.size * 0.27;
        self.outlined(run.size * 0.07, run.color, None);
        self.open_path(&[(item.x + left, y), (item.x + right, y)]);
        self.put("S\n");
    }
}

/// Thousandths of the size. At ten points three of them are 0.01 mm, a quarter of the finest dot of an office printer.
const UNSEEN: f32 = 3.0;

/// A number with at most so many places, without an exponent and without figures that say nothing.
fn number(out: &mut String, value: f32, places: u32) {
    let unit = 10_i64.pow(places);
    // Whatever a page can hold: a float beyond it would be a mistake of ours, and ends at the edge of an integer.
    let rounded = (f64::from(value) * unit as f64).round() as i64;
    if rounded < 0 {
        out.push('-');
    }
    let rounded = rounded.unsigned_abs();
    let mut unit = unit.unsigned_abs();
    let mut rest = rounded % unit;
    figures(out, rounded / unit);
    if rest > 0 {
        out.push('.');
    }
    while rest > 0 {
        unit /= 10;
        figures(out, rest / unit);
        rest %= unit;
    }
}

/// A whole number.
fn figures(out: &mut String, value: u64) {
    if value >= 10 {
        figures(out, value / 10);
    }
    out.push(char::from(FIGURES[(value % 10) as usize]));
}

const FIGURES: [u8; 16] = *b"0123456789abcdef";

fn two_figures(out: &mut String, byte: u8) {
    for half in [byte >> 4, byte & 15] {
        out.push(char::from(FIGURES[usize::from(half)]));
    }
}

pub(crate) fn hexadecimal(bytes: impl IntoIterator<Item = u8>) -> String {
    let mut text = String::new();
    bytes.into_iter().for_each(|byte| two_figures(&mut text, byte));
    text
}

/// A text string in UTF-16, as its mark at the beginning says.
pub(crate) fn utf_16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

fn ink(Color(red, green, blue): Color) -> [f32; 3] {
    [red, green, blue].map(|part| f32::from(part) / 255.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: f32, places: u32) -> String {
        let mut text = String::new();
        number(&mut text, value, places);
        text
    }

    #[test]
    fn numbers_are_written_as_a_file_takes_them() {
        for (value, places, text) in [
            (0.0, 2, "0"),
            (-0.001, 2, "0"),
            (12.0, 2, "12"),
            (12.5, 2, "12.5"),
            (12.345, 2, "12.35"),
            (-0.5, 2, "-0.5"),
            (0.05, 2, "0.05"),
            (841.8898, 3, "841.89"),
            (100.0, 0, "100"),
            (-47.0, 0, "-47"),
        ] {
            assert_eq!(written(value, places), text);
        }
    }

    proptest! {
        #[test]
        fn a_number_is_read_back_as_near_as_it_says(value in -5_000.0_f32..5_000.0, places in 0_u32..4) {
            let read: f64 = written(value, places).parse().unwrap();
            prop_assert!((read - f64::from(value)).abs() <= 0.5001 / 10_f64.powi(places as i32));
        }
    }
}
