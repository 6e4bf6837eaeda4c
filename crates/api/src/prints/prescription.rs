//! The prescription, from what was signed.

use super::common::{allergies, given_out, open, patient_box, prescriber, reprint, signature_picture, tall};
use super::profiles::{self, Facts};
use super::{Page, PrintRequest, Sheet};
use crate::desk::Desk;
use crate::problem::Problem;
use chart::sections::prescriptions::{Prescription, PrescriptionItem, PrescriptionStatus};
use chart::sections::staff::PrescriptionProfile;
use chart::{Chart, RecordId};

pub(super) fn make(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let opened = open(desk, request)?;
    let (chart, patient, practice) = (&opened.chart, &opened.patient, &opened.practice);
    let locale = opened.setting.locale;
    let record = match request.record {
        Some(id) => id,
        None => newest(chart).ok_or_else(|| Problem::refused("This chart has no prescription to print."))?,
    };
    let found = chart.prescriptions.get(record).ok_or_else(|| Problem::not_found("prescription"))?;
    let (version, prescription) = found
        .reading()
        .ok_or_else(|| Problem::refused("This prescription was entered in error; it is not printed."))?;
    if prescription.status != PrescriptionStatus::Active {
        return Err(Problem::refused("This prescription does not hold any more; it is not printed."));
    }
    let profile = profiles::of(practice);
    let age = patient.age_on(desk.today());
    let facts =
        Facts { practice, prescriber: desk.people().member(version.author), patient, age, prescription };
    profiles::check(profile, &facts)?;
    let name = desk.people().name(version.author);
    let picture = signature_picture(practice, version.author)?;
    let capitals = profile == PrescriptionProfile::India;
    let day = version.effective_at.with_timezone(&desk.offset()).date_naive();
    let document = paper::Prescription {
        letterhead: prescriber(desk, practice, version.author)?,
        sheet: paper::Sheet {
            number: format!("Rx {}", prescription.number),
            seal: desk.store().seal(request.patient)?,
            reprint: reprint(desk, given_out(desk, request, record)?, locale),
            copy: request.copy,
            certificate: false,
        },
        patient: patient_box(desk, patient, chart, locale),
        allergies: allergies(desk, chart, locale),
        issued_on: paper::dates::short(day),
        items: prescription.items.iter().map(|ordered| item(ordered, capitals)).collect::<Result<_, _>>()?,
        note_to_pharmacist: String::new(),
        signature: paper::Signature { name, standing: paper::Standing::SignByHand, picture },
        qr: None,
    };
    let two_up = request.sheet.is_some_and(Sheet::is_two_up);
    let pdf = if two_up {
        paper::prescription_two_up(&document, &opened.setting)?
    } else {
        paper::prescription(&document, &opened.setting)?
    };
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

fn item(item: &PrescriptionItem, capitals: bool) -> Result<paper::PrescribedItem, Problem> {
    let quantity = item.quantity.clone();
    Ok(paper::PrescribedItem {
        generic: if capitals { item.drug.text.to_uppercase() } else { tall(&item.drug.text)? },
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
    })
}
