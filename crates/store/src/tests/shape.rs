//! The shape of the file is a committed text, so that a change to it is seen and becomes a migration.

use super::practice::*;
use crate::connection::keyed;
use crate::folder::CHART;
use crate::{StoreError, migrations};
use rusqlite::OpenFlags;

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
