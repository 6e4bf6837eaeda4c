//! Words with codes: FHIR R4's Coding, CodeableConcept, Identifier and Quantity, as small as we use them.
//!
//! Free text is first-class: a concept always has the text as it was chosen or typed; codes are optional beside it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Code system URIs as FHIR R4 names them.
pub mod system {
    /// LOINC, for observations.
    pub const LOINC: &str = "http://loinc.org";
    /// UCUM, for units.
    pub const UCUM: &str = "http://unitsofmeasure.org";
    /// RxNorm, for drugs.
    pub const RXNORM: &str = "http://www.nlm.nih.gov/research/umls/rxnorm";
    /// ICD-10-CM, for diagnoses.
    pub const ICD10CM: &str = "http://hl7.org/fhir/sid/icd-10-cm";
    /// SNOMED CT: kept where it was received, never shipped by us.
    pub const SNOMED: &str = "http://snomed.info/sct";
    /// CVX, for vaccines.
    pub const CVX: &str = "http://hl7.org/fhir/sid/cvx";
}

/// One code of one code system.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Coding {
    /// The code system's URI, as in [`system`].
    pub system: String,
    /// The code itself.
    pub code: String,
    /// The text the system or the sender gives the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub display: Option<String>,
}

/// A thing named in words, with the codes known for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// The words as chosen, typed or received. Never empty.
    pub text: String,
    /// The codes that came with the words; none for free text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codings: Vec<Coding>,
}

impl Concept {
    /// Words without a code.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), codings: Vec::new() }
    }

    /// Words with one code.
    pub fn coded(text: impl Into<String>, system: &str, code: impl Into<String>) -> Self {
        let coding = Coding { system: system.to_owned(), code: code.into(), display: None };
        Self { text: text.into(), codings: vec![coding] }
    }

    /// The code in one code system, where there is one.
    #[must_use]
    pub fn code_in(&self, system: &str) -> Option<&str> {
        self.codings.iter().find(|coding| coding.system == system).map(|coding| coding.code.as_str())
    }
}

/// A number somebody else gave the patient (insurance, national number, another clinic's chart).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// Who gives such numbers: a URI or plain words.
    pub system: String,
    /// The number.
    pub value: String,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// The number. Finite; written with the fewest digits that give it back.
    pub value: f64,
    /// A UCUM unit for measurements; a plain word ("capsule") for counted things.
    pub unit: String,
}

impl Quantity {
    /// The number as people read it. More than four decimals are a computer's, not a laboratory's: they are rounded
    /// to two, or to three significant figures below one. The number itself stays as it was received.
    #[must_use]
    pub fn shown_value(&self) -> String {
        let written = crate::sig::figure(self.value);
        if written.split_once('.').is_none_or(|(_, decimals)| decimals.len() <= 4) {
            return written;
        }
        let decimals = if self.value.abs() >= 1.0 { 2 } else { significant_below_one(self.value.abs()) };
        let shift = 10_f64.powi(decimals.min(12));
        crate::sig::figure((self.value * shift).round() / shift)
    }

    /// The unit as people read it.
    #[must_use]
    pub fn shown_unit(&self) -> String {
        shown_unit(&self.unit)
    }
}

/// How many decimals give three significant figures of a number below one.
fn significant_below_one(value: f64) -> i32 {
    let mut decimals = 2;
    let mut scaled = value;
    while scaled < 1.0 && decimals < 12 {
        scaled *= 10.0;
        decimals += 1;
    }
    decimals
}

/// A UCUM unit as people read it: `mm[Hg]` is `mmHg`, `mL/min/{1.73_m2}` is `mL/min/1.73 m²`, `{INR}` and `1` are
/// nothing at all. What is not known here stays as it was received.
///
/// Source: UCUM 2.1, print symbols of the table of units; braces are annotations without meaning (§ 6).
#[must_use]
pub fn shown_unit(ucum: &str) -> String {
    if ucum == "1" {
        return String::new();
    }
    let mut shown = String::with_capacity(ucum.len());
    let mut rest = ucum;
    while let Some((before, after)) = rest.split_once('{') {
        shown.push_str(before);
        let Some((note, tail)) = after.split_once('}') else {
            return ucum.to_owned();
        };
        // An annotation that carries the body surface is part of the unit; a name such as {INR} is not.
        if note.starts_with(|letter: char| letter.is_ascii_digit()) {
            shown.push_str(&note.replace('_', " ").replace("m2", "m²"));
        }
        rest = tail;
    }
    shown.push_str(rest);
    for (written, read) in [
        ("mm[Hg]", "mmHg"),
        ("[degF]", "°F"),
        ("Cel", "°C"),
        ("[lb_av]", "lb"),
        ("[in_i]", "in"),
        ("10*12", "10¹²"),
        ("10*9", "10⁹"),
        ("10*6", "10⁶"),
        ("10*3", "10³"),
        ("[iU]", "units"),
        ("[IU]", "units"),
        ("m2", "m²"),
        ("ug", "mcg"),
        ("uL", "µL"),
        ("umol", "µmol"),
    ] {
        shown = shown.replace(written, read);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Quantity, shown_unit};

    #[test]
    fn a_computers_decimals_are_rounded_and_a_laboratorys_are_not() {
        for (value, shown) in [
            (7.4, "7.4"),
            (1.0914, "1.0914"),
            (14.934_847_382_73, "14.93"),
            (0.005_678_912, "0.00568"),
            (139.0, "139"),
            (-2.345_678_9, "−2.35"),
        ] {
            assert_eq!(Quantity { value, unit: "1".to_owned() }.shown_value(), shown);
        }
    }

    #[test]
    fn units_read_as_people_write_them() {
        for (ucum, shown) in [
            ("mm[Hg]", "mmHg"),
            ("mL/min/{1.73_m2}", "mL/min/1.73 m²"),
            ("{INR}", ""),
            ("1", ""),
            ("{score}", ""),
            ("mg/dL", "mg/dL"),
            ("10*3/uL", "10³/µL"),
            ("ug/L", "mcg/L"),
            ("kg/m2", "kg/m²"),
            ("%", "%"),
            ("{broken", "{broken"),
        ] {
            assert_eq!(shown_unit(ucum), shown, "{ucum}");
        }
    }
}
