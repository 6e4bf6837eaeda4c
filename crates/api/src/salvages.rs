//! Salvage: every readable entry of a damaged practice into a new folder. The damaged one is only read.

use crate::desk::OpenPractice;
use crate::host::Host;
use crate::problem::Problem;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use store::{Secret, Store};
use ts_rs::TS;

/// Save what can be read of the practice in this folder.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Salvage {
    /// Who.
    pub login: String,
    /// Their password.
    pub password: String,
    /// A folder that holds no practice.
    pub into: PathBuf,
}

/// What was saved of a damaged practice, and what was not.
#[derive(Debug, Serialize, TS)]
pub struct Salvaged {
    /// Where the saved practice is. The same passwords and the same code open it.
    pub into: PathBuf,
    /// Entries that were saved.
    pub entries: u64,
    /// Acts of the audit that were saved.
    pub audit_rows: u64,
    /// Patients who have a chart in it.
    pub patients: u64,
    /// Pages of the file that could be read.
    pub sound_pages: u64,
    /// Pages of the file that could not.
    pub damaged_pages: u64,
    /// Entries that are lost: the first and the last number of each gap, in the order of writing.
    pub gaps: Vec<(u64, u64)>,
    /// The user's own record was lost and was stated anew as a physician's.
    pub user_restated: bool,
}

pub(crate) fn salvage(
    host: &Host,
    open: &mut Option<OpenPractice>,
    now: DateTime<FixedOffset>,
    request: Salvage,
) -> Result<Salvaged, Problem> {
    if open.is_some() {
        return Err(Problem::refused(
            "A practice that is open needs no saving. Make a backup, or lock it first.",
        ));
    }
    let damaged = &host.config.practice;
    let report = Store::salvage(damaged, &request.login, &Secret::new(request.password), &request.into, now)?;
    Ok(Salvaged {
        into: request.into,
        entries: report.entries,
        audit_rows: report.audit_rows,
        patients: report.patients,
        sound_pages: report.pages.0,
        damaged_pages: report.pages.1,
        gaps: report.gaps,
        user_restated: report.user_restated,
    })
}
