//! Vaccines by CVX code, found by the name of the disease, of the vaccine, or on the box.
//!
//! Deliberately not here: who needs which one, and when. That is a schedule, and a half one is worse than none.

use crate::Fault;
use crate::orderable::{fits, names};
use crate::table::rows;
use crate::words::plain;

const VACCINES: &str = include_str!("../../../assets/reference/vaccines.tsv");

/// One vaccine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vaccine {
    /// CDC's code.
    pub cvx: &'static str,
    /// As it is kept: `Zoster, recombinant`.
    pub name: &'static str,
    also: Vec<String>,
}

/// The list.
#[derive(Debug)]
pub struct Vaccines(Vec<Vaccine>);

impl Vaccines {
    /// The list that is built in.
    ///
    /// # Errors
    /// [`Fault::Line`] when the table does not hold what its heading promises.
    pub fn built_in() -> Result<Self, Fault> {
        let vaccines = rows::<4>("vaccines.tsv", VACCINES)?
            .into_iter()
            .map(|(_, [cvx, name, also, _])| Vaccine { cvx, name, also: names(name, also) })
            .collect();
        Ok(Self(vaccines))
    }

    /// What a text can mean, best first.
    #[must_use]
    pub fn search(&self, text: &str, limit: usize) -> Vec<&Vaccine> {
        let typed = plain(text);
        if typed.is_empty() {
            return Vec::new();
        }
        let by_code = |vaccine: &Vaccine| (vaccine.cvx == typed).then_some(0);
        let mut found: Vec<(u8, &Vaccine)> = self
            .0
            .iter()
            .filter_map(|vaccine| Some((by_code(vaccine).or_else(|| fits(&vaccine.also, &typed))?, vaccine)))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().take(limit).map(|(_, vaccine)| vaccine).collect()
    }

    /// What a name in full can only mean. Where several vaccines have it, the one that says no more than the name:
    /// `flu` is influenza, not specified. None when in doubt.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Vaccine> {
        let name = plain(name);
        let mut named = self.0.iter().filter(|vaccine| vaccine.also.contains(&name));
        let first = named.next()?;
        let mut others = named.clone();
        match others.next() {
            None => Some(first),
            Some(_) => {
                std::iter::once(first).chain(named).find(|vaccine| vaccine.name.ends_with("not specified"))
            }
        }
    }

    /// Every vaccine.
    pub fn all(&self) -> impl Iterator<Item = &Vaccine> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vaccine_is_found_by_disease_name_box_and_code() {
        let vaccines = Vaccines::built_in().unwrap();
        let first = |typed: &str| vaccines.search(typed, 5).first().map(|vaccine| vaccine.cvx);
        for (typed, cvx) in
            [("shingrix", "187"), ("Tdap", "115"), ("gardasil 9", "165"), ("187", "187"), ("yellow", "37")]
        {
            assert_eq!(first(typed), Some(cvx), "{typed}");
        }
        assert!(vaccines.search("flu", 20).len() > 8, "all of them, to choose from");
        assert_eq!(first("qqq"), None);
    }
}
