//! Measures the full-text search: fills an encrypted practice with invented notes and types words into the box.
//!
//! `cargo run --release -p store --features measure --example said_bench [PATIENTS] [VISITS]` prints how long a save
//! takes and how many bytes it adds, with the part of the index, and then the time of one keystroke at the median, at
//! the 99th percentile and at worst. Budget: p99 of 50 ms among 100,000 patients. It measures the store alone.

use chart::sections::encounters::{Encounter, EncounterStatus};
use chart::sections::notes::{Note, NoteStatement};
use chart::sections::staff::{PracticeDetails, Role};
use chart::{Body, Entry, EntryId, PatientId, RecordId, Statement};
use chrono::DateTime;
use std::time::{Duration, Instant};
use store::{Act, Founding, Moment, NewUser, Secret, Sought, Store, StoreError};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// How many records one question asks for, as the search through all charts does.
const ASKED: usize = 150;

/// What is typed, letter by letter. Some are in every note, some in few, some in none, some are slips.
const TYPED: &[&str] = &[
    "cough",
    "hypertension metformin",
    "no fever night sweats",
    "hypertnesion",
    "metfromin 500",
    "examination abdomen soft",
    "w17 cough w23",
    "w12345",
    "zzzzz nothing",
    "the and of",
];

const PHRASES: &[&str] = &[
    "Cough for three days, worse at night, no fever.",
    "Hypertension well controlled on lisinopril 10 mg.",
    "Type 2 diabetes, metformin 500 mg twice a day, HbA1c 7.4 %.",
    "Examination: heart sounds normal, abdomen soft, no oedema.",
    "Back pain after lifting; straight leg raise negative on both sides.",
    "Feels well, sleeps well, walks every day; weight is stable.",
    "Advised rest, fluids and paracetamol; come back if it is not better in a week.",
    "Night sweats and loss of weight were denied.",
    "The blood pressure was measured twice after five minutes of rest.",
    "Results of the last laboratory were discussed and a copy was given.",
];

/// A small generator of numbers, the same in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) % sides as u64) as usize
    }

    /// Some sentences, and words that are rarer and rarer, as a language has.
    fn note(&mut self) -> Note {
        let mut said = String::new();
        for _ in 0..6 {
            said.push_str(PHRASES[self.roll(PHRASES.len())]);
            said.push(' ');
        }
        for _ in 0..12 {
            let most = 1 << (4 + self.roll(13));
            said.push_str(&format!("w{} ", self.roll(most)));
        }
        Note { reason: "Review".into(), subjective: said, ..Note::default() }
    }
}

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let patients: usize = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    let visits: usize = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let now: Moment = DateTime::parse_from_rfc3339("2026-11-22T08:00:00Z")?;
    let place = tempfile::tempdir()?;
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
    let mut dice = Dice(1);
    let began = Instant::now();
    for many in 0..patients.div_ceil(1_000) {
        let here = 1_000.min(patients - many * 1_000);
        store.write(Act::named("bench.fill"), now, |writing| {
            for _ in 0..here {
                let patient = PatientId(writing.new_id());
                for _ in 0..visits {
                    visit(writing, patient, &mut dice, now)?;
                }
            }
            Ok::<_, StoreError>(())
        })?;
    }
    let count = (patients * visits) as f64;
    println!("{patients} patients, {visits} visits each, written in {:.0} s", began.elapsed().as_secs_f64());
    let mut saves = Vec::new();
    for _ in 0..200 {
        let patient = PatientId(store.new_id(now));
        let began = Instant::now();
        store.write(Act::named("bench.save"), now, |writing| visit(writing, patient, &mut dice, now))?;
        saves.push(began.elapsed());
    }
    println!("\n| what | times | p50 ms | p99 ms | worst ms |\n|---|---|---|---|---|");
    row("save a visit and its note", &mut saves);
    let mut all = Vec::new();
    for text in TYPED {
        let signs: Vec<char> = text.chars().collect();
        let mut times = Vec::new();
        for _ in 0..5 {
            for length in 1..=signs.len() {
                let typed: String = signs[..length].iter().collect();
                let Some(sought) = Sought::read(&typed) else { continue };
                let began = Instant::now();
                // As the search through all charts asks: slips too, where little is found.
                if store.find_said(&sought, false, ASKED)?.len() < 5 {
                    store.find_said(&sought, true, ASKED)?;
                }
                times.push(began.elapsed());
            }
        }
        all.extend_from_slice(&times);
        row(text, &mut times);
    }
    row("every key", &mut all);
    println!("\n| table | bytes a visit |\n|---|---|");
    let sizes = store::measure::sizes(&store)?;
    let whole: u64 = sizes.iter().map(|(_, bytes)| bytes).sum();
    for (name, bytes) in sizes.iter().filter(|(name, _)| name.starts_with("said")) {
        println!("| {name} | {:.0} |", *bytes as f64 / count);
    }
    println!("| all | {:.0} |", whole as f64 / count);
    Ok(())
}

/// A visit and its signed note.
fn visit(
    writing: &mut store::Writing<'_>,
    patient: PatientId,
    dice: &mut Dice,
    now: Moment,
) -> Result<(), StoreError> {
    let id = EntryId(writing.new_id());
    let by = writing.user().id;
    let visit = Encounter {
        status: EncounterStatus::Finished,
        reason: "Review".into(),
        planned_at: None,
        arrived_at: Some(now),
        ready_at: None,
        started_at: Some(now),
        finished_at: Some(now),
        practitioner: Some(by),
        class: None,
    };
    let entry = Entry {
        id,
        record: RecordId::from(id),
        patient,
        encounter: None,
        author: by,
        recorder: by,
        effective_at: now,
        recorded_at: now.to_utc(),
        supersedes: Vec::new(),
        body: Body::from(Statement::Encounters(visit)),
    };
    let encounter = entry.record;
    writing.append(entry.clone())?;
    let id = EntryId(writing.new_id());
    let body = Body::from(Statement::Notes(NoteStatement::Signed(dice.note())));
    writing.append(Entry { id, record: RecordId::from(id), encounter: Some(encounter), body, ..entry })
}

fn row(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: usize| {
        let place = (times.len() * share / 1000).min(times.len().saturating_sub(1));
        times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    };
    println!("| {what} | {} | {:.2} | {:.2} | {:.2} |", times.len(), at(500), at(990), at(1000));
}
