//! Pages by printpdf: positioned glyph numbers only, never its text or its HTML, which neither shape nor paginate
//! well enough for a prescription.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color as Ink, CurTransMat, CustomPdfConformance, DictItem, FontId, Line as Path, LineCapStyle,
    LineDashPattern, LineJoinStyle, LinePoint, Op, PaintMode, PdfConformance, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rect, Rgb, TextItem, TextMatrix,
    WindingOrder, XObjectId, XObjectTransform,
};
use sha2::{Digest, Sha256};

use super::embed::{EmbeddedFace, embed, readable};
use super::finish::{self, Beside};
use super::structure::Stretch;
use super::{About, PageWriter};
use crate::error::PaperError;
use crate::flow::{Item, Mark, Page, Pages, Place, Role};
use crate::look::Color;
use crate::picture::Picture;
use crate::text::{FaceId, Glyph, Line, Run};

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
            document
                .resources
                .fonts
                .map
                .insert(FontId(face.name.to_owned()), PdfFont::new(face.font.clone()));
        }
        let mut beside = Beside { bookmarks: &pages.bookmarks, height: pages.height, ..Beside::default() };
        for page in pages.pages {
            let mut pen = Pen {
                ops: Vec::new(),
                height: pages.height,
                faces: &faces,
                stretches: Vec::new(),
                pictures: Vec::new(),
            };
            pen.page(&page)?;
            let edge = || Rect::from_wh(Pt(pages.width), Pt(pages.height));
            document.pages.push(PdfPage {
                media_box: edge(),
                trim_box: edge(),
                crop_box: edge(),
                ops: pen.ops,
            });
            beside.stretches.push(pen.stretches);
            beside.pictures.push(pen.pictures);
        }
        let options =
            PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
        let written = document.to_lopdf_document(&options, &mut Vec::new());
        drop(document);
        finish::finish(written, about, &beside)
    }
}

/// Draws items. The page's `y` runs down, the file's runs up.
struct Pen<'a> {
    ops: Vec<Op>,
    height: f32,
    faces: &'a BTreeMap<FaceId, EmbeddedFace>,
    /// What a screen reader reads of this page.
    stretches: Vec<Stretch>,
    /// The pictures this page shows, by name.
    pictures: Vec<(String, Picture)>,
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
    fn page(&mut self, page: &Page) -> Result<(), PaperError> {
        self.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Butt });
        self.ops.push(Op::SetLineJoinStyle { join: LineJoinStyle::Round });
        for stretch in page.items.chunk_by(|left, right| Reading::of(left) == Reading::of(right)) {
            let Some(first) = stretch.first() else { continue };
            let (figure, place, role) = match Reading::of(first) {
                Reading::Artifact => {
                    self.ops.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() });
                    stretch.iter().try_for_each(|item| self.item(item))?;
                    self.ops.push(Op::EndMarkedContent);
                    continue;
                }
                Reading::Figure => (true, Place::default(), first.role),
                Reading::Line(place, role) => (false, place, role),
            };
            let read = Stretch { role, place, figure };
            let number = i64::try_from(self.stretches.len()).unwrap_or(i64::MAX);
            self.ops.push(Op::BeginMarkedContentWithProperties {
                tag: read.tag().to_owned(),
                properties: DictItem::Dict {
                    map: BTreeMap::from([("MCID".to_owned(), DictItem::Int(number))]),
                },
            });
            self.stretches.push(read);
            stretch.iter().try_for_each(|item| self.item(item))?;
            self.ops.push(Op::EndMarkedContent);
        }
        Ok(())
    }

    fn item(&mut self, item: &Item) -> Result<(), PaperError> {
        match &item.mark {
            Mark::Text(line) => return self.line(item, line),
            Mark::Stroke { points, width, color, dash } => {
                self.stroke(*width, *color, *dash);
                let points = points.iter().map(|(x, y)| self.corner(item.x + x, item.y + y)).collect();
                self.ops.push(Op::DrawLine { line: Path { points, is_closed: false } });
            }
            Mark::Fill { rings, color } => {
                self.ops.push(Op::SetFillColor { col: ink(*color) });
                let rings = rings.iter().map(|ring| {
                    let points = ring.iter().map(|(x, y)| self.corner(item.x + x, item.y + y)).collect();
                    PolygonRing { points }
                });
                self.ops.push(Op::DrawPolygon { polygon: filled(rings.collect()) });
            }
            Mark::Panel { width, height, radius, color } => {
                self.ops.push(Op::SetFillColor { col: ink(*color) });
                let points = self.round_corners(item, *width, *height, *radius);
                self.ops.push(Op::DrawPolygon { polygon: filled(vec![PolygonRing { points }]) });
            }
            Mark::Picture { picture, width, height } => self.picture(item, picture, *width, *height),
            Mark::Anchor(_) | Mark::PageOf(..) => {}
        }
        Ok(())
    }

    /// A picture, named by what it shows, so that the same one is in the file once.
    fn picture(&mut self, item: &Item, picture: &Picture, width: f32, height: f32) {
        let hash = Sha256::digest(picture.rgb());
        let name: String = hash.iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
        let corner = self.point(item.x, item.y + height);
        let matrix = CurTransMat::Raw([width, 0.0, 0.0, height, corner.x.0, corner.y.0]);
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix { matrix });
        let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
        self.ops.push(Op::UseXobject { id: XObjectId(name.clone()), transform });
        self.ops.push(Op::RestoreGraphicsState);
        if !self.pictures.iter().any(|(known, _)| *known == name) {
            self.pictures.push((name, picture.clone()));
        }
    }

    fn stroke(&mut self, width: f32, color: Color, dash: Option<[f32; 2]>) {
        self.ops.push(Op::SetOutlineColor { col: ink(color) });
        self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
        let pattern = dash.as_ref().map_or(&[][..], |dash| &dash[..]);
        self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, pattern) });
    }

    fn point(&self, x: f32, y: f32) -> Point {
        Point { x: Pt(hundredths(x)), y: Pt(hundredths(self.height - y)) }
    }

    fn corner(&self, x: f32, y: f32) -> LinePoint {
        LinePoint { p: self.point(x, y), bezier: false }
    }

    /// A rectangle whose corners are quarter circles, each a Bézier curve.
    fn round_corners(&self, item: &Item, width: f32, height: f32, radius: f32) -> Vec<LinePoint> {
        let (left, top, right, bottom) = (item.x, item.y, item.x + width, item.y + height);
        if radius <= 0.0 {
            return [(left, top), (right, top), (right, bottom), (left, bottom)]
                .map(|(x, y)| self.corner(x, y))
                .into();
        }
        let radius = radius.min(width / 2.0).min(height / 2.0);
        // How far the handles reach for a quarter circle: 4/3 (√2 − 1).
        let slack = radius * (1.0 - 0.552_284_8);
        let straight = |x, y| self.corner(x, y);
        let handle = |x, y| LinePoint { p: self.point(x, y), bezier: true };
        vec![
            straight(left + radius, top),
            straight(right - radius, top),
            handle(right - slack, top),
            handle(right, top + slack),
            straight(right, top + radius),
            straight(right, bottom - radius),
            handle(right, bottom - slack),
            handle(right - slack, bottom),
            straight(right - radius, bottom),
            straight(left + radius, bottom),
            handle(left + slack, bottom),
            handle(left, bottom - slack),
            straight(left, bottom - radius),
            straight(left, top + radius),
            handle(left, top + slack),
            handle(left + slack, top),
            straight(left + radius, top),
        ]
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
            self.ops.push(Op::BeginMarkedContentWithProperties {
                tag: "Span".into(),
                properties: actual_text(&run.text),
            });
        }
        self.ops.push(Op::StartTextSection);
        let font = PdfFontHandle::External(FontId(face.name.to_owned()));
        self.ops.push(Op::SetFont { font, size: Pt(run.size) });
        self.ops.push(Op::SetFillColor { col: ink(run.color) });
        // Marks of joined scripts stand above or below the base line; each height is a stretch of its own.
        for stretch in run.glyphs.chunk_by(|left, right| left.y == right.y) {
            if let Some(first) = stretch.first() {
                let point = self.point(item.x + first.x, item.y + first.y);
                self.ops.push(Op::SetTextMatrix {
                    matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, point.x.0, point.y.0]),
                });
                self.ops
                    .push(Op::ShowText { items: vec![TextItem::GlyphIds(placed(stretch, run.size, face))] });
            }
        }
        self.ops.push(Op::EndTextSection);
        if spoken {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn strike(&mut self, item: &Item, run: &Run) {
        let left = run.glyphs.iter().map(|glyph| glyph.x).fold(f32::INFINITY, f32::min);
        let right = run.glyphs.iter().map(|glyph| glyph.x + glyph.advance).fold(f32::NEG_INFINITY, f32::max);
        let y = item.y - run.size * 0.27;
        self.stroke(run.size * 0.07, run.color, None);
        let points = vec![self.corner(item.x + left, y), self.corner(item.x + right, y)];
        self.ops.push(Op::DrawLine { line: Path { points, is_closed: false } });
    }
}

/// Glyph numbers with the corrections that bring each to its place: after a glyph the pen moves by the width in the
/// file, which knows nothing of kerning.
fn placed(glyphs: &[Glyph], size: f32, face: &EmbeddedFace) -> Vec<Codepoint> {
    let origin = glyphs.first().map_or(0.0, |glyph| glyph.x);
    let mut pen = 0.0;
    let mut codes = Vec::with_capacity(glyphs.len());
    for (index, glyph) in glyphs.iter().enumerate() {
        pen += face.width(glyph.id);
        let mut correction = 0.0;
        if let Some(next) = glyphs.get(index + 1) {
            let wanted = (next.x - origin) * 1000.0 / size;
            correction = (pen - wanted).round();
            pen -= correction;
        }
        codes.push(Codepoint::with_cid(face.glyph(glyph.id), correction, face.meaning(glyph.id).to_owned()));
    }
    codes
}

/// What a reader should copy or read aloud in place of the glyphs (ISO 32000-1, 14.9.4), in UTF-16.
fn actual_text(text: &str) -> DictItem {
    let units = std::iter::once(0xfeff).chain(readable(text).encode_utf16().collect::<Vec<_>>());
    let data = units.flat_map(u16::to_be_bytes).collect();
    DictItem::Dict {
        map: BTreeMap::from([("ActualText".to_owned(), DictItem::String { data, literal: false })]),
    }
}

fn filled(rings: Vec<PolygonRing>) -> Polygon {
    Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero }
}

fn ink(Color(red, green, blue): Color) -> Ink {
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    Ink::Rgb(Rgb { r: part(red), g: part(green), b: part(blue), icc_profile: None })
}

/// A hundredth of a point is finer than any printer, and keeps the file small.
fn hundredths(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}
