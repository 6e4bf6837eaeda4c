//! Promise I through the command layer: a signed note stays as it was signed, and paper can be held against the chart.

use crate::clinic::{Clinic, PASSWORD};
use api::ProblemCode;
use chart::sections::patients::{HumanName, Patient, Sex};
use chart::sections::staff::{Paper, PracticeDetails, Role};
use chart::{Body, Entry, EntryId, PatientId, RecordId, Statement};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::process::Command;
use store::{Act, Founding, NewUser, Secret, Store, StoreError};

#[test]
fn i5_a_signed_note_is_locked() {
    let clinic = Clinic::open();
    clinic.ok(
        "staff.add_user",
        json!({ "name": "Dr Bo Lind", "login": "bo", "role": "physician", "password": PASSWORD }),
    );
    clinic.ok(
        "staff.add_user",
        json!({ "name": "Ben", "login": "ben", "role": "nurse", "password": PASSWORD }),
    );
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "cough");
    let draft = json!({ "note": { "reason": "Cough", "subjective": "Since Tuesday.", "objective": "Clear.", "assessment_plan": "Viral. Rest.", "follow_up": "As needed" }, "items": [], "line": "" });
    clinic.ok(
        "notes.save_draft",
        json!({ "patient": patient, "encounter": visit, "draft": draft, "revision": 0 }),
    );
    let review = clinic.ok("notes.review", json!({ "patient": patient, "encounter": visit }));
    let signed = clinic
        .ok("notes.sign", json!({ "patient": patient, "encounter": visit, "revision": review["revision"] }));
    let note = signed["note"]["record"].clone();
    let as_signed = signed["note"]["value"].clone();

    let mut refused = 0;
    let mut no = |command: &str, request: Value, code: ProblemCode| {
        clinic.refused(command, request, code);
        refused += 1;
    };
    no(
        "notes.save_draft",
        json!({ "patient": patient, "encounter": visit, "draft": draft, "revision": 0 }),
        ProblemCode::Refused,
    );
    no("notes.sign", json!({ "patient": patient, "encounter": visit, "revision": 1 }), ProblemCode::Refused);
    no("notes.review", json!({ "patient": patient, "encounter": visit }), ProblemCode::Refused);
    no("encounters.cancel", json!({ "patient": patient, "encounter": visit }), ProblemCode::Refused);
    let heads = signed["note"]["heads"].clone();
    let mark = json!({ "patient": patient, "section": "notes", "record": note, "heads": heads, "why": "wrong patient" });
    clinic.ok("practice.switch_user", json!({ "login": "ben", "password": PASSWORD }));
    clinic.ok("charts.open", json!({ "patient": patient }));
    no("charts.mark_in_error", mark, ProblemCode::Forbidden);
    no("notes.addendum", json!({ "patient": patient, "note": note, "text": "x" }), ProblemCode::Forbidden);
    assert_eq!(refused, 6, "every way to change it was tried");

    // Another physician adds to it under their own name; the note itself stays the first one's.
    clinic.ok("practice.switch_user", json!({ "login": "bo", "password": PASSWORD }));
    clinic.ok("charts.open", json!({ "patient": patient }));
    clinic.pass(TimeDelta::minutes(5));
    let with =
        clinic.ok("notes.addendum", json!({ "patient": patient, "note": note, "text": "Better by phone." }));
    assert_eq!(with["note"]["value"], as_signed, "not a word of the note is another");
    assert_eq!((&with["note"]["author"], &with["note"]["versions"]), (&json!("Dr Ada Okafor"), &json!(1)));
    assert_eq!(with["addenda"][0]["author"], "Dr Bo Lind", "the addendum is linked and has its own author");
    assert_eq!(with["signature"], "signed", "the signature still fits");
    let verified = clinic.ok("integrity.verify", json!({}));
    assert_eq!(verified["sound"], true, "{verified}");
    assert_eq!(verified["signatures"], 2, "the note's and the addendum's");
}

#[test]
fn i7_the_seal_of_a_printed_page_fits_its_chart_and_no_other() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Ann", "Marlow", "cough");
    let other = clinic.ok("patients.register", json!({ "family": "Other", "given": "Ida", "sex": "female" }))
        ["patient"]
        .clone();
    clinic.ok("prints.send", json!({ "patient": patient, "document": "visit-summary", "printer": "Desk" }));
    let pdf = clinic.paper.lock().unwrap()[0].pdf.clone();
    let text = text_of(&pdf);
    let seal = text
        .split_whitespace()
        .map(|word| word.trim_matches(|sign: char| !sign.is_ascii_alphanumeric()))
        .filter(|word| word.len() >= 8)
        .find(|word| {
            clinic.ok("prints.check_seal", json!({ "patient": patient, "code": word }))["fits"] == true
        })
        .unwrap_or_else(|| panic!("a word of the page is its seal:\n{text}"))
        .to_owned();
    clinic.pass(TimeDelta::days(1));
    clinic.ok("encounters.arrive", json!({ "patient": patient, "reason": "again" }));
    let lower = seal.to_lowercase();
    let still = clinic.ok("prints.check_seal", json!({ "patient": patient, "code": lower }));
    assert_eq!(still["fits"], true, "yesterday's page still fits, however it is typed: {still}");
    assert!(still["stood_at"].is_string(), "and says as of when");
    let foreign = clinic.ok("prints.check_seal", json!({ "patient": other, "code": seal }));
    assert_eq!(foreign["fits"], false, "it fits no other chart");
}

#[test]
fn i7_a_thousand_seals() {
    let folder = tempfile::tempdir().unwrap();
    let now = chrono::DateTime::parse_from_rfc3339("2026-11-22T10:00:00+01:00").unwrap();
    let user = NewUser {
        name: "Dr Ada Okafor".to_owned(),
        login: "ada".to_owned(),
        role: Role::Physician,
        qualification: String::new(),
        registration: String::new(),
        password: Secret::from(PASSWORD),
    };
    let practice = PracticeDetails {
        name: "Hill Street".to_owned(),
        paper: Paper::A4,
        locale: "en-US".to_owned(),
        ..PracticeDetails::default()
    };
    let (mut store, _) = Store::create(folder.path(), Founding { practice, user }, now).unwrap();
    let me = store.user().id;
    let patients: Vec<PatientId> = (0..10).map(|_| PatientId(store.new_id(now))).collect();
    let mut seals: Vec<(PatientId, String)> = Vec::new();
    for number in 0..1_000 {
        let patient = patients[number % patients.len()];
        store
            .write(Act::named("patients.register"), now, |writing| {
                let id = EntryId(writing.new_id());
                let chart_number = writing.next_chart_number()?;
                let said = Statement::Patients(Patient {
                    chart_number,
                    name: HumanName {
                        family: format!("Marlow{number}"),
                        given: "Ann".to_owned(),
                        prefix: None,
                    },
                    former_names: Vec::new(),
                    sex: Sex::Female,
                    birth_date: None,
                    birth_date_estimated: false,
                    phones: Vec::new(),
                    email: None,
                    address: None,
                    identifiers: Vec::new(),
                    language: None,
                    insurance: None,
                    deceased: None,
                    restriction: None,
                    ..Patient::default()
                });
                writing.append(Entry {
                    id,
                    record: RecordId::from(id),
                    patient,
                    encounter: None,
                    author: me,
                    recorder: me,
                    effective_at: now,
                    recorded_at: now.to_utc(),
                    supersedes: Vec::new(),
                    body: Body::from(said),
                })?;
                Ok::<_, StoreError>(())
            })
            .unwrap();
        seals.push((patient, store.seal(patient).unwrap()));
    }
    let mut alike = 0;
    for (number, (patient, seal)) in seals.iter().enumerate() {
        assert!(store.check_seal(*patient, seal).unwrap().is_some(), "seal {number} fits");
        let other = patients[(number + 1) % patients.len()];
        assert!(store.check_seal(other, seal).unwrap().is_none(), "seal {number} fits no other chart");
        let mut wrong: Vec<char> = seal.chars().collect();
        let place = number % wrong.len();
        if wrong[place].is_ascii_alphanumeric() {
            wrong[place] = if wrong[place] == '7' { '8' } else { '7' };
            let wrong: String = wrong.into_iter().collect();
            assert!(
                store.check_seal(*patient, &wrong).unwrap().is_none(),
                "one sign off fits nothing: {wrong}"
            );
            alike += 1;
        }
    }
    assert!(alike > 800, "wrong codes were tried: {alike}");
}

#[test]
fn c9_an_act_is_small_beside_what_it_is_about() {
    let folder = tempfile::tempdir().unwrap();
    let clinic = Clinic::at(folder.path());
    clinic.ok(
        "practice.create",
        json!({ "practice": "Hill Street", "name": "Dr Ada Okafor", "login": "ada", "role": "physician", "password": PASSWORD }),
    );
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "cough");
    let size = || {
        clinic.ok("practice.lock", json!({}));
        let bytes = std::fs::metadata(folder.path().join("practice/practice.chart")).unwrap().len();
        clinic.unlock();
        clinic.ok("charts.open", json!({ "patient": patient }));
        bytes
    };
    const MANY: u64 = 500;
    let start = size();
    for _ in 0..MANY {
        clinic.ok("charts.open", json!({ "patient": patient }));
    }
    let acts = size();
    for _ in 0..MANY {
        clinic.ok(
            "vitals.record",
            json!({ "patient": patient, "encounter": visit, "line": "bp 120/80 hr 70 t 36.8" }),
        );
    }
    let entries = size();
    let (act, entry) = ((acts - start) / MANY, (entries - acts) / MANY);
    eprintln!("c9: a chart opened takes {act} bytes, a set of vital signs with its act {entry} bytes");
    assert!(act < 300 && act * 3 < entry, "the audit stays small: {act} bytes beside {entry}");
}

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
