//! What lines become, one story a kind.

use super::*;
use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::OnceLock;

/// The lists that are built in, read once for all tests.
pub(crate) fn pack() -> &'static Pack<'static> {
    static LISTS: OnceLock<(Diagnoses, Formulary, Orderable, Vaccines)> = OnceLock::new();
    static PACK: OnceLock<Pack<'static>> = OnceLock::new();
    PACK.get_or_init(|| {
        let (diagnoses, formulary, orderable, vaccines) = LISTS.get_or_init(|| {
            let lists =
                (Diagnoses::built_in(), Formulary::built_in(), Orderable::built_in(), Vaccines::built_in());
            (lists.0.unwrap(), lists.1.unwrap(), lists.2.unwrap(), lists.3.unwrap())
        });
        Pack { diagnoses, formulary, orderable, vaccines }
    })
}

/// A Sunday, in a practice that writes the day first.
const SETTING: Setting =
    Setting { today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), month_first: false };

fn chips(line: &str) -> Value {
    serde_json::to_value(read(line, pack(), SETTING)).unwrap()
}

#[test]
fn a_prescription_becomes_its_parts() {
    let read = chips("amox 500 mg cap 1 po tid 7d rf 1");
    let chip = &read[0];
    assert_eq!(chip["kind"], "prescription", "{read}");
    for (key, value) in [
        ("drug", json!("amoxicillin")),
        ("code", json!("723")),
        ("strength", json!("500 mg")),
        ("form", json!("capsule")),
        ("dose", json!({"value": 1.0, "unit": "capsule"})),
        ("route", json!("oral")),
        ("times_per_day", json!(3.0)),
        ("as_needed", json!(false)),
        ("duration_days", json!(7)),
        ("quantity", json!(21.0)),
        ("quantity_unit", json!("capsule")),
        ("refills", json!(1)),
    ] {
        assert_eq!(chip[key], value, "{key} of {read}");
    }
    assert!(chip.get("reason").is_none(), "what is not known is left out: {read}");
    let print = chip["print"].as_str().unwrap();
    assert!(print.starts_with("amoxicillin 500 mg capsule. Take 1 capsule"), "{print}");
    assert!(print.contains("Dispense 21 capsules."), "{print}");
}

#[test]
fn times_in_a_day_are_counted() {
    for (line, times) in [
        ("ibuprofen 400 mg tab q6h prn pain", json!(4.0)),
        ("alendronate 70 mg tab once weekly", json!(0.143)),
        ("metformin 500 mg tab bid", json!(2.0)),
        ("lisinopril 10 mg tab daily", json!(1.0)),
    ] {
        assert_eq!(chips(line)[0]["times_per_day"], times, "{line}: {}", chips(line));
    }
    let needed = chips("ibuprofen 400 mg tab q6h prn pain");
    assert_eq!(needed[0]["as_needed"], true, "{needed}");
    assert_eq!(needed[0]["reason"], "pain", "{needed}");
}

#[test]
fn vitals_become_one_chip_each_and_the_rest_stays_text() {
    let read = chips("bp 158/92 hr 78 after stairs");
    assert_eq!(
        read,
        json!([
            {"kind": "vital", "code": "bp-systolic", "loinc": "8480-6", "value": 158.0, "unit": "mm[Hg]"},
            {"kind": "vital", "code": "bp-diastolic", "loinc": "8462-4", "value": 92.0, "unit": "mm[Hg]"},
            {"kind": "vital", "code": "heart-rate", "loinc": "8867-4", "value": 78.0, "unit": "/min"},
            {"kind": "text", "text": "after stairs"},
        ])
    );
}

#[test]
fn a_diagnosis_has_a_code_only_when_the_words_can_mean_nothing_else() {
    assert_eq!(chips("/dx strep throat")[0]["code"], "J02.0");
    assert_eq!(chips("/dx I10")[0]["code"], "I10");
    let read = chips("/dx funny feeling in the left little toe");
    assert_eq!(read, json!([{"kind": "problem", "text": "funny feeling in the left little toe"}]));
}

#[test]
fn allergies_become_substance_and_reaction() {
    let read = chips("/allergy amoxicillin rash");
    assert_eq!(read[0]["substance"], "amoxicillin", "{read}");
    assert_eq!(read[0]["reaction"], "rash", "{read}");
    let read = chips("/allergy peanuts (hives)");
    assert_eq!((&read[0]["substance"], &read[0]["reaction"]), (&json!("peanuts"), &json!("hives")), "{read}");
    assert_eq!(chips("/allergy cat hair")[0]["substance"], "cat hair");
    for line in ["NKDA", "/allergy none", "no known allergies"] {
        assert_eq!(chips(line)[0]["none_known"], true, "{line}");
    }
}

#[test]
fn what_is_taken_is_not_what_is_ordered() {
    assert_eq!(chips("/med aspirin 81 mg daily")[0]["kind"], "medication");
    let read = chips("/rx unheardofine 5 mg tab daily");
    assert_eq!(
        (&read[0]["kind"], &read[0]["drug"]),
        (&json!("prescription"), &json!("unheardofine")),
        "{read}"
    );
    assert!(read[0].get("code").is_none(), "{read}");
}

#[test]
fn a_slip_of_the_finger_never_becomes_another_drug() {
    let read = chips("/rx metfromin 500 mg tab bid");
    assert_eq!(read[0]["drug"], "metfromin", "{read}");
}

#[test]
fn plain_text_stays_plain_text() {
    for line in [
        "Feels better since Tuesday.",
        "aspirin allergy since childhood, will ask her sister about it",
        "unheardofine 5 mg tab daily",
        "/unknown word",
        "/",
        "/rx",
        "// 12",
        "she drinks 2 cups of tea daily",
    ] {
        assert_eq!(chips(line), json!([{"kind": "text", "text": line}]), "{line}");
    }
    assert_eq!(chips("   "), json!([]));
}

#[test]
fn an_allergy_needs_no_mark_between_substance_and_reaction() {
    for (line, substance, reaction, category) in [
        ("/allergy penicillin rash", "penicillin", "rash", json!("medication")),
        ("/allergy sulfa hives and swelling", "sulfa", "hives and swelling", json!("medication")),
        ("/allergy shellfish throat swelling", "shellfish", "throat swelling", json!("food")),
        ("/allergy latex itching", "latex", "itching", json!("environment")),
    ] {
        let read = chips(line);
        assert_eq!(
            (&read[0]["substance"], &read[0]["reaction"]),
            (&json!(substance), &json!(reaction)),
            "{read}"
        );
        assert_eq!(read[0]["category"], category, "{read}");
    }
    assert!(chips("/allergy moonlight")[0].get("category").is_none(), "what is not known is left out");
}

#[test]
fn orders_are_one_chip_each() {
    let read = chips("/order a1c, lipids");
    assert_eq!(
        read[0],
        json!({"kind": "order", "name": "HbA1c", "category": "laboratory", "urgent": false,
            "tests": [{"name": "HbA1c", "loinc": "4548-4"}]})
    );
    assert_eq!(
        (&read[1]["name"], read[1]["tests"].as_array().unwrap().len()),
        (&json!("Lipids"), 4),
        "{read}"
    );
    let read = chips("/order a1c lipids and tsh");
    assert_eq!(read.as_array().unwrap().len(), 3, "words that are all listed are one order each: {read}");
    let read = chips("/order X-ray, knee, Albumin/creatinine ratio, urine, tsh");
    assert_eq!(read.as_array().unwrap().len(), 3, "a comma can be part of a name: {read}");
    let read = chips("/order cxr stat");
    assert_eq!((&read[0]["name"], &read[0]["urgent"]), (&json!("Chest X-ray"), &json!(true)), "{read}");
    let read = chips("/order serum rhubarb");
    assert_eq!(
        read,
        json!([{"kind": "order", "name": "serum rhubarb", "urgent": false, "tests": [{"name": "serum rhubarb"}]}])
    );
}

#[test]
fn vaccines_have_their_code() {
    let read = chips("/imm flu lot AB123 L deltoid");
    assert_eq!(
        read,
        json!([{"kind": "immunization", "vaccine": "Influenza, not specified", "cvx": "88", "given": true,
            "elsewhere": false, "lot": "AB123", "site": "left deltoid"}])
    );
    let read = chips("/imm flu");
    assert!(read[0]["doubts"][0].as_str().unwrap().contains("lot"), "{read}");
    let read = chips("/imm shingrix declined");
    assert_eq!((&read[0]["cvx"], &read[0]["given"]), (&json!("187"), &json!(false)), "{read}");
    let read = chips("/imm tdap elsewhere 2019-05-01");
    assert_eq!((&read[0]["on"], &read[0]["elsewhere"]), (&json!("2019-05-01"), &json!(true)), "{read}");
    assert_eq!(chips("/imm moon dust")[0]["vaccine"], "moon dust");
    assert!(chips("/imm hep b")[0].get("cvx").is_none(), "which of them is not guessed");
}

#[test]
fn follow_ups_and_tasks_have_their_day() {
    for line in ["/fu 2w bp", "fu 2w bp", "/fu bp in 2 weeks", "/fu in 2 weeks for bp"] {
        let read = chips(line);
        assert_eq!(
            read,
            json!([{"kind": "follow-up", "in": {"value": 2, "unit": "week"}, "due": "2026-12-06", "text": "bp"}]),
            "{line}"
        );
    }
    let read = chips("/fu 5/6 bp");
    assert_eq!(read[0]["due"], "2027-06-05", "{read}");
    assert!(read[0]["doubts"][0].as_str().unwrap().starts_with("5/6: 5 June or 6 May?"), "{read}");
    let read = chips("/fu bp");
    assert!(read[0].get("due").is_none() && read[0]["doubts"][0].is_string(), "{read}");
    assert_eq!(
        chips("/task nurse ecg today"),
        json!([{"kind": "task", "for": "nurse", "due": "2026-11-22", "text": "ecg"}])
    );
    let read = chips("/task call the pharmacy");
    assert!(read[0].get("for").is_none(), "nobody is guessed: {read}");
}

#[test]
fn a_completed_diagnosis_keeps_its_code() {
    let read = chips("/dx Sore throat since Monday [J02.9]");
    assert_eq!(
        (&read[0]["text"], &read[0]["code"]),
        (&json!("Sore throat since Monday"), &json!("J02.9")),
        "{read}"
    );
    assert!(chips("/dx words [not a code]")[0].get("code").is_none());
}

/// Sentences as they stand in real notes: one a line.
const SENTENCES: &str = include_str!("../../tests/sentences.txt");

#[test]
fn ordinary_sentences_stay_text() {
    let sentences: Vec<&str> = SENTENCES.lines().filter(|line| !line.is_empty()).collect();
    assert!(sentences.len() >= 200, "{} sentences", sentences.len());
    let chipped: Vec<(&str, Value)> = sentences
        .iter()
        .map(|line| (*line, chips(line)))
        .filter(|(line, read)| *read != json!([{"kind": "text", "text": line}]))
        .collect();
    assert!(chipped.is_empty(), "{chipped:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Any text gives chips, and none of them is empty-handed.
    #[test]
    fn reading_is_total(line in r"\PC{0,80}") {
        let read = chips(&line);
        prop_assert_eq!(read.as_array().unwrap().is_empty(), line.trim().is_empty());
    }

    /// So does any text at all: line breaks, control signs, marks that turn the writing round, however long.
    #[test]
    fn reading_is_total_for_any_text(
        word in prop::sample::select(vec!["", "/rx ", "/dx ", "/order ", "/fu ", "/vitals ", "bp "]),
        text in any::<String>(),
        times in prop::sample::select(vec![1_usize, 40, 3_000]),
    ) {
        let line = format!("{word}{}", text.repeat(times));
        let read = chips(&line);
        prop_assert_eq!(read.as_array().unwrap().is_empty(), line.trim().is_empty());
        prop_assert!(complete(&line, pack(), SETTING, 8).len() <= 8);
    }

    /// So does any text behind any of the words with a slash, and any mixture of what the grammar knows.
    #[test]
    fn reading_is_total_behind_a_slash(
        word in prop::sample::select(vec!["rx", "med", "dx", "allergy", "order", "imm", "fu", "task", "vitals", "note", "vs"]),
        parts in prop::collection::vec(
            prop_oneof![
                r"\PC{0,12}",
                prop::sample::select(vec!["2w", "5/6", "31/2", "in", "nurse", "today", "lot", "L", "[", "]", "[J02.9]",
                    "bp", "158/92", "amox", "500 mg", "tid", "stat", ",", ":", "(", "flu", "a1c", "é", "½", "٣", "24.12.",
                    "9999y", "0d", "jun", "5jun"]).prop_map(str::to_owned),
            ],
            0..8,
        ),
    ) {
        let line = format!("/{word} {}", parts.join(" "));
        prop_assert!(!chips(&line).as_array().unwrap().is_empty(), "{}", line);
        // Completing is total as well, wherever the cursor stands.
        for cut in line.char_indices().map(|(at, _)| at) {
            let offered = complete(&line[..cut], pack(), SETTING, 8);
            prop_assert!(offered.len() <= 8);
        }
    }

    /// Words without a slash, a figure or a medicine at their head are never anything but text.
    #[test]
    fn words_stay_words(words in "[A-Z][a-z]{2,9}( [a-z]{1,9}){2,9}\\.") {
        let read = chips(&words);
        prop_assert_eq!(read, json!([{"kind": "text", "text": words}]));
    }
}
