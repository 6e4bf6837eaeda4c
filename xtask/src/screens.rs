//! The pictures of the documentation, taken of the running program by the tests of the window.

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::process::{cargo, npm, run};
use crate::set_up::{Purpose, set_up};
use crate::test::{EVERYTHING, program};

/// `cargo xtask screens`
pub(crate) fn screens(root: &Path, arguments: &[String]) -> Outcome {
    if let Some(other) = arguments.first() {
        return Err(format!("screens does not know {other:?}"));
    }
    set_up(root, Purpose::Test)?;
    let folder = root.join("docs/screens");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    run(npm(root).args(["run", "build"]))?;
    run(cargo(root).arg("build").args(EVERYTHING))?;
    let mut command = cargo(root);
    command
        .arg("test")
        .args(EVERYTHING)
        .args(["--test", "window", "--", "--ignored", "--exact", "screens::take"])
        .env("PAPERCHART_APP", program(root, "paperchart-app"))
        .env("PAPERCHART_SCREENS", &folder);
    run(&mut command)?;
    smaller(&folder)?;
    println!("The pictures are in {}.", folder.display());
    Ok(())
}

/// Pictures of windows have few colours; with a palette they take a fifth less, for every clone to come.
fn smaller(folder: &Path) -> Outcome {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|ending| ending == "png") {
            let mut target = std::ffi::OsString::from("png8:");
            target.push(&path);
            run(Command::new("convert").arg(&path).args(["-colors", "256", "-strip"]).arg(target))?;
        }
    }
    Ok(())
}
