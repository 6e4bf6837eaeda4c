//! C3: the key file cannot be weakened, swapped or bent.

use super::practice::*;
use crate::StoreError;
use crate::folder::KEYS;
use crate::keys::KeyFile;
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

/// Changes one thing about the parsed file. Each is tried on every place where it fits.
fn mutations(original: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let mut paths = Vec::new();
    collect(original, String::new(), &mut paths);
    for path in &paths {
        let at = original.pointer(path).unwrap();
        for (number, changed) in variants(at).into_iter().enumerate() {
            let mut copy = original.clone();
            *copy.pointer_mut(path).unwrap() = changed;
            found.push((format!("{path} variant {number}"), copy));
        }
        for other in &paths {
            let same_kind = original.pointer(other).unwrap().is_string() && at.is_string();
            if same_kind && path < other && original.pointer(other) != Some(at) {
                let mut copy = original.clone();
                *copy.pointer_mut(path).unwrap() = original.pointer(other).unwrap().clone();
                *copy.pointer_mut(other).unwrap() = at.clone();
                found.push((format!("{path} swapped with {other}"), copy));
            }
        }
    }
    found
}

fn collect(value: &Value, path: String, paths: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (name, inner) in map {
                collect(inner, format!("{path}/{name}"), paths);
            }
        }
        Value::Array(list) => {
            for (place, inner) in list.iter().enumerate() {
                collect(inner, format!("{path}/{place}"), paths);
            }
        }
        _ => {}
    }
    if !path.is_empty() {
        paths.push(path);
    }
}

fn variants(value: &Value) -> Vec<Value> {
    match value {
        Value::Number(number) => {
            let number = number.as_u64().unwrap();
            [0, 1, number - 1, number + 1, number * 2, u64::from(u32::MAX)].map(Value::from).to_vec()
        }
        Value::String(text) if !text.is_empty() => {
            let mut changed = Vec::new();
            for place in [0, text.len() / 2, text.len() - 1] {
                let mut bytes = text.clone().into_bytes();
                bytes[place] = if bytes[place] == b'a' { b'b' } else { b'a' };
                changed.push(Value::from(String::from_utf8(bytes).unwrap()));
            }
            changed.push(Value::from(&text[..text.len() - 1]));
            changed.push(Value::from(format!("{text}a")));
            changed.push(Value::from(""));
            changed
        }
        Value::Array(list) if !list.is_empty() => {
            let twice = list.iter().chain(list).cloned().collect();
            let shorter = list[1..].to_vec();
            let backwards: Vec<Value> = list.iter().rev().cloned().collect();
            vec![Value::Array(vec![]), Value::Array(twice), Value::Array(shorter), Value::Array(backwards)]
        }
        _ => vec![Value::Null, Value::from(0), Value::from("")],
    }
}

/// Gives the mutated text a checksum that fits, as somebody would who knows the format.
fn with_checksum(text: &str) -> Option<String> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    value["checksum"] = Value::from("0".repeat(64));
    let mut file: KeyFile = serde_json::from_value(value).ok()?;
    file.renew_checksum().ok()?;
    file.text().ok()
}

fn opens(place: &TempDir, text: &str) -> Result<(), StoreError> {
    fs::write(place.path().join(KEYS), text).unwrap();
    fs::remove_file(place.path().join(crate::folder::TRIES)).ok();
    unlock(place).map(drop)
}

#[test]
fn c3_no_mutation_of_the_key_file_opens() {
    let (place, store, _) = practice();
    store.close().unwrap();
    let original = fs::read_to_string(place.path().join(KEYS)).unwrap();
    let mut tried = 0;
    for (what, changed) in mutations(&serde_json::from_str(&original).unwrap()) {
        let naive = format!("{}\n", serde_json::to_string_pretty(&changed).unwrap());
        for text in [Some(naive.clone()), with_checksum(&naive)].into_iter().flatten() {
            // Two slots in another order are the same slots; only the seal minds, and so does this test.
            if text == original {
                continue;
            }
            tried += 1;
            let opened = opens(&place, &text);
            assert!(opened.is_err(), "opened with {what}");
        }
    }
    for place_in_file in (0..original.len()).step_by(7) {
        let mut bytes = original.clone().into_bytes();
        bytes[place_in_file] ^= 4;
        tried += 1;
        fs::write(place.path().join(KEYS), &bytes).unwrap();
        assert!(unlock(&place).is_err(), "opened with byte {place_in_file} changed");
    }
    for length in [0, 1, original.len() / 2, original.len() - 1] {
        assert!(opens(&place, &original[..length]).is_err(), "opened when cut at {length}");
    }
    assert!(opens(&place, &format!("{original} ")).is_err(), "opened with something behind it");
    assert!(opens(&place, &"[".repeat(100_000)).is_err(), "deep nesting");
    assert!(tried >= 500, "{tried} mutations were tried");
    opens(&place, &original).unwrap();
}

#[test]
fn c3_another_practices_key_file_is_refused() {
    let (place, store, _) = practice();
    let (other, other_store, _) = practice();
    store.close().unwrap();
    other_store.close().unwrap();
    fs::copy(other.path().join(KEYS), place.path().join(KEYS)).unwrap();
    assert!(matches!(unlock(&place), Err(StoreError::Integrity { .. })), "its keys do not open this chart");
}
