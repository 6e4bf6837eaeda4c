//! Backups: where they go, which there are, one made now, one restored; and those that make themselves.
//!
//! A backup has four steps, and only two of them hold the practice: the copy is made beside it; carried to its disk and
//! proven while the desk goes on; and noted. No disk but the practice's own is touched while the practice is held, so
//! that a stick that hangs keeps nobody waiting and nothing from locking itself. What makes and proves is `store`'s.

use crate::desk::{Desk, OpenPractice};
use crate::host::{Host, forbidden, locked};
use crate::practice::{PracticeStatus, describe};
use crate::problem::{Problem, ProblemCode};
use crate::session::lock_now;
use crate::table::Access;
use crate::view::Nothing;
use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::{MutexGuard, PoisonError};
use store::{BackupCopy, BackupInfo, BackupKey, Secret, Store};
use ts_rs::TS;

/// Where backups go and which there are.
#[derive(Debug, Serialize, TS)]
pub struct BackupsView {
    /// Each folder, in the order in which they are used.
    pub folders: Vec<BackupFolder>,
    /// The last one that was proven.
    pub last: Option<LastBackupView>,
    /// What was written since then, in entries; all of them when there never was a backup.
    pub entries_since: u64,
    /// After a restore nothing is cleared away until `backups.resume_thinning`.
    pub thinning_frozen: bool,
    /// Why the last automatic backup failed, or that one does not come to its end.
    pub problem: Option<String>,
}

/// One folder that backups go to.
#[derive(Debug, Serialize, TS)]
pub struct BackupFolder {
    /// Where.
    pub folder: PathBuf,
    /// Why it cannot be used now: the stick is not in.
    pub problem: Option<String>,
    /// What lies there, the newest first.
    pub backups: Vec<BackupView>,
}

/// One backup.
#[derive(Debug, Serialize, TS)]
pub struct BackupView {
    /// Where it stands.
    pub folder: PathBuf,
    /// Of which practice.
    pub practice: String,
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
    /// How many entries it holds.
    pub entries: u64,
    /// How long its files are together, in bytes.
    pub bytes: u64,
    /// It was restored to another place and compared, and its files are as long as they were then.
    pub proven: bool,
}

/// The last backup that was proven.
#[derive(Debug, Serialize, TS)]
pub struct LastBackupView {
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
    /// How many entries it holds.
    pub entries: u64,
    /// Where it stands.
    pub folder: PathBuf,
}

/// Make a backup now, prove it, and clear old ones away.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MakeBackup {
    /// Where to; all folders that were chosen when absent.
    #[serde(default)]
    #[ts(optional)]
    pub folder: Option<PathBuf>,
}

/// Choose where backups go.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetBackupFolders {
    /// Each folder, with its whole path; the practice's own `backups` when there is none.
    pub folders: Vec<PathBuf>,
}

/// Look which backups lie in a folder, also while the practice is locked.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LookForBackups {
    /// Where; the practice's own `backups` when absent.
    #[serde(default)]
    #[ts(optional)]
    pub folder: Option<PathBuf>,
}

/// Put a backup in the place of the practice. Who does it has to open it: with a password of the day of the backup, or
/// with the recovery code printed before it.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RestoreBackup {
    /// The backup's own folder, as `backups.look` lists it.
    pub backup: PathBuf,
    /// Who; empty where there was one person only. Not asked for with a code.
    #[serde(default)]
    pub login: String,
    /// Their password of that day.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<String>,
    /// The recovery code, in place of login and password.
    #[serde(default)]
    #[ts(optional)]
    pub code: Option<String>,
}

/// A backup became the practice. It is locked: the password or the printed code of then opens it.
#[derive(Debug, Serialize, TS)]
pub struct Restored {
    /// Where the practice that stood here was put aside; none when there was none.
    pub put_aside: Option<PathBuf>,
    /// The practice, locked.
    pub status: PracticeStatus,
}

/// The setting's name in the file.
const FOLDERS: &str = "backup-folders";
/// The folder beside the file, where nobody chose another one.
const OWN_FOLDER: &str = "backups";
/// While the practice is open and something was written.
const EVERY: TimeDelta = TimeDelta::hours(1);

/// Nobody does anything: shorter than the shortest sensible time to the lock.
const QUIET: TimeDelta = TimeDelta::minutes(2);

/// What the host remembers of the backups that make themselves.
#[derive(Debug, Default)]
pub(crate) struct Automatic {
    tried: Option<DateTime<FixedOffset>>,
    problem: Option<String>,
    /// When the backup began that is being made.
    began: Option<DateTime<FixedOffset>>,
}

/// A backup that takes longer waits for a disk that does not answer, or will take so long that somebody should know.
const LONG: TimeDelta = TimeDelta::minutes(15);

/// What is wrong with the backups that make themselves; none when nothing is.
pub(crate) fn trouble(host: &Host, now: DateTime<FixedOffset>) -> Option<String> {
    let automatic = automatic(host);
    let long = automatic.began.filter(|began| (now - *began).abs() >= LONG);
    let waits = long.map(|began| {
        let began = began.format("%H:%M");
        format!("The backup that began at {began} has not come to its end. Does its disk still answer?")
    });
    waits.or_else(|| automatic.problem.clone())
}

/// Answered beside the practice's lock: a folder that does not answer is waited for by nobody else.
pub(crate) fn list(host: &Host, now: DateTime<FixedOffset>, _: Nothing) -> Result<BackupsView, Problem> {
    view(host, now)
}

pub(crate) fn set_folders(desk: &mut Desk<'_>, request: SetBackupFolders) -> Result<Nothing, Problem> {
    for folder in &request.folders {
        if !folder.is_absolute() {
            return Err(Problem::invalid("folders", "Name each folder with its whole path."));
        }
    }
    let json = serde_json::to_string(&request.folders)
        .map_err(|_| Problem::invalid("folders", "The name of a folder is no text."))?;
    desk.detail(format!("{} folders", request.folders.len()));
    desk.store_mut().set_setting(FOLDERS, &json)?;
    Ok(Nothing {})
}

pub(crate) fn resume_thinning(desk: &mut Desk<'_>, _: Nothing) -> Result<Nothing, Problem> {
    let now = desk.now;
    desk.store_mut().unfreeze_thinning(now)?;
    Ok(Nothing {})
}

/// Answered beside the practice's lock: proving may take minutes, and the desk goes on.
pub(crate) fn make(
    host: &Host,
    now: DateTime<FixedOffset>,
    request: MakeBackup,
) -> Result<BackupsView, Problem> {
    back_up(host, now, request.folder)?;
    view(host, now)
}

/// Answered beside the practice's lock, as [`list`].
pub(crate) fn look(
    host: &Host,
    _: DateTime<FixedOffset>,
    request: LookForBackups,
) -> Result<Vec<BackupView>, Problem> {
    let folder = request.folder.unwrap_or_else(|| own_folder(host, false));
    Ok(store::backups_in(&folder)?.into_iter().map(backup_view).collect())
}

pub(crate) fn restore(
    host: &Host,
    open: &mut Option<OpenPractice>,
    now: DateTime<FixedOffset>,
    request: RestoreBackup,
) -> Result<Restored, Problem> {
    let key = match request.code.filter(|code| !code.trim().is_empty()) {
        Some(code) => BackupKey::Code(code),
        None => {
            let password = request.password.filter(|password| !password.is_empty()).ok_or_else(|| {
                Problem::invalid(
                    "password",
                    "Type the password of the day of the backup, or its recovery code.",
                )
            })?;
            BackupKey::Password { login: request.login, password: Secret::new(password) }
        }
    };
    if let Some(practice) = open.as_ref() {
        if practice.demo {
            // It would take the place of the real practice.
            return Err(Problem::refused("The demo is open. Lock it, leave it, and restore from there."));
        }
        if !Access::Steward.allows(practice.role()) {
            return Err(forbidden());
        }
    }
    // Who cannot open the backup is not sent to the door.
    let arrived = Store::fetch_backup(&request.backup, &host.config.practice, &key, now)?;
    lock_now(open, Some("restore"), now)?;
    let put_aside = arrived.take_place(now)?;
    Ok(Restored { put_aside, status: describe(host, None, now)? })
}

/// A backup when something was written and the last try is an hour ago, or nobody has done anything for a while:
/// the practice will lock itself soon.
pub(crate) fn if_due(host: &Host, acted: Option<DateTime<FixedOffset>>, now: DateTime<FixedOffset>) {
    let tried = automatic(host).tried;
    let hourly = tried.is_none_or(|tried| (now - tried).abs() >= EVERY);
    let quiet = acted.is_some_and(|acted| now - acted >= QUIET && tried.is_none_or(|tried| tried <= acted));
    if hourly || quiet {
        by_itself(host, now);
    }
}

/// The backup when the program ends, when something was written.
pub(crate) fn at_close(host: &Host, now: DateTime<FixedOffset>) {
    by_itself(host, now);
}

fn by_itself(host: &Host, now: DateTime<FixedOffset>) {
    let wanted = match lock(host).as_ref() {
        Some(practice) if !practice.demo => entries_since(&practice.store),
        _ => return,
    };
    let outcome = match wanted {
        Ok(0) => Ok(()),
        Ok(_) => back_up(host, now, None),
        Err(problem) => Err(problem),
    };
    let mut automatic = automatic(host);
    automatic.tried = Some(now);
    automatic.problem = outcome.err().map(|problem| problem.message);
}

/// Makes a backup in each folder, or in one. Every folder is tried; the first problem is told.
fn back_up(host: &Host, now: DateTime<FixedOffset>, only: Option<PathBuf>) -> Result<(), Problem> {
    let Ok(_alone) = host.backing_up.try_lock() else {
        return Err(Problem::refused("A backup is being made already."));
    };
    automatic(host).began = Some(now);
    let made = back_up_alone(host, now, only);
    automatic(host).began = None;
    made
}

fn back_up_alone(host: &Host, now: DateTime<FixedOffset>, only: Option<PathBuf>) -> Result<(), Problem> {
    let (demo, folders, copy) = {
        let open = lock(host);
        let practice = open.as_ref().ok_or_else(locked)?;
        let own = own_folder(host, practice.demo);
        let folders = match only {
            Some(folder) => vec![folder],
            None => folders(&practice.store, &own)?,
        };
        if folders.contains(&own) {
            std::fs::create_dir_all(&own).map_err(store::StoreError::from)?;
        }
        let copy = host.board.during("The practice is copied", |told| practice.store.copy(now, told))?;
        (practice.demo, folders, copy)
    };
    let mut first_problem = None;
    for folder in folders {
        if let Err(problem) = one(host, demo, &copy, &folder, now) {
            tracing::warn!(code = ?problem.code, "a backup failed");
            first_problem.get_or_insert(problem);
        }
    }
    first_problem.map_or(Ok(()), Err)
}

fn one(
    host: &Host,
    demo: bool,
    copy: &BackupCopy,
    folder: &Path,
    now: DateTime<FixedOffset>,
) -> Result<(), Problem> {
    let proven = host.board.during("The backup is proven", |told| copy.deliver(folder)?.prove(now, told))?;
    let spare = copy.spare_backups(folder)?;
    {
        let mut open = lock(host);
        // Locked in the meantime: the backup stands, and says of itself that it was proven.
        let Some(practice) = open.as_mut().filter(|practice| practice.demo == demo) else { return Ok(()) };
        practice.store.note_backup(&proven, now)?;
        if !practice.store.note_thinning(spare.len(), now)? {
            return Ok(());
        }
    }
    Ok(store::clear_away(&spare)?)
}

/// How much was written since the last proven backup.
fn entries_since(store: &Store) -> Result<u64, Problem> {
    let last = store.last_backup()?.map_or(0, |last| last.entries);
    Ok(store.entry_count().saturating_sub(last))
}

fn view(host: &Host, now: DateTime<FixedOffset>) -> Result<BackupsView, Problem> {
    let (own, folders, last, entries_since, thinning_frozen) = {
        let open = lock(host);
        let practice = open.as_ref().ok_or_else(locked)?;
        let (store, own) = (&practice.store, own_folder(host, practice.demo));
        let folders = folders(store, &own)?;
        (own, folders, store.last_backup()?, entries_since(store)?, store.thinning_frozen()?)
    };
    let folders = folders
        .into_iter()
        .map(|folder| {
            let (backups, problem) = match store::backups_in(&folder) {
                Ok(found) => (found.into_iter().map(backup_view).collect(), None),
                Err(store::StoreError::NotFound { .. }) if folder == own => (Vec::new(), None),
                Err(error) => (Vec::new(), Some(error.to_string())),
            };
            BackupFolder { folder, problem, backups }
        })
        .collect();
    let last =
        last.map(|last| LastBackupView { made_at: last.made_at, entries: last.entries, folder: last.folder });
    Ok(BackupsView { folders, last, entries_since, thinning_frozen, problem: trouble(host, now) })
}

fn backup_view(info: BackupInfo) -> BackupView {
    BackupView {
        folder: info.folder,
        practice: info.practice,
        made_at: info.made_at,
        entries: info.entries,
        bytes: info.bytes,
        proven: info.proven,
    }
}

fn folders(store: &Store, own: &Path) -> Result<Vec<PathBuf>, Problem> {
    let chosen: Vec<PathBuf> = match store.setting(FOLDERS)? {
        Some(json) => serde_json::from_str(&json)
            .map_err(|_| Problem::new(ProblemCode::Integrity, "The folders for backups cannot be read."))?,
        None => Vec::new(),
    };
    Ok(if chosen.is_empty() { vec![own.to_owned()] } else { chosen })
}

fn own_folder(host: &Host, demo: bool) -> PathBuf {
    let practice = if demo { &host.config.demo } else { &host.config.practice };
    practice.join(OWN_FOLDER)
}

fn automatic(host: &Host) -> MutexGuard<'_, Automatic> {
    host.automatic.lock().unwrap_or_else(PoisonError::into_inner)
}

fn lock(host: &Host) -> MutexGuard<'_, Option<OpenPractice>> {
    host.open.lock().unwrap_or_else(PoisonError::into_inner)
}
