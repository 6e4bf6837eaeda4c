//! The codes of the words the demo uses: ICD-10-CM, RxNorm ingredients, CVX and LOINC, once for all patients.

use chart::coding::system;
use chart::sections::patients::Sex;
use chart::sections::results::{Found, ResultValue};
use chart::{Concept, Quantity};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `assets/demo/codes.json`: words to codes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Codes {
    /// Diagnoses to ICD-10-CM.
    conditions: BTreeMap<String, String>,
    /// Ingredients to RxNorm.
    drugs: BTreeMap<String, String>,
    /// Vaccines to CVX.
    vaccines: BTreeMap<String, String>,
    /// Laboratory tests.
    tests: BTreeMap<String, Test>,
}

/// One test as the demo's laboratory prints it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Test {
    loinc: String,
    #[serde(default)]
    unit: String,
    /// Below this the laboratory prints `L`.
    low: Option<f64>,
    /// Above this the laboratory prints `H`.
    high: Option<f64>,
    /// Limits for women, where they differ.
    female: Option<[f64; 2]>,
}

impl Test {
    fn limits(&self, sex: Sex) -> (Option<f64>, Option<f64>) {
        match (self.female, sex) {
            (Some([low, high]), Sex::Female) => (Some(low), Some(high)),
            _ => (self.low, self.high),
        }
    }
}

/// A value as the data write it: a number with the test's unit, or words.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Finding {
    Number(f64),
    Words(String),
}

impl Codes {
    pub(crate) fn condition(&self, text: &str) -> Concept {
        coded(text, system::ICD10CM, &self.conditions)
    }

    pub(crate) fn drug(&self, text: &str) -> Concept {
        coded(text, system::RXNORM, &self.drugs)
    }

    /// A test with its code, where the catalogue has one; imaging is ordered in words.
    pub(crate) fn test(&self, text: &str) -> Concept {
        match self.tests.get(text) {
            Some(test) => Concept::coded(text, system::LOINC, test.loinc.as_str()),
            None => Concept::text(text),
        }
    }

    /// The unit the demo's laboratory reports a test in.
    pub(crate) fn unit(&self, text: &str) -> String {
        self.tests.get(text).map_or_else(String::new, |test| test.unit.clone())
    }

    pub(crate) fn vaccine(&self, text: &str) -> Concept {
        coded(text, system::CVX, &self.vaccines)
    }

    /// One value with its code, unit, range and flag. A test that the catalogue lacks stays plain words;
    /// `practice()` has refused such data before.
    pub(crate) fn result(&self, name: &str, finding: &Finding, sex: Sex) -> ResultValue {
        let test = self.tests.get(name);
        let (low, high) = test.map_or((None, None), |test| test.limits(sex));
        let (found, interpretation) = match finding {
            Finding::Number(value) => {
                let unit = test.map_or_else(String::new, |test| test.unit.clone());
                (Found::Quantity(Quantity { value: *value, unit }), flag(*value, low, high))
            }
            Finding::Words(words) => (Found::Text(words.clone()), None),
        };
        let range = match (low, high) {
            (Some(low), Some(high)) => Some(format!("{low}–{high}")),
            (Some(low), None) => Some(format!("≥ {low}")),
            (None, Some(high)) => Some(format!("≤ {high}")),
            (None, None) => None,
        };
        let test = match test {
            Some(test) => Concept::coded(name, system::LOINC, test.loinc.as_str()),
            None => Concept::text(name),
        };
        ResultValue { test, found, range, interpretation: interpretation.map(str::to_owned), relevant: None }
    }

    pub(crate) fn knows_condition(&self, text: &str) -> bool {
        self.conditions.contains_key(text)
    }

    pub(crate) fn knows_drug(&self, text: &str) -> bool {
        self.drugs.contains_key(text)
    }

    pub(crate) fn knows_vaccine(&self, text: &str) -> bool {
        self.vaccines.contains_key(text)
    }

    pub(crate) fn knows_test(&self, text: &str) -> bool {
        self.tests.contains_key(text)
    }
}

fn coded(text: &str, system: &str, codes: &BTreeMap<String, String>) -> Concept {
    match codes.get(text) {
        Some(code) => Concept::coded(text, system, code.as_str()),
        None => Concept::text(text),
    }
}

/// The laboratory's own flag, HL7 ObservationInterpretation.
fn flag(value: f64, low: Option<f64>, high: Option<f64>) -> Option<&'static str> {
    match (low, high) {
        (None, None) => None,
        (Some(low), _) if value < low => Some("L"),
        (_, Some(high)) if value > high => Some("H"),
        _ => Some("N"),
    }
}
