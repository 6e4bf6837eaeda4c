//! A growth chart: the centiles of a reference as curves, the child's own measurements as dots, drawn to a scale that
//! is said beneath, so that a ruler can be laid on it.

use crate::documents::drawings::GrowthChart;
use crate::error::PaperError;
use crate::flow::Role;
use crate::flow::canvas::{Anchor, Canvas};
use crate::flow::lay::Layouter;
use crate::flow::piece::Piece;
use crate::look::{ACCENT, ACCENT_PALE, CHART_LABEL, DANGER, HAIR, INK, RULE, Style, Weight, mm};

const LEFT: f32 = mm(12.0);
const RIGHT: f32 = mm(10.0);
/// Millimetres of paper for one step of an axis: only these, so that a ruler reads it.
const SCALES: [f32; 12] = [40.0, 30.0, 25.0, 20.0, 15.0, 12.0, 10.0, 8.0, 6.0, 5.0, 4.0, 3.0];
/// How high a drawing may become, in millimetres: one fills a page with its figures beneath, as the printed charts of
/// the publishers do.
const HIGHEST: f32 = 140.0;

pub(crate) fn lay(
    layouter: &mut Layouter<'_>,
    chart: &GrowthChart,
    width: f32,
) -> Result<Vec<Piece>, PaperError> {
    let (from, until) = chart.ages;
    let (low, high) = chart.range;
    if until <= from || high <= low || chart.age_step <= 0.0 || chart.value_step <= 0.0 {
        return Ok(Vec::new());
    }
    let room = (width - LEFT - RIGHT) / mm(1.0);
    let per_age = largest(room, (until - from) / chart.age_step);
    let per_value = largest(HIGHEST, (high - low) / chart.value_step);
    let x = |age: f32| LEFT + mm((age - from) / chart.age_step * per_age);
    let y = |value: f32| mm(3.0) + mm((high - value) / chart.value_step * per_value);
    let (right, bottom) = (x(until), y(low));
    let mut canvas = Canvas::new(layouter, Role::Chart);

    let mut value = low;
    while value <= high + chart.value_step * 0.01 {
        canvas.line(vec![(LEFT, y(value)), (right, y(value))], 0.4, HAIR, None);
        let words = crate::words::number(f64::from(value)).unwrap_or_default();
        canvas.label(&words, CHART_LABEL, Anchor::Right, (LEFT - mm(1.5), y(value)))?;
        value += chart.value_step;
    }
    let mut age = from;
    while age <= until + chart.age_step * 0.01 {
        canvas.line(vec![(x(age), y(high)), (x(age), bottom)], 0.4, HAIR, None);
        let words = crate::words::number(f64::from(age / chart.months_in_unit)).unwrap_or_default();
        canvas.label(&words, CHART_LABEL, Anchor::Middle, (x(age), bottom + mm(2.6)))?;
        age += chart.age_step;
    }
    let frame = vec![(LEFT, y(high)), (right, y(high)), (right, bottom), (LEFT, bottom), (LEFT, y(high))];
    canvas.line(frame, 0.7, RULE, None);
    for curve in &chart.curves {
        let inside =
            |(age, value): &&(f32, f32)| (from..=until).contains(age) && (low..=high).contains(value);
        let points: Vec<(f32, f32)> =
            curve.points.iter().filter(inside).map(|(age, value)| (x(*age), y(*value))).collect();
        let (color, thick) = if curve.middle { (ACCENT, 1.1) } else { (ACCENT_PALE, 0.7) };
        if let Some(end) = points.last().copied() {
            let style = Style { color: ACCENT, ..CHART_LABEL };
            canvas.label(&curve.name, style, Anchor::Left, (end.0 + mm(1.0), end.1))?;
        }
        canvas.line(points, thick, color, None);
    }
    let places: Vec<(f32, f32)> = chart.child.iter().map(|(age, value)| (x(*age), y(*value))).collect();
    for place in &places {
        canvas.dot(*place, 2.2, DANGER);
    }
    if places.len() > 1 {
        canvas.line(places, 0.9, DANGER, None);
    }
    let style = Style { weight: Weight::SemiBold, color: INK, ..CHART_LABEL };
    canvas.label(&chart.value_name, style, Anchor::Left, (0.0, 0.0))?;
    let below = bottom + mm(6.2);
    canvas.label(&chart.age_name, style, Anchor::Middle, ((LEFT + right) / 2.0, below))?;
    Ok(vec![canvas.piece(mm(2.0), below + mm(3.0))])
}

/// The largest scale of the list with which `steps` fit into `room` millimetres.
fn largest(room: f32, steps: f32) -> f32 {
    SCALES.into_iter().find(|scale| scale * steps <= room).unwrap_or(room / steps.max(1.0))
}

/// The scale in words: `10 mm for 1 year, 5 mm for 5 cm`.
pub(crate) fn scale_in_words(chart: &GrowthChart, width: f32) -> String {
    let (from, until) = chart.ages;
    let (low, high) = chart.range;
    let per_age = largest((width - LEFT - RIGHT) / mm(1.0), (until - from) / chart.age_step);
    let per_value = largest(HIGHEST, (high - low) / chart.value_step);
    let number = |value: f32| crate::words::number(f64::from(value)).unwrap_or_default();
    format!(
        "Scale: {} mm for {} {}, {} mm for {} {}.",
        number(per_age),
        number(chart.age_step / chart.months_in_unit),
        if chart.months_in_unit > 1.0 { "years" } else { "months" },
        number(per_value),
        number(chart.value_step),
        chart.unit,
    )
}
