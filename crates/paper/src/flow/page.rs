//! What stands on every page, and the pages themselves.

use crate::error::PaperError;
use crate::flow::block::{Block, Cell, Column, Row, Table, Text};
use crate::flow::lay::{Layouter, keep_together};
use crate::flow::paginate::{Body, Flow, paginate};
use crate::flow::piece::{Item, Mark, Piece, Role, TextLine};
use crate::look::{BANNER, DANGER, FOOTER, INK, RULE, SMALL, Style, TITLE, mm};
use crate::text::{Align, Rich, Typesetter};
use crate::{Orientation, Setting};

/// A document before it is laid out.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageTemplate {
    /// Words across the top of every page: `DRAFT – NOT SIGNED`.
    pub(crate) marks: Vec<(String, Style)>,
    /// Left and right of the head that repeats from the second page on.
    pub(crate) running_head: (String, String),
    /// From the letterhead down.
    pub(crate) blocks: Vec<Block>,
    /// Signature and code, at the bottom of the last page.
    pub(crate) foot: Vec<Block>,
    /// Strike through what stays empty.
    pub(crate) strike: bool,
    /// Lines at the left of the footer; the page number stands at its right.
    pub(crate) footer: Vec<String>,
}

/// Finished pages.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pages {
    /// Points.
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) pages: Vec<Page>,
}

/// The marks of one page, from back to front.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Page {
    pub(crate) items: Vec<Item>,
}

impl Pages {
    /// Every line of text with its place.
    pub(crate) fn text(&self) -> Vec<TextLine> {
        let mut lines = Vec::new();
        for (index, page) in self.pages.iter().enumerate() {
            for item in &page.items {
                if let Mark::Text(line) = &item.mark {
                    let text = line.text.clone();
                    lines.push(TextLine {
                        page: index + 1,
                        role: item.role,
                        x: item.x + line.left,
                        y: item.y,
                        text,
                    });
                }
            }
        }
        lines
    }
}

/// Margins in points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Margins {
    pub(crate) top: f32,
    pub(crate) side: f32,
    pub(crate) bottom: f32,
}

pub(crate) fn sheet(setting: &Setting) -> (f32, f32, Margins) {
    let (width, height) = setting.size.upright_points();
    let margins = if setting.size.is_small() {
        Margins { top: mm(11.0), side: mm(12.0), bottom: mm(7.0) }
    } else {
        Margins { top: mm(10.5), side: mm(16.0), bottom: mm(7.0) }
    };
    match setting.orientation {
        Orientation::Portrait => (width, height, margins),
        Orientation::Landscape => (height, width, margins),
    }
}

/// A page number as long as any that is printed, to measure the footer before the pages are counted.
const LONGEST_NUMBER: &str = "Page 888 of 888";

/// Lays a document out.
pub(crate) fn compose(template: PageTemplate, setting: &Setting) -> Result<Pages, PaperError> {
    let (width, height, margins) = sheet(setting);
    let inner = width - 2.0 * margins.side;
    let whole = height - margins.top - margins.bottom;
    Typesetter::with(|typesetter| {
        let mut layouter = Layouter { typesetter, tallest: whole, frames: Vec::new(), repeats: Vec::new() };
        let marks = banner(&mut layouter, &template.marks, inner)?;
        let running_head = running_head(&mut layouter, &template.running_head, inner)?;
        let footer_height = stack(footer(&mut layouter, &template.footer, LONGEST_NUMBER, inner)?).height;
        let marks = stack(marks);
        let running_head = stack(running_head);
        let room = whole - footer_height - marks.height - running_head.height;
        if room < whole * 0.5 {
            return Err(PaperError::TooLong {
                place: if footer_height > whole * 0.25 { "foot of the page" } else { "head of the page" },
            });
        }
        layouter.tallest = room;
        let pieces = layouter.blocks(template.blocks, inner)?;
        let mut foot = layouter.blocks(template.foot, inner)?;
        keep_together(&mut foot);
        let body = Body {
            left: margins.side,
            width: inner,
            first_top: margins.top + marks.height,
            next_top: margins.top + marks.height + running_head.height,
            bottom: height - margins.bottom - footer_height,
        };
        let Layouter { frames, repeats, .. } = layouter;
        let flow = Flow { pieces, foot, frames, repeats, strike: template.strike };
        let placed = paginate(flow, body);
        let count = placed.len();
        let mut layouter = Layouter { typesetter, tallest: whole, frames: Vec::new(), repeats: Vec::new() };
        let mut pages = Vec::with_capacity(count);
        for (index, flowing) in placed.into_iter().enumerate() {
            let at =
                |items: Vec<Item>, top: f32| items.into_iter().map(move |item| item.moved(margins.side, top));
            let mut items: Vec<Item> = at(marks.items.clone(), margins.top).collect();
            if index > 0 {
                items.extend(at(running_head.items.clone(), margins.top + marks.height));
            }
            items.extend(flowing);
            let number = format!("Page {} of {count}", index + 1);
            let footer = stack(footer(&mut layouter, &template.footer, &number, inner)?);
            items.extend(at(footer.items, height - margins.bottom - footer.height));
            pages.push(Page { items });
        }
        Ok(Pages { width, height, pages })
    })
}

/// Pieces as one, from the top.
fn stack(pieces: Vec<Piece>) -> Piece {
    let mut all = Piece::default();
    for piece in pieces {
        all.height += piece.before;
        let top = all.height;
        all.items.extend(piece.items.into_iter().map(|item| item.moved(0.0, top)));
        all.height += piece.height;
    }
    all
}

/// The marks in a box of their own: the first thing the eye meets.
fn banner(
    layouter: &mut Layouter<'_>,
    marks: &[(String, Style)],
    width: f32,
) -> Result<Vec<Piece>, PaperError> {
    let mut pieces = Vec::new();
    for (words, style) in marks {
        let padding = mm(1.2);
        let text = Text::new(Role::Mark, *style, Rich::new(words)).align(Align::Center);
        let mut box_piece = stack(layouter.label(&text, width - 2.0 * padding)?);
        for item in &mut box_piece.items {
            *item = item.clone().moved(padding, padding);
        }
        let height = box_piece.height + 2.0 * padding;
        let points = vec![(0.0, 0.0), (width, 0.0), (width, height), (0.0, height), (0.0, 0.0)];
        let color = if style.color == BANNER.color { DANGER } else { INK };
        let mark = Mark::Stroke { points, width: 0.9, color, dash: None };
        box_piece.items.insert(0, Item { role: Role::Mark, x: 0.0, y: 0.0, mark });
        box_piece.height = height + mm(2.5);
        pieces.push(box_piece);
    }
    Ok(pieces)
}

fn running_head(
    layouter: &mut Layouter<'_>,
    head: &(String, String),
    width: f32,
) -> Result<Vec<Piece>, PaperError> {
    let (left, right) = head;
    let left = Text::new(Role::Letterhead, TITLE, Rich::new(left));
    let right = Text::new(Role::Title, SMALL, Rich::new(right)).align(Align::Right);
    let table = Table {
        columns: vec![Column::Fit(1.0), Column::Fit(0.0)],
        rows: vec![Row { at_bottom: true, ..Row::new(vec![Cell::text(left), Cell::text(right)]) }],
        gap: mm(6.0),
        ..Table::default()
    };
    let rule = Block::Rule { before: mm(1.2), width: 0.8, color: INK, dash: None };
    layouter.blocks(vec![Block::Table(table), rule, Block::Space(mm(3.0))], width)
}

fn footer(
    layouter: &mut Layouter<'_>,
    lines: &[String],
    number: &str,
    width: f32,
) -> Result<Vec<Piece>, PaperError> {
    let lines = lines.iter().filter(|line| !line.is_empty());
    let left = lines.map(|line| Text::new(Role::Footer, FOOTER, Rich::new(line)).into()).collect();
    let number = Text::new(Role::Footer, FOOTER, Rich::new(number)).align(Align::Right);
    let table = Table {
        before: mm(1.5),
        columns: vec![Column::Fit(1.0), Column::Fit(0.0)],
        rows: vec![Row::new(vec![Cell::new(left), Cell::text(number)])],
        gap: mm(6.0),
        ..Table::default()
    };
    let rule = Block::Rule { before: mm(2.0), width: 0.5, color: RULE, dash: None };
    layouter.blocks(vec![rule, Block::Table(table)], width)
}
