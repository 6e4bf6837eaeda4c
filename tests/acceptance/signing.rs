//! What keeps a note true between the first letter and the signature: a drug that must not be ordered, words that were
//! acts once, values of another day, a note that nobody signed, what another window wrote. Through the command table on
//! a real encrypted file.

use crate::clinic::{Clinic, PASSWORD};
use api::ProblemCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn save(clinic: &Clinic, patient: &Value, visit: &Value, draft: &Value, revision: u64) -> u64 {
    let request = json!({ "patient": patient, "encounter": visit, "draft": draft, "revision": revision });
    clinic.ok("notes.save_draft", request)["revision"].as_u64().unwrap()
}

fn sign(clinic: &Clinic, patient: &Value, visit: &Value) -> Value {
    let review = clinic.ok("notes.review", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(review["may_sign"], true, "nothing forbids signing: {}", review["missing"]);
    clinic.ok("notes.sign", json!({ "patient": patient, "encounter": visit, "revision": review["revision"] }))
}

fn texts<'v>(list: &'v Value, key: &str) -> Vec<&'v str> {
    list.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap()).collect()
}

#[test]
fn a_contraindicated_drug_in_the_note_is_answered_before_it_is_signed() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "sore throat");
    clinic.ok(
        "notes.enter_now",
        json!({ "patient": patient, "encounter": visit, "line": "/allergy penicillin anaphylaxis" }),
    );
    let line = "/rx amoxicillin 500 mg cap 1 po tid 7d";
    let read = clinic.ok("notes.read_line", json!({ "patient": patient, "line": line }));
    let chip = &read["chips"][0];
    assert_eq!(chip["to_answer"], true, "it is shown before Enter: {chip}");
    let warning = chip["warnings"][0].as_str().unwrap();
    assert!(warning.starts_with("Contraindicated:"), "{warning}");

    // A window that accepted it all the same: the signature is refused, and says where the drug stands.
    let label = chip["label"].as_str().unwrap();
    let draft = json!({
        "note": { "assessment_plan": label }, "items": [], "line": "", "copied": {},
        "chips": [{ "id": "one", "field": "assessment_plan", "from": 0, "to": label.encode_utf16().count(),
            "typed": line, "plan": chip["plan"] }],
    });
    let revision = save(&clinic, &patient, &visit, &draft, 0);
    let review = clinic.ok("notes.review", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(review["may_sign"], false);
    let missing = &review["missing"][0];
    assert_eq!((&missing["field"], &missing["position"]), (&json!("assessment_plan"), &json!(0)), "{review}");
    assert!(missing["message"].as_str().unwrap().contains("is contraindicated"), "{missing}");
    let signature = json!({ "patient": patient, "encounter": visit, "revision": revision });
    clinic.refused("notes.sign", signature, ProblemCode::Invalid);
    let chart = clinic.ok("charts.show", json!({ "patient": patient }));
    assert_eq!(chart["prescriptions"], json!([]), "nothing was ordered");

    // A template leaves it as a line for a person to decide on.
    clinic.ok("notes.save_phrase", json!({ "text": format!(".throat Ours\n== assessment_plan\n{line}") }));
    let expanded =
        clinic.ok("notes.expand", json!({ "patient": patient, "encounter": visit, "trigger": ".throat" }));
    assert_eq!(expanded["parts"][0]["pieces"], json!([{ "text": line, "typed": "", "plan": null }]));

    // Once somebody said why, it is ordered.
    let preview = clinic
        .ok("prescriptions.preview", json!({ "patient": patient, "line": line.trim_start_matches("/rx ") }));
    for finding in preview["findings"].as_array().unwrap() {
        if finding["severity"] == "contraindicated" {
            clinic.ok(
                "prescriptions.override",
                json!({ "patient": patient, "key": finding["key"], "reason": "tolerated in hospital last year",
                    "line": line.trim_start_matches("/rx ") }),
            );
        }
    }
    let read = clinic.ok("notes.read_line", json!({ "patient": patient, "line": line }));
    assert_eq!(read["chips"][0]["to_answer"], false, "{read}");
    sign(&clinic, &patient, &visit);
    let chart = clinic.ok("charts.show", json!({ "patient": patient }));
    assert_eq!(chart["prescriptions"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_copied_is_not_done_again_by_itself() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "diabetes");
    let lines = [
        "/dx Essential (primary) hypertension [I10]",
        "/order a1c",
        "/fu 3mo diabetes",
        "/task nurse foot check",
    ];
    let (mut text, mut chips) = (String::new(), Vec::new());
    for line in lines {
        let read = clinic.ok("notes.read_line", json!({ "patient": patient, "line": line }));
        let chip = &read["chips"][0];
        let from = text.encode_utf16().count();
        text.push_str(chip["label"].as_str().unwrap());
        chips.push(json!({ "id": line, "field": "assessment_plan", "from": from,
            "to": text.encode_utf16().count(), "typed": line, "plan": chip["plan"] }));
        text.push('\n');
    }
    text.push_str("Continue as before (no change).");
    let draft = json!({ "note": { "assessment_plan": text }, "items": [], "line": "", "chips": chips });
    save(&clinic, &patient, &visit, &draft, 0);
    sign(&clinic, &patient, &visit);

    clinic.pass(TimeDelta::days(90));
    let next = clinic.ok("encounters.arrive", json!({ "patient": patient, "reason": "diabetes" }));
    let next = &next["encounter"];
    let copy = clinic.ok("notes.copy_forward", json!({ "patient": patient, "encounter": next }));
    let pieces = &copy["parts"][0]["pieces"];
    let words: String = texts(pieces, "text").concat();
    assert_eq!(
        words,
        "Essential (primary) hypertension (I10)\n/order HbA1c\n/fu 3mo diabetes\n/task nurse foot check\n\
         Continue as before (no change)."
    );
    let plans: Vec<&Value> = pieces.as_array().unwrap().iter().map(|piece| &piece["plan"]["kind"]).collect();
    assert_eq!(plans[0], "problem", "the diagnosis is the diagnosis again");
    assert!(
        plans[1..].iter().all(|plan| plan.is_null()),
        "and nothing else is entered by copying: {plans:?}"
    );

    // Copied and left like that, the note is not signed: each line is accepted or taken out.
    save(
        &clinic,
        &patient,
        next,
        &json!({ "note": { "assessment_plan": words }, "items": [], "line": "" }),
        0,
    );
    let review = clinic.ok("notes.review", json!({ "patient": patient, "encounter": next }));
    let forbids = review["missing"].as_array().unwrap().iter().filter(|item| item["forbids"] == true).count();
    assert_eq!((forbids, &review["may_sign"]), (3, &json!(false)), "{review}");
}

#[test]
fn a_value_of_another_day_says_so() {
    let clinic = Clinic::open();
    let (patient, first) = clinic.walk_in("Ann", "Marlow", "check");
    clinic.ok("vitals.record", json!({ "patient": patient, "encounter": first, "line": "bp 146/86 wt 81" }));
    let expand = |visit: &Value| -> Vec<String> {
        let request = json!({ "patient": patient, "encounter": visit, "trigger": ".lip" });
        let expanded = clinic.ok("notes.expand", request);
        let all =
            expanded["parts"].as_array().unwrap().iter().flat_map(|part| part["pieces"].as_array().unwrap());
        all.filter(|piece| piece["plan"]["kind"] == "value")
            .map(|piece| piece["text"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(expand(&first), ["146/86 mmHg", "81 kg", "no result"]);
    clinic.pass(TimeDelta::days(7));
    let next =
        clinic.ok("encounters.arrive", json!({ "patient": patient, "reason": "check" }))["encounter"].clone();
    assert_eq!(
        expand(&next),
        ["146/86 mmHg (22 Nov 2026)", "81 kg (22 Nov 2026)", "no result"],
        "an old value must not read like one of this visit"
    );
    // A pressure of which only one number was taken is none: the two are of one measurement.
    clinic.ok("vitals.record", json!({ "patient": patient, "encounter": next, "line": "wt 80" }));
    assert_eq!(expand(&next), ["146/86 mmHg (22 Nov 2026)", "80 kg", "no result"]);
}

#[test]
fn a_note_that_nobody_signed_is_counted_until_it_is() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "cough");
    save(&clinic, &patient, &visit, &json!({ "note": { "assessment_plan": "Bronchitis." } }), 0);
    let unsigned = |clinic: &Clinic| clinic.ok("encounters.today", json!({}))["unsigned"].as_u64().unwrap();
    assert_eq!(unsigned(&clinic), 0, "a note in a visit that goes on is no debt");
    clinic.ok("encounters.finish", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(unsigned(&clinic), 1);
    let list = clinic.ok("notes.unsigned", json!({}));
    assert_eq!((&list[0]["encounter"], &list[0]["reason"]), (&visit, &json!("cough")));
    assert_eq!(list[0]["mine"], true);

    // The day after, and after a restart, it is still counted, whoever is at the desk.
    let clinic = clinic.drop_and_reopen();
    clinic.pass(TimeDelta::days(1));
    clinic.unlock();
    assert_eq!(unsigned(&clinic), 1);
    clinic.ok(
        "staff.add_user",
        json!({ "name": "Noor Nurse", "login": "noor", "role": "nurse", "password": PASSWORD }),
    );
    clinic.ok("practice.switch_user", json!({ "login": "noor", "password": PASSWORD }));
    assert_eq!((unsigned(&clinic), &clinic.ok("notes.unsigned", json!({}))[0]["mine"]), (1, &json!(false)));
    clinic.ok("practice.switch_user", json!({ "login": "ada", "password": PASSWORD }));
    clinic.ok("charts.open", json!({ "patient": patient }));
    sign(&clinic, &patient, &visit);
    assert_eq!(unsigned(&clinic), 0);

    // A visit that was left open yesterday is over as well; a blank draft is nothing.
    let second =
        clinic.ok("encounters.arrive", json!({ "patient": patient, "reason": "cough again" }))["encounter"]
            .clone();
    let revision = save(&clinic, &patient, &second, &json!({ "note": { "subjective": "Better." } }), 0);
    clinic.pass(TimeDelta::days(1));
    assert_eq!(unsigned(&clinic), 1);
    save(&clinic, &patient, &second, &json!({ "note": { "reason": "cough again" } }), revision);
    assert_eq!(unsigned(&clinic), 0);
}

#[test]
fn this_visit_as_a_template_has_its_drugs() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "bladder");
    let line = "nitrofurantoin 100 mg cap 1 cap po bid 5d";
    let item =
        clinic.ok("prescriptions.preview", json!({ "patient": patient, "line": line }))["item"].clone();
    let draft = json!({ "note": { "assessment_plan": "Bladder infection." }, "items": [item] });
    save(&clinic, &patient, &visit, &draft, 0);
    let template = clinic.ok("notes.phrase_of_visit", json!({ "patient": patient, "encounter": visit }));
    let template = template.as_str().unwrap();
    assert!(template.contains("Bladder infection.\n/rx Nitrofurantoin 100 mg"), "{template}");
    let refused = clinic.refused("notes.save_phrase", json!({ "text": template }), ProblemCode::Invalid);
    assert!(refused.message.contains("a name of its own"), "{refused:?}");
    clinic.ok("notes.save_phrase", json!({ "text": template.replacen(".name", ".ours", 1), "mine": true }));
    let expanded =
        clinic.ok("notes.expand", json!({ "patient": patient, "encounter": visit, "trigger": ".ours" }));
    let pieces = expanded["parts"][0]["pieces"].as_array().unwrap();
    let ordered = pieces.iter().find(|piece| piece["plan"]["kind"] == "prescription").unwrap();
    assert_eq!(ordered["plan"]["item"]["quantity"]["value"], 10.0, "the same drug again: {ordered}");
}

#[test]
fn days_in_figures_are_read_as_the_practice_writes_them() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Ann", "Marlow", "check");
    let read = |line: &str| clinic.ok("notes.read_line", json!({ "patient": patient, "line": line }));
    let label = |line: &str| read(line)["chips"][0]["label"].as_str().unwrap().to_owned();
    assert_eq!(label("/fu 5/6 bp"), "Follow-up 6 May 2027: bp");
    assert_eq!(clinic.ok("practice.status", json!({}))["month_first"], true);
    let staff = clinic.ok("staff.list", json!({}));
    let mut practice = staff["practice"].clone();
    practice["locale"] = json!("en-GB");
    let set = |practice: &Value| json!({ "heads": staff["practice_heads"], "practice": practice });
    clinic.ok("staff.set_practice", set(&practice));
    assert_eq!(clinic.ok("practice.status", json!({}))["month_first"], false);
    assert_eq!(label("/fu 5/6 bp"), "Follow-up 5 June 2027: bp".replace("June", "Jun"));
    let doubtful = read("/fu 5/6 bp");
    let doubt = doubtful["chips"][0]["doubts"][0].as_str().unwrap();
    assert!(doubt.starts_with("5/6: 5 June or 6 May? Your practice writes the day first"), "{doubt}");

    // The other way round can be chosen, and then stands there without a doubt.
    let other = doubtful["completions"][0]["line"].as_str().unwrap();
    assert_eq!(other, "/fu 6 May 2027 bp");
    let chosen = read(other);
    assert_eq!(chosen["chips"][0]["label"], "Follow-up 6 May 2027: bp");
    assert_eq!((&chosen["chips"][0]["doubts"], &chosen["completions"]), (&json!([]), &json!([])));

    let heads = clinic.ok("staff.list", json!({}))["practice_heads"].clone();
    practice["locale"] = json!("tlh");
    let wrong = json!({ "heads": heads, "practice": practice });
    assert_eq!(
        clinic.refused("staff.set_practice", wrong, ProblemCode::Invalid).field.as_deref(),
        Some("locale")
    );
}

#[test]
fn what_the_nurse_writes_is_heard_in_the_other_window() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "");
    let at = clinic.ok("practice.changed_elsewhere", json!({}))["at"].clone();
    save(&clinic, &patient, &visit, &json!({ "note": { "subjective": "Coughs." } }), 0);
    let nurse =
        |command: &str, request: Value| clinic.host.call("nurse", command, request).unwrap().view().unwrap();
    nurse("charts.open", json!({ "patient": patient }));
    nurse("vitals.record", json!({ "patient": patient, "encounter": visit, "line": "bp 148/92" }));
    nurse("encounters.set_reason", json!({ "patient": patient, "encounter": visit, "reason": "cough" }));
    let heard = clinic.ok("practice.changed_elsewhere", json!({ "since": at }));
    let sections = texts(&heard["changed"], "section");
    assert!(sections.contains(&"vitals") && sections.contains(&"encounters"), "{heard}");
    assert!(
        heard["changed"].as_array().unwrap().iter().all(|change| change["patient"] == patient),
        "{heard}"
    );
    let again = clinic.ok("practice.changed_elsewhere", json!({ "since": heard["at"] }));
    assert_eq!(again["changed"], json!([]), "nothing is told twice");
    // The reason that the nurse wrote meanwhile is the reason of the note that was begun without one.
    let draft = clinic.ok("notes.draft", json!({ "patient": patient, "encounter": visit }))["draft"].clone();
    assert_eq!(
        (&draft["note"]["reason"], &draft["note"]["subjective"]),
        (&json!("cough"), &json!("Coughs."))
    );
}

#[test]
fn a_renewal_that_waits_is_said_before_signing() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "check");
    let medication = json!({ "drug": "Metformin", "strength": "500 mg", "form": "tablet" });
    let added = clinic.ok("medications.add", json!({ "patient": patient, "medication": medication }));
    let asked =
        json!({ "patient": patient, "medicines": [{ "record": added["record"], "heads": added["heads"] }] });
    clinic.ok("medications.request_renewal", asked);
    save(&clinic, &patient, &visit, &json!({ "note": { "assessment_plan": "Well." } }), 0);
    let review = clinic.ok("notes.review", json!({ "patient": patient, "encounter": visit }));
    let said = review["missing"].as_array().unwrap().iter().find(|item| item["field"] == "renewals");
    assert_eq!(
        said.unwrap()["message"],
        "A renewal of Metformin 500 mg tablet is asked for and not answered."
    );
    assert_eq!(review["may_sign"], true, "it is said and forbids nothing");
}
