//! D10 through the command layer: a clock that is wrong changes no order and no birth date, and the window says so.

use crate::clinic::{Clinic, PASSWORD};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// The pulses of a chart in the order in which they stand in the file, which is that of writing.
fn pulses(clinic: &Clinic, patient: &Value) -> Vec<f64> {
    clinic.ok("practice.lock", json!({}));
    let folder = clinic.folder.join("practice");
    let password = store::Secret::from(PASSWORD);
    let store = store::measure::unlock_remembering(&folder, "ada", &password, clinic.now()).unwrap();
    let entries = store.entries(patient.as_str().unwrap().parse().unwrap()).unwrap();
    let said = entries.iter().filter_map(|entry| match &entry.body.said {
        chart::Statement::Vitals(vitals) => Some(serde_json::to_value(vitals).unwrap()),
        _ => None,
    });
    let found = said.filter_map(|value| first_number(&value)).collect();
    store.close().unwrap();
    clinic.unlock();
    found
}

/// The first measured value in a vitals statement, whatever its shape is called.
fn first_number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::Array(list) => list.iter().find_map(first_number),
        Value::Object(object) => object.values().find_map(first_number),
        _ => None,
    }
}

fn warnings(clinic: &Clinic) -> Vec<Value> {
    clinic.ok("practice.status", json!({}))["warnings"].as_array().unwrap().clone()
}

#[test]
fn d10_a_clock_that_is_wrong_changes_no_order_and_no_birth_date() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "cough");
    let mut lines = Vec::new();
    // Back a day, ten years on, back again, an hour back, a month back.
    let jumps = [
        TimeDelta::days(-1),
        TimeDelta::days(3_652),
        TimeDelta::days(-3_651),
        TimeDelta::hours(-1),
        TimeDelta::days(-28),
    ];
    for (number, jump) in jumps.into_iter().enumerate() {
        clinic.pass(jump);
        let line = format!("hr {}", 70 + number);
        clinic.ok("vitals.record", json!({ "patient": patient, "encounter": visit, "line": line }));
        lines.push(70.0 + number as f64);
        clinic.ok("practice.lock", json!({}));
        clinic.unlock();
        let open = clinic.ok("charts.open", json!({ "patient": patient }));
        assert_eq!(open["head"]["birth_date"], "1959-03-14", "after jump {number}");
    }
    let check = clinic.ok("integrity.verify", json!({}));
    assert_eq!(
        check["sound"], true,
        "both chains are in the order of writing, and a clock is no fault of the file"
    );
    assert_eq!(pulses(&clinic, &patient), lines, "entries are read in the order in which they were written");
}

#[test]
fn d10_a_jump_is_told_once_and_until_somebody_has_read_it() {
    let clinic = Clinic::open();
    clinic.pass(TimeDelta::days(30));
    clinic.ok("encounters.today", json!({}));
    assert_eq!(warnings(&clinic), [] as [Value; 0], "a holiday is no jump");

    // While it is open.
    clinic.pass(TimeDelta::days(-1));
    clinic.ok("encounters.today", json!({}));
    let told = warnings(&clinic);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["machine"], true, "nothing is wrong with the file");
    let what = told[0]["what"].as_str().unwrap();
    assert!(what.contains("says 2026-12-21 10:00") && what.contains("2026-12-22 10:00"), "{what}");
    clinic.ok("encounters.today", json!({}));
    assert_eq!(warnings(&clinic).len(), 1, "once a jump");

    // It stays over the lock, and the jump on is told beside it.
    clinic.ok("practice.lock", json!({}));
    clinic.pass(TimeDelta::days(3_653));
    clinic.unlock();
    let told = warnings(&clinic);
    assert_eq!(told.len(), 2);
    assert!(told[1]["what"].as_str().unwrap().contains("says 2036-12-21"), "{}", told[1]["what"]);
    assert_eq!(clinic.ok("integrity.verify", json!({}))["sound"], true);

    // Set right: that is a jump back, told once; afterwards every act fits the one before.
    clinic.set_clock("2026-12-22T10:05:00+01:00");
    clinic.ok("encounters.today", json!({}));
    assert_eq!(warnings(&clinic).len(), 3);
    clinic.ok("practice.acknowledge_warnings", json!({}));
    clinic.ok("practice.lock", json!({}));
    clinic.unlock();
    assert_eq!(warnings(&clinic), [] as [Value; 0], "read is read");
    let acts = clinic.ok("audit.list", json!({ "act": "integrity.acknowledge" }));
    assert_eq!(acts["rows"][0]["detail"], "clock clock clock", "and the audit says what was read");
}

#[test]
fn d10_summer_time_and_another_zone_shift_no_birth_date_and_no_order() {
    let clinic = Clinic::open();
    clinic.set_clock("2027-01-20T23:50:00+01:00");
    clinic.ok("practice.acknowledge_warnings", json!({}));
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "cough");
    let mut lines = Vec::new();
    for (number, wall) in [
        "2027-01-21T00:10:00+01:00",
        // The night on which summer time begins, and that on which it ends: the second 02:30 comes after the first.
        "2027-02-28T12:00:00+01:00",
        "2027-03-28T03:10:00+02:00",
        "2027-05-10T12:00:00+02:00",
        "2027-07-01T12:00:00+02:00",
        "2027-08-25T12:00:00+02:00",
        "2027-10-20T12:00:00+02:00",
        "2027-10-31T02:30:00+02:00",
        "2027-10-31T02:30:00+01:00",
        // The practice, or its computer, moves: the day on the wall is another one at the same moment.
        "2027-10-31T12:00:00-10:00",
        "2027-11-01T12:01:00+14:00",
    ]
    .into_iter()
    .enumerate()
    {
        clinic.set_clock(wall);
        let line = format!("hr {}", 70 + number);
        clinic.ok("vitals.record", json!({ "patient": patient, "encounter": visit, "line": line }));
        lines.push(70.0 + number as f64);
        let open = clinic.ok("charts.open", json!({ "patient": patient }));
        assert_eq!(open["head"]["birth_date"], "1959-03-14", "at {wall}");
        let registered = clinic.ok("patients.open", json!({ "patient": patient }));
        assert_eq!(
            registered["registration"]["value"]["birth_date"], "1959-03-14",
            "at {wall}: {registered}"
        );
        clinic.ok("charts.open", json!({ "patient": patient }));
    }
    assert_eq!(warnings(&clinic), [] as [Value; 0], "neither is a clock that is wrong");
    assert_eq!(pulses(&clinic, &patient), lines, "the order is that of writing");
    assert_eq!(clinic.ok("integrity.verify", json!({}))["sound"], true);
}
