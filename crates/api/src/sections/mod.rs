//! The commands of each section of the chart, one file a section.

pub mod allergies;
pub mod documents;
pub mod encounters;
pub mod goals;
pub mod histories;
pub mod immunizations;
pub mod medications;
pub mod notes;
pub mod orders;
pub mod patients;
pub mod prescriptions;
pub mod problems;
pub mod results;
pub mod staff;
pub mod tasks;
pub mod vitals;
