//! What was filed in the wrong chart, and two charts of one person, through the command table on a real encrypted file.

use crate::clinic::{Clinic, PASSWORD};
use api::ProblemCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn patient(clinic: &Clinic, given: &str, family: &str, birth: &str) -> Value {
    let head = clinic.ok(
        "patients.register",
        json!({ "family": family, "given": given, "sex": "female", "birth_date": birth }),
    );
    head["patient"].clone()
}

fn open(clinic: &Clinic, patient: &Value) -> Value {
    clinic.ok("charts.open", json!({ "patient": patient }))
}

fn pages(clinic: &Clinic, patient: &Value) -> Vec<Value> {
    open(clinic, patient)["timeline"]["items"].as_array().unwrap().clone()
}

fn add_problem(clinic: &Clinic, patient: &Value, text: &str) {
    clinic.ok("problems.add", json!({ "patient": patient, "problem": { "text": text } }));
}

fn move_to(patient: &Value, section: &str, row: &Value, to: &Value) -> Value {
    json!({ "patient": patient, "section": section, "record": row["record"], "heads": row["heads"], "to": to, "why": "wrong chart" })
}

fn number(clinic: &Clinic, patient: &Value) -> String {
    clinic.ok("patients.open", json!({ "patient": patient }))["head"]["chart_number"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn a_result_in_the_wrong_chart_is_moved_and_both_charts_say_so() {
    let clinic = Clinic::open();
    let ann = patient(&clinic, "Ann", "Marlow", "1970-01-01");
    let ruth = patient(&clinic, "Ruth", "Abramson", "1959-03-14");
    let (ann_number, ruth_number) = (number(&clinic, &ann), number(&clinic, &ruth));
    open(&clinic, &ann);
    clinic.ok(
        "orders.add",
        json!({ "patient": ann, "order": { "category": "laboratory", "tests": [{ "test": "Potassium" }] } }),
    );
    open(&clinic, &ruth);
    clinic.ok(
        "orders.add",
        json!({ "patient": ruth, "order": { "category": "laboratory", "tests": [{ "test": "Potassium" }, { "test": "TSH" }] } }),
    );
    open(&clinic, &ann);
    clinic.ok("results.add", json!({
        "patient": ann, "name": "Potassium", "values": [{ "test": "Potassium", "value": "6.8", "unit": "mmol/L", "range": "3.5–5.1" }],
    }));
    let row = open(&clinic, &ann)["results"][0].clone();
    let request = move_to(&ann, "results", &row, &ruth);
    let without = |key: &str, value: Value| {
        let mut request = request.clone();
        request[key] = value;
        request
    };
    let refused = clinic.refused("charts.refile", without("why", json!(" ")), ProblemCode::Invalid);
    assert_eq!(refused.field.as_deref(), Some("why"), "nothing is moved without a reason");
    clinic.refused("charts.refile", without("to", ann.clone()), ProblemCode::Invalid);
    clinic.refused("charts.refile", without("heads", json!([])), ProblemCode::Conflict);
    clinic.refused("charts.refile", without("section", json!("prescriptions")), ProblemCode::Refused);
    clinic.refused("charts.refile", without("patient", ruth.clone()), ProblemCode::WrongPatient);
    clinic.pass(TimeDelta::hours(1));
    let moved = clinic.ok("charts.refile", request.clone());
    assert_eq!((&moved["to"]["chart_number"], &moved["count"]), (&json!(ruth_number), &json!(1)));
    clinic.refused("charts.refile", request, ProblemCode::Conflict);

    let gone = pages(&clinic, &ann).into_iter().find(|page| page["section"] == "results").unwrap();
    assert_eq!(gone["in_error"], "wrong chart", "struck in the wrong chart");
    assert_eq!(
        (&gone["refiled"]["gone"], &gone["refiled"]["chart_number"]),
        (&json!(true), &json!(ruth_number))
    );
    assert!(!gone.to_string().contains("Abramson"), "another person's name stands in no chart");
    assert_eq!(open(&clinic, &ann)["open_orders"].as_array().unwrap().len(), 1, "the order waits again");
    let waiting = open(&clinic, &ruth)["open_orders"].clone();
    let tests = waiting[0]["value"]["tests"].as_array().unwrap();
    let answered: Vec<bool> = tests.iter().map(|test| test["result"].is_string()).collect();
    assert_eq!(answered, [true, false], "it answers the order of the right chart: {waiting}");
    let come = pages(&clinic, &ruth).into_iter().find(|page| page["section"] == "results").unwrap();
    assert_eq!(come["in_error"], Value::Null);
    assert_eq!(
        (&come["refiled"]["gone"], &come["refiled"]["chart_number"]),
        (&json!(false), &json!(ann_number))
    );
    assert_eq!(come["at"], gone["at"], "it is of when it was");
    assert!(come["lines"][0]["text"].as_str().unwrap().contains("6.8"));
    let queue = clinic.ok("results.to_review", json!({}));
    assert_eq!(
        (queue.as_array().unwrap().len(), &queue[0]["patient"]["patient"]),
        (1, &ruth),
        "reviewed where it belongs"
    );
    let audit = clinic.ok("audit.list", json!({}));
    let told: Vec<&Value> =
        audit["rows"].as_array().unwrap().iter().filter(|row| row["act"] == "charts.refile").collect();
    assert_eq!(told.len(), 2, "each chart has its row");
    assert!(told.iter().any(|row| row["patient"] == ann) && told.iter().any(|row| row["patient"] == ruth));
    assert_eq!(clinic.ok("integrity.verify", json!({}))["sound"], true);
}

#[test]
fn a_visit_takes_along_what_was_said_in_it_and_nobody_signs_for_another() {
    let clinic = Clinic::open();
    let ruth = patient(&clinic, "Ruth", "Abramson", "1959-03-14");
    let (ann, visit) = clinic.walk_in("Ann", "Marlow", "Palpitations");
    clinic.ok("encounters.start", json!({ "patient": ann, "encounter": visit }));
    clinic.ok("vitals.record", json!({ "patient": ann, "encounter": visit, "line": "bp 128/84" }));
    clinic.ok("allergies.none_known", json!({ "patient": ann, "encounter": visit }));
    let draft = json!({ "note": { "subjective": "Since spring", "assessment_plan": "Holter" }, "items": [], "line": "", "chips": [], "copied": {} });
    clinic
        .ok("notes.save_draft", json!({ "patient": ann, "encounter": visit, "draft": draft, "revision": 0 }));
    let row = |clinic: &Clinic| clinic.ok("charts.show", json!({ "patient": ann }))["encounters"][0].clone();
    let request = move_to(&ann, "encounters", &row(&clinic), &ruth);
    clinic.refused("charts.refile", request, ProblemCode::Refused);
    let about = json!({ "patient": ann, "encounter": visit });
    let review = clinic.ok("notes.review", about.clone());
    clinic.ok("notes.sign", json!({ "patient": ann, "encounter": visit, "revision": review["revision"] }));
    let note = clinic.ok("notes.draft", about)["signed"]["note"]["record"].clone();
    clinic.ok("notes.addendum", json!({ "patient": ann, "note": note, "text": "Holter is booked" }));

    for (login, role) in [("nia", "nurse"), ("bea", "physician")] {
        clinic.ok("staff.add_user", json!({
            "name": login, "login": login, "role": role, "qualification": "", "registration": "", "password": PASSWORD,
        }));
    }
    let request = move_to(&ann, "encounters", &row(&clinic), &ruth);
    for (login, code) in [("nia", ProblemCode::Forbidden), ("bea", ProblemCode::Refused)] {
        clinic.ok("practice.switch_user", json!({ "login": login, "password": PASSWORD }));
        open(&clinic, &ann);
        clinic.refused("charts.refile", request.clone(), code);
    }
    clinic.ok("practice.switch_user", json!({ "login": "ada", "password": PASSWORD }));
    open(&clinic, &ann);
    let moved = clinic.ok("charts.refile", request);
    assert_eq!(moved["count"], 5, "the visit, its vitals, the allergies asked, its note and the addendum");
    let here = pages(&clinic, &ann);
    assert!(here.iter().all(|page| page["in_error"] == "wrong chart"), "nothing of it holds here any more");
    let there = pages(&clinic, &ruth);
    let page = there.iter().find(|page| page["section"] == "encounters").unwrap();
    let text = page["lines"].to_string();
    assert!(
        text.contains("Since spring") && text.contains("Holter is booked"),
        "one page, as it was: {text}"
    );
    assert_eq!(there.len(), 3, "the visit with its note, the vitals, the allergies asked");
    let allergies = |patient| open(&clinic, patient)["allergies"]["state"].clone();
    assert_eq!((allergies(&ann), allergies(&ruth)), (json!("never-asked"), json!("none-known")));
    let verified = clinic.ok("integrity.verify", json!({}));
    assert_eq!(verified["sound"], true, "signed anew where it is: {verified}");
}

#[test]
fn nothing_is_moved_into_a_chart_that_is_closed_to_who_moves_it() {
    let clinic = Clinic::open();
    let ann = patient(&clinic, "Ann", "Marlow", "1970-01-01");
    let ruth = patient(&clinic, "Ruth", "Abramson", "1959-03-14");
    open(&clinic, &ruth);
    clinic.ok("patients.restrict", json!({ "patient": ruth, "restricted": true, "why": "a colleague" }));
    open(&clinic, &ann);
    add_problem(&clinic, &ann, "Gout");
    let row = open(&clinic, &ann)["problems"][0].clone();
    clinic.ok("staff.add_user", json!({
        "name": "Bea", "login": "bea", "role": "physician", "qualification": "", "registration": "", "password": PASSWORD,
    }));
    clinic.ok("practice.switch_user", json!({ "login": "bea", "password": PASSWORD }));
    open(&clinic, &ann);
    clinic.refused("charts.refile", move_to(&ann, "problems", &row, &ruth), ProblemCode::Restricted);
    clinic.refused(
        "patients.merge",
        json!({ "patient": ann, "duplicate": ruth, "why": "same" }),
        ProblemCode::Restricted,
    );
    clinic.ok("practice.switch_user", json!({ "login": "ada", "password": PASSWORD }));
    open(&clinic, &ann);
    let leak = json!({ "patient": ann, "duplicate": ruth, "why": "same" });
    clinic.refused("patients.merge", leak, ProblemCode::Refused);
}

#[test]
fn two_charts_of_one_person_are_read_as_one_and_taken_apart_again() {
    let clinic = Clinic::open();
    let ann = patient(&clinic, "Ann", "Marlow", "1970-01-01");
    let twin = patient(&clinic, "Anne", "Marlowe", "1970-01-01");
    let (ann_number, twin_number) = (number(&clinic, &ann), number(&clinic, &twin));
    open(&clinic, &twin);
    add_problem(&clinic, &twin, "Gout");
    clinic.ok("tasks.add", json!({ "patient": twin, "kind": "task", "text": "ECG" }));
    open(&clinic, &ann);
    add_problem(&clinic, &ann, "Asthma");
    clinic.pass(TimeDelta::days(1));
    let merge = json!({ "patient": ann, "duplicate": twin, "why": "the same insurance card" });
    let mut unreasoned = merge.clone();
    unreasoned["why"] = json!("");
    clinic.refused("patients.merge", unreasoned, ProblemCode::Invalid);
    clinic.refused(
        "patients.merge",
        json!({ "patient": ann, "duplicate": ann, "why": "x" }),
        ProblemCode::Invalid,
    );
    // Another window shows the duplicate; it is left without a chart.
    clinic.host.call("other", "charts.open", json!({ "patient": twin })).unwrap();
    let answer = clinic.answer("patients.merge", merge.clone());
    assert!(answer.changed.iter().any(|changed| json!(changed.patient) == ann), "the window reads it again");
    let late =
        clinic.host.call("other", "problems.add", json!({ "patient": twin, "problem": { "text": "Late" } }));
    assert_eq!(
        late.unwrap_err().code,
        ProblemCode::WrongPatient,
        "nothing is written to a chart that is a part now"
    );
    clinic.refused("patients.merge", merge, ProblemCode::Refused);

    let problems = |patient: &Value| -> Vec<String> {
        let mut names: Vec<String> = open(&clinic, patient)["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["value"]["condition"]["text"].as_str().unwrap().to_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(problems(&ann), ["Asthma", "Gout"]);
    let by_old_id = open(&clinic, &twin);
    assert_eq!(
        by_old_id["head"]["patient"], ann,
        "an id that was written down before leads to the whole chart"
    );
    assert_eq!(by_old_id["head"]["chart_number"], json!(ann_number));
    let strip = &by_old_id["merged"][0];
    assert_eq!(
        (&strip["head"]["chart_number"], &strip["by"], &strip["why"]),
        (&json!(twin_number), &json!("Dr Ada Okafor"), &json!("the same insurance card"))
    );
    for text in ["Marlow", "Marlowe", twin_number.as_str()] {
        let hits = clinic.ok("patients.search", json!({ "text": text }));
        assert_eq!(hits.as_array().unwrap().len(), 1, "{text} finds one person");
        assert_eq!(hits[0]["patient"], ann, "{text} finds who stays");
    }
    let by_number = clinic.ok("patients.search", json!({ "text": twin_number }));
    assert_eq!(by_number[0]["part_number"], json!(twin_number), "and says by which number");
    // Registering somebody alike is hinted at, never hindered; the hint leads to who stays.
    let alike = json!({ "family": "Marlowe", "given": "Anne", "sex": "female", "birth_date": "1970-01-01" });
    let hints = clinic.ok("patients.likely_duplicates", alike);
    assert_eq!(
        hints.as_array().unwrap().iter().map(|hit| hit["patient"].clone()).collect::<Vec<_>>(),
        std::slice::from_ref(&ann)
    );
    let opened = clinic.ok("audit.list", json!({ "patient": twin }));
    let of: Vec<&Value> = opened["rows"].as_array().unwrap().iter().map(|row| &row["patient"]).collect();
    assert!(of.contains(&&ann) && of.contains(&&twin), "who opened either chart");
    let found = clinic.ok("charts.find_everywhere", json!({ "text": "gout" }));
    assert_eq!(found["patients"][0]["head"]["patient"], ann);
    let tasks = clinic.ok("tasks.list", json!({}));
    assert_eq!(tasks[0]["head"]["patient"], ann, "lists lead to the whole chart: {tasks}");
    let yesterday = clinic.ok("charts.open", json!({ "patient": ann, "as_at": "2026-11-22" }));
    assert_eq!(
        (yesterday["problems"].as_array().unwrap().len(), &yesterday["merged"]),
        (1, &json!([])),
        "then they were two"
    );

    // A correction goes to the record it corrects; what is new to who stays.
    let gout = open(&clinic, &ann)["problems"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["value"]["condition"]["text"] == "Gout")
        .unwrap()
        .clone();
    clinic.ok("problems.correct", json!({
        "patient": ann, "record": gout["record"], "heads": gout["heads"], "why": "crystals", "problem": { "text": "Pseudogout" },
    }));
    add_problem(&clinic, &ann, "Eczema");
    let path = clinic.folder.join("ann.json");
    clinic.ok("exchange.export", json!({ "patient": ann, "format": "fhir", "path": path }));
    let bundle: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let persons: Vec<&Value> = bundle["entry"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["resource"])
        .filter(|resource| resource["resourceType"] == "Patient")
        .collect();
    assert_eq!(persons.len(), 1);
    assert_eq!(persons[0]["link"][0]["type"], "replaces");
    assert_eq!(persons[0]["link"][0]["other"]["identifier"]["value"], json!(twin_number));
    assert!(bundle.to_string().contains("Pseudogout"), "what was said in the duplicate goes out with it");
    assert_eq!(clinic.ok("integrity.verify", json!({}))["sound"], true);

    let apart = json!({ "patient": ann, "duplicate": twin, "why": "they are sisters" });
    clinic.ok("patients.unmerge", apart.clone());
    assert_eq!(problems(&twin), ["Pseudogout"], "with everything said since");
    assert_eq!(open(&clinic, &twin)["head"]["chart_number"], json!(twin_number));
    assert_eq!(problems(&ann), ["Asthma", "Eczema"]);
    clinic.refused("patients.unmerge", apart, ProblemCode::Refused);
    let hits = clinic.ok("patients.search", json!({ "text": "Marlowe" }));
    assert_eq!(hits[0]["patient"], twin);
    assert_eq!(clinic.ok("integrity.verify", json!({}))["sound"], true);
}

#[test]
fn a_file_about_somebody_who_is_known_here_says_so_and_is_not_hindered() {
    let clinic = Clinic::open();
    let ann = patient(&clinic, "Ann", "Marlow", "1970-01-01");
    let number = number(&clinic, &ann);
    let path = clinic.folder.join("ann.json");
    let said = json!({
        "resourceType": "Patient", "id": "p1", "gender": "female", "birthDate": "1970-01-01",
        "name": [{ "family": "Marlow", "given": ["Ann"] }],
    });
    let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": [{ "fullUrl": "Patient/p1", "resource": said }] });
    std::fs::write(&path, bundle.to_string()).unwrap();
    for command in ["exchange.preview", "exchange.import"] {
        let report = clinic.ok(command, json!({ "paths": [path] }));
        let file = &report["files"][0];
        assert_eq!((&file["new_patient"], &file["may_be"]), (&json!(true), &json!([number])), "{command}");
    }
    let again = clinic.ok("exchange.import", json!({ "paths": [path] }));
    assert_eq!(again["files"][0]["may_be"], json!([]), "the second time it is known who it is");
}
