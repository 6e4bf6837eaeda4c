//! The one screen through the command table on a real encrypted file: goals and the numbers held against them, the
//! medicines above a curve, the banner, the inbox; and that a file that fails is never a list that is empty.

use crate::clinic::{Clinic, PASSWORD};
use api::ProblemCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn chart(clinic: &Clinic, patient: &Value) -> Value {
    clinic.ok("charts.open", json!({ "patient": patient }))
}

fn trend_of<'v>(view: &'v Value, key: &str) -> &'v Value {
    view["trends"].as_array().unwrap().iter().find(|trend| trend["key"] == key).unwrap()
}

fn vitals(clinic: &Clinic, patient: &Value, visit: &Value, line: &str) {
    clinic.ok("vitals.record", json!({ "patient": patient, "encounter": visit, "line": line }));
}

fn inr(clinic: &Clinic, patient: &Value, value: &str, flag: &str) {
    let value = json!({
        "test": "INR", "loinc": "6301-6", "value": value, "unit": "", "range": "0.9–1.1", "interpretation": flag,
    });
    clinic.ok("results.add", json!({ "patient": patient, "name": "INR", "values": [value] }));
}

#[test]
fn a_goal_is_what_a_value_is_held_against() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "review");
    vitals(&clinic, &patient, &visit, "bp 134/82 wt 81.5 ht 168");
    let before = chart(&clinic, &patient);
    assert_eq!(trend_of(&before, "blood-pressure")["alert"], true, "beyond the range of adults");
    assert_eq!(trend_of(&before, "blood-pressure")["goal"], Value::Null, "no goal is proposed");

    let set =
        json!({ "patient": patient, "key": "blood-pressure", "wanted": "< 140/90", "comment": "frail" });
    let goal = clinic.ok("goals.set", set);
    assert_eq!(goal["value"]["wanted"], "< 140/90 mmHg");
    let view = chart(&clinic, &patient);
    let pressure = trend_of(&view, "blood-pressure");
    assert_eq!(pressure["alert"], false, "134/82 is where it should be for her: {}", pressure["judged"]);
    assert_eq!(pressure["goal"]["met"], true);

    // Another goal for the same number is the same record, changed: two would contradict each other.
    clinic.pass(TimeDelta::days(1));
    let again =
        clinic.ok("goals.set", json!({ "patient": patient, "key": "blood-pressure", "wanted": "130/80" }));
    assert_eq!(again["record"], goal["record"]);
    assert_eq!(again["versions"], 2);
    assert_eq!(trend_of(&chart(&clinic, &patient), "blood-pressure")["alert"], true);

    // The laboratory flags what the patient is meant to have; the goal says so.
    inr(&clinic, &patient, "2.5", "H");
    inr(&clinic, &patient, "2.6", "H");
    assert_eq!(trend_of(&chart(&clinic, &patient), "6301-6")["alert"], true);
    clinic.ok("goals.set", json!({ "patient": patient, "key": "6301-6", "wanted": "2-3" }));
    assert_eq!(trend_of(&chart(&clinic, &patient), "6301-6")["alert"], false, "2.6 is in 2–3");
    inr(&clinic, &patient, "5.1", "HH");
    let critical = chart(&clinic, &patient);
    assert_eq!(trend_of(&critical, "6301-6")["alert"], true, "critical stands out whatever the goal");

    // Counted numbers are numbers too, with their formula.
    let mass = trend_of(&critical, "bmi");
    assert_eq!(mass["latest"], "28.9 kg/m²");
    assert!(mass["counted"].as_str().unwrap().contains("81.5 kg ÷ (1.68 m)²"), "{mass}");
}

#[test]
fn a_goal_is_corrected_ended_struck_out_and_read_as_at_a_day() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "review");
    vitals(&clinic, &patient, &visit, "bp 134/82");
    for wanted in ["low", "130", "", "> 130/80"] {
        let request = json!({ "patient": patient, "key": "blood-pressure", "wanted": wanted });
        let problem = clinic.refused("goals.set", request, ProblemCode::Invalid);
        assert_eq!(problem.field.as_deref(), Some("wanted"), "{wanted:?} is refused beside its field");
    }
    let alone = json!({ "patient": patient, "key": "weight", "wanted": "80" });
    let problem = clinic.refused("goals.set", alone, ProblemCode::Invalid);
    assert!(problem.message.contains("direction"), "{}", problem.message);
    let unknown = json!({ "patient": patient, "key": "no such number", "wanted": "< 7" });
    clinic.refused("goals.set", unknown, ProblemCode::Invalid);
    assert_eq!(chart(&clinic, &patient)["goals"], json!([]), "nothing was written");

    let goal =
        clinic.ok("goals.set", json!({ "patient": patient, "key": "blood-pressure", "wanted": "120/80" }));
    let heads = |row: &Value, more: Value| {
        let mut request = json!({ "patient": patient, "record": row["record"], "heads": row["heads"] });
        for (key, value) in more.as_object().unwrap() {
            request[key] = value.clone();
        }
        request
    };
    let no_reason = heads(&goal, json!({ "wanted": "< 130/80", "why": " " }));
    clinic.refused("goals.correct", no_reason, ProblemCode::Invalid);
    let right = clinic.ok("goals.correct", heads(&goal, json!({ "wanted": "< 130/80", "why": "typed 120" })));
    let old = heads(&goal, json!({ "wanted": "< 1/1", "why": "late" }));
    clinic.refused("goals.correct", old, ProblemCode::Conflict);
    let versions = clinic
        .ok("charts.history", json!({ "patient": patient, "section": "goals", "record": goal["record"] }));
    assert_eq!(versions[0]["why"], "typed 120");
    assert_eq!(versions[1]["lines"][0], "Blood pressure < 120/80 mmHg", "the old value stays readable");

    let day = clinic.now().date_naive().to_string();
    clinic.pass(TimeDelta::days(30));
    let ended = clinic.ok("goals.end", heads(&right, json!({ "status": "completed" })));
    clinic.refused("goals.end", heads(&ended, json!({ "status": "completed" })), ProblemCode::Refused);
    let now = chart(&clinic, &patient);
    assert_eq!(trend_of(&now, "blood-pressure")["goal"], Value::Null, "it is no longer aimed at");
    let then = clinic.ok("charts.open", json!({ "patient": patient, "as_at": day }));
    assert_eq!(trend_of(&then, "blood-pressure")["goal"]["wanted"], "< 130/80 mmHg", "it was on that day");

    let struck = heads(&ended, json!({ "section": "goals", "why": "wrong patient" }));
    clinic.ok("charts.mark_in_error", struck);
    let page =
        clinic.ok("charts.timeline", json!({ "patient": patient, "sections": ["goals"], "limit": 10 }));
    assert_eq!(page["items"][0]["in_error"], "wrong patient");
    assert_eq!(chart(&clinic, &patient)["goals"], json!([]));
}

#[test]
fn a_page_of_a_medicine_parts_its_name_from_how_it_is_taken() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Ann", "Marlow", "review");
    let add = |medication: Value| {
        clinic.ok("medications.add", json!({ "patient": patient, "medication": medication }));
    };
    add(
        json!({ "drug": "Naproxen", "strength": "250 mg", "form": "tablet", "instructions": "Take 1 tablet." }),
    );
    add(json!({ "drug": "Warfarin", "strength": "5 mg", "form": "tablet" }));
    clinic.ok("problems.add", json!({ "patient": patient, "problem": { "text": "Sore knee" } }));
    let request = json!({ "patient": patient, "sections": ["medications", "problems"], "limit": 10 });
    let pages = clinic.ok("charts.timeline", request);
    let mut lines: Vec<&str> = pages["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|page| page["lines"][0]["text"].as_str())
        .collect();
    lines.sort_unstable();
    assert_eq!(lines, ["Naproxen 250 mg tablet · Take 1 tablet.", "Sore knee", "Warfarin 5 mg tablet"]);
}

#[test]
fn a_number_in_full_has_its_values_its_goals_and_the_medicines_that_move_it() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "review");
    let medicine = |drug: &str, strength: &str, take: &str| {
        json!({ "patient": patient, "medication": {
            "drug": drug, "strength": strength, "form": "tablet", "instructions": take, "long_term": true,
        }})
    };
    vitals(&clinic, &patient, &visit, "bp 158/94");
    let taken = clinic
        .ok("medications.add", medicine("Lisinopril", "10 mg", "Take 1 tablet by mouth every morning."));
    clinic.ok("medications.add", medicine("Atorvastatin", "40 mg", "Take 1 tablet by mouth at bedtime."));
    clinic.pass(TimeDelta::days(60));
    vitals(&clinic, &patient, &visit, "bp 148/90");
    clinic.ok("medications.change", json!({
        "patient": patient, "record": taken["record"], "heads": taken["heads"], "line": "20 mg 1 tab od", "why": "above goal",
    }));
    clinic.ok("goals.set", json!({ "patient": patient, "key": "blood-pressure", "wanted": "130/80" }));
    clinic.pass(TimeDelta::days(60));
    vitals(&clinic, &patient, &visit, "bp 128/78");

    let read = |key: &str| clinic.ok("charts.trend", json!({ "patient": patient, "key": key }));
    let pressure = read("blood-pressure");
    let rows = pressure["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[2]["alert"], false, "at goal: {}", rows[2]["judged"]);
    assert_eq!(rows[0]["alert"], true);
    assert!(!rows[0]["judged"].as_str().unwrap().contains("goal"), "no goal was set on that day");
    assert_eq!(pressure["goals"][0]["bands"][0], json!({ "low": null, "high": 130.0 }));
    let first = &pressure["medicines"][0];
    assert_eq!(first["drug"], "Lisinopril", "what moves the number comes first");
    assert_eq!(first["acts"]["raises"], false);
    assert!(first["acts"]["source"].as_str().unwrap().contains("FDA"), "it says who says so");
    let doses: Vec<&str> =
        first["spans"].as_array().unwrap().iter().map(|span| span["short"].as_str().unwrap()).collect();
    assert_eq!(doses, ["10 mg", "20 mg"], "a change of dose begins another stretch");
    assert_eq!(first["spans"][0]["until"], first["spans"][1]["from"]);
    assert_eq!(pressure["medicines"][1]["drug"], "Atorvastatin");
    assert_eq!(pressure["medicines"][1]["acts"], Value::Null, "it is not said to move the pressure");
    let never = json!({ "patient": patient, "key": "4548-4" });
    clinic.refused("charts.trend", never, ProblemCode::Invalid);
}

#[test]
fn the_summary_says_a_medicine_in_a_few_words_and_the_banner_what_must_not_be_forgotten() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Ann", "Marlow", "review");
    clinic.ok(
        "medications.add",
        json!({ "patient": patient, "medication": {
            "drug": "Warfarin", "strength": "5 mg", "form": "tablet",
            "instructions": "Take 1 tablet by mouth every evening.", "long_term": true,
        }}),
    );
    clinic.ok(
        "medications.add",
        json!({ "patient": patient, "medication": {
            "drug": "Ginkgo", "instructions": "now and then, the green ones",
        }}),
    );
    inr(&clinic, &patient, "3.8", "H");
    clinic.ok("goals.set", json!({ "patient": patient, "key": "6301-6", "wanted": "2-3" }));
    clinic.ok(
        "tasks.add",
        json!({
            "patient": patient, "kind": "follow-up", "text": "INR", "due": "2026-11-20",
        }),
    );
    let view = chart(&clinic, &patient);
    let lines = view["medication_lines"].as_array().unwrap();
    let line =
        |name: &str| lines.iter().find(|line| line["name"] == name).unwrap_or_else(|| panic!("{lines:?}"));
    assert_eq!(line("Warfarin 5 mg")["take"], "1 tab evening", "the form stands in the dose");
    assert_eq!(line("Ginkgo")["take"], "now and then, the green ones", "told words stay as told");
    assert_eq!(view["warnings"][0]["text"], "Warfarin, INR goal 2–3");
    assert_eq!(view["due"][0]["text"], "Follow-up: INR");
    assert_eq!(view["due"][0]["overdue"], true);
}

#[test]
fn a_draft_waits_in_the_inbox_until_it_is_signed() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "sore throat");
    clinic.ok("allergies.none_known", json!({ "patient": patient }));
    assert_eq!(clinic.ok("notes.unsigned", json!({})), json!([]));
    let note = json!({ "subjective": "Sore throat.", "assessment_plan": "Pharyngitis." });
    let draft = json!({ "note": note, "items": [], "line": "", "chips": [], "copied": {} });
    clinic.ok(
        "notes.save_draft",
        json!({ "patient": patient, "encounter": visit, "draft": draft, "revision": 0 }),
    );
    let waiting = clinic.ok("notes.unsigned", json!({}));
    assert_eq!(waiting.as_array().unwrap().len(), 1);
    assert_eq!(waiting[0]["encounter"], visit);
    assert_eq!(waiting[0]["mine"], true);
    let review = clinic.ok("notes.review", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(review["may_sign"], true, "{}", review["missing"]);
    let sign = json!({ "patient": patient, "encounter": visit, "revision": review["revision"] });
    clinic.ok("notes.sign", sign);
    assert_eq!(clinic.ok("notes.unsigned", json!({})), json!([]), "a signed note waits no longer");
}

/// One page of the file after another is spoilt, as a failing disk would. Whatever is read then is what it was before, or
/// a refusal in words; never less than it was.
#[test]
fn a_file_that_fails_is_never_an_empty_list() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "review");
    vitals(&clinic, &patient, &visit, "bp 134/82");
    clinic.ok("problems.add", json!({ "patient": patient, "problem": { "text": "Hypertension" } }));
    clinic.ok("goals.set", json!({ "patient": patient, "key": "blood-pressure", "wanted": "130/80" }));
    inr(&clinic, &patient, "2.5", "H");
    clinic.ok("tasks.add", json!({ "patient": patient, "kind": "task", "text": "ECG" }));
    let asked = |clinic: &Clinic| -> Vec<Result<Value, String>> {
        let all = [
            ("charts.open", json!({ "patient": patient })),
            ("charts.timeline", json!({ "patient": patient, "limit": 50 })),
            ("charts.trend", json!({ "patient": patient, "key": "blood-pressure" })),
            ("results.grid", json!({ "patient": patient, "days": 12 })),
            ("results.to_review", json!({})),
            ("notes.unsigned", json!({})),
            ("tasks.list", json!({ "mine": false })),
            ("encounters.today", json!({})),
            ("charts.show", json!({ "patient": patient })),
        ];
        let ask = |(command, request): (&str, Value)| {
            clinic
                .host
                .call("main", command, request)
                .and_then(|answer| answer.view())
                .map_err(|problem| problem.message)
        };
        all.into_iter().map(ask).collect()
    };
    let sound = asked(&clinic);
    assert!(sound.iter().all(Result::is_ok), "everything is read from a sound file: {sound:?}");
    let clinic = clinic.drop_and_reopen();
    let path = clinic.folder.join("practice").join("practice.chart");
    clinic.unlock();
    clinic.ok("practice.lock", json!({}));
    let whole = std::fs::read(&path).unwrap();
    let pages = whole.len() / 4096;
    let (mut refused, mut clinic) = (0, clinic);
    for page in (2..pages).step_by((pages / 14).max(1)) {
        let mut spoilt = whole.clone();
        spoilt[page * 4096 + 64..page * 4096 + 192].fill(0xA5);
        std::fs::write(&path, &spoilt).unwrap();
        clinic = clinic.drop_and_reopen();
        let door = json!({ "login": "ada", "password": PASSWORD });
        if clinic.host.call("main", "practice.unlock", door).is_err() {
            refused += 1;
            continue;
        }
        for (before, now) in sound.iter().zip(asked(&clinic)) {
            match now {
                Ok(view) => assert_eq!(Ok(&view), before.as_ref(), "page {page}: as it was, or refused"),
                Err(message) => {
                    refused += 1;
                    assert!(!message.trim().is_empty(), "a refusal has words");
                }
            }
        }
    }
    assert!(refused > 0, "some page of {pages} was needed, or the test reads nothing");
}

#[test]
fn one_set_of_vitals_is_corrected_by_itself_long_after_its_visit() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Owen", "Adeyemi", "blood pressure");
    let record = |line: &str| {
        clinic.ok("vitals.record", json!({ "patient": patient, "encounter": visit, "line": line }))["record"]
            .clone()
    };
    let first = record("bp 185/92 hr 78");
    record("bp 146/86 wt 81.5");
    clinic.pass(TimeDelta::days(30));
    clinic.ok("charts.open", json!({ "patient": patient }));

    let read = || clinic.ok("vitals.read", json!({ "patient": patient, "record": first }));
    let texts = |view: &Value| -> Vec<(String, String)> {
        let shown = view["shown"].as_array().unwrap().iter().filter(|field| field["text"] != "");
        shown
            .map(|field| {
                (field["key"].as_str().unwrap().to_owned(), field["text"].as_str().unwrap().to_owned())
            })
            .collect()
    };
    let before = read();
    let said = |key: &str, text: &str| (key.to_owned(), text.to_owned());
    assert_eq!(
        texts(&before),
        [said("blood-pressure", "185/92"), said("heart-rate", "78")],
        "its own numbers, and none of the later set"
    );
    let asked = json!({
        "patient": patient, "record": first, "heads": before["heads"], "line": "bp 158/92 hr 78", "why": "turned round",
    });
    clinic.ok("vitals.correct", asked);
    assert_eq!(texts(&read()), [said("blood-pressure", "158/92"), said("heart-rate", "78")]);
    let versions =
        clinic.ok("charts.history", json!({ "patient": patient, "section": "vitals", "record": first }));
    assert_eq!(versions.as_array().unwrap().len(), 2, "the old one is readable: {versions}");

    let (other, _) = clinic.walk_in("Ana", "Silva", "cough");
    clinic.refused("vitals.read", json!({ "patient": other, "record": first }), ProblemCode::NotFound);
}
