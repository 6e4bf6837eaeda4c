//! The same rows in a plain SQLite file, through the same code.

use crate::figures::{Figures, Times, memory};
use crate::parts::{BATCH, MANY_VISITS, READ_AGAIN, SEED, both, chart_number, registration, sample, vitals};
use crate::{Load, Outcome, typing};
use chart::{Chart, PatientId, StaffId};
use chrono::Local;
use demo::Generator;
use std::time::Instant;
use store::Act;
use store::measure::PlainFile;
use uuid::Uuid;

pub(crate) fn measure(load: &Load) -> Outcome<Figures> {
    let mut figures = Figures::default();
    let now = Local::now().fixed_offset();
    let generator = Generator::new(SEED, now);
    let path = load.folder.join("plain.sqlite");
    let author = StaffId(Uuid::now_v7());
    let mut file = PlainFile::create(&path, author)?;
    let began = Instant::now();
    for start in (0..=load.patients).step_by(BATCH as usize) {
        file.write(act("bench.fill"), now, |writing| {
            for index in start..(start + BATCH).min(load.patients + 1) {
                // The last one is the patient with a long history.
                let visits = if index == load.patients { MANY_VISITS } else { load.visits };
                for entry in generator.generate(index, visits, &|_| author, &mut || writing.new_id()) {
                    writing.append(entry)?;
                }
            }
            Ok(())
        })?;
    }
    figures.number(both::FILL, began.elapsed().as_secs_f64());

    let mut times = Times::default();
    for (turn, index) in sample(load.patients).enumerate() {
        let patient = registration(&generator, index).ok_or("a patient without a registration")?;
        for typed in typing::keystrokes(&patient, turn) {
            times.of(|| Ok(file.find_patients(&typed, 20)?))?;
        }
    }
    figures.times(both::FIND, times);

    let who = |index: u64| -> Outcome<PatientId> {
        let number = chart_number(index);
        let hits = file.find_patients(&number, 20)?;
        let hit = hits.iter().find(|hit| hit.chart_number == number);
        Ok(hit.ok_or("a generated patient is not found by number")?.patient)
    };
    let patients: Vec<PatientId> = sample(load.patients).map(who).collect::<Outcome<_>>()?;
    let many = who(load.patients)?;
    let mut times = Times::default();
    for patient in &patients {
        times.of(|| Ok(Chart::fold(file.entries(*patient)?)))?;
    }
    figures.times(both::READ_10, times);
    let mut times = Times::default();
    for _ in 0..READ_AGAIN {
        times.of(|| Ok(Chart::fold(file.entries(many)?)))?;
    }
    figures.times(both::READ_1000, times);
    let mut times = Times::default();
    for patient in &patients {
        times.of(|| {
            Ok(file.write(act("vitals.record"), now, |writing| {
                let id = writing.new_id();
                writing.append(vitals(id, *patient, author, now))
            })?)
        })?;
    }
    figures.times(both::WRITE_VITALS, times);
    if let Some((resident, peak)) = memory() {
        figures.number(both::RESIDENT, resident);
        figures.number(both::PEAK, peak);
    }
    drop(file);
    let visits = load.patients * u64::from(load.visits) + u64::from(MANY_VISITS);
    figures.number(both::BYTES, std::fs::metadata(&path)?.len() as f64 / visits as f64);
    Ok(figures)
}

fn act(name: &str) -> Act {
    Act { name: name.to_owned(), patient: None, detail: None }
}
