//! A child among the curves of its age: WHO below two years, CDC from two to twenty, drawn to a scale that is said,
//! with every figure beside it.

use super::common::{allergies, letterhead, open, patient_box, registration, sheet};
use super::vaccinations::number;
use super::{Page, PrintRequest};
use crate::desk::Desk;
use crate::problem::{Problem, ProblemCode};
use chart::dates::Age;
use chart::sections::patients::{Patient, Sex};
use chart::sections::vitals::{VitalCode, series};
use chart::{PartialDate, RecordId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use paper::{ChartDocument, GrowthChart, GrowthCurve, Part, PartCell, PartTable};
use reference::growth::{DAYS_IN_MONTH, GrowthSex, Measure, centile, value_at, z_of};

type Centiles = [(&'static str, f64); 7];

/// The centiles that are drawn, with their standard deviations. Source: the printed charts of CDC, 2000.
const CDC_CENTILES: Centiles =
    [("3", -1.881), ("10", -1.282), ("25", -0.674), ("50", 0.0), ("75", 0.674), ("90", 1.282), ("97", 1.881)];
/// On WHO's curves two standard deviations are the outer lines, labelled 2 and 98. Source: Grummer-Strawn et al.,
/// MMWR Recommendations and Reports 59(RR-9), 2010.
const WHO_CENTILES: Centiles =
    [("2", -2.0), ("10", -1.282), ("25", -0.674), ("50", 0.0), ("75", 0.674), ("90", 1.282), ("98", 2.0)];

/// The 730th day in months. Source: WHO Child Growth Standards, 2006, chapter 3 (construction of the length/height-for-age
/// standards).
const LAST_LYING: f64 = 730.0 / DAYS_IN_MONTH;

/// One measurement at an age in months.
struct Measured {
    day: NaiveDate,
    /// In words, by the calendar: a first birthday is a year, however many days it had.
    age: String,
    months: f64,
    value: f64,
}

/// How one of the charts is drawn.
struct Plan {
    measure: Measure,
    title: &'static str,
    value_name: &'static str,
    unit: &'static str,
    /// In months: from the first up to the second, which is only in the last chart of a child.
    ages: (f64, f64),
    /// Months from one line of the grid to the next.
    age_step: f64,
    /// Months from one point of a curve to the next.
    fine: f64,
    months_in_unit: f32,
    value_step: f64,
    centiles: Centiles,
}

const PLANS: [Plan; 7] = [
    Plan {
        measure: Measure::InfantWeight,
        title: "Weight for age, birth to 2 years (WHO)",
        value_name: "Weight, kg",
        unit: "kg",
        ages: (0.0, 24.0),
        age_step: 2.0,
        fine: 0.5,
        months_in_unit: 1.0,
        value_step: 1.0,
        centiles: WHO_CENTILES,
    },
    Plan {
        measure: Measure::InfantLength,
        title: "Length for age, birth to 2 years (WHO)",
        value_name: "Length, cm",
        unit: "cm",
        ages: (0.0, 24.0),
        age_step: 2.0,
        fine: 0.5,
        months_in_unit: 1.0,
        value_step: 5.0,
        centiles: WHO_CENTILES,
    },
    Plan {
        measure: Measure::InfantHead,
        title: "Head circumference for age, birth to 2 years (WHO)",
        value_name: "Head circumference, cm",
        unit: "cm",
        ages: (0.0, 24.0),
        age_step: 2.0,
        fine: 0.5,
        months_in_unit: 1.0,
        value_step: 2.0,
        centiles: WHO_CENTILES,
    },
    Plan {
        measure: Measure::ToddlerHead,
        title: "Head circumference for age, 2 to 3 years (CDC)",
        value_name: "Head circumference, cm",
        unit: "cm",
        ages: (24.0, 36.0),
        age_step: 1.0,
        fine: 0.5,
        months_in_unit: 1.0,
        value_step: 1.0,
        centiles: CDC_CENTILES,
    },
    Plan {
        measure: Measure::Weight,
        title: "Weight for age, 2 to 20 years (CDC)",
        value_name: "Weight, kg",
        unit: "kg",
        ages: (24.0, 240.0),
        age_step: 24.0,
        fine: 3.0,
        months_in_unit: 12.0,
        value_step: 10.0,
        centiles: CDC_CENTILES,
    },
    Plan {
        measure: Measure::Stature,
        title: "Stature for age, 2 to 20 years (CDC)",
        value_name: "Stature, cm",
        unit: "cm",
        ages: (24.0, 240.0),
        age_step: 24.0,
        fine: 3.0,
        months_in_unit: 12.0,
        value_step: 10.0,
        centiles: CDC_CENTILES,
    },
    Plan {
        measure: Measure::Bmi,
        title: "Body mass index for age, 2 to 20 years (CDC)",
        value_name: "BMI, kg/m²",
        unit: "kg/m²",
        ages: (24.0, 240.0),
        age_step: 24.0,
        fine: 3.0,
        months_in_unit: 12.0,
        value_step: 2.0,
        centiles: CDC_CENTILES,
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
        let measured = measured(&series_of(&chart.vitals, plan.measure), birth, plan);
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
        "Curves: below two years the WHO Child Growth Standards of 2006 and 2007, from two to twenty the CDC Growth \
         Charts, United States, 2000, as CDC recommends. Centiles and z-scores by Cole's LMS method; a month is \
         30.4375 days."
            .to_owned(),
    ));
    let record = registration(chart)?;
    let document = ChartDocument {
        title: "Growth chart".to_owned(),
        date: paper::dates::short_in(desk.today(), locale),
        letterhead: letterhead(&opened.practice)?,
        sheet: sheet(desk, request, "GC", record, locale)?,
        patient: Some(patient_box(desk, &opened.patient, chart, locale)),
        allergies: Some(allergies(desk, chart, locale)),
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
        Measure::InfantHead | Measure::ToddlerHead => series(vitals, VitalCode::HeadCircumference),
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

/// What was measured at the ages of a plan. Its last day belongs to the next chart where there is one.
fn measured(series: &Series, birth: NaiveDate, plan: &Plan) -> Vec<Measured> {
    let (from, until) = plan.ages;
    let mut measured: Vec<Measured> = series
        .iter()
        .map(|(at, value)| {
            let day = at.date_naive();
            #[expect(clippy::cast_precision_loss, reason = "days of one life")]
            let months = (day - birth).num_days() as f64 / DAYS_IN_MONTH;
            let age = Age::on(PartialDate::Day(birth), day).map_or_else(String::new, Age::short);
            Measured { day, age, months, value: *value }
        })
        .filter(|one| one.months >= from && (one.months < until || until > 24.0 && one.months <= until))
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
    let (from, until) = plan.ages;
    let mut curves = Vec::new();
    let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
    for (name, z) in plan.centiles {
        let mut points = Vec::new();
        let mut months: f64 = from;
        while months <= until {
            // The last row of some tables is half a month before the end.
            // WHO measures lying until the 730th day and standing from the next on, 0.7 cm less: the last point of a
            // curve of lengths is the last that was measured lying.
            let at = if plan.measure == Measure::InfantLength { months.min(LAST_LYING) } else { months };
            if let Some(value) = value_at(plan.measure, sex, at, z).map_err(fault)? {
                (low, high) = (low.min(value), high.max(value));
                points.push((narrow(months), narrow(value)));
            }
            months += plan.fine;
        }
        curves.push(GrowthCurve { name: name.to_owned(), middle: name == "50", points });
    }
    for one in measured {
        (low, high) = (low.min(one.value), high.max(one.value));
    }
    let value_step = plan.value_step;
    let range = ((low / value_step).floor() * value_step, (high / value_step).ceil() * value_step);
    let chart = GrowthChart {
        value_name: plan.value_name.to_owned(),
        age_name: if plan.months_in_unit < 2.0 { "Age, months" } else { "Age, years" }.to_owned(),
        unit: plan.unit.to_owned(),
        ages: (narrow(from), narrow(until)),
        age_step: narrow(plan.age_step),
        months_in_unit: plan.months_in_unit,
        range: (narrow(range.0), narrow(range.1)),
        value_step: narrow(plan.value_step),
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
        rows.push(vec![
            PartCell::plain(paper::dates::short(one.day)),
            PartCell::plain(one.age.clone()),
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
            ..PartTable::default()
        }),
    ])
}
