//! The rules held against the publishers' lists, where those are at hand (`../shared/reference` beside the project), and
//! the share of everyday pairs that interrupt, which `docs/checks.md` lists.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use chrono::NaiveDate;
use reference::checks::{Check, Facts, Finding, Kidney, Medicine, Pregnancy, Rulebook, Tier};
use reference::formulary::Formulary;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;

fn rules() -> &'static Rulebook {
    static ONE: OnceLock<Rulebook> = OnceLock::new();
    ONE.get_or_init(|| Rulebook::built_in(&Formulary::built_in().unwrap()).unwrap())
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The rows of a shared table below its heading, or None with a notice when it is not there.
fn shared(name: &str, separator: char) -> Option<Vec<Vec<String>>> {
    let path = root().join("../shared/reference").join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("SKIPPED: {name} is not beside the project, nothing was held against it");
        return None;
    };
    let row = |line: &str| line.split(separator).map(|cell| cell.trim_matches('"').to_owned()).collect();
    Some(text.lines().skip(1).map(row).collect())
}

fn medicine(name: &str) -> Medicine {
    Medicine { drug: name.to_owned(), ..Medicine::default() }
}

fn adult() -> Facts {
    Facts {
        today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        age_months: Some(45 * 12),
        ..Facts::default()
    }
}

/// The worst interaction of two names.
fn pair(a: &str, b: &str) -> Option<Tier> {
    let facts = Facts { medicines: vec![medicine(a)], ..adult() };
    let found = rules().check(&facts, &medicine(b));
    found
        .into_iter()
        .filter(|finding| finding.check == Check::Interaction)
        .map(|finding| finding.severity)
        .min()
}

/// Both sides of each rule of an ONC list: the names of the object and of the precipitant.
fn onc(file: &str) -> Option<BTreeMap<u32, [Vec<String>; 2]>> {
    let mut rules: BTreeMap<u32, [Vec<String>; 2]> = BTreeMap::new();
    for row in shared(file, ',')? {
        let excluded = row.get(6).is_some_and(|note| note.starts_with("EXCLUDE"));
        let side = usize::from(row[1] == "precipitant");
        let named = if row[4].is_empty() { &row[2] } else { &row[4] };
        if !excluded && !named.is_empty() {
            rules.entry(row[0].parse().unwrap()).or_default()[side].push(named.to_lowercase());
        }
    }
    Some(rules)
}

#[test]
fn the_high_priority_list_always_warns() {
    let Some(list) = onc("ddi/onc_high_priority_2012.csv") else { return };
    let (mut pairs, mut silent) = (0, Vec::new());
    for (rule, [objects, precipitants]) in &list {
        // Rule 21 names no members.
        for a in objects.iter().filter(|_| *rule != 21) {
            for b in precipitants.iter().filter(|b| *b != a) {
                pairs += 1;
                if pair(a, b).is_none_or(|tier| tier > Tier::Warning) {
                    silent.push(format!("rule {rule}: {a} + {b}"));
                }
            }
        }
    }
    assert!(silent.is_empty(), "{} of {pairs} do not warn: {silent:#?}", silent.len());
    println!("{pairs} pairs of the ONC high-priority list warn");
    assert!(pairs > 300, "{pairs}");
}

#[test]
fn the_non_interruptive_list_never_interrupts() {
    let Some(list) = onc("ddi/onc_noninterruptive_2013.csv") else { return };
    let (mut pairs, mut loud, mut shown) = (0, Vec::new(), 0);
    for (rule, [objects, precipitants]) in &list {
        for a in objects {
            for b in precipitants.iter().filter(|b| *b != a) {
                pairs += 1;
                let tier = pair(a, b);
                shown += usize::from(tier.is_some());
                if tier == Some(Tier::Contraindicated) {
                    loud.push(format!("rule {rule}: {a} + {b}"));
                }
            }
        }
    }
    println!("{shown} of {pairs} pairs of the ONC non-interruptive list are shown as notes");
    assert!(loud.is_empty(), "{} of {pairs} interrupt: {loud:#?}", loud.len());
    assert!(pairs > 2_000, "{pairs}");
    assert!(shown * 10 > pairs * 6, "{shown} of {pairs}: most of the list is shown");
}

#[test]
fn what_colleagues_proposed_is_found() {
    let Some(rows) = shared("ddi/proposed_interaction_rules.tsv", '\t') else { return };
    let (mut pairs, mut missing) = (0, Vec::new());
    for row in &rows {
        let mut silent = Vec::new();
        for a in row[4].split("; ") {
            for b in row[5].split("; ").filter(|b| *b != a) {
                pairs += 1;
                if pair(a, b).is_none() {
                    silent.push(format!("{a} + {b}"));
                }
            }
        }
        if !silent.is_empty() {
            missing.push((row[0].clone(), silent.len(), silent.into_iter().take(6).collect::<Vec<_>>()));
        }
    }
    let silent: usize = missing.iter().map(|(_, count, _)| count).sum();
    println!("{silent} of {pairs} proposed pairs are not found: {missing:#?}");
    assert!(silent * 100 <= pairs * 8, "{silent} of {pairs} proposed pairs are not found: {missing:#?}");
}

/// A name of a seed table as we write it; None where it is no single medicine.
fn ours(name: &str) -> Option<String> {
    let name = name.split(" (").next().unwrap_or(name).trim().to_lowercase();
    Some(match name.as_str() {
        "nsaids" => "ibuprofen".to_owned(),
        "ace inhibitors" => "lisinopril".to_owned(),
        "arbs" => "losartan".to_owned(),
        "statins" => "simvastatin".to_owned(),
        "tetracyclines" => "doxycycline".to_owned(),
        "fluoroquinolones" => "ciprofloxacin".to_owned(),
        "sulfonamides" => "sulfamethoxazole".to_owned(),
        "aminoglycosides" => "streptomycin".to_owned(),
        "trimethoprim-sulfamethoxazole" => "sulfamethoxazole/trimethoprim".to_owned(),
        "tramadol ir" => "tramadol".to_owned(),
        "memantine ir" => "memantine".to_owned(),
        "sodium phosphate bowel prep" => "sodium phosphate".to_owned(),
        "live vaccines" => return None,
        _ => name,
    })
}

#[test]
fn each_medicine_of_the_kidney_seed_has_a_row() {
    let Some(rows) = shared("ddi/renal_seed.tsv", '\t') else { return };
    let kidney = Kidney { egfr: 10.0, on: adult().today, computed: false, clearance: Some(10.0) };
    let facts = Facts { kidney: Some(kidney), ..adult() };
    let found =
        |name: &str| rules().check(&facts, &medicine(name)).iter().any(|one| one.check == Check::Kidney);
    let names = rows.iter().flat_map(|row| row[0].split("; ")).filter_map(ours);
    let missing: Vec<String> = names.filter(|name| !found(name)).collect();
    assert!(missing.is_empty(), "no row for kidneys: {missing:?}");
}

#[test]
fn each_medicine_of_the_pregnancy_seed_has_a_row() {
    let Some(rows) = shared("ddi/pregnancy_seed.tsv", '\t') else { return };
    let mut missing = Vec::new();
    for row in &rows {
        let nursing = row[0].contains("breast-feeding");
        let facts = Facts {
            pregnancy: (!nursing).then(|| Pregnancy { since: adult().today, weeks: None }),
            breast_feeding: nursing.then(|| adult().today),
            ..adult()
        };
        let wanted = if nursing { Check::BreastFeeding } else { Check::Pregnancy };
        for name in row[0].split("; ").filter_map(ours) {
            let mut medicine = medicine(&name);
            if row[0].contains("topical") {
                medicine.form = Some("cream".to_owned());
            }
            if !rules().check(&facts, &medicine).iter().any(|one| one.check == wanted) {
                missing.push(name);
            }
        }
    }
    assert!(missing.is_empty(), "no row for pregnancy: {missing:?}");
}

fn commonest() -> Vec<&'static str> {
    include_str!("data/commonest.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

/// The first finding that asks, of two of the commonest.
fn asks(a: &str, b: &str) -> Option<Finding> {
    let facts = Facts { medicines: vec![medicine(a)], ..adult() };
    let found = rules().check(&facts, &medicine(b));
    found.into_iter().find(|finding| finding.severity == Tier::Contraindicated)
}

const BEGIN: &str = "<!-- written by a test: UPDATE_CHECKS=1 cargo test -p reference --test rules -->";

#[test]
fn at_most_one_everyday_pair_in_a_hundred_interrupts() {
    let all = commonest();
    assert_eq!(all.len(), 200, "two hundred medicines");
    let unknown: Vec<&&str> = all
        .iter()
        .filter(|name| rules().check(&adult(), &medicine(name)).iter().any(|one| one.check == Check::Unknown))
        .collect();
    assert!(unknown.is_empty(), "each is known: {unknown:?}");
    let (mut pairs, mut warned, mut asking) = (0_u32, 0_u32, Vec::new());
    for (place, a) in all.iter().enumerate() {
        for b in &all[place + 1..] {
            pairs += 1;
            let facts = Facts { medicines: vec![medicine(a)], ..adult() };
            let found = rules().check(&facts, &medicine(b));
            if let Some(finding) = asks(a, b) {
                asking.push(format!("| {a} | {b} | {} | {} |", finding.check.word(), finding.source));
            } else if found.iter().any(|finding| finding.severity == Tier::Warning) {
                warned += 1;
            }
        }
    }
    let share = |count: u32| f64::from(count) * 100.0 / f64::from(pairs);
    let count = u32::try_from(asking.len()).unwrap();
    let mut text = String::new();
    writeln!(text, "{BEGIN}\n").unwrap();
    writeln!(
        text,
        "Of the {pairs} pairs among two hundred medicines of everyday practice (`crates/reference/tests/data/commonest.txt`),\n{count} ask before going on ({:.2} %), {warned} show a warning ({:.1} %), the others a note or nothing.\n",
        share(count),
        share(warned)
    )
    .unwrap();
    writeln!(text, "| one | with | check | source |\n|---|---|---|---|").unwrap();
    asking.iter().for_each(|row| writeln!(text, "{row}").unwrap());
    let path = root().join("docs/checks.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, written) = page.split_once(BEGIN).expect("docs/checks.md has its place for the list");
    if std::env::var_os("UPDATE_CHECKS").is_some() {
        std::fs::write(&path, format!("{before}{text}")).unwrap();
    } else {
        assert_eq!(
            format!("{BEGIN}{written}"),
            text,
            "docs/checks.md lists what asks: UPDATE_CHECKS=1 writes it anew"
        );
    }
    assert!(share(count) <= 1.0, "{count} of {pairs} interrupt");
}
