//! Salvage: every entry that can still be read from a damaged file goes into a new practice, and the gaps are
//! listed.
//!
//! SQLite gives up at the first page it cannot follow, so its trees are not followed here: each page is
//! authenticated and decrypted by itself, wherever it stands, and the rows on it are taken. Page 1 and the
//! indexes may be gone. What is found is what was written, because every page is authenticated; signatures
//! still hold. Deliberately not salvaged: drafts, settings, and whatever can be built from entries.

mod pages;
mod rebuilding;
mod rows;

pub use rebuilding::SalvageReport;
