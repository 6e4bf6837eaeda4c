//! From a fresh clone to the open window, or to the printed pages where there is no screen.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::Outcome;
use crate::desktop::{has_screen, on_a_bus};
use crate::process::{cargo, npm, output, run as run_program, shown, target};
use crate::set_up::{Purpose, set_up};

/// The password of the demo practice. It protects invented patients only.
pub(crate) const DEMO_PASSWORD: &str = "demo demo demo";

/// The physician of the demo practice, in assets/demo/practice.json.
pub(crate) const DEMO_LOGIN: &str = "okafor";

const FEATURES: [&str; 2] = ["--features", "paperchart-app/custom-protocol"];

struct Asked {
    folder: PathBuf,
    headless: bool,
    release: bool,
}

/// `cargo xtask run [DIR] [--headless] [--release]`
pub(crate) fn run(root: &Path, arguments: &[String]) -> Outcome {
    let asked = read(root, arguments)?;
    set_up(root, Purpose::Run)?;
    let window = has_screen() && !asked.headless;

    println!("Building the program.");
    let mut build = cargo(root);
    build.args(["build", "--package", "cli"]);
    if window {
        run_program(npm(root).args(["run", "build"]))?;
        build.args(["--package", "paperchart-app"]).args(FEATURES);
    }
    if asked.release {
        build.arg("--release");
    }
    run_program(&mut build)?;

    let built = target(root).join(if asked.release { "release" } else { "debug" });
    let program = |name: &str| built.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let practice = demo_practice(&program("paperchart"), &asked.folder)?;
    if window {
        println!("Opening the window. Login: {DEMO_LOGIN}, password: {DEMO_PASSWORD}");
        let mut app = on_a_bus(&program("paperchart-app"));
        return run_program(app.arg("--practice").arg(&practice.folder));
    }
    if !asked.headless {
        println!("There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set).");
    }
    println!("Doing the visit without a window, through the program on the terminal.");
    visit_without_window(&program("paperchart"), &practice, &asked.folder.join("paper"))
}

fn read(root: &Path, arguments: &[String]) -> Result<Asked, String> {
    let mut asked = Asked { folder: root.join("target/demo"), headless: false, release: false };
    for argument in arguments {
        match argument.as_str() {
            "--headless" => asked.headless = true,
            "--release" => asked.release = true,
            folder if !folder.starts_with('-') => {
                let here = std::env::current_dir().map_err(|error| error.to_string())?;
                asked.folder = here.join(folder);
            }
            other => return Err(format!("run does not know {other:?}")),
        }
    }
    Ok(asked)
}

pub(crate) struct Practice {
    pub(crate) folder: PathBuf,
    password_file: PathBuf,
}

impl Practice {
    /// The program on the terminal, on this practice: `paperchart VERB DIR ...`.
    fn command(&self, program: &Path, verb: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.arg(verb).arg(&self.folder).args(arguments);
        command.arg("--password-file").arg(&self.password_file);
        command
    }
}

/// Makes the demo practice, or finds the one made before.
pub(crate) fn demo_practice(program: &Path, folder: &Path) -> Result<Practice, String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let practice = Practice { folder: folder.join("practice"), password_file: folder.join("password") };
    if practice.folder.join("practice.chart").exists() {
        println!("Using the demo practice in {}.", practice.folder.display());
        return Ok(practice);
    }
    println!("Making a demo practice in {}.", practice.folder.display());
    std::fs::write(&practice.password_file, format!("{DEMO_PASSWORD}\n"))
        .map_err(|error| format!("{}: {error}", practice.password_file.display()))?;
    run_program(&mut practice.command(program, "demo", &[]))?;
    Ok(practice)
}

/// Finds a patient, shows the chart, prints the visit and the prescription, verifies the file.
fn visit_without_window(program: &Path, practice: &Practice, paper: &Path) -> Outcome {
    std::fs::create_dir_all(paper).map_err(|error| format!("{}: {error}", paper.display()))?;
    let visit = visit_with_a_prescription(program, practice)?;
    println!("Found chart {} and its visit {}.", visit.chart_number, visit.record);
    for document in ["visit-summary", "prescription"] {
        let file = paper.join(format!("{document}.pdf"));
        let arguments = [visit.chart_number.as_str(), document, "--visit", visit.record.as_str()];
        run_program(practice.command(program, "print", &arguments).arg("-o").arg(&file))?;
        let size = std::fs::metadata(&file).map_err(|error| format!("{}: {error}", file.display()))?.len();
        println!("  {} ({size} bytes)", file.display());
    }
    run_program(&mut practice.command(program, "verify", &[]))?;
    println!("The pages are in {}.", paper.display());
    Ok(())
}

struct Visit {
    chart_number: String,
    record: String,
}

/// The newest visit with a prescription of the first patient who has one.
fn visit_with_a_prescription(program: &Path, practice: &Practice) -> Result<Visit, String> {
    for text in ["delacroix", "a", "e", "o"] {
        let found = json(&mut practice.command(program, "find", &[text, "--json"]))?;
        for row in found.as_array().into_iter().flatten() {
            let Some(chart_number) = row["chart_number"].as_str() else { continue };
            let chart = json(&mut practice.command(program, "show", &[chart_number, "--json"]))?;
            let prescriptions = chart["prescriptions"].as_array().into_iter().flatten();
            if let Some(record) = prescriptions.rev().find_map(|record| record["encounter"].as_str()) {
                return Ok(Visit { chart_number: chart_number.to_owned(), record: record.to_owned() });
            }
        }
    }
    Err("no patient of the demo practice has a prescription".to_owned())
}

fn json(command: &mut Command) -> Result<Value, String> {
    println!("  $ {}", shown(command));
    serde_json::from_str(&output(command)?).map_err(|error| format!("the answer is no JSON: {error}"))
}
