//! Letters and certificates: a template filled from the chart, or the text as somebody edited it.

use super::common::{allergies, letterhead, open, patient_box, registration, sheet, signature_picture};
use super::vaccinations::number;
use super::{Document, Page, PrintRequest};
use crate::desk::Desk;
use crate::problem::Problem;
use crate::templates::{Filling, Paragraph, Template, paragraphs, text_of};
use chart::RecordId;
use paper::{ChartDocument, Part};

pub(super) fn referral(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let key = request.template.as_deref().unwrap_or("referral").to_owned();
    let opening = if request.to.is_empty() {
        vec!["To the colleague concerned".to_owned()]
    } else {
        request.to.clone()
    };
    letter(desk, request, &key, "RL", opening)
}

/// How long somebody cannot work is decided by a person: without the two days only the attendance is certified.
pub(super) fn sick_note(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let key = match (&request.template, request.from, request.until) {
        (Some(key), ..) => key.clone(),
        (None, Some(from), Some(until)) if from > until => {
            return Err(Problem::invalid("until", "The last day is before the first."));
        }
        (None, Some(_), Some(_)) => "sick-note".to_owned(),
        (None, None, None) => "attendance".to_owned(),
        (None, ..) => {
            let field = if request.from.is_none() { "from" } else { "until" };
            return Err(Problem::invalid(field, "A sick note needs its first and its last day."));
        }
    };
    letter(desk, request, &key, "MC", request.to.clone())
}

fn letter(
    desk: &mut Desk<'_>,
    request: &PrintRequest,
    key: &str,
    prefix: &str,
    to: Vec<String>,
) -> Result<(Page, RecordId), Problem> {
    let mut opened = open(desk, request)?;
    if request.document == Document::SickNote && request.sheet.is_none() {
        // Three sentences on a whole sheet look forgotten.
        opened.setting.size = paper::PageSize::A5;
        opened.setting.margins = None;
    }
    let (chart, locale) = (&*opened.chart, opened.setting.locale);
    let template = Template::read(&text_of(desk, key)?)?;
    let filling = Filling::of(desk, &opened, request.record, (request.from, request.until))?;
    if filling.visit.is_none() && request.text.is_none() {
        return Err(Problem::refused(
            "This chart has no visit that has begun; there is nothing a letter could say of it.",
        ));
    }
    let text = match &request.text {
        Some(text) => text.clone(),
        None => template.fill(&filling)?,
    };
    let record = match filling.visit {
        Some((visit, _)) => visit,
        None => registration(chart)?,
    };
    let author = filling.author();
    let signature = template
        .signed
        .then(|| {
            Ok::<_, Problem>(paper::Signature {
                name: desk.people().name(author),
                standing: paper::Standing::SignByHand,
                picture: signature_picture(&opened.practice, author)?,
            })
        })
        .transpose()?;
    let parts = paragraphs(&text)
        .into_iter()
        .map(|paragraph| match paragraph {
            Paragraph::Heading(words) => Part::Heading(words),
            Paragraph::Text(words) => Part::Text(words),
        })
        .collect();
    let document = ChartDocument {
        title: template.title.clone(),
        date: paper::dates::long(desk.today(), locale),
        letterhead: letterhead(&opened.practice)?,
        sheet: sheet(desk, request, prefix, record, locale)?,
        patient: Some(patient_box(desk, &opened.patient, chart, locale)),
        allergies: template.allergies.then(|| allergies(desk, chart, locale)),
        facts: vec![number(&opened.patient.chart_number)],
        to,
        parts,
        signature,
        signed_beneath: true,
        ..ChartDocument::default()
    };
    let pdf = paper::chart_document(&document, &opened.setting)?;
    Ok((Page { title: document.title, pdf }, record))
}
