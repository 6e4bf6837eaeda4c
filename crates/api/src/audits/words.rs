//! Each act of the audit in plain words, and the kinds to ask for. A test holds the list against the command table.

use super::ActKind;
use crate::desk::People;
use chart::StaffId;

/// What each act is called, by its name in the audit.
const WORDS: &[(&str, &str)] = &[
    ("session.unlock", "unlocked the practice"),
    ("session.refused", "a wrong password or code was typed"),
    ("session.switch", "took over at the desk"),
    ("session.recover", "opened the practice with the recovery code"),
    ("practice.create", "founded the practice"),
    ("practice.demo", "filled the demo practice"),
    ("practice.lock", "locked the practice"),
    ("practice.rename", "renamed the practice"),
    ("practice.recovery_page", "printed the recovery code"),
    ("practice.set_auto_lock", "set when the practice locks itself"),
    ("recovery.confirm", "typed the recovery code back"),
    ("recovery.renew", "made a new recovery code"),
    ("keys.rotate", "gave the practice a new key"),
    ("staff.add", "added a user"),
    ("staff.remove", "removed a user"),
    ("staff.reset-password", "gave a user a new password"),
    ("staff.change-password", "changed their own password"),
    ("staff.new-key", "got a new signing key"),
    ("staff.set_practice", "changed the letterhead"),
    ("staff.correct", "corrected how a person stands on paper"),
    ("patients.search", "searched for a patient"),
    ("patients.register", "registered a patient"),
    ("patients.open", "opened the registration"),
    ("patients.correct", "corrected the registration"),
    ("patients.merge", "read two charts as one"),
    ("patients.unmerge", "took two charts apart again"),
    ("patients.restrict", "changed who may open the chart"),
    ("encounters.today", "opened the day list"),
    ("encounters.plan", "planned a visit"),
    ("encounters.arrive", "let the patient arrive"),
    ("encounters.start", "began the visit"),
    ("encounters.finish", "ended the visit"),
    ("encounters.cancel", "cancelled the visit"),
    ("encounters.set_reason", "changed the reason for the visit"),
    ("charts.open", "opened the chart"),
    ("charts.break_glass", "opened the restricted chart with a reason"),
    ("charts.show", "read the whole chart"),
    ("charts.find_everywhere", "searched all charts for words"),
    ("charts.refile", "moved something to another chart"),
    ("charts.mark_in_error", "marked something as entered in error"),
    ("vitals.record", "recorded vital signs"),
    ("vitals.correct", "corrected vital signs"),
    ("allergies.add", "added an allergy"),
    ("allergies.correct", "corrected an allergy"),
    ("allergies.none_known", "noted that no allergy is known"),
    ("problems.add", "added a problem"),
    ("problems.correct", "corrected a problem"),
    ("problems.resolve", "resolved a problem"),
    ("medications.add", "added a medicine"),
    ("medications.correct", "corrected a medicine"),
    ("medications.stop", "stopped a medicine"),
    ("medications.change", "changed how a medicine is taken"),
    ("medications.note_adherence", "noted how a medicine is really taken"),
    ("medications.request_renewal", "asked for a renewal"),
    ("medications.decline_renewal", "declined a renewal"),
    ("prescriptions.sign", "signed a prescription"),
    ("prescriptions.cancel", "cancelled a prescription"),
    ("prescriptions.override", "overrode a check with a reason"),
    ("prescriptions.waiting", "opened the list of renewals"),
    ("prescriptions.renew", "approved a renewal"),
    ("prescriptions.save_favourite", "named or changed a favourite prescription"),
    ("prescriptions.remove_favourite", "took a favourite prescription off the list"),
    ("results.add", "added a result"),
    ("results.correct", "corrected a result"),
    ("results.acknowledge", "read and acknowledged a result"),
    ("results.to_review", "opened the list of unread results"),
    ("orders.add", "ordered tests"),
    ("orders.correct", "corrected an order"),
    ("orders.set_status", "said what became of an order"),
    ("documents.add", "filed a document"),
    ("documents.correct", "corrected how a document is filed"),
    ("documents.read", "opened a document"),
    ("documents.review", "read and signed off a document"),
    ("histories.add", "added to the history"),
    ("histories.correct", "corrected the history"),
    ("histories.change", "changed the history"),
    ("goals.set", "set a goal for a number"),
    ("goals.correct", "corrected a goal"),
    ("goals.end", "said what became of a goal"),
    ("immunizations.add", "added a vaccination"),
    ("immunizations.correct", "corrected a vaccination"),
    ("tasks.add", "added a task"),
    ("tasks.settle", "settled a task"),
    ("tasks.list", "read the list of open tasks"),
    ("notes.sign", "signed the note"),
    ("notes.addendum", "added to a signed note"),
    ("notes.unsigned", "opened the list of unsigned notes"),
    ("notes.cosign", "signed somebody else's note as well"),
    ("notes.retract", "took a signed note back"),
    ("notes.enter_now", "entered vital signs or an allergy from a note"),
    ("notes.save_phrase", "changed a phrase for notes"),
    ("notes.remove_phrase", "removed a phrase for notes"),
    ("prints.preview", "looked at a page before printing"),
    ("prints.save", "saved a page as a file"),
    ("prints.send", "printed a page"),
    ("prints.pack", "looked at the papers of a visit"),
    ("prints.send_pack", "printed the papers of a visit"),
    ("prints.retry", "printed again what had failed"),
    ("prints.give_up", "gave up a page that could not be printed"),
    ("prints.failsafe", "saved the charts of the day for a power cut"),
    ("prints.set_shift", "set where a printer puts the page"),
    ("prints.calibrate", "printed a page to set a printer by"),
    ("templates.save", "changed a letter's template"),
    ("templates.remove", "removed a letter's template"),
    ("prints.check_seal", "checked the seal of a printed page"),
    ("exchange.import", "imported files"),
    ("exchange.export", "exported the chart"),
    ("backup.proven", "a backup was made and proven"),
    ("backup.thin", "old backups were cleared away"),
    ("backup.restore", "the practice was restored from a backup"),
    ("backup.unfreeze", "said that the restored practice is the right one"),
    ("backups.set_folders", "chose where backups go"),
    ("integrity.verify", "checked the whole practice"),
    ("integrity.report", "put a check of the whole practice on paper"),
    ("integrity.acknowledge", "read the warnings about the file"),
    ("audit.list", "read the audit"),
    ("audit.report", "put the audit on paper"),
    ("audit.break_glass_reviews", "read why restricted charts were opened"),
    ("audit.mark_reviewed", "read the reason for opening a restricted chart"),
];

/// The kinds of acts, as a person asks for them.
const KINDS: &[(&str, &str)] = &[
    ("charts.", "Charts opened"),
    ("charts.break_glass", "Restricted charts opened with a reason"),
    ("patients.search", "Searches"),
    ("prints.", "Prints"),
    ("exchange.", "Imports and exports"),
    ("session.", "Logins"),
    ("session.refused", "Refused logins"),
    ("practice.lock", "Locks"),
    ("staff.", "Users and staff"),
    ("keys.", "New keys"),
    ("recovery.", "Recovery code"),
    ("backup", "Backups and restores"),
    ("integrity.", "Checks"),
    ("audit.", "The audit itself"),
];

/// An act in plain words; its own name when a newer program wrote it.
pub(super) fn of(act: &str) -> String {
    WORDS.iter().find(|(name, _)| *name == act).map_or(act, |(_, words)| words).to_owned()
}

pub(super) fn kinds() -> Vec<ActKind> {
    KINDS.iter().map(|(act, words)| ActKind { act: (*act).to_owned(), words: (*words).to_owned() }).collect()
}

/// The kind that was asked for, in words; an act's own words when it is no kind.
pub(super) fn kind(act: &str) -> String {
    KINDS.iter().find(|(begins, _)| *begins == act).map_or_else(|| of(act), |(_, words)| (*words).to_owned())
}

/// A detail that names a user by id, with the name of now.
pub(super) fn with_names(detail: &str, people: &People) -> String {
    let Some((before, id)) = detail.rsplit_once("user ") else { return detail.to_owned() };
    match id.parse::<StaffId>() {
        Ok(id) if people.member(id).is_some() => format!("{before}{}", people.name(id)),
        _ => detail.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Audited, COMMANDS};

    #[test]
    fn every_audited_command_has_words() {
        for row in COMMANDS.iter().filter(|row| matches!(row.audited, Audited::Read | Audited::Write)) {
            assert_ne!(of(row.name), row.name, "{} needs words for the audit", row.name);
        }
    }

    #[test]
    fn every_kind_asks_for_something() {
        for (act, words) in KINDS {
            assert!(WORDS.iter().any(|(name, _)| name.starts_with(act)), "{words} finds nothing");
        }
    }
}
