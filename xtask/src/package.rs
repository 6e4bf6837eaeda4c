//! The packages: built, then unpacked elsewhere and started, because a package that was only
//! built is not known to work.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::process::{cargo, npm, output, run, target};
use crate::set_up::{Purpose, set_up};
use crate::start::start_window;

/// `cargo xtask package [--vendored | --verify FILE.deb]`
pub(crate) fn package(root: &Path, arguments: &[String]) -> Outcome {
    let vendored = match arguments {
        [] => false,
        [flag] if flag == "--vendored" => true,
        [flag, file] if flag == "--verify" => return verify(root, Path::new(file)),
        _ => return Err("use: cargo xtask package [--vendored | --verify FILE.deb]".to_owned()),
    };
    set_up(root, Purpose::Test)?;
    run(npm(root).args(["run", "build"]))?;

    // The program on the terminal travels in the package, so it has to be there first.
    let mut terminal = cargo(root);
    terminal.args(["build", "--release", "--package", "cli"]);
    if vendored {
        terminal.args(["--features", "cli/vendored"]);
    }
    run(&mut terminal)?;
    bundle(root, vendored)?;
    if !cfg!(target_os = "linux") {
        println!("The package is in target/release/bundle. It was not started here.");
        return Ok(());
    }
    let package = newest_deb(&target(root).join("release/bundle/deb"))?;
    verify(root, &package)?;
    println!("{} installs and starts.", package.display());
    Ok(())
}

fn bundle(root: &Path, vendored: bool) -> Outcome {
    let tool = root.join("ui/node_modules/.bin").join(if cfg!(windows) { "tauri.cmd" } else { "tauri" });
    let mut command = Command::new(tool);
    command.current_dir(root.join("src-tauri")).args(["build", "--ci"]);
    if cfg!(target_os = "linux") {
        command.args(["--bundles", "deb,rpm"]);
    }
    if vendored {
        // The machine's libcrypto is not needed then, so the package must not ask for it.
        command.args(["--features", "vendored"]);
        command.args([
            "--config",
            r#"{"bundle":{"linux":{"deb":{"depends":["libcups2"]},"rpm":{"depends":["cups-libs"]}}}}"#,
        ]);
    }
    run(&mut command)
}

fn newest_deb(folder: &Path) -> Result<PathBuf, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut packages = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|ending| ending == "deb") {
            let written = path.metadata().and_then(|it| it.modified()).map_err(|error| error.to_string())?;
            packages.push((written, path));
        }
    }
    packages.into_iter().max().map(|(_, path)| path).ok_or_else(|| "no .deb was built".to_owned())
}

/// Unpacks the package, looks at what is in it, and starts what a user would start.
fn verify(root: &Path, package: &Path) -> Outcome {
    let unpacked = root.join("target/package-check");
    if unpacked.exists() {
        std::fs::remove_dir_all(&unpacked).map_err(|error| format!("{}: {error}", unpacked.display()))?;
    }
    run(Command::new("dpkg-deb").arg("-x").arg(package).arg(&unpacked))?;
    print!(
        "{}",
        output(Command::new("dpkg-deb").arg("-f").arg(package).args(["Package", "Version", "Depends"]))?
    );
    for file in ["usr/bin/paperchart", "usr/bin/paperchart-app", "usr/share/doc/paperchart/NOTICE"] {
        if !unpacked.join(file).is_file() {
            return Err(format!("the package lacks /{file}"));
        }
    }
    run(Command::new(unpacked.join("usr/bin/paperchart")).arg("--version"))?;
    let window = unpacked.join("usr/bin/paperchart-app");
    no_sqlite_symbols(&window)?;
    let usable_after = start_window(&window, &unpacked.join("practice"), &unpacked)?;
    println!("  the window was usable after {:.2} s", usable_after.as_secs_f64());
    Ok(())
}

/// WebKit loads the system's SQLite; ours must not be visible to it.
fn no_sqlite_symbols(program: &Path) -> Outcome {
    let symbols = output(Command::new("nm").args(["-D", "--defined-only"]).arg(program))?;
    let count = symbols.lines().filter(|line| line.contains("sqlite3")).count();
    if count == 0 { Ok(()) } else { Err(format!("{count} symbols of SQLite are exported")) }
}
