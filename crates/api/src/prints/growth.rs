//! A child among the curves of its age: CDC 2000, drawn to a scale that is said, with every figure beside it.

use super::common::{letterhead, open, patient_box, registration, sheet};
use super::vaccinations::number;
use super::{Page, PrintRequest};
use crate::desk::Desk;
use crate::problem::{Problem, ProblemCode};
use chart::RecordId;
use chart::sections::patients::{Patient, Sex};
use chart::sections::vitals::{VitalCode, series};
use chrono::{DateTime, FixedOffset, NaiveDate};
use paper::{ChartDocument, GrowthChart, GrowthCurve, Part, PartCell, PartTable};
use reference::growth::{GrowthSex, Measure, centile, value_at, z_of};

/// The centiles that are drawn, with their standard deviations. Source: the printed charts of CDC, 2000.
const CENTILES: [(&str, f64); 7] =
    [("3", -1.881), ("10", -1.282), ("25", -0.674), ("50", 0.0), ("75", 0.674), ("90", 1.282), ("97", 1.881)];

/// One measurement at an age in months.
struct Measured {
    day: NaiveDate,
    months: f64,
    value: f64,
}

/// How one of the charts is drawn.
struct Plan {
    measure: Measure,
    title: &'static str,
    value_name: &'static str,
    unit: &'static str,
    infant: bool,
    value_step: f32,
}

const PLANS: [Plan; 6] = [
    Plan {
        measure: Measure::InfantWeight,
        title: "Weight for age, birth to 36 months",
        value_name: "Weight, kg",
        unit: "kg",
        infant: true,
        value_step: 2.0,
    },
    Plan {
        measure: Measure::InfantLength,
        title: "Length for age, birth to 36 months",
        value_name: "Length, cm",
        unit: "cm",
        infant: true,
        value_step: 10.0,
    },
    Plan {
        measure: Measure::InfantHead,
        title: "Head circumference for age, birth to 36 months",
        value_name: "Head circumference, cm",
        unit: "cm",
        infant: true,
        value_step: 2.0,
    },
    Plan {
        measure: Measure::Weight,
        title: "Weight for age, 2 to 20 years",
        value_name: "Weight, kg",
        unit: "kg",
        infant: false,
        value_step: 10.0,
    },
    Plan {
        measure: Measure::Stature,
        title: "Stature for age, 2 to 20 years",
        value_name: "Stature, cm",
        unit: "cm",
        infant: false,
        value_step: 20.0,
    },
    Plan {
        measure: Measure::Bmi,
        title: "Body mass index for age, 2 to 20 years",
        value_name: "BMI, kg/m²",
        unit: "kg/m²",
        infant: false,
        value_step: 5.0,
    },
];

pub(super) fn make(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    let opened = open(desk, request)?;
    let (chart, locale) = (&*opened.chart, opened.setting.locale);
    let sex = sex(&opened.patient)?;
    let birth = opened.patient.birth_date.and_then(|date| match date {
        chart::PartialDate::Day(day) => Some(day),
        _ => None,
    });
    let birth = birth.ok_or_else(|| {
        Problem::refused("The growth chart needs the whole birth date; the registration does not have it.")
    })?;
    let mut parts = Vec::new();
    for plan in &PLANS {
        let measured = measured(&series_of(&chart.vitals, plan.measure), birth, plan.infant);
        if !measured.is_empty() {
            parts.append(&mut one(plan, sex, &measured)?);
        }
    }
    if parts.is_empty() {
        return Err(Problem::refused(
            "No weight, height or head circumference was measured before the age of 20; there is nothing to draw.",
        ));
    }
    parts.push(Part::Small(
        "Curves: CDC Growth Charts, United States, 2000 (National Center for Health Statistics). Centiles by Cole's \
         LMS method. Below two years CDC advises the WHO standards of 2006, which are not in this program."
            .to_owned(),
    ));
    let record = registration(chart)?;
    let document = ChartDocument {
        title: "Growth chart".to_owned(),
        date: paper::dates::short_in(desk.today(), locale),
        letterhead: letterhead(&opened.practice)?,
        sheet: sheet(desk, request, "GC", record, locale)?,
        patient: Some(patient_box(desk, &opened.patient, chart, locale)),
        facts: vec![number(&opened.patient.chart_number)],
        parts,
        ..ChartDocument::default()
    };
    let pdf = paper::chart_document(&document, &opened.setting)?;
    Ok((Page { title: document.title, pdf }, record))
}

fn sex(patient: &Patient) -> Result<GrowthSex, Problem> {
    match patient.sex {
        Sex::Female => Ok(GrowthSex::Female),
        Sex::Male => Ok(GrowthSex::Male),
        Sex::Other | Sex::Unknown => Err(Problem::refused(
            "The growth chart has curves for girls and for boys; the registration says neither.",
        )),
    }
}

type Series = Vec<(DateTime<FixedOffset>, f64)>;

fn series_of(vitals: &chart::Section<chart::sections::vitals::VitalsSet>, measure: Measure) -> Series {
    match measure {
        Measure::InfantWeight | Measure::Weight => series(vitals, VitalCode::Weight),
        Measure::InfantLength | Measure::Stature => series(vitals, VitalCode::Height),
        Measure::InfantHead => series(vitals, VitalCode::HeadCircumference),
        Measure::Bmi => {
            let heights = series(vitals, VitalCode::Height);
            let weights = series(vitals, VitalCode::Weight).into_iter();
            // Both on the same day, or the index would mix two ages.
            let height_on = |day: NaiveDate| {
                heights.iter().find(|(at, _)| at.date_naive() == day).map(|(_, height)| *height)
            };
            weights
                .filter_map(|(at, weight)| {
                    let metres = height_on(at.date_naive())? / 100.0;
                    (metres > 0.0).then(|| (at, weight / (metres * metres)))
                })
                .collect()
        }
    }
}

/// Months lived, a month being a twelfth of 365.25 days as in CDC's own programs (30.4375 days).
fn measured(series: &Series, birth: NaiveDate, infant: bool) -> Vec<Measured> {
    let (from, until) = if infant { (0.0, 36.0) } else { (24.0, 240.0) };
    let mut measured: Vec<Measured> = series
        .iter()
        .map(|(at, value)| {
            let day = at.date_naive();
            #[expect(clippy::cast_precision_loss, reason = "days of one life")]
            let months = (day - birth).num_days() as f64 / 30.4375;
            Measured { day, months, value: *value }
        })
        .filter(|one| (from..=until).contains(&one.months))
        .collect();
    measured.sort_by_key(|one| one.day);
    measured
}

#[expect(clippy::cast_possible_truncation, reason = "a drawing is a tenth of a millimetre fine")]
fn narrow(value: f64) -> f32 {
    value as f32
}

fn one(plan: &Plan, sex: GrowthSex, measured: &[Measured]) -> Result<Vec<Part>, Problem> {
    let fault =
        |_| Problem::new(ProblemCode::Internal, "The growth curves that are built in cannot be read.");
    let (from, until, step) = if plan.infant { (0.0, 36.0, 0.5) } else { (24.0, 240.0, 3.0) };
    let mut curves = Vec::new();
    let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
    for (name, z) in CENTILES {
        let mut points = Vec::new();
        let mut months: f64 = from;
        while months <= until {
            // The last row of some tables is half a month before the end.
            if let Some(value) = value_at(plan.measure, sex, months, z).map_err(fault)? {
                (low, high) = (low.min(value), high.max(value));
                points.push((narrow(months), narrow(value)));
            }
            months += step;
        }
        curves.push(GrowthCurve { name: name.to_owned(), middle: name == "50", points });
    }
    for one in measured {
        (low, high) = (low.min(one.value), high.max(one.value));
    }
    let value_step = f64::from(plan.value_step);
    let range = ((low / value_step).floor() * value_step, (high / value_step).ceil() * value_step);
    let chart = GrowthChart {
        value_name: plan.value_name.to_owned(),
        age_name: if plan.infant { "Age, months" } else { "Age, years" }.to_owned(),
        unit: plan.unit.to_owned(),
        ages: (narrow(from), narrow(until)),
        age_step: if plan.infant { 3.0 } else { 24.0 },
        months_in_unit: if plan.infant { 1.0 } else { 12.0 },
        range: (narrow(range.0), narrow(range.1)),
        value_step: plan.value_step,
        curves,
        child: measured.iter().map(|one| (narrow(one.months), narrow(one.value))).collect(),
    };
    let mut rows = Vec::new();
    for one in measured.iter().rev() {
        let z = z_of(plan.measure, sex, one.months, one.value).map_err(fault)?;
        let place = z.map_or_else(
            || ("beyond the table".to_owned(), String::new()),
            |z| {
                let below = centile(z);
                let words = if below < 1.0 {
                    "below 1".to_owned()
                } else if below > 99.0 {
                    "above 99".to_owned()
                } else {
                    format!("{below:.0}")
                };
                (words, format!("{z:+.2}").replace('-', "−"))
            },
        );
        let years = (one.months / 12.0).floor();
        let age = format!("{years:.0} y {:.0} m", (one.months - years * 12.0).floor());
        rows.push(vec![
            PartCell::plain(paper::dates::short(one.day)),
            PartCell::plain(age),
            PartCell::bold(format!(
                "{} {}",
                paper::words::number((one.value * 10.0).round() / 10.0).unwrap_or_default(),
                plan.unit
            )),
            PartCell::plain(place.0),
            PartCell::plain(place.1),
        ]);
    }
    Ok(vec![
        Part::Subject(plan.title.to_owned()),
        Part::Growth(chart),
        Part::Table(PartTable {
            head: ["Date", "Age", "Measured", "Centile", "z"].map(str::to_owned).to_vec(),
            shares: vec![1.0; 5],
            rows,
        }),
    ])
}
