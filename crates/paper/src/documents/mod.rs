//! The documents: plain input structs and the builders that turn each into blocks.
//!
//! A builder decides what is said and in which order. Where it lands on the page is the layout's business.

pub(crate) mod audit_report;
pub(crate) mod chart_document;
mod common;
pub(crate) mod drawings;
pub(crate) mod medication_plan;
pub(crate) mod parts;
pub(crate) mod prescription;
pub(crate) mod recovery_page;
pub(crate) mod verify_report;
pub(crate) mod visit_summary;
