//! `cargo xtask`: every task of the house behind one word, the same on a laptop and in CI.
//!
//! It only calls other programs and says what it does. A rule about the code is a test in
//! `tests/tidy`, never a script here.

mod bench;
mod desktop;
mod generate;
mod glass;
mod package;
mod painted;
mod papers;
mod process;
mod reference;
mod run;
mod screens;
mod set_up;
mod start;
mod steps;
mod test;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a task gives back: nothing, or a sentence that says what to do next.
type Outcome = Result<(), String>;

const USAGE: &str = "\
cargo xtask run [DIR] [--headless] [--release]   set up, build, open the window on a demo practice
cargo xtask test [--only STEP]... [--long]       set up, then every check and test (--list names the steps)
cargo xtask check                                formatting, lints and the rules of the house
cargo xtask bench [ARGUMENTS]                    the measured table and the window, in a release build (--window: it alone)
cargo xtask gen [--check]                        write the TypeScript client from the command table
cargo xtask reference [--check]                   build the packed diagnoses from the pinned package
cargo xtask papers                               draw every document of the demo practice for docs/paper
cargo xtask screens                              take the screenshots of docs/screens in the real window
cargo xtask package [--vendored]                 build the packages, unpack one and start it
cargo xtask package --verify FILE.deb            only unpack one and start it";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = match arguments.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("", &[][..]),
    };
    let root = root();
    let outcome = match task {
        "run" => run::run(&root, rest),
        "test" => test::test(&root, rest),
        "check" => test::check(&root, rest),
        "bench" => bench::bench(&root, rest),
        "gen" => generate::generate(&root, rest),
        "reference" => reference::reference(&root, rest),
        "papers" => papers::papers(&root, rest),
        "screens" => screens::screens(&root, rest),
        "package" => package::package(&root, rest),
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => Err(format!("there is no task {other:?}\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("\nxtask {task}: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace, from wherever the command is given.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
