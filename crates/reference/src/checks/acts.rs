//! Which medicine moves which number: what is drawn above a curve to ask "is it working?".
//!
//! A row says what the medicine's label says and nothing of how much or how fast. What no row names is not drawn by
//! itself; a doctor adds it by hand.

use super::medicines::Medicine;
use super::reading::Reader;
use super::rulebook::Rulebook;
use super::selector::Selector;
use crate::Fault;
use crate::table::{list, rows};
use crate::words::plain;

/// A row of `acts_on.tsv`.
#[derive(Debug)]
pub(super) struct ActRow {
    measures: Vec<&'static str>,
    names: Vec<String>,
    who: Selector,
    way: Way,
    source: &'static str,
}

/// What a medicine does to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It brings it down.
    Lowers,
    /// It brings it up.
    Raises,
}

/// That a medicine moves a number, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActsOn {
    /// Which way.
    pub way: Way,
    /// Who says so.
    pub source: &'static str,
}

pub(super) fn read(reader: &mut Reader<'_>) -> Result<Vec<ActRow>, Fault> {
    const TABLE: &str = "acts_on.tsv";
    reader.table = TABLE;
    let text = include_str!("../../../../assets/reference/rules/acts_on.tsv");
    let mut all = Vec::new();
    for (line, [measure, names, who, way, source]) in rows(TABLE, text)? {
        let way = match way {
            "lowers" => Way::Lowers,
            "raises" => Way::Raises,
            other => return Err(reader.fault(line, format!("{other} is neither lowers nor raises"))),
        };
        if source.is_empty() || measure.is_empty() {
            return Err(reader.fault(line, "a row without a number or a source does not ship"));
        }
        all.push(ActRow {
            measures: list(measure).collect(),
            names: list(names).map(plain).collect(),
            who: reader.select(line, who)?,
            way,
            source,
        });
    }
    Ok(all)
}

impl Rulebook {
    /// Whether a medicine is of a class of `classes.tsv`, as it acts in the whole body.
    #[must_use]
    pub fn is_of_class(&self, class: &str, medicine: &Medicine) -> bool {
        let known = self.know(medicine, false);
        let class = self.classes.get(class);
        !known.local
            && class.is_some_and(|class| known.substances.iter().any(|sub| class.members.holds(*sub)))
    }

    /// Whether a medicine moves a number: by the trend's key (a vital's, or a LOINC code), or by the test's name where
    /// it has no code.
    #[must_use]
    pub fn acts_on(&self, key: &str, name: &str, medicine: &Medicine) -> Option<ActsOn> {
        let known = self.know(medicine, false);
        let name = plain(name);
        self.acts
            .iter()
            .filter(|row| row.measures.contains(&key) || row.names.contains(&name))
            .find(|row| row.who.pick(&known).is_some())
            .map(|row| ActsOn { way: row.way, source: row.source })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulary::Formulary;

    fn medicine(drug: &str) -> Medicine {
        Medicine {
            record: None,
            drug: drug.to_owned(),
            codes: Vec::new(),
            strength: None,
            form: Some("tablet".to_owned()),
            sig: None,
        }
    }

    #[test]
    fn a_number_knows_what_moves_it_and_nothing_else() {
        let formulary = Formulary::built_in().expect("the formulary");
        let rules = Rulebook::built_in(&formulary).expect("the rules");
        let way = |key: &str, name: &str, drug: &str| {
            rules.acts_on(key, name, &medicine(drug)).map(|acts| acts.way)
        };
        assert_eq!(way("blood-pressure", "BP", "Lisinopril"), Some(Way::Lowers));
        assert_eq!(way("blood-pressure", "BP", "Ibuprofen"), Some(Way::Raises));
        assert_eq!(way("blood-pressure", "BP", "Atorvastatin"), None);
        assert_eq!(way("6301-6", "INR", "Warfarin"), Some(Way::Raises));
        assert_eq!(way("4548-4", "HbA1c", "Metformin"), Some(Way::Lowers));
        assert_eq!(way("INR", "INR", "Warfarin"), Some(Way::Raises), "a test without a code, by its name");
        assert_eq!(way("9999-9", "Something", "Warfarin"), None);
    }
}
