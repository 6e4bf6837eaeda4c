//! The practice as a whole: made, unlocked, locked, recovered; and the demo practice.

use crate::audits::ReportView;
use crate::backups;
use crate::desk::{Desk, OpenPractice};
use crate::host::Host;
use crate::looks::{self, Looks};
use crate::people::People;
use crate::prints;
use crate::problem::{Problem, ProblemCode};
use crate::session;
use crate::view::Nothing;
use chart::StaffId;
use chart::sections::staff::{Paper, PracticeDetails, Role};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use store::{Act, Founding, NewUser, Secret, Store, StoreError};
use ts_rs::TS;

/// Whether there is a practice, whether it is open, and for whom.
#[derive(Debug, Serialize, TS)]
pub struct PracticeStatus {
    /// `none`, `locked` or `open`.
    pub state: String,
    /// The practice's name, where there is one.
    pub practice: Option<String>,
    /// Who is at the keyboard.
    pub user: Option<UserView>,
    /// The demo practice is open.
    pub demo: bool,
    /// A demo practice has been made on this machine.
    pub demo_made: bool,
    /// The recovery code has been typed back.
    pub recovery_confirmed: bool,
    /// What does not fit what was known of the file, and what is wrong with the machine.
    pub warnings: Vec<WarningView>,
    /// How many minutes nobody does anything before it locks itself; none while it is locked.
    pub auto_lock_minutes: Option<u32>,
    /// When the last proven backup was made; none while it is locked, or when there never was one.
    pub last_backup: Option<DateTime<FixedOffset>>,
    /// Why the last automatic backup failed.
    pub backup_problem: Option<String>,
    /// The day on the wall.
    pub today: NaiveDate,
    /// Days in figures name the month first, as the practice writes them: 5/6 is the sixth of May.
    pub month_first: bool,
    /// The program's version.
    pub version: String,
}

/// Something the people of the practice have to know until one of them has read it.
#[derive(Debug, Serialize, TS)]
pub struct WarningView {
    /// In a sentence.
    pub what: String,
    /// It is about the machine, its clock or its disk: nothing is wrong with the file.
    pub machine: bool,
}

/// Who is at the keyboard.
#[derive(Debug, Serialize, TS)]
pub struct UserView {
    /// Who.
    pub staff: StaffId,
    /// `Dr Ada Okafor`.
    pub name: String,
    /// What they typed to unlock.
    pub login: String,
    /// What they may do.
    pub role: Role,
    /// How the window looks to them; none before they chose.
    pub looks: Option<Looks>,
}

/// Make a practice with its first user.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreatePractice {
    /// The practice's name.
    pub practice: String,
    /// `Dr Ada Okafor`.
    pub name: String,
    /// What they will type to unlock.
    pub login: String,
    /// What they may do.
    pub role: Role,
    /// Degrees as on paper.
    #[serde(default)]
    pub qualification: String,
    /// Licence numbers as on paper.
    #[serde(default)]
    pub registration: String,
    /// The password.
    pub password: String,
}

/// A practice was made or recovered: the code that opens it when every password is lost.
#[derive(Serialize, TS)]
pub struct Created {
    /// Shown once: nine groups of four signs.
    pub recovery_code: String,
    /// The practice, open.
    pub status: PracticeStatus,
}

/// Open the demo practice, making it first where there is none.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenDemo {
    /// Generated patients in place of the written ones.
    #[serde(default)]
    #[ts(optional)]
    pub patients: Option<u32>,
    /// Visits of each generated patient; 10 when absent.
    #[serde(default)]
    #[ts(optional)]
    pub visits: Option<u32>,
    /// Which generated practice; 1 when absent.
    #[serde(default)]
    #[ts(optional)]
    pub seed: Option<u64>,
    /// Another password than the demo's own.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<String>,
}

/// Unlock the practice.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Unlock {
    /// Who. Empty where there is one person only, and for the physician of the demo.
    pub login: String,
    /// The password.
    pub password: String,
    /// The demo practice in place of one's own.
    #[serde(default)]
    pub demo: bool,
}

/// Unlock with the printed recovery code, and set a new password.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Recover {
    /// The code as printed.
    pub code: String,
    /// Whose password is made new.
    pub login: String,
    /// The new password.
    pub new_password: String,
}

/// Type the recovery code back.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConfirmRecovery {
    /// The code as printed.
    pub code: String,
}

/// Put the recovery code on paper: shown as a picture, or saved, or printed. The code comes with the request, since it
/// is kept nowhere.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecoveryPageRequest {
    /// The code as shown on screen.
    pub code: String,
    /// Save it here.
    #[serde(default)]
    #[ts(optional)]
    pub save_to: Option<PathBuf>,
    /// Print it on this queue.
    #[serde(default)]
    #[ts(optional)]
    pub printer: Option<String>,
}

/// The demo's password, said on the screen that offers the demo. It protects nothing: every patient is made up.
const DEMO_PASSWORD: &str = "demo demo demo";
/// The demo's physician.
const DEMO_LOGIN: &str = "okafor";

pub(crate) fn status(
    host: &Host,
    open: &mut Option<OpenPractice>,
    now: DateTime<FixedOffset>,
    _: Nothing,
) -> Result<PracticeStatus, Problem> {
    describe(host, open.as_ref(), now)
}

pub(crate) fn create(
    host: &Host,
    open: &mut Option<OpenPractice>,
    now: DateTime<FixedOffset>,
    request: CreatePractice,
) -> Result<Created, Problem> {
    check_password(&request.password)?;
    let practice = crate::desk::required("practice", &request.practice, "The practice needs a name.")?;
    let name = crate::desk::required("name", &request.name, "Say your name as it stands on paper.")?;
    let login = crate::desk::required("login", &request.login, "Choose a short name to unlock with.")?;
    let details = PracticeDetails {
        name: practice,
        paper: Paper::A4,
        locale: "en-US".to_owned(),
        ..PracticeDetails::default()
    };
    let user = NewUser {
        name,
        login,
        role: request.role,
        qualification: request.qualification.trim().to_owned(),
        registration: request.registration.trim().to_owned(),
        password: Secret::new(request.password),
    };
    *open = None;
    let (store, code) = Store::create(&host.config.practice, Founding { practice: details, user }, now)?;
    *open = Some(OpenPractice::new(store, false)?);
    Ok(Created { recovery_code: code.to_string(), status: describe(host, open.as_ref(), now)? })
}

pub(crate) fn unlock(
    host: &Host,
    open: &mut Option<OpenPractice>,
    now: DateTime<FixedOffset>,
    request: Unlock,
) -> Result<PracticeStatus, Problem> {
    let folder = if request.demo { &host.config.demo } else { &host.config.practice };
    *open = None;
    let demo = request.demo || is_demo(folder);
    // The demo has several people; who does not say which one is its physician.
    let nobody = request.login.trim().is_empty();
    let login = if demo && nobody { DEMO_LOGIN } else { request.login.as_str() };
    let store = Store::unlock(folder, login, &Secret::new(request.password), now)?;
    *open = Some(OpenPractice::new(store, demo)?);
    describe(host, open.as_ref(), now)
}

pub(crate) fn recover(
    host: &Host,
    open: &mut Option<OpenPractice>,
    now: DateTime<FixedOffset>,
    request: Recover,
) -> Result<Created, Problem> {
    check_password(&request.new_password)?;
    *open = None;
    let password = Secret::new(request.new_password);
    let folder = &host.config.practice;
    let (store, code) = Store::unlock_with_code(folder, &request.code, &request.login, &password, now)?;
    *open = Some(OpenPractice::new(store, false)?);
    Ok(Created { recovery_code: code.to_string(), status: describe(host, open.as_ref(), now)? })
}

pub(crate) fn lock(
    host: &Host,
    open: &mut Option<OpenPractice>,
    now: DateTime<FixedOffset>,
    _: Nothing,
) -> Result<PracticeStatus, Problem> {
    session::lock_now(open, None, now)?;
    describe(host, None, now)
}

pub(crate) fn demo(
    host: &Host,
    open: &mut Option<OpenPractice>,
    now: DateTime<FixedOffset>,
    request: OpenDemo,
) -> Result<PracticeStatus, Problem> {
    let folder = host.config.demo.clone();
    let password = request.password.clone().unwrap_or_else(|| DEMO_PASSWORD.to_owned());
    *open = None;
    if Store::exists(&folder) {
        let store = Store::unlock(&folder, DEMO_LOGIN, &Secret::new(password), now)?;
        *open = Some(OpenPractice::new(store, true)?);
        return describe(host, open.as_ref(), now);
    }
    let store = make_demo(&folder, &request, password, now)?;
    *open = Some(OpenPractice::new(store, true)?);
    describe(host, open.as_ref(), now)
}

pub(crate) fn confirm_recovery(desk: &mut Desk<'_>, request: ConfirmRecovery) -> Result<Nothing, Problem> {
    let now = desk.now;
    desk.store_mut().confirm_recovery(&request.code, now)?;
    Ok(Nothing {})
}

pub(crate) fn recovery_page(
    desk: &mut Desk<'_>,
    request: RecoveryPageRequest,
) -> Result<ReportView, Problem> {
    let code = store::RecoveryCode::read(&request.code)?;
    let page = prints::recovery_page(desk, &code)?;
    prints::give_out(desk, page, request.save_to, request.printer)
}

pub(crate) fn describe(
    host: &Host,
    open: Option<&OpenPractice>,
    now: DateTime<FixedOffset>,
) -> Result<PracticeStatus, Problem> {
    let config = &host.config;
    let exists = Store::exists(&config.practice);
    let practice = match open {
        Some(open) => Some(open.people().practice().name.clone()),
        // A damaged key file keeps nobody from the door: behind it are the backups.
        None if exists => match Store::practice_name(&config.practice) {
            Err(StoreError::KeyFile { .. }) => None,
            other => Some(other?),
        },
        None => None,
    };
    let state = match (open, exists) {
        (Some(_), _) => "open",
        (None, true) => "locked",
        (None, false) => "none",
    };
    Ok(PracticeStatus {
        state: state.to_owned(),
        practice,
        user: open.map(user_view).transpose()?,
        demo: open.is_some_and(|open| open.demo),
        demo_made: Store::exists(&config.demo),
        recovery_confirmed: open.map(|open| open.store.recovery_confirmed()).transpose()?.unwrap_or(false),
        warnings: open
            .map(|open| {
                let warning = |found: &store::Finding| WarningView {
                    what: found.what.clone(),
                    machine: found.is_of_the_machine(),
                };
                open.store.warnings().iter().map(warning).collect()
            })
            .unwrap_or_default(),
        auto_lock_minutes: open.map(|open| session::auto_lock_minutes(&open.store)).transpose()?,
        last_backup: open
            .map(|open| open.store.last_backup())
            .transpose()?
            .flatten()
            .map(|last| last.made_at),
        backup_problem: backups::trouble(host, now),
        today: now.date_naive(),
        month_first: open.is_some_and(|open| writes_month_first(open.people())),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// How the practice writes days in figures, by the country of its dates and paper.
pub(crate) fn writes_month_first(people: &People) -> bool {
    people.practice().locale.eq_ignore_ascii_case("en-US")
}

fn user_view(open: &OpenPractice) -> Result<UserView, Problem> {
    let user = open.store.user();
    let name = open.people().member(user.id).map_or(&user.name, |member| &member.name);
    let looks = looks::of(&open.store, user.id)?;
    Ok(UserView { staff: user.id, name: name.clone(), login: user.login.clone(), role: user.role, looks })
}

/// At least ten characters. Source: NIST SP 800-63B asks for eight at least and length over composition rules.
pub(crate) fn check_password(password: &str) -> Result<(), Problem> {
    if password.chars().count() < 10 {
        return Err(Problem::invalid(
            "password",
            "Choose at least ten characters: three or four words are good.",
        ));
    }
    Ok(())
}

const DEMO_MARK: &str = "demo";

fn is_demo(folder: &Path) -> bool {
    folder.join(DEMO_MARK).exists()
}

fn make_demo(
    folder: &Path,
    request: &OpenDemo,
    password: String,
    now: DateTime<FixedOffset>,
) -> Result<Store, Problem> {
    let fault = |error: demo::DemoError| Problem::new(ProblemCode::Internal, error.to_string());
    let practice = demo::practice().map_err(fault)?;
    let owner = practice
        .staff
        .iter()
        .find(|person| person.login == DEMO_LOGIN)
        .ok_or_else(|| Problem::new(ProblemCode::Internal, "The demo has no physician."))?;
    let new_user = |person: &demo::DemoStaff, password: &str| NewUser {
        name: person.name.clone(),
        login: person.login.clone(),
        role: person.role,
        qualification: person.qualification.clone(),
        registration: person.registration.clone(),
        password: Secret::from(password),
    };
    let founding = Founding { practice: practice.details.clone(), user: new_user(owner, &password) };
    let (mut store, _) = Store::create(folder, founding, now)?;
    let mut staff: HashMap<String, StaffId> = HashMap::from([(owner.key.clone(), store.user().id)]);
    for person in practice.staff.iter().filter(|person| person.login != DEMO_LOGIN) {
        let id = store.add_user(new_user(person, &password), now)?;
        staff.insert(person.key.clone(), id);
    }
    let owner_id = store.user().id;
    let who = |key: &str| staff.get(key).copied().unwrap_or(owner_id);
    let act = |detail: String| Act { name: "practice.demo".to_owned(), patient: None, detail: Some(detail) };
    match request.patients {
        None => {
            store.write(act(format!("{} patients", practice.patients.len())), now, |writing| {
                for patient in &practice.patients {
                    for (content_type, bytes) in demo::attachments(patient) {
                        writing.keep(content_type, &bytes)?;
                    }
                    let entries = demo::entries(patient, now, &who, &mut || writing.new_id());
                    entries.into_iter().try_for_each(|entry| writing.append(entry))?;
                }
                Ok::<_, Problem>(())
            })?;
        }
        Some(patients) => {
            let generator = demo::Generator::new(request.seed.unwrap_or(1), now);
            let visits = request.visits.unwrap_or(10);
            for start in (0..u64::from(patients)).step_by(DEMO_BATCH) {
                let end = (start + DEMO_BATCH as u64).min(u64::from(patients));
                store.write(act(format!("{} patients", end - start)), now, |writing| {
                    for index in start..end {
                        // Nobody else is here to sign, so one person writes all of it.
                        let entries =
                            generator.generate(index, visits, &|_| owner_id, &mut || writing.new_id());
                        entries.into_iter().try_for_each(|entry| writing.append(entry))?;
                    }
                    Ok::<_, Problem>(())
                })?;
            }
        }
    }
    std::fs::write(folder.join(DEMO_MARK), "Every patient in this folder is made up.\n")
        .map_err(|_| Problem::new(ProblemCode::Storage, "The folder of the demo cannot be written."))?;
    Ok(store)
}

/// How many generated patients go into one transaction.
const DEMO_BATCH: usize = 500;
