//! What can be said, one file a section. Each file holds the section's words and its own rules, and no other's.

pub mod allergies;
pub mod documents;
pub mod encounters;
pub mod goals;
pub mod histories;
pub mod immunizations;
pub mod medications;
pub mod notes;
pub mod orders;
pub mod overrides;
pub mod patients;
pub mod prescriptions;
pub mod problems;
pub mod received;
pub mod results;
pub mod staff;
pub mod tasks;
pub mod vitals;
