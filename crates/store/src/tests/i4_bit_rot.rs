//! I4: one flipped bit anywhere in the file is found, or the file does not open. The first 16 bytes hold a salt
//! that is read from the key file instead, so a flip there changes nothing.

use super::practice::*;
use crate::folder::CHART;
use std::fs;

#[test]
fn i4_a_single_flipped_bit_is_found() {
    let flips = if std::env::var_os("PAPERCHART_LONG").is_some() { 1000 } else { 60 };
    let (place, mut store, _) = practice();
    for _ in 0..10 {
        patient_with_visit(&mut store);
    }
    store.close().unwrap();
    let whole = fs::read(place.path().join(CHART)).unwrap();
    let mut refused = 0;
    for _ in 0..flips {
        let mut chance = [0; 9];
        getrandom::fill(&mut chance).unwrap();
        let place_in_file = 16
            + usize::try_from(u64::from_le_bytes(chance[..8].try_into().unwrap())).unwrap()
                % (whole.len() - 16);
        let mut rotten = whole.clone();
        rotten[place_in_file] ^= 1 << (chance[8] % 8);
        let scene = tempfile::tempdir().unwrap();
        for name in ["practice.keys", "practice.head"] {
            fs::copy(place.path().join(name), scene.path().join(name)).unwrap();
        }
        fs::write(scene.path().join(CHART), rotten).unwrap();
        let found = match unlock(&scene) {
            Err(_) => {
                refused += 1;
                true
            }
            Ok(store) => store.verify(&mut |_, _| {}).map_or(true, |report| !report.findings.is_empty()),
        };
        assert!(found, "a flip in byte {place_in_file} went unseen");
    }
    assert!(refused < flips, "a flip in some chart does not keep the others from opening");
}
