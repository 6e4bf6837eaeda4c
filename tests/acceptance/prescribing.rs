//! The story of prescribing, through the command table on a real encrypted file: typed lines, what is taken by whoever
//! ordered it, favourites that are learnt, renewals asked for by the nurse and approved by the physician, the plan.

use crate::clinic::{Clinic, PASSWORD};
use api::ProblemCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn preview(clinic: &Clinic, patient: &Value, line: &str) -> Value {
    clinic.ok("prescriptions.preview", json!({ "patient": patient, "line": line }))
}

fn sign(clinic: &Clinic, patient: &Value, lines: &[&str]) -> Value {
    let items: Vec<Value> = lines.iter().map(|line| preview(clinic, patient, line)["item"].clone()).collect();
    clinic.ok("prescriptions.sign", json!({ "patient": patient, "items": items }))
}

fn asked_about_allergies(clinic: &Clinic, patient: &Value) {
    clinic.ok("allergies.none_known", json!({ "patient": patient }));
}

fn medicine(clinic: &Clinic, patient: &Value, drug: &str) -> Value {
    let chart = clinic.ok("charts.open", json!({ "patient": patient }));
    let all =
        chart["medications"].as_array().unwrap().iter().chain(chart["past_medications"].as_array().unwrap());
    all.into_iter()
        .find(|row| row["value"]["drug"]["text"] == drug)
        .unwrap_or_else(|| panic!("{drug} is listed"))
        .clone()
}

#[test]
fn a_few_letters_become_the_whole_order() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Ana", "Silva", "sore throat");
    let read = preview(&clinic, &patient, "amox 500 tid 7d");
    assert_eq!(read["name"], "Amoxicillin 500 mg capsule");
    assert_eq!(read["sentence"], "Take 1 capsule by mouth three times daily for 7 days.");
    assert_eq!(read["quantity"], "21 capsules (7 days × 3 = 21 capsules)");
    assert_eq!(read["missing"], json!([]), "it can be ordered as it stands");
    assert_eq!(read["item"]["drug"]["codings"][0]["code"], "723", "coded by its ingredient");
    let again = preview(&clinic, &patient, read["line"].as_str().unwrap());
    assert_eq!(again["item"], read["item"], "the line that is shown gives the same order again");

    let suggested = clinic.ok("prescriptions.suggest", json!({ "text": "amox 500 tid 7d" }));
    assert_eq!(suggested[0]["display"], "amoxicillin 500 mg capsule");
    assert!(suggested[0]["says"].as_str().unwrap().ends_with("21 capsules"), "{suggested}");

    let free = preview(&clinic, &patient, "unheardofine 5 mg tab daily #30");
    assert_eq!((&free["known"], &free["missing"]), (&json!(false), &json!([])), "free text is as good");
    let tall = preview(&clinic, &patient, "prednisone 20 mg tab daily 5d");
    assert_eq!(tall["name"], "predniSONE 20 mg tablet", "a look-alike is spelt with tall letters");
    assert_eq!(tall["item"]["drug"]["text"], "Prednisone", "and written down as a word");
    assert_eq!(preview(&clinic, &patient, "zolpidem 5 hs")["schedule"], 4, "a controlled drug says so");

    clinic.refused(
        "prescriptions.sign",
        json!({ "patient": patient, "items": [read["item"]] }),
        ProblemCode::Refused,
    );
    asked_about_allergies(&clinic, &patient);
    sign(&clinic, &patient, &["prednisone 20 mg tab daily 5d", "prednisone 5 mg tab daily 5d"]);
    let chart = clinic.ok("charts.open", json!({ "patient": patient }));
    assert_eq!(
        chart["medications"].as_array().unwrap().len(),
        2,
        "two strengths on one paper are two medicines"
    );
}

#[test]
fn what_is_taken_is_told_apart_from_what_was_ordered() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ana", "Silva", "check-up");
    let added = clinic.ok(
        "medications.add",
        json!({ "patient": patient, "encounter": visit, "medication": {
            "drug": "St John's wort", "instructions": "Take 1 tablet by mouth once daily.", "origin": "herbal",
            "adherence": "on bad days only",
        }}),
    );
    assert_eq!(added["value"]["origin"], "herbal");
    assert_eq!(
        added["value"]["sig"]["steps"][0]["dose"]["low"], 1.0,
        "a sentence of our own shape is kept in parts"
    );
    assert_eq!(added["value"]["prescription"], Value::Null, "nobody here ordered it");

    let change = |row: &Value, line: &str, why: &str| json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "line": line, "why": why });
    asked_about_allergies(&clinic, &patient);
    sign(&clinic, &patient, &["lisinopril 10 mg tab 1 tab od #90 rf 3"]);
    let lisinopril = medicine(&clinic, &patient, "Lisinopril");
    clinic.refused("medications.change", change(&lisinopril, "20 mg od", " "), ProblemCode::Invalid);
    clinic.refused("medications.change", change(&lisinopril, "whatever", "tries"), ProblemCode::Invalid);
    let raised = clinic.ok("medications.change", change(&lisinopril, "20 mg od", "above goal"));
    assert_eq!((&raised["value"]["strength"], &raised["value"]["form"]), (&json!("20 mg"), &json!("tablet")));
    assert_eq!(raised["value"]["instructions"], "Take 1 tablet by mouth once daily.");
    clinic.refused("medications.change", change(&lisinopril, "40 mg od", "stale"), ProblemCode::Conflict);
    let twice = clinic.ok("medications.change", change(&raised, "2 tabs bid", "still above"));
    assert_eq!(twice["value"]["strength"], "20 mg", "what is not said stays");
    assert_eq!(twice["value"]["instructions"], "Take 2 tablets by mouth twice daily.");
    let versions = clinic.ok(
        "charts.history",
        json!({ "patient": patient, "section": "medications", "record": lisinopril["record"] }),
    );
    assert_eq!(versions[0]["why"], "still above", "each change has its reason: {versions}");

    let noted = clinic.ok(
        "medications.note_adherence",
        json!({ "patient": patient, "record": twice["record"], "heads": twice["heads"], "adherence": "forgets the evening ones" }),
    );
    assert_eq!(noted["value"]["adherence"], "forgets the evening ones");
    let held = clinic.ok(
        "medications.stop",
        json!({ "patient": patient, "record": noted["record"], "heads": noted["heads"], "status": "on-hold", "why": "vomiting" }),
    );
    assert_eq!(held["value"]["status"], "on-hold");
    let resumed = clinic.ok(
        "medications.stop",
        json!({ "patient": patient, "record": held["record"], "heads": held["heads"], "status": "active", "why": "eats again" }),
    );
    let stopped = clinic.ok(
        "medications.stop",
        json!({ "patient": patient, "record": resumed["record"], "heads": resumed["heads"], "status": "stopped", "why": "cough" }),
    );
    clinic.refused("medications.change", change(&stopped, "10 mg od", "again"), ProblemCode::Refused);
}

#[test]
fn what_is_typed_often_becomes_a_favourite_with_a_name() {
    let clinic = Clinic::open();
    let mut patient = Value::Null;
    for number in 0..5 {
        patient = clinic.walk_in(&format!("Ana{number}"), "Silva", "cystitis").0;
        asked_about_allergies(&clinic, &patient);
        sign(&clinic, &patient, &["nitrofurantoin 100 bid 5d"]);
    }
    let suggested = clinic.ok("prescriptions.suggest", json!({ "text": "nitro" }));
    assert_eq!((&suggested[0]["kind"], &suggested[0]["times"]), (&json!("learnt"), &json!(5)), "{suggested}");
    let known = clinic.ok("prescriptions.favourites", json!({}));
    assert_eq!(known["favourites"], json!([]));
    let habit = &known["worth_a_name"][0];
    assert_eq!(habit["times"], 5, "it was typed five times: {known}");

    let pain = preview(&clinic, &patient, "phenazopyridine 200 mg tab tid after food 2d")["item"].clone();
    let protocol = json!({ "name": "UTI, woman", "mine": true, "items": [habit["item"], pain] });
    let named = clinic.ok("prescriptions.save_favourite", protocol);
    assert_eq!(named["worth_a_name"], json!([]), "what has a name is not offered to get one");
    let pick = clinic.ok("prescriptions.suggest", json!({ "text": "uti" }))[0].clone();
    assert_eq!(pick["kind"], "favourite");
    assert_eq!(pick["items"].as_array().unwrap().len(), 2, "a protocol is one pick");
    let looked =
        clinic.ok("prescriptions.preview_items", json!({ "patient": patient, "items": pick["items"] }));
    assert_eq!(looked[0]["missing"], json!([]), "picked or typed, it is looked at the same way");
    let empty = clinic.ok("prescriptions.suggest", json!({ "text": "" }));
    assert_eq!(empty[0]["display"], "UTI, woman", "favourites are there before anything is typed");

    let favourite = &named["favourites"][0];
    let renamed = json!({
        "record": favourite["record"], "heads": favourite["heads"], "name": "Cystitis", "mine": false, "items": [habit["item"]],
    });
    let changed = clinic.ok("prescriptions.save_favourite", renamed.clone());
    assert_eq!(changed["favourites"][0]["name"], "Cystitis");
    clinic.refused("prescriptions.save_favourite", renamed, ProblemCode::Conflict);
    clinic.ok(
        "staff.add_user",
        json!({ "name": "Ben Ruiz", "login": "ben", "role": "nurse", "password": PASSWORD }),
    );
    clinic.ok("practice.switch_user", json!({ "login": "ben", "password": PASSWORD }));
    let favourite = &changed["favourites"][0];
    let gone = json!({ "record": favourite["record"], "heads": favourite["heads"] });
    clinic.refused("prescriptions.remove_favourite", gone.clone(), ProblemCode::Forbidden);
    clinic.ok("practice.switch_user", json!({ "login": "ada", "password": PASSWORD }));
    assert_eq!(clinic.ok("prescriptions.remove_favourite", gone)["favourites"], json!([]));
    let verified = clinic.ok("integrity.verify", json!({}));
    assert_eq!(verified["findings"], json!([]), "the lists equal the ledger: {verified}");
}

#[test]
fn a_renewal_is_asked_for_by_the_nurse_and_approved_by_the_physician() {
    let clinic = Clinic::open();
    clinic.ok(
        "staff.add_user",
        json!({ "name": "Ben Ruiz", "login": "ben", "role": "nurse", "password": PASSWORD }),
    );
    clinic.ok(
        "staff.add_user",
        json!({ "name": "Fay Dell", "login": "fay", "role": "front-desk", "password": PASSWORD }),
    );
    let (patient, _) = clinic.walk_in("Ana", "Silva", "check-up");
    asked_about_allergies(&clinic, &patient);
    let mut items = vec![
        preview(&clinic, &patient, "metformin 1000 mg tab 1 tab bid #180 rf 3")["item"].clone(),
        preview(&clinic, &patient, "lisinopril 20 od #90 rf 3")["item"].clone(),
    ];
    for item in &mut items {
        item["long_term"] = json!(true);
    }
    clinic.ok("prescriptions.sign", json!({ "patient": patient, "items": items }));
    clinic.pass(TimeDelta::days(200));
    let again = clinic.ok("prescriptions.repeatable", json!({ "patient": patient }));
    assert_eq!(again.as_array().unwrap().len(), 2);
    assert_eq!(again[1]["item"]["quantity"]["value"], 180.0, "as last time");
    assert_eq!(
        again[1]["supply"]["refills_left"], 1,
        "two of three refills are due by now: {}",
        again[1]["supply"]
    );
    assert_eq!(again[1]["number"], "2026-00001");

    clinic.ok("practice.switch_user", json!({ "login": "ben", "password": PASSWORD }));
    clinic.ok("charts.open", json!({ "patient": patient }));
    let on_screen = |row: &Value| json!({ "record": row["record"], "heads": row["heads"] });
    let all = json!([on_screen(&again[0]), on_screen(&again[1])]);
    let ask = json!({ "patient": patient, "medicines": all, "note": "leaves on Friday" });
    let asked = clinic.ok("medications.request_renewal", ask);
    assert_eq!(asked[0]["renewal"]["by"], "Ben Ruiz");
    assert_eq!(
        asked[0]["item"]["quantity"], again[0]["item"]["quantity"],
        "asking changes nothing of the order"
    );
    let both = json!([on_screen(&asked[0]), on_screen(&asked[1])]);
    clinic.refused(
        "medications.request_renewal",
        json!({ "patient": patient, "medicines": both }),
        ProblemCode::Refused,
    );
    clinic.refused(
        "prescriptions.renew",
        json!({ "patient": patient, "medicines": both }),
        ProblemCode::Forbidden,
    );
    let why =
        json!({ "patient": patient, "record": asked[0]["record"], "heads": asked[0]["heads"], "why": "no" });
    clinic.refused("medications.decline_renewal", why, ProblemCode::Forbidden);
    clinic.ok("practice.switch_user", json!({ "login": "fay", "password": PASSWORD }));
    clinic.refused("prescriptions.waiting", json!({}), ProblemCode::Forbidden);

    clinic.ok("practice.switch_user", json!({ "login": "ada", "password": PASSWORD }));
    let waiting = clinic.ok("prescriptions.waiting", json!({}));
    assert_eq!(
        (&waiting[0]["head"]["name"], &waiting[0]["count"]),
        (&json!("Ana Silva"), &json!(2)),
        "{waiting}"
    );
    assert_eq!(waiting[0]["by"], "Ben Ruiz");
    clinic.refused(
        "prescriptions.renew",
        json!({ "patient": patient, "medicines": both }),
        ProblemCode::WrongPatient,
    );
    clinic.ok("charts.open", json!({ "patient": patient }));
    let one = json!([on_screen(&asked[0])]);
    let renewed = clinic.ok("prescriptions.renew", json!({ "patient": patient, "medicines": one }));
    assert_eq!(renewed["value"]["number"], "2027-00001");
    assert_eq!(renewed["value"]["items"].as_array().unwrap().len(), 1);
    clinic.refused(
        "prescriptions.renew",
        json!({ "patient": patient, "medicines": one }),
        ProblemCode::Conflict,
    );
    let declined = clinic.ok(
        "medications.decline_renewal",
        json!({ "patient": patient, "record": asked[1]["record"], "heads": asked[1]["heads"], "why": "kidney values first" }),
    );
    assert!(
        declined.as_array().unwrap().iter().all(|row| row["renewal"].is_null()),
        "nothing waits: {declined}"
    );
    assert_eq!(clinic.ok("prescriptions.waiting", json!({})), json!([]));
    let verified = clinic.ok("integrity.verify", json!({}));
    assert_eq!(verified["findings"], json!([]), "the list of renewals equals the ledger");

    // A restricted chart shows no drug in the list of another physician.
    let metformin = medicine(&clinic, &patient, "Metformin");
    let one = json!([on_screen(&metformin)]);
    clinic.ok("medications.request_renewal", json!({ "patient": patient, "medicines": one }));
    clinic.ok("patients.restrict", json!({ "patient": patient, "restricted": true, "why": "works here" }));
    clinic.ok("practice.switch_user", json!({ "login": "ben", "password": PASSWORD }));
    let waiting = clinic.ok("prescriptions.waiting", json!({}));
    assert_eq!((&waiting[0]["count"], &waiting[0]["drugs"]), (&json!(1), &json!([])));
}

#[test]
fn the_plan_says_what_is_new_since_the_last_visit() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ana", "Silva", "check-up");
    asked_about_allergies(&clinic, &patient);
    sign(&clinic, &patient, &["lisinopril 10 mg tab 1 tab od #90", "ibuprofen 400 mg tab 1 tab tid 30d"]);
    let first = clinic.ok("medications.plan", json!({ "patient": patient }));
    assert_eq!(first["since"], Value::Null, "nothing to compare with");
    clinic.ok("encounters.start", json!({ "patient": patient, "encounter": visit }));
    clinic.ok("encounters.finish", json!({ "patient": patient, "encounter": visit }));
    clinic.pass(TimeDelta::days(20));
    let lisinopril = medicine(&clinic, &patient, "Lisinopril");
    clinic.ok(
        "medications.change",
        json!({ "patient": patient, "record": lisinopril["record"], "heads": lisinopril["heads"], "line": "20 mg od", "why": "above goal" }),
    );
    let ibuprofen = medicine(&clinic, &patient, "Ibuprofen");
    clinic.ok(
        "medications.stop",
        json!({ "patient": patient, "record": ibuprofen["record"], "heads": ibuprofen["heads"], "status": "stopped", "why": "kidney" }),
    );
    sign(&clinic, &patient, &["amlodipine 5 mg tab 1 tab od #90"]);
    let view = clinic.ok("medications.plan", json!({ "patient": patient }));
    assert_eq!(view["since_plan"], false, "told since the visit");
    let rows = view["plan"]["rows"].as_array().unwrap();
    assert_eq!((&rows[0]["drug"], &rows[0]["change"]), (&json!("Amlodipine"), &json!("new")), "{view}");
    assert_eq!(rows[1]["change"]["changed"]["from"], "10 mg tablet. Take 1 tablet by mouth once daily.");
    assert_eq!(rows[1]["when"]["day"]["morning"], "1");
    assert_eq!(view["plan"]["ended"][0]["why"], "kidney");
}

#[test]
fn a_diagnosis_is_held_against_those_that_are_listed() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Ana", "Silva", "thirst");
    clinic.ok(
        "problems.add",
        json!({ "patient": patient, "problem": { "text": "Type 1 diabetes", "code": "E10.9" } }),
    );
    let check = |code: &str| clinic.ok("problems.check", json!({ "patient": patient, "code": code }));
    let type_2 = check("E11.9");
    assert!(!type_2["excludes"].as_array().unwrap().is_empty(), "the notes of the classification are shown");
    assert!(
        type_2["conflicts"][0].as_str().unwrap().starts_with("Type 1 diabetes (E10.9) is listed"),
        "{type_2}"
    );
    assert_eq!(check("E10.9")["listed"], "Type 1 diabetes", "the same once more is said");
    assert_eq!((&check("I10")["conflicts"], &check("I10")["listed"]), (&json!([]), &Value::Null));
}

#[test]
fn what_is_contraindicated_is_ordered_only_with_a_reason_that_is_kept() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Ana", "Silva", "sore throat");
    clinic.ok(
        "allergies.add",
        json!({ "patient": patient, "allergy": {
            "substance": "Penicillin", "category": "medication", "kind": "allergy", "criticality": "high",
            "reactions": "anaphylaxis", "severity": "severe",
        }}),
    );
    let read = preview(&clinic, &patient, "amox 500 tid 7d");
    let finding = &read["findings"][0];
    assert_eq!(
        (&finding["check"], &finding["severity"]),
        (&json!("allergy"), &json!("contraindicated")),
        "{read}"
    );
    assert!(!finding["source"].as_str().unwrap().is_empty(), "it says who says so");
    let order = json!({ "patient": patient, "items": [read["item"]] });
    let refused = clinic.refused("prescriptions.sign", order.clone(), ProblemCode::Invalid);
    assert_eq!(refused.field.as_deref(), Some("items"));
    clinic.ok(
        "prescriptions.override",
        json!({ "patient": patient, "key": finding["key"], "line": read["line"], "reason": "Taken before without harm" }),
    );
    let again =
        clinic.ok("prescriptions.preview_items", json!({ "patient": patient, "items": [read["item"]] }));
    assert_eq!(again[0]["findings"][0]["overridden"]["reason"], "Taken before without harm");
    clinic.ok("prescriptions.sign", order);
}
