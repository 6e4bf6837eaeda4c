//! The archived form under a validator's eyes: Apache PDFBox Preflight, in the long tests (`cargo xtask test --long`
//! installs it on Debian). Preflight knows PDF/A-1b only, and the files say PDF/A-2u (ISO 19005-2), so what part 2
//! allows and part 1 does not is named here, and everything else it finds is a failure.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "each test takes the samples it needs")]
mod samples;

use paper::{PageSize, Pdf};
use samples::{foreign_names, parts, prescription, recovery_page, setting, visit_summary};
use std::path::Path;
use std::process::Command;

const JARS: [&str; 8] = [
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-logging",
    "commons-io",
    "javax.activation",
    "jaxb-api",
];

/// What part 2 allows: its own number and level in the metadata, fonts without a CIDSet (6.2.11.4.2 asks for none),
/// profiles of ICC version 4 (6.2.3), cross reference streams (6.1.4).
const ALLOWED_BY_PART_2: [&str; 5] = [
    "7.11.1 : Error on MetaData, conformance level must be A or B",
    "7.11.2 : Error on MetaData, part must be 1",
    "The CIDSet entry is missing for the Composite Subset",
    "2.1.6 : Invalid graphics object, Invalid version of the ICCProfile",
    "1.4 : Trailer Syntax error, /XRef cross reference streams are not allowed",
];

fn documents() -> Vec<(&'static str, Pdf)> {
    let mut names = visit_summary();
    names.reason =
        foreign_names().into_iter().flat_map(|(name, dose)| [name.to_owned(), dose.to_owned()]).collect();
    vec![
        ("visit summary", paper::visit_summary(&visit_summary(), &setting(PageSize::A4)).unwrap()),
        ("prescription", paper::prescription(&prescription(), &setting(PageSize::A5)).unwrap()),
        ("two on a sheet", paper::prescription_two_up(&prescription(), &setting(PageSize::A5)).unwrap()),
        ("every part", paper::chart_document(&parts(), &setting(PageSize::Letter)).unwrap()),
        ("recovery page", paper::recovery_page(&recovery_page(), &setting(PageSize::A4)).unwrap()),
        ("eight scripts", paper::visit_summary(&names, &setting(PageSize::Letter)).unwrap()),
    ]
}

#[test]
fn preflight_finds_nothing_that_pdf_a_2_forbids() {
    if std::env::var("PAPERCHART_LONG").as_deref() != Ok("1") {
        println!("SKIPPED: PDFBox Preflight runs in the long tests, `cargo xtask test --long`");
        return;
    }
    let jars: Vec<String> = JARS.map(|jar| format!("/usr/share/java/{jar}.jar")).to_vec();
    if let Some(missing) = jars.iter().find(|jar| !Path::new(jar).exists()) {
        println!("SKIPPED: {missing} is not installed, nothing was validated");
        return;
    }
    for (name, pdf) in documents() {
        let file =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("preflight-{}.pdf", std::process::id()));
        std::fs::write(&file, &pdf.bytes).unwrap();
        let output = Command::new("java")
            .args(["-cp", &jars.join(":"), "org.apache.pdfbox.preflight.Validator_A1b"])
            .arg(&file)
            .output()
            .expect("a Java runtime is installed with the validator");
        std::fs::remove_file(&file).unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let verdict = said.lines().next().unwrap_or_default();
        assert!(verdict.contains("PDF/A-1b file"), "{name} was validated: {said}{output:?}");
        let found = said.lines().skip(1).filter(|line| !line.trim().is_empty());
        let wrong: Vec<&str> =
            found.filter(|line| !ALLOWED_BY_PART_2.iter().any(|allowed| line.contains(allowed))).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }
}
