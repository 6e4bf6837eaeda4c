//! One slot: what a password or the printed code opens, and what it is bound to.

use super::sealing::{Key, Letter, Sealed, derive, hexadecimal, letterbox_of, random};
use super::stretch::{Cost, Stretch};
use super::{OpenSlot, PracticeKeys};
use crate::error::{Result, StoreError};
use crate::secret::Secret;
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Opens {
    /// A user's password.
    User,
    /// The printed code.
    Recovery,
}

impl Opens {
    fn word(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Recovery => "recovery",
        }
    }
}

/// How the password of a slot is stretched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Argon2id {
    cost: Cost,
    #[serde(with = "hexadecimal")]
    salt: [u8; 32],
}

/// One slot of the key file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slot {
    /// The user's id; the recovery slot has one of its own.
    pub(crate) id: Uuid,
    pub(crate) opens: Opens,
    /// Keyed hash of the login; empty for the recovery slot.
    pub(crate) lookup: String,
    argon2id: Option<Argon2id>,
    /// The master key, under the password or the code.
    master: Sealed,
    /// Public half of the letterbox.
    #[serde(with = "hexadecimal")]
    letterbox: [u8; 32],
    /// Secret half, under the master key.
    letterbox_secret: Sealed,
    /// The signing key, under the master key.
    signing: Option<Sealed>,
    /// The practice's keys, under the master key.
    keys: Option<Sealed>,
    /// Newer keys, put through the letterbox.
    letter: Option<Letter>,
}

impl Slot {
    /// A slot for a user, and its master key.
    pub(crate) fn for_user(
        practice: Uuid,
        user: Uuid,
        lookup: String,
        password: &Secret,
        signing: &SigningKey,
        keys: &PracticeKeys,
        stretch: Stretch,
    ) -> Result<(Self, Key)> {
        let master = Key::random()?;
        let argon2id = Argon2id { cost: Cost::FLOOR, salt: *random()? };
        let key = stretch(password, &argon2id.salt, argon2id.cost)?;
        let mut slot =
            Self::sealed(practice, (user, Opens::User), lookup, Some(argon2id), &key, &master, keys)?;
        let under = derive(master.as_slice(), "signing")?;
        slot.signing = Some(Sealed::new(&under, &slot.bound(practice, "signing"), signing.as_bytes())?);
        Ok((slot, master))
    }

    /// The slot of the printed code.
    pub(crate) fn for_recovery(practice: Uuid, id: Uuid, code: &Key, keys: &PracticeKeys) -> Result<Self> {
        Self::sealed(practice, (id, Opens::Recovery), String::new(), None, code, &Key::random()?, keys)
    }

    fn sealed(
        practice: Uuid,
        (id, opens): (Uuid, Opens),
        lookup: String,
        argon2id: Option<Argon2id>,
        key: &Key,
        master: &Key,
        keys: &PracticeKeys,
    ) -> Result<Self> {
        let own = Key::random()?;
        let nothing = Sealed::new(key, &[], &[])?;
        let mut slot = Self {
            id,
            opens,
            lookup,
            argon2id,
            master: nothing.clone(),
            letterbox: letterbox_of(&own),
            letterbox_secret: nothing,
            signing: None,
            keys: None,
            letter: None,
        };
        slot.master = Sealed::new(key, &slot.bound_master(practice), master.as_slice())?;
        let under = derive(master.as_slice(), "letterbox")?;
        slot.letterbox_secret = Sealed::new(&under, &slot.bound(practice, "letterbox"), own.as_slice())?;
        slot.put_keys(practice, master, keys)?;
        Ok(slot)
    }

    /// The key a password gives for this slot.
    pub(crate) fn password_key(&self, password: &Secret, stretch: Stretch) -> Result<Key> {
        match &self.argon2id {
            Some(argon2id) if !argon2id.cost.is_acceptable() => {
                Err(StoreError::key_file("its password protection is weaker than this program accepts."))
            }
            Some(argon2id) => stretch(password, &argon2id.salt, argon2id.cost),
            None => Err(StoreError::WrongPassword),
        }
    }

    /// Opens the slot. None when the key is wrong.
    ///
    /// # Errors
    /// [`StoreError::KeyFile`] when the password is right and something the slot holds was changed.
    pub(crate) fn open(&self, practice: Uuid, key: &Key) -> Result<Option<OpenSlot>> {
        let changed = || StoreError::key_file("a slot does not hold together.");
        let Some(master) = self.master.open(key, &self.bound_master(practice))? else { return Ok(None) };
        let master = Key::from_slice(&master).ok_or_else(changed)?;
        let signing = match &self.signing {
            Some(sealed) => {
                let under = derive(master.as_slice(), "signing")?;
                let seed = sealed.open(&under, &self.bound(practice, "signing"))?.ok_or_else(changed)?;
                Some(Box::new(SigningKey::from_bytes(seed.as_slice().try_into().map_err(|_| changed())?)))
            }
            None => None,
        };
        let mut practice_keys = Vec::with_capacity(2);
        if let Some(sealed) = &self.keys {
            let under = derive(master.as_slice(), "keys")?;
            let bytes = sealed.open(&under, &self.bound(practice, "keys"))?.ok_or_else(changed)?;
            practice_keys.push(PracticeKeys::from_bytes(&bytes).ok_or_else(changed)?);
        }
        if let Some(letter) = &self.letter {
            let under = derive(master.as_slice(), "letterbox")?;
            let own = self
                .letterbox_secret
                .open(&under, &self.bound(practice, "letterbox"))?
                .ok_or_else(changed)?;
            let own = Key::from_slice(&own).ok_or_else(changed)?;
            let bytes = letter.open(&own, &self.bound(practice, "letter"))?.ok_or_else(changed)?;
            practice_keys.push(PracticeKeys::from_bytes(&bytes).ok_or_else(changed)?);
        }
        Ok(Some(OpenSlot { id: self.id, master, signing, practice_keys }))
    }

    /// Another password for the same master key.
    pub(crate) fn rewrap(
        &mut self,
        practice: Uuid,
        master: &Key,
        password: &Secret,
        stretch: Stretch,
    ) -> Result<()> {
        let argon2id = Argon2id { cost: Cost::FLOOR, salt: *random()? };
        let key = stretch(password, &argon2id.salt, argon2id.cost)?;
        self.argon2id = Some(argon2id);
        self.master = Sealed::new(&key, &self.bound_master(practice), master.as_slice())?;
        Ok(())
    }

    pub(crate) fn put_keys(&mut self, practice: Uuid, master: &Key, keys: &PracticeKeys) -> Result<()> {
        let under = derive(master.as_slice(), "keys")?;
        self.keys = Some(Sealed::new(&under, &self.bound(practice, "keys"), &keys.bytes())?);
        self.letter = None;
        Ok(())
    }

    pub(crate) fn post(&mut self, practice: Uuid, keys: &PracticeKeys) -> Result<()> {
        self.letter = Some(Letter::new(&self.letterbox, &self.bound(practice, "letter"), &keys.bytes())?);
        Ok(())
    }

    pub(crate) fn has_letter(&self) -> bool {
        self.letter.is_some()
    }

    pub(crate) fn forget_keys(&mut self) {
        self.keys = None;
    }

    pub(crate) fn take_letter_back(&mut self) {
        self.letter = None;
    }

    /// What a wrapping inside the slot is bound to: practice, slot, kind of slot and purpose.
    fn bound(&self, practice: Uuid, purpose: &str) -> Vec<u8> {
        format!("paperchart-keys/1/{practice}/{}/{}/{purpose}", self.id, self.opens.word()).into_bytes()
    }

    /// What the master key is bound to: also the login and how the password is stretched.
    fn bound_master(&self, practice: Uuid) -> Vec<u8> {
        let mut bound = self.bound(practice, "master");
        bound.extend_from_slice(format!("/{}", self.lookup).as_bytes());
        if let Some(Argon2id { cost: Cost { memory_kib, passes, lanes }, salt }) = &self.argon2id {
            let cost = format!("/argon2id/{memory_kib}/{passes}/{lanes}/{}", crate::hex(salt));
            bound.extend_from_slice(cost.as_bytes());
        }
        bound
    }
}
