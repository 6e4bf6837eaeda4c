//! Long, strange and dangerous input: printed whole or refused with a reason, never cut and never misleading.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "each test takes the samples it needs")]
mod samples;

use paper::*;
use samples::{
    allergy, foreign_names, item, marguerite, medicine, parts, prescription, recovery_page, setting,
    verify_report, visit_summary,
};

fn printed(summary: &VisitSummary) -> Pdf {
    visit_summary_on(summary, PageSize::A4)
}

fn visit_summary_on(summary: &VisitSummary, size: PageSize) -> Pdf {
    paper::visit_summary(summary, &setting(size)).unwrap()
}

fn on_a5(prescription: &Prescription) -> Result<Pdf, PaperError> {
    paper::prescription(prescription, &setting(PageSize::A5))
}

/// All text of a role, lines joined by spaces.
fn said(pdf: &Pdf, role: Role) -> String {
    let lines = pdf.text.iter().filter(|line| line.role == role);
    lines.map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_long_allergy_is_printed_to_its_last_word() {
    let words: Vec<String> = (0..1_500).map(|number| format!("word{number}")).collect();
    let reaction = words.join(" ");
    assert!(reaction.len() > 10_000);
    let summary =
        VisitSummary { allergies: Allergies::Listed(vec![allergy("LATEX", &reaction)]), ..visit_summary() };
    for size in [PageSize::A4, PageSize::A5, PageSize::Letter, PageSize::HalfLetter] {
        let pdf = visit_summary_on(&summary, size);
        assert_eq!(said(&pdf, Role::Allergies), format!("Allergies: LATEX — {reaction}"), "{size:?}");
        assert!(pdf.pages > 1, "what does not fit goes to the next page");
        let come_back = pdf.text.iter().find(|line| line.text.starts_with("Come back at once")).unwrap();
        assert_eq!(come_back.page, pdf.pages, "the rest is pushed down, not left out");
    }
}

#[test]
fn forty_drugs_are_all_there_under_a_head_on_each_page() {
    let drug = |number: usize| {
        medicine(&format!("Drug{number}"), "5 mg tablet", ["1", "", "", "½"], "reason", Change::Same)
    };
    let summary = VisitSummary { medicines: Some((0..40).map(drug).collect()), ..visit_summary() };
    let pdf = printed(&summary);
    for number in 0..40 {
        let name = format!("Drug{number} 5 mg tablet");
        assert_eq!(pdf.text.iter().filter(|line| line.text == name).count(), 1, "{name}");
    }
    let page_of = |name: &str| pdf.text.iter().find(|line| line.text.starts_with(name)).unwrap().page;
    for page in page_of("Drug0 ")..=page_of("Drug39 ") {
        let head = pdf.text.iter().filter(|line| line.page == page && line.text == "Medicine");
        assert_eq!(head.count(), 1, "page {page} has the head of the table");
    }

    let sheet = Prescription {
        items: (0..40)
            .map(|_| item("Amlodipine", "5 mg", "tablet", "Take 1 tablet daily.", ("28", "tablets"), 0))
            .collect(),
        ..prescription()
    };
    let pdf = on_a5(&sheet).unwrap();
    assert_eq!(pdf.text.iter().filter(|line| line.text == "Amlodipine 5 mg tablet").count(), 40);
    assert!(said(&pdf, Role::Body).contains("— end of prescription: 40 items —"));
    let signature = pdf.text.iter().find(|line| line.role == Role::Signature).unwrap();
    let last_page: Vec<_> =
        pdf.text.iter().filter(|line| line.page == signature.page && line.role == Role::Body).collect();
    assert!(last_page.len() > 1, "the signature does not stand alone on a page");
}

#[test]
fn names_in_other_scripts_print_with_their_doses() {
    for (name, dose) in foreign_names() {
        let mut sheet = prescription();
        name.clone_into(&mut sheet.patient.name);
        dose.clone_into(&mut sheet.items[0].sig);
        let pdf = on_a5(&sheet).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(said(&pdf, Role::Patient).contains(name), "{name}");
        assert!(said(&pdf, Role::Body).contains(dose), "{dose}");
        assert!(said(&pdf, Role::Footer).contains(name), "{name} stands at the foot of the page");
    }
}

#[test]
fn a_character_without_a_glyph_is_refused_by_name() {
    for (character, code) in [('😀', "U+1F600"), ('𓀀', "U+13000"), ('\u{202e}', "U+202E"), ('\0', "U+0000")]
    {
        let summary = VisitSummary { reason: vec![format!("Sore {character} throat")], ..visit_summary() };
        let error = paper::visit_summary(&summary, &setting(PageSize::A4)).unwrap_err();
        assert_eq!(error, PaperError::MissingGlyph { character, place: "the text" });
        let message = error.to_string();
        assert!(message.contains(code), "{message}");
        assert!(!message.contains("throat"), "no text of the patient in a message: {message}");
        assert!(!message.contains('\u{202e}') && !message.contains('\0'), "the message itself is harmless");
    }
    let mut sheet = prescription();
    sheet.patient.name = "Ann 🦊".to_owned();
    let place = "the foot of the page";
    assert_eq!(on_a5(&sheet).unwrap_err(), PaperError::MissingGlyph { character: '🦊', place });
}

#[test]
fn the_three_states_of_allergies_never_read_alike() {
    let line = |allergies| said(&printed(&VisitSummary { allergies, ..visit_summary() }), Role::Allergies);
    assert_eq!(line(Allergies::NeverAsked), "Allergies: never asked");
    let none = Allergies::NoneKnown { asked_on: "3 Mar 2026".to_owned() };
    assert_eq!(line(none), "No known allergies (asked 3 Mar 2026)");
    let listed = Allergies::Listed(vec![allergy("PENICILLIN", "anaphylaxis"), allergy("LATEX", "")]);
    assert_eq!(line(listed), "Allergies: PENICILLIN — anaphylaxis · LATEX");
    for unclear in [Allergies::Listed(Vec::new()), Allergies::NoneKnown { asked_on: String::new() }] {
        let summary = VisitSummary { allergies: unclear, ..visit_summary() };
        let error = paper::visit_summary(&summary, &setting(PageSize::A4)).unwrap_err();
        assert!(matches!(error, PaperError::MissingField { .. }), "{error}");
    }
}

#[test]
fn a_prescription_without_its_fields_is_refused() {
    type Spoil = fn(&mut Prescription);
    let spoiled: [(&str, Spoil); 11] = [
        ("the prescriber's name", |sheet| sheet.letterhead.name.clear()),
        ("the patient's name", |sheet| sheet.patient.name = "  ".to_owned()),
        ("the patient's birth date", |sheet| sheet.patient.birth_date.clear()),
        ("the date", |sheet| sheet.issued_on.clear()),
        ("the name beneath the signature", |sheet| sheet.signature.name.clear()),
        ("the medicine", |sheet| sheet.items.clear()),
        ("the medicine of item 2", |sheet| sheet.items[1].generic.clear()),
        ("the directions of item 1", |sheet| sheet.items[0].sig.clear()),
        ("the quantity of item 1", |sheet| sheet.items[0].quantity.figure.clear()),
        ("the unit of the quantity of item 1", |sheet| sheet.items[0].quantity.unit.clear()),
        ("the list of allergies", |sheet| sheet.allergies = Allergies::Listed(Vec::new())),
    ];
    for (name, spoil) in spoiled {
        let mut sheet = prescription();
        spoil(&mut sheet);
        let expected = PaperError::MissingField { document: "prescription", field: name.to_owned() };
        assert_eq!(on_a5(&sheet).unwrap_err(), expected);
    }
}

#[test]
fn directions_and_quantities_that_can_be_misread_are_refused() {
    let mut sheet = prescription();
    sheet.items[1].sig = "1 tablet PO daily".to_owned();
    let error = on_a5(&sheet).unwrap_err();
    assert_eq!(
        error.to_string(),
        "The directions of item 2: \"PO\" has led to wrong doses. Write \"by mouth\" instead."
    );
    for figure in ["5.0", ".5", "1e3", "many", "-1"] {
        let mut sheet = prescription();
        figure.clone_into(&mut sheet.items[0].quantity.figure);
        let expected = PaperError::BadNumber { field: "The quantity of item 1".to_owned() };
        assert_eq!(on_a5(&sheet).unwrap_err(), expected, "{figure}");
    }
}

#[test]
fn quantities_stand_in_figures_and_words() {
    let mut sheet = prescription();
    sheet.items[0].quantity = Quantity { figure: "2.5".to_owned(), unit: "mL".to_owned() };
    let text = said(&on_a5(&sheet).unwrap(), Role::Body);
    assert!(text.contains("Dispense: 2.5 (two point five) mL · Repeats: 0 (none)"), "{text}");
    assert!(text.contains("Dispense: 90 (ninety) tablets · Repeats: 3 (three)"), "{text}");
    assert!(text.contains("— end of prescription: 2 items —"), "{text}");
}

#[test]
fn marks_stand_on_every_page() {
    let reprint = Reprint { number: 2, on: "23 Nov 2026".to_owned(), by: "Dr Ada Okafor".to_owned() };
    let sample = prescription();
    let sheet = Prescription {
        sheet: Sheet { reprint: Some(reprint), copy: true, ..sample.sheet.clone() },
        signature: Signature { standing: Standing::Draft, ..sample.signature.clone() },
        items: vec![sample.items[0].clone(); 12],
        ..sample
    };
    let pdf = on_a5(&sheet).unwrap();
    assert!(pdf.pages > 1);
    for page in 1..=pdf.pages {
        let marks: Vec<&str> = pdf
            .text
            .iter()
            .filter(|line| line.page == page && line.role == Role::Mark)
            .map(|line| line.text.as_str())
            .collect();
        let expected =
            ["DRAFT – NOT SIGNED", "COPY – NOT FOR DISPENSING", "REPRINT 2, 23 Nov 2026, by Dr Ada Okafor"];
        assert_eq!(marks, expected, "page {page}");
        let foot: Vec<&str> = pdf
            .text
            .iter()
            .filter(|line| line.page == page && line.role == Role::Footer)
            .map(|line| line.text.as_str())
            .collect();
        let number = format!("Page {page} of {}", pdf.pages);
        let who = "DELACROIX-THOMPSON, Marguerite · 14 Mar 1959 · No. 004 217";
        assert!(foot.contains(&number.as_str()) && foot.contains(&who), "{foot:?}");
        assert!(foot.iter().any(|line| line.contains("Rx 2026-00871 · seal 9TBC-41HN")), "{foot:?}");
    }
    let unmarked = on_a5(&prescription()).unwrap();
    assert!(said(&unmarked, Role::Mark).is_empty(), "a good original carries no mark");
}

#[test]
fn hidden_known_empty_and_filled_sections_differ() {
    let hidden = VisitSummary { medicines: None, diagnoses: None, next_steps: None, ..visit_summary() };
    let text = said(&printed(&hidden), Role::Heading);
    assert!(!text.contains("MEDICINES") && !text.contains("THINK") && !text.contains("NEXT"), "{text}");
    let empty =
        VisitSummary { medicines: Some(Vec::new()), diagnoses: None, next_steps: None, ..visit_summary() };
    let pdf = printed(&empty);
    assert!(said(&pdf, Role::Heading).contains("YOUR MEDICINES NOW"));
    assert!(said(&pdf, Role::Body).contains("None."));
}

#[test]
fn a_document_with_next_to_nothing_still_prints() {
    let signature = Signature { name: String::new(), standing: Standing::Draft, picture: None };
    let summary = VisitSummary {
        letterhead: Letterhead::default(),
        sheet: Sheet::default(),
        patient: PatientBox::default(),
        allergies: Allergies::NeverAsked,
        visited_on: String::new(),
        seen_by: String::new(),
        reason: Vec::new(),
        measurements: Vec::new(),
        blood_pressure: Some(BloodPressureTrend::default()),
        findings: Vec::new(),
        diagnoses: None,
        assessment: Vec::new(),
        medicines: None,
        tests: None,
        plan: Vec::new(),
        next_steps: None,
        come_back_at_once: String::new(),
        contacts: Vec::new(),
        addenda: Vec::new(),
        signature,
        qr: None,
    };
    let pdf = printed(&summary);
    assert_eq!(pdf.pages, 1);
    assert!(said(&pdf, Role::Patient).contains("birth date not recorded"));
}

#[test]
fn a_name_that_leaves_no_room_for_anything_else_is_refused() {
    let long = PatientBox { name: "Very Long Name ".repeat(25), ..marguerite() };
    printed(&VisitSummary { patient: long, ..visit_summary() });
    let endless = PatientBox { name: "Very Long Name ".repeat(2_000), ..marguerite() };
    let summary = VisitSummary { patient: endless, ..visit_summary() };
    let error = paper::visit_summary(&summary, &setting(PageSize::A4)).unwrap_err();
    assert_eq!(error, PaperError::TooLong { place: "foot of the page" });
}

#[test]
fn a_code_that_is_too_large_is_refused() {
    let qr = QrCode { payload: vec![b'x'; 3_000], caption: String::new() };
    let error =
        paper::visit_summary(&VisitSummary { qr: Some(qr), ..visit_summary() }, &setting(PageSize::A4));
    assert_eq!(error.unwrap_err(), PaperError::CodeTooLarge { bytes: 3_000 });
}

#[test]
fn markup_in_a_name_is_only_text() {
    let name = "<b>O'Brien</b> & \"Sons\" \\(x) %s '; DROP TABLE";
    let patient = PatientBox { name: name.to_owned(), ..marguerite() };
    let setting = Setting { title: "A < B & C".to_owned(), ..setting(PageSize::A4) };
    let pdf = paper::visit_summary(&VisitSummary { patient, ..visit_summary() }, &setting).unwrap();
    assert!(said(&pdf, Role::Patient).contains(name));
}

#[test]
fn the_recovery_page_says_the_whole_code_and_hides_it_from_debug() {
    let page = recovery_page();
    for size in [PageSize::A4, PageSize::A5] {
        let pdf = paper::recovery_page(&page, &setting(size)).unwrap();
        let text = said(&pdf, Role::Code);
        assert!(page.groups.iter().all(|group| text.contains(group.as_str())), "{text}");
    }
    let debug = format!("{page:?}");
    assert!(page.groups.iter().all(|group| !debug.contains(group.as_str())), "{debug}");
}

#[test]
fn a_report_says_its_findings_or_that_there_are_none() {
    let pdf = paper::report(&verify_report(), &setting(PageSize::Letter)).unwrap();
    let text = said(&pdf, Role::Cell);
    assert!(text.contains("WARNING") && text.contains("12,402"), "{text}");
    let sound = VerifyReport { findings: Vec::new(), sound: true, ..verify_report() };
    let pdf = paper::report(&sound, &setting(PageSize::Letter)).unwrap();
    assert!(said(&pdf, Role::Body).contains("None."));
}

#[test]
fn the_warning_reads_as_a_sentence_however_it_was_written() {
    for (written, read) in [
        ("for black stools.", "Come back at once for black stools."),
        ("Fever over 39 °C.", "Come back at once: Fever over 39 °C."),
    ] {
        let summary = VisitSummary { come_back_at_once: written.to_owned(), ..visit_summary() };
        let text = said(&printed(&summary), Role::Body);
        assert!(text.contains(read), "{text}");
    }
}

#[test]
fn no_row_of_a_table_stands_alone_on_a_page() {
    for count in 3..70 {
        let row = |number: usize| vec![PartCell::plain(format!("row {number}")), PartCell::plain("words")];
        let table = PartTable {
            head: ["First", "Second"].map(str::to_owned).to_vec(),
            rows: (1..=count).map(row).collect(),
            ..PartTable::default()
        };
        let document = ChartDocument { parts: vec![Part::Table(table)], ..parts() };
        let pdf = paper::chart_document(&document, &setting(PageSize::A5)).unwrap();
        for page in 1..=pdf.pages {
            let rows =
                pdf.text.iter().filter(|line| line.page == page && line.text.starts_with("row ")).count();
            assert_ne!(rows, 1, "{count} rows: one alone on page {page} of {}", pdf.pages);
        }
    }
}
