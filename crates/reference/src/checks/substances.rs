//! Ingredients and all their names: how a line, a list from elsewhere or an allergy becomes what the rules speak of.
//!
//! A name is recognised in full, by its RxNorm code, by the formulary's own short forms, or as whole words inside a
//! longer name (`24 HR metoprolol succinate 50 MG`). A slip of the finger is not forgiven: a check of another drug
//! would be worse than none, and the line says that nothing was checked.

use crate::Fault;
use crate::formulary::Formulary;
use crate::table::{list, rows};
use crate::words::plain;
use std::collections::{HashMap, HashSet};

const NAMES: &str = include_str!("../../../../assets/reference/rules/names.tsv");

/// An ingredient, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Sub(pub(super) u16);

/// Words of one name at most; the longest of ours has five.
const LONGEST_NAME: usize = 6;

/// Every ingredient and its names.
#[derive(Debug, Default)]
pub(super) struct Substances {
    shown: Vec<String>,
    by_name: HashMap<String, Vec<Sub>>,
    by_code: HashMap<&'static str, Vec<Sub>>,
    /// Those of which every product stays where it is put: on the skin, in the eye, in the lung.
    only_local: HashSet<Vec<Sub>>,
}

impl Substances {
    /// Those of the formulary with brands and short forms, and the names of our own table.
    pub(super) fn read(formulary: &Formulary) -> Result<Self, Fault> {
        let mut all = Self::default();
        for ingredient in formulary.ingredients() {
            let parts: Vec<Sub> = parts_of(ingredient.name).into_iter().map(|part| all.of(part)).collect();
            let names = ingredient.also.iter().chain(&ingredient.brands).chain([&ingredient.name]);
            let names = names.chain(&ingredient.inn);
            for name in names {
                all.by_name.entry(plain(name)).or_insert_with(|| parts.clone());
            }
            let codes =
                ingredient.products.iter().filter_map(|product| product.rxcui).chain(ingredient.rxcui);
            for code in codes {
                all.by_code.entry(code).or_insert_with(|| parts.clone());
            }
            let stays = |route: &str| {
                matches!(
                    route,
                    "skin" | "eye" | "ear" | "nasal" | "inhaled" | "nebulised" | "vaginal" | "intrauterine"
                )
            };
            if ingredient.products.iter().all(|product| stays(product.route)) {
                all.only_local.insert(parts);
            }
        }
        for (_, [names, substances, _]) in rows("names.tsv", NAMES)? {
            // "insulin, regular, human" is one name: only semicolons part.
            let parts: Vec<Sub> = list(substances).map(|name| all.of(name)).collect();
            for name in list(names) {
                all.by_name.insert(plain(name), parts.clone());
            }
        }
        Ok(all)
    }

    /// The ingredient of this name, made if it is new.
    pub(super) fn of(&mut self, name: &str) -> Sub {
        let plain = plain(name);
        if let Some(only) = self.by_name.get(&plain).and_then(|parts| match parts.as_slice() {
            [only] => Some(*only),
            _ => None,
        }) {
            return only;
        }
        let sub = Sub(u16::try_from(self.shown.len()).unwrap_or(u16::MAX));
        self.shown.push(name.to_owned());
        self.by_name.insert(plain, vec![sub]);
        sub
    }

    /// What it is called.
    pub(super) fn name(&self, sub: Sub) -> &str {
        self.shown.get(usize::from(sub.0)).map_or("", String::as_str)
    }

    /// Every product of it stays where it is put.
    pub(super) fn stays_where_put(&self, substances: &[Sub]) -> bool {
        self.only_local.contains(substances)
    }

    /// The ingredients a name means. Empty when no list knows it.
    pub(super) fn recognise(&self, name: &str, codes: &[String]) -> Vec<Sub> {
        if let Some(parts) = codes.iter().find_map(|code| self.by_code.get(code.as_str())) {
            return parts.clone();
        }
        let plain = plain(name);
        if let Some(parts) = self.by_name.get(&plain) {
            return parts.clone();
        }
        self.inside(&plain)
    }

    /// The names that stand in a longer one as whole words, the longest first.
    fn inside(&self, plain: &str) -> Vec<Sub> {
        let words: Vec<&str> = plain.split(' ').collect();
        let mut found: Vec<Sub> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = LONGEST_NAME.min(words.len() - at);
            let named = (1..=longest).rev().find_map(|length| {
                let name = words[at..at + length].join(" ");
                self.by_name.get(&name).map(|parts| (length, parts))
            });
            match named {
                Some((length, parts)) => {
                    for part in parts {
                        if !found.contains(part) {
                            found.push(*part);
                        }
                    }
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }
}

/// `codeine/acetaminophen` is two.
fn parts_of(name: &'static str) -> Vec<&'static str> {
    name.split('/').map(str::trim).filter(|part| !part.is_empty()).collect()
}
