//! A patient who was found, and why.

use crate::error::{Result, StoreError};
use chart::sections::patients::{HumanName, Sex};
use chart::{PartialDate, PatientId};
use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// A patient who may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatientHit {
    /// Who.
    pub patient: PatientId,
    /// The practice's own number, as given.
    pub chart_number: String,
    /// The number of the chart that was found, when it is a part of this one since.
    pub part_number: Option<String>,
    /// The name used now.
    pub name: HumanName,
    /// Names used before, newest first.
    pub former_names: Vec<HumanName>,
    /// Administrative gender.
    pub sex: Sex,
    /// Date of birth, as far as it is known.
    pub birth_date: Option<PartialDate>,
    /// The birth date is an estimate.
    pub birth_date_estimated: bool,
    /// The preferred telephone number, as written.
    pub phone: Option<String>,
    /// The patient has died.
    pub deceased: bool,
    /// Why the patient was found.
    pub matched: Matched,
}

/// Why a patient was found: the least obvious of the reasons, so that a list explains itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// By the name used now.
    Name,
    /// By the chart number.
    ChartNumber,
    /// By the date of birth.
    BirthDate,
    /// By a telephone number.
    Phone,
    /// By a name used before.
    FormerName,
    /// By a name that is one typing slip away.
    SimilarName,
    /// Not searched for: opened lately.
    Recent,
}

impl Matched {
    /// The word programs know it by.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::ChartNumber => "chart-number",
            Self::BirthDate => "birth-date",
            Self::Phone => "phone",
            Self::FormerName => "former-name",
            Self::SimilarName => "similar-name",
            Self::Recent => "recent",
        }
    }
}

macro_rules! select_patient {
    ($which:literal) => {
        concat!(
            "SELECT patient, chart_number, name, former_names, sex, birth_date, birth_date_estimated, phone,
                deceased
             FROM patients ",
            $which
        )
    };
}

/// Reads a patient by the registration's record. None when it is no longer there.
pub(crate) fn by_record(
    connection: &Connection,
    record: [u8; 16],
    matched: Matched,
) -> Result<Option<PatientHit>> {
    read(connection, select_patient!("WHERE record = ?1"), record, matched)
}

/// Reads a patient by their id. None when there is no registration.
pub(crate) fn by_patient(
    connection: &Connection,
    patient: PatientId,
    matched: Matched,
) -> Result<Option<PatientHit>> {
    // The oldest registration, as `Chart::patient` reads it.
    let sql = select_patient!("WHERE patient = ?1 ORDER BY record LIMIT 1");
    read(connection, sql, *patient.0.as_bytes(), matched)
}

fn read(connection: &Connection, sql: &str, id: [u8; 16], matched: Matched) -> Result<Option<PatientHit>> {
    let mut statement = connection.prepare_cached(sql)?;
    let row = statement.query_row([id], |row| {
        Ok((
            Uuid::from_bytes(row.get(0)?),
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
            row.get::<_, String>(4)?,
            row.get::<_, Option<String>>(5)?,
            row.get::<_, bool>(6)?,
            row.get::<_, Option<String>>(7)?,
            row.get::<_, bool>(8)?,
        ))
    });
    let Some((patient, chart_number, name, former, sex, birth, birth_date_estimated, phone, deceased)) =
        row.optional()?
    else {
        return Ok(None);
    };
    Ok(Some(PatientHit {
        patient: PatientId(patient),
        chart_number,
        part_number: None,
        name: json(&name)?,
        former_names: json(&former)?,
        sex: json(&sex)?,
        birth_date: birth.map(|text| text.parse().map_err(|_| unreadable())).transpose()?,
        birth_date_estimated,
        phone,
        deceased,
        matched,
    }))
}

fn json<T: DeserializeOwned>(text: &str) -> Result<T> {
    // What serde says could quote the chart, so it is not passed on.
    serde_json::from_str(text).map_err(|_| unreadable())
}

fn unreadable() -> StoreError {
    StoreError::integrity("a row of the list of patients cannot be read.")
}
