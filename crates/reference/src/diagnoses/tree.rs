//! The tree of ICD-10-CM: chapters, blocks, categories, and the codes that go on a bill.
//!
//! Most injuries, and some other codes, take a seventh character (which encounter, which fetus, which stage). The
//! publisher lists it once for many codes; so do we: [`Row::episodes`] has the characters that are valid.

use super::pack::Columns;

/// The seventh characters that a code takes, with what they say, in the publisher's order.
pub type Episodes = Vec<(char, String)>;

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// `9 Diseases of the circulatory system`.
    Chapter,
    /// `I10-I1A Hypertensive diseases`.
    Block,
    /// `I10` and everything below it.
    Category,
}

/// One row of the tree, read from the text.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Where it stands.
    pub level: Level,
    /// The code with its point, without a seventh character that is listed in `episodes`: `S93.401`.
    pub code: &'a str,
    /// The publisher's description, in full.
    pub description: &'a str,
    /// The place of the row above; none for a chapter.
    pub parent: Option<usize>,
    /// Nothing stands below it.
    pub leaf: bool,
    /// The seventh characters it takes.
    pub episodes: &'a [(char, String)],
    /// The lines below its own.
    notes: &'a str,
}

impl<'a> Row<'a> {
    /// What belongs here by other names (inclusion terms, includes).
    pub fn inclusions(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.notes.lines().filter_map(|line| line.strip_prefix('+'))
    }

    /// What must not be coded here at the same time (excludes 1), as the publisher writes it.
    pub fn excludes1(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.notes.lines().filter_map(|line| line.strip_prefix('-'))
    }

    /// The whole code with a seventh character: `S52.52` and `A` give `S52.52XA`.
    #[must_use]
    pub fn code_with(&self, episode: char) -> String {
        code_with(self.code, episode)
    }

    /// The seventh character that says least: not specified, or a first visit.
    #[must_use]
    pub fn usual_episode(&self) -> Option<char> {
        let has = |wanted: char| self.episodes.iter().any(|(letter, _)| *letter == wanted);
        match () {
            () if has('0') => Some('0'),
            () if has('A') => Some('A'),
            () => self.episodes.first().map(|(letter, _)| *letter),
        }
    }

    /// Whether it can be billed as it stands, without a seventh character.
    #[must_use]
    pub fn billable(&self) -> bool {
        self.level == Level::Category && self.leaf && self.episodes.is_empty()
    }
}

pub(super) fn code_with(code: &str, episode: char) -> String {
    let mut code = code.to_owned();
    if !code.contains('.') {
        code.push('.');
    }
    while code.len() < 7 {
        code.push('X');
    }
    code.push(episode);
    code
}

/// ICD-10-CM, one edition: the text of its file, and where each row begins in it. Fifty thousand rows with their own
/// words would take three times the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classification {
    /// `ICD-10-CM April 2026`.
    pub edition: String,
    /// The day from which the edition holds, `2026-04-01`.
    pub as_of: String,
    /// The lines of the file.
    pub(super) text: String,
    /// Every row, in the publisher's order: a row comes after the row above it.
    places: Vec<Place>,
    /// The sets of seventh characters, by number.
    sets: Vec<Episodes>,
    /// The places of categories and codes, by code.
    by_code: Vec<u32>,
}

/// Where a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The first byte of its line.
    pub(super) starts: u32,
    /// The place of the row above.
    pub(super) parent: Option<u32>,
    /// Nothing stands below it.
    pub(super) leaf: bool,
}

impl Classification {
    /// The rows of a text at the places where [`Columns::of`] reads one.
    pub(super) fn of(
        edition: String,
        as_of: String,
        text: String,
        mut places: Vec<Place>,
        sets: Vec<Episodes>,
    ) -> Self {
        places.shrink_to_fit();
        let mut whole = Self { edition, as_of, text, places, sets, by_code: Vec::new() };
        let mut by_code: Vec<u32> = (0..)
            .zip(whole.rows())
            .filter(|(_, row)| row.level == Level::Category)
            .map(|(at, _)| at)
            .collect();
        by_code.sort_by_cached_key(|at| whole.row(*at as usize).code);
        whole.by_code = by_code;
        whole
    }

    /// How many rows there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// Every row, in the publisher's order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.count()).map(|at| self.row(at))
    }

    /// The row at a place.
    ///
    /// # Panics
    /// When there is no such place; places come from this classification alone.
    #[must_use]
    pub fn row(&self, at: usize) -> Row<'_> {
        let Place { starts, parent, leaf } = self.places[at];
        let ends = self.places.get(at + 1).map_or(self.text.len(), |next| next.starts as usize);
        let lines = &self.text[starts as usize..ends];
        let (line, notes) = lines.split_once('\n').unwrap_or((lines, ""));
        let none = Columns { level: Level::Category, code: "", description: "", set: None };
        let Columns { level, code, description, set } = Columns::of(line).unwrap_or(none);
        let set = set.and_then(|set| self.sets.get(set.parse::<usize>().ok()?));
        let episodes = set.map(Vec::as_slice).unwrap_or_default();
        Row { level, code, description, parent: parent.map(|at| at as usize), leaf, episodes, notes }
    }

    /// The place of a category or code, and the seventh character when the code has one that is listed apart.
    /// The point may be left out. None for what does not exist.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<(usize, Option<char>)> {
        let code = pointed(code);
        if let Some(at) = self.exactly(&code) {
            return Some((at, None));
        }
        let (stem, letter) = code.split_at_checked(7)?;
        let letter = letter.chars().next().filter(|_| letter.len() == 1)?;
        let stem = stem.trim_end_matches('X').trim_end_matches('.');
        let at = self.exactly(stem)?;
        let row = self.row(at);
        let valid =
            row.episodes.iter().any(|(episode, _)| *episode == letter) && row.code_with(letter) == code;
        valid.then_some((at, Some(letter)))
    }

    fn exactly(&self, code: &str) -> Option<usize> {
        let found = self.by_code.binary_search_by(|at| self.row(*at as usize).code.cmp(code));
        found.map(|place| self.by_code[place] as usize).ok()
    }

    /// The rows whose code begins like this, in order of code.
    pub(super) fn beginning<'a>(&'a self, code: &'a str) -> impl Iterator<Item = usize> + 'a {
        let from = self.by_code.partition_point(|at| self.row(*at as usize).code < code);
        let places = self.by_code.get(from..).unwrap_or_default().iter().map(|at| *at as usize);
        places.take_while(move |at| self.row(*at).code.starts_with(code))
    }

    /// Whether the code exists and can be billed.
    #[must_use]
    pub fn billable(&self, code: &str) -> bool {
        match self.find(code) {
            Some((at, None)) => self.row(at).billable(),
            Some((at, Some(_))) => self.row(at).leaf,
            None => false,
        }
    }

    /// What a code says, with its seventh character. None for what does not exist.
    #[must_use]
    pub fn describe(&self, code: &str) -> Option<String> {
        self.find(code).map(|(at, episode)| self.words(at, episode))
    }

    pub(super) fn words(&self, at: usize, episode: Option<char>) -> String {
        let row = self.row(at);
        let said = episode.and_then(|letter| row.episodes.iter().find(|(episode, _)| *episode == letter));
        match said {
            Some((_, said)) => format!("{}, {said}", row.description),
            None => row.description.to_owned(),
        }
    }

    /// What must not be coded at the same time as this code: its own notes, then those of each row above.
    #[must_use]
    pub fn excludes1(&self, code: &str) -> Vec<&str> {
        let mut notes = Vec::new();
        let mut at = self.find(code).map(|(at, _)| at);
        while let Some(here) = at {
            let row = self.row(here);
            notes.extend(row.excludes1());
            at = row.parent;
        }
        notes
    }

    /// The excludes-1 note of either code that names the other one. None when both may stand together.
    #[must_use]
    pub fn excluded(&self, code: &str, other: &str) -> Option<&str> {
        let of_first = self.excludes1(code).into_iter().find(|note| names(note, other));
        of_first.or_else(|| self.excludes1(other).into_iter().find(|note| names(note, code)))
    }
}

/// The codes a note names in brackets: `type 1 diabetes mellitus (E10.-)`, `(E08-E13)`, `(J02.0, J03.-)`.
fn names(note: &str, code: &str) -> bool {
    let code = pointed(code);
    note.split('(')
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .flat_map(|inside| inside.split(','))
        .any(|one| {
            let one = one.trim();
            match one.trim_end_matches(".-").trim_end_matches('-').split_once('-') {
                Some((from, to)) if is_code(from) && is_code(to) => {
                    let (from, to) = (pointed(from), pointed(to));
                    let (from, to) = (from.trim_end_matches('.'), to.trim_end_matches('.'));
                    code.as_str() >= from && (code.as_str() <= to || code.starts_with(to))
                }
                _ => {
                    let whole = one.trim_end_matches(['-', '.']);
                    let below = one.ends_with('-');
                    is_code(whole)
                        && (code == pointed(whole)
                            || (code.starts_with(&pointed(whole)) && (below || whole.len() == 3)))
                }
            }
        })
}

/// A letter and a figure first, then letters, figures and one point.
fn is_code(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && letters.next().is_some_and(|second| second.is_ascii_digit())
        && text.len() >= 3
        && letters.all(|letter| letter == '.' || letter.is_ascii_alphanumeric())
}

/// The code in capitals and with its point: `i219` is `I21.9`.
pub(super) fn pointed(code: &str) -> String {
    let code: String =
        code.trim().chars().filter(|letter| *letter != '.').collect::<String>().to_ascii_uppercase();
    match code.split_at_checked(3) {
        Some((category, rest)) if !rest.is_empty() => format!("{category}.{rest}"),
        _ => code,
    }
}
