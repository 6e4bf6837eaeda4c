//! What stands on every page, and the pages themselves.

use crate::error::PaperError;
use crate::flow::block::{Block, Cell, Column, Row, Table, Text};
use crate::flow::lay::{Layouter, keep_together};
use crate::flow::long;
use crate::flow::paginate::{Body, Flow, paginate};
use crate::flow::piece::{Item, Mark, Piece, Place, Role, TextLine};
use crate::look::{BANNER, BODY, DANGER, FOOTER, INK, RULE, SMALL, Style, TITLE, mm};
use crate::text::{Align, Rich, Typesetter};
use crate::wording::filled;
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
    /// What the bookmarks say, by the number of their anchor.
    pub(crate) bookmarks: Vec<String>,
}

/// Finished pages.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pages {
    /// Points.
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) pages: Vec<Page>,
    /// Where the bookmarks lead.
    pub(crate) bookmarks: Vec<Bookmark>,
}

/// A bookmark of the file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bookmark {
    pub(crate) title: String,
    /// Counted from 0.
    pub(crate) page: usize,
    /// Points from the top of the page.
    pub(crate) y: f32,
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
    let margins = if setting.size.is_label() {
        Margins { top: mm(2.0), side: mm(2.0), bottom: mm(2.0) }
    } else if let Some((top, side)) = setting.margins {
        let tenths = |value: u16| mm(f32::from(value.clamp(50, 600)) / 10.0);
        Margins { top: tenths(top), side: tenths(side), bottom: mm(7.0) }
    } else if setting.size.is_small() {
        Margins { top: mm(11.0), side: mm(12.0), bottom: mm(7.0) }
    } else {
        Margins { top: mm(10.5), side: mm(16.0), bottom: mm(7.0) }
    };
    match setting.orientation {
        Orientation::Portrait => (width, height, margins),
        Orientation::Landscape => (height, width, margins),
    }
}

/// How wide the flow is.
pub(crate) fn inner_width(setting: &Setting) -> f32 {
    let (width, _, margins) = sheet(setting);
    width - 2.0 * margins.side
}

/// Lays a document out.
pub(crate) fn compose(template: PageTemplate, setting: &Setting) -> Result<Pages, PaperError> {
    let (width, height, margins) = sheet(setting);
    let inner = width - 2.0 * margins.side;
    let whole = height - margins.top - margins.bottom;
    let locale = setting.locale;
    let page_number = |page: &str, count: &str| {
        if setting.size.is_label() {
            String::new()
        } else {
            filled(locale, "page_of", &[("page", page), ("count", count)])
        }
    };
    Typesetter::with(|typesetter| {
        let mut layouter = Layouter::new(typesetter, whole, locale);
        let marks = banner(&mut layouter, &template.marks, inner)?;
        let running_head = running_head(&mut layouter, &template.running_head, inner)?;
        // As long as any that is printed, to measure the foot before the pages are counted.
        let longest = page_number("888", "888");
        let footer_height = stack(footer(&mut layouter, &template.footer, &longest, inner)?).height;
        let marks = stack(marks);
        let running_head = stack(running_head);
        let room = whole - footer_height - marks.height - running_head.height;
        if room < whole * 0.5 {
            return Err(PaperError::TooLong {
                place: if footer_height > whole * 0.25 { "foot of the page" } else { "head of the page" },
            });
        }
        layouter.tallest = room;
        let pieces = long::lay(&mut layouter, template.blocks, inner)?;
        let mut foot = layouter.blocks(template.foot, inner)?;
        keep_together(&mut foot);
        let body = Body {
            left: margins.side,
            width: inner,
            first_top: margins.top + marks.height,
            next_top: margins.top + marks.height + running_head.height,
            bottom: height - margins.bottom - footer_height,
        };
        let Layouter { frames, repeats, numbered, .. } = layouter;
        let flow = Flow { pieces, foot, frames, repeats, strike: template.strike };
        let placed = paginate(flow, body);
        let count = placed.len();
        let mut layouter = Layouter { numbered, ..Layouter::new(typesetter, whole, locale) };
        let bookmarks = bookmarks(&placed, &template.bookmarks);
        let count_words = count.to_string();
        let mut pages = Vec::with_capacity(count);
        for (index, flowing) in placed.into_iter().enumerate() {
            let at = |items: Vec<Item>, top: f32, repeated: bool| {
                items.into_iter().map(move |mut item| {
                    item.place.repeated = repeated;
                    item.moved(margins.side, top)
                })
            };
            let mut items: Vec<Item> = at(marks.items.clone(), margins.top, index > 0).collect();
            if index > 0 {
                items.extend(at(running_head.items.clone(), margins.top + marks.height, true));
            }
            for item in flowing {
                match item.mark {
                    Mark::PageOf(number, width) => {
                        let page = bookmarks.iter().find(|(anchor, _)| *anchor == number);
                        let words = page.map_or(String::new(), |(_, place)| (place.page + 1).to_string());
                        let text = Text::new(Role::Cell, BODY, Rich::new(&words)).align(Align::Right);
                        let set = stack(layouter.label(&text, width)?);
                        items.extend(set.items.into_iter().map(|mut set| {
                            let paragraph = set.place.paragraph;
                            set.place = Place { paragraph, ..item.place };
                            set.moved(item.x, item.y)
                        }));
                    }
                    Mark::Anchor(_) => {}
                    _ => items.push(item),
                }
            }
            let number = page_number(&(index + 1).to_string(), &count_words);
            let footer = stack(footer(&mut layouter, &template.footer, &number, inner)?);
            items.extend(at(footer.items, height - margins.bottom - footer.height, true));
            if locale.is_right_to_left() {
                items = items.into_iter().map(|item| item.turned_over(width)).collect();
            }
            // A printer that sets everything off is met halfway: the page is moved against it.
            let (right, down) = setting.shift;
            if (right, down) != (0, 0) {
                let (x, y) = (-mm(f32::from(right) / 10.0), -mm(f32::from(down) / 10.0));
                items = items.into_iter().map(|item| item.moved(x, y)).collect();
            }
            pages.push(Page { items });
        }
        let bookmarks = bookmarks.into_iter().map(|(_, bookmark)| bookmark).collect();
        Ok(Pages { width, height, pages, bookmarks })
    })
}

/// Two documents on one sheet, a dashed line between them to cut along. A page that the other does not have stays
/// empty beside it.
pub(crate) fn side_by_side(left: Pages, right: Pages) -> Pages {
    let half = left.width;
    let (width, height) = (half + right.width, left.height.max(right.height));
    // Numbers of paragraphs and tables are unique in a document, so the second begins where the first ends.
    let numbers = |item: &Item| {
        let Place { paragraph, table, row, cell, .. } = item.place;
        paragraph.max(table).max(row).max(cell)
    };
    let last = left.pages.iter().flat_map(|page| &page.items).map(numbers).max().unwrap_or_default();
    let mut pages = left.pages;
    pages.resize(pages.len().max(right.pages.len()), Page::default());
    for (page, beside) in pages.iter_mut().zip(right.pages) {
        page.items.extend(beside.items.into_iter().map(|mut item| {
            item.place = item.place.after(last);
            item.moved(half, 0.0)
        }));
    }
    for page in &mut pages {
        let points = vec![(0.0, 0.0), (0.0, height - 2.0 * mm(6.0))];
        let cut = Mark::Stroke { points, width: 0.4, color: RULE, dash: Some([3.0, 3.0]) };
        page.items.push(Item::new(Role::Footer, half, mm(6.0), cut));
    }
    Pages { width, height, pages, bookmarks: left.bookmarks }
}

/// Where each anchor came to stand.
fn bookmarks(pages: &[Vec<Item>], titles: &[String]) -> Vec<(usize, Bookmark)> {
    let mut found = Vec::new();
    for (page, items) in pages.iter().enumerate() {
        for item in items {
            if let Mark::Anchor(number) = item.mark
                && let Some(title) = titles.get(number)
            {
                found.push((number, Bookmark { title: title.clone(), page, y: item.y }));
            }
        }
    }
    found
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
        box_piece.items.insert(0, Item::new(Role::Mark, 0.0, 0.0, mark));
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
    if left.is_empty() && right.is_empty() {
        return Ok(Vec::new());
    }
    let left = Text::new(Role::Letterhead, TITLE, Rich::new(left));
    let right = Text::new(Role::Title, SMALL, Rich::new(right)).align(Align::Right);
    let table = Table {
        columns: vec![Column::Fit(1.0), Column::Whole],
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
    let lines: Vec<&String> = lines.iter().filter(|line| !line.is_empty()).collect();
    if lines.is_empty() && number.is_empty() {
        return Ok(Vec::new());
    }
    let lines = lines.into_iter();
    let left = lines.map(|line| Text::new(Role::Footer, FOOTER, Rich::new(line)).into()).collect();
    let number = Text::new(Role::Footer, FOOTER, Rich::new(number)).align(Align::Right);
    let table = Table {
        before: mm(1.5),
        columns: vec![Column::Fit(1.0), Column::Whole],
        rows: vec![Row::new(vec![Cell::new(left), Cell::text(number)])],
        gap: mm(6.0),
        ..Table::default()
    };
    let rule = Block::Rule { before: mm(2.0), width: 0.5, color: RULE, dash: None };
    layouter.blocks(vec![rule, Block::Table(table)], width)
}
