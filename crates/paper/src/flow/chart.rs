//! Blood pressure over time, with the medicines drawn above it: is it working?
//!
//! Every figure is also in words on the page, and the two curves are named at their ends: nothing is said by colour
//! alone.

use chrono::NaiveDate;

use crate::Locale;
use crate::dates;
use crate::documents::visit_summary::{BloodPressureTrend, DrugBar};
use crate::error::PaperError;
use crate::flow::Role;
use crate::flow::block::Text;
use crate::flow::lay::Layouter;
use crate::flow::piece::{Item, Mark, Piece};
use crate::look::{
    ACCENT, ACCENT_PALE, CHART_DRUG, CHART_LABEL, Color, DANGER, GOAL, GOOD, HAIR, Style, Weight, mm,
};
use crate::text::Rich;
use crate::wording::{filled, word};

const PLOT_HEIGHT: f32 = mm(24.0);
const LEFT_GUTTER: f32 = mm(11.0);
const RIGHT_GUTTER: f32 = mm(19.0);
const BAR_ROW: f32 = mm(4.4);
/// More rows of medicines than this would leave no page for the curve; the list of medicines holds them all.
const MOST_ROWS: usize = 8;

/// The chart as one piece, or nothing when there is no trend to see.
pub(crate) fn lay(
    layouter: &mut Layouter<'_>,
    trend: &BloodPressureTrend,
    width: f32,
) -> Result<Vec<Piece>, PaperError> {
    // A curve through an implausible figure would flatten all others; such a figure stands in words only.
    let plausible = |value: f32| (0.0..=400.0).contains(&value);
    let mut trend = trend.clone();
    trend.readings.retain(|reading| plausible(reading.systolic) && plausible(reading.diastolic));
    trend.systolic_goal = trend.systolic_goal.filter(|(low, high)| plausible(*low) && plausible(*high));
    trend.readings.sort_by_key(|reading| reading.day);
    let (Some(first), Some(last)) = (trend.readings.first(), trend.readings.last()) else {
        return Ok(Vec::new());
    };
    if first.day >= last.day {
        return Ok(Vec::new());
    }
    let trend = &trend;
    let end = trend.today.max(last.day);
    let mut chart = Chart {
        layouter,
        items: Vec::new(),
        time: Time { start: first.day, end, left: LEFT_GUTTER, width: width - LEFT_GUTTER - RIGHT_GUTTER },
        scale: Scale::around(trend),
        plot_top: 0.0,
    };
    let bars_height = chart.bars(&trend.drugs)?;
    chart.plot_top = bars_height + mm(1.5);
    chart.ground(trend)?;
    let locale = chart.layouter.locale;
    chart.curve(trend, |reading| reading.systolic, DANGER, word(locale, "systolic"))?;
    chart.curve(trend, |reading| reading.diastolic, ACCENT, word(locale, "diastolic"))?;
    let height = chart.days()?;
    Ok(vec![Piece { before: mm(2.0), height, items: chart.items, ..Piece::default() }])
}

/// The horizontal axis.
struct Time {
    start: NaiveDate,
    end: NaiveDate,
    left: f32,
    width: f32,
}

impl Time {
    fn x(&self, day: NaiveDate) -> f32 {
        let days = |from: NaiveDate, to: NaiveDate| (to - from).num_days() as f32;
        let day = day.clamp(self.start, self.end);
        self.left + self.width * days(self.start, day) / days(self.start, self.end).max(1.0)
    }

    fn right(&self) -> f32 {
        self.left + self.width
    }

    /// A month says enough about years; within two months it would not tell two readings apart.
    fn label(&self, day: NaiveDate, locale: Locale) -> String {
        if (self.end - self.start).num_days() > 62 {
            dates::month_and_year(day, locale)
        } else {
            dates::short_in(day, locale)
        }
    }
}

/// The vertical axis, mmHg.
struct Scale {
    low: f32,
    high: f32,
    step: f32,
}

impl Scale {
    fn around(trend: &BloodPressureTrend) -> Scale {
        let goal = trend.systolic_goal.iter().flat_map(|(low, high)| [*low, *high]);
        let values =
            trend.readings.iter().flat_map(|reading| [reading.systolic, reading.diastolic]).chain(goal);
        let (low, high) = values
            .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let low = (low / 20.0).floor() * 20.0;
        let high = ((high / 20.0).ceil() * 20.0).max(low + 20.0);
        let mut step = 20.0;
        while (high - low) / step > 3.0 {
            step *= 2.0;
        }
        Scale { low, high, step }
    }

    fn y(&self, value: f32) -> f32 {
        PLOT_HEIGHT * (self.high - value) / (self.high - self.low)
    }
}

struct Chart<'a, 'b> {
    layouter: &'a mut Layouter<'b>,
    items: Vec<Item>,
    time: Time,
    scale: Scale,
    plot_top: f32,
}

impl Chart<'_, '_> {
    /// Places one line of text with its top left corner at `x`, `y`, and tells how wide it is.
    fn label(&mut self, words: &str, style: Style, x: f32, y: f32) -> Result<f32, PaperError> {
        let text = Text::new(Role::Chart, style, Rich::new(words));
        let pieces = self.layouter.label(&text, f32::MAX / 4.0)?;
        let mut width = 0.0;
        for item in pieces.into_iter().flat_map(|piece| piece.items) {
            if let Mark::Text(line) = &item.mark {
                width = f32::max(width, line.left + line.width);
            }
            self.items.push(item.moved(x, y));
        }
        Ok(width)
    }

    /// A label that ends at `right`.
    fn label_left_of(&mut self, words: &str, style: Style, right: f32, y: f32) -> Result<(), PaperError> {
        let start = self.items.len();
        let width = self.label(words, style, 0.0, y)?;
        for item in &mut self.items[start..] {
            item.x += right - width;
        }
        Ok(())
    }

    fn mark(&mut self, x: f32, y: f32, mark: Mark) {
        self.items.push(Item::new(Role::Chart, x, y, mark));
    }

    /// One row for each medicine, the doses one after the other; tells how high the rows are.
    fn bars(&mut self, drugs: &[DrugBar]) -> Result<f32, PaperError> {
        let shown = |bar: &&DrugBar| {
            bar.from <= self.time.end && bar.until.is_none_or(|until| until >= self.time.start)
        };
        let mut rows: Vec<(&str, Vec<&DrugBar>)> = Vec::new();
        for bar in drugs.iter().filter(shown) {
            match rows.iter_mut().find(|(drug, _)| *drug == bar.drug) {
                Some((_, bars)) => bars.push(bar),
                None => rows.push((bar.drug.as_str(), vec![bar])),
            }
        }
        let left_out = rows.len().saturating_sub(MOST_ROWS);
        rows.truncate(MOST_ROWS);
        let label_height = CHART_DRUG.size * CHART_DRUG.leading;
        let mut top = 0.0;
        for (drug, mut bars) in rows {
            bars.sort_by_key(|bar| bar.from);
            let mut free_from = f32::NEG_INFINITY;
            let mut label_top = top;
            for (index, bar) in bars.iter().enumerate() {
                let words = if index == 0 { format!("{drug} {}", bar.dose) } else { bar.dose.clone() };
                let (x, right) = (self.time.x(bar.from), self.time.x(bar.until.unwrap_or(self.time.end)));
                let start = self.items.len();
                let width = self.label(words.trim(), CHART_DRUG, 0.0, 0.0)?;
                let mut label_x = x.max(free_from);
                if label_x + width > self.time.right() + RIGHT_GUTTER {
                    // No room beside its neighbour: a line of its own, so that no dose is lost.
                    label_top += if free_from > x { label_height } else { 0.0 };
                    label_x = x.min(self.time.right() + RIGHT_GUTTER - width).max(0.0);
                }
                free_from = label_x + width + mm(1.5);
                for item in &mut self.items[start..] {
                    *item = item.clone().moved(label_x, label_top);
                }
                let color = if index + 1 == bars.len() && bar.until.is_none() { ACCENT } else { ACCENT_PALE };
                let bar_top = label_top + label_height;
                let width = (right - x).max(1.0);
                self.mark(x, bar_top, Mark::Panel { width, height: mm(1.3), radius: 0.0, color });
            }
            top = label_top + BAR_ROW.max(label_height + mm(1.6));
        }
        if left_out > 0 {
            let count = left_out.to_string();
            let words = filled(self.layouter.locale, "more_below", &[("count", &count)]);
            self.label(&words, CHART_LABEL, self.time.left, top)?;
            top += label_height;
        }
        Ok(top)
    }

    /// The goal band, the lines across and their figures.
    fn ground(&mut self, trend: &BloodPressureTrend) -> Result<(), PaperError> {
        let (left, width, top) = (self.time.left, self.time.width, self.plot_top);
        if let Some((low, high)) = trend.systolic_goal {
            let (y, bottom) = (self.scale.y(high.max(low)), self.scale.y(low.min(high)));
            self.mark(left, top + y, Mark::Panel { width, height: bottom - y, radius: 0.0, color: GOAL });
            let style = Style { color: GOOD, ..CHART_LABEL };
            let range = format!("{:.0}–{:.0}", low.min(high), low.max(high));
            let words = filled(self.layouter.locale, "systolic_goal", &[("range", &range)]);
            self.label(&words, style, left + mm(1.0), top + bottom - style.size * style.leading - 1.0)?;
        }
        let mut value = self.scale.low;
        while value <= self.scale.high {
            let y = top + self.scale.y(value);
            self.items.push(Item::level(Role::Chart, left, y, width, 0.5, HAIR));
            let centred = y - CHART_LABEL.size * CHART_LABEL.leading / 2.0;
            self.label_left_of(&format!("{value:.0}"), CHART_LABEL, left - mm(1.5), centred)?;
            value += self.scale.step;
        }
        Ok(())
    }

    fn curve(
        &mut self,
        trend: &BloodPressureTrend,
        value: fn(&crate::BloodPressureReading) -> f32,
        color: Color,
        name: &str,
    ) -> Result<(), PaperError> {
        let at = |reading: &crate::BloodPressureReading| {
            (self.time.x(reading.day), self.plot_top + self.scale.y(value(reading)))
        };
        let points: Vec<(f32, f32)> = trend.readings.iter().map(at).collect();
        let dots: Vec<Vec<(f32, f32)>> = points.iter().map(|point| diamond(*point, 1.5)).collect();
        let end = points.last().copied();
        self.mark(0.0, 0.0, Mark::Stroke { points, width: 1.5, color, dash: None });
        self.mark(0.0, 0.0, Mark::Fill { rings: dots, color });
        if let (Some((x, y)), Some(last)) = (end, trend.readings.last()) {
            let style = Style { color, weight: Weight::SemiBold, ..CHART_LABEL };
            let centred = y - style.size * style.leading / 2.0;
            self.label(&format!("{:.0} {name}", value(last)), style, x + mm(1.5), centred)?;
        }
        Ok(())
    }

    /// The days beneath; tells where the chart ends.
    fn days(&mut self) -> Result<f32, PaperError> {
        let top = self.plot_top + PLOT_HEIGHT + mm(1.0);
        let locale = self.layouter.locale;
        let start = self.time.label(self.time.start, locale);
        self.label(&start, CHART_LABEL, self.time.left, top)?;
        let middle = self.time.start + (self.time.end - self.time.start) / 2;
        let words = self.time.label(middle, locale);
        if words != start {
            let begin = self.items.len();
            let width = self.label(&words, CHART_LABEL, 0.0, top)?;
            let x = self.time.x(middle) - width / 2.0;
            for item in &mut self.items[begin..] {
                item.x += x;
            }
        }
        self.label_left_of(word(locale, "today"), CHART_LABEL, self.time.right(), top)?;
        Ok(top + CHART_LABEL.size * CHART_LABEL.leading)
    }
}

fn diamond((x, y): (f32, f32), reach: f32) -> Vec<(f32, f32)> {
    vec![(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
}
