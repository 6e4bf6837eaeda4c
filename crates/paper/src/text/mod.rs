//! Text before it has a place on a page: faces, spans with emphasis, shaping and line breaking.

mod faces;
mod rich;
mod typesetter;

pub(crate) use faces::FaceId;
pub(crate) use rich::{Rich, field, together};
pub(crate) use typesetter::{Align, Direction, Glyph, Line, Run, Shaped, Typesetter};
