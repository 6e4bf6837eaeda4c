//! From blocks to positioned items: a vertical flow, small on purpose.
//!
//! `block` is what a builder writes, `piece` is the smallest stretch that is never split, `paginate` places pieces
//! on pages, `page` adds what stands on every page. Deliberately absent: floats, columns of running text,
//! footnotes, hyphenation. No document of a practice needs them.

mod bar_code;
mod block;
mod chart;
mod lay;
mod page;
mod paginate;
mod piece;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use block::{Block, Cell, Column, Row, Table, Text};
pub(crate) use page::{Page, PageTemplate, Pages, compose};
pub(crate) use piece::{Item, Mark};
pub use piece::{Role, TextLine};
