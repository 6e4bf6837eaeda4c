//! What of a chart the checks look at, read from the fold and nothing else.

use super::medicines::Medicine;
use super::values::{Analyte, Kidney, Value};
use chart::coding::system;
use chart::sections::allergies::{Allergy, AllergyKind, AllergyState, Severity};
use chart::sections::histories::HistoryStatement;
use chart::sections::patients::Sex;
use chart::sections::problems::Problem;
use chart::sections::results::Found;
use chart::sections::vitals::VitalCode;
use chart::{Chart, PartialDate};
use chrono::{Days, NaiveDate};

/// One patient's facts, on one day.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Today.
    pub today: NaiveDate,
    /// Age in whole months.
    pub age_months: Option<i32>,
    /// Administrative gender.
    pub sex: Option<Sex>,
    /// A pregnancy on the problem list.
    pub pregnancy: Option<Pregnancy>,
    /// Breast-feeding on the problem list, and since when.
    pub breast_feeding: Option<NaiveDate>,
    /// Active allergies.
    pub allergies: Vec<AllergyFact>,
    /// What is taken now.
    pub medicines: Vec<Medicine>,
    /// Active problems.
    pub problems: Vec<ProblemFact>,
    /// The newest of each result.
    pub values: Vec<Value>,
    /// Kilograms, the newest.
    pub weight: Option<f64>,
    /// The kidneys.
    pub kidney: Option<Kidney>,
}

/// An allergy as the checks see it.
#[derive(Debug, Clone, Default)]
pub struct AllergyFact {
    /// To what.
    pub substance: String,
    /// RxNorm codes that came with it.
    pub codes: Vec<String>,
    /// What happened.
    pub reactions: Vec<String>,
    /// Somebody said that it was severe.
    pub severe: bool,
    /// An intolerance, not an immune reaction.
    pub intolerance: bool,
    /// Taken since without harm.
    pub tolerated_since: Option<PartialDate>,
}

/// A problem as the checks see it.
#[derive(Debug, Clone, Default)]
pub struct ProblemFact {
    /// In words.
    pub text: String,
    /// ICD-10-CM.
    pub icd: Option<String>,
}

/// A pregnancy as the problem list has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pregnancy {
    /// The day it was written down, or its onset.
    pub since: NaiveDate,
    /// Whole weeks today, where the list says weeks.
    pub weeks: Option<i64>,
}

/// Longer than any pregnancy, in days.
const TERM: i64 = 300;

impl Pregnancy {
    /// It stands on the list for longer than a pregnancy lasts.
    pub(super) fn is_over(&self, today: NaiveDate) -> bool {
        (today - self.since).num_days() > TERM
    }
}

impl Facts {
    /// The facts of a chart on a day.
    #[must_use]
    pub fn of(chart: &Chart, today: NaiveDate) -> Self {
        let patient = chart.patient();
        let sex = patient.map(|patient| patient.sex);
        let age = patient.and_then(|patient| patient.age_on(today));
        let problems: Vec<(&Problem, NaiveDate)> = chart
            .problems
            .readings()
            .filter(|(_, _, problem)| problem.is_active())
            .map(|(_, version, problem)| {
                let onset = problem.onset.and_then(PartialDate::latest).filter(|onset| *onset <= today);
                (problem, onset.unwrap_or_else(|| version.effective_at.date_naive()))
            })
            .collect();
        let values = newest(chart, today);
        let weight = weight(chart);
        let kidney =
            Kidney::of(&values, age.map(chart::dates::Age::years), sex.unwrap_or(Sex::Unknown), weight);
        Self {
            today,
            age_months: age.map(|age| age.months),
            sex,
            pregnancy: of_the_history(chart, today)
                .or_else(|| problems.iter().find_map(|(problem, since)| pregnancy(problem, *since, today))),
            breast_feeding: problems
                .iter()
                .find(|(problem, _)| breast_feeding(problem))
                .map(|(_, since)| *since),
            allergies: match chart.allergy_state() {
                AllergyState::Listed(listed) => {
                    listed.iter().map(|(_, allergy)| allergy_fact(allergy)).collect()
                }
                AllergyState::NoneKnown(_) | AllergyState::NeverAsked => Vec::new(),
            },
            medicines: medicines(chart, today),
            problems: problems
                .iter()
                .map(|(problem, _)| ProblemFact {
                    text: problem.condition.text.clone(),
                    icd: problem.condition.code_in(system::ICD10CM).map(str::to_owned),
                })
                .collect(),
            values,
            weight,
            kidney,
        }
    }

    /// The newest value of one kind, unless it is too old to say anything.
    pub(super) fn value(&self, analyte: Analyte) -> Option<&Value> {
        let fresh = |value: &&Value| (self.today - value.on).num_days() <= analyte.holds_for();
        self.values.iter().find(|value| value.analyte == analyte).filter(fresh)
    }

    /// Whole years.
    pub(super) fn years(&self) -> Option<i32> {
        self.age_months.map(|months| months / 12)
    }
}

fn medicines(chart: &Chart, today: NaiveDate) -> Vec<Medicine> {
    let taken = chart.medications.readings().filter(|(_, _, medicine)| {
        let over = medicine.ended.and_then(PartialDate::latest).is_some_and(|ended| ended < today);
        medicine.is_current() && !over
    });
    taken.map(|(record, _, medicine)| Medicine::taken(record.id, medicine)).collect()
}

fn allergy_fact(allergy: &Allergy) -> AllergyFact {
    AllergyFact {
        substance: allergy.substance.text.clone(),
        codes: allergy
            .substance
            .codings
            .iter()
            .filter(|coding| coding.system == system::RXNORM)
            .map(|coding| coding.code.clone())
            .collect(),
        reactions: allergy.reactions.iter().map(|reaction| reaction.manifestation.text.clone()).collect(),
        severe: allergy.reactions.iter().any(|reaction| reaction.severity == Some(Severity::Severe)),
        intolerance: allergy.kind == AllergyKind::Intolerance,
        tolerated_since: allergy.tolerated_since,
    }
}

/// The newest of each, from results whatever their sender.
fn newest(chart: &Chart, today: NaiveDate) -> Vec<Value> {
    let mut newest: Vec<Value> = Vec::new();
    for (_, version, report) in chart.results.readings() {
        let on = version.effective_at.date_naive();
        if on > today {
            continue;
        }
        for result in &report.values {
            let code = result.test.code_in(system::LOINC);
            let (Some(analyte), Found::Quantity(found)) =
                (Analyte::of(code, &result.test.text), &result.found)
            else {
                continue;
            };
            let value = Value { analyte, value: found.value, unit: found.shown_unit(), on };
            match newest.iter_mut().find(|other| other.analyte == analyte) {
                Some(other) if other.on <= on => *other = value,
                Some(_) => {}
                None => newest.push(value),
            }
        }
    }
    newest
}

fn weight(chart: &Chart) -> Option<f64> {
    let weighed = chart.vitals.readings().filter_map(|(_, version, set)| {
        set.value(VitalCode::Weight).map(|weight| (version.effective_at, weight))
    });
    weighed.max_by_key(|(at, _)| *at).map(|(_, weight)| weight)
}

/// The pregnancy that the history says has not ended, by its due date.
fn of_the_history(chart: &Chart, today: NaiveDate) -> Option<Pregnancy> {
    chart.histories.readings().find_map(|(_, version, statement)| match statement {
        HistoryStatement::Pregnancy(pregnancy) if pregnancy.is_current() => {
            let weeks = pregnancy.age_on(today).map(|(weeks, _)| weeks);
            let began = pregnancy.due_date().and_then(|due| due.on.checked_sub_days(Days::new(280)));
            let since = began.unwrap_or_else(|| version.effective_at.date_naive());
            Some(Pregnancy { since, weeks })
        }
        _ => None,
    })
}

/// ICD-10-CM Z33.1, Z34, Z3A, O09 to O79 and O94 to O9A say that a woman is pregnant; O80 to O92 that she no longer is.
fn pregnancy(problem: &Problem, since: NaiveDate, today: NaiveDate) -> Option<Pregnancy> {
    let words = problem.condition.text.to_lowercase();
    let code = problem.condition.code_in(system::ICD10CM).map(str::to_uppercase);
    let by_code = code.as_deref().map(|code| {
        let chapter = code.get(1..3).and_then(|figures| figures.parse::<u8>().ok());
        code.starts_with("Z33.1")
            || code.starts_with("Z34")
            || code.starts_with("Z3A")
            || (code.starts_with('O')
                && chapter.is_some_and(|chapter| (9..=79).contains(&chapter) || chapter >= 94))
    });
    let no = [
        "not pregnant",
        "negative",
        "contracept",
        "history of",
        "prevent",
        "postpartum",
        "planning",
        "ectopic",
    ];
    let by_words =
        ["pregnan", "gravid", "weeks gestation", "antenatal"].iter().any(|word| words.contains(word))
            && !no.iter().any(|word| words.contains(word));
    if !by_code.unwrap_or(by_words) {
        return None;
    }
    let written =
        code.as_deref().and_then(|code| code.strip_prefix("Z3A.")).and_then(|weeks| weeks.parse().ok());
    let said = written.or_else(|| weeks_in(&words)).filter(|weeks| (1..=45).contains(weeks));
    let weeks = said.map(|weeks: i64| weeks + (today - since).num_days().max(0) / 7);
    Some(Pregnancy { since, weeks })
}

/// `pregnant, 24 weeks` and `24w`.
fn weeks_in(words: &str) -> Option<i64> {
    let mut parts =
        words.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).peekable();
    while let Some(part) = parts.next() {
        if let Some(weeks) =
            part.strip_suffix('w').or_else(|| part.strip_suffix("wk")).and_then(|n| n.parse().ok())
        {
            return Some(weeks);
        }
        let follows = parts.peek().is_some_and(|next| matches!(*next, "w" | "wk" | "wks" | "week" | "weeks"));
        if let (true, Ok(weeks)) = (follows, part.parse()) {
            return Some(weeks);
        }
    }
    None
}

/// ICD-10-CM Z39.1 and O92, or the word.
fn breast_feeding(problem: &Problem) -> bool {
    let words = problem.condition.text.to_lowercase();
    let code = problem.condition.code_in(system::ICD10CM).map(str::to_uppercase);
    code.is_some_and(|code| code.starts_with("Z39.1") || code.starts_with("O92"))
        || ["breastfeeding", "breast-feeding", "breast feeding", "lactating", "nursing mother", "lactation"]
            .iter()
            .any(|word| words.contains(word) && !words.contains("not "))
}
