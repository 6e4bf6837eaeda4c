//! Growth of children by Cole's LMS method: the WHO standards below two years, the CDC charts from two to twenty, as
//! CDC recommends (Grummer-Strawn et al., MMWR Recommendations and Reports 59(RR-9), 2010).
//!
//! Sources of the figures: World Health Organization, WHO Child Growth Standards, 2006 and 2007 (length, weight and
//! head circumference for age, by day); National Center for Health Statistics, CDC Growth Charts: United States, 2000
//! (Kuczmarski et al., Vital and Health Statistics 11(246), 2002). Source of the method: Cole TJ, Green PJ, Statistics
//! in Medicine 11 (1992) 1305–1319. A month is 30.4375 days in both.

use crate::Fault;
use crate::table;
use std::collections::HashMap;
use std::sync::OnceLock;

const CDC: (&str, &str) = ("cdc2000.tsv", include_str!("../../../assets/reference/growth/cdc2000.tsv"));
const WHO: (&str, &str) = ("who2006.tsv", include_str!("../../../assets/reference/growth/who2006.tsv"));

/// Days in a month of these tables.
pub const DAYS_IN_MONTH: f64 = 30.4375;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Weight in kg, from birth to two years (WHO).
    InfantWeight,
    /// Recumbent length in cm, from birth to two years (WHO).
    InfantLength,
    /// Head circumference in cm, from birth to two years (WHO).
    InfantHead,
    /// Head circumference in cm, from birth to three years (CDC; used from two on).
    ToddlerHead,
    /// Weight in kg, from 2 to 20 years.
    Weight,
    /// Stature in cm, from 2 to 20 years.
    Stature,
    /// Body mass index in kg/m², from 2 to 20 years.
    Bmi,
}

impl Measure {
    fn word(self) -> &'static str {
        match self {
            Self::InfantWeight => "who-weight",
            Self::InfantLength => "who-length",
            Self::InfantHead => "who-head",
            Self::ToddlerHead => "head-infant",
            Self::Weight => "weight",
            Self::Stature => "stature",
            Self::Bmi => "bmi",
        }
    }
}

/// Boys and girls have curves of their own; there are none for anybody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GrowthSex {
    /// Girls.
    Female,
    /// Boys.
    Male,
}

/// The distribution at one age.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Row {
    months: f64,
    l: f64,
    m: f64,
    s: f64,
}

/// The rows of one measure and sex, by age.
type Curves = HashMap<(&'static str, GrowthSex), Vec<Row>>;

fn curves() -> Result<&'static Curves, Fault> {
    static CURVES: OnceLock<Curves> = OnceLock::new();
    if let Some(curves) = CURVES.get() {
        return Ok(curves);
    }
    let mut read = Curves::new();
    for ((table, text), days_in_age) in [(CDC, 1.0), (WHO, DAYS_IN_MONTH)] {
        for (line, [measure, sex, age, l, m, s]) in table::rows::<6>(table, text)? {
            let number = |cell: &str| {
                cell.parse::<f64>().map_err(|_| Fault::Line { table, line, what: "no number".to_owned() })
            };
            let sex = if sex == "female" { GrowthSex::Female } else { GrowthSex::Male };
            let row = Row { months: number(age)? / days_in_age, l: number(l)?, m: number(m)?, s: number(s)? };
            read.entry((measure, sex)).or_default().push(row);
        }
    }
    Ok(CURVES.get_or_init(|| read))
}

fn rows(measure: Measure, sex: GrowthSex) -> Result<&'static [Row], Fault> {
    Ok(curves()?.get(&(measure.word(), sex)).map_or(&[], Vec::as_slice))
}

/// L, M and S at an age, between two rows of the table in proportion. None outside the table.
fn at(measure: Measure, sex: GrowthSex, months: f64) -> Result<Option<Row>, Fault> {
    let rows = rows(measure, sex)?;
    let next = rows.partition_point(|row| row.months < months);
    let Some(row) = rows.get(next) else { return Ok(None) };
    if (row.months - months).abs() < 1e-9 {
        return Ok(Some(*row));
    }
    let Some(earlier) = next.checked_sub(1).and_then(|before| rows.get(before)) else { return Ok(None) };
    let part = (months - earlier.months) / (row.months - earlier.months);
    let between = |from: f64, to: f64| from + (to - from) * part;
    Ok(Some(Row {
        months,
        l: between(earlier.l, row.l),
        m: between(earlier.m, row.m),
        s: between(earlier.s, row.s),
    }))
}

/// The first and the last age of a table, in months.
///
/// # Errors
/// When the table that is built in cannot be read.
pub fn ages(measure: Measure, sex: GrowthSex) -> Result<(f64, f64), Fault> {
    let ages = rows(measure, sex)?.iter().map(|row| row.months);
    Ok(ages.fold((f64::INFINITY, 0.0), |(low, high), age| (low.min(age), f64::max(high, age))))
}

/// The value at a number of standard deviations: `M (1 + L S z)^(1/L)`. None outside the table.
///
/// # Errors
/// When the table that is built in cannot be read.
pub fn value_at(measure: Measure, sex: GrowthSex, months: f64, z: f64) -> Result<Option<f64>, Fault> {
    Ok(at(measure, sex, months)?.map(|row| {
        if row.l.abs() < 1e-9 {
            row.m * (row.s * z).exp()
        } else {
            row.m * (1.0 + row.l * row.s * z).powf(1.0 / row.l)
        }
    }))
}

/// How many standard deviations a value is from the median: `((x/M)^L − 1) / (L S)`. None outside the table, or for
/// a value that is not above zero.
///
/// # Errors
/// When the table that is built in cannot be read.
pub fn z_of(measure: Measure, sex: GrowthSex, months: f64, value: f64) -> Result<Option<f64>, Fault> {
    if value.is_nan() || value <= 0.0 {
        return Ok(None);
    }
    Ok(at(measure, sex, months)?.map(|row| {
        if row.l.abs() < 1e-9 {
            (value / row.m).ln() / row.s
        } else {
            ((value / row.m).powf(row.l) - 1.0) / (row.l * row.s)
        }
    }))
}

/// The part of children below, from 0 to 100. Source: Abramowitz and Stegun, 26.2.17 (error below 7.5 × 10⁻⁸).
#[must_use]
pub fn centile(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let polynomial = t
        * (0.319_381_530
            + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let tail = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * polynomial;
    100.0 * if z >= 0.0 { 1.0 - tail } else { tail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_and_the_centiles_are_those_of_the_printed_charts() {
        // CDC's own table for boys of 24 months: P3 10.38, P50 12.67, P97 15.60 kg.
        let kg = |z| value_at(Measure::Weight, GrowthSex::Male, 24.0, z).unwrap().unwrap();
        assert!((kg(0.0) - 12.670_76).abs() < 1e-4);
        assert!((kg(-1.880_79) - 10.382_09).abs() < 1e-3);
        assert!((kg(1.880_79) - 15.596_48).abs() < 1e-3);
        for z in [-3.0, -1.3, 0.0, 0.4, 2.7] {
            let back = z_of(Measure::Weight, GrowthSex::Male, 24.0, kg(z)).unwrap().unwrap();
            assert!((back - z).abs() < 1e-9, "there and back: {z} {back}");
        }
    }

    #[test]
    fn below_two_years_the_figures_are_those_of_who() {
        // WHO's own tables: girls at birth L 0.3809, M 3.2322, S 0.14171; boys of 365 days M 9.6479 kg, M 75.7 cm.
        let kg = |sex, days: f64, z| {
            value_at(Measure::InfantWeight, sex, days / DAYS_IN_MONTH, z).unwrap().unwrap()
        };
        assert!((kg(GrowthSex::Female, 0.0, 0.0) - 3.2322).abs() < 1e-9);
        // WHO prints −2 SD 2.4 kg and +2 SD 4.2 kg for girls at birth.
        assert!((kg(GrowthSex::Female, 0.0, -2.0) - 2.395).abs() < 5e-3);
        assert!((kg(GrowthSex::Female, 0.0, 2.0) - 4.230).abs() < 5e-3);
        assert!((kg(GrowthSex::Male, 365.0, 0.0) - 9.6).abs() < 0.1);
    }

    #[test]
    fn ages_outside_the_table_have_no_curve() {
        assert_eq!(value_at(Measure::Stature, GrowthSex::Female, 20.0, 0.0).unwrap(), None);
        assert_eq!(value_at(Measure::Stature, GrowthSex::Female, 300.0, 0.0).unwrap(), None);
        assert_eq!(z_of(Measure::Bmi, GrowthSex::Male, 100.0, 0.0).unwrap(), None);
        assert!(value_at(Measure::InfantHead, GrowthSex::Male, 0.0, 0.0).unwrap().is_some());
        assert_eq!(
            value_at(Measure::InfantWeight, GrowthSex::Male, 24.2, 0.0).unwrap(),
            None,
            "CDC from two on"
        );
    }

    #[test]
    fn a_centile_is_the_normal_distribution() {
        for (z, centile_of) in [(0.0, 50.0), (1.645, 95.0), (-1.880_79, 3.0), (2.326_35, 99.0)] {
            assert!((centile(z) - centile_of).abs() < 0.01, "{z}: {}", centile(z));
        }
    }
}
