//! Vaccines: written down as given, given elsewhere or refused. What is due is not computed.

use crate::desk::{Desk, optional, required, to_correct};
use crate::problem::Problem;
use crate::view::RecordView;
use chart::coding::system;
use chart::sections::immunizations::{Immunization, ImmunizationStatus, NotDone};
use chart::{Coding, Concept, EntryId, PartialDate, PatientId, RecordId, Statement};
use chrono::NaiveDate;
use serde::Deserialize;
use ts_rs::TS;

/// A vaccination as it is read now.
pub type ImmunizationView = RecordView<Immunization>;

/// Write down a vaccine.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddImmunization {
    /// Whose.
    pub patient: PatientId,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// Which vaccine.
    pub vaccine: String,
    /// CVX code, where one is known.
    #[serde(default)]
    #[ts(optional)]
    pub cvx: Option<String>,
    /// Given or not.
    pub status: ImmunizationStatus,
    /// When, FHIR date; today when absent and given here.
    #[serde(default)]
    #[ts(optional)]
    pub given: Option<PartialDate>,
    /// Why it was not given, in one word.
    #[serde(default)]
    #[ts(optional)]
    pub not_done: Option<NotDone>,
    /// Why it was not given, in words.
    #[serde(default)]
    #[ts(optional)]
    pub not_done_reason: Option<String>,
    /// Lot number.
    #[serde(default)]
    #[ts(optional)]
    pub lot: Option<String>,
    /// Expiry date of the lot, FHIR date.
    #[serde(default)]
    #[ts(optional)]
    pub expires: Option<PartialDate>,
    /// Where on the body.
    #[serde(default)]
    #[ts(optional)]
    pub site: Option<String>,
    /// How.
    #[serde(default)]
    #[ts(optional)]
    pub route: Option<String>,
    /// How much.
    #[serde(default)]
    #[ts(optional)]
    pub dose: Option<String>,
    /// Which dose of the series.
    #[serde(default)]
    #[ts(optional)]
    pub dose_number: Option<String>,
    /// Who made it.
    #[serde(default)]
    #[ts(optional)]
    pub manufacturer: Option<String>,
    /// Given by someone else.
    #[serde(default)]
    pub given_elsewhere: bool,
    /// A remark.
    #[serde(default)]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// A vaccine as it is written down.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImmunizationFields {
    /// Which vaccine.
    pub vaccine: String,
    /// CVX code, where one is known.
    #[serde(default)]
    #[ts(optional)]
    pub cvx: Option<String>,
    /// Given or not.
    pub status: ImmunizationStatus,
    /// When, FHIR date; today when absent and given here.
    #[serde(default)]
    #[ts(optional)]
    pub given: Option<PartialDate>,
    /// Why it was not given, in one word.
    #[serde(default)]
    #[ts(optional)]
    pub not_done: Option<NotDone>,
    /// Why it was not given, in words.
    #[serde(default)]
    #[ts(optional)]
    pub not_done_reason: Option<String>,
    /// Lot number.
    #[serde(default)]
    #[ts(optional)]
    pub lot: Option<String>,
    /// Expiry date of the lot, FHIR date.
    #[serde(default)]
    #[ts(optional)]
    pub expires: Option<PartialDate>,
    /// Where on the body.
    #[serde(default)]
    #[ts(optional)]
    pub site: Option<String>,
    /// How.
    #[serde(default)]
    #[ts(optional)]
    pub route: Option<String>,
    /// How much.
    #[serde(default)]
    #[ts(optional)]
    pub dose: Option<String>,
    /// Which dose of the series.
    #[serde(default)]
    #[ts(optional)]
    pub dose_number: Option<String>,
    /// Who made it.
    #[serde(default)]
    #[ts(optional)]
    pub manufacturer: Option<String>,
    /// Given by someone else.
    #[serde(default)]
    pub given_elsewhere: bool,
    /// A remark.
    #[serde(default)]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// Correct what was written down of a vaccine.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectImmunization {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// What it should say.
    pub immunization: ImmunizationFields,
    /// Why.
    pub why: String,
}

pub(crate) fn add(desk: &mut Desk<'_>, request: AddImmunization) -> Result<ImmunizationView, Problem> {
    let AddImmunization {
        patient,
        encounter,
        vaccine,
        cvx,
        status,
        given,
        not_done,
        not_done_reason,
        lot,
        expires,
        site,
        route,
        dose,
        dose_number,
        manufacturer,
        given_elsewhere,
        comment,
    } = request;
    let fields = ImmunizationFields {
        vaccine,
        cvx,
        status,
        given,
        not_done,
        not_done_reason,
        lot,
        expires,
        site,
        route,
        dose,
        dose_number,
        manufacturer,
        given_elsewhere,
        comment,
    };
    let immunization = written(fields, desk.today())?;
    desk.chart(patient)?;
    let record = desk.write(|pen| pen.say(patient, encounter, Statement::Immunizations(immunization)))?;
    now(desk, patient, record)
}

pub(crate) fn correct(
    desk: &mut Desk<'_>,
    request: CorrectImmunization,
) -> Result<ImmunizationView, Problem> {
    let why = required("why", &request.why, "Say why it is corrected; the old version stays readable.")?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.immunizations, request.record, &request.heads, "vaccine")?;
    let (_, before) =
        record.reading().ok_or_else(|| Problem::refused("This vaccine was entered in error."))?;
    let mut immunization = written(request.immunization, desk.today())?;
    // Codes of other systems that came with the words stay with the words.
    if immunization.vaccine.text == before.vaccine.text {
        let others = before.vaccine.codings.iter().filter(|coding| coding.system != system::CVX);
        immunization.vaccine.codings.extend(others.cloned());
    }
    desk.write(|pen| {
        pen.say_anew(request.patient, record, Statement::Immunizations(immunization), Some(why))
    })?;
    now(desk, request.patient, request.record)
}

fn now(desk: &mut Desk<'_>, patient: PatientId, record: RecordId) -> Result<ImmunizationView, Problem> {
    let chart = desk.chart(patient)?;
    let record = chart.immunizations.get(record).ok_or_else(|| Problem::not_found("vaccine"))?;
    RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("vaccine"))
}

fn written(fields: ImmunizationFields, today: NaiveDate) -> Result<Immunization, Problem> {
    let text = required("vaccine", &fields.vaccine, "Say which vaccine it is.")?;
    let done = fields.status == ImmunizationStatus::Completed;
    let not_done_reason = optional(fields.not_done_reason.as_deref());
    let says_why = fields.not_done.is_some_and(|why| why != NotDone::Other) || not_done_reason.is_some();
    if !done && !says_why {
        return Err(Problem::invalid(
            "not_done_reason",
            "Say why it was not given: refused, contraindicated.",
        ));
    }
    let given = fields.given.or_else(|| (done && !fields.given_elsewhere).then_some(PartialDate::Day(today)));
    if given.and_then(PartialDate::earliest).is_some_and(|day| day > today) {
        return Err(Problem::invalid("given", "A vaccine cannot have been given in the future."));
    }
    let expired = given.and_then(PartialDate::earliest).zip(fields.expires.and_then(PartialDate::latest));
    if done && !fields.given_elsewhere && expired.is_some_and(|(given, expires)| given > expires) {
        return Err(Problem::invalid(
            "expires",
            "This lot had expired on the day it was given. Check the date.",
        ));
    }
    let coding = optional(fields.cvx.as_deref()).map(|code| Coding {
        system: system::CVX.to_owned(),
        code,
        display: None,
    });
    Ok(Immunization {
        vaccine: Concept { text, codings: coding.into_iter().collect() },
        status: fields.status,
        given,
        not_done: fields.not_done.filter(|_| !done),
        not_done_reason: not_done_reason.filter(|_| !done),
        lot: optional(fields.lot.as_deref()),
        expires: fields.expires,
        site: optional(fields.site.as_deref()),
        route: optional(fields.route.as_deref()),
        dose: optional(fields.dose.as_deref()),
        dose_number: optional(fields.dose_number.as_deref()),
        manufacturer: optional(fields.manufacturer.as_deref()),
        given_elsewhere: fields.given_elsewhere,
        comment: optional(fields.comment.as_deref()),
    })
}
