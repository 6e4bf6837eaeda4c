//! What the vitals form has to know from here: the fields in the order of the Tab key, their units, and how their
//! numbers are written. The limits that are asked about again are in `ranges`.

use super::convert::{Unit, convert_back};
use super::{Measurement, VitalCode};

/// One field of the form. Blood pressure is one field with two codes.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its key in a request, and in a trend: `blood-pressure`.
    pub key: &'static str,
    /// The words a screen reader says: `Heart rate`.
    pub label: &'static str,
    /// The label in a column: `HR`.
    pub short: &'static str,
    /// The word of the typed line: `hr`.
    pub word: &'static str,
    /// What it holds, in order.
    pub codes: &'static [VitalCode],
    /// The canonical unit as people read it: `mmHg`, `°C`. [`VitalCode::unit`] is its UCUM code.
    pub unit: &'static str,
    /// The unit shown beside it: US customary, or mmol/L for glucose.
    pub other: Option<Unit>,
    /// What an arrow key adds, in the canonical unit.
    pub step: f64,
    /// How many decimals are shown at most.
    pub decimals: usize,
    /// It is drawn as a trend in the summary.
    pub trend: bool,
}

impl Field {
    const fn of(key: &'static str, label: &'static str, short: &'static str, word: &'static str) -> Self {
        Self {
            key,
            label,
            short,
            word,
            codes: &[],
            unit: "",
            other: None,
            step: 1.0,
            decimals: 0,
            trend: false,
        }
    }
}

/// The fields, in the order of the Tab key.
pub const FIELDS: &[Field] = &[
    Field {
        codes: &[VitalCode::BpSystolic, VitalCode::BpDiastolic],
        unit: "mmHg",
        trend: true,
        ..Field::of("blood-pressure", "Blood pressure", "BP", "bp")
    },
    Field {
        codes: &[VitalCode::HeartRate],
        unit: "/min",
        ..Field::of("heart-rate", "Heart rate", "HR", "hr")
    },
    Field {
        codes: &[VitalCode::Temperature],
        unit: "°C",
        other: Some(Unit::Fahrenheit),
        step: 0.1,
        decimals: 1,
        ..Field::of("temperature", "Temperature", "Temp", "t")
    },
    Field {
        codes: &[VitalCode::OxygenSaturation],
        unit: "%",
        ..Field::of("oxygen-saturation", "Oxygen saturation", "SpO₂", "spo2")
    },
    Field {
        codes: &[VitalCode::RespiratoryRate],
        unit: "/min",
        ..Field::of("respiratory-rate", "Respiratory rate", "RR", "rr")
    },
    Field {
        codes: &[VitalCode::Weight],
        unit: "kg",
        other: Some(Unit::Pound),
        step: 0.1,
        decimals: 2,
        trend: true,
        ..Field::of("weight", "Weight", "Wt", "wt")
    },
    Field {
        codes: &[VitalCode::Height],
        unit: "cm",
        other: Some(Unit::Inch),
        step: 0.5,
        decimals: 1,
        ..Field::of("height", "Height", "Ht", "ht")
    },
    Field {
        codes: &[VitalCode::HeadCircumference],
        unit: "cm",
        other: Some(Unit::Inch),
        step: 0.1,
        decimals: 1,
        ..Field::of("head-circumference", "Head circumference", "Head", "hc")
    },
    Field { codes: &[VitalCode::Pain], unit: "of 10", ..Field::of("pain", "Pain", "Pain", "pain") },
    Field {
        codes: &[VitalCode::Glucose],
        unit: "mg/dL",
        other: Some(Unit::MillimolePerLitre),
        ..Field::of("glucose", "Glucose", "Glu", "glu")
    },
];

/// The field of a code.
#[must_use]
pub fn field(code: VitalCode) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.codes.contains(&code))
}

/// The numbers of a field as they are written: `158/92`, `37.9`, `81.65`. Empty without numbers.
#[must_use]
pub fn figures(field: &Field, values: &[f64]) -> String {
    values.iter().map(|value| shortest(*value, field.decimals)).collect::<Vec<_>>().join("/")
}

/// What stands in the field for these measurements, in the canonical unit. A missing half of a blood pressure is
/// shown as a dash. Empty when none of them is this field's.
#[must_use]
pub fn text(field: &Field, measurements: &[Measurement]) -> String {
    let values: Vec<Option<f64>> = field.codes.iter().map(|code| value(measurements, *code)).collect();
    if values.iter().all(Option::is_none) {
        return String::new();
    }
    let written = |value: &Option<f64>| value.map_or_else(|| "–".to_owned(), |v| shortest(v, field.decimals));
    values.iter().map(written).collect::<Vec<_>>().join("/")
}

/// The same in the other unit, as typed where it was typed so: `179.7 lb`, `98.6 °F`. None where there is no other.
#[must_use]
pub fn in_us_units(field: &Field, measurements: &[Measurement]) -> Option<String> {
    let other = field.other?;
    let code = *field.codes.first()?;
    let measurement = measurements.iter().find(|measurement| measurement.code == code)?;
    let typed = measurement.as_typed.as_ref().filter(|typed| typed.unit == other.ucum());
    let value = match typed {
        Some(typed) => typed.value,
        None => convert_back(code, measurement.value, other)?,
    };
    Some(format!("{} {}", shortest(value, 1), other.display()))
}

fn value(measurements: &[Measurement], code: VitalCode) -> Option<f64> {
    measurements.iter().find(|measurement| measurement.code == code).map(|measurement| measurement.value)
}

/// With at most so many decimals, and no zero at the end of them.
fn shortest(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if decimals == 0 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
}
