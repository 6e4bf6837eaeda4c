//! Finding a diagnosis by what a family doctor types: a code, an abbreviation, everyday words, half of each word.
//!
//! Best first: what was typed exactly as an alias; then phrases that have all the words, the shorter and commoner
//! the better; the unspecified code before left and right, the first visit before the later ones. When no phrase
//! has all the words, those with the rarest of them come.

use super::index::{Builder, Index, Origin, Phrase, is_unspecified, says_little, usual_codes};
use super::tree::{Classification, Level, Row, pointed};
use crate::table::rows;
use crate::words::{begins_but_for_a_slip, plain, spellings};
use crate::{Fault, Hit};
use std::collections::{BTreeMap, HashMap};

const PACK: &[u8] = include_bytes!("../../../../assets/reference/diagnoses.bin");
const ALIASES: &str = include_str!("../../../../assets/reference/diagnosis_aliases.tsv");
const COMMON: &str = include_str!("../../../../assets/reference/diagnosis_common.tsv");
const WORDS: &str = include_str!("../../../../assets/reference/diagnosis_words.tsv");

/// More words than these are not looked at. No diagnosis is typed with more.
const MOST_WORDS: usize = 8;

/// A score from which on all the words are taken to be meant together.
const SURE: i32 = 125;

/// One of our aliases.
struct Alias {
    text: &'static str,
    plain: String,
    /// The same without spaces.
    together: String,
}

/// The diagnoses, ready to be searched.
pub struct Diagnoses {
    classification: Classification,
    index: Index,
    /// For each row the code below it that says no more than the row.
    usual: Vec<Option<u32>>,
    aliases: Vec<Alias>,
    /// What a row is worth before anything is typed: common and unspecified ones more, rare contexts less.
    standing: Vec<i32>,
    /// Other words for a word: `kidney` for `renal`.
    also: HashMap<&'static str, Vec<&'static str>>,
}

/// How often this practice has used each diagnosis.
#[derive(Debug, Default, Clone)]
pub struct Usage(HashMap<u32, i32>);

impl std::fmt::Debug for Diagnoses {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Diagnoses")
            .field("edition", &self.classification.edition)
            .finish_non_exhaustive()
    }
}

impl Classification {
    /// The edition built into the program.
    ///
    /// # Errors
    /// [`Fault`] when the file of ours is damaged; a test reads it.
    pub fn built_in() -> Result<Self, Fault> {
        Self::unpack(PACK)
    }
}

impl Diagnoses {
    /// The diagnoses built into the program.
    ///
    /// # Errors
    /// [`Fault`] when a file of ours is damaged; a test reads them all.
    pub fn built_in() -> Result<Self, Fault> {
        Self::of(Classification::built_in()?)
    }

    /// Any edition, with our aliases for those of its codes that exist.
    ///
    /// # Errors
    /// [`Fault`] when a table of ours is damaged.
    pub fn of(classification: Classification) -> Result<Self, Fault> {
        let mut standing: Vec<i32> = classification.rows().map(|row| standing(&row)).collect();
        for (_, [code, tier, _]) in rows::<3>("diagnosis_common.tsv", COMMON)? {
            if let Some((at, _)) = classification.find(code) {
                standing[at] += if tier == "1" { 60 } else { 40 };
            }
        }
        let mut builder = Builder::default();
        let usual = usual_codes(&classification);
        builder.add_all(&classification, &usual);
        let mut aliases = Vec::new();
        for (_, [text, code, _]) in rows::<3>("diagnosis_aliases.tsv", ALIASES)? {
            let Some((at, episode)) = classification.find(code) else { continue };
            let number = u32::try_from(aliases.len()).unwrap_or(u32::MAX);
            builder.add(text, at, episode, Origin::Alias, (u32::MAX, number));
            standing[at] = standing[at].max(15);
            let plain = plain(text);
            aliases.push(Alias { text, together: plain.replace(' ', ""), plain });
        }
        let mut also: HashMap<&str, Vec<&str>> = HashMap::new();
        for (_, [word, other, _]) in rows::<3>("diagnosis_words.tsv", WORDS)? {
            also.entry(word).or_default().push(other);
        }
        Ok(Self { index: builder.finish(), classification, usual, aliases, standing, also })
    }

    /// The tree behind the search.
    #[must_use]
    pub fn classification(&self) -> &Classification {
        &self.classification
    }

    /// What this practice has used, counted by code. Codes of another edition are left out.
    #[must_use]
    pub fn usage(&self, counts: &BTreeMap<String, u32>) -> Usage {
        let mut usage: HashMap<u32, i32> = HashMap::new();
        for (code, count) in counts {
            if let Some((at, _)) = self.classification.find(code) {
                let worth = i32::try_from((1 + count.min(&1_000_000)).ilog2()).unwrap_or_default() * 15;
                let slot = usage.entry(u32::try_from(at).unwrap_or(u32::MAX)).or_default();
                *slot = (*slot).max(worth.min(75));
            }
        }
        Usage(usage)
    }

    /// At most `limit` diagnoses that can be coded as they stand, best first. Nothing typed finds nothing.
    #[must_use]
    pub fn search(&self, text: &str, usage: &Usage, limit: usize) -> Vec<Hit> {
        let mut typed = plain(text);
        if typed.is_empty() || limit == 0 {
            return Vec::new();
        }
        // "nose bleed" is "nosebleed", "covid19" is "covid 19".
        let together = typed.replace(' ', "");
        let apart = |alias: &&Alias| alias.plain != typed && alias.together == together;
        let written = self.aliases.iter().find(apart).map(|alias| alias.plain.clone());
        if let Some(written) = written.filter(|_| !self.aliases.iter().any(|alias| alias.plain == typed)) {
            typed = written;
        }
        let coded = self.by_code(text, limit);
        if !coded.is_empty() {
            return coded;
        }
        let mut words: Vec<&str> =
            typed.split(' ').filter(|word| !says_little(word)).take(MOST_WORDS).collect();
        if words.is_empty() {
            words = typed.split(' ').take(MOST_WORDS).collect();
        }
        let mut found = self.ranked(&typed, &words, usage, true, limit);
        let mut visit = None;
        if found.is_empty() {
            visit = words.iter().find_map(|word| later_visit(word));
            if visit.is_some() {
                words.retain(|word| later_visit(word).is_none());
                found = self.ranked(&typed, &words, usage, true, limit);
            }
        }
        if words.len() > 1 && found.first().is_none_or(|(score, _)| *score < SURE) {
            // All the words stand in something far-fetched, or in nothing: what has the rarest of them comes, too.
            let some = self.ranked(&typed, &words, usage, false, limit);
            let rest = found.split_off(found.len().min(2));
            for (score, phrase) in some.into_iter().chain(rest) {
                if !found.iter().any(|(_, known)| known.row == phrase.row) {
                    found.push((score, phrase));
                }
            }
            found.truncate(limit);
        }
        let mut hits: Vec<Hit> = found.iter().map(|(_, phrase)| self.hit(phrase, visit)).collect();
        if let Some((_, best)) = found.first() {
            self.add_visits(best.row as usize, limit, &mut hits);
        }
        hits
    }

    /// What words can only mean: a whole code, an alias of ours, or a description, in full. None when in doubt.
    #[must_use]
    pub fn exactly(&self, text: &str) -> Option<Hit> {
        if self.classification.billable(text) {
            return self.classification.find(text).map(|(at, episode)| self.coded(at, episode, None));
        }
        let typed = plain(text);
        let best = self.search(text, &Usage::default(), 1).into_iter().next()?;
        let named =
            plain(&best.display) == typed || best.why.as_deref().is_some_and(|why| plain(why) == typed);
        named.then_some(best)
    }

    /// What begins with a typed code. The unspecified code of a category comes first.
    fn by_code(&self, text: &str, limit: usize) -> Vec<Hit> {
        let code = pointed(text);
        let mut letters = code.chars();
        let is_code = letters.next().is_some_and(|first| first.is_ascii_uppercase())
            && letters.next().is_some_and(|second| second.is_ascii_digit())
            && letters.all(|letter| letter == '.' || letter.is_ascii_alphanumeric());
        if !is_code {
            return Vec::new();
        }
        let hit = |at: usize, episode: Option<char>| self.coded(at, episode, None);
        let mut hits = Vec::new();
        if let Some((at, Some(episode))) = self.classification.find(&code) {
            hits.push(hit(at, Some(episode)));
        }
        let mut below: Vec<usize> =
            self.classification.beginning(&code).filter(|at| self.classification.row(*at).leaf).collect();
        let usual = self.classification.find(&code).and_then(|(at, _)| self.usual[at]).map(|at| at as usize);
        below.sort_by_key(|at| (Some(*at) != usual, std::cmp::Reverse(self.standing[*at])));
        hits.extend(
            below.iter().take(limit).map(|at| hit(*at, self.classification.row(*at).usual_episode())),
        );
        if let Some(first) = below.first() {
            self.add_visits(*first, limit, &mut hits);
        }
        hits.truncate(limit);
        hits
    }

    /// The later visits of an injury, where there is room.
    fn add_visits(&self, row: usize, limit: usize, hits: &mut Vec<Hit>) {
        for (episode, _) in self.classification.row(row).episodes {
            let hit = self.coded(row, Some(*episode), None);
            if hits.len() < limit && !hits.iter().any(|known| known.code == hit.code) {
                hits.push(hit);
            }
        }
    }

    fn coded(&self, at: usize, episode: Option<char>, why: Option<String>) -> Hit {
        let row = self.classification.row(at);
        let code = episode.map_or_else(|| row.code.to_owned(), |letter| row.code_with(letter));
        Hit { code, display: self.classification.words(at, episode), kind: "diagnosis", why }
    }

    fn hit(&self, phrase: &Phrase, visit: Option<char>) -> Hit {
        let at = phrase.row as usize;
        let row = self.classification.row(at);
        let asked = visit.filter(|letter| row.episodes.iter().any(|(episode, _)| episode == letter));
        let episode = asked.or(phrase.episode).or_else(|| row.usual_episode());
        let why = match phrase.text {
            (u32::MAX, alias) => self.aliases.get(alias as usize).map(|alias| alias.text.to_owned()),
            (from, inclusion) => {
                let from = self.classification.row(from as usize);
                let said = from.inclusions().nth(inclusion as usize);
                said.or_else(|| (from.description != row.description).then_some(from.description))
                    .map(str::to_owned)
            }
        };
        self.coded(at, episode, why)
    }

    /// The best phrase of each row that has all the words, or, when `all` is false, the rarest of them.
    fn ranked(
        &self,
        typed: &str,
        words: &[&str],
        usage: &Usage,
        all: bool,
        limit: usize,
    ) -> Vec<(i32, Phrase)> {
        let mut meant: Vec<Vec<(usize, u8)>> = words.iter().map(|word| self.meant(word)).collect();
        if !all {
            // What is left of a line that nobody understood is not guessed at from half a word.
            for (word, meant) in words.iter().zip(&mut meant) {
                meant.retain(|(_, quality)| *quality >= 6 || word.len() >= 6);
            }
        }
        let count = |meant: &[(usize, u8)]| -> usize {
            meant.iter().map(|(word, _)| self.index.phrases_of(*word).len()).sum()
        };
        // The rarest word first: every later one has only to look at what is left.
        meant.sort_by_cached_key(|meant| count(meant));
        let weights: Vec<i32> = meant.iter().map(|meant| rarity(count(meant))).collect();
        let total: i32 = weights.iter().sum();
        let mut seen: Vec<Seen> = vec![Seen::default(); self.index.phrases.len()];
        let mut touched: Vec<u32> = Vec::new();
        for (place, meant) in meant.iter().enumerate() {
            let bit = 1_u8 << place;
            let before = bit - 1;
            for (word, quality) in meant {
                for phrase in self.index.phrases_of(*word) {
                    let one = &mut seen[*phrase as usize];
                    if one.bits & bit != 0 || (all && one.bits != before) {
                        continue;
                    }
                    if one.bits == 0 {
                        touched.push(*phrase);
                    }
                    one.bits |= bit;
                    one.quality += u16::from(*quality);
                    one.weight += weights[place];
                }
            }
        }
        let every = u8::MAX >> (8 - words.len().clamp(1, 8));
        let mut best: HashMap<u32, (i32, u32)> = HashMap::new();
        for at in touched {
            let one = &seen[at as usize];
            if (all && one.bits != every) || one.weight * 3 < total {
                continue;
            }
            let phrase = &self.index.phrases[at as usize];
            let missing = (total - one.weight) * 5;
            let score = self.score(phrase, one, typed, words) + self.worth(phrase.row, usage) - missing;
            let slot = best.entry(phrase.row).or_insert((score, at));
            if score > slot.0 {
                *slot = (score, at);
            }
        }
        let mut found: Vec<(i32, u32, u32)> =
            best.into_iter().map(|(row, (score, at))| (-score, row, at)).collect();
        if found.len() > limit {
            found.select_nth_unstable(limit);
            found.truncate(limit);
        }
        found.sort_unstable();
        found.into_iter().map(|(score, _, at)| (-score, self.index.phrases[at as usize])).collect()
    }

    fn worth(&self, row: u32, usage: &Usage) -> i32 {
        let standing = self.standing.get(row as usize).copied().unwrap_or_default();
        standing + usage.0.get(&row).copied().unwrap_or_default()
    }

    fn score(&self, phrase: &Phrase, seen: &Seen, typed: &str, words: &[&str]) -> i32 {
        let matched = i32::try_from(seen.bits.count_ones()).unwrap_or_default().max(1);
        let covered = 100 * matched.min(i32::from(phrase.words)) / i32::from(phrase.words);
        let quality = 6 * i32::from(seen.quality) / matched;
        let origin = match phrase.origin {
            Origin::Alias => 45,
            Origin::Description => 25,
            Origin::Heading => 22,
            Origin::Inclusion => 20,
        };
        let first = self.index.words.get(phrase.first as usize);
        let begins = first.is_some_and(|first| words.first().is_some_and(|word| first.starts_with(word)));
        let alias = match phrase.text {
            (u32::MAX, alias) => self.aliases.get(alias as usize),
            _ => None,
        };
        // An alias typed in full is what is meant; typed in part, it is likely.
        let known = match alias {
            Some(alias) if alias.plain == typed => 1_000,
            Some(alias) if typed.len() >= 3 && alias.plain.starts_with(typed) => 60,
            _ => 0,
        };
        covered + quality + origin + known + if begins { 15 } else { 0 }
    }

    /// The words of the index that a typed word may mean, the surest first, with how sure that is (10 is the word).
    fn meant(&self, typed: &str) -> Vec<(usize, u8)> {
        let mut meant: Vec<(usize, u8)> = Vec::new();
        for (place, spelling) in spellings(typed).iter().enumerate() {
            let range = self.index.beginning(spelling);
            for word in range {
                let exact = *self.index.words[word] == **spelling;
                meant.push((
                    word,
                    if exact {
                        10
                    } else if place == 0 {
                        7
                    } else {
                        6
                    },
                ));
            }
            for other in self.also.get(spelling.as_str()).into_iter().flatten() {
                let exact = self.index.beginning(other).find(|word| *self.index.words[*word] == **other);
                meant.extend(exact.map(|word| (word, 8)));
            }
        }
        if meant.is_empty() && typed.len() >= 4 {
            let slipped = self.index.words.iter().enumerate();
            meant.extend(
                slipped
                    .filter(|(_, word)| begins_but_for_a_slip(word, typed))
                    .map(|(word, full)| (word, if full.len() <= typed.len() + 1 { 4 } else { 2 })),
            );
        }
        meant.sort_by_key(|(_, quality)| std::cmp::Reverse(*quality));
        meant
    }
}

/// What has been seen of the typed words in one phrase.
#[derive(Clone, Copy, Default)]
struct Seen {
    bits: u8,
    quality: u16,
    weight: i32,
}

/// How much a word says that stands in so many phrases.
fn rarity(phrases: usize) -> i32 {
    18 - i32::try_from(phrases.max(1).ilog2()).unwrap_or_default()
}

/// The seventh character that a word about a later visit asks for.
fn later_visit(word: &str) -> Option<char> {
    match word {
        "initial" => Some('A'),
        "subsequent" | "followup" | "healing" | "routine" | "visit" | "encounter" => Some('D'),
        "sequela" | "sequelae" | "late" => Some('S'),
        _ => None,
    }
}

/// What is seldom meant in a family practice unless it is typed counts less.
fn standing(row: &Row<'_>) -> i32 {
    if row.level != Level::Category {
        return 0;
    }
    let chapter = match row.code.as_bytes() {
        [b'V' | b'W' | b'X' | b'Y', ..] => -60,
        [b'P', ..] => -35,
        [b'O', ..] => -30,
        [b'T', b'3'..=b'6', ..] => -25,
        [b'Q' | b'Z', ..] => -10,
        _ => 0,
    };
    let said = row.description.to_ascii_lowercase();
    let mut worth = chapter;
    if is_unspecified(&said) {
        worth += 12;
    }
    for (words, less) in [
        ("classified elsewhere", 40),
        ("sequela", 40),
        ("history of", 25),
        ("newborn", 20),
        ("neonatal", 20),
        ("congenital", 15),
        ("bilateral", 25),
        ("right", 25),
        ("left", 26),
        ("due to", 10),
        ("other specified", 4),
    ] {
        if said.contains(words) {
            worth -= less;
        }
    }
    worth
}
