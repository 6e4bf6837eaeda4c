//! The medication plan: what the patient takes and when in the day, for what, and what is new since the last one.
//!
//! A help for the patient and for the next doctor, not an order: the sentence on the prescription counts. The four
//! columns are those of [`crate::sig::day_parts`], which names their source. Deliberately not here: how it looks on
//! screen (`ui`) or on paper (`paper`), and when the last plan was printed, which the audit knows.

use crate::dates::PartialDate;
use crate::fold::{Chart, Record, Version};
use crate::ids::RecordId;
use crate::sections::encounters::EncounterStatus;
use crate::sections::medications::{Medication, MedicationOrigin, MedicationStatus};
use crate::sig;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A medication plan as at one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MedicationPlan {
    /// What changed is told against this moment. None: there was no earlier visit or plan, so nothing is called new.
    #[ts(type = "string | null")]
    pub since: Option<DateTime<Utc>>,
    /// What is taken, by the day's times first, then what is taken another way, then as needed; each by name.
    pub rows: Vec<PlanRow>,
    /// What is not to be taken any more, by name.
    pub ended: Vec<PlanEnd>,
}

/// One medicine of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanRow {
    /// The medicine.
    #[ts(type = "string")]
    pub record: RecordId,
    /// `Warfarin`.
    pub drug: String,
    /// `5 mg tablet`; empty when not known.
    pub product: String,
    /// When in the day.
    pub when: PlanWhen,
    /// Only when needed.
    pub as_needed: bool,
    /// What it is for.
    pub reason: Option<String>,
    /// The last day of a course.
    pub until: Option<PartialDate>,
    /// It is paused: not to be taken now.
    pub on_hold: bool,
    /// Where it comes from, when it was not ordered here.
    pub origin: Option<MedicationOrigin>,
    /// What is different since [`MedicationPlan::since`].
    pub change: PlanChange,
    /// Why it is different, as it was written down.
    pub why: Option<String>,
}

/// When in the day a medicine is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum PlanWhen {
    /// The amounts at the four times of the day: `1`, `½`, `5 mL`; empty where nothing is taken.
    Day {
        /// In the morning.
        morning: String,
        /// At noon.
        noon: String,
        /// In the evening.
        evening: String,
        /// At bedtime.
        night: String,
    },
    /// What four columns cannot say: weekly, as needed, a taper.
    Sentence(String),
}

/// What is different about a medicine since the last plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum PlanChange {
    /// Nothing.
    Same,
    /// It was not taken then.
    New,
    /// It was taken in another way.
    Changed {
        /// How: `10 mg tablet. Take 1 tablet by mouth every morning.`
        from: String,
    },
}

/// A medicine that was on the last plan and is not to be taken any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanEnd {
    /// The medicine.
    #[ts(type = "string")]
    pub record: RecordId,
    /// `Ibuprofen 400 mg tablet`.
    pub name: String,
    /// Its course is over; otherwise it was stopped, or should never have been listed.
    pub finished: bool,
    /// Why it was stopped, as it was written down.
    pub why: Option<String>,
}

impl MedicationPlan {
    /// The plan as at `today`, with what is different since a moment.
    #[must_use]
    pub fn of(chart: &Chart, today: NaiveDate, since: Option<DateTime<Utc>>) -> Self {
        let mut plan = Self { since, rows: Vec::new(), ended: Vec::new() };
        for record in chart.medications.records() {
            let before = since.and_then(|since| record.reading_at(since)).map(|(_, value)| value);
            let before =
                before.filter(|value| since.is_some_and(|since| is_taken(value, since.date_naive())));
            match record.reading().filter(|(_, value)| is_taken(value, today)) {
                Some((version, value)) => plan.rows.push(row(record, version, value, before, since)),
                None => plan.ended.extend(before.map(|before| end(record, before))),
            }
        }
        plan.rows.sort_by_cached_key(|row| (row.rank(), row.drug.to_lowercase(), row.record));
        plan.ended.sort_by_cached_key(|row| (row.name.to_lowercase(), row.record));
        plan
    }

    /// The end of the last visit before a day: what the patient was told last, when no plan was printed since.
    #[must_use]
    pub fn last_visit(chart: &Chart, before: NaiveDate) -> Option<DateTime<Utc>> {
        chart
            .encounters
            .readings()
            .filter(|(_, _, visit)| visit.status == EncounterStatus::Finished)
            .filter_map(|(_, _, visit)| visit.finished_at.or(visit.at()))
            .filter(|end| end.date_naive() < before)
            .map(|end| end.with_timezone(&Utc))
            .max()
    }
}

impl PlanRow {
    fn rank(&self) -> u8 {
        match (&self.when, self.as_needed) {
            (_, true) => 2,
            (PlanWhen::Day { .. }, false) => 0,
            (PlanWhen::Sentence(_), false) => 1,
        }
    }
}

/// On the list and, for a course, not over yet.
fn is_taken(medicine: &Medication, day: NaiveDate) -> bool {
    medicine.is_current() && medicine.ended.and_then(PartialDate::latest).is_none_or(|ended| ended >= day)
}

fn row(
    record: &Record<Medication>,
    version: &Version<Medication>,
    value: &Medication,
    before: Option<&Medication>,
    since: Option<DateTime<Utc>>,
) -> PlanRow {
    let change = match (before, since) {
        (_, None) => PlanChange::Same,
        (None, Some(_)) => PlanChange::New,
        (Some(before), Some(_)) if is_same(before, value) => PlanChange::Same,
        (Some(before), Some(_)) => PlanChange::Changed { from: as_before(before) },
    };
    let as_needed =
        value.sig.as_ref().is_some_and(|sig| sig.steps.iter().any(|step| step.as_needed.is_some()));
    PlanRow {
        record: record.id,
        drug: value.drug.text.clone(),
        product: product(value),
        when: when(value),
        as_needed,
        reason: value.reason.clone(),
        until: value.ended,
        on_hold: value.status == MedicationStatus::OnHold,
        origin: value.origin,
        why: version.why.clone().filter(|_| change != PlanChange::Same),
        change,
    }
}

fn end(record: &Record<Medication>, before: &Medication) -> PlanEnd {
    let last = record.reading();
    let finished =
        last.is_some_and(|(_, value)| value.is_current() || value.status == MedicationStatus::Completed);
    let why = match last {
        Some((version, _)) => version.why.clone(),
        None => record.heads().find_map(|head| head.why.clone()),
    };
    PlanEnd { record: record.id, name: before.name(), finished, why: why.filter(|_| !finished) }
}

fn is_same(before: &Medication, now: &Medication) -> bool {
    let paused = |value: &Medication| value.status == MedicationStatus::OnHold;
    before.strength == now.strength
        && before.form == now.form
        && before.instructions == now.instructions
        && paused(before) == paused(now)
}

/// How it was taken, for a patient who still holds the old plan.
fn as_before(before: &Medication) -> String {
    let product = product(before);
    let way =
        if before.status == MedicationStatus::OnHold { "on hold" } else { before.instructions.as_str() };
    [product.as_str(), way].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
}

fn product(value: &Medication) -> String {
    let parts = [value.strength.as_deref(), value.form.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn when(value: &Medication) -> PlanWhen {
    // A chart from elsewhere has the sentence and no parts; a sentence of our own shape is read all the same.
    let read = value.sig.clone().unwrap_or_else(|| sig::parse(&value.instructions));
    let whole = read.note.is_none() && (value.sig.is_some() || sig::print(&read) == value.instructions);
    match sig::day_parts(&read).filter(|_| whole) {
        Some([morning, noon, evening, night]) => PlanWhen::Day { morning, noon, evening, night },
        None => PlanWhen::Sentence(value.instructions.clone()),
    }
}
