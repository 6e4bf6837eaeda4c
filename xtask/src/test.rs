//! Every check and every test, in one order, with one table at the end.
//!
//! All Rust steps name the same packages and features, so that nothing is compiled twice.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::process::{cargo, find, npm, run, target};
use crate::set_up::{Purpose, set_up};
use crate::steps::{Step, run_all};

/// The features under which everything is built here: the window with its pages inside, and
/// the tests that drive it.
pub(crate) const EVERYTHING: [&str; 3] =
    ["--workspace", "--features", "paperchart-app/custom-protocol,paperchart-tests/window"];

/// `cargo xtask test [--only STEP]... [--long] [--list]`
pub(crate) fn test(root: &Path, arguments: &[String]) -> Outcome {
    let asked = Asked::read(arguments)?;
    let steps = [checks(root), tests(root, asked.long)].into_iter().flatten().collect::<Vec<_>>();
    if asked.list {
        for step in &steps {
            println!("{:<10} {}", step.name, step.proves);
        }
        return Ok(());
    }
    set_up(root, if asked.long { Purpose::LongTest } else { Purpose::Test })?;
    run_all(&steps, &asked.only)
}

/// `cargo xtask check`
pub(crate) fn check(root: &Path, arguments: &[String]) -> Outcome {
    let asked = Asked::read(arguments)?;
    set_up(root, Purpose::Run)?;
    run_all(&checks(root), &asked.only)
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Asked {
    only: Vec<String>,
    long: bool,
    list: bool,
}

impl Asked {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let mut asked = Self::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--long" => asked.long = true,
                "--list" => asked.list = true,
                "--only" => asked.only.push(rest.next().ok_or("--only needs the name of a step")?.clone()),
                other => return Err(format!("test does not know {other:?}")),
            }
        }
        Ok(asked)
    }
}

/// What is wrong is seen without running the program.
fn checks(root: &Path) -> Vec<Step<'_>> {
    vec![
        // The window's crate embeds the built pages, so they come before any Rust.
        Step::new("ui-build", "the interface builds", move || run(npm(root).args(["run", "build"]))),
        Step::new("fmt", "Rust is formatted", move || run(cargo(root).args(["fmt", "--all", "--check"]))),
        Step::new("clippy", "no lint in the workspace", move || {
            let mut command = cargo(root);
            run(command.arg("clippy").args(EVERYTHING).args(["--all-targets", "--", "-D", "warnings"]))
        }),
        Step::new("ui-check", "the interface's types agree", move || run(npm(root).args(["run", "check"]))),
        Step::new("ui-lint", "the interface's style", move || run(npm(root).args(["run", "lint"]))),
        Step::new("deny", "licences, sources, duplicate versions", move || deny(root)),
    ]
}

fn tests(root: &Path, long: bool) -> Vec<Step<'_>> {
    vec![
        Step::new("programs", "the window, the terminal program and the bridge build", move || {
            run(cargo(root).arg("build").args(EVERYTHING))
        }),
        Step::new("rust", "rules, store, boundary, paper, importer, tidiness", move || {
            run(&mut rust_tests(root, Windows::Left, long))
        }),
        Step::new("ui-test", "the interface's parts", move || run(npm(root).arg("test"))),
        Step::new("e2e", "the visit and what it is trusted for, in Chromium over the bridge", move || {
            let mut command = npm(root);
            command.args(["run", "e2e"]).env("PAPERCHART_BRIDGE", program(root, "bridge"));
            run(long_form(&mut command, long))
        }),
        Step::new("window", "the visit in the real window", move || {
            run(&mut rust_tests(root, Windows::Only, long))
        }),
    ]
}

/// Whether the tests that open a real window are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Windows {
    /// Everything else.
    Left,
    /// Nothing else.
    Only,
}

/// The Rust tests, through nextest where it is installed.
pub(crate) fn rust_tests(root: &Path, windows: Windows, long: bool) -> Command {
    let mut command = cargo(root);
    if find("cargo-nextest").is_some() {
        let filter = if windows == Windows::Only { "binary(window)" } else { "not binary(window)" };
        command.args(["nextest", "run"]).args(EVERYTHING).args(["--no-fail-fast", "-E", filter]);
    } else if windows == Windows::Only {
        command.arg("test").args(EVERYTHING).args(["--test", "window", "--", "--test-threads=1"]);
    } else {
        // Without the feature the window's tests are not built.
        command.args([
            "test",
            "--workspace",
            "--features",
            "paperchart-app/custom-protocol",
            "--no-fail-fast",
        ]);
    }
    command.env("PAPERCHART_APP", program(root, "paperchart-app"));
    command.env("PAPERCHART_CLI", program(root, "paperchart"));
    long_form(&mut command, long);
    command
}

fn long_form(command: &mut Command, long: bool) -> &mut Command {
    if long { command.env("PAPERCHART_LONG", "1") } else { command }
}

/// A program of ours, as the `programs` step built it.
pub(crate) fn program(root: &Path, name: &str) -> PathBuf {
    target(root).join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// `cargo deny` is not installed by us: compiling it takes longer than the tests. The tidy tests hold
/// the same lists from the same file; this adds how the crates say it themselves, and the known faults
/// where their database has been fetched before (`cargo deny fetch`, on a machine with internet).
fn deny(root: &Path) -> Outcome {
    if find("cargo-deny").is_none() {
        println!("  cargo-deny is not installed; tests/tidy holds the lists of deny.toml.");
        return Ok(());
    }
    let mut command = cargo(root);
    command.args(["deny", "--offline", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"]);
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    if home.is_some_and(|home| home.join("advisory-dbs").is_dir()) {
        command.arg("advisories");
    } else {
        println!("  no database of known faults on this machine; `cargo deny fetch` brings it.");
    }
    run(&mut command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_can_be_named_more_than_once() {
        let words: Vec<String> =
            ["--only", "fmt", "--long", "--only", "rust"].map(str::to_owned).into_iter().collect();
        let asked = Asked::read(&words).expect("understood");
        assert_eq!(asked.only, ["fmt", "rust"]);
        assert!(asked.long, "--long is read");
        assert!(Asked::read(&["--only".to_owned()]).is_err(), "a name is missing");
        assert!(Asked::read(&["--fast".to_owned()]).is_err(), "unknown");
    }
}
