//! What the drawings share: a place for marks, and labels set beside them.

use crate::error::PaperError;
use crate::flow::Role;
use crate::flow::block::Text;
use crate::flow::lay::Layouter;
use crate::flow::piece::{Item, Mark, Piece};
use crate::look::{Color, Style};
use crate::text::Rich;

/// A drawing in the making. Its marks are one figure for a screen reader.
pub(crate) struct Canvas<'a, 'b> {
    layouter: &'a mut Layouter<'b>,
    items: Vec<Item>,
    role: Role,
}

/// Which part of a label stands at the point given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Left,
    Middle,
    Right,
}

impl<'a, 'b> Canvas<'a, 'b> {
    pub(crate) fn new(layouter: &'a mut Layouter<'b>, role: Role) -> Canvas<'a, 'b> {
        Canvas { layouter, items: Vec::new(), role }
    }

    /// The finished drawing, as one piece.
    pub(crate) fn piece(self, before: f32, height: f32) -> Piece {
        Piece { before, height, items: self.items, ..Piece::default() }
    }

    pub(crate) fn mark(&mut self, x: f32, y: f32, mark: Mark) {
        self.items.push(Item::new(self.role, x, y, mark));
    }

    pub(crate) fn line(&mut self, points: Vec<(f32, f32)>, width: f32, color: Color, dash: Option<[f32; 2]>) {
        self.mark(0.0, 0.0, Mark::Stroke { points, width, color, dash });
    }

    pub(crate) fn panel(&mut self, x: f32, y: f32, width: f32, height: f32, color: Color) {
        self.mark(x, y, Mark::Panel { width, height, radius: 0.0, color });
    }

    /// A small diamond: a measurement.
    pub(crate) fn dot(&mut self, (x, y): (f32, f32), reach: f32, color: Color) {
        let ring = vec![(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)];
        self.mark(0.0, 0.0, Mark::Fill { rings: vec![ring], color });
    }

    /// One line of text with its middle height at `y`; tells how wide it is.
    pub(crate) fn label(
        &mut self,
        words: &str,
        style: Style,
        anchor: Anchor,
        (x, y): (f32, f32),
    ) -> Result<f32, PaperError> {
        let text = Text::new(self.role, style, Rich::new(words));
        let pieces = self.layouter.label(&text, f32::MAX / 4.0)?;
        let items: Vec<Item> = pieces.into_iter().flat_map(|piece| piece.items).collect();
        let mut width = 0.0;
        let mut left = 0.0;
        for item in &items {
            if let Mark::Text(line) = &item.mark {
                width = f32::max(width, line.width);
                left = line.left;
            }
        }
        let start = match anchor {
            Anchor::Left => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::Right => x - width,
        };
        let top = y - style.size * style.leading / 2.0;
        self.items.extend(items.into_iter().map(|item| item.moved(start - left, top)));
        Ok(width)
    }
}
