//! The packed file: the tree as lines of text, deflated. Same rows, same bytes.
//!
//! Each line starts with a letter: `v` version of this format, `e` edition, `a` as-of date, `7` one set of seventh
//! characters; then `c` chapter, `b` block, `d` category or code, and below a row `+` an inclusion, `-` an
//! excludes-1 note. A code line is code, description and the number of its set, with tabs between.

use super::tree::{Classification, Episodes, Level, Place};
use crate::Fault;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{Read, Write as _};

const VERSION: &str = "paperchart diagnoses 1";

/// More than this unpacked is no diagnoses file. The 2026 edition has 5 MB.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What the publisher says of one row, before it is lines of text.
pub(super) struct Entry {
    pub(super) level: Level,
    pub(super) code: String,
    pub(super) description: String,
    pub(super) episodes: Episodes,
    pub(super) inclusions: Vec<String>,
    pub(super) excludes1: Vec<String>,
}

/// A row's line: where it stands, its code, its description, the number of its set of seventh characters.
pub(super) struct Columns<'a> {
    pub(super) level: Level,
    pub(super) code: &'a str,
    pub(super) description: &'a str,
    pub(super) set: Option<&'a str>,
}

impl<'a> Columns<'a> {
    /// None when it is no line of a row.
    pub(super) fn of(line: &'a str) -> Option<Self> {
        let level = match line.as_bytes().first()? {
            b'c' => Level::Chapter,
            b'b' => Level::Block,
            b'd' => Level::Category,
            _ => return None,
        };
        let (code, said) = line[1..].split_once('\t')?;
        let (description, set) = said.split_once('\t').map_or((said, None), |(said, set)| (said, Some(set)));
        Some(Self { level, code, description, set })
    }
}

impl Classification {
    /// The packed file of this classification.
    ///
    /// # Errors
    /// [`Fault::Unpacking`] when the bytes cannot be written.
    pub fn packed(&self) -> Result<Vec<u8>, Fault> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(self.text.as_bytes())?;
        Ok(encoder.finish()?)
    }

    /// Reads a packed file.
    ///
    /// # Errors
    /// [`Fault`] when it is damaged or of another version.
    pub fn unpack(bytes: &[u8]) -> Result<Self, Fault> {
        let mut text = String::new();
        DeflateDecoder::new(bytes).take(LARGEST).read_to_string(&mut text)?;
        Self::read(text)
    }

    /// Finds the rows in the text of a file.
    ///
    /// # Errors
    /// [`Fault`] when it is damaged or of another version.
    pub(super) fn read(mut text: String) -> Result<Self, Fault> {
        // What was read grew by doubling; it is kept for as long as the program runs.
        text.shrink_to_fit();
        let (mut edition, mut as_of) = (String::new(), String::new());
        let mut sets: Vec<Episodes> = Vec::new();
        let mut places: Vec<Place> = Vec::with_capacity(50_000);
        // The rows above the next one, with what tells whether they are: chapter, block, category, and so on down.
        let mut above: Vec<(u32, Columns<'_>)> = Vec::new();
        let mut starts = 0;
        for line in text.split_inclusive('\n') {
            let here = starts;
            starts += line.len();
            let line = line.strip_suffix('\n').unwrap_or(line);
            let (letter, rest) = line.split_at_checked(1).ok_or(Fault::Damaged("an empty line"))?;
            match letter {
                "v" if here == 0 && rest == VERSION => {}
                _ if here == 0 => return Err(Fault::Damaged("it is of another version")),
                "e" => rest.clone_into(&mut edition),
                "a" => rest.clone_into(&mut as_of),
                "7" => sets.push(rest.split('\t').filter_map(episode).collect()),
                "c" | "b" | "d" => {
                    let row = Columns::of(line).ok_or(Fault::Damaged("a row without a description"))?;
                    if let Some(set) = row.set {
                        let set =
                            set.parse::<usize>().map_err(|_| Fault::Damaged("a set that is no number"))?;
                        sets.get(set).ok_or(Fault::Damaged("a set that is not there"))?;
                    }
                    while above.last().is_some_and(|(_, upper)| !stands_above(upper, &row)) {
                        above.pop();
                    }
                    let parent = above.last().map(|(at, _)| *at);
                    if let Some(place) = parent.and_then(|at| places.get_mut(at as usize)) {
                        place.leaf = false;
                    }
                    let number = |at: usize| u32::try_from(at).map_err(|_| Fault::Damaged("it is too large"));
                    above.push((number(places.len())?, row));
                    places.push(Place { starts: number(here)?, parent, leaf: true });
                }
                "+" | "-" if !places.is_empty() => {}
                "+" | "-" => return Err(Fault::Damaged("a note before the first row")),
                _ => return Err(Fault::Damaged("a line of an unknown kind")),
            }
        }
        if places.is_empty() {
            return Err(Fault::Damaged("it has no rows"));
        }
        Ok(Self::of(edition, as_of, text, places, sets))
    }
}

fn stands_above(upper: &Columns<'_>, row: &Columns<'_>) -> bool {
    match row.level {
        Level::Chapter => false,
        Level::Block => upper.level == Level::Chapter,
        Level::Category => upper.level != Level::Category || row.code.starts_with(upper.code),
    }
}

fn episode(said: &str) -> Option<(char, String)> {
    let letter = said.chars().next()?;
    Some((letter, said[letter.len_utf8()..].to_owned()))
}

/// The text of a file with these rows. No word of the publisher has a tab or a line of its own.
pub(super) fn text_of(edition: &str, as_of: &str, rows: &[Entry]) -> String {
    let mut sets: Vec<&Episodes> = Vec::new();
    let mut body = String::new();
    for row in rows {
        let letter = match row.level {
            Level::Chapter => "c",
            Level::Block => "b",
            Level::Category => "d",
        };
        body.extend([letter, row.code.as_str(), "\t", row.description.as_str()]);
        if !row.episodes.is_empty() {
            let set = sets.iter().position(|set| **set == row.episodes).unwrap_or_else(|| {
                sets.push(&row.episodes);
                sets.len() - 1
            });
            body.extend(["\t", set.to_string().as_str()]);
        }
        body.push('\n');
        for (sign, notes) in [("+", &row.inclusions), ("-", &row.excludes1)] {
            for note in notes {
                body.extend([sign, note.as_str(), "\n"]);
            }
        }
    }
    let mut text = format!("v{VERSION}\ne{edition}\na{as_of}\n");
    for set in sets {
        let said: Vec<String> = set.iter().map(|(letter, said)| format!("{letter}{said}")).collect();
        text.extend(["7", said.join("\t").as_str(), "\n"]);
    }
    text.push_str(&body);
    text
}
