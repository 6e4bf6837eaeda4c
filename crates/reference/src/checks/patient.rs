//! A medicine against the patient: pregnancy, breast-feeding, kidneys, age, newest results, problems.

use super::medicines::Known;
use super::rulebook::{ProblemRow, Said};
use super::substances::Sub;
use super::{Check, Facts, Finding, ProblemFact, Rulebook, Tier, capital, day, key};
use chart::sections::patients::Sex;
use chart::sig::figure;

/// Who may become pregnant, for the note that says to exclude it: women of these ages.
const FERTILE: std::ops::RangeInclusive<i32> = 12..=50;

/// From this age a missing kidney value is worth a note.
const OLD: i32 = 65;

impl Rulebook {
    pub(super) fn of_the_patient(&self, facts: &Facts, medicine: &Known, found: &mut Vec<Finding>) {
        self.pregnancy(facts, medicine, found);
        self.kidneys(facts, medicine, found);
        self.ages(facts, medicine, found);
        self.results(facts, medicine, found);
        self.problems(facts, medicine, found);
    }

    fn pregnancy(&self, facts: &Facts, medicine: &Known, found: &mut Vec<Finding>) {
        if facts.sex == Some(Sex::Male) {
            return;
        }
        for row in &self.states {
            let Some(sub) = row.who.pick(medicine) else { continue };
            let finding = match (row.pregnancy, &facts.pregnancy, facts.breast_feeding) {
                (true, Some(pregnancy), _) => {
                    let weeks = pregnancy.weeks;
                    let fits = match (row.weeks, weeks) {
                        (Some((from, to)), Some(weeks)) => (from..=to).contains(&weeks),
                        _ => true,
                    };
                    if !fits {
                        continue;
                    }
                    let since = day(pregnancy.since, facts.today);
                    let (severity, still) = if pregnancy.is_over(facts.today) {
                        (Tier::Note, " Is she still pregnant?")
                    } else {
                        (row.said.tier, "")
                    };
                    let at = match (weeks, row.weeks) {
                        (Some(weeks), _) => format!("week {weeks}"),
                        (None, Some((from, to))) => {
                            format!("pregnant since {since}; weeks {from} to {to} matter")
                        }
                        (None, None) => format!("pregnant since {since}"),
                    };
                    let message = format!(
                        "{} in pregnancy ({at}): {}.{still}",
                        capital(&medicine.drug),
                        row.said.effect
                    );
                    self.about(
                        Check::Pregnancy,
                        severity,
                        &row.said,
                        (medicine, sub),
                        "pregnancy",
                        message,
                        at,
                    )
                }
                (true, None, _) if row.exclude && could_be_pregnant(facts) => {
                    let message = format!("{}: {} in pregnancy.", capital(&medicine.drug), row.said.effect);
                    let mut finding = self.about(
                        Check::Pregnancy,
                        Tier::Note,
                        &row.said,
                        (medicine, sub),
                        "pregnancy is possible",
                        message,
                        String::new(),
                    );
                    finding.action = "Ask about pregnancy and contraception first.".to_owned();
                    finding
                }
                (false, _, Some(since)) => {
                    let since = day(since, facts.today);
                    let message = format!(
                        "{} and breast-feeding (on the list since {since}): {}.",
                        capital(&medicine.drug),
                        row.said.effect
                    );
                    self.about(
                        Check::BreastFeeding,
                        row.said.tier,
                        &row.said,
                        (medicine, sub),
                        "breast-feeding",
                        message,
                        since,
                    )
                }
                _ => continue,
            };
            found.push(finding);
        }
    }

    fn kidneys(&self, facts: &Facts, medicine: &Known, found: &mut Vec<Finding>) {
        let rows = self.kidneys.iter().filter_map(|row| row.who.pick(medicine).map(|sub| (row, sub)));
        let Some(kidney) = &facts.kidney else {
            let asks = facts.years().is_some_and(|years| years >= OLD);
            let worst = rows
                .min_by_key(|(row, _)| row.said.tier)
                .filter(|(row, _)| asks && row.said.tier != Tier::Note);
            if let Some((row, sub)) = worst.filter(|_| medicine.proposed) {
                let message = format!(
                    "{}: it depends on the kidneys, and no creatinine or eGFR is known.",
                    capital(&medicine.drug)
                );
                let mut finding = self.about(
                    Check::Kidney,
                    Tier::Note,
                    &row.said,
                    (medicine, sub),
                    "no eGFR",
                    message,
                    String::new(),
                );
                finding.action = "Measure creatinine.".to_owned();
                found.push(finding);
            }
            return;
        };
        let reached = rows.filter_map(|(row, sub)| {
            let value = if row.clearance { kidney.clearance.unwrap_or(kidney.egfr) } else { kidney.egfr };
            (value < row.below).then_some((row, sub, value))
        });
        let mut lowest: Vec<_> = reached.collect();
        lowest.sort_by(|a, b| a.0.below.total_cmp(&b.0.below));
        let mut seen: Vec<Sub> = Vec::new();
        for (row, sub, value) in lowest {
            if seen.contains(&sub) {
                continue;
            }
            seen.push(sub);
            let said = kidney.said(facts.today);
            let measured = match (row.clearance, kidney.clearance) {
                (true, Some(_)) => format!("creatinine clearance {} mL/min, {said}", figure(value.round())),
                (true, None) => {
                    format!("{said}; the label counts in creatinine clearance, which needs the weight")
                }
                (false, _) => said.clone(),
            };
            let old =
                if (facts.today - kidney.on).num_days() > 366 { " That is over a year ago." } else { "" };
            let message = format!("{}: {measured}: {}.{old}", capital(&medicine.drug), row.said.effect);
            let with = if row.clearance && kidney.clearance.is_some() {
                format!("creatinine clearance {}", figure(value.round()))
            } else {
                format!("eGFR {}", figure(kidney.egfr.round()))
            };
            found.push(self.about(
                Check::Kidney,
                row.said.tier,
                &row.said,
                (medicine, sub),
                &with,
                message,
                said,
            ));
        }
    }

    fn ages(&self, facts: &Facts, medicine: &Known, found: &mut Vec<Finding>) {
        let Some(months) = facts.age_months else { return };
        let years = f64::from(months) / 12.0;
        for row in &self.ages {
            let fits =
                row.from.is_none_or(|from| years >= from) && row.under.is_none_or(|under| years < under);
            let Some(sub) = row.who.pick(medicine).filter(|_| fits) else { continue };
            let age = if months < 24 { format!("{months} months") } else { format!("{} years", months / 12) };
            let message = format!("{} at {age}: {}.", capital(&medicine.drug), row.said.effect);
            found.push(self.about(
                Check::Age,
                row.said.tier,
                &row.said,
                (medicine, sub),
                &format!("age {age}"),
                message,
                String::new(),
            ));
        }
    }

    fn results(&self, facts: &Facts, medicine: &Known, found: &mut Vec<Finding>) {
        for row in &self.results {
            let Some(value) = row.bound.passed(facts) else { continue };
            let Some(sub) = row.who.pick(medicine) else { continue };
            let said = value.said(facts.today);
            let message = format!("{} with {said}: {}.", capital(&medicine.drug), row.said.effect);
            let mut finding = self.about(
                Check::Result,
                row.said.tier,
                &row.said,
                (medicine, sub),
                &said,
                message,
                said.clone(),
            );
            finding.key = key(Check::Result, &[self.substances.name(sub), row.bound.analyte.word()]);
            found.push(finding);
        }
    }

    fn problems(&self, facts: &Facts, medicine: &Known, found: &mut Vec<Finding>) {
        for row in &self.problems {
            let Some(sub) = row.who.pick(medicine) else { continue };
            let Some(problem) = facts.problems.iter().find(|problem| row.is_about(problem)) else { continue };
            let message = format!("{} with {}: {}.", capital(&medicine.drug), problem.text, row.said.effect);
            let mut finding = self.about(
                Check::Problem,
                row.said.tier,
                &row.said,
                (medicine, sub),
                &problem.text,
                message,
                problem.text.clone(),
            );
            finding.key = key(Check::Problem, &[self.substances.name(sub), row.said.id]);
            found.push(finding);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one finding, in its parts")]
    fn about(
        &self,
        check: Check,
        severity: Tier,
        said: &Said,
        (medicine, sub): (&Known, Sub),
        with: &str,
        message: String,
        basis: String,
    ) -> Finding {
        Finding {
            check,
            severity,
            key: key(check, &[self.substances.name(sub)]),
            drug: medicine.drug.clone(),
            with: with.to_owned(),
            message,
            action: said.action.to_owned(),
            source: said.source.to_owned(),
            as_of: self.as_of.to_owned(),
            reviewed: said.reviewed,
            test: None,
            basis,
        }
    }
}

impl ProblemRow {
    fn is_about(&self, problem: &ProblemFact) -> bool {
        if let Some(code) = &problem.icd {
            return self.icd.iter().any(|begins| code.to_uppercase().starts_with(begins));
        }
        let words = problem.text.to_lowercase();
        let denied = words.starts_with("no ") || words.contains("family") || words.contains("rule out");
        !denied && self.words.iter().any(|said| words.contains(said))
    }
}

fn could_be_pregnant(facts: &Facts) -> bool {
    let years = facts.years().is_some_and(|years| FERTILE.contains(&years));
    let cannot = facts.problems.iter().any(|problem| {
        let words = problem.text.to_lowercase();
        let code = problem.icd.as_deref().unwrap_or_default();
        ["Z90.71", "Z98.51", "N95"].iter().any(|begins| code.starts_with(begins))
            || ["hysterectomy", "menopaus", "tubal ligation"].iter().any(|said| words.contains(said))
    });
    facts.sex == Some(Sex::Female) && years && !cannot
}
