//! Every paper of the practice, from a real chart to a PDF: what it must say, when it is refused, where it goes.

use crate::clinic::Clinic;
use api::ProblemCode;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// The text of a PDF as another program reads it.
fn text_of(path: &Path) -> String {
    let output = Command::new("pdftotext").arg("-layout").arg(path).arg("-").output();
    let text = String::from_utf8(output.expect("poppler-utils is set up").stdout).unwrap();
    text.replace('\u{a0}', " ")
}

fn demo() -> (Clinic, impl Fn(&Clinic, &str) -> Value) {
    let clinic = Clinic::empty();
    clinic.ok("practice.demo", json!({}));
    let open = |clinic: &Clinic, number: &str| {
        let patient = clinic.ok("patients.search", json!({ "text": number }))[0]["patient"].clone();
        clinic.ok("charts.open", json!({ "patient": patient }));
        patient
    };
    (clinic, open)
}

#[test]
fn every_document_says_what_the_chart_says() {
    let (clinic, open) = demo();
    let patient = open(&clinic, "004217");
    for (document, words) in [
        ("visit-summary", vec!["Sore throat and sinus pain", "PENICILLIN", "Warfarin"]),
        ("prescription", vec!["Dr Ada Okafor", "Lic. 48-20931", "(ninety)", "end of prescription: 3 items"]),
        ("medication-plan", vec!["metFORMIN", "Morning", "diabetes", "Dr Ada Okafor"]),
        (
            "referral",
            vec![
                "Dear colleague",
                "metFORMIN 1 g tablet",
                "Urgency:",
                "Enclosed:",
                "Atrial fibrillation (I48.91)",
                "Penicillin",
                "INR 3.8 H",
            ],
        ),
        ("sick-note", vec!["Certificate of", "says nothing about fitness for work"]),
        ("lab-requisition", vec!["Lab requisition", "LOINC", "Specimen", "DIAGNOSES", "0042172"]),
        ("vaccination-record", vec!["Pneumococcal PCV20", "GT4410", "216", "left deltoid"]),
        ("trend-report", vec!["Blood pressure, mmHg", "146/86", "HbA1c"]),
        ("label", vec!["DELACROIX-THOMPSON, Marguerite", "004217", "ALLERGIES: PENICILLIN"]),
        ("chart", vec!["CONTENTS", "Registration and lists", "Atrial fibrillation I48.91"]),
    ] {
        let path = clinic.folder.join(format!("{document}.pdf"));
        let saved =
            clinic.ok("prints.save", json!({ "patient": patient, "document": document, "path": path }));
        let text = text_of(&path);
        for words in words {
            assert!(text.contains(words), "the {document} says {words}:\n{text}");
        }
        let pages = saved["pages"].as_u64().unwrap();
        if document != "label" {
            assert!(text.contains(&format!("Page 1 of {pages}")), "the {document} counts its pages");
            let named = text.matches("DELACROIX-THOMPSON, Marguerite").count() as u64;
            assert!(named >= pages, "each page of the {document} names her: {named} on {pages}");
        }
    }
}

#[test]
fn what_the_chart_cannot_fill_is_said_and_no_file_is_written() {
    let (clinic, open) = demo();
    let patient = open(&clinic, "004217");
    let path = clinic.folder.join("nothing.pdf");
    let request = json!({ "patient": patient, "document": "growth-chart", "path": path });
    let problem = clinic.refused("prints.save", request, ProblemCode::Refused);
    assert!(problem.message.contains("before the age of 20"), "{}", problem.message);
    assert!(!path.exists(), "no file for a growth chart that cannot be made");
    // Nothing was ordered for this child.
    let child = open(&clinic, "004301");
    let request = json!({ "patient": child, "document": "lab-requisition" });
    let problem = clinic.refused("prints.preview", request, ProblemCode::Refused);
    assert!(problem.message.contains("no open order"), "{}", problem.message);
    let patient = open(&clinic, "004217");
    for (field, wrong) in [
        ("locale", json!({ "document": "referral", "locale": "ar" })),
        ("locale", json!({ "document": "visit-summary", "locale": "tlh" })),
        ("sheet", json!({ "document": "label", "sheet": "a4" })),
        ("until", json!({ "document": "sick-note", "from": "2026-11-22", "until": "2026-11-20" })),
        ("until", json!({ "document": "sick-note", "from": "2026-11-22" })),
    ] {
        let mut request = wrong.clone();
        request["patient"] = patient.clone();
        let problem = clinic.refused("prints.preview", request, ProblemCode::Invalid);
        assert_eq!(problem.field.as_deref(), Some(field), "{wrong}: {}", problem.message);
    }
}

#[test]
fn a_plan_and_a_summary_in_arabic_keep_doses_in_order() {
    let (clinic, open) = demo();
    let patient = open(&clinic, "004217");
    for document in ["medication-plan", "visit-summary"] {
        let path = clinic.folder.join(format!("{document}-ar.pdf"));
        clinic.ok(
            "prints.save",
            json!({ "patient": patient, "document": document, "path": path, "locale": "ar" }),
        );
        let text = text_of(&path);
        assert!(text.contains("20 mg tablet"), "the dose reads from left to right:\n{text}");
        assert!(text.contains("+1 555 0100"), "and so does the telephone:\n{text}");
        assert!(text.contains("SULFONAMIDES — rash"), "a reaction stands behind its own name:\n{text}");
        assert!(text.contains("\u{627}\u{644}\u{62f}\u{648}\u{627}\u{621}"), "the head is Arabic:\n{text}");
    }
}

#[test]
fn a_child_is_drawn_among_the_curves_with_its_figures() {
    let (clinic, open) = demo();
    let patient = open(&clinic, "004301");
    let path = clinic.folder.join("growth.pdf");
    clinic.ok("prints.save", json!({ "patient": patient, "document": "growth-chart", "path": path }));
    let text = text_of(&path);
    for words in
        ["Weight for age, 2 to 20 years (CDC)", "Scale: 15 mm for 2 years", "WHO Child Growth Standards"]
    {
        assert!(text.contains(words), "{words}:\n{text}");
    }
    // A baby stands among WHO's curves only: 3.4 kg and 50.5 cm at a week are a centile and a z-score beside it.
    let baby = open(&clinic, "004398");
    let path = clinic.folder.join("baby.pdf");
    clinic.ok("prints.save", json!({ "patient": baby, "document": "growth-chart", "path": path }));
    let text = text_of(&path);
    assert!(!text.contains("(CDC)"), "{text}");
    let row = text.lines().find(|line| line.contains("3.4 kg")).expect("the first weight");
    let figures: Vec<&str> = row.split_whitespace().rev().take(2).collect();
    // WHO, boys of 7 days: L 0.2776, M 3.4879, S 0.14483 give −0.18; the demo counts months, so a day or more is allowed.
    let z: f64 = figures[0].replace('−', "-").parse().expect("a z-score");
    assert!((-0.45..=0.0).contains(&z), "{row}");
    assert!((30..=50).contains(&figures[1].parse::<i32>().expect("a centile")), "{row}");
}

#[test]
fn the_pack_goes_to_remembered_printers_and_what_fails_waits() {
    let (clinic, open) = demo();
    let patient = open(&clinic, "004217");
    let chart = clinic.ok("charts.show", json!({ "patient": patient }));
    let visit = chart["encounters"].as_array().unwrap().last().unwrap()["record"].clone();
    let pack = clinic.ok("prints.pack", json!({ "patient": patient, "encounter": visit }));
    let papers = pack["papers"].as_array().unwrap();
    let kinds: Vec<&str> = papers.iter().map(|paper| paper["document"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["visit-summary", "medication-plan"], "what belongs to the visit");
    assert!(papers.iter().all(|paper| !paper["pages"].as_array().unwrap().is_empty()), "each has its proof");

    let to =
        |printer: &str, tray: &str| json!({ "printer": printer, "tray": tray, "copies": 2, "sheet": "a5" });
    let wanted = json!([
        { "document": "visit-summary", "record": visit, "goes_to": to("Desk", "Lower") },
        { "document": "medication-plan", "record": visit, "goes_to": to("Jammed", "") },
    ]);
    let sent = clinic.ok("prints.send_pack", json!({ "patient": patient, "papers": wanted }));
    assert!(sent["papers"][0]["job"].as_str().unwrap().starts_with("Desk-"), "{sent}");
    assert!(sent["papers"][1]["problem"].as_str().unwrap().contains("refused"), "{sent}");
    assert_eq!(clinic.paper.lock().unwrap().len(), 1, "one came out");
    assert_eq!(clinic.paper.lock().unwrap()[0].copies, 2);

    let again = clinic.ok("prints.pack", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(again["papers"][0]["goes_to"]["tray"], "Lower", "printer and tray are remembered");

    // The failed one waits, fails again where it failed, and comes out elsewhere.
    let waiting = clinic.ok("prints.queue", json!({}));
    assert_eq!(waiting.as_array().unwrap().len(), 1, "{waiting}");
    let number = waiting[0]["number"].clone();
    clinic.refused("prints.retry", json!({ "number": number }), ProblemCode::Refused);
    assert_eq!(clinic.ok("prints.queue", json!({})).as_array().unwrap().len(), 1, "it still waits");
    clinic.ok("prints.retry", json!({ "number": number, "goes_to": to("Desk", "") }));
    assert!(clinic.ok("prints.queue", json!({})).as_array().unwrap().is_empty());

    // The history counts what came out, and the next one says that it is a reprint.
    let history = clinic.ok("prints.history", json!({ "patient": patient }));
    let mut told: Vec<(&str, u64)> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["document"].as_str().unwrap(), row["reprint"].as_u64().unwrap()))
        .collect();
    told.sort_unstable();
    assert_eq!(told, [("medication-plan", 0), ("visit-summary", 0)], "{history}");
    let path = clinic.folder.join("again.pdf");
    let save = json!({ "patient": patient, "document": "visit-summary", "record": visit, "path": path });
    clinic.ok("prints.save", save);
    assert!(text_of(&path).contains("REPRINT 1"), "the second paper says so");
}

#[test]
fn a_practice_writes_its_own_letter() {
    let (clinic, open) = demo();
    let patient = open(&clinic, "004217");
    let wrong = "title: To the school\n---\nDear {{patient.nmae}},";
    let problem = clinic.refused(
        "templates.save",
        json!({ "key": "school", "text": wrong, "heads": [] }),
        ProblemCode::Invalid,
    );
    assert!(problem.message.starts_with("Line 3:"), "the error names its line: {}", problem.message);
    assert!(problem.message.contains("{{patient.name}}"), "and what was meant: {}", problem.message);
    let text = "title: To the insurance\nallergies: no\n---\nRe: {{patient.name}}, {{patient.age}}\n\n## Nothing\n{{patient.former_names}}\n\nHer HbA1c was {{result.HbA1c}}.";
    clinic.ok("templates.save", json!({ "key": "insurance", "text": text, "heads": [] }));
    let filled = clinic.ok("templates.fill", json!({ "patient": patient, "key": "insurance" }));
    let said = filled["text"].as_str().unwrap();
    assert!(said.contains("Marguerite Delacroix-Thompson, 67 years"), "{said}");
    assert!(said.contains("HbA1c 7.4"), "{said}");
    assert!(!said.contains("Nothing"), "a heading without content falls out: {said}");
    let path = clinic.folder.join("letter.pdf");
    let edited = format!("{said}\n\nShe walks daily.");
    clinic.ok(
        "prints.save",
        json!({
            "patient": patient, "document": "referral", "template": "insurance", "text": edited,
            "to": ["Medicare", "1 Main Street"], "path": path,
        }),
    );
    let page = text_of(&path);
    for words in ["To the insurance", "Medicare", "She walks daily.", "Signature"] {
        assert!(page.contains(words), "{words}:\n{page}");
    }
    assert!(!page.contains("Allergies:"), "the insurance has no business with them");
    let list = clinic.ok("templates.list", json!({}));
    assert!(list["placeholders"].as_array().unwrap().len() >= 60);
}

#[test]
fn the_plain_page_holds_what_matters_in_eighty_columns() {
    let (clinic, open) = demo();
    let patient = open(&clinic, "004217");
    let page = clinic.ok("prints.failsafe", json!({ "patient": patient, "printer": "Desk" }));
    let text = page["text"].as_str().unwrap();
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    for words in ["ALLERGIES", "Penicillin", "MEDICINES NOW", "Warfarin 5 mg tablet", "PROBLEMS", "LAST NOTE"]
    {
        assert!(text.contains(words), "{words}:\n{text}");
    }
    assert_eq!(clinic.paper.lock().unwrap()[0].pdf, text.as_bytes(), "it went out as plain text");
}
