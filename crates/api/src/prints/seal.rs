//! The seal at the foot of a printed page, compared with the chart.

use crate::desk::Desk;
use crate::problem::Problem;
use chart::PatientId;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Compare the seal at the foot of a printed page with the chart.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckSeal {
    /// Whose page it is.
    pub patient: PatientId,
    /// The code as printed; case, blanks and dashes do not matter.
    pub code: String,
}

/// Whether a printed page came from this chart.
#[derive(Debug, Serialize, TS)]
pub struct SealView {
    /// It did.
    pub fits: bool,
    /// When the newest entry was written that the page could have known.
    pub stood_at: Option<DateTime<FixedOffset>>,
    /// In a sentence.
    pub verdict: String,
}

pub(crate) fn check_seal(desk: &mut Desk<'_>, request: CheckSeal) -> Result<SealView, Problem> {
    let code = crate::desk::required("code", &request.code, "Type the code from the foot of the page.")?;
    let stood_at = desk.store().check_seal(request.patient, &code)?;
    let stood_at = stood_at.map(|at| at.with_timezone(&desk.offset()));
    desk.detail(if stood_at.is_some() { "fits" } else { "does not fit" });
    let verdict = match stood_at {
        Some(at) => format!(
            "This page was printed from this chart as it stood on {}.",
            paper::dates::short_moment(at.naive_local())
        ),
        None => "No state of this chart has this seal. The page is another patient's, was not printed here, or the \
                 chart was changed since. Check each sign, then run the check of the practice."
            .to_owned(),
    };
    Ok(SealView { fits: stood_at.is_some(), stood_at, verdict })
}
