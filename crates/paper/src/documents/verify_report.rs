//! Verify report: what a check of the chart found, on paper.

use super::parts::{Letterhead, Row, Sheet};

/// A report of labelled facts and findings. Also serves other short reports of the same shape.
#[derive(Clone, Debug)]
pub struct VerifyReport {
    /// The practice.
    pub letterhead: Letterhead,
    /// Document number and seal.
    pub sheet: Sheet,
    /// `Check of the practice`.
    pub title: String,
    /// When it was made, as text.
    pub made_on: String,
    /// One sentence that says the result: `Nothing was changed behind the program's back.`
    pub verdict: String,
    /// True when there is nothing to act on; colours the verdict.
    pub sound: bool,
    /// Facts: `Entries read`, `12,402`.
    pub rows: Vec<Row>,
    /// What was found, worst first; empty prints "None."
    pub findings: Vec<Finding>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How grave.
    pub severity: Severity,
    /// What was found, in a sentence.
    pub text: String,
    /// What to do; empty leaves it out.
    pub advice: String,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Something to know.
    Note,
    /// Something to look after.
    Warning,
    /// The chart cannot be trusted until this is settled.
    Danger,
}
