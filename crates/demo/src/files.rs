//! The files of `assets/demo`, compiled in, and their reading.

use crate::DemoError;
use crate::codes::Codes;
use crate::data::{DemoPatient, PatientFile, Practice, PracticeFile};
use std::collections::HashSet;
use std::sync::Arc;

macro_rules! asset {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../assets/demo/", $name)))
    };
}

const PRACTICE: (&str, &str) = asset!("practice.json");
const CODES: (&str, &str) = asset!("codes.json");
const PATIENTS: &[(&str, &str)] = &[asset!("patients/delacroix-thompson.json")];

/// The first prescription of the demo has the number after this one.
const LAST_SERIAL: u32 = 617;

/// Reads the demo practice from the files that are compiled in, and checks that it holds together.
///
/// # Errors
/// [`DemoError`] if a file of `assets/demo` is not as it should be; a test keeps that from being shipped.
pub fn practice() -> Result<Practice, DemoError> {
    let PracticeFile { details, staff } = read(PRACTICE)?;
    let codes: Arc<Codes> = Arc::new(read(CODES)?);
    let mut patients = Vec::with_capacity(PATIENTS.len());
    let mut numbers = HashSet::new();
    let mut serial = LAST_SERIAL;
    for asset in PATIENTS {
        let file: PatientFile = read(*asset)?;
        file.check(&codes, &staff)?;
        if !numbers.insert(file.chart_number.clone()) {
            let reason = format!("the chart number {} is taken", file.chart_number);
            return Err(DemoError::Incoherent { patient: file.key, reason });
        }
        let serials = file.timeline.iter().map(|event| {
            serial += u32::from(!event.prescribe.is_empty());
            (!event.prescribe.is_empty()).then_some(serial)
        });
        let serials = serials.collect();
        patients.push(DemoPatient { serials, file, codes: Arc::clone(&codes) });
    }
    Ok(Practice { details, staff, patients })
}

fn read<T: serde::de::DeserializeOwned>((file, text): (&'static str, &'static str)) -> Result<T, DemoError> {
    serde_json::from_str(text).map_err(|source| DemoError::Unreadable { file, source })
}
