//! The words of every diagnosis, sorted, with the phrases they stand in.
//!
//! A phrase is one way to name one code: its description, an inclusion term of it or of a row above of which it is
//! the unspecified one, or an alias of ours. All words typed have to stand in one phrase.

use super::tree::{Classification, Level};
use crate::words::plain;
use std::collections::HashMap;

/// Where a phrase comes from. The order is the order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    Alias,
    Description,
    Inclusion,
    /// The heading of a category, or what it includes, at its unspecified code.
    Heading,
}

/// One way to name one code.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    /// The row of the code.
    pub(super) row: u32,
    /// The seventh character an alias names; none for the usual one.
    pub(super) episode: Option<char>,
    pub(super) origin: Origin,
    /// How many words it has that mean something.
    pub(super) words: u8,
    /// Its first word.
    pub(super) first: u32,
    /// Which inclusion of which row it is, or which alias, to show why something was found.
    pub(super) text: (u32, u32),
}

/// The index. Words are known by their place in `words`.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) words: Vec<Box<str>>,
    /// For each word, where its phrases start in `places`; one more at the end.
    starts: Vec<u32>,
    places: Vec<u32>,
    pub(super) phrases: Vec<Phrase>,
}

/// Words that say too little to be searched for or counted.
pub(super) fn says_little(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "and"
            | "as"
            | "at"
            | "by"
            | "for"
            | "from"
            | "in"
            | "is"
            | "it"
            | "my"
            | "nec"
            | "nos"
            | "not"
            | "of"
            | "on"
            | "or"
            | "other"
            | "specified"
            | "the"
            | "to"
            | "unspecified"
            | "with"
            | "without"
    )
}

#[derive(Default)]
pub(super) struct Builder {
    numbers: HashMap<Box<str>, u32>,
    pairs: Vec<(u32, u32)>,
    phrases: Vec<Phrase>,
}

impl Builder {
    pub(super) fn add(
        &mut self,
        text: &str,
        row: usize,
        episode: Option<char>,
        origin: Origin,
        from: (u32, u32),
    ) {
        let (Ok(row), Ok(at)) = (u32::try_from(row), u32::try_from(self.phrases.len())) else { return };
        let text = plain(text);
        let mut first = None;
        let mut words: u8 = 0;
        let start = self.pairs.len();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let number = match self.numbers.get(word) {
                Some(number) => *number,
                None => {
                    let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
                    self.numbers.insert(word.into(), number);
                    number
                }
            };
            first = first.or(Some(number));
            if self.pairs[start..].iter().any(|(known, _)| *known == number) {
                continue;
            }
            self.pairs.push((number, at));
            if !says_little(word) {
                words = words.saturating_add(1);
            }
        }
        let Some(first) = first else { return };
        self.phrases.push(Phrase { row, episode, origin, words: words.max(1), first, text: from });
    }

    /// Everything the classification itself says.
    pub(super) fn add_all(&mut self, classification: &Classification, usual: &[Option<u32>]) {
        for (at, row) in classification.rows().enumerate().filter(|(_, row)| row.level == Level::Category) {
            let from = |inclusion: usize| {
                (u32::try_from(at).unwrap_or(u32::MAX), u32::try_from(inclusion).unwrap_or(u32::MAX))
            };
            let (target, origin) = if row.leaf {
                self.add(row.description, at, None, Origin::Description, from(usize::MAX));
                (at, Origin::Inclusion)
            } else {
                let Some(target) = usual[at].map(|row| row as usize) else { continue };
                self.add(row.description, target, None, Origin::Heading, from(usize::MAX));
                (target, Origin::Heading)
            };
            for (number, inclusion) in row.inclusions().enumerate() {
                self.add(inclusion, target, None, origin, from(number));
            }
        }
    }

    pub(super) fn finish(self) -> Index {
        let mut words: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        words.sort_unstable();
        let mut place_of = vec![0_u32; words.len()];
        for (place, (_, number)) in words.iter().enumerate() {
            place_of[*number as usize] = u32::try_from(place).unwrap_or(u32::MAX);
        }
        let mut starts = vec![0_u32; words.len() + 1];
        for (number, _) in &self.pairs {
            starts[place_of[*number as usize] as usize + 1] += 1;
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![0_u32; self.pairs.len()];
        for (number, phrase) in &self.pairs {
            let slot = &mut next[place_of[*number as usize] as usize];
            places[*slot as usize] = *phrase;
            *slot += 1;
        }
        let mut phrases = self.phrases;
        for phrase in &mut phrases {
            phrase.first = place_of[phrase.first as usize];
        }
        Index { words: words.into_iter().map(|(word, _)| word).collect(), starts, places, phrases }
    }
}

impl Index {
    /// The phrases in which a word stands.
    pub(super) fn phrases_of(&self, word: usize) -> &[u32] {
        let (Some(from), Some(to)) = (self.starts.get(word), self.starts.get(word + 1)) else { return &[] };
        self.places.get(*from as usize..*to as usize).unwrap_or_default()
    }

    /// The places of the words that begin like this.
    pub(super) fn beginning(&self, typed: &str) -> std::ops::Range<usize> {
        let from = self.words.partition_point(|word| &**word < typed);
        let to = from + self.words[from..].partition_point(|word| word.starts_with(typed));
        from..to
    }
}

/// For each row above others, the code below it that says no more than the row itself: the unspecified one.
pub(super) fn usual_codes(classification: &Classification) -> Vec<Option<u32>> {
    let count = classification.count();
    let row = |at: u32| classification.row(at as usize);
    let mut below: Vec<Vec<u32>> = vec![Vec::new(); count];
    for (at, row) in (0..).zip(classification.rows()) {
        if let Some(parent) = row.parent {
            below[parent].push(at);
        }
    }
    let mut usual = vec![None; count];
    // A row stands after the row above it, so from the end every row below is known.
    for at in (0..count).rev() {
        usual[at] = if classification.row(at).leaf {
            u32::try_from(at).ok()
        } else {
            let says =
                |words: &str| below[at].iter().copied().find(|child| row(*child).description.contains(words));
            let ninth = || below[at].iter().copied().find(|child| row(*child).code.ends_with('9'));
            says("without complication")
                .or_else(|| {
                    below[at].iter().rev().copied().find(|child| is_unspecified(row(*child).description))
                })
                .or_else(ninth)
                .or_else(|| below[at].first().copied())
                .and_then(|child| usual[child as usize])
        };
    }
    usual
}

pub(super) fn is_unspecified(description: &str) -> bool {
    let small = description.as_bytes();
    small.windows(11).any(|part| part.eq_ignore_ascii_case(b"unspecified"))
}
