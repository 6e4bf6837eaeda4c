//! What the practice sets for its paper: which country's prescription, logo and signatures, and by how much a printer
//! is off.

use crate::clinic::Clinic;
use crate::tools::tool;
use api::ProblemCode;
use base64::Engine as _;
use serde_json::{Value, json};

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

/// Changes the practice's details.
fn set(clinic: &Clinic, change: impl FnOnce(&mut Value)) {
    let staff = clinic.ok("staff.list", json!({}));
    let mut practice = staff["practice"].clone();
    change(&mut practice);
    clinic.ok("staff.set_practice", json!({ "heads": staff["practice_heads"], "practice": practice }));
}

/// Changes what stands on paper about the doctor.
fn set_doctor(clinic: &Clinic, qualification: &str, registration: &str) {
    let staff = clinic.ok("staff.list", json!({}));
    let doctor =
        staff["members"].as_array().unwrap().iter().find(|one| one["name"] == "Dr Ada Okafor").unwrap();
    clinic.ok(
        "staff.correct",
        json!({ "staff": doctor["staff"], "heads": doctor["heads"], "name": "Dr Ada Okafor",
                "qualification": qualification, "registration": registration }),
    );
}

fn save(clinic: &Clinic, patient: &Value, document: &str) -> std::path::PathBuf {
    let path = clinic.folder.join(format!("{document}.pdf"));
    clinic.ok("prints.save", json!({ "patient": patient, "document": document, "path": path }));
    path
}

/// Each country's rule asks for other things; while one is empty nothing is printed, and all of them are named.
#[test]
fn each_country_refuses_until_its_fields_are_filled() {
    let clinic = demo();
    let patient = open(&clinic, "004217");
    let emptied = |profile: &str| {
        set(&clinic, |practice| {
            for field in ["address", "phone", "fax", "email"] {
                practice[field] = json!("");
            }
            practice["design"] = json!({ "prescription_profile": profile, "summary_without": [], "signatures": [],
                                         "lines": [], "signature_pictures": false });
        });
        set_doctor(&clinic, "", "");
    };
    let filled = |profile: &str, phone: &str| {
        set(&clinic, |practice| {
            practice["address"] = json!("18 Hill Street, Springfield");
            practice["phone"] = json!(phone);
            practice["email"] = json!("desk@hillstreet.example");
            practice["design"]["prescription_profile"] = json!(profile);
        });
        set_doctor(&clinic, "MD, family medicine", "Lic. 48-20931");
    };
    let common = ["the practice's address"];
    for (profile, asked, not_asked) in [
        ("us", vec!["registration number"], vec!["telephone", "email", "qualification"]),
        ("uk", vec!["qualification"], vec!["telephone", "email", "registration number"]),
        ("eu", vec!["qualification", "telephone", "email", "country code"], vec!["registration number"]),
        ("india", vec!["registration number"], vec!["telephone", "email", "qualification"]),
        ("who", vec!["telephone"], vec!["email", "qualification", "registration number"]),
    ] {
        emptied(profile);
        let path = clinic.folder.join("refused.pdf");
        let request = json!({ "patient": patient, "document": "prescription", "path": path });
        let problem = clinic.refused("prints.save", request.clone(), ProblemCode::Refused);
        for words in common.iter().chain(&asked) {
            assert!(problem.message.contains(words), "{profile} names {words}: {}", problem.message);
        }
        for words in not_asked {
            assert!(
                !problem.message.contains(words),
                "{profile} does not ask for {words}: {}",
                problem.message
            );
        }
        assert!(!path.exists(), "{profile}: nothing is written");
        let place = if profile == "uk" || profile == "eu" || profile == "us" || profile == "india" {
            "prescriber"
        } else {
            "practice"
        };
        assert_eq!(problem.field.as_deref(), Some(place), "{profile}: the window goes there");
        filled(profile, "+1 555 0100");
        clinic.ok("prints.save", request);
        let text = tool("pdftotext", &["-layout"], &path, &["-"]);
        let drug = if profile == "india" { "METFORMIN 1 g tablet" } else { "metFORMIN 1 g tablet" };
        assert!(text.contains(drug), "{profile}: {drug}\n{text}");
        for words in
            ["Dr Ada Okafor", "MD, family medicine", "18 Hill Street", "14 Mar 1959", "(one hundred eighty)"]
        {
            assert!(text.contains(words), "{profile}: {words}\n{text}");
        }
        std::fs::remove_file(&path).unwrap();
    }
    // A telephone without its country is of no use in another one.
    filled("eu", "555 0100");
    let request = json!({ "patient": patient, "document": "prescription" });
    let problem = clinic.refused("prints.preview", request, ProblemCode::Refused);
    assert!(
        problem.message.contains("the country code of the telephone (Settings, letterhead)"),
        "{}",
        problem.message
    );
}

#[test]
fn a_signature_stands_on_paper_only_where_the_practice_allows_it() {
    let clinic = demo();
    let patient = open(&clinic, "004217");
    let picture = base64::engine::general_purpose::STANDARD
        .encode(include_bytes!("../../crates/paper/tests/samples/turned.jpg"));
    let staff = clinic.ok("staff.list", json!({}));
    let doctor =
        staff["members"].as_array().unwrap().iter().find(|one| one["name"] == "Dr Ada Okafor").unwrap();
    let design = |allowed: bool, whose: &Value| {
        json!({ "summary_without": [], "lines": [], "signature_pictures": allowed,
                "signatures": [{ "staff": whose, "picture": picture }] })
    };
    let pictures = |document: &str| {
        let path = save(&clinic, &patient, document);
        tool("pdfimages", &["-list"], &path, &[]).lines().skip(2).count()
    };
    set(&clinic, |practice| practice["design"] = design(false, &doctor["staff"]));
    for document in ["prescription", "referral", "lab-requisition"] {
        assert_eq!(pictures(document), 0, "it is kept and not used: {document}");
    }
    set(&clinic, |practice| practice["design"] = design(true, &doctor["staff"]));
    for document in ["prescription", "referral", "lab-requisition"] {
        assert_eq!(pictures(document), 1, "the doctor's own: {document}");
    }
    assert_eq!(pictures("visit-summary"), 0, "nobody's hand stands under a draft");
    let other =
        staff["members"].as_array().unwrap().iter().find(|one| one["staff"] != doctor["staff"]).unwrap();
    set(&clinic, |practice| practice["design"] = design(true, &other["staff"]));
    assert_eq!(pictures("prescription"), 0, "not another's");
}

#[test]
fn a_logo_stands_before_the_name_and_a_drawing_is_not_taken_as_it_is() {
    let clinic = demo();
    let patient = open(&clinic, "004217");
    let kept = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let turned = include_bytes!("../../crates/paper/tests/samples/turned.jpg");
    set(&clinic, |practice| {
        practice["design"] = json!({ "logo": kept(turned), "summary_without": [], "lines": [], "signatures": [],
                                     "signature_pictures": false });
    });
    let path = save(&clinic, &patient, "medication-plan");
    let listed = tool("pdfimages", &["-list"], &path, &[]);
    let row: Vec<&str> = listed.lines().nth(2).expect("a picture").split_whitespace().collect();
    assert_eq!(row[3..6], ["8", "16", "rgb"], "upright, as the camera was held: {listed}");
    assert!(!listed.contains("smask"), "nothing is seen through: {listed}");
    // The window draws an SVG before it is kept; what comes as one is refused, not printed as an empty place.
    let staff = clinic.ok("staff.list", json!({}));
    let mut practice = staff["practice"].clone();
    practice["design"]["logo"] = json!(kept(b"<svg xmlns='http://www.w3.org/2000/svg'/>"));
    let problem = clinic.refused(
        "staff.set_practice",
        json!({ "heads": staff["practice_heads"], "practice": practice }),
        ProblemCode::Invalid,
    );
    assert_eq!(problem.field.as_deref(), Some("logo"));
    assert!(problem.message.contains("neither PNG nor JPEG"), "{}", problem.message);
}

#[test]
fn a_printer_that_is_off_gets_its_pages_moved_and_no_other_does() {
    let clinic = demo();
    let patient = open(&clinic, "004217");
    let shift = json!({ "printer": "Desk", "shift": { "right": 30, "down": -15 } });
    let place_on = |printer: &str| {
        let request = json!({ "patient": patient, "document": "medication-plan", "printer": printer });
        clinic.ok("prints.send", request);
        let pdf = clinic.paper.lock().unwrap().last().unwrap().pdf.clone();
        let path = clinic.folder.join("moved.pdf");
        std::fs::write(&path, pdf).unwrap();
        let words = tool("pdftotext", &["-bbox"], &path, &["-"]);
        let line =
            words.lines().find(|line| line.contains(">DELACROIX-THOMPSON,<")).expect("her name").to_owned();
        let edge = |name: &str| -> f64 {
            line.split_once(&format!("{name}=\"")).unwrap().1.split('"').next().unwrap().parse().unwrap()
        };
        (edge("xMin"), edge("yMin"))
    };
    let before = place_on("Desk");
    clinic.ok("prints.set_shift", shift);
    // The first says REPRINT above; the second to another printer shows where it stands without being moved.
    let (moved, straight) = (place_on("Desk"), place_on("Other"));
    let points = |millimetres: f64| millimetres * 72.0 / 25.4;
    let near = |left: f64, right: f64| (left - right).abs() < 0.05;
    assert!(near(straight.0, before.0), "{before:?} {straight:?}");
    // The printer sets everything 3 mm too far right and 1.5 mm too high: the page is moved against it.
    assert!(near(moved.0 - straight.0, -points(3.0)), "{moved:?} {straight:?}");
    assert!(near(moved.1 - straight.1, points(1.5)), "{moved:?} {straight:?}");
    // What is saved is for any printer.
    let saved = save(&clinic, &patient, "medication-plan");
    let words = tool("pdftotext", &["-bbox"], &saved, &["-"]);
    assert!(words.contains(&format!("xMin=\"{:.6}\"", straight.0)), "{words}");
}

/// A pharmacist in London does not stock acetaminophen, and one in Springfield has never heard of paracetamol. Both
/// names are understood everywhere; the practice's profile says which is written.
#[test]
fn each_country_has_the_names_its_pharmacists_know() {
    let clinic = demo();
    let patient = open(&clinic, "004217");
    let named = |typed: &str| {
        let line = clinic.ok("prescriptions.preview", json!({ "patient": patient, "line": typed }));
        line["item"]["drug"]["text"].as_str().unwrap().to_owned()
    };
    for (profile, pain, wheeze) in [
        ("us", "Acetaminophen", "Albuterol"),
        ("uk", "Paracetamol", "Salbutamol"),
        ("who", "Paracetamol", "Salbutamol"),
    ] {
        set(&clinic, |practice| {
            practice["design"] = json!({ "prescription_profile": profile, "summary_without": [], "signatures": [],
                                         "lines": [], "signature_pictures": false });
        });
        for typed in [
            "paracetamol 500 mg tab 2 qid prn",
            "acetaminophen 500 mg tab 2 qid prn",
            "apap 500 mg 2 qid prn",
        ] {
            assert_eq!(named(typed), pain, "{profile}: {typed}");
        }
        assert_eq!(named("salbutamol 100 mcg 2 puffs prn"), wheeze, "{profile}");
    }
}
