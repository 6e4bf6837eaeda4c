//! The measured table, always from a release build.

use std::path::Path;

use crate::Outcome;
use crate::process::{cargo, run};
use crate::set_up::{Purpose, set_up};

/// `cargo xtask bench [ARGUMENTS]`; the arguments go to the measuring program.
pub(crate) fn bench(root: &Path, arguments: &[String]) -> Outcome {
    set_up(root, Purpose::Run)?;
    let mut command = cargo(root);
    command.args(["run", "--release", "--package", "paperchart-tests", "--bin", "bench", "--"]);
    run(command.args(arguments))
}
