//! Measures the search box: fills an encrypted practice with invented patients and types into the box.
//!
//! `cargo run --release -p store --example search_bench [PATIENTS]` prints a table: for each way of searching,
//! the time of one keystroke at the median, at the 99th percentile and at worst. Budget: p99 of 50 ms among
//! 100,000 patients. It measures the store alone; the whole path is measured by `cargo xtask bench`.

use chart::sections::patients::{HumanName, Patient, Sex};
use chart::sections::staff::{PracticeDetails, Role};
use chart::{Body, Entry, EntryId, PartialDate, PatientId, RecordId, Statement};
use chrono::{DateTime, Days, NaiveDate, Utc};
use std::time::{Duration, Instant};
use store::{Act, Founding, Moment, NewUser, Secret, Store};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// How many patients are typed for in each way.
const TYPED_FOR: usize = 300;
/// How long the list under the box is. People of one name may be more, and then not everyone stands in it.
const LISTED: usize = 20;

const FAMILIES: &[&str] = &[
    "Smith",
    "Johnson",
    "García",
    "Martínez",
    "Nguyễn",
    "Müller",
    "Łukasiewicz",
    "Kowalski",
    "O'Brien",
    "van der Berg",
    "Delacroix",
    "Okafor",
    "Adeyemi",
    "Şahin",
    "Yılmaz",
    "Øvergård",
    "Þórsson",
    "Đorđević",
    "Nováková",
    "Szabó",
    "Papadopoulos",
    "Иванов",
    "Кузнецова",
    "王",
    "李",
    "김",
    "박",
    "田中",
    "محمود",
    "חיימוביץ",
    "Patel",
    "Sharma",
    "Thompson-Reyes",
    "MacDonald",
    "D’Angelo",
    "Schröder",
    "Weiß",
    "Ferreira",
    "Gonçalves",
    "Bélanger",
];
const ENDINGS: &[&str] =
    &["", "", "", "s", "son", "er", "mann", "ova", "ez", "ini", "ard", "well", "ton", "sen", "ski", "eau"];
const STEMS: &[&str] = &[
    "al", "bar", "ber", "cal", "dor", "el", "fal", "gar", "hal", "is", "jor", "kel", "lam", "mar", "nor",
    "or", "pel", "quin", "ros", "sal", "tor", "ul", "vas", "wil", "yar", "zim",
];
const GIVENS: &[&str] = &[
    "Maria",
    "José",
    "Anna",
    "John",
    "Søren",
    "Zoë",
    "Françoise",
    "Jürgen",
    "Seán",
    "Aoife",
    "Müge",
    "Ngọc",
    "Chidi",
    "Amara",
    "Priya",
    "Arjun",
    "Пётр",
    "Ольга",
    "小明",
    "美玲",
    "민준",
    "さくら",
    "فاطمة",
    "יעל",
    "Katarzyna",
    "Żaneta",
    "Marguerite",
    "Jean-Luc",
    "Ana Sofía",
    "Mohammed",
    "Emily",
    "William",
    "Ingrid",
    "Björn",
    "Elif",
    "Dénes",
    "Ida",
    "Noah",
    "Grace",
    "Theo",
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

    /// Small numbers more often than large ones, as names are.
    fn skewed(&mut self, sides: usize) -> usize {
        let first = self.roll(sides);
        self.roll(first + 1)
    }

    fn family(&mut self) -> String {
        match self.roll(3) {
            0 => FAMILIES[self.skewed(FAMILIES.len())].to_owned(),
            _ => {
                let (first, second) = (STEMS[self.roll(STEMS.len())], STEMS[self.skewed(STEMS.len())]);
                let name = format!("{first}{second}{}", ENDINGS[self.roll(ENDINGS.len())]);
                name[..1].to_uppercase() + &name[1..]
            }
        }
    }

    fn name(&mut self) -> HumanName {
        let mut given = GIVENS[self.skewed(GIVENS.len())].to_owned();
        if self.roll(4) == 0 {
            given = format!("{given} {}", GIVENS[self.roll(GIVENS.len())]);
        }
        HumanName { family: self.family(), given, prefix: None }
    }

    fn patient(&mut self, number: usize) -> Outcome<Patient> {
        let born = NaiveDate::from_ymd_opt(1930, 1, 1)
            .and_then(|day| day.checked_add_days(Days::new(self.roll(35_000) as u64)));
        Ok(Patient {
            chart_number: format!("{number:06}"),
            name: self.name(),
            former_names: (0..usize::from(self.roll(8) == 0)).map(|_| self.name()).collect(),
            sex: [Sex::Female, Sex::Male][self.roll(2)],
            birth_date: Some(PartialDate::Day(born.ok_or("no such day")?)),
            birth_date_estimated: false,
            phones: vec![format!("+1 ({}) 555-{:04}", 201 + self.roll(700), self.roll(10_000))],
            email: None,
            address: None,
            identifiers: Vec::new(),
            language: None,
            insurance: None,
            deceased: None,
            restriction: None,
            ..Patient::default()
        })
    }
}

fn main() -> Outcome<()> {
    let count: usize = std::env::args().nth(1).map_or(Ok(100_000), |text| text.parse())?;
    let now: Moment = DateTime::parse_from_rfc3339("2026-11-22T08:00:00Z")?;
    let folder = std::env::temp_dir().join(format!("search-bench-{}", std::process::id()));
    let practice = folder.join("practice");
    std::fs::create_dir_all(&folder)?;
    let outcome = measure(&practice, count, now);
    std::fs::remove_dir_all(&folder)?;
    outcome
}

fn measure(practice: &std::path::Path, count: usize, now: Moment) -> Outcome<()> {
    let user = NewUser {
        name: "Dr Ada Okafor".into(),
        login: "ada".into(),
        role: Role::Physician,
        qualification: String::new(),
        registration: String::new(),
        password: Secret::from("a long enough password"),
    };
    let founding =
        Founding { practice: PracticeDetails { name: "Bench".into(), ..Default::default() }, user };
    let (mut store, _) = Store::create(practice, founding, now)?;
    let began = Instant::now();
    let patients = fill(&mut store, count, now)?;
    let bytes = std::fs::metadata(practice.join("practice.chart"))?.len();
    println!("{count} patients written in {:.1} s, {} KiB\n", began.elapsed().as_secs_f64(), bytes / 1024);
    println!(
        "| typed | keystrokes | p50 ms | p99 ms | worst ms | found of {TYPED_FOR} | slowest |\n|---|---|---|---|---|---|---|"
    );
    let mut dice = Dice(7);
    let wanted: Vec<&Patient> = (0..TYPED_FOR).map(|_| &patients[dice.roll(patients.len())]).collect();
    let mut all = Vec::new();
    for (what, text) in WAYS {
        let mut times = Vec::new();
        let (mut found, mut crowded) = (0, 0);
        let mut slowest = None;
        for patient in &wanted {
            let text = text(patient);
            let signs: Vec<char> = text.chars().collect();
            for length in 1..=signs.len() {
                let typed: String = signs[..length].iter().collect();
                let began = Instant::now();
                let hits = store.find_patients(&typed, LISTED)?;
                times.push(began.elapsed());
                if length == signs.len() {
                    let there = hits.iter().any(|hit| hit.chart_number == patient.chart_number);
                    found += usize::from(there);
                    crowded += usize::from(!there && hits.len() == LISTED);
                }
                if times.last() > slowest.as_ref().map(|(time, _)| time) {
                    slowest = times.last().map(|time| (*time, typed));
                }
            }
        }
        all.extend_from_slice(&times);
        row(
            what,
            &mut times,
            &format!(
                "{found}, {crowded} behind {LISTED} as good | {}",
                slowest.map_or_else(String::new, |(_, text)| text)
            ),
        );
    }
    row("all", &mut all, " | ");
    Ok(())
}

/// A way of searching, and what is typed for a patient in that way.
type Way = (&'static str, fn(&Patient) -> String);

const WAYS: &[Way] = &[
    ("family given", |patient| format!("{} {}", patient.name.family, patient.name.given)),
    ("given family", |patient| format!("{} {}", patient.name.given, patient.name.family)),
    ("three letters of each", |patient| {
        format!("{} {}", start(&patient.name.given, 3), start(&patient.name.family, 3))
    }),
    ("one slip in the family name", |patient| {
        let mut signs: Vec<char> = patient.name.family.chars().collect();
        if signs.len() >= 4 {
            signs.swap(1, 2);
        }
        format!("{} {}", String::from_iter(signs), patient.name.given)
    }),
    ("inside the family name", |patient| {
        let inside: String = patient.name.family.chars().skip(2).collect();
        format!("{inside} {}", start(&patient.name.given, 2))
    }),
    ("birth date", |patient| {
        let date = patient.birth_date.map(|date| date.to_string()).unwrap_or_default();
        let parts: Vec<&str> = date.split('-').rev().collect();
        parts.join("/")
    }),
    ("family, year", |patient| {
        format!("{} {}", patient.name.family, patient.birth_date.map(PartialDate::year).unwrap_or_default())
    }),
    ("telephone", |patient| patient.phones.concat()),
    ("chart number", |patient| patient.chart_number.clone()),
    ("nobody", |patient| format!("{}qxqx 9{}", start(&patient.name.given, 2), patient.chart_number)),
];

fn start(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

fn fill(store: &mut Store, count: usize, now: Moment) -> Outcome<Vec<Patient>> {
    let mut dice = Dice(1);
    let mut patients = Vec::with_capacity(count);
    while patients.len() < count {
        let until = (patients.len() + 5_000).min(count);
        let user = store.user().id;
        let act = Act { name: "bench.fill".into(), patient: None, detail: None };
        store.write(act, now, |writing| {
            while patients.len() < until {
                let patient = dice.patient(patients.len() + 1)?;
                let owner = PatientId(writing.new_id());
                let id = EntryId(writing.new_id());
                writing.append(Entry {
                    id,
                    record: RecordId::from(id),
                    patient: owner,
                    encounter: None,
                    author: user,
                    recorder: user,
                    effective_at: now,
                    recorded_at: now.with_timezone(&Utc),
                    supersedes: Vec::new(),
                    body: Body::from(Statement::Patients(patient.clone())),
                })?;
                patients.push(patient);
            }
            Ok::<_, Box<dyn std::error::Error>>(())
        })?;
    }
    Ok(patients)
}

fn row(what: &str, times: &mut [Duration], found: &str) {
    times.sort_unstable();
    let at = |share: usize| {
        let place = (times.len() * share / 1000).min(times.len().saturating_sub(1));
        times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    };
    println!("| {what} | {} | {:.2} | {:.2} | {:.2} | {found} |", times.len(), at(500), at(990), at(1000));
}
