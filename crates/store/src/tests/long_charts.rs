//! A long chart is read by two threads: it is the same chart, and one wrong entry refuses all of it.

use super::practice::*;
use crate::StoreError;
use crate::connection::unguard;
use chart::{Chart, Entry, PatientId};
use rusqlite::params;
use rusqlite::types::Value;

/// More entries than one thread reads alone, on both sides of where the second one begins.
const LENGTHS: [usize; 5] = [1, 255, 256, 257, 1_500];

#[test]
fn a_long_chart_is_the_fold_of_its_entries() {
    let (place, mut store, _) = practice();
    let mut patients = Vec::new();
    for length in LENGTHS {
        let patient = PatientId(store.new_id(now()));
        let mut entries: Vec<Entry> = vec![said(&mut store, patient, registration("Delacroix"))];
        while entries.len() < length {
            // Every third corrects the one before.
            let next = match entries.last().filter(|_| entries.len() % 3 == 2) {
                Some(before) => corrected(&mut store, &before.clone(), problem("essential hypertension")),
                None => said(&mut store, patient, problem("hypertension")),
            };
            entries.push(next);
        }
        write(&mut store, entries.clone()).unwrap();
        patients.push((patient, entries));
    }
    store.close().unwrap();

    let store = unlock(&place).unwrap();
    for (patient, entries) in patients {
        let length = entries.len();
        assert_eq!(store.entries(patient).unwrap(), entries, "{length} entries in the order of writing");
        assert_eq!(store.chart(patient).unwrap(), Chart::fold(entries), "the chart of {length} entries");
    }
}

#[test]
fn a_wrong_entry_anywhere_refuses_a_long_chart() {
    let (_place, mut store, _) = practice();
    let patient = PatientId(store.new_id(now()));
    let mut entries = vec![said(&mut store, patient, registration("Delacroix"))];
    entries.extend((1..1_200).map(|_| said(&mut store, patient, problem("hypertension"))));
    write(&mut store, entries.clone()).unwrap();
    unguard(&mut store.connection).unwrap();
    let triggers: Vec<String> = {
        let all = "SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger'";
        let mut statement = store.connection.prepare(all).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    triggers.iter().for_each(|drop| store.connection.execute_batch(drop).unwrap());
    // What is wrong in the row is seen where it is read; what is wrong in the text, where it is made out.
    let (text, blob) = (|text: &str| Value::Text(text.to_owned()), Value::Blob(vec![1]));
    for (column, wrong) in
        [("effective_at", text("yesterday")), ("body", text("no JSON")), ("supersedes", blob)]
    {
        let (select, update) = (
            format!("SELECT {column} FROM ledger WHERE id = ?1"),
            format!("UPDATE ledger SET {column} = ?2 WHERE id = ?1"),
        );
        for at in [0, 300, 900, 1_199] {
            let id = entries[at].id;
            let row = id.0.as_bytes();
            let right: Value = store.connection.query_row(&select, [row], |row| row.get(0)).unwrap();
            store.connection.execute(&update, params![row, wrong]).unwrap();
            let refused = store.chart(patient).unwrap_err();
            assert!(matches!(&refused, StoreError::Integrity { .. }), "{column} of entry {at}: {refused:?}");
            assert!(refused.to_string().contains(&id.to_string()), "it says which: {refused}");
            assert!(store.entries(patient).is_err(), "no part of a chart is returned");
            store.connection.execute(&update, params![row, right]).unwrap();
        }
    }
    assert_eq!(store.chart(patient).unwrap(), Chart::fold(entries), "put right, it is whole again");
}
