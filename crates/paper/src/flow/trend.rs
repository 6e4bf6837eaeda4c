//! Numbers over time: one curve or two, the usual range and the goal as bands, what was taken above them, each
//! measurement as a dot.
//!
//! The figures stand in a table beside it; nothing is said by the drawing alone.

use chrono::NaiveDate;

use crate::dates;
use crate::documents::drawings::Trend;
use crate::error::PaperError;
use crate::flow::Role;
use crate::flow::canvas::{Anchor, Canvas};
use crate::flow::lay::Layouter;
use crate::flow::piece::Piece;
use crate::look::{ACCENT, CHART_LABEL, DANGER, GOAL, HAIR, Style, Weight, mm};

const PLOT: f32 = mm(30.0);
const LEFT: f32 = mm(13.0);
const RIGHT: f32 = mm(24.0);
/// The height of one line of what was taken.
const LANE: f32 = mm(4.2);

pub(crate) fn lay(layouter: &mut Layouter<'_>, trend: &Trend, width: f32) -> Result<Vec<Piece>, PaperError> {
    let days: Vec<NaiveDate> =
        trend.lines.iter().flat_map(|line| &line.points).map(|(day, _)| *day).collect();
    let (Some(first), Some(last)) = (days.iter().min().copied(), days.iter().max().copied()) else {
        return Ok(Vec::new());
    };
    if first >= last {
        return Ok(Vec::new());
    }
    let locale = layouter.locale;
    let scale = Scale::around(trend);
    let (plot_width, span) = (width - LEFT - RIGHT, (last - first).num_days() as f32);
    let x = |day: NaiveDate| LEFT + plot_width * (day - first).num_days() as f32 / span;
    let top = mm(2.0) + LANE * trend.lanes.len() as f32;
    let y = |value: f64| top + PLOT * scale.part(value);
    let mut canvas = Canvas::new(layouter, Role::Chart);
    lanes(&mut canvas, trend, &x, (first, last), top)?;
    goals(&mut canvas, trend, &x, (first, last), (top, &y));
    if let Some((low, high)) = trend.usual {
        let (top, bottom) = (y(high.min(scale.high)), y(low.max(scale.low)));
        canvas.panel(LEFT, top, plot_width, (bottom - top).max(0.0), GOAL);
    }
    let mut value = scale.low;
    while value <= scale.high + scale.step / 1e6 {
        let at = y(value);
        canvas.line(vec![(LEFT, at), (LEFT + plot_width, at)], 0.5, HAIR, None);
        canvas.label(&scale.words(value), CHART_LABEL, Anchor::Right, (LEFT - mm(1.5), at))?;
        value += scale.step;
    }
    let mut ends: Vec<f32> = Vec::new();
    for (line, color) in trend.lines.iter().zip([DANGER, ACCENT]) {
        let mut points = line.points.clone();
        points.sort_by_key(|(day, _)| *day);
        let places: Vec<(f32, f32)> = points.iter().map(|(day, value)| (x(*day), y(*value))).collect();
        for place in &places {
            canvas.dot(*place, 1.5, color);
        }
        if let (Some((end_x, end_y)), Some((_, newest))) = (places.last().copied(), points.last()) {
            // Two ends close together would be written over each other.
            let room = CHART_LABEL.size * CHART_LABEL.leading;
            let label_y = match ends.iter().find(|other| (**other - end_y).abs() < room) {
                Some(other) => other + room * if end_y < *other { -1.0 } else { 1.0 },
                None => end_y,
            };
            ends.push(label_y);
            let style = Style { color, weight: Weight::SemiBold, ..CHART_LABEL };
            let words = format!("{} {}", scale.words(*newest), line.name);
            canvas.label(words.trim(), style, Anchor::Left, (end_x + mm(1.8), label_y))?;
        }
        canvas.line(places, 1.3, color, None);
    }
    let below = top + PLOT + mm(3.0);
    let long = span > 62.0;
    let words = |day| if long { dates::month_and_year(day, locale) } else { dates::short_in(day, locale) };
    canvas.label(&words(first), CHART_LABEL, Anchor::Left, (LEFT, below))?;
    canvas.label(&words(last), CHART_LABEL, Anchor::Right, (LEFT + plot_width, below))?;
    let middle = first + (last - first) / 2;
    if plot_width > mm(60.0) {
        canvas.label(&words(middle), CHART_LABEL, Anchor::Middle, (x(middle), below))?;
    }
    Ok(vec![canvas.piece(mm(1.0), below + mm(2.5))])
}

/// What was taken, a bar a stretch with its dose in it; a thin line goes down to the curve where a stretch begins.
fn lanes(
    canvas: &mut Canvas<'_, '_>,
    trend: &Trend,
    x: &dyn Fn(NaiveDate) -> f32,
    (first, last): (NaiveDate, NaiveDate),
    top: f32,
) -> Result<(), PaperError> {
    for (place, lane) in trend.lanes.iter().enumerate() {
        let upper = mm(1.0) + LANE * place as f32;
        let mut named = false;
        for (from, until, what) in &lane.spans {
            let until = until.unwrap_or(last).min(last);
            if *from > last || until < first {
                continue;
            }
            let (left, right) = (x((*from).max(first)), x(until));
            let width = (right - left).max(mm(0.6));
            canvas.panel(left, upper, width, LANE - mm(0.8), HAIR);
            if *from > first {
                canvas.line(vec![(left, upper), (left, top + PLOT)], 0.4, HAIR, Some([1.5, 1.5]));
            }
            let words = if named { what.clone() } else { format!("{} {what}", lane.name) };
            // About half the size of the type is what a letter takes; what does not fit is left to the table beneath.
            if width > CHART_LABEL.size * 0.52 * words.chars().count() as f32 {
                let middle = upper + (LANE - mm(0.8)) / 2.0;
                canvas.label(&words, CHART_LABEL, Anchor::Left, (left + mm(0.6), middle))?;
                named = true;
            }
        }
        if !named {
            let middle = upper + (LANE - mm(0.8)) / 2.0;
            canvas.label(&lane.name, CHART_LABEL, Anchor::Left, (x(last) + mm(1.8), middle))?;
        }
    }
    Ok(())
}

/// Where the number was to be: a band with its ends as dashed lines.
fn goals(
    canvas: &mut Canvas<'_, '_>,
    trend: &Trend,
    x: &dyn Fn(NaiveDate) -> f32,
    (first, last): (NaiveDate, NaiveDate),
    (top, y): (f32, &dyn Fn(f64) -> f32),
) {
    for goal in &trend.goals {
        let until = goal.until.unwrap_or(last).min(last);
        if goal.from > last || until < first {
            continue;
        }
        let (left, right) = (x(goal.from.max(first)), x(until));
        let within = |at: f32| at.clamp(top, top + PLOT);
        let high = goal.high.map_or(top, |value| within(y(value)));
        let low = goal.low.map_or(top + PLOT, |value| within(y(value)));
        canvas.panel(left, high, (right - left).max(0.0), (low - high).max(0.0), GOAL);
        // The goal that holds is a line over the whole time: what was before is read against it too.
        let left = if goal.until.is_none() { x(first) } else { left };
        for end in [goal.high.map(|_| high), goal.low.map(|_| low)].into_iter().flatten() {
            canvas.line(vec![(left, end), (right, end)], 0.6, ACCENT, Some([3.0, 2.0]));
        }
    }
}

/// The axis of values: whole steps of 1, 2 or 5 and powers of ten.
struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    fn around(trend: &Trend) -> Scale {
        let values = trend.lines.iter().flat_map(|line| &line.points).map(|(_, value)| *value);
        let values = values.chain(trend.usual.iter().flat_map(|(low, high)| [*low, *high]));
        let values = values.chain(trend.goals.iter().flat_map(|goal| [goal.low, goal.high]).flatten());
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = if low > high { (0.0, 1.0) } else { (low, high) };
        let spread = (high - low).max(high.abs() * 0.05);
        let spread = if spread > 0.0 { spread } else { 1.0 };
        let rough = spread / 3.0;
        let power = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * power).find(|step| *step >= rough);
        let step = step.unwrap_or(power * 10.0);
        // A number that never changed stands in the middle, and none below zero on account of that.
        let room = if high > low { 0.0 } else { 2.0 * step };
        let below = ((low - room) / step).floor() * step;
        let above = ((high + room) / step).ceil() * step;
        let low = if low >= 0.0 { below.max(0.0) } else { below };
        let high = above.max(low + step);
        Scale { low, high, step }
    }

    /// From 0 at the top to 1 at the bottom.
    fn part(&self, value: f64) -> f32 {
        ((self.high - value) / (self.high - self.low)) as f32
    }

    fn words(&self, value: f64) -> String {
        // A step of 0.05 would still be drawn at 5.15; three decimals are what paper writes at most.
        crate::words::number((value * 1e6).round() / 1e6).unwrap_or_default()
    }
}
