//! Checks through the boundary on a real encrypted file: under the line, over the list, overridden with a reason and
//! asked again when the chart changes.

use crate::clinic::Clinic;
use api::ProblemCode;
use serde_json::{Value, json};

fn allergy(substance: &str) -> Value {
    json!({ "substance": substance, "category": "medication", "kind": "allergy", "criticality": "high", "reactions": "rash" })
}

fn result(clinic: &Clinic, patient: &Value, test: &str, loinc: &str, value: &str, unit: &str, on: &str) {
    clinic.ok(
        "results.add",
        json!({
            "patient": patient, "name": test, "taken_at": format!("{on}T08:00:00+01:00"),
            "values": [{ "test": test, "loinc": loinc, "value": value, "unit": unit }],
        }),
    );
}

fn find<'f>(answer: &'f Value, check: &str) -> Option<&'f Value> {
    answer["findings"].as_array().unwrap().iter().find(|finding| finding["check"] == check)
}

#[test]
fn what_speaks_against_a_line_stands_under_it() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Marguerite", "Delacroix", "knee pain");
    clinic.ok("allergies.none_known", json!({ "patient": patient }));
    clinic.ok("medications.add", json!({ "patient": patient, "medication": { "drug": "Warfarin", "strength": "5 mg", "form": "tablet" } }));
    result(&clinic, &patient, "INR", "6301-6", "3.8", "{INR}", "2026-11-18");
    let line = json!({ "patient": patient, "line": "ibuprofen 400 mg tab 1 tab tid prn pain #20" });
    for command in ["prescriptions.check", "prescriptions.preview"] {
        let answer = clinic.ok(command, line.clone());
        let finding = find(&answer, "interaction").unwrap_or_else(|| panic!("{command}: {answer}"));
        assert_eq!(finding["severity"], "warning");
        assert_eq!(finding["with"], "Warfarin 5 mg");
        assert!(finding["message"].as_str().unwrap().contains("INR 3.8 on 18 Nov"), "{finding}");
        for said in ["action", "source", "as_of"] {
            assert!(!finding[said].as_str().unwrap().is_empty(), "{said} of {finding}");
        }
        assert_eq!(finding["reviewed"], false, "no clinician has signed the row, and the screen can say so");
    }
    let amoxicillin =
        clinic.ok("prescriptions.preview", json!({ "patient": patient, "line": "amox 500 tid 7d" }));
    assert_eq!(amoxicillin["item"]["drug"]["text"], "Amoxicillin", "{amoxicillin}");
    assert_eq!(
        (&amoxicillin["item"]["strength"], &amoxicillin["item"]["form"]),
        (&json!("500 mg"), &json!("capsule"))
    );
    assert_eq!(amoxicillin["missing"], json!([]), "the quantity is counted: {amoxicillin}");
    let coverage = clinic.ok("reference.coverage", json!({}));
    assert!(
        coverage["checks"].as_array().unwrap().len() >= 9
            && !coverage["not_checked"].as_array().unwrap().is_empty()
    );
}

#[test]
fn the_whole_list_is_checked_again_when_the_chart_changes() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Marguerite", "Delacroix", "check");
    let review = |clinic: &Clinic| clinic.ok("medications.review", json!({ "patient": patient }));
    clinic.ok("medications.add", json!({ "patient": patient, "medication": { "drug": "Metformin", "strength": "500 mg", "form": "tablet" } }));
    clinic.ok("medications.add", json!({ "patient": patient, "medication": { "drug": "Amoxicillin", "strength": "500 mg", "form": "capsule" } }));
    assert!(find(&review(&clinic), "kidney").is_none() && find(&review(&clinic), "allergy").is_none());
    result(&clinic, &patient, "Creatinine", "2160-0", "2.4", "mg/dL", "2026-11-20");
    assert_eq!(find(&review(&clinic), "kidney").unwrap()["severity"], "contraindicated", "after the result");
    clinic.ok("allergies.add", json!({ "patient": patient, "allergy": allergy("Penicillin") }));
    assert_eq!(
        find(&review(&clinic), "allergy").unwrap()["severity"],
        "contraindicated",
        "after the allergy"
    );
    clinic.ok(
        "problems.add",
        json!({ "patient": patient, "problem": { "text": "Ketoacidosis", "code": "E11.10" } }),
    );
    assert_eq!(
        find(&review(&clinic), "problem").unwrap()["severity"],
        "contraindicated",
        "after the problem"
    );
}

#[test]
fn an_override_has_a_reason_holds_and_is_asked_again_when_its_ground_changes() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Marguerite", "Delacroix", "sore throat");
    clinic.ok("allergies.add", json!({ "patient": patient, "allergy": allergy("Penicillin") }));
    let line = "amox 500 tid 7d";
    let preview = |clinic: &Clinic| {
        let answer = clinic.ok("prescriptions.preview", json!({ "patient": patient, "line": line }));
        find(&answer, "allergy").unwrap().clone()
    };
    let key = preview(&clinic)["key"].clone();
    assert_eq!(preview(&clinic)["overridden"], Value::Null);
    let request = |reason: &str| json!({ "patient": patient, "key": key, "line": line, "reason": reason });
    clinic.refused("prescriptions.override", request("  "), ProblemCode::Invalid);
    clinic.refused(
        "prescriptions.override",
        json!({ "patient": patient, "key": "allergy:nothing", "line": line, "reason": "x" }),
        ProblemCode::Refused,
    );
    let overridden = clinic.ok("prescriptions.override", request("Tolerated it in hospital last week"));
    assert_eq!(overridden["overridden"]["by"], "Dr Ada Okafor");
    let clinic = clinic.drop_and_reopen();
    clinic.unlock();
    clinic.ok("charts.open", json!({ "patient": patient }));
    assert_eq!(preview(&clinic)["overridden"]["reason"], "Tolerated it in hospital last week", "remembered");
    // The key alone is enough, as long as it names the medicine.
    clinic.ok("prescriptions.override", json!({ "patient": patient, "key": key, "reason": "Still so" }));
    assert_eq!(preview(&clinic)["overridden"]["reason"], "Still so");
    let acts = clinic.ok("audit.list", json!({ "patient": patient, "act": "prescriptions.override" }));
    assert_eq!(acts["rows"].as_array().map(Vec::len), Some(2), "both stand in the audit: {acts}");
    clinic.ok("allergies.add", json!({ "patient": patient, "allergy": allergy("Latex") }));
    assert_eq!(preview(&clinic)["overridden"], Value::Null, "a new allergy asks again");
}
