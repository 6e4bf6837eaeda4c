//! The same rows in a plain SQLite file, through the same code.

use crate::figures::{Figures, Times, memory};
use crate::parts::{BATCH, MANY_VISITS, OPENED, SEED, both};
use crate::{Load, Outcome, alone};
use chart::StaffId;
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
        let act = Act { name: "bench.fill".to_owned(), patient: None, detail: None };
        file.write(act, now, |writing| {
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
    drop(file);

    let mut times = Times::default();
    for _ in 0..OPENED {
        times.of(|| Ok(PlainFile::open(&path, author)?))?;
    }
    figures.times(both::OPEN, times);
    let mut file = PlainFile::open(&path, author)?;
    alone::measure(&mut file, load, &generator, now, &mut figures)?;
    if let Some((resident, peak)) = memory() {
        figures.number(both::RESIDENT, resident);
        figures.number(both::PEAK, peak);
    }
    drop(file);
    let visits = load.patients * u64::from(load.visits) + u64::from(MANY_VISITS);
    figures.number(both::BYTES, std::fs::metadata(&path)?.len() as f64 / visits as f64);
    Ok(figures)
}
