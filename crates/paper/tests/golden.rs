//! Text dumps of whole documents: what stands where. A changed page must be looked at before the dump is renewed
//! with `PAPER_BLESS=1 cargo test -p paper --test golden`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "each test takes the samples it needs")]
mod samples;

use std::path::Path;

use paper::{Label, Locale, PageSize, PaperError, Pdf, Role, Setting, render_png};
use samples::{
    label, medication_plan, parts, prescription, recovery_page, setting, verify_report, visit_summary,
};

fn assert_golden(name: &str, pdf: &Pdf) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.txt"));
    let dump = pdf.dump();
    if std::env::var_os("PAPER_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &dump).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (now, then)) in dump.lines().zip(golden.lines()).enumerate() {
        assert_eq!(now, then, "line {} of {name} changed", number + 1);
    }
    assert_eq!(dump.lines().count(), golden.lines().count(), "{name} has more or fewer lines than before");
}

#[test]
fn visit_summary_on_a4() {
    assert_golden(
        "visit-summary-a4",
        &paper::visit_summary(&visit_summary(), &setting(PageSize::A4)).unwrap(),
    );
}

#[test]
fn visit_summary_on_letter() {
    assert_golden(
        "visit-summary-letter",
        &paper::visit_summary(&visit_summary(), &setting(PageSize::Letter)).unwrap(),
    );
}

#[test]
fn prescription_on_a5() {
    assert_golden("prescription-a5", &paper::prescription(&prescription(), &setting(PageSize::A5)).unwrap());
}

#[test]
fn prescription_on_half_letter() {
    let pdf = paper::prescription(&prescription(), &setting(PageSize::HalfLetter)).unwrap();
    assert_golden("prescription-half-letter", &pdf);
}

#[test]
fn recovery_page_on_a4() {
    assert_golden("recovery-page", &paper::recovery_page(&recovery_page(), &setting(PageSize::A4)).unwrap());
}

#[test]
fn verify_report_on_letter() {
    assert_golden("verify-report", &paper::report(&verify_report(), &setting(PageSize::Letter)).unwrap());
}

#[test]
fn medication_plan_in_two_languages() {
    assert_golden(
        "medication-plan-a4",
        &paper::medication_plan(&medication_plan(), &setting(PageSize::A4)).unwrap(),
    );
    let arabic = Setting { locale: Locale::Ar, ..setting(PageSize::A5) };
    assert_golden("medication-plan-ar-a5", &paper::medication_plan(&medication_plan(), &arabic).unwrap());
}

#[test]
fn a_document_of_every_part_on_letter() {
    let pdf = paper::chart_document(&parts(), &setting(PageSize::Letter)).unwrap();
    assert_golden("parts-letter", &pdf);
    assert_eq!(pdf.pages, 3, "a chapter begins a page, and the last words go with the signature");
    let last: Vec<_> = pdf.text.iter().filter(|line| line.page == 3).map(|line| line.role).collect();
    assert!(last.contains(&Role::Code) && last.contains(&Role::Signature), "it is not alone: {last:?}");
}

#[test]
fn a_label_is_one_page_of_its_own_size() {
    for size in [PageSize::Label57x32, PageSize::Label89x28, PageSize::Label89x36, PageSize::Label54x25] {
        let pdf = paper::label(&label(), &setting(size)).unwrap();
        assert_golden(&format!("{size:?}").to_lowercase(), &pdf);
    }
    let crowded = Label { lines: vec!["a line".to_owned(); 12], ..label() };
    assert_eq!(
        paper::label(&crowded, &setting(PageSize::Label54x25)),
        Err(PaperError::LabelTooSmall),
        "nothing is cut"
    );
}

#[test]
fn a_page_from_right_to_left_is_the_other_way_round_and_keeps_its_doses() {
    let arabic = Setting { locale: Locale::Ar, ..setting(PageSize::A4) };
    let pdf = paper::medication_plan(&medication_plan(), &arabic).unwrap();
    let place = |text: &str| pdf.text.iter().find(|line| line.text.contains(text)).unwrap().x;
    assert!(place("Metformin") > place("diabetes"), "the medicine stands at the right");
    let name = pdf.text.iter().find(|line| line.text.contains("Metformin")).unwrap();
    assert_eq!(name.text, "Metformin 1 g tablet", "and reads from left to right");
}

#[test]
fn the_same_input_gives_the_same_bytes_also_later_in_a_process() {
    let first = paper::prescription(&prescription(), &setting(PageSize::A5)).unwrap();
    let between = paper::visit_summary(&visit_summary(), &setting(PageSize::A4)).unwrap();
    let second = paper::prescription(&prescription(), &setting(PageSize::A5)).unwrap();
    assert!(first.bytes == second.bytes, "a document must not depend on what was printed before it");
    let again =
        std::thread::spawn(|| paper::visit_summary(&visit_summary(), &setting(PageSize::A4)).unwrap());
    assert!(between.bytes == again.join().unwrap().bytes, "nor on the thread that prints it");
    let mut other = prescription();
    other.items[0].repeats = 1;
    let other = paper::prescription(&other, &setting(PageSize::A5)).unwrap();
    assert!(first.bytes != other.bytes, "another number is another file");
}

#[test]
fn the_preview_is_a_picture_of_the_page() {
    let pdf = paper::prescription(&prescription(), &setting(PageSize::A5)).unwrap();
    let picture = render_png(&pdf.bytes, 1, 1.0).unwrap();
    assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
    let side = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
    assert_eq!((side(16), side(20)), (419, 595), "A5 at one pixel to the point");
    let blank =
        render_png(&paper::prescription(&prescription(), &setting(PageSize::A5)).unwrap().bytes, 1, 0.1)
            .unwrap();
    assert!(picture.len() > 4 * blank.len(), "a picture ten times finer holds more");
    assert!(render_png(&pdf.bytes, 2, 1.0).is_err(), "there is no second page");
    assert!(render_png(&pdf.bytes, 0, 1.0).is_err(), "pages count from 1");
    assert!(render_png(b"not a file", 1, 1.0).is_err());
}
