//! Sealing a secret under a key: AES-256-GCM, HKDF-SHA256, X25519 and HMAC-SHA256 as the crates give them.
//!
//! No cipher of our own, and no key is used for two purposes: each use derives its own by name.

use crate::error::{Result, StoreError};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, Zeroizing};

/// A 256-bit key, wiped from memory when dropped. It lies on the heap, because a value that is moved leaves a
/// copy of itself on the stack.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Key(Box<[u8; 32]>);

impl Key {
    /// A key by chance.
    pub(crate) fn random() -> Result<Self> {
        let mut key = Self::zeros();
        getrandom::fill(key.0.as_mut_slice()).map_err(|_| StoreError::NoRandomness)?;
        Ok(key)
    }

    /// A key to be filled in.
    pub(crate) fn zeros() -> Self {
        Self(Box::new([0; 32]))
    }

    /// A key from its bytes. None when they are not 32.
    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut key = Self::zeros();
        (bytes.len() == key.0.len()).then(|| key.0.copy_from_slice(bytes))?;
        Some(key)
    }

    /// The bytes to be filled in.
    pub(crate) fn bytes_mut(&mut self) -> &mut [u8; 32] {
        &mut self.0
    }
}

impl std::ops::Deref for Key {
    type Target = [u8; 32];

    fn deref(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// A new signing key, on the heap for the same reason.
pub(crate) fn new_signing_key() -> Result<Box<SigningKey>> {
    Ok(Box::new(SigningKey::from_bytes(&*Key::random()?)))
}

/// Overwrites the stack below the caller, where functions that have returned left copies of keys. Called when a
/// practice has been opened and when it is closed.
#[inline(never)]
pub(crate) fn scrub_stack() {
    let mut below = [0_u8; 256 * 1024];
    std::hint::black_box(&mut below).zeroize();
}

const NONCE_BYTES: usize = 12;

/// Bytes of chance from the operating system.
pub(crate) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| StoreError::NoRandomness)?;
    Ok(bytes)
}

/// A key for one purpose, from a key that is uniformly random already.
pub(crate) fn derive(from: &[u8], purpose: &str) -> Result<Key> {
    let mut key = Key::zeros();
    Hkdf::<Sha256>::new(None, from)
        .expand(format!("paperchart/1/{purpose}").as_bytes(), key.bytes_mut())
        .map_err(|_| StoreError::Program("a key of an impossible length".into()))?;
    Ok(key)
}

/// HMAC-SHA256.
pub(crate) fn mac(key: &[u8], message: &[u8]) -> Result<[u8; 32]> {
    Ok(keyed(key)?.chain_update(message).finalize().into_bytes().into())
}

/// Compares in constant time.
pub(crate) fn mac_fits(key: &[u8], message: &[u8], tag: &[u8]) -> Result<bool> {
    Ok(keyed(key)?.chain_update(message).verify_slice(tag).is_ok())
}

fn keyed(key: &[u8]) -> Result<Hmac<Sha256>> {
    <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key)
        .map_err(|_| StoreError::Program("a key of an impossible length".into()))
}

/// Nonce and sealed bytes, base64 in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sealed(Vec<u8>);

impl Sealed {
    /// Seals `secret` under `key`; `bound_to` must be the same again when it is opened.
    pub(crate) fn new(key: &Key, bound_to: &[u8], secret: &[u8]) -> Result<Self> {
        let nonce: Zeroizing<[u8; NONCE_BYTES]> = random()?;
        let sealed = Aes256Gcm::new(key.as_slice().try_into().map_err(|_| impossible())?)
            .encrypt(&Nonce::from(*nonce), Payload { msg: secret, aad: bound_to })
            .map_err(|_| impossible())?;
        Ok(Self([nonce.as_slice(), &sealed].concat()))
    }

    /// None when the key is another, or anything was changed.
    pub(crate) fn open(&self, key: &Key, bound_to: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let Some((nonce, sealed)) = self.0.split_first_chunk::<NONCE_BYTES>() else { return Ok(None) };
        let opened = Aes256Gcm::new(key.as_slice().try_into().map_err(|_| impossible())?)
            .decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: bound_to });
        Ok(opened.ok().map(Zeroizing::new))
    }
}

fn impossible() -> StoreError {
    StoreError::Program("a key of an impossible length".into())
}

impl Serialize for Sealed {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        BASE64.decode(text.as_bytes()).map(Self).map_err(serde::de::Error::custom)
    }
}

/// A secret put through somebody's letterbox: anyone can, only the owner of the letterbox opens it.
///
/// X25519 with a key pair made for this letter alone, HKDF over the agreement and both public keys, then
/// [`Sealed`]. It lets one user hand everybody a new database key without knowing their passwords.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Letter {
    #[serde(with = "hexadecimal")]
    from: [u8; 32],
    sealed: Sealed,
}

impl Letter {
    pub(crate) fn new(letterbox: &[u8; 32], bound_to: &[u8], secret: &[u8]) -> Result<Self> {
        let own = StaticSecret::from(*Key::random()?);
        let from = PublicKey::from(&own).to_bytes();
        let agreed = own.diffie_hellman(&PublicKey::from(*letterbox));
        let key = Self::key(agreed.as_bytes(), &from, letterbox)?;
        Ok(Self { from, sealed: Sealed::new(&key, bound_to, secret)? })
    }

    pub(crate) fn open(&self, own: &Key, bound_to: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let own = StaticSecret::from(**own);
        let agreed = own.diffie_hellman(&PublicKey::from(self.from));
        if !agreed.was_contributory() {
            return Ok(None);
        }
        let key = Self::key(agreed.as_bytes(), &self.from, &PublicKey::from(&own).to_bytes())?;
        self.sealed.open(&key, bound_to)
    }

    fn key(agreed: &[u8; 32], from: &[u8; 32], letterbox: &[u8; 32]) -> Result<Key> {
        derive(&Zeroizing::new([agreed.as_slice(), from, letterbox].concat()), "letter")
    }
}

/// The public half of a letterbox.
pub(crate) fn letterbox_of(own: &Key) -> [u8; 32] {
    PublicKey::from(&StaticSecret::from(**own)).to_bytes()
}

/// 32 bytes as 64 lower-case digits.
pub(crate) mod hexadecimal {
    use crate::hex;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 32], D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        crate::unhex(&text)
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| serde::de::Error::custom("64 hexadecimal digits belong here"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_whole_with_its_key_and_its_purpose() {
        let (key, other) = (Key::random().unwrap(), Key::random().unwrap());
        let sealed = Sealed::new(&key, b"purpose", b"secret").unwrap();
        assert_eq!(sealed.open(&key, b"purpose").unwrap().unwrap().as_slice(), b"secret");
        assert!(sealed.open(&other, b"purpose").unwrap().is_none(), "another key");
        assert!(sealed.open(&key, b"other").unwrap().is_none(), "another purpose");
        for place in 0..sealed.0.len() {
            let mut changed = sealed.clone();
            changed.0[place] ^= 1;
            assert!(changed.open(&key, b"purpose").unwrap().is_none(), "byte {place} changed");
        }
    }

    #[test]
    fn a_letter_opens_only_for_its_letterbox() {
        let (own, other) = (Key::random().unwrap(), Key::random().unwrap());
        let letter = Letter::new(&letterbox_of(&own), b"slot", b"key").unwrap();
        assert_eq!(letter.open(&own, b"slot").unwrap().unwrap().as_slice(), b"key");
        assert!(letter.open(&other, b"slot").unwrap().is_none(), "another letterbox");
        assert!(letter.open(&own, b"other slot").unwrap().is_none(), "another slot");
        let low = Letter { from: [0; 32], ..letter };
        assert!(low.open(&own, b"slot").unwrap().is_none(), "a point of small order agrees on nothing");
    }
}
