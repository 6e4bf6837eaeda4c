//! The newest results that matter for medicines, and the kidneys computed from them.

use super::day;
use chart::sections::patients::Sex;
use chart::sections::vitals::derived;
use chrono::NaiveDate;

/// A result that rules speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Analyte {
    /// International normalised ratio.
    Inr,
    /// Potassium, mmol/L.
    Potassium,
    /// Sodium, mmol/L.
    Sodium,
    /// Creatinine, mg/dL.
    Creatinine,
    /// Estimated glomerular filtration rate, mL/min/1.73 m².
    Egfr,
    /// Lithium, mmol/L.
    Lithium,
    /// Digoxin, ng/mL.
    Digoxin,
    /// Glucose, as the laboratory gave it.
    Glucose,
    /// Thyrotropin.
    Tsh,
}

impl Analyte {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::Inr,
        Self::Potassium,
        Self::Sodium,
        Self::Creatinine,
        Self::Egfr,
        Self::Lithium,
        Self::Digoxin,
        Self::Glucose,
        Self::Tsh,
    ];

    /// The word of the tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Inr => "inr",
            Self::Potassium => "potassium",
            Self::Sodium => "sodium",
            Self::Creatinine => "creatinine",
            Self::Egfr => "egfr",
            Self::Lithium => "lithium",
            Self::Digoxin => "digoxin",
            Self::Glucose => "glucose",
            Self::Tsh => "tsh",
        }
    }

    /// As sentences call it.
    #[must_use]
    pub fn shown(self) -> &'static str {
        match self {
            Self::Inr => "INR",
            Self::Potassium => "Potassium",
            Self::Sodium => "Sodium",
            Self::Creatinine => "Creatinine",
            Self::Egfr => "eGFR",
            Self::Lithium => "Lithium",
            Self::Digoxin => "Digoxin",
            Self::Glucose => "Glucose",
            Self::Tsh => "TSH",
        }
    }

    /// LOINC 2.81: of serum, plasma or whole blood.
    fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Inr => &["6301-6", "34714-6", "46418-0"],
            Self::Potassium => &["2823-3", "6298-4", "77142-8"],
            Self::Sodium => &["2951-2", "2947-0", "77139-4"],
            Self::Creatinine => &["2160-0", "38483-4", "14682-9", "59826-8", "77140-2"],
            Self::Egfr => &[
                "98979-8", "62238-1", "33914-3", "48642-3", "48643-1", "88293-6", "88294-4", "69405-9",
                "77147-7", "98980-6",
            ],
            Self::Lithium => &["14334-7", "3719-2"],
            Self::Digoxin => &["10535-3", "14698-5"],
            Self::Glucose => &["2345-7", "2339-0", "14749-6", "1558-6", "15074-8", "32016-8"],
            Self::Tsh => &["3016-3", "11580-8", "11579-0"],
        }
    }

    /// Names on paper where no code came along. In small letters.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Inr => &["inr", "pt inr", "international normalized ratio"],
            Self::Potassium => &["potassium", "k", "serum potassium", "k+"],
            Self::Sodium => &["sodium", "na", "serum sodium"],
            Self::Creatinine => &["creatinine", "serum creatinine", "creat", "cr"],
            Self::Egfr => &["egfr", "gfr", "estimated gfr", "egfr ckd epi", "glomerular filtration rate"],
            Self::Lithium => &["lithium", "lithium level"],
            Self::Digoxin => &["digoxin", "digoxin level"],
            Self::Glucose => &["glucose", "blood glucose", "fasting glucose", "blood sugar"],
            Self::Tsh => &["tsh", "thyrotropin"],
        }
    }

    /// Which one a test is, by code or by name.
    #[must_use]
    pub fn of(code: Option<&str>, name: &str) -> Option<Self> {
        match code {
            Some(code) => Self::ALL.into_iter().find(|analyte| analyte.codes().contains(&code)),
            None => {
                let name = crate::words::plain(name);
                Self::ALL.into_iter().find(|analyte| analyte.names().contains(&name.as_str()))
            }
        }
    }

    /// How long a value says something about today, in days. Our own rule: drug levels and INR change within weeks.
    pub(super) fn holds_for(self) -> i64 {
        match self {
            Self::Inr | Self::Lithium | Self::Digoxin | Self::Glucose => 90,
            _ => 366,
        }
    }
}

/// A newest result.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Which.
    pub analyte: Analyte,
    /// The number, in the unit below.
    pub value: f64,
    /// The unit, as people read it.
    pub unit: String,
    /// When the specimen was taken.
    pub on: NaiveDate,
}

impl Value {
    /// In the unit of the rules. mEq/L of potassium and sodium is mmol/L; creatinine in µmol/L becomes mg/dL.
    pub(super) fn in_rule_unit(&self) -> f64 {
        if self.analyte == Analyte::Creatinine && self.unit.to_lowercase().contains("mol") {
            return derived::creatinine_mg_dl(self.value);
        }
        self.value
    }

    /// `INR 3.8 on 18 Nov`.
    pub(super) fn said(&self, today: NaiveDate) -> String {
        let number = chart::sig::figure(self.value);
        let unit = if self.unit.is_empty() { String::new() } else { format!(" {}", self.unit) };
        format!("{} {number}{unit} on {}", self.analyte.shown(), day(self.on, today))
    }
}

/// How well the kidneys work.
#[derive(Debug, Clone, PartialEq)]
pub struct Kidney {
    /// mL/min/1.73 m².
    pub egfr: f64,
    /// The day of the value it rests on.
    pub on: NaiveDate,
    /// It was computed here from creatinine.
    pub computed: bool,
    /// Creatinine clearance by Cockcroft-Gault, mL/min, where weight and creatinine are known.
    pub clearance: Option<f64>,
}

impl Kidney {
    /// From the newest creatinine or reported eGFR, whichever is newer. None without either.
    pub(super) fn of(values: &[Value], age: Option<i32>, sex: Sex, weight: Option<f64>) -> Option<Self> {
        let newest = |analyte| values.iter().find(|value| value.analyte == analyte);
        let creatinine = newest(Analyte::Creatinine);
        let clearance =
            creatinine.and_then(|value| cockcroft_gault(value.in_rule_unit(), age?, sex, weight?));
        let computed = creatinine.and_then(|value| {
            let egfr = derived::egfr(value.in_rule_unit(), age?, sex)?;
            Some(Self { egfr: egfr.value, on: value.on, computed: true, clearance })
        });
        let reported = newest(Analyte::Egfr).map(|value| Self {
            egfr: value.value,
            on: value.on,
            computed: false,
            clearance,
        });
        match (reported, computed) {
            (Some(reported), Some(computed)) if computed.on > reported.on => Some(computed),
            (Some(reported), _) => Some(reported),
            (None, computed) => computed,
        }
    }

    /// `eGFR 34 on 18 Nov (from creatinine)`.
    pub(super) fn said(&self, today: NaiveDate) -> String {
        let how = if self.computed { " (from creatinine)" } else { "" };
        format!("eGFR {} on {}{how}", chart::sig::figure(self.egfr.round()), day(self.on, today))
    }
}

/// Creatinine clearance, mL/min. Source: Cockcroft DW, Gault MH, Nephron 1976; 16: 31–41:
/// (140 − age) × weight ÷ (72 × creatinine in mg/dL), × 0.85 in women.
fn cockcroft_gault(creatinine: f64, age: i32, sex: Sex, weight: f64) -> Option<f64> {
    let factor = match sex {
        Sex::Female => 0.85,
        Sex::Male => 1.0,
        Sex::Other | Sex::Unknown => return None,
    };
    let sound = creatinine.is_finite() && creatinine > 0.0 && weight.is_finite() && weight > 0.0;
    (sound && (18..=120).contains(&age))
        .then(|| (f64::from(140 - age) * weight / (72.0 * creatinine) * factor).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clearance_is_as_cockcroft_and_gault_computed_it() {
        // (140 − 60) × 72 ÷ (72 × 1) = 80; in women 68.
        assert!((cockcroft_gault(1.0, 60, Sex::Male, 72.0).unwrap() - 80.0).abs() < 1e-9);
        assert!((cockcroft_gault(1.0, 60, Sex::Female, 72.0).unwrap() - 68.0).abs() < 1e-9);
        assert_eq!(cockcroft_gault(1.0, 60, Sex::Unknown, 72.0), None);
        assert_eq!(cockcroft_gault(0.0, 60, Sex::Male, 72.0), None);
    }

    #[test]
    fn a_test_is_known_by_code_or_by_name_and_not_by_half_of_it() {
        assert_eq!(Analyte::of(Some("6301-6"), "Prothrombin"), Some(Analyte::Inr));
        assert_eq!(Analyte::of(None, "Potassium"), Some(Analyte::Potassium));
        assert_eq!(Analyte::of(None, "Urine potassium"), None);
        assert_eq!(Analyte::of(Some("2828-2"), "Potassium"), None, "a code of urine is not of blood");
    }
}
