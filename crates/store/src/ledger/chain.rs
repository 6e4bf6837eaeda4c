//! The bytes that are hashed and signed, the same for ever. A change here is a new version tag, never an edit.
//!
//! Each field goes in with its length before it, so that no two entries give the same bytes. The chain covers
//! the header and a salted hash of the body: a body that has to be erased by law can go, and the chain holds.

use chart::{Entry, EntryId};
use chrono::{DateTime, FixedOffset, SecondsFormat};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// SHA-256.
pub(crate) type Hash = [u8; 32];

/// The header of an entry as it is hashed and signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header(Vec<u8>);

impl Header {
    pub(crate) fn of(entry: &Entry, section: &str, device: Uuid) -> Self {
        let mut bytes = Vec::with_capacity(256);
        put(&mut bytes, entry.id.0.as_bytes());
        put(&mut bytes, entry.record.0.as_bytes());
        put(&mut bytes, entry.patient.0.as_bytes());
        put(&mut bytes, section.as_bytes());
        put(&mut bytes, entry.encounter.as_ref().map_or(&[], |encounter| encounter.0.as_bytes().as_slice()));
        put(&mut bytes, entry.author.0.as_bytes());
        put(&mut bytes, entry.recorder.0.as_bytes());
        put(&mut bytes, effective_text(entry.effective_at).as_bytes());
        put(&mut bytes, &entry.recorded_at.timestamp_millis().to_be_bytes());
        put(&mut bytes, &supersedes_bytes(&entry.supersedes));
        put(&mut bytes, device.as_bytes());
        Self(bytes)
    }
}

/// One link of the ledger's chain.
pub(crate) struct Link<'a> {
    pub(crate) before: &'a Hash,
    pub(crate) seq: u64,
    pub(crate) header: &'a Header,
    pub(crate) body_hash: &'a Hash,
    pub(crate) device: Uuid,
    pub(crate) signed: Option<&'a Signed>,
}

impl Link<'_> {
    pub(crate) fn hash(&self) -> Hash {
        let mut bytes = Vec::with_capacity(self.header.0.len() + 256);
        put(&mut bytes, b"paperchart ledger 1");
        put(&mut bytes, self.before);
        put(&mut bytes, &self.seq.to_be_bytes());
        put(&mut bytes, &self.header.0);
        put(&mut bytes, self.body_hash);
        if let Some(signed) = self.signed {
            put(&mut bytes, &signed.audit_head);
            put(&mut bytes, &signed.signature);
        }
        Sha256::digest(&bytes).into()
    }
}

/// What an author's key says about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signed {
    /// Where the audit stood: the signature also says what had been done before it.
    pub(crate) audit_head: Hash,
    /// Ed25519 over header, audit head and body.
    pub(crate) signature: [u8; 64],
}

impl Signed {
    pub(crate) fn new(key: &SigningKey, header: &Header, body: &str, audit_head: Hash) -> Self {
        let signature = key.sign(&signed_bytes(header, body, &audit_head)).to_bytes();
        Self { audit_head, signature }
    }

    /// Strict verification (RFC 8032 with small-order points refused).
    pub(crate) fn fits(&self, key: &VerifyingKey, header: &Header, body: &str) -> bool {
        let message = signed_bytes(header, body, &self.audit_head);
        key.verify_strict(&message, &Signature::from_bytes(&self.signature)).is_ok()
    }
}

fn signed_bytes(header: &Header, body: &str, audit_head: &Hash) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(header.0.len() + body.len() + 128);
    put(&mut bytes, b"paperchart signature 1");
    put(&mut bytes, &header.0);
    put(&mut bytes, audit_head);
    put(&mut bytes, body.as_bytes());
    bytes
}

/// The salted hash of a body. The salt keeps a short body from being guessed after it was erased.
pub(crate) fn body_hash(salt: &[u8; 16], body: &str) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(b"paperchart body 1");
    hasher.update(salt);
    hasher.update(body.as_bytes());
    hasher.finalize().into()
}

/// The instant with its offset, exactly: `2026-11-22T08:15:00.125+01:00`.
pub(crate) fn effective_text(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, false)
}

pub(crate) fn supersedes_bytes(supersedes: &[EntryId]) -> Vec<u8> {
    supersedes.iter().flat_map(|id| *id.0.as_bytes()).collect()
}

/// A field with its length before it.
pub(crate) fn put(bytes: &mut Vec<u8>, field: &[u8]) {
    bytes.extend_from_slice(&(field.len() as u64).to_be_bytes());
    bytes.extend_from_slice(field);
}

/// Reads a verifying key from its 64 hexadecimal digits. None for anything that is no key.
pub(crate) fn verifying_key(digits: &str) -> Option<VerifyingKey> {
    let bytes: [u8; 32] = crate::unhex(digits)?.try_into().ok()?;
    VerifyingKey::from_bytes(&bytes).ok()
}

/// The same into a hash, where the bytes are long.
pub(crate) fn put_hashed(hasher: &mut Sha256, field: &[u8]) {
    hasher.update((field.len() as u64).to_be_bytes());
    hasher.update(field);
}
