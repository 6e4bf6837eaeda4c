//! The packed file: the tree as lines of text, deflated. Same rows, same bytes.
//!
//! Each line starts with a letter: `v` version of this format, `e` edition, `a` as-of date, `7` one set of seventh
//! characters; then `c` chapter, `b` block, `d` category or code, and below a row `+` an inclusion, `-` an
//! excludes-1 note. A code line is code, description and the number of its set, with tabs between.

use super::tree::{Classification, Level, Row};
use crate::Fault;
use arcstr::ArcStr;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{Read, Write as _};
use std::sync::Arc;

const VERSION: &str = "paperchart diagnoses 1";

/// More than this unpacked is no diagnoses file. The 2026 edition has 5 MB.
const LARGEST: u64 = 64 * 1024 * 1024;

impl Classification {
    /// The packed file of this classification.
    ///
    /// # Errors
    /// [`Fault::Unpacking`] when the bytes cannot be written.
    pub fn packed(&self) -> Result<Vec<u8>, Fault> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(self.lines().as_bytes())?;
        Ok(encoder.finish()?)
    }

    fn lines(&self) -> String {
        let mut sets: Vec<&[(char, String)]> = Vec::new();
        let mut body = String::new();
        for row in &self.rows {
            let letter = match row.level {
                Level::Chapter => 'c',
                Level::Block => 'b',
                Level::Category => 'd',
            };
            body.extend([letter.to_string().as_str(), row.code.as_str(), "\t", row.description.as_str()]);
            if !row.episodes.is_empty() {
                let set = sets.iter().position(|set| *set == &*row.episodes).unwrap_or_else(|| {
                    sets.push(&row.episodes);
                    sets.len() - 1
                });
                body.extend(["\t", set.to_string().as_str()]);
            }
            body.push('\n');
            for (sign, notes) in [("+", row.inclusions()), ("-", row.excludes1())] {
                for note in notes {
                    body.extend([sign, note.as_str(), "\n"]);
                }
            }
        }
        let mut text = format!("v{VERSION}\ne{}\na{}\n", self.edition, self.as_of);
        for set in sets {
            let said: Vec<String> = set.iter().map(|(letter, said)| format!("{letter}{said}")).collect();
            text.extend(["7", said.join("\t").as_str(), "\n"]);
        }
        text.push_str(&body);
        text
    }

    /// Reads a packed file.
    ///
    /// # Errors
    /// [`Fault`] when it is damaged or of another version.
    pub fn unpack(bytes: &[u8]) -> Result<Self, Fault> {
        let mut text = String::new();
        DeflateDecoder::new(bytes).take(LARGEST).read_to_string(&mut text)?;
        let text = ArcStr::from(text);
        let mut lines = text.lines();
        if lines.next().and_then(|line| line.strip_prefix('v')) != Some(VERSION) {
            return Err(Fault::Damaged("it is of another version"));
        }
        let (mut edition, mut as_of) = (String::new(), String::new());
        let mut sets: Vec<Arc<[(char, String)]>> = Vec::new();
        let mut rows: Vec<Row> = Vec::with_capacity(50_000);
        // The rows above the next one: chapter, block, category, and so on down.
        let mut above: Vec<u32> = Vec::new();
        for line in lines {
            let (letter, rest) = line.split_at_checked(1).ok_or(Fault::Damaged("an empty line"))?;
            match letter {
                "e" => rest.clone_into(&mut edition),
                "a" => rest.clone_into(&mut as_of),
                "7" => sets.push(rest.split('\t').filter_map(episode).collect()),
                "c" => push(&mut rows, &mut above, Level::Chapter, (&text, rest), &sets)?,
                "b" => push(&mut rows, &mut above, Level::Block, (&text, rest), &sets)?,
                "d" => push(&mut rows, &mut above, Level::Category, (&text, rest), &sets)?,
                "+" | "-" => {
                    let row = rows.last_mut().ok_or(Fault::Damaged("a note before the first row"))?;
                    let notes = row.notes.get_or_insert_default();
                    let notes = if letter == "+" { &mut notes.inclusions } else { &mut notes.excludes1 };
                    notes.push(text.substr_from(rest));
                }
                _ => return Err(Fault::Damaged("a line of an unknown kind")),
            }
        }
        if rows.is_empty() {
            return Err(Fault::Damaged("it has no rows"));
        }
        Ok(Self::of(edition, as_of, rows))
    }
}

fn episode(said: &str) -> Option<(char, String)> {
    let letter = said.chars().next()?;
    Some((letter, said[letter.len_utf8()..].to_owned()))
}

fn push(
    rows: &mut Vec<Row>,
    above: &mut Vec<u32>,
    level: Level,
    (text, line): (&ArcStr, &str),
    sets: &[Arc<[(char, String)]>],
) -> Result<(), Fault> {
    let mut columns = line.split('\t');
    let (Some(code), Some(description)) = (columns.next(), columns.next()) else {
        return Err(Fault::Damaged("a row without a description"));
    };
    let episodes = match columns.next() {
        Some(set) => {
            let set = set.parse::<usize>().map_err(|_| Fault::Damaged("a set that is no number"))?;
            sets.get(set).ok_or(Fault::Damaged("a set that is not there"))?.clone()
        }
        None => Arc::default(),
    };
    let stands_above = |upper: &Row| match level {
        Level::Chapter => false,
        Level::Block => upper.level == Level::Chapter,
        Level::Category => upper.level != Level::Category || code.starts_with(upper.code.as_str()),
    };
    while above.last().is_some_and(|at| !stands_above(&rows[*at as usize])) {
        above.pop();
    }
    let parent = above.last().copied();
    if let Some(parent) = parent {
        rows[parent as usize].leaf = false;
    }
    above.push(u32::try_from(rows.len()).map_err(|_| Fault::Damaged("it has too many rows"))?);
    rows.push(Row {
        level,
        code: text.substr_from(code),
        description: text.substr_from(description),
        parent,
        leaf: true,
        episodes,
        notes: None,
    });
    Ok(())
}
