//! The measured table: what a practice feels, at three sizes, beside the same rows in plain SQLite.
//!
//! `cargo xtask bench [--patients 1000,10000,100000] [--visits 10]` prints Markdown. What is felt goes through
//! `api::Host::call`; the ratio compares the store alone with a plain file of the same tables, rows, settings
//! and code. Each part runs in a process of its own, so that memory is its own and SQLCipher's wiping
//! allocator does not slow the plain file down. The figures are kept in `target/bench/last.json` and the next
//! run on the same machine stands beside them. The last practice stays for `xtask`, which measures the window on it.
//! `bench --part practice PATIENTS VISITS FOLDER` measures one that is there already.

mod alone;
mod figures;
mod pages;
mod parts;
mod plain;
mod practice;
mod table;
mod typing;

use figures::Figures;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What one part of the run is about.
#[derive(Debug, Clone)]
pub(crate) struct Load {
    /// How many patients.
    pub(crate) patients: u64,
    /// How many visits each of them has had.
    pub(crate) visits: u32,
    /// Where its files are.
    pub(crate) folder: PathBuf,
}

fn main() -> Outcome<()> {
    if cfg!(debug_assertions) {
        return Err("a debug build measures nothing worth reading; run `cargo xtask bench`".into());
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [part, name, patients, visits, folder] = &arguments[..]
        && part == "--part"
    {
        let load = Load { patients: patients.parse()?, visits: visits.parse()?, folder: folder.into() };
        let figures = match name.as_str() {
            "practice" => practice::measure(&load)?,
            "first-chart" => practice::first_chart(&load)?,
            "memory" => practice::in_memory(&load)?,
            "plain" => plain::measure(&load)?,
            other => return Err(format!("there is no part {other}").into()),
        };
        println!("{}", figures.to_json());
        return Ok(());
    }
    run(&arguments)
}

fn run(arguments: &[String]) -> Outcome<()> {
    let option = |name: &str| arguments.iter().skip_while(|word| *word != name).nth(1).map(String::as_str);
    let sizes: Vec<u64> = option("--patients")
        .unwrap_or("1000,10000,100000")
        .split(',')
        .map(|size| size.trim().parse())
        .collect::<Result<_, _>>()?;
    let visits: u32 = option("--visits").unwrap_or("10").parse()?;
    let home = PathBuf::from("target/bench");
    let folder = home.join("practice-of-this-run");
    let mut measured = Vec::new();
    for patients in sizes {
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        let load = Load { patients, visits, folder: folder.clone() };
        let mut practice = part("practice", &load)?;
        practice.add(again(STARTS, || part("first-chart", &load))?);
        practice.add(part("memory", &load)?);
        let plain = part("plain", &load)?;
        measured.push((patients, practice, plain));
        std::fs::write(folder.join("charts.txt"), practice::charts_to_open(patients))?;
    }
    let last = home.join("last.json");
    let before = table::Before::read(&last)?;
    println!("{}", table::markdown(&measured, visits, &before));
    table::keep(&last, &measured)
}

/// How often the program is started anew.
const STARTS: usize = 11;

/// Runs the same part again and again, each time in a process of its own, and takes its figures together.
fn again(times: usize, run: impl Fn() -> Outcome<Figures>) -> Outcome<Figures> {
    Ok(Figures::together(&(0..times).map(|_| run()).collect::<Outcome<Vec<_>>>()?))
}

/// What the program asks of glibc's heap in its first lines (`src-tauri/src/memory.rs`): the same is measured here.
const HEAP: &str =
    "glibc.malloc.arena_max=3:glibc.malloc.trim_threshold=131072:glibc.malloc.mmap_threshold=131072";

/// Runs one part in a process of its own.
fn part(name: &str, load: &Load) -> Outcome<Figures> {
    eprintln!("measuring {} patients, {name} …", load.patients);
    let folder: &Path = &load.folder;
    let output = Command::new(std::env::current_exe()?)
        .args(["--part", name, &load.patients.to_string(), &load.visits.to_string()])
        .arg(folder)
        .env("GLIBC_TUNABLES", HEAP)
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("the part {name} of {} patients failed", load.patients).into());
    }
    Figures::from_json(String::from_utf8(output.stdout)?.trim())
}
