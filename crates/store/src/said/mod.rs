//! Full text: where in all charts something was said.
//!
//! Two tables. `said` is an FTS5 index without content over the folded words of every record as it is read now: it
//! knows which record says a word, not where in it, since the record itself is read for every hit. A row's number is
//! the place in the ledger of the entry that began the record, so newest first is the order of the index, and no table
//! is needed to get from a row to its record. `said_words` holds every word that was ever said; beginnings and slips are
//! looked up there, so that the index is only asked for whole words (and for beginnings of two and three letters).
//!
//! Only folded words get into the index and into its queries, each quoted, so what is typed is never its language.
//! Deliberately not here: what was entered in error or replaced (it holds no more; a chart's own search shows it struck
//! through), who the patient is (`search`), and the text of the hit (the chart's, so that the index need not keep it).

mod find;
mod sought;
#[cfg(test)]
mod tests;
mod words;

pub use find::SaidHit;
pub use sought::{Mark, Sought};

pub(crate) use find::find;
pub(crate) use words::words;

use crate::error::Result;
use chart::{Chart, Entry, RecordId};
use rusqlite::{Connection, params};
use std::collections::HashSet;

/// The word that keeps one thing apart from the next in the index; the dot belongs to numbers.
pub(crate) const SCHEMA: &str = r#"
CREATE VIRTUAL TABLE said USING fts5(
    words, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = "ascii tokenchars '.'"
);
CREATE TABLE said_words (
    word TEXT NOT NULL PRIMARY KEY -- folded; every word of every entry, also of those that hold no more
) STRICT, WITHOUT ROWID;
"#;

/// The index tidies itself in steps of its own choosing: one save in sixteen waited for sixteen others, one in some
/// hundreds for half the index. It is told not to, and [`settle`] does its share in every write.
pub(crate) const NO_MERGES_OF_ITS_OWN: &str = "
INSERT INTO said (said, rank) VALUES ('automerge', 0);
INSERT INTO said (said, rank) VALUES ('crisismerge', 1999);
";

/// Pages of the index that are merged for each entry that was written. What an entry says fills about a quarter of a
/// page, and moves through a level more each time there is four times as much of it: some ten levels in a practice of a
/// million visits. Half as much again as that takes, and a millisecond or two of a save.
const PAGES_AN_ENTRY: i64 = 4;

/// Merges a little of the index, as much as so many entries owe, so that nobody ever waits for much.
pub(crate) fn settle(connection: &Connection, entries: u64) -> Result<()> {
    let pages = PAGES_AN_ENTRY.saturating_mul(i64::try_from(entries).unwrap_or(i64::MAX));
    connection
        .prepare_cached("INSERT INTO said (said, rank) VALUES ('merge', ?1)")?
        .execute([pages.min(i64::from(i32::MAX))])?;
    Ok(())
}

/// After everything was built anew at once: one part, as if every entry had paid its share.
pub(crate) const WHOLE: &str = "INSERT INTO said (said) VALUES ('optimize')";

/// Takes out everything, to be built anew.
pub(crate) const EMPTY: &str = "INSERT INTO said (said) VALUES ('delete-all'); DELETE FROM said_words;";

/// Notes the words of one entry. What was said once stays a word.
pub(crate) fn note_words(connection: &Connection, entry: &Entry, known: &mut HashSet<String>) -> Result<()> {
    let mut add =
        connection.prepare_cached("INSERT INTO said_words (word) VALUES (?1) ON CONFLICT DO NOTHING")?;
    for line in entry.body.said.words(entry.effective_at.date_naive()) {
        for word in words(&line) {
            if !known.contains(&word) {
                add.execute([&word])?;
                known.insert(word);
            }
        }
    }
    Ok(())
}

/// Writes what a record says now in place of what it said before.
pub(crate) fn write(
    connection: &Connection,
    record: RecordId,
    entries: &[Entry],
    chart: &Chart,
) -> Result<()> {
    let place: i64 = connection
        .prepare_cached("SELECT min(seq) FROM ledger WHERE record = ?1")?
        .query_row([record.0.as_bytes()], |row| row.get(0))?;
    if entries.len() > 1 {
        connection.prepare_cached("DELETE FROM said WHERE rowid = ?1")?.execute([place])?;
    }
    let mut distinct: Vec<String> = chart.words().iter().flat_map(|line| words(line)).collect();
    distinct.sort_unstable();
    distinct.dedup();
    if !distinct.is_empty() {
        connection
            .prepare_cached("INSERT INTO said (rowid, words) VALUES (?1, ?2)")?
            .execute(params![place, distinct.join(" ")])?;
    }
    Ok(())
}

/// One number over everything that can be found: each word with the places that say it.
pub(crate) fn fingerprint(connection: &Connection, mut hash: impl FnMut(&[u8])) -> Result<()> {
    let mut every = connection.prepare_cached("SELECT word FROM said_words ORDER BY word")?;
    let mut places =
        connection.prepare_cached("SELECT rowid FROM said WHERE said MATCH ?1 ORDER BY rowid")?;
    let mut rows = every.query([])?;
    while let Some(row) = rows.next()? {
        let word: String = row.get(0)?;
        hash(word.as_bytes());
        let mut found = places.query([sought::quoted(&word)])?;
        while let Some(place) = found.next()? {
            hash(&place.get::<_, i64>(0)?.to_le_bytes());
        }
    }
    let count: i64 = connection.query_row("SELECT count(*) FROM said", [], |row| row.get(0))?;
    hash(&count.to_le_bytes());
    Ok(())
}
