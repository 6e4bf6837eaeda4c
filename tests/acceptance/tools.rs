//! The programs that look at a PDF from outside.

use std::path::Path;
use std::process::Command;

/// What a program prints about a PDF. The tools are set up by `cargo xtask test`.
pub(crate) fn tool(name: &str, before: &[&str], path: &Path, after: &[&str]) -> String {
    let output = Command::new(name).args(before).arg(path).args(after).output();
    let output = output.unwrap_or_else(|error| panic!("{name} is set up: {error}"));
    assert!(
        output.status.success(),
        "{name} {}: {}",
        path.display(),
        String::from_utf8_lossy(&output.stdout)
    );
    String::from_utf8(output.stdout).unwrap().replace('\u{a0}', " ")
}
