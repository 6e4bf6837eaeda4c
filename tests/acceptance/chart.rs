//! The sections of the chart through the command table, on a real encrypted file: orders and the results that answer
//! them, documents and their bytes, histories. Each is added, corrected, ended, struck out, and read as at a day.

use crate::clinic::Clinic;
use api::ProblemCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use serde_json::{Value, json};

/// The last record of a section.
fn last(clinic: &Clinic, patient: &Value, section: &str) -> Value {
    let chart = clinic.ok("charts.show", json!({ "patient": patient }));
    chart[section].as_array().unwrap().last().unwrap_or_else(|| panic!("{section} has a record")).clone()
}

fn named(patient: &Value, row: &Value, more: Value) -> Value {
    let mut request = json!({ "patient": patient, "record": row["record"], "heads": row["heads"] });
    for (key, value) in more.as_object().unwrap() {
        request[key] = value.clone();
    }
    request
}

fn pdf(words: &str) -> Vec<u8> {
    format!("%PDF-1.7\n% {words}\n%%EOF\n").into_bytes()
}

#[test]
fn a_result_closes_its_order_and_an_error_opens_it_again() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Marguerite", "Delacroix", "Review");
    let order = json!({
        "category": "laboratory", "set": "Diabetes",
        "tests": [{ "test": "HbA1c", "loinc": "4548-4" }, { "test": "Creatinine", "loinc": "2160-0" }],
    });
    clinic.ok("orders.add", json!({ "patient": patient, "encounter": visit, "order": order }));
    let report = |test: &str, loinc: &str, value: &str, flag: &str| {
        json!({
            "patient": patient, "name": test, "performer": "Regional laboratory",
            "values": [{ "test": test, "loinc": loinc, "value": value, "unit": "%", "range": "4.0–5.6", "interpretation": flag }],
        })
    };
    clinic.ok("results.add", report("Haemoglobin A1c", "4548-4", "7.4", ""));
    let after_one = last(&clinic, &patient, "orders");
    assert_eq!(after_one["value"]["status"], "active", "one of two tests is still waited for");
    assert!(after_one["value"]["tests"][0]["result"].is_string(), "the code found it, under another name");
    clinic.ok("results.add", report("Creatinine", "2160-0", "1.1", "N"));
    assert_eq!(
        last(&clinic, &patient, "orders")["value"]["status"],
        "completed",
        "the last result closes it"
    );

    let creatinine = last(&clinic, &patient, "results");
    let mark =
        named(&patient, &creatinine, json!({ "section": "results", "why": "another patient's paper" }));
    clinic.ok("charts.mark_in_error", mark);
    let open = last(&clinic, &patient, "orders");
    assert_eq!(open["value"]["status"], "active", "what the struck result answered is waited for again");
    assert_eq!(open["value"]["tests"][1].get("result"), None);

    let revoke = |reason: Value| named(&patient, &open, json!({ "status": "revoked", "reason": reason }));
    let refused = clinic.refused("orders.set_status", revoke(json!("")), ProblemCode::Invalid);
    assert_eq!(refused.field.as_deref(), Some("reason"), "an order is not revoked without a word");
    clinic.ok("orders.set_status", revoke(json!("patient declined")));
    clinic.refused("orders.set_status", revoke(json!("again")), ProblemCode::Conflict);
    let chart = clinic.ok("charts.open", json!({ "patient": patient }));
    assert_eq!(chart["open_orders"], json!([]), "nothing is waited for");
    assert_eq!(chart["past_orders"][0]["value"]["status_reason"], "patient declined");
}

#[test]
fn what_comes_in_waits_until_somebody_has_looked() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Ann", "Marlow", "Check");
    let value = |test: &str, value: &str, flag: &str| json!({ "test": test, "value": value, "unit": "mmol/L", "range": "3.5–5.1", "interpretation": flag });
    let add = |name: &str, values: Value| json!({ "patient": patient, "name": name, "values": values });
    clinic.ok("results.add", add("Sodium", json!([value("Sodium", "139", "N")])));
    clinic.pass(TimeDelta::minutes(5));
    clinic.ok(
        "results.add",
        add("Potassium", json!([value("Potassium", "6.8", "HH"), value("Chloride", "5.2", "")])),
    );
    let queue = clinic.ok("results.to_review", json!({}));
    let order: Vec<&str> =
        queue.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap()).collect();
    assert_eq!(order, ["Potassium", "Sodium"], "the critical one stands first although it came later");
    assert_eq!(queue[0]["flag"], "critical");

    let row = last(&clinic, &patient, "results");
    let acknowledged = clinic.ok(
        "results.acknowledge",
        named(&patient, &row, json!({ "relevant": [0], "comment": "repeat today" })),
    );
    let values = &acknowledged["result"]["value"]["values"];
    assert_eq!((&values[0]["relevant"], &values[1]["relevant"]), (&json!(true), &json!(false)));
    assert_eq!(
        values[1].get("interpretation"),
        None,
        "what the laboratory said is not touched by what we judge"
    );
    assert_eq!(acknowledged["waiting"].as_array().unwrap().len(), 1, "and the next one is at hand");
    assert_eq!(acknowledged["waiting"][0]["title"], "Sodium");

    let row = last(&clinic, &patient, "results");
    clinic.refused("results.acknowledge", named(&patient, &row, json!({})), ProblemCode::Refused);
    let correction = json!({
        "why": "misread", "report": { "name": "Potassium", "values": [value("Potassium", "5.8", "H")] },
    });
    clinic.ok("results.correct", named(&patient, &row, correction));
    let queue = clinic.ok("results.to_review", json!({}));
    assert_eq!(queue.as_array().unwrap().len(), 2, "a corrected report is looked at anew");
    let history = clinic
        .ok("charts.history", json!({ "patient": patient, "section": "results", "record": row["record"] }));
    assert_eq!(history[0]["why"], "misread");
    assert!(history[1]["lines"][0].as_str().unwrap().contains("6.8"), "the old value stays readable");
}

/// A lot, a telephone, an address are not in the line of a version; that they were corrected is.
#[test]
fn a_correction_says_what_stood_there_before() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Ann", "Marlow", "Check");
    let given = |lot: &str| json!({ "vaccine": "Rabies", "status": "completed", "given": "2026-01-05", "lot": lot, "given_elsewhere": true });
    let mut request = given("AB12");
    request["patient"] = patient.clone();
    clinic.ok("immunizations.add", request);
    let row = last(&clinic, &patient, "immunizations");
    let correction = json!({ "why": "read from the box again", "immunization": given("AB21") });
    clinic.ok("immunizations.correct", named(&patient, &row, correction));
    let asked = json!({ "patient": patient, "section": "immunizations", "record": row["record"] });
    let versions = clinic.ok("charts.history", asked);
    assert_eq!(versions[0]["lines"][1], "Lot: AB21 (was AB12)", "{versions}");
    assert_eq!(versions[0]["why"], "read from the box again");
    assert_eq!(versions[1]["lines"].as_array().unwrap().len(), 1, "the first version corrected nothing");
}

#[test]
fn a_document_keeps_its_bytes_through_everything() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ruth", "Abramson", "Letter");
    let bytes = pdf("cardiology");
    let said = json!({ "title": "Cardiology letter", "kind": "letter", "dated": "2026-07-02", "source": "Dr K. Mbeki" });
    let add = |data: &[u8], said: &Value| json!({ "patient": patient, "encounter": visit, "document": said, "data": STANDARD.encode(data), "pages": 2 });
    let refused = clinic.refused("documents.add", add(b"MZ not a letter", &said), ProblemCode::Invalid);
    assert_eq!(refused.field.as_deref(), Some("data"), "a program is not filed as a letter");
    let future = json!({ "title": "x", "kind": "letter", "dated": "2030" });
    clinic.refused("documents.add", add(&bytes, &future), ProblemCode::Invalid);
    clinic.ok("documents.add", add(&bytes, &said));
    clinic.ok("documents.add", add(&bytes, &json!({ "title": "The same again", "kind": "other" })));

    let row = last(&clinic, &patient, "documents");
    let corrected =
        json!({ "document": { "title": "Cardiology letter, copy", "kind": "letter" }, "why": "title" });
    clinic.ok("documents.correct", named(&patient, &row, corrected));
    let row = last(&clinic, &patient, "documents");
    let reviewed = clinic.ok("documents.review", named(&patient, &row, json!({ "comment": "noted" })));
    assert_eq!(reviewed["document"]["value"]["reviewed_by"], "Dr Ada Okafor");
    assert_eq!(reviewed["waiting"].as_array().unwrap().len(), 1, "the other one still waits");
    let read = json!({ "patient": patient, "record": row["record"] });
    assert_eq!(clinic.ok("documents.read", read.clone())["data"], json!(STANDARD.encode(&bytes)));
    assert_eq!(
        clinic.ok("documents.thumbnail", read.clone()),
        Value::Null,
        "there is none, and that is said"
    );

    // It comes back from a power cut, proves itself, and goes out with the chart.
    let clinic = clinic.drop_and_reopen();
    clinic.unlock();
    clinic.ok("charts.open", json!({ "patient": patient }));
    assert_eq!(clinic.ok("documents.read", read)["data"], json!(STANDARD.encode(&bytes)));
    let verified = clinic.ok("integrity.verify", json!({}));
    assert_eq!(verified["findings"], json!([]), "the bytes fit their hashes");
    let file = clinic.folder.join("chart.json");
    clinic.ok("exchange.export", json!({ "patient": patient, "format": "fhir", "path": file }));
    let exported = std::fs::read_to_string(&file).unwrap();
    assert_eq!(
        exported.matches(&STANDARD.encode(&bytes)).count(),
        2,
        "both documents leave with their bytes"
    );

    // Another practice takes the chart in, and what it sends on is the same.
    let other = Clinic::open();
    other.ok("exchange.import", json!({ "paths": [file] }));
    let found = other.ok("patients.search", json!({ "text": "Abramson" }));
    let there = &found[0]["patient"];
    other.ok("charts.open", json!({ "patient": there }));
    let moved = last(&other, there, "documents");
    assert_eq!(moved["value"]["title"], "Cardiology letter, copy");
    let bytes_there = other.ok("documents.read", json!({ "patient": there, "record": moved["record"] }));
    assert_eq!(bytes_there["data"], json!(STANDARD.encode(&bytes)));
    let again = other.folder.join("again.json");
    other.ok("exchange.export", json!({ "patient": there, "format": "fhir", "path": again }));
    assert_eq!(std::fs::read_to_string(again).unwrap().matches(&STANDARD.encode(&bytes)).count(), 2);
}

#[test]
fn the_past_is_said_corrected_changed_and_struck() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Rosa", "Delgado", "New patient");
    let add = |history: Value| json!({ "patient": patient, "history": history });
    clinic.ok(
        "histories.add",
        add(json!({ "family": {
            "relative": "mother", "conditions": [{ "condition": { "text": "stroke" }, "onset_age": 71 }],
        }})),
    );
    let smoker = json!({ "social": { "topic": "tobacco", "status": "current", "cigarettes_per_day": 15, "years": 20 } });
    let row = clinic.ok("histories.add", add(smoker.clone()));
    assert_eq!(
        row["value"]["derived"][0]["value"], "15",
        "15 a day is three quarters of a pack, for 20 years"
    );
    assert_eq!(row["value"]["derived"][0]["formula"], "15 cigarettes a day ÷ 20 × 20 years");
    let twice = clinic.refused("histories.add", add(smoker), ProblemCode::Refused);
    assert!(twice.message.contains("Tobacco"), "one habit has one answer");

    clinic.pass(TimeDelta::days(2));
    let quit = json!({ "social": {
        "topic": "tobacco", "status": "former", "cigarettes_per_day": 15, "years": 20, "until": "2026-11",
    }});
    clinic.ok("histories.change", named(&patient, &row, json!({ "history": quit })));
    let yesterday = clinic.ok("charts.open", json!({ "patient": patient, "as_at": "2026-11-23" }));
    let shorts = |chart: &Value| -> Vec<String> {
        let rows = chart["histories"].as_array().unwrap();
        rows.iter().map(|row| row["value"]["short"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        shorts(&yesterday),
        ["Smoker (15 pack-years)", "Mother: stroke at 71"],
        "as it was known then"
    );
    let now = clinic.ok("charts.open", json!({ "patient": patient }));
    assert_eq!(shorts(&now), ["Ex-smoker, quit 2026-11 (15 pack-years)", "Mother: stroke at 71"]);

    let pregnant = json!({ "pregnancy": { "outcome": "current", "last_period": "2026-06-01" } });
    let row = clinic.ok("histories.add", add(pregnant.clone()));
    assert_eq!(
        row["value"]["derived"][0]["value"], "2027-03-08",
        "280 days after the first day of the last period"
    );
    assert_eq!(row["value"]["derived"][1]["value"], "25+1 weeks");
    clinic.refused("histories.add", add(pregnant), ProblemCode::Refused);
    let mark = named(&patient, &row, json!({ "section": "histories", "why": "wrong chart" }));
    clinic.ok("charts.mark_in_error", mark);
    let struck = last(&clinic, &patient, "histories");
    assert_eq!(struck["in_error"]["why"], "wrong chart", "it stays readable");

    for (field, wrong) in [
        ("years", json!({ "social": { "topic": "tobacco", "status": "current", "years": -3 } })),
        (
            "until",
            json!({ "procedure": { "kind": "surgery", "what": { "text": "Hernia" }, "on": "2001", "until": "1999" } }),
        ),
        ("what", json!({ "procedure": { "kind": "surgery", "what": { "text": " " } } })),
        ("who", json!({ "external": { "who": "" } })),
        ("conditions", json!({ "family": { "relative": "father" } })),
    ] {
        let refused = clinic.refused("histories.add", add(wrong), ProblemCode::Invalid);
        assert_eq!(refused.field.as_deref(), Some(field), "the field that cannot be is named");
    }
}

#[test]
fn while_ordering_and_typing_the_last_value_is_in_sight() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Walter", "Osei", "Diabetes");
    let a1c = |value: &str, unit: &str| json!([{ "test": "HbA1c", "loinc": "4548-4", "value": value, "unit": unit }]);
    clinic.ok("results.add", json!({ "patient": patient, "name": "HbA1c", "values": a1c("7.4", "%") }));
    clinic.pass(TimeDelta::days(21));
    let found = clinic.ok("orders.suggest", json!({ "patient": patient, "text": "a1c" }));
    assert_eq!(found[0]["name"], "HbA1c");
    assert_eq!(found[0]["facts"], "7.4 %, 3 weeks ago");
    assert_eq!(found[0]["tests"][0]["loinc"], "4548-4");
    let set = clinic.ok("orders.suggest", json!({ "patient": patient, "text": "lipids" }));
    assert_eq!((&set[0]["is_set"], set[0]["tests"].as_array().unwrap().len()), (&json!(true), 4));
    let order = json!({ "category": "laboratory", "tests": [{ "test": "HbA1c", "loinc": "4548-4" }] });
    clinic.ok("orders.add", json!({ "patient": patient, "order": order }));
    let found = clinic.ok("orders.suggest", json!({ "patient": patient, "text": "a1c" }));
    assert_eq!(found[0]["facts"], "7.4 %, 3 weeks ago · ordered 13 Dec 2026, still waited for");

    let typed = json!({ "patient": patient, "values": [
        { "test": "HbA1c", "loinc": "4548-4", "value": "62", "unit": "mmol/mol", "range": "20–42" },
        { "test": "HbA1c", "loinc": "4548-4", "value": "", "unit": "%" },
    ]});
    let preview = clinic.ok("results.preview", typed);
    assert_eq!(preview[0]["flag"], "high");
    assert_eq!(preview[0]["by_range"], true, "the laboratory sent no letter; its range says it");
    assert_eq!(preview[0]["converted"]["text"], "7.82 %");
    assert_eq!(preview[0]["converted"]["formula"], "+ 23.5, ÷ 10.93", "never without saying how");
    assert_eq!(preview[0]["previous"], "7.4 %, 3 weeks ago");
    assert_eq!(preview[0]["answers"], json!(["HbA1c"]));
    assert_eq!(preview[1], json!({ "by_range": false, "answers": [] }), "half a value says nothing yet");

    clinic.ok("results.add", json!({ "patient": patient, "name": "HbA1c", "values": a1c("62", "mmol/mol") }));
    let grid = clinic.ok("results.grid", json!({ "patient": patient, "days": 12 }));
    assert_eq!(grid["days"], json!(["2026-12-13", "2026-11-22"]));
    let row = &grid["rows"][0];
    assert_eq!((&row["unit"], &row["cells"][0]["text"]), (&json!("mmol/mol"), &json!("62")));
    assert_eq!(row["cells"][1]["text"], "57.4", "the older one told in the unit of the newer");
    assert_eq!(row["cells"][1]["as_reported"], "7.4 %", "and as it was reported");
    let older = json!({ "patient": patient, "days": 12, "before": "2026-12-13" });
    let grid = clinic.ok("results.grid", older);
    assert_eq!(
        (&grid["days"], &grid["newer"], &grid["days_in_all"]),
        (&json!(["2026-11-22"]), &json!(1), &json!(2))
    );
    assert_eq!(grid["rows"][0]["cells"][0]["text"], "7.4", "by itself in its own unit");
}

#[test]
fn a_registration_holds_who_belongs_to_the_patient() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Amara", "Castellanos", "New");
    let correct = |family: &str, more: Value| {
        let opened = clinic.ok("patients.open", json!({ "patient": patient }));
        let row = &opened["registration"];
        json!({
            "patient": patient, "record": row["record"], "heads": row["heads"],
            "registration": {
                "family": family, "given": "Amara", "sex": "female", "birth_date": "1959-03", "phone": "+1 555 0142", "more": more,
            },
        })
    };
    let more = json!({
        "gender_identity": "woman", "pronouns": "she/her", "sticky_note": "Wheelchair: room 2", "birth_date_estimated": true,
        "contacts": [{ "role": "next-of-kin", "name": "Luis Castellanos", "relationship": "son", "phone": "555 0199" },
                     { "role": "guardian", "name": "Maria Castellanos" }],
        "policies": [{ "payer": "Medicare", "plan": "B", "member_number": "1EG4-TE5", "valid_until": "2027" }],
        "flags": [{ "text": "Interpreter: Spanish" }, { "text": "Falls", "warning": true }],
        "other_phones": ["555 0177"],
    });
    clinic.ok("patients.correct", correct("Castellanos", more));
    clinic.ok("charts.open", json!({ "patient": patient }));
    clinic.ok("patients.correct", correct("Ibarra", json!({ "pronouns": "" })));
    let chart = clinic.ok("charts.open", json!({ "patient": patient }));
    let now = &chart["registration"]["value"];
    assert_eq!(now["name"]["family"], "Ibarra");
    assert_eq!(now["former_names"][0]["family"], "Castellanos", "the name before is kept by itself");
    assert_eq!(now["contacts"].as_array().unwrap().len(), 2, "what was not named stays");
    assert_eq!(now.get("pronouns"), None, "what was emptied is gone");
    assert_eq!((&now["birth_date"], &now["sticky_note"]), (&json!("1959-03"), &json!("Wheelchair: room 2")));
    let found = clinic.ok("patients.search", json!({ "text": "castellanos" }));
    assert_eq!(found[0]["patient"], patient, "found under the name of before");
    for (field, more) in [
        ("contacts", json!({ "contacts": [{ "role": "guardian", "name": " " }] })),
        ("policies", json!({ "policies": [{ "payer": "" }] })),
        ("died_on", json!({ "deceased": true, "died_on": "2030" })),
        ("died_on", json!({ "deceased": true, "died_on": "1950" })),
    ] {
        let refused = clinic.refused("patients.correct", correct("Ibarra", more), ProblemCode::Invalid);
        assert_eq!(refused.field.as_deref(), Some(field));
    }
    clinic.ok("patients.correct", correct("Ibarra", json!({ "deceased": true, "died_on": "2026-11" })));
    let chart = clinic.ok("charts.open", json!({ "patient": patient }));
    assert_eq!(chart["head"]["deceased"], true);
}

#[test]
fn a_vaccine_is_found_refused_and_corrected() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Ingrid", "Sorensen", "Vaccines");
    let found = clinic.ok("immunizations.suggest", json!({ "text": "shingrix" }));
    assert_eq!((&found[0]["code"], &found[0]["display"]), (&json!("187"), &json!("Zoster, recombinant")));
    let add = |more: Value| {
        let mut request = json!({ "patient": patient, "vaccine": "Zoster, recombinant", "cvx": "187", "status": "completed" });
        for (key, value) in more.as_object().unwrap() {
            request[key] = value.clone();
        }
        request
    };
    let old_lot = add(json!({ "lot": "A1", "expires": "2026-01" }));
    let refused = clinic.refused("immunizations.add", old_lot, ProblemCode::Invalid);
    assert_eq!(refused.field.as_deref(), Some("expires"), "a lot that had expired is asked about");
    clinic.refused("immunizations.add", add(json!({ "status": "not-done" })), ProblemCode::Invalid);
    clinic.ok(
        "immunizations.add",
        add(json!({ "status": "not-done", "not_done": "refused", "comment": "afraid" })),
    );
    let row = last(&clinic, &patient, "immunizations");
    assert_eq!((&row["value"]["not_done"], row["value"].get("given")), (&json!("refused"), None));
    let given = json!({ "why": "given after all", "immunization": {
        "vaccine": "Zoster, recombinant", "cvx": "187", "status": "completed", "lot": "FK8821", "expires": "2027-03",
        "site": "left deltoid", "route": "intramuscular", "dose": "0.5 mL", "dose_number": "1",
    }});
    clinic.ok("immunizations.correct", named(&patient, &row, given));
    let row = last(&clinic, &patient, "immunizations");
    assert_eq!(row["value"]["lot"], "FK8821");
    assert_eq!(row["value"].get("not_done"), None, "a vaccine that was given has no reason against it");
}
