//! A half-written note is never lost: the program is killed while somebody types, again and again; two windows write the
//! same draft; the disk is full. What was said to be saved is there, with its chips and the cursor.

use crate::clinic::Clinic;
use crate::worker::{self, PASSWORD};
use api::ProblemCode;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::time::Duration;

/// 20 kills in the ordinary test, 200 with `cargo xtask test --long`.
fn kills() -> u64 {
    match std::env::var("PAPERCHART_LONG").as_deref() {
        Ok("1") => 200,
        _ => 20,
    }
}

/// The draft after so many letters: its text, a chip in it, and the cursor behind the last letter.
fn typed(letters: u64) -> Value {
    let words = "Facial pressure for five days, worse when bending. ";
    let text: String = words.chars().cycle().take(usize::try_from(letters).unwrap()).collect();
    let label = "Acute maxillary sinusitis (J01.00)";
    json!({
        "note": { "reason": "sinus pain", "subjective": text, "objective": "", "assessment_plan": label, "safety_net": "", "follow_up": "" },
        "items": [], "line": "", "cursor": { "field": "subjective", "position": letters }, "copied": {},
        "chips": [{
            "id": "one", "field": "assessment_plan", "from": 0, "to": label.len(), "typed": "/dx sinus",
            "plan": { "kind": "value", "name": "letters", "said": letters.to_string() },
        }],
    })
}

#[test]
fn kill_9_while_typing_loses_no_saved_letter() {
    let place = tempfile::tempdir().unwrap();
    worker::found(place.path());
    let (mut acknowledged, mut most) = (0_u64, 0_u64);
    for kill in 0..kills() {
        let mut child = worker::process("drafts::typing_child", place.path()).spawn().unwrap();
        let said = child.stdout.take().unwrap();
        let (first, came) = std::sync::mpsc::channel();
        let listener = std::thread::spawn(move || {
            let mut last = 0_u64;
            let mut count = 0_u64;
            for line in BufReader::new(said).lines().map_while(Result::ok) {
                let Some(letters) = line.strip_prefix("saved ").and_then(|text| text.parse().ok()) else {
                    continue;
                };
                last = letters;
                count += 1;
                if count == 1 {
                    first.send(()).unwrap();
                }
            }
            (last, count)
        });
        came.recv_timeout(Duration::from_secs(120)).expect("somebody types");
        // Each time at another moment of a save.
        std::thread::sleep(Duration::from_micros(700 * (kill * 37 % 100) + 150));
        child.kill().unwrap();
        child.wait().unwrap();
        let (last, count) = listener.join().unwrap();
        acknowledged += count;
        most = most.max(last);

        let host = worker::host(place.path());
        let ok = |command: &str, request| host.call("main", command, request).unwrap().view().unwrap();
        ok("practice.unlock", json!({ "login": "ada", "password": PASSWORD }));
        let found = ok("patients.search", json!({ "text": "marlow" }));
        let patient = &found[0]["patient"];
        let chart = ok("charts.open", json!({ "patient": patient }));
        let visit = &chart["visit"]["encounter"];
        let kept = ok("notes.draft", json!({ "patient": patient, "encounter": visit }))["draft"].clone();
        let letters = kept["cursor"]["position"].as_u64().unwrap();
        assert!(letters >= last, "kill {kill}: {last} letters were said to be saved and {letters} are there");
        assert_eq!(kept, typed(letters), "kill {kill}: text, chips and cursor are of one moment");
        ok("practice.lock", json!({}));
    }
    assert!(acknowledged > kills() * 3, "somebody typed: {acknowledged} saves");
    eprintln!("drafts: {} kills, {acknowledged} saves, longest {most} letters, 0 lost", kills());
}

#[test]
#[ignore = "started by kill_9_while_typing_loses_no_saved_letter"]
fn typing_child() {
    let Some(place) = worker::place() else { return };
    let host = worker::host(&place);
    let ok = |command: &str, request| host.call("main", command, request).unwrap().view().unwrap();
    ok("practice.unlock", json!({ "login": "ada", "password": PASSWORD }));
    let found = ok("patients.search", json!({ "text": "marlow" }));
    let patient = match found.as_array().unwrap().first() {
        Some(hit) => hit["patient"].clone(),
        None => {
            ok("patients.register", json!({ "family": "Marlow", "given": "Ann", "sex": "female" }))["patient"]
                .clone()
        }
    };
    let mut chart = ok("charts.open", json!({ "patient": patient }));
    if chart["visit"].is_null() {
        ok("encounters.arrive", json!({ "patient": patient, "reason": "sinus pain" }));
        chart = ok("charts.open", json!({ "patient": patient }));
    }
    let visit = chart["visit"]["encounter"].clone();
    let kept = ok("notes.draft", json!({ "patient": patient, "encounter": visit }));
    let mut revision = kept["revision"].as_u64().unwrap();
    let mut letters = kept["draft"]["cursor"]["position"].as_u64().unwrap_or(0);
    let mut out = std::io::stdout().lock();
    loop {
        letters += 1;
        let request =
            json!({ "patient": patient, "encounter": visit, "draft": typed(letters), "revision": revision });
        revision = ok("notes.save_draft", request)["revision"].as_u64().unwrap();
        writeln!(out, "\nsaved {letters}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn two_windows_never_overwrite_each_other() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "sinus pain");
    let save = |window: &str, letters: u64, revision: u64| {
        let draft = typed(letters);
        let request = json!({ "patient": patient, "encounter": visit, "draft": draft, "revision": revision });
        clinic.host.call(window, "notes.save_draft", request)
    };
    clinic.host.call("second", "charts.open", json!({ "patient": patient })).unwrap();
    assert_eq!(save("main", 5, 0).unwrap().view().unwrap()["revision"], 1);
    // The second window began from the same draft: it is told, and nothing is overwritten.
    let refused = save("second", 9, 0).expect_err("the other window saved since");
    assert_eq!(refused.code, ProblemCode::Conflict);
    let request = json!({ "patient": patient, "encounter": visit });
    let kept = clinic.ok("notes.draft", request.clone());
    assert_eq!(kept["draft"], typed(5), "the first text is as it was");
    // Having read it, the second goes on from there; an answer that comes late is no harm.
    assert_eq!(save("second", 9, 1).unwrap().view().unwrap()["revision"], 2);
    assert_eq!(save("main", 6, 1).expect_err("an old revision").code, ProblemCode::Conflict);
    assert_eq!(clinic.ok("notes.draft", request)["draft"], typed(9));
}
