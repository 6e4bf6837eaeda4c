//! What becomes of the oddities of real files, each a resource of one fixture, told in one reviewable table.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use chart::Statement;
use chart::sections::allergies::AllergyStatement;
use common::{fixture, instant, read};
use exchange::{Incoming, Item, Outcome};

fn item<'i>(incoming: &'i Incoming, id: &str) -> &'i Item {
    let found =
        incoming.items.iter().find(|item| item.name.split_once('/').is_some_and(|(_, own)| own == id));
    found.unwrap_or_else(|| panic!("{id} is in the fixture"))
}

fn said(incoming: &Incoming, id: &str) -> Statement {
    match &item(incoming, id).outcome {
        Outcome::Said { statement, .. } => statement.clone(),
        other => panic!("{id} is said, not {other:?}"),
    }
}

#[test]
fn every_resource_of_a_real_file_finds_its_place() {
    let incoming = read(&fixture("real-life.json"));
    let table: Vec<String> = incoming
        .items
        .iter()
        .map(|item| {
            let name = if item.name.contains("sha-") { &item.resource_type } else { &item.name };
            match &item.outcome {
                Outcome::Said { statement, .. } => format!("{name} -> {}", statement.section()),
                Outcome::Kept(received) => format!("{name} -> kept: {}", received.title),
                Outcome::Refused { why } => format!("{name} -> refused: {why}"),
            }
        })
        .collect();
    let expected = [
        "Encounter/visit -> encounters",
        "Observation/temperature-in-fahrenheit -> vitals",
        "Observation/pressure-with-one-half -> vitals",
        "Observation/weight-in-stone -> results",
        "Observation/below-detection -> results",
        "Observation/without-a-code -> kept: Observation (does not say what it is about)",
        "Observation/without-a-value -> kept: Ferritin (no value)",
        "Observation/struck-out -> kept: Potassium (entered in error)",
        "Condition/approximate -> problems",
        "Condition/thirteenth-month -> kept: Gout (a date in it cannot be read)",
        "Condition/of-a-later-fhir -> problems",
        "Condition/of-somebody-else -> refused: This Condition says that it is about another patient.",
        "Condition/of-nobody -> kept: Eczema (does not say clearly whose it is)",
        "Condition/with-a-modifier -> kept: Diabetes (carries a modifier that this program does not know)",
        "AllergyIntolerance/of-an-earlier-fhir -> allergies",
        "AllergyIntolerance/none-known -> allergies",
        "AllergyIntolerance/no-drug-allergy -> kept: No known drug allergies (says that something is not there)",
        "MedicationRequest/by-reference -> medications",
        "MedicationRequest/must-not -> kept: Aspirin (says that it must not be given)",
        "MedicationRequest/ordered-and-taken -> kept: Metformin 500 mg (a medicine in the list was ordered by it)",
        "MedicationStatement/taken -> medications",
        "Immunization/refused-vaccine -> immunizations",
        "Practitioner/d1 -> kept: Dr Mart Saar",
        "CarePlan/plan -> kept: Weight loss: walk daily",
        "MedicationOrder -> kept: Medication order",
        "Unknown/nameless -> refused: This part of the file is not a FHIR resource: it does not name its type.",
        "Unknown -> refused: This part of the file is not a FHIR resource: it does not name its type.",
        "Unknown -> refused: This part of the file is not a FHIR resource: it does not name its type.",
    ];
    assert_eq!(table.join("\n"), expected.join("\n"), "encounters first, then as in the file");
}

#[test]
fn the_registration_takes_what_holds_now() {
    let incoming = read(&fixture("real-life.json"));
    let patient = &incoming.patient.statement;
    assert_eq!(incoming.patient.name, "Patient/p1");
    assert_eq!(patient.chart_number, "", "the practice gives its own");
    assert_eq!(
        (patient.name.full(), patient.name.prefix.as_deref()),
        ("Temi Åse Bjørnsen".to_owned(), Some("Ms."))
    );
    assert_eq!(patient.former_names.iter().map(|name| name.full()).collect::<Vec<_>>(), ["Temi Oyelaran"]);
    assert_eq!(patient.phones, ["555 0199", "555 0100"], "by rank, without the old one");
    assert_eq!(patient.birth_date.map(|date| date.to_string()).as_deref(), Some("1988-07"));
    assert_eq!(patient.address.as_ref().unwrap().one_line(), "12 Quay Street, Flat 3, Harwich, CO12");
    assert_eq!(patient.identifiers.len(), 1, "the old number does not hold");
    assert_eq!(patient.language.as_deref(), Some("nb"));
}

#[test]
fn units_are_converted_and_what_was_sent_stays_beside() {
    let incoming = read(&fixture("real-life.json"));
    let Statement::Vitals(set) = said(&incoming, "temperature-in-fahrenheit") else { panic!("vitals") };
    let measured = &set.measurements[0];
    assert_eq!(measured.value, 37.0);
    assert_eq!(
        measured.as_typed.as_ref().map(|typed| (typed.value, typed.unit.as_str())),
        Some((98.6, "[degF]"))
    );
    assert_eq!(set.comment.as_deref(), Some("Oral temperature"), "how it was measured is not lost");
    let temperature = item(&incoming, "temperature-in-fahrenheit");
    assert_eq!(temperature.encounter.as_deref(), Some("Encounter/visit"));
    assert_eq!(temperature.effective_at, Some(instant("2025-03-02T09:15:00+01:00")));

    let Statement::Vitals(set) = said(&incoming, "pressure-with-one-half") else { panic!("vitals") };
    assert_eq!(set.measurements.len(), 1);
    assert_eq!(set.comment.as_deref(), Some("Diastolic: no value, not heard"));
    let at = item(&incoming, "pressure-with-one-half").effective_at;
    assert_eq!(at, Some(instant("2025-03-01T00:00:00+00:00")), "a month counts from its first moment");

    let Statement::Results(report) = said(&incoming, "below-detection") else { panic!("results") };
    let shown = serde_json::to_value(&report).unwrap();
    assert_eq!(shown["values"][0]["found"]["text"], "< 0.5 mg/L", "not the number 0.5");
    assert_eq!(shown["values"][0]["range"], "0–3 mg/L");
    assert_eq!(
        (shown["status"].as_str(), shown["performer"].as_str()),
        (Some("corrected"), Some("Harwich Laboratory"))
    );
}

#[test]
fn statuses_are_read_with_care() {
    let incoming = read(&fixture("real-life.json"));
    let Statement::Problems(problem) = said(&incoming, "of-a-later-fhir") else { panic!("problem") };
    assert!(problem.is_active(), "a status nobody can read does not hide a problem");
    assert_eq!(problem.comment.as_deref(), Some("Status as received: unknown"));

    let Statement::Problems(problem) = said(&incoming, "approximate") else { panic!("problem") };
    assert_eq!(problem.condition.text, "Hyperlipidemia (dx)", "the sender's own words");
    assert_eq!(problem.condition.codings[0].display.as_deref(), Some("Hyperlipidaemia"), "and the code's");
    assert_eq!(
        problem.onset.map(|date| date.to_string()).as_deref(),
        Some("2019"),
        "no more exact than sent"
    );
    assert_eq!(problem.comment.as_deref(), Some("Site: n/a\ndiet first"));

    let Statement::Allergies(AllergyStatement::Listed(allergy)) = said(&incoming, "of-an-earlier-fhir")
    else {
        panic!("allergy")
    };
    assert!(allergy.is_active());
    assert_eq!(allergy.short(), "Penicillin — Hives, Wheeze");
    assert_eq!(
        serde_json::to_value(allergy.category).unwrap(),
        "medication",
        "what matters when prescribing"
    );
    assert_eq!(said(&incoming, "none-known"), Statement::Allergies(AllergyStatement::NoneKnown));
}

#[test]
fn an_order_from_elsewhere_is_a_medicine_with_readable_instructions() {
    let incoming = read(&fixture("real-life.json"));
    let Statement::Medications(medication) = said(&incoming, "by-reference") else { panic!("medicine") };
    assert_eq!(medication.drug.text, "Amoxicillin 500 mg capsule", "from the Medication inside it");
    assert_eq!(medication.instructions, "1 capsule, by mouth, 3 times a day, for 7 days");
    assert_eq!(medication.reason.as_deref(), Some("Hyperlipidemia (dx)"), "from the problem it refers to");
    assert_eq!(medication.comment.as_deref(), Some("Ordered by Dr Mart Saar"));
    let Statement::Medications(medication) = said(&incoming, "taken") else { panic!("medicine") };
    assert!(medication.is_current(), "on hold is not over");
    assert_eq!(medication.started.map(|date| date.to_string()).as_deref(), Some("2024-11"));
}

#[test]
fn words_are_kept_letter_for_letter() {
    let incoming = read(&fixture("real-life.json"));
    let Statement::Encounters(visit) = said(&incoming, "visit") else { panic!("visit") };
    assert_eq!(visit.reason, "Telephone\u{200b} consult", "also a space nobody sees");
    assert_eq!(visit.class.as_deref(), Some("VR"));
    let Outcome::Kept(plan) = &item(&incoming, "plan").outcome else { panic!("kept") };
    assert!(plan.original.0.get().contains("\\u202eloss"), "the original is what came, byte for byte");
    assert_eq!(plan.kind, "CarePlan");
}

#[test]
fn lines_of_resources_and_one_patient_alone_are_files_too() {
    let lines = "{\"resourceType\":\"Patient\",\"id\":\"a\",\"name\":[{\"family\":\"Roe\"}]}\n\
                 {\"resourceType\":\"Condition\",\"id\":\"c\",\"code\":{\"text\":\"Gout\"},\"subject\":{\"reference\":\"Patient/a\"}}\n";
    let incoming = read(lines.as_bytes());
    assert_eq!((incoming.patient.name.as_str(), incoming.items.len()), ("Patient/a", 1));
    let alone = format!("\u{feff}{}", lines.lines().next().unwrap());
    assert_eq!(read(alone.as_bytes()).items, []);
}

#[test]
fn one_id_used_twice_does_not_swallow_anything() {
    let text = r#"{"resourceType":"Patient","id":"a"}
        {"resourceType":"Goal","id":"g","description":{"text":"walk"}}
        {"resourceType":"Goal","id":"g","description":{"text":"swim"}}
        {"resourceType":"Goal","id":"g","description":{"text":"walk"}}
        {"resourceType":"Goal","description":{"text":"rest"}}"#;
    let incoming = read(text.as_bytes());
    let names: Vec<&str> = incoming.items.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(names[0], "Goal/g");
    assert!(names[1].starts_with("Goal/g~"), "another text is another thing: {}", names[1]);
    assert_eq!(names[2], names[0], "the same text is the same thing");
    assert!(names[3].starts_with("Goal/sha-"), "without an id the text names it: {}", names[3]);
    assert_eq!(read(text.as_bytes()), incoming, "names are the same at every reading");
}

#[test]
fn what_comes_again_with_another_text_is_kept_beside_the_first() {
    let first = read(
        br#"{"resourceType":"Patient","id":"a","name":[{"family":"Roe"}]}
            {"resourceType":"Condition","id":"c","code":{"text":"Gout"},"subject":{"reference":"Patient/a"}}
            {"resourceType":"Goal","id":"g","description":{"text":"walk"}}"#,
    );
    let mut known: std::collections::HashMap<&str, Vec<&str>> = std::collections::HashMap::new();
    known.insert(&first.patient.name, vec![first.patient.original.0.get()]);
    for item in &first.items {
        let (Outcome::Said { original, .. }
        | Outcome::Kept(chart::sections::received::Received { original, .. })) = &item.outcome
        else {
            panic!("nothing is refused")
        };
        known.insert(&item.name, vec![original.0.get()]);
    }
    assert_eq!(first.clone().beside(&known), first, "the same again is the same");

    let later = read(
        br#"{"resourceType":"Patient","id":"a","name":[{"family":"Doe"}]}
            {"resourceType":"Condition","id":"c","code":{"text":"Gout, chronic"},"subject":{"reference":"Patient/a"}}
            {"resourceType":"Goal","id":"g","description":{"text":"walk"}}"#,
    )
    .beside(&known);
    let told: Vec<String> = later
        .items
        .iter()
        .map(|item| match &item.outcome {
            Outcome::Kept(received) => {
                format!("{}: {}", item.name.split('~').next().unwrap(), received.title)
            }
            other => panic!("{} is kept, not {other:?}", item.name),
        })
        .collect();
    assert_eq!(
        told,
        [
            "Condition/c: Condition (received again, and not as before)",
            "Goal/g: walk (does not say clearly whose it is)",
            "Patient/a: Registration (received again, and not as before)",
        ]
    );
    assert!(later.items[0].name.starts_with("Condition/c~"), "under a name of its own");
}

#[test]
fn a_date_that_means_nobody_knows_files_nothing_in_the_year_one() {
    let incoming = read(
        br#"{"resourceType":"Patient","id":"a"}
            {"resourceType":"Condition","id":"c","code":{"text":"Gout"},"subject":{"reference":"Patient/a"},"onsetDateTime":"0001-01-01"}
            {"resourceType":"Goal","id":"g","description":{"text":"walk"},"startDate":"9999-12-31"}"#,
    );
    assert!(incoming.items.iter().all(|item| item.effective_at.is_none()), "{:?}", incoming.items);
}
