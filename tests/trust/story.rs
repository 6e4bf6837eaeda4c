//! Every command of the table, carried out once in a practice that can carry it out, with the same words typed into
//! every field that takes text.
//!
//! Long because: it is one list with a step for each command, and a list in two files is not seen to be whole.

#![allow(dead_code, reason = "each test uses a part of it")]

use crate::clinic::PASSWORD;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::Path;

/// How a command is carried out and looked at: takes its name and request, returns its view.
pub(crate) type Call<'a> = &'a mut dyn FnMut(&str, Value) -> Value;

/// Walks through all of the open practice of [`crate::clinic::Clinic::open`]. `words` is what is typed wherever text
/// goes; `out` is a folder for what the user asks to have outside the practice.
pub(crate) fn every_command(call: Call<'_>, words: &str, out: &Path) {
    call("practice.status", json!({}));
    call("practice.progress", json!({}));
    call("practice.still_here", json!({}));
    call("practice.changed_elsewhere", json!({}));
    call("practice.set_auto_lock", json!({ "minutes": 15 }));
    call("practice.set_looks", json!({ "theme": "dark", "text_size": "large" }));
    let code = call("practice.new_recovery_code", json!({}))["recovery_code"].clone();
    call("practice.recovery_page", json!({ "code": code }));
    call("practice.confirm_recovery", json!({ "code": code }));
    call("practice.acknowledge_warnings", json!({}));
    people(call, words);
    let (patient, visit) = desk(call, words);
    sections(call, &patient, &visit, words);
    goals(call, &patient, words);
    wrong_charts(call, &patient, words);
    note(call, &patient, &visit, words);
    outside(call, &patient, words, out);
    closer(call, &patient, words);
    call("integrity.verify", json!({}));
    call("integrity.report", json!({ "save_to": out.join("check.pdf") }));
    backups(call, out);
    call("practice.lock", json!({}));
    call(
        "practice.salvage",
        json!({ "login": "ada", "password": PASSWORD, "into": out.with_file_name("saved") }),
    );
    call("practice.recover", json!({ "code": code, "login": "ada", "new_password": PASSWORD }));
    call("practice.lock", json!({}));
    call("practice.unlock", json!({ "login": "ada", "password": PASSWORD }));
}

fn people(call: Call<'_>, words: &str) {
    call("staff.roles", json!({}));
    let staff = call("staff.list", json!({}));
    let practice = json!({ "name": "Hill Street Practice", "address": words, "phone": "+1 555 0100", "paper": "a4", "locale": "en-US" });
    let staff = call("staff.set_practice", json!({ "heads": staff["practice_heads"], "practice": practice }));
    let me = &staff["members"][0];
    call(
        "staff.correct",
        json!({
            "staff": me["staff"], "heads": me["heads"], "name": "Dr Ada Okafor", "qualification": words, "registration": "Lic. 48-20931",
        }),
    );
    let add = |login: &str, role: &str| json!({ "name": format!("{login} {words}"), "login": login, "role": role, "password": PASSWORD });
    call("staff.add_user", add("ben", "nurse"));
    let staff = call("staff.add_user", add("cleo", "administrator"));
    let cleo =
        staff["members"].as_array().unwrap().iter().find(|member| member["login"] == "cleo").unwrap().clone();
    call(
        "staff.reset_password",
        json!({ "staff": cleo["staff"], "new_password": format!("{PASSWORD} again") }),
    );
    call("staff.remove_user", json!({ "staff": cleo["staff"] }));
    call(
        "staff.change_password",
        json!({ "old_password": PASSWORD, "new_password": format!("{PASSWORD} too") }),
    );
    call(
        "staff.change_password",
        json!({ "old_password": format!("{PASSWORD} too"), "new_password": PASSWORD }),
    );
    call("practice.switch_user", json!({ "login": "ben", "password": PASSWORD }));
    call("practice.switch_user", json!({ "login": "ada", "password": PASSWORD }));
}

fn desk(call: Call<'_>, words: &str) -> (Value, Value) {
    let registration = json!({
        "family": words, "given": words, "sex": "female", "birth_date": "1959-03-14", "phone": "+1 555 0142",
        "address": { "line": words, "city": words }, "email": words, "language": "en", "insurance": words,
    });
    call("patients.likely_duplicates", registration.clone());
    let patient = call("patients.register", registration.clone())["patient"].clone();
    call("patients.search", json!({ "text": words }));
    call("patients.recent", json!({}));
    let opened = call("patients.open", json!({ "patient": patient }));
    let record = &opened["registration"];
    call(
        "patients.correct",
        json!({
            "patient": patient, "record": record["record"], "heads": record["heads"], "registration": registration, "why": words,
        }),
    );
    let planned = call(
        "encounters.plan",
        json!({ "patient": patient, "at": "2026-11-22T11:30:00+01:00", "reason": words }),
    );
    call("encounters.cancel", json!({ "patient": patient, "encounter": planned["encounter"] }));
    let visit =
        call("encounters.arrive", json!({ "patient": patient, "reason": words }))["encounter"].clone();
    call("encounters.set_reason", json!({ "patient": patient, "encounter": visit, "reason": words }));
    call("encounters.start", json!({ "patient": patient, "encounter": visit }));
    call("encounters.today", json!({}));
    call("charts.open", json!({ "patient": patient }));
    (patient, visit)
}

/// The last record of a section, as the whole chart shows it.
fn last(call: Call<'_>, patient: &Value, section: &str) -> Value {
    let chart = call("charts.show", json!({ "patient": patient }));
    chart[section].as_array().unwrap().last().unwrap_or_else(|| panic!("{section} has a record")).clone()
}

fn sections(call: Call<'_>, patient: &Value, visit: &Value, words: &str) {
    let line = "bp 158/92 hr 78 t 37.9";
    call("vitals.preview", json!({ "patient": patient, "line": line }));
    call("vitals.record", json!({ "patient": patient, "encounter": visit, "line": line, "comment": words }));
    let row = last(call, patient, "vitals");
    call("vitals.read", json!({ "patient": patient, "record": row["record"] }));
    call(
        "vitals.correct",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "line": "bp 138/92 hr 78", "why": words }),
    );

    let allergy = json!({
        "substance": words, "category": "medication", "kind": "allergy", "criticality": "high", "reactions": words, "severity": "severe",
    });
    call("allergies.none_known", json!({ "patient": patient, "encounter": visit }));
    let listed = call("allergies.add", json!({ "patient": patient, "encounter": visit, "allergy": allergy }));
    let row = &listed["active"][0];
    call(
        "allergies.correct",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "allergy": allergy, "why": words }),
    );

    call("problems.suggest", json!({ "text": words }));
    call("prescriptions.suggest", json!({ "text": words }));
    let problem = json!({ "text": words, "code": "J01.00" });
    call("problems.check", json!({ "patient": patient, "code": "J01.00" }));
    call("problems.add", json!({ "patient": patient, "encounter": visit, "problem": problem }));
    let row = last(call, patient, "problems");
    call(
        "problems.correct",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "problem": problem, "why": words }),
    );
    let row = last(call, patient, "problems");
    call(
        "problems.resolve",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "clinical_status": "resolved" }),
    );

    let medication = json!({ "drug": words, "strength": "100 mg", "form": "tablet", "instructions": words });
    call("medications.add", json!({ "patient": patient, "encounter": visit, "medication": medication }));
    let row = last(call, patient, "medications");
    call(
        "medications.correct",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "medication": medication, "why": words }),
    );
    let row = last(call, patient, "medications");
    call(
        "medications.change",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "line": "2 tabs bid", "why": words }),
    );
    let row = last(call, patient, "medications");
    call(
        "medications.note_adherence",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "adherence": words }),
    );
    call("medications.plan", json!({ "patient": patient }));
    let row = last(call, patient, "medications");
    call(
        "medications.stop",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "status": "stopped", "why": words }),
    );

    call(
        "results.add",
        json!({
            "patient": patient, "encounter": visit, "name": words, "performer": words,
            "values": [{ "test": words, "value": words, "range": words }],
        }),
    );
    let row = last(call, patient, "results");
    call(
        "charts.mark_in_error",
        json!({ "patient": patient, "section": "results", "record": row["record"], "heads": row["heads"], "why": words }),
    );
    call(
        "immunizations.add",
        json!({ "patient": patient, "encounter": visit, "vaccine": words, "status": "completed", "given": "2026-11-22" }),
    );

    orders_and_results(call, patient, visit, words);
    documents(call, patient, visit, words);
    histories(call, patient, visit, words);

    let preview = call(
        "prescriptions.preview",
        json!({ "patient": patient, "line": "ibuprofen 400 mg tab 1 tab tid prn pain #20" }),
    );
    let line = "ibuprofen 400 mg tab 3 tabs qid prn pain";
    call("reference.coverage", json!({}));
    call("medications.review", json!({ "patient": patient }));
    let found = call("prescriptions.check", json!({ "patient": patient, "line": line }));
    call(
        "prescriptions.override",
        json!({ "patient": patient, "key": found["findings"][0]["key"], "line": line, "reason": words }),
    );
    call("prescriptions.preview_items", json!({ "patient": patient, "items": [preview["item"]] }));
    call("prescriptions.sign", json!({ "patient": patient, "encounter": visit, "items": [preview["item"]] }));
    renewals(call, patient, words);
    let named = call(
        "prescriptions.save_favourite",
        json!({ "name": words, "mine": true, "items": [preview["item"]] }),
    );
    call("prescriptions.favourites", json!({}));
    let favourite = &named["favourites"][0];
    call(
        "prescriptions.remove_favourite",
        json!({ "record": favourite["record"], "heads": favourite["heads"] }),
    );
    let row = last(call, patient, "prescriptions");
    call(
        "prescriptions.cancel",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "why": words }),
    );
    call("charts.timeline", json!({ "patient": patient, "text": words, "limit": 50 }));
    call(
        "charts.history",
        json!({ "patient": patient, "section": "prescriptions", "record": row["record"] }),
    );
    call("charts.received", json!({ "patient": patient }));
}

fn orders_and_results(call: Call<'_>, patient: &Value, visit: &Value, words: &str) {
    let order = json!({ "category": "laboratory", "tests": [{ "test": words }], "reason": words });
    call("orders.suggest", json!({ "patient": patient, "text": words }));
    call("orders.add", json!({ "patient": patient, "encounter": visit, "order": order }));
    let row = last(call, patient, "orders");
    call(
        "orders.correct",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "order": order, "why": words }),
    );
    let row = last(call, patient, "orders");
    call(
        "orders.set_status",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "status": "on-hold", "reason": words }),
    );
    let values = json!([{ "test": words, "value": "7.4", "unit": "%", "range": words }]);
    call("results.add", json!({ "patient": patient, "encounter": visit, "name": words, "values": values }));
    let row = last(call, patient, "results");
    call(
        "results.correct",
        json!({
            "patient": patient, "record": row["record"], "heads": row["heads"], "why": words,
            "report": { "name": words, "values": values, "comment": words },
        }),
    );
    call("results.preview", json!({ "patient": patient, "values": values }));
    call("results.grid", json!({ "patient": patient, "days": 12 }));
    call("immunizations.suggest", json!({ "text": words }));
    let row = last(call, patient, "immunizations");
    call(
        "immunizations.correct",
        json!({
            "patient": patient, "record": row["record"], "heads": row["heads"], "why": words,
            "immunization": { "vaccine": words, "status": "completed", "lot": words, "comment": words },
        }),
    );
    call("results.to_review", json!({}));
    call("notes.unsigned", json!({}));
    let row = last(call, patient, "results");
    call(
        "results.acknowledge",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "relevant": [0], "comment": words }),
    );
}

fn documents(call: Call<'_>, patient: &Value, visit: &Value, words: &str) {
    let said =
        json!({ "title": words, "kind": "letter", "dated": "2026-11", "source": words, "note": words });
    let data = STANDARD.encode(format!("%PDF-1.7\n% {words}\n"));
    call(
        "documents.add",
        json!({ "patient": patient, "encounter": visit, "document": said, "data": data, "pages": 1 }),
    );
    let row = last(call, patient, "documents");
    call(
        "documents.correct",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "document": said, "why": words }),
    );
    let row = last(call, patient, "documents");
    let record = json!({ "patient": patient, "record": row["record"] });
    let read = call("documents.read", record.clone());
    assert_eq!(read["data"], json!(data), "the bytes come back as they were given");
    call("documents.thumbnail", record);
    call(
        "documents.review",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "comment": words }),
    );
}

fn histories(call: Call<'_>, patient: &Value, visit: &Value, words: &str) {
    let history = |comment: &str| {
        json!({ "family": {
            "relative": "mother", "conditions": [{ "condition": { "text": words }, "onset_age": 71 }], "comment": comment,
        }})
    };
    call("histories.preview", json!({ "patient": patient, "history": history(words) }));
    call("histories.add", json!({ "patient": patient, "encounter": visit, "history": history(words) }));
    let row = last(call, patient, "histories");
    call(
        "histories.correct",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "history": history("corrected"), "why": words }),
    );
    let row = last(call, patient, "histories");
    call(
        "histories.change",
        json!({ "patient": patient, "record": row["record"], "heads": row["heads"], "history": history(words) }),
    );
}

fn goals(call: Call<'_>, patient: &Value, words: &str) {
    let goal = call(
        "goals.set",
        json!({ "patient": patient, "key": "blood-pressure", "wanted": "< 140/90", "comment": words }),
    );
    let goal = call(
        "goals.correct",
        json!({ "patient": patient, "record": goal["record"], "heads": goal["heads"], "wanted": "< 130/80", "why": words }),
    );
    call("charts.trend", json!({ "patient": patient, "key": "blood-pressure" }));
    let end = json!({ "patient": patient, "record": goal["record"], "heads": goal["heads"], "status": "completed" });
    call("goals.end", end);
}

/// Somebody was registered twice, and something was written into the wrong chart.
fn wrong_charts(call: Call<'_>, patient: &Value, words: &str) {
    call("charts.find_everywhere", json!({ "text": words }));
    let twin = json!({ "family": words, "given": words, "sex": "female", "birth_date": "1959-03-14" });
    let twin = call("patients.register", twin)["patient"].clone();
    call("charts.open", json!({ "patient": patient }));
    call("patients.merge", json!({ "patient": patient, "duplicate": twin, "why": words }));
    call("patients.unmerge", json!({ "patient": patient, "duplicate": twin, "why": words }));
    let row = last(call, patient, "problems");
    call(
        "charts.refile",
        json!({ "patient": patient, "section": "problems", "record": row["record"], "heads": row["heads"], "to": twin, "why": words }),
    );
}

/// A renewal is asked for twice: once it is declined, once approved.
fn renewals(call: Call<'_>, patient: &Value, words: &str) {
    let ask = |call: Call<'_>| {
        let taken = call("prescriptions.repeatable", json!({ "patient": patient }))[0].clone();
        let medicine = json!({ "record": taken["record"], "heads": taken["heads"] });
        let asked = call(
            "medications.request_renewal",
            json!({ "patient": patient, "medicines": [medicine], "note": words }),
        );
        asked[0].clone()
    };
    let asked = ask(call);
    call("prescriptions.waiting", json!({}));
    call(
        "medications.decline_renewal",
        json!({ "patient": patient, "record": asked["record"], "heads": asked["heads"], "why": words }),
    );
    let asked = ask(call);
    let medicine = json!({ "record": asked["record"], "heads": asked["heads"] });
    call("prescriptions.renew", json!({ "patient": patient, "medicines": [medicine] }));
}

fn note(call: Call<'_>, patient: &Value, visit: &Value, words: &str) {
    call("notes.draft", json!({ "patient": patient, "encounter": visit }));
    let preview = call(
        "prescriptions.preview",
        json!({ "patient": patient, "line": "doxycycline 100 mg capsule 1 cap bid 7d" }),
    );
    call("notes.read_line", json!({ "patient": patient, "line": format!("/dx {words}") }));
    call(
        "notes.enter_now",
        json!({ "patient": patient, "encounter": visit, "line": format!("/allergy {words} extract") }),
    );
    call("notes.phrases", json!({}));
    call("notes.save_phrase", json!({ "text": format!(".canary {words}\n{words}"), "mine": true }));
    call("notes.expand", json!({ "patient": patient, "encounter": visit, "trigger": ".canary" }));
    call("notes.remove_phrase", json!({ "trigger": ".canary", "mine": true }));
    call("notes.copy_forward", json!({ "patient": patient, "encounter": visit }));
    call(
        "tasks.add",
        json!({ "patient": patient, "encounter": visit, "kind": "task", "text": words, "whose": "nurse", "due": "2026-11-29" }),
    );
    let task = last(call, patient, "tasks");
    call("tasks.list", json!({ "mine": false }));
    call(
        "tasks.settle",
        json!({ "patient": patient, "record": task["record"], "heads": task["heads"], "status": "completed", "outcome": words }),
    );
    let draft = json!({
        "note": { "reason": words, "subjective": words, "objective": words, "assessment_plan": words, "safety_net": words, "follow_up": words },
        "items": [preview["item"]], "line": "",
    });
    call(
        "notes.save_draft",
        json!({ "patient": patient, "encounter": visit, "draft": draft, "revision": 0 }),
    );
    call("notes.phrase_of_visit", json!({ "patient": patient, "encounter": visit }));
    let review = call("notes.review", json!({ "patient": patient, "encounter": visit }));
    let signed =
        call("notes.sign", json!({ "patient": patient, "encounter": visit, "revision": review["revision"] }));
    call("notes.addendum", json!({ "patient": patient, "note": signed["note"]["record"], "text": words }));
    call("notes.versions", json!({ "patient": patient, "note": signed["note"]["record"] }));
    // A second doctor signs it as well; its author takes it back.
    let doctor = json!({ "name": "Dr Dee", "login": "dee", "role": "physician", "password": PASSWORD });
    call("staff.add_user", doctor);
    call("practice.switch_user", json!({ "login": "dee", "password": PASSWORD }));
    call("charts.open", json!({ "patient": patient }));
    call(
        "notes.cosign",
        json!({ "patient": patient, "note": signed["note"]["record"], "heads": signed["note"]["heads"], "remark": words }),
    );
    call("practice.switch_user", json!({ "login": "ada", "password": PASSWORD }));
    call("charts.open", json!({ "patient": patient }));
    call(
        "notes.retract",
        json!({ "patient": patient, "note": signed["note"]["record"], "heads": signed["note"]["heads"], "why": words }),
    );
    // A visit of another day is ended without a note.
    let second =
        call("encounters.arrive", json!({ "patient": patient, "reason": words }))["encounter"].clone();
    call("encounters.start", json!({ "patient": patient, "encounter": second }));
    call("encounters.finish", json!({ "patient": patient, "encounter": second }));
}

fn outside(call: Call<'_>, patient: &Value, words: &str, out: &Path) {
    call("prints.printers", json!({}));
    call("prints.preview", json!({ "patient": patient, "document": "visit-summary" }));
    call(
        "prints.save",
        json!({ "patient": patient, "document": "visit-summary", "path": out.join("summary.pdf") }),
    );
    call("prints.send", json!({ "patient": patient, "document": "visit-summary", "printer": "Desk" }));
    for document in ["medication-plan", "referral", "vaccination-record", "label", "chart"] {
        call("prints.preview", json!({ "patient": patient, "document": document }));
    }
    let visit = last(call, patient, "encounters")["record"].clone();
    let letter = json!({ "patient": patient, "document": "referral", "record": visit, "text": words });
    call("prints.keep_letter", letter);
    call("prints.letters", json!({ "patient": patient, "encounter": visit }));
    call("prints.register", json!({ "register": "today" }));
    let pack = call("prints.pack", json!({ "patient": patient, "encounter": visit }));
    let paper = &pack["papers"][0];
    let goes_to = json!({ "printer": "Desk", "tray": "", "copies": 1 });
    let wanted = json!({ "document": paper["document"], "record": paper["record"], "goes_to": goes_to });
    call("prints.send_pack", json!({ "patient": patient, "papers": [wanted] }));
    // Without a printer it waits.
    let nowhere = json!({ "printer": "", "tray": "", "copies": 1 });
    let wanted = json!({ "document": "visit-summary", "record": visit, "goes_to": nowhere });
    call("prints.send_pack", json!({ "patient": patient, "papers": [wanted, wanted] }));
    let waiting = call("prints.queue", json!({}));
    call("prints.retry", json!({ "number": waiting[0]["number"], "goes_to": goes_to }));
    call("prints.give_up", json!({ "number": waiting[1]["number"] }));
    call("prints.history", json!({ "patient": patient }));
    call("prints.failsafe", json!({ "patient": patient }));
    call("prints.set_preference", json!({ "document": "prescription", "goes_to": goes_to }));
    call("prints.set_shift", json!({ "printer": "Desk", "shift": { "right": 12, "down": -5 } }));
    call("prints.preferences", json!({}));
    call("prints.calibrate", json!({}));
    let samples = call("prints.design_samples", json!({}));
    let practice = json!({ "name": words, "design": samples[1]["design"] });
    call("prints.design_preview", json!({ "practice": practice }));
    call("templates.list", json!({}));
    // A template reads double braces as its own and refuses what it does not know; everything else is text.
    let text = format!("title: A letter\n---\n{} {{{{patient.name}}}}\n", words.replace("{{", "{"));
    let kept = call("templates.save", json!({ "key": "own", "text": text, "heads": [] }));
    let own = kept["templates"].as_array().unwrap().iter().find(|one| one["key"] == "own").unwrap().clone();
    call("templates.fill", json!({ "patient": patient, "key": "own" }));
    call("templates.remove", json!({ "key": "own", "heads": own["heads"] }));
    call("prints.check_seal", json!({ "patient": patient, "code": "0000-0000" }));
    let file = out.join("chart.json");
    call("exchange.export", json!({ "patient": patient, "format": "fhir", "path": file }));
    let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": [{
        "fullUrl": "urn:uuid:6b4a1f0e-6a5c-4a59-9a55-0d9c8f0f6a01",
        "resource": { "resourceType": "Patient", "id": "6b4a1f0e-6a5c-4a59-9a55-0d9c8f0f6a01",
            "name": [{ "family": words, "given": ["Edith"] }], "gender": "female", "birthDate": "1950-06-01" },
    }]});
    let incoming = out.join("incoming.json");
    std::fs::write(&incoming, bundle.to_string()).unwrap();
    call("exchange.preview", json!({ "paths": [incoming] }));
    call("exchange.import", json!({ "paths": [incoming] }));
}

fn closer(call: Call<'_>, patient: &Value, words: &str) {
    call("patients.restrict", json!({ "patient": patient, "restricted": true, "why": words }));
    call("practice.switch_user", json!({ "login": "ben", "password": PASSWORD }));
    call("charts.open", json!({ "patient": patient, "break_glass": format!("covering, {words}") }));
    call("charts.close", json!({}));
    call("practice.switch_user", json!({ "login": "ada", "password": PASSWORD }));
    let reviews = call("audit.break_glass_reviews", json!({}));
    call("audit.mark_reviewed", json!({ "seq": reviews[0]["row"]["seq"] }));
    call("audit.list", json!({ "patient": patient }));
    call("audit.report", json!({ "patient": patient }));
}

fn backups(call: Call<'_>, out: &Path) {
    call("backups.list", json!({}));
    let stick = out.with_file_name("stick");
    std::fs::create_dir_all(&stick).unwrap();
    call("backups.set_folders", json!({ "folders": [stick] }));
    let made = call("backups.make", json!({}));
    call("backups.resume_thinning", json!({}));
    let found = call("backups.look", json!({ "folder": stick }));
    assert_eq!(made["folders"][0]["backups"], found, "open or locked, the same backups are found");
    call("backups.restore", json!({ "backup": found[0]["folder"], "login": "ada", "password": PASSWORD }));
    call("practice.unlock", json!({ "login": "ada", "password": PASSWORD }));
}
