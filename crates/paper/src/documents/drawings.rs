//! What is drawn in a document: numbers over time, and a child among the curves of a reference.
//!
//! These say what is drawn; how it is drawn stands in `flow`.

use chrono::NaiveDate;

/// Numbers over time, one curve or two.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trend {
    /// The curves; of more than two only the first two are drawn.
    pub lines: Vec<TrendLine>,
    /// The usual range, drawn as a band.
    pub usual: Option<(f64, f64)>,
    /// Where the first curve was to be, and from when to when.
    pub goals: Vec<TrendBand>,
    /// What was taken meanwhile, drawn above the curves, one line each.
    pub lanes: Vec<TrendLane>,
}

/// Where a number was to be for a while.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrendBand {
    /// From this day on.
    pub from: NaiveDate,
    /// Until this day; none holds still.
    pub until: Option<NaiveDate>,
    /// The least.
    pub low: Option<f64>,
    /// The most.
    pub high: Option<f64>,
}

/// Something that went on while the numbers were measured: a medicine in its doses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrendLane {
    /// `Lisinopril`.
    pub name: String,
    /// From when to when, and what: `20 mg`. No end goes on still.
    pub spans: Vec<(NaiveDate, Option<NaiveDate>, String)>,
}

/// One curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrendLine {
    /// Written at its end: `systolic`, or the unit.
    pub name: String,
    /// The measurements, in any order.
    pub points: Vec<(NaiveDate, f64)>,
}

/// A child's measurements among the curves of a reference.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GrowthChart {
    /// `Weight, kg`.
    pub value_name: String,
    /// `Age, years`.
    pub age_name: String,
    /// `kg`.
    pub unit: String,
    /// The ages shown, in months.
    pub ages: (f32, f32),
    /// A line for each so many months.
    pub age_step: f32,
    /// 12 where the axis counts years, 1 where it counts months.
    pub months_in_unit: f32,
    /// The values shown.
    pub range: (f32, f32),
    /// A line for each so much.
    pub value_step: f32,
    /// The curves of the reference.
    pub curves: Vec<GrowthCurve>,
    /// The child: age in months, value; oldest first.
    pub child: Vec<(f32, f32)>,
}

/// One centile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GrowthCurve {
    /// `97`.
    pub name: String,
    /// The median is drawn stronger.
    pub middle: bool,
    /// Age in months, value.
    pub points: Vec<(f32, f32)>,
}
