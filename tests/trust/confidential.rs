//! Promises C and H4 through the command layer: nobody reads the chart who may not, and nothing typed into it acts.
//!
//! Long because: each promise is one story with its set-up, and cutting them apart would hide what they share.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../acceptance/clinic.rs"]
mod clinic;
#[path = "memory.rs"]
mod memory;
#[path = "story.rs"]
mod story;

use api::{Access, Audited, COMMANDS, ProblemCode, Scope};
use base64::Engine as _;
use chart::sections::staff::Role;
use chrono::TimeDelta;
use clinic::{Clinic, PASSWORD};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the shipped programs run on: memory is wiped when it is freed.
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

const CANARY: &str = "Zzyxquorn";

/// Of shared memory, folders and files of other programs come and go while this looks.
fn files_under(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
        other => other.unwrap(),
    };
    for entry in entries {
        let entry = entry.unwrap();
        let Ok(kind) = entry.file_type() else { continue };
        match kind {
            kind if kind.is_dir() => files_under(&entry.path(), found),
            kind if kind.is_file() => found.push(entry.path()),
            _ => {}
        }
    }
}

/// The canary as it could stand in a file: UTF-8 in three cases, UTF-16 both ways, base64 at three alignments.
fn shapes() -> Vec<(&'static str, Vec<u8>)> {
    let mut shapes = vec![
        ("as typed", CANARY.as_bytes().to_vec()),
        ("lower case", CANARY.to_lowercase().into_bytes()),
        ("upper case", CANARY.to_uppercase().into_bytes()),
        ("UTF-16 little", CANARY.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16 big", CANARY.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ];
    for shift in 0..3 {
        let mut padded = vec![b' '; shift];
        padded.extend(CANARY.as_bytes());
        // The first and last signs depend on what stands around the word; the middle does not.
        let text = base64::engine::general_purpose::STANDARD_NO_PAD.encode(padded);
        shapes.push((
            "base64",
            text.as_bytes()[if shift == 0 { 0 } else { shift + 1 }..text.len() - 2].to_vec(),
        ));
    }
    shapes
}

fn search(what: &str, bytes: &[u8], shapes: &[(&str, Vec<u8>)]) {
    for (shape, needle) in shapes {
        assert!(
            !bytes.windows(needle.len()).any(|window| window == needle.as_slice()),
            "the canary stands in {what}, {shape}"
        );
    }
}

/// Runs one ignored test of this program in a process of its own, with its own home and temporary folder.
fn in_a_process_of_its_own(name: &str, place: &Path) -> std::process::Output {
    let folder = |name: &str| {
        let folder = place.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    };
    Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--ignored", "--nocapture"])
        .env("PAPERCHART_PLACE", place)
        .env("HOME", folder("home"))
        .env("XDG_CACHE_HOME", folder("home/.cache"))
        .env("XDG_DATA_HOME", folder("home/.local"))
        .env("TMPDIR", folder("temp"))
        .output()
        .unwrap()
}

#[test]
fn c1_no_plaintext_of_the_chart_on_disk() {
    let place = tempfile::tempdir().unwrap();
    let before: HashSet<PathBuf> = shared_memory();
    let output = in_a_process_of_its_own("c1_child", place.path());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "the child ends in a crash, as a program does in a power cut");
    assert!(said.contains("c1: every command was carried out"), "it came to its end: {said}");
    let shapes = shapes();
    let mut files = Vec::new();
    for folder in ["practice", "stick", "saved", "home", "temp"] {
        let folder = place.path().join(folder);
        if folder.exists() {
            files_under(&folder, &mut files);
        }
    }
    assert!(files.iter().any(|file| file.ends_with("practice.chart")), "the chart is among the files");
    assert!(
        files.iter().filter(|file| file.ends_with("practice.chart")).count() > 2,
        "so are its backups: {files:?}"
    );
    files.extend(shared_memory().difference(&before).cloned());
    for file in &files {
        search(&file.display().to_string(), file.to_string_lossy().as_bytes(), &shapes);
        match std::fs::read(file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && file.starts_with("/dev/shm") => {}
            bytes => search(&file.display().to_string(), &bytes.unwrap(), &shapes),
        }
    }
    // The search itself finds what is there.
    let asked_for = std::fs::read(place.path().join("out/chart.json")).unwrap();
    let finds = asked_for.windows(CANARY.len()).any(|window| window == CANARY.as_bytes());
    assert!(finds, "the export that was asked for holds the canary");
}

fn shared_memory() -> HashSet<PathBuf> {
    let mut found = Vec::new();
    if Path::new("/dev/shm").is_dir() {
        files_under(Path::new("/dev/shm"), &mut found);
    }
    found.into_iter().collect()
}

/// Not a test of its own: the process that [`c1_no_plaintext_of_the_chart_on_disk`] looks at.
#[test]
#[ignore = "started by c1"]
fn c1_child() {
    let Some(place) = std::env::var_os("PAPERCHART_PLACE").map(PathBuf::from) else { return };
    let out = place.join("out");
    std::fs::create_dir_all(&out).unwrap();
    let clinic = Clinic::at(&place);
    clinic.ok(
        "practice.create",
        json!({
            "practice": "Hill Street Practice", "name": "Dr Ada Okafor", "login": "ada", "role": "physician",
            "qualification": "MD", "registration": "Lic. 48-20931", "password": PASSWORD,
        }),
    );
    story::every_command(
        &mut |command, request| {
            clinic.pass(TimeDelta::minutes(2));
            clinic.ok(command, request)
        },
        CANARY,
        &out,
    );
    // Files that were deleted and are still open are readable by whoever looks into this process.
    #[cfg(target_os = "linux")]
    for descriptor in std::fs::read_dir("/proc/self/fd").unwrap() {
        let descriptor = descriptor.unwrap().path();
        let Ok(target) = std::fs::read_link(&descriptor) else { continue };
        if target.to_string_lossy().ends_with("(deleted)")
            && let Ok(bytes) = std::fs::read(&descriptor)
        {
            search(&target.display().to_string(), &bytes, &shapes());
        }
    }
    eprintln!("c1: every command was carried out");
    std::process::abort();
}

#[test]
fn c4_lock_leaves_neither_password_nor_chart_in_memory() {
    // In a process of its own: another test's patients are none of its business.
    let place = tempfile::tempdir().unwrap();
    let output = in_a_process_of_its_own("c4_child", place.path());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("c4: looked"), "it looked: {said}");
}

#[test]
#[ignore = "started by c4"]
#[cfg(target_os = "linux")]
fn c4_child() {
    let Some(place) = std::env::var_os("PAPERCHART_PLACE").map(PathBuf::from) else { return };
    // Made at run time, so that the program's own text does not hold them; what is looked for is kept inverted.
    let password = memory::Needle::random("password");
    let family = memory::Needle::random("family");
    let note = memory::Needle::random("note");
    let host = api::Host::new(api::HostConfig::new(place.join("practice"), place.join("demo")));
    let ok = |command: &str, request: Value| {
        host.call("main", command, request)
            .unwrap_or_else(|problem| panic!("{command}: {problem:?}"))
            .view()
            .unwrap()
    };
    ok(
        "practice.create",
        json!({
            "practice": "Hill Street Practice", "name": "Dr Ada Okafor", "login": "ada", "role": "physician", "password": password.plain(),
        }),
    );
    let patient = ok(
        "patients.register",
        json!({ "family": family.plain(), "given": "Ann", "sex": "female" }),
    )["patient"]
        .clone();
    let visit =
        ok("encounters.arrive", json!({ "patient": patient, "reason": "cough" }))["encounter"].clone();
    ok("practice.lock", json!({}));
    ok("practice.unlock", json!({ "login": "ada", "password": password.plain() }));
    ok("charts.open", json!({ "patient": patient }));
    let draft = json!({ "note": { "subjective": note.plain() }, "items": [], "line": "" });
    ok("notes.save_draft", json!({ "patient": patient, "encounter": visit, "draft": draft, "revision": 0 }));
    drop(draft);
    ok("patients.search", json!({ "text": family.plain() }));
    ok("prints.preview", json!({ "patient": patient, "document": "visit-summary" }));
    ok("charts.open", json!({ "patient": patient }));
    let open = memory::count(&[&family, &note]);
    assert!(open[0] > 0 && open[1] > 0, "while it is open the search finds the chart: {open:?}");
    ok("practice.lock", json!({}));
    let after = memory::count(&[&password, &family, &note]);
    assert_eq!(after, [0, 0, 0], "after the lock nothing of password, name and note is left");
    eprintln!("c4: looked");
}

#[test]
fn c5_the_practice_locks_itself_and_the_half_typed_note_is_there() {
    let clinic = Clinic::open();
    clinic.ok("practice.set_auto_lock", json!({ "minutes": 5 }));
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "cough");
    let draft = json!({ "note": { "subjective": "Coughing since Tue" }, "items": [], "line": "amox" });
    clinic.ok(
        "notes.save_draft",
        json!({ "patient": patient, "encounter": visit, "draft": draft, "revision": 0 }),
    );
    assert_eq!(clinic.wait(TimeDelta::seconds(299)), None, "five minutes are not over");
    clinic.ok("practice.status", json!({}));
    let why = clinic.wait(TimeDelta::seconds(1));
    assert_eq!(why, Some(api::session::Locked::Idle), "a status that is polled says nothing of a person");
    assert_eq!(clinic.wait(TimeDelta::minutes(6)), None, "it is locked already");
    for row in COMMANDS.iter().filter(|row| row.scope != Scope::Anywhere && row.access != Access::Anyone) {
        clinic.refused(row.name, json!({ "patient": patient }), ProblemCode::Locked);
    }
    clinic.refused(
        "practice.switch_user",
        json!({ "login": "ada", "password": PASSWORD }),
        ProblemCode::Locked,
    );
    clinic.unlock();
    clinic.refused(
        "notes.draft",
        json!({ "patient": patient, "encounter": visit }),
        ProblemCode::WrongPatient,
    );
    clinic.ok("charts.open", json!({ "patient": patient }));
    let back = clinic.ok("notes.draft", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(back["draft"]["note"]["subjective"], "Coughing since Tue");
    assert_eq!(back["draft"]["line"], "amox", "also the line that was being typed");
    let acts = clinic.ok("audit.list", json!({ "act": "practice.lock" }));
    assert_eq!(acts["rows"][0]["detail"], "idle", "the audit says why it was locked");
}

#[test]
fn c5_sleep_and_a_jump_of_the_clock_lock_too() {
    let clinic = Clinic::open();
    let tick = || clinic.host.tick(|_| {}).unwrap();
    assert_eq!(tick(), None);
    clinic.pass(TimeDelta::seconds(5));
    assert_eq!(tick(), None, "the timer came in time");
    clinic.pass(TimeDelta::minutes(3));
    assert_eq!(tick(), Some(api::session::Locked::Slept), "the machine slept");
    clinic.unlock();
    clinic.pass(TimeDelta::hours(-30));
    assert_eq!(tick(), Some(api::session::Locked::Slept), "a clock that was set back");
}

#[test]
fn c5_the_last_letters_are_kept_when_the_machine_wakes() {
    let clinic = Clinic::open();
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "cough");
    clinic.host.tick(|_| {}).unwrap();
    clinic.pass(TimeDelta::hours(2));
    // Typed within the pause before a save, then the lid was closed: the window is told before it is locked.
    let draft = json!({ "note": { "subjective": "Coughing since Tue" }, "items": [], "line": "" });
    let save = || {
        clinic.ok(
            "notes.save_draft",
            json!({ "patient": patient, "encounter": visit, "draft": draft, "revision": 0 }),
        )
    };
    let why = clinic.host.tick(|_| drop(save())).unwrap();
    assert_eq!(why, Some(api::session::Locked::Slept), "it is locked although somebody seemed to be there");
    clinic.refused("staff.list", json!({}), ProblemCode::Locked);
    clinic.unlock();
    clinic.ok("charts.open", json!({ "patient": patient }));
    let back = clinic.ok("notes.draft", json!({ "patient": patient, "encounter": visit }));
    assert_eq!(back["draft"]["note"]["subjective"], "Coughing since Tue");
}

#[test]
fn c7_every_command_is_refused_to_every_role_that_may_not() {
    let clinic = Clinic::open();
    for (login, role) in [("ben", "nurse"), ("fay", "front-desk"), ("gus", "administrator")] {
        clinic.ok(
            "staff.add_user",
            json!({ "name": login, "login": login, "role": role, "password": PASSWORD }),
        );
    }
    let mut cells = 0;
    for (login, role) in [
        ("ada", Role::Physician),
        ("ben", Role::Nurse),
        ("fay", Role::FrontDesk),
        ("gus", Role::Administrator),
    ] {
        let status = clinic.ok("practice.switch_user", json!({ "login": login, "password": PASSWORD }));
        assert_eq!(status["user"]["role"], json!(role), "the role came with the person");
        for row in COMMANDS {
            // Nobody's request has this field: a command that is allowed is then refused as not understood.
            let outcome = clinic.host.call("main", row.name, json!({ "no such field": true }));
            let code = outcome.err().map(|problem| problem.code);
            if row.access.allows(role) {
                assert!(
                    matches!(code, Some(ProblemCode::Invalid | ProblemCode::WrongPatient)),
                    "{role:?} may call {}: {code:?}",
                    row.name
                );
            } else {
                assert_eq!(code, Some(ProblemCode::Forbidden), "{role:?} may not call {}", row.name);
            }
            cells += 1;
        }
    }
    assert_eq!(cells, COMMANDS.len() * Role::ALL.len(), "every cell of the table");
}

#[test]
fn c7_a_switch_of_users_is_quick_and_leaves_nothing_on_screen() {
    let clinic = Clinic::open();
    clinic.ok(
        "staff.add_user",
        json!({ "name": "Ben", "login": "ben", "role": "nurse", "password": PASSWORD }),
    );
    let (patient, _) = clinic.walk_in("Ann", "Marlow", "cough");
    clinic.refused(
        "practice.switch_user",
        json!({ "login": "ben", "password": "not the password" }),
        ProblemCode::WrongPassword,
    );
    assert_eq!(
        clinic.ok("practice.status", json!({}))["user"]["login"],
        "ada",
        "the one before still has it open"
    );
    let refused = clinic.ok("audit.list", json!({ "act": "session.refused" }));
    assert_eq!(refused["rows"].as_array().unwrap().len(), 1, "the audit hears of it at once: {refused}");
    assert_eq!((&refused["rows"][0]["detail"], &refused["rows"][0]["staff"]), (&json!("Ben"), &Value::Null));
    let began = std::time::Instant::now();
    clinic.ok("practice.switch_user", json!({ "login": "ben", "password": PASSWORD }));
    let took = began.elapsed();
    assert!(took.as_secs_f64() < 2.0 || cfg!(debug_assertions) && took.as_secs() < 10, "it took {took:?}");
    eprintln!("c7: switching users took {took:?}");
    clinic.refused("charts.timeline", json!({ "patient": patient, "limit": 5 }), ProblemCode::WrongPatient);
}

#[test]
fn c7_a_restricted_chart_opens_with_a_reason_that_somebody_reads() {
    let clinic = Clinic::open();
    clinic.ok(
        "staff.add_user",
        json!({ "name": "Ben", "login": "ben", "role": "nurse", "password": PASSWORD }),
    );
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "cough");
    clinic.ok("patients.restrict", json!({ "patient": patient, "restricted": true, "why": "a colleague" }));
    let mine = clinic.ok("charts.open", json!({ "patient": patient }));
    assert_eq!(mine["restriction"], json!({ "to": ["Dr Ada Okafor"], "mine": true, "broke_glass": false }));

    clinic.ok("practice.switch_user", json!({ "login": "ben", "password": PASSWORD }));
    clinic.refused("charts.open", json!({ "patient": patient }), ProblemCode::Restricted);
    clinic.refused("charts.show", json!({ "patient": patient }), ProblemCode::Restricted);
    clinic.refused(
        "exchange.export",
        json!({ "patient": patient, "format": "fhir", "path": "/nowhere" }),
        ProblemCode::Restricted,
    );
    clinic.refused(
        "prints.save",
        json!({ "patient": patient, "document": "visit-summary", "path": "/nowhere" }),
        ProblemCode::Restricted,
    );
    clinic.ok("patients.open", json!({ "patient": patient }));
    clinic.refused("charts.timeline", json!({ "patient": patient, "limit": 5 }), ProblemCode::WrongPatient);
    clinic.refused(
        "vitals.record",
        json!({ "patient": patient, "encounter": visit, "line": "hr 80" }),
        ProblemCode::WrongPatient,
    );
    clinic.refused(
        "charts.open",
        json!({ "patient": patient, "break_glass": "  " }),
        ProblemCode::Restricted,
    );
    clinic.refused("charts.open", json!({ "patient": patient, "break_glass": "xx" }), ProblemCode::Invalid);
    let opened = clinic
        .ok("charts.open", json!({ "patient": patient, "break_glass": "collapsed in the waiting room" }));
    assert_eq!(opened["restriction"]["broke_glass"], true, "the banner says so");
    clinic.ok("vitals.record", json!({ "patient": patient, "encounter": visit, "line": "hr 80" }));
    clinic.refused("audit.break_glass_reviews", json!({}), ProblemCode::Forbidden);
    // The reason holds for this person, until they leave.
    clinic.ok("practice.switch_user", json!({ "login": "ada", "password": PASSWORD }));
    clinic.ok("practice.switch_user", json!({ "login": "ben", "password": PASSWORD }));
    clinic.refused("charts.open", json!({ "patient": patient }), ProblemCode::Restricted);

    clinic.ok("practice.switch_user", json!({ "login": "ada", "password": PASSWORD }));
    let reviews = clinic.ok("audit.break_glass_reviews", json!({}));
    assert_eq!(reviews.as_array().unwrap().len(), 1);
    assert_eq!(reviews[0]["reason"], "collapsed in the waiting room");
    assert_eq!(reviews[0]["row"]["who"], "Ben");
    assert_eq!(reviews[0]["reviewed_by"], Value::Null);
    let read = clinic.ok("audit.mark_reviewed", json!({ "seq": reviews[0]["row"]["seq"] }));
    assert_eq!(read[0]["reviewed_by"], "Dr Ada Okafor");
    clinic.refused("audit.mark_reviewed", json!({ "seq": reviews[0]["row"]["seq"] }), ProblemCode::Refused);

    clinic.ok("charts.open", json!({ "patient": patient }));
    clinic.ok(
        "patients.restrict",
        json!({ "patient": patient, "restricted": false, "why": "no longer wanted" }),
    );
    clinic.ok("practice.switch_user", json!({ "login": "ben", "password": PASSWORD }));
    assert_eq!(clinic.ok("charts.open", json!({ "patient": patient }))["restriction"], Value::Null);
}

/// Commands that write into two charts.
const TWO_CHARTS: &[&str] = &["charts.refile", "patients.merge", "patients.unmerge"];

#[test]
fn c9_the_audit_grows_as_the_table_says() {
    let clinic = Clinic::open();
    let out = clinic.folder.join("out");
    std::fs::create_dir_all(&out).unwrap();
    let mut called = HashSet::new();
    let newest = |act: &str| -> Option<u64> {
        let answer = clinic.host.call("audit", "audit.list", json!({ "limit": 1, "act": act })).ok()?;
        answer.view().ok()?["rows"][0]["seq"].as_u64()
    };
    story::every_command(
        &mut |command, request| {
            clinic.pass(TimeDelta::minutes(2));
            let row = COMMANDS.iter().find(|row| row.name == command).unwrap();
            let before = newest("");
            let view = clinic.ok(command, request);
            called.insert(row.name);
            let after = newest("");
            // The audit cannot be asked while the practice is locked, nor by a nurse; such commands write their own row.
            let (Some(before), Some(after)) = (before, after) else {
                assert!(row.audited != Audited::Write, "{command} could not be looked at");
                return view;
            };
            // One row is that of the look before.
            let grew = after - before - 1;
            match row.audited {
                Audited::Read | Audited::Write => {
                    // What concerns two charts is told of each.
                    let charts = if TWO_CHARTS.contains(&command) { 2 } else { 1 };
                    assert_eq!(grew, charts, "{command} is one act in each chart it concerns");
                    let act = if command == "charts.open" { "charts." } else { command };
                    // Looking writes rows of its own by this name.
                    if command != "audit.list" {
                        assert_eq!(newest(act), Some(after), "and it stands there by its name: {command}");
                    }
                }
                Audited::Quiet => assert_eq!(grew, 0, "{command} is no act"),
                Audited::Own => assert!(grew >= 1, "{command} writes its own rows"),
            }
            view
        },
        "cough",
        &out,
    );
    let missing: Vec<&str> =
        COMMANDS.iter().map(|row| row.name).filter(|name| !called.contains(name)).collect();
    assert_eq!(
        missing,
        ["practice.create", "practice.demo"],
        "every command was carried out; a practice is made once"
    );
    let creation = clinic.ok("audit.list", json!({ "act": "practice.create" }));
    assert_eq!(creation["rows"].as_array().unwrap().len(), 1, "and its making is the first act");
}

#[test]
fn c9_a_search_is_one_act_and_a_wrong_password_is_told() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Ann", "Marlow", "cough");
    let searches = || {
        clinic.host.call("audit", "audit.list", json!({ "act": "patients.search" })).unwrap().view().unwrap()
            ["rows"]
            .as_array()
            .unwrap()
            .len()
    };
    for text in ["m", "ma", "mar", "marl"] {
        clinic.ok("patients.search", json!({ "text": text }));
        clinic.pass(TimeDelta::seconds(1));
    }
    assert_eq!(searches(), 1, "however many letters are typed");
    clinic.ok("charts.open", json!({ "patient": patient }));
    clinic.ok("patients.search", json!({ "text": "a" }));
    assert_eq!(searches(), 2, "the next search begins after something was opened");
    let rows = clinic.ok("audit.list", json!({ "act": "patients.search" }));
    assert!(!rows.to_string().contains("marl"), "what was typed is not kept");

    clinic.ok("practice.lock", json!({}));
    clinic.refused(
        "practice.unlock",
        json!({ "login": "ada", "password": "wrong wrong" }),
        ProblemCode::WrongPassword,
    );
    clinic.refused(
        "practice.unlock",
        json!({ "login": "eve", "password": "wrong wrong" }),
        ProblemCode::WrongPassword,
    );
    clinic.unlock();
    let refused = clinic.ok("audit.list", json!({ "act": "session.refused" }));
    let details: Vec<&Value> = refused["rows"].as_array().unwrap().iter().map(|row| &row["detail"]).collect();
    assert_eq!(
        details,
        [&json!("unknown login"), &json!("Dr Ada Okafor")],
        "whose login it was, newest first"
    );

    let who = clinic.ok("audit.list", json!({ "patient": patient, "act": "charts." }));
    let row = &who["rows"][0];
    assert_eq!((&row["who"], &row["words"]), (&json!("Dr Ada Okafor"), &json!("opened the chart")));
    assert_eq!(row["patient_name"], "Ann Marlow", "who opened this chart");
    // Page by page, each row comes once, in order.
    let all = clinic.ok("audit.list", json!({ "limit": 500, "until": "2026-11-22" }));
    let all: Vec<u64> =
        all["rows"].as_array().unwrap().iter().filter_map(|row| row["seq"].as_u64()).collect();
    let (mut pages, mut below) = (Vec::new(), all[0] + 1);
    loop {
        let page = clinic.ok("audit.list", json!({ "limit": 4, "below": below, "until": "2026-11-22" }));
        pages.extend(page["rows"].as_array().unwrap().iter().filter_map(|row| row["seq"].as_u64()));
        if page["more"] == false {
            break;
        }
        below = *pages.last().unwrap();
    }
    assert_eq!(pages, all, "older and older, to the first act");
    let out = clinic.folder.join("audit.pdf");
    let report = clinic.ok("audit.report", json!({ "patient": patient, "save_to": out }));
    assert_eq!(report["pages"], json!([]), "it was saved, not shown");
    let text = text_of(&std::fs::read(&out).unwrap());
    for words in ["Audit", "Ann Marlow", "opened the chart", "Dr Ada Okafor"] {
        assert!(text.contains(words), "the report says {words}:\n{text}");
    }
}

#[test]
fn c9_the_audit_is_small_beside_the_chart() {
    let clinic = Clinic::open();
    let visits = 60;
    for number in 0..visits {
        clinic.pass(TimeDelta::minutes(6));
        let (patient, visit) = clinic.walk_in("Ann", &format!("Marlow{number}"), "cough for three days");
        let at = |extra: Value| {
            let mut request = json!({ "patient": patient, "encounter": visit });
            request.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            request
        };
        clinic.ok("patients.search", json!({ "text": format!("marlow{number}") }));
        clinic.ok("encounters.start", at(json!({})));
        clinic.ok("charts.open", json!({ "patient": patient }));
        clinic.ok("vitals.record", at(json!({ "line": "bp 128/82 hr 78 t 37.9 spo2 98" })));
        clinic.ok("allergies.none_known", at(json!({})));
        clinic.ok("problems.add", at(json!({ "problem": { "text": "Acute bronchitis", "code": "J20.9" } })));
        let line = "amoxicillin 500 mg cap 1 cap tid 7d #21";
        let preview = clinic.ok("prescriptions.preview", json!({ "patient": patient, "line": line }));
        let note = json!({
            "reason": "Cough for three days", "subjective": "Productive cough, no fever at home, no chest pain, no travel.",
            "objective": "Alert, no distress. Chest: scattered wheeze, no crackles.", "assessment_plan": "Acute bronchitis. Fluids, rest.",
            "safety_net": "Back at once with breathlessness or blood.", "follow_up": "In one week if not better.",
        });
        let draft = json!({ "note": note, "items": [preview["item"]], "line": "" });
        clinic.ok("notes.save_draft", at(json!({ "draft": draft, "revision": 0 })));
        let review = clinic.ok("notes.review", at(json!({})));
        clinic.ok("notes.sign", at(json!({ "revision": review["revision"] })));
        clinic
            .ok("prints.send", json!({ "patient": patient, "document": "visit-summary", "printer": "Desk" }));
    }
    let acts = clinic.ok("audit.list", json!({ "limit": 1 }))["rows"][0]["seq"].as_u64().unwrap();
    clinic.ok("practice.lock", json!({}));
    let folder = clinic.folder.join("practice");
    let store =
        store::measure::unlock_remembering(&folder, "ada", &store::Secret::from(PASSWORD), clinic.now())
            .unwrap();
    let sizes = store::measure::sizes(&store).unwrap();
    let of = |begins: &str| -> u64 {
        sizes.iter().filter(|(name, _)| name.starts_with(begins)).map(|(_, bytes)| bytes).sum()
    };
    let (audit, ledger, all) = (of("audit"), of("ledger"), sizes.iter().map(|(_, bytes)| bytes).sum::<u64>());
    eprintln!(
        "c9: {acts} acts in {visits} visits: {} bytes an act, {} a visit; the ledger {} a visit; the file {} a visit",
        audit / acts,
        audit / visits,
        ledger / visits,
        all / visits
    );
    assert!(audit / acts < 256, "an act is small: {} bytes", audit / acts);
    assert!(audit * 3 < ledger, "the audit is small beside what it tells of: {audit} of {ledger}");
}

fn text_of(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.pdf");
    std::fs::write(&path, pdf).unwrap();
    let output = Command::new("pdftotext")
        .arg("-layout")
        .arg(&path)
        .arg("-")
        .output()
        .expect("poppler-utils is set up");
    String::from_utf8(output.stdout).unwrap().replace('\u{a0}', " ")
}

#[test]
fn h4_what_is_typed_is_text_from_the_field_to_the_page() {
    // One round, since each takes seconds: nothing keeps a field from holding all of it.
    let hostile = "<img src=x onerror=alert(1)> <script>alert(1)</script> javascript:alert(1) '; DROP TABLE ledger; -- \
                   \" onload=\"alert(1) {{7*7}} ${7*7} %s %n";
    let clinic = Clinic::open();
    let out = clinic.folder.join("out");
    std::fs::create_dir_all(&out).unwrap();
    let mut chart = Value::Null;
    story::every_command(
        &mut |command, request| {
            clinic.pass(TimeDelta::minutes(2));
            if command == "prints.preview" && request["document"] == "label" {
                // Nothing is cut from a label: a name as long as this is refused.
                clinic.refused(command, request, ProblemCode::Refused);
                return Value::Null;
            }
            let view = clinic.ok(command, request);
            if command == "charts.show" {
                chart = view.clone();
            }
            view
        },
        hostile,
        &out,
    );
    for (place, text) in [
        ("the name", &chart["patient"]["name_parts"]["family"]),
        ("the address", &chart["patient"]["address"]["line"]),
        ("an allergy", &chart["allergies"]["active"][0]["value"]["substance"]["text"]),
        ("a problem", &chart["problems"][0]["value"]["condition"]["text"]),
        ("a vaccine", &chart["immunizations"][0]["value"]["vaccine"]["text"]),
    ] {
        assert_eq!(text, hostile, "{place} says what was typed");
    }
    let pdf = std::fs::read(out.join("summary.pdf")).unwrap();
    for acts in
        ["/JavaScript", "/JS", "/URI", "/Launch", "/OpenAction", "/AA", "/SubmitForm", "/EmbeddedFile"]
    {
        let found = pdf
            .windows(acts.len() + 1)
            .any(|window| window.starts_with(acts.as_bytes()) && !window[acts.len()].is_ascii_alphanumeric());
        assert!(!found, "the page holds nothing that acts: {acts}");
    }
    let printed = text_of(&pdf).split_whitespace().collect::<String>();
    let typed = hostile.split_whitespace().collect::<String>();
    assert!(printed.contains(&typed), "the page shows {hostile} as text: {printed}");
}
