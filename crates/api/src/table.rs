//! The one declarative table of commands. The dispatcher, the role table, the TypeScript client, the audit's names and
//! the terminal program all come from it.

use crate::desk::{Desk, OpenPractice};
use crate::host::{Answer, Host};
use crate::problem::{Problem, ProblemCode};
use crate::sections::prescriptions::{favourites, renewing, suggesting};
use crate::sections::{
    allergies, documents, encounters, goals, histories, immunizations, medications, notes, orders, patients,
    prescriptions, problems, results, staff, tasks, vitals,
};
#[cfg(debug_assertions)]
use crate::typescript::Signature;
use crate::view::Nothing;
use crate::{
    access, audits, backups, charts, checks, elsewhere, exchanges, finding, history, integrity, looks,
    merging, practice, prints, progress, refiling, roles, salvages, session, suggestions, templates, trends,
    users,
};
use chart::sections::staff::Role;
use chrono::{DateTime, FixedOffset};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Who may call a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Also while nobody is known.
    Anyone,
    /// Everyone who unlocked.
    Staff,
    /// Physician and nurse.
    Clinical,
    /// Physician only.
    Physician,
    /// Physician and administrator: the practice's own affairs.
    Steward,
}

impl Access {
    /// True when the role may.
    #[must_use]
    pub fn allows(self, role: Role) -> bool {
        match self {
            Self::Anyone | Self::Staff => true,
            Self::Clinical => matches!(role, Role::Physician | Role::Nurse),
            Self::Physician => role == Role::Physician,
            Self::Steward => matches!(role, Role::Physician | Role::Administrator),
        }
    }
}

/// What a command touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Works while the practice is locked.
    Anywhere,
    /// Answered while another command is at work; takes the practice only for as long as it needs it.
    Beside,
    /// The open practice; a patient it names need not be on screen.
    Practice,
    /// The chart this window shows: `patient` of the request must be that one.
    Chart,
}

/// How the act comes into the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audited {
    /// One row is written before the answer is given; if that fails, so does the command.
    Read,
    /// One row in the same transaction as the entries.
    Write,
    /// No row: nothing of a chart is read that was not already opened, or only work in progress is kept.
    Quiet,
    /// The command writes its own row, since it opens or closes the file.
    Own,
}

/// One command, as data.
#[derive(Debug, Clone, Copy)]
pub struct CommandRow {
    /// `section.verb`; also the act's name in the audit.
    pub name: &'static str,
    /// Who may.
    pub access: Access,
    /// What it touches.
    pub scope: Scope,
    /// How it is audited.
    pub audited: Audited,
    /// Its request and view in TypeScript. What ships has no use for their shapes.
    #[cfg(debug_assertions)]
    pub signature: fn() -> Signature,
}

/// Commands that a window repeats by itself: they do not say that somebody is there.
pub(crate) const POLLED: &[&str] = &["practice.status", "practice.progress", "practice.changed_elsewhere"];

pub(crate) fn find(name: &str) -> Option<&'static CommandRow> {
    COMMANDS.iter().find(|row| row.name == name)
}

fn parse<T: DeserializeOwned>(request: Value) -> Result<T, Problem> {
    serde_json::from_value(request).map_err(|error| {
        // The error may quote what was typed; only its kind is told.
        tracing::debug!(category = ?error.classify(), "a request did not parse");
        Problem::new(ProblemCode::Invalid, "The request is not as this command expects it.")
    })
}

macro_rules! commands {
    (
        beside { $($near:literal $near_handler:path : $near_request:ty => $near_view:ty, $near_access:ident, $near_audited:ident;)* }
        anywhere { $($any:literal $any_handler:path : $any_request:ty => $any_view:ty, $any_audited:ident;)* }
        open { $($name:literal $handler:path : $request:ty => $view:ty, $access:ident, $scope:ident, $audited:ident;)* }
    ) => {
        /// Every command there is.
        pub const COMMANDS: &[CommandRow] = &[
            $(CommandRow {
                name: $near,
                access: Access::$near_access,
                scope: Scope::Beside,
                audited: Audited::$near_audited,
                #[cfg(debug_assertions)]
                signature: Signature::of::<$near_request, $near_view>,
            },)*
            $(CommandRow {
                name: $any,
                access: Access::Anyone,
                scope: Scope::Anywhere,
                audited: Audited::$any_audited,
                #[cfg(debug_assertions)]
                signature: Signature::of::<$any_request, $any_view>,
            },)*
            $(CommandRow {
                name: $name,
                access: Access::$access,
                scope: Scope::$scope,
                audited: Audited::$audited,
                #[cfg(debug_assertions)]
                signature: Signature::of::<$request, $view>,
            },)*
        ];

        pub(crate) fn run_beside(
            host: &Host,
            now: DateTime<FixedOffset>,
            name: &str,
            request: Value,
        ) -> Result<Answer, Problem> {
            match name {
                $($near => {
                    let view: $near_view = $near_handler(host, now, parse::<$near_request>(request)?)?;
                    Answer::of(&view)
                })*
                _ => Err(Problem::new(ProblemCode::UnknownCommand, "This program has no such command.")),
            }
        }

        pub(crate) fn run_anywhere(
            host: &Host,
            open: &mut Option<OpenPractice>,
            now: DateTime<FixedOffset>,
            name: &str,
            request: Value,
        ) -> Result<Answer, Problem> {
            match name {
                $($any => {
                    let view: $any_view = $any_handler(host, open, now, parse::<$any_request>(request)?)?;
                    Answer::of(&view)
                })*
                _ => Err(Problem::new(ProblemCode::UnknownCommand, "This program has no such command.")),
            }
        }

        pub(crate) fn run(desk: &mut Desk<'_>, name: &str, request: Value) -> Result<Answer, Problem> {
            match name {
                $($name => {
                    let view: $view = $handler(desk, parse::<$request>(request)?)?;
                    Answer::of(&view)
                })*
                _ => Err(Problem::new(ProblemCode::UnknownCommand, "This program has no such command.")),
            }
        }
    };
}

commands! {
    beside {
        "practice.progress" progress::progress: Nothing => progress::Progress, Anyone, Quiet;
        "backups.list" backups::list: Nothing => backups::BackupsView, Staff, Quiet;
        "backups.look" backups::look: backups::LookForBackups => Vec<backups::BackupView>, Anyone, Quiet;
        "backups.make" backups::make: backups::MakeBackup => backups::BackupsView, Staff, Own;
    }
    anywhere {
        "practice.status" practice::status: Nothing => practice::PracticeStatus, Quiet;
        "practice.create" practice::create: practice::CreatePractice => practice::Created, Own;
        "practice.demo" practice::demo: practice::OpenDemo => practice::PracticeStatus, Own;
        "practice.unlock" practice::unlock: practice::Unlock => practice::PracticeStatus, Own;
        "practice.recover" practice::recover: practice::Recover => practice::Created, Own;
        "practice.lock" practice::lock: Nothing => practice::PracticeStatus, Own;
        "practice.switch_user" session::switch_user: session::SwitchUser => practice::PracticeStatus, Own;
        "practice.still_here" session::still_here: Nothing => Nothing, Quiet;
        "practice.salvage" salvages::salvage: salvages::Salvage => salvages::Salvaged, Own;
        "backups.restore" backups::restore: backups::RestoreBackup => backups::Restored, Own;
    }
    open {
        "practice.confirm_recovery" practice::confirm_recovery: practice::ConfirmRecovery => Nothing, Steward, Practice, Own;
        "practice.recovery_page" practice::recovery_page: practice::RecoveryPageRequest => audits::ReportView, Steward, Practice, Read;

        "practice.new_recovery_code" users::new_recovery_code: Nothing => users::NewRecoveryCode, Steward, Practice, Own;
        "practice.changed_elsewhere" elsewhere::changed_elsewhere: elsewhere::ChangedSince => elsewhere::ChangedElsewhere, Staff, Practice, Quiet;
        "practice.set_looks" looks::set: looks::Looks => Nothing, Staff, Practice, Quiet;
        "practice.set_auto_lock" session::set_auto_lock: session::SetAutoLock => Nothing, Steward, Practice, Read;
        "practice.acknowledge_warnings" session::acknowledge_warnings: Nothing => Nothing, Steward, Practice, Own;

        "staff.list" staff::list: Nothing => staff::StaffView, Staff, Practice, Quiet;
        "staff.roles" roles::roles: Nothing => roles::RolesView, Staff, Practice, Quiet;
        "staff.set_practice" staff::set_practice: staff::SetPractice => staff::StaffView, Steward, Practice, Write;
        "staff.correct" staff::correct: staff::CorrectMember => staff::StaffView, Steward, Practice, Write;

        "staff.add_user" users::add: users::AddUser => staff::StaffView, Steward, Practice, Own;
        "staff.remove_user" users::remove: users::RemoveUser => staff::StaffView, Steward, Practice, Own;
        "staff.reset_password" users::reset_password: users::ResetPassword => staff::StaffView, Steward, Practice, Own;
        "staff.change_password" users::change_password: users::ChangePassword => Nothing, Staff, Practice, Own;

        "patients.search" patients::search: patients::Search => Vec<patients::PatientHitView>, Staff, Practice, Own;
        "patients.recent" patients::recent: Nothing => Vec<patients::PatientHitView>, Staff, Practice, Quiet;
        "patients.likely_duplicates" patients::likely_duplicates: patients::Registration => Vec<patients::PatientHitView>, Staff, Practice, Quiet;
        "patients.register" patients::register: patients::Registration => crate::view::PatientHead, Staff, Practice, Write;
        "patients.open" patients::open: patients::OpenPatient => patients::RegistrationView, Staff, Practice, Read;
        "patients.correct" patients::correct: patients::CorrectPatient => crate::view::PatientHead, Staff, Chart, Write;

        "patients.merge" merging::merge: merging::Merge => Nothing, Physician, Chart, Write;
        "patients.unmerge" merging::unmerge: merging::Unmerge => Nothing, Physician, Chart, Write;
        "patients.restrict" access::restrict: access::Restrict => Nothing, Physician, Chart, Write;

        "encounters.today" encounters::today: encounters::TodayRequest => encounters::TodayView, Staff, Practice, Read;
        "encounters.plan" encounters::plan: encounters::PlanVisit => encounters::VisitCard, Staff, Practice, Write;
        "encounters.arrive" encounters::arrive: encounters::Arrive => encounters::VisitCard, Staff, Practice, Write;
        "encounters.start" encounters::start: encounters::VisitStep => encounters::VisitCard, Clinical, Practice, Write;
        "encounters.finish" encounters::finish: encounters::VisitStep => encounters::VisitCard, Clinical, Practice, Write;
        "encounters.cancel" encounters::cancel: encounters::VisitStep => encounters::VisitCard, Staff, Practice, Write;
        "encounters.set_reason" encounters::set_reason: encounters::SetReason => encounters::VisitCard, Staff, Practice, Write;

        "charts.open" charts::open: charts::OpenChart => charts::ChartView, Clinical, Practice, Read;
        "charts.close" charts::close: Nothing => Nothing, Staff, Practice, Quiet;
        "charts.timeline" charts::timeline: charts::TimelineRequest => charts::TimelinePage, Clinical, Chart, Quiet;
        "charts.trend" trends::read: trends::ReadTrend => trends::TrendView, Clinical, Chart, Quiet;
        "charts.find_everywhere" finding::find_everywhere: finding::FindEverywhere => finding::FoundEverywhere, Clinical, Practice, Own;
        "charts.history" history::versions_of: history::HistoryRequest => Vec<crate::view::VersionView>, Clinical, Chart, Quiet;
        "charts.received" charts::received: charts::ReceivedRequest => charts::ReceivedView, Clinical, Chart, Quiet;
        "charts.show" crate::show::show: crate::show::Show => Value, Clinical, Practice, Read;
        "charts.refile" refiling::refile: refiling::Refile => refiling::RefiledRecords, Clinical, Chart, Write;
        "charts.mark_in_error" charts::mark_in_error: charts::MarkInError => Nothing, Clinical, Chart, Write;

        "vitals.preview" vitals::preview: vitals::PreviewVitals => vitals::VitalsForm, Clinical, Chart, Quiet;
        "vitals.read" vitals::read: vitals::ReadVitals => vitals::VitalsView, Clinical, Chart, Quiet;
        "vitals.record" vitals::record: vitals::RecordVitals => vitals::VitalsView, Clinical, Chart, Write;
        "vitals.correct" vitals::correct: vitals::CorrectVitals => vitals::VitalsView, Clinical, Chart, Write;

        "allergies.add" allergies::add: allergies::AddAllergy => allergies::AllergiesView, Clinical, Chart, Write;
        "allergies.correct" allergies::correct: allergies::CorrectAllergy => allergies::AllergiesView, Clinical, Chart, Write;
        "allergies.none_known" allergies::none_known: allergies::NoneKnown => allergies::AllergiesView, Clinical, Chart, Write;

        "problems.suggest" suggestions::diagnoses: suggestions::SuggestRequest => Vec<suggestions::Suggestion>, Clinical, Practice, Quiet;
        "problems.check" problems::check: problems::CheckProblem => problems::ProblemCheck, Clinical, Chart, Quiet;
        "problems.add" problems::add: problems::AddProblem => problems::ProblemView, Clinical, Chart, Write;
        "problems.correct" problems::correct: problems::CorrectProblem => problems::ProblemView, Clinical, Chart, Write;
        "problems.resolve" problems::resolve: problems::ResolveProblem => problems::ProblemView, Clinical, Chart, Write;

        "medications.review" checks::review: checks::ReviewMedications => checks::ChecksView, Clinical, Chart, Quiet;
        "medications.add" medications::add: medications::AddMedication => medications::MedicationView, Clinical, Chart, Write;
        "medications.correct" medications::correct: medications::CorrectMedication => medications::MedicationView, Clinical, Chart, Write;
        "medications.stop" medications::stop: medications::StopMedication => medications::MedicationView, Clinical, Chart, Write;

        "medications.change" medications::change: medications::ChangeMedication => medications::MedicationView, Clinical, Chart, Write;
        "medications.note_adherence" medications::note_adherence: medications::NoteAdherence => medications::MedicationView, Clinical, Chart, Write;
        "medications.plan" medications::plan::plan: medications::plan::PlanRequest => medications::plan::PlanView, Clinical, Chart, Quiet;
        "medications.request_renewal" renewing::request: renewing::RequestRenewal => Vec<renewing::Repeatable>, Clinical, Chart, Write;
        "medications.decline_renewal" renewing::decline: renewing::DeclineRenewal => Vec<renewing::Repeatable>, Physician, Chart, Write;

        "prescriptions.suggest" suggesting::suggest: suggestions::SuggestRequest => Vec<suggesting::LineSuggestion>, Clinical, Practice, Quiet;
        "prescriptions.preview" prescriptions::preview: prescriptions::PreviewItem => prescriptions::ItemPreview, Clinical, Chart, Quiet;
        "prescriptions.preview_items" prescriptions::preview_items: prescriptions::PreviewItems => Vec<prescriptions::ItemPreview>, Clinical, Chart, Quiet;
        "prescriptions.repeatable" renewing::repeatable: renewing::RepeatableRequest => Vec<renewing::Repeatable>, Clinical, Chart, Quiet;
        "prescriptions.waiting" renewing::waiting: Nothing => Vec<renewing::WaitingPatient>, Clinical, Practice, Read;
        "prescriptions.renew" renewing::renew: renewing::Renew => prescriptions::PrescriptionView, Physician, Chart, Write;
        "prescriptions.favourites" favourites::list: Nothing => favourites::FavouritesView, Clinical, Practice, Quiet;
        "prescriptions.save_favourite" favourites::save: favourites::SaveFavourite => favourites::FavouritesView, Physician, Practice, Write;
        "prescriptions.remove_favourite" favourites::remove: favourites::RemoveFavourite => favourites::FavouritesView, Physician, Practice, Write;
        "reference.coverage" checks::coverage: crate::view::Nothing => reference::checks::Coverage, Staff, Practice, Quiet;
        "prescriptions.check" checks::check: checks::CheckLine => checks::ChecksView, Clinical, Chart, Quiet;
        "prescriptions.override" checks::overrule: checks::OverrideFinding => checks::FindingView, Physician, Chart, Write;
        "prescriptions.sign" prescriptions::sign: prescriptions::SignPrescription => prescriptions::PrescriptionView, Physician, Chart, Write;
        "prescriptions.cancel" prescriptions::cancel: prescriptions::CancelPrescription => prescriptions::PrescriptionView, Physician, Chart, Write;

        "results.add" results::add: results::AddResult => results::ResultView, Clinical, Chart, Write;
        "results.correct" results::correct: results::CorrectResult => results::ResultView, Clinical, Chart, Write;
        "results.to_review" results::to_review: Nothing => Vec<results::ToReviewView>, Clinical, Practice, Read;
        "results.acknowledge" results::acknowledge: results::AcknowledgeResult => results::AcknowledgedResult, Physician, Chart, Write;
        "results.preview" results::preview: results::PreviewResult => Vec<results::ValuePreview>, Clinical, Chart, Quiet;
        "results.grid" results::grid: results::GridRequest => results::ResultGrid, Clinical, Chart, Quiet;

        "orders.suggest" orders::suggest: orders::SuggestTests => Vec<orders::TestSuggestion>, Clinical, Chart, Quiet;
        "orders.add" orders::add: orders::AddOrder => orders::OrderView, Clinical, Chart, Write;
        "orders.correct" orders::correct: orders::CorrectOrder => orders::OrderView, Clinical, Chart, Write;
        "orders.set_status" orders::set_status: orders::SetOrderStatus => orders::OrderView, Clinical, Chart, Write;

        "documents.add" documents::add: documents::AddDocument => documents::DocumentView, Clinical, Chart, Write;
        "documents.correct" documents::correct: documents::CorrectDocument => documents::DocumentView, Clinical, Chart, Write;
        "documents.read" documents::read: documents::ReadDocument => documents::DocumentBytes, Clinical, Chart, Read;
        "documents.thumbnail" documents::thumbnail_of: documents::ReadDocument => Option<documents::DocumentBytes>, Clinical, Chart, Quiet;
        "documents.review" documents::review: documents::ReviewDocument => documents::ReviewedDocument, Physician, Chart, Write;

        "histories.preview" histories::preview: histories::PreviewHistory => histories::HistoryRow, Clinical, Chart, Quiet;
        "histories.add" histories::add: histories::AddHistory => histories::HistoryView, Clinical, Chart, Write;
        "histories.correct" histories::correct: histories::CorrectHistory => histories::HistoryView, Clinical, Chart, Write;
        "histories.change" histories::change: histories::ChangeHistory => histories::HistoryView, Clinical, Chart, Write;

        "goals.set" goals::set: goals::SetGoal => goals::GoalView, Physician, Chart, Write;
        "goals.correct" goals::correct: goals::CorrectGoal => goals::GoalView, Physician, Chart, Write;
        "goals.end" goals::end: goals::EndGoal => goals::GoalView, Physician, Chart, Write;

        "immunizations.suggest" suggestions::vaccines: suggestions::SuggestRequest => Vec<suggestions::Suggestion>, Clinical, Practice, Quiet;
        "immunizations.correct" immunizations::correct: immunizations::CorrectImmunization => immunizations::ImmunizationView, Clinical, Chart, Write;
        "immunizations.add" immunizations::add: immunizations::AddImmunization => immunizations::ImmunizationView, Clinical, Chart, Write;

        "tasks.add" tasks::add: tasks::AddTask => tasks::TaskView, Clinical, Chart, Write;
        "tasks.settle" tasks::settle: tasks::SettleTask => tasks::TaskView, Staff, Practice, Write;
        "tasks.list" tasks::list: tasks::ListTasks => Vec<tasks::OpenTask>, Staff, Practice, Read;

        "notes.draft" notes::draft: notes::DraftRequest => notes::DraftView, Clinical, Chart, Quiet;
        "notes.save_draft" notes::save_draft: notes::SaveDraft => notes::DraftSaved, Clinical, Chart, Quiet;
        "notes.review" notes::review: notes::ReviewNote => notes::NoteReview, Physician, Chart, Quiet;
        "notes.sign" notes::sign: notes::SignNote => notes::NoteView, Physician, Chart, Write;
        "notes.read_line" notes::read_line: notes::ReadLine => notes::LineView, Clinical, Chart, Quiet;
        "notes.enter_now" notes::enter_now: notes::EnterNow => notes::LineChip, Clinical, Chart, Write;
        "notes.copy_forward" notes::copy_forward: notes::CopyForward => notes::CopyView, Clinical, Chart, Quiet;
        "notes.phrases" notes::phrases: Nothing => Vec<notes::PhraseView>, Clinical, Practice, Quiet;
        "notes.expand" notes::expand: notes::ExpandPhrase => notes::ExpandedPhrase, Clinical, Chart, Quiet;
        "notes.phrase_of_visit" notes::phrase_of_visit: notes::ThisVisit => String, Clinical, Chart, Quiet;
        "notes.save_phrase" notes::save_phrase: notes::SavePhrase => Vec<notes::PhraseView>, Clinical, Practice, Read;
        "notes.remove_phrase" notes::remove_phrase: notes::RemovePhrase => Vec<notes::PhraseView>, Clinical, Practice, Read;
        "notes.versions" notes::versions: notes::NoteVersions => Vec<notes::NoteVersion>, Clinical, Chart, Quiet;
        "notes.unsigned" notes::unsigned: Nothing => Vec<notes::UnsignedNote>, Clinical, Practice, Read;
        "notes.cosign" notes::cosign: notes::CoSign => notes::NoteView, Physician, Chart, Write;
        "notes.retract" notes::retract: notes::RetractNote => Nothing, Physician, Chart, Write;
        "notes.addendum" notes::addendum: notes::AddAddendum => notes::NoteView, Physician, Chart, Write;

        "prints.printers" prints::printers: Nothing => Vec<crate::printing::Printer>, Staff, Practice, Quiet;
        "prints.preview" prints::preview: prints::PrintRequest => prints::PrintView, Clinical, Chart, Read;
        "prints.save" prints::save: prints::SavePrint => prints::Saved, Clinical, Practice, Read;
        "prints.send" prints::send: prints::SendPrint => prints::Sent, Clinical, Chart, Read;

        "templates.list" templates::list: Nothing => templates::TemplatesView, Staff, Practice, Quiet;
        "templates.save" templates::save: templates::SaveTemplate => templates::TemplatesView, Steward, Practice, Write;
        "templates.remove" templates::remove: templates::RemoveTemplate => templates::TemplatesView, Steward, Practice, Write;
        "templates.fill" templates::fill_out: templates::FillTemplate => templates::FilledView, Clinical, Chart, Quiet;

        "prints.letters" prints::letters::kept: prints::LettersRequest => Vec<prints::PrintRequest>, Clinical, Chart, Quiet;
        "prints.keep_letter" prints::letters::keep: prints::PrintRequest => Vec<prints::PrintRequest>, Clinical, Chart, Quiet;
        "prints.register" prints::registers::report: prints::RegisterReport => crate::audits::ReportView, Staff, Practice, Read;
        "prints.pack" prints::pack::pack: prints::PackRequest => prints::PackView, Clinical, Chart, Read;
        "prints.send_pack" prints::pack::send_pack: prints::SendPack => prints::PackSent, Clinical, Chart, Read;
        "prints.queue" prints::queue::list: Nothing => Vec<prints::Waiting>, Clinical, Practice, Quiet;
        "prints.retry" prints::queue::retry: prints::WaitingRequest => Vec<prints::Waiting>, Clinical, Practice, Read;
        "prints.give_up" prints::queue::give_up: prints::WaitingRequest => Vec<prints::Waiting>, Clinical, Practice, Read;
        "prints.history" prints::queue::history: prints::PrintHistoryRequest => Vec<prints::GivenOut>, Clinical, Chart, Quiet;
        "prints.failsafe" prints::failsafe::page: prints::FailsafeRequest => prints::FailsafeView, Clinical, Practice, Read;
        "prints.preferences" prints::preferences::view: Nothing => prints::PreferencesView, Staff, Practice, Quiet;
        "prints.set_preference" prints::preferences::set: prints::SetPreference => prints::PreferencesView, Clinical, Practice, Quiet;
        "prints.set_shift" prints::preferences::set_shift: prints::SetShift => prints::PreferencesView, Steward, Practice, Read;
        "prints.design_samples" prints::designs::samples: Nothing => Vec<prints::DesignSample>, Staff, Practice, Quiet;
        "prints.design_preview" prints::designs::preview: prints::DesignPreview => prints::PrintView, Staff, Practice, Quiet;
        "prints.calibrate" prints::preferences::calibrate: prints::Calibrate => crate::audits::ReportView, Steward, Practice, Read;

        "prints.check_seal" prints::seal::check_seal: prints::CheckSeal => prints::SealView, Staff, Practice, Read;

        "exchange.preview" exchanges::preview: exchanges::ImportFiles => exchanges::ImportReport, Clinical, Practice, Quiet;
        "exchange.import" exchanges::import: exchanges::ImportFiles => exchanges::ImportReport, Clinical, Practice, Own;
        "exchange.export" exchanges::export: exchanges::ExportChart => exchanges::Exported, Clinical, Practice, Read;
        "integrity.verify" integrity::verify: Nothing => integrity::VerifyView, Staff, Practice, Read;
        "integrity.report" integrity::report: integrity::IntegrityReport => audits::ReportView, Staff, Practice, Read;

        "backups.set_folders" backups::set_folders: backups::SetBackupFolders => Nothing, Steward, Practice, Read;
        "backups.resume_thinning" backups::resume_thinning: Nothing => Nothing, Steward, Practice, Own;

        "audit.list" audits::list: audits::AuditRequest => audits::AuditView, Steward, Practice, Read;
        "audit.report" audits::report: audits::AuditReport => audits::ReportView, Steward, Practice, Read;
        "audit.break_glass_reviews" audits::break_glass_reviews: Nothing => Vec<audits::BreakGlassView>, Steward, Practice, Read;
        "audit.mark_reviewed" audits::mark_reviewed: audits::MarkReviewed => Vec<audits::BreakGlassView>, Steward, Practice, Own;
    }
}
