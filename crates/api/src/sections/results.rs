//! Results typed in by hand from the laboratory's paper, with the laboratory's own range and flag.

use crate::desk::{Desk, optional, required};
use crate::problem::Problem;
use crate::view::RecordView;
use chart::coding::system;
use chart::sections::results::{Found, ResultReport, ResultValue};
use chart::{Coding, Concept, PatientId, Quantity, RecordId, Statement};
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
    /// The laboratory's own flag: `H`, `L`, `HH`, `LL`, `A`.
    #[serde(default)]
    #[ts(optional)]
    pub interpretation: Option<String>,
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
}

pub(crate) fn add(desk: &mut Desk<'_>, request: AddResult) -> Result<ResultView, Problem> {
    if request.values.is_empty() {
        return Err(Problem::invalid("values", "A report has at least one value."));
    }
    let taken_at = request.taken_at.unwrap_or(desk.now);
    if taken_at > desk.now {
        return Err(Problem::invalid("taken_at", "The specimen cannot have been taken in the future."));
    }
    let values = request.values.iter().map(written).collect::<Result<Vec<_>, _>>()?;
    let name = optional(Some(&request.name)).unwrap_or_else(|| values[0].test.text.clone());
    let report = ResultReport {
        name,
        status: "final".to_owned(),
        performer: optional(request.performer.as_deref()),
        values,
    };
    desk.chart(request.patient)?;
    let record = desk
        .write(|pen| pen.say_of(request.patient, request.encounter, taken_at, Statement::Results(report)))?;
    let chart = desk.chart(request.patient)?;
    let record = chart.results.get(record).ok_or_else(|| Problem::not_found("result"))?;
    RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("result"))
}

fn written(fields: &ResultFields) -> Result<ResultValue, Problem> {
    let text = required("test", &fields.test, "Say which test it is.")?;
    let value = required("value", &fields.value, "Say what was found.")?;
    let number = value.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    let found = match number {
        Some(number) => {
            let unit = optional(fields.unit.as_deref()).unwrap_or_else(|| "1".to_owned());
            Found::Quantity(Quantity { value: number, unit })
        }
        None => Found::Text(match optional(fields.unit.as_deref()) {
            Some(unit) => format!("{value} {unit}"),
            None => value,
        }),
    };
    let coding = optional(fields.loinc.as_deref()).map(|code| Coding {
        system: system::LOINC.to_owned(),
        code,
        display: None,
    });
    Ok(ResultValue {
        test: Concept { text, codings: coding.into_iter().collect() },
        found,
        range: optional(fields.range.as_deref()),
        interpretation: optional(fields.interpretation.as_deref()).map(|flag| flag.to_uppercase()),
    })
}
