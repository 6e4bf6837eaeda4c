//! The demo practice holds together: every patient folds, and each story is in the chart it is told of.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use chart::sections::allergies::AllergyState;
use chart::sections::encounters::EncounterStatus;
use chart::sections::medications::MedicationStatus;
use chart::sections::notes::NoteStatement;
use chart::sections::results::Found;
use chart::sections::vitals::VitalCode;
use chart::{Chart, Entry, StaffId, Statement};
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

const CLOCKS: [&str; 3] =
    ["2026-11-22T11:30:00-06:00", "2028-02-29T00:20:00+00:00", "2031-12-31T23:50:00+09:00"];

fn today() -> DateTime<FixedOffset> {
    CLOCKS[0].parse().unwrap()
}

fn staff(key: &str) -> StaffId {
    let number = ["okafor", "brandt", "reyes"].iter().position(|known| *known == key);
    StaffId(Uuid::from_u128(1 + number.unwrap_or_else(|| panic!("{key} does not work here")) as u128))
}

fn numbered() -> impl FnMut() -> Uuid {
    let mut next = 1000;
    move || {
        next += 1;
        Uuid::from_u128(next)
    }
}

fn told(key: &str, at: DateTime<FixedOffset>) -> Vec<Entry> {
    let practice = demo::practice().unwrap();
    let patient = practice.patients.iter().find(|patient| patient.key() == key).unwrap();
    demo::entries(patient, at, &staff, &mut numbered())
}

fn chart(key: &str) -> Chart {
    Chart::fold(told(key, today()))
}

/// The numbers of one test with their days, oldest first.
fn series(chart: &Chart, test: &str) -> Vec<(DateTime<FixedOffset>, f64)> {
    let mut found: Vec<_> = chart
        .results
        .readings()
        .flat_map(|(_, version, report)| report.values.iter().map(move |value| (version.effective_at, value)))
        .filter(|(_, value)| value.test.text == test)
        .filter_map(|(at, value)| match &value.found {
            Found::Quantity(quantity) => Some((at, quantity.value)),
            Found::Text(_) => None,
        })
        .collect();
    found.sort_by_key(|(at, _)| *at);
    found
}

#[test]
fn there_are_about_forty_patients_each_with_a_number_and_a_story() {
    let practice = demo::practice().unwrap();
    assert!((40..=50).contains(&practice.patients.len()), "about forty: {}", practice.patients.len());
    let numbers: HashSet<_> = practice.patients.iter().map(demo::DemoPatient::chart_number).collect();
    assert_eq!(numbers.len(), practice.patients.len(), "chart numbers are given once");
    for patient in &practice.patients {
        assert!(patient.story().ends_with('.'), "{} has a story", patient.key());
        assert!(
            patient.chart_number().len() == 6
                && patient.chart_number().bytes().all(|byte| byte.is_ascii_digit()),
            "{}: six digits",
            patient.key()
        );
    }
}

#[test]
fn every_patient_folds_into_a_chart_without_disputes_at_any_time_of_day() {
    let practice = demo::practice().unwrap();
    for clock in CLOCKS {
        let now: DateTime<FixedOffset> = clock.parse().unwrap();
        for patient in &practice.patients {
            let entries = demo::entries(patient, now, &staff, &mut numbered());
            let count = entries.len();
            let chart = Chart::fold(entries.clone());
            assert_eq!(chart.patient().unwrap().chart_number, patient.chart_number(), "{}", patient.key());
            let ids: HashSet<_> = entries.iter().map(|entry| entry.id).collect();
            assert_eq!(ids.len(), count, "{}: ids are used once", patient.key());
            for entry in &entries {
                assert!(
                    entry.supersedes.iter().all(|before| ids.contains(before)),
                    "{}: supersedes what was said of the same patient",
                    patient.key()
                );
                assert!(
                    entry.encounter.is_none_or(|visit| chart.encounters.get(visit).is_some()),
                    "{}: the visit exists",
                    patient.key()
                );
            }
            let disputed = chart.problems.records().filter(|record| record.is_disputed()).count()
                + chart.medications.records().filter(|record| record.is_disputed()).count();
            assert_eq!(disputed, 0, "{}: nobody disagrees", patient.key());
        }
    }
}

#[test]
fn only_planned_visits_lie_in_the_future_and_nobody_is_told_of_before_birth() {
    let practice = demo::practice().unwrap();
    for clock in CLOCKS {
        let now: DateTime<FixedOffset> = clock.parse().unwrap();
        for patient in &practice.patients {
            let entries = demo::entries(patient, now, &staff, &mut numbered());
            let birth = Chart::fold(entries.clone()).patient().unwrap().birth_date;
            let born = birth.and_then(chart::PartialDate::earliest);
            for entry in &entries {
                let key = patient.key();
                assert!(entry.recorded_at <= now, "{key}: nothing is recorded in the future ({clock})");
                let planned = matches!(&entry.body.said,
                    Statement::Encounters(visit) if visit.status == EncounterStatus::Planned);
                assert!(planned || entry.effective_at <= now, "{key}: {:?} at {clock}", entry.body.said);
                assert!(
                    born.is_none_or(|born| entry.effective_at.date_naive() >= born),
                    "{key}: born {born:?}"
                );
            }
            assert!(entries.is_sorted_by_key(|entry| entry.recorded_at), "{}: oldest first", patient.key());
        }
    }
}

#[test]
fn the_list_of_the_day_has_every_lane() {
    let practice = demo::practice().unwrap();
    for clock in CLOCKS {
        let now: DateTime<FixedOffset> = clock.parse().unwrap();
        let mut lanes: BTreeMap<String, usize> = BTreeMap::new();
        for patient in &practice.patients {
            let chart = Chart::fold(demo::entries(patient, now, &staff, &mut numbered()));
            for (_, _, visit) in chart.encounters.readings() {
                if visit.at().is_some_and(|at| at.date_naive() == now.date_naive()) {
                    *lanes.entry(format!("{:?}", visit.status)).or_default() += 1;
                }
            }
        }
        let expected = [("Planned", 6), ("Arrived", 2), ("Triaged", 1), ("InProgress", 1), ("Finished", 4)];
        let expected: BTreeMap<_, _> =
            expected.into_iter().map(|(lane, count)| (lane.to_owned(), count)).collect();
        assert_eq!(lanes, expected, "today's visits at {clock}");
    }
}

#[test]
fn the_chart_of_the_pictures_is_there() {
    let chart = chart("delacroix-thompson");
    let patient = chart.patient().unwrap();
    assert_eq!(patient.name.full(), "Marguerite Delacroix-Thompson");
    assert_eq!(patient.chart_number, "004217");
    let AllergyState::Listed(allergies) = chart.allergy_state() else { panic!("allergies are listed") };
    let allergies: Vec<String> = allergies.iter().map(|(_, allergy)| allergy.short()).collect();
    assert_eq!(allergies, ["Penicillin — anaphylaxis", "Sulfonamides — rash"], "the worst first");
    let active: HashSet<String> = chart
        .problems
        .readings()
        .filter(|(_, _, problem)| problem.is_active())
        .map(|(_, _, problem)| problem.condition.text.clone())
        .collect();
    for problem in ["Atrial fibrillation", "Type 2 diabetes", "Hypertension", "CKD stage 3a"] {
        assert!(active.contains(problem), "{problem} is active");
    }
    let taken: HashSet<String> = chart
        .medications
        .readings()
        .filter(|(_, _, medication)| medication.is_current())
        .map(|(_, _, medication)| medication.name())
        .collect();
    for drug in [
        "Warfarin 5 mg tablet",
        "Metformin 1 g tablet",
        "Lisinopril 20 mg tablet",
        "Atorvastatin 40 mg tablet",
    ] {
        assert!(taken.contains(drug), "{drug} is taken");
    }
    let evening = chart
        .medications
        .readings()
        .find(|(_, _, medication)| medication.drug.text == "Warfarin")
        .and_then(|(_, _, medication)| chart::sig::day_parts(medication.sig.as_ref()?));
    assert_eq!(
        evening.unwrap(),
        ["", "", "1", ""],
        "the plan on paper has a column for each part of the day"
    );
    assert_eq!(series(&chart, "INR").last().unwrap().1, 3.8);
    assert!(series(&chart, "HbA1c").len() >= 6 && series(&chart, "eGFR").len() >= 6, "trends over years");
    let weights =
        chart.vitals.readings().filter(|(_, _, set)| set.value(VitalCode::Weight).is_some()).count();
    assert!(weights >= 8, "a weight curve");
}

#[test]
fn the_a1c_of_the_diabetic_follows_the_drugs() {
    let chart = chart("ferreira-lucia");
    let a1c = series(&chart, "HbA1c");
    let metformin = chart
        .medications
        .records()
        .find(|record| record.versions[0].value.as_ref().is_some_and(|drug| drug.drug.text == "Metformin"))
        .unwrap();
    let mut strengths: Vec<_> = metformin
        .versions
        .iter()
        .map(|version| (version.effective_at, version.value.as_ref().unwrap().strength.clone().unwrap()))
        .collect();
    // What is ordered again as it was changes nothing.
    strengths.dedup_by(|later, earlier| later.1 == earlier.1);
    assert_eq!(
        strengths.iter().map(|(_, strength)| strength.as_str()).collect::<Vec<_>>(),
        ["500 mg", "1 g"]
    );
    for (changed, strength) in strengths {
        let before = a1c.iter().rev().find(|(at, _)| *at < changed).unwrap().1;
        let after = a1c.iter().find(|(at, _)| *at > changed).unwrap().1;
        assert!(after < before, "{strength}: from {before} to {after}");
    }
    assert!(a1c.last().unwrap().1 < 7.0, "in control at the end");
}

#[test]
fn all_three_allergy_states_are_there() {
    assert!(matches!(chart("ekstrom-tobias").allergy_state(), AllergyState::NeverAsked));
    assert!(matches!(chart("li-wei").allergy_state(), AllergyState::NoneKnown(_)));
    assert!(matches!(chart("oliveira-mateus").allergy_state(), AllergyState::Listed(_)));
    assert!(
        matches!(chart("garcia-jose").allergy_state(), AllergyState::NoneKnown(_)),
        "a refuted allergy does not warn"
    );
}

#[test]
fn corrections_errors_and_addenda_are_there() {
    let chart = chart("raman-priya");
    let corrected = chart.vitals.records().find(|record| record.versions.len() == 2).unwrap();
    assert_eq!(corrected.reading().unwrap().1.value(VitalCode::Weight), Some(59.6));
    assert!(corrected.versions[1].why.is_some(), "the correction says why");
    let error = chart.allergies.records().find(|record| record.is_in_error()).unwrap();
    assert!(error.last_said().is_some(), "what was entered in error stays readable");
    let addendum = chart.notes.readings().find_map(|(_, _, note)| match note {
        NoteStatement::Addendum(addendum) => Some(addendum.note),
        NoteStatement::Signed(_) | NoteStatement::CoSigned(_) => None,
    });
    assert!(chart.notes.get(addendum.unwrap()).is_some(), "the addendum belongs to a note of the chart");
}

#[test]
fn the_dead_the_renamed_and_the_finished_courses_are_told_right() {
    assert!(chart("mossman-gerald").patient().unwrap().deceased.is_some());
    let renamed = chart("castellanos-amara");
    let patient = renamed.patient().unwrap();
    assert_eq!(
        (patient.name.family.as_str(), patient.former_names[0].family.as_str()),
        ("Castellanos", "Jennings")
    );
    let courses = chart("gallagher-niamh");
    assert!(
        courses.medications.readings().all(|(_, _, drug)| drug.status == MedicationStatus::Completed),
        "courses of fixed length are over"
    );
}
