//! Salvage: every readable entry of a damaged practice into a new one, which may take its place. The damaged one is
//! never changed and never deleted.

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
    /// A folder that holds no practice. When absent, what was saved takes the place of the damaged practice, which
    /// is put aside.
    #[serde(default)]
    #[ts(optional)]
    pub into: Option<PathBuf>,
}

/// What was saved of a damaged practice, and what was not.
#[derive(Debug, Serialize, TS)]
pub struct Salvaged {
    /// Where the saved practice is. The same passwords and the same code open it.
    pub into: PathBuf,
    /// Where the damaged practice was put aside; none when what was saved went elsewhere.
    pub put_aside: Option<PathBuf>,
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
    /// Documents whose bytes were saved.
    pub documents: u64,
    /// Documents of which the entry was saved and the bytes are lost.
    pub documents_lost: u64,
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
    let (login, password) = (&request.login, Secret::new(request.password));
    let (report, into, put_aside) = match request.into {
        Some(into) => (Store::salvage(damaged, login, &password, &into, now)?, into, None),
        None => {
            let (report, aside) = Store::salvage_in_place(damaged, login, &password, now)?;
            (report, damaged.clone(), aside)
        }
    };
    Ok(Salvaged {
        into,
        put_aside,
        entries: report.entries,
        audit_rows: report.audit_rows,
        patients: report.patients,
        sound_pages: report.pages.0,
        damaged_pages: report.pages.1,
        gaps: report.gaps,
        documents: report.documents.0,
        documents_lost: report.documents.1,
        user_restated: report.user_restated,
    })
}
