//! Verify: every entry, chain and signature of the practice checked, and every projection against a rebuild.

use crate::audits::ReportView;
use crate::desk::Desk;
use crate::prints::{self, Page};
use crate::problem::Problem;
use crate::view::Nothing;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
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

/// Check the practice and put what was found on one page: shown as a picture, or saved, or printed.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct IntegrityReport {
    /// Save it here.
    #[serde(default)]
    #[ts(optional)]
    pub save_to: Option<PathBuf>,
    /// Print it on this queue.
    #[serde(default)]
    #[ts(optional)]
    pub printer: Option<String>,
}

pub(crate) fn report(desk: &mut Desk<'_>, request: IntegrityReport) -> Result<ReportView, Problem> {
    let found = verify(desk, Nothing {})?;
    let row = |label: &str, value: String| paper::Row { label: label.to_owned(), value };
    let agree = if found.findings.iter().any(|finding| finding.kind == "projection") { "no" } else { "yes" };
    let document = paper::VerifyReport {
        letterhead: prints::letterhead(desk.people().practice())?,
        sheet: paper::Sheet::default(),
        title: "Check of the practice".to_owned(),
        made_on: paper::dates::short(desk.today()),
        verdict: found.verdict,
        sound: found.sound,
        rows: vec![
            row("Entries read", found.entries.to_string()),
            row("Acts of the audit read", found.audit_rows.to_string()),
            row("Signatures that fit", found.signatures.to_string()),
            row("Imported without a signature of this practice", found.unsigned_imports.to_string()),
            row("Lists agree with a rebuild from the entries", agree.to_owned()),
            row("Newest link of the entries", found.ledger_head),
            row("Newest link of the audit", found.audit_head),
            row("Checked by", desk.people().name(desk.user())),
        ],
        findings: found
            .findings
            .into_iter()
            .map(|finding| paper::Finding {
                severity: paper::Severity::Danger,
                text: finding.what,
                advice: "Keep this file as it is, and compare with a backup.".to_owned(),
            })
            .collect(),
    };
    let pdf = paper::report(&document, &prints::setting(desk, None))?;
    prints::give_out(desk, Page { title: document.title, pdf }, request.save_to, request.printer)
}

pub(crate) fn verify(desk: &mut Desk<'_>, _: Nothing) -> Result<VerifyView, Problem> {
    let board = desk.board;
    let report = board.during("The practice is checked", |told| desk.store().verify(told))?;
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
