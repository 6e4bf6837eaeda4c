//! The chart on one screen: opened for a window, read as at any day, its timeline, its errors marked.
//!
//! Long because: every section is named here twice (opened, its errors), and a section that is
//! forgotten in one of them would be seen at once.

use crate::access::{self, RestrictionView};
use crate::banner::{self, BannerWarning, DueItem};
use crate::desk::{Desk, People, required, to_correct};
use crate::finding;
use crate::merging::{self, MergedView};
use crate::problem::{Problem, ProblemCode};
use crate::sections::medications::{self, MedicationLine};
use crate::sections::{allergies, documents, encounters, goals, histories, results, tasks, vitals};
use crate::timeline::{self, Leaf, TimelineItem};
use crate::view::{Nothing, PatientHead, RecordView};
use chart::fold::Stated;
use chart::sections::encounters::EncounterStatus;
use chart::sections::immunizations::Immunization;
use chart::sections::medications::Medication;
use chart::sections::orders::Order;
use chart::sections::patients::Patient;
use chart::sections::prescriptions::Prescription;
use chart::sections::problems::Problem as Diagnosis;
use chart::sections::results::ResultReport;
use chart::{Chart, EntryId, PatientId, Record, RecordId, Section, Statement};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::Sought;
use ts_rs::TS;

/// Open a chart in this window.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenChart {
    /// Whose.
    pub patient: PatientId,
    /// As it was known at the end of this day; now when absent.
    #[serde(default)]
    #[ts(optional)]
    pub as_at: Option<NaiveDate>,
    /// Why a restricted chart has to be opened; kept in the audit and read by somebody else.
    #[serde(default)]
    #[ts(optional)]
    pub break_glass: Option<String>,
}

/// A chart on one screen.
#[derive(Debug, Serialize, TS)]
pub struct ChartView {
    /// Who.
    pub head: PatientHead,
    /// The chart is restricted: who opens it freely, and whether a reason was given.
    pub restriction: Option<RestrictionView>,
    /// Charts that are read as part of this one.
    pub merged: Vec<MergedView>,
    /// Insurance as written.
    pub insurance: Option<String>,
    /// The day it is read as at; none is now.
    pub as_at: Option<NaiveDate>,
    /// Allergies in one of three states.
    pub allergies: allergies::AllergiesView,
    /// Active problems, newest first.
    pub problems: Vec<RecordView<Diagnosis>>,
    /// Problems that are over.
    pub past_problems: Vec<RecordView<Diagnosis>>,
    /// Medicines taken now.
    pub medications: Vec<RecordView<Medication>>,
    /// Each medicine that is taken now in a few words, for one line of a list.
    pub medication_lines: Vec<MedicationLine>,
    /// Medicines no longer taken.
    pub past_medications: Vec<RecordView<Medication>>,
    /// Prescriptions, newest first, 20 at most.
    pub prescriptions: Vec<RecordView<Prescription>>,
    /// Vaccines, newest first.
    pub immunizations: Vec<RecordView<Immunization>>,
    /// Reports, newest first: the newest 10, and those that wait for review.
    pub results: Vec<RecordView<ResultReport>>,
    /// Orders that are waited for, the oldest first.
    pub open_orders: Vec<RecordView<Order>>,
    /// Orders that are done or revoked, newest first, 10 at most.
    pub past_orders: Vec<RecordView<Order>>,
    /// Documents, newest first: the newest 10, and those that wait for review.
    pub documents: Vec<documents::DocumentView>,
    /// How many documents there are.
    pub document_count: usize,
    /// Family, habits, operations, care elsewhere, pregnancies.
    pub histories: Vec<histories::HistoryView>,
    /// What numbers should be for this patient, those aimed at first.
    pub goals: Vec<goals::GoalView>,
    /// What would be dangerous to forget.
    pub warnings: Vec<BannerWarning>,
    /// What is due within a month or overdue.
    pub due: Vec<DueItem>,
    /// The registration in full.
    pub registration: RecordView<Patient>,
    /// Numbers over time.
    pub trends: Vec<vitals::Trend>,
    /// Tasks and follow-ups that are open, by their day.
    pub tasks: Vec<tasks::TaskView>,
    /// How many things are kept as they were received.
    pub also_in_record: usize,
    /// How many visits there were.
    pub visit_count: usize,
    /// The last visit that is over.
    pub last_seen: Option<NaiveDate>,
    /// The visit of today that is open.
    pub visit: Option<encounters::VisitCard>,
    /// Vitals of that visit.
    pub visit_vitals: Option<vitals::VitalsView>,
    /// The newest pages of the timeline.
    pub timeline: TimelinePage,
}

/// Read the timeline.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TimelineRequest {
    /// Whose.
    pub patient: PatientId,
    /// Only these sections; all when empty.
    #[serde(default)]
    pub sections: Vec<String>,
    /// Only pages with all these words, or their beginnings; one typing slip is forgiven where nothing else fits.
    #[serde(default)]
    pub text: String,
    /// Skip so many.
    #[serde(default)]
    pub offset: usize,
    /// At most so many; 200 at most.
    pub limit: usize,
    /// As it was known at the end of this day.
    #[serde(default)]
    #[ts(optional)]
    pub as_at: Option<NaiveDate>,
}

/// A stretch of the timeline.
#[derive(Debug, Serialize, TS)]
pub struct TimelinePage {
    /// How many pages there are in all that fit the filter.
    pub total: usize,
    /// How many were skipped.
    pub offset: usize,
    /// The pages.
    pub items: Vec<TimelineItem>,
}

/// Read something that was kept as it was received.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReceivedRequest {
    /// Whose.
    pub patient: PatientId,
    /// Which; none lists all.
    #[serde(default)]
    #[ts(optional)]
    pub record: Option<RecordId>,
}

/// What was kept as it was received.
#[derive(Debug, Serialize, TS)]
pub struct ReceivedView {
    /// Each, newest first.
    pub items: Vec<ReceivedItem>,
    /// The resource asked for, as JSON text.
    pub original: Option<String>,
}

/// One thing that was kept.
#[derive(Debug, Serialize, TS)]
pub struct ReceivedItem {
    /// The record.
    pub record: RecordId,
    /// `CarePlan`.
    pub kind: String,
    /// One line.
    pub title: String,
    /// Of when it is.
    pub at: DateTime<FixedOffset>,
}

/// Mark a record as entered in error.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MarkInError {
    /// Whose.
    pub patient: PatientId,
    /// The section's word.
    pub section: String,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// Why.
    pub why: String,
}

/// How many pages the chart brings along when it is opened.
const FIRST_PAGES: usize = 40;

pub(crate) fn open(desk: &mut Desk<'_>, request: OpenChart) -> Result<ChartView, Problem> {
    let restriction = access::enter(desk, request.patient, request.break_glass.as_deref())?;
    let chart = as_at(desk, request.patient, request.as_at)?;
    let visit = if request.as_at.is_none() { open_visit(desk, &chart, request.patient)? } else { None };
    let visit_vitals = visit.as_ref().and_then(|card| vitals::of_visit(desk, &chart, card.encounter));
    let (people, offset) = (desk.people(), desk.offset());
    let patient = chart.patient().ok_or_else(|| Problem::not_found("patient"))?;
    let timeline = stretch(desk, &timeline::leaves(&chart, people, offset), 0, FIRST_PAGES)?;
    let (problems, past_problems) = split(&chart.problems, people, offset, Diagnosis::is_active);
    let (medications, past_medications) = split(&chart.medications, people, offset, Medication::is_current);
    let over: Vec<Option<NaiveDate>> = chart
        .encounters
        .readings()
        .filter(|(_, _, visit)| visit.status == EncounterStatus::Finished)
        .map(|(_, _, visit)| visit.at().map(|at| at.date_naive()))
        .collect();
    let day = request.as_at.unwrap_or_else(|| desk.today());
    let (mut open_orders, mut past_orders) = split(&chart.orders, people, offset, Order::is_open);
    open_orders.reverse();
    past_orders.truncate(10);
    let registration = chart.patients.readings().next().map(|(record, ..)| record);
    let registration = registration
        .and_then(|record| RecordView::of(record, people, offset))
        .ok_or_else(|| Problem::not_found("patient"))?;
    let view = ChartView {
        head: PatientHead::of(request.patient, patient, day),
        restriction,
        merged: merging::views(&chart, people, offset, day),
        insurance: patient.insurance.clone(),
        as_at: request.as_at,
        allergies: allergies::view(&chart, people, desk.now),
        problems,
        past_problems,
        medication_lines: medications.iter().map(medications::line).collect(),
        medications,
        past_medications,
        prescriptions: newest(&chart.prescriptions, people, offset, 20),
        immunizations: newest(&chart.immunizations, people, offset, usize::MAX),
        results: newest_and(&chart.results, people, offset, |report| report.awaits_review()),
        open_orders,
        past_orders,
        documents: newest_and(&chart.documents, people, offset, |document| document.review.is_none())
            .into_iter()
            .map(|view| documents::named(view, people))
            .collect(),
        document_count: chart.documents.readings().count(),
        histories: histories::views(&chart, people, offset, day),
        goals: goals::views(&chart, people, offset),
        warnings: banner::warnings(&chart, day)?,
        due: banner::due(&chart, day),
        registration,
        trends: vitals::trends(&chart, day),
        tasks: tasks::open(&chart, people, offset),
        also_in_record: chart.received.len(),
        visit_count: over.len(),
        last_seen: over.into_iter().flatten().max(),
        visit,
        visit_vitals,
        timeline,
    };
    desk.show_chart(request.patient);
    Ok(view)
}

pub(crate) fn close(desk: &mut Desk<'_>, _: Nothing) -> Result<Nothing, Problem> {
    desk.show_nobody();
    Ok(Nothing {})
}

pub(crate) fn timeline(desk: &mut Desk<'_>, request: TimelineRequest) -> Result<TimelinePage, Problem> {
    let chart = as_at(desk, request.patient, request.as_at)?;
    let mut leaves = timeline::leaves(&chart, desk.people(), desk.offset());
    if !request.sections.is_empty() {
        leaves.retain(|leaf| request.sections.iter().any(|section| section == leaf.section));
    }
    let (offset, limit) = (request.offset, request.limit.min(200));
    let Some(sought) = Sought::read(&request.text) else { return stretch(desk, &leaves, offset, limit) };
    let mut pages = leaves.iter().map(Leaf::page).collect();
    finding::keep(&mut pages, &chart, &sought);
    let total = pages.len();
    let items = pages.into_iter().skip(offset).take(limit).collect();
    Ok(TimelinePage { total, offset, items: named(desk, items)? })
}

pub(crate) fn received(desk: &mut Desk<'_>, request: ReceivedRequest) -> Result<ReceivedView, Problem> {
    let chart = desk.chart(request.patient)?;
    let mut items: Vec<ReceivedItem> = chart
        .received
        .readings()
        .map(|(record, version, value)| ReceivedItem {
            record: record.id,
            kind: value.kind.clone(),
            title: value.title.clone(),
            at: version.effective_at,
        })
        .collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.at));
    let original = match request.record {
        Some(id) => {
            let record = chart.received.get(id).ok_or_else(|| Problem::not_found("record"))?;
            record.last_said().map(|(_, value)| value.original.0.get().to_owned())
        }
        None => None,
    };
    Ok(ReceivedView { items, original })
}

pub(crate) fn mark_in_error(desk: &mut Desk<'_>, request: MarkInError) -> Result<Nothing, Problem> {
    let why = required("why", &request.why, "Say why it was an error; it stays readable, struck through.")?;
    let chart = desk.chart(request.patient)?;
    let (id, heads) = (request.record, request.heads.as_slice());
    match request.section.as_str() {
        "vitals" => strike(desk, &request, &chart.vitals, id, heads, why),
        "allergies" => strike(desk, &request, &chart.allergies, id, heads, why),
        "problems" => strike(desk, &request, &chart.problems, id, heads, why),
        "medications" => strike(desk, &request, &chart.medications, id, heads, why),
        "tasks" => strike(desk, &request, &chart.tasks, id, heads, why),
        "results" => {
            let record = to_correct(&chart.results, id, heads, "record")?;
            struck_once(record)?;
            let statement = Statement::EnteredInError { section: request.section.clone() };
            desk.write(|pen| {
                pen.say_anew(request.patient, record, statement, Some(why))?;
                results::reopen_orders(pen, &chart, request.patient, id)
            })?;
            Ok(Nothing {})
        }
        "orders" => strike(desk, &request, &chart.orders, id, heads, why),
        "documents" => strike(desk, &request, &chart.documents, id, heads, why),
        "goals" => strike(desk, &request, &chart.goals, id, heads, why),
        "histories" => strike(desk, &request, &chart.histories, id, heads, why),
        "overrides" => strike(desk, &request, &chart.overrides, id, heads, why),
        "immunizations" => strike(desk, &request, &chart.immunizations, id, heads, why),
        "encounters" => {
            if crate::sections::notes::signed_note(&chart, id).is_some() {
                return Err(Problem::refused("This visit has a signed note. Mark the note first."));
            }
            strike(desk, &request, &chart.encounters, id, heads, why)
        }
        "notes" | "prescriptions" if desk.role() != chart::sections::staff::Role::Physician => {
            Err(Problem::new(ProblemCode::Forbidden, "Only a physician may mark what a physician signed."))
        }
        "notes" => strike(desk, &request, &chart.notes, id, heads, why),
        "prescriptions" => strike(desk, &request, &chart.prescriptions, id, heads, why),
        _ => Err(no_section()),
    }
}

fn struck_once<T: Stated>(record: &Record<T>) -> Result<(), Problem> {
    if record.is_in_error() {
        return Err(Problem::refused("It is marked as entered in error already."));
    }
    Ok(())
}

fn strike<T: Stated>(
    desk: &mut Desk<'_>,
    request: &MarkInError,
    section: &Section<T>,
    id: RecordId,
    heads: &[EntryId],
    why: String,
) -> Result<Nothing, Problem> {
    let record = to_correct(section, id, heads, "record")?;
    struck_once(record)?;
    let statement = Statement::EnteredInError { section: request.section.clone() };
    desk.write(|pen| pen.say_anew(request.patient, record, statement, Some(why)))?;
    Ok(Nothing {})
}

/// The chart now, or as it was known at the end of a day on the practice's wall clock.
pub(crate) fn as_at(
    desk: &mut Desk<'_>,
    patient: PatientId,
    day: Option<NaiveDate>,
) -> Result<Arc<Chart>, Problem> {
    let Some(day) = day else { return desk.chart(patient) };
    let end = day
        .and_time(NaiveTime::MIN)
        .checked_add_days(chrono::Days::new(1))
        .and_then(|midnight| desk.offset().from_local_datetime(&midnight).single())
        .ok_or_else(|| Problem::invalid("as_at", "This day cannot be counted."))?;
    let last = end.with_timezone(&Utc) - chrono::TimeDelta::milliseconds(1);
    let patient = desk.store().survivor_of(patient)?;
    let known = |entries: Vec<chart::Entry>| -> Vec<chart::Entry> {
        entries.into_iter().filter(|entry| entry.recorded_at <= last).collect()
    };
    let mut others = Vec::new();
    for part in desk.store().parts_of(patient)? {
        let entries = known(desk.store().entries(part)?);
        // On a day before they were merged they were two charts.
        let then =
            Chart::fold(entries.iter().filter(|entry| entry.body.said.section() == "patients").cloned());
        if then.patient().is_some_and(|value| value.merged_into.is_some()) {
            others.push((part, entries));
        }
    }
    let chart = Chart::fold_merged(known(desk.store().entries(patient)?), others);
    if chart.patient().is_none() {
        return Err(Problem::new(ProblemCode::NotFound, "On that day this patient was not known here yet."));
    }
    Ok(Arc::new(chart))
}

fn open_visit(
    desk: &mut Desk<'_>,
    chart: &Chart,
    patient: PatientId,
) -> Result<Option<encounters::VisitCard>, Problem> {
    let today = desk.today();
    let found = chart
        .encounters
        .readings()
        .filter(|(_, _, visit)| visit.is_open() && visit.at().is_some_and(|at| at.date_naive() == today))
        .max_by_key(|(_, _, visit)| (visit.status != EncounterStatus::Planned, visit.at()))
        .map(|(record, ..)| record.id);
    found.map(|encounter| encounters::card(desk, patient, encounter)).transpose()
}

/// A stretch of the timeline: only what is read is written out.
fn stretch(
    desk: &Desk<'_>,
    leaves: &[Leaf<'_>],
    offset: usize,
    limit: usize,
) -> Result<TimelinePage, Problem> {
    let items = leaves.iter().skip(offset).take(limit).map(Leaf::page).collect();
    Ok(TimelinePage { total: leaves.len(), offset, items: named(desk, items)? })
}

/// What was moved says by its number which chart is at the other end.
fn named(desk: &Desk<'_>, mut items: Vec<TimelineItem>) -> Result<Vec<TimelineItem>, Problem> {
    for moved in items.iter_mut().filter_map(|item| item.refiled.as_mut()) {
        let other = desk.store().survivor_of(moved.patient)?;
        let registration = Chart::fold(desk.store().registration(other)?);
        moved.patient = other;
        moved.chart_number =
            registration.patient().map(|value| value.chart_number.clone()).unwrap_or_default();
    }
    Ok(items)
}

fn split<T: Stated>(
    section: &Section<T>,
    people: &People,
    offset: FixedOffset,
    now: impl Fn(&T) -> bool,
) -> (Vec<RecordView<T>>, Vec<RecordView<T>>) {
    newest(section, people, offset, usize::MAX).into_iter().partition(|row| now(&row.value))
}

/// What holds now, newest first.
fn newest<T: Stated>(
    section: &Section<T>,
    people: &People,
    offset: FixedOffset,
    limit: usize,
) -> Vec<RecordView<T>> {
    let mut records: Vec<(&Record<T>, DateTime<FixedOffset>)> =
        section.readings().map(|(record, version, _)| (record, version.effective_at)).collect();
    records.sort_by_key(|(record, at)| std::cmp::Reverse((*at, record.id)));
    records.into_iter().take(limit).filter_map(|(record, _)| RecordView::of(record, people, offset)).collect()
}

/// The newest ten, and what waits for somebody here however old it is. What came from elsewhere waits for nobody.
fn newest_and<T: Stated>(
    section: &Section<T>,
    people: &People,
    offset: FixedOffset,
    waits: impl Fn(&T) -> bool,
) -> Vec<RecordView<T>> {
    let rows = newest(section, people, offset, usize::MAX).into_iter().enumerate();
    rows.filter(|(place, row)| *place < 10 || (row.imported.is_none() && waits(&row.value)))
        .map(|(_, row)| row)
        .collect()
}

pub(crate) fn no_section() -> Problem {
    Problem::invalid("section", "The chart has no such section.")
}
