//! What a report says while it is typed: how each value lies to the laboratory's own range, what it is in the other
//! unit, what it was before, and which order it will close. Nothing is recorded.

use super::{ResultFields, value};
use crate::desk::Desk;
use crate::pack;
use crate::problem::Problem;
use chart::coding::system;
use chart::dates::ago;
use chart::sections::orders::same_test;
use chart::sections::results::{Found, ResultFlag, ResultValue};
use chart::{Chart, Concept, PatientId, Quantity};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Look at values while they are typed.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PreviewResult {
    /// Whose.
    pub patient: PatientId,
    /// As far as they are typed.
    pub values: Vec<ResultFields>,
}

/// What one typed value says.
#[derive(Debug, Default, PartialEq, Serialize, TS)]
pub struct ValuePreview {
    /// How it lies to its range; none while there is no value.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag: Option<ResultFlag>,
    /// The flag was read from the range, since the laboratory sent none.
    pub by_range: bool,
    /// The value in the other unit of the test.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub converted: Option<ConvertedView>,
    /// `7.9 %, 3 months ago`.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// The open orders it will answer.
    pub answers: Vec<String>,
}

/// A value in another unit, with what was done to it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ConvertedView {
    /// `57.4 mmol/mol`.
    pub text: String,
    /// `× 10.93 − 23.5`.
    pub formula: String,
}

pub(crate) fn preview(desk: &mut Desk<'_>, request: PreviewResult) -> Result<Vec<ValuePreview>, Problem> {
    let chart = desk.chart(request.patient)?;
    let today = desk.today();
    Ok(request
        .values
        .iter()
        .map(|fields| {
            // What cannot be read yet says nothing yet; saving it is refused with the field and a sentence.
            let Ok(typed) = value(fields) else { return ValuePreview::default() };
            let waiting = chart.orders_waiting_for(&[&typed.test]);
            let orders = waiting.iter().filter_map(|(record, _)| chart.orders.get(*record)?.reading());
            ValuePreview {
                flag: Some(typed.flag()),
                by_range: typed.interpretation.is_none() && typed.flag() != ResultFlag::NotFlagged,
                converted: converted(&typed),
                previous: last_of(&chart, &typed.test, today),
                answers: orders.map(|(_, order)| order.short()).collect(),
            }
        })
        .collect())
}

/// A value told in the other unit of its test, where the reference pack knows one.
pub(crate) fn converted(value: &ResultValue) -> Option<ConvertedView> {
    let Found::Quantity(quantity) = &value.found else { return None };
    let Ok(known) = pack::orderable() else { return None };
    let test = match value.test.code_in(system::LOINC) {
        Some(loinc) => known.by_loinc(loinc),
        None => known.by_name(&value.test.text),
    }?;
    let told = test.converted(quantity.value, &quantity.unit)?;
    let shown = Quantity { value: told.value, unit: told.unit.to_owned() };
    Some(ConvertedView { text: words(&shown), formula: told.formula })
}

/// The newest value of a test and how long ago it was: `7.4 %, 3 weeks ago`.
pub(crate) fn last_of(chart: &Chart, test: &Concept, today: NaiveDate) -> Option<String> {
    let newest = chart
        .results
        .readings()
        .flat_map(|(_, version, report)| report.values.iter().map(move |value| (version.effective_at, value)))
        .filter(|(_, value)| same_test(&value.test, test))
        .max_by_key(|(at, _)| *at)?;
    let found = match &newest.1.found {
        Found::Quantity(quantity) => words(quantity),
        Found::Text(text) => text.clone(),
    };
    Some(format!("{found}, {}", ago(newest.0.date_naive(), today)))
}

/// `7.4 %`.
pub(crate) fn words(quantity: &Quantity) -> String {
    format!("{} {}", quantity.shown_value(), quantity.shown_unit()).trim().to_owned()
}
