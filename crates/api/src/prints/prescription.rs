//! The prescription, from what was signed.

use super::{
    Document, Page, PrintRequest, allergies, given_out, patient_box, practice_line, reprint, setting,
};
use crate::desk::Desk;
use crate::problem::Problem;
use chart::sections::prescriptions::{Prescription, PrescriptionItem, PrescriptionStatus};
use chart::{Chart, RecordId};

pub(super) fn make(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let chart = desk.chart(request.patient)?;
    let patient = chart.patient().ok_or_else(|| Problem::not_found("patient"))?;
    let record = match request.record {
        Some(id) => id,
        None => newest(&chart).ok_or_else(|| Problem::refused("This chart has no prescription to print."))?,
    };
    let found = chart.prescriptions.get(record).ok_or_else(|| Problem::not_found("prescription"))?;
    let (version, prescription) = found
        .reading()
        .ok_or_else(|| Problem::refused("This prescription was entered in error; it is not printed."))?;
    if prescription.status != PrescriptionStatus::Active {
        return Err(Problem::refused("This prescription does not hold any more; it is not printed."));
    }
    let practice = desk.people().practice();
    let author = desk.people().member(version.author);
    let name = author.map(|member| member.name.clone()).unwrap_or_default();
    let qualification = author.map(|member| member.qualification.clone()).unwrap_or_default();
    let registration = author.map(|member| member.registration.clone()).unwrap_or_default();
    let mut lines = vec![
        [qualification.as_str(), registration.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
    ];
    lines.push(format!("{}, {}", practice.name, practice_line(practice)));
    let document = paper::Prescription {
        letterhead: paper::Letterhead { name: name.clone(), lines },
        sheet: paper::Sheet {
            number: format!("Rx {}", prescription.number),
            seal: desk.store().seal(request.patient)?,
            reprint: reprint(desk, given_out(desk, request.patient, Document::Prescription, record)?),
            copy: false,
        },
        patient: patient_box(desk, patient, &chart),
        allergies: allergies(desk, &chart),
        issued_on: paper::dates::short(version.effective_at.with_timezone(&desk.offset()).date_naive()),
        items: prescription.items.iter().map(item).collect(),
        note_to_pharmacist: String::new(),
        signature: paper::Signature { name, standing: paper::Standing::SignByHand },
        qr: None,
    };
    let pdf = paper::prescription(&document, &setting(desk, request.sheet))?;
    Ok((Page { title: title(prescription), pdf }, record))
}

fn title(prescription: &Prescription) -> String {
    format!("Prescription {}", prescription.number)
}

fn newest(chart: &Chart) -> Option<RecordId> {
    chart
        .prescriptions
        .readings()
        .filter(|(_, _, prescription)| prescription.status == PrescriptionStatus::Active)
        .max_by_key(|(record, version, _)| (version.effective_at, record.id))
        .map(|(record, ..)| record.id)
}

fn item(item: &PrescriptionItem) -> paper::PrescribedItem {
    let quantity = item.quantity.clone();
    paper::PrescribedItem {
        generic: item.drug.text.clone(),
        brand: None,
        strength: item.strength.clone().unwrap_or_default(),
        form: item.form.clone().unwrap_or_default(),
        sig: item.instructions.clone(),
        quantity: paper::Quantity {
            figure: quantity.as_ref().map(|quantity| quantity.value.to_string()).unwrap_or_default(),
            unit: quantity
                .map(|quantity| chart::sig::plural(&quantity.unit, quantity.value))
                .unwrap_or_default(),
        },
        repeats: item.refills,
        purpose: item.reason.clone().unwrap_or_default(),
        substitution: if item.substitution {
            paper::Substitution::NotStated
        } else {
            paper::Substitution::NotPermitted
        },
        note: String::new(),
    }
}
