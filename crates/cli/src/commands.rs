//! The commands: each opens the practice, asks the boundary and says what it answered.

use crate::arguments::{
    Arguments, Check, Command, Demo, Export, Find, Format, Import, Key, New, Print, Role, Show, Verify,
};
use crate::care;
use crate::door::{Door, new_password};
use crate::failure::{Failure, INTEGRITY};
use crate::lookup;
use crate::words;
use api::prints::Document;
use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::process::ExitCode;

/// What a command has to say, and whether the practice is sound.
pub(crate) struct Said {
    pub(crate) text: String,
    sound: bool,
}

impl Said {
    /// 0, or 5 when a check found that the file is not what it was.
    pub(crate) fn exit_code(&self) -> ExitCode {
        if self.sound { ExitCode::SUCCESS } else { ExitCode::from(INTEGRITY) }
    }

    fn json(answer: &Value) -> Result<Self, Failure> {
        Ok(Self::text(serde_json::to_string_pretty(answer)?))
    }

    fn text(text: String) -> Self {
        Self { text, sound: true }
    }

    /// The answer as JSON where that was asked for, and in words where not.
    pub(crate) fn answer(
        as_json: bool,
        answer: &Value,
        words: impl FnOnce(&Value) -> String,
    ) -> Result<Self, Failure> {
        if as_json { Self::json(answer) } else { Ok(Self::text(words(answer))) }
    }
}

/// Carries out what was typed.
pub(crate) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    match &arguments.command {
        Command::New(new) => make(new),
        Command::Demo(demo) => make_demo(demo),
        Command::Import(import) => read_files(import),
        Command::Find(find) => find_patients(find),
        Command::Show(show) => show_chart(show),
        Command::Print(print) => print_document(print),
        Command::Export(export) => export_chart(export),
        Command::Verify(verify) => verify_practice(verify),
        Command::Lookup(asked) => lookup::lookup(asked),
        Command::Parse(typed) => lookup::parse(typed),
        Command::Check(check) => check_line(check),
        Command::Reference(release) => lookup::release(release),
        Command::Backup(backup) => care::back_up(backup),
        Command::Restore(restore) => care::restore(restore),
        Command::Salvage(salvage) => care::salvage(salvage),
        Command::Users(users) => care::users(users),
        Command::Audit(audit) => care::audit(audit),
    }
}

fn make(new: &New) -> Result<Said, Failure> {
    let door = vacant(&new.folder)?;
    let key = Key { password_file: new.password_file.clone(), user: None };
    let role = match new.role {
        Role::Physician => "physician",
        Role::Nurse => "nurse",
        Role::FrontDesk => "front-desk",
        Role::Administrator => "administrator",
    };
    let request = json!({
        "practice": new.practice, "name": new.name, "login": new.user, "role": role,
        "qualification": new.qualification, "registration": new.registration,
        "password": new_password(&key)?,
    });
    let answer = door.call("practice.create", request)?;
    door.lock()?;
    let made = json!({
        "practice": new.practice,
        "user": new.user,
        "recovery_code": answer.get("recovery_code").ok_or(Failure::NotUnderstood)?,
    });
    Said::answer(new.json, &made, words::made)
}

fn make_demo(demo: &Demo) -> Result<Said, Failure> {
    let door = vacant(&demo.folder)?;
    let mut request = Map::new();
    if demo.password_file.is_some() {
        let key = Key { password_file: demo.password_file.clone(), user: None };
        request.insert("password".to_owned(), json!(new_password(&key)?));
    }
    let numbers = [
        ("patients", demo.patients.map(u64::from)),
        ("visits", demo.visits.map(u64::from)),
        ("seed", demo.seed),
    ];
    for (name, number) in numbers {
        if let Some(number) = number {
            request.insert(name.to_owned(), json!(number));
        }
    }
    let status = door.call("practice.demo", Value::Object(request))?;
    door.lock()?;
    let made = json!({
        "practice": status.get("practice"),
        "user": status.pointer("/user/login"),
        "own_password": demo.password_file.is_some(),
    });
    Said::answer(demo.json, &made, words::demo_made)
}

/// The door of a folder that holds no practice.
fn vacant(folder: &Path) -> Result<Door, Failure> {
    let door = Door::before(folder);
    let status = door.call("practice.status", json!({}))?;
    match status.get("state").and_then(Value::as_str) {
        Some("none") => Ok(door),
        Some(_) => Err(Failure::Occupied(folder.to_owned())),
        None => Err(Failure::NotUnderstood),
    }
}

/// Opens the practice for one command and locks it again, whatever came of it.
pub(crate) fn inside<T>(
    folder: &Path,
    key: &Key,
    act: impl FnOnce(&Door) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let door = Door::unlocked(folder, key)?;
    let outcome = act(&door);
    let locked = door.lock();
    // The command's own failure is the one to tell.
    let answer = outcome?;
    locked.map(|()| answer)
}

fn read_files(import: &Import) -> Result<Said, Failure> {
    let report = inside(&import.folder, &import.key, |door| {
        door.call("exchange.import", json!({ "paths": import.files }))
    })?;
    Said::json(&report)
}

fn find_patients(find: &Find) -> Result<Said, Failure> {
    let found = inside(&find.folder, &find.key, |door| {
        door.call("patients.search", json!({ "text": find.text, "limit": find.limit }))
    })?;
    Said::answer(find.json, &found, words::found)
}

fn show_chart(show: &Show) -> Result<Said, Failure> {
    let chart = inside(&show.folder, &show.key, |door| {
        let patient = patient(door, &show.chart_number)?;
        whole_chart(door, &patient, show.as_at)
    })?;
    Said::answer(show.json, &chart, words::chart)
}

fn whole_chart(door: &Door, patient: &Value, as_at: Option<NaiveDate>) -> Result<Value, Failure> {
    let mut request = Map::from_iter([("patient".to_owned(), patient.clone())]);
    if let Some(day) = as_at {
        request.insert("as_at".to_owned(), json!(day.to_string()));
    }
    door.call("charts.show", Value::Object(request))
}

fn print_document(print: &Print) -> Result<Said, Failure> {
    let saved = inside(&print.folder, &print.key, |door| {
        let patient = patient(door, &print.chart_number)?;
        let document = print.document.word();
        let mut request = Map::from_iter([
            ("patient".to_owned(), patient.clone()),
            ("document".to_owned(), json!(document)),
            ("path".to_owned(), json!(print.output)),
        ]);
        let words = [
            ("sheet", print.paper.map(|sheet| sheet.word().to_owned())),
            ("locale", print.lang.clone()),
            ("from", print.from.map(|day| day.to_string())),
            ("until", print.until.map(|day| day.to_string())),
            ("template", print.template.clone()),
        ];
        request
            .extend(words.into_iter().filter_map(|(key, word)| Some((key.to_owned(), Value::from(word?)))));
        if !print.to.is_empty() {
            request.insert("to".to_owned(), json!(print.to));
        }
        if print.copy {
            request.insert("copy".to_owned(), json!(true));
        }
        if let Some(visit) = print.visit.map(|visit| visit.to_string()) {
            let record = match print.document {
                Document::Prescription => prescription_of(door, &patient, &visit)?,
                _ => json!(visit),
            };
            request.insert("record".to_owned(), record);
        }
        door.call("prints.save", Value::Object(request))
    })?;
    Said::answer(print.json, &saved, words::saved)
}

/// The newest prescription that was signed in a visit.
fn prescription_of(door: &Door, patient: &Value, visit: &str) -> Result<Value, Failure> {
    let chart = whole_chart(door, patient, None)?;
    let prescriptions = chart.get("prescriptions").and_then(Value::as_array).ok_or(Failure::NotUnderstood)?;
    let newest =
        prescriptions.iter().rev().find(|row| row.get("encounter").and_then(Value::as_str) == Some(visit));
    newest.and_then(|row| row.get("record")).cloned().ok_or(Failure::NoPrescription)
}

fn export_chart(export: &Export) -> Result<Said, Failure> {
    let exported = inside(&export.folder, &export.key, |door| {
        let patient = patient(door, &export.chart_number)?;
        let format = match export.format {
            Format::Fhir => "fhir",
        };
        door.call("exchange.export", json!({ "patient": patient, "format": format, "path": export.output }))
    })?;
    Said::answer(export.json, &exported, words::exported)
}

fn check_line(check: &Check) -> Result<Said, Failure> {
    let checked = inside(&check.folder, &check.key, |door| {
        let patient = patient(door, &check.chart_number)?;
        door.call("charts.open", json!({ "patient": patient }))?;
        door.call("prescriptions.check", json!({ "patient": patient, "line": check.line }))
    })?;
    let findings = checked.get("findings").and_then(Value::as_array).ok_or(Failure::NotUnderstood)?;
    let shown = |finding: &Value| {
        const KEYS: [&str; 6] = ["check", "severity", "with", "message", "source", "as_of"];
        let cell = |key: &str| (key.to_owned(), finding.get(key).cloned().unwrap_or(Value::Null));
        Value::Object(KEYS.into_iter().map(cell).collect())
    };
    Said::answer(check.json, &Value::Array(findings.iter().map(shown).collect()), words::checked)
}

fn verify_practice(verify: &Verify) -> Result<Said, Failure> {
    let report = inside(&verify.folder, &verify.key, |door| door.call("integrity.verify", json!({})))?;
    let sound = report.get("sound").and_then(Value::as_bool).ok_or(Failure::NotUnderstood)?;
    Ok(Said { sound, ..Said::answer(verify.json, &report, words::verified)? })
}

/// The id of the patient with exactly this chart number, or of whom its chart is a part since.
pub(crate) fn patient(door: &Door, chart_number: &str) -> Result<Value, Failure> {
    let found = door.call("patients.search", json!({ "text": chart_number, "limit": 100 }))?;
    let rows = found.as_array().ok_or(Failure::NotUnderstood)?;
    let named = |row: &&Value, key: &str| row.get(key).and_then(Value::as_str) == Some(chart_number);
    let own = rows.iter().find(|row| named(row, "chart_number"));
    let wanted = own.or_else(|| rows.iter().find(|row| named(row, "part_number")));
    let row = wanted.ok_or_else(|| Failure::NoChart(chart_number.to_owned()))?;
    row.get("patient").cloned().ok_or(Failure::NotUnderstood)
}
