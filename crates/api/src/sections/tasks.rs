//! Tasks and follow-ups: written down, done or called off. The list of what is open is of the whole practice.

use crate::desk::{Desk, People, optional, required, to_correct};
use crate::problem::Problem;
use crate::view::{PatientHead, RecordView};
use chart::sections::staff::Role;
use chart::sections::tasks::{Task, TaskKind, TaskStatus};
use chart::{Chart, EntryId, PartialDate, PatientId, RecordId, Statement};
use chrono::FixedOffset;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A task as it is read now.
pub type TaskView = RecordView<Task>;

/// Write down a task or a follow-up.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddTask {
    /// For which patient.
    pub patient: PatientId,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// A task or a follow-up.
    pub kind: TaskKind,
    /// What.
    pub text: String,
    /// Whose it is; everybody's when absent.
    #[serde(default)]
    #[ts(optional)]
    pub whose: Option<Role>,
    /// By when, FHIR date.
    #[serde(default)]
    #[ts(optional)]
    pub due: Option<PartialDate>,
}

/// Say that a task is done or called off, or that it is open again.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SettleTask {
    /// For which patient.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// `completed`, `cancelled`, or `requested` when it is open again.
    pub status: TaskStatus,
    /// What came of it.
    #[serde(default)]
    #[ts(optional)]
    pub outcome: Option<String>,
}

/// List what is open.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListTasks {
    /// Only those that are mine or everybody's.
    #[serde(default)]
    pub mine: bool,
}

/// An open task with its patient.
#[derive(Debug, Serialize, TS)]
pub struct OpenTask {
    /// Who.
    pub head: PatientHead,
    /// What.
    pub task: RecordView<Task>,
    /// Its day is over.
    pub overdue: bool,
}

pub(crate) fn add(desk: &mut Desk<'_>, request: AddTask) -> Result<TaskView, Problem> {
    let text = match request.kind {
        TaskKind::Task => required("text", &request.text, "Say what is to be done.")?,
        TaskKind::FollowUp => request.text.trim().to_owned(),
    };
    if request.kind == TaskKind::FollowUp && request.due.is_none() {
        return Err(Problem::invalid("due", "Say when the patient is to come."));
    }
    desk.chart(request.patient)?;
    let task = Task {
        kind: request.kind,
        text,
        whose: request.whose,
        due: request.due,
        status: TaskStatus::Requested,
        outcome: None,
    };
    let record = desk.write(|pen| pen.say(request.patient, request.encounter, Statement::Tasks(task)))?;
    now(desk, request.patient, record)
}

pub(crate) fn settle(desk: &mut Desk<'_>, request: SettleTask) -> Result<TaskView, Problem> {
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.tasks, request.record, &request.heads, "task")?;
    let (_, before) = record.reading().ok_or_else(|| Problem::refused("This task was entered in error."))?;
    if before.status == request.status {
        return Err(Problem::refused("It is marked so already."));
    }
    let outcome = optional(request.outcome.as_deref());
    let task = Task { status: request.status, outcome, ..before.clone() };
    desk.write(|pen| pen.say_change(request.patient, None, record, Statement::Tasks(task), None))?;
    now(desk, request.patient, request.record)
}

pub(crate) fn list(desk: &mut Desk<'_>, request: ListTasks) -> Result<Vec<OpenTask>, Problem> {
    let (today, role) = (desk.today(), desk.role());
    let mut open = Vec::new();
    for row in desk.store().open_tasks()? {
        let chart = desk.chart(row.patient)?;
        let Some(record) = chart.tasks.get(row.record) else { continue };
        let Some(task) = RecordView::of(record, desk.people(), desk.offset()) else { continue };
        let others = task.value.whose.is_some_and(|whose: Role| whose != role);
        // Who sees no notes sees no clinical task either: only what is theirs, everybody's, or a patient to be booked.
        let clinical = matches!(role, Role::Physician | Role::Nurse);
        if others && (request.mine || !clinical) {
            continue;
        }
        let patient = chart.patient().ok_or_else(|| Problem::not_found("patient"))?;
        let overdue = task.value.due.and_then(PartialDate::latest).is_some_and(|day| day < today);
        open.push(OpenTask { head: PatientHead::of(row.patient, patient, today), task, overdue });
    }
    Ok(open)
}

/// What is still to be done in a chart, by its day; what has no day comes last.
pub(crate) fn open(chart: &Chart, people: &People, offset: FixedOffset) -> Vec<TaskView> {
    let mut open: Vec<TaskView> = chart
        .tasks
        .readings()
        .filter(|(_, _, task)| task.is_open())
        .filter_map(|(record, ..)| RecordView::of(record, people, offset))
        .collect();
    open.sort_by_key(|row| (row.value.due.is_none(), row.value.due, row.record));
    open
}

fn now(desk: &mut Desk<'_>, patient: PatientId, record: RecordId) -> Result<TaskView, Problem> {
    let chart = desk.chart(patient)?;
    let record = chart.tasks.get(record).ok_or_else(|| Problem::not_found("task"))?;
    RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("task"))
}
