//! Vitals: one typed line or a form, previewed with flags and previous values, saved as a set, shown as trends.

use crate::desk::{Desk, optional, required, to_correct};
use crate::problem::Problem;
use crate::sections::encounters;
use crate::view::RecordView;
use chart::sections::encounters::EncounterStatus;
use chart::sections::vitals::VitalsSet;
use chart::{Chart, EntryId, PatientId, Record, RecordId, Statement};
use chrono::{DateTime, FixedOffset};
use reading::Reading;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

mod courses;
mod judged;
mod on_paper;
mod reading;
mod trends;

pub(crate) use courses::{Course, Reading as CourseReading, courses};
pub(crate) use judged::{implausible, standing_out};
pub(crate) use on_paper::{latest, latest_in_words, of_visit_in_words, on_paper};
pub use trends::{Point, Trend, TrendGoal};
pub(crate) use trends::{is_off, judged, trends};

/// Read what was typed so far.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PreviewVitals {
    /// Whose.
    pub patient: PatientId,
    /// The typed line.
    #[serde(default)]
    pub line: String,
    /// Form fields by key, as typed; they stand over the line.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}

/// Save what was typed.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecordVitals {
    /// Whose.
    pub patient: PatientId,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// The typed line.
    #[serde(default)]
    pub line: String,
    /// Form fields by key, as typed; they stand over the line.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// A remark.
    #[serde(default)]
    #[ts(optional)]
    pub comment: Option<String>,
    /// The patient is ready for the doctor.
    #[serde(default)]
    pub hand_over: bool,
}

/// Correct a set of vitals as a whole.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectVitals {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// The typed line.
    #[serde(default)]
    pub line: String,
    /// Form fields by key, as typed; they stand over the line.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// Why.
    pub why: String,
}

/// The form as it stands.
#[derive(Debug, Serialize, TS)]
pub struct VitalsForm {
    /// Each field, in order.
    pub fields: Vec<VitalsField>,
    /// What the line says that was not understood; it is not saved.
    pub not_understood: Vec<String>,
    /// How something was read, where it could be read in two ways.
    pub notes: Vec<String>,
    /// Numbers made from the measurements, with formula and source.
    pub derived: Vec<Derived>,
    /// There is something to save, and everything typed was understood.
    pub can_save: bool,
}

/// One field of the form.
#[derive(Debug, Serialize, TS)]
pub struct VitalsField {
    /// Its key in a request.
    pub key: String,
    /// `Blood pressure`.
    pub label: String,
    /// `mmHg`.
    pub unit: String,
    /// What to show in the field: as typed in it, or as read from the line.
    pub text: String,
    /// The same in US units, where they differ: `179.7 lb`.
    pub us: Option<String>,
    /// Where it lies: `normal`, `low`, `high`, `critical-low`, `critical-high`, `implausible`, `not-assessed`; empty without a value.
    pub flag: String,
    /// The flag in words, with the range.
    pub flag_text: String,
    /// Where the range comes from.
    pub source: String,
    /// The previous value, in words: `146/86`.
    pub previous: Option<String>,
    /// When it was measured.
    pub previous_at: Option<DateTime<FixedOffset>>,
    /// What is wrong with what was typed.
    pub problem: Option<String>,
}

/// One set of vitals, as it was saved.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadVitals {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
}

/// A number made from others.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Derived {
    /// `BMI`.
    pub label: String,
    /// `28.9 kg/m²`.
    pub text: String,
    /// The formula with its inputs.
    pub formula: String,
    /// Where the formula comes from.
    pub source: String,
}

/// A set of vitals as it is read now.
#[derive(Debug, Serialize, TS)]
pub struct VitalsView {
    /// The set.
    #[serde(flatten)]
    pub set: RecordView<VitalsSet>,
    /// Each measurement in words, with flag and previous value.
    pub shown: Vec<VitalsField>,
    /// Numbers made from them.
    pub derived: Vec<Derived>,
}

pub(crate) fn preview(desk: &mut Desk<'_>, request: PreviewVitals) -> Result<VitalsForm, Problem> {
    let chart = desk.chart(request.patient)?;
    let reading = Reading::of(&request.line, &request.fields);
    Ok(reading.form(&chart, desk.now))
}

pub(crate) fn record(desk: &mut Desk<'_>, request: RecordVitals) -> Result<VitalsView, Problem> {
    let chart = desk.chart(request.patient)?;
    let mut set = Reading::of(&request.line, &request.fields).set()?;
    set.comment = optional(request.comment.as_deref());
    let now = desk.now;
    let visit = match request.encounter {
        Some(encounter) => Some(encounters::of(&chart, encounter)?),
        None => None,
    };
    let record = desk.write(|pen| {
        let record = pen.say(request.patient, request.encounter, Statement::Vitals(set))?;
        if let Some((visit_record, visit)) = visit.filter(|(_, visit)| request.hand_over && visit.is_open()) {
            let mut ready = visit.clone();
            ready.arrived_at = ready.arrived_at.or(Some(now));
            ready.ready_at = Some(now);
            if matches!(ready.status, EncounterStatus::Planned | EncounterStatus::Arrived) {
                ready.status = EncounterStatus::Triaged;
            }
            pen.say_anew(request.patient, visit_record, Statement::Encounters(ready), None)?;
        }
        Ok(record)
    })?;
    current(desk, request.patient, record)
}

pub(crate) fn correct(desk: &mut Desk<'_>, request: CorrectVitals) -> Result<VitalsView, Problem> {
    let why = required("why", &request.why, "Say why it is corrected; the old version stays readable.")?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.vitals, request.record, &request.heads, "set of vitals")?;
    let mut set = Reading::of(&request.line, &request.fields).set()?;
    set.comment = record.reading().and_then(|(_, before)| before.comment.clone());
    desk.write(|pen| pen.say_anew(request.patient, record, Statement::Vitals(set), Some(why)))?;
    current(desk, request.patient, request.record)
}

/// One set by itself, of whatever visit: what a correction of it begins with.
pub(crate) fn read(desk: &mut Desk<'_>, request: ReadVitals) -> Result<VitalsView, Problem> {
    current(desk, request.patient, request.record)
}

fn current(desk: &mut Desk<'_>, patient: PatientId, record: RecordId) -> Result<VitalsView, Problem> {
    let chart = desk.chart(patient)?;
    let record = chart.vitals.get(record).ok_or_else(|| Problem::not_found("set of vitals"))?;
    view(desk, &chart, record).ok_or_else(|| Problem::not_found("set of vitals"))
}

fn view(desk: &Desk<'_>, chart: &Chart, record: &Record<VitalsSet>) -> Option<VitalsView> {
    let set = RecordView::of(record, desk.people(), desk.offset())?;
    let (shown, derived) = shown(chart, &set.value, set.effective_at);
    Some(VitalsView { shown, derived, set })
}

/// The vitals of a visit: what was measured again counts, and the rest stays in sight. A correction is of the newest
/// set; the values before are those before the visit.
pub(crate) fn of_visit(desk: &Desk<'_>, chart: &Chart, encounter: RecordId) -> Option<VitalsView> {
    let (all, since) = together(chart, encounter)?;
    let newest = sets_of(chart, encounter).pop()?.0;
    let set = RecordView::of(newest, desk.people(), desk.offset())?;
    let (shown, derived) = shown(chart, &all, since);
    Some(VitalsView { shown, derived, set })
}

fn shown(chart: &Chart, set: &VitalsSet, since: DateTime<FixedOffset>) -> (Vec<VitalsField>, Vec<Derived>) {
    let form = Reading::from_set(set).form(chart, since);
    (form.fields.into_iter().filter(|field| !field.text.is_empty()).collect(), form.derived)
}

/// All sets of a visit as one: each code once, as it was measured last. With the time of the first.
fn together(chart: &Chart, encounter: RecordId) -> Option<(VitalsSet, DateTime<FixedOffset>)> {
    let sets = sets_of(chart, encounter);
    let (_, since, _) = *sets.first()?;
    let newest: BTreeMap<_, _> = sets
        .iter()
        .flat_map(|(_, _, set)| &set.measurements)
        .map(|measurement| (measurement.code, measurement.clone()))
        .collect();
    Some((VitalsSet { measurements: newest.into_values().collect(), comment: None }, since))
}

type VisitSet<'c> = (&'c Record<VitalsSet>, DateTime<FixedOffset>, &'c VitalsSet);

/// The sets of a visit, oldest first.
fn sets_of(chart: &Chart, encounter: RecordId) -> Vec<VisitSet<'_>> {
    let mut sets: Vec<VisitSet<'_>> = chart
        .vitals
        .readings()
        .filter(|(_, version, _)| version.encounter == Some(encounter))
        .map(|(record, version, set)| (record, version.effective_at, set))
        .collect();
    sets.sort_by_key(|(record, at, _)| (*at, record.id));
    sets
}

/// `BP 158/92 mmHg · HR 78 /min`.
pub(crate) fn in_one_line(set: &VitalsSet) -> String {
    let mut parts = Reading::from_set(set).in_words();
    parts.extend(set.comment.clone());
    parts.join(" · ")
}
