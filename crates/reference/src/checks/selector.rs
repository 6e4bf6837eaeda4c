//! Which medicines a rule is about: ingredients and classes, by mouth or on the skin, as one bit each, so that a list
//! of twenty medicines is held against every rule in well under a millisecond.

use super::medicines::Known;
use super::substances::{Sub, Substances};
use crate::Fault;
use crate::table::list;
use std::collections::HashMap;

/// A set of ingredients.
#[derive(Debug, Clone, Default)]
pub(super) struct Set {
    words: Vec<u64>,
}

impl Set {
    pub(super) fn insert(&mut self, sub: Sub) {
        let (word, bit) = (usize::from(sub.0) / 64, sub.0 % 64);
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << bit;
    }

    pub(super) fn holds(&self, sub: Sub) -> bool {
        self.words.get(usize::from(sub.0) / 64).is_some_and(|word| word & (1 << (sub.0 % 64)) != 0)
    }

    pub(super) fn members(&self) -> impl Iterator<Item = Sub> + '_ {
        (0..u16::try_from(self.words.len() * 64).unwrap_or(u16::MAX)).map(Sub).filter(|sub| self.holds(*sub))
    }
}

/// A class of `classes.tsv`.
#[derive(Debug, Clone)]
pub(super) struct Class {
    pub(super) title: &'static str,
    pub(super) members: Set,
}

/// The classes by name.
pub(super) type Classes = HashMap<&'static str, Class>;

/// The medicines a cell of a rule names.
#[derive(Debug, Clone, Default)]
pub(super) struct Selector {
    /// What acts in the whole body.
    systemic: Set,
    /// What counts as drops, creams and inhalers too.
    any: Set,
    /// Combined products: all of these together.
    together: Vec<Vec<Sub>>,
}

impl Selector {
    /// Reads `@nsaid; aspirin; fluticasone*; codeine/promethazine`.
    pub(super) fn read(
        table: &'static str,
        line: usize,
        cell: &'static str,
        classes: &Classes,
        substances: &mut Substances,
    ) -> Result<Self, Fault> {
        let mut selector = Self::default();
        for item in list(cell) {
            let (name, any) = item.strip_suffix('*').map_or((item, false), |name| (name, true));
            if let Some(class) = name.strip_prefix('@') {
                let class = classes.get(class).ok_or_else(|| Fault::Line {
                    table,
                    line,
                    what: format!("{class} is no class"),
                })?;
                for sub in class.members.members() {
                    selector.add(sub, any);
                }
            } else if name.contains('/') {
                selector.together.push(name.split('/').map(|part| substances.of(part.trim())).collect());
            } else {
                let sub = substances.of(name);
                selector.add(sub, any);
            }
        }
        Ok(selector)
    }

    fn add(&mut self, sub: Sub, any: bool) {
        self.systemic.insert(sub);
        if any {
            self.any.insert(sub);
        }
    }

    /// The ingredient by which the medicine is meant.
    pub(super) fn pick(&self, medicine: &Known) -> Option<Sub> {
        let set = if medicine.local { &self.any } else { &self.systemic };
        let one = medicine.substances.iter().copied().find(|sub| set.holds(*sub));
        one.or_else(|| {
            let all = |subs: &&Vec<Sub>| subs.iter().all(|sub| medicine.substances.contains(sub));
            self.together.iter().find(all).and_then(|subs| subs.first().copied())
        })
    }

    /// The ingredient is named, whichever way it is taken.
    pub(super) fn names(&self, sub: Sub) -> bool {
        self.systemic.holds(sub)
    }
}
