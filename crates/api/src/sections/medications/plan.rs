//! The medication plan of a chart: against the last plan that was printed before today, else against the last visit.

use crate::desk::Desk;
use crate::problem::Problem;
use chart::{Chart, MedicationPlan, PatientId};
use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use store::AuditFilter;
use ts_rs::TS;

/// Read the plan.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanRequest {
    /// Whose.
    pub patient: PatientId,
}

/// The plan as it is shown.
#[derive(Debug, Serialize, TS)]
pub struct PlanView {
    /// What is taken when, and what is different.
    pub plan: MedicationPlan,
    /// The moment it is compared with.
    pub since: Option<DateTime<FixedOffset>>,
    /// That moment is when a plan was printed; otherwise the end of a visit.
    pub since_plan: bool,
    /// Active allergies, which stand on every plan.
    pub allergies: Vec<String>,
}

pub(crate) fn plan(desk: &mut Desk<'_>, request: PlanRequest) -> Result<PlanView, Problem> {
    let chart = desk.chart(request.patient)?;
    let printed = last_printed(desk, request.patient)?;
    let plan = of_today(desk, &chart, printed);
    let allergies = match chart.allergy_state() {
        chart::sections::allergies::AllergyState::Listed(listed) => {
            listed.iter().map(|(_, allergy)| allergy.short()).collect()
        }
        _ => Vec::new(),
    };
    Ok(PlanView {
        since: plan.since.map(|since| since.with_timezone(&desk.offset())),
        since_plan: printed.is_some(),
        plan,
        allergies,
    })
}

/// The plan of today against the last printed one, else against the last visit. A plan printed twice on one day is the
/// same page twice: what was printed today is not what it is compared with.
pub(crate) fn of_today(desk: &Desk<'_>, chart: &Chart, printed: Option<DateTime<Utc>>) -> MedicationPlan {
    let since = printed.or_else(|| MedicationPlan::last_visit(chart, desk.today()));
    MedicationPlan::of(chart, desk.today(), since)
}

/// When a plan was printed or saved last before today, as the audit knows it.
pub(crate) fn last_printed(desk: &Desk<'_>, patient: PatientId) -> Result<Option<DateTime<Utc>>, Problem> {
    let filter =
        AuditFilter { patient: Some(patient), act: Some("prints.s".to_owned()), ..AuditFilter::default() };
    let rows = desk.store().audit_rows(&filter)?;
    Ok(rows
        .iter()
        .filter(|row| row.act.detail.as_deref().is_some_and(|detail| detail.starts_with("medication-plan")))
        .map(|row| row.at)
        .find(|at| at.with_timezone(&desk.offset()).date_naive() < desk.today()))
}
