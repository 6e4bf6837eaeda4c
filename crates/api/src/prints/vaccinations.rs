//! The vaccination record: what was given, where, and what was refused.

use super::common::{allergies, letterhead, open, patient_box, registration, sheet};
use super::{Page, PrintRequest};
use crate::desk::Desk;
use crate::problem::Problem;
use chart::RecordId;
use chart::coding::system::CVX;
use chart::sections::immunizations::{Immunization, ImmunizationStatus};
use paper::{ChartDocument, Part, PartCell, PartTable};

pub(super) fn make(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let opened = open(desk, request)?;
    let (chart, locale) = (&*opened.chart, opened.setting.locale);
    let mut rows: Vec<&Immunization> =
        chart.immunizations.readings().map(|(_, _, vaccine)| vaccine).collect();
    if rows.is_empty() {
        return Err(Problem::refused(
            "No vaccination is recorded in this chart; there is no record to print.",
        ));
    }
    rows.sort_by_key(|vaccine| {
        (vaccine.given.and_then(chart::PartialDate::earliest), vaccine.vaccine.text.clone())
    });
    let given: Vec<&&Immunization> =
        rows.iter().filter(|vaccine| vaccine.status == ImmunizationStatus::Completed).collect();
    let refused: Vec<&&Immunization> =
        rows.iter().filter(|vaccine| vaccine.status == ImmunizationStatus::NotDone).collect();
    let record = registration(chart)?;
    let mut parts = vec![Part::Heading("Vaccines given".to_owned())];
    if given.is_empty() {
        parts.push(Part::None);
    } else {
        let head = ["Date", "Vaccine", "CVX", "Dose", "Lot", "Site and route", ""];
        parts.push(Part::Table(PartTable {
            head: head.map(str::to_owned).to_vec(),
            shares: vec![0.2, 1.0, 0.1, 0.2, 0.3, 0.6, 0.2],
            rows: given.iter().map(|vaccine| row(vaccine)).collect(),
            ..PartTable::default()
        }));
    }
    if !refused.is_empty() {
        parts.push(Part::Heading("Not given".to_owned()));
        parts.push(Part::Table(PartTable {
            head: ["Date", "Vaccine", "Why"].map(str::to_owned).to_vec(),
            shares: vec![0.2, 1.0, 1.0],
            rows: refused
                .iter()
                .map(|vaccine| {
                    let why = vaccine.not_done_reason.clone().unwrap_or_else(|| "not recorded".to_owned());
                    vec![
                        PartCell::plain(day(vaccine)),
                        PartCell::bold(&vaccine.vaccine.text),
                        PartCell::plain(why),
                    ]
                })
                .collect(),
            ..PartTable::default()
        }));
    }
    parts.push(Part::Small(
        "As recorded in this practice's chart. Vaccines marked \"reported\" were given elsewhere and told to us."
            .to_owned(),
    ));
    let document = ChartDocument {
        title: "Vaccination record".to_owned(),
        date: paper::dates::short_in(desk.today(), locale),
        letterhead: letterhead(&opened.practice)?,
        sheet: sheet(desk, request, "VR", record, locale)?,
        patient: Some(patient_box(desk, &opened.patient, chart, locale)),
        allergies: Some(allergies(desk, chart, locale)),
        facts: vec![number(&opened.patient.chart_number)],
        parts,
        signature: Some(paper::Signature {
            name: desk.people().name(desk.user()),
            standing: paper::Standing::SignByHand,
            picture: None,
        }),
        signed_beneath: true,
        ..ChartDocument::default()
    };
    let pdf = paper::chart_document(&document, &opened.setting)?;
    Ok((Page { title: document.title, pdf }, record))
}

/// `No. 004 217`.
pub(super) fn number(chart_number: &str) -> String {
    format!("No. {}", super::common::grouped(chart_number))
}

fn day(vaccine: &Immunization) -> String {
    vaccine.given.and_then(|given| paper::dates::partial(&given.to_string())).unwrap_or_default()
}

fn row(vaccine: &Immunization) -> Vec<PartCell> {
    let number = vaccine.dose_number.as_ref().map(|number| format!("no. {number}"));
    let dose = [vaccine.dose.clone(), number].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let expires = vaccine.expires.and_then(|expires| paper::dates::partial(&expires.to_string()));
    let place = [vaccine.site.clone(), vaccine.route.clone()].into_iter().flatten().collect::<Vec<_>>();
    let code = vaccine.vaccine.code_in(CVX).unwrap_or_default();
    vec![
        PartCell::plain(day(vaccine)),
        PartCell::bold(&vaccine.vaccine.text),
        PartCell::plain(code),
        PartCell::plain(dose),
        PartCell {
            small: expires.map(|expires| format!("expires {expires}")).unwrap_or_default(),
            ..PartCell::plain(vaccine.lot.clone().unwrap_or_default())
        },
        PartCell::plain(place.join(", ")),
        PartCell::plain(if vaccine.given_elsewhere { "reported" } else { "" }),
    ]
}
