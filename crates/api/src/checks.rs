//! What speaks against a prescription, from the rules of the reference pack held against the chart on screen; and the
//! reasons for which somebody went on all the same.
//!
//! An override is a statement in the chart. It holds while what the finding rested on stays the same: after a new
//! allergy, a new eGFR or a new INR the finding stands open again. Nothing here decides whether a drug may be ordered;
//! `prescriptions` asks.

use crate::desk::{Desk, required};
use crate::pack;
use crate::problem::Problem;
use crate::sections::prescriptions;
use crate::view::Nothing;
use chart::sections::overrides::Override;
use chart::sections::prescriptions::PrescriptionItem;
use chart::{Chart, PatientId, Statement};
use chrono::{DateTime, FixedOffset};
use reference::checks::{Check, Coverage, Facts, Finding, Medicine, Tier};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Check one more medicine.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckLine {
    /// For whom.
    pub patient: PatientId,
    /// As typed: `ibuprofen 400 mg tab tid prn pain`.
    pub line: String,
}

/// Check everything that is taken now against everything else.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviewMedications {
    /// Whose.
    pub patient: PatientId,
}

/// Say why something is ordered all the same.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OverrideFinding {
    /// For whom.
    pub patient: PatientId,
    /// The finding.
    pub key: String,
    /// Why.
    pub reason: String,
    /// The line that is being typed; not needed for a finding of the list, and better always given for one of a line.
    #[serde(default)]
    #[ts(optional)]
    pub line: Option<String>,
}

/// What was found, the worst first.
#[derive(Debug, Serialize, TS)]
pub struct ChecksView {
    /// The findings.
    pub findings: Vec<FindingView>,
    /// Medicines on the list that no table of ours knows: they were not checked.
    pub unknown: Vec<String>,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "Finding")]
pub struct FindingView {
    /// Which check found it.
    pub check: Check,
    /// How much it matters. Only `contraindicated` asks before going on.
    pub severity: Tier,
    /// Names the finding for this patient; to override it.
    pub key: String,
    /// The medicine it is about.
    pub drug: String,
    /// What it does not go with.
    pub with: String,
    /// What it is, with the newest relevant value.
    pub message: String,
    /// What to do.
    pub action: String,
    /// Who says so.
    pub source: String,
    /// The day of the rule's table.
    pub as_of: String,
    /// A clinician has signed the row.
    pub reviewed: bool,
    /// The test whose newest value it speaks of, to be ordered from here.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub test: Option<&'static str>,
    /// Somebody went on all the same, and what it rests on has not changed since.
    pub overridden: Option<OverriddenView>,
}

/// Who went on all the same, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OverriddenView {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// Longer than any reason.
const LONGEST_REASON: usize = 500;

pub(crate) fn check(desk: &mut Desk<'_>, request: CheckLine) -> Result<ChecksView, Problem> {
    let chart = desk.chart(request.patient)?;
    let item = prescriptions::read(desk, &request.line)?.item;
    let facts = Facts::of(&chart, desk.today());
    Ok(ChecksView {
        findings: of_item(desk, &chart, &facts, &item)?,
        unknown: pack::rulebook()?.unknown(&facts),
    })
}

pub(crate) fn review(desk: &mut Desk<'_>, request: ReviewMedications) -> Result<ChecksView, Problem> {
    let chart = desk.chart(request.patient)?;
    let facts = Facts::of(&chart, desk.today());
    let found = pack::rulebook()?.review(&facts);
    Ok(ChecksView { findings: views(desk, &chart, found), unknown: pack::rulebook()?.unknown(&facts) })
}

pub(crate) fn coverage(_: &mut Desk<'_>, _: Nothing) -> Result<Coverage, Problem> {
    Ok(pack::rulebook()?.coverage(pack::formulary()?))
}

/// The findings about one item, for the preview of its line. An item without a drug has none.
pub(crate) fn of_item(
    desk: &Desk<'_>,
    chart: &Chart,
    facts: &Facts,
    item: &PrescriptionItem,
) -> Result<Vec<FindingView>, Problem> {
    if item.drug.text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let found = pack::rulebook()?.check(facts, &Medicine::ordered(item));
    Ok(views(desk, chart, found))
}

pub(crate) fn overrule(desk: &mut Desk<'_>, request: OverrideFinding) -> Result<FindingView, Problem> {
    let reason = required("reason", &request.reason, "Say why it is ordered all the same.")?;
    if reason.chars().count() > LONGEST_REASON {
        return Err(Problem::invalid("reason", "This is too long for a reason."));
    }
    let chart = desk.chart(request.patient)?;
    let finding = find(desk, &chart, &request)?
        .ok_or_else(|| Problem::refused("This finding is no longer there. Look at the line again."))?;
    let statement = Statement::Overrides(Override {
        key: finding.key.clone(),
        basis: finding.basis.clone(),
        severity: word(finding.severity).to_owned(),
        message: finding.message.clone(),
        source: finding.source.clone(),
        reason,
    });
    let before =
        chart.overrides.readings().find(|(_, _, said)| said.key == finding.key).map(|(record, _, _)| record);
    desk.write(|pen| match before {
        Some(record) => pen.say_change(request.patient, None, record, statement, None),
        None => pen.say(request.patient, None, statement),
    })?;
    let chart = desk.chart(request.patient)?;
    views(desk, &chart, vec![finding]).pop().ok_or_else(|| Problem::not_found("finding"))
}

/// The finding of this key: of the line, of the list, or of the medicine the key itself names.
fn find(desk: &Desk<'_>, chart: &Chart, request: &OverrideFinding) -> Result<Option<Finding>, Problem> {
    let facts = Facts::of(chart, desk.today());
    let rules = pack::rulebook()?;
    let mut found = match &request.line {
        Some(line) => rules.check(&facts, &Medicine::ordered(&prescriptions::read(desk, line)?.item)),
        None => rules.review(&facts),
    };
    if request.line.is_none() && !found.iter().any(|finding| finding.key == request.key) {
        for name in request.key.split(':').skip(1) {
            let drug = name.replace('-', " ");
            found.extend(rules.check(&facts, &Medicine { drug, ..Medicine::default() }));
        }
    }
    Ok(found.into_iter().find(|finding| finding.key == request.key))
}

fn views(desk: &Desk<'_>, chart: &Chart, found: Vec<Finding>) -> Vec<FindingView> {
    let overridden = |finding: &Finding| {
        let holds = |said: &Override| said.key == finding.key && said.basis == finding.basis;
        let (_, version, said) = chart.overrides.readings().find(|(_, _, said)| holds(said))?;
        Some(OverriddenView {
            reason: said.reason.clone(),
            by: desk.people().name(version.author),
            at: version.recorded_at.with_timezone(&desk.offset()),
        })
    };
    found
        .into_iter()
        .map(|finding| FindingView {
            overridden: overridden(&finding),
            check: finding.check,
            severity: finding.severity,
            key: finding.key,
            drug: finding.drug,
            with: finding.with,
            message: finding.message,
            action: finding.action,
            source: finding.source,
            as_of: finding.as_of,
            reviewed: finding.reviewed,
            test: finding.test,
        })
        .collect()
}

fn word(tier: Tier) -> &'static str {
    match tier {
        Tier::Contraindicated => "contraindicated",
        Tier::Warning => "warning",
        Tier::Note => "note",
    }
}
