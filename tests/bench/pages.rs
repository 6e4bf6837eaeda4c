//! The pages alone: what paper needs for a prescription, a visit summary and a chart of 200 pages, without chart,
//! store or boundary; and how many bytes each is.

use crate::Outcome;
use crate::figures::{Figures, Times};
use chrono::{Days, NaiveDate};
use paper::{
    Allergies, Allergy, BloodPressureReading, BloodPressureTrend, Change, ChartDocument, Diagnosis,
    Letterhead, Measurement, Medicine, Part, PartCell, PartTable, PatientBox, Pdf, PrescribedItem,
    Prescription, Quantity, Row, Setting, Sheet, Signature, Standing, VisitSummary, When,
};

pub(crate) const PRESCRIPTION: &str = "core: prescription of 4 medicines as PDF";
pub(crate) const SUMMARY: &str = "core: visit summary with curve as PDF";
pub(crate) const CHART: &str = "core: chart of 200 pages as PDF";
pub(crate) const PRESCRIPTION_KB: &str = "size of the prescription, kB";
pub(crate) const SUMMARY_KB: &str = "size of the visit summary, kB";
pub(crate) const CHART_KB: &str = "size of the chart of 200 pages, kB";

const TURNS: usize = 40;
const LONG_TURNS: usize = 5;
const PAGES: usize = 200;

pub(crate) fn measure(figures: &mut Figures) -> Outcome<()> {
    let setting = Setting { printed_at: "22 Nov 2026 11:58".to_owned(), ..Setting::default() };
    let prescription = prescription();
    timed(figures, PRESCRIPTION, PRESCRIPTION_KB, TURNS, || {
        Ok(paper::prescription(&prescription, &setting)?)
    })?;
    let summary = summary();
    timed(figures, SUMMARY, SUMMARY_KB, TURNS, || Ok(paper::visit_summary(&summary, &setting)?))?;
    let chart = chart(&setting)?;
    timed(figures, CHART, CHART_KB, LONG_TURNS, || Ok(paper::chart_document(&chart, &setting)?))
}

fn timed(
    figures: &mut Figures,
    name: &str,
    size: &str,
    turns: usize,
    make: impl Fn() -> Outcome<Pdf>,
) -> Outcome<()> {
    let bytes = make()?.bytes.len();
    let mut times = Times::default();
    for _ in 0..turns {
        times.of(&make)?;
    }
    figures.times(name, times);
    figures.number(size, bytes as f64 / 1_000.0);
    Ok(())
}

fn letterhead() -> Letterhead {
    Letterhead {
        name: "Hill Street Practice".to_owned(),
        lines: vec!["18 Hill Street, Springfield · +1 555 0100 · Fax +1 555 0101".to_owned()],
        logo: None,
    }
}

fn patient() -> PatientBox {
    PatientBox {
        name: "DELACROIX-THOMPSON, Marguerite".to_owned(),
        chart_number: "004 217".to_owned(),
        sex: "Female".to_owned(),
        birth_date: "14 Mar 1959".to_owned(),
        age: "67 y".to_owned(),
        address: "4 Elm Row, Springfield 62704".to_owned(),
        ..PatientBox::default()
    }
}

fn allergies() -> Allergies {
    let one = |substance: &str, reaction: &str| Allergy {
        substance: substance.to_owned(),
        reaction: reaction.to_owned(),
    };
    Allergies::Listed(vec![one("PENICILLIN", "anaphylaxis"), one("SULFONAMIDES", "rash")])
}

fn signature() -> Signature {
    Signature { name: "Dr Ada Okafor".to_owned(), standing: Standing::SignByHand, picture: None }
}

const DRUGS: [(&str, &str, &str); 4] = [
    ("Doxycycline", "100 mg", "capsule"),
    ("Lisinopril", "20 mg", "tablet"),
    ("Metformin", "1 g", "tablet"),
    ("Atorvastatin", "40 mg", "tablet"),
];

fn prescription() -> Prescription {
    let item = |(drug, strength, form): (&str, &str, &str)| PrescribedItem {
        generic: drug.to_owned(),
        strength: strength.to_owned(),
        form: form.to_owned(),
        sig: format!("Take 1 {form} by mouth twice daily for 30 days."),
        quantity: Quantity { figure: "60".to_owned(), unit: format!("{form}s") },
        purpose: "as discussed".to_owned(),
        ..PrescribedItem::default()
    };
    Prescription {
        letterhead: letterhead(),
        sheet: Sheet { number: "Rx 2026-00871".to_owned(), ..Sheet::default() },
        patient: patient(),
        allergies: allergies(),
        issued_on: "22 Nov 2026".to_owned(),
        items: DRUGS.into_iter().map(item).collect(),
        note_to_pharmacist: String::new(),
        signature: signature(),
        qr: None,
    }
}

fn summary() -> VisitSummary {
    let first = NaiveDate::default();
    let reading = |at: u64| BloodPressureReading {
        day: first.checked_add_days(Days::new(at * 30)).unwrap_or(first),
        systolic: 130.0 + (at % 5) as f32 * 6.0,
        diastolic: 80.0 + (at % 3) as f32 * 4.0,
    };
    let medicine = |(drug, strength, form): (&str, &str, &str)| Medicine {
        drug: drug.to_owned(),
        strength: format!("{strength} {form}"),
        when: When::Grid {
            morning: "1".to_owned(),
            noon: String::new(),
            evening: "1".to_owned(),
            night: String::new(),
        },
        purpose: "as discussed".to_owned(),
        change: Change::Same,
    };
    let measured = |label: &str, value: &str, unit: &str| Measurement {
        label: label.to_owned(),
        value: value.to_owned(),
        unit: unit.to_owned(),
        ..Measurement::default()
    };
    VisitSummary {
        letterhead: letterhead(),
        sheet: Sheet { number: "VS 2026-00412".to_owned(), ..Sheet::default() },
        patient: patient(),
        allergies: allergies(),
        visited_on: "22 November 2026, 11:58".to_owned(),
        seen_by: "Dr Ada Okafor".to_owned(),
        reason: vec!["Sore throat and sinus pain for 5 days.".to_owned()],
        measurements: vec![
            measured("Blood pressure", "158/92", "mmHg"),
            measured("Heart rate", "78", "/min"),
            measured("Temperature", "37.9", "°C"),
            measured("Weight", "81.5", "kg"),
        ],
        blood_pressure: Some(BloodPressureTrend {
            readings: (0..24).map(reading).collect(),
            today: reading(24).day,
            ..BloodPressureTrend::default()
        }),
        findings: vec!["Throat red, no exudate. Chest clear.".to_owned()],
        diagnoses: Some(vec![Diagnosis {
            title: "Acute maxillary sinusitis".to_owned(),
            code: "J01.00".to_owned(),
            ..Diagnosis::default()
        }]),
        assessment: vec!["Bacterial by its course; doxycycline because of the allergy.".to_owned()],
        medicines: Some(DRUGS.into_iter().map(medicine).collect()),
        tests: None,
        plan: Vec::new(),
        next_steps: Some(vec![Row { label: "INR".to_owned(), value: "in 3 to 5 days".to_owned() }]),
        come_back_at_once: "for swelling around the eye or a severe headache.".to_owned(),
        contacts: Vec::new(),
        addenda: Vec::new(),
        signature: Signature {
            standing: Standing::Signed { at: "22 Nov 2026 11:57".to_owned() },
            ..signature()
        },
        qr: None,
    }
}

/// Visits with text and tables until 200 pages are full.
fn chart(setting: &Setting) -> Outcome<ChartDocument> {
    let table = || {
        let row = |(drug, strength, form): (&str, &str, &str)| {
            vec![PartCell::bold(drug), PartCell::plain(strength), PartCell::plain(form)]
        };
        Part::Table(PartTable {
            head: ["Medicine", "Strength", "Form"].map(str::to_owned).to_vec(),
            shares: vec![1.0; 3],
            rows: DRUGS.into_iter().map(row).collect(),
            ..PartTable::default()
        })
    };
    let visit = |number: usize| {
        vec![
            Part::Subject(format!("Visit {number} · Dr Ada Okafor")),
            Part::Text("Dry cough, worse at night. No fever, no chest pain, not short of breath. ".repeat(6)),
            Part::Text("Viral bronchitis. Fluids, honey at night; no antibiotic, explained why. ".repeat(4)),
            table(),
        ]
    };
    let of = |visits: usize| ChartDocument {
        title: "Chart".to_owned(),
        date: "22 Nov 2026".to_owned(),
        letterhead: letterhead(),
        patient: Some(patient()),
        allergies: Some(allergies()),
        parts: (1..=visits).flat_map(visit).collect(),
        ..ChartDocument::default()
    };
    let some = 60;
    let pages = paper::chart_document(&of(some), setting)?.pages;
    // The first page holds less than the others; a tenth more is enough.
    let document = of(some * PAGES * 11 / (10 * pages.max(1)));
    let pages = paper::chart_document(&document, setting)?.pages;
    if pages < PAGES { Err(format!("the chart has {pages} pages only").into()) } else { Ok(document) }
}
