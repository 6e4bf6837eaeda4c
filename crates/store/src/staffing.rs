//! Users come, go and change their passwords. Who may do what to whom is `api`'s table, not known here.

use crate::audit::Act;
use crate::error::{Result, StoreError};
use crate::keys::OpenSlot;
use crate::keys::sealing::new_signing_key;
use crate::opening::said_of_practice;
use crate::secret::Secret;
use crate::store::{Moment, Store};
use crate::tries::Tries;
use crate::users::{self, NewUser, UserInfo, check_password};
use chart::sections::staff::{StaffMember, StaffStatement};
use chart::{EntryId, RecordId, StaffId};
use uuid::Uuid;

impl Store {
    /// Gives a person a login, a password and a signing key.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for a login that is taken or a short password, and [`StoreError`] of the disk.
    pub fn add_user(&mut self, user: NewUser, now: Moment) -> Result<StaffId> {
        user.check()?;
        if users::by_login(&self.connection, &user.login)?.is_some() {
            return Err(StoreError::refused("This login is taken already."));
        }
        let id = StaffId(self.new_id(now));
        let signing = new_signing_key()?;
        let mut key_file = self.key_file.clone();
        self.drop_orphans(&mut key_file)?;
        key_file.put_user(id.0, &user.login, &user.password, &signing, &self.keys, self.stretch)?;
        // A slot whose owner the ledger does not know opens nothing, so the slot may come first.
        key_file.write(&self.folder, &[&self.keys])?;
        self.key_file = key_file;
        let member = user.member(&signing);
        let by = self.user.id;
        self.write(Act::named("staff.add").with(format!("user {id}")), now, |writing| {
            writing.append(said_of_practice(by, id.0, StaffStatement::Member(member), now))
        })?;
        Ok(id)
    }

    /// Puts another password on the user's own slot. Nothing else has to be wrapped anew.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`] and [`StoreError::Wait`] when the old one is not right.
    pub fn change_password(&mut self, old: &Secret, new: &Secret, now: Moment) -> Result<()> {
        check_password(new)?;
        let login = self.user.login.clone();
        let slot = self.open_slot(&login, old, now)?;
        let mut key_file = self.key_file.clone();
        key_file.put_password(slot.id, &slot.master, new, self.stretch)?;
        self.audit(Act::named("staff.change-password"), now)?;
        key_file.write(&self.folder, &[&self.keys])?;
        self.key_file = key_file;
        Ok(())
    }

    /// Gives somebody who forgot their password a new one, and with it a new signing key: the old one is sealed
    /// under the old password. What they signed before stays signed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for somebody who does not work here, and [`StoreError`] of the disk.
    pub fn reset_password(&mut self, user: StaffId, new: &Secret, now: Moment) -> Result<()> {
        check_password(new)?;
        if user == self.user.id {
            return Err(StoreError::refused("Your own password is changed with the old one."));
        }
        let (member, heads) = self.member(user)?;
        let signing = new_signing_key()?;
        let mut key_file = self.key_file.clone();
        key_file.put_user(user.0, &member.login, new, &signing, &self.keys, self.stretch)?;
        let verifying_key = crate::hex(signing.verifying_key().as_bytes());
        let said = StaffStatement::Member(StaffMember { verifying_key, ..member });
        self.say_of_member(user, heads, said, "A new password was given", "staff.reset-password", now)?;
        key_file.write(&self.folder, &[&self.keys])?;
        self.key_file = key_file;
        Ok(())
    }

    /// Takes a person's login away and gives the practice a new key, so that an old copy of their slot opens
    /// nothing that is written from now on. What they said and signed stays theirs.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for oneself, [`StoreError::NotFound`], and [`StoreError`] of the disk. Should the
    /// rotation fail, the person is out already and [`Store::rotate_keys`] can be called again.
    pub fn remove_user(
        &mut self,
        user: StaffId,
        now: Moment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<()> {
        if user == self.user.id {
            return Err(StoreError::refused("Nobody can remove themselves."));
        }
        let (member, heads) = self.member(user)?;
        let said = StaffStatement::Member(StaffMember { left: true, ..member });
        self.say_of_member(user, heads, said, "Works here no longer", "staff.remove", now)?;
        let mut key_file = self.key_file.clone();
        key_file.remove(user.0);
        key_file.write(&self.folder, &[&self.keys])?;
        self.key_file = key_file;
        self.rotate_keys(now, progress)
    }

    /// Another user takes over at the same desk: the file stays open, the one before's keys are dropped.
    ///
    /// # Errors
    /// As [`Store::unlock`]; the user before then still has the practice open.
    pub fn switch_user(&mut self, login: &str, password: &Secret, now: Moment) -> Result<()> {
        let slot = self.open_slot(login, password, now)?;
        let id = StaffId(slot.id);
        let (member, _) = self.member(id).map_err(|_| StoreError::WrongPassword)?;
        let signing = slot.signing.ok_or_else(|| StoreError::key_file("a slot holds no signing key."))?;
        let before = std::mem::replace(&mut self.user, UserInfo::new(id, &member));
        let audited = self.audit(Act::named("session.switch").with(format!("from user {}", before.id)), now);
        if let Err(error) = audited {
            self.user = before;
            return Err(error);
        }
        self.signing = signing;
        self.master = slot.master;
        if self.key_file.has_letter(slot.id) {
            let mut key_file = self.key_file.clone();
            key_file.put_keys(slot.id, &self.master, &self.keys)?;
            key_file.write(&self.folder, &[&self.keys])?;
            self.key_file = key_file;
        }
        Ok(())
    }

    /// Opens a slot while the practice is open. A wrong password makes the next try wait, and the audit hears of it at
    /// once.
    fn open_slot(&mut self, login: &str, password: &Secret, now: Moment) -> Result<OpenSlot> {
        let door = self.key_file.lookup(login)?;
        let mut tries = Tries::read(&self.folder)?;
        tries.begin(&self.folder, &door, now.to_utc())?;
        match self.key_file.open(login, password, self.stretch) {
            Ok(slot) => {
                tries.was_right(&self.folder, &door)?;
                Ok(slot)
            }
            Err(refused @ StoreError::WrongPassword) => {
                self.audit_refusal(self.door_named(&door), now)?;
                tries.was_reported(&self.folder)?;
                Err(refused)
            }
            Err(other) => Err(other),
        }
    }

    /// Puts another name on the door, readable while locked. The letterhead is an entry of its own.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn set_practice_name(&mut self, name: &str, now: Moment) -> Result<()> {
        if name.trim().is_empty() {
            return Err(StoreError::refused("A practice needs a name."));
        }
        let mut key_file = self.key_file.clone();
        key_file.practice = name.trim().to_owned();
        self.audit(Act::named("practice.rename"), now)?;
        key_file.write(&self.folder, &[&self.keys])?;
        self.key_file = key_file;
        Ok(())
    }

    /// Somebody who works here now, and the entries that say so.
    fn member(&self, user: StaffId) -> Result<(StaffMember, Vec<EntryId>)> {
        users::member(&self.connection, user)?
            .filter(|(member, _)| !member.left)
            .ok_or(StoreError::NotFound { what: "user" })
    }

    fn say_of_member(
        &mut self,
        user: StaffId,
        supersedes: Vec<EntryId>,
        said: StaffStatement,
        why: &str,
        act: &str,
        now: Moment,
    ) -> Result<()> {
        let (by, id) = (self.user.id, self.new_id(now));
        let act = Act::named(act).with(format!("user {user}"));
        self.write(act, now, |writing| {
            let mut entry = said_of_practice(by, id, said, now);
            entry.record = RecordId(user.0);
            entry.supersedes = supersedes;
            entry.body.why = Some(why.into());
            writing.append(entry)
        })
    }

    /// Slots whose owner the ledger does not know: an adding that was cut off.
    fn drop_orphans(&self, key_file: &mut crate::keys::KeyFile) -> Result<()> {
        let slots: Vec<Uuid> = key_file.doors().map(|(_, user)| user).collect();
        for slot in slots {
            if users::member(&self.connection, StaffId(slot))?.is_none() {
                key_file.remove(slot);
            }
        }
        Ok(())
    }
}
