//! Previous values and series: by the time a value was true, without what was entered in error.

use chart::sections::vitals::{Measurement, VitalCode, VitalsSet, previous, series};
use chart::{Body, Chart, Entry, EntryId, PatientId, RecordId, StaffId, Statement};
use chrono::{DateTime, FixedOffset, TimeDelta, TimeZone, Utc};
use uuid::Uuid;

fn moment(hours: i64) -> DateTime<Utc> {
    Utc.timestamp_opt(1_790_000_000, 0).earliest().unwrap_or_default() + TimeDelta::hours(hours)
}

fn at(hours: i64) -> DateTime<FixedOffset> {
    moment(hours).fixed_offset()
}

/// An entry that was true at one hour and written down at another.
fn entry(number: u64, record: u64, supersedes: &[u64], hours: (i64, i64), said: Statement) -> Entry {
    Entry {
        id: EntryId(Uuid::from_u64_pair(1, number)),
        record: RecordId(Uuid::from_u64_pair(1, record)),
        patient: PatientId(Uuid::from_u64_pair(2, 1)),
        encounter: None,
        author: StaffId(Uuid::nil()),
        recorder: StaffId(Uuid::nil()),
        effective_at: at(hours.0),
        recorded_at: moment(hours.1),
        supersedes: supersedes.iter().map(|id| EntryId(Uuid::from_u64_pair(1, *id))).collect(),
        body: Body::from(said),
    }
}

fn weight(kilograms: f64) -> Statement {
    let measurement = Measurement { code: VitalCode::Weight, value: kilograms, as_typed: None };
    Statement::Vitals(VitalsSet { measurements: vec![measurement], comment: None })
}

#[test]
fn values_are_ordered_by_when_they_were_true() {
    let chart = Chart::fold([
        entry(1, 1, &[], (50, 50), weight(81.5)),
        // A set of the day before, written down later.
        entry(2, 2, &[], (20, 60), weight(82.1)),
        entry(3, 3, &[], (1, 1), weight(83.0)),
    ]);
    assert_eq!(series(&chart.vitals, VitalCode::Weight), [(at(1), 83.0), (at(20), 82.1), (at(50), 81.5)]);
    assert_eq!(previous(&chart.vitals, VitalCode::Weight, Some(at(50))), Some((82.1, at(20))));
    assert_eq!(previous(&chart.vitals, VitalCode::Weight, None), Some((81.5, at(50))));
    assert_eq!(previous(&chart.vitals, VitalCode::Weight, Some(at(1))), None, "not its own previous value");
    assert_eq!(previous(&chart.vitals, VitalCode::Height, None), None);
}

#[test]
fn a_set_entered_in_error_is_no_previous_value() {
    let chart = Chart::fold([
        entry(1, 1, &[], (1, 1), weight(83.0)),
        entry(2, 2, &[], (20, 20), weight(8.21)),
        entry(3, 2, &[2], (20, 21), Statement::EnteredInError { section: "vitals".to_owned() }),
        entry(4, 4, &[], (30, 30), weight(82.0)),
        entry(5, 4, &[4], (30, 31), weight(82.1)),
    ]);
    assert_eq!(series(&chart.vitals, VitalCode::Weight), [(at(1), 83.0), (at(30), 82.1)]);
    assert_eq!(previous(&chart.vitals, VitalCode::Weight, Some(at(30))), Some((83.0, at(1))));
}
