//! The story of one visit, from the door to the printer, through the command table on a real encrypted file.

use crate::clinic::{Clinic, PASSWORD};
use api::ProblemCode;
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::process::Command;

fn text_of(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.pdf");
    std::fs::write(&path, pdf).unwrap();
    let output = Command::new("pdftotext")
        .arg("-layout")
        .arg(&path)
        .arg("-")
        .output()
        .expect("poppler-utils is set up");
    String::from_utf8(output.stdout).unwrap().replace('\u{a0}', " ")
}

#[test]
fn from_the_door_to_the_printer() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Marguerite", "Delacroix-Thompson", "sore throat, sinus pain");

    let today = clinic.ok("encounters.today", json!({}));
    assert_eq!(
        today["waiting"][0]["head"]["name"], "Marguerite Delacroix-Thompson",
        "she sits in the waiting room"
    );
    assert_eq!(today["waiting"][0]["allergy_state"], "never-asked", "and nobody asked about allergies yet");

    // The nurse.
    let line = "bp 158/92 hr 78 t 37.9 spo2 97 wt 81.5 ht 168";
    let form = clinic.ok("vitals.preview", json!({ "patient": patient, "line": line }));
    assert_eq!(form["can_save"], true, "all of the line is understood: {form}");
    let pressure = &form["fields"][0];
    assert_eq!(
        (&pressure["text"], &pressure["flag"]),
        (&json!("158/92"), &json!("high")),
        "it is above the range"
    );
    assert!(!pressure["source"].as_str().unwrap().is_empty(), "a flag names its source");
    let vitals = clinic.answer(
        "vitals.record",
        json!({
            "patient": patient, "encounter": visit, "line": line, "hand_over": true,
        }),
    );
    let sections: Vec<&str> = vitals.changed.iter().map(|changed| changed.section.as_str()).collect();
    assert_eq!(sections, ["vitals", "encounters"], "the window learns what to read again");
    clinic.ok(
        "allergies.add",
        json!({ "patient": patient, "encounter": visit, "allergy": {
            "substance": "Penicillin", "category": "medication", "kind": "allergy", "criticality": "high",
            "reactions": "anaphylaxis", "severity": "severe",
        }}),
    );
    let today = clinic.ok("encounters.today", json!({}));
    assert_eq!(today["waiting"][0]["ready"], true, "she is ready for the doctor");
    assert_eq!(today["waiting"][0]["allergies"], json!(["Penicillin"]), "and the card warns");

    // The doctor.
    clinic.pass(TimeDelta::minutes(12));
    clinic.ok("encounters.start", json!({ "patient": patient, "encounter": visit }));
    let chart = clinic.ok("charts.open", json!({ "patient": patient }));
    assert_eq!(chart["allergies"]["state"], "listed");
    assert_eq!(chart["visit"]["status"], "in-progress");
    // The pressure once more: the newest counts, and the rest of the set stays in sight.
    clinic.ok("vitals.record", json!({ "patient": patient, "encounter": visit, "line": "bp 146/88" }));
    let chart = clinic.ok("charts.open", json!({ "patient": patient }));
    let shown = chart["visit_vitals"]["shown"].as_array().unwrap();
    let strip: Vec<&str> = shown.iter().map(|field| field["text"].as_str().unwrap()).collect();
    assert_eq!(strip, ["146/88", "78", "37.9", "97", "81.5", "168"], "one row of what is newest");
    clinic.ok(
        "problems.add",
        json!({ "patient": patient, "encounter": visit, "problem": {
            "text": "Acute maxillary sinusitis", "code": "J01.00",
        }}),
    );
    let items: Vec<Value> =
        ["doxycycline 100 mg capsule 1 cap bid 7d", "ibuprofen 400 mg tab 1 tab tid prn pain #20"]
            .into_iter()
            .map(|line| {
                let preview = clinic.ok("prescriptions.preview", json!({ "patient": patient, "line": line }));
                assert_eq!(preview["missing"], json!([]), "{line} is complete: {preview}");
                assert_eq!(
                    preview["allergies"],
                    json!(["Penicillin — anaphylaxis"]),
                    "the allergies stand beside it"
                );
                preview["item"].clone()
            })
            .collect();
    assert_eq!(items[0]["instructions"], "Take 1 capsule by mouth twice daily for 7 days.");
    assert_eq!(items[0]["quantity"]["value"], 14.0, "the quantity is counted");
    let draft = json!({
        "note": {
            "reason": "Sore throat and sinus pain for 5 days",
            "subjective": "Facial pressure, worse bending.",
            "objective": "Tender L maxilla, purulent nasal discharge. Chest clear.",
            "assessment_plan": "Acute maxillary sinusitis. Doxycycline, penicillin allergy.",
            "safety_net": "for swelling around the eye or a stiff neck.",
            "follow_up": "Blood pressure check: with the nurse in 1 week",
        },
        "items": items, "line": "", "cursor": { "field": "assessment_plan", "position": 24 }, "chips": [], "copied": {},
    });
    let saved = clinic.ok(
        "notes.save_draft",
        json!({
            "patient": patient, "encounter": visit, "draft": draft, "revision": 0,
        }),
    );
    assert_eq!(saved["revision"], 1);

    // The power fails, and the draft is there again, with the cursor where it was.
    let clinic = clinic.drop_and_reopen();
    clinic.refused("charts.open", json!({ "patient": patient }), ProblemCode::Locked);
    clinic.unlock();
    clinic.ok("charts.open", json!({ "patient": patient }));
    let back = clinic.ok("notes.draft", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(back["draft"], draft, "not a word is lost");

    // Review, sign.
    let review = clinic.ok("notes.review", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(review["may_sign"], true, "nothing forbids signing: {}", review["missing"]);
    assert_eq!(
        review["parts"].as_array().unwrap().len(),
        8,
        "six parts and two drugs are shown as they are signed"
    );
    clinic.refused(
        "notes.sign",
        json!({ "patient": patient, "encounter": visit, "revision": 0 }),
        ProblemCode::Conflict,
    );
    let note = clinic
        .ok("notes.sign", json!({ "patient": patient, "encounter": visit, "revision": review["revision"] }));
    assert_eq!(note["signature"], "signed", "her own key signed these bytes");
    clinic.refused(
        "notes.sign",
        json!({ "patient": patient, "encounter": visit, "revision": 1 }),
        ProblemCode::Refused,
    );
    let chart = clinic.ok("charts.open", json!({ "patient": patient }));
    assert_eq!(chart["medications"].as_array().unwrap().len(), 2, "what was prescribed is what she takes");
    assert_eq!(chart["visit"], Value::Null, "the visit is over");
    assert_eq!(chart["timeline"]["items"][0]["state"], "signed");

    // An addendum; the note itself stays.
    clinic.pass(TimeDelta::days(1));
    let note = clinic.ok(
        "notes.addendum",
        json!({
            "patient": patient, "note": note["note"]["record"], "text": "Feels better on the phone.",
        }),
    );
    assert_eq!(note["addenda"][0]["value"], "Feels better on the phone.");
    assert_eq!(note["note"]["versions"], 1, "the signed note has no second version");

    // Paper.
    let shown = clinic.ok("prints.preview", json!({ "patient": patient, "document": "visit-summary" }));
    assert!(!shown["pages"].as_array().unwrap().is_empty(), "the proof is a picture");
    clinic.ok(
        "prints.send",
        json!({ "patient": patient, "document": "visit-summary", "record": visit, "printer": "Desk" }),
    );
    let send = json!({ "patient": patient, "document": "prescription", "sheet": "a5", "printer": "Desk" });
    let missing = clinic.refused("prints.send", send.clone(), ProblemCode::Refused);
    assert!(missing.message.contains("the practice's address (Settings, letterhead)"), "{}", missing.message);
    assert!(missing.message.contains("the patient's address"), "{}", missing.message);
    assert_eq!(missing.field.as_deref(), Some("practice"), "the window knows where to go");
    clinic.addresses(&patient);
    clinic.ok("prints.send", send);
    let sheets = clinic.paper.lock().unwrap().clone();
    assert!(sheets.iter().all(|sheet| !sheet.title.contains("Delacroix")), "the queue shows no name");
    let summary = text_of(&sheets[0].pdf);
    for words in [
        "DELACROIX-THOMPSON, Marguerite",
        "14 Mar 1959",
        "PENICILLIN",
        "146/88",
        "Acute maxillary sinusitis",
        "J01.00",
        "Doxycycline",
        "swelling around the eye",
        "with the nurse in 1 week",
        "Feels better on the phone.",
        "Page 1 of",
    ] {
        assert!(summary.contains(words), "the summary says {words}:\n{summary}");
    }
    assert!(!summary.contains("NOT SIGNED"), "it is signed");
    let prescription = text_of(&sheets[1].pdf);
    for words in [
        "Dr Ada Okafor",
        "Lic. 48-20931",
        "Rx 2026-00001",
        "Doxycycline 100 mg capsule",
        "Take 1 capsule by mouth twice daily for 7 days.",
        "14 (fourteen)",
        "20 (twenty)",
        "2 items",
    ] {
        assert!(prescription.contains(words), "the prescription says {words}:\n{prescription}");
    }
    let again = clinic.ok(
        "prints.save",
        json!({
            "patient": patient, "document": "prescription", "path": clinic.folder.join("again.pdf"),
        }),
    );
    let again = text_of(&std::fs::read(again["path"].as_str().unwrap()).unwrap());
    assert!(again.contains("REPRINT 1"), "the second paper says so:\n{again}");

    let verified = clinic.ok("integrity.verify", json!({}));
    assert_eq!(verified["sound"], true, "everything fits: {verified}");
    assert_eq!(verified["signatures"], 3, "note, prescription and addendum carry a signature");
}

#[test]
fn what_was_said_is_corrected_and_stays_readable() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Owen", "Adeyemi", "sick note");
    let added = clinic.ok("allergies.add", json!({ "patient": patient, "allergy": {
        "substance": "Amoxicillin", "category": "medication", "kind": "allergy", "criticality": "low", "reactions": "rash",
    }}));
    let row = &added["active"][0];
    clinic.refused("allergies.none_known", json!({ "patient": patient }), ProblemCode::Refused);
    clinic.pass(TimeDelta::days(3));
    let correct = |heads: &Value, substance: &str| {
        json!({
            "patient": patient, "record": row["record"], "heads": heads, "why": "It was the whole class.", "allergy": {
                "substance": substance, "category": "medication", "kind": "allergy", "criticality": "high", "reactions": "rash",
            },
        })
    };
    clinic.ok("allergies.correct", correct(&row["heads"], "Penicillins"));
    clinic.refused("allergies.correct", correct(&row["heads"], "Cephalosporins"), ProblemCode::Conflict);

    let now = clinic.ok("charts.open", json!({ "patient": patient }));
    assert_eq!(now["allergies"]["active"][0]["value"]["substance"]["text"], "Penicillins");
    assert_eq!(now["allergies"]["active"][0]["versions"], 2);
    let then = clinic.ok("charts.open", json!({ "patient": patient, "as_at": "2026-11-23" }));
    assert_eq!(
        then["allergies"]["active"][0]["value"]["substance"]["text"], "Amoxicillin",
        "as it was known then"
    );
    clinic.refused(
        "charts.open",
        json!({ "patient": patient, "as_at": "2026-11-21" }),
        ProblemCode::NotFound,
    );

    let history = clinic.ok(
        "charts.history",
        json!({
            "patient": patient, "section": "allergies", "record": row["record"],
        }),
    );
    assert_eq!(history[0]["why"], "It was the whole class.");
    assert_eq!(history[1]["current"], false);

    let heads = now["allergies"]["active"][0]["heads"].clone();
    let strike = |why: &str| {
        json!({
            "patient": patient, "section": "allergies", "record": row["record"], "heads": heads, "why": why,
        })
    };
    clinic.refused("charts.mark_in_error", strike("  "), ProblemCode::Invalid);
    clinic.ok("charts.mark_in_error", strike("Wrong patient."));
    let now = clinic.ok("charts.open", json!({ "patient": patient }));
    assert_eq!(now["allergies"]["state"], "never-asked", "an error is no answer");
    let struck = now["timeline"]["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["section"] == "allergies")
        .unwrap();
    assert_eq!(struck["in_error"], "Wrong patient.", "and it stays readable, struck through");
    let none = clinic.ok("allergies.none_known", json!({ "patient": patient }));
    assert_eq!((&none["state"], &none["by"]), (&json!("none-known"), &json!("Dr Ada Okafor")));
    clinic.pass(TimeDelta::days(400));
    let later = clinic.ok("charts.open", json!({ "patient": patient }));
    assert_eq!(later["allergies"]["ask_again"], true, "after a year it is asked again");
}

#[test]
fn a_window_writes_only_into_the_chart_it_shows() {
    let clinic = Clinic::open();
    let (first, _) = clinic.walk_in("Samuel", "Ortiz", "blood pressure");
    let (second, visit) = clinic.walk_in("Peter", "Lindqvist", "results");
    let before = clinic.ok("integrity.verify", json!({}))["entries"].clone();
    for (command, request) in [
        ("vitals.record", json!({ "patient": first, "line": "bp 120/80" })),
        ("problems.add", json!({ "patient": first, "problem": { "text": "Gout" } })),
        ("prints.preview", json!({ "patient": first, "document": "visit-summary" })),
        ("notes.save_draft", json!({ "patient": first, "encounter": visit, "draft": {}, "revision": 0 })),
    ] {
        clinic.refused(command, request, ProblemCode::WrongPatient);
    }
    // The right patient with another's visit is refused as well.
    clinic.ok("charts.open", json!({ "patient": first }));
    clinic.refused(
        "notes.save_draft",
        json!({ "patient": first, "encounter": visit, "draft": {}, "revision": 0 }),
        ProblemCode::NotFound,
    );
    clinic.ok("charts.close", json!({}));
    clinic.refused(
        "vitals.record",
        json!({ "patient": second, "line": "bp 120/80" }),
        ProblemCode::WrongPatient,
    );
    assert_eq!(
        clinic.ok("integrity.verify", json!({}))["entries"],
        before,
        "nothing was written by any of it"
    );
}

#[test]
fn bad_input_is_refused_kindly_and_changes_nothing() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Hana", "Kobayashi", "well child");
    let before = clinic.ok("integrity.verify", json!({}))["entries"].clone();
    let refused = |command: &str, request: Value, field: &str| {
        let problem = clinic.refused(command, request, ProblemCode::Invalid);
        assert_eq!(problem.field.as_deref(), Some(field), "the field is named: {problem:?}");
        assert!(
            problem.message.ends_with('.') && problem.message.len() > 15,
            "a whole sentence: {problem:?}"
        );
    };
    let registration =
        |birth: &str| json!({ "family": "X", "given": "Y", "sex": "male", "birth_date": birth });
    refused("patients.register", registration("2027-01-01"), "birth_date");
    refused("patients.register", registration("03/04/1959"), "birth_date");
    refused("patients.register", registration("1859-01-01"), "birth_date");
    refused("patients.register", json!({ "family": " ", "given": "", "sex": "male" }), "family");
    refused("vitals.record", json!({ "patient": patient, "line": "bp 120/80 xyzzy" }), "line");
    refused("vitals.record", json!({ "patient": patient, "line": "" }), "line");
    refused("problems.add", json!({ "patient": patient, "problem": { "text": "" } }), "text");
    refused(
        "problems.add",
        json!({ "patient": patient, "problem": { "text": "x", "code": "not a code" } }),
        "code",
    );
    clinic.refused(
        "notes.sign",
        json!({ "patient": patient, "encounter": visit, "revision": 0 }),
        ProblemCode::Refused,
    );
    clinic.refused(
        "vitals.record",
        json!({ "patient": patient, "line": "hr 70", "surprise": 1 }),
        ProblemCode::Invalid,
    );
    clinic.refused("vitals.recordd", json!({}), ProblemCode::UnknownCommand);
    assert_eq!(
        clinic.ok("integrity.verify", json!({}))["entries"],
        before,
        "nothing was written by any of it"
    );
}

#[test]
fn locked_means_locked() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ruth", "Abramson", "knee pain");
    clinic.ok("practice.lock", json!({}));
    for row in
        api::COMMANDS.iter().filter(|row| matches!(row.scope, api::Scope::Practice | api::Scope::Chart))
    {
        clinic.refused(row.name, json!({ "patient": patient, "encounter": visit }), ProblemCode::Locked);
    }
    let status = clinic.ok("practice.status", json!({}));
    assert_eq!((&status["state"], &status["user"]), (&json!("locked"), &Value::Null));
    clinic.refused(
        "practice.unlock",
        json!({ "login": "ada", "password": "wrong" }),
        ProblemCode::WrongPassword,
    );
    clinic.unlock();
    assert_eq!(clinic.ok("practice.status", json!({}))["user"]["name"], "Dr Ada Okafor");
    assert!(!PASSWORD.is_empty());
}

#[test]
fn the_recovery_code_is_typed_back_and_opens_the_practice() {
    let clinic = Clinic::empty();
    let made = clinic.ok(
        "practice.create",
        json!({
            "practice": "P", "name": "Dr A", "login": "a", "role": "physician", "password": PASSWORD,
        }),
    );
    let code = made["recovery_code"].as_str().unwrap().to_owned();
    assert_eq!(made["status"]["recovery_confirmed"], false);
    clinic.refused("practice.confirm_recovery", json!({ "code": "0000-0000" }), ProblemCode::WrongPassword);
    clinic.ok("practice.confirm_recovery", json!({ "code": code.to_lowercase() }));
    let page = clinic.ok("practice.recovery_page", json!({ "code": code }));
    assert_eq!(page["pages"].as_array().unwrap().len(), 1, "the code has a page to print");
    clinic.ok("practice.lock", json!({}));
    let recovered = clinic
        .ok("practice.recover", json!({ "code": code, "login": "a", "new_password": "a new long one" }));
    assert_ne!(recovered["recovery_code"], json!(code), "a used code is replaced");
    clinic.ok("practice.lock", json!({}));
    clinic.refused(
        "practice.unlock",
        json!({ "login": "a", "password": PASSWORD }),
        ProblemCode::WrongPassword,
    );
    clinic.ok("practice.unlock", json!({ "login": "a", "password": "a new long one" }));
}
