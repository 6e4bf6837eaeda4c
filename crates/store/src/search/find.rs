//! Finding patients at every keystroke.
//!
//! The rarest term leads: its rows are read along an index, and the other terms are checked on each. First
//! only words that begin as typed; when that does not fill the list, also parts of words and slips.
//! Ranges on plain indexed tables were chosen over FTS5: one and two letters are as quick as ten, no typed
//! text is ever a query language, and the rows are the same after a rebuild, byte for byte.

use super::hit::{self, Matched, PatientHit};
use super::rank::{Candidate, Rank, Reach, phone_key, rank, word_fits};
use super::typo::{SHORTEST_WORD, like_beginnings};
use super::wanted::{Reading, Term, readings};
use super::words::SHORTEST_PART;
use crate::error::Result;
use rusqlite::{Connection, OptionalExtension};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// How many rows are counted to see which term is the rarest.
const COUNTED: usize = 4_000;
/// How many fitting patients are ranked. More means that the text is still too short to mean somebody.
const RANKED: usize = 200;
/// How many rows are read in search of fitting ones, and how many of them in full. They bound a keystroke
/// whatever was typed: a letter and a year may leave someone out who shows with the next letter.
const READ: usize = 40_000;
const READ_IN_FULL: usize = 2_500;

/// The first word of a name at or behind a text.
const NEXT_WORD: &str = "SELECT word FROM patient_words WHERE word >= ?1 ORDER BY word LIMIT 1";

/// Patients who fit the text, best first, at most `limit`. None for a text without letters and digits.
pub(crate) fn find_patients(connection: &Connection, text: &str, limit: usize) -> Result<Vec<PatientHit>> {
    let readings = readings(text);
    let mut found = Found::default();
    for reading in &readings {
        // Numbers beside each other that somebody has as one number are that number.
        if found.best.is_empty() || reading.iter().any(|term| term.digits.is_none()) {
            search(connection, reading, Reach::Beginnings, &mut found)?;
        }
    }
    if found.best.len() < limit {
        for reading in readings.iter().filter(|reading| may_reach_wide(reading)) {
            search(connection, reading, Reach::Wide, &mut found)?;
        }
    }
    found.hits(connection, limit)
}

/// The patients found so far, each with the best of their ranks.
#[derive(Default)]
struct Found {
    best: HashMap<[u8; 16], Fitting>,
}

struct Fitting {
    rank: Rank,
    names: String,
    record: [u8; 16],
    matched: Matched,
}

impl Found {
    fn add(&mut self, candidate: Candidate, rank: Rank, matched: Matched) {
        let Candidate { patient, record, names, .. } = candidate;
        let fitting = Fitting { rank, names, record, matched };
        match self.best.get_mut(&patient) {
            Some(known) if (known.rank, known.record) <= (rank, record) => {}
            Some(known) => *known = fitting,
            None => {
                self.best.insert(patient, fitting);
            }
        }
    }

    fn hits(self, connection: &Connection, limit: usize) -> Result<Vec<PatientHit>> {
        let mut fitting: Vec<Fitting> = self.best.into_values().collect();
        fitting.sort_by(|a, b| (a.rank, &a.names, a.record).cmp(&(b.rank, &b.names, b.record)));
        let mut hits = Vec::new();
        for one in fitting.iter().take(limit) {
            hits.extend(hit::by_record(connection, one.record, one.matched)?);
        }
        Ok(hits)
    }
}

fn may_reach_wide(reading: &Reading) -> bool {
    reading.iter().filter_map(|term| term.word.as_deref()).any(|word| word.chars().count() >= SHORTEST_PART)
}

/// How rare a term is: how many rows it has, and of two that are both too many to count, how long its text is.
type Rarity = (usize, Reverse<usize>);

fn search(connection: &Connection, reading: &Reading, reach: Reach, found: &mut Found) -> Result<()> {
    // The rarest term so far: how rare, its place among the terms, and where its rows are.
    let mut leading: Option<(Rarity, usize, Vec<Range>)> = None;
    for (place, term) in reading.iter().enumerate() {
        let ranges = ranges(connection, term, reach)?;
        let mut count = 0;
        for range in &ranges {
            count += range.count(connection, COUNTED.saturating_sub(count))?;
        }
        let length = term.word.as_ref().or(term.digits.as_ref()).map_or(0, String::len);
        let rarity = (count, Reverse(length));
        if leading.as_ref().is_none_or(|(rarest, ..)| rarity < *rarest) {
            leading = Some((rarity, place, ranges));
        }
    }
    let Some((_, place, ranges)) = leading else { return Ok(()) };
    let others: Vec<&str> = reading
        .iter()
        .enumerate()
        .filter(|(other, term)| *other != place && term.digits.is_none() && term.births.is_empty())
        .filter_map(|(_, term)| term.word.as_deref())
        .collect();
    let mut work =
        Work { reading, others, reach, seen: HashSet::new(), read: 0, read_in_full: 0, fitting: 0 };
    for range in &ranges {
        work.go_along(connection, range, found)?;
    }
    Ok(())
}

struct Work<'t> {
    reading: &'t Reading,
    /// What can only be a word, beside the leading term: checked on the names in the index row.
    others: Vec<&'t str>,
    reach: Reach,
    seen: HashSet<[u8; 16]>,
    read: usize,
    read_in_full: usize,
    fitting: usize,
}

impl Work<'_> {
    fn go_along(&mut self, connection: &Connection, range: &Range, found: &mut Found) -> Result<()> {
        let mut statement = connection.prepare_cached(range.kind.select())?;
        let mut rows = statement.query([&range.from, &range.until])?;
        while let Some(row) = rows.next()? {
            if self.fitting >= RANKED || self.read >= READ || self.read_in_full >= READ_IN_FULL {
                break;
            }
            self.read += 1;
            if range.kind == Kind::Words {
                let names = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
                if !self.others.iter().all(|word| word_fits(word, names, self.reach)) {
                    continue;
                }
            }
            let record: [u8; 16] = row.get(0)?;
            if !self.seen.insert(record) {
                continue;
            }
            self.read_in_full += 1;
            let Some(candidate) = candidate(connection, record)? else { continue };
            if let Some((rank, matched)) = rank(self.reading, &candidate, self.reach) {
                self.fitting += 1;
                found.add(candidate, rank, matched);
            }
        }
        Ok(())
    }
}

fn candidate(connection: &Connection, record: [u8; 16]) -> Result<Option<Candidate>> {
    Ok(connection
        .prepare_cached(
            "SELECT patient, names, chart_key, phone_digits, birth_date FROM patients WHERE record = ?1",
        )?
        .query_row([record], |row| {
            Ok(Candidate {
                record,
                patient: row.get(0)?,
                names: row.get(1)?,
                chart_key: row.get(2)?,
                phone_digits: row.get(3)?,
                birth_date: row.get(4)?,
            })
        })
        .optional()?)
}

/// A stretch of one index.
struct Range {
    kind: Kind,
    from: String,
    until: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Words,
    Parts,
    ChartNumbers,
    Phones,
    Births,
    Birthdays,
}

impl Kind {
    fn select(self) -> &'static str {
        match self {
            Self::Words => {
                "SELECT record, names FROM patient_words WHERE word >= ?1 AND word < ?2
                 ORDER BY word, kind, names, record"
            }
            Self::Parts => {
                "SELECT record FROM patient_word_parts WHERE part >= ?1 AND part < ?2 ORDER BY part, record"
            }
            Self::ChartNumbers => {
                "SELECT record FROM patients WHERE chart_key >= ?1 AND chart_key < ?2 ORDER BY chart_key, record"
            }
            Self::Phones => {
                "SELECT record FROM patient_phone_parts WHERE digits >= ?1 AND digits < ?2 ORDER BY digits, record"
            }
            Self::Births => {
                "SELECT record FROM patients WHERE birth_date >= ?1 AND birth_date < ?2 ORDER BY birth_date, record"
            }
            Self::Birthdays => {
                "SELECT record FROM patients WHERE substr(birth_date, 6) >= ?1 AND substr(birth_date, 6) < ?2
                 ORDER BY substr(birth_date, 6), record"
            }
        }
    }

    fn count(self) -> &'static str {
        match self {
            Self::Words => {
                "SELECT count(*) FROM (SELECT 1 FROM patient_words WHERE word >= ?1 AND word < ?2 LIMIT ?3)"
            }
            Self::Parts => {
                "SELECT count(*) FROM (SELECT 1 FROM patient_word_parts WHERE part >= ?1 AND part < ?2 LIMIT ?3)"
            }
            Self::ChartNumbers => {
                "SELECT count(*) FROM (SELECT 1 FROM patients WHERE chart_key >= ?1 AND chart_key < ?2 LIMIT ?3)"
            }
            Self::Phones => {
                "SELECT count(*) FROM (SELECT 1 FROM patient_phone_parts WHERE digits >= ?1 AND digits < ?2 LIMIT ?3)"
            }
            Self::Births => {
                "SELECT count(*) FROM (SELECT 1 FROM patients WHERE birth_date >= ?1 AND birth_date < ?2 LIMIT ?3)"
            }
            Self::Birthdays => {
                "SELECT count(*) FROM (SELECT 1 FROM patients
                 WHERE substr(birth_date, 6) >= ?1 AND substr(birth_date, 6) < ?2 LIMIT ?3)"
            }
        }
    }
}

impl Range {
    fn beginning(kind: Kind, with: &str) -> Self {
        Self { kind, from: with.to_owned(), until: format!("{with}\u{10FFFF}") }
    }

    fn count(&self, connection: &Connection, most: usize) -> Result<usize> {
        if most == 0 {
            return Ok(0);
        }
        let count: i64 = connection
            .prepare_cached(self.kind.count())?
            .query_row((&self.from, &self.until, most as i64), |row| row.get(0))?;
        Ok(count.cast_unsigned() as usize)
    }
}

/// The stretches of the indexes in which every patient stands whom a term fits.
fn ranges(connection: &Connection, term: &Term, reach: Reach) -> Result<Vec<Range>> {
    let mut ranges = Vec::new();
    if let Some(word) = &term.word {
        ranges.push(Range::beginning(Kind::Words, word));
        let letters = word.chars().count();
        if reach == Reach::Wide && letters >= SHORTEST_PART {
            ranges.push(Range::beginning(Kind::Parts, word));
        }
        if reach == Reach::Wide && letters >= SHORTEST_WORD {
            let like = like_beginnings(connection, NEXT_WORD, word)?;
            ranges.extend(like.iter().map(|beginning| Range::beginning(Kind::Words, beginning)));
        }
    }
    if let Some(digits) = &term.digits {
        let number = digits.trim_start_matches('0');
        if !number.is_empty() {
            ranges.push(Range::beginning(Kind::ChartNumbers, number));
        }
        if let Some(phone) = phone_key(digits) {
            ranges.push(Range::beginning(Kind::Phones, phone));
        }
    }
    for birth in &term.births {
        ranges.push(match (birth.year.len(), birth.rest.is_empty()) {
            (4, false) => Range::beginning(Kind::Births, &format!("{}-{}", birth.year, birth.rest)),
            (_, true) => Range::beginning(Kind::Births, &birth.year),
            (_, false) => Range::beginning(Kind::Birthdays, &birth.rest),
        });
    }
    Ok(ranges)
}
