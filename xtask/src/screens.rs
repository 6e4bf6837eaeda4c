//! The pictures of the documentation, taken of the running program by the tests of the window.

use std::path::Path;

use crate::Outcome;
use crate::process::{cargo, npm, run};
use crate::set_up::{Purpose, set_up};
use crate::test::program;

/// `cargo xtask screens`
pub(crate) fn screens(root: &Path, arguments: &[String]) -> Outcome {
    if let Some(other) = arguments.first() {
        return Err(format!("screens does not know {other:?}"));
    }
    set_up(root, Purpose::Test)?;
    let folder = root.join("docs/screens");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    run(npm(root).args(["run", "build"]))?;
    let features = ["--workspace", "--features", "paperchart-app/custom-protocol,paperchart-tests/window"];
    run(cargo(root).arg("build").args(features))?;
    let mut command = cargo(root);
    command
        .arg("test")
        .args(features)
        .args(["--test", "window", "--", "--ignored", "--exact", "screens::take"])
        .env("PAPERCHART_APP", program(root, "paperchart-app"))
        .env("PAPERCHART_SCREENS", &folder);
    run(&mut command)?;
    println!("The pictures are in {}.", folder.display());
    Ok(())
}
