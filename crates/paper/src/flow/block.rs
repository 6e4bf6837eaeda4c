//! What a builder writes: blocks, from top to bottom.

use crate::documents::chart_document::BarCode;
use crate::documents::drawings::{GrowthChart, Trend};
use crate::documents::parts::QrCode;
use crate::documents::visit_summary::BloodPressureTrend;
use crate::flow::Role;
use crate::look::{BODY, Color, Style};
use crate::picture::Picture;
use crate::text::{Align, Direction, Rich};

/// One block of a document.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    /// A paragraph, with at least two lines on either side of a page break.
    Text(Text),
    /// A section heading, kept with what follows.
    Heading(String),
    /// A table; its head repeats on each page and its rows are split only when a page cannot hold one.
    Table(Table),
    /// A level line across the width.
    Rule { before: f32, width: f32, color: Color, dash: Option<[f32; 2]> },
    /// Blocks on a coloured ground.
    Panel { before: f32, padding: (f32, f32), radius: f32, color: Color, blocks: Vec<Block> },
    /// Blocks behind a line down their left side.
    Bar { before: f32, indent: f32, width: f32, color: Color, blocks: Vec<Block> },
    /// Blocks that stand on one page when a page can hold them.
    Together(Vec<Block>),
    /// Empty space.
    Space(f32),
    /// The blood pressure over time.
    BloodPressure(BloodPressureTrend),
    /// A QR code with sides of this many points.
    Code(QrCode, f32),
    /// A bar code (Code 128) with its characters beneath.
    Bars(BarCode),
    /// A picture, this wide and high in points.
    Picture(Picture, f32, f32),
    /// Numbers over time.
    Trend(Trend),
    /// A child's measurements among the curves of its age.
    Growth(GrowthChart),
    /// A ruler, marks in the corners: what shows how a printer sets a page off.
    Ruler,
    /// What follows begins a page.
    NewPage,
    /// A place that the bookmarks and the contents name, by its number among the template's bookmarks.
    Anchor(usize),
    /// The number of the page on which that place is, at the end of the line.
    PageOf(usize),
}

/// A paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) rich: Rich,
    pub(crate) style: Style,
    pub(crate) align: Align,
    pub(crate) direction: Direction,
    pub(crate) role: Role,
    pub(crate) before: f32,
    pub(crate) keep_with_next: bool,
}

impl Text {
    pub(crate) fn new(role: Role, style: Style, rich: Rich) -> Text {
        let align = Align::Start;
        Text { rich, style, align, direction: Direction::Page, role, before: 0.0, keep_with_next: false }
    }

    /// A text that stands alone and may run from right to left.
    pub(crate) fn free(role: Role, text: &str) -> Text {
        Text { direction: Direction::Auto, ..Text::new(role, BODY, Rich::new(text)) }
    }

    pub(crate) fn before(self, before: f32) -> Text {
        Text { before, ..self }
    }

    pub(crate) fn align(self, align: Align) -> Text {
        Text { align, ..self }
    }

    pub(crate) fn keep(self) -> Text {
        Text { keep_with_next: true, ..self }
    }
}

impl From<Text> for Block {
    fn from(text: Text) -> Block {
        Block::Text(text)
    }
}

/// A table, or with neither head nor rules a way to put things side by side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) before: f32,
    pub(crate) columns: Vec<Column>,
    /// Empty for a table without a head.
    pub(crate) head: Vec<Cell>,
    pub(crate) rows: Vec<Row>,
    /// Thickness and colour of the line beneath each row.
    pub(crate) rule: Option<(f32, Color)>,
    /// Above and below the text of a row.
    pub(crate) padding: f32,
    /// Between two columns.
    pub(crate) gap: f32,
}

/// How a column takes its share of the width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Column {
    /// As wide as its content; space that is left over goes to the columns in proportion to this number.
    Fit(f32),
    /// As wide as its content without breaking a line, up to nearly half of the whole width.
    Whole,
    /// A part of the whole width, from 0 to 1; more where a word needs it.
    Part(f32),
}

/// One row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    /// Cells stand at the bottom of the row instead of its top.
    pub(crate) at_bottom: bool,
    /// Must stand on the same page as the next row.
    pub(crate) keep_with_next: bool,
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    pub(crate) blocks: Vec<Block>,
    /// How many columns it covers, at least 1.
    pub(crate) span: usize,
}

impl Cell {
    pub(crate) fn new(blocks: Vec<Block>) -> Cell {
        Cell { blocks, span: 1 }
    }

    pub(crate) fn text(text: Text) -> Cell {
        Cell::new(if text.rich.is_empty() { Vec::new() } else { vec![text.into()] })
    }

    pub(crate) fn spanning(self, span: usize) -> Cell {
        Cell { span, ..self }
    }
}

impl Row {
    pub(crate) fn new(cells: Vec<Cell>) -> Row {
        Row { cells, ..Row::default() }
    }
}
