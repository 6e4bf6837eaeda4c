//! The calibration page's drawing: a cross 20 mm from each edge that can be, and rulers to measure with.

use crate::error::PaperError;
use crate::flow::Role;
use crate::flow::canvas::{Anchor, Canvas};
use crate::flow::lay::Layouter;
use crate::flow::piece::Piece;
use crate::look::{CHART_LABEL, INK, PALE, mm};

/// How long the rulers are, in millimetres.
const LENGTH: u16 = 100;

pub(crate) fn lay(layouter: &mut Layouter<'_>, width: f32) -> Result<Vec<Piece>, PaperError> {
    let mut canvas = Canvas::new(layouter, Role::Chart);
    let length = LENGTH.min((width / mm(1.0)) as u16 / 10 * 10 - 10);
    let (left, top) = (mm(10.0), mm(8.0));
    for step in 0..=length {
        let at = mm(f32::from(step));
        let tick = match step % 10 {
            0 => mm(4.0),
            5 => mm(3.0),
            _ => mm(1.8),
        };
        canvas.line(vec![(left + at, top), (left + at, top + tick)], 0.4, INK, None);
        canvas.line(vec![(left, top + at), (left + tick, top + at)], 0.4, INK, None);
        if step % 10 == 0 && step > 0 {
            let words = step.to_string();
            canvas.label(&words, CHART_LABEL, Anchor::Middle, (left + at, top - mm(2.0)))?;
            canvas.label(&words, CHART_LABEL, Anchor::Right, (left - mm(1.5), top + at))?;
        }
    }
    let end = mm(f32::from(length));
    canvas.line(vec![(left, top), (left + end, top)], 0.6, INK, None);
    canvas.line(vec![(left, top), (left, top + end)], 0.6, INK, None);
    for side in [20.0, 50.0] {
        let (x, y, side) = (left + mm(10.0), top + mm(10.0), mm(side));
        let ring = vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)];
        canvas.line(ring, 0.6, PALE, None);
    }
    Ok(vec![canvas.piece(mm(4.0), top + end + mm(4.0))])
}
