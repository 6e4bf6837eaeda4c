//! Each row of the allergy seed of colleagues, held against what the checks say: what blocks, what warns, what only
//! informs, and what is silent on purpose. Without `../shared` beside the project it says so and passes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use chrono::NaiveDate;
use reference::checks::{AllergyFact, Check, Facts, Medicine, Rulebook, Tier};
use reference::formulary::Formulary;
use std::path::PathBuf;

/// What a row asks for, from its last words.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wanted {
    /// Contraindicated, or a warning at least.
    Loud,
    /// Something is shown, and it does not ask.
    Shown,
    /// A note at most, or nothing.
    Quiet,
    /// Nothing.
    Silent,
}

/// A group of the seed, as the names of its members.
fn named(text: &str) -> Vec<String> {
    text.split("; ")
        .flat_map(|name| {
            match name.split(" (").next().unwrap_or(name).to_lowercase().as_str() {
                "all penicillins" | "penicillins" => vec!["amoxicillin", "penicillin V", "flucloxacillin"],
                "sulfonamide antibiotics" => vec!["sulfamethoxazole", "sulfadiazine"],
                "all ace inhibitors" | "ace inhibitors" => vec!["lisinopril", "ramipril"],
                "arbs" => vec!["losartan", "valsartan"],
                "statins" => vec!["simvastatin", "atorvastatin"],
                "influenza vaccines" => vec!["influenza vaccine"],
                "mmr" => vec!["measles, mumps and rubella vaccine"],
                "varicella" => vec!["varicella vaccine"],
                "ipv" => vec!["polio vaccine"],
                "laiv" => vec!["live attenuated influenza vaccine"],
                "hepatitis b" => vec!["hepatitis B vaccine"],
                "hpv vaccine" => vec!["human papillomavirus vaccine"],
                "peg" => vec!["polyethylene glycol"],
                "peg laxative" => vec!["polyethylene glycol 3350"],
                "iodinated contrast" => vec!["iodinated contrast"],
                // No medicines of ours: vaccines no longer made, devices, food.
                "zoster live" | "mrna covid-19 vaccines" | "many injectables" | "polysorbate 80" => vec![],
                _ => return vec![name.to_owned()],
            }
            .into_iter()
            .map(str::to_owned)
            .collect()
        })
        .collect()
}

#[test]
fn each_row_of_the_allergy_seed_blocks_warns_informs_or_is_silent() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/reference/ddi/allergy_cross_reactivity_seed.tsv");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("SKIPPED: the allergy seed is not beside the project, nothing was held against it");
        return;
    };
    let rules = Rulebook::built_in(&Formulary::built_in().unwrap()).unwrap();
    let (mut held, mut wrong) = (0, Vec::new());
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, group, members, targets, level, action, ..] = cells.as_slice() else { panic!("{line}") };
        // Latex is in devices and food, which nobody prescribes.
        if group.contains("atex") {
            continue;
        }
        let wanted = match *action {
            _ if level.starts_with("none") || action.starts_with("no alert") => Wanted::Silent,
            _ if action.contains("suppress by default") => Wanted::Quiet,
            _ if action.starts_with("block") || action.starts_with("warn") => Wanted::Loud,
            _ if action.starts_with("inform") || action.contains("inform") => Wanted::Shown,
            other => panic!("{id}: {other}"),
        };
        // A severe reaction where the row speaks of one.
        let severe =
            action.contains("severe") || level.contains("anaphylaxis") || group.contains("anaphylaxis");
        let reaction = match (severe, group.contains("angioedema")) {
            (_, true) => "angioedema",
            (true, false) => "anaphylaxis",
            (false, false) => "rash",
        };
        let from =
            if group.starts_with("Cefazolin") { vec!["amoxicillin".to_owned()] } else { named(members) };
        // A13 is written the other way round: an intolerance to the older ones, and then celecoxib.
        let from = if *targets == "COX-1 NSAID intolerance" { named("aspirin; ibuprofen") } else { from };
        let to: Vec<String> = match *targets {
            targets if targets.starts_with("each other") => named(members),
            "none (unique R1)" => vec!["cefazolin".to_owned()],
            "COX-1 NSAID intolerance" => named(members),
            // A6 says none of cefazolin.
            targets if *id == "A7" => named(&targets.replace("cefazolin; ", "")),
            targets => named(targets),
        };
        for allergen in &from {
            for target in to.iter().filter(|target| *target != allergen) {
                let allergy = AllergyFact {
                    substance: allergen.clone(),
                    reactions: vec![reaction.to_owned()],
                    severe,
                    ..AllergyFact::default()
                };
                let facts = Facts {
                    today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
                    age_months: Some(45 * 12),
                    allergies: vec![allergy],
                    ..Facts::default()
                };
                let medicine = Medicine { drug: target.clone(), ..Medicine::default() };
                let worst = rules
                    .check(&facts, &medicine)
                    .into_iter()
                    .filter(|finding| finding.check == Check::Allergy)
                    .map(|finding| finding.severity)
                    .min();
                held += 1;
                let right = match wanted {
                    Wanted::Loud => matches!(worst, Some(Tier::Contraindicated | Tier::Warning)),
                    Wanted::Shown => matches!(worst, Some(Tier::Warning | Tier::Note)),
                    Wanted::Quiet => !matches!(worst, Some(Tier::Contraindicated | Tier::Warning)),
                    Wanted::Silent => worst.is_none(),
                };
                if !right {
                    wrong.push(format!("{id}: {allergen} then {target}: {worst:?}, wanted {wanted:?}"));
                }
            }
        }
    }
    println!("{held} pairs of the allergy seed held");
    assert!(held > 200, "{held} pairs");
    assert!(wrong.is_empty(), "{} of {held}: {wrong:#?}", wrong.len());
}
