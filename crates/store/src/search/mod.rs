//! Finding a patient: one box, results at every keystroke.
//!
//! A name in any order or a part of it, a former name, a telephone number, a birth date in any usual form, a
//! chart number; without accents, with one typing slip forgiven. The tables searched are projections and are
//! filled there. What charts say is searched in [`crate::said`].

mod duplicates;
mod find;
pub(crate) mod fold;
mod hit;
mod rank;
mod recent;
#[cfg(test)]
mod tests;
pub(crate) mod typo;
mod wanted;
pub(crate) mod words;

pub use hit::{Matched, PatientHit};

pub(crate) use duplicates::likely_duplicates;
pub(crate) use find::find_patients;
pub(crate) use hit::by_patient;
pub(crate) use recent::recent_patients;
