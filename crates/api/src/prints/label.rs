//! A label for the paper file, an envelope or a tube: the page is as large as the label.

use super::common::{grouped, open, registration};
use super::{Page, PrintRequest, Sheet};
use crate::desk::Desk;
use crate::problem::Problem;
use chart::RecordId;
use chart::sections::allergies::AllergyState;
use chart::sections::patients::{Address, Sex};
use paper::Setting;

pub(super) fn make(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let opened = open(desk, request)?;
    let (chart, patient) = (&*opened.chart, &opened.patient);
    let size = request.sheet.unwrap_or(Sheet::Label89x36);
    if !size.size().is_label() {
        return Err(Problem::invalid(
            "sheet",
            "A label is printed on a label: choose 57x32, 89x28, 89x36 or 54x25 mm.",
        ));
    }
    let record = registration(chart)?;
    let birth = patient.birth_date.and_then(|date| paper::dates::partial(&date.to_string()));
    let sex = match patient.sex {
        Sex::Female => "F",
        Sex::Male => "M",
        Sex::Other => "other",
        Sex::Unknown => "",
    };
    let who = [birth.map(|birth| format!("born {birth}")).unwrap_or_default(), sex.to_owned()];
    let who = who.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let number = format!("No. {}", grouped(&patient.chart_number));
    let mut lines =
        if size == Sheet::Label89x36 { vec![who, number] } else { vec![format!("{who} · {number}")] };
    // An address only where there is room for it.
    if size == Sheet::Label89x36 {
        lines.extend(patient.address.as_ref().map(Address::one_line));
    }
    let alert = match chart.allergy_state() {
        AllergyState::Listed(listed) => {
            let names: Vec<String> =
                listed.iter().map(|(_, allergy)| allergy.substance.text.to_uppercase()).collect();
            // All of them or none: half a list would read like the whole one.
            if names.len() <= 2 {
                format!("ALLERGIES: {}", names.join(", "))
            } else {
                format!("{} ALLERGIES: SEE CHART", names.len())
            }
        }
        AllergyState::NoneKnown(_) | AllergyState::NeverAsked => String::new(),
    };
    let small = matches!(size, Sheet::Label54x25 | Sheet::Label89x28);
    let label = paper::Label {
        title: "Patient label".to_owned(),
        name: patient.name.filed(),
        lines,
        alert,
        code: Some(paper::BarCode {
            value: patient.chart_number.clone(),
            height_tenths: if small { 45 } else { 80 },
            module_hundredths: 30,
        }),
    };
    let pdf = paper::label(&label, &Setting { size: size.size(), ..opened.setting })?;
    Ok((Page { title: "Patient label".to_owned(), pdf }, record))
}
