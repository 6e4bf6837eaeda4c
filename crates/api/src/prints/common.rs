//! What the documents share: the practice, the patient and the allergies as paper writes them, the number and the
//! marks of a sheet, and the setting a page is printed with.

use super::{Document, PrintRequest, Sheet};
use crate::desk::Desk;
use crate::pack;
use crate::problem::{Problem, ProblemCode};
use base64::Engine as _;
use chart::sections::allergies::AllergyState;
use chart::sections::patients::{Patient, Sex};
use chart::sections::staff::{Paper, PaperDesign, PracticeDetails};
use chart::{Chart, PatientId, RecordId, StaffId};
use chrono::{DateTime, Utc};
use paper::{Locale, PageSize, Setting};
use std::path::PathBuf;
use std::sync::Arc;
use store::AuditFilter;

/// What every document of a chart begins with.
pub(crate) struct Opened {
    pub(crate) whose: PatientId,
    pub(crate) chart: Arc<Chart>,
    pub(crate) patient: Patient,
    pub(crate) setting: Setting,
    pub(crate) practice: PracticeDetails,
}

/// Opens the chart for a document that is printed in English only.
pub(crate) fn open(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<Opened, Problem> {
    let opened = open_in_any_language(desk, request)?;
    if opened.setting.locale.is_right_to_left() {
        return Err(Problem::invalid(
            "locale",
            "This document is printed in English only. The visit summary and the medication plan can be printed in \
             Arabic too.",
        ));
    }
    Ok(opened)
}

/// Opens the chart for a document that the patient takes home.
pub(crate) fn open_in_any_language(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<Opened, Problem> {
    let chart = desk.chart(request.patient)?;
    let patient = chart.patient().ok_or_else(|| Problem::not_found("patient"))?.clone();
    let setting = setting_for(desk, request.sheet, request.locale.as_deref())?;
    let practice = desk.people().practice().clone();
    Ok(Opened { whose: request.patient, chart, patient, setting, practice })
}

/// The record a document of the whole chart is filed under in the audit: the patient's registration.
pub(crate) fn registration(chart: &Chart) -> Result<RecordId, Problem> {
    let record = chart.patients.readings().map(|(record, ..)| record.id).next();
    record.ok_or_else(|| Problem::not_found("patient"))
}

/// Number, seal and marks of a sheet.
pub(crate) fn sheet(
    desk: &Desk<'_>,
    request: &PrintRequest,
    prefix: &str,
    record: RecordId,
    locale: Locale,
) -> Result<paper::Sheet, Problem> {
    let text = record.to_string();
    let number = text.rsplit('-').next().unwrap_or_default();
    Ok(paper::Sheet {
        number: format!("{prefix} {number}"),
        seal: desk.store().seal(request.patient)?,
        reprint: reprint(desk, given_out(desk, request, record)?, locale),
        copy: request.copy,
        certificate: request.document == Document::SickNote,
    })
}

/// How often a document was given out before: saved or sent to a printer.
pub(crate) fn given_out(desk: &Desk<'_>, request: &PrintRequest, record: RecordId) -> Result<u32, Problem> {
    let (patient, wanted) = (request.patient, detail(request, record));
    let count = papers_given_out(desk, patient)?.iter().filter(|(.., one)| *one == wanted).count();
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A paper that was saved or that a printer took: when, who, the act, and how the audit names it.
pub(crate) type GivenOut = (DateTime<Utc>, Option<StaffId>, String, String);

/// Everything that was saved or that a printer took, in no order.
pub(crate) fn papers_given_out(desk: &Desk<'_>, patient: PatientId) -> Result<Vec<GivenOut>, Problem> {
    let filter =
        AuditFilter { patient: Some(patient), act: Some("prints.".to_owned()), ..AuditFilter::default() };
    let mut papers = Vec::new();
    for row in desk.store().audit_rows(&filter)? {
        let act = row.act.name.as_str();
        if matches!(act, "prints.save" | "prints.send" | "prints.send_pack" | "prints.retry") {
            let told = row.act.detail.clone().unwrap_or_default();
            papers.extend(told.split(", ").map(|one| (row.at, row.staff, act.to_owned(), one.to_owned())));
        }
    }
    Ok(papers)
}

/// How the audit names a sheet of paper: never by the patient. Another template, other days or another language is
/// another paper, not a reprint of the same.
pub(crate) fn detail(request: &PrintRequest, record: RecordId) -> String {
    let mut words = request.document.word().to_owned();
    let days = [request.from, request.until].map(|day| day.map(|day| day.to_string()));
    let kinds = [request.template.clone(), request.locale.clone()].into_iter().chain(days);
    for kind in kinds.flatten() {
        words.push('/');
        words.push_str(&kind);
    }
    format!("{words} {record}")
}

pub(crate) fn reprint(desk: &Desk<'_>, number: u32, locale: Locale) -> Option<paper::Reprint> {
    (number > 0).then(|| paper::Reprint {
        number,
        on: paper::dates::short_in(desk.today(), locale),
        by: desk.people().name(desk.user()),
    })
}

/// The practice's own setting, for reports that belong to no chart.
pub(crate) fn setting(desk: &Desk<'_>, sheet: Option<Sheet>) -> Setting {
    let practice = desk.people().practice();
    let locale = Locale::from_tag(&practice.locale).unwrap_or_default();
    setting_of(desk, practice, sheet, locale)
}

/// The setting a practice has chosen, or would have with other details.
pub(crate) fn setting_of(
    desk: &Desk<'_>,
    practice: &PracticeDetails,
    sheet: Option<Sheet>,
    locale: Locale,
) -> Setting {
    let size = match (sheet, practice.paper) {
        (Some(sheet), _) => sheet.size(),
        (None, Paper::A4) => PageSize::A4,
        (None, Paper::Letter) => PageSize::Letter,
    };
    let design = practice.design.clone().unwrap_or_default();
    let margins = match (design.margin_top, design.margin_sides) {
        (None, None) => None,
        (top, sides) => Some((top.unwrap_or(105), sides.unwrap_or(160))),
    };
    Setting {
        size,
        locale,
        printed_at: paper::dates::short_moment_in(desk.now.naive_local(), locale),
        margins: margins.filter(|_| !size.is_small()),
        accent: design.accent.as_deref().and_then(color),
        shift: desk.page_shift,
        ..Setting::default()
    }
}

/// Half of the practice's own sheet: three sentences on a whole one look forgotten.
pub(crate) fn on_small_sheet(setting: &mut Setting) {
    setting.size = if setting.size == PageSize::Letter { PageSize::HalfLetter } else { PageSize::A5 };
    setting.margins = None;
}

/// `#0f5c6e` as red, green and blue.
pub(crate) fn color(text: &str) -> Option<(u8, u8, u8)> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |from: usize| digits.get(from..from + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    Some((part(0)?, part(2)?, part(4)?))
}

/// The setting of a document: the sheet and the language asked for, or the practice's own.
fn setting_for(desk: &Desk<'_>, sheet: Option<Sheet>, tag: Option<&str>) -> Result<Setting, Problem> {
    let Some(tag) = tag else { return Ok(setting(desk, sheet)) };
    let own = desk.people().practice().locale.clone();
    // "en" is the practice's own English where it has one.
    let locale = if tag.eq_ignore_ascii_case("en") {
        Locale::from_tag(&own).filter(|locale| !locale.is_right_to_left()).or(Some(Locale::EnUs))
    } else {
        Locale::from_tag(tag)
    };
    let locale = locale.ok_or_else(|| {
        Problem::invalid(
            "locale",
            "No page can be printed in this language. There are en, en-US, en-GB, en-IN, en-CA, en-AU and ar.",
        )
    })?;
    Ok(setting_of(desk, desk.people().practice(), sheet, locale))
}

pub(crate) fn design(practice: &PracticeDetails) -> PaperDesign {
    practice.design.clone().unwrap_or_default()
}

pub(crate) fn letterhead(practice: &PracticeDetails) -> Result<paper::Letterhead, Problem> {
    let design = design(practice);
    let mut lines = vec![practice_line(practice)];
    lines.extend(design.lines);
    let logo = design.logo.as_deref().map(picture).transpose()?;
    Ok(paper::Letterhead { name: practice.name.clone(), lines, logo })
}

/// A picture as it is kept: base64 of PNG or JPEG.
pub(crate) fn picture(base64: &str) -> Result<paper::Picture, Problem> {
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(base64)
        .map_err(|_| Problem::refused("The picture cannot be used: it cannot be read."))?;
    Ok(paper::Picture::read(&bytes)?)
}

/// The picture of a signature, where the practice uses them.
pub(crate) fn signature_picture(
    practice: &PracticeDetails,
    staff: StaffId,
) -> Result<Option<paper::Picture>, Problem> {
    let design = design(practice);
    if !design.signature_pictures {
        return Ok(None);
    }
    let kept = design.signatures.iter().find(|kept| kept.staff == staff);
    kept.map(|kept| picture(&kept.picture)).transpose()
}

/// `18 Hill Street, Springfield · +1 555 0100 · Fax +1 555 0101`.
pub(crate) fn practice_line(practice: &PracticeDetails) -> String {
    // A number is not broken over two lines.
    let whole = |number: &str| number.replace(' ', &paper::words::NO_BREAK_SPACE.to_string());
    let fax = if practice.fax.is_empty() { String::new() } else { format!("Fax {}", practice.fax) };
    let (phone, fax) = (whole(&practice.phone), whole(&fax));
    [practice.address.as_str(), phone.as_str(), fax.as_str(), practice.email.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The prescriber at the top of the page: name, qualification and registration, then the practice.
pub(crate) fn prescriber(
    desk: &Desk<'_>,
    practice: &PracticeDetails,
    author: StaffId,
) -> Result<paper::Letterhead, Problem> {
    let member = desk.people().member(author);
    let qualification = member.map(|member| member.qualification.clone()).unwrap_or_default();
    let registration = member.map(|member| member.registration.clone()).unwrap_or_default();
    let credentials = [qualification.as_str(), registration.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let place = [practice.name.clone(), practice_line(practice)];
    let place = place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let logo = letterhead(practice)?.logo;
    Ok(paper::Letterhead { name: desk.people().name(author), lines: vec![credentials, place], logo })
}

pub(crate) fn patient_box(
    desk: &Desk<'_>,
    patient: &Patient,
    chart: &Chart,
    locale: Locale,
) -> paper::PatientBox {
    let birth = patient.birth_date.and_then(|date| paper::dates::partial_in(&date.to_string(), locale));
    let birth = birth.unwrap_or_default();
    let age = patient.age_on(desk.today());
    let is_child = age.is_some_and(|age| age.years() < 18);
    let weight = is_child
        .then(|| crate::sections::vitals::latest_in_words(chart, chart::sections::vitals::VitalCode::Weight));
    let sex = match patient.sex {
        Sex::Female => "Female",
        Sex::Male => "Male",
        Sex::Other => "Other",
        Sex::Unknown => "",
    };
    paper::PatientBox {
        name: comma_of_its_script(patient.name.filed()),
        chart_number: grouped(&patient.chart_number),
        sex: paper::wording::translated(locale, sex),
        birth_date: if patient.birth_date_estimated && !birth.is_empty() {
            paper::wording::about(locale, &birth)
        } else {
            birth
        },
        age: age.map(|age| paper::wording::age(locale, age.months, age.days)).unwrap_or_default(),
        weight: weight.flatten().unwrap_or_default(),
        address: patient
            .address
            .as_ref()
            .map(chart::sections::patients::Address::one_line)
            .unwrap_or_default(),
        phone: patient.phones.first().cloned().unwrap_or_default(),
    }
}

/// `حداد، ليلى`: a name in Arabic letters has an Arabic comma.
fn comma_of_its_script(name: String) -> String {
    let arabic = |letter: char| matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}');
    if name.chars().any(arabic) { name.replace(", ", "، ") } else { name }
}

/// A medicine with the capitals that tell it from one that looks alike: `metFORMIN`, as the formulary's row has it
/// from the lists of FDA and ISMP. Any other name stays as it was written.
pub(crate) fn tall(drug: &str) -> Result<String, Problem> {
    let known = pack::formulary()?.resolve(drug).and_then(|ingredient| ingredient.tall_man);
    Ok(known.filter(|tall| tall.eq_ignore_ascii_case(drug)).unwrap_or(drug).to_owned())
}

/// `004 217`.
pub(crate) fn grouped(number: &str) -> String {
    match number.len() {
        4.. => format!("{} {}", &number[..number.len() - 3], &number[number.len() - 3..]),
        _ => number.to_owned(),
    }
}

pub(crate) fn allergies(desk: &Desk<'_>, chart: &Chart, locale: Locale) -> paper::Allergies {
    match chart.allergy_state() {
        AllergyState::NeverAsked => paper::Allergies::NeverAsked,
        AllergyState::NoneKnown(version) => {
            let day = version.effective_at.with_timezone(&desk.offset()).date_naive();
            paper::Allergies::NoneKnown { asked_on: paper::dates::short_in(day, locale) }
        }
        AllergyState::Listed(listed) => paper::Allergies::Listed(
            listed
                .iter()
                .map(|(_, allergy)| paper::Allergy {
                    substance: allergy.substance.text.to_uppercase(),
                    reaction: allergy
                        .reactions
                        .iter()
                        .map(|reaction| reaction.manifestation.text.as_str())
                        .collect::<Vec<_>>()
                        .join(", "),
                })
                .collect(),
        ),
    }
}

/// Writes a file so that it is there whole or not at all.
pub(crate) fn write_whole(path: &std::path::Path, bytes: &[u8]) -> Result<(), Problem> {
    let failed = |_| {
        Problem::new(
            ProblemCode::Storage,
            "The file could not be written there. Choose another folder; nothing was lost.",
        )
    };
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    std::fs::write(&part, bytes).map_err(failed)?;
    std::fs::rename(&part, path).map_err(failed)
}
