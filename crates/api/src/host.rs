//! The host: keeps the practice that is open, and carries out one command at a time.

use crate::access;
use crate::backups::Automatic;
use crate::desk::{Desk, OpenPractice};
use crate::elsewhere::Acts;
use crate::printing::Printing;
use crate::problem::{Problem, ProblemCode};
use crate::progress::Board;
use crate::session::Attention;
use crate::table::{self, Access, Scope};
use chart::PatientId;
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use ts_rs::TS;

/// What the host is given by the program around it.
pub struct HostConfig {
    /// The folder of the practice.
    pub practice: PathBuf,
    /// The folder of the demo practice, made on demand.
    pub demo: PathBuf,
    /// The time, with the wall clock's offset.
    pub clock: Box<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>,
    /// How paper comes out.
    pub printing: Box<dyn Printing>,
    /// Whether the lists of diagnoses, medicines and rules are read as soon as the practice is open, beside what
    /// else goes on, so that the first key typed into one of them does not wait. Not before: a practice that is
    /// being unlocked needs the memory for its password. A program that answers one question and ends does without.
    pub reads_ahead: bool,
}

impl HostConfig {
    /// The machine's clock and printers, and the practice in one folder.
    #[must_use]
    pub fn new(practice: PathBuf, demo: PathBuf) -> Self {
        Self {
            practice,
            demo,
            clock: Box::new(|| chrono::Local::now().fixed_offset()),
            printing: Box::new(crate::LpPrinting),
            reads_ahead: false,
        }
    }
}

/// What a command answers.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// The command's view as JSON text: written once, for whoever passes it on.
    pub(crate) view: Box<RawValue>,
    /// What a window that shows it has to read again.
    pub changed: Vec<Changed>,
}

impl Answer {
    /// Writes a view out.
    ///
    /// # Errors
    /// [`ProblemCode::Internal`] for a view that JSON has no form for.
    pub fn of<T: Serialize>(view: &T) -> Result<Self, Problem> {
        let unwritable = |_| Problem::new(ProblemCode::Internal, "The answer could not be written out.");
        let view = serde_json::value::to_raw_value(view).map_err(unwritable)?;
        Ok(Self { view, changed: Vec::new() })
    }

    /// The view, for a program that looks into it.
    ///
    /// # Errors
    /// [`ProblemCode::Internal`] for a text that is no JSON.
    pub fn view(&self) -> Result<Value, Problem> {
        let unreadable = |_| Problem::new(ProblemCode::Internal, "The answer could not be read.");
        serde_json::from_str(self.view.get()).map_err(unreadable)
    }
}

/// A section of a chart that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Changed {
    /// The section's word.
    pub section: String,
    /// Whose chart; none for the practice's own.
    pub patient: Option<PatientId>,
}

/// The one way in. Shared by all windows; one command runs at a time.
pub struct Host {
    pub(crate) config: HostConfig,
    pub(crate) open: Mutex<Option<OpenPractice>>,
    /// Held while a backup is being made, so that there is one at a time.
    pub(crate) backing_up: Mutex<()>,
    pub(crate) automatic: Mutex<Automatic>,
    pub(crate) attention: Mutex<Attention>,
    pub(crate) board: Board,
    pub(crate) acts: Acts,
}

impl Host {
    /// A host with its practice still locked.
    #[must_use]
    pub fn new(config: HostConfig) -> Self {
        crate::pack::beside(&config.practice);
        Self {
            config,
            open: Mutex::new(None),
            backing_up: Mutex::new(()),
            automatic: Mutex::default(),
            attention: Mutex::default(),
            board: Board::default(),
            acts: Acts::default(),
        }
    }

    /// Carries out one command for one window.
    ///
    /// # Errors
    /// A [`Problem`]; nothing was changed then.
    pub fn call(&self, window: &str, command: &str, request: Value) -> Result<Answer, Problem> {
        let Some(row) = table::find(command) else {
            return Err(Problem::new(ProblemCode::UnknownCommand, "This program has no such command."));
        };
        if !table::POLLED.contains(&row.name) {
            self.attend((self.config.clock)());
        }
        if row.scope == Scope::Beside {
            return catch_unwind(AssertUnwindSafe(|| self.beside(row, request))).unwrap_or_else(|_| {
                tracing::error!(command, "a command panicked");
                Err(fault())
            });
        }
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = catch_unwind(AssertUnwindSafe(|| self.guarded(&mut open, window, row, request)));
        match outcome {
            Ok(answer) => {
                if let Ok(answer) = &answer {
                    self.acts.note(window, &answer.changed);
                }
                answer
            }
            Err(_) => {
                if let Some(practice) = open.as_mut() {
                    practice.forget_charts();
                }
                tracing::error!(command, "a command panicked");
                Err(fault())
            }
        }
    }

    fn guarded(
        &self,
        open: &mut Option<OpenPractice>,
        window: &str,
        row: &'static table::CommandRow,
        request: Value,
    ) -> Result<Answer, Problem> {
        let now = (self.config.clock)();
        if row.scope == Scope::Anywhere {
            let answer = table::run_anywhere(self, open, now, row.name, request);
            if self.config.reads_ahead && open.is_some() {
                crate::pack::read_ahead();
            }
            return answer;
        }
        let Some(practice) = open.as_mut() else {
            return Err(locked());
        };
        if !row.access.allows(practice.role()) {
            return Err(forbidden());
        }
        let mut request = request;
        let mut patient: Option<PatientId> =
            request.get("patient").and_then(Value::as_str).and_then(|text| text.parse().ok());
        if row.scope == Scope::Practice
            && let Some(named) = patient
        {
            // Whoever was merged is read under the patient who stays, also by an id that was written down before.
            let whole = practice.store.survivor_of(named)?;
            if whole != named
                && let Some(place) = request.get_mut("patient")
            {
                *place = Value::String(whole.to_string());
                patient = Some(whole);
            }
        }
        let chart = access::is_clinical(row);
        if row.scope == Scope::Chart && (patient.is_none() || practice.patient_of(window, chart) != patient) {
            return Err(Problem::new(
                ProblemCode::WrongPatient,
                "This window shows another patient's chart. Nothing was done; open the right chart first.",
            ));
        }
        access::admit(practice, row, patient)?;
        let mut desk = Desk::new(practice, self, window, row, patient, now);
        let answer = table::run(&mut desk, row.name, request)?;
        desk.finish(answer)
    }

    /// A command that takes the practice only for as long as it needs it.
    fn beside(&self, row: &'static table::CommandRow, request: Value) -> Result<Answer, Problem> {
        if row.access != Access::Anyone {
            let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            let practice = open.as_ref().ok_or_else(locked)?;
            if !row.access.allows(practice.role()) {
                return Err(forbidden());
            }
        }
        table::run_beside(self, (self.config.clock)(), row.name, request)
    }
}

pub(crate) fn locked() -> Problem {
    Problem::new(ProblemCode::Locked, "The practice is locked. Unlock it to go on.")
}

pub(crate) fn forbidden() -> Problem {
    Problem::new(ProblemCode::Forbidden, "Your role does not allow this.")
}

fn fault() -> Problem {
    Problem::new(
        ProblemCode::Internal,
        "The program made a mistake and did not carry this out. Nothing was saved by it.",
    )
}
