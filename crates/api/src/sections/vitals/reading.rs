//! What was typed, read row by row of the form, with flags, previous values and what follows from it.
//!
//! A row is what a person sees as one field: the two pressures stand in one.

use super::{Derived, VitalsField, VitalsForm};
use crate::problem::Problem;
use crate::timeline;
use chart::Chart;
use chart::dates::Age;
use chart::sections::vitals::form::{self, FIELDS, Field};
use chart::sections::vitals::ranges::{Assessment, Flag};
use chart::sections::vitals::trend::previous;
use chart::sections::vitals::{Measurement, VitalCode, VitalsSet, derived, line, ranges};
use chrono::{DateTime, FixedOffset, NaiveDate};
use std::collections::BTreeMap;

/// What was typed, row by row.
pub(super) struct Reading {
    pub(super) rows: Vec<RowReading>,
    not_understood: Vec<String>,
    notes: Vec<String>,
}

/// One row: its text, and what it says.
pub(super) struct RowReading {
    pub(super) row: &'static Field,
    pub(super) text: String,
    pub(super) measurements: Vec<Measurement>,
    problem: Option<String>,
}

impl Reading {
    /// The line, and the fields that stand over it.
    pub(super) fn of(typed: &str, fields: &BTreeMap<String, String>) -> Self {
        let from_line = line::parse(typed);
        let all = from_line.measurements;
        let mut notes = from_line.notes;
        let rows = FIELDS
            .iter()
            .map(|row| match fields.get(row.key).map(|text| text.trim()) {
                Some(text) => RowReading::typed(row, text, &mut notes),
                None => RowReading::read(row, of(row, &all)),
            })
            .collect();
        Self { rows, not_understood: from_line.not_understood, notes }
    }

    /// A set as it was saved.
    pub(super) fn from_set(set: &VitalsSet) -> Self {
        let rows = FIELDS.iter().map(|row| RowReading::read(row, of(row, &set.measurements))).collect();
        Self { rows, not_understood: Vec::new(), notes: Vec::new() }
    }

    fn measurements(&self) -> Vec<Measurement> {
        let mut all: Vec<Measurement> = self.rows.iter().flat_map(|row| row.measurements.clone()).collect();
        all.sort_by_key(|measurement| measurement.code);
        all
    }

    /// The set to save: nothing typed may be left behind unread.
    pub(super) fn set(&self) -> Result<VitalsSet, Problem> {
        for reading in &self.rows {
            if let Some(problem) = &reading.problem {
                return Err(Problem::invalid(reading.row.key, format!("{}: {problem}", reading.row.label)));
            }
        }
        if let Some(rest) = self.not_understood.first() {
            return Err(Problem::invalid(
                "line",
                format!("“{rest}” was not understood. Correct it or take it out."),
            ));
        }
        let measurements = self.measurements();
        if measurements.is_empty() {
            return Err(Problem::invalid("line", "There is nothing to save yet."));
        }
        Ok(VitalsSet { measurements, comment: None })
    }

    /// The form as it is shown at a moment; previous values are those before it.
    pub(super) fn form(&self, chart: &Chart, moment: DateTime<FixedOffset>) -> VitalsForm {
        let who = Who::of(chart, moment.date_naive());
        let set = VitalsSet { measurements: self.measurements(), comment: None };
        VitalsForm {
            fields: self.rows.iter().map(|row| row.field(chart, who, moment)).collect(),
            not_understood: self.not_understood.clone(),
            notes: self.notes.clone(),
            derived: derived_numbers(chart, &set, moment),
            can_save: self.set().is_ok(),
        }
    }

    /// `BP 158/92 mmHg`, a line a row that says something.
    pub(super) fn in_words(&self) -> Vec<String> {
        let said = self.rows.iter().filter(|row| !row.text.is_empty());
        said.map(|row| format!("{} {} {}", row.row.short, row.text, row.row.unit).trim().to_owned()).collect()
    }
}

impl RowReading {
    fn typed(row: &'static Field, text: &str, notes: &mut Vec<String>) -> Self {
        if text.is_empty() {
            return Self { row, text: String::new(), measurements: Vec::new(), problem: None };
        }
        let read = line::parse_field(row, text);
        notes.extend(read.notes);
        let whole = read.not_understood.is_empty() && !read.measurements.is_empty();
        let problem = (!whole).then(|| format!("“{text}” is not a value here."));
        Self { row, text: text.to_owned(), measurements: read.measurements, problem }
    }

    fn read(row: &'static Field, measurements: Vec<Measurement>) -> Self {
        Self { row, text: form::text(row, &measurements), measurements, problem: None }
    }

    /// The gravest judgement of the row's values.
    pub(super) fn worst(&self, who: Who) -> Option<Assessment> {
        let judged = self.measurements.iter().map(|one| who.judge(one.code, one.value));
        Assessment::gravest(judged)
    }

    fn field(&self, chart: &Chart, who: Who, moment: DateTime<FixedOffset>) -> VitalsField {
        let worst = self.worst(who);
        let before: Vec<(f64, DateTime<FixedOffset>)> =
            self.row.codes.iter().filter_map(|code| previous(&chart.vitals, *code, Some(moment))).collect();
        let values: Vec<f64> = before.iter().map(|(value, _)| *value).collect();
        VitalsField {
            key: self.row.key.to_owned(),
            label: self.row.label.to_owned(),
            unit: self.row.unit.to_owned(),
            text: self.text.clone(),
            us: form::in_us_units(self.row, &self.measurements),
            flag: worst.as_ref().map(|worst| timeline::word(&worst.flag)).unwrap_or_default(),
            flag_text: worst.as_ref().map(|worst| worst.text.clone()).unwrap_or_default(),
            source: worst.map(|worst| worst.source.to_owned()).unwrap_or_default(),
            previous: (values.len() == self.row.codes.len()).then(|| form::figures(self.row, &values)),
            previous_at: before.first().map(|(_, at)| *at),
            problem: self.problem.clone(),
        }
    }
}

/// For whom a value is judged.
#[derive(Clone, Copy)]
pub(super) struct Who(Option<Age>);

impl Who {
    /// The patient of a chart, on a day.
    pub(super) fn of(chart: &Chart, day: NaiveDate) -> Self {
        Self(chart.patient().and_then(|patient| patient.age_on(day)))
    }

    /// The patient is 18 or older: the height no longer changes.
    pub(super) fn is_adult(self) -> bool {
        self.0.is_some_and(|age| age.years() >= 18)
    }

    /// How a value stands to the range for this age. None of the sources used parts the sexes.
    pub(super) fn judge(self, code: VitalCode, value: f64) -> Assessment {
        ranges::assess(code, value, self.0)
    }
}

fn of(row: &Field, measurements: &[Measurement]) -> Vec<Measurement> {
    measurements.iter().filter(|measurement| row.codes.contains(&measurement.code)).cloned().collect()
}

/// True for a judgement that a reader has to see.
pub(super) fn stands_out(flag: Flag) -> bool {
    !matches!(flag, Flag::Normal | Flag::NotAssessed)
}

/// BMI, body surface and mean pressure. In adults the height is carried over from the last time.
pub(super) fn derived_numbers(chart: &Chart, set: &VitalsSet, moment: DateTime<FixedOffset>) -> Vec<Derived> {
    let grown = Who::of(chart, moment.date_naive()).is_adult();
    let carried = if grown { previous(&chart.vitals, VitalCode::Height, Some(moment)) } else { None };
    derived::of(set, carried.map(|(height, _)| height))
        .into_iter()
        .map(|number| Derived {
            label: number.label.to_owned(),
            text: number.text(),
            formula: number.formula(),
            source: number.source.to_owned(),
        })
        .collect()
}
