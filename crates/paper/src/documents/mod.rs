//! The documents: plain input structs and the builders that turn each into blocks.
//!
//! A builder decides what is said and in which order. Where it lands on the page is the layout's business.

pub mod parts;
pub mod prescription;
pub mod recovery_page;
pub mod verify_report;
pub mod visit_summary;
