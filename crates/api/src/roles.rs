//! Who may do what, for the screen: every command of the table under words a person knows.
//!
//! Only the words stand here. Who may is read from the command table, so that this page cannot promise what dispatch
//! refuses; a test holds that each command stands once and that one line never mixes two answers.

use crate::desk::Desk;
use crate::problem::Problem;
use crate::table::{Access, COMMANDS};
use crate::view::Nothing;
use chart::sections::staff::Role;
use serde::Serialize;
use ts_rs::TS;

/// Who may do what.
#[derive(Debug, Serialize, TS)]
pub struct RolesView {
    /// The roles, in the order of the columns.
    pub roles: Vec<Role>,
    /// One line an act.
    pub acts: Vec<RoleAct>,
}

/// One act and who may do it.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
pub struct RoleAct {
    /// `Record vital signs`.
    pub words: String,
    /// The commands it stands for.
    pub commands: Vec<String>,
    /// Who may.
    pub may: Vec<Role>,
}

const ACTS: &[(&str, &[&str])] = &[
    ("See the day's list and who is waiting", &["encounters.today"]),
    (
        "Book visits, let patients arrive, call visits off",
        &["encounters.plan", "encounters.arrive", "encounters.cancel", "encounters.set_reason"],
    ),
    ("Find patients", &["patients.search", "patients.recent", "patients.likely_duplicates"]),
    (
        "Register patients and correct who they are",
        &["patients.register", "patients.open", "patients.correct"],
    ),
    (
        "Open charts and read them",
        &[
            "charts.open",
            "charts.timeline",
            "charts.trend",
            "charts.history",
            "charts.received",
            "charts.show",
            "charts.find_everywhere",
        ],
    ),
    ("Move what was filed in the wrong chart", &["charts.refile"]),
    ("Read two charts of one person as one, and take them apart", &["patients.merge", "patients.unmerge"]),
    ("Put a chart away", &["charts.close"]),
    ("Begin and end visits", &["encounters.start", "encounters.finish"]),
    ("Record vital signs", &["vitals.preview", "vitals.read", "vitals.record", "vitals.correct"]),
    ("Write allergies", &["allergies.add", "allergies.correct", "allergies.none_known"]),
    (
        "Write problems",
        &["problems.add", "problems.correct", "problems.resolve", "problems.suggest", "problems.check"],
    ),
    (
        "Write medicines that are taken",
        &[
            "medications.add",
            "medications.correct",
            "medications.stop",
            "medications.change",
            "medications.note_adherence",
            "medications.plan",
        ],
    ),
    ("Ask for a renewal, see what waits", &["medications.request_renewal", "prescriptions.waiting"]),
    ("Approve and decline renewals", &["prescriptions.renew", "medications.decline_renewal"]),
    (
        "Write results and vaccinations",
        &[
            "results.add",
            "results.correct",
            "results.preview",
            "results.grid",
            "immunizations.suggest",
            "immunizations.add",
            "immunizations.correct",
        ],
    ),
    ("Order tests", &["orders.suggest", "orders.add", "orders.correct", "orders.set_status"]),
    (
        "File documents and read them",
        &["documents.add", "documents.correct", "documents.read", "documents.thumbnail"],
    ),
    ("Write histories", &["histories.preview", "histories.add", "histories.correct", "histories.change"]),
    ("Set goals for numbers", &["goals.set", "goals.correct", "goals.end"]),
    ("See what awaits review or a signature", &["results.to_review", "notes.unsigned"]),
    ("Acknowledge results and documents", &["results.acknowledge", "documents.review"]),
    ("Write tasks into a chart", &["tasks.add"]),
    ("See open tasks, say what is done", &["tasks.list", "tasks.settle"]),
    ("Mark something as entered in error", &["charts.mark_in_error"]),
    (
        "Write the draft of a note and of a prescription",
        &[
            "notes.draft",
            "notes.save_draft",
            "notes.read_line",
            "notes.enter_now",
            "notes.copy_forward",
            "notes.expand",
            "prescriptions.preview",
            "prescriptions.preview_items",
            "prescriptions.suggest",
            "prescriptions.check",
            "prescriptions.repeatable",
            "prescriptions.favourites",
            "medications.review",
        ],
    ),
    (
        "Keep phrases and templates",
        &["notes.phrases", "notes.phrase_of_visit", "notes.save_phrase", "notes.remove_phrase"],
    ),
    ("Read the versions of a note", &["notes.versions"]),
    (
        "Sign notes, add to them, take them back",
        &["notes.review", "notes.sign", "notes.addendum", "notes.cosign", "notes.retract"],
    ),
    (
        "Sign and cancel prescriptions, override a check with a reason",
        &["prescriptions.sign", "prescriptions.cancel", "prescriptions.override"],
    ),
    ("Name and change favourites", &["prescriptions.save_favourite", "prescriptions.remove_favourite"]),
    ("See what is checked and what is not", &["reference.coverage"]),
    ("Restrict a chart", &["patients.restrict"]),
    (
        "Print from a chart",
        &[
            "prints.preview",
            "prints.save",
            "prints.send",
            "prints.pack",
            "prints.send_pack",
            "prints.queue",
            "prints.retry",
            "prints.give_up",
            "prints.history",
            "prints.failsafe",
            "prints.set_preference",
            "prints.letters",
            "prints.keep_letter",
            "templates.fill",
        ],
    ),
    (
        "Write the practice's templates for letters, and set printers up",
        &["templates.save", "templates.remove", "prints.set_shift", "prints.calibrate"],
    ),
    ("Print the lists of the desk", &["prints.register"]),
    (
        "Check the seal of a printed page",
        &[
            "prints.printers",
            "prints.preferences",
            "prints.design_samples",
            "prints.design_preview",
            "prints.check_seal",
        ],
    ),
    ("Import and export charts", &["exchange.preview", "exchange.import", "exchange.export"]),
    ("Change one's own password", &["staff.change_password"]),
    ("See who works here and what each role may do", &["staff.list", "staff.roles", "templates.list"]),
    (
        "Add and remove people, reset passwords",
        &["staff.add_user", "staff.remove_user", "staff.reset_password"],
    ),
    ("Change the letterhead and how people stand on paper", &["staff.set_practice", "staff.correct"]),
    (
        "Make, print and type back the recovery code",
        &["practice.new_recovery_code", "practice.recovery_page", "practice.confirm_recovery"],
    ),
    ("Set when the practice locks itself", &["practice.set_auto_lock"]),
    ("Hear what another window wrote", &["practice.changed_elsewhere"]),
    ("Choose colours and the size of letters for oneself", &["practice.set_looks"]),
    ("Make a backup, see the backups", &["backups.make", "backups.list"]),
    ("Choose where backups go", &["backups.set_folders", "backups.resume_thinning"]),
    ("Restore a backup", &["backups.restore"]),
    ("Check the whole practice", &["integrity.verify", "integrity.report"]),
    ("Acknowledge a warning about the file", &["practice.acknowledge_warnings"]),
    ("Read the audit", &["audit.list", "audit.report"]),
    ("Review why restricted charts were opened", &["audit.break_glass_reviews", "audit.mark_reviewed"]),
];

pub(crate) fn roles(_: &mut Desk<'_>, _: Nothing) -> Result<RolesView, Problem> {
    Ok(RolesView {
        roles: Role::ALL.to_vec(),
        acts: ACTS
            .iter()
            .map(|(words, commands)| RoleAct {
                words: (*words).to_owned(),
                commands: commands.iter().map(|name| (*name).to_owned()).collect(),
                may: Role::ALL
                    .into_iter()
                    .filter(|role| commands.iter().all(|name| may(name, *role)))
                    .collect(),
            })
            .collect(),
    })
}

fn may(command: &str, role: Role) -> bool {
    // In the table it is anyone's, since it has to work while nobody can unlock; while the practice is open it asks
    // for a steward itself.
    let own = (command == "backups.restore").then_some(Access::Steward);
    COMMANDS.iter().any(|row| row.name == command && own.unwrap_or(row.access).allows(role))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Scope;

    #[test]
    fn c7_every_command_that_needs_somebody_stands_once() {
        let somebodys =
            |row: &&crate::table::CommandRow| row.scope != Scope::Anywhere && row.access != Access::Anyone;
        for row in COMMANDS.iter().filter(somebodys) {
            let lines = ACTS.iter().filter(|(_, commands)| commands.contains(&row.name)).count();
            assert_eq!(lines, 1, "{} stands in {lines} lines of the table of roles", row.name);
        }
    }

    #[test]
    fn c7_a_line_never_mixes_two_answers() {
        for (words, commands) in ACTS {
            for role in Role::ALL {
                let answers: Vec<bool> = commands.iter().map(|name| may(name, role)).collect();
                assert!(answers.windows(2).all(|two| two[0] == two[1]), "“{words}” differs for {role:?}");
            }
            for name in *commands {
                assert!(COMMANDS.iter().any(|row| row.name == *name), "{name} is no command");
            }
        }
    }
}
