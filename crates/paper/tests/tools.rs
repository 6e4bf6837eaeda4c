//! The finished files under the eyes of other programs. Where a tool is not installed the test says so and rests.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "each test takes the samples it needs")]
mod samples;

use std::path::{Path, PathBuf};
use std::process::Command;

use lopdf::{Document, Object};
use paper::{PageSize, Pdf, Setting};
use samples::{every_document, parts, prescription, setting, visit_summary};

/// What the tool prints for the file, or `None` where the tool is not installed.
fn run(tool: &str, before: &[&str], pdf: &Pdf, after: &[&str]) -> Option<String> {
    let file = ScratchFile::new(&pdf.bytes);
    let output = match Command::new(tool).args(before).arg(&file.path).args(after).output() {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("{tool} is not installed: this test rests");
            return None;
        }
        Err(error) => panic!("{tool}: {error}"),
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{tool} failed: {text}{}", String::from_utf8_lossy(&output.stderr));
    Some(text)
}

struct ScratchFile {
    path: PathBuf,
}

impl ScratchFile {
    fn new(bytes: &[u8]) -> ScratchFile {
        use std::sync::atomic::{AtomicU32, Ordering};
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{number}.pdf", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        ScratchFile { path }
    }
}

impl Drop for ScratchFile {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.path) {
            eprintln!("{}: {error}", self.path.display());
        }
    }
}

#[test]
fn qpdf_finds_nothing_wrong() {
    for (name, pdf) in every_document() {
        if let Some(report) = run("qpdf", &["--check"], &pdf, &[]) {
            assert!(report.contains("No syntax or stream encoding errors"), "{name}: {report}");
            assert!(report.contains("PDF Version: 1.7"), "{name}: {report}");
        }
    }
}

#[test]
fn every_font_is_embedded_reduced_and_readable() {
    for (name, pdf) in every_document() {
        let Some(report) = run("pdffonts", &[], &pdf, &[]) else { return };
        let fonts: Vec<&str> = report.lines().skip(2).collect();
        assert!(fonts.len() >= 2, "{name}: {report}");
        for font in fonts {
            assert!(font.contains(" yes yes yes "), "{name}: embedded, subset and Unicode: {font}");
            assert_eq!(font.find('+'), Some(6), "{name}: {font}");
        }
    }
}

#[test]
fn every_word_can_be_found_again() {
    for (name, pdf) in every_document() {
        let Some(text) = run("pdftotext", &["-layout"], &pdf, &["-"]) else { return };
        // pdftotext marks the direction of right-to-left words and may reorder them; the letters must be there.
        let letters = |text: &str| -> Vec<char> {
            let mut letters: Vec<char> =
                text.chars().filter(|character| character.is_alphanumeric()).collect();
            letters.sort_unstable();
            letters
        };
        let set: String = pdf.text.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(letters(&set), letters(&text), "{name}: letters set and letters found");
        for line in pdf.text.iter().filter(|line| line.text.is_ascii()) {
            for word in line.text.split_whitespace() {
                assert!(text.contains(word), "{name}: {word:?} of {:?}", line.text);
            }
        }
    }
}

#[test]
fn right_to_left_words_come_back_in_reading_order() {
    let mut summary = visit_summary();
    summary.reason = vec!["فاطمة الزهراء".to_owned(), "משה כהן".to_owned(), "प्रिया शर्मा".to_owned()];
    let pdf = paper::visit_summary(&summary, &setting(PageSize::A4)).unwrap();
    let Some(text) = run("pdftotext", &["-layout"], &pdf, &["-"]) else { return };
    for words in &summary.reason {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn the_file_says_what_it_is_and_names_nobody() {
    let pdf = paper::visit_summary(&visit_summary(), &setting(PageSize::A4)).unwrap();
    let file = Document::load_mem(&pdf.bytes).unwrap();
    assert_eq!(file.version, "1.7");
    let catalog = file.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en-GB");
    let preferences = catalog.get(b"ViewerPreferences").unwrap().as_dict().unwrap();
    assert_eq!(preferences.get(b"PrintScaling").unwrap().as_name().unwrap(), b"None");
    let info = file.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    let info = file.get_dictionary(info).unwrap();
    assert_eq!(info.get(b"Title").unwrap().as_str().unwrap(), b"Visit summary");
    assert!(info.get(b"CreationDate").is_err(), "paper has no clock");
    let metadata = catalog.get(b"Metadata").and_then(Object::as_reference).unwrap();
    let metadata =
        String::from_utf8(file.get_object(metadata).unwrap().as_stream().unwrap().content.clone()).unwrap();
    assert!(metadata.contains("Visit summary") && !metadata.contains("DELACROIX"), "{metadata}");
    let identifier = file.trailer.get(b"ID").unwrap().as_array().unwrap();
    assert_eq!(identifier.len(), 2);
    assert_eq!(identifier[0].as_str().unwrap().len(), 16);

    let title = Setting { title: "VS 2026-00412".to_owned(), ..setting(PageSize::A4) };
    let titled = paper::visit_summary(&visit_summary(), &title).unwrap();
    let file = Document::load_mem(&titled.bytes).unwrap();
    let info = file.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    assert_eq!(file.get_dictionary(info).unwrap().get(b"Title").unwrap().as_str().unwrap(), b"VS 2026-00412");
}

#[test]
fn a_screen_reader_finds_headings_tables_and_everything_else_is_an_artifact() {
    let pdf = paper::chart_document(&parts(), &setting(PageSize::A4)).unwrap();
    let file = Document::load_mem(&pdf.bytes).unwrap();
    let catalog = file.catalog().unwrap();
    let marked = catalog.get(b"MarkInfo").unwrap().as_dict().unwrap();
    assert!(marked.get(b"Marked").unwrap().as_bool().unwrap());
    let mut kinds = std::collections::BTreeMap::<String, usize>::new();
    for object in file.objects.values() {
        if let Ok(element) = object.as_dict()
            && element.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"StructElem")
        {
            let kind = String::from_utf8(element.get(b"S").unwrap().as_name().unwrap().to_vec()).unwrap();
            *kinds.entry(kind).or_default() += 1;
        }
    }
    for (kind, least) in [
        ("Document", 1),
        ("H1", 1),
        ("H2", 3),
        ("P", 8),
        ("Table", 2),
        ("TR", 5),
        ("TH", 2),
        ("TD", 6),
        ("Figure", 2),
    ] {
        assert!(kinds.get(kind).copied().unwrap_or_default() >= least, "{kind}: {kinds:?}");
    }
    // Every page's marks hang in the tree, and nothing on a page is outside of it and of the artifacts.
    let root = catalog.get(b"StructTreeRoot").and_then(Object::as_reference).unwrap();
    let parents =
        file.get_dictionary(root).unwrap().get(b"ParentTree").and_then(Object::as_reference).unwrap();
    let numbers = file.get_dictionary(parents).unwrap().get(b"Nums").unwrap().as_array().unwrap();
    assert_eq!(numbers.len(), 2 * pdf.pages);
    for page in file.page_iter() {
        let content = String::from_utf8_lossy(&file.get_page_content(page)).into_owned();
        let mut depth = 0_i32;
        for line in content.lines() {
            if line.ends_with("BDC") || line.ends_with("BMC") {
                depth += 1;
            } else if line.ends_with("EMC") {
                depth -= 1;
            } else if line.ends_with("TJ") || line.ends_with("Tj") {
                assert!(depth > 0, "text outside of the tree: {line}");
            }
        }
        assert_eq!(depth, 0, "each stretch is closed");
    }
    let metadata = catalog.get(b"Metadata").and_then(Object::as_reference).unwrap();
    let metadata = file.get_object(metadata).unwrap().as_stream().unwrap().content.clone();
    let metadata = String::from_utf8(metadata).unwrap();
    assert!(metadata.contains("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>"));
    assert!(catalog.get(b"OutputIntents").is_ok() && file.trailer.get(b"Encrypt").is_err());
    let outlines = catalog.get(b"Outlines").and_then(Object::as_reference).unwrap();
    assert_eq!(file.get_dictionary(outlines).unwrap().get(b"Count").unwrap().as_i64().unwrap(), 2);
}

#[test]
fn a_name_in_chinese_japanese_or_korean_is_printed_and_found_again() {
    let mut summary = visit_summary();
    summary.reason = vec!["王小明 山田太郎 김영희".to_owned()];
    let pdf = paper::visit_summary(&summary, &setting(PageSize::A4)).unwrap();
    let Some(text) = run("pdftotext", &["-layout"], &pdf, &["-"]) else { return };
    for name in ["王小明", "山田太郎", "김영희"] {
        assert!(text.contains(name), "{name}:\n{text}");
    }
}

#[test]
fn a_sheet_has_the_size_that_was_asked_for() {
    for (size, width, height) in [
        (PageSize::A4, 595.28, 841.89),
        (PageSize::A5, 419.53, 595.28),
        (PageSize::Letter, 612.0, 792.0),
        (PageSize::HalfLetter, 396.0, 612.0),
    ] {
        let upright = paper::prescription(&prescription(), &setting(size)).unwrap();
        assert_eq!(media_box(&upright), (width, height), "{size:?}");
        let wide = Setting { orientation: paper::Orientation::Landscape, ..setting(size) };
        assert_eq!(
            media_box(&paper::prescription(&prescription(), &wide).unwrap()),
            (height, width),
            "{size:?}"
        );
    }
}

fn media_box(pdf: &Pdf) -> (f32, f32) {
    let file = Document::load_mem(&pdf.bytes).unwrap();
    let page = file.page_iter().next().unwrap();
    let edges = file.get_dictionary(page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap().clone();
    let side = |index: usize| (edges[index].as_float().unwrap() * 100.0).round() / 100.0;
    (side(2), side(3))
}
