//! From the key to the painted screen: in Chromium over the bridge, and in the real window.

use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use crate::Outcome;
use crate::bench::Measured;
use crate::glass::Area;
use crate::process::output;
use crate::run::DEMO_LOGIN;
use crate::start::Window;

/// Each session is a new start of the program, so its first chart is the first that its web view draws.
const SESSIONS: usize = 7;

/// On a screen of 1440 by 900: the newest pages of the timeline, under its filters.
const TIMELINE: Area = Area { left: 362, top: 150, width: 520, height: 640 };

/// The list of the search, under the line that is typed in, and no more than the shortest list covers: behind it the desk
/// counts the minutes of who waits, and one that turned was taken for a late list (150 to 221 ms, one letter of a run).
const OFFERS: Area = Area { left: 76, top: 46, width: 550, height: 90 };

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
    let window = in_the_window(release, measured)?;
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

/// A person at the window: the keys go through the X server, and what they bring is looked for on its screen.
fn in_the_window(release: &Path, measured: &Measured) -> Result<[Vec<f64>; 4], String> {
    let (program, practice) = (release.join("paperchart-app"), measured.folder.join("practice"));
    let mut took: [Vec<f64>; 4] = Default::default();
    for _ in 0..SESSIONS {
        let window = Window::open(&program, &practice, &measured.folder)?;
        // The mouse is out of the way: what it stands on would be shown in full.
        window.point_at(1439, 899)?;
        sleep(Duration::from_secs(1));
        window.types(DEMO_LOGIN)?;
        window.presses(&["Tab"])?;
        window.types(&measured.password)?;
        window.presses(&["Return"])?;
        sleep(Duration::from_secs(5));
        session(&window, &measured.charts, &mut took)?;
        window.close()?;
    }
    Ok(took)
}

fn session(window: &Window, charts: &[String], took: &mut [Vec<f64>; 4]) -> Outcome {
    let [first, later, boxes, search] = took;
    let (glass, mut hands) = (window.glass()?, window.hands()?);
    let mut press = |key: &str, area: Area, length: u64| {
        let length = Duration::from_millis(length);
        let changed = glass.settles(area, length, || hands.press(key))?;
        Ok::<_, String>(changed.map(|time| time.as_secs_f64() * 1_000.0))
    };
    for (place, text) in charts.iter().enumerate() {
        let desk = glass.look(TIMELINE)?;
        // Once to look, and once to open.
        for (key, length) in [("Escape", 300), ("Return", 1_500)] {
            boxes.push(press("ctrl+k", OFFERS, 400)?.ok_or("the search does not open")?);
            for letter in text.chars() {
                search.extend(press(&letter.to_string(), OFFERS, 250)?);
            }
            let opened = press(key, TIMELINE, length)?;
            if key == "Return" {
                let seen = glass.look(TIMELINE)?;
                // A screen that was only emptied changed too, and sooner.
                let opened = opened
                    .filter(|_time| seen != desk && glass.is_written(&seen))
                    .ok_or_else(|| format!("no chart came up for text {}", place + 1))?;
                if place == 0 { &mut *first } else { &mut *later }.push(opened);
            }
        }
        sleep(Duration::from_secs(2));
        press("alt+1", TIMELINE, 1_000)?;
    }
    Ok(())
}

fn times(text: &str) -> Result<[Vec<f64>; 4], String> {
    serde_json::from_str(text).map_err(|error| format!("no times: {error}"))
}
