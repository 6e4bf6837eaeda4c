//! Full-text search through the command table, on a real encrypted file: in the chart on screen and in all charts.

use crate::clinic::{Clinic, PASSWORD};
use api::ProblemCode;
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Signs a note in the patient's visit of today.
fn sign(clinic: &Clinic, patient: &Value, visit: &Value, subjective: &str) {
    let note = json!({ "subjective": subjective, "assessment_plan": "Rest" });
    let draft = json!({ "note": note, "items": [], "line": "", "chips": [], "copied": {} });
    clinic.ok(
        "notes.save_draft",
        json!({ "patient": patient, "encounter": visit, "draft": draft, "revision": 0 }),
    );
    let about = json!({ "patient": patient, "encounter": visit });
    let review = clinic.ok("notes.review", about);
    clinic
        .ok("notes.sign", json!({ "patient": patient, "encounter": visit, "revision": review["revision"] }));
}

/// Words of the screen, which every prescription has.
const FIXED: [&str; 2] = ["Dispense", "Repeats"];

fn add_problem(clinic: &Clinic, patient: &Value, text: &str) {
    clinic.ok("problems.add", json!({ "patient": patient, "problem": { "text": text } }));
}

fn found(clinic: &Clinic, text: &str) -> Value {
    clinic.ok("charts.find_everywhere", json!({ "text": text }))
}

fn names(found: &Value) -> Vec<&str> {
    found["patients"].as_array().unwrap().iter().map(|one| one["head"]["name"].as_str().unwrap()).collect()
}

fn in_this_chart(clinic: &Clinic, patient: &Value, text: &str, as_at: Option<&str>) -> Value {
    let mut request = json!({ "patient": patient, "text": text, "limit": 50 });
    if let Some(day) = as_at {
        request["as_at"] = json!(day);
    }
    clinic.ok("charts.timeline", request)["items"].clone()
}

fn marked(page: &Value) -> Vec<String> {
    let text = |mark: &Value| match mark["line"].as_u64() {
        None => page["title"].as_str().unwrap().to_owned(),
        Some(line) => page["lines"][line as usize]["text"].as_str().unwrap().to_owned(),
    };
    let cut = |mark: &Value| {
        let units: Vec<u16> = text(mark).encode_utf16().collect();
        let place = |key: &str| mark[key].as_u64().unwrap() as usize;
        String::from_utf16(&units[place("start")..place("end")]).unwrap()
    };
    page["marks"].as_array().unwrap().iter().map(cut).collect()
}

#[test]
fn what_was_said_is_found_in_its_chart_and_in_all_charts() {
    let clinic = Clinic::open();
    let (ann, _) = clinic.walk_in("Ann", "Marlow", "Cough for a week");
    add_problem(&clinic, &ann, "Zażółcenie powłok (jaundice)");
    let (ruth, _) = clinic.walk_in("Ruth", "Abramson", "Persistent cough, night sweats");
    add_problem(&clinic, &ruth, "Hyperthyroidism");

    let cough = found(&clinic, "cou");
    assert_eq!(names(&cough), ["Ruth Abramson", "Ann Marlow"], "whoever it was said of last stands first");
    let page = &cough["patients"][0]["pages"][0];
    let hit: Vec<&str> = page["title"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|piece| piece["hit"] == true)
        .map(|piece| piece["text"].as_str().unwrap())
        .collect();
    assert_eq!((page["section"].as_str().unwrap(), hit), ("encounters", vec!["cough"]), "shown in place");
    assert_eq!(names(&found(&clinic, "cough SWEATS")), ["Ruth Abramson"], "every word counts");
    assert_eq!(names(&found(&clinic, "zazolcenie")), ["Ann Marlow"], "accents are ignored, also ł");
    let slip = found(&clinic, "hypertyhroidism");
    assert_eq!(
        (names(&slip), &slip["patients"][0]["pages"][0]["similar"]),
        (vec!["Ruth Abramson"], &json!(true))
    );
    assert_eq!(names(&found(&clinic, "marlow")), Vec::<&str>::new(), "a name is no finding");
    assert_eq!(found(&clinic, "c")["too_short"], true);
    for text in
        ["", "\"", "a\" OR \"b", "NEAR(cough)", "words:cough*", "'; DROP TABLE said; --", "\u{0}cough"]
    {
        clinic.ok("charts.find_everywhere", json!({ "text": text }));
    }

    // In the chart on screen: the page, with the words marked.
    let pages = in_this_chart(&clinic, &ruth, "sweat cough", None);
    assert_eq!(pages.as_array().unwrap().len(), 1);
    assert_eq!(marked(&pages[0]), ["cough", "sweats"]);
    assert_eq!(marked(&in_this_chart(&clinic, &ruth, "hypertyhroidism", None)[0]), ["Hyperthyroidism"]);
    assert_eq!(in_this_chart(&clinic, &ruth, "jaundice", None), json!([]), "nothing of another chart");
}

#[test]
fn what_holds_no_more_is_struck_in_its_chart_and_left_out_of_all_charts() {
    let clinic = Clinic::open();
    let (ann, _) = clinic.walk_in("Ann", "Marlow", "Review");
    add_problem(&clinic, &ann, "Haemochromatosis");
    clinic.pass(TimeDelta::days(2));
    let chart = clinic.ok("charts.open", json!({ "patient": ann }));
    let problem = &chart["problems"][0];
    let mark = json!({ "patient": ann, "section": "problems", "record": problem["record"], "heads": problem["heads"], "why": "another Ann" });
    clinic.ok("charts.mark_in_error", mark);
    assert_eq!(names(&found(&clinic, "haemochromatosis")), Vec::<&str>::new(), "it is not current anywhere");
    let now = in_this_chart(&clinic, &ann, "haemochromatosis", None);
    assert_eq!(now[0]["in_error"], "another Ann", "in its chart it comes up struck through");
    let then = in_this_chart(&clinic, &ann, "haemochromatosis", Some("2026-11-23"));
    assert_eq!(then[0]["in_error"], Value::Null, "on the day before, it held");

    add_problem(&clinic, &ann, "Gout");
    let gout = clinic.ok("charts.open", json!({ "patient": ann }))["problems"][0].clone();
    clinic.ok(
        "problems.correct",
        json!({
            "patient": ann, "record": gout["record"], "heads": gout["heads"], "why": "crystals",
            "problem": { "text": "Pseudogout" },
        }),
    );
    assert_eq!(names(&found(&clinic, "gout")), Vec::<&str>::new(), "what was replaced says nothing any more");
    assert_eq!(names(&found(&clinic, "pseudogout")), ["Ann Marlow"]);
    assert_eq!(
        in_this_chart(&clinic, &ann, "gout", Some("2026-11-23")),
        json!([]),
        "two days ago nobody had said so"
    );
}

#[test]
fn a_restricted_chart_does_not_show_itself_and_a_search_is_one_act() {
    let clinic = Clinic::open();
    let (ann, _) = clinic.walk_in("Ann", "Marlow", "Sarcoidosis");
    clinic.ok("patients.restrict", json!({ "patient": ann, "restricted": true, "why": "a colleague" }));
    assert_eq!(names(&found(&clinic, "sarcoidosis")), ["Ann Marlow"], "who restricted it finds it");
    clinic.ok("staff.add_user", json!({
        "name": "Nia Obi", "login": "nia", "role": "nurse", "qualification": "", "registration": "", "password": PASSWORD,
    }));
    clinic.ok("practice.switch_user", json!({ "login": "nia", "password": PASSWORD }));
    for text in ["s", "sa", "sarc", "sarcoid"] {
        let nothing = found(&clinic, text);
        assert_eq!((names(&nothing), &nothing["more"]), (vec![], &json!(false)), "nobody kept out sees it");
    }
    clinic.ok("charts.open", json!({ "patient": ann, "break_glass": "emergency tonight" }));
    assert_eq!(names(&found(&clinic, "sarcoid")), ["Ann Marlow"], "a reason opens it");
    clinic.ok("practice.switch_user", json!({ "login": "ada", "password": PASSWORD }));
    let audit = clinic.ok("audit.list", json!({}));
    let acts = audit["rows"].as_array().unwrap().iter().filter(|row| row["act"] == "charts.find_everywhere");
    assert_eq!(acts.count(), 3, "one for each search, however many letters were typed");
}

#[test]
fn every_word_a_page_says_is_found_in_all_charts() {
    let clinic = Clinic::empty();
    clinic.ok("practice.demo", json!({}));
    let hits = clinic.ok("patients.search", json!({ "text": "delacroix" }));
    let patient = hits[0]["patient"].clone();
    clinic.ok("charts.open", json!({ "patient": patient }));
    let pages = clinic.ok("charts.timeline", json!({ "patient": patient, "limit": 200 }));
    let (mut asked, mut sections) = (0, BTreeSet::new());
    for page in pages["items"].as_array().unwrap() {
        // Who signed an addendum and who reviewed a letter is the screen's, not the record's.
        let lines = page["lines"].as_array().unwrap().iter().map(|line| line["text"].as_str().unwrap());
        if page["in_error"] != Value::Null || page["section"] == "received" {
            continue;
        }
        for line in lines.filter(|line| {
            !line.contains("reviewed by") && !line.starts_with("by ") && !line.starts_with("for ")
        }) {
            let words: Vec<&str> = line
                .split(|sign: char| !sign.is_alphanumeric())
                .filter(|word| word.chars().count() > 6 && !FIXED.contains(word))
                .collect();
            for few in words.chunks(3).take(2) {
                let found = found(&clinic, &few.join(" "));
                let more = found["more"] == true;
                let here =
                    found["patients"].as_array().unwrap().iter().any(|one| one["head"]["patient"] == patient);
                assert!(here || more, "{few:?} of {} “{}” is found", page["section"], page["title"]);
                asked += 1;
                sections.insert(page["section"].as_str().unwrap().to_owned());
            }
        }
    }
    assert!(asked > 60 && sections.len() >= 8, "{asked} searches over {sections:?} were tried");
}

#[test]
fn only_who_sees_charts_searches_them() {
    let clinic = Clinic::open();
    clinic.ok("staff.add_user", json!({
        "name": "Finn Doe", "login": "finn", "role": "front-desk", "qualification": "", "registration": "", "password": PASSWORD,
    }));
    clinic.ok("practice.switch_user", json!({ "login": "finn", "password": PASSWORD }));
    clinic.refused("charts.find_everywhere", json!({ "text": "cough" }), ProblemCode::Forbidden);
}

#[test]
fn a_signed_note_and_what_was_added_to_it_are_found_on_their_page() {
    let clinic = Clinic::open();
    let (ann, visit) = clinic.walk_in("Ann", "Marlow", "Review");
    clinic.ok("encounters.start", json!({ "patient": ann, "encounter": visit }));
    clinic.ok("allergies.none_known", json!({ "patient": ann, "encounter": visit }));
    clinic.ok("vitals.record", json!({ "patient": ann, "encounter": visit, "line": "bp 120/80" }));
    sign(&clinic, &ann, &visit, "Palpitations since spring");
    let draft = clinic.ok("notes.draft", json!({ "patient": ann, "encounter": visit }));
    let note = draft["signed"]["note"]["record"].clone();
    clinic.ok("notes.addendum", json!({ "patient": ann, "note": note, "text": "Holter was unremarkable" }));
    for text in ["palpitations", "holter", "palpitations holter"] {
        let pages = in_this_chart(&clinic, &ann, text, None);
        assert_eq!(pages[0]["section"], "encounters", "{text} is on the visit's page");
    }
    for text in ["palpitations", "holter"] {
        let found = found(&clinic, text);
        let page = &found["patients"][0]["pages"][0];
        assert_eq!((&page["section"], &page["record"]), (&json!("encounters"), &visit), "{text}");
    }
}
