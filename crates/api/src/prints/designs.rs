//! The letterhead designer: a page as it would look, before anything is saved, and samples to begin with.

use super::common::{letterhead, picture, setting_of};
use super::{Page, PrintView, pictures};
use crate::desk::Desk;
use crate::problem::{Problem, ProblemCode};
use crate::view::Nothing;
use chart::sections::staff::{PaperDesign, PracticeDetails};
use paper::{Allergies, Allergy, ChartDocument, Locale, Part, PartCell, PartTable, PatientBox};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Show a page as these details would make it.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DesignPreview {
    /// What is being edited.
    pub practice: PracticeDetails,
}

/// A design to begin with.
#[derive(Debug, Serialize, TS)]
pub struct DesignSample {
    /// `Plain`.
    pub name: String,
    /// The design.
    pub design: PaperDesign,
}

const SAMPLES: [(&str, &str); 2] = [
    ("Plain", include_str!("../../../../assets/letterheads/plain.json")),
    ("With a mark", include_str!("../../../../assets/letterheads/mark.json")),
];

pub(crate) fn samples(_: &mut Desk<'_>, _: Nothing) -> Result<Vec<DesignSample>, Problem> {
    let read = |(name, text): &(&str, &str)| {
        let design = serde_json::from_str(text)
            .map_err(|_| Problem::new(ProblemCode::Internal, "A sample of a letterhead cannot be read."))?;
        Ok(DesignSample { name: (*name).to_owned(), design })
    };
    SAMPLES.iter().map(read).collect()
}

pub(crate) fn preview(desk: &mut Desk<'_>, asked: DesignPreview) -> Result<PrintView, Problem> {
    let practice = asked.practice;
    crate::sections::staff::check_design(&practice)?;
    let locale = Locale::from_tag(&practice.locale).unwrap_or_default();
    let design = practice.design.clone().unwrap_or_default();
    let mine = design.signatures.iter().find(|kept| kept.staff == desk.user());
    let signature =
        if design.signature_pictures { mine.map(|kept| picture(&kept.picture)).transpose()? } else { None };
    let row = |drug: &str, how: &str| vec![PartCell::bold(drug), PartCell::plain(how)];
    let document = ChartDocument {
        title: "Example".to_owned(),
        date: paper::dates::long(desk.today(), locale),
        letterhead: letterhead(&practice)?,
        patient: Some(PatientBox {
            name: "EXAMPLE, Alex".to_owned(),
            chart_number: "000 000".to_owned(),
            birth_date: "1 Jan 1980".to_owned(),
            ..PatientBox::default()
        }),
        allergies: Some(Allergies::Listed(vec![Allergy {
            substance: "PENICILLIN".to_owned(),
            reaction: "rash".to_owned(),
        }])),
        parts: vec![
            Part::Heading("A heading".to_owned()),
            Part::Text(
                "This page shows your letterhead, margins and colours with an invented patient.".to_owned(),
            ),
            Part::Table(PartTable {
                head: ["Medicine", "Directions"].map(str::to_owned).to_vec(),
                shares: vec![0.4, 1.0],
                rows: vec![
                    row("Metformin 500 mg tablet", "Take 1 tablet by mouth twice daily with meals."),
                    row("Atorvastatin 40 mg tablet", "Take 1 tablet by mouth at bedtime."),
                ],
                ..PartTable::default()
            }),
        ],
        signature: Some(paper::Signature {
            name: desk.people().name(desk.user()),
            standing: paper::Standing::SignByHand,
            picture: signature,
        }),
        signed_beneath: true,
        ..ChartDocument::default()
    };
    let pdf = paper::chart_document(&document, &setting_of(desk, &practice, None, locale))?;
    pictures(Page { title: "Example".to_owned(), pdf })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_can_be_read_and_its_logo_drawn() {
        for (name, text) in SAMPLES {
            let design: PaperDesign = serde_json::from_str(text).unwrap();
            let practice = PracticeDetails { design: Some(design), ..PracticeDetails::default() };
            assert!(crate::sections::staff::check_design(&practice).is_ok(), "{name}");
        }
    }
}
