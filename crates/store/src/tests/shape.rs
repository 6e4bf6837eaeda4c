//! The shape of the file is a committed text, so that a change to it is seen and becomes a migration.

use super::practice::*;
use crate::connection::keyed;
use crate::folder::CHART;
use crate::{Store, StoreError, migrations};
use chart::Chart;
use rusqlite::OpenFlags;
use std::path::Path;

/// A practice as the first format wrote it. It has to open for ever.
const FIRST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/format-1");
const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schema.sql");

#[test]
fn the_schema_is_the_one_in_the_snapshot() {
    let present = format!("{}\n", migrations::expected_shape().unwrap().join("\n\n"));
    if std::env::var_os("PAPERCHART_WRITE_SCHEMA").is_some() {
        std::fs::write(SNAPSHOT, &present).unwrap();
    }
    let committed = std::fs::read_to_string(SNAPSHOT).unwrap();
    assert_eq!(present, committed, "a changed schema needs a migration; then PAPERCHART_WRITE_SCHEMA=1");
    let (_place, store, _) = practice();
    assert_eq!(migrations::shape_of(&store.connection).unwrap(), migrations::expected_shape().unwrap());
}

#[test]
fn a_newer_file_opens_only_when_this_program_cannot_harm_it() {
    let (place, store, _) = practice();
    let keys = store.keys.clone();
    store.close().unwrap();
    let change = |sql: &str| {
        keyed(&place.path().join(CHART), &keys, OpenFlags::default()).unwrap().execute_batch(sql).unwrap();
    };
    change("PRAGMA user_version = 99");
    unlock(&place).unwrap();
    change("UPDATE practice_file SET value = '99' WHERE name = 'oldest_writer'");
    assert!(matches!(unlock(&place), Err(StoreError::NewerFormat { file: 99, .. })));
    change("UPDATE practice_file SET value = '1' WHERE name = 'oldest_writer'; PRAGMA application_id = 7");
    assert!(matches!(unlock(&place), Err(StoreError::Integrity { .. })), "another program's file");
}

#[test]
fn a_practice_of_the_first_format_opens() {
    if std::env::var_os("PAPERCHART_WRITE_SCHEMA").is_some() {
        write_first();
    }
    let place = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(FIRST).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), place.path().join(file.file_name())).unwrap();
    }
    let store = Store::unlock(place.path(), "ada", &PASSWORD.into(), now()).unwrap();
    assert_eq!(store.warnings(), []);
    let patients = store.patients().unwrap();
    assert_eq!(patients.len(), 1);
    let chart = Chart::fold(store.entries(patients[0]).unwrap());
    assert_eq!(chart.patient().unwrap().name.family, "Delacroix");
    assert_eq!(chart.notes.readings().count(), 1);
    let report = store.verify(&mut |_, _| {}).unwrap();
    assert_eq!((report.findings, report.signatures), (vec![], 1), "and everything in it still proves itself");
}

/// Only while the first format is not released: afterwards the fixture is what it is.
fn write_first() {
    let place = tempfile::tempdir().unwrap();
    let (mut store, _) = Store::create(place.path(), founding(), now()).unwrap();
    patient_with_visit(&mut store);
    store.close().unwrap();
    std::fs::create_dir_all(FIRST).unwrap();
    for name in ["practice.chart", "practice.keys", "practice.head"] {
        std::fs::copy(place.path().join(name), Path::new(FIRST).join(name)).unwrap();
    }
}
