//! A process that works as a practice does and says what was acknowledged to it, until somebody ends it.

use api::{Host, HostConfig, Problem, ProblemCode};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use store::{Moment, Secret, Store};

pub(crate) const PASSWORD: &str = "correct horse battery";

/// The practice's folder, which the process is told by its surroundings.
pub(crate) fn place() -> Option<PathBuf> {
    std::env::var_os("PAPERCHART_PLACE").map(PathBuf::from)
}

/// A process of this very program that runs one ignored test.
pub(crate) fn process(name: &str, place: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([name, "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env("PAPERCHART_PLACE", place)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A host on `practice` in a folder.
pub(crate) fn host(place: &Path) -> Host {
    Host::new(HostConfig::new(place.join("practice"), place.join("demo")))
}

/// Makes a practice with a nurse in it, and closes it.
pub(crate) fn found(place: &Path) {
    let host = host(place);
    let ok = |command: &str, request| host.call("main", command, request).unwrap();
    ok(
        "practice.create",
        json!({
            "practice": "Hill Street Practice", "name": "Dr Ada Okafor", "login": "ada", "role": "physician", "password": PASSWORD,
        }),
    );
    ok("staff.add_user", json!({ "name": "Ben", "login": "ben", "role": "nurse", "password": PASSWORD }));
    ok("practice.lock", json!({}));
}

/// Works for so many patients, and calls `ack` after each answer. Each ack says how many entries the patient's chart
/// holds at least, or how often the draft was saved.
///
/// # Errors
/// The first problem there is.
pub(crate) fn work(host: &Host, patients: usize, ack: &mut dyn FnMut(Value)) -> Result<(), Problem> {
    let call = |command: &str, request| host.call("main", command, request)?.view();
    for number in 0..patients {
        let head = call(
            "patients.register",
            json!({
                "family": format!("Marlow{number}"), "given": "Ann", "sex": "female", "birth_date": "1959-03-14",
            }),
        )?;
        let patient = head["patient"].clone();
        let mut entries = 0;
        let mut more = |ack: &mut dyn FnMut(Value)| {
            entries += 1;
            ack(json!({ "patient": patient, "entries": entries }));
        };
        more(ack);
        let visit =
            call("encounters.arrive", json!({ "patient": patient, "reason": "cough" }))?["encounter"].clone();
        more(ack);
        call("charts.open", json!({ "patient": patient }))?;
        call(
            "vitals.record",
            json!({ "patient": patient, "encounter": visit, "line": "bp 120/80 hr 70 t 36.8" }),
        )?;
        more(ack);
        call("allergies.none_known", json!({ "patient": patient, "encounter": visit }))?;
        more(ack);
        for revision in 0..3 {
            let draft = json!({ "note": { "subjective": format!("Coughing since {revision} days") }, "items": [], "line": "" });
            call(
                "notes.save_draft",
                json!({ "patient": patient, "encounter": visit, "draft": draft, "revision": revision }),
            )?;
            ack(json!({ "patient": patient, "visit": visit, "revision": revision + 1 }));
        }
        call(
            "problems.add",
            json!({ "patient": patient, "encounter": visit, "problem": { "text": "Cough" } }),
        )?;
        more(ack);
        let preview = call(
            "prescriptions.preview",
            json!({ "patient": patient, "line": "ibuprofen 400 mg tab 1 tab tid prn pain #20" }),
        )?;
        call(
            "prescriptions.sign",
            json!({ "patient": patient, "encounter": visit, "items": [preview["item"]] }),
        )?;
        more(ack);
    }
    Ok(())
}

/// Opens what is left of a practice, checks all of it, and looks for everything that was acknowledged.
pub(crate) fn check(practice: &Path, password: &str, acks: &[Value], now: Moment) -> Result<Store, String> {
    let store = store::measure::unlock_remembering(practice, "ada", &Secret::from(password), now)
        .map_err(|error| format!("it does not open: {error}"))?;
    if !store.warnings().is_empty() {
        return Err(format!("it opens with warnings: {:?}", store.warnings()));
    }
    let report = store.verify(&mut |_, _| {}).map_err(|error| format!("it cannot be checked: {error}"))?;
    if !report.findings.is_empty() {
        return Err(format!("it is not sound: {:?}", report.findings));
    }
    // The most that was acknowledged of each chart and draft.
    let mut charts: HashMap<&str, u64> = HashMap::new();
    let mut drafts: HashMap<&str, u64> = HashMap::new();
    for ack in acks {
        let (map, key, number) = match ack["visit"].as_str() {
            Some(visit) => (&mut drafts, visit, &ack["revision"]),
            None => (&mut charts, ack["patient"].as_str().unwrap(), &ack["entries"]),
        };
        let most = map.entry(key).or_default();
        *most = (*most).max(number.as_u64().unwrap());
    }
    for (patient, entries) in charts {
        let found = store.entries(patient.parse().unwrap()).map_err(|error| error.to_string())?.len() as u64;
        if found < entries {
            return Err(format!("{entries} entries of a chart were acknowledged and {found} are there"));
        }
    }
    let kept = store.drafts_of(store.user().id).map_err(|error| error.to_string())?;
    for (visit, revision) in drafts {
        let found = kept.iter().find(|draft| draft.key.about.is_some_and(|about| about.to_string() == visit));
        let found = found.map_or(0, |draft| draft.stamp.revision);
        if found < revision {
            return Err(format!("draft {revision} was acknowledged and {found} is there"));
        }
    }
    Ok(store)
}

/// What a problem of the disk must be called.
pub(crate) fn is_of_the_disk(problem: &Problem) -> bool {
    problem.code == ProblemCode::Storage
}
