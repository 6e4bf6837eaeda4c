//! The tables of `assets/reference/rules`, read once and held ready, and what they cover.

use super::Facts;
use super::doses::Unit;
use super::selector::{Classes, Selector, Set};
use super::substances::{Sub, Substances};
use super::values::{Analyte, Value};
use super::{Check, Tier, reading};
use crate::Fault;
use crate::formulary::Formulary;
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// The day on which the tables were written down last.
const AS_OF: &str = "2026-11-22";

/// The rules, ready to be held against a patient.
#[derive(Debug)]
pub struct Rulebook {
    pub(super) as_of: &'static str,
    pub(super) substances: Substances,
    pub(super) classes: Classes,
    pub(super) interactions: Vec<Interaction>,
    pub(super) quiet: Vec<Quiet>,
    pub(super) groups: Vec<Group>,
    pub(super) group_names: HashMap<String, usize>,
    pub(super) cross: Vec<Cross>,
    pub(super) duplicates: Vec<Duplicate>,
    pub(super) states: Vec<State>,
    pub(super) kidneys: Vec<KidneyRow>,
    pub(super) ages: Vec<AgeRow>,
    pub(super) results: Vec<ResultRow>,
    pub(super) problems: Vec<ProblemRow>,
    pub(super) most: Vec<Most>,
    pub(super) acts: Vec<super::acts::ActRow>,
}

/// What a row says and who says so.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) id: &'static str,
    pub(super) tier: Tier,
    pub(super) effect: &'static str,
    pub(super) action: &'static str,
    pub(super) source: &'static str,
    pub(super) reviewed: bool,
}

#[derive(Debug)]
pub(super) struct Interaction {
    pub(super) said: Said,
    pub(super) a: Selector,
    /// One list, or two of which the patient takes one each.
    pub(super) b: Vec<Selector>,
    pub(super) values: Vec<Analyte>,
    pub(super) limits: Vec<(Sub, f64, Unit)>,
    /// A newest result past this makes a note a warning.
    pub(super) graver: Option<Bound>,
    /// Of the ONC high-priority list: it always warns.
    pub(super) always: bool,
}

#[derive(Debug)]
pub(super) struct Quiet {
    pub(super) said: Said,
    pub(super) a: Selector,
    pub(super) b: Selector,
}

/// What happens after which kind of reaction; None is silence on purpose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tiers {
    pub(super) plain: Option<Tier>,
    pub(super) severe: Option<Tier>,
    pub(super) side_effect: Option<Tier>,
}

#[derive(Debug)]
pub(super) struct Group {
    pub(super) said: Said,
    pub(super) title: &'static str,
    pub(super) members: Set,
    pub(super) tiers: Tiers,
}

#[derive(Debug)]
pub(super) struct Cross {
    pub(super) said: Said,
    pub(super) from: Set,
    pub(super) from_groups: Vec<usize>,
    pub(super) to: Selector,
    pub(super) tiers: Tiers,
}

#[derive(Debug)]
pub(super) struct Duplicate {
    pub(super) said: Said,
    pub(super) title: String,
    pub(super) members: Selector,
    pub(super) except: Selector,
}

#[derive(Debug)]
pub(super) struct State {
    pub(super) said: Said,
    pub(super) who: Selector,
    pub(super) pregnancy: bool,
    pub(super) weeks: Option<(i64, i64)>,
    pub(super) exclude: bool,
}

#[derive(Debug)]
pub(super) struct KidneyRow {
    pub(super) said: Said,
    pub(super) who: Selector,
    pub(super) clearance: bool,
    pub(super) below: f64,
}

#[derive(Debug)]
pub(super) struct AgeRow {
    pub(super) said: Said,
    pub(super) who: Selector,
    /// Years.
    pub(super) from: Option<f64>,
    pub(super) under: Option<f64>,
}

#[derive(Debug)]
pub(super) struct ResultRow {
    pub(super) said: Said,
    pub(super) who: Selector,
    pub(super) bound: Bound,
}

/// How far a result may go, in the unit of the rules.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound {
    pub(super) analyte: Analyte,
    pub(super) above: bool,
    pub(super) limit: f64,
}

impl Bound {
    /// The newest result, when it holds today and lies past the bound.
    pub(super) fn passed(self, facts: &Facts) -> Option<&Value> {
        facts.value(self.analyte).filter(|value| {
            let number = value.in_rule_unit();
            if self.above { number > self.limit } else { number < self.limit }
        })
    }
}

#[derive(Debug)]
pub(super) struct ProblemRow {
    pub(super) said: Said,
    pub(super) who: Selector,
    pub(super) icd: Vec<&'static str>,
    pub(super) words: Vec<&'static str>,
}

#[derive(Debug)]
pub(super) struct Most {
    pub(super) of: Sub,
    pub(super) period: Period,
    pub(super) amount: f64,
    pub(super) unit: Unit,
    pub(super) source: &'static str,
    pub(super) reviewed: bool,
}

/// Over which time a most is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Day,
    Week,
    Month,
    /// `amount` is how often in a week at most: a weekly medicine taken daily.
    NotDaily,
}

impl Period {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::NotDaily => "daily",
        }
    }
}

/// What is checked and what is not.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Coverage {
    /// The day of the tables.
    pub as_of: String,
    /// What is checked.
    pub checks: Vec<CheckCoverage>,
    /// What is not, in sentences.
    pub not_checked: Vec<String>,
    /// Medicines that the formulary knows.
    pub medicines: usize,
}

/// One check: how much of it there is, and from where.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct CheckCoverage {
    /// Which.
    pub check: Check,
    /// What it looks at, in a sentence.
    pub what: String,
    /// How many rows.
    pub rows: usize,
    /// How many of them a clinician has signed.
    pub reviewed: usize,
    /// Where the rows are from.
    pub sources: Vec<String>,
}

impl Rulebook {
    /// The rules built into the program.
    ///
    /// # Errors
    /// [`Fault`] when a table of ours is damaged; a test reads them all.
    pub fn built_in(formulary: &Formulary) -> Result<Self, Fault> {
        reading::rulebook(formulary, AS_OF)
    }

    /// Which checks exist and which do not.
    #[must_use]
    pub fn coverage(&self, formulary: &Formulary) -> Coverage {
        let one = |check: Check, what: &str, rows: Vec<&Said>| {
            let mut sources: Vec<String> = rows
                .iter()
                .flat_map(|said| said.source.split("; "))
                .map(|source| source.split(", section").next().unwrap_or(source))
                .map(|source| if source.starts_with("FDA label") { "FDA labels" } else { source }.to_owned())
                .collect();
            sources.sort();
            sources.dedup();
            CheckCoverage {
                check,
                what: what.to_owned(),
                rows: rows.len(),
                reviewed: rows.iter().filter(|said| said.reviewed).count(),
                sources,
            }
        };
        let state = |pregnancy: bool| {
            self.states.iter().filter(|row| row.pregnancy == pregnancy).map(|row| &row.said).collect()
        };
        let mut checks = vec![
            one(
                Check::Allergy,
                "The same ingredient, the same group, and known cross-reactions; pairs known not to cross-react stay silent.",
                self.groups
                    .iter()
                    .map(|row| &row.said)
                    .chain(self.cross.iter().map(|row| &row.said))
                    .collect(),
            ),
            one(
                Check::Interaction,
                "Pairs of medicines, and three together; the whole ONC high-priority list always warns, the ONC non-interruptive list never interrupts.",
                self.interactions
                    .iter()
                    .map(|row| &row.said)
                    .chain(self.quiet.iter().map(|row| &row.said))
                    .collect(),
            ),
            one(
                Check::Duplicate,
                "The same ingredient twice, also inside combined products, and two of one class.",
                self.duplicates.iter().map(|row| &row.said).collect(),
            ),
            one(Check::Pregnancy, "A pregnancy on the problem list, by week where it is known.", state(true)),
            one(Check::BreastFeeding, "Breast-feeding on the problem list.", state(false)),
            one(
                Check::Kidney,
                "The newest eGFR, or one computed from creatinine (CKD-EPI 2021); creatinine clearance (Cockcroft-Gault) where the weight is known.",
                self.kidneys.iter().map(|row| &row.said).collect(),
            ),
            one(
                Check::Age,
                "Children by label, old age by the Beers list.",
                self.ages.iter().map(|row| &row.said).collect(),
            ),
            one(
                Check::Result,
                "Newest INR, potassium, sodium, lithium and digoxin.",
                self.results.iter().map(|row| &row.said).collect(),
            ),
            one(
                Check::Problem,
                "Problems that speak against a medicine, by ICD-10-CM code or plain words.",
                self.problems.iter().map(|row| &row.said).collect(),
            ),
        ];
        let mut sources: Vec<String> = vec!["FDA labels".to_owned()];
        sources.extend(
            self.most
                .iter()
                .map(|row| row.source)
                .filter(|source| !source.starts_with("FDA label"))
                .map(str::to_owned),
        );
        sources.sort();
        sources.dedup();
        checks.push(CheckCoverage {
            check: Check::Dose,
            what: "The most of a day, a week or a month, by mouth, for a healthy adult, over all medicines that hold the ingredient."
                .to_owned(),
            rows: self.most.len(),
            reviewed: self.most.iter().filter(|row| row.reviewed).count(),
            sources,
        });
        Coverage {
            as_of: self.as_of.to_owned(),
            checks,
            not_checked: NOT_CHECKED.iter().map(|line| (*line).to_owned()).collect(),
            medicines: formulary.ingredients().len(),
        }
    }
}

/// Said as plainly as what is checked.
const NOT_CHECKED: [&str; 7] = [
    "Interactions that no row names: the tables hold what a family doctor meets, not everything.",
    "Doses for children by weight, and doses that are too low.",
    "The liver, except where a problem on the list says cirrhosis or liver failure.",
    "Genes, food, alcohol that is not on the list, laboratory tests that a medicine disturbs.",
    "Intravenous mixtures, chemotherapy, anaesthesia.",
    "Herbs and vitamins beyond the few that the tables name.",
    "Whether the medicine is the right one.",
];
