//! From the key to the painted screen: in Chromium over the bridge, and in the real window.

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::bench::Measured;
use crate::process::{cargo, output};
use crate::test::EVERYTHING;

/// What comes before the times in the output of the window's test.
const MARK: &str = "PAPERCHART_TOOK ";

/// What is timed, in the order in which both programs give it, with the milliseconds it may take, where there is a
/// budget, and the hundredth that is held to them.
const ROWS: [(&str, Option<f64>, usize); 4] = [
    ("open a chart, the first of a session", Some(150.0), 100),
    ("open a chart, a later one", Some(150.0), 100),
    ("open the search", None, 100),
    ("search, a keystroke", Some(50.0), 99),
];

/// Measures both and prints the table.
///
/// # Errors
/// When a chart does not come up.
pub(crate) fn painted(root: &Path, release: &Path, measured: &Measured) -> Outcome {
    println!("\nIn {}:", measured.name);
    let chromium = in_chromium(root, release, measured)?;
    let window = in_the_window(root, release, measured)?;
    println!("| from the key to the painted screen, ms | in | times | median | p99 | most | budget |");
    println!("|---|---|---:|---:|---:|---:|---|");
    for (view, took) in [("Chromium", chromium), ("the window", window)] {
        for ((what, budget, held), mut times) in ROWS.into_iter().zip(took) {
            times.sort_unstable_by(f64::total_cmp);
            let at = |share: usize| {
                times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied()
            };
            let Some(((median, p99), (most, counts))) = at(50).zip(at(99)).zip(at(100).zip(at(held))) else {
                continue;
            };
            let verdict = budget.map_or_else(String::new, |budget| {
                format!("{budget} {}", if counts <= budget { "held" } else { "**missed**" })
            });
            println!(
                "| {what} | {view} | {} | {median:.0} | {p99:.0} | {most:.0} | {verdict} |",
                times.len()
            );
        }
    }
    Ok(())
}

fn in_chromium(root: &Path, release: &Path, measured: &Measured) -> Result<[Vec<f64>; 4], String> {
    let mut command = Command::new("node");
    command.arg(root.join("tests/bench/screen.mjs")).arg(&measured.folder).arg(&measured.password);
    let said = output(command.args(&measured.charts).env("PAPERCHART_BRIDGE", release.join("bridge")))?;
    times(&said)
}

fn in_the_window(root: &Path, release: &Path, measured: &Measured) -> Result<[Vec<f64>; 4], String> {
    let mut command = cargo(root);
    command
        .args(["test", "--quiet", "--release"])
        .args(EVERYTHING)
        .args(["--test", "window", "--", "--ignored", "--exact", "speed::measure", "--nocapture"])
        .env("PAPERCHART_APP", release.join("paperchart-app"))
        .env("PAPERCHART_MEASURED_PRACTICE", measured.folder.join("practice"))
        .env("PAPERCHART_MEASURED_PASSWORD", &measured.password)
        .env("PAPERCHART_MEASURED_CHARTS", measured.charts.join("\n"));
    let said = output(&mut command)?;
    let line = said.lines().find_map(|line| line.split_once(MARK));
    times(line.ok_or("the window's test gave no times")?.1)
}

fn times(text: &str) -> Result<[Vec<f64>; 4], String> {
    serde_json::from_str(text).map_err(|error| format!("no times: {error}"))
}
