//! What speaks against a prescription: the rules of `assets/reference/rules`, held against one patient's facts.
//!
//! Pure: facts and medicines come in, findings go out; no store, no clock. Each rule is one row of a table with its
//! source; nothing clinical stands in the code but the formulas that are named here: eGFR (CKD-EPI 2021) and
//! creatinine clearance (Cockcroft-Gault).
//!
//! Deliberately not here: who may override a finding and how that is kept (`api`), doses by weight, food, genes,
//! laboratory tests disturbed by medicines. [`Rulebook::coverage`] says so on screen.

mod acts;
mod allergies;
mod doses;
mod facts;
mod medicines;
mod pairs;
mod patient;
mod reading;
mod rulebook;
mod selector;
mod substances;
#[cfg(test)]
mod tests;
mod values;

pub use acts::{ActsOn, Way};
pub use facts::{AllergyFact, Facts, Pregnancy, ProblemFact};
pub use medicines::Medicine;
pub use rulebook::{CheckCoverage, Coverage, Rulebook};
pub use values::{Analyte, Kidney, Value};

use chrono::NaiveDate;
use medicines::Known;
use serde::Serialize;
use ts_rs::TS;

/// What was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// The patient is allergic to it, or to something like it.
    Allergy,
    /// Another medicine on the list does not go with it.
    Interaction,
    /// It is on the list already, or another of its class is.
    Duplicate,
    /// The patient is pregnant, or could be.
    Pregnancy,
    /// The patient breast-feeds.
    BreastFeeding,
    /// The kidneys are weak.
    Kidney,
    /// The patient is too young or old for it.
    Age,
    /// More a day than is given to anybody.
    Dose,
    /// The newest result speaks against it.
    Result,
    /// A problem on the list speaks against it.
    Problem,
    /// Nothing could be checked: the name is in no list of ours.
    Unknown,
}

impl Check {
    /// Every check, as the panel lists them.
    pub const ALL: [Self; 11] = [
        Self::Allergy,
        Self::Interaction,
        Self::Duplicate,
        Self::Pregnancy,
        Self::BreastFeeding,
        Self::Kidney,
        Self::Age,
        Self::Dose,
        Self::Result,
        Self::Problem,
        Self::Unknown,
    ];

    /// The word that begins a finding's key.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Allergy => "allergy",
            Self::Interaction => "interaction",
            Self::Duplicate => "duplicate",
            Self::Pregnancy => "pregnancy",
            Self::BreastFeeding => "breast-feeding",
            Self::Kidney => "kidney",
            Self::Age => "age",
            Self::Dose => "dose",
            Self::Result => "result",
            Self::Problem => "problem",
            Self::Unknown => "unknown",
        }
    }
}

/// How much it matters. Only the first asks before going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Asks before going on.
    Contraindicated,
    /// Stands under the line, in colour.
    Warning,
    /// Stands under the line.
    Note,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Which check found it.
    pub check: Check,
    /// How much it matters.
    pub severity: Tier,
    /// Names the finding for this patient: the same tomorrow, and the same from the list as from the line.
    pub key: String,
    /// The medicine it is about, as it is called on the line or the list.
    pub drug: String,
    /// What it does not go with: the other medicine, the allergy, `eGFR 34`, `pregnancy`.
    pub with: String,
    /// What it is, in a sentence, with the newest relevant value: `Warfarin with ibuprofen: bleeding. INR 3.8 on 18 Nov.`
    pub message: String,
    /// What to do.
    pub action: String,
    /// Who says so.
    pub source: String,
    /// The day of the rule's table.
    pub as_of: String,
    /// A clinician has signed the row.
    pub reviewed: bool,
    /// The test whose value the row asks for, as orders call it: `INR`.
    #[serde(skip)]
    pub test: Option<&'static str>,
    /// What the finding rests on in this chart. An override holds only as long as it stays the same.
    #[serde(skip)]
    pub basis: String,
}

impl Rulebook {
    /// What speaks against one more medicine. Findings of the rest of the list among itself are left out.
    #[must_use]
    pub fn check(&self, facts: &Facts, proposed: &Medicine) -> Vec<Finding> {
        let mut list: Vec<Known> = facts.medicines.iter().map(|taken| self.know(taken, false)).collect();
        list.push(self.know(proposed, true));
        self.findings(facts, &list, true)
    }

    /// What speaks against what is taken now, the whole list over.
    #[must_use]
    pub fn review(&self, facts: &Facts) -> Vec<Finding> {
        let list: Vec<Known> = facts.medicines.iter().map(|taken| self.know(taken, false)).collect();
        self.findings(facts, &list, false)
    }

    /// The names on the list that no table of ours knows: nothing about them was checked.
    #[must_use]
    pub fn unknown(&self, facts: &Facts) -> Vec<String> {
        let unknown = |taken: &&Medicine| self.substances.recognise(&taken.drug, &taken.codes).is_empty();
        facts.medicines.iter().filter(unknown).map(|taken| taken.name()).collect()
    }

    fn findings(&self, facts: &Facts, list: &[Known], one: bool) -> Vec<Finding> {
        let asked: Vec<&Known> = list.iter().filter(|medicine| medicine.proposed || !one).collect();
        let mut found = Vec::new();
        for medicine in &asked {
            if medicine.substances.is_empty() {
                found.push(self.nothing_known(medicine));
                continue;
            }
            self.allergies(facts, medicine, &mut found);
            self.of_the_patient(facts, medicine, &mut found);
        }
        self.doses(list, one, &mut found);
        self.interactions(facts, list, one, &mut found);
        self.duplicates(list, one, &mut found);
        settled(found)
    }

    fn nothing_known(&self, medicine: &Known) -> Finding {
        Finding {
            check: Check::Unknown,
            severity: Tier::Note,
            key: key(Check::Unknown, &[&medicine.drug]),
            drug: medicine.drug.clone(),
            with: String::new(),
            message: format!("{} is in no list of this program: nothing was checked.", medicine.drug),
            action: "Check it yourself, or choose it from the list.".to_owned(),
            source: "The formulary of this program".to_owned(),
            as_of: self.as_of.to_owned(),
            reviewed: true,
            test: None,
            basis: String::new(),
        }
    }
}

/// The worst first; of several with one key only the worst.
fn settled(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by(|a, b| (a.severity, a.check, &a.key).cmp(&(b.severity, b.check, &b.key)));
    let mut seen = std::collections::HashSet::new();
    found.retain(|finding| seen.insert(finding.key.clone()));
    found
}

/// `interaction:ibuprofen:warfarin`: small letters, so that it can be typed and compared.
fn key(check: Check, parts: &[&str]) -> String {
    let mut key = check.word().to_owned();
    for part in parts {
        key.push(':');
        key.push_str(&crate::words::plain(part).replace(' ', "-"));
    }
    key
}

/// `18 Nov` of this year, `18 Nov 2025` of another.
fn day(on: NaiveDate, today: NaiveDate) -> String {
    use chrono::Datelike;
    let format = if on.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    on.format(format).to_string()
}

/// With a capital first letter, as a sentence begins.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
