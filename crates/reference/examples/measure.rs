//! Measures what a person feels: how long the lists take to be ready, how long each key takes, and how long the checks
//! of one more medicine take in a patient of twenty.
//!
//! Every everyday word of the probe, every alias and every name of a medicine is typed letter by letter.

use chrono::NaiveDate;
use reference::checks::{AllergyFact, Facts, Medicine, Rulebook};
use reference::diagnoses::{Diagnoses, Usage};
use reference::formulary::Formulary;
use std::time::{Duration, Instant};

fn main() -> Result<(), reference::Fault> {
    let start = Instant::now();
    let diagnoses = Diagnoses::built_in()?;
    println!("diagnoses ready in {:.1} ms", start.elapsed().as_secs_f64() * 1_000.0);
    let start = Instant::now();
    let formulary = Formulary::built_in()?;
    println!("formulary ready in {:.1} ms", start.elapsed().as_secs_f64() * 1_000.0);

    let probe = include_str!("../tests/data/probe.tsv");
    let aliases = include_str!("../../../assets/reference/diagnosis_aliases.tsv");
    let words = probe.lines().chain(aliases.lines()).filter(|line| !line.starts_with('#'));
    let words: Vec<&str> = words.filter_map(|line| line.split('\t').next()).collect();
    report("diagnosis", &words, |typed| diagnoses.search(typed, &Usage::default(), 8).len());
    let drugs: Vec<&str> = formulary
        .ingredients()
        .iter()
        .flat_map(|one| std::iter::once(one.name).chain(one.brands.iter().copied()))
        .collect();
    report("drug", &drugs, |typed| formulary.search(typed, 8).len());

    let start = Instant::now();
    let rules = Rulebook::built_in(&formulary)?;
    println!("rules ready in {:.1} ms", start.elapsed().as_secs_f64() * 1_000.0);
    let commonest: Vec<Medicine> = include_str!("../tests/data/commonest.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|name| Medicine { drug: name.to_owned(), ..Medicine::default() })
        .collect();
    let allergy = AllergyFact { substance: "penicillin".to_owned(), ..AllergyFact::default() };
    let facts = Facts {
        today: NaiveDate::from_ymd_opt(2026, 11, 28).unwrap_or_default(),
        age_months: Some(70 * 12),
        allergies: vec![allergy],
        medicines: commonest.iter().step_by(10).cloned().collect(),
        ..Facts::default()
    };
    let (mut took, mut found) = (Vec::new(), 0);
    for medicine in &commonest {
        let start = Instant::now();
        found += rules.check(&facts, medicine).len();
        took.push(start.elapsed());
    }
    say(&format!("checks of one more beside {}", facts.medicines.len()), took, found);
    let start = Instant::now();
    let all = rules.review(&facts).len();
    println!(
        "whole list of {}: {:.2} ms, {all} findings",
        facts.medicines.len(),
        start.elapsed().as_secs_f64() * 1_000.0
    );
    Ok(())
}

/// Types each word letter by letter and says how long the keys took.
fn report(what: &str, words: &[&str], search: impl Fn(&str) -> usize) {
    let mut took: Vec<Duration> = Vec::new();
    let mut found = 0;
    for word in words {
        for (at, letter) in word.char_indices() {
            let start = Instant::now();
            found += search(&word[..at + letter.len_utf8()]);
            took.push(start.elapsed());
        }
    }
    say(what, took, found);
}

fn say(what: &str, mut took: Vec<Duration>, found: usize) {
    took.sort_unstable();
    let at =
        |share: usize| took.get(took.len() * share / 1_000).map_or(0.0, |time| time.as_secs_f64() * 1_000.0);
    let (half, most) = (at(500), at(990));
    let last = took.last().map_or(0.0, |time| time.as_secs_f64() * 1_000.0);
    println!(
        "{what}: {} times, p50 {half:.2} ms, p99 {most:.2} ms, slowest {last:.2} ms, {found} hits",
        took.len()
    );
}
