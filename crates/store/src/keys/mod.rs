//! The key slots: a text file beside the database that turns a password, or the printed code, into its key.
//!
//! Every slot has a random master key, wrapped by the password (Argon2id) or by the recovery code (160 random
//! bits, which need no stretching). The master key opens what the slot holds: the practice's keys, the user's
//! signing key and the secret half of a letterbox, through which a new database key can be handed to people
//! who are not in the room. So nobody who opens the practice can sign with another's key.
//!
//! Protected three times: a checksum tells damage from a wrong password; each wrapping is bound to the
//! practice, slot, purpose and cost; and the whole file is sealed with a key that only the open practice knows.
//! Nobody's name or login stands in it. Deliberately not here: the operating system's keychain.

pub(crate) mod sealing;
mod slot;
pub(crate) mod stretch;

pub(crate) use slot::{Opens, Slot};

use crate::error::{Result, StoreError};
use crate::folder::{Folder, KEYS, KEYS_PREVIOUS};
use crate::secret::{RecoveryCode, Secret};
use ed25519_dalek::SigningKey;
use sealing::{Key, derive, hexadecimal, mac, mac_fits, random};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use stretch::Stretch;
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;
use zeroize::Zeroizing;

const FORMAT: &str = "paperchart-keys";
const VERSION: u32 = 1;
/// A key file is a few kilobytes; a hundred users would not fill this.
const MOST_BYTES: usize = 1024 * 1024;

/// What opens the database: SQLCipher's raw key and its explicit salt.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PracticeKeys {
    pub(crate) database: Key,
    pub(crate) salt: Zeroizing<[u8; 16]>,
}

impl PracticeKeys {
    pub(crate) fn random() -> Result<Self> {
        Ok(Self { database: Key::random()?, salt: random()? })
    }

    /// A key for one purpose beside the database: the anchor, the seal of the key file.
    pub(crate) fn derive(&self, purpose: &str) -> Result<Key> {
        derive(self.database.as_slice(), purpose)
    }

    fn bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new([self.database.as_slice(), self.salt.as_slice()].concat())
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (database, salt) = bytes.split_at_checked(32)?;
        Some(Self { database: Key::from_slice(database)?, salt: Zeroizing::new(salt.try_into().ok()?) })
    }
}

/// A slot that was opened.
pub(crate) struct OpenSlot {
    /// The slot; a user's slot bears the user's id.
    pub(crate) id: Uuid,
    /// Opens what the slot holds.
    pub(crate) master: Key,
    /// The user's signing key; the recovery slot has none.
    pub(crate) signing: Option<Box<SigningKey>>,
    /// The keys this slot knows, the likelier first: two while a rotation was interrupted, or was done while
    /// its owner was away.
    pub(crate) practice_keys: Vec<PracticeKeys>,
}

/// The file `practice.keys`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyFile {
    format: String,
    version: u32,
    /// The practice this file belongs to.
    pub(crate) practice_id: Uuid,
    /// The name on the door, readable while locked.
    pub(crate) practice: String,
    #[serde(with = "hexadecimal")]
    login_salt: [u8; 32],
    slots: Vec<Slot>,
    /// HMACs over all of the above, under a key that the database key gives. Two during a rotation.
    seals: Vec<Seal>,
    /// SHA-256 over all of the above: tells damage from a wrong password, protects against nobody.
    #[serde(with = "hexadecimal")]
    checksum: [u8; 32],
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Seal(#[serde(with = "hexadecimal")] [u8; 32]);

impl KeyFile {
    pub(crate) fn new(practice_id: Uuid, practice: &str) -> Result<Self> {
        Ok(Self {
            format: FORMAT.into(),
            version: VERSION,
            practice_id,
            practice: practice.into(),
            login_salt: *random()?,
            slots: Vec::new(),
            seals: Vec::new(),
            checksum: [0; 32],
        })
    }

    /// Reads the folder's key file.
    ///
    /// # Errors
    /// [`StoreError::NotAPractice`] when there is none, [`StoreError::KeyFile`] when one byte of it is off.
    pub(crate) fn read(folder: &Folder) -> Result<Self> {
        Self::parse(&folder.read(KEYS)?.ok_or(StoreError::NotAPractice)?)
    }

    pub(crate) fn parse(bytes: &[u8]) -> Result<Self> {
        let damaged = || StoreError::key_file("it is not whole.");
        if bytes.len() > MOST_BYTES {
            return Err(damaged());
        }
        let file: Self = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        if file.format != FORMAT {
            return Err(damaged());
        }
        if file.version != VERSION {
            let (file, program) = (file.version.into(), VERSION.into());
            return Err(StoreError::NewerFormat { file, program });
        }
        if file.text()?.as_bytes() != bytes || file.checksum != file.checksum_of()? {
            return Err(damaged());
        }
        Ok(file)
    }

    /// Writes the file, sealed with the keys of the practice, and keeps the one before as `.previous`.
    pub(crate) fn write(&mut self, folder: &Folder, sealed_by: &[&PracticeKeys]) -> Result<()> {
        self.seal(sealed_by)?;
        if let Some(before) = folder.read(KEYS)? {
            folder.replace(KEYS_PREVIOUS, &before)?;
        }
        folder.replace(KEYS, self.text()?.as_bytes())
    }

    /// The file's text as written.
    pub(crate) fn text(&self) -> Result<String> {
        let mut text =
            serde_json::to_string_pretty(self).map_err(|error| StoreError::Program(error.to_string()))?;
        text.push('\n');
        Ok(text)
    }

    pub(crate) fn seal(&mut self, sealed_by: &[&PracticeKeys]) -> Result<()> {
        self.seals.clear();
        let content = self.sealed_content(sealed_by.len())?;
        for keys in sealed_by {
            self.seals.push(Seal(mac(keys.derive("key file")?.as_slice(), &content)?));
        }
        self.checksum = self.checksum_of()?;
        Ok(())
    }

    /// True when the file was last written by somebody who had the practice open with these keys.
    pub(crate) fn is_sealed_by(&self, keys: &PracticeKeys) -> Result<bool> {
        let (key, content) = (keys.derive("key file")?, self.sealed_content(self.seals.len())?);
        for seal in &self.seals {
            if mac_fits(key.as_slice(), &content, &seal.0)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What somebody would do who bends the file and knows its format.
    #[cfg(test)]
    pub(crate) fn renew_checksum(&mut self) -> Result<()> {
        self.checksum = self.checksum_of()?;
        Ok(())
    }

    /// What a seal covers: everything but the seals, and how many there are.
    fn sealed_content(&self, seals: usize) -> Result<Vec<u8>> {
        let mut content = Self { seals: Vec::new(), ..self.clone() }.content()?;
        content.extend_from_slice(format!("{seals} seals").as_bytes());
        Ok(content)
    }

    fn content(&self) -> Result<Vec<u8>> {
        Ok(Self { checksum: [0; 32], ..self.clone() }.text()?.into_bytes())
    }

    fn checksum_of(&self) -> Result<[u8; 32]> {
        Ok(Sha256::digest(self.content()?).into())
    }

    /// Opens the slot of a login.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`] for an unknown login and for a wrong password alike.
    pub(crate) fn open(&self, login: &str, password: &Secret, stretch: Stretch) -> Result<OpenSlot> {
        let lookup = self.lookup(login)?;
        let slot = self.slots.iter().find(|slot| slot.lookup == lookup).ok_or(StoreError::WrongPassword)?;
        let key = slot.password_key(password, stretch)?;
        slot.open(self.practice_id, &key)?.ok_or(StoreError::WrongPassword)
    }

    /// Opens the recovery slot.
    pub(crate) fn open_with_code(&self, code: &RecoveryCode) -> Result<OpenSlot> {
        let slot =
            self.slots.iter().find(|slot| slot.opens == Opens::Recovery).ok_or(StoreError::WrongCode)?;
        slot.open(self.practice_id, &derive(code.bytes(), "recovery code")?)?.ok_or(StoreError::WrongCode)
    }

    /// Gives a user a slot, in place of the one they had. Returns the master key.
    pub(crate) fn put_user(
        &mut self,
        user: Uuid,
        login: &str,
        password: &Secret,
        signing: &SigningKey,
        keys: &PracticeKeys,
        stretch: Stretch,
    ) -> Result<Key> {
        let lookup = self.lookup(login)?;
        let taken = self.slots.iter().any(|slot| slot.id != user && slot.lookup == lookup);
        if taken {
            return Err(StoreError::refused("This login is taken already."));
        }
        let (slot, master) =
            Slot::for_user(self.practice_id, user, lookup, password, signing, keys, stretch)?;
        self.slots.retain(|slot| slot.id != user);
        self.slots.push(slot);
        Ok(master)
    }

    /// Makes the printed code open the practice, in place of the code before.
    pub(crate) fn put_recovery(&mut self, code: &RecoveryCode, keys: &PracticeKeys) -> Result<()> {
        let key = derive(code.bytes(), "recovery code")?;
        let slot = Slot::for_recovery(self.practice_id, Uuid::from_bytes(*random()?), &key, keys)?;
        self.slots.retain(|slot| slot.opens != Opens::Recovery);
        self.slots.push(slot);
        Ok(())
    }

    /// Puts another password on a slot whose master key is known. Nothing else changes.
    pub(crate) fn put_password(
        &mut self,
        user: Uuid,
        master: &Key,
        password: &Secret,
        stretch: Stretch,
    ) -> Result<()> {
        let practice = self.practice_id;
        self.slot_mut(user)?.rewrap(practice, master, password, stretch)
    }

    /// Puts the practice's keys into a slot whose master key is known, and takes the letter out.
    pub(crate) fn put_keys(&mut self, slot: Uuid, master: &Key, keys: &PracticeKeys) -> Result<()> {
        let practice = self.practice_id;
        self.slot_mut(slot)?.put_keys(practice, master, keys)
    }

    /// Puts new keys through every letterbox, for people who are not in the room.
    pub(crate) fn post_letters(&mut self, keys: &PracticeKeys) -> Result<()> {
        let practice = self.practice_id;
        self.slots.iter_mut().try_for_each(|slot| slot.post(practice, keys))
    }

    /// Forgets the old keys in the slots that have a letter: the rotation is done.
    pub(crate) fn forget_keys_before_letters(&mut self) {
        for slot in self.slots.iter_mut().filter(|slot| slot.has_letter()) {
            slot.forget_keys();
        }
    }

    /// Takes the letters back: the rotation was not done.
    pub(crate) fn take_letters_back(&mut self) {
        self.slots.iter_mut().for_each(Slot::take_letter_back);
    }

    /// True when letters wait.
    pub(crate) fn has_letter(&self, slot: Uuid) -> bool {
        self.slots.iter().any(|candidate| candidate.id == slot && candidate.has_letter())
    }

    /// Removes a user's slot. False when there was none.
    pub(crate) fn remove(&mut self, user: Uuid) -> bool {
        let before = self.slots.len();
        self.slots.retain(|slot| slot.id != user);
        self.slots.len() < before
    }

    /// The users who have a slot, each with the keyed hash of their login.
    pub(crate) fn doors(&self) -> impl Iterator<Item = (String, Uuid)> {
        self.slots.iter().filter(|slot| slot.opens == Opens::User).map(|slot| (slot.lookup.clone(), slot.id))
    }

    /// How a login is found without standing in the file: a keyed hash of its lower-case form.
    /// In a practice of one person nobody has to say who they are: no login means that one.
    pub(crate) fn lookup(&self, login: &str) -> Result<String> {
        let plain: String = login.trim().nfkc().flat_map(char::to_lowercase).collect();
        if plain.is_empty() {
            let mut doors = self.doors();
            if let (Some((only, _)), None) = (doors.next(), doors.next()) {
                return Ok(only);
            }
        }
        Ok(crate::hex(&mac(&self.login_salt, plain.as_bytes())?))
    }

    fn slot_mut(&mut self, id: Uuid) -> Result<&mut Slot> {
        self.slots.iter_mut().find(|slot| slot.id == id).ok_or(StoreError::NotFound { what: "user" })
    }
}
