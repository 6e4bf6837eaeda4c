//! Pages in, PDF bytes out.
//!
//! A document is a plain struct ([`VisitSummary`], [`Prescription`] …) of texts that the caller has already written.
//! A builder turns it into blocks, the layout shapes and paginates them into positioned glyphs, the writer makes
//! PDF bytes. The same input gives the same bytes, on every machine.
//!
//! Deliberately not here: the chart, the store, the clock, system fonts, printers. Paper depends on no other crate
//! of this workspace. And it never cuts: what does not fit flows on, and what cannot be printed is refused.

mod documents;
mod error;
mod setting;

pub use documents::parts::{
    Allergies, Allergy, Letterhead, PatientBox, QrCode, Reprint, Row, Sheet, Signature, Standing,
};
pub use documents::prescription::{PrescribedItem, Prescription, Quantity, Substitution};
pub use documents::recovery_page::RecoveryPage;
pub use documents::verify_report::{Finding, Severity, VerifyReport};
pub use documents::visit_summary::{
    Addendum, BloodPressureReading, BloodPressureTrend, Change, Diagnosis, DrugBar, Flag, Measurement, Medicine,
    TestLine, TestState, VisitSummary, When,
};
pub use error::PaperError;
pub use setting::{Locale, Orientation, PageSize, Setting};
