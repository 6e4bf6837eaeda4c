//! `paperchart` on a terminal: the built program run on folders of its own, its answers and its exit codes.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The program, built once for all tests.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        // `cargo xtask test` has built it and says where; another build would only cost time.
        if let Some(named) = std::env::var_os("PAPERCHART_CLI") {
            return PathBuf::from(named);
        }
        let built =
            Command::new(env!("CARGO")).args(["build", "--quiet", "--package", "cli"]).status().unwrap();
        assert!(built.success(), "the program builds");
        // This test is `target/debug/deps/acceptance-…`.
        let tests = std::env::current_exe().unwrap();
        let folder = tests.parent().unwrap().parent().unwrap();
        folder.join(format!("paperchart{}", std::env::consts::EXE_SUFFIX))
    })
}

/// A folder with a practice in it and its password.
struct Desk {
    keep: tempfile::TempDir,
}

impl Desk {
    fn empty() -> Self {
        let keep = tempfile::tempdir().unwrap();
        std::fs::write(keep.path().join("password"), "correct horse battery\n").unwrap();
        Self { keep }
    }

    fn with_demo() -> Self {
        let desk = Self::empty();
        let made = desk.run(&["demo", "practice"]);
        assert_eq!(code(&made), 0, "{}", said(&made));
        desk
    }

    fn with_practice() -> Self {
        let desk = Self::empty();
        let arguments =
            ["new", "practice", "--practice", "Elm Row", "--user", "ada", "--name", "Dr Ada Okafor"];
        let made = desk.run(&[&arguments[..], &["--role", "physician", "--json"]].concat());
        assert_eq!(code(&made), 0, "{}", said(&made));
        let recovery = json(&made)["recovery_code"].as_str().unwrap().to_owned();
        assert_eq!(recovery.split('-').count(), 9, "nine groups: {recovery}");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.keep.path().join(name)
    }

    /// Runs the program in the folder, with the password file.
    fn run(&self, arguments: &[&str]) -> Output {
        self.run_with("password", arguments)
    }

    fn run_with(&self, password: &str, arguments: &[&str]) -> Output {
        Command::new(program())
            .current_dir(self.keep.path())
            .args(arguments)
            .args(["--password-file", password])
            .output()
            .unwrap()
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), output.stderr.as_slice()].concat()).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", said(output)))
}

/// A bundle of one patient: a weight that is entered, an appointment that is kept as received.
const BUNDLE: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[
 {"fullUrl":"urn:uuid:6b4a1f0e-6a5c-4a59-9a55-0d9c8f0f6a01","resource":{"resourceType":"Patient",
  "id":"6b4a1f0e-6a5c-4a59-9a55-0d9c8f0f6a01","name":[{"family":"Marlow","given":["Edith"]}],
  "gender":"female","birthDate":"1950-06-01"}},
 {"fullUrl":"urn:uuid:6b4a1f0e-6a5c-4a59-9a55-0d9c8f0f6a02","resource":{"resourceType":"Observation",
  "id":"6b4a1f0e-6a5c-4a59-9a55-0d9c8f0f6a02","status":"final",
  "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],
  "code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}],"text":"Body weight"},
  "subject":{"reference":"urn:uuid:6b4a1f0e-6a5c-4a59-9a55-0d9c8f0f6a01"},
  "effectiveDateTime":"2026-01-05T09:00:00+01:00",
  "valueQuantity":{"value":64.5,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}}},
 {"fullUrl":"urn:uuid:6b4a1f0e-6a5c-4a59-9a55-0d9c8f0f6a03","resource":{"resourceType":"Appointment",
  "id":"6b4a1f0e-6a5c-4a59-9a55-0d9c8f0f6a03","status":"booked",
  "participant":[{"actor":{"reference":"urn:uuid:6b4a1f0e-6a5c-4a59-9a55-0d9c8f0f6a01"},"status":"accepted"}]}}
]}"#;

#[test]
fn the_demo_is_found_shown_printed_exported_and_verified() {
    let desk = Desk::with_demo();

    let found = json(&desk.run(&["find", "practice", "thompson marg", "--json"]));
    let best = &found[0];
    assert_eq!(best["chart_number"], "004217", "names in any order: {found}");
    for (key, value) in
        [("name", "Marguerite Delacroix-Thompson"), ("birth_date", "1959-03-14"), ("sex", "female")]
    {
        assert_eq!(best[key], value, "find says {key}");
    }

    let chart = json(&desk.run(&["show", "practice", "004217", "--json"]));
    assert_eq!(chart["patient"]["chart_number"], "004217");
    assert_eq!(chart["allergies"]["state"], "listed");
    assert_eq!(chart["allergies"]["active"][0]["value"]["substance"]["text"], "Penicillin");
    for section in [
        "problems",
        "medications",
        "prescriptions",
        "encounters",
        "vitals",
        "notes",
        "results",
        "immunizations",
    ] {
        assert!(!chart[section].as_array().unwrap().is_empty(), "{section} has records");
    }
    assert!(chart["also_in_record"].is_array(), "also what was kept as received has a key");

    let day = "2000-01-01";
    let early = desk.run(&["show", "practice", "004217", "--json", "--as-at", day]);
    assert_eq!(code(&early), 4, "there was no chart on {day}: {}", said(&early));

    let printed = desk.run(&["print", "practice", "004217", "visit-summary", "-o", "summary.pdf"]);
    assert_eq!(code(&printed), 0, "{}", said(&printed));
    let text = text_of(&desk.path("summary.pdf"));
    for words in ["Marguerite", "PENICILLIN", "Warfarin", "Sore throat"] {
        assert!(text.contains(words), "the summary says {words}: {text}");
    }
    // The newest order was a repeat outside a visit; the one before it was written in a visit.
    let mut signed = chart["prescriptions"].as_array().unwrap().iter().rev();
    let visit = signed.find_map(|order| order["encounter"].as_str()).expect("an order of a visit");
    let printed =
        desk.run(&["print", "practice", "004217", "prescription", "--visit", visit, "-o", "rx.pdf"]);
    assert_eq!(code(&printed), 0, "{}", said(&printed));
    let text = text_of(&desk.path("rx.pdf"));
    for words in ["Lisinopril", "Dr Ada Okafor", "48-20931"] {
        assert!(text.contains(words), "the prescription says {words}: {text}");
    }

    let exported = desk.run(&["export", "practice", "004217", "--format", "fhir", "-o", "chart.json"]);
    assert_eq!(code(&exported), 0, "{}", said(&exported));
    let bundle: Value = serde_json::from_slice(&std::fs::read(desk.path("chart.json")).unwrap()).unwrap();
    assert_eq!(bundle["resourceType"], "Bundle");

    let verified = desk.run(&["verify", "practice", "--json"]);
    assert_eq!(code(&verified), 0, "{}", said(&verified));
    assert_eq!(json(&verified)["sound"], true);
}

#[test]
fn a_number_that_is_part_of_another_chart_shows_the_whole() {
    let desk = Desk::with_demo();
    let who = |text: &str| json(&desk.run(&["find", "practice", text, "--json"]))[0].clone();
    let (stays, part) = (who("Ava Whitcombe"), who("Eva Whitcombe"));
    let (whole, number) = (stays["chart_number"].as_str().unwrap(), part["chart_number"].as_str().unwrap());
    assert_ne!(whole, number);
    {
        let host = api::Host::new(api::HostConfig::new(desk.path("practice"), desk.path("demo")));
        let call = |command: &str, request: Value| host.call("window", command, request).unwrap();
        call("practice.unlock", json!({ "login": "okafor", "password": "correct horse battery" }));
        call("charts.open", json!({ "patient": stays["patient"] }));
        let request =
            json!({ "patient": stays["patient"], "duplicate": part["patient"], "why": "the same person" });
        call("patients.merge", request);
        call("practice.lock", json!({}));
    }
    for asked in [whole, number] {
        let shown = desk.run(&["show", "practice", asked, "--json"]);
        assert_eq!(code(&shown), 0, "{}", said(&shown));
        assert_eq!(json(&shown)["patient"]["chart_number"], *whole, "asked for {asked}");
    }
    let none = desk.run(&["show", "practice", &number[..number.len() - 1], "--json"]);
    assert_eq!(code(&none), 4, "a beginning of a number is no number: {}", said(&none));
}

#[test]
fn the_three_states_of_allergies_are_three_answers() {
    let desk = Desk::with_demo();
    for (number, state) in [("004402", "never-asked"), ("004314", "none-known"), ("004330", "listed")] {
        let chart = json(&desk.run(&["show", "practice", number, "--json"]));
        assert_eq!(chart["allergies"]["state"], state, "chart {number}");
    }
    let words = desk.run(&["show", "practice", "004402"]);
    assert!(said(&words).contains("Allergies: never asked"), "also in words: {}", said(&words));
}

#[test]
fn an_import_adds_up_and_the_same_file_twice_adds_nothing() {
    let desk = Desk::with_practice();
    std::fs::write(desk.path("edith.json"), BUNDLE).unwrap();
    let first = desk.run(&["import", "practice", "edith.json"]);
    assert_eq!(code(&first), 0, "{}", said(&first));
    let first = json(&first);
    assert_eq!(first["totals"]["read"], 3, "{first}");
    assert_eq!(first["totals"]["refused"], 0, "{first}");
    assert_eq!(first["files"][0]["resources"]["Observation"]["entered"], 1, "{first}");
    assert_eq!(first["files"][0]["resources"]["Appointment"]["kept"], 1, "{first}");

    let number = first["files"][0]["chart_number"].as_str().unwrap();
    let chart = json(&desk.run(&["show", "practice", number, "--json"]));
    assert_eq!(chart["vitals"].as_array().unwrap().len(), 1, "the weight is in the chart");
    assert_eq!(chart["also_in_record"][0]["kind"], "Appointment", "and so is what no section holds");

    let second = json(&desk.run(&["import", "practice", "edith.json"]));
    assert_eq!(second["totals"]["already_there"], second["totals"]["read"], "{second}");
    for report in [&first, &second] {
        let count = |key: &str| report["totals"][key].as_u64().unwrap();
        let sum = count("entered") + count("kept") + count("refused") + count("already_there");
        assert_eq!(count("read"), sum, "every resource is accounted for: {report}");
    }
}

#[test]
fn what_is_refused_changes_nothing() {
    let desk = Desk::with_practice();
    std::fs::write(desk.path("broken.json"), "{ \"resourceType\": \"Bun").unwrap();
    std::fs::write(desk.path("nobody.json"), r#"{"resourceType":"Bundle","type":"collection","entry":[]}"#)
        .unwrap();
    std::fs::write(desk.path("edith.json"), BUNDLE).unwrap();
    for file in ["broken.json", "nobody.json", "missing.json"] {
        let refused = desk.run(&["import", "practice", "edith.json", file]);
        assert_eq!(code(&refused), 4, "{file}: {}", said(&refused));
        assert!(said(&refused).contains(file), "the sentence names the file: {}", said(&refused));
    }
    let found = json(&desk.run(&["find", "practice", "marlow", "--json"]));
    assert_eq!(found, serde_json::json!([]), "the good file beside a bad one was not entered either");
    assert_eq!(code(&desk.run(&["show", "practice", "999999"])), 4, "no such chart");
    assert_eq!(code(&desk.run(&["find", "elsewhere", "x"])), 4, "no practice there");
    assert_eq!(code(&desk.run(&["demo", "practice"])), 4, "a practice is not overwritten");
}

#[test]
fn the_wrong_password_and_the_wrong_use_have_codes_of_their_own() {
    let desk = Desk::with_practice();
    std::fs::write(desk.path("wrong"), "not the password\n").unwrap();
    let wrong = desk.run_with("wrong", &["find", "practice", "x"]);
    assert_eq!(code(&wrong), 3, "{}", said(&wrong));
    let stranger = desk.run(&["find", "practice", "x", "--user", "nobody"]);
    assert_eq!(code(&stranger), 3, "an unknown user is not told apart: {}", said(&stranger));
    let right = desk.run(&["find", "practice", "x", "--user", "ada"]);
    assert_eq!(code(&right), 0, "{}", said(&right));

    for arguments in
        [&["find"][..], &["show", "practice"], &["print", "practice", "1", "poem", "-o", "p.pdf"], &["draw"]]
    {
        assert_eq!(code(&desk.run(arguments)), 2, "{arguments:?}");
    }
    assert_eq!(code(&desk.run_with("no-such-file", &["verify", "practice"])), 2, "no password came");
    let help = Command::new(program()).arg("--help").output().unwrap();
    assert_eq!(code(&help), 0);
    for command in ["new", "demo", "import", "find", "show", "print", "export", "verify"] {
        assert!(said(&help).contains(command), "--help names {command}");
    }
}

#[test]
fn a_damaged_file_ends_with_the_code_for_integrity() {
    let desk = Desk::with_demo();
    let file = desk.path("practice/practice.chart");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64].iter_mut().for_each(|byte| *byte ^= 0xff);
    std::fs::write(&file, bytes).unwrap();
    let verified = desk.run(&["verify", "practice"]);
    assert_eq!(code(&verified), 5, "{}", said(&verified));
}

#[test]
fn generated_patients_are_as_many_as_asked_and_the_same_for_the_same_seed() {
    let first = |seed: &str| {
        let desk = Desk::empty();
        let made = desk.run(&["demo", "practice", "--patients", "12", "--visits", "3", "--seed", seed]);
        assert_eq!(code(&made), 0, "{}", said(&made));
        let found = json(&desk.run(&["find", "practice", "100000", "--json"]));
        let chart = json(&desk.run(&["show", "practice", "100011", "--json"]));
        assert_eq!(chart["encounters"].as_array().unwrap().len(), 3, "three visits");
        found[0]["name"].clone()
    };
    let seven = first("7");
    assert_eq!(seven, first("7"), "the same seed");
    assert_ne!(seven, first("8"), "another seed");
}

/// The text of a PDF, by a program that is not ours.
fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output();
    let output = output.expect("pdftotext (poppler-utils) is installed");
    assert!(output.status.success(), "pdftotext reads {}", pdf.display());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_backup_is_made_restored_elsewhere_and_listed_in_the_audit() {
    let desk = Desk::with_practice();
    let made = desk.run(&["backup", "practice", "--json"]);
    assert_eq!(code(&made), 0, "{}", said(&made));
    let backup = json(&made)["folder"].as_str().unwrap().to_owned();
    let by_code = |code: &str| {
        std::fs::write(desk.keep.path().join("code"), code).unwrap();
        Command::new(program())
            .current_dir(desk.keep.path())
            .args(["restore", "again", &backup, "--json", "--code-file", "code"])
            .output()
            .unwrap()
    };
    assert_ne!(code(&by_code("0000-0000-0000-0000-0000-0000-0000-0000-0000")), 0, "not with any code");
    let restored = desk.run(&["restore", "again", &backup, "--json"]);
    assert_eq!(code(&restored), 0, "{}", said(&restored));
    assert_eq!(json(&restored), serde_json::json!({ "practice": "Elm Row", "put_aside": null }));
    let users = json(&desk.run(&["users", "again", "--json"]));
    assert_eq!(users[0]["login"], "ada", "the same password opens it: {users}");
    let acts = json(&desk.run(&["audit", "again", "--act", "backup.", "--json"]));
    let words: Vec<&str> =
        acts.as_array().unwrap().iter().map(|row| row["words"].as_str().unwrap()).collect();
    assert_eq!(
        words,
        ["the practice was restored from a backup"],
        "what was done after the copy is not in it"
    );
    let saved = desk.run(&["salvage", "practice", "saved", "--user", "ada", "--json"]);
    assert_eq!(code(&saved), 0, "{}", said(&saved));
    assert_eq!(json(&saved)["gaps"], serde_json::json!([]), "a sound practice is saved whole");
    assert_eq!(code(&desk.run(&["verify", "saved"])), 0, "and what was saved is sound");
}

#[test]
fn a_line_is_checked_against_a_chart() {
    let desk = Desk::with_demo();
    let checked =
        desk.run(&["check", "practice", "004217", "ibuprofen 400 mg tab 1 tab tid prn pain", "--json"]);
    assert_eq!(code(&checked), 0, "{}", said(&checked));
    let found = json(&checked);
    let warfarin = found.as_array().unwrap().iter().find(|row| row["check"] == "interaction").unwrap();
    let keys: Vec<&str> = warfarin.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys.len(), 6, "exactly the six: {keys:?}");
    for key in ["check", "severity", "with", "message", "source", "as_of"] {
        assert!(warfarin[key].is_string(), "{key} of {warfarin}");
    }
    assert_eq!(warfarin["severity"], "warning");
    assert!(warfarin["with"].as_str().unwrap().starts_with("Warfarin"), "{warfarin}");
    assert!(warfarin["message"].as_str().unwrap().contains("INR "), "with the newest INR: {warfarin}");
    let amoxicillin = json(&desk.run(&["check", "practice", "004217", "amox 500 tid 7d", "--json"]));
    assert_eq!(amoxicillin[0]["check"], "allergy", "the worst first: {amoxicillin}");
    assert_eq!(amoxicillin[0]["severity"], "contraindicated");
    let bactrim = json(&desk.run(&["check", "practice", "004217", "Bactrim 800/160 bid 3d", "--json"]));
    assert_eq!(
        (&bactrim[0]["check"], &bactrim[0]["severity"]),
        (&"allergy".into(), &"contraindicated".into())
    );
    let nobody = desk.run(&["check", "practice", "999999", "amox 500 tid 7d", "--json"]);
    assert_eq!(code(&nobody), 4, "no such chart");
}

#[test]
fn a_broken_release_is_refused_and_a_sound_one_says_what_changed() {
    let desk = Desk::with_practice();
    let xml = "<ICD10CM.tabular><version>2027</version><chapter><name>10</name><desc>Respiratory (J00-J99)</desc>\
        <section id=\"J00-J06\"><desc>Acute (J00-J06)</desc><diag><name>J00</name><desc>Cold</desc></diag></section>\
        </chapter></ICD10CM.tabular>";
    std::fs::write(desk.path("tabular.xml"), xml).unwrap();
    std::fs::write(desk.path("half.xml"), &xml[..xml.len() / 2]).unwrap();
    let import = |file: &str| {
        let arguments = ["reference", "import", "practice", file, "--as-of", "2026-10-01", "--json"];
        Command::new(program()).current_dir(desk.keep.path()).args(arguments).output().unwrap()
    };
    let refused = import("half.xml");
    assert_eq!(code(&refused), 4, "{}", said(&refused));
    assert!(!desk.path("practice/reference/diagnoses.bin").exists(), "nothing was changed");
    let taken = import("tabular.xml");
    assert_eq!(code(&taken), 0, "{}", said(&taken));
    let report = json(&taken);
    assert_eq!((&report["what"], &report["rows"]), (&"diagnoses".into(), &1.into()), "{report}");
    assert_eq!(code(&desk.run(&["verify", "practice"])), 0, "the practice is as sound as before");
}
