//! Promise D through the command layer: nothing that was acknowledged is lost, whatever happens to the program, the
//! power and the disk.
//!
//! Long because: each promise is one story with its set-up, and cutting them apart would hide what they share.

use crate::clinic::{Clinic, PASSWORD};
use crate::disk::{self, Act, Dice, Disk};
use crate::worker;
use api::ProblemCode;
use chrono::{DateTime, FixedOffset, TimeDelta};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The long form is asked for by `cargo xtask test --long`.
fn rounds(short: usize, long: usize) -> usize {
    match std::env::var("PAPERCHART_LONG").as_deref() {
        Ok("1") => long,
        _ => short,
    }
}

fn now() -> DateTime<FixedOffset> {
    chrono::Local::now().fixed_offset()
}

fn seed() -> u64 {
    std::env::var("PAPERCHART_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(20_261_122)
}

/// A folder in memory where there is one: thousands of states are written.
fn quick_folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

#[test]
fn d1_what_was_acknowledged_survives_kill_9() {
    let kills = rounds(50, 1_000);
    let mut dice = Dice(seed());
    let mut place = tempfile::tempdir().unwrap();
    worker::found(place.path());
    let mut acks: Vec<Value> = Vec::new();
    let mut acknowledged = 0;
    for kill in 0..kills {
        // A check reads everything, so a practice does not grow for ever.
        if kill % 100 == 99 {
            place = tempfile::tempdir().unwrap();
            worker::found(place.path());
            acks.clear();
        }
        let mut child = worker::process("durable::d1_child", place.path()).spawn().unwrap();
        let said = child.stdout.take().unwrap();
        let (first, came) = std::sync::mpsc::channel();
        let listener = std::thread::spawn(move || {
            let mut acks = Vec::new();
            for line in BufReader::new(said).lines().map_while(Result::ok) {
                if let Some(ack) = line.strip_prefix("ack ").and_then(|text| serde_json::from_str(text).ok())
                {
                    acks.push(ack);
                    if acks.len() == 1 {
                        first.send(()).unwrap();
                    }
                }
            }
            acks
        });
        // One in ten dies while it opens the practice.
        if dice.roll(10) > 0 {
            came.recv_timeout(Duration::from_secs(120)).expect("the child works");
        }
        std::thread::sleep(Duration::from_millis(dice.roll(300)));
        child.kill().unwrap();
        child.wait().unwrap();
        let heard: Vec<Value> = listener.join().unwrap();
        acknowledged += heard.len();
        acks.extend(heard);
        if let Err(lost) = worker::check(&place.path().join("practice"), PASSWORD, &acks, now()) {
            panic!("kill {kill}: {lost}");
        }
    }
    assert!(acknowledged > kills, "the children worked: {acknowledged} acknowledgements");
    eprintln!("d1: {kills} kills, {acknowledged} acknowledgements, 0 lost");
}

#[test]
#[ignore = "started by d1"]
fn d1_child() {
    let Some(place) = worker::place() else { return };
    let host = worker::host(&place);
    host.call("main", "practice.unlock", json!({ "login": "ada", "password": PASSWORD })).unwrap();
    let mut out = std::io::stdout().lock();
    worker::work(&host, usize::MAX, &mut |ack| {
        writeln!(out, "\nack {ack}").unwrap();
        out.flush().unwrap();
    })
    .unwrap();
}

/// Runs a child on a recorded disk. Returns the disk before it, and what it did.
fn recorded(child: &str, place: &Path) -> (Disk, Vec<Act>) {
    let practice = place.join("practice");
    let before = Disk::of(&practice);
    let log = place.join("disk.log");
    let output = worker::process(child, place)
        .env("LD_PRELOAD", disk::shim(place))
        .env("PAPERCHART_DISK", &practice)
        .env("PAPERCHART_DISK_LOG", &log)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "the child came to its end: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    (before, disk::acts(&log))
}

/// Acks are written to a file in the folder, so that they stand in their place in the record.
fn ack_in(act: &Act) -> Option<Vec<Value>> {
    match act {
        Act::Write { path, bytes, .. } if path.ends_with("/acks") => {
            let lines = std::str::from_utf8(bytes).unwrap().lines();
            Some(lines.map(|line| serde_json::from_str(line).unwrap()).collect())
        }
        Act::Create { path } if path.ends_with("/acks") => Some(Vec::new()),
        _ => None,
    }
}

/// Cuts the power at so many moments, and opens what is left each time.
fn cut_power(
    before: &Disk,
    acts: &[Act],
    states: usize,
    open: impl Fn(&Path, &[Value]) -> Result<(), String>,
) {
    let mut dice = Dice(seed());
    let mut moments: Vec<usize> =
        (0..states).map(|_| usize::try_from(dice.roll(acts.len() as u64 + 1)).unwrap()).collect();
    moments.sort_unstable();
    let mut moments = moments.into_iter().peekable();
    let (mut disk, mut acks) = (before.clone(), Vec::new());
    for done in 0..=acts.len() {
        while moments.next_if_eq(&done).is_some() {
            let folder = quick_folder();
            disk.after_power_cut(&mut dice, folder.path());
            if let Err(lost) = open(folder.path(), &acks) {
                let kept = folder.keep();
                panic!(
                    "power cut after {done} of {} acts: {lost}; what is left is in {}",
                    acts.len(),
                    kept.display()
                );
            }
        }
        if let Some(act) = acts.get(done) {
            match ack_in(act) {
                Some(heard) => acks.extend(heard),
                None => disk.follow(act),
            }
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn d2_what_was_acknowledged_survives_a_power_cut() {
    let states = rounds(100, 5_000);
    let place = tempfile::tempdir().unwrap();
    let place = place.path().canonicalize().unwrap();
    worker::found(&place);
    let (before, acts) = recorded("durable::d2_child", &place);
    let flushes = acts.iter().filter(|act| matches!(act, Act::Sync { .. })).count();
    assert!(flushes > 100, "the recorder hears flushes: {flushes}");
    let acks = acts.iter().filter_map(ack_in).flatten().count();
    assert!(acks > 100, "the child worked: {acks}");
    cut_power(&before, &acts, states, |folder, acks| worker::check(folder, PASSWORD, acks, now()).map(drop));
    eprintln!(
        "d2: {states} states of {} acts, {flushes} flushes, {acks} acknowledgements: 0 lost",
        acts.len()
    );
}

#[test]
#[ignore = "started by d2"]
fn d2_child() {
    let Some(place) = worker::place() else { return };
    let mut file =
        std::fs::OpenOptions::new().create(true).append(true).open(place.join("practice/acks")).unwrap();
    for _ in 0..2 {
        let host = worker::host(&place);
        host.call("main", "practice.unlock", json!({ "login": "ada", "password": PASSWORD })).unwrap();
        worker::work(&host, 10, &mut |ack| file.write_all(format!("{ack}\n").as_bytes()).unwrap()).unwrap();
        host.call("main", "practice.lock", json!({})).unwrap();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn d3_a_power_cut_around_a_new_password_or_key_leaves_the_old_or_the_new() {
    let states = rounds(60, 2_000);
    let keep = tempfile::tempdir().unwrap();
    let place = keep.path().canonicalize().unwrap();
    worker::found(&place);
    let (before, acts) = recorded("durable::d3_child", &place);
    let (old_ones, new_ones) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    cut_power(&before, &acts, states, |folder, acks| {
        let acks: Vec<Value> = acks.iter().filter(|ack| ack.get("changed").is_none()).cloned().collect();
        match worker::check(folder, NEW_PASSWORD, &acks, now()) {
            Ok(_) => new_ones.set(new_ones.get() + 1),
            Err(_) => {
                worker::check(folder, PASSWORD, &acks, now())?;
                old_ones.set(old_ones.get() + 1);
            }
        }
        Ok(())
    });
    let (old_ones, new_ones) = (old_ones.get(), new_ones.get());
    assert!(old_ones > 0 && new_ones > 0, "both were met: {old_ones} old, {new_ones} new");
    eprintln!(
        "d3: {states} states of {} acts: {old_ones} open with the old password, {new_ones} with the new",
        acts.len()
    );
}

const NEW_PASSWORD: &str = "another horse battery";

#[test]
#[ignore = "started by d3"]
fn d3_child() {
    let Some(place) = worker::place() else { return };
    let mut file =
        std::fs::OpenOptions::new().create(true).append(true).open(place.join("practice/acks")).unwrap();
    let host = worker::host(&place);
    let ok = |command: &str, request| host.call("main", command, request).unwrap().view().unwrap();
    ok("practice.unlock", json!({ "login": "ada", "password": PASSWORD }));
    worker::work(&host, 2, &mut |ack| file.write_all(format!("{ack}\n").as_bytes()).unwrap()).unwrap();
    let staff = ok("staff.list", json!({}));
    let ben =
        staff["members"].as_array().unwrap().iter().find(|member| member["login"] == "ben").unwrap().clone();
    ok("staff.remove_user", json!({ "staff": ben["staff"] }));
    ok("staff.change_password", json!({ "old_password": PASSWORD, "new_password": NEW_PASSWORD }));
    worker::work(&host, 1, &mut |ack| file.write_all(format!("{ack}\n").as_bytes()).unwrap()).unwrap();
    ok("staff.add_user", json!({ "name": "Cleo", "login": "cleo", "role": "nurse", "password": PASSWORD }));
    ok("practice.lock", json!({}));
}

#[test]
#[cfg(target_os = "linux")]
fn d4_a_full_or_failing_disk_says_so_and_loses_nothing() {
    let tries = rounds(6, 40);
    let keep = tempfile::tempdir().unwrap();
    let shim = disk::shim(keep.path());
    let mut dice = Dice(seed());
    for (kind, name, most) in
        [("full", "PAPERCHART_DISK_FULL", 900), ("a failing flush", "PAPERCHART_DISK_EIO", 120)]
    {
        for _ in 0..tries {
            let at = 20 + dice.roll(most);
            let place = tempfile::tempdir().unwrap();
            worker::found(place.path());
            let output = worker::process("durable::d4_child", place.path())
                .env("LD_PRELOAD", &shim)
                .env("PAPERCHART_DISK", place.path().join("practice"))
                .env(name, at.to_string())
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{kind} at {at}: the program goes on: {errors}");
            assert!(said.contains("d4: storage"), "{kind} at {at}: it said what happened: {said}{errors}");
            let acks: Vec<Value> = said
                .lines()
                .filter_map(|line| serde_json::from_str(line.strip_prefix("ack ")?).ok())
                .collect();
            // The disk has room again.
            if let Err(lost) = worker::check(&place.path().join("practice"), PASSWORD, &acks, now()) {
                panic!("{kind} at {at}: {lost}");
            }
        }
    }
    eprintln!("d4: {tries} full disks and {tries} failing flushes: 0 acknowledged lost");
}

#[test]
#[ignore = "started by d4"]
fn d4_child() {
    let Some(place) = worker::place() else { return };
    let host = worker::host(&place);
    let opened = host.call("main", "practice.unlock", json!({ "login": "ada", "password": PASSWORD }));
    let outcome = opened.map(drop).and_then(|()| worker::work(&host, 50, &mut |ack| println!("\nack {ack}")));
    let problem = outcome.expect_err("the disk failed");
    assert!(worker::is_of_the_disk(&problem), "it is called by its name: {problem:?}");
    assert!(problem.message.len() > 20, "in a sentence: {}", problem.message);
    // Nothing panicked, and the program still answers.
    host.call("main", "practice.status", json!({})).unwrap();
    println!("\nd4: storage");
}

#[test]
fn d7_a_clean_machine_the_backup_and_the_printed_code_are_enough() {
    let clinic = Clinic::open();
    let (patient, _) = clinic.walk_in("Ann", "Marlow", "cough");
    let code = clinic.ok("practice.new_recovery_code", json!({}))["recovery_code"].clone();
    let chart = clinic.ok("charts.show", json!({ "patient": patient }));
    let stick = clinic.folder.join("stick");
    std::fs::create_dir(&stick).unwrap();
    clinic.refused(
        "backups.make",
        json!({ "folder": clinic.folder.join("not there") }),
        ProblemCode::NotFound,
    );
    let made = clinic.ok("backups.make", json!({ "folder": stick }));
    assert_eq!(made["entries_since"], 0, "everything is in the backup: {made}");
    assert!(clinic.ok("practice.status", json!({}))["last_backup"].is_string(), "the top bar says when");

    let clean = Clinic::empty();
    assert_eq!(clean.ok("practice.status", json!({}))["state"], "none");
    let found = clean.ok("backups.look", json!({ "folder": stick }));
    assert_eq!(found[0]["proven"], true);
    clean.refused("backups.restore", json!({ "backup": found[0]["folder"] }), ProblemCode::Invalid);
    clean.refused(
        "backups.restore",
        json!({ "backup": found[0]["folder"], "login": "ada", "password": "not the password" }),
        ProblemCode::WrongPassword,
    );
    assert_eq!(clean.ok("practice.status", json!({}))["state"], "none", "nothing was put in place");
    let restored = clean.ok("backups.restore", json!({ "backup": found[0]["folder"], "code": code }));
    assert_eq!(restored["put_aside"], Value::Null, "there was nothing to put aside");
    clean.refused("charts.show", json!({ "patient": patient }), ProblemCode::Locked);
    let recovered = clean
        .ok("practice.recover", json!({ "code": code, "login": "ada", "new_password": "a new password" }));
    assert_ne!(recovered["recovery_code"], code, "a new code was made");
    assert_eq!(clean.ok("charts.show", json!({ "patient": patient })), chart, "the chart is the same");
    assert_eq!(
        clean.ok("backups.list", json!({}))["thinning_frozen"],
        true,
        "nothing is cleared away for now"
    );
    clean.ok("backups.resume_thinning", json!({}));
    assert_eq!(clean.ok("backups.list", json!({}))["thinning_frozen"], false);
    let acts = clean.ok("audit.list", json!({ "act": "backup.restore" }));
    assert_eq!(acts["rows"].as_array().unwrap().len(), 1, "the audit knows");
    assert_eq!(clean.ok("integrity.verify", json!({}))["sound"], true);

    // Where a practice stands already, it is put aside and not deleted.
    clean.ok("patients.register", json!({ "family": "Later", "given": "Ida", "sex": "female" }));
    clean.refused(
        "backups.restore",
        json!({ "backup": found[0]["folder"], "login": "ada", "password": "not the password" }),
        ProblemCode::WrongPassword,
    );
    assert_eq!(clean.ok("practice.status", json!({}))["state"], "open", "a slip of the finger locks nothing");
    let again = clean
        .ok("backups.restore", json!({ "backup": found[0]["folder"], "login": "ada", "password": PASSWORD }));
    let aside = PathBuf::from(again["put_aside"].as_str().unwrap());
    assert!(aside.join("practice.chart").is_file(), "what stood there is still there");
    clean.ok("practice.unlock", json!({ "login": "ada", "password": PASSWORD }));
    assert_eq!(clean.ok("charts.show", json!({ "patient": patient })), chart);
}

#[test]
fn d5_backups_make_themselves_when_something_was_written() {
    let clinic = Clinic::open();
    let count = || clinic.ok("backups.list", json!({}))["folders"][0]["backups"].as_array().unwrap().len();
    assert_eq!(count(), 0);
    clinic.walk_in("Ann", "Marlow", "cough");
    clinic.host.back_up_if_due();
    assert_eq!(count(), 1, "the first one comes by itself");
    clinic.pass(TimeDelta::hours(2));
    clinic.ok("practice.still_here", json!({}));
    clinic.host.back_up_if_due();
    assert_eq!(count(), 1, "nothing was written since");
    clinic.walk_in("Bea", "Marlow", "cough");
    clinic.host.back_up_if_due();
    assert_eq!(count(), 1, "not before an hour, while somebody works");
    clinic.pass(TimeDelta::minutes(3));
    clinic.host.back_up_if_due();
    assert_eq!(count(), 2, "when nobody does anything it comes before the lock");
    clinic.walk_in("Cid", "Marlow", "cough");
    // Two backups are not of one moment.
    clinic.pass(TimeDelta::seconds(5));
    clinic.host.close().unwrap();
    assert_eq!(clinic.ok("practice.status", json!({}))["state"], "locked", "closing locks");
    unlock_again(&clinic);
    // Of one hour only the newest stays, so it is not their number that grows.
    assert_eq!(clinic.ok("backups.list", json!({}))["entries_since"], 0, "and makes a backup before");
    // A stick that is not in: the failure is shown, and work goes on.
    clinic.ok("backups.set_folders", json!({ "folders": [clinic.folder.join("stick")] }));
    clinic.walk_in("Dan", "Marlow", "cough");
    clinic.pass(TimeDelta::hours(2));
    clinic.ok("practice.still_here", json!({}));
    clinic.host.back_up_if_due();
    assert!(
        clinic.ok("practice.status", json!({}))["backup_problem"].is_string(),
        "the top bar says that it failed"
    );
    clinic.refused("backups.set_folders", json!({ "folders": ["stick"] }), ProblemCode::Invalid);
}

/// Unlocks what was just locked. A process that another test is starting at this moment holds every open file,
/// and so the lock, until it has become another program.
fn unlock_again(clinic: &Clinic) {
    let request = || json!({ "login": "ada", "password": PASSWORD });
    for _ in 0..100 {
        match clinic.host.call("main", "practice.unlock", request()) {
            Err(problem) if problem.code == ProblemCode::InUse => {
                std::thread::sleep(Duration::from_millis(50))
            }
            other => {
                other.unwrap();
                return;
            }
        }
    }
    clinic.unlock();
}

#[test]
fn d9_one_program_at_a_time() {
    let clinic = Clinic::open();
    let second = Clinic::at(&clinic.folder);
    second.refused("practice.unlock", json!({ "login": "ada", "password": PASSWORD }), ProblemCode::InUse);
    clinic.ok("practice.status", json!({}));
    clinic.ok("practice.lock", json!({}));
    unlock_again(&second);
    let place = tempfile::tempdir().unwrap();
    let cloud = Clinic::at(&place.path().join("Dropbox"));
    let refused = cloud.refused("practice.create", json!({
        "practice": "Hill Street Practice", "name": "Dr Ada Okafor", "login": "ada", "role": "physician", "password": PASSWORD,
    }), ProblemCode::Refused);
    assert!(refused.message.contains("Dropbox"), "it says why: {}", refused.message);
}
