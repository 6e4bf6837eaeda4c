//! Writes sample documents with the text and the preview of each: `cargo run -p paper --example samples -- DIR`.

#[path = "../tests/samples/mod.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "shared with the tests")]
mod samples;

use std::path::{Path, PathBuf};
use std::time::Instant;

use paper::{
    Allergies, Orientation, PageSize, PaperError, Pdf, Prescription, Reprint, Setting, Sheet, Signature,
    Standing, VisitSummary,
};
use samples::{foreign_names, item, prescription, recovery_page, setting, verify_report, visit_summary};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let directory = std::env::args().nth(1).map(PathBuf::from).ok_or("usage: samples DIR")?;
    std::fs::create_dir_all(&directory)?;
    let start = Instant::now();
    paper::prescription(&prescription(), &setting(PageSize::A5))?;
    println!("first prescription, fonts read on the way: {:?}", start.elapsed());
    let write = |name: &str, pdf: Result<Pdf, PaperError>| write(&directory, name, pdf);
    write("visit-summary-a4", paper::visit_summary(&visit_summary(), &setting(PageSize::A4)))?;
    write("visit-summary-letter", paper::visit_summary(&visit_summary(), &setting(PageSize::Letter)))?;
    write("prescription-a5", paper::prescription(&prescription(), &setting(PageSize::A5)))?;
    write("prescription-half-letter", paper::prescription(&prescription(), &setting(PageSize::HalfLetter)))?;
    write("prescription-a4", paper::prescription(&prescription(), &setting(PageSize::A4)))?;
    write("prescription-marks", paper::prescription(&marked(), &setting(PageSize::A5)))?;
    write("prescription-long", paper::prescription(&long(), &setting(PageSize::A5)))?;
    write("visit-summary-draft", paper::visit_summary(&draft(), &setting(PageSize::A4)))?;
    write("visit-summary-long", paper::visit_summary(&hostile(), &setting(PageSize::A4)))?;
    write("recovery-page", paper::recovery_page(&recovery_page(), &setting(PageSize::A4)))?;
    write("verify-report", paper::report(&verify_report(), &setting(PageSize::Letter)))?;
    let wide = Setting { orientation: Orientation::Landscape, ..setting(PageSize::A4) };
    write("verify-report-wide", paper::report(&verify_report(), &wide))?;
    write("names", paper::visit_summary(&names(), &setting(PageSize::A4)))?;
    measure()
}

fn write(
    directory: &Path,
    name: &str,
    pdf: Result<Pdf, PaperError>,
) -> Result<(), Box<dyn std::error::Error>> {
    let pdf = pdf?;
    println!("{name}: {} pages, {} bytes", pdf.pages, pdf.bytes.len());
    std::fs::write(directory.join(format!("{name}.txt")), pdf.dump())?;
    std::fs::write(directory.join(format!("{name}.preview.png")), paper::render_png(&pdf.bytes, 1, 1.5)?)?;
    std::fs::write(directory.join(format!("{name}.pdf")), pdf.bytes)?;
    Ok(())
}

fn marked() -> Prescription {
    let reprint = Reprint { number: 2, on: "23 Nov 2026".into(), by: "Dr Ada Okafor".into() };
    let sample = prescription();
    Prescription {
        sheet: Sheet { reprint: Some(reprint), copy: true, ..sample.sheet.clone() },
        signature: Signature { standing: Standing::Draft, ..sample.signature.clone() },
        allergies: Allergies::NeverAsked,
        ..sample
    }
}

fn long() -> Prescription {
    let items = (1..=11).map(|number| {
        let quantity = (number * 7).to_string();
        let medicine = item(
            "Amlodipine",
            "5 mg",
            "tablet",
            "Take 1 tablet by mouth daily.",
            (&quantity, "tablets"),
            number,
        );
        paper::PrescribedItem { purpose: "hypertension".into(), ..medicine }
    });
    Prescription { items: items.collect(), ..prescription() }
}

fn draft() -> VisitSummary {
    let sample = visit_summary();
    VisitSummary {
        allergies: Allergies::NoneKnown { asked_on: "3 Mar 2026".into() },
        signature: Signature { standing: Standing::Draft, ..sample.signature.clone() },
        diagnoses: Some(Vec::new()),
        medicines: Some(Vec::new()),
        blood_pressure: None,
        ..sample
    }
}

fn hostile() -> VisitSummary {
    let allergy =
        samples::allergy("LATEX", &"swelling of the hands and face, then of the whole arm; ".repeat(180));
    let mut medicines = visit_summary().medicines.unwrap_or_default();
    for number in 0..40 {
        let name = format!("Medicine{number}");
        let purpose = "a purpose that needs rather more than one line of the table";
        medicines.push(samples::medicine(
            &name,
            "12.5 mg tablet",
            ["1", "", "½", ""],
            purpose,
            paper::Change::Same,
        ));
    }
    VisitSummary {
        allergies: Allergies::Listed(vec![allergy]),
        medicines: Some(medicines),
        ..visit_summary()
    }
}

fn names() -> VisitSummary {
    let sample = visit_summary();
    let reason = foreign_names().into_iter().flat_map(|(name, dose)| [name.to_owned(), dose.to_owned()]);
    let mut patient = sample.patient.clone();
    patient.name = "فاطمة الزهراء".into();
    let rows =
        foreign_names().into_iter().map(|(name, dose)| paper::Row { label: name.into(), value: dose.into() });
    VisitSummary { reason: reason.collect(), next_steps: Some(rows.collect()), patient, ..sample }
}

/// Time per document after the first, which reads the fonts.
fn measure() -> Result<(), Box<dyn std::error::Error>> {
    const TIMES: u32 = 20;
    let start = Instant::now();
    for _ in 0..TIMES {
        paper::prescription(&prescription(), &setting(PageSize::A5))?;
    }
    println!("prescription: {:?}", start.elapsed() / TIMES);
    let start = Instant::now();
    for _ in 0..TIMES {
        paper::visit_summary(&visit_summary(), &setting(PageSize::A4))?;
    }
    println!("visit summary: {:?}", start.elapsed() / TIMES);
    Ok(())
}
