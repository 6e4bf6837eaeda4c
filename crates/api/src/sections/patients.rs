//! Patients: found, registered, corrected.

use crate::desk::{Desk, optional, required, to_correct};
use crate::problem::{Problem, ProblemCode};
use crate::view::{Nothing, PatientHead, RecordView};
use chart::sections::patients::{
    Address, ContactPerson, Deceased, HumanName, Patient, PatientFlag, Policy, Sex,
};
use chart::{EntryId, Identifier, PartialDate, PatientId, RecordId, Statement};
use chrono::Datelike;
use serde::{Deserialize, Serialize};
use store::PatientHit;
use ts_rs::TS;

/// Nobody is known to have lived longer than 122 years (Guinness: Jeanne Calment); beyond this it is a slip.
const OLDEST_YEARS: i32 = 130;

/// Find patients by anything one box can hold.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// A name in any order, a part of it, a birth date, a telephone number or a chart number.
    pub text: String,
    /// How many at most; 20 when absent, 100 at most.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A patient who may be meant.
#[derive(Debug, Serialize, TS)]
pub struct PatientHitView {
    /// Who.
    #[serde(flatten)]
    pub head: PatientHead,
    /// Names used before.
    pub former_names: Vec<String>,
    /// The number of the chart that was found, when it is a part of this one since.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub part_number: Option<String>,
    /// Why it was found: `name`, `former-name`, `birth-date`, `phone`, `chart-number`, `similar-name`, `recent`.
    pub matched: String,
}

/// What the front desk writes down about a patient.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
    /// Administrative gender.
    pub sex: Sex,
    /// FHIR date, as far as it is known.
    #[serde(default)]
    #[ts(optional)]
    pub birth_date: Option<String>,
    /// In place of a birth date: age in whole years, from which an estimated year is kept.
    #[serde(default)]
    #[ts(optional)]
    pub age_years: Option<u16>,
    /// Telephone as written.
    #[serde(default)]
    #[ts(optional)]
    pub phone: Option<String>,
    /// Home address.
    #[serde(default)]
    #[ts(optional)]
    pub address: Option<Address>,
    /// Electronic mail.
    #[serde(default)]
    #[ts(optional)]
    pub email: Option<String>,
    /// Preferred language, BCP 47.
    #[serde(default)]
    #[ts(optional)]
    pub language: Option<String>,
    /// Insurance as written.
    #[serde(default)]
    #[ts(optional)]
    pub insurance: Option<String>,
    /// What the front desk seldom asks at the first call. A part that is absent stays as it is.
    #[serde(default)]
    #[ts(optional)]
    pub more: Option<MoreOfPatient>,
}

/// The rest of a registration. Each part that is absent stays as it is; an empty one is taken away.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct MoreOfPatient {
    /// The birth date is an estimate.
    #[ts(optional)]
    pub birth_date_estimated: Option<bool>,
    /// The gender the patient gives.
    #[ts(optional)]
    pub gender_identity: Option<String>,
    /// How the patient is addressed.
    #[ts(optional)]
    pub pronouns: Option<String>,
    /// Further telephone numbers, after the preferred one.
    #[ts(optional)]
    pub other_phones: Option<Vec<String>>,
    /// Names used before, newest first. A name that changes is added by itself.
    #[ts(optional)]
    pub former_names: Option<Vec<HumanName>>,
    /// Next of kin, guardian, whom to call.
    #[ts(optional)]
    pub contacts: Option<Vec<ContactPerson>>,
    /// Insurance in its parts.
    #[ts(optional)]
    pub policies: Option<Vec<Policy>>,
    /// Numbers others gave the patient.
    #[ts(optional)]
    pub identifiers: Option<Vec<Identifier>>,
    /// What everybody has to see at once.
    #[ts(optional)]
    pub flags: Option<Vec<PatientFlag>>,
    /// The note that sticks on the banner.
    #[ts(optional)]
    pub sticky_note: Option<String>,
    /// Whether the patient has died.
    #[ts(optional)]
    pub deceased: Option<bool>,
    /// When, FHIR date, where the patient has died and it is known.
    #[ts(optional)]
    pub died_on: Option<PartialDate>,
}

/// Show a patient's registration in this window.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenPatient {
    /// Whose.
    pub patient: PatientId,
}

/// A registration as it is read now.
#[derive(Debug, Serialize, TS)]
pub struct RegistrationView {
    /// In the words of a banner.
    pub head: PatientHead,
    /// In full.
    pub registration: RecordView<Patient>,
}

/// Correct a registration. A changed name is kept among the former names.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectPatient {
    /// Whose.
    pub patient: PatientId,
    /// The registration's record.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// What it should say.
    pub registration: Registration,
    /// Why.
    #[serde(default)]
    #[ts(optional)]
    pub why: Option<String>,
}

pub(crate) fn search(desk: &mut Desk<'_>, request: Search) -> Result<Vec<PatientHitView>, Problem> {
    if !request.text.trim().is_empty() {
        desk.search()?;
    }
    let limit = request.limit.unwrap_or(20).min(100) as usize;
    let hits = desk.store().find_patients(&request.text, limit)?;
    Ok(hits.into_iter().map(|hit| hit_view(hit, desk)).collect())
}

pub(crate) fn recent(desk: &mut Desk<'_>, _: Nothing) -> Result<Vec<PatientHitView>, Problem> {
    let hits = desk.store().recent_patients(desk.user(), 10)?;
    Ok(hits.into_iter().map(|hit| hit_view(hit, desk)).collect())
}

pub(crate) fn likely_duplicates(
    desk: &mut Desk<'_>,
    request: Registration,
) -> Result<Vec<PatientHitView>, Problem> {
    let name = HumanName { family: request.family, given: request.given, prefix: None };
    let birth_date = request.birth_date.as_deref().and_then(|text| text.parse::<PartialDate>().ok());
    let hits = desk.store().likely_duplicates(&name, birth_date, request.phone.as_deref())?;
    Ok(hits.into_iter().map(|hit| hit_view(hit, desk)).collect())
}

pub(crate) fn register(desk: &mut Desk<'_>, request: Registration) -> Result<PatientHead, Problem> {
    let mut written = written(&request, desk)?;
    if let Some(more) = &request.more {
        apply(more, &mut written, None, desk)?;
    }
    let patient = desk.write(|pen| {
        let patient = PatientId(pen.writing.new_id());
        let chart_number = pen.writing.next_chart_number()?;
        let statement = Patient { chart_number, ..written };
        pen.say(patient, None, Statement::Patients(statement))?;
        Ok(patient)
    })?;
    head(desk, patient)
}

pub(crate) fn open(desk: &mut Desk<'_>, request: OpenPatient) -> Result<RegistrationView, Problem> {
    let chart = desk.chart(request.patient)?;
    let (record, ..) = chart.patients.readings().next().ok_or_else(|| Problem::not_found("patient"))?;
    let registration =
        RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("patient"))?;
    desk.show_patient(request.patient);
    Ok(RegistrationView { head: head(desk, request.patient)?, registration })
}

pub(crate) fn correct(desk: &mut Desk<'_>, request: CorrectPatient) -> Result<PatientHead, Problem> {
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.patients, request.record, &request.heads, "patient")?;
    let (_, before) = record.reading().ok_or_else(|| Problem::not_found("patient"))?;
    let written = written(&request.registration, desk)?;
    let changed = (before.name != written.name).then(|| before.name.clone());
    let mut former_names = before.former_names.clone();
    if before.name != written.name && !former_names.contains(&before.name) {
        former_names.insert(0, before.name.clone());
    }
    let phones = match written.phones.first() {
        Some(phone) => {
            let rest = before.phones.iter().skip(1).filter(|other| *other != phone).cloned();
            std::iter::once(phone.clone()).chain(rest).collect()
        }
        None => Vec::new(),
    };
    let mut statement = Patient {
        chart_number: before.chart_number.clone(),
        former_names,
        phones,
        identifiers: before.identifiers.clone(),
        deceased: before.deceased.clone(),
        restriction: before.restriction.clone(),
        merged_into: before.merged_into,
        gender_identity: before.gender_identity.clone(),
        pronouns: before.pronouns.clone(),
        policies: before.policies.clone(),
        contacts: before.contacts.clone(),
        flags: before.flags.clone(),
        sticky_note: before.sticky_note.clone(),
        ..written
    };
    if let Some(more) = &request.registration.more {
        apply(more, &mut statement, changed.as_ref(), desk)?;
    }
    let why = optional(request.why.as_deref());
    desk.write(|pen| pen.say_anew(request.patient, record, Statement::Patients(statement), why))?;
    head(desk, request.patient)
}

/// Takes what is there of the rest into a registration, once it holds together.
fn apply(
    more: &MoreOfPatient,
    patient: &mut Patient,
    changed: Option<&HumanName>,
    desk: &Desk<'_>,
) -> Result<(), Problem> {
    let words = |text: &Option<String>, before: &mut Option<String>| {
        if let Some(text) = text {
            *before = optional(Some(text));
        }
    };
    words(&more.gender_identity, &mut patient.gender_identity);
    words(&more.pronouns, &mut patient.pronouns);
    words(&more.sticky_note, &mut patient.sticky_note);
    if let Some(estimated) = more.birth_date_estimated {
        patient.birth_date_estimated = estimated && patient.birth_date.is_some();
    }
    if let Some(phones) = &more.other_phones {
        patient.phones.truncate(1);
        let others = phones.iter().filter_map(|phone| optional(Some(phone)));
        patient.phones.extend(others);
    }
    if let Some(names) = &more.former_names {
        let mut names: Vec<HumanName> =
            names.iter().filter(|name| !name.full().is_empty()).cloned().collect();
        // A name that is changed in the same act is a former one, whatever the form still held.
        if let Some(name) = changed.filter(|name| !names.contains(name)) {
            names.insert(0, name.clone());
        }
        patient.former_names = names;
    }
    if let Some(contacts) = &more.contacts {
        for contact in contacts {
            required("contacts", &contact.name, "A contact needs a name.")?;
        }
        patient.contacts.clone_from(contacts);
    }
    if let Some(policies) = &more.policies {
        for policy in policies {
            required("policies", &policy.payer, "Say who pays.")?;
        }
        patient.policies.clone_from(policies);
    }
    if let Some(identifiers) = &more.identifiers {
        let filled = identifiers.iter().filter(|known| !known.value.trim().is_empty());
        patient.identifiers = filled.cloned().collect();
    }
    if let Some(flags) = &more.flags {
        patient.flags = flags.iter().filter(|flag| !flag.text.trim().is_empty()).cloned().collect();
    }
    match more.deceased {
        Some(true) => {
            let on = more.died_on;
            let earliest = on.and_then(PartialDate::earliest);
            if earliest.is_some_and(|day| day > desk.today()) {
                return Err(Problem::invalid("died_on", "This day is still to come."));
            }
            let born = patient.birth_date.and_then(PartialDate::earliest);
            if born.zip(on.and_then(PartialDate::latest)).is_some_and(|(born, died)| died < born) {
                return Err(Problem::invalid("died_on", "Nobody dies before they are born."));
            }
            patient.deceased = Some(Deceased { on });
        }
        Some(false) => patient.deceased = None,
        None => {}
    }
    Ok(())
}

/// The head of a patient as the chart has it now.
pub(crate) fn head(desk: &mut Desk<'_>, patient: PatientId) -> Result<PatientHead, Problem> {
    let chart = desk.chart(patient)?;
    let value =
        chart.patient().ok_or_else(|| Problem::new(ProblemCode::NotFound, "There is no such patient."))?;
    Ok(PatientHead::of(patient, value, desk.today()))
}

fn written(request: &Registration, desk: &Desk<'_>) -> Result<Patient, Problem> {
    let (family, given) = (request.family.trim(), request.given.trim());
    if family.is_empty() && given.is_empty() {
        return Err(Problem::invalid(
            "family",
            "A patient needs a name: a family name, a given name, or both.",
        ));
    }
    let mut estimated = false;
    let birth_date = match (
        request.birth_date.as_deref().map(str::trim).filter(|text| !text.is_empty()),
        request.age_years,
    ) {
        (Some(text), _) => {
            let date: PartialDate =
                text.parse().map_err(|error| Problem::invalid("birth_date", format!("{error}")))?;
            if date.earliest().is_some_and(|day| day > desk.today()) {
                return Err(Problem::invalid("birth_date", "The birth date lies in the future."));
            }
            if date.year() < desk.today().year() - OLDEST_YEARS {
                return Err(Problem::invalid("birth_date", "The birth date is more than 130 years ago."));
            }
            Some(date)
        }
        (None, Some(years)) if i32::from(years) <= OLDEST_YEARS => {
            estimated = true;
            Some(PartialDate::Year(desk.today().year() - i32::from(years)))
        }
        (None, Some(_)) => return Err(Problem::invalid("age_years", "The age is more than 130 years.")),
        (None, None) => None,
    };
    let address = request.address.clone().filter(|address| *address != Address::default());
    let name = HumanName { family: family.to_owned(), given: given.to_owned(), prefix: None };
    required("family", &name.full(), "A patient needs a name.")?;
    Ok(Patient {
        chart_number: String::new(),
        name,
        former_names: Vec::new(),
        sex: request.sex,
        birth_date,
        birth_date_estimated: estimated,
        phones: optional(request.phone.as_deref()).into_iter().collect(),
        email: optional(request.email.as_deref()),
        address,
        identifiers: Vec::new(),
        language: optional(request.language.as_deref()),
        insurance: optional(request.insurance.as_deref()),
        deceased: None,
        restriction: None,
        ..Patient::default()
    })
}

fn hit_view(hit: PatientHit, desk: &Desk<'_>) -> PatientHitView {
    let age = hit.birth_date.and_then(|birth| chart::dates::Age::on(birth, desk.today()));
    PatientHitView {
        head: PatientHead {
            patient: hit.patient,
            chart_number: hit.chart_number,
            name: hit.name.full(),
            filed_name: hit.name.filed(),
            sex: hit.sex,
            birth_date: hit.birth_date.map(|date| date.to_string()),
            birth_date_estimated: hit.birth_date_estimated,
            age: age.map(chart::dates::Age::short),
            phone: hit.phone,
            deceased: hit.deceased,
        },
        former_names: hit.former_names.iter().map(HumanName::full).collect(),
        part_number: hit.part_number,
        matched: hit.matched.word().to_owned(),
    }
}
