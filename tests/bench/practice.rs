//! A practice in its encrypted file: first what is felt, through the host, then the store alone.

use crate::figures::{Figures, Times, memory};
use crate::parts::{MANY_VISITS, OPENED, SEED, both, chart_number, registration, sample};
use crate::table::felt;
use crate::{Load, Outcome, alone, pages, typing};
use api::{Answer, Host, HostConfig};
use chrono::Local;
use demo::Generator;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use store::{Act, Secret, Store};

const PASSWORD: &str = "a long enough password";
const LOGIN: &str = "okafor";
const WINDOW: &str = "bench";
/// How often the long chart is opened, and how many other charts are opened between, so that it is read again.
const OPENED_AGAIN: usize = 15;
const OTHERS_BETWEEN: usize = 6;
/// How many visits are written and signed.
const SIGNED: usize = 40;
/// How often the whole chart of the long history is printed.
const WHOLE: usize = 8;

pub(crate) fn measure(load: &Load) -> Outcome<Figures> {
    let mut figures = Figures::default();
    let folder = load.folder.join("practice");
    fill(load, &folder, &mut figures)?;
    let host = Host::new(HostConfig::new(load.folder.join("none"), folder.clone()));
    let mut times = Times::default();
    for _ in 0..OPENED {
        times.of(|| {
            answer(&host, "practice.unlock", json!({ "login": LOGIN, "password": PASSWORD, "demo": true }))
        })?;
    }
    figures.times(felt::UNLOCK, times);
    let generator = Generator::new(SEED, Local::now().fixed_offset());
    find(&host, load, &generator, &mut figures)?;
    let patients = everyone(&host, load)?;
    charts(&host, &patients, &who(&host, load.patients)?, &mut figures)?;
    let Written { saved, signed, first_print, printed, previewed } = visits(&host, load, &patients)?;
    figures.times(felt::SAVE_VITALS, saved);
    figures.times(felt::SIGN, signed);
    figures.times(felt::PRINT_FIRST, first_print);
    figures.times(felt::PRINT, printed);
    figures.times(felt::PREVIEW, previewed);
    whole_chart(&host, load, &who(&host, load.patients)?, &mut figures)?;
    if let Some((resident, _)) = memory() {
        figures.number(both::RESIDENT, resident);
    }
    call(&host, "practice.lock", json!({}))?;
    drop(host);
    pages::measure(&mut figures)?;
    let now = Local::now().fixed_offset();
    let mut times = Times::default();
    for _ in 0..OPENED {
        times.of(|| Ok(Store::unlock(&folder, LOGIN, &Secret::from(PASSWORD), now)?.close()?))?;
    }
    figures.times(both::OPEN, times);
    let mut store = Store::unlock(&folder, LOGIN, &Secret::from(PASSWORD), now)?;
    alone::measure(&mut store, load, &generator, now, &mut figures)?;
    store.close()?;
    if let Some((_, peak)) = memory() {
        figures.number(both::PEAK, peak);
    }
    let visits = load.patients * u64::from(load.visits) + u64::from(MANY_VISITS);
    let bytes = std::fs::metadata(folder.join("practice.chart"))?.len();
    figures.number(both::BYTES, bytes as f64 / visits as f64);
    Ok(figures)
}

/// The long chart as the first one after the program was started: nothing of it is in memory, and the memory itself is
/// not yet the program's. Once in a process; whoever asks again starts another.
pub(crate) fn first_chart(load: &Load) -> Outcome<Figures> {
    let practice = HostConfig::new(load.folder.join("none"), load.folder.join("practice"));
    let host = Host::new(HostConfig { reads_ahead: true, ..practice });
    call(&host, "practice.unlock", json!({ "login": LOGIN, "password": PASSWORD, "demo": true }))?;
    let many = who(&host, load.patients)?;
    // Sooner nobody has typed a name.
    std::thread::sleep(Duration::from_secs(1));
    let mut times = Times::default();
    times.of(|| answer(&host, "charts.open", json!({ "patient": many })))?;
    let mut figures = Figures::default();
    figures.times(felt::OPEN_1000_FIRST, times);
    Ok(figures)
}

/// Where Linux keeps files in memory.
const MEMORY: &str = "/dev/shm";

/// The same in a copy of the practice that lies in memory, where waiting for the disk takes no time: what is left is
/// ours. Opening writes too, a line of the audit. Nothing where there is no such place.
pub(crate) fn in_memory(load: &Load) -> Outcome<Figures> {
    let mut figures = Figures::default();
    if !Path::new(MEMORY).is_dir() {
        return Ok(figures);
    }
    let copy = tempfile::tempdir_in(MEMORY)?;
    let practice = copy.path().join("practice");
    std::fs::create_dir(&practice)?;
    for file in std::fs::read_dir(load.folder.join("practice"))? {
        let file = file?;
        if file.file_type()?.is_file() {
            std::fs::copy(file.path(), practice.join(file.file_name()))?;
        }
    }
    let load = Load { folder: copy.path().to_owned(), ..load.clone() };
    let host = Host::new(HostConfig::new(copy.path().join("none"), practice));
    call(&host, "practice.unlock", json!({ "login": LOGIN, "password": PASSWORD, "demo": true }))?;
    let patients = everyone(&host, &load)?;
    figures.times(felt::OPEN_10_BEYOND, open_each(&host, &patients)?);
    let written = visits(&host, &load, &patients)?;
    call(&host, "practice.lock", json!({}))?;
    figures.times(felt::SAVE_VITALS_BEYOND, written.saved);
    figures.times(felt::SIGN_BEYOND, written.signed);
    Ok(figures)
}

/// What opens this practice, and whose charts: the password, then chart numbers, a line each. The first is the patient
/// with the long history.
pub(crate) fn charts_to_open(patients: u64) -> String {
    let numbers = std::iter::once(patients).chain(sample(patients).take(4)).map(chart_number);
    let lines: Vec<String> = std::iter::once(PASSWORD.to_owned()).chain(numbers).collect();
    lines.join("\n")
}

/// As a window asks: the answer is text, and is passed on as it is.
fn answer(host: &Host, command: &str, request: Value) -> Outcome<Answer> {
    Ok(host.call(WINDOW, command, request).map_err(|problem| format!("{command}: {problem}"))?)
}

fn call(host: &Host, command: &str, request: Value) -> Outcome<Value> {
    let view = answer(host, command, request)?.view();
    Ok(view.map_err(|problem| format!("{command}: {problem}"))?)
}

/// Makes the practice, and in it one more patient with a long history. One that is there is measured as it is.
fn fill(load: &Load, folder: &Path, figures: &mut Figures) -> Outcome<()> {
    if folder.exists() {
        return Ok(());
    }
    let began = Instant::now();
    let host = Host::new(HostConfig::new(load.folder.join("none"), folder.to_owned()));
    call(
        &host,
        "practice.demo",
        json!({ "patients": load.patients, "visits": load.visits, "seed": SEED, "password": PASSWORD }),
    )?;
    call(&host, "practice.lock", json!({}))?;
    drop(host);
    let now = Local::now().fixed_offset();
    let mut store = Store::unlock(folder, LOGIN, &Secret::from(PASSWORD), now)?;
    let author = store.user().id;
    let generator = Generator::new(SEED, now);
    let act = Act { name: "bench.fill".to_owned(), patient: None, detail: None };
    store.write(act, now, |writing| {
        let ids = &mut || writing.new_id();
        let entries = generator.generate(load.patients, MANY_VISITS, &|_| author, ids);
        entries.into_iter().try_for_each(|entry| writing.append(entry))
    })?;
    store.close()?;
    figures.number(both::FILL, began.elapsed().as_secs_f64());
    Ok(())
}

fn find(host: &Host, load: &Load, generator: &Generator, figures: &mut Figures) -> Outcome<()> {
    let mut times = Times::default();
    for (turn, index) in sample(load.patients).enumerate() {
        let patient = registration(generator, index).ok_or("a patient without a registration")?;
        for typed in typing::keystrokes(&patient, turn) {
            times.of(|| answer(host, "patients.search", json!({ "text": typed })))?;
        }
    }
    figures.times(felt::FIND, times);
    Ok(())
}

/// The ids of the patients measurements are made with.
fn everyone(host: &Host, load: &Load) -> Outcome<Vec<Value>> {
    sample(load.patients).map(|index| who(host, index)).collect()
}

/// The id of a generated patient.
fn who(host: &Host, index: u64) -> Outcome<Value> {
    let number = chart_number(index);
    let hits = call(host, "patients.search", json!({ "text": number }))?;
    let mut hits = hits.as_array().into_iter().flatten();
    let hit = hits.find(|hit| hit["chart_number"] == number.as_str());
    Ok(hit.ok_or("a generated patient is not found by number")?["patient"].clone())
}

fn open(host: &Host, patient: &Value) -> Outcome<Answer> {
    answer(host, "charts.open", json!({ "patient": patient }))
}

fn open_each(host: &Host, patients: &[Value]) -> Outcome<Times> {
    let mut times = Times::default();
    for patient in patients {
        times.of(|| open(host, patient))?;
    }
    Ok(times)
}

fn charts(host: &Host, patients: &[Value], many: &Value, figures: &mut Figures) -> Outcome<()> {
    figures.times(felt::OPEN_10, open_each(host, patients)?);
    let mut times = Times::default();
    for turn in 0..OPENED_AGAIN {
        for other in patients.iter().cycle().skip(turn * OTHERS_BETWEEN).take(OTHERS_BETWEEN) {
            open(host, other)?;
        }
        times.of(|| open(host, many))?;
    }
    figures.times(felt::OPEN_1000, times);
    Ok(())
}

/// How long writing took.
struct Written {
    saved: Times,
    signed: Times,
    first_print: Times,
    printed: Times,
    previewed: Times,
}

/// Vitals for everyone of the sample, and whole visits for some: signed and printed.
fn visits(host: &Host, load: &Load, patients: &[Value]) -> Outcome<Written> {
    let line = "bp 128/82 hr 71 t 36.8 spo2 98 wt 81.5";
    let (mut saved, mut signed) = (Times::default(), Times::default());
    let (mut first_print, mut printed, mut previewed) =
        (Times::default(), Times::default(), Times::default());
    for patient in patients {
        call(host, "charts.open", json!({ "patient": patient }))?;
        saved.of(|| answer(host, "vitals.record", json!({ "patient": patient, "line": line })))?;
    }
    for (turn, patient) in patients.iter().take(SIGNED).enumerate() {
        let card =
            call(host, "encounters.arrive", json!({ "patient": patient, "reason": "cough for five days" }))?;
        let encounter = &card["encounter"];
        call(host, "encounters.start", json!({ "patient": patient, "encounter": encounter }))?;
        call(host, "charts.open", json!({ "patient": patient }))?;
        let note = json!({
            "reason": "Cough for five days",
            "subjective": "Dry cough, worse at night. No fever, no chest pain, not short of breath.",
            "objective": "Chest clear, no wheeze. Throat red. Ears normal.",
            "assessment_plan": "Viral bronchitis. Fluids, honey at night; no antibiotic, explained why.",
            "safety_net": "for fever over three days or trouble breathing.",
            "follow_up": "With us in two weeks if it has not gone",
        });
        let draft = json!({ "note": note, "items": [], "line": "" });
        let request = json!({ "patient": patient, "encounter": encounter, "draft": draft, "revision": 0 });
        let draft = call(host, "notes.save_draft", request)?;
        let request = json!({ "patient": patient, "encounter": encounter, "revision": draft["revision"] });
        signed.of(|| answer(host, "notes.sign", request))?;
        let path = load.folder.join(format!("summary-{turn}.pdf"));
        let request = json!({
            "patient": patient, "document": "visit-summary", "record": encounter, "path": path,
        });
        let print = if turn == 0 { &mut first_print } else { &mut printed };
        print.of(|| answer(host, "prints.save", request))?;
        let request = json!({ "patient": patient, "document": "visit-summary", "record": encounter });
        previewed.of(|| answer(host, "prints.preview", request))?;
    }
    Ok(Written { saved, signed, first_print, printed, previewed })
}

/// Everything of the patient with the long history on paper, and to be seen before.
fn whole_chart(host: &Host, load: &Load, many: &Value, figures: &mut Figures) -> Outcome<()> {
    call(host, "charts.open", json!({ "patient": many }))?;
    let (mut printed, mut previewed) = (Times::default(), Times::default());
    for turn in 0..WHOLE {
        let path = load.folder.join(format!("chart-{turn}.pdf"));
        let request = json!({ "patient": many, "document": "chart", "path": path });
        printed.of(|| answer(host, "prints.save", request))?;
        previewed.of(|| answer(host, "prints.preview", json!({ "patient": many, "document": "chart" })))?;
    }
    figures.times(felt::PRINT_WHOLE, printed);
    figures.times(felt::PREVIEW_WHOLE, previewed);
    Ok(())
}
