//! The pictures of `docs/paper`: every document on the demo practice, made by the built program and drawn by poppler.

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::process::{cargo, run};

/// Which document of which patient, and what else is said.
const PAPERS: [(&str, &str, &str, &[&str]); 12] = [
    ("visit-summary", "004217", "visit-summary", &[]),
    ("visit-summary-arabic", "004217", "visit-summary", &["--lang", "ar"]),
    ("prescription", "004217", "prescription", &["--paper", "a5"]),
    ("medication-plan", "004217", "medication-plan", &[]),
    ("medication-plan-arabic", "004217", "medication-plan", &["--lang", "ar", "--paper", "a5"]),
    (
        "referral",
        "004217",
        "referral",
        &["--to", "Springfield Heart Clinic", "--to", "1 Main Street, Springfield"],
    ),
    ("sick-note", "004217", "sick-note", &["--from", "2026-11-22", "--until", "2026-11-25"]),
    ("vaccination-record", "004217", "vaccination-record", &[]),
    ("trend-report", "004217", "trend-report", &[]),
    ("growth-chart", "004301", "growth-chart", &[]),
    ("label", "004217", "label", &[]),
    ("chart", "004217", "chart", &[]),
];

/// `cargo xtask papers`
pub(crate) fn papers(root: &Path, arguments: &[String]) -> Outcome {
    if let Some(other) = arguments.first() {
        return Err(format!("papers does not know {other:?}"));
    }
    let failed = |error: std::io::Error| format!("the pictures of the papers: {error}");
    let gallery = root.join("docs/paper");
    let work = root.join("target/papers");
    if work.exists() {
        std::fs::remove_dir_all(&work).map_err(failed)?;
    }
    std::fs::create_dir_all(&gallery).map_err(failed)?;
    std::fs::create_dir_all(&work).map_err(failed)?;
    run(cargo(root).args(["build", "--quiet", "--package", "cli"]))?;
    let program = root.join(format!("target/debug/paperchart{}", std::env::consts::EXE_SUFFIX));
    let key = work.join("password");
    std::fs::write(&key, "demo demo demo\n").map_err(failed)?;
    let practice = work.join("practice");
    run(Command::new(&program).arg("demo").arg(&practice))?;
    for (name, number, document, rest) in PAPERS {
        let pdf = work.join(format!("{name}.pdf"));
        let mut print = Command::new(&program);
        print.arg("print").arg(&practice).args([number, document]);
        run(print.args(rest).arg("-o").arg(&pdf).arg("--password-file").arg(&key))?;
        let dots = if name == "label" { "200" } else { "96" };
        let mut draw = Command::new("pdftoppm");
        draw.args(["-png", "-singlefile", "-r", dots]);
        run(draw.arg(&pdf).arg(gallery.join(name)))?;
    }
    println!("The pictures are in {}.", gallery.display());
    Ok(())
}
