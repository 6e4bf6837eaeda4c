//! From a locked folder to an open practice: founding, unlocking, and the printed code.

use crate::audit::Act;
use crate::backup::{LastBackup, finish_restoring};
use crate::connection::{Opening, connection};
use crate::error::{Result, StoreError};
use crate::folder::{CHART, CHART_NEW, Folder, RESTORED};
use crate::keys::stretch::{Stretch, argon2id};
use crate::keys::{KeyFile, PracticeKeys, sealing};
use crate::opened::{Opened, discard_new_chart, prepare};
use crate::placement::refuse_unsafe_place;
use crate::secret::{RecoveryCode, Secret};
use crate::store::{Moment, Store};
use crate::tries::Tries;
use crate::users::{self, Founding, UserInfo, check_password};
use crate::verify::Finding;
use crate::writing;
use chart::sections::staff::StaffStatement;
use chart::{Body, Entry, EntryId, PatientId, RecordId, StaffId, Statement};
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use std::fs;
use std::path::Path;
use uuid::{ContextV7, Uuid};

/// The door of the recovery code in the record of wrong tries.
const RECOVERY_DOOR: &str = "recovery";
/// The door at which a backup is restored.
pub(crate) const RESTORE_DOOR: &str = "restore";

impl Store {
    /// True when the folder holds a practice.
    #[must_use]
    pub fn exists(folder: &Path) -> bool {
        let folder = Folder::at(folder);
        if let Err(error) = finish_restoring(&folder) {
            tracing::warn!(%error, "a restore that was cut off could not be finished");
        }
        folder.holds_practice()
    }

    /// The name on the door, readable while locked.
    ///
    /// # Errors
    /// [`StoreError::NotAPractice`], or [`StoreError::KeyFile`] when the key file is damaged.
    pub fn practice_name(folder: &Path) -> Result<String> {
        Ok(KeyFile::read(&Folder::at(folder))?.practice)
    }

    /// Founds a practice in an empty or new folder. The code opens it when every password is lost; it is shown
    /// once, and has to be typed back ([`Store::confirm_recovery`]).
    ///
    /// # Errors
    /// [`StoreError::AlreadyAPractice`], [`StoreError::Refused`] for a missing name or a short password, and
    /// [`StoreError`] of the disk.
    pub fn create(folder: &Path, founding: Founding, now: Moment) -> Result<(Self, RecoveryCode)> {
        let created = Self::create_stretching(folder, founding, now, argon2id);
        sealing::scrub_stack();
        created
    }

    #[inline(never)]
    pub(crate) fn create_stretching(
        folder: &Path,
        founding: Founding,
        now: Moment,
        stretch: Stretch,
    ) -> Result<(Self, RecoveryCode)> {
        founding.user.check()?;
        if founding.practice.name.trim().is_empty() {
            return Err(StoreError::refused("A practice needs a name."));
        }
        fs::create_dir_all(folder)?;
        refuse_unsafe_place(folder)?;
        let folder = Folder::at(folder);
        let lock = folder.lock()?;
        if folder.holds_practice() || folder.file(CHART).exists() {
            return Err(StoreError::AlreadyAPractice);
        }
        // Left behind by a founding that never came to its end: nobody has a key to it.
        discard_new_chart(&folder)?;

        let ids = ContextV7::new();
        let keys = PracticeKeys::random()?;
        let signing = sealing::new_signing_key()?;
        let id = StaffId(writing::id_at(&ids, now));
        let code = RecoveryCode::random()?;
        let mut key_file = KeyFile::new(writing::id_at(&ids, now), founding.practice.name.trim())?;
        let user = &founding.user;
        let master = key_file.put_user(id.0, &user.login, &user.password, &signing, &keys, stretch)?;
        key_file.put_recovery(&code, &keys)?;

        let mut file = connection(&folder.file(CHART_NEW), &keys, Opening::New)?;
        prepare(&mut file, key_file.practice_id, writing::id_at(&ids, now))?;
        let member = user.member(&signing);
        let opened = Opened { folder, lock, file, keys, key_file, stretch };
        let mut store = opened.store(UserInfo::new(id, &member), signing, master)?;
        let practice_record = store.new_id(now);
        store.write(Act::named("practice.create"), now, |writing| {
            writing.append(said_of_practice(id, id.0, StaffStatement::Member(member), now))?;
            let practice = StaffStatement::Practice(founding.practice);
            writing.append(said_of_practice(id, practice_record, practice, now))
        })?;
        // The key file makes the folder a practice, so it comes when everything else is there.
        store.with_file_closed(|store| {
            store.key_file.write(&store.folder, &[&store.keys])?;
            store.folder.rename(CHART_NEW, CHART)
        })?;
        store.keep_reserve();
        Ok((store, code))
    }

    /// Opens a practice with a login and a password. Wrong ones make the next try wait, longer each time.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`], [`StoreError::Wait`], [`StoreError::InUse`], [`StoreError::NotAPractice`],
    /// [`StoreError::KeyFile`], [`StoreError::Integrity`] and [`StoreError::NewerFormat`].
    pub fn unlock(folder: &Path, login: &str, password: &Secret, now: Moment) -> Result<Self> {
        let opened = Self::unlock_stretching(folder, login, password, now, argon2id);
        sealing::scrub_stack();
        opened
    }

    #[inline(never)]
    pub(crate) fn unlock_stretching(
        folder: &Path,
        login: &str,
        password: &Secret,
        now: Moment,
        stretch: Stretch,
    ) -> Result<Self> {
        let folder = Folder::at(folder);
        finish_restoring(&folder)?;
        let key_file = KeyFile::read(&folder)?;
        refuse_unsafe_place(folder.path())?;
        let lock = folder.lock()?;
        let door = key_file.lookup(login)?;
        let mut tries = Tries::read(&folder)?;
        tries.begin(&folder, &door, now.to_utc())?;
        let slot = key_file.open(login, password, stretch)?;
        tries.was_right(&folder, &door)?;
        let opened = Opened::with(folder, lock, key_file, &slot, stretch)?;
        if !opened.key_file.is_sealed_by(&opened.keys)? {
            return Err(StoreError::key_file("it was not written by this practice."));
        }
        let id = StaffId(slot.id);
        let (member, _) = users::member(&opened.file, id)?
            .filter(|(member, _)| !member.left)
            .ok_or(StoreError::WrongPassword)?;
        let signing = slot.signing.ok_or_else(|| StoreError::key_file("a slot holds no signing key."))?;
        let mut store = opened.store(UserInfo::new(id, &member), signing, slot.master)?;
        store.state_own_key(now)?;
        store.report_opening(Act::named("session.unlock"), &mut tries, now)?;
        Ok(store)
    }

    /// Opens a practice with the printed code, gives the named user a new password and a new signing key, and
    /// makes a new code: the old one opens nothing any more. What the user signed before stays signed.
    ///
    /// # Errors
    /// [`StoreError::WrongCode`], [`StoreError::NotFound`] for a login the practice does not know, and as
    /// [`Store::unlock`].
    pub fn unlock_with_code(
        folder: &Path,
        code: &str,
        login: &str,
        new_password: &Secret,
        now: Moment,
    ) -> Result<(Self, RecoveryCode)> {
        let opened = Self::unlock_with_code_stretching(folder, code, login, new_password, now, argon2id);
        sealing::scrub_stack();
        opened
    }

    #[inline(never)]
    pub(crate) fn unlock_with_code_stretching(
        folder: &Path,
        code: &str,
        login: &str,
        new_password: &Secret,
        now: Moment,
        stretch: Stretch,
    ) -> Result<(Self, RecoveryCode)> {
        check_password(new_password)?;
        let code = RecoveryCode::read(code)?;
        let folder = Folder::at(folder);
        finish_restoring(&folder)?;
        let key_file = KeyFile::read(&folder)?;
        refuse_unsafe_place(folder.path())?;
        let lock = folder.lock()?;
        let mut tries = Tries::read(&folder)?;
        tries.begin(&folder, RECOVERY_DOOR, now.to_utc())?;
        let slot = key_file.open_with_code(&code)?;
        tries.was_right(&folder, RECOVERY_DOOR)?;
        let mut opened = Opened::with(folder, lock, key_file, &slot, stretch)?;
        let sealed = opened.key_file.is_sealed_by(&opened.keys)?;

        let (id, member) =
            users::by_login(&opened.file, login)?.ok_or(StoreError::NotFound { what: "user" })?;
        let signing = sealing::new_signing_key()?;
        let new_code = RecoveryCode::random()?;
        let master =
            opened.key_file.put_user(id.0, &member.login, new_password, &signing, &opened.keys, stretch)?;
        opened.key_file.put_recovery(&new_code, &opened.keys)?;
        opened.key_file.write(&opened.folder, &[&opened.keys])?;

        let mut store = opened.store(UserInfo::new(id, &member), signing, master)?;
        store.state_own_key(now)?;
        store.write(Act::named("session.recover"), now, |writing| {
            writing.set_fact("recovery_confirmed", "no")
        })?;
        if !sealed {
            store.warn(Finding::new(
                "key-file",
                "The key file had been changed by another program: users may be missing from it.",
            ))?;
        }
        store.report_opening(Act::named("session.unlock"), &mut tries, now)?;
        Ok((store, new_code))
    }

    /// Closes the file, does something to it by its name, and opens it again with the keys of then.
    pub(crate) fn with_file_closed(&mut self, between: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let open = std::mem::replace(&mut self.connection, Connection::open_in_memory()?);
        open.close().map_err(|(_, error)| StoreError::from(error))?;
        let done = between(self);
        self.connection = connection(&self.folder.file(CHART), &self.keys, Opening::Existing)?;
        done
    }

    /// States the user's signing key in the ledger when it is not stated yet: after recovery, and after a
    /// recovery that was cut off between the key file and the ledger.
    fn state_own_key(&mut self, now: Moment) -> Result<()> {
        let key = crate::hex(self.signing.verifying_key().as_bytes());
        let (member, heads) =
            users::member(&self.connection, self.user.id)?.ok_or(StoreError::NotFound { what: "user" })?;
        if member.verifying_key == key {
            return Ok(());
        }
        self.user.verifying_key.clone_from(&key);
        let id = self.user.id;
        let entry = EntryId(self.new_id(now));
        let said =
            StaffStatement::Member(chart::sections::staff::StaffMember { verifying_key: key, ..member });
        self.write(Act::named("staff.new-key"), now, |writing| {
            let mut stated = said_of_practice(id, entry.0, said, now);
            stated.record = RecordId(id.0);
            stated.supersedes = heads;
            stated.body.why = Some("A new signing key after recovery".into());
            writing.append(stated)
        })
    }

    /// Tells the audit about this opening and about the wrong tries before it.
    fn report_opening(&mut self, act: Act, tries: &mut Tries, now: Moment) -> Result<()> {
        let refused: Vec<(String, DateTime<Utc>)> =
            tries.unreported.iter().map(|wrong| (self.door_named(&wrong.door), wrong.at)).collect();
        let report = |writing: &mut writing::Writing<'_>| -> Result<()> {
            for (detail, at) in &refused {
                writing.report(Act::named("session.refused").with(detail), *at)?;
            }
            Ok(())
        };
        match self.write(act.clone(), now, report) {
            Err(StoreError::DiskFull) if self.make_room() => self.write(act, now, report)?,
            other => other?,
        }
        tries.were_reported(&self.folder)?;
        self.report_restoring(now)?;
        self.keep_reserve();
        Ok(())
    }

    /// Whose door a wrong password was typed at, for the audit.
    pub(crate) fn door_named(&self, door: &str) -> String {
        match self.key_file.doors().find(|(lookup, _)| lookup == door) {
            Some((_, user)) => format!("user {user}"),
            None if door == RECOVERY_DOOR => "recovery code".to_owned(),
            None if door == RESTORE_DOOR => "restoring a backup".to_owned(),
            None => "unknown login".to_owned(),
        }
    }

    /// Tells the audit that the practice was restored while it was locked, and freezes thinning: the backups
    /// that are there may be all that is left of what the restored one lacks.
    fn report_restoring(&mut self, now: Moment) -> Result<()> {
        let Some(note) = self.folder.read(RESTORED)? else { return Ok(()) };
        let json = String::from_utf8_lossy(&note);
        // A note that was cut off keeps nobody out: the audit says what is known, and no backup is called proven by it.
        let restored: std::result::Result<LastBackup, _> = serde_json::from_str(&json);
        let said = match &restored {
            Ok(from) => format!("{} of {} entries", from.made_at.to_rfc3339(), from.entries),
            Err(_) => "from a backup whose day was not kept".to_owned(),
        };
        self.write(Act::named("backup.restore").with(said), now, |writing| {
            writing.set_fact("thinning_frozen", "yes")?;
            if restored.is_ok() { writing.set_fact("last_backup", &json) } else { Ok(()) }
        })?;
        self.folder.remove(RESTORED)
    }
}

/// An entry about the practice, by somebody about whom it may be.
pub(crate) fn said_of_practice(by: StaffId, id: Uuid, said: StaffStatement, now: Moment) -> Entry {
    Entry {
        id: EntryId(id),
        record: RecordId(id),
        patient: PatientId::PRACTICE,
        encounter: None,
        author: by,
        recorder: by,
        effective_at: now,
        recorded_at: now.to_utc(),
        supersedes: Vec::new(),
        body: Body::from(Statement::Staff(said)),
    }
}
