//! Results typed in by hand from the laboratory's paper, with the laboratory's own range and flag; corrected, looked
//! at, and closing the orders they answer.

mod grid;
mod preview;
mod review;

pub(crate) use grid::grid;
pub use grid::{GridCell, GridRequest, GridRow, ResultGrid};
pub use preview::{ConvertedView, PreviewResult, ValuePreview};
pub(crate) use preview::{last_of, preview};
pub use review::{AcknowledgeResult, AcknowledgedResult, ToReviewView};
pub(crate) use review::{acknowledge, to_review, to_review_views};

use crate::desk::{Desk, Pen, optional, required, to_correct};
use crate::problem::Problem;
use crate::sections::orders::loinc;
use crate::view::RecordView;
use chart::sections::results::{Found, ResultReport, ResultReview, ResultValue};
use chart::sections::staff::Role;
use chart::{Chart, Concept, EntryId, PatientId, Quantity, RecordId, Statement};
use chrono::{DateTime, FixedOffset};
use serde::Deserialize;
use ts_rs::TS;

/// A report as it is read now.
pub type ResultView = RecordView<ResultReport>;

/// One line of a report.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResultFields {
    /// The test: `HbA1c`.
    pub test: String,
    /// LOINC code, where one is known.
    #[serde(default)]
    #[ts(optional)]
    pub loinc: Option<String>,
    /// What was found: a number or words.
    pub value: String,
    /// The unit, for a number.
    #[serde(default)]
    #[ts(optional)]
    pub unit: Option<String>,
    /// The laboratory's own range, as printed.
    #[serde(default)]
    #[ts(optional)]
    pub range: Option<String>,
    /// The laboratory's own flag: `H`, `L`, `HH`, `LL`, `A`, `N`.
    #[serde(default)]
    #[ts(optional)]
    pub interpretation: Option<String>,
}

/// A report as it is written down.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportFields {
    /// What was tested, as a whole; the first test's name when blank.
    pub name: String,
    /// Who reported it.
    #[serde(default)]
    #[ts(optional)]
    pub performer: Option<String>,
    /// Each value.
    pub values: Vec<ResultFields>,
    /// What the laboratory wrote beside them.
    #[serde(default)]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// Enter a report.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddResult {
    /// Whose.
    pub patient: PatientId,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// What was tested, as a whole.
    pub name: String,
    /// Who reported it.
    #[serde(default)]
    #[ts(optional)]
    pub performer: Option<String>,
    /// When the specimen was taken; now when absent.
    #[serde(default)]
    #[ts(optional)]
    pub taken_at: Option<DateTime<FixedOffset>>,
    /// Each value.
    pub values: Vec<ResultFields>,
    /// What the laboratory wrote beside them.
    #[serde(default)]
    #[ts(optional)]
    pub comment: Option<String>,
    /// The physician who types it has looked at it: it does not wait for review.
    #[serde(default)]
    pub reviewed: bool,
}

/// Correct a report.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectResult {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// What it should say. It waits for review anew.
    pub report: ReportFields,
    /// Why.
    pub why: String,
}

pub(crate) fn add(desk: &mut Desk<'_>, request: AddResult) -> Result<ResultView, Problem> {
    let taken_at = request.taken_at.unwrap_or(desk.now);
    if taken_at > desk.now {
        return Err(Problem::invalid("taken_at", "The specimen cannot have been taken in the future."));
    }
    if request.reviewed && desk.role() != Role::Physician {
        return Err(Problem::invalid("reviewed", "Only a physician says that a result was looked at."));
    }
    let fields = ReportFields {
        name: request.name,
        performer: request.performer,
        values: request.values,
        comment: request.comment,
    };
    let review = request.reviewed.then(|| ResultReview { by: desk.user(), at: desk.now, comment: None });
    let report = ResultReport { review, ..written(&fields)? };
    let chart = desk.chart(request.patient)?;
    let (patient, encounter) = (request.patient, request.encounter);
    let record = desk.write(|pen| {
        let tests = report.tests();
        let record = pen.say_of(patient, encounter, taken_at, Statement::Results(report))?;
        answer_orders(pen, &chart, patient, &[(record, tests)])?;
        Ok(record)
    })?;
    now(desk, patient, record)
}

pub(crate) fn correct(desk: &mut Desk<'_>, request: CorrectResult) -> Result<ResultView, Problem> {
    let why = required("why", &request.why, "Say why it is corrected; the old version stays readable.")?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.results, request.record, &request.heads, "result")?;
    let (_, before) = record.reading().ok_or_else(in_error)?;
    let report = ResultReport { status: "corrected".to_owned(), ..written(&request.report)? };
    // What was judged of a value that is still the same stays judged; the report as a whole is looked at anew.
    let values = report
        .values
        .into_iter()
        .map(|value| {
            let same = before.values.iter().find(|old| old.test == value.test && old.found == value.found);
            ResultValue { relevant: same.and_then(|old| old.relevant), ..value }
        })
        .collect();
    let report = ResultReport { values, ..report };
    let patient = request.patient;
    desk.write(|pen| {
        let tests = report.tests();
        pen.say_anew(patient, record, Statement::Results(report), Some(why))?;
        answer_orders(pen, &chart, patient, &[(record.id, tests)])
    })?;
    now(desk, patient, request.record)
}

/// Writes into each open order which of its tests the reports answer.
pub(crate) fn answer_orders(
    pen: &mut Pen<'_, '_>,
    chart: &Chart,
    patient: PatientId,
    reports: &[(RecordId, Vec<Concept>)],
) -> Result<(), Problem> {
    let tests: Vec<&Concept> = reports.iter().flat_map(|(_, tests)| tests).collect();
    for (order, _) in chart.orders_waiting_for(&tests) {
        let Some(record) = chart.orders.get(order) else { continue };
        let Some((_, waiting)) = record.reading() else { continue };
        let answered = reports.iter().fold(waiting.clone(), |order, (report, tests)| {
            let answers = |place: &usize| tests.iter().any(|test| order.tests[*place].is_answered_by(test));
            let places: Vec<usize> = (0..order.tests.len()).filter(answers).collect();
            order.answered(&places, *report)
        });
        pen.say_anew(patient, record, Statement::Orders(answered), Some("Answered by a result".to_owned()))?;
    }
    Ok(())
}

/// Opens again what a report answered that turned out to be an error.
pub(crate) fn reopen_orders(
    pen: &mut Pen<'_, '_>,
    chart: &Chart,
    patient: PatientId,
    report: RecordId,
) -> Result<(), Problem> {
    for (record, _, order) in chart.orders.readings() {
        if order.tests.iter().any(|test| test.result == Some(report)) {
            let open = order.without_result(report);
            let why = "The result was entered in error".to_owned();
            pen.say_anew(patient, record, Statement::Orders(open), Some(why))?;
        }
    }
    Ok(())
}

pub(crate) fn now(desk: &mut Desk<'_>, patient: PatientId, record: RecordId) -> Result<ResultView, Problem> {
    let chart = desk.chart(patient)?;
    let record = chart.results.get(record).ok_or_else(|| Problem::not_found("result"))?;
    RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("result"))
}

fn written(fields: &ReportFields) -> Result<ResultReport, Problem> {
    if fields.values.is_empty() {
        return Err(Problem::invalid("values", "A report has at least one value."));
    }
    let values = fields.values.iter().map(value).collect::<Result<Vec<_>, _>>()?;
    Ok(ResultReport {
        name: optional(Some(&fields.name)).unwrap_or_else(|| values[0].test.text.clone()),
        status: "final".to_owned(),
        performer: optional(fields.performer.as_deref()),
        values,
        comment: optional(fields.comment.as_deref()),
        review: None,
    })
}

pub(crate) fn value(fields: &ResultFields) -> Result<ResultValue, Problem> {
    let text = required("test", &fields.test, "Say which test it is.")?;
    let value = required("value", &fields.value, "Say what was found.")?;
    let number = value.replace(',', ".").parse::<f64>();
    let found = match number {
        Ok(number) if number.is_finite() => {
            let unit = optional(fields.unit.as_deref()).unwrap_or_else(|| "1".to_owned());
            Found::Quantity(Quantity { value: number, unit })
        }
        _ => Found::Text(match optional(fields.unit.as_deref()) {
            Some(unit) => format!("{value} {unit}"),
            None => value,
        }),
    };
    Ok(ResultValue {
        test: Concept { text, codings: loinc(fields.loinc.as_deref())?.into_iter().collect() },
        found,
        range: optional(fields.range.as_deref()),
        interpretation: optional(fields.interpretation.as_deref()).map(|flag| flag.to_uppercase()),
        relevant: None,
    })
}

fn in_error() -> Problem {
    Problem::refused("This result was entered in error.")
}
