//! Promises D4 and D5 on real disks: one that is full, one that cannot be written, one that does not answer. Beside the
//! errors that `durable.rs` injects, because a real one fails in more than one place at once.

use crate::clinic::{Clinic, PASSWORD};
use crate::disk;
use api::ProblemCode;
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Runs a child with a disk of its own in memory, mounted on `place` for it alone. None where mounting is not allowed.
fn on_a_disk_of_its_own(child: &str, place: &Path, megabytes: u32) -> Option<Output> {
    let probe = Command::new("unshare").args(["-Urm", "true"]).stderr(Stdio::null()).status();
    if !probe.is_ok_and(|status| status.success()) {
        eprintln!("{child}: not carried out, this machine allows no mount of one's own");
        return None;
    }
    let mount =
        format!("mount -t tmpfs -o size={megabytes}m tmpfs \"$PAPERCHART_PLACE\" && exec \"$0\" \"$@\"");
    let output = Command::new("unshare")
        .args(["-Urm", "sh", "-c", &mount])
        .arg(std::env::current_exe().unwrap())
        .args([child, "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env("PAPERCHART_PLACE", place)
        .output()
        .unwrap();
    Some(output)
}

fn assert_done(output: &Output, says: &str) {
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.contains(says), "{said}");
}

fn place() -> Option<PathBuf> {
    std::env::var_os("PAPERCHART_PLACE").map(PathBuf::from)
}

fn found(place: &Path) -> Clinic {
    let clinic = Clinic::at(place);
    clinic.ok(
        "practice.create",
        json!({
            "practice": "Hill Street Practice", "name": "Dr Ada Okafor", "login": "ada", "role": "physician", "password": PASSWORD,
        }),
    );
    clinic
}

/// Takes every byte that is left.
fn fill(place: &Path) {
    let mut filler = OpenOptions::new().create(true).append(true).open(place.join("filler")).unwrap();
    for size in [1 << 20, 1 << 12, 1] {
        while filler.write_all(&vec![7; size]).is_ok() {}
    }
}

fn entries(clinic: &Clinic) -> u64 {
    clinic.ok("integrity.verify", json!({}))["entries"].as_u64().unwrap()
}

#[test]
fn d4_a_disk_that_is_full_keeps_nobody_from_reading() {
    let keep = tempfile::tempdir().unwrap();
    if let Some(output) = on_a_disk_of_its_own("real_disk::d4_full_child", keep.path(), 32) {
        assert_done(&output, "d4: a full disk was met");
    }
}

#[test]
#[ignore = "started by d4"]
fn d4_full_child() {
    let Some(place) = place() else { return };
    let clinic = found(&place);
    let (patient, visit) = clinic.walk_in("Ann", "Marlow", "cough");
    let record = |pulse: u32| {
        let line = format!("hr {pulse}");
        clinic.host.call(
            "main",
            "vitals.record",
            json!({ "patient": patient, "encounter": visit, "line": line }),
        )
    };
    record(70).unwrap();
    let before = entries(&clinic);
    clinic.ok("practice.lock", json!({}));

    // Full from the morning on: the reserve lets the doctor in, and the charts open.
    fill(&place);
    clinic.unlock();
    let chart = clinic.ok("charts.open", json!({ "patient": patient }));
    assert_eq!(chart["head"]["birth_date"], "1959-03-14");
    let warnings = clinic.ok("practice.status", json!({}))["warnings"].clone();
    let told = warnings[0]["what"].as_str().unwrap_or_default();
    assert!(
        told.contains("The disk is full") && warnings[0]["machine"] == true,
        "the window says so: {warnings}"
    );

    // The reserve is used up as well: what is refused is refused in words, and what is on screen stays.
    fill(&place);
    let mut saved = 0;
    let problem = loop {
        match record(71 + saved) {
            Ok(_) => saved += 1,
            Err(problem) => break problem,
        }
        fill(&place);
        assert!(saved < 500, "a full disk takes no more");
    };
    assert_eq!(problem.code, ProblemCode::Storage, "{problem:?}");
    assert!(problem.message.contains("disk is full"), "{}", problem.message);
    clinic.ok("charts.timeline", json!({ "patient": patient, "limit": 5 }));
    eprintln!("d4: {saved} more were saved on a full disk before one was refused");

    // Room again: nothing that was acknowledged is lost, and the reserve is back.
    std::fs::remove_file(place.join("filler")).unwrap();
    record(99).unwrap();
    clinic.ok("practice.lock", json!({}));
    clinic.unlock();
    assert_eq!(clinic.ok("practice.status", json!({}))["warnings"], json!([]), "it is full no longer");
    assert_eq!(clinic.ok("integrity.verify", json!({}))["sound"], true);
    assert_eq!(
        entries(&clinic),
        before + u64::from(saved) + 1,
        "every acknowledged entry is there, and no other"
    );
    assert!(place.join("practice/practice.reserve").metadata().unwrap().len() > 1 << 20);
    println!("\nd4: a full disk was met");
}

#[test]
fn d4_a_folder_that_cannot_be_written_says_so_and_can_be_saved() {
    let keep = tempfile::tempdir().unwrap();
    if let Some(output) = on_a_disk_of_its_own("real_disk::d4_read_only_child", keep.path(), 32) {
        assert_done(&output, "d4: a disk that only reads was met");
    }
}

#[test]
#[ignore = "started by d4"]
fn d4_read_only_child() {
    let Some(place) = place() else { return };
    let clinic = found(&place);
    let (patient, _) = clinic.walk_in("Ann", "Marlow", "cough");
    let before = entries(&clinic);
    let chart = clinic.ok("charts.show", json!({ "patient": patient }));
    clinic.ok("practice.lock", json!({}));
    let remount = |way: &str| {
        let done =
            Command::new("mount").args(["-o", &format!("remount,{way}")]).arg(&place).status().unwrap();
        assert!(done.success(), "remounting {way}");
    };
    remount("ro");
    assert!(File::create(place.join("x")).is_err(), "nothing can be written here");
    let problem = clinic.refused(
        "practice.unlock",
        json!({ "login": "ada", "password": PASSWORD }),
        ProblemCode::Storage,
    );
    assert!(problem.message.contains("cannot be written"), "{}", problem.message);
    assert_eq!(clinic.ok("practice.status", json!({}))["state"], "locked", "the program goes on");
    // A dying disk often comes up so. What is on it can be read, into another folder.
    let elsewhere = tempfile::tempdir().unwrap();
    let into = elsewhere.path().join("practice");
    let saved = clinic.ok("practice.salvage", json!({ "login": "ada", "password": PASSWORD, "into": into }));
    assert_eq!((&saved["entries"], &saved["gaps"]), (&json!(before), &json!([])));
    let again = Clinic::at(elsewhere.path());
    again.unlock();
    assert_eq!(again.ok("charts.show", json!({ "patient": patient })), chart);
    remount("rw");
    clinic.unlock();
    assert_eq!(clinic.ok("charts.show", json!({ "patient": patient })), chart);
    println!("\nd4: a disk that only reads was met");
}

#[test]
fn d5_a_backup_disk_that_hangs_keeps_nothing_from_locking() {
    let keep = tempfile::tempdir().unwrap();
    let shim = disk::shim(keep.path());
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["real_disk::d5_hanging_child", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env("PAPERCHART_PLACE", keep.path())
        .env("LD_PRELOAD", shim)
        .env("PAPERCHART_DISK_HANG", keep.path().join("stick"))
        .output()
        .unwrap();
    assert_done(&output, "d5: locked beside a disk that hangs");
}

#[test]
#[ignore = "started by d5"]
fn d5_hanging_child() {
    let Some(place) = place() else { return };
    let clinic = found(&place);
    let stick = place.join("stick");
    std::fs::create_dir(&stick).unwrap();
    clinic.ok("practice.set_auto_lock", json!({ "minutes": 2 }));
    clinic.ok("backups.set_folders", json!({ "folders": [stick] }));
    clinic.walk_in("Ann", "Marlow", "cough");
    let host = Arc::clone(&clinic.host);
    std::thread::spawn(move || drop(host.call("backups", "backups.make", json!({}))));
    let began = Instant::now();
    let arrived = || {
        let shelf = std::fs::read_dir(&stick).unwrap().next()?.unwrap().path();
        std::fs::read_dir(shelf).unwrap().next()
    };
    while arrived().is_none() {
        assert!(began.elapsed() < Duration::from_secs(60), "the backup comes to the stick");
        std::thread::sleep(Duration::from_millis(20));
    }
    let quick = |what: &str, act: &mut dyn FnMut()| {
        let began = Instant::now();
        act();
        assert!(began.elapsed() < Duration::from_secs(10), "{what} took {:?}", began.elapsed());
    };
    quick("work", &mut || {
        clinic.ok("patients.search", json!({ "text": "marlow" }));
        clinic.ok("backups.list", json!({}));
    });
    quick("the lock", &mut || {
        let why = clinic.wait(TimeDelta::minutes(3));
        assert_eq!(why, Some(api::session::Locked::Idle), "it locks itself as on any day");
    });
    quick("looking for backups", &mut || drop(clinic.ok("backups.look", json!({ "folder": stick }))));
    quick("unlocking", &mut || clinic.unlock());
    clinic.refused("backups.make", json!({}), ProblemCode::Refused);
    clinic.pass(TimeDelta::minutes(20));
    let status = clinic.ok("practice.status", json!({}));
    let told = status["backup_problem"].as_str().unwrap_or_default();
    assert!(told.contains("has not come to its end"), "the top bar says so: {status}");
    assert_eq!(status["last_backup"], Value::Null, "and calls nothing a backup");
    println!("\nd5: locked beside a disk that hangs");
    // The thread that waits for the disk goes with the process.
    std::process::exit(0);
}
