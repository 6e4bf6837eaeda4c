//! A folder whose file has been opened: interrupted work is finished or taken back, the heads are compared with
//! the anchor, and it becomes a [`Store`].

use crate::anchor::{Anchor, Heads};
use crate::connection::{Opening, connection, guard, unguard};
use crate::error::{Result, StoreError};
use crate::folder::{CHART, CHART_NEW, Folder, Lock};
use crate::keys::stretch::Stretch;
use crate::keys::{KeyFile, OpenSlot, PracticeKeys, sealing};
use crate::store::Store;
use crate::users::UserInfo;
use crate::verify::{DISK_FULL, Finding};
use crate::{audit, migrations, settings};
use ed25519_dalek::SigningKey;
use rusqlite::Connection;
use uuid::{ContextV7, Uuid};

/// A folder whose file has been opened, before it is known who did it.
pub(crate) struct Opened {
    pub(crate) folder: Folder,
    pub(crate) lock: Lock,
    pub(crate) file: Connection,
    pub(crate) keys: PracticeKeys,
    pub(crate) key_file: KeyFile,
    pub(crate) stretch: Stretch,
}

impl Opened {
    /// Opens the file with the first of the slot's keys that fits, and finishes or takes back a rotation that
    /// was interrupted.
    pub(crate) fn with(
        folder: Folder,
        lock: Lock,
        key_file: KeyFile,
        slot: &OpenSlot,
        stretch: Stretch,
    ) -> Result<Self> {
        // The last step of a founding was cut off.
        if !folder.file(CHART).exists() && folder.file(CHART_NEW).exists() {
            folder.rename(CHART_NEW, CHART)?;
        }
        let mut refused = StoreError::integrity("the key file holds no key to practice.chart.");
        for (place, keys) in slot.practice_keys.iter().enumerate() {
            match connection(&folder.file(CHART), keys, Opening::Existing) {
                Ok(mut file) => {
                    prepare_existing(&mut file, key_file.practice_id)?;
                    let opened = Self { folder, lock, file, keys: keys.clone(), key_file, stretch };
                    return opened.settle_rotation(slot, place);
                }
                Err(error) => refused = error,
            }
        }
        Err(refused)
    }

    fn settle_rotation(mut self, slot: &OpenSlot, place: usize) -> Result<Self> {
        if !self.key_file.is_sealed_by(&self.keys)? {
            return Ok(self);
        }
        if !self.key_file.has_letter(slot.id) {
            // Letters go to everybody, so no rotation is under way: what it left behind is of no use.
            discard_new_chart(&self.folder)?;
            return Ok(self);
        }
        let rotated = place + 1 == slot.practice_keys.len();
        if rotated {
            if let Some(old) = slot.practice_keys.first().filter(|_| place > 0) {
                self.carry_anchor_over(old)?;
            }
            self.key_file.forget_keys_before_letters();
            self.key_file.put_keys(slot.id, &slot.master, &self.keys)?;
        } else {
            self.key_file.take_letters_back();
            discard_new_chart(&self.folder)?;
        }
        self.key_file.write(&self.folder, &[&self.keys])?;
        Ok(self)
    }

    /// The anchor of before the rotation still speaks for the file, in the new key's name.
    fn carry_anchor_over(&self, old: &PracticeKeys) -> Result<()> {
        let anchor = Anchor::open(&self.folder, old, self.key_file.practice_id)?;
        let heads = Heads::of(&self.file)?;
        match anchor.noted_at() {
            Some(at) if anchor.compare(&self.file, &heads)?.is_none() => {
                let mut carried = Anchor::open(&self.folder, &self.keys, self.key_file.practice_id)?;
                carried.note(&heads, at)?;
                carried.flush()
            }
            _ => Ok(()),
        }
    }

    /// The open practice, after its heads were compared with the anchor.
    pub(crate) fn store(
        self,
        user: UserInfo,
        signing: Box<SigningKey>,
        master: sealing::Key,
    ) -> Result<Store> {
        let Self { folder, lock, file, keys, key_file, stretch } = self;
        let anchor = Anchor::open(&folder, &keys, key_file.practice_id)?;
        let heads = Heads::of(&file)?;
        let device = settings::fact(&file, "device")?
            .and_then(|text| Uuid::parse_str(&text).ok())
            .ok_or_else(|| StoreError::integrity("the file does not say which device it is on."))?;
        let found = anchor.compare(&file, &heads)?;
        let warnings = settings::fact(&file, "warnings")?.unwrap_or_else(|| "[]".into());
        let mut warnings: Vec<Finding> = serde_json::from_str(&warnings)
            .map_err(|_| StoreError::integrity("the warnings in the file cannot be read."))?;
        // Of then; whether the disk is full now is seen when something is written.
        warnings.retain(|finding| finding.kind != DISK_FULL);
        let last_act = audit::last_at(&file)?;
        let mut store = Store {
            connection: file,
            anchor,
            heads,
            user,
            signing,
            master,
            keys,
            key_file,
            device,
            ids: ContextV7::new(),
            warnings,
            last_act,
            stretch,
            folder,
            lock,
        };
        if let Some(finding) = found.filter(|_| store.heads.audit.count > 0) {
            store.warn(finding)?;
        }
        Ok(store)
    }
}

/// Removes a chart that never took its place, with what SQLite keeps beside it.
pub(crate) fn discard_new_chart(folder: &Folder) -> Result<()> {
    ["", "-wal", "-shm", "-journal"].iter().try_for_each(|end| folder.remove(&format!("{CHART_NEW}{end}")))
}

/// Makes a new file a practice's.
pub(crate) fn prepare(file: &mut Connection, practice: Uuid, device: Uuid) -> Result<()> {
    unguard(file)?;
    migrations::migrate(file)?;
    settings::set_fact(file, "practice", &practice.to_string())?;
    settings::set_fact(file, "device", &device.to_string())?;
    settings::set_fact(file, "recovery_confirmed", "no")?;
    guard(file)
}

/// Brings an older file to the present shape, and refuses one that is another practice's.
fn prepare_existing(file: &mut Connection, practice: Uuid) -> Result<()> {
    unguard(file)?;
    migrations::migrate(file)?;
    guard(file)?;
    if settings::fact(file, "practice")? != Some(practice.to_string()) {
        return Err(StoreError::integrity("practice.chart and practice.keys are of two practices."));
    }
    Ok(())
}
