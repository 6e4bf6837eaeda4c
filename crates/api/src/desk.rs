//! The open practice, and the desk one command works at: the store, the time, who acts, whose chart.

use crate::elsewhere::Acts;
use crate::host::{Answer, Changed, Host, HostConfig};
pub(crate) use crate::pen::Pen;
pub(crate) use crate::people::People;
use crate::problem::{Problem, ProblemCode};
use crate::progress::Board;
use crate::table::{Audited, CommandRow};
use chart::fold::Stated;
use chart::sections::staff::Role;
use chart::{Chart, EntryId, PatientId, Record, RecordId, Section, StaffId};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use reference::diagnoses::{Diagnoses, Usage};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::{Act, Store};

/// A practice that is unlocked. Dropping it locks it.
pub(crate) struct OpenPractice {
    pub(crate) store: Store,
    pub(crate) demo: bool,
    people: People,
    windows: HashMap<String, Shown>,
    charts: Vec<(PatientId, Arc<Chart>)>,
    /// Restricted charts that the person at the desk gave a reason for.
    pub(crate) glass: HashSet<PatientId>,
    /// Windows in which somebody is looking for a patient or a word, by which search, and when they last typed.
    searches: HashMap<(String, &'static str), DateTime<FixedOffset>>,
    /// What the physician at the desk orders often; read again after an order.
    often: Option<Arc<Vec<store::OrderedOften>>>,
    /// Which diagnoses the practice uses; read once a session, since one more changes no order of a list.
    usage: Option<Usage>,
}

/// What a window shows.
#[derive(Debug, Clone, Copy)]
struct Shown {
    patient: PatientId,
    /// The chart, not the registration alone.
    chart: bool,
}

/// Somebody who stops typing for so long and types on is looking for another patient.
const ONE_SEARCH: TimeDelta = TimeDelta::seconds(60);

/// The commands that are typed into, letter by letter.
const SEARCHES: &[&str] = &["patients.search", "charts.find_everywhere"];

/// How many folded charts are kept at hand: the one on screen and those just left.
const CHARTS_AT_HAND: usize = 4;

impl OpenPractice {
    pub(crate) fn new(store: Store, demo: bool) -> Result<Self, Problem> {
        let people = People::read(&store)?;
        Ok(Self {
            store,
            demo,
            people,
            windows: HashMap::new(),
            charts: Vec::new(),
            glass: HashSet::new(),
            searches: HashMap::new(),
            often: None,
            usage: None,
        })
    }

    pub(crate) fn role(&self) -> Role {
        self.store.user().role
    }

    /// The patient whose chart a window shows; with `chart` false also the one whose registration it shows.
    pub(crate) fn patient_of(&self, window: &str, chart: bool) -> Option<PatientId> {
        self.windows.get(window).filter(|shown| shown.chart || !chart).map(|shown| shown.patient)
    }

    /// Another person is at the desk: nothing that the one before saw is kept.
    pub(crate) fn forget_session(&mut self) -> Result<(), Problem> {
        self.windows.clear();
        self.charts.clear();
        self.glass.clear();
        self.searches.clear();
        self.often = None;
        self.people = People::read(&self.store)?;
        Ok(())
    }

    pub(crate) fn people(&self) -> &People {
        &self.people
    }

    pub(crate) fn forget_charts(&mut self) {
        self.charts.clear();
    }

    /// A patient's chart, with the charts that are parts of it.
    pub(crate) fn chart(&mut self, patient: PatientId) -> Result<Arc<Chart>, Problem> {
        let patient = self.store.survivor_of(patient)?;
        if let Some((_, chart)) = self.charts.iter().find(|(held, _)| *held == patient) {
            return Ok(Arc::clone(chart));
        }
        let parts = self.store.parts_of(patient)?;
        let chart = if parts.is_empty() {
            self.store.chart(patient)?
        } else {
            let read = |part| Ok((part, self.store.entries(part)?));
            let others = parts.into_iter().map(read).collect::<Result<_, Problem>>()?;
            Chart::fold_merged(self.store.entries(patient)?, others)
        };
        let chart = Arc::new(chart);
        if self.charts.len() >= CHARTS_AT_HAND {
            self.charts.remove(0);
        }
        self.charts.push((patient, Arc::clone(&chart)));
        Ok(chart)
    }
}

/// Where one command works.
pub(crate) struct Desk<'a> {
    open: &'a mut OpenPractice,
    pub(crate) config: &'a HostConfig,
    pub(crate) board: &'a Board,
    pub(crate) acts: &'a Acts,
    pub(crate) window: &'a str,
    row: &'a CommandRow,
    act: &'static str,
    patient: Option<PatientId>,
    pub(crate) now: DateTime<FixedOffset>,
    changed: Vec<Changed>,
    detail: Option<String>,
    wrote: bool,
    /// How far the printer at hand sets a page off; zero while no page is made for a printer.
    pub(crate) page_shift: (i16, i16),
}

impl<'a> Desk<'a> {
    pub(crate) fn new(
        open: &'a mut OpenPractice,
        host: &'a Host,
        window: &'a str,
        row: &'static CommandRow,
        patient: Option<PatientId>,
        now: DateTime<FixedOffset>,
    ) -> Self {
        let Host { config, board, acts, .. } = host;
        let (changed, detail, act) = (Vec::new(), None, row.name);
        Self {
            open,
            config,
            board,
            acts,
            window,
            row,
            act,
            patient,
            now,
            changed,
            detail,
            wrote: false,
            page_shift: (0, 0),
        }
    }

    /// Writes the audit row of a read, then gives the answer out.
    pub(crate) fn finish(mut self, answer: Answer) -> Result<Answer, Problem> {
        if self.row.audited != Audited::Quiet && !SEARCHES.contains(&self.row.name) {
            self.open.searches.retain(|(window, _), _| window != self.window);
        }
        match self.row.audited {
            Audited::Read => {
                self.audit_nothing_written()?;
            }
            Audited::Write if !self.wrote => {
                tracing::error!(command = self.row.name, "a command that writes wrote nothing");
                return Err(Problem::new(ProblemCode::Internal, "Nothing was saved."));
            }
            Audited::Write | Audited::Quiet | Audited::Own => {}
        }
        Ok(Answer { changed: self.changed, ..answer })
    }

    pub(crate) fn store(&self) -> &Store {
        &self.open.store
    }

    /// For work in progress and windows, which are not entries.
    pub(crate) fn store_mut(&mut self) -> &mut Store {
        &mut self.open.store
    }

    pub(crate) fn people(&self) -> &People {
        &self.open.people
    }

    pub(crate) fn user(&self) -> StaffId {
        self.open.store.user().id
    }

    pub(crate) fn role(&self) -> Role {
        self.open.role()
    }

    pub(crate) fn offset(&self) -> FixedOffset {
        *self.now.offset()
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// The audit names the patient although the request does not.
    pub(crate) fn concerns(&mut self, patient: PatientId) {
        self.patient = Some(patient);
    }

    /// What the audit says beside the command's name; never text about the patient.
    pub(crate) fn detail(&mut self, detail: impl Into<String>) {
        self.detail = Some(detail.into());
    }

    /// The audit calls this act by another name than the command's.
    pub(crate) fn act(&mut self, name: &'static str) {
        self.act = name;
    }

    /// From now on this window shows this patient's registration, and commands for another are refused.
    pub(crate) fn show_patient(&mut self, patient: PatientId) {
        let chart = self.open.patient_of(self.window, true) == Some(patient);
        self.open.windows.insert(self.window.to_owned(), Shown { patient, chart });
    }

    /// From now on this window shows this patient's chart, and commands for another are refused.
    pub(crate) fn show_chart(&mut self, patient: PatientId) {
        self.open.windows.insert(self.window.to_owned(), Shown { patient, chart: true });
    }

    /// True when the person at the desk gave a reason for this restricted chart.
    pub(crate) fn glass_is_broken(&self, patient: PatientId) -> bool {
        self.open.glass.contains(&patient)
    }

    /// Remembers, until lock or another user, that a reason was given.
    pub(crate) fn break_glass(&mut self, patient: PatientId) {
        self.open.glass.insert(patient);
    }

    /// A search is one act, however many letters are typed: its row is written at the first of them. It ends with
    /// the next act in this window, or when nothing was typed for a minute.
    pub(crate) fn search(&mut self) -> Result<(), Problem> {
        let search = (self.window.to_owned(), self.row.name);
        let before = self.open.searches.get(&search).copied();
        if before.is_none_or(|before| (self.now - before).abs() > ONE_SEARCH) {
            self.audit_nothing_written()?;
        }
        self.open.searches.insert(search, self.now);
        Ok(())
    }

    /// The store wrote about the staff by itself: the window reads it again.
    pub(crate) fn staff_changed(&mut self) -> Result<(), Problem> {
        self.open.people = People::read(&self.open.store)?;
        self.changed.push(Changed { section: "staff".to_owned(), patient: None });
        Ok(())
    }

    /// What the person at the desk ordered at least so many times since a day.
    pub(crate) fn ordered_often(
        &mut self,
        since: NaiveDate,
        at_least: u32,
    ) -> Result<Arc<Vec<store::OrderedOften>>, Problem> {
        if let Some(often) = &self.open.often {
            return Ok(Arc::clone(often));
        }
        let often = Arc::new(self.open.store.ordered_often(self.user(), since, at_least)?);
        self.open.often = Some(Arc::clone(&often));
        Ok(often)
    }

    /// How often this practice used each diagnosis in the last two years.
    pub(crate) fn usage(&mut self, diagnoses: &Diagnoses) -> Result<&Usage, Problem> {
        let usage = match self.open.usage.take() {
            Some(usage) => usage,
            None => {
                let since = self.today().checked_sub_days(chrono::Days::new(730)).unwrap_or(self.today());
                diagnoses.usage(&self.open.store.diagnosed(since)?)
            }
        };
        Ok(self.open.usage.insert(usage))
    }

    /// No window shows this patient any more, and no chart at hand is as it was: it became a part of another, or is
    /// none any more.
    pub(crate) fn forget_patient(&mut self, patient: PatientId) {
        self.open.windows.retain(|_, shown| shown.patient != patient);
        self.open.charts.clear();
    }

    pub(crate) fn show_nobody(&mut self) {
        self.open.windows.remove(self.window);
    }

    pub(crate) fn chart(&mut self, patient: PatientId) -> Result<Arc<Chart>, Problem> {
        let chart = self.open.chart(patient)?;
        if chart.patient().is_none() {
            return Err(Problem::new(ProblemCode::NotFound, "There is no such patient in this practice."));
        }
        Ok(chart)
    }

    /// The act's own audit row, for a command that found nothing to write.
    pub(crate) fn audit_nothing_written(&mut self) -> Result<(), Problem> {
        let act = Act { name: self.act.to_owned(), patient: self.patient, detail: self.detail.clone() };
        Ok(self.open.store.audit(act, self.now)?)
    }

    /// One transaction: the entries that `work` appends, their projections and one audit row; or nothing at all.
    pub(crate) fn write<T>(
        &mut self,
        work: impl FnOnce(&mut Pen<'_, '_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let act = Act { name: self.act.to_owned(), patient: self.patient, detail: self.detail.clone() };
        let (now, user) = (self.now, self.open.store.user().id);
        let mut changed = Vec::new();
        let outcome = self
            .open
            .store
            .write(act, now, |writing| work(&mut Pen { writing, now, user, changed: &mut changed }))?;
        for change in &changed {
            self.open.charts.retain(|(held, _)| Some(*held) != change.patient);
            if change.section == "prescriptions" {
                self.open.often = None;
            }
            if change.section == "staff" {
                self.open.people = People::read(&self.open.store)?;
            }
        }
        self.changed.append(&mut changed);
        self.wrote = true;
        Ok(outcome)
    }
}

/// The record a correction is about, with the versions its author had on screen checked against the newest.
pub(crate) fn to_correct<'c, T: Stated>(
    section: &'c Section<T>,
    record: RecordId,
    heads: &[EntryId],
    what: &str,
) -> Result<&'c Record<T>, Problem> {
    let record = section.get(record).ok_or_else(|| Problem::not_found(what))?;
    let mut seen = heads.to_vec();
    let mut newest = record.head_ids();
    seen.sort_unstable();
    newest.sort_unstable();
    if seen == newest { Ok(record) } else { Err(Problem::conflict()) }
}

/// Text that must not be empty, without the blanks around it.
pub(crate) fn required(field: &str, text: &str, sentence: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() { Err(Problem::invalid(field, sentence)) } else { Ok(text.to_owned()) }
}

/// Text that may be empty.
pub(crate) fn optional(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
