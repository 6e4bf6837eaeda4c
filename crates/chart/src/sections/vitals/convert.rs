//! Units of vitals and how they become the canonical one.
//!
//! Factors: the pound is 0.45359237 kg and the inch 2.54 cm exactly (international yard and pound agreement, 1959);
//! °F = °C × 9/5 + 32; glucose has 180.16 g/mol, so 1 mmol/L is 18.016 mg/dL (PubChem CID 5793).

use super::VitalCode;

/// Kilograms in a pound.
pub const KILOGRAMS_PER_POUND: f64 = 0.453_592_37;
/// Centimetres in an inch.
pub const CENTIMETRES_PER_INCH: f64 = 2.54;
/// Milligrams per decilitre of glucose in one millimole per litre.
pub const GLUCOSE_MG_DL_PER_MMOL_L: f64 = 18.016;

/// A unit that vitals come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say what they are; UCUM codes are below")]
pub enum Unit {
    MillimetreMercury,
    PerMinute,
    Percent,
    Celsius,
    Fahrenheit,
    Kilogram,
    Gram,
    Pound,
    Centimetre,
    Metre,
    Inch,
    Foot,
    Score,
    MilligramPerDecilitre,
    MillimolePerLitre,
}

impl Unit {
    /// The unit a code is kept in. [`VitalCode::unit`] is its UCUM code.
    #[must_use]
    pub fn canonical(code: VitalCode) -> Self {
        match code {
            VitalCode::BpSystolic | VitalCode::BpDiastolic => Self::MillimetreMercury,
            VitalCode::HeartRate | VitalCode::RespiratoryRate => Self::PerMinute,
            VitalCode::Temperature => Self::Celsius,
            VitalCode::OxygenSaturation => Self::Percent,
            VitalCode::Weight => Self::Kilogram,
            VitalCode::Height | VitalCode::HeadCircumference => Self::Centimetre,
            VitalCode::Pain => Self::Score,
            VitalCode::Glucose => Self::MilligramPerDecilitre,
        }
    }

    /// The UCUM code.
    #[must_use]
    pub fn ucum(self) -> &'static str {
        match self {
            Self::MillimetreMercury => "mm[Hg]",
            Self::PerMinute => "/min",
            Self::Percent => "%",
            Self::Celsius => "Cel",
            Self::Fahrenheit => "[degF]",
            Self::Kilogram => "kg",
            Self::Gram => "g",
            Self::Pound => "[lb_av]",
            Self::Centimetre => "cm",
            Self::Metre => "m",
            Self::Inch => "[in_i]",
            Self::Foot => "[ft_i]",
            Self::Score => "{score}",
            Self::MilligramPerDecilitre => "mg/dL",
            Self::MillimolePerLitre => "mmol/L",
        }
    }

    /// The unit as people read it.
    #[must_use]
    pub fn display(self) -> &'static str {
        match self {
            Self::MillimetreMercury => "mmHg",
            Self::Celsius => "°C",
            Self::Fahrenheit => "°F",
            Self::Pound => "lb",
            Self::Inch => "in",
            Self::Foot => "ft",
            Self::Score => "of 10",
            Self::PerMinute
            | Self::Percent
            | Self::Kilogram
            | Self::Gram
            | Self::Centimetre
            | Self::Metre
            | Self::MilligramPerDecilitre
            | Self::MillimolePerLitre => self.ucum(),
        }
    }

    /// A linear way to the canonical unit: value × factor + offset.
    fn linear(self) -> (f64, f64) {
        match self {
            Self::Fahrenheit => (5.0 / 9.0, -160.0 / 9.0),
            Self::Gram => (0.001, 0.0),
            Self::Pound => (KILOGRAMS_PER_POUND, 0.0),
            Self::Metre => (100.0, 0.0),
            Self::Inch => (CENTIMETRES_PER_INCH, 0.0),
            Self::Foot => (CENTIMETRES_PER_INCH * 12.0, 0.0),
            Self::MillimolePerLitre => (GLUCOSE_MG_DL_PER_MMOL_L, 0.0),
            Self::MillimetreMercury
            | Self::PerMinute
            | Self::Percent
            | Self::Celsius
            | Self::Kilogram
            | Self::Centimetre
            | Self::Score
            | Self::MilligramPerDecilitre => (1.0, 0.0),
        }
    }

    /// What is measured in it, as the unit that quantity is kept in.
    fn dimension(self) -> Self {
        match self {
            Self::Fahrenheit => Self::Celsius,
            Self::Gram | Self::Pound => Self::Kilogram,
            Self::Metre | Self::Inch | Self::Foot => Self::Centimetre,
            Self::MillimolePerLitre => Self::MilligramPerDecilitre,
            same => same,
        }
    }
}

/// The value in the code's canonical unit, to two decimals where it was converted. None when the code is not
/// measured in this unit.
#[must_use]
pub fn convert(code: VitalCode, value: f64, unit: Unit) -> Option<f64> {
    let canonical = Unit::canonical(code);
    if unit == canonical {
        return Some(value);
    }
    (unit.dimension() == canonical).then(|| {
        let (factor, offset) = unit.linear();
        hundredths(value * factor + offset)
    })
}

/// A canonical value in another unit of the same quantity, to two decimals. None for a unit of something else.
#[must_use]
pub fn convert_back(code: VitalCode, value: f64, unit: Unit) -> Option<f64> {
    let canonical = Unit::canonical(code);
    if unit == canonical {
        return Some(value);
    }
    (unit.dimension() == canonical).then(|| {
        let (factor, offset) = unit.linear();
        hundredths((value - offset) / factor)
    })
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
