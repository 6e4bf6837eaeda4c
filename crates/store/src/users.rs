//! Who works here: what the ledger says of them, and the keys they sign with.
//!
//! A person's record id is their staff id, and also the id of their key slot. A new key (after recovery) is a
//! new version of their record, so every key that ever signed stands in the ledger with the time it began.

use crate::error::{Result, StoreError};
use crate::ledger::chain::verifying_key;
use crate::ledger::read;
use crate::secret::Secret;
use chart::sections::staff::{PracticeDetails, Role, StaffMember, StaffStatement};
use chart::{Chart, EntryId, PatientId, RecordId, StaffId, Statement};
use ed25519_dalek::{SigningKey, VerifyingKey};
use rusqlite::Connection;

/// The shortest password that is taken. Length is what protects; no other rule (NIST SP 800-63B).
pub const SHORTEST_PASSWORD: usize = 8;

/// What a new practice starts with.
#[derive(Debug)]
pub struct Founding {
    /// The practice as it stands on paper.
    pub practice: PracticeDetails,
    /// The first user.
    pub user: NewUser,
}

/// A person who gets a key.
#[derive(Debug)]
pub struct NewUser {
    /// The name for screen and paper: `Dr Ada Okafor`.
    pub name: String,
    /// What they type to unlock; case does not matter.
    pub login: String,
    /// What they may do.
    pub role: Role,
    /// Degrees and specialty as they stand on paper.
    pub qualification: String,
    /// Licence or registration numbers as they stand on paper.
    pub registration: String,
    /// Their first password, [`SHORTEST_PASSWORD`] characters at least.
    pub password: Secret,
}

impl NewUser {
    pub(crate) fn check(&self) -> Result<()> {
        if self.login.trim().is_empty() || self.name.trim().is_empty() {
            return Err(StoreError::refused("A user needs a name and a login."));
        }
        check_password(&self.password)
    }

    pub(crate) fn member(&self, key: &SigningKey) -> StaffMember {
        StaffMember {
            name: self.name.trim().to_owned(),
            login: self.login.trim().to_owned(),
            role: self.role,
            qualification: self.qualification.trim().to_owned(),
            registration: self.registration.trim().to_owned(),
            verifying_key: crate::hex(key.verifying_key().as_bytes()),
            left: false,
        }
    }
}

pub(crate) fn check_password(password: &Secret) -> Result<()> {
    if password.expose().chars().count() < SHORTEST_PASSWORD {
        return Err(StoreError::refused(format!("A password has at least {SHORTEST_PASSWORD} characters.")));
    }
    Ok(())
}

/// Who has the practice open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserInfo {
    /// Their id: author of what they say.
    pub id: StaffId,
    /// What they type to unlock.
    pub login: String,
    /// The name for screen and paper.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The Ed25519 key, 64 hexadecimal digits, that proves their signature.
    pub verifying_key: String,
}

impl UserInfo {
    pub(crate) fn new(id: StaffId, member: &StaffMember) -> Self {
        Self {
            id,
            login: member.login.clone(),
            name: member.name.clone(),
            role: member.role,
            verifying_key: member.verifying_key.clone(),
        }
    }
}

/// What the ledger says of a person now, and which entries say so.
pub(crate) fn member(connection: &Connection, id: StaffId) -> Result<Option<(StaffMember, Vec<EntryId>)>> {
    let chart = Chart::fold(read::of_record(connection, PatientId::PRACTICE, RecordId(id.0))?);
    let Some(record) = chart.staff.get(RecordId(id.0)) else { return Ok(None) };
    Ok(match record.reading() {
        Some((_, StaffStatement::Member(member))) => Some((member.clone(), record.head_ids())),
        _ => None,
    })
}

/// The person who has a login now. Somebody who left has none.
pub(crate) fn by_login(connection: &Connection, login: &str) -> Result<Option<(StaffId, StaffMember)>> {
    let wanted = login.trim().to_lowercase();
    let chart: Chart = read::of_patient(connection, PatientId::PRACTICE)?;
    Ok(chart.staff.readings().find_map(|(record, _, said)| match said {
        StaffStatement::Member(member) if !member.left && member.login.to_lowercase() == wanted => {
            Some((StaffId(record.id.0), member.clone()))
        }
        _ => None,
    }))
}

/// A key somebody signs with, and the place in the ledger where it was stated.
pub(crate) struct StatedKey {
    pub(crate) staff: StaffId,
    pub(crate) key: VerifyingKey,
    pub(crate) seq: i64,
}

/// Every key that was ever stated for somebody, in the order in which they were.
pub(crate) fn stated_keys(connection: &Connection) -> Result<Vec<StatedKey>> {
    let mut stated = Vec::new();
    for proof in read::proofs_of(connection, PatientId::PRACTICE)? {
        let Statement::Staff(StaffStatement::Member(member)) = &proof.entry.body.said else { continue };
        if let Some(key) = verifying_key(&member.verifying_key) {
            stated.push(StatedKey { staff: StaffId(proof.entry.record.0), key, seq: proof.seq });
        }
    }
    Ok(stated)
}
