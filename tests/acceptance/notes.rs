//! The story of a note: lines become chips, chips are entered when the note is signed or at once where safety asks,
//! templates, copying forward, what is missing, the versions. Through the command table on a real encrypted file.

use crate::clinic::{Clinic, PASSWORD};
use api::ProblemCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

/// The draft that accepted lines make, each a line of the assessment, as the window would save it.
fn draft(clinic: &Clinic, patient: &Value, lines: &[&str]) -> Value {
    let mut text = String::new();
    let mut chips = Vec::new();
    for line in lines {
        let read = clinic.ok("notes.read_line", json!({ "patient": patient, "line": line }));
        for chip in read["chips"].as_array().unwrap() {
            assert_eq!(chip["missing"], json!([]), "{line} can be accepted: {chip}");
            let from = text.encode_utf16().count();
            text.push_str(chip["label"].as_str().unwrap());
            let to = text.encode_utf16().count();
            chips.push(json!({
                "id": format!("chip-{}", chips.len()), "field": "assessment_plan", "from": from, "to": to,
                "typed": line, "plan": chip["plan"],
            }));
            text.push('\n');
        }
    }
    json!({ "note": { "assessment_plan": text }, "items": [], "line": "", "chips": chips, "copied": {} })
}

fn save(clinic: &Clinic, patient: &Value, visit: &Value, draft: &Value, revision: u64) -> u64 {
    let request = json!({ "patient": patient, "encounter": visit, "draft": draft, "revision": revision });
    clinic.ok("notes.save_draft", request)["revision"].as_u64().unwrap()
}

fn sign(clinic: &Clinic, patient: &Value, visit: &Value) -> Value {
    let review = clinic.ok("notes.review", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(review["may_sign"], true, "nothing forbids signing: {}", review["missing"]);
    clinic.ok("notes.sign", json!({ "patient": patient, "encounter": visit, "revision": review["revision"] }))
}

#[test]
fn what_was_typed_and_accepted_is_entered_when_the_note_is_signed() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "sore throat");
    clinic.ok("allergies.none_known", json!({ "patient": patient, "encounter": visit }));
    let draft = draft(
        &clinic,
        &patient,
        &[
            "/dx Acute pharyngitis, unspecified [J02.9]",
            "/rx amoxicillin 500 mg cap 1 po tid 7d",
            "/med ibuprofen 200 mg tab prn",
            "/imm flu lot AB12 L deltoid",
            "/fu 2w throat",
            "/task nurse ecg today",
            "/order a1c, lipids",
        ],
    );
    save(&clinic, &patient, &visit, &draft, 0);
    let before = clinic.ok("charts.show", json!({ "patient": patient }));
    for section in ["problems", "prescriptions", "medications", "immunizations", "tasks", "orders"] {
        assert_eq!(before[section], json!([]), "nothing of {section} is entered before the note is signed");
    }

    // The power fails: text, chips and all are there again.
    let clinic = clinic.drop_and_reopen();
    clinic.unlock();
    clinic.ok("charts.open", json!({ "patient": patient }));
    let back = clinic.ok("notes.draft", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(back["draft"]["chips"], draft["chips"], "not a chip is lost");

    let review = clinic.ok("notes.review", json!({ "patient": patient, "encounter": visit }));
    let parts: Vec<&str> =
        review["parts"].as_array().unwrap().iter().map(|part| part["heading"].as_str().unwrap()).collect();
    for heading in ["Prescription", "Problem", "Medicine taken", "Vaccine", "To do", "Order"] {
        assert!(parts.contains(&heading), "{heading} is shown before it is signed: {parts:?}");
    }
    sign(&clinic, &patient, &visit);
    let chart = clinic.ok("charts.show", json!({ "patient": patient }));
    assert_eq!(chart["problems"][0]["value"]["condition"]["codings"][0]["code"], "J02.9");
    assert_eq!(chart["prescriptions"][0]["value"]["items"][0]["quantity"]["value"], 21.0);
    assert_eq!(chart["immunizations"][0]["value"]["lot"], "AB12");
    assert_eq!(chart["medications"].as_array().unwrap().len(), 2, "the one taken and the one ordered");
    let orders = chart["orders"].as_array().unwrap();
    assert_eq!(orders.len(), 1, "one paper for the laboratory");
    assert_eq!(orders[0]["value"]["tests"].as_array().unwrap().len(), 5, "HbA1c and the four lipids");
    let tasks: Vec<(&Value, &Value)> = chart["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| (&task["value"]["kind"], &task["value"]["due"]))
        .collect();
    assert_eq!(tasks, [(&json!("follow-up"), &json!("2026-12-06")), (&json!("task"), &json!("2026-11-22"))]);

    // The same diagnosis again, in the next visit, is not on the list twice.
    clinic.pass(TimeDelta::days(1));
    let next = clinic.ok("encounters.arrive", json!({ "patient": patient, "reason": "again" }));
    let visit = &next["encounter"];
    let again = self::draft(&clinic, &patient, &["/dx Acute pharyngitis, unspecified [J02.9]"]);
    save(&clinic, &patient, visit, &again, 0);
    sign(&clinic, &patient, visit);
    let chart = clinic.ok("charts.show", json!({ "patient": patient }));
    assert_eq!(chart["problems"].as_array().unwrap().len(), 1, "one problem, named twice");
}

#[test]
fn what_others_act_on_is_entered_at_once() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "rash");
    let now = |line: &str| json!({ "patient": patient, "encounter": visit, "line": line });
    let chip = clinic.ok("notes.enter_now", now("bp 148/92 hr 78 after stairs"));
    assert_eq!(chip["plan"]["kind"], "entered");
    let chart = clinic.ok("charts.show", json!({ "patient": patient }));
    assert_eq!(chart["vitals"][0]["value"]["measurements"][0]["value"], 148.0);
    assert_eq!(
        chart["vitals"][0]["value"]["comment"], "after stairs",
        "what is no number is kept as a remark"
    );
    clinic.ok("notes.enter_now", now("/allergy penicillin anaphylaxis"));
    let chart = clinic.ok("charts.show", json!({ "patient": patient }));
    let allergy = &chart["allergies"]["active"][0]["value"];
    assert_eq!(
        (&allergy["substance"]["text"], &allergy["criticality"]),
        (&json!("Penicillin"), &json!("high"))
    );
    clinic.refused("notes.enter_now", now("/allergy penicillin rash"), ProblemCode::Refused);
    for line in ["/dx flu", "Feels well.", "BP 150/90 at home last week.", "/fu 2w", ""] {
        clinic.refused("notes.enter_now", now(line), ProblemCode::Invalid);
    }
    let read = clinic.ok("notes.read_line", json!({ "patient": patient, "line": "bp 1480/92" }));
    assert!(
        !read["chips"][0]["doubts"].as_array().unwrap().is_empty(),
        "what cannot be meant is asked: {read}"
    );
    let read = clinic.ok("notes.read_line", json!({ "patient": patient, "line": "ibuprofen 400 mg tid" }));
    assert_eq!(read["chips"], json!([]), "in prose a medicine is a word, not an order");
    let read = clinic.ok("notes.read_line", json!({ "patient": patient, "line": "/fu 5/6 bp" }));
    let doubt = read["chips"][0]["doubts"][0].as_str().unwrap();
    assert!(doubt.starts_with("5/6: 6 May or 5 June? Your practice writes the month first"), "{doubt}");
}

#[test]
fn what_is_missing_is_said_with_its_place() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "cough");
    clinic.ok("vitals.record", json!({ "patient": patient, "encounter": visit, "line": "bp 178/112 hr 78" }));
    let words = json!({
        "note": { "subjective": "Cough for [[how long]].\n/fu 2w chest", "objective": "Chest clear." },
        "items": [], "line": "", "copied": { "objective": { "on": "2026-08-09", "text": "Chest clear." } },
    });
    save(&clinic, &patient, &visit, &words, 0);
    let review = clinic.ok("notes.review", json!({ "patient": patient, "encounter": visit }));
    let missing: Vec<(String, String, bool)> = review["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            let position = item["position"].as_u64().map(|at| at.to_string()).unwrap_or_default();
            (
                format!("{}@{position}", item["field"].as_str().unwrap()),
                item["message"].as_str().unwrap().to_owned(),
                item["forbids"].as_bool().unwrap(),
            )
        })
        .collect();
    let said = |place: &str, words: &str, forbids: bool| {
        assert!(
            missing.iter().any(|(at, message, no)| at == place && message.contains(words) && *no == forbids),
            "{place}: {words} is among {missing:#?}"
        );
    };
    said("subjective@10", "“[[how long]]” is not filled in", true);
    said("subjective@24", "“/fu 2w chest” is typed and not accepted", true);
    said("objective@", "as copied from 9 Aug 2026", false);
    said("objective@", "Blood pressure 178/112", false);
    said("assessment_plan@", "There is no assessment", false);
    said("allergies@", "Nobody ever asked about allergies", false);
    clinic.refused(
        "notes.sign",
        json!({ "patient": patient, "encounter": visit, "revision": review["revision"] }),
        ProblemCode::Invalid,
    );
}

#[test]
fn a_template_brings_chips_and_values_of_the_chart() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "check");
    clinic.ok("vitals.record", json!({ "patient": patient, "encounter": visit, "line": "bp 146/86" }));
    let expand = |trigger: &str| json!({ "patient": patient, "encounter": visit, "trigger": trigger });
    let expanded = clinic.ok("notes.expand", expand(".HTN"));
    let pieces: Vec<&Value> = expanded["parts"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|part| part["pieces"].as_array().unwrap())
        .collect();
    let kinds: Vec<&str> = pieces.iter().filter_map(|piece| piece["plan"]["kind"].as_str()).collect();
    for kind in ["value", "problem", "task"] {
        assert!(kinds.contains(&kind), "{kind} is in {kinds:?}");
    }
    let pressure = pieces.iter().find(|piece| piece["plan"]["name"] == "last.bp").unwrap();
    assert_eq!(pressure["text"], "146/86 mmHg");
    clinic.refused("notes.expand", expand(".nothing"), ProblemCode::NotFound);

    // A value that changed since it was put in is shown before the note is signed.
    let draft = json!({
        "note": { "objective": "BP 146/86 mmHg" }, "items": [], "line": "",
        "chips": [{ "id": "one", "field": "objective", "from": 3, "to": 14, "typed": "{last.bp}", "plan": pressure["plan"] }],
    });
    save(&clinic, &patient, &visit, &draft, 0);
    clinic.pass(TimeDelta::minutes(5));
    clinic.ok("vitals.record", json!({ "patient": patient, "encounter": visit, "line": "bp 132/80" }));
    let review = clinic.ok("notes.review", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(
        review["stale"],
        json!([{ "chip": "one", "name": "last.bp", "said": "146/86 mmHg", "now": "132/80 mmHg" }])
    );

    // The practice's own takes the place of ours, and gives it back.
    let own = clinic.ok("notes.save_phrase", json!({ "text": ".htn Ours\nAll well, {age}.", "mine": false }));
    let whose = |list: &Value| {
        list.as_array().unwrap().iter().find(|one| one["trigger"] == ".htn").unwrap()["whose"].clone()
    };
    assert_eq!(whose(&own), "practice");
    assert_eq!(clinic.ok("notes.expand", expand(".htn"))["parts"][0]["pieces"][1]["text"], "67 y");
    assert_eq!(whose(&clinic.ok("notes.remove_phrase", json!({ "trigger": ".htn" }))), "shipped");
    clinic.refused("notes.save_phrase", json!({ "text": "no name" }), ProblemCode::Invalid);

    // This visit as a template: the chip is its line again.
    let template = clinic.ok("notes.phrase_of_visit", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(template, ".name What it is called\n== objective\nBP {last.bp}\n");
}

#[test]
fn a_signed_note_is_copied_cosigned_taken_back_and_written_anew() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "blood pressure");
    let draft = json!({ "note": { "assessment_plan": "Stop ibuprofen, review in 2 weeks." }, "items": [], "line": "" });
    save(&clinic, &patient, &visit, &draft, 0);
    let note = sign(&clinic, &patient, &visit);
    let (record, heads) = (&note["note"]["record"], &note["note"]["heads"]);
    assert_eq!(note["may_cosign"], false, "nobody signs their own note twice");
    let cosign = json!({ "patient": patient, "note": record, "heads": heads, "remark": "Agreed." });
    clinic.refused("notes.cosign", cosign.clone(), ProblemCode::Refused);

    clinic.ok(
        "staff.add_user",
        json!({ "name": "Dr Dee", "login": "dee", "role": "physician", "password": PASSWORD }),
    );
    clinic.ok("practice.switch_user", json!({ "login": "dee", "password": PASSWORD }));
    clinic.ok("charts.open", json!({ "patient": patient }));
    let cosigned = clinic.ok("notes.cosign", cosign.clone());
    assert_eq!(cosigned["cosigned"][0]["author"], "Dr Dee");
    clinic.refused("notes.cosign", cosign, ProblemCode::Refused);

    // The next visit takes the plan over.
    clinic.ok("practice.switch_user", json!({ "login": "ada", "password": PASSWORD }));
    clinic.ok("charts.open", json!({ "patient": patient }));
    clinic.pass(TimeDelta::days(14));
    let next = clinic.ok("encounters.arrive", json!({ "patient": patient, "reason": "review" }))["encounter"]
        .clone();
    let copy = clinic.ok("notes.copy_forward", json!({ "patient": patient, "encounter": next }));
    assert_eq!(copy["parts"][0]["field"], "assessment_plan");
    assert_eq!(copy["parts"][0]["text"], "Stop ibuprofen, review in 2 weeks.");

    // Taken back with a reason; the old words are there to be written anew, and both versions stay.
    let retract = json!({ "patient": patient, "note": record, "heads": heads, "why": "wrong interval" });
    clinic.refused(
        "notes.retract",
        json!({ "patient": patient, "note": record, "heads": heads, "why": " " }),
        ProblemCode::Invalid,
    );
    clinic.ok("notes.retract", retract.clone());
    clinic.refused("notes.retract", retract, ProblemCode::Conflict);
    let blank = clinic.ok("notes.draft", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(blank["draft"]["note"]["assessment_plan"], "Stop ibuprofen, review in 2 weeks.");
    let anew = json!({ "note": { "assessment_plan": "Stop ibuprofen, review in 4 weeks." }, "items": [], "line": "" });
    save(&clinic, &patient, &visit, &anew, 0);
    let signed = sign(&clinic, &patient, &visit);
    assert_eq!(
        (&signed["note"]["record"], &signed["signature"]),
        (record, &json!("signed")),
        "one note, said anew"
    );
    let versions = clinic.ok("notes.versions", json!({ "patient": patient, "note": record }));
    let versions = versions.as_array().unwrap();
    assert_eq!(versions.len(), 3, "signed, taken back, signed anew");
    assert_eq!(
        (&versions[1]["version"]["in_error"], &versions[1]["version"]["why"]),
        (&json!(true), &json!("wrong interval"))
    );
    let pieces = versions[2]["parts"][0]["pieces"].as_array().unwrap();
    let of = |changed: &str| -> Vec<&str> {
        let mut words: Vec<&str> = pieces
            .iter()
            .filter(|piece| piece["changed"] == changed)
            .map(|piece| piece["text"].as_str().unwrap())
            .collect();
        words.dedup();
        words
    };
    assert_eq!(
        (of("removed"), of("added")),
        (vec!["2"], vec!["4"]),
        "the difference is marked, word by word"
    );
    assert_eq!(clinic.ok("integrity.verify", json!({}))["sound"], true);
}

#[test]
fn tasks_are_seen_by_whose_they_are_and_done() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "palpitations");
    let add = |text: &str, whose: &str, due: &str| json!({ "patient": patient, "encounter": visit, "kind": "task", "text": text, "whose": whose, "due": due });
    clinic.ok("tasks.add", add("Call the pharmacy", "front-desk", "2026-11-29"));
    let ecg = clinic.ok("tasks.add", add("ECG", "nurse", "2026-11-20"));
    clinic.refused("tasks.add", add("  ", "nurse", "2026-11-29"), ProblemCode::Invalid);
    clinic.refused(
        "tasks.add",
        json!({ "patient": patient, "kind": "follow-up", "text": "bp" }),
        ProblemCode::Invalid,
    );
    let texts = |list: &Value| -> Vec<String> {
        list.as_array()
            .unwrap()
            .iter()
            .map(|row| row["task"]["value"]["text"].as_str().unwrap().to_owned())
            .collect()
    };
    let all = clinic.ok("tasks.list", json!({ "mine": false }));
    assert_eq!(texts(&all), ["ECG", "Call the pharmacy"], "by their day");
    assert_eq!(all[0]["overdue"], true, "the day of the first is over");
    assert_eq!(
        texts(&clinic.ok("tasks.list", json!({ "mine": true }))),
        Vec::<String>::new(),
        "none is the doctor's"
    );
    let settle = json!({ "patient": patient, "record": ecg["record"], "heads": ecg["heads"], "status": "completed", "outcome": "normal" });
    clinic.ok("tasks.settle", settle.clone());
    clinic.refused("tasks.settle", settle, ProblemCode::Conflict);
    assert_eq!(texts(&clinic.ok("tasks.list", json!({}))), ["Call the pharmacy"]);
    clinic.ok(
        "staff.add_user",
        json!({ "name": "Cleo", "login": "cleo", "role": "front-desk", "password": PASSWORD }),
    );
    clinic.ok("practice.switch_user", json!({ "login": "cleo", "password": PASSWORD }));
    assert_eq!(texts(&clinic.ok("tasks.list", json!({ "mine": false }))), ["Call the pharmacy"]);
    clinic.ok("practice.switch_user", json!({ "login": "ada", "password": PASSWORD }));
    assert_eq!(
        clinic.ok("integrity.verify", json!({}))["sound"],
        true,
        "the list of tasks is what the ledger says"
    );
}
