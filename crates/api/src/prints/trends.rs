//! The trend report: blood pressure, weight and every laboratory number that was measured twice or more, drawn and in
//! figures.

use super::common::{allergies, letterhead, open, patient_box, registration, sheet};
use super::vaccinations::number;
use super::{Page, PrintRequest};
use crate::desk::Desk;
use crate::problem::Problem;
use crate::sections::vitals::{Trend, trends};
use crate::trends::{GoalSpan, MedicineLane};
use chart::RecordId;
use chrono::NaiveDate;
use paper::{ChartDocument, Part, PartCell, PartTable};
use std::collections::BTreeSet;

/// How many figures stand beside a curve: the newest; older ones are in the drawing.
const FIGURES: usize = 10;

/// How many medicines are drawn above a curve at most: more would be higher than the curve.
const LANES: usize = 6;

pub(super) fn report(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let opened = open(desk, request)?;
    let (chart, locale) = (&*opened.chart, opened.setting.locale);
    let record = registration(chart)?;
    let inside = |day: NaiveDate| {
        request.from.is_none_or(|from| day >= from) && request.until.is_none_or(|until| day <= until)
    };
    let mut parts = Vec::new();
    for trend in trends(chart, desk.today()) {
        let around = crate::trends::around(chart, &trend.key, desk.today())?;
        if let Some(mut made) = one(&trend, around, &inside) {
            parts.append(&mut made);
        }
    }
    if parts.is_empty() {
        return Err(Problem::refused(
            "Nothing in this chart was measured twice on different days in this time; there is no trend to print.",
        ));
    }
    let document = ChartDocument {
        title: "Trend report".to_owned(),
        date: paper::dates::short_in(desk.today(), locale),
        letterhead: letterhead(&opened.practice)?,
        sheet: sheet(desk, request, "TR", record, locale)?,
        patient: Some(patient_box(desk, &opened.patient, chart, locale)),
        allergies: Some(allergies(desk, chart, locale)),
        facts: vec![number(&opened.patient.chart_number)],
        parts,
        ..ChartDocument::default()
    };
    let pdf = paper::chart_document(&document, &opened.setting)?;
    Ok((Page { title: document.title, pdf }, record))
}

/// Heading, curve and figures of one trend; none without two days.
pub(super) fn one(
    trend: &Trend,
    (spans, medicines): (Vec<GoalSpan>, Vec<MedicineLane>),
    inside: &dyn Fn(NaiveDate) -> bool,
) -> Option<Vec<Part>> {
    let line = |points: &[crate::sections::vitals::Point]| -> Vec<(NaiveDate, f64)> {
        let days = points.iter().map(|point| (point.at.date_naive(), point.value));
        days.filter(|(day, _)| inside(*day)).collect()
    };
    let (first, second) = (line(&trend.points), line(&trend.second));
    let days = || first.iter().map(|(day, _)| *day);
    if days().min() == days().max() {
        return None;
    }
    // A grown person's height, measured again and again, takes half a page to say nothing.
    let unchanged = || {
        first
            .windows(2)
            .all(|pair| matches!(pair, [(_, one), (_, other)] if (one - other).abs() < f64::EPSILON))
    };
    if trend.key == "height" && unchanged() {
        return None;
    }
    let two = !second.is_empty();
    let names = if two { ["systolic", "diastolic"] } else { ["", ""] };
    let mut lines = vec![paper::TrendLine { name: names[0].to_owned(), points: first.clone() }];
    if two {
        lines.push(paper::TrendLine { name: names[1].to_owned(), points: second.clone() });
    }
    let mut newest: Vec<(NaiveDate, String)> = first
        .iter()
        .enumerate()
        .map(|(at, (day, value))| {
            let write = |value: f64| paper::words::number(value).unwrap_or_default();
            let words = match second.get(at) {
                Some((_, below)) => format!("{}/{}", write(*value), write(*below)),
                None => write(*value),
            };
            (*day, words)
        })
        .collect();
    newest.reverse();
    let left_out = newest.len().saturating_sub(FIGURES);
    newest.truncate(FIGURES);
    let unit = if trend.unit.is_empty() { String::new() } else { format!(", {}", trend.unit) };
    let label = match trend.label.as_str() {
        "BP" => "Blood pressure",
        "Wt" => "Weight",
        "Ht" => "Height",
        "HR" => "Heart rate",
        other => other,
    };
    let rows = newest.chunks(5).map(|chunk| {
        let mut row: Vec<PartCell> = chunk
            .iter()
            .map(|(day, words)| PartCell { small: paper::dates::short(*day), ..PartCell::bold(words) })
            .collect();
        row.resize(5, PartCell::default());
        row
    });
    let goals = spans.iter().filter_map(|span| {
        let band = span.bands.first()?;
        Some(paper::TrendBand { from: span.from, until: span.until, low: band.low, high: band.high })
    });
    let goals = goals.collect();
    let acting = medicines.iter().filter(|lane| lane.acts.is_some()).take(LANES);
    let lanes = acting
        .map(|lane| paper::TrendLane {
            name: lane.drug.clone(),
            spans: lane.spans.iter().map(|span| (span.from, span.until, span.short.clone())).collect(),
        })
        .collect();
    let mut parts = vec![
        Part::Subject(format!("{label}{unit}")),
        Part::Trend(paper::Trend { lines, usual: None, goals, lanes }),
        Part::Table(PartTable {
            head: vec![String::new(); 5],
            shares: Vec::new(),
            rows: rows.collect(),
            together: true,
        }),
    ];
    if let Some(goal) = &trend.goal {
        let held = if goal.met { "The newest value is there." } else { "The newest value is not there." };
        parts.push(Part::Small(format!("Goal: {}. {held}", goal.wanted)));
    }
    let sources: BTreeSet<&str> =
        medicines.iter().filter_map(|lane| lane.acts.as_ref()).map(|acts| acts.source.as_str()).collect();
    if !sources.is_empty() {
        let sources = sources.into_iter().collect::<Vec<_>>().join("; ");
        parts.push(Part::Small(format!("Medicines drawn above, as their labels say: {sources}.")));
    }
    if left_out > 0 {
        parts.push(Part::Small(format!(
            "The newest {FIGURES} of {} measurements in figures; the drawing has the newest 60.",
            left_out + FIGURES
        )));
    }
    Some(parts)
}
