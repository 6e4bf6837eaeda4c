//! Turns blocks into pieces of a given width.

use std::collections::BTreeSet;

use crate::Locale;
use crate::error::PaperError;
use crate::flow::block::{Block, Text};
use crate::flow::piece::{Frame, FrameId, Item, Mark, Piece, Place};
use crate::flow::{Role, bar_code, chart, code_128, growth, ruler, table, trend};
use crate::look::{BODY, HEADING, RULE, mm};
use crate::text::{Align, Rich, Shaped, Typesetter};

/// What the blocks of one document share while they are laid out.
pub(crate) struct Layouter<'a> {
    pub(crate) typesetter: &'a mut Typesetter,
    /// What a page without anything else on it can hold; a row taller than this is split.
    pub(crate) tallest: f32,
    pub(crate) frames: Vec<Frame>,
    /// Table heads to repeat.
    pub(crate) repeats: Vec<Vec<Piece>>,
    /// The language of the page, and with it the way it is read.
    pub(crate) locale: Locale,
    /// How many paragraphs, tables, rows and cells have been numbered.
    pub(crate) numbered: u32,
}

/// A block whose text is shaped, so that it can be measured before its width is known.
pub(crate) enum Prepared {
    Text(Box<(Text, Shaped)>),
    Other(Block),
}

impl<'a> Layouter<'a> {
    pub(crate) fn new(typesetter: &'a mut Typesetter, tallest: f32, locale: Locale) -> Layouter<'a> {
        Layouter { typesetter, tallest, frames: Vec::new(), repeats: Vec::new(), locale, numbered: 0 }
    }
}

impl Layouter<'_> {
    pub(crate) fn prepare(&mut self, block: Block) -> Prepared {
        match block {
            Block::Text(text) => {
                let shaped = self.shape(&text);
                Prepared::Text(Box::new((text, shaped)))
            }
            other => Prepared::Other(other),
        }
    }

    fn shape(&mut self, text: &Text) -> Shaped {
        let right_to_left = self.locale.is_right_to_left();
        self.typesetter.shape(&text.rich, &text.style, text.direction, right_to_left, text.role.place())
    }

    /// The next number for a paragraph, a table, a row or a cell.
    pub(crate) fn number(&mut self) -> u32 {
        self.numbered += 1;
        self.numbered
    }

    /// All blocks, one beneath the other.
    pub(crate) fn blocks(&mut self, blocks: Vec<Block>, width: f32) -> Result<Vec<Piece>, PaperError> {
        let mut pieces = Vec::new();
        for block in blocks {
            pieces.append(&mut self.block(block, width)?);
        }
        Ok(pieces)
    }

    fn block(&mut self, block: Block, width: f32) -> Result<Vec<Piece>, PaperError> {
        let prepared = self.prepare(block);
        self.prepared(prepared, width)
    }

    pub(crate) fn prepared(&mut self, prepared: Prepared, width: f32) -> Result<Vec<Piece>, PaperError> {
        match prepared {
            Prepared::Text(prepared) => {
                let number = self.number();
                paragraph(&prepared.0, prepared.1, width, number, self.locale.is_right_to_left())
            }
            Prepared::Other(block) => self.other(block, width),
        }
    }

    fn other(&mut self, block: Block, width: f32) -> Result<Vec<Piece>, PaperError> {
        match block {
            Block::Text(text) => {
                let shaped = self.shape(&text);
                let number = self.number();
                paragraph(&text, shaped, width, number, self.locale.is_right_to_left())
            }
            Block::Heading(words) => self.heading(&words, width),
            Block::Table(table) => table::lay(self, table, width),
            Block::Rule { before, width: thickness, color, dash } => {
                let points = vec![(0.0, 0.0), (width, 0.0)];
                let mark = Mark::Stroke { points, width: thickness, color, dash };
                let items = vec![Item::new(Role::Body, 0.0, thickness / 2.0, mark)];
                Ok(vec![Piece { before, height: thickness, items, ..Piece::default() }])
            }
            Block::Panel { before, padding, radius, color, blocks } => {
                let mut pieces = self.blocks(blocks, width - 2.0 * padding.0)?;
                if let Some(first) = pieces.first_mut() {
                    first.before = 0.0;
                }
                if let Some(last) = pieces.last_mut() {
                    last.keep_with_next = true;
                }
                let pad = |keep_with_next| Piece { height: padding.1, keep_with_next, ..Piece::default() };
                pieces.insert(0, Piece { before, ..pad(true) });
                pieces.push(pad(false));
                self.framed(&mut pieces, padding.0, Frame::Panel { x: 0.0, width, radius, color });
                Ok(pieces)
            }
            Block::Bar { before, indent, width: thickness, color, blocks } => {
                let mut pieces = self.blocks(blocks, width - indent)?;
                if let Some(first) = pieces.first_mut() {
                    first.before = before;
                }
                keep_together(&mut pieces);
                self.framed(&mut pieces, indent, Frame::Bar { x: thickness / 2.0, width: thickness, color });
                Ok(pieces)
            }
            Block::Together(blocks) => {
                let mut pieces = self.blocks(blocks, width)?;
                keep_together(&mut pieces);
                Ok(pieces)
            }
            Block::Space(height) => Ok(vec![Piece { height, ..Piece::default() }]),
            Block::BloodPressure(trend) => chart::lay(self, &trend, width),
            Block::Code(code, side) => bar_code::lay(&code, side),
            Block::Bars(code) => code_128::lay(self, &code),
            Block::Picture(picture, width, height) => {
                let mark = Mark::Picture { picture, width, height };
                let items = vec![Item::new(Role::Letterhead, 0.0, 0.0, mark)];
                Ok(vec![Piece { height, items, ..Piece::default() }])
            }
            Block::Trend(trend) => Ok(with_figures(trend::lay(self, &trend, width)?)),
            Block::Growth(growth) => Ok(with_figures(growth::lay(self, &growth, width)?)),
            Block::Ruler => ruler::lay(self, width),
            Block::NewPage => Ok(vec![Piece { turn: true, keep_with_next: true, ..Piece::default() }]),
            Block::Anchor(number) => {
                let items = vec![Item::new(Role::Heading, 0.0, 0.0, Mark::Anchor(number))];
                Ok(vec![Piece { keep_with_next: true, items, ..Piece::default() }])
            }
            Block::PageOf(number) => {
                let height = BODY.size * BODY.leading;
                let mark = Mark::PageOf(number, width);
                let items = vec![Item::new(Role::Cell, 0.0, 0.0, mark)];
                Ok(vec![Piece { height, items, ..Piece::default() }])
            }
        }
    }

    fn heading(&mut self, words: &str, width: f32) -> Result<Vec<Piece>, PaperError> {
        let text = Text::new(Role::Heading, HEADING, Rich::new(&words.to_uppercase())).before(mm(3.2)).keep();
        let shaped = self.shape(&text);
        let number = self.number();
        let mut pieces = paragraph(&text, shaped, width, number, self.locale.is_right_to_left())?;
        let thickness = 0.5;
        if let Some(last) = pieces.last_mut() {
            let y = last.height + mm(0.8);
            last.items.push(Item::level(Role::Heading, 0.0, y, width, thickness, RULE));
            last.height = y + mm(1.1);
        }
        Ok(pieces)
    }

    /// Moves pieces into a frame.
    fn framed(&mut self, pieces: &mut [Piece], indent: f32, frame: Frame) {
        let inner: BTreeSet<FrameId> = pieces.iter().flat_map(|piece| piece.frames.iter().copied()).collect();
        for id in inner {
            match self.frames.get_mut(id) {
                Some(Frame::Panel { x, .. } | Frame::Bar { x, .. }) => *x += indent,
                None => {}
            }
        }
        let id = self.frames.len();
        self.frames.push(frame);
        for piece in pieces {
            piece.frames.insert(0, id);
            for item in &mut piece.items {
                item.x += indent;
            }
        }
    }

    /// One line of text that is not part of the flow: a label in a chart, the page number.
    pub(crate) fn label(&mut self, text: &Text, width: f32) -> Result<Vec<Piece>, PaperError> {
        let shaped = self.shape(text);
        let number = self.number();
        paragraph(text, shaped, width, number, self.locale.is_right_to_left())
    }
}

pub(crate) fn keep_together(pieces: &mut [Piece]) {
    if let Some((_, all_but_last)) = pieces.split_last_mut() {
        for piece in all_but_last {
            piece.keep_with_next = true;
        }
    }
}

/// A drawing stands on the page of the figures beneath it.
fn with_figures(mut drawing: Vec<Piece>) -> Vec<Piece> {
    if let Some(last) = drawing.last_mut() {
        last.keep_with_next = true;
    }
    drawing
}

/// A piece for each line. The first two lines stay together, and so do the last two.
fn paragraph(
    text: &Text,
    shaped: Shaped,
    width: f32,
    number: u32,
    rtl: bool,
) -> Result<Vec<Piece>, PaperError> {
    // On a page from right to left a Latin word in a cell, or a short line beneath a heading, stands where the others
    // do; a Latin paragraph of several lines is read from its own side.
    let stands_alone = text.role == Role::Cell || shaped.widths().1 <= width;
    let align = if text.align == Align::Start && rtl && stands_alone { Align::PageStart } else { text.align };
    let lines = shaped.lines(width, align)?;
    let count = lines.len();
    let piece = |(index, line): (usize, crate::text::Line)| {
        let height = line.height;
        let before = if index == 0 { text.before } else { 0.0 };
        let edge = count > 1 && (index == 0 || index + 2 == count);
        let keep_with_next =
            edge || (text.keep_with_next && index + 1 == count) || (text.keep_with_next && count <= 4);
        let baseline = line.baseline;
        let items = if line.runs.is_empty() {
            Vec::new()
        } else {
            let place = Place { paragraph: number, ..Place::default() };
            vec![Item { place, ..Item::new(text.role, 0.0, baseline, Mark::Text(line)) }]
        };
        Piece { before, height, keep_with_next, items, ..Piece::default() }
    };
    Ok(lines.into_iter().enumerate().map(piece).collect())
}
