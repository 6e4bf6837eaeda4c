//! Visit summary: what the patient takes home and what another doctor reads first.
//!
//! Sections that are `Option<Vec<_>>` tell three things apart: `None` leaves the section out (hidden, or it does
//! not belong to this visit), `Some` of an empty list prints the heading and "None.", `Some` with rows prints them.

mod page;

use chrono::NaiveDate;

pub(crate) use page::build;

use super::parts::{Allergies, Letterhead, PatientBox, QrCode, Row, Sheet, Signature};

/// Everything a visit summary prints. Texts are printed whole and never cut.
#[derive(Clone, Debug)]
pub struct VisitSummary {
    /// The practice.
    pub letterhead: Letterhead,
    /// Document number, seal, reprint and copy marks.
    pub sheet: Sheet,
    /// The patient.
    pub patient: PatientBox,
    /// The three states of the allergy list.
    pub allergies: Allergies,
    /// When the visit was, as text: `22 November 2026, 11:58`.
    pub visited_on: String,
    /// Who saw the patient: `Dr Ada Okafor`; empty leaves it out.
    pub seen_by: String,
    /// Why the patient came, one paragraph each; empty leaves the section out.
    pub reason: Vec<String>,
    /// Measurements of this visit in the order to print; empty leaves the row out.
    pub measurements: Vec<Measurement>,
    /// Blood pressure over time; drawn when it has two readings or more on different days.
    pub blood_pressure: Option<BloodPressureTrend>,
    /// Examination and other findings, one paragraph each.
    pub findings: Vec<String>,
    /// Diagnoses and problems of this visit.
    pub diagnoses: Option<Vec<Diagnosis>>,
    /// What the doctor thinks, one paragraph each, beneath the diagnoses.
    pub assessment: Vec<String>,
    /// All medicines after this visit, stopped ones last.
    pub medicines: Option<Vec<Medicine>>,
    /// Tests done and tests whose result is awaited.
    pub tests: Option<Vec<TestLine>>,
    /// What was decided, one paragraph each, above the list of next steps.
    pub plan: Vec<String>,
    /// What happens next: what, and when or where.
    pub next_steps: Option<Vec<Row>>,
    /// When to come back at once. `for swelling around the eye …` runs on after those words; what begins with a
    /// capital follows a colon. Empty leaves it out.
    pub come_back_at_once: String,
    /// Whom to call: `Practice`, `+1 555 0100`; empty leaves the section out.
    pub contacts: Vec<Row>,
    /// What was added after signing, oldest first.
    pub addenda: Vec<Addendum>,
    /// Signed, or a draft.
    pub signature: Signature,
    /// The code at the foot of the last page.
    pub qr: Option<QrCode>,
}

/// One measurement of the visit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measurement {
    /// `Blood pressure`.
    pub label: String,
    /// The figures without unit, already formatted: `158/92`, `37.9`.
    pub value: String,
    /// `mmHg`, `°C`; empty for a number without unit.
    pub unit: String,
    /// Beyond its usual range.
    pub flag: Flag,
}

/// Where a value lies against its usual range. The caller decides; paper only draws ▲ or ▼.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flag {
    /// Within the range, or no range is known.
    #[default]
    Usual,
    /// Above: ▲.
    High,
    /// Below: ▼.
    Low,
}

/// Blood pressure over time with the medicines above it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BloodPressureTrend {
    /// Readings in any order, mmHg. Those outside 0 to 400 are not drawn.
    pub readings: Vec<BloodPressureReading>,
    /// The systolic goal band in mmHg, lower and upper edge, when the practice has set one for this patient.
    pub systolic_goal: Option<(f32, f32)>,
    /// Medicines to draw above the curve, one row for each name.
    pub drugs: Vec<DrugBar>,
    /// The right edge of the time axis, written as "today".
    pub today: NaiveDate,
}

/// One blood pressure reading, mmHg.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BloodPressureReading {
    /// The day it was taken.
    pub day: NaiveDate,
    /// Systolic, mmHg.
    pub systolic: f32,
    /// Diastolic, mmHg.
    pub diastolic: f32,
}

/// A stretch of time in which one dose of one medicine was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrugBar {
    /// `lisinopril`; bars with the same name share a row.
    pub drug: String,
    /// `10 mg`.
    pub dose: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day, or `None` while it is still taken.
    pub until: Option<NaiveDate>,
}

/// One line of "What we think".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnosis {
    /// `High blood pressure`, printed bold.
    pub title: String,
    /// `not controlled, likely from ibuprofen`; empty leaves it out.
    pub detail: String,
    /// `new`, `resolved` …; empty leaves it out.
    pub status: String,
    /// `I10`; empty leaves it out.
    pub code: String,
}

/// One medicine after the visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Medicine {
    /// Generic name, printed bold: `Doxycycline`.
    pub drug: String,
    /// Strength and form: `100 mg capsule`.
    pub strength: String,
    /// When in the day.
    pub when: When,
    /// For what, in the patient's words: `sinusitis, 7 days`; empty leaves it out.
    pub purpose: String,
    /// What this visit changed.
    pub change: Change,
}

/// When in the day a medicine is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// How many at which time; empty cells stay empty: `1`, `½`.
    Grid {
        /// Morning.
        morning: String,
        /// Noon.
        noon: String,
        /// Evening.
        evening: String,
        /// Night.
        night: String,
    },
    /// Directions that do not fit the four columns, written across them: `1 tablet when needed, at most 3 a day`.
    Sentence(String),
}

/// What the visit changed about a medicine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// As before: no mark.
    Same,
    /// `NEW`.
    New,
    /// `CHANGED`, and what it was before.
    Changed {
        /// `10 mg in the morning`.
        from: String,
    },
    /// Struck through, `STOP`, and why: printed across the columns in place of the times.
    Stopped {
        /// `raises blood pressure and bleeding risk with warfarin`; empty prints "Do not take."
        reason: String,
    },
}

/// One test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestLine {
    /// `INR`.
    pub name: String,
    /// The result with its unit, or what is awaited; empty leaves it out.
    pub result: String,
    /// Done or awaited.
    pub state: TestState,
    /// Beyond its usual range.
    pub flag: Flag,
}

/// Whether a test has its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestState {
    /// The result is printed.
    Done,
    /// Printed as "result awaited".
    Pending,
}

/// A statement added after the note was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addendum {
    /// When, as text.
    pub on: String,
    /// By whom.
    pub by: String,
    /// What was added.
    pub text: String,
}
