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
const PATIENTS: &[(&str, &str)] = &[
    asset!("patients/abramson-ruth.json"),
    asset!("patients/adeyemi-owen.json"),
    asset!("patients/beaumont-chloe.json"),
    asset!("patients/boateng-kwame.json"),
    asset!("patients/castellanos-amara.json"),
    asset!("patients/delacroix-thompson.json"),
    asset!("patients/delgado-rosa.json"),
    asset!("patients/ekstrom-tobias.json"),
    asset!("patients/elamin-fatima.json"),
    asset!("patients/fennimore-harold.json"),
    asset!("patients/ferreira-lucia.json"),
    asset!("patients/fraser-callum.json"),
    asset!("patients/gallagher-niamh.json"),
    asset!("patients/garcia-jose.json"),
    asset!("patients/haddad-layla.json"),
    asset!("patients/hartwell-eleanor.json"),
    asset!("patients/kobayashi-hana.json"),
    asset!("patients/kobayashi-kenji.json"),
    asset!("patients/kowalczyk-bernadette.json"),
    asset!("patients/li-wei.json"),
    asset!("patients/lindqvist-peter.json"),
    asset!("patients/mossman-gerald.json"),
    asset!("patients/nguyen-lan.json"),
    asset!("patients/nygaard-halvard.json"),
    asset!("patients/obrien-declan.json"),
    asset!("patients/oliveira-mateus.json"),
    asset!("patients/ortiz-samuel.json"),
    asset!("patients/osei-walter.json"),
    asset!("patients/park-hyunwoo.json"),
    asset!("patients/pike-susannah.json"),
    asset!("patients/quintanilla-dolores.json"),
    asset!("patients/rahman-aisha.json"),
    asset!("patients/raman-priya.json"),
    asset!("patients/silvestri-noah.json"),
    asset!("patients/sorensen-ingrid.json"),
    asset!("patients/suryani.json"),
    asset!("patients/szabo-zsofia.json"),
    asset!("patients/thornbury-jasper.json"),
    asset!("patients/volkov-dmitri.json"),
    asset!("patients/whitcombe-ava.json"),
    asset!("patients/whitcombe-eva.json"),
    asset!("patients/wojcik-lukasz.json"),
];

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
