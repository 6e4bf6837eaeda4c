//! The pictures of `docs/paper`: every document on the demo practice, made by the built program and drawn by poppler.

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::process::{cargo, run, target};

/// A picture: its name, whose chart, which document, and what else is said.
struct Paper {
    name: &'static str,
    chart: &'static str,
    document: &'static str,
    more: &'static [&'static str],
    /// How many pages are shown.
    pages: usize,
}

const fn paper(
    name: &'static str,
    chart: &'static str,
    document: &'static str,
    more: &'static [&'static str],
) -> Paper {
    Paper { name, chart, document, more, pages: 1 }
}

const TO: &[&str] = &["--to", "Springfield Heart Clinic", "--to", "1 Main Street, Springfield"];

const PAPERS: [Paper; 27] = [
    paper("visit-summary", "004105", "visit-summary", &[]),
    paper("visit-summary-letter", "003977", "visit-summary", &["--paper", "letter"]),
    paper("visit-summary-arabic", "004345", "visit-summary", &["--lang", "ar", "--paper", "a4"]),
    paper("prescription-a5", "004217", "prescription", &["--paper", "a5"]),
    paper("prescription-a4", "004217", "prescription", &["--paper", "a4"]),
    paper("prescription-half-letter", "004217", "prescription", &["--paper", "half-letter"]),
    paper("prescription-two-up", "004217", "prescription", &["--paper", "a4-two-up"]),
    paper("medication-plan", "004217", "medication-plan", &["--paper", "a4"]),
    paper("medication-plan-arabic", "004345", "medication-plan", &["--lang", "ar", "--paper", "a5"]),
    paper("referral", "004217", "referral", TO),
    paper("sick-note", "004217", "sick-note", &["--from", "2026-11-22", "--until", "2026-11-25"]),
    paper("attendance", "004217", "sick-note", &[]),
    paper("fitness-certificate", "004217", "sick-note", &["--template", "fitness"]),
    paper("lab-requisition", "004217", "lab-requisition", &["--paper", "a4"]),
    paper("lab-requisition-a5", "004217", "lab-requisition", &["--paper", "a5"]),
    paper("imaging-requisition", "003702", "imaging-requisition", &["--paper", "a5"]),
    paper("follow-up-slip", "004105", "follow-up-slip", &[]),
    paper("vaccination-record", "004388", "vaccination-record", &[]),
    Paper { pages: 2, ..paper("trend-report", "004217", "trend-report", &[]) },
    Paper { pages: 3, ..paper("growth-chart", "004388", "growth-chart", &["--paper", "a4"]) },
    paper("label-patient-89x36", "004217", "label", &[]),
    paper("label-patient-57x32", "004217", "label", &["--paper", "label57x32"]),
    paper("label-patient-89x28", "004217", "label", &["--paper", "label89x28"]),
    paper("label-patient-54x25", "004217", "label", &["--paper", "label54x25"]),
    paper("label-tube", "004217", "label", &["--template", "tube", "--paper", "label54x25"]),
    paper("label-address", "004217", "label", &["--template", "address"]),
    Paper { pages: 3, ..paper("chart", "004217", "chart", &[]) },
];

/// `cargo xtask papers`
pub(crate) fn papers(root: &Path, arguments: &[String]) -> Outcome {
    if let Some(other) = arguments.first() {
        return Err(format!("papers does not know {other:?}"));
    }
    let failed = |error: std::io::Error| format!("the pictures of the papers: {error}");
    let gallery = root.join("docs/paper");
    let work = root.join("target/papers");
    for folder in [&gallery, &work] {
        // What is not made any more must not stay behind.
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(failed)?;
        }
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    run(cargo(root).args(["build", "--quiet", "--package", "cli"]))?;
    let program = target(root).join(format!("debug/paperchart{}", std::env::consts::EXE_SUFFIX));
    let key = work.join("password");
    std::fs::write(&key, "demo demo demo\n").map_err(failed)?;
    let practice = work.join("practice");
    run(Command::new(&program).arg("demo").arg(&practice))?;
    // Each in a practice of its own: the second print of a paper would say that it is a reprint.
    let fresh = work.join("fresh");
    for Paper { name, chart, document, more, pages } in PAPERS {
        let pdf = work.join(format!("{name}.pdf"));
        copy(&practice, &fresh).map_err(failed)?;
        let mut print = Command::new(&program);
        print.arg("print").arg(&fresh).args([chart, document]);
        run(print.args(more).arg("-o").arg(&pdf).arg("--password-file").arg(&key))?;
        // A label is small and drawn large, a page is drawn as a screen shows it.
        let dots = if document == "label" { "220" } else { "80" };
        for page in 1..=pages {
            let number = page.to_string();
            let picture = if page == 1 { name.to_owned() } else { format!("{name}-{page}") };
            let mut draw = Command::new("pdftoppm");
            draw.args(["-png", "-singlefile", "-r", dots, "-f", &number, "-l", &number]);
            run(draw.arg(&pdf).arg(gallery.join(picture)))?;
        }
    }
    println!("The pictures are in {}.", gallery.display());
    Ok(())
}

/// The files of a folder and of those in it, in place of what stood there.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if to.exists() {
        std::fs::remove_dir_all(to)?;
    }
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
