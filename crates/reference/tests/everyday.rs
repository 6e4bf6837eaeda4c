//! Everyday typing, by the hundred: diagnoses, medicines and whole prescription lines as family doctors of the United
//! States and the United Kingdom write them. The lists were written without looking at the tables they are held
//! against; the lines were read by eye, one by one, for a dose that would be wrong.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use chrono::NaiveDate;
use reference::chips::{self, Chip, Pack, Setting};
use reference::diagnoses::{Diagnoses, Usage};
use reference::formulary::Formulary;
use reference::orderable::Orderable;
use reference::vaccines::Vaccines;

const DIAGNOSES: &str = include_str!("data/everyday_diagnoses.tsv");
const DRUGS: &str = include_str!("data/everyday_drugs.tsv");
const LINES: &str = include_str!("data/everyday_lines.tsv");

/// The rows below the remarks, in cells.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

/// How many of a list have to be found.
fn enough(found: usize, all: usize, missed: &[String]) {
    println!("{found} of {all} among the first five");
    assert!(found * 100 >= all * 95, "{found} of {all}: {missed:#?}");
}

#[test]
fn what_a_doctor_types_for_a_diagnosis_is_among_the_first_five() {
    let diagnoses = Diagnoses::built_in().unwrap();
    let (mut found, mut all, mut missed) = (0, 0, Vec::new());
    for row in rows(DIAGNOSES) {
        let [typed, codes] = row.as_slice() else { panic!("{row:?} has two cells") };
        all += 1;
        let hits = diagnoses.search(typed, &Usage::default(), 5);
        let fits = |code: &str| {
            codes.split('|').any(|wanted| match wanted.strip_suffix('*') {
                Some(stem) => code.starts_with(stem),
                None => code == wanted,
            })
        };
        if hits.iter().any(|hit| fits(&hit.code)) {
            found += 1;
        } else {
            missed.push(format!("{typed}: {:?}", hits.iter().map(|hit| &hit.code).collect::<Vec<_>>()));
        }
    }
    assert!(all >= 750, "{all} words");
    enough(found, all, &missed);
}

#[test]
fn what_a_doctor_types_for_a_medicine_is_among_the_first_five() {
    let formulary = Formulary::built_in().unwrap();
    let (mut found, mut all, mut missed) = (0, 0, Vec::new());
    for row in rows(DRUGS) {
        let [typed, names] = row.as_slice() else { panic!("{row:?} has two cells") };
        all += 1;
        let hits = formulary.search(typed, 5);
        let fits = |shown: &str| names.split('|').any(|name| shown.to_lowercase().contains(name));
        if hits.iter().any(|hit| fits(&hit.display)) {
            found += 1;
        } else {
            missed.push(format!("{typed}: {:?}", hits.iter().map(|hit| &hit.display).collect::<Vec<_>>()));
        }
    }
    assert!(all >= 400, "{all} names");
    enough(found, all, &missed);
}

/// Words that must not come out of a printed line. ISMP 2021 and Joint Commission 2004.
const NEVER: &[&str] = &[
    "U", "IU", "QD", "QOD", "OD", "OS", "OU", "AD", "AS", "AU", "HS", "SC", "SQ", "D/C", "DC", "MS", "MSO4",
    "MgSO4", "µg", "ug", "cc", "BID", "TID", "QID", "BD", "TDS", "QDS", "PRN", "PO", "q.d.", "o.d.",
];

fn is_safe(sentence: &str) -> bool {
    sentence.split([' ', ',', '(', ')']).map(|word| word.trim_end_matches(['.', ';'])).all(|word| {
        let numbered = word.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.');
        let point = word.find('.').filter(|_| numbered);
        let fraction =
            |at: usize| word[at + 1..].chars().take_while(char::is_ascii_digit).collect::<String>();
        !NEVER.iter().any(|never| {
            // "as needed" is English; AS is an ear.
            word == *never
                || (never.len() > 1 && *never != "AS" && *never != "AD" && word.eq_ignore_ascii_case(never))
        }) && point.is_none_or(|at| at > 0 && !fraction(at).ends_with('0'))
    })
}

#[test]
fn each_prescription_line_becomes_what_a_pharmacist_would_read_and_no_other_dose() {
    let (diagnoses, formulary) = (Diagnoses::built_in().unwrap(), Formulary::built_in().unwrap());
    let (orderable, vaccines) = (Orderable::built_in().unwrap(), Vaccines::built_in().unwrap());
    let pack =
        Pack { diagnoses: &diagnoses, formulary: &formulary, orderable: &orderable, vaccines: &vaccines };
    let setting = Setting { today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), month_first: false };
    let (mut all, mut wrong, mut now) = (0, Vec::new(), String::new());
    for row in rows(LINES) {
        let [typed, sentence, quantity, doubts] = row.as_slice() else { panic!("{row:?} has four cells") };
        all += 1;
        let chips = chips::read(typed, &pack, setting);
        let read = match chips.as_slice() {
            [Chip::Prescription(read)] => [
                read.print.clone(),
                read.quantity.map(|quantity| quantity.to_string()).unwrap_or_default(),
                read.doubts.join(" "),
            ],
            _ => ["text".to_owned(), String::new(), String::new()],
        };
        if !is_safe(&read[0]) {
            wrong.push(format!("{typed}: {} holds what is never printed", read[0]));
        }
        if read != [*sentence, *quantity, *doubts] {
            wrong.push(format!(
                "{typed}\n  wanted {sentence} | {quantity} | {doubts}\n  got    {}",
                read.join(" | ")
            ));
        }
        now.push_str(&format!("{typed}\t{}\n", read.join("\t")));
    }
    if std::env::var_os("UPDATE_LINES").is_some() {
        let head: String =
            LINES.lines().filter(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/everyday_lines.tsv");
        std::fs::write(path, head + &now).unwrap();
        return;
    }
    assert!(all >= 300, "{all} lines");
    assert!(wrong.is_empty(), "{} lines: {}", wrong.len(), wrong.join("\n"));
}
