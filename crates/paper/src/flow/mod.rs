//! From blocks to positioned items: a vertical flow, small on purpose.
//!
//! `block` is what a builder writes, `piece` is the smallest stretch that is never split, `paginate` places pieces
//! on pages, `page` adds what stands on every page. Deliberately absent: floats, columns of running text,
//! footnotes, hyphenation. No document of a practice needs them.

mod bar_code;
mod block;
mod canvas;
mod chart;
mod code_128;
mod growth;
mod lay;
mod long;
mod page;
mod paginate;
mod piece;
mod ruler;
mod table;
#[cfg(test)]
mod tests;
mod trend;

pub(crate) use block::{Block, Cell, Column, Row, Table, Text};
pub(crate) use growth::scale_in_words;
pub(crate) use page::{Bookmark, Page, PageTemplate, Pages, compose, inner_width, side_by_side};
pub(crate) use piece::{Item, Mark, Place};
pub use piece::{Role, TextLine};
