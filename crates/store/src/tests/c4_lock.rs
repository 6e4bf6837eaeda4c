//! C4: once the practice is closed, the memory of the process holds neither its key nor the password.
//!
//! The chart's text is the allocator's business: the programs that ship wipe what they free.

#![cfg(target_os = "linux")]

use super::practice::*;
use crate::{Secret, Store};
use std::fs::{self, File};
use std::os::unix::fs::FileExt;

const MASK: u8 = 0xa5;
/// The smallest page of memory there is.
const PAGE: usize = 4096;

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

/// A stretch of this process's writable memory.
#[derive(Debug, PartialEq)]
struct Stretch<'m> {
    from: u64,
    to: u64,
    name: &'m str,
}

/// The writable memory in the system's list of it. SQLCipher locks pages one by one, and each then has a line of its
/// own in the list; what lies on both sides of such a border is found only when both are read as one.
fn writable(maps: &str) -> Vec<Stretch<'_>> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for line in maps.lines() {
        let mut parts = line.split_whitespace();
        let (range, rights) = (parts.next().unwrap(), parts.next().unwrap());
        let name = parts.nth(3).unwrap_or("");
        if !rights.starts_with("rw") || name.starts_with("/dev") || name == "[vvar]" {
            continue;
        }
        let (from, to) = range.split_once('-').unwrap();
        let (from, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
        match stretches.last_mut() {
            Some(before) if before.to == from && before.name == name => before.to = to,
            _ => stretches.push(Stretch { from, to, name }),
        }
    }
    stretches
}

/// Where in the writable memory of this process the needles are.
fn found(needles: &[Needle]) -> Vec<String> {
    let memory = File::open("/proc/self/mem").unwrap();
    let mut hits = Vec::new();
    for Stretch { from, to, name } in writable(&fs::read_to_string("/proc/self/maps").unwrap()) {
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        let mut read = 0;
        while read < bytes.len() {
            // A page that has gone meanwhile hides no other.
            read += match memory.read_at(&mut bytes[read..], from + read as u64) {
                Ok(length) if length > 0 => length,
                _ => PAGE - read % PAGE,
            };
        }
        for at in 0..bytes.len() {
            hits.extend(
                needles
                    .iter()
                    .filter(|needle| needle.is_at(&bytes[at..]))
                    .map(|needle| format!("{} in {name} at {:x}", needle.what, from + at as u64)),
            );
        }
        bytes.fill(0);
    }
    hits
}

#[test]
fn memory_that_is_locked_page_by_page_is_looked_at_as_one() {
    let maps = "7f00-7f10 rw-p 00000000 00:00 0 \n7f10-7f20 rw-p 00000000 00:00 0 \n7f20-7f30 ---p 00000000 00:00 0 \n\
                7f30-7f40 rw-p 00000000 00:00 0 \n7f40-7f50 rw-p 00000000 00:00 0    [stack]\n";
    let stretch = |from, to, name| Stretch { from, to, name };
    assert_eq!(
        writable(maps),
        [stretch(0x7f00, 0x7f20, ""), stretch(0x7f30, 0x7f40, ""), stretch(0x7f40, 0x7f50, "[stack]")]
    );
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
