//! The course of every number of a chart: vitals, what is counted from them, and what the laboratory measured.
//!
//! One place gathers them, so that the line in the summary, the large drawing and the page on paper are the same
//! numbers. Nothing is left out of a course; whoever draws it may draw less.

use super::reading::{Who, stands_out};
use chart::coding::shown_unit;
use chart::coding::system::LOINC;
use chart::sections::patients::Sex;
use chart::sections::results::{Found, PrintedRange, ResultFlag, ResultValue};
use chart::sections::vitals::derived::{self, Derived};
use chart::sections::vitals::form::{self, FIELDS, Field};
use chart::sections::vitals::ranges::Assessment;
use chart::sections::vitals::{VitalCode, VitalsSet};
use chart::{Chart, EntryId, Quantity, RecordId, StaffId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use reference::checks::Analyte;
use std::collections::BTreeMap;

/// A number over time.
pub(crate) struct Course<'c> {
    /// `blood-pressure`, `bmi`, or a LOINC code; the name of a test without one.
    pub(crate) key: &'c str,
    /// `BP`.
    pub(crate) short: &'c str,
    /// `Blood pressure`.
    pub(crate) label: &'c str,
    /// As people read it.
    pub(crate) unit: String,
    /// What the numbers are called, where there are two.
    pub(crate) parts: &'static [&'static str],
    /// Oldest first; never empty.
    pub(crate) readings: Vec<Reading<'c>>,
    /// The newest range a laboratory printed.
    pub(crate) usual: Option<PrintedRange>,
    /// Where it stands on the summary: 0 and up first, in their order; none is left to the full list.
    pub(crate) rank: Option<u8>,
}

/// One value of a course. What can be said of it is said when it is asked: of a thousand, one is.
pub(crate) struct Reading<'c> {
    /// When.
    pub(crate) at: DateTime<FixedOffset>,
    /// One number, or the two of a blood pressure.
    pub(crate) values: Vec<f64>,
    /// What it stands in.
    pub(crate) section: &'static str,
    /// Which.
    pub(crate) record: RecordId,
    /// Who said it.
    pub(crate) by: StaffId,
    from: Origin<'c>,
}

/// Where a value comes from.
enum Origin<'c> {
    /// It was measured here, of a patient of this age.
    Measured(&'static Field, Who),
    /// It was computed from what was measured.
    Counted(Derived),
    /// A laboratory found it.
    Found(&'c ResultValue),
}

impl Reading<'_> {
    /// As it is written: `158/92`.
    pub(crate) fn text(&self) -> String {
        match self.from {
            Origin::Measured(field, _) => form::figures(field, &self.values),
            Origin::Counted(number) => number.figure(),
            Origin::Found(_) => {
                let value = self.values.first().copied().unwrap_or_default();
                Quantity { value, unit: String::new() }.shown_value()
            }
        }
    }

    /// It is beyond the range for this age, or the laboratory's own.
    pub(crate) fn is_alert(&self) -> bool {
        match self.from {
            Origin::Measured(field, who) => self.assessed(field, who).is_some_and(|one| stands_out(one.flag)),
            Origin::Counted(_) => false,
            Origin::Found(value) => value.flag().is_abnormal(),
        }
    }

    /// It is so far beyond it that no goal makes it good.
    pub(crate) fn is_critical(&self) -> bool {
        use chart::sections::vitals::ranges::Flag::{CriticalHigh, CriticalLow, Implausible};
        match self.from {
            Origin::Measured(field, who) => self
                .assessed(field, who)
                .is_some_and(|one| matches!(one.flag, CriticalHigh | CriticalLow | Implausible)),
            Origin::Counted(_) => false,
            Origin::Found(value) => value.flag() == ResultFlag::Critical,
        }
    }

    /// The judgement in words, with its source, or the laboratory's range. Empty where there is none.
    pub(crate) fn judged(&self) -> String {
        match self.from {
            Origin::Measured(field, who) => self.assessed(field, who).map_or_else(String::new, |worst| {
                let parts = [worst.text.as_str(), worst.source];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
            }),
            Origin::Counted(_) => String::new(),
            Origin::Found(value) => {
                value.range.as_ref().map(|range| format!("range {range}")).unwrap_or_default()
            }
        }
    }

    /// How it was counted, where it was: formula, inputs, source.
    pub(crate) fn counted(&self) -> Option<String> {
        match self.from {
            Origin::Counted(number) => Some(format!("{}. {}", number.formula(), number.source)),
            _ => None,
        }
    }

    fn assessed(&self, field: &Field, who: Who) -> Option<Assessment> {
        Assessment::gravest(
            field.codes.iter().zip(&self.values).map(|(code, value)| who.judge(*code, *value)),
        )
    }
}

/// Every course, those of the summary first.
pub(crate) fn courses(chart: &Chart, day: NaiveDate) -> Vec<Course<'_>> {
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
    let mut courses: Vec<Course<'_>> =
        FIELDS.iter().filter_map(|field| of_field(field, &sets, who)).collect();
    courses.extend(mass_index(chart, &sets));
    let mut tests = of_results(chart);
    if !tests.iter().any(|course| is_egfr(course.key, course.label)) {
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

fn of_field<'c>(field: &'static Field, sets: &[Taken<'c>], who: Who) -> Option<Course<'c>> {
    let reading = |taken: &Taken<'c>| {
        let values: Vec<f64> = field.codes.iter().filter_map(|code| taken.set.value(*code)).collect();
        (values.len() == field.codes.len()).then_some(Reading {
            at: taken.at,
            values,
            section: "vitals",
            record: taken.record,
            by: taken.by,
            from: Origin::Measured(field, who),
        })
    };
    let readings: Vec<Reading<'c>> = sets.iter().filter_map(reading).collect();
    let rank = match field.key {
        "blood-pressure" => Some(0),
        "weight" => Some(3),
        _ => None,
    };
    (!readings.is_empty()).then(|| Course {
        key: field.key,
        short: field.short,
        label: field.label,
        unit: field.unit.to_owned(),
        parts: if field.codes.len() == 2 { &["systolic", "diastolic"] } else { &[] },
        readings,
        usual: None,
        rank,
    })
}

/// BMI with every weight. In adults the height is carried over from the last time.
fn mass_index<'c>(chart: &Chart, sets: &[Taken<'c>]) -> Option<Course<'c>> {
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
fn counted_filtration(chart: &Chart) -> Option<Course<'_>> {
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
    readings.sort_by_key(|reading: &Reading<'_>| reading.at);
    (!readings.is_empty())
        .then(|| counted_course("egfr", "eGFR", "eGFR, counted here", "mL/min/1.73 m²", readings, Some(2)))
}

fn counted_course<'c>(
    key: &'static str,
    short: &'static str,
    label: &'static str,
    unit: &str,
    readings: Vec<Reading<'c>>,
    rank: Option<u8>,
) -> Course<'c> {
    Course { key, short, label, unit: unit.to_owned(), parts: &[], readings, usual: None, rank }
}

fn of_counted<'c>(
    at: DateTime<FixedOffset>,
    section: &'static str,
    record: RecordId,
    by: StaffId,
    counted: Derived,
) -> Reading<'c> {
    Reading { at, values: vec![counted.value], section, record, by, from: Origin::Counted(counted) }
}

/// Numbers of the laboratory by test.
fn of_results(chart: &Chart) -> Vec<Course<'_>> {
    // A test in another unit is another curve: units are never converted silently.
    let mut tests: BTreeMap<(&str, &str), Vec<(Reading<'_>, &ResultValue)>> = BTreeMap::new();
    for (record, version, report) in chart.results.readings() {
        for value in &report.values {
            let Found::Quantity(quantity) = &value.found else { continue };
            let code = value.test.code_in(LOINC).unwrap_or(&value.test.text);
            let reading = Reading {
                at: version.effective_at,
                values: vec![quantity.value],
                section: "results",
                record: record.id,
                by: version.author,
                from: Origin::Found(value),
            };
            tests.entry((code, &quantity.unit)).or_default().push((reading, value));
        }
    }
    tests.into_iter().filter_map(|((code, unit), found)| of_test(code, unit, found)).collect()
}

/// The numbers of one test in one unit; called what the newest report calls it.
fn of_test<'c>(
    key: &'c str,
    unit: &str,
    mut found: Vec<(Reading<'c>, &'c ResultValue)>,
) -> Option<Course<'c>> {
    found.sort_by_key(|(reading, _)| reading.at);
    let (_, newest) = found.last()?;
    let label = newest.test.text.as_str();
    let rank = match () {
        () if is_a1c(key) => Some(1),
        () if is_egfr(key, label) => Some(2),
        () if found.len() >= 2 => Some(4),
        () => None,
    };
    Some(Course {
        key,
        short: label,
        label,
        unit: shown_unit(unit),
        parts: &[],
        usual: newest.range.as_deref().and_then(PrintedRange::read),
        readings: found.into_iter().map(|(reading, _)| reading).collect(),
        rank,
    })
}

/// LOINC 4548-4, 17856-6 and 59261-8: haemoglobin A1c by whatever method.
fn is_a1c(key: &str) -> bool {
    ["4548-4", "17856-6", "59261-8"].contains(&key)
}

fn is_egfr(key: &str, label: &str) -> bool {
    Analyte::of(Some(key), label) == Some(Analyte::Egfr) || Analyte::of(None, label) == Some(Analyte::Egfr)
}
