//! The box, as it is typed into at the front desk; and as it must never be broken.

use super::*;
use crate::projections::tests::{entry, memory, registration, say};
use chart::sections::patients::{HumanName, Patient};
use chart::{StaffId, Statement};
use proptest::prelude::*;
use rusqlite::Connection;

fn name(family: &str, given: &str) -> HumanName {
    HumanName { family: family.into(), given: given.into(), prefix: None }
}

/// A front desk's worth of people who are easily confused.
fn desk() -> Connection {
    let connection = memory();
    let people = [
        ("004217", "Delacroix-Thompson", "Marguerite", "1959-03-14", "+1 217 555 0142", ""),
        ("000042", "Smith", "John", "1980-01-02", "(217) 555-0199", ""),
        ("000043", "Smithson", "Ann", "1959", "", ""),
        ("000044", "Brown", "Smith", "1990-12-31", "", ""),
        ("000045", "Müller", "Jürgen", "1959-04-03", "+49 170 1234567", ""),
        ("000046", "Łukasiewicz", "Żaneta", "2001-02-03", "", "Żółkiewska"),
        ("000047", "van der Berg", "Anna", "1959-03-15", "", ""),
        ("000048", "O'Brien", "Seán", "1975-06-07", "", ""),
        ("000049", "王", "小明", "1988-08-08", "", ""),
        ("000050", "Nowak", "Jan", "1966-05", "", "Smith"),
        ("000051", "Иванов", "Пётр", "1950-10-20", "", ""),
    ];
    for (place, (number, family, given, birth, phone, former)) in people.into_iter().enumerate() {
        let patient = Patient {
            birth_date: birth.parse().ok(),
            phones: Some(phone.to_owned()).filter(|phone| !phone.is_empty()).into_iter().collect(),
            former_names: Some(name(former, given)).filter(|_| !former.is_empty()).into_iter().collect(),
            ..registration(number, family, given)
        };
        let id = place as u64 + 1;
        say(&connection, &entry(id, id, id, &[], Statement::Patients(patient)));
    }
    connection
}

fn found(connection: &Connection, text: &str) -> Vec<String> {
    find_patients(connection, text, 20).unwrap().into_iter().map(|hit| hit.chart_number).collect()
}

fn first(connection: &Connection, text: &str) -> Option<(String, Matched)> {
    find_patients(connection, text, 20).unwrap().into_iter().next().map(|hit| (hit.chart_number, hit.matched))
}

#[test]
fn a_patient_is_found_by_anything_that_is_remembered() {
    let desk = desk();
    for (text, number, why) in [
        ("Delacroix", "004217", Matched::Name),
        ("marguerite delacroix", "004217", Matched::Name),
        ("delacroix marg", "004217", Matched::Name),
        ("thompson", "004217", Matched::Name),
        ("mar del", "004217", Matched::Name),
        ("guerite", "004217", Matched::Name),
        ("delacrox", "004217", Matched::SimilarName),
        ("dleacroix marg", "004217", Matched::SimilarName),
        ("delacroixthompson", "004217", Matched::Name),
        ("14/3/1959", "004217", Matched::BirthDate),
        ("14.03.1959", "004217", Matched::BirthDate),
        ("1959-03-14", "004217", Matched::BirthDate),
        ("3/14/1959", "004217", Matched::BirthDate),
        ("14 mar 1959", "004217", Matched::BirthDate),
        ("delacroix 1959", "004217", Matched::BirthDate),
        ("4217", "004217", Matched::ChartNumber),
        ("004217", "004217", Matched::ChartNumber),
        ("00 42 17", "004217", Matched::ChartNumber),
        ("555 0142", "004217", Matched::Phone),
        ("(217) 555-0142", "004217", Matched::Phone),
        ("0142 marguerite", "004217", Matched::Phone),
        ("muller", "000045", Matched::Name),
        ("MÜLLER", "000045", Matched::Name),
        ("mueller", "000045", Matched::SimilarName),
        ("0170 1234567", "000045", Matched::Phone),
        ("lukasiewicz", "000046", Matched::Name),
        ("zolkiewska", "000046", Matched::FormerName),
        ("vanderberg", "000047", Matched::Name),
        ("van der berg anna", "000047", Matched::Name),
        ("obrien", "000048", Matched::Name),
        ("o’brien sean", "000048", Matched::Name),
        ("brien", "000048", Matched::Name),
        ("王小明", "000049", Matched::Name),
        ("小明", "000049", Matched::Name),
        ("иванов петр", "000051", Matched::Name),
        ("ивонов", "000051", Matched::SimilarName),
    ] {
        assert_eq!(first(&desk, text), Some((number.into(), why)), "for {text}");
    }
}

#[test]
fn the_best_stand_first() {
    let desk = desk();
    assert_eq!(
        found(&desk, "smith"),
        ["000042", "000044", "000050", "000043"],
        "the family name, then the given, then a name once borne, then a longer one"
    );
    assert_eq!(
        found(&desk, "smi"),
        ["000042", "000043", "000044", "000050"],
        "family names before given ones"
    );
    assert_eq!(found(&desk, "42")[0], "000042", "the whole number before its beginning");
    assert_eq!(found(&desk, "1959").len(), 4, "everyone of that year, however much of the date is known");
}

#[test]
fn every_keystroke_of_a_name_finds_it() {
    let desk = desk();
    let typed = "marguerite delacroix-thompson";
    for length in 1..=typed.len() {
        assert!(found(&desk, &typed[..length]).contains(&"004217".to_owned()), "after {length} keys");
    }
}

#[test]
fn what_fits_nobody_finds_nobody() {
    let desk = desk();
    for text in ["", "   ", "zzzz", "smith 1850", "dleacrxoi", "000", "john marguerite", "2/30/1959"] {
        assert!(found(&desk, text).is_empty(), "{text} is nobody here");
    }
}

#[test]
fn a_correction_is_found_by_the_new_name_and_an_error_by_none() {
    let desk = desk();
    let married =
        Patient { former_names: vec![name("Smith", "John")], ..registration("000042", "Jones", "John") };
    say(&desk, &entry(90, 2, 2, &[2], Statement::Patients(married)));
    assert_eq!(first(&desk, "jones"), Some(("000042".into(), Matched::Name)));
    assert_eq!(found(&desk, "smith john").len(), 1);
    assert_eq!(first(&desk, "smith john"), Some(("000042".into(), Matched::FormerName)));
    say(&desk, &entry(91, 2, 2, &[90], Statement::EnteredInError { section: "patients".into() }));
    assert!(found(&desk, "jones").is_empty(), "entered in error");
}

#[test]
fn a_rare_word_leads_among_many_common_ones() {
    let connection = memory();
    for id in 1..=600_u64 {
        let given = if id == 577 { "Zoë" } else { "Maria" };
        let said = Statement::Patients(registration(&format!("{id:06}"), "Garcia", given));
        say(&connection, &entry(id, id, id, &[], said));
    }
    assert_eq!(found(&connection, "garcia zoe"), ["000577"]);
    assert_eq!(found(&connection, "g z"), ["000577"]);
    assert_eq!(found(&connection, "garcia").len(), 20, "the limit holds");
}

#[test]
fn likely_duplicates_are_hinted_at_and_strangers_are_not() {
    let desk = desk();
    let hints = |family: &str, given: &str, birth: &str, phone: &str| -> Vec<(String, Matched)> {
        let phone = Some(phone).filter(|phone| !phone.is_empty());
        likely_duplicates(&desk, &name(family, given), birth.parse().ok(), phone)
            .unwrap()
            .into_iter()
            .map(|hit| (hit.chart_number, hit.matched))
            .collect()
    };
    let smith = |why| vec![("000042".to_owned(), why)];
    assert_eq!(hints("Smith", "John", "1980-01-02", ""), smith(Matched::Name));
    assert_eq!(hints("John", "Smith", "1980-01-02", ""), smith(Matched::Name), "the wrong way round");
    assert_eq!(hints("Smyth", "Jhon", "1980-01-02", ""), smith(Matched::SimilarName));
    assert_eq!(hints("Smith", "John", "1981", ""), smith(Matched::Name), "within a year");
    assert_eq!(hints("Smith", "John", "", ""), smith(Matched::Name), "the birth date is not asked yet");
    assert_eq!(hints("Patel", "Priya", "", "217 555 0199"), smith(Matched::Phone));
    assert_eq!(hints("Nowak", "Jan", "1966-05", ""), [("000050".to_owned(), Matched::Name)]);
    assert!(hints("Smith", "John", "1950-01-01", "").is_empty(), "thirty years older");
    assert!(hints("Smith", "Adam", "1980-01-02", "").is_empty(), "another given name: perhaps a twin");
    assert!(hints("Patel", "Priya", "1980-01-02", "").is_empty(), "the birthday alone");
    assert!(hints("", "", "", "").is_empty());
}

#[test]
fn recent_patients_are_read_from_the_audit() {
    let desk = desk();
    let (me, other) = ([7_u8; 16], [8_u8; 16]);
    let acts = [
        (me, 1, "chart.open"),
        (me, 2, "chart.open"),
        (other, 3, "chart.open"),
        (me, 1, "vitals.record"),
        (me, 4, "exchange.import"),
    ];
    for (seq, (staff, patient, act)) in acts.into_iter().enumerate() {
        let patient = uuid::Uuid::from_u64_pair(2, patient);
        let sql = "INSERT INTO audit (seq, at, staff, act, patient, ledger_count, chain) VALUES (?1, 0, ?2, ?3, ?4, 0, zeroblob(32))";
        desk.execute(sql, (seq as i64 + 1, staff, act, patient.as_bytes())).unwrap();
    }
    let recent = |most| -> Vec<String> {
        let hits = recent_patients(&desk, StaffId(uuid::Uuid::from_bytes(me)), most).unwrap();
        assert!(hits.iter().all(|hit| hit.matched == Matched::Recent));
        hits.into_iter().map(|hit| hit.chart_number).collect()
    };
    assert_eq!(recent(10), ["004217", "000042"], "the newest first, each once, nobody else's");
    assert_eq!(recent(1), ["004217"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn h3_no_text_breaks_the_search(
        text in prop_oneof![
            "\\PC{0,40}",
            any::<String>(),
            "[\"'*():^+-]{0,10}(NEAR|AND|OR|NOT|\"|\\*){0,5}[a-z0-9 /.]{0,20}",
            "[0-9/. +-]{0,25}",
            "(smi|mar|mueller|jhon|'; DROP TABLE patients; --| ){1,6}",
        ],
    ) {
        thread_local! { static DESK: Connection = desk(); }
        DESK.with(|desk| {
            let hits = find_patients(desk, &text, 20);
            prop_assert!(hits.is_ok_and(|hits| hits.len() <= 20), "an error for {text:?}");
            prop_assert!(likely_duplicates(desk, &name(&text, &text), None, Some(&text)).is_ok());
            Ok(())
        })?;
    }

    #[test]
    fn any_name_is_found_by_itself(family in "\\PC{1,20}", given in "\\PC{0,20}") {
        let connection = memory();
        let patient = registration("000001", &family, &given);
        say(&connection, &entry(1, 1, 1, &[], Statement::Patients(patient)));
        let nameless = fold::folded(&format!("{family} {given}")).is_empty();
        prop_assert_eq!(found(&connection, &format!("{given} {family}")).is_empty(), nameless);
    }
}
