//! Labels for the paper file, a tube and an envelope: the page is as large as the label.
//!
//! An envelope is read by everybody who carries it, so its label says a name and an address and nothing else. A tube
//! bears what CLSI AUTO12-A asks for: name, identifier, birth date, when and by whom it was taken, and a bar code.

use super::common::{Opened, grouped, open, registration};
use super::requisition;
use super::{Page, PrintRequest, Sheet};
use crate::desk::Desk;
use crate::problem::Problem;
use chart::RecordId;
use chart::sections::allergies::AllergyState;
use chart::sections::orders::OrderCategory;
use chart::sections::patients::{Address, Patient, Sex};
use paper::{BarCode, Label, Setting};

pub(super) fn make(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let opened = open(desk, request)?;
    let size = request.sheet.unwrap_or(Sheet::Label89x36);
    if !size.size().is_label() {
        return Err(Problem::invalid(
            "sheet",
            "A label is printed on a label: choose 57x32, 89x28, 89x36 or 54x25 mm.",
        ));
    }
    let (label, record) = match request.template.as_deref() {
        None | Some("patient") => (of_patient(&opened, size), registration(&opened.chart)?),
        Some("address") => (of_address(&opened.patient)?, registration(&opened.chart)?),
        Some("tube") => of_tube(desk, &opened, request, size)?,
        Some(_) => {
            return Err(Problem::invalid("template", "There are three labels: patient, tube and address."));
        }
    };
    let pdf = paper::label(&label, &Setting { size: size.size(), ..opened.setting })?;
    Ok((Page { title: label.title, pdf }, record))
}

/// `born 14 Mar 1959 · F`.
fn who(patient: &Patient) -> String {
    let birth = patient.birth_date.and_then(|date| paper::dates::partial(&date.to_string()));
    let sex = match patient.sex {
        Sex::Female => "F",
        Sex::Male => "M",
        Sex::Other => "other",
        Sex::Unknown => "",
    };
    let who = [birth.map(|birth| format!("born {birth}")).unwrap_or_default(), sex.to_owned()];
    who.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn number(patient: &Patient) -> String {
    format!("No. {}", grouped(&patient.chart_number))
}

fn bars(value: String, size: Sheet) -> BarCode {
    let low = matches!(size, Sheet::Label54x25 | Sheet::Label89x28);
    BarCode { value, height_tenths: if low { 45 } else { 80 }, module_hundredths: 30 }
}

fn of_patient(opened: &Opened, size: Sheet) -> Label {
    let patient = &opened.patient;
    let (who, number) = (who(patient), number(patient));
    let mut lines =
        if size == Sheet::Label89x36 { vec![who, number] } else { vec![format!("{who} · {number}")] };
    // An address only where there is room for it.
    if size == Sheet::Label89x36 {
        lines.extend(patient.address.as_ref().map(Address::one_line));
    }
    let alert = match opened.chart.allergy_state() {
        AllergyState::Listed(listed) => {
            let names: Vec<String> =
                listed.iter().map(|(_, allergy)| allergy.substance.text.to_uppercase()).collect();
            let all = format!("ALLERGIES: {}", names.join(", "));
            // All of them or none: half a list would read like the whole one.
            let room = if size == Sheet::Label54x25 { 30 } else { 60 };
            if names.len() <= 2 && all.chars().count() <= room {
                all
            } else {
                format!("{} ALLERGIES: SEE CHART", names.len())
            }
        }
        AllergyState::NoneKnown(_) | AllergyState::NeverAsked => String::new(),
    };
    Label {
        title: "Patient label".to_owned(),
        name: patient.name.filed(),
        lines,
        alert,
        code: Some(bars(patient.chart_number.clone(), size)),
    }
}

/// As an envelope is addressed: the name as it is said, then the address line by line.
fn of_address(patient: &Patient) -> Result<Label, Problem> {
    let address = patient.address.as_ref().filter(|address| !address.one_line().trim().is_empty());
    let address = address.ok_or_else(|| {
        Problem::refused("The registration has no address; there is no address label to print.")
    })?;
    let town = [address.city.as_str(), address.region.as_str()];
    let town = town.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let town = format!("{town} {}", address.postal_code).trim().to_owned();
    let mut lines: Vec<String> = address.line.lines().map(str::to_owned).collect();
    lines.extend([town, address.country.to_uppercase()]);
    Ok(Label { title: "Address label".to_owned(), name: patient.name.full(), lines, ..Label::default() })
}

fn of_tube(
    desk: &Desk<'_>,
    opened: &Opened,
    request: &PrintRequest,
    size: Sheet,
) -> Result<(Label, RecordId), Problem> {
    let patient = &opened.patient;
    let orders = requisition::chosen(&opened.chart, request.record, &[OrderCategory::Laboratory]);
    let Some((record, version, _)) = orders.first().copied() else {
        return Err(Problem::refused(
            "This chart has no open laboratory order; there is no tube to be labelled.",
        ));
    };
    let day = version.effective_at.with_timezone(&desk.offset()).date_naive();
    let label = Label {
        title: "Tube label".to_owned(),
        name: patient.name.filed(),
        lines: vec![
            format!("{} · {}", who(patient), number(patient)),
            "Taken day ___ month ___ at ___:___ by ____".to_owned(),
        ],
        alert: String::new(),
        code: Some(bars(requisition::code(&patient.chart_number, day), size)),
    };
    Ok((label, record))
}
