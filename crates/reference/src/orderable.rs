//! Tests that can be ordered, alone or as a set, and the units their results come in.
//!
//! A help while typing: whatever is not here is ordered in words. Deliberately not here: reference ranges. A
//! laboratory prints its own, and that one is kept.

use crate::Fault;
use crate::table::{list, rows};
use crate::words::plain;

const TESTS: &str = include_str!("../../../assets/reference/tests.tsv");
const SETS: &str = include_str!("../../../assets/reference/test_sets.tsv");

/// One test.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// As it is ordered and kept: `HbA1c`.
    pub name: &'static str,
    /// `laboratory`, `imaging` or `other`.
    pub category: &'static str,
    /// LOINC; none where it is ordered in words.
    pub loinc: Option<&'static str>,
    /// What it is done on: `serum or plasma`; empty where that is no question.
    pub specimen: &'static str,
    /// The usual unit, UCUM; empty where a result is words.
    pub unit: &'static str,
    /// The unit of the other system and the way there.
    pub other: Option<OtherUnit>,
    /// What people type for it.
    also: Vec<String>,
    /// Where the row is from.
    pub source: &'static str,
}

/// How a value is told in the unit of the other system: `factor × value + offset`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OtherUnit {
    /// UCUM.
    pub unit: &'static str,
    /// What the value is multiplied by.
    pub factor: f64,
    /// What is added then.
    pub offset: f64,
}

/// Tests that are ordered together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestSet {
    /// `Lipids`.
    pub name: &'static str,
    /// The tests' places in [`Orderable::tests`].
    pub tests: Vec<usize>,
    also: Vec<String>,
}

/// Everything that can be ordered by name.
#[derive(Debug)]
pub struct Orderable {
    /// Each test.
    pub tests: Vec<Test>,
    /// Each set.
    pub sets: Vec<TestSet>,
}

/// What was typed can mean this.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Found<'a> {
    /// One test.
    Test(&'a Test),
    /// A set.
    Set(&'a TestSet),
}

impl Orderable {
    /// The tables that are built in.
    ///
    /// # Errors
    /// [`Fault::Line`] when a table does not hold what its heading promises.
    pub fn built_in() -> Result<Self, Fault> {
        let tests: Vec<Test> = rows::<10>("tests.tsv", TESTS)?
            .into_iter()
            .map(
                |(
                    line,
                    [name, category, loinc, specimen, unit, other_unit, factor, offset, also, source],
                )| {
                    let figure = |text: &str| {
                        text.parse::<f64>().map_err(|_| Fault::Line {
                            table: "tests.tsv",
                            line,
                            what: format!("{text} is no figure"),
                        })
                    };
                    let other = match other_unit {
                        "" => None,
                        unit => Some(OtherUnit { unit, factor: figure(factor)?, offset: figure(offset)? }),
                    };
                    let loinc = (!loinc.is_empty()).then_some(loinc);
                    Ok(Test { name, category, loinc, specimen, unit, other, also: names(name, also), source })
                },
            )
            .collect::<Result<_, Fault>>()?;
        let sets = rows::<3>("test_sets.tsv", SETS)?
            .into_iter()
            .map(|(line, [name, also, members])| {
                let place = |member: &str| tests.iter().position(|test| test.name == member);
                let members = list(members)
                    .map(|member| {
                        place(member).ok_or_else(|| Fault::Line {
                            table: "test_sets.tsv",
                            line,
                            what: format!("there is no test {member}"),
                        })
                    })
                    .collect::<Result<Vec<_>, Fault>>()?;
                Ok(TestSet { name, tests: members, also: names(name, also) })
            })
            .collect::<Result<_, Fault>>()?;
        Ok(Self { tests, sets })
    }

    /// What a text can mean, best first: whole names, then beginnings, then words within; sets before tests that
    /// fit as well.
    #[must_use]
    pub fn search(&self, text: &str, limit: usize) -> Vec<Found<'_>> {
        let typed = plain(text);
        if typed.is_empty() {
            return Vec::new();
        }
        let sets = self.sets.iter().filter_map(|set| Some((fits(&set.also, &typed)?, Found::Set(set))));
        let tests = self.tests.iter().filter_map(|test| Some((fits(&test.also, &typed)?, Found::Test(test))));
        let mut found: Vec<(u8, Found<'_>)> = sets.chain(tests).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().take(limit).map(|(_, found)| found).collect()
    }

    /// The test of a LOINC code.
    #[must_use]
    pub fn by_loinc(&self, loinc: &str) -> Option<&Test> {
        self.tests.iter().find(|test| test.loinc == Some(loinc))
    }

    /// The set of this name, as written or as people type it.
    #[must_use]
    pub fn set_by_name(&self, name: &str) -> Option<&TestSet> {
        let name = plain(name);
        self.sets.iter().find(|set| set.also.contains(&name))
    }

    /// The test of this name, as written or as people type it.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Test> {
        let name = plain(name);
        self.tests.iter().find(|test| test.also.contains(&name))
    }
}

impl Test {
    /// A value in one of the test's two units, told in the other, with the formula. None where there is one unit only,
    /// and for a value in a third.
    #[must_use]
    pub fn converted(&self, value: f64, unit: &str) -> Option<Converted> {
        let other = self.other?;
        let figure = |value: f64| format!("{value}");
        let offset = match other.offset {
            0.0 => String::new(),
            offset if offset < 0.0 => format!(" − {}", figure(-offset)),
            offset => format!(" + {}", figure(offset)),
        };
        if unit == self.unit {
            let value = other.factor * value + other.offset;
            let formula = format!("× {}{offset}", figure(other.factor));
            Some(Converted { value: rounded(value), unit: other.unit, formula })
        } else if unit == other.unit {
            let value = (value - other.offset) / other.factor;
            let undo = match other.offset {
                0.0 => String::new(),
                offset if offset < 0.0 => format!("+ {}, ", figure(-offset)),
                offset => format!("− {}, ", figure(offset)),
            };
            let formula = format!("{undo}÷ {}", figure(other.factor));
            Some(Converted { value: rounded(value), unit: self.unit, formula })
        } else {
            None
        }
    }
}

/// A value told in another unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Converted {
    /// To three significant figures: more would be a laboratory's that nobody measured.
    pub value: f64,
    /// UCUM.
    pub unit: &'static str,
    /// What was done to the value: `× 88.4`.
    pub formula: String,
}

/// Three significant figures; whole numbers from a hundred on stay whole.
fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let digits = 2 - value.abs().log10().floor() as i32;
    if digits <= 0 {
        return value.round();
    }
    let shift = 10_f64.powi(digits);
    (value * shift).round() / shift
}

pub(crate) fn names(name: &str, also: &'static str) -> Vec<String> {
    std::iter::once(plain(name)).chain(list(also).map(plain)).collect()
}

/// How well one of the names fits what was typed: 0 whole, 1 from the beginning, 2 every word begins one of its words.
pub(crate) fn fits(names: &[String], typed: &str) -> Option<u8> {
    names
        .iter()
        .filter_map(|name| {
            if name == typed {
                return Some(0);
            }
            if name.starts_with(typed) {
                return Some(1);
            }
            let within = |part: &str| name.split(' ').any(|word| word.starts_with(part));
            typed.split(' ').all(within).then_some(2)
        })
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orderable() -> Orderable {
        Orderable::built_in().unwrap()
    }

    fn first(typed: &str) -> String {
        let orderable = orderable();
        match orderable.search(typed, 8).first() {
            Some(Found::Test(test)) => test.name.to_owned(),
            Some(Found::Set(set)) => set.name.to_owned(),
            None => String::new(),
        }
    }

    #[test]
    fn what_people_type_finds_what_they_mean() {
        for (typed, meant) in [
            ("a1c", "HbA1c"),
            ("cxr", "Chest X-ray"),
            ("lipid", "Lipids"),
            ("cbc", "Blood count"),
            ("k", "Potassium"),
            ("tsh", "TSH"),
            ("knee x", "X-ray, knee"),
            ("ekg", "ECG"),
        ] {
            assert_eq!(first(typed), meant, "{typed}");
        }
        assert_eq!(first("qqq"), "", "nothing is guessed");
    }

    #[test]
    fn a_value_is_told_in_the_other_unit_and_back() {
        let orderable = orderable();
        let a1c = orderable.by_loinc("4548-4").unwrap();
        let told = a1c.converted(7.4, "%").unwrap();
        assert_eq!((told.value, told.unit), (57.4, "mmol/mol"));
        assert_eq!(a1c.converted(57.4, "mmol/mol").unwrap().value, 7.4);
        let creatinine = orderable.by_name("creatinine").unwrap();
        assert_eq!(creatinine.converted(1.09, "mg/dL").unwrap().value, 96.4);
        assert_eq!(creatinine.converted(1.09, "g/L"), None, "a third unit is not guessed at");
        assert_eq!(orderable.by_name("potassium").unwrap().converted(4.1, "mmol/L"), None);
    }
}
