//! The medication plan, from what the patient takes now.

use super::common::{
    allergies, letterhead, open_in_any_language, patient_box, practice_line, registration, sheet, tall,
};
use super::visit_summary::when;
use super::{Page, PrintRequest};
use crate::desk::Desk;
use crate::problem::Problem;
use chart::sections::medications::{Medication, MedicationStatus};
use chart::{PartialDate, RecordId};

pub(super) fn make(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let opened = open_in_any_language(desk, request)?;
    let (chart, locale) = (&*opened.chart, opened.setting.locale);
    if chart.medications.is_empty() {
        return Err(Problem::refused(
            "This chart says nothing about medicines, not even that there are none; there is no plan to print.",
        ));
    }
    let record = registration(chart)?;
    let today = desk.today();
    let mut taken: Vec<&Medication> = chart
        .medications
        .readings()
        .map(|(_, _, medicine)| medicine)
        .filter(|medicine| {
            let over = medicine.ended.and_then(PartialDate::latest).is_some_and(|ended| ended < today);
            medicine.is_current() && !over
        })
        .collect();
    taken.sort_by_key(|medicine| (medicine.drug.text.to_lowercase(), medicine.strength.clone()));
    let (when_needed, regular): (Vec<&Medication>, Vec<&Medication>) =
        taken.into_iter().partition(|medicine| as_needed(medicine));
    let planned =
        |medicines: Vec<&Medication>| medicines.into_iter().map(planned).collect::<Result<Vec<_>, _>>();
    let made_by = desk.people().name(desk.user());
    let practice = &opened.practice;
    let contact = [practice.name.clone(), practice_line(practice)];
    let document = paper::MedicationPlan {
        letterhead: letterhead(practice)?,
        sheet: sheet(desk, request, "MP", record, locale)?,
        patient: patient_box(desk, &opened.patient, chart, locale),
        allergies: allergies(desk, chart, locale),
        made_on: paper::dates::short_in(today, locale),
        made_by,
        regular: planned(regular)?,
        when_needed: planned(when_needed)?,
        contact: contact.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
    };
    let pdf = paper::medication_plan(&document, &opened.setting)?;
    Ok((Page { title: "Medication plan".to_owned(), pdf }, record))
}

/// Taken only when needed, as far as the directions say it in parts.
fn as_needed(medicine: &Medication) -> bool {
    medicine.sig.as_ref().is_some_and(|sig| sig.steps.iter().any(|step| step.as_needed.is_some()))
}

fn planned(medicine: &Medication) -> Result<paper::PlannedMedicine, Problem> {
    let strength = [medicine.strength.as_deref(), medicine.form.as_deref()];
    let mut notes = Vec::new();
    if medicine.status == MedicationStatus::OnHold {
        notes.push("on hold".to_owned());
    }
    if let Some(ended) = medicine.ended.and_then(|ended| paper::dates::partial(&ended.to_string())) {
        notes.push(format!("until {ended}"));
    }
    notes.extend(medicine.comment.clone());
    Ok(paper::PlannedMedicine {
        drug: tall(&medicine.drug.text)?,
        strength: strength.into_iter().flatten().collect::<Vec<_>>().join(" "),
        when: when(medicine),
        purpose: medicine.reason.clone().unwrap_or_default(),
        note: notes.join("; "),
    })
}
