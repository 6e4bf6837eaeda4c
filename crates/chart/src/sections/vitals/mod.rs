//! Vitals: FHIR R4 vital signs. A set is measured at one time by one person and corrected as a whole.

pub mod convert;
pub mod derived;
pub mod form;
pub mod line;
pub mod ranges;
pub mod trend;

pub use trend::{previous, series};

use crate::fold::Stated;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What was measured at one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VitalsSet {
    /// Each measurement once per code, in the order of [`VitalCode`]. Never empty.
    pub measurements: Vec<Measurement>,
    /// A remark: left arm, after rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

impl VitalsSet {
    /// The value of one code, in its canonical unit.
    #[must_use]
    pub fn value(&self, code: VitalCode) -> Option<f64> {
        self.measurements
            .iter()
            .find(|measurement| measurement.code == code)
            .map(|measurement| measurement.value)
    }
}

/// One measurement in its canonical unit ([`VitalCode::unit`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// What was measured.
    pub code: VitalCode,
    /// The number in the canonical unit.
    pub value: f64,
    /// What was typed, when it was in another unit: `98.6 [degF]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub as_typed: Option<crate::Quantity>,
}

/// What can be measured. The order is the order on the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say what they are; LOINC codes and units are in the table below")]
pub enum VitalCode {
    BpSystolic,
    BpDiastolic,
    HeartRate,
    Temperature,
    OxygenSaturation,
    RespiratoryRate,
    Weight,
    Height,
    HeadCircumference,
    Pain,
    Glucose,
}

impl VitalCode {
    /// All codes, in the order of the form.
    pub const ALL: [Self; 11] = [
        Self::BpSystolic,
        Self::BpDiastolic,
        Self::HeartRate,
        Self::Temperature,
        Self::OxygenSaturation,
        Self::RespiratoryRate,
        Self::Weight,
        Self::Height,
        Self::HeadCircumference,
        Self::Pain,
        Self::Glucose,
    ];

    /// The LOINC code. Source: HL7 FHIR R4 vital signs profile; LOINC 2.80 for pain and glucose.
    #[must_use]
    pub fn loinc(self) -> &'static str {
        match self {
            Self::BpSystolic => "8480-6",
            Self::BpDiastolic => "8462-4",
            Self::HeartRate => "8867-4",
            Self::Temperature => "8310-5",
            Self::OxygenSaturation => "2708-6",
            Self::RespiratoryRate => "9279-1",
            Self::Weight => "29463-7",
            Self::Height => "8302-2",
            Self::HeadCircumference => "9843-4",
            Self::Pain => "72514-3",
            Self::Glucose => "2339-0",
        }
    }

    /// The canonical unit, UCUM.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::BpSystolic | Self::BpDiastolic => "mm[Hg]",
            Self::HeartRate | Self::RespiratoryRate => "/min",
            Self::Temperature => "Cel",
            Self::OxygenSaturation => "%",
            Self::Weight => "kg",
            Self::Height | Self::HeadCircumference => "cm",
            Self::Pain => "{score}",
            Self::Glucose => "mg/dL",
        }
    }

    /// The words on screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::BpSystolic => "Systolic blood pressure",
            Self::BpDiastolic => "Diastolic blood pressure",
            Self::HeartRate => "Heart rate",
            Self::Temperature => "Temperature",
            Self::OxygenSaturation => "Oxygen saturation",
            Self::RespiratoryRate => "Respiratory rate",
            Self::Weight => "Weight",
            Self::Height => "Height",
            Self::HeadCircumference => "Head circumference",
            Self::Pain => "Pain",
            Self::Glucose => "Glucose",
        }
    }
}

impl Stated for VitalsSet {}
