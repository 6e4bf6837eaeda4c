//! The codes of the demo against the publishers' tables in `../shared/reference`, where those are present.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;
use std::collections::HashSet;
use std::path::Path;

fn codes() -> Value {
    serde_json::from_str(include_str!("../../../assets/demo/codes.json")).unwrap()
}

fn reference(file: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference").join(file);
    if !path.exists() {
        eprintln!("skipped: {file} is not on this machine");
        return None;
    }
    Some(std::fs::read_to_string(path).unwrap())
}

#[test]
fn every_vaccine_code_is_one_of_the_published() {
    let Some(table) = reference("immunization/cvx.csv") else { return };
    let published: HashSet<&str> = table.lines().filter_map(|line| line.split(',').next()).collect();
    for (vaccine, code) in codes()["vaccines"].as_object().unwrap() {
        assert!(published.contains(code.as_str().unwrap()), "{vaccine}: CVX {code}");
    }
}

#[test]
fn codes_have_the_form_of_their_system() {
    let codes = codes();
    for (condition, code) in codes["conditions"].as_object().unwrap() {
        let code = code.as_str().unwrap();
        let (category, rest) = code.split_at(3);
        let digits = rest.strip_prefix('.').unwrap_or(rest);
        let form = category.starts_with(|first: char| first.is_ascii_uppercase())
            && category[1..].bytes().all(|byte| byte.is_ascii_alphanumeric())
            && digits.len() <= 4
            && rest.is_empty() == digits.is_empty();
        assert!(form, "{condition}: ICD-10-CM {code}");
    }
    for (test, facts) in codes["tests"].as_object().unwrap() {
        let loinc = facts["loinc"].as_str().unwrap();
        let (number, check) = loinc.split_once('-').unwrap();
        assert_eq!(check, luhn(number).to_string(), "{test}: the check digit of LOINC {loinc}");
    }
    for (drug, code) in codes["drugs"].as_object().unwrap() {
        assert!(code.as_str().unwrap().bytes().all(|byte| byte.is_ascii_digit()), "{drug}: RxNorm {code}");
    }
}

/// LOINC check digits are mod 10 (Luhn), as the LOINC Users' Guide gives them.
fn luhn(number: &str) -> u32 {
    let doubled = number.chars().rev().enumerate().map(|(place, digit)| {
        let digit = digit.to_digit(10).unwrap() * if place % 2 == 0 { 2 } else { 1 };
        digit / 10 + digit % 10
    });
    (10 - doubled.sum::<u32>() % 10) % 10
}
