//! The course of every number of a chart: vitals, what is counted from them, and what the laboratory measured.
//!
//! One place gathers them, so that the line in the summary, the large drawing and the page on paper are the same
//! numbers. Nothing is left out of a course; whoever draws it may draw less.

use super::reading::{Who, stands_out};
use chart::coding::system::LOINC;
use chart::sections::patients::Sex;
use chart::sections::results::{Found, PrintedRange, ResultFlag};
use chart::sections::vitals::derived::{self, Derived};
use chart::sections::vitals::form::{self, FIELDS, Field};
use chart::sections::vitals::ranges::Assessment;
use chart::sections::vitals::{VitalCode, VitalsSet};
use chart::{Chart, EntryId, Quantity, RecordId, StaffId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use reference::checks::Analyte;
use std::collections::BTreeMap;

/// A number over time.
pub(crate) struct Course {
    /// `blood-pressure`, `bmi`, or a LOINC code; the name of a test without one.
    pub(crate) key: String,
    /// `BP`.
    pub(crate) short: String,
    /// `Blood pressure`.
    pub(crate) label: String,
    /// As people read it.
    pub(crate) unit: String,
    /// What the numbers are called, where there are two.
    pub(crate) parts: &'static [&'static str],
    /// Oldest first; never empty.
    pub(crate) readings: Vec<Reading>,
    /// The newest range a laboratory printed.
    pub(crate) usual: Option<PrintedRange>,
    /// Where it stands on the summary: 0 and up first, in their order; none is left to the full list.
    pub(crate) rank: Option<u8>,
}

/// One value of a course.
pub(crate) struct Reading {
    /// When.
    pub(crate) at: DateTime<FixedOffset>,
    /// One number, or the two of a blood pressure.
    pub(crate) values: Vec<f64>,
    /// As it is written: `158/92`.
    pub(crate) text: String,
    /// What it stands in.
    pub(crate) section: &'static str,
    /// Which.
    pub(crate) record: RecordId,
    /// Who said it.
    pub(crate) by: StaffId,
    /// It is beyond the range for this age, or the laboratory's own.
    pub(crate) alert: bool,
    /// It is so far beyond it that no goal makes it good.
    pub(crate) critical: bool,
    /// The judgement in words, with its source, or the laboratory's range.
    pub(crate) judged: String,
    /// How it was counted, where it was.
    pub(crate) counted: Option<Derived>,
}

/// Every course, those of the summary first.
pub(crate) fn courses(chart: &Chart, day: NaiveDate) -> Vec<Course> {
    let mut sets: Vec<Taken<'_>> = chart
        .vitals
        .readings()
        .map(|(record, version, set)| Taken {
            at: version.effective_at,
            entry: version.entry,
            record: record.id,
            by: version.author,
            set,
        })
        .collect();
    sets.sort_by_key(|taken| (taken.at, taken.entry));
    let who = Who::of(chart, day);
    let mut courses: Vec<Course> = FIELDS.iter().filter_map(|field| of_field(field, &sets, who)).collect();
    courses.extend(mass_index(chart, &sets));
    let mut tests = of_results(chart);
    if !tests.iter().any(|course| is_egfr(&course.key, &course.label)) {
        tests.extend(counted_filtration(chart));
    }
    courses.append(&mut tests);
    courses
        .sort_by_key(|course| (course.rank.is_none(), course.rank, std::cmp::Reverse(course.readings.len())));
    courses
}

struct Taken<'c> {
    at: DateTime<FixedOffset>,
    entry: EntryId,
    record: RecordId,
    by: StaffId,
    set: &'c VitalsSet,
}

fn of_field(field: &'static Field, sets: &[Taken<'_>], who: Who) -> Option<Course> {
    let readings: Vec<Reading> = sets
        .iter()
        .filter_map(|taken| {
            let values: Vec<f64> = field.codes.iter().filter_map(|code| taken.set.value(*code)).collect();
            if values.len() != field.codes.len() {
                return None;
            }
            let judged = field.codes.iter().zip(&values).map(|(code, value)| who.judge(*code, *value));
            let worst = Assessment::gravest(judged)?;
            use chart::sections::vitals::ranges::Flag::{CriticalHigh, CriticalLow, Implausible};
            Some(Reading {
                at: taken.at,
                text: form::figures(field, &values),
                values,
                section: "vitals",
                record: taken.record,
                by: taken.by,
                alert: stands_out(worst.flag),
                critical: matches!(worst.flag, CriticalHigh | CriticalLow | Implausible),
                judged: [worst.text.as_str(), worst.source]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · "),
                counted: None,
            })
        })
        .collect();
    let rank = match field.key {
        "blood-pressure" => Some(0),
        "weight" => Some(3),
        _ => None,
    };
    (!readings.is_empty()).then(|| Course {
        key: field.key.to_owned(),
        short: field.short.to_owned(),
        label: field.label.to_owned(),
        unit: field.unit.to_owned(),
        parts: if field.codes.len() == 2 { &["systolic", "diastolic"] } else { &[] },
        readings,
        usual: None,
        rank,
    })
}

/// BMI with every weight. In adults the height is carried over from the last time.
fn mass_index(chart: &Chart, sets: &[Taken<'_>]) -> Option<Course> {
    let mut height = None;
    let mut readings = Vec::new();
    for taken in sets {
        let measured = taken.set.value(VitalCode::Height);
        height = measured.or(height);
        let grown = || Who::of(chart, taken.at.date_naive()).is_adult();
        let weight = taken.set.value(VitalCode::Weight);
        let counted = weight.zip(height).and_then(|(weight, height)| derived::bmi(weight, height));
        if let Some(counted) = counted.filter(|_| measured.is_some() || grown()) {
            readings.push(of_counted(taken.at, "vitals", taken.record, taken.by, counted));
        }
    }
    (!readings.is_empty()).then(|| counted_course("bmi", "BMI", "Body mass index", "kg/m²", readings, None))
}

/// eGFR by CKD-EPI 2021 from every creatinine, where the laboratory reports none itself.
fn counted_filtration(chart: &Chart) -> Option<Course> {
    let patient = chart.patient()?;
    let sex: Sex = patient.sex;
    let mut readings = Vec::new();
    for (record, version, report) in chart.results.readings() {
        for value in &report.values {
            let Found::Quantity(found) = &value.found else { continue };
            if Analyte::of(value.test.code_in(LOINC), &value.test.text) != Some(Analyte::Creatinine) {
                continue;
            }
            let creatinine = match found.unit.as_str() {
                "mg/dL" => found.value,
                "umol/L" | "µmol/L" => derived::creatinine_mg_dl(found.value),
                _ => continue,
            };
            let age = patient.age_on(version.effective_at.date_naive());
            let counted = age.and_then(|age| derived::egfr(creatinine, age.years(), sex));
            if let Some(counted) = counted {
                readings.push(of_counted(
                    version.effective_at,
                    "results",
                    record.id,
                    version.author,
                    counted,
                ));
            }
        }
    }
    readings.sort_by_key(|reading: &Reading| reading.at);
    (!readings.is_empty())
        .then(|| counted_course("egfr", "eGFR", "eGFR, counted here", "mL/min/1.73 m²", readings, Some(2)))
}

fn counted_course(
    key: &str,
    short: &str,
    label: &str,
    unit: &str,
    readings: Vec<Reading>,
    rank: Option<u8>,
) -> Course {
    Course {
        key: key.to_owned(),
        short: short.to_owned(),
        label: label.to_owned(),
        unit: unit.to_owned(),
        parts: &[],
        readings,
        usual: None,
        rank,
    }
}

fn of_counted(
    at: DateTime<FixedOffset>,
    section: &'static str,
    record: RecordId,
    by: StaffId,
    counted: Derived,
) -> Reading {
    Reading {
        at,
        values: vec![counted.value],
        text: counted.text.split(' ').next().unwrap_or_default().to_owned(),
        section,
        record,
        by,
        alert: false,
        critical: false,
        judged: String::new(),
        counted: Some(counted),
    }
}

/// Numbers of the laboratory by test, those measured most often first.
fn of_results(chart: &Chart) -> Vec<Course> {
    let mut tests: BTreeMap<(String, String), Course> = BTreeMap::new();
    for (record, version, report) in chart.results.readings() {
        for value in &report.values {
            let Found::Quantity(quantity) = &value.found else { continue };
            let code = value.test.code_in(LOINC).unwrap_or(&value.test.text);
            let (flag, at) = (value.flag(), version.effective_at);
            // A test in another unit is another curve: units are never converted silently.
            let course = tests.entry((code.to_owned(), quantity.unit.clone())).or_insert_with(|| Course {
                key: code.to_owned(),
                short: String::new(),
                label: String::new(),
                unit: quantity.shown_unit(),
                parts: &[],
                readings: Vec::new(),
                usual: None,
                rank: None,
            });
            if course.readings.iter().all(|reading| reading.at <= at) {
                course.short.clone_from(&value.test.text);
                course.label.clone_from(&value.test.text);
                course.usual = value.range.as_deref().and_then(PrintedRange::read);
            }
            course.readings.push(Reading {
                at,
                values: vec![quantity.value],
                text: Quantity { value: quantity.value, unit: String::new() }.shown_value(),
                section: "results",
                record: record.id,
                by: version.author,
                alert: flag.is_abnormal(),
                critical: flag == ResultFlag::Critical,
                judged: value.range.as_ref().map(|range| format!("range {range}")).unwrap_or_default(),
                counted: None,
            });
        }
    }
    let mut courses: Vec<Course> = tests.into_values().collect();
    for course in &mut courses {
        course.readings.sort_by_key(|reading| reading.at);
        let many = course.readings.len() >= 2;
        course.rank = match () {
            () if is_a1c(&course.key) => Some(1),
            () if is_egfr(&course.key, &course.label) => Some(2),
            () if many => Some(4),
            () => None,
        };
    }
    courses
}

/// LOINC 4548-4, 17856-6 and 59261-8: haemoglobin A1c by whatever method.
fn is_a1c(key: &str) -> bool {
    ["4548-4", "17856-6", "59261-8"].contains(&key)
}

fn is_egfr(key: &str, label: &str) -> bool {
    Analyte::of(Some(key), label) == Some(Analyte::Egfr) || Analyte::of(None, label) == Some(Analyte::Egfr)
}
