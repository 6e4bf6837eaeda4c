//! D3: a power cut around founding and rotation: the old or the new opens, never neither.

use super::practice::*;
use crate::Store;
use chart::sections::staff::Role;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn copy(from: &Path) -> TempDir {
    let to = tempfile::tempdir().unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.path().join(file.file_name())).unwrap();
    }
    to
}

#[test]
fn d3_a_rotation_cut_off_at_any_step_leaves_a_practice_that_opens() {
    let (place, mut store, code) = practice();
    let nurse = store.add_user(new_user("nora", Role::Nurse), now()).unwrap();
    store.add_user(new_user("ben", Role::Physician), now()).unwrap();
    let (patient, entries) = patient_with_visit(&mut store);
    let mut cuts = Vec::new();
    store.remove_user(nurse, now(), &mut |step, _| cuts.push((step, copy(place.path())))).unwrap();
    drop(store);
    assert_eq!(cuts.len(), 5);
    for (step, cut) in cuts {
        // Whoever comes first after the power is back, and whoever comes second.
        for order in [["ada", "ben"], ["ben", "ada"]] {
            let scene = copy(cut.path());
            let open = |login: &str| {
                Store::unlock_stretching(scene.path(), login, &PASSWORD.into(), now(), quick)
                    .unwrap_or_else(|error| panic!("{login} after step {step}: {error}"))
            };
            let mut store = open(order[0]);
            assert_eq!(store.warnings(), [], "after step {step}");
            assert_eq!(store.entries(patient).unwrap(), entries, "after step {step}");
            let more = said(&mut store, patient, visit());
            write(&mut store, [more]).unwrap();
            assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, [], "after step {step}");
            assert!(!scene.path().join("practice.chart.new").exists(), "nothing is left lying about");
            store.close().unwrap();
            let store = open(order[1]);
            assert_eq!(store.warnings(), [], "for the second after step {step}");
            assert_eq!(store.entries(patient).unwrap().len(), entries.len() + 1);
            store.close().unwrap();
            let out = Store::unlock_stretching(scene.path(), "nora", &PASSWORD.into(), now(), quick);
            assert!(out.is_err(), "nora is out after step {step}");
        }
        Store::unlock_with_code_stretching(
            cut.path(),
            &code.to_string(),
            "ada",
            &PASSWORD.into(),
            now(),
            quick,
        )
        .unwrap_or_else(|error| panic!("the code after step {step}: {error}"));
    }
}

#[test]
fn d3_a_founding_cut_off_can_be_done_again_or_opens() {
    let (place, store, _) = practice();
    store.close().unwrap();
    let chart = place.path().join("practice.chart");
    let new = place.path().join("practice.chart.new");

    // Cut off between the key file and the renaming: the practice is founded and opens.
    let scene = copy(place.path());
    fs::rename(scene.path().join("practice.chart"), scene.path().join("practice.chart.new")).unwrap();
    unlock(&scene).unwrap().close().unwrap();

    // Cut off before the key file: nobody has a key; founding again works.
    fs::rename(&chart, &new).unwrap();
    fs::remove_file(place.path().join("practice.keys")).unwrap();
    assert!(!Store::exists(place.path()));
    let (store, _) = Store::create_stretching(place.path(), founding(), now(), quick).unwrap();
    assert_eq!(store.warnings(), []);
    drop(store);
    assert_eq!(unlock(&place).unwrap().warnings(), []);
    assert!(
        Store::create_stretching(place.path(), founding(), now(), quick).is_err(),
        "never over another one"
    );
}
