//! Verify: every entry, chain and signature of the practice checked, and every projection against a rebuild.

use crate::desk::Desk;
use crate::problem::Problem;
use crate::view::Nothing;
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use ts_rs::TS;

/// What the check found.
#[derive(Debug, Serialize, TS)]
pub struct VerifyView {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Everything fits.
    pub sound: bool,
    /// The result in a sentence.
    pub verdict: String,
    /// Entries read.
    pub entries: u64,
    /// Rows of the audit read.
    pub audit_rows: u64,
    /// Signatures that fit.
    pub signatures: u64,
    /// Notes and prescriptions that were imported and carry no signature of this practice.
    pub unsigned_imports: u64,
    /// The newest link of the ledger's chain.
    pub ledger_head: String,
    /// The newest link of the audit's chain.
    pub audit_head: String,
    /// What does not fit.
    pub findings: Vec<FindingView>,
}

/// Something that does not fit.
#[derive(Debug, Serialize, TS)]
pub struct FindingView {
    /// For programs: `chain`, `signature`, `projection`, `rollback` …
    pub kind: String,
    /// For people.
    pub what: String,
}

pub(crate) fn verify(desk: &mut Desk<'_>, _: Nothing) -> Result<VerifyView, Problem> {
    let report = desk.store().verify(&mut |_, _| {})?;
    let sound = report.findings.is_empty();
    let verdict = if sound {
        "Every entry is as it was written, and every list agrees with the entries."
    } else {
        "Something does not fit. Keep this file as it is, and compare with a backup."
    };
    desk.detail(if sound { "sound" } else { "findings" });
    Ok(VerifyView {
        at: desk.now,
        sound,
        verdict: verdict.to_owned(),
        entries: report.entries,
        audit_rows: report.audit_rows,
        signatures: report.signatures,
        unsigned_imports: report.imported_unsigned,
        ledger_head: report.ledger_head,
        audit_head: report.audit_head,
        findings: report
            .findings
            .into_iter()
            .map(|finding| FindingView { kind: finding.kind, what: finding.what })
            .collect(),
    })
}
