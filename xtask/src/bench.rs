//! The measured table, always from a release build, and the start of the window after it.

use std::path::Path;

use crate::Outcome;
use crate::process::{cargo, npm, run, target};
use crate::run::demo_practice;
use crate::set_up::{Purpose, set_up};
use crate::start::start_window;

/// How often the window is started.
const STARTS: usize = 5;

/// `cargo xtask bench [ARGUMENTS]`; the arguments go to the measuring program.
pub(crate) fn bench(root: &Path, arguments: &[String]) -> Outcome {
    set_up(root, Purpose::Run)?;
    let mut command = cargo(root);
    command.args(["run", "--release", "--package", "paperchart-tests", "--bin", "bench", "--"]);
    run(command.args(arguments))?;
    if cfg!(target_os = "linux") {
        return starts(root);
    }
    println!("The start of the window is measured on Linux only, on a screen in memory.");
    Ok(())
}

/// How soon the screen to unlock the demo practice is there. It reads no row, so nothing stands beside it.
fn starts(root: &Path) -> Outcome {
    set_up(root, Purpose::Test)?;
    run(npm(root).args(["run", "build"]))?;
    run(cargo(root).args(["build", "--release", "--package", "cli"]))?;
    let window = ["build", "--release", "--package", "paperchart-app", "--features", "custom-protocol"];
    run(cargo(root).args(window))?;
    let release = target(root).join("release");
    let folder = root.join("target/bench/start");
    let practice = demo_practice(&release.join("paperchart"), &folder)?;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        starts.push(start_window(&release.join("paperchart-app"), &practice.folder, &folder)?);
    }
    starts.sort_by_key(|start| start.usable_after);
    let milliseconds = |place: usize| starts.get(place).map_or(0, |start| start.usable_after.as_millis());
    println!(
        "| start to the unlock screen, {STARTS} starts: median {} ms, most {} ms, budget 1,000 ms |",
        milliseconds(STARTS / 2),
        milliseconds(STARTS - 1)
    );
    if let Some(peak) = starts.iter().filter_map(|start| start.peak_memory).reduce(f64::max) {
        println!("| memory of the Rust process by then, at most: {peak:.0} MB |");
    }
    Ok(())
}
