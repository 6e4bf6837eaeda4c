//! Shapes that several sections answer with: a record with who said it and when, a version of it, a patient's head.

use crate::desk::People;
use chart::fold::Stated;
use chart::sections::patients::{Patient, Sex};
use chart::{EntryId, PatientId, Record, RecordId, Version};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A request without fields.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// One thing in the chart as it is read now, with who said it and when.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecordView<T> {
    /// The record, through all its versions.
    pub record: RecordId,
    /// The versions a correction has to name.
    pub heads: Vec<EntryId>,
    /// Who decided it.
    pub author: String,
    /// Who typed it.
    pub recorder: String,
    /// When it was true.
    pub effective_at: DateTime<FixedOffset>,
    /// When it was written down.
    pub recorded_at: DateTime<FixedOffset>,
    /// The visit it belongs to.
    pub encounter: Option<RecordId>,
    /// The format it was imported from.
    pub imported: Option<String>,
    /// People disagree about it; the more careful version is shown.
    pub disputed: bool,
    /// How many versions there are.
    pub versions: usize,
    /// It was entered in error: who said so, when and why.
    pub in_error: Option<InErrorView>,
    /// What it says; for a record in error, what it said.
    pub value: T,
}

/// Who marked a record as entered in error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct InErrorView {
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Why.
    pub why: String,
}

/// The format a statement was imported from. The demo's own statements are told apart by the practice they are in.
pub(crate) fn from_elsewhere(format: Option<&str>) -> Option<String> {
    format.filter(|format| *format != demo::FORMAT).map(str::to_owned)
}

/// One version of a record, for its history.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct VersionView {
    /// The entry.
    pub entry: EntryId,
    /// Who decided it.
    pub author: String,
    /// Who typed it.
    pub recorder: String,
    /// When it was true.
    pub effective_at: DateTime<FixedOffset>,
    /// When it was written down.
    pub recorded_at: DateTime<FixedOffset>,
    /// Why the version before was replaced.
    pub why: Option<String>,
    /// The format it was imported from.
    pub imported: Option<String>,
    /// Nothing replaces it.
    pub current: bool,
    /// It says: entered in error.
    pub in_error: bool,
    /// What it says, in lines of text.
    pub lines: Vec<String>,
}

impl<T: Stated> RecordView<T> {
    /// The view of a record as it is read now; `None` for a record that never said anything.
    pub(crate) fn of(record: &Record<T>, people: &People, offset: FixedOffset) -> Option<Self> {
        let (version, value) = record.last_said()?;
        let in_error =
            record.is_in_error().then(|| record.heads().find(|head| head.value.is_none())).flatten();
        Some(Self {
            record: record.id,
            heads: record.head_ids(),
            author: people.name(version.author),
            recorder: people.name(version.recorder),
            effective_at: version.effective_at,
            recorded_at: version.recorded_at.with_timezone(&offset),
            encounter: version.encounter,
            imported: from_elsewhere(version.imported.as_deref()),
            disputed: record.is_disputed(),
            versions: record.versions.len(),
            in_error: in_error.map(|head| InErrorView {
                by: people.name(head.author),
                at: head.recorded_at.with_timezone(&offset),
                why: head.why.clone().unwrap_or_default(),
            }),
            value: value.clone(),
        })
    }
}

impl<T> RecordView<T> {
    /// The same view around another value.
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> RecordView<U> {
        RecordView {
            record: self.record,
            heads: self.heads,
            author: self.author,
            recorder: self.recorder,
            effective_at: self.effective_at,
            recorded_at: self.recorded_at,
            encounter: self.encounter,
            imported: self.imported,
            disputed: self.disputed,
            versions: self.versions,
            in_error: self.in_error,
            value: change(self.value),
        }
    }
}

impl VersionView {
    pub(crate) fn of<T>(
        version: &Version<T>,
        people: &People,
        offset: FixedOffset,
        lines: impl FnOnce(&T) -> Vec<String>,
    ) -> Self {
        Self {
            entry: version.entry,
            author: people.name(version.author),
            recorder: people.name(version.recorder),
            effective_at: version.effective_at,
            recorded_at: version.recorded_at.with_timezone(&offset),
            why: version.why.clone(),
            imported: from_elsewhere(version.imported.as_deref()),
            current: version.head,
            in_error: version.value.is_none(),
            lines: version.value.as_ref().map(lines).unwrap_or_default(),
        }
    }
}

/// Who the patient is, in the words of a banner or a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PatientHead {
    /// The patient.
    pub patient: PatientId,
    /// `004217`.
    pub chart_number: String,
    /// `Marguerite Delacroix-Thompson`.
    pub name: String,
    /// `DELACROIX-THOMPSON, Marguerite`.
    pub filed_name: String,
    /// Administrative gender.
    pub sex: Sex,
    /// As far as it is known, FHIR date.
    pub birth_date: Option<String>,
    /// The birth date is an estimate.
    pub birth_date_estimated: bool,
    /// `67 y`.
    pub age: Option<String>,
    /// Preferred telephone.
    pub phone: Option<String>,
    /// The patient has died.
    pub deceased: bool,
}

impl PatientHead {
    pub(crate) fn of(patient: PatientId, value: &Patient, today: NaiveDate) -> Self {
        Self {
            patient,
            chart_number: value.chart_number.clone(),
            name: value.name.full(),
            filed_name: value.name.filed(),
            sex: value.sex,
            birth_date: value.birth_date.map(|date| date.to_string()),
            birth_date_estimated: value.birth_date_estimated,
            age: value.age_on(today).map(chart::dates::Age::short),
            phone: value.phones.first().cloned(),
            deceased: value.deceased.is_some(),
        }
    }
}
