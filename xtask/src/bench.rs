//! The measured table, always from a release build, and the window after it: how soon it is there, how soon it shows
//! what is asked, and how much it holds.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use crate::Outcome;
use crate::painted::painted;
use crate::process::{cargo, npm, run, target};
use crate::run::{DEMO_LOGIN, DEMO_PASSWORD, demo_practice};
use crate::set_up::{Purpose, set_up};
use crate::start::{Memory, Window, start_window};
use crate::test::EVERYTHING;

/// How often the window is started.
const STARTS: usize = 5;

/// What is typed to find charts of the demo practice: the fullest first, and once more at the end.
const DEMO_CHARTS: [&str; 4] = ["delacroix", "silva", "ortiz", "delacroix"];

/// `cargo xtask bench [ARGUMENTS]`; the arguments go to the measuring program. `--window` measures the window alone.
pub(crate) fn bench(root: &Path, arguments: &[String]) -> Outcome {
    set_up(root, Purpose::Test)?;
    run(npm(root).args(["run", "build"]))?;
    run(cargo(root).args(["build", "--release"]).args(EVERYTHING))?;
    if arguments != ["--window"] {
        let program = target(root).join("release").join(format!("bench{}", std::env::consts::EXE_SUFFIX));
        run(Command::new(program).current_dir(root).args(arguments))?;
    }
    if cfg!(target_os = "linux") {
        return windows(root);
    }
    println!("The window is measured on Linux only, on a screen in memory.");
    Ok(())
}

/// A practice to open, and the charts in it.
pub(crate) struct Measured {
    pub(crate) name: &'static str,
    /// The folder above the one of the practice.
    pub(crate) folder: PathBuf,
    pub(crate) password: String,
    /// What is typed to find each.
    pub(crate) charts: Vec<String>,
    /// The first patient is here today, so that there is a visit pack.
    has_visit: bool,
}

/// The window on the demo practice, and on the one that the measured table was made with, when it is there.
fn windows(root: &Path) -> Outcome {
    let release = target(root).join("release");
    let home = root.join("target/bench");
    let demo = Measured {
        name: "the demo practice",
        folder: home.join("start"),
        password: DEMO_PASSWORD.to_owned(),
        charts: DEMO_CHARTS.map(str::to_owned).to_vec(),
        has_visit: true,
    };
    // Made anew, so that the visit of its first patient is today's.
    if demo.folder.exists() {
        std::fs::remove_dir_all(&demo.folder)
            .map_err(|error| format!("{}: {error}", demo.folder.display()))?;
    }
    demo_practice(&release.join("paperchart"), &demo.folder)?;
    starts(&release, &demo)?;
    let generated = generated(home.join("practice-of-this-run"))?;
    for measured in std::iter::once(&demo).chain(&generated) {
        painted(root, &release, measured)?;
        memory(&release, measured)?;
    }
    Ok(())
}

/// The practice of the measured table. None when only the window is measured and none was left.
fn generated(folder: PathBuf) -> Result<Option<Measured>, String> {
    let path = folder.join("charts.txt");
    if !path.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut lines = text.lines().map(str::to_owned);
    let password = lines.next().ok_or_else(|| format!("{} is empty", path.display()))?;
    let charts = lines.collect();
    let name = "the generated practice, the chart of 1,000 visits first";
    Ok(Some(Measured { name, folder, password, charts, has_visit: false }))
}

/// How soon the screen to unlock the practice is there. It reads no row, so nothing stands beside it.
fn starts(release: &Path, measured: &Measured) -> Outcome {
    let (program, practice) = (release.join("paperchart-app"), measured.folder.join("practice"));
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        starts.push(start_window(&program, &practice, &measured.folder)?);
    }
    starts.sort_unstable();
    let milliseconds = |place: usize| starts.get(place).map_or(0, Duration::as_millis);
    println!(
        "start to the unlock screen, {STARTS} starts: median {} ms, most {} ms, budget 1,000 ms",
        milliseconds(STARTS / 2),
        milliseconds(STARTS - 1)
    );
    Ok(())
}

/// What the program holds from step to step. The pages are drawn by processes of WebKit's own.
fn memory(release: &Path, measured: &Measured) -> Outcome {
    let (program, practice) = (release.join("paperchart-app"), measured.folder.join("practice"));
    let window = Window::open(&program, &practice, &measured.folder)?;
    sleep(Duration::from_secs(2));
    let mut steps = vec![("the unlock screen", window.memory()?)];
    let most = window.most_memory(|| {
        window.types(DEMO_LOGIN)?;
        window.presses(&["Tab"])?;
        window.types(&measured.password)?;
        window.presses(&["Return"])?;
        sleep(Duration::from_secs(4));
        Ok(())
    })?;
    steps.push(("the most at any moment: the password is stretched", most));
    steps.push(("unlocked, the lists read", window.memory()?));
    for text in &measured.charts {
        window.presses(&["ctrl+k"])?;
        sleep(Duration::from_millis(600));
        window.types(text)?;
        sleep(Duration::from_millis(1_500));
        window.presses(&["Return"])?;
        sleep(Duration::from_secs(2));
    }
    steps.push(("charts were opened", window.memory()?));
    if measured.has_visit {
        window.presses(&["alt+b"])?;
        sleep(Duration::from_secs(6));
        steps.push(("after the proof of a visit pack", window.memory()?));
    }
    window.close()?;
    println!("| memory of the Rust process, MB | shared fairly (PSS) | resident (RSS) |\n|---|---:|---:|");
    for (step, Memory { shared, resident }) in steps {
        println!("| {step} | {shared:.0} | {resident:.0} |");
    }
    Ok(())
}
