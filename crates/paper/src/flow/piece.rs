//! The smallest stretch of a page that is never split, and the marks it makes.

use crate::look::Color;
use crate::picture::Picture;
use crate::text::Line;

/// What a mark on the page is for. In text dumps, in errors, and later in the tag tree for screen readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Practice or prescriber at the top.
    Letterhead,
    /// DRAFT, COPY, REPRINT.
    Mark,
    /// The kind of document and its date.
    Title,
    /// The patient box.
    Patient,
    /// The allergy line.
    Allergies,
    /// A section heading.
    Heading,
    /// Running text.
    Body,
    /// The head of a table.
    TableHead,
    /// A cell of a table.
    Cell,
    /// A label in a chart.
    Chart,
    /// A code and the words beside it.
    Code,
    /// The signature.
    Signature,
    /// The foot of the page.
    Footer,
}

impl Role {
    /// How an error names this part of the page.
    pub(crate) fn place(self) -> &'static str {
        match self {
            Role::Letterhead => "the letterhead",
            Role::Mark => "the mark at the top",
            Role::Title => "the title",
            Role::Patient => "the patient's details",
            Role::Allergies => "the allergies",
            Role::Heading => "a heading",
            Role::Body => "the text",
            Role::TableHead => "the head of a table",
            Role::Cell => "a table",
            Role::Chart => "the chart",
            Role::Code => "the words beside the code",
            Role::Signature => "the signature",
            Role::Footer => "the foot of the page",
        }
    }
}

/// One line of text on a page, for tests and for search: what, and where its base line starts.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// Counted from 1.
    pub page: usize,
    /// What it is for.
    pub role: Role,
    /// Points from the left edge of the sheet.
    pub x: f32,
    /// Points from the top edge of the sheet to the base line.
    pub y: f32,
    /// As a reader would type it.
    pub text: String,
}

/// A mark and where it stands: `y` runs downwards from the top of the piece, later of the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub(crate) role: Role,
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) mark: Mark,
    /// Where it stands in what a screen reader reads.
    pub(crate) place: Place,
}

/// Where a mark stands in the structure of a document. Numbers are unique in the document; 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The paragraph.
    pub(crate) paragraph: u32,
    /// The table, its row and its cell.
    pub(crate) table: u32,
    pub(crate) row: u32,
    pub(crate) cell: u32,
    /// How many columns the cell covers.
    pub(crate) span: u32,
    /// The cell is a head.
    pub(crate) head: bool,
    /// Repeated on every page: not read again.
    pub(crate) repeated: bool,
}

impl Place {
    /// In a document whose numbers go up to `last` already; none stays none.
    pub(crate) fn after(self, last: u32) -> Place {
        let after = |number: u32| if number == 0 { 0 } else { number + last };
        Place {
            paragraph: after(self.paragraph),
            table: after(self.table),
            row: after(self.row),
            cell: after(self.cell),
            ..self
        }
    }
}

/// What can be put on paper. Points in a mark are relative to its item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mark {
    /// Glyphs; the item's `y` is the base line.
    Text(Line),
    /// A line through points.
    Stroke { points: Vec<(f32, f32)>, width: f32, color: Color, dash: Option<[f32; 2]> },
    /// Filled polygons.
    Fill { rings: Vec<Vec<(f32, f32)>>, color: Color },
    /// A filled rectangle with round corners, downwards and rightwards from the item.
    Panel { width: f32, height: f32, radius: f32, color: Color },
    /// A picture, downwards and rightwards from the item.
    Picture { picture: Picture, width: f32, height: f32 },
    /// Nothing to see: the place that the bookmark of this number leads to.
    Anchor(usize),
    /// The number of the page of that place, to be written into a line this wide when the pages are known.
    PageOf(usize, f32),
}

impl Item {
    /// A straight level line.
    pub(crate) fn level(role: Role, x: f32, y: f32, length: f32, width: f32, color: Color) -> Item {
        let points = vec![(0.0, 0.0), (length, 0.0)];
        Item::new(role, x, y, Mark::Stroke { points, width, color, dash: None })
    }

    pub(crate) fn new(role: Role, x: f32, y: f32, mark: Mark) -> Item {
        Item { role, x, y, mark, place: Place::default() }
    }

    /// Turned over on a page this wide: what stood at the left stands at the right. Text and pictures keep their
    /// own faces, a chart its axis of time, and a code its order.
    pub(crate) fn turned_over(mut self, page: f32) -> Item {
        let flip = |points: &mut Vec<(f32, f32)>| points.iter_mut().for_each(|(x, _)| *x = -*x);
        if self.role == Role::Chart {
            return self;
        }
        match &mut self.mark {
            Mark::Text(line) => self.x = page - self.x - 2.0 * line.left - line.width,
            Mark::Panel { width, .. } | Mark::Picture { width, .. } => self.x = page - self.x - *width,
            Mark::Fill { rings, .. } if self.role == Role::Code => {
                let all = || rings.iter().flatten().map(|(x, _)| *x);
                let (left, right) = (all().fold(f32::INFINITY, f32::min), all().fold(0.0, f32::max));
                self.x = page - self.x - left.min(right) - right;
            }
            Mark::Stroke { points, .. } => {
                flip(points);
                self.x = page - self.x;
            }
            Mark::Fill { rings, .. } => {
                rings.iter_mut().for_each(flip);
                self.x = page - self.x;
            }
            Mark::Anchor(_) | Mark::PageOf(..) => {}
        }
        self
    }

    pub(crate) fn moved(mut self, x: f32, y: f32) -> Item {
        self.x += x;
        self.y += y;
        self
    }

    /// Left, top, right and bottom of what the item covers; glyphs by their line box.
    #[cfg(test)]
    pub(crate) fn bounds(&self) -> (f32, f32, f32, f32) {
        let around = |points: &mut dyn Iterator<Item = &(f32, f32)>| {
            let start = (f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY);
            points.fold(start, |b, (x, y)| (b.0.min(*x), b.1.min(*y), b.2.max(*x), b.3.max(*y)))
        };
        let (left, top, right, bottom) = match &self.mark {
            Mark::Text(line) => {
                (line.left, -line.baseline, line.left + line.width, line.height - line.baseline)
            }
            Mark::Stroke { points, .. } => around(&mut points.iter()),
            Mark::Fill { rings, .. } => around(&mut rings.iter().flatten()),
            Mark::Panel { width, height, .. } | Mark::Picture { width, height, .. } => {
                (0.0, 0.0, *width, *height)
            }
            Mark::Anchor(_) | Mark::PageOf(..) => (0.0, 0.0, 0.0, 0.0),
        };
        (self.x + left, self.y + top, self.x + right, self.y + bottom)
    }
}

/// A stretch that is never split: a line of a paragraph, a row of a table, a drawing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Piece {
    /// Distance to what stands above; dropped at the top of a page.
    pub(crate) before: f32,
    pub(crate) height: f32,
    /// Must stand on the same page as the next piece.
    pub(crate) keep_with_next: bool,
    /// Begins a page.
    pub(crate) turn: bool,
    pub(crate) items: Vec<Item>,
    /// Backgrounds and bars this piece stands in, outermost first.
    pub(crate) frames: Vec<FrameId>,
    /// The table head to repeat when this piece comes first on a page.
    pub(crate) repeat: Option<RepeatId>,
}

/// Index into [`Frames`].
pub(crate) type FrameId = usize;
/// Index into the repeated table heads.
pub(crate) type RepeatId = usize;

/// What is drawn around the pieces of one block, on each page they reach.
#[derive(Clone, Debug)]
pub(crate) enum Frame {
    /// A background.
    Panel { x: f32, width: f32, radius: f32, color: Color },
    /// A line down the left side.
    Bar { x: f32, width: f32, color: Color },
}

impl Frame {
    pub(crate) fn item(&self, top: f32, bottom: f32) -> Item {
        match *self {
            Frame::Panel { x, width, radius, color } => {
                let mark = Mark::Panel { width, height: bottom - top, radius, color };
                Item::new(Role::Body, x, top, mark)
            }
            Frame::Bar { x, width, color } => {
                let mark =
                    Mark::Stroke { points: vec![(0.0, 0.0), (0.0, bottom - top)], width, color, dash: None };
                Item::new(Role::Body, x, top, mark)
            }
        }
    }
}
