//! The commands of each section of the chart, one file a section.

pub(crate) mod allergies;
pub(crate) mod encounters;
pub(crate) mod immunizations;
pub(crate) mod medications;
pub(crate) mod notes;
pub(crate) mod patients;
pub(crate) mod prescriptions;
pub(crate) mod problems;
pub(crate) mod results;
pub(crate) mod staff;
pub(crate) mod vitals;
