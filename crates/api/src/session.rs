//! Who is at the keyboard and for how long: another user takes over, the practice locks itself, warnings are read.
//!
//! Locking drops the store (connection and keys), the folded charts and what each window showed. Nothing of it is
//! kept for an easier unlocking.

use crate::backups;
use crate::desk::{Desk, OpenPractice};
use crate::host::{Host, locked};
use crate::practice::{PracticeStatus, describe};
use crate::problem::Problem;
use crate::view::Nothing;
use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, PoisonError, TryLockError, mpsc};
use std::time::Duration;
use store::{Act, Secret, Store};
use ts_rs::TS;

/// Another user takes over at this desk.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SwitchUser {
    /// Who.
    pub login: String,
    /// Their password.
    pub password: String,
}

/// How long nobody touches anything before the practice locks itself.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetAutoLock {
    /// Minutes, 1 to 60.
    pub minutes: u32,
}

/// Why the practice locked itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Locked {
    /// Nobody touched anything for as long as was set.
    Idle,
    /// The machine slept, or its clock jumped.
    Slept,
}

impl Locked {
    /// As it stands in the audit.
    fn word(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Slept => "sleep",
        }
    }
}

/// How long the end of the program waits for the last backup. A disk that does not answer must not keep the practice
/// from being closed, and so from being opened again.
const LAST_BACKUP: Duration = Duration::from_secs(180);

/// Minutes until the practice locks itself, where nobody set anything else.
const AUTO_LOCK_MINUTES: u32 = 10;
const AUTO_LOCK_LONGEST: u32 = 60;
/// The setting's name in the file.
const AUTO_LOCK: &str = "auto-lock-minutes";
/// A timer that comes so much later than it should was not running: the machine slept.
const SLEPT: TimeDelta = TimeDelta::seconds(60);

/// When somebody last did something, and when the timer last came.
#[derive(Debug, Default)]
pub(crate) struct Attention {
    acted: Option<DateTime<FixedOffset>>,
    ticked: Option<DateTime<FixedOffset>>,
}

impl Host {
    /// Notes that somebody is there.
    pub(crate) fn attend(&self, now: DateTime<FixedOffset>) {
        self.attention.lock().unwrap_or_else(PoisonError::into_inner).acted = Some(now);
    }

    /// True when the practice is open and nobody did anything for as long as was set.
    fn nobody_is_here(&self, now: DateTime<FixedOffset>) -> Result<bool, Problem> {
        // A command is at work, so somebody is there.
        let open = match self.open.try_lock() {
            Ok(open) => open,
            Err(TryLockError::WouldBlock) => return Ok(false),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
        };
        let Some(practice) = open.as_ref() else { return Ok(false) };
        let minutes = auto_lock_minutes(&practice.store)?;
        let acted = self.attention.lock().unwrap_or_else(PoisonError::into_inner).acted;
        // A clock that was set back must not keep the practice open: any distance counts.
        let quiet = acted.map(|acted| (now - acted).abs());
        Ok(quiet.is_some_and(|quiet| quiet >= TimeDelta::minutes(i64::from(minutes))))
    }

    /// What the program around the host calls every few seconds: locks after sleep and when nobody is there. Says
    /// why the practice was locked, when it was.
    ///
    /// `before` runs when it is about to be locked: the window puts the last letters of a draft into the file. It is
    /// locked afterwards in any case.
    ///
    /// # Errors
    /// When the audit could not be written; the practice is locked even so.
    pub fn tick(&self, before: impl FnOnce(Locked)) -> Result<Option<Locked>, Problem> {
        let now = (self.config.clock)();
        let Some(why) = self.lock_is_due(now)? else { return Ok(None) };
        before(why);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        lock_now(&mut open, Some(why.word()), (self.config.clock)())?;
        Ok(Some(why))
    }

    fn lock_is_due(&self, now: DateTime<FixedOffset>) -> Result<Option<Locked>, Problem> {
        let before = {
            let mut attention = self.attention.lock().unwrap_or_else(PoisonError::into_inner);
            attention.ticked.replace(now)
        };
        if before.is_some_and(|before| (now - before).abs() > SLEPT) {
            let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            return Ok(open.is_some().then_some(Locked::Slept));
        }
        Ok(self.nobody_is_here(now)?.then_some(Locked::Idle))
    }

    /// What the program around the host calls every minute or so, on another thread than [`Host::tick`], since a
    /// slow stick must not keep the practice from locking: makes a backup when one is due. What fails is shown
    /// with the status.
    pub fn back_up_if_due(&self) {
        let now = (self.config.clock)();
        let acted = self.attention.lock().unwrap_or_else(PoisonError::into_inner).acted;
        backups::if_due(self, acted, now);
    }

    /// What the program around the host calls before it ends: a backup if anything changed, then the lock. A backup
    /// disk that does not answer is waited for three minutes.
    ///
    /// # Errors
    /// When the file could not be closed in order. What was called saved is safe even so.
    pub fn close(self: &Arc<Self>) -> Result<(), Problem> {
        let now = (self.config.clock)();
        let (host, (done, came)) = (Arc::clone(self), mpsc::channel());
        let backup = move || {
            backups::at_close(&host, now);
            // Nobody may wait any more; then the backup stands all the same.
            if done.send(()).is_err() {
                tracing::info!("the last backup came late");
            }
        };
        match std::thread::Builder::new().name("last-backup".to_owned()).spawn(backup) {
            Ok(_) => {
                if came.recv_timeout(LAST_BACKUP).is_err() {
                    tracing::warn!("the last backup did not come to its end");
                }
            }
            Err(error) => tracing::warn!(%error, "no thread for the last backup"),
        }
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.is_some() { lock_now(&mut open, Some("close"), now) } else { Ok(()) }
    }
}

/// Tells the audit and drops everything. The practice is locked also when the audit could not be told.
pub(crate) fn lock_now(
    open: &mut Option<OpenPractice>,
    why: Option<&str>,
    now: DateTime<FixedOffset>,
) -> Result<(), Problem> {
    let Some(mut practice) = open.take() else { return Ok(()) };
    let act = Act { name: "practice.lock".to_owned(), patient: None, detail: why.map(str::to_owned) };
    practice.store.audit(act, now)?;
    Ok(practice.store.close()?)
}

pub(crate) fn switch_user(
    host: &Host,
    open: &mut Option<OpenPractice>,
    now: DateTime<FixedOffset>,
    request: SwitchUser,
) -> Result<PracticeStatus, Problem> {
    let practice = open.as_mut().ok_or_else(locked)?;
    practice.store.switch_user(&request.login, &Secret::new(request.password), now)?;
    practice.forget_session()?;
    describe(host, open.as_ref(), now)
}

pub(crate) fn still_here(
    _: &Host,
    _: &mut Option<OpenPractice>,
    _: DateTime<FixedOffset>,
    _: Nothing,
) -> Result<Nothing, Problem> {
    // Dispatch has noted it, as for every command.
    Ok(Nothing {})
}

pub(crate) fn set_auto_lock(desk: &mut Desk<'_>, request: SetAutoLock) -> Result<Nothing, Problem> {
    if !(1..=AUTO_LOCK_LONGEST).contains(&request.minutes) {
        return Err(Problem::invalid("minutes", "Choose between 1 and 60 minutes."));
    }
    desk.detail(format!("{} minutes", request.minutes));
    desk.store_mut().set_setting(AUTO_LOCK, &request.minutes.to_string())?;
    Ok(Nothing {})
}

pub(crate) fn acknowledge_warnings(desk: &mut Desk<'_>, _: Nothing) -> Result<Nothing, Problem> {
    let now = desk.now;
    desk.store_mut().acknowledge_warnings(now)?;
    Ok(Nothing {})
}

/// Minutes until this practice locks itself.
pub(crate) fn auto_lock_minutes(store: &Store) -> Result<u32, Problem> {
    let kept = store.setting(AUTO_LOCK)?.and_then(|text| text.parse().ok());
    Ok(kept.filter(|minutes| (1..=AUTO_LOCK_LONGEST).contains(minutes)).unwrap_or(AUTO_LOCK_MINUTES))
}
