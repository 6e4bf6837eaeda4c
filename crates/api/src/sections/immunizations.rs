//! Vaccines: written down as given, given elsewhere or refused. What is due is not computed.

use crate::desk::{Desk, optional, required};
use crate::problem::Problem;
use crate::view::RecordView;
use chart::coding::system;
use chart::sections::immunizations::{Immunization, ImmunizationStatus, NotDone};
use chart::{Coding, Concept, PartialDate, PatientId, RecordId, Statement};
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

pub(crate) fn add(desk: &mut Desk<'_>, request: AddImmunization) -> Result<ImmunizationView, Problem> {
    let text = required("vaccine", &request.vaccine, "Say which vaccine it is.")?;
    let done = request.status == ImmunizationStatus::Completed;
    let says_why = request.not_done.is_some_and(|why| why != NotDone::Other)
        || optional(request.not_done_reason.as_deref()).is_some();
    if !done && !says_why {
        return Err(Problem::invalid(
            "not_done_reason",
            "Say why it was not given: refused, contraindicated.",
        ));
    }
    let today = PartialDate::Day(desk.today());
    let given = request.given.or_else(|| (done && !request.given_elsewhere).then_some(today));
    if given.and_then(PartialDate::earliest).is_some_and(|day| day > desk.today()) {
        return Err(Problem::invalid("given", "A vaccine cannot have been given in the future."));
    }
    let coding = optional(request.cvx.as_deref()).map(|code| Coding {
        system: system::CVX.to_owned(),
        code,
        display: None,
    });
    let immunization = Immunization {
        vaccine: Concept { text, codings: coding.into_iter().collect() },
        status: request.status,
        given,
        not_done: request.not_done,
        not_done_reason: optional(request.not_done_reason.as_deref()),
        lot: optional(request.lot.as_deref()),
        expires: request.expires,
        site: optional(request.site.as_deref()),
        route: optional(request.route.as_deref()),
        dose: optional(request.dose.as_deref()),
        dose_number: optional(request.dose_number.as_deref()),
        manufacturer: optional(request.manufacturer.as_deref()),
        given_elsewhere: request.given_elsewhere,
        comment: optional(request.comment.as_deref()),
    };
    desk.chart(request.patient)?;
    let record = desk
        .write(|pen| pen.say(request.patient, request.encounter, Statement::Immunizations(immunization)))?;
    let chart = desk.chart(request.patient)?;
    let record = chart.immunizations.get(record).ok_or_else(|| Problem::not_found("vaccine"))?;
    RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("vaccine"))
}
