//! Who may be the same person, shown while somebody is being registered. Never more than a hint.

use super::fold::folded;
use super::hit::{self, Matched, PatientHit};
use super::typo::{Likeness, likeness};
use super::words::{chart_key, phone_digits};
use crate::error::Result;
use chart::PartialDate;
use chart::sections::patients::HumanName;
use rusqlite::Connection;
use std::collections::HashSet;

/// How many hints help. A longer list is not read at the front desk.
const MOST_HINTS: usize = 5;
/// How many digits at the end of a telephone number tell people apart, whatever prefix was written.
const TELLING_DIGITS: usize = 7;
/// How many rows of one kind are looked at: more people of one name or birthday are no hint any more.
const LOOKED_AT: i64 = 500;

/// Patients who may be the one being registered: the same birth date and a similar name, the same telephone
/// number, or the same name and a birth date within a year. The most alike first, at most five.
pub(crate) fn likely_duplicates(
    connection: &Connection,
    name: &HumanName,
    birth_date: Option<PartialDate>,
    phone: Option<&str>,
) -> Result<Vec<PatientHit>> {
    let wanted = Wanted::new(name, birth_date, phone);
    let mut records: Vec<[u8; 16]> = Vec::new();
    if let Some(day) = wanted.birth_date.filter(|date| matches!(date, PartialDate::Day(_))) {
        let sql = "SELECT record FROM patients WHERE birth_date = ?1 LIMIT ?2";
        collect(connection, sql, &day.to_string(), &mut records)?;
    }
    if let Some(phone) = &wanted.phone {
        let sql = "SELECT record FROM patient_phone_parts WHERE digits = ?1 LIMIT ?2";
        collect(connection, sql, phone, &mut records)?;
    }
    // The rarer half of a name is the family name for most people.
    if let Some(word) = wanted.words.first() {
        let sql = "SELECT record FROM patient_words WHERE word = ?1 ORDER BY kind, names LIMIT ?2";
        collect(connection, sql, word, &mut records)?;
    }
    let mut seen = HashSet::new();
    let mut hints: Vec<(u8, PatientHit)> = Vec::new();
    for record in records.into_iter().filter(|record| seen.insert(*record)) {
        let Some(hit) = hit::by_record(connection, record, Matched::Name)? else { continue };
        if let Some((unlikeness, matched)) = wanted.judge(&hit) {
            hints.push((unlikeness, PatientHit { matched, ..hit }));
        }
    }
    hints.sort_by_key(|(unlikeness, hit)| (*unlikeness, chart_key(&hit.chart_number)));
    hints.dedup_by_key(|(_, hit)| hit.patient);
    Ok(hints.into_iter().take(MOST_HINTS).map(|(_, hit)| hit).collect())
}

struct Wanted {
    words: Vec<String>,
    birth_date: Option<PartialDate>,
    phone: Option<String>,
}

impl Wanted {
    fn new(name: &HumanName, birth_date: Option<PartialDate>, phone: Option<&str>) -> Self {
        let digits = phone_digits(&phone.map(str::to_owned).into_iter().collect::<Vec<_>>());
        let phone = digits.len().checked_sub(TELLING_DIGITS).map(|from| digits[from..].to_owned());
        Self { words: words(name), birth_date, phone }
    }

    /// How unlike a patient is; none when there is no reason to think of them.
    fn judge(&self, hit: &PatientHit) -> Option<(u8, Matched)> {
        let born = match (self.birth_date, hit.birth_date) {
            (Some(a), Some(b)) if a == b => Born::Same,
            (Some(a), Some(b)) if (a.year() - b.year()).abs() > 1 => Born::Elsewhen,
            (Some(_), Some(_)) => Born::Near,
            _ => Born::NotKnown,
        };
        let name = std::iter::once(&hit.name)
            .chain(&hit.former_names)
            .enumerate()
            .filter_map(|(place, name)| Some((self.alike(name)?, place > 0)))
            .min();
        let same_phone = self.phone.as_ref().is_some_and(|wanted| {
            let digits = phone_digits(&hit.phone.iter().cloned().collect::<Vec<_>>());
            digits.ends_with(wanted.as_str())
        });
        match (name, born, same_phone) {
            (Some((Alike::Same, former)), Born::Same, _) => Some((0, why(Alike::Same, former))),
            (Some((alike, former)), Born::Same, _) => Some((1, why(alike, former))),
            (Some((alike, former)), Born::Near | Born::NotKnown, true) => Some((2, why(alike, former))),
            (Some((Alike::Same, former)), Born::Near | Born::NotKnown, false) => {
                Some((3, why(Alike::Same, former)))
            }
            (_, _, true) => Some((4, Matched::Phone)),
            _ => None,
        }
    }

    /// How alike two names are, in whatever order their parts stand.
    fn alike(&self, other: &HumanName) -> Option<Alike> {
        let others = words(other);
        if self.words.is_empty() || others.is_empty() {
            return None;
        }
        let (few, many) =
            if self.words.len() <= others.len() { (&self.words, &others) } else { (&others, &self.words) };
        let mut slips = 0;
        for word in few {
            if !many.contains(word) {
                slips += 1;
                let like = |known: &String| {
                    likeness(word, known) == Some(Likeness::Whole)
                        || word.len() == 1 && known.starts_with(word.as_str())
                };
                if !many.iter().any(like) {
                    return None;
                }
            }
        }
        match (slips, few.len() == many.len(), few.len()) {
            (0, true, _) => Some(Alike::Same),
            // One word of a longer name is half the neighbourhood.
            (_, false, 1) => None,
            _ => Some(Alike::Similar),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Alike {
    Same,
    Similar,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Born {
    Same,
    Near,
    Elsewhen,
    NotKnown,
}

fn why(alike: Alike, former: bool) -> Matched {
    match (alike, former) {
        (Alike::Similar, _) => Matched::SimilarName,
        (Alike::Same, true) => Matched::FormerName,
        (Alike::Same, false) => Matched::Name,
    }
}

/// The words of a name, family name first.
fn words(name: &HumanName) -> Vec<String> {
    let both = folded(&format!("{} {}", name.family, name.given));
    both.split_whitespace().map(str::to_owned).collect()
}

fn collect(connection: &Connection, sql: &str, value: &str, records: &mut Vec<[u8; 16]>) -> Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query((value, LOOKED_AT))?;
    while let Some(row) = rows.next()? {
        records.push(row.get(0)?);
    }
    Ok(())
}
