//! The name a medicine is written under: that of the United States, or the international nonproprietary one.
//!
//! A pharmacist in London does not stock acetaminophen. Which name is written is the practice's choice, by its
//! prescription profile; both are always understood, and every check knows both as the same medicine.

use super::Formulary;
use std::borrow::Cow;

/// Whose names are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming<'a> {
    /// The name adopted in the United States (USAN): `acetaminophen`.
    UnitedStates,
    /// The international nonproprietary name (INN): `paracetamol`.
    International,
    /// The one of the two that was typed in full; that of the United States for a brand or an abbreviation.
    AsTyped(&'a str),
}

impl Formulary {
    /// A name as this formulary has it, one medicine or several with `/` between, under the names asked for. What stands
    /// behind a name, as in `glyburide ER`, stays.
    #[must_use]
    pub fn written<'n>(&self, name: &'n str, naming: Naming<'_>) -> Cow<'n, str> {
        let international = || -> Cow<'n, str> {
            let parts: Vec<Cow<'_, str>> = name.split('/').map(|part| self.part(part)).collect();
            if parts.iter().all(|part| matches!(part, Cow::Borrowed(_))) {
                return Cow::Borrowed(name);
            }
            let joined = parts.join("/");
            // A name that would not read back as the same medicine is not written.
            if self.resolve(&joined).is_some() { Cow::Owned(joined) } else { Cow::Borrowed(name) }
        };
        match naming {
            Naming::UnitedStates => Cow::Borrowed(name),
            Naming::International => international(),
            Naming::AsTyped(typed) => {
                let other = international();
                if other.eq_ignore_ascii_case(typed.trim()) { other } else { Cow::Borrowed(name) }
            }
        }
    }

    fn part<'n>(&self, part: &'n str) -> Cow<'n, str> {
        let known = self.ingredients.iter().find_map(|one| {
            let rest = part.strip_prefix(one.name).filter(|rest| rest.is_empty() || rest.starts_with(' '))?;
            one.inn.map(|inn| (inn, rest))
        });
        known.map_or(Cow::Borrowed(part), |(inn, rest)| Cow::Owned(format!("{inn}{rest}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_practice_has_the_names_its_pharmacists_know() {
        let formulary = Formulary::built_in().unwrap();
        for (name, inn) in [
            ("acetaminophen", "paracetamol"),
            ("albuterol", "salbutamol"),
            ("albuterol/budesonide", "salbutamol/budesonide"),
            ("acetaminophen/aspirin/caffeine", "paracetamol/aspirin/caffeine"),
            ("glyburide/metformin", "glibenclamide/metformin"),
            ("mesalamine ER", "mesalazine ER"),
            ("metformin", "metformin"),
        ] {
            assert_eq!(formulary.written(name, Naming::International), inn);
            assert_eq!(formulary.written(name, Naming::UnitedStates), name);
            assert_eq!(formulary.written(name, Naming::AsTyped(inn)), inn, "what was typed in full stays");
            assert_eq!(formulary.written(name, Naming::AsTyped("a brand")), name);
        }
    }

    #[test]
    fn both_names_mean_the_same_medicine_to_the_reader() {
        let formulary = Formulary::built_in().unwrap();
        let two = formulary.ingredients().iter().filter_map(|one| Some((one, one.inn?)));
        assert!(two.clone().count() > 30, "the table is read");
        for (one, inn) in two {
            assert_eq!(formulary.resolve(inn).map(|found| found.name), Some(one.name), "{inn}");
        }
    }
}
