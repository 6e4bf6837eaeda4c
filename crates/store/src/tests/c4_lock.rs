//! C4: once the practice is closed, the memory of the process holds neither its key nor the password.
//!
//! The chart's text is the allocator's business: the programs that ship wipe what they free.

#![cfg(target_os = "linux")]

use super::practice::*;
use crate::{Secret, Store};
use std::fs::{self, File};
use std::os::unix::fs::FileExt;

const MASK: u8 = 0xa5;

/// What is looked for, masked, so that looking does not find itself.
struct Needle {
    what: &'static str,
    masked: Vec<u8>,
}

impl Needle {
    fn new(what: &'static str, plain: &[u8]) -> Self {
        Self { what, masked: plain.iter().map(|byte| byte ^ MASK).collect() }
    }

    fn is_at(&self, bytes: &[u8]) -> bool {
        bytes.len() >= self.masked.len()
            && bytes.iter().zip(&self.masked).all(|(byte, masked)| byte ^ MASK == *masked)
    }
}

/// Where in the writable memory of this process the needles are.
fn found(needles: &[Needle]) -> Vec<String> {
    let memory = File::open("/proc/self/mem").unwrap();
    let mut hits = Vec::new();
    for line in fs::read_to_string("/proc/self/maps").unwrap().lines() {
        let mut parts = line.split_whitespace();
        let (range, rights) = (parts.next().unwrap(), parts.next().unwrap());
        let name = parts.nth(3).unwrap_or("");
        if !rights.starts_with("rw") || name.starts_with("/dev") || name == "[vvar]" {
            continue;
        }
        let (from, to) = range.split_once('-').unwrap();
        let (from, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        let Ok(read) = memory.read_at(&mut bytes, from) else { continue };
        for at in 0..read {
            hits.extend(
                needles
                    .iter()
                    .filter(|needle| needle.is_at(&bytes[at..read]))
                    .map(|needle| format!("{} in {name} at {:x}", needle.what, from + at as u64)),
            );
        }
        bytes.fill(0);
    }
    hits
}

#[test]
fn c4_a_closed_practice_leaves_no_key_and_no_password() {
    let mut chance = [0; 12];
    getrandom::fill(&mut chance).unwrap();
    let mut password = crate::hex(&chance);
    let mut needles = vec![Needle::new("the password", password.as_bytes())];
    let place = tempfile::tempdir().unwrap();
    let mut founding = founding();
    founding.user.password = Secret::new(password.clone());
    let (mut store, _) = Store::create(place.path(), founding, now()).unwrap();
    patient_with_visit(&mut store);
    store.close().unwrap();
    let mut store = Store::unlock(place.path(), "ada", &Secret::new(password.clone()), now()).unwrap();
    patient_with_visit(&mut store);
    needles.push(Needle::new("the key", store.keys.database.as_slice()));
    needles.push(Needle::new("the user's master key", store.master.as_slice()));
    needles.push(Needle::new("the signing key", store.signing.as_bytes()));
    let mut digits = crate::hex(store.keys.database.as_slice());
    needles.push(Needle::new("the key in digits", digits.as_bytes()));
    zeroize::Zeroize::zeroize(&mut digits);
    zeroize::Zeroize::zeroize(&mut password);

    let open = found(&needles);
    assert!(
        open.iter().any(|hit| hit.starts_with("the key in [") || hit.starts_with("the key in  ")),
        "looking works: {open:?}"
    );
    store.close().unwrap();
    assert_eq!(found(&needles), Vec::<String>::new());
}
