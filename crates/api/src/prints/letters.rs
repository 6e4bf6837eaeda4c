//! Letters and certificates: a template filled from the chart, or the text as somebody edited it. What was edited is
//! kept with its visit as work in progress, so that it comes with the visit's pack and is not lost with the window.

use super::common::{
    allergies, letterhead, on_small_sheet, open, patient_box, registration, sheet, signature_picture,
};
use super::vaccinations::number;
use super::{Document, Page, PrintRequest};
use crate::desk::Desk;
use crate::problem::Problem;
use crate::templates::{Filling, Paragraph, Template, paragraphs, text_of};
use chart::{PatientId, RecordId, StaffId};
use paper::{ChartDocument, Part};
use serde::Deserialize;
use store::DraftKey;
use ts_rs::TS;

/// How a kept letter is named among the drafts, before its template's name.
const KIND: &str = "letter/";

/// The letters kept with a visit.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LettersRequest {
    /// Whose.
    pub patient: PatientId,
    /// Which visit.
    pub encounter: RecordId,
}

fn draft_key(owner: StaffId, patient: PatientId, visit: RecordId, template: &str) -> DraftKey {
    DraftKey { owner, patient, kind: format!("{KIND}{template}"), about: Some(visit) }
}

/// The template a letter is made from.
pub(super) fn template_of(request: &PrintRequest) -> Result<String, Problem> {
    match request.document {
        Document::Referral => Ok(request.template.clone().unwrap_or_else(|| "referral".to_owned())),
        Document::SickNote => certificate(request),
        _ => Err(Problem::invalid("document", "Only letters and certificates are kept with a visit.")),
    }
}

/// Keeps a letter as it was edited with its visit; without a text it is let go.
pub(crate) fn keep(desk: &mut Desk<'_>, request: PrintRequest) -> Result<Vec<PrintRequest>, Problem> {
    let Some(visit) = request.record else {
        return Err(Problem::invalid("record", "A letter is kept with a visit; say which."));
    };
    let chart = desk.chart(request.patient)?;
    crate::sections::encounters::of(&chart, visit)?;
    let template = template_of(&request)?;
    text_of(desk, &template)?;
    let patient = request.patient;
    let key = draft_key(desk.user(), patient, visit, &template);
    if request.text.is_none() {
        desk.store_mut().drop_draft(&key)?;
    } else {
        let json = serde_json::to_string(&PrintRequest { template: Some(template), ..request });
        let json = json.map_err(|_| {
            Problem::new(crate::problem::ProblemCode::Internal, "The letter could not be kept.")
        })?;
        let now = desk.now;
        desk.store_mut().save_draft(&key, &json, now)?;
    }
    of_visit(desk, patient, visit)
}

/// The letters somebody kept with a visit, by their template's name.
pub(crate) fn kept(desk: &mut Desk<'_>, asked: LettersRequest) -> Result<Vec<PrintRequest>, Problem> {
    of_visit(desk, asked.patient, asked.encounter)
}

pub(super) fn of_visit(
    desk: &Desk<'_>,
    patient: PatientId,
    visit: RecordId,
) -> Result<Vec<PrintRequest>, Problem> {
    let mut letters = Vec::new();
    for draft in desk.store().drafts_of(desk.user())? {
        let key = &draft.key;
        if key.patient == patient && key.about == Some(visit) && key.kind.starts_with(KIND) {
            let letter = serde_json::from_str::<PrintRequest>(&draft.json).map_err(|_| {
                Problem::new(
                    crate::problem::ProblemCode::Internal,
                    "A letter that was kept with this visit cannot be read. Write it again.",
                )
            })?;
            letters.push(letter);
        }
    }
    letters.sort_by(|left, right| left.template.cmp(&right.template));
    Ok(letters)
}

pub(super) fn referral(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let key = request.template.as_deref().unwrap_or("referral").to_owned();
    let opening = if request.to.is_empty() {
        vec!["To the colleague concerned".to_owned()]
    } else {
        request.to.clone()
    };
    letter(desk, request, &key, "RL", opening)
}

pub(super) fn sick_note(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let key = certificate(request)?;
    letter(desk, request, &key, "MC", request.to.clone())
}

/// How long somebody cannot work is decided by a person: without the two days only the attendance is certified.
fn certificate(request: &PrintRequest) -> Result<String, Problem> {
    match (&request.template, request.from, request.until) {
        (Some(key), ..) => Ok(key.clone()),
        (None, Some(from), Some(until)) if from > until => {
            Err(Problem::invalid("until", "The last day is before the first."))
        }
        (None, Some(_), Some(_)) => Ok("sick-note".to_owned()),
        (None, None, None) => Ok("attendance".to_owned()),
        (None, ..) => {
            let field = if request.from.is_none() { "from" } else { "until" };
            Err(Problem::invalid(field, "A sick note needs its first and its last day."))
        }
    }
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
        on_small_sheet(&mut opened.setting);
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
