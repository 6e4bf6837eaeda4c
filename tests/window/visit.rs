//! One visit of the demo practice, from the door to the paper, with keys a person would press.
//!
//! The same path is walked in Chromium with every branch (`tests/e2e`); this one shows that the
//! shipped window, its policy and its web view carry it through to a file on disk.

use std::path::Path;
use std::process::Command;

use crate::window::Window;

/// Everyone's password in the demo practice; the door says so.
const DEMO_PASSWORD: &str = "demo demo demo";

/// She waits in the demo practice, and is allergic to penicillin.
const PATIENT: &str = "Marguerite Delacroix-Thompson";

/// Her name as paper carries it.
const FILED: &str = "DELACROIX-THOMPSON, Marguerite";

#[tokio::test]
async fn a_patient_is_carried_from_the_door_to_the_paper() {
    let window = Window::open(1440, 900).await;

    // The door: the demo, locked, and unlocked by password.
    window.click("button", "Try the demo practice").await;
    window.find("heading", "Expected").await;
    window.press("Control+l").await;
    window.find("textbox", "Password").await;
    assert!(!window.text().await.contains(PATIENT), "a locked window shows no patient");
    window.type_into("textbox", "Password", "not the password").await;
    window.press("Enter").await;
    window.says("Not unlocked").await;
    window.type_into("textbox", "Password", DEMO_PASSWORD).await;
    window.press("Enter").await;
    window.find("heading", "Waiting").await;

    // Her vitals, in one typed line.
    window.click("button", PATIENT).await;
    window.press("v").await;
    window.type_into("textbox", "Vitals in one line", "bp 158/92 hr 78 t 37.9 spo2 97 wt 81.5").await;
    window.has_value("textbox", "Weight", "81.5").await;
    window.press("Control+Enter").await;
    window.says("ready for the doctor").await;

    // Found by any part of the name, and opened.
    window.press("Control+k").await;
    window.find("combobox", "").await;
    window.keys("thompson marg").await;
    window.find("option", "Delacroix").await;
    window.press("Enter").await;
    window.find("heading", PATIENT).await;
    window.says("158/92").await;

    // Where nothing had the keyboard, a sheet that is closed gives it to its control: Enter opens it again.
    window.script("document.activeElement.blur()").await.expect("the page answers");
    window.press("Alt+s").await;
    for _ in 0..2 {
        window.find("dialog", "Chart as at").await;
        window.press("Escape").await;
        window.gone("dialog", "Chart as at").await;
        window.press("Enter").await;
    }
    window.find("dialog", "Chart as at").await;

    // A day gone by, its figures typed in one go as the practice writes them: the engine's own date field lost some.
    window.keys("06302025").await;
    window.says("Read as Mon 30 Jun 2025").await;
    window.press("Enter").await;
    window.says("30 Jun 2025. It can be read and not changed.").await;
    window.press("Enter").await;
    window.find("button", "Chart as at").await;
    window.begin_visit().await;

    // Allergy, problem, note.
    window.press("Alt+a").await;
    window.find("dialog", "Add an allergy").await;
    window.keys("Codeine").await;
    window.press("Tab").await;
    window.keys("nausea").await;
    window.press("Control+Enter").await;
    window.says("Codeine — nausea").await;
    window.press("Alt+p").await;
    window.find("dialog", "Add a problem").await;
    let bar =
        "return getComputedStyle(document.querySelector('[aria-label=\"Timeline\"] .viewport')).overflowY";
    let bar = window.script(bar).await.expect("an answer");
    assert_eq!(bar, "hidden", "WebKit would paint the bar of the timeline over the dialog");
    window.keys("Acute maxillary sinusitis").await;
    window.press("Control+Enter").await;
    window.gone("dialog", "Add a problem").await;
    window.says("Acute maxillary sinusitis").await;
    window.type_into("textbox", "Subjective", "Facial pressure for 5 days, worse bending.").await;
    window.type_into("textbox", "Assessment and plan", "Sinusitis; penicillin is out.").await;
    window.says("draft · saved").await;

    // A prescription of two drugs, typed.
    window.press("Alt+r").await;
    window.keys("doxycycline 100 mg cap 1 cap bd 7d").await;
    window.says("Take 1 capsule by mouth twice daily for 7 days").await;
    window.press("Enter").await;
    window.find("button", "off the prescription").await;
    window.keys("paracetamol 500 mg tab 1 tab tid 5d").await;
    // Under the name it has where the practice is.
    window.says("Acetaminophen 500 mg tablet").await;
    window.press("Enter").await;
    window.says("draft · saved").await;

    // Signed, shown as pages, saved as a file.
    window.press("Control+Enter").await;
    window.find("dialog", "Sign").await;
    window.says("penicillin is out").await;
    window.press("Control+Enter").await;
    window.find("dialog", "Print").await;
    window.find("img", "Page 1 of").await;
    let prescription = save(&window, "Prescription", "prescription.pdf").await;
    let summary = save(&window, "Visit summary", "visit-summary.pdf").await;
    window.close().await;

    for said in [FILED, "doxycycline", "1 capsule by mouth twice daily", "acetaminophen", "Okafor"] {
        assert!(said_on(&prescription, said), "the prescription says {said:?}:\n{prescription}");
    }
    for said in [FILED, "158/92", "Acute maxillary sinusitis", "doxycycline", "Codeine", "Penicillin"] {
        assert!(said_on(&summary, said), "the visit summary says {said:?}:\n{summary}");
    }
}

/// Chooses a document of the print sheet and saves it; gives back its text.
async fn save(window: &Window, document: &str, file: &str) -> String {
    window.click("radio", document).await;
    window.find("img", "Page 1 of").await;
    window.click("button", "Save PDF").await;
    let path = window.saved().join(file);
    window.appears(&path).await;
    text_of(&path)
}

/// Lines break where the page is full, so spaces and case do not count.
fn said_on(page: &str, wanted: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(page).contains(&plain(wanted))
}

fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output().expect("pdftotext runs");
    assert!(output.status.success(), "the file is a PDF that others read");
    String::from_utf8(output.stdout).expect("its text is text")
}
