//! The generator: the same seed makes the same practice, and what it makes adds up.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chart::{Chart, Entry, StaffId};
use chrono::{DateTime, FixedOffset};
use demo::Generator;
use std::collections::HashSet;
use uuid::Uuid;

fn today() -> DateTime<FixedOffset> {
    "2026-11-22T11:30:00-06:00".parse().unwrap()
}

fn make(seed: u64, index: u64, visits: u32) -> Vec<Entry> {
    let mut next = u128::from(index) << 64;
    let staff = |key: &str| StaffId(Uuid::from_u128(key.len() as u128));
    Generator::new(seed, today()).generate(index, visits, &staff, &mut || {
        next += 1;
        Uuid::from_u128(next)
    })
}

#[test]
fn the_same_seed_makes_the_same_patients_and_another_makes_others() {
    for index in [0, 1, 99_999] {
        assert_eq!(make(7, index, 10), make(7, index, 10), "patient {index}");
        assert_ne!(make(7, index, 10), make(8, index, 10), "patient {index} of another practice");
    }
    assert_ne!(make(7, 0, 10)[0].body, make(7, 1, 10)[0].body, "two patients of one practice");
}

#[test]
fn a_patient_has_as_many_visits_as_asked_each_with_vitals_and_a_note() {
    for (index, visits) in [(0, 0), (1, 1), (2, 10), (3, 1000)] {
        let entries = make(1, index, visits);
        let sorted = entries.is_sorted_by_key(|entry| entry.recorded_at);
        let late = entries.iter().any(|entry| entry.recorded_at > today());
        let chart = Chart::fold(entries);
        let visits = visits as usize;
        assert_eq!(chart.encounters.len(), visits);
        assert_eq!(chart.vitals.len(), visits);
        assert_eq!(chart.notes.len(), visits);
        assert!(chart.patient().is_some(), "and a registration");
        assert!(sorted && !late, "oldest first and nothing in the future, {visits} visits");
    }
}

#[test]
fn notes_have_the_size_of_real_ones_and_names_real_letters() {
    let mut sizes = Vec::new();
    let mut names = HashSet::new();
    for index in 0..200 {
        let chart = Chart::fold(make(3, index, 5));
        names.insert(chart.patient().unwrap().name.full());
        for (_, _, note) in chart.notes.readings() {
            let chart::sections::notes::NoteStatement::Signed(note) = note else { continue };
            let text = [&note.reason, &note.subjective, &note.objective, &note.assessment_plan];
            sizes.push(text.iter().map(|part| part.chars().count()).sum::<usize>());
        }
    }
    let inside = sizes.iter().filter(|size| (400..=900).contains(*size)).count();
    assert!(inside * 10 >= sizes.len() * 9, "nine of ten notes have 400 to 900 characters: {inside}");
    assert!(names.len() > 190, "names rarely repeat: {}", names.len());
    assert!(names.iter().any(|name| !name.is_ascii()), "accents are among them");
}
