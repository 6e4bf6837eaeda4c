//! Measures the ledger: writing in bulk, opening a large chart, saving one entry, verifying.
//!
//! `cargo run --release -p store --example ledger_bench [ENTRIES]`. Budgets: a chart of 4,000 entries in 40 ms,
//! 20,000 entries a second in bulk. It measures the store alone; the whole path is measured by `cargo xtask bench`.

use chart::sections::problems::{Problem, ProblemClinicalStatus, ProblemVerification};
use chart::sections::staff::{PracticeDetails, Role};
use chart::{Body, Entry, EntryId, PatientId, RecordId, Statement};
use chrono::DateTime;
use std::time::{Duration, Instant};
use store::{Act, Founding, Moment, NewUser, Secret, Store};
use uuid::Uuid;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The size of the chart that is opened.
const LARGE: usize = 4_000;
const TIMES: u32 = 20;

fn main() -> Outcome<()> {
    let entries: usize = std::env::args().nth(1).map_or(Ok(100_000), |text| text.parse())?;
    let place = tempfile::tempdir()?;
    let now = DateTime::parse_from_rfc3339("2026-11-22T08:15:00+01:00")?;
    let founding = Founding {
        practice: PracticeDetails { name: "Bench".into(), ..PracticeDetails::default() },
        user: NewUser {
            name: "Dr Bench".into(),
            login: "bench".into(),
            role: Role::Physician,
            qualification: String::new(),
            registration: String::new(),
            password: Secret::from("bench bench"),
        },
    };
    let (mut store, _) = Store::create(place.path(), founding, now)?;

    let large = PatientId(store.new_id(now));
    fill(&mut store, large, LARGE, now)?;
    let began = Instant::now();
    let mut left = entries;
    while left > 0 {
        let patient = PatientId(store.new_id(now));
        let share = left.min(1_000);
        fill(&mut store, patient, share, now)?;
        left -= share;
    }
    let took = began.elapsed();
    println!(
        "bulk            {entries} entries in {took:?}: {:.0} a second",
        entries as f64 / took.as_secs_f64()
    );

    let warm = mean(|| {
        assert_eq!(store.entries(large)?.len(), LARGE, "the whole chart");
        Ok(())
    })?;
    println!("open, warm      {LARGE} entries: {warm:?}");
    store.close()?;
    let began = Instant::now();
    let mut store = Store::unlock(place.path(), "bench", &Secret::from("bench bench"), now)?;
    println!("unlock          {:?}", began.elapsed());
    let began = Instant::now();
    assert_eq!(store.entries(large)?.len(), LARGE);
    println!("open, cold      {LARGE} entries: {:?}", began.elapsed());

    let saved = mean(|| fill(&mut store, large, 1, now))?;
    println!("save one entry  {saved:?} with one row of audit, flushed");
    let began = Instant::now();
    let report = store.verify(&mut |_, _| {})?;
    println!(
        "verify          {} entries in {:?}, {} findings",
        report.entries,
        began.elapsed(),
        report.findings.len()
    );
    let bytes = std::fs::metadata(place.path().join("practice.chart"))?.len();
    println!("file            {bytes} bytes, {:.0} an entry", bytes as f64 / report.entries as f64);
    Ok(())
}

fn mean(mut run: impl FnMut() -> Outcome<()>) -> Outcome<Duration> {
    let began = Instant::now();
    for _ in 0..TIMES {
        run()?;
    }
    Ok(began.elapsed() / TIMES)
}

fn fill(store: &mut Store, patient: PatientId, count: usize, now: Moment) -> Outcome<()> {
    let by = store.user().id;
    store.write(Act::named("bench.fill").on(patient), now, |writing| {
        for number in 0..count {
            let id: Uuid = writing.new_id();
            writing.append(Entry {
                id: EntryId(id),
                record: RecordId(id),
                patient,
                encounter: None,
                author: by,
                recorder: by,
                effective_at: now,
                recorded_at: now.to_utc(),
                supersedes: Vec::new(),
                body: Body::from(Statement::Problems(Problem {
                    condition: chart::Concept::coded(
                        format!("Essential hypertension, number {number}"),
                        "http://hl7.org/fhir/sid/icd-10-cm",
                        "I10",
                    ),
                    clinical_status: ProblemClinicalStatus::Active,
                    verification_status: ProblemVerification::Confirmed,
                    onset: None,
                    abatement: None,
                    laterality: None,
                    comment: Some("Well controlled on the present dose; next check in three months.".into()),
                })),
            })?;
        }
        Ok::<_, store::StoreError>(())
    })?;
    Ok(())
}
