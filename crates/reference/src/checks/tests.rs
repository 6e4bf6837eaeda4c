//! Checks against patients of paper.

// Long because: every rule has its cases side by side.
use super::*;
use crate::formulary::Formulary;
use chart::PartialDate;
use chart::sections::patients::Sex;
use std::sync::OnceLock;

fn pack() -> &'static (Formulary, Rulebook) {
    static ONE: OnceLock<(Formulary, Rulebook)> = OnceLock::new();
    ONE.get_or_init(|| {
        let formulary = Formulary::built_in().unwrap();
        let rules = Rulebook::built_in(&formulary).unwrap();
        (formulary, rules)
    })
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn medicine(line: &str) -> Medicine {
    let read = pack().0.order(line).line;
    Medicine {
        drug: read.drug,
        strength: read.strength,
        form: read.form,
        sig: Some(read.sig),
        ..Medicine::default()
    }
}

fn facts() -> Facts {
    Facts { today: today(), age_months: Some(45 * 12), sex: Some(Sex::Male), ..Facts::default() }
}

fn taking(lines: &[&str]) -> Facts {
    Facts { medicines: lines.iter().map(|line| medicine(line)).collect(), ..facts() }
}

fn allergic(substance: &str, reaction: &str) -> Facts {
    let reactions = if reaction.is_empty() { Vec::new() } else { vec![reaction.to_owned()] };
    let allergy = AllergyFact { substance: substance.to_owned(), reactions, ..AllergyFact::default() };
    Facts { allergies: vec![allergy], ..facts() }
}

fn value(analyte: Analyte, value: f64, unit: &str, on: &str) -> Value {
    Value { analyte, value, unit: unit.to_owned(), on: on.parse().unwrap() }
}

/// The worst finding of one check.
fn worst(facts: &Facts, line: &str, check: Check) -> Option<Finding> {
    pack().1.check(facts, &medicine(line)).into_iter().find(|finding| finding.check == check)
}

fn tier(facts: &Facts, line: &str, check: Check) -> Option<Tier> {
    worst(facts, line, check).map(|finding| finding.severity)
}

const C: Option<Tier> = Some(Tier::Contraindicated);
const W: Option<Tier> = Some(Tier::Warning);
const N: Option<Tier> = Some(Tier::Note);

#[test]
fn an_allergy_counts_for_the_ingredient_its_group_and_no_further() {
    for (substance, reaction, line, wanted) in [
        ("Penicillin", "", "amox 500 tid 7d", C),
        ("penicillin allergy", "rash", "Augmentin 875 bid 7d", C),
        ("amoxicillin", "anaphylaxis", "penicillin V 500 mg tab qid 10d", C),
        ("Amoxicillin", "nausea", "amoxicillin 500 mg cap tid", W),
        ("penicillin", "", "cephalexin 500 mg cap qid", W),
        ("penicillin", "", "cefdinir 300 mg cap bid", N),
        ("penicillin", "", "flucloxacillin 500 mg cap qid", C),
        ("penicillin", "", "cefazolin 1 g iv", None),
        ("penicillin", "anaphylaxis", "cefuroxime 500 mg tab bid", N),
        ("penicillin", "hives", "azithromycin 250 mg tab daily", None),
        ("cephalexin", "rash", "amoxicillin 500 mg cap tid", W),
        ("Sulfa drugs", "rash", "Bactrim 800/160 bid 3d", C),
        ("sulfamethoxazole", "rash", "hydrochlorothiazide 25 mg tab daily", None),
        ("sulfa", "rash", "furosemide 40 mg tab daily", None),
        ("sulfa", "rash", "celecoxib 200 mg cap daily", None),
        ("aspirin", "hives", "ibuprofen 400 mg tab tid", C),
        ("ibuprofen", "upset stomach", "naproxen 500 mg tab bid", N),
        ("aspirin", "asthma", "acetaminophen 500 mg tab qid", None),
        ("NSAIDs", "", "ibuprofen 400 mg tab tid", C),
        ("lisinopril", "angioedema", "enalapril 10 mg tab daily", C),
        ("lisinopril", "cough", "ramipril 5 mg cap daily", W),
        ("lisinopril", "cough", "losartan 50 mg tab daily", None),
        ("lisinopril", "angioedema", "losartan 50 mg tab daily", N),
        ("codeine", "nausea", "morphine 15 mg tab q4h", None),
        ("Keflex", "rash", "cephalexin 500 mg cap qid", C),
        ("egg", "hives", "influenza vaccine", None),
        ("shellfish", "hives", "iodinated contrast", None),
        ("dust", "sneezing", "amoxicillin 500 mg cap tid", None),
    ] {
        assert_eq!(
            tier(&allergic(substance, reaction), line, Check::Allergy),
            wanted,
            "{substance} ({reaction}): {line}"
        );
    }
}

#[test]
fn what_was_tolerated_since_is_only_a_note() {
    let mut facts = allergic("penicillin", "rash");
    facts.allergies[0].tolerated_since = Some(PartialDate::Year(2024));
    let finding = worst(&facts, "amox 500 tid 7d", Check::Allergy).unwrap();
    assert_eq!(finding.severity, Tier::Note);
    assert!(finding.message.contains("Tolerated since 2024"), "{}", finding.message);
}

#[test]
fn pairs_that_matter_are_found_either_way_round() {
    for (taken, line, wanted) in [
        ("warfarin 5 mg tab daily", "ibuprofen 400 mg tab tid", W),
        ("warfarin 5 mg tab daily", "Bactrim 800/160 bid 3d", W),
        ("warfarin 5 mg tab daily", "metronidazole 500 mg tab bid", W),
        ("warfarin 5 mg tab daily", "miconazole cream pv", W),
        ("warfarin 5 mg tab daily", "acetaminophen 500 mg tab qid", N),
        ("lisinopril 10 mg tab daily", "spironolactone 25 mg tab daily", W),
        ("lisinopril 10 mg tab daily", "Bactrim 800/160 bid 3d", W),
        ("lisinopril 10 mg tab daily", "potassium chloride 20 mEq tab daily", W),
        ("lisinopril 10 mg tab daily", "ibuprofen 400 mg tab tid", N),
        ("sacubitril/valsartan 24/26 mg tab bid", "lisinopril 10 mg tab daily", C),
        ("isosorbide mononitrate 30 mg tab daily", "sildenafil 50 mg tab prn", C),
        ("nitroglycerin 0.4 mg tab sl prn chest pain", "Cialis 5 daily", C),
        ("phenelzine 15 mg tab tid", "sertraline 50 mg tab daily", C),
        ("sertraline 50 mg tab daily", "linezolid 600 mg tab bid", C),
        ("sertraline 50 mg tab daily", "tramadol 50 mg tab q6h prn", W),
        ("simvastatin 40 mg tab hs", "clarithromycin 500 mg tab bid", C),
        ("simvastatin 40 mg tab hs", "amlodipine 5 mg tab daily", W),
        ("simvastatin 20 mg tab hs", "amlodipine 5 mg tab daily", N),
        ("methotrexate 2.5 mg tab 6 tabs weekly", "Bactrim 800/160 bid 3d", C),
        ("methotrexate 2.5 mg tab 6 tabs weekly", "trimethoprim 100 mg tab bid", C),
        ("methotrexate 2.5 mg tab 6 tabs weekly", "folic acid 1 mg tab daily", N),
        ("citalopram 20 mg tab daily", "azithromycin 250 mg tab daily", W),
        ("lithium 300 mg cap tid", "ibuprofen 400 mg tab tid", W),
        ("lithium 300 mg cap tid", "hydrochlorothiazide 25 mg tab daily", W),
        ("digoxin 125 mcg tab daily", "clarithromycin 500 mg tab bid", W),
        ("digoxin 125 mcg tab daily", "amiodarone 200 mg tab daily", W),
        ("oxycodone 5 mg tab q6h prn", "alprazolam 0.5 mg tab tid", W),
        ("allopurinol 300 mg tab daily", "azathioprine 50 mg tab daily", C),
        ("tizanidine 4 mg tab tid", "ciprofloxacin 500 mg tab bid", C),
        ("clopidogrel 75 mg tab daily", "omeprazole 20 mg cap daily", W),
        ("clopidogrel 75 mg tab daily", "pantoprazole 40 mg tab daily", None),
        ("levothyroxine 50 mcg tab daily", "calcium carbonate 500 mg tab daily", N),
        ("st johns wort", "apixaban 5 mg tab bid", W),
        ("ethinyl estradiol/levonorgestrel tab daily", "carbamazepine 200 mg tab bid", W),
        ("propranolol 40 mg tab bid", "albuterol inhaler 2 puffs q4h prn", W),
        ("metoprolol 50 mg tab bid", "albuterol inhaler 2 puffs q4h prn", None),
        ("metformin 500 mg tab bid", "lisinopril 10 mg tab daily", None),
        ("atorvastatin 20 mg tab daily", "amlodipine 5 mg tab daily", None),
    ] {
        for (first, second) in [(taken, line), (line, taken)] {
            let found = worst(&taking(&[first]), second, Check::Interaction);
            assert_eq!(found.as_ref().map(|one| one.severity), wanted, "{first} + {second}: {found:?}");
        }
    }
}

#[test]
fn what_stays_on_the_skin_or_in_the_eye_does_not_interact() {
    for (taken, line) in [
        ("simvastatin 40 mg tab hs", "ketoconazole 2% cream top bid"),
        ("simvastatin 40 mg tab hs", "erythromycin eye ointment tid"),
        ("warfarin 5 mg tab daily", "diclofenac 1% gel top qid"),
    ] {
        assert_eq!(tier(&taking(&[taken]), line, Check::Interaction), None, "{taken} + {line}");
    }
}

#[test]
fn three_together_are_worse_than_two() {
    let two = taking(&["lisinopril 10 mg tab daily"]);
    let three = taking(&["lisinopril 10 mg tab daily", "furosemide 40 mg tab daily"]);
    let combined = taking(&["hydrochlorothiazide/lisinopril 12.5/20 mg tab daily"]);
    let line = "naproxen 500 mg tab bid";
    assert_eq!(tier(&two, line, Check::Interaction), N);
    assert_eq!(tier(&three, line, Check::Interaction), W);
    assert_eq!(tier(&combined, line, Check::Interaction), W);
}

#[test]
fn the_message_has_the_newest_value_and_its_day() {
    let mut facts = taking(&["warfarin 5 mg tab daily"]);
    facts.values = vec![value(Analyte::Inr, 3.8, "", "2026-11-18")];
    let finding = worst(&facts, "ibuprofen 400 mg tab tid", Check::Interaction).unwrap();
    assert!(finding.message.contains("INR 3.8 on 18 Nov."), "{}", finding.message);
    assert_eq!(finding.with, "warfarin 5 mg");
    facts.values = vec![value(Analyte::Inr, 3.8, "", "2026-03-18")];
    let finding = worst(&facts, "ibuprofen 400 mg tab tid", Check::Interaction).unwrap();
    assert!(!finding.message.contains("INR"), "an old INR says nothing: {}", finding.message);
}

#[test]
fn a_note_becomes_a_warning_where_the_newest_value_is_past_its_limit() {
    let mut facts = taking(&["warfarin 5 mg tab daily"]);
    for (inr, on, wanted) in
        [(3.8, "2026-11-18", W), (3.5, "2026-11-18", N), (2.4, "2026-11-18", N), (3.8, "2026-03-18", N)]
    {
        facts.values = vec![value(Analyte::Inr, inr, "", on)];
        assert_eq!(
            tier(&facts, "doxycycline 100 mg cap bid 7d", Check::Interaction),
            wanted,
            "INR {inr} on {on}"
        );
    }
}

#[test]
fn the_same_twice_is_found_also_inside_a_combined_product() {
    for (taken, line, wanted) in [
        ("lisinopril 10 mg tab daily", "lisinopril 20 mg tab daily", N),
        ("Percocet 5/325 mg tab q6h prn", "Tylenol 500 mg tab qid", W),
        ("lisinopril 10 mg tab daily", "enalapril 10 mg tab daily", W),
        ("ibuprofen 400 mg tab tid", "naproxen 500 mg tab bid", W),
        ("apixaban 5 mg tab bid", "rivaroxaban 20 mg tab daily", C),
        ("sertraline 50 mg tab daily", "duloxetine 60 mg cap daily", W),
        ("omeprazole 20 mg cap daily", "pantoprazole 40 mg tab daily", W),
        ("hydrocortisone 1% cream top bid", "prednisone 20 mg tab daily", None),
        ("lisinopril 10 mg tab daily", "amlodipine 5 mg tab daily", None),
    ] {
        assert_eq!(tier(&taking(&[taken]), line, Check::Duplicate), wanted, "{taken} + {line}");
    }
}

#[test]
fn kidneys_go_by_the_newest_value() {
    let with = |egfr: f64| {
        let kidney = Kidney { egfr, on: "2026-11-18".parse().unwrap(), computed: false, clearance: None };
        Facts { kidney: Some(kidney), ..facts() }
    };
    for (egfr, line, wanted) in [
        (28.0, "metformin 500 mg tab bid", C),
        (38.0, "metformin 500 mg tab bid", W),
        (61.0, "metformin 500 mg tab bid", None),
        (28.0, "nitrofurantoin 100 mg cap bid", C),
        (45.0, "nitrofurantoin 100 mg cap bid", W),
        (28.0, "ibuprofen 400 mg tab tid", C),
        (45.0, "gabapentin 300 mg cap tid", W),
        (28.0, "diclofenac 1% gel top qid", None),
        (95.0, "gabapentin 300 mg cap tid", None),
    ] {
        let found = worst(&with(egfr), line, Check::Kidney);
        assert_eq!(found.as_ref().map(|one| one.severity), wanted, "eGFR {egfr}: {line}");
        if let Some(finding) = found {
            assert!(finding.message.contains(&format!("eGFR {egfr} on 18 Nov")), "{}", finding.message);
        }
    }
    let old = Facts { age_months: Some(80 * 12), ..facts() };
    assert_eq!(tier(&old, "metformin 500 mg tab bid", Check::Kidney), N, "old, and no value is known");
}

#[test]
fn creatinine_becomes_an_egfr_when_it_is_newer() {
    let values = [
        value(Analyte::Creatinine, 2.0, "mg/dL", "2026-11-18"),
        value(Analyte::Egfr, 61.0, "", "2025-01-10"),
    ];
    let kidney = Kidney::of(&values, Some(70), Sex::Female, Some(60.0)).unwrap();
    assert!(kidney.computed && kidney.egfr < 30.0, "{kidney:?}");
    assert!(kidney.clearance.is_some_and(|clearance| (clearance - 24.8).abs() < 0.1), "{kidney:?}");
    let micromoles = [value(Analyte::Creatinine, 176.8, "µmol/L", "2026-11-18")];
    let same = Kidney::of(&micromoles, Some(70), Sex::Female, None).unwrap();
    assert!((same.egfr - kidney.egfr).abs() < 0.6, "{same:?}");
}

#[test]
fn pregnancy_and_breast_feeding_are_asked() {
    let pregnant = |weeks: Option<i64>| Facts {
        sex: Some(Sex::Female),
        age_months: Some(29 * 12),
        pregnancy: Some(Pregnancy { since: "2026-09-01".parse().unwrap(), weeks }),
        ..facts()
    };
    for (weeks, line, wanted) in [
        (None, "lisinopril 10 mg tab daily", C),
        (None, "isotretinoin 20 mg cap daily", C),
        (Some(10), "ibuprofen 400 mg tab tid", N),
        (Some(24), "ibuprofen 400 mg tab tid", W),
        (None, "ibuprofen 400 mg tab tid", W),
        (Some(24), "nitrofurantoin 100 mg cap bid", None),
        (Some(39), "nitrofurantoin 100 mg cap bid", C),
        (Some(24), "amoxicillin 500 mg cap tid", None),
        (Some(24), "acetaminophen 500 mg tab qid", None),
    ] {
        assert_eq!(tier(&pregnant(weeks), line, Check::Pregnancy), wanted, "week {weeks:?}: {line}");
    }
    let nursing =
        Facts { sex: Some(Sex::Female), breast_feeding: Some("2026-10-01".parse().unwrap()), ..facts() };
    assert_eq!(tier(&nursing, "codeine 30 mg tab q6h prn", Check::BreastFeeding), C);
    assert_eq!(tier(&nursing, "ibuprofen 400 mg tab tid", Check::BreastFeeding), None);
    let fertile = Facts { sex: Some(Sex::Female), age_months: Some(29 * 12), ..facts() };
    assert_eq!(tier(&fertile, "isotretinoin 20 mg cap daily", Check::Pregnancy), N);
    assert_eq!(tier(&fertile, "lisinopril 10 mg tab daily", Check::Pregnancy), None);
    assert_eq!(tier(&facts(), "isotretinoin 20 mg cap daily", Check::Pregnancy), None, "a man");
}

#[test]
fn age_is_asked_of_the_young_and_the_old() {
    for (months, line, wanted) in [
        (6 * 12, "codeine 15 mg tab q6h prn", C),
        (15 * 12, "codeine 15 mg tab q6h prn", W),
        (10 * 12, "aspirin 325 mg tab q6h prn", W),
        (18, "promethazine 6.25 mg/5 ml syrup 5 ml q6h", C),
        (6 * 12, "doxycycline 100 mg cap bid", W),
        (78 * 12, "zolpidem 5 mg tab hs", W),
        (78 * 12, "diphenhydramine 25 mg cap hs", W),
        (45 * 12, "zolpidem 5 mg tab hs", None),
        (45 * 12, "lisinopril 10 mg tab daily", None),
    ] {
        let facts = Facts { age_months: Some(months), ..facts() };
        assert_eq!(tier(&facts, line, Check::Age), wanted, "{months} months: {line}");
    }
}

#[test]
fn more_than_the_most_is_said_and_twice_as_much_asks() {
    for (taken, line, wanted) in [
        (None, "acetaminophen 500 mg tab 2 tabs q6h", None),
        (None, "acetaminophen 500 mg tab 2 tabs q4h", W),
        (None, "methotrexate 2.5 mg tab 6 tabs weekly", None),
        (None, "methotrexate 2.5 mg tab 1 tab daily", C),
        (None, "alendronate 70 mg tab daily", C),
        (None, "alendronate 70 mg tab once weekly", None),
        (None, "amlodipine 10 mg tab 2 tabs daily", C),
        (None, "citalopram 40 mg tab 1.5 tabs daily", W),
        (None, "levothyroxine 50 mcg tab daily", None),
        (Some("Percocet 5/325 mg tab 2 tabs q4h"), "acetaminophen 500 mg tab 1 tab qid", W),
        (Some("lisinopril 40 mg tab daily"), "lisinopril 80 mg tab daily", None),
    ] {
        let facts = taking(&taken.into_iter().collect::<Vec<_>>());
        let found = worst(&facts, line, Check::Dose);
        assert_eq!(found.as_ref().map(|one| one.severity), wanted, "{line}: {found:?}");
    }
}

#[test]
fn a_result_or_a_problem_can_speak_against_it() {
    let mut facts = facts();
    facts.values = vec![value(Analyte::Potassium, 5.8, "mmol/L", "2026-11-20")];
    assert_eq!(tier(&facts, "spironolactone 25 mg tab daily", Check::Result), C);
    assert_eq!(tier(&facts, "lisinopril 10 mg tab daily", Check::Result), W);
    facts.problems = vec![ProblemFact { text: "Asthma".to_owned(), icd: Some("J45.909".to_owned()) }];
    assert_eq!(tier(&facts, "propranolol 40 mg tab bid", Check::Problem), C);
    assert_eq!(tier(&facts, "timolol 0.5% eye drops 1 drop bid", Check::Problem), C, "drops too");
    facts.problems = vec![ProblemFact { text: "Epilepsy".to_owned(), icd: None }];
    assert_eq!(tier(&facts, "bupropion 150 mg tab daily", Check::Problem), C);
    facts.problems = vec![ProblemFact { text: "Family history of epilepsy".to_owned(), icd: None }];
    assert_eq!(tier(&facts, "bupropion 150 mg tab daily", Check::Problem), None);
}

#[test]
fn a_name_from_elsewhere_is_recognised_and_an_unknown_one_is_said() {
    let names = |text: &str| {
        let rules = &pack().1;
        let mut names: Vec<&str> =
            rules.substances.recognise(text, &[]).into_iter().map(|sub| rules.substances.name(sub)).collect();
        names.sort_unstable();
        names.join("+")
    };
    for (text, wanted) in [
        ("24 HR metoprolol succinate 100 MG Extended Release Oral Tablet", "metoprolol"),
        ("Acetaminophen 325 MG / Oxycodone Hydrochloride 5 MG Oral Tablet", "acetaminophen+oxycodone"),
        ("amLODIPine 5 MG Oral Tablet", "amlodipine"),
        ("Coumadin", "warfarin"),
        ("St. John's wort", "st. john's wort"),
        ("Bactrim DS", "sulfamethoxazole+trimethoprim"),
        ("warfrin", ""),
        ("vitamin mix from the market", ""),
    ] {
        assert_eq!(names(text), wanted, "{text}");
    }
    let found = pack().1.check(&facts(), &medicine("unheardofine 5 mg tab daily"));
    assert_eq!(found.first().map(|one| one.check), Some(Check::Unknown), "{found:?}");
    assert_eq!(pack().1.unknown(&taking(&["vitamin mix"])), ["vitamin mix"]);
}

#[test]
fn a_finding_of_the_line_has_the_key_it_has_in_the_list() {
    let line =
        worst(&taking(&["warfarin 5 mg tab daily"]), "ibuprofen 400 mg tab tid", Check::Interaction).unwrap();
    let list = pack().1.review(&taking(&["ibuprofen 400 mg tab tid", "warfarin 5 mg tab daily"]));
    assert!(list.iter().any(|finding| finding.key == line.key), "{} not in {list:?}", line.key);
    assert_eq!(line.key, "interaction:ibuprofen:warfarin");
}

#[test]
fn what_a_finding_rests_on_changes_with_a_new_allergy_or_value() {
    let basis = |facts: &Facts, line: &str, check| worst(facts, line, check).unwrap().basis;
    let mut facts = allergic("penicillin", "rash");
    let before = basis(&facts, "amox 500 tid 7d", Check::Allergy);
    facts.allergies.push(AllergyFact { substance: "latex".to_owned(), ..AllergyFact::default() });
    assert_ne!(before, basis(&facts, "amox 500 tid 7d", Check::Allergy), "a new allergy asks again");
    let kidney = |egfr, on: &str| Facts {
        kidney: Some(Kidney { egfr, on: on.parse().unwrap(), computed: false, clearance: None }),
        ..super::tests::facts()
    };
    let line = "metformin 500 mg tab bid";
    let first = basis(&kidney(28.0, "2026-10-18"), line, Check::Kidney);
    assert_eq!(first, basis(&kidney(28.0, "2026-10-18"), line, Check::Kidney));
    assert_ne!(first, basis(&kidney(27.0, "2026-11-18"), line, Check::Kidney), "a new eGFR asks again");
}

#[test]
fn every_row_has_a_source_and_says_whether_it_is_reviewed() {
    let coverage = pack().1.coverage(&pack().0);
    assert!(coverage.checks.iter().all(|check| check.rows > 5 && !check.sources.is_empty()), "{coverage:?}");
    assert!(coverage.not_checked.len() >= 5);
    assert_eq!(
        coverage.checks.iter().map(|check| check.reviewed).sum::<usize>(),
        0,
        "nobody has signed a row yet"
    );
}

#[test]
fn twenty_medicines_are_checked_in_no_time() {
    let lines = [
        "warfarin 5 mg tab daily",
        "metoprolol 50 mg tab bid",
        "lisinopril 20 mg tab daily",
        "furosemide 40 mg tab daily",
        "spironolactone 25 mg tab daily",
        "digoxin 125 mcg tab daily",
        "atorvastatin 40 mg tab hs",
        "metformin 500 mg tab bid",
        "glipizide 5 mg tab daily",
        "sertraline 50 mg tab daily",
        "omeprazole 20 mg cap daily",
        "gabapentin 300 mg cap tid",
        "tramadol 50 mg tab q6h prn",
        "levothyroxine 50 mcg tab daily",
        "amlodipine 5 mg tab daily",
        "allopurinol 100 mg tab daily",
        "tamsulosin 0.4 mg cap hs",
        "albuterol inhaler 2 puffs q4h prn",
        "prednisone 5 mg tab daily",
        "potassium chloride 20 mEq tab daily",
    ];
    let facts = taking(&lines);
    let proposed = medicine("ibuprofen 400 mg tab tid prn pain");
    let begun = std::time::Instant::now();
    let rounds = 20;
    for _ in 0..rounds {
        assert!(pack().1.check(&facts, &proposed).len() > 3);
    }
    let each = begun.elapsed() / rounds;
    println!("one check of 20 medicines: {each:?}");
    // 5 ms in the program as it ships; a test build without optimisation is an order of magnitude slower.
    assert!(each.as_millis() < 50, "{each:?}");
}
