//! Every paper for many patients in every listed size, under the eyes of other programs; and the papers beside a
//! visit: requisitions, labels, the follow-up slip, letters kept with the visit, two on a sheet, registers.

use crate::clinic::Clinic;
use crate::tools::tool;
use api::ProblemCode;
use serde_json::{Value, json};
use std::path::Path;

fn text_of(path: &Path) -> String {
    tool("pdftotext", &["-layout"], path, &["-"])
}

fn demo() -> Clinic {
    let clinic = Clinic::empty();
    clinic.ok("practice.demo", json!({}));
    clinic
}

fn open(clinic: &Clinic, number: &str) -> Value {
    let patient = clinic.ok("patients.search", json!({ "text": number }))[0]["patient"].clone();
    clinic.ok("charts.open", json!({ "patient": patient }));
    patient
}

/// One name, twins, a baby, a child, eight scripts, the oldest chart, the longest lists.
const PATIENTS: [&str; 11] = [
    "004217", "004301", "004398", "004379", "003911", "004388", "002610", "004314", "003846", "003702",
    "004139",
];

/// Every document with the sizes it is made for; none is the usual one.
const DOCUMENTS: [(&str, &[&str]); 13] = [
    ("visit-summary", &["a4", "letter"]),
    ("prescription", &["a5", "a4", "letter", "half-letter", "a4-two-up", "letter-two-up"]),
    ("medication-plan", &["a4", "a5"]),
    ("referral", &["a4", "letter"]),
    ("sick-note", &["a5", "a4"]),
    ("lab-requisition", &["a4", "a5"]),
    ("imaging-requisition", &["a4", "a5"]),
    ("follow-up-slip", &["a5"]),
    ("vaccination-record", &["a4", "letter"]),
    ("trend-report", &["a4", "letter"]),
    ("growth-chart", &["a4", "letter"]),
    ("label", &["label57x32", "label89x28", "label89x36", "label54x25"]),
    ("chart", &["a4", "letter"]),
];

#[test]
fn every_paper_of_many_patients_in_every_size_is_whole() {
    let clinic = demo();
    let (mut made, mut refused) = (0, 0);
    for (turn, number) in PATIENTS.into_iter().enumerate() {
        let patient = open(&clinic, number);
        let chart = clinic.ok("charts.show", json!({ "patient": patient }));
        let name = chart["patient"]["filed_name"].as_str().expect("a filed name").to_owned();
        for (document, sizes) in DOCUMENTS {
            // The first two in every size, the others in the usual one.
            for size in &sizes[..if turn < 2 { sizes.len() } else { 1 }] {
                let path = clinic.folder.join(format!("{number}-{document}-{size}.pdf"));
                let request =
                    json!({ "patient": patient, "document": document, "sheet": size, "path": path });
                match clinic.host.call("window", "prints.save", request) {
                    Ok(answer) => {
                        let pages = answer.view().unwrap()["pages"].as_u64().unwrap();
                        looks_right(&path, document, size, pages, &name);
                        made += 1;
                    }
                    Err(problem) => {
                        assert_eq!(problem.code, ProblemCode::Refused, "{number} {document}: {problem:?}");
                        assert!(problem.message.ends_with('.'), "a sentence: {}", problem.message);
                        assert!(!path.exists(), "no file for what was refused: {number} {document}");
                        refused += 1;
                    }
                }
            }
        }
    }
    assert!(made > 90 && refused > 15, "both happen: {made} made, {refused} refused");
}

fn looks_right(path: &Path, document: &str, size: &str, pages: u64, name: &str) {
    let what = path.display();
    let checked = tool("qpdf", &["--check"], path, &[]);
    assert!(checked.contains("No syntax or stream encoding errors"), "{what}: {checked}");
    let fonts = tool("pdffonts", &[], path, &[]);
    assert!(fonts.lines().skip(2).all(|font| font.contains(" yes yes yes ")), "{what}: {fonts}");
    let text = text_of(path);
    assert!(!text.contains('\u{fffd}') && !text.contains('\u{25a1}'), "no box in place of a letter: {what}");
    let info = tool("pdfinfo", &[], path, &[]);
    assert!(info.contains("Tagged:          yes"), "{what}: {info}");
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    if name.is_ascii() {
        // A long name may be broken over two lines.
        assert!(letters(&text).contains(&letters(name)), "{what} names the patient:\n{text}");
    }
    if size.starts_with("label") {
        assert_eq!(pages, 1, "a label is one label: {what}");
        return;
    }
    let each = if size.ends_with("two-up") { 2 } else { 1 };
    for page in 1..=pages {
        let numbered = text.matches(&format!("Page {page} of {pages}")).count();
        assert!(numbered >= 1 && numbered <= each, "{what} page {page}:\n{text}");
    }
    if document == "prescription" {
        assert!(text.contains("end of prescription:"), "{what}:\n{text}");
        let dispensed = text.matches("Dispense: ").count();
        assert!(dispensed >= 1, "{what}");
        let in_words = text.lines().filter(|line| line.contains("Dispense: "));
        assert!(in_words.into_iter().all(|line| line.contains('(')), "each quantity in words too: {text}");
    }
}

#[test]
fn what_is_ordered_is_asked_on_paper_and_on_the_tube() {
    let clinic = demo();
    let patient = open(&clinic, "004217");
    let save = |document: &str, more: Value| {
        let path = clinic.folder.join("order.pdf");
        let mut request = json!({ "patient": patient, "document": document, "path": path });
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        clinic.ok("prints.save", request);
        text_of(&path)
    };
    let none = json!({ "patient": patient, "document": "imaging-requisition" });
    let problem = clinic.refused("prints.preview", none, ProblemCode::Refused);
    assert!(problem.message.contains("no open order for imaging"), "{}", problem.message);
    let visit =
        clinic.ok("encounters.arrive", json!({ "patient": patient, "reason": "knee" }))["encounter"].clone();
    clinic.ok("encounters.start", json!({ "patient": patient, "encounter": visit }));
    for order in [
        json!({ "category": "laboratory", "tests": [{ "test": "HbA1c", "loinc": "4548-4" }], "reason": "diabetes" }),
        json!({ "category": "imaging", "tests": [{ "test": "X-ray, knee", "site": "left" }],
                "reason": "Swollen since a fall: fracture?", "priority": "urgent" }),
    ] {
        clinic.ok("orders.add", json!({ "patient": patient, "encounter": visit, "order": order }));
    }
    let laboratory = save("lab-requisition", json!({ "record": visit }));
    for words in ["HbA1c", "whole blood", "4548-4", "004217261122", "Specimen taken on", "Taken by"] {
        assert!(laboratory.contains(words), "{words}:\n{laboratory}");
    }
    assert!(!laboratory.contains("X-ray"), "imaging has a paper of its own:\n{laboratory}");
    let imaging = save("imaging-requisition", json!({ "record": visit }));
    for words in ["Imaging requisition", "X-ray, knee", "left", "URGENT", "fracture?", "Examined on"] {
        assert!(imaging.contains(words), "{words}:\n{imaging}");
    }
    let tube = save("label", json!({ "template": "tube", "sheet": "label54x25" }));
    for words in ["DELACROIX-THOMPSON, Marguerite", "born 14 Mar 1959", "004 217", "Taken", "004217261122"] {
        assert!(tube.contains(words), "{words}:\n{tube}");
    }
    let envelope = save("label", json!({ "template": "address" }));
    assert!(
        envelope.contains("Marguerite Delacroix-Thompson") && envelope.contains("4 Elm Row"),
        "{envelope}"
    );
    for secret in ["PENICILLIN", "1959", "004"] {
        assert!(!envelope.contains(secret), "an envelope says nothing of {secret}:\n{envelope}");
    }
    let wrong = json!({ "patient": patient, "document": "label", "template": "banana" });
    clinic.refused("prints.preview", wrong, ProblemCode::Invalid);
    for (document, sheet) in [("referral", "label57x32"), ("visit-summary", "a4-two-up")] {
        let wrong = json!({ "patient": patient, "document": document, "sheet": sheet });
        let problem = clinic.refused("prints.preview", wrong, ProblemCode::Invalid);
        assert_eq!(problem.field.as_deref(), Some("sheet"));
    }
}

#[test]
fn a_prescription_and_its_copy_stand_on_one_sheet() {
    let clinic = demo();
    let patient = open(&clinic, "004217");
    let path = clinic.folder.join("two.pdf");
    let request =
        json!({ "patient": patient, "document": "prescription", "sheet": "a4-two-up", "path": path });
    assert_eq!(clinic.ok("prints.save", request)["pages"], 1);
    let text = text_of(&path);
    assert_eq!(text.matches("end of prescription: 3 items").count(), 2, "{text}");
    assert_eq!(text.matches("NOT FOR DISPENSING").count(), 1, "one of the two is the copy:\n{text}");
    let size = tool("pdfinfo", &[], &path, &[]);
    assert!(size.contains("839.055 x 595.276"), "two A5 side by side: {size}");
}

#[test]
fn the_pack_brings_letters_requisitions_and_the_slip() {
    let clinic = demo();
    let patient = open(&clinic, "004217");
    let visit =
        clinic.ok("encounters.arrive", json!({ "patient": patient, "reason": "knee" }))["encounter"].clone();
    clinic.ok("encounters.start", json!({ "patient": patient, "encounter": visit }));
    let order = json!({ "category": "imaging", "tests": [{ "test": "X-ray, knee", "site": "left" }] });
    clinic.ok("orders.add", json!({ "patient": patient, "encounter": visit, "order": order }));
    let task = json!({ "patient": patient, "encounter": visit, "kind": "follow-up",
                       "text": "knee again", "due": "2026-12-06" });
    clinic.ok("tasks.add", task);
    let letter = json!({ "patient": patient, "document": "referral", "record": visit,
                         "to": ["Springfield Orthopaedics"], "text": "Dear colleague,\n\nplease see this knee." });
    let kept = clinic.ok("prints.keep_letter", letter);
    assert_eq!(kept.as_array().unwrap().len(), 1, "{kept}");
    let pack = clinic.ok("prints.pack", json!({ "patient": patient, "encounter": visit }));
    let papers = pack["papers"].as_array().unwrap();
    let kinds: Vec<&str> = papers.iter().map(|paper| paper["document"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["visit-summary", "imaging-requisition", "follow-up-slip", "referral"]);
    assert!(papers.iter().all(|paper| paper["problem"].is_null()), "{kinds:?} are all made");
    let to = json!({ "printer": "Desk", "tray": "", "copies": 1 });
    let wanted: Vec<Value> = papers
        .iter()
        .map(|paper| {
            json!({ "document": paper["document"], "record": paper["record"], "template": paper["template"],
                    "goes_to": to })
        })
        .collect();
    clinic.ok("prints.send_pack", json!({ "patient": patient, "papers": wanted }));
    let printed = clinic.paper.lock().unwrap().clone();
    let texts: Vec<String> = printed
        .iter()
        .map(|sheet| {
            let path = clinic.folder.join("sheet.pdf");
            std::fs::write(&path, &sheet.pdf).unwrap();
            text_of(&path)
        })
        .collect();
    assert!(texts[2].contains("6 Dec 2026") && texts[2].contains("knee again"), "the slip:\n{}", texts[2]);
    assert!(texts[3].contains("please see this knee."), "the letter as it was edited:\n{}", texts[3]);
    assert!(texts[3].contains("Springfield Orthopaedics"), "to whom:\n{}", texts[3]);
    // Without a text the letter is let go.
    let gone = json!({ "patient": patient, "document": "referral", "record": visit });
    assert_eq!(clinic.ok("prints.keep_letter", gone), json!([]));
}

#[test]
fn a_single_paper_goes_where_it_went_and_waits_when_it_fails() {
    let clinic = demo();
    let patient = open(&clinic, "004217");
    let request = json!({ "patient": patient, "document": "medication-plan", "sheet": "a5",
                          "printer": "Jammed", "copies": 2, "tray": "Lower" });
    let problem = clinic.refused("prints.send", request, ProblemCode::Refused);
    assert!(problem.message.contains("It waits in the list of papers."), "{}", problem.message);
    let waiting = clinic.ok("prints.queue", json!({}));
    assert_eq!(waiting[0]["request"]["document"], "medication-plan", "{waiting}");
    let last = &clinic.ok("prints.preferences", json!({}))["documents"]["medication-plan"];
    assert_eq!(last["tray"], "Lower");
    assert_eq!(last["sheet"], "a5");
    assert_eq!(clinic.ok("prints.history", json!({ "patient": patient })), json!([]), "nothing came out");
}

#[test]
fn a_list_on_screen_is_a_page_and_a_spreadsheet() {
    let clinic = demo();
    for register in ["today", "tasks", "results", "renewals"] {
        let shown = clinic.ok("prints.register", json!({ "register": register }));
        assert!(!shown["pages"].as_array().unwrap().is_empty(), "{register} is shown");
        let pdf = clinic.folder.join(format!("{register}.pdf"));
        clinic.ok("prints.register", json!({ "register": register, "save_to": pdf }));
        let size = tool("pdfinfo", &[], &pdf, &[]);
        let sizes = ["841.89 x 595.276", "792 x 612"];
        assert!(sizes.iter().any(|wanted| size.contains(wanted)), "on its side: {size}");
        let csv = clinic.folder.join(format!("{register}.csv"));
        clinic.ok("prints.register", json!({ "register": register, "save_to": csv }));
        let rows = std::fs::read_to_string(&csv).unwrap();
        let paper = text_of(&pdf);
        for row in rows.trim_start_matches('\u{feff}').lines().skip(1) {
            let number = row.split(',').find(|cell| cell.len() == 7 && cell.as_bytes()[3] == b' ');
            let number = number.unwrap_or_else(|| panic!("a chart number: {row}"));
            assert!(paper.contains(number), "{register}: {number} is on paper too:\n{paper}");
        }
    }
    let today = std::fs::read_to_string(clinic.folder.join("today.csv")).unwrap();
    assert!(today.lines().count() > 5, "the demo's day has visits:\n{today}");
    let audit = clinic.folder.join("audit.csv");
    clinic.ok("audit.report", json!({ "save_to": audit }));
    assert!(std::fs::read_to_string(audit).unwrap().contains("put a list on paper"));
}
