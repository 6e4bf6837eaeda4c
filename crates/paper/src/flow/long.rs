//! A long document is laid out by several cores: its blocks are cut into stretches, each is laid out by itself, and the
//! pieces are joined as if one had laid out all of them.

use crate::cores::share;
use crate::error::PaperError;
use crate::flow::block::Block;
use crate::flow::lay::Layouter;
use crate::flow::piece::{Frame, Piece};
use crate::text::Typesetter;

/// How many blocks are one stretch, a page or two; and of how many on a document is long.
const STRETCH: usize = 24;
pub(crate) const LONG: usize = 8 * STRETCH;

/// A stretch by itself: its numbers begin at the beginning.
struct Laid {
    pieces: Vec<Piece>,
    frames: Vec<Frame>,
    repeats: Vec<Vec<Piece>>,
    numbered: u32,
}

/// All blocks of a document, one beneath the other.
pub(crate) fn lay(
    layouter: &mut Layouter<'_>,
    blocks: Vec<Block>,
    width: f32,
) -> Result<Vec<Piece>, PaperError> {
    if blocks.len() < LONG {
        return layouter.blocks(blocks, width);
    }
    let (tallest, locale) = (layouter.tallest, layouter.locale);
    let mut blocks = blocks.into_iter();
    let stretches: Vec<Vec<Block>> = std::iter::from_fn(|| {
        Some(blocks.by_ref().take(STRETCH).collect()).filter(|one: &Vec<_>| !one.is_empty())
    })
    .collect();
    let one = |typesetter: &mut Typesetter, blocks| {
        let mut alone = Layouter::new(typesetter, tallest, locale);
        let pieces = alone.blocks(blocks, width)?;
        let Layouter { frames, repeats, numbered, .. } = alone;
        Ok(Laid { pieces, frames, repeats, numbered })
    };
    let laid = share(layouter.typesetter, Typesetter::new, stretches, one);
    let mut pieces = Vec::new();
    for stretch in laid {
        pieces.append(&mut join(layouter, stretch?));
    }
    Ok(pieces)
}

/// The pieces of a stretch, numbered after all that was laid out before it.
fn join(layouter: &mut Layouter<'_>, stretch: Laid) -> Vec<Piece> {
    let Laid { mut pieces, mut frames, mut repeats, numbered } = stretch;
    let (before, first_frame, first_repeat) =
        (layouter.numbered, layouter.frames.len(), layouter.repeats.len());
    for piece in pieces.iter_mut().chain(repeats.iter_mut().flatten()) {
        piece.frames.iter_mut().for_each(|frame| *frame += first_frame);
        piece.repeat = piece.repeat.map(|repeat| repeat + first_repeat);
        piece.items.iter_mut().for_each(|item| item.place = item.place.after(before));
    }
    layouter.frames.append(&mut frames);
    layouter.repeats.append(&mut repeats);
    layouter.numbered += numbered;
    pieces
}
