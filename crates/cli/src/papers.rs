//! The papers and sheets that can be named on the terminal: those of the boundary, with its words.

use api::prints::{Document, Sheet};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// A word for each, as `--help` lists them.
fn words<T: Copy + Send + Sync>(
    all: &'static [T],
    word: fn(T) -> &'static str,
    about: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let possible = all.iter().map(move |one| PossibleValue::new(word(*one)).help(about(*one)));
    PossibleValuesParser::new(possible)
        .try_map(move |said| all.iter().copied().find(|one| word(*one) == said).ok_or("there is no such one"))
}

/// Which document.
pub(crate) fn documents() -> impl TypedValueParser<Value = Document> {
    words(Document::ALL, Document::word, Document::about)
}

/// Which paper.
pub(crate) fn sheets() -> impl TypedValueParser<Value = Sheet> {
    words(Sheet::ALL, Sheet::word, Sheet::about)
}
