//! A practice for the stories: a real encrypted file in a folder of its own, a clock the story sets, and a printer
//! that keeps what it is given.

#![allow(dead_code, reason = "each story uses a part of it")]

use api::{Answer, Host, HostConfig, Job, Printer, Printing, Problem, ProblemCode};
use chrono::{DateTime, FixedOffset, TimeDelta};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Who is in the stories, and the password of them all.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A practice, its folder and its clock.
pub(crate) struct Clinic {
    pub(crate) host: Arc<Host>,
    pub(crate) folder: PathBuf,
    clock: Arc<Mutex<DateTime<FixedOffset>>>,
    pub(crate) paper: Arc<Mutex<Vec<Sheet>>>,
    _keep: Option<tempfile::TempDir>,
}

/// What the printer was given.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) printer: String,
    pub(crate) copies: u32,
    pub(crate) title: String,
    pub(crate) pdf: Vec<u8>,
}

struct Tray(Arc<Mutex<Vec<Sheet>>>);

impl Printing for Tray {
    fn printers(&self) -> Result<Vec<Printer>, Problem> {
        Ok(vec![Printer { name: "Desk".to_owned(), preferred: true }])
    }

    fn print(&self, job: &Job, bytes: &[u8]) -> Result<String, Problem> {
        let Job { printer, copies, title, .. } = job.clone();
        if printer == "Jammed" {
            return Err(Problem::refused("The printer refused the page."));
        }
        let sheet = Sheet { printer: printer.clone(), copies, title, pdf: bytes.to_vec() };
        let mut tray = self.0.lock().unwrap();
        tray.push(sheet);
        Ok(format!("{printer}-{}", tray.len()))
    }
}

impl Clinic {
    /// A folder without a practice.
    pub(crate) fn empty() -> Self {
        let keep = tempfile::tempdir().unwrap();
        let mut clinic = Self::at(keep.path());
        clinic._keep = Some(keep);
        clinic
    }

    /// Whatever practice is in this folder, locked.
    pub(crate) fn at(folder: &Path) -> Self {
        let clock = Arc::new(Mutex::new(DateTime::parse_from_rfc3339("2026-11-22T10:00:00+01:00").unwrap()));
        let paper = Arc::new(Mutex::new(Vec::new()));
        let hand = Arc::clone(&clock);
        let config = HostConfig {
            clock: Box::new(move || *hand.lock().unwrap()),
            printing: Box::new(Tray(Arc::clone(&paper))),
            ..HostConfig::new(folder.join("practice"), folder.join("demo"))
        };
        Self { host: Arc::new(Host::new(config)), folder: folder.to_owned(), clock, paper, _keep: None }
    }

    /// A practice with a physician, open.
    pub(crate) fn open() -> Self {
        let clinic = Self::empty();
        clinic.ok("practice.create", json!({
            "practice": "Hill Street Practice", "name": "Dr Ada Okafor", "login": "ada", "role": "physician",
            "qualification": "MD, family medicine", "registration": "Lic. 48-20931", "password": PASSWORD,
        }));
        clinic
    }

    /// Closes the program as a power cut would: without a lock, without a word.
    pub(crate) fn drop_and_reopen(self) -> Self {
        let Self { host, folder, clock, _keep, .. } = self;
        drop(host);
        let mut again = Self::at(&folder);
        *again.clock.lock().unwrap() = *clock.lock().unwrap();
        again._keep = _keep;
        again
    }

    pub(crate) fn unlock(&self) {
        self.ok("practice.unlock", json!({ "login": "ada", "password": PASSWORD }));
    }

    /// The clock goes on.
    pub(crate) fn pass(&self, time: TimeDelta) {
        *self.clock.lock().unwrap() += time;
    }

    /// The clock is set, also to another zone.
    pub(crate) fn set_clock(&self, now: &str) {
        *self.clock.lock().unwrap() = DateTime::parse_from_rfc3339(now).unwrap();
    }

    /// The time goes by as it does: the timer beside the window comes again and again. Says why it locked, when it did.
    pub(crate) fn wait(&self, time: TimeDelta) -> Option<api::session::Locked> {
        let (mut left, step) = (time, TimeDelta::seconds(5));
        while left > TimeDelta::zero() {
            self.pass(step.min(left));
            left -= step;
            if let Some(why) = self.host.tick(|_| {}).unwrap() {
                return Some(why);
            }
        }
        None
    }

    pub(crate) fn now(&self) -> DateTime<FixedOffset> {
        *self.clock.lock().unwrap()
    }

    /// Carries out a command that must succeed.
    pub(crate) fn ok(&self, command: &str, request: Value) -> Value {
        self.answer(command, request).view().unwrap()
    }

    pub(crate) fn answer(&self, command: &str, request: Value) -> Answer {
        match self.host.call("main", command, request) {
            Ok(answer) => answer,
            Err(problem) => panic!("{command} should have worked: {problem:?}"),
        }
    }

    /// Carries out a command that must be refused with this code.
    pub(crate) fn refused(&self, command: &str, request: Value, code: ProblemCode) -> Problem {
        match self.host.call("main", command, request) {
            Ok(answer) => panic!("{command} should have been refused and answered {answer:?}"),
            Err(problem) => {
                assert_eq!(problem.code, code, "{command} is refused for the right reason: {problem:?}");
                problem
            }
        }
    }

    /// What a prescription must carry and nobody has written down yet: two addresses.
    pub(crate) fn addresses(&self, patient: &Value) {
        let staff = self.ok("staff.list", json!({}));
        let mut practice = staff["practice"].clone();
        practice["address"] = json!("18 Hill Street, Springfield");
        practice["phone"] = json!("+1 555 0100");
        self.ok("staff.set_practice", json!({ "heads": staff["practice_heads"], "practice": practice }));
        let opened = self.ok("patients.open", json!({ "patient": patient }));
        let record = &opened["registration"];
        let value = &record["value"];
        self.ok("patients.correct", json!({
            "patient": patient, "record": record["record"], "heads": record["heads"], "why": "moved",
            "registration": {
                "family": value["name"]["family"], "given": value["name"]["given"], "sex": value["sex"],
                "birth_date": value["birth_date"], "phone": "+1 555 0142", "address": { "line": "4 Elm Row", "city": "Springfield" },
            },
        }));
        self.ok("charts.open", json!({ "patient": patient }));
    }

    /// Registers a patient, lets them arrive, and opens the chart. Returns patient and visit.
    pub(crate) fn walk_in(&self, given: &str, family: &str, reason: &str) -> (Value, Value) {
        let head = self.ok("patients.register", json!({
            "family": family, "given": given, "sex": "female", "birth_date": "1959-03-14", "phone": "+1 555 0142",
        }));
        let patient = head["patient"].clone();
        let card = self.ok("encounters.arrive", json!({ "patient": patient, "reason": reason }));
        self.ok("charts.open", json!({ "patient": patient }));
        (patient, card["encounter"].clone())
    }
}
