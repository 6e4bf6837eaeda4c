//! A new practice out of the rows that were found: in their order, in a new chain, under the same keys.

use super::pages::Pages;
use super::rows::{Row, Value, rows};
use crate::anchor::{Anchor, Heads};
use crate::audit::{self, Act, AuditRow};
use crate::backup::{move_in, remove_folder};
use crate::connection::{Opening, connection};
use crate::error::{Result, StoreError};
use crate::folder::{CHART, Folder, KEYS};
use crate::keys::stretch::{Stretch, argon2id};
use crate::keys::{KeyFile, OpenSlot, PracticeKeys};
use crate::ledger::chain::{Header, Link, Signed, body_hash};
use crate::ledger::{self, Head, Stored};
use crate::opened::prepare;
use crate::opening::said_of_practice;
use crate::secret::Secret;
use crate::store::{Moment, Store};
use crate::tries::Tries;
use crate::{attachments, projections, settings, users, writing};
use chart::sections::staff::{Role, StaffMember, StaffStatement};
use chart::{Body, Entry, EntryId, PatientId, RecordId, StaffId};
use chrono::DateTime;
use rusqlite::{Connection, TransactionBehavior};
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use uuid::{ContextV7, Uuid};

/// What was saved from a damaged file, and what was not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SalvageReport {
    /// Entries in the new practice.
    pub entries: u64,
    /// Rows of the audit in the new practice.
    pub audit_rows: u64,
    /// Charts in the new practice.
    pub patients: u64,
    /// Pages that were sound, and pages that were not.
    pub pages: (u64, u64),
    /// Entries that are lost, as first and last number of each gap in the order of writing.
    pub gaps: Vec<(u64, u64)>,
    /// Documents whose bytes are in the new practice, and those whose bytes are lost while their entry is not.
    pub documents: (u64, u64),
    /// The user's own record was lost and was stated anew, with the role of a physician; correct it by hand.
    pub user_restated: bool,
}

/// An entry as it was found.
struct FoundEntry {
    entry: Entry,
    section: String,
    body: String,
    body_salt: [u8; 16],
    device: Uuid,
    signed: Option<Signed>,
}

impl Store {
    /// Puts every readable entry of a damaged practice into a new one in `into`, which must not hold one, and
    /// opens nothing. The damaged one is only read. The same passwords and the same code open the new one.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`], [`StoreError::KeyFile`] when the key file is damaged too (a backup has one),
    /// [`StoreError::AlreadyAPractice`], and [`StoreError`] of both disks.
    pub fn salvage(
        damaged: &Path,
        login: &str,
        password: &Secret,
        into: &Path,
        now: Moment,
    ) -> Result<SalvageReport> {
        Self::salvage_stretching(damaged, login, password, into, now, argon2id)
    }

    /// Saves what can be read into a new practice and puts that in the place of the damaged one, which is put aside,
    /// never deleted. Returns where.
    ///
    /// # Errors
    /// As [`Store::salvage`]. The damaged practice stays where it is when saving it fails.
    pub fn salvage_in_place(
        folder: &Path,
        login: &str,
        password: &Secret,
        now: Moment,
    ) -> Result<(SalvageReport, Option<PathBuf>)> {
        Self::salvage_in_place_stretching(folder, login, password, now, argon2id)
    }

    pub(crate) fn salvage_in_place_stretching(
        folder: &Path,
        login: &str,
        password: &Secret,
        now: Moment,
        stretch: Stretch,
    ) -> Result<(SalvageReport, Option<PathBuf>)> {
        let target = Folder::at(folder);
        let arriving = format!("salvaged-{}", now.to_utc().format("%Y-%m-%dT%H%M%SZ"));
        let into = target.file(&arriving);
        let saved = Self::salvage_stretching(folder, login, password, &into, now, stretch);
        if saved.is_err() {
            remove_folder(&into)?;
        }
        let report = saved?;
        let _lock = target.lock()?;
        let aside = move_in(&target, &arriving, None, now)?;
        Ok((report, aside))
    }

    pub(crate) fn salvage_stretching(
        damaged: &Path,
        login: &str,
        password: &Secret,
        into: &Path,
        now: Moment,
        stretch: Stretch,
    ) -> Result<SalvageReport> {
        let source = Folder::at(damaged);
        let mut key_file = KeyFile::read(&source)?;
        let _lock = source.lock_to_read()?;
        let slot = counted_open(&source, &key_file, login, password, (now, stretch))?;
        let (keys, pages) = readable_pages(&source, &slot)?;
        let mut report =
            SalvageReport { pages: (pages.sound.len() as u64, pages.damaged), ..SalvageReport::default() };
        let (entries, acts) = found(&pages);
        let known = Anchor::noted_entries(&source, &keys, key_file.practice_id)?;

        fs::create_dir_all(into)?;
        let target = Folder::at(into);
        let _target_lock = target.lock()?;
        if target.holds_practice() || target.file(CHART).exists() {
            return Err(StoreError::AlreadyAPractice);
        }
        let ids = ContextV7::new();
        let mut file = connection(&target.file(CHART), &keys, Opening::New)?;
        prepare(&mut file, key_file.practice_id, writing::id_at(&ids, now))?;
        report.gaps = gaps(entries.keys().copied(), known);
        report.documents = documents(&mut file, &pages, &entries)?;
        drop(pages);
        let heads = fill(&mut file, entries, acts, (&slot, login, &ids), now, &mut report)?;
        report.patients = ledger::read::patients(&file)?.len() as u64;
        file.close().map_err(|(_, error)| StoreError::from(error))?;
        let mut anchor = Anchor::open(&target, &keys, key_file.practice_id)?;
        anchor.note(&heads, now.to_utc())?;
        anchor.flush()?;
        // A rotation that was under way ends with the damaged file: the keys found are the keys.
        if key_file.has_letter(slot.id) {
            key_file.forget_keys_before_letters();
            key_file.put_keys(slot.id, &slot.master, &keys)?;
            key_file.seal(&[&keys])?;
        }
        target.replace(KEYS, key_file.text()?.as_bytes())?;
        Ok(report)
    }
}

/// Opens the slot; a wrong password makes the next try wait. A disk that takes nothing any more keeps no count: who
/// can make it so has the files anyway, and somebody who saves them must not be kept out.
fn counted_open(
    source: &Folder,
    key_file: &KeyFile,
    login: &str,
    password: &Secret,
    (now, stretch): (Moment, Stretch),
) -> Result<OpenSlot> {
    let door = key_file.lookup(login)?;
    let mut tries = Tries::read(source)?;
    let counted = match tries.begin(source, &door, now.to_utc()) {
        Err(StoreError::ReadOnly | StoreError::DiskFull | StoreError::Disk(_)) => false,
        other => other.map(|()| true)?,
    };
    let slot = key_file.open(login, password, stretch)?;
    if counted {
        tries.was_right(source, &door)?;
    }
    Ok(slot)
}

/// The pages, under the key of the slot that opens more of them.
fn readable_pages(source: &Folder, slot: &OpenSlot) -> Result<(PracticeKeys, Pages)> {
    let log = source.file(&format!("{CHART}-wal"));
    let mut best: Option<(PracticeKeys, Pages)> = None;
    for keys in &slot.practice_keys {
        let pages = Pages::read(&source.file(CHART), &log, keys)?;
        if best.as_ref().is_none_or(|(_, before)| before.sound.len() < pages.sound.len()) {
            best = Some((keys.clone(), pages));
        }
    }
    best.filter(|(_, pages)| !pages.sound.is_empty())
        .ok_or_else(|| StoreError::integrity("not one page of the file can be read with its key."))
}

/// Entries and rows of the audit by their old places.
fn found(pages: &Pages) -> (BTreeMap<u64, FoundEntry>, BTreeMap<u64, AuditRow>) {
    let (mut entries, mut acts) = (BTreeMap::new(), BTreeMap::new());
    for row in rows(pages) {
        if let Some((seq, entry)) = entry_of(&row) {
            entries.insert(seq, entry);
        } else if let Some(act) = act_of(&row) {
            acts.insert(act.seq, act);
        }
    }
    (entries, acts)
}

/// Puts every attachment that is what its hash says into the new practice, before the entries that name them.
/// Returns how many documents have their bytes, and how many entries name bytes that are lost.
fn documents(
    file: &mut Connection,
    pages: &Pages,
    entries: &BTreeMap<u64, FoundEntry>,
) -> Result<(u64, u64)> {
    let tx = file.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut kept = HashSet::new();
    for row in rows(pages) {
        let (Some(_), [Value::Null, Value::Blob(hash), Value::Blob(bytes)]) =
            (row.number, row.values.as_slice())
        else {
            continue;
        };
        let proven = attachments::sha256(bytes);
        if proven.as_slice() == hash.as_slice() && kept.insert(crate::hex(&proven)) {
            attachments::put(&tx, &proven, bytes)?;
        }
    }
    tx.commit()?;
    let named: HashSet<&str> = entries
        .values()
        .flat_map(|found| found.entry.body.said.attachments())
        .map(|attachment| attachment.sha256.as_str())
        .collect();
    let there = named.iter().filter(|hash| kept.contains(**hash)).count();
    Ok((there as u64, (named.len() - there) as u64))
}

/// Reads a row of the ledger, and believes it when its body has the hash that stands beside it.
fn entry_of(row: &Row) -> Option<(u64, FoundEntry)> {
    let [
        patient,
        seq,
        id,
        record,
        section,
        encounter,
        author,
        recorder,
        effective_at,
        recorded_at,
        supersedes,
        body,
        body_salt,
        hash,
        device,
        audit_head,
        signature,
        _,
    ] = row.values.as_slice()
    else {
        return None;
    };
    let body = text(body)?;
    let body_salt: [u8; 16] = blob(body_salt)?.try_into().ok()?;
    if body_hash(&body_salt, body).as_slice() != blob(hash)? {
        return None;
    }
    let (ids, rest) = blob(supersedes)?.as_chunks::<16>();
    let signed = match (audit_head, signature) {
        (Value::Null, Value::Null) => None,
        (audit_head, signature) => Some(Signed {
            audit_head: blob(audit_head)?.try_into().ok()?,
            signature: blob(signature)?.try_into().ok()?,
        }),
    };
    let entry = Entry {
        id: EntryId(uuid(id)?),
        record: RecordId(uuid(record)?),
        patient: PatientId(uuid(patient)?),
        encounter: if *encounter == Value::Null { None } else { Some(RecordId(uuid(encounter)?)) },
        author: StaffId(uuid(author)?),
        recorder: StaffId(uuid(recorder)?),
        effective_at: DateTime::parse_from_rfc3339(text(effective_at)?).ok()?,
        recorded_at: DateTime::from_timestamp_millis(integer(recorded_at)?)?,
        supersedes: ids.iter().map(|id| EntryId(Uuid::from_bytes(*id))).collect(),
        body: serde_json::from_str::<Body>(body).ok()?,
    };
    let found = FoundEntry {
        entry,
        section: text(section)?.to_owned(),
        body: body.to_owned(),
        body_salt,
        device: uuid(device)?,
        signed,
    };
    rest.is_empty().then_some((u64::try_from(integer(seq)?).ok()?, found))
}

fn act_of(row: &Row) -> Option<AuditRow> {
    let (seq, [Value::Null, at, staff, act, patient, detail, count, chain]) =
        (row.number?, row.values.as_slice())
    else {
        return None;
    };
    let optional = |value: &Value| if *value == Value::Null { Some(None) } else { uuid(value).map(Some) };
    let detail = if *detail == Value::Null { None } else { Some(text(detail)?.to_owned()) };
    let patient = optional(patient)?.map(PatientId);
    (blob(chain)?.len() == 32).then_some(())?;
    Some(AuditRow {
        seq: u64::try_from(seq).ok()?,
        at: DateTime::from_timestamp_millis(integer(at)?)?,
        staff: optional(staff)?.map(StaffId),
        act: Act { name: text(act)?.to_owned(), patient, detail },
        ledger_count: u64::try_from(integer(count)?).ok()?,
    })
}

fn text(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

fn blob(value: &Value) -> Option<&[u8]> {
    if let Value::Blob(bytes) = value { Some(bytes) } else { None }
}

fn integer(value: &Value) -> Option<i64> {
    if let Value::Integer(number) = value { Some(*number) } else { None }
}

fn uuid(value: &Value) -> Option<Uuid> {
    blob(value)?.try_into().ok().map(Uuid::from_bytes)
}

/// The numbers between 1 and the last one known that are not there.
fn gaps(numbers: impl Iterator<Item = u64>, known: u64) -> Vec<(u64, u64)> {
    let (mut gaps, mut next) = (Vec::new(), 1);
    for number in numbers {
        if number > next {
            gaps.push((next, number - 1));
        }
        next = number + 1;
    }
    if known >= next {
        gaps.push((next, known));
    }
    gaps
}

/// Everything in one transaction: entries, the user when lost, the audit with this act as its last row,
/// projections.
fn fill(
    file: &mut Connection,
    entries: BTreeMap<u64, FoundEntry>,
    acts: BTreeMap<u64, AuditRow>,
    (slot, login, ids): (&OpenSlot, &str, &ContextV7),
    now: Moment,
    report: &mut SalvageReport,
) -> Result<Heads> {
    let tx = file.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut head = Head::START;
    let (mut places, mut seen) = (Vec::with_capacity(entries.len()), HashSet::new());
    for (place, found) in entries {
        if seen.insert(found.entry.id) {
            head = add(&tx, &head, &found)?;
            places.push(place);
        }
    }
    let user = StaffId(slot.id);
    if users::member(&tx, user)?.is_none() {
        let found = restated(slot, login, ids, now)?;
        head = add(&tx, &head, &found)?;
        report.user_restated = true;
    }
    report.entries = head.count;
    let mut audited = Head::START;
    for (_, act) in acts {
        // How many of the entries of then are still there.
        let then = places.partition_point(|place| *place <= act.ledger_count) as u64;
        audited = audit::append(&tx, &audited, act.staff, act.act, act.at, then)?;
        report.audit_rows += 1;
    }
    let lost: u64 = report.gaps.iter().map(|(first, last)| last - first + 1).sum();
    let act = Act::named("practice.salvage").with(format!("{} entries saved, {lost} lost", report.entries));
    audited = audit::append(&tx, &audited, Some(user), act, now.to_utc(), head.count)?;
    projections::rebuild(&tx)?;
    // Backups of before may hold what is lost here: nothing of them is cleared away until somebody says so.
    settings::set_fact(&tx, "thinning_frozen", "yes")?;
    tx.commit()?;
    Ok(Heads { ledger: head, audit: audited })
}

/// Who holds the password has to be somebody, or nobody could open what was saved.
fn restated(slot: &OpenSlot, login: &str, ids: &ContextV7, now: Moment) -> Result<FoundEntry> {
    let key = slot.signing.as_ref().ok_or_else(|| StoreError::key_file("a slot holds no signing key."))?;
    let said = StaffStatement::Member(StaffMember {
        name: login.trim().to_owned(),
        login: login.trim().to_owned(),
        role: Role::Physician,
        qualification: String::new(),
        registration: String::new(),
        verifying_key: crate::hex(key.verifying_key().as_bytes()),
        left: false,
    });
    let user = StaffId(slot.id);
    // Never the id of an entry that was lost: it may come back from a backup.
    let mut entry = said_of_practice(user, writing::id_at(ids, now), said, now);
    entry.record = RecordId(slot.id);
    entry.recorded_at = DateTime::from_timestamp_millis(entry.recorded_at.timestamp_millis())
        .ok_or_else(|| StoreError::refused("The time of recording is impossible."))?;
    entry.body.why = Some("Stated anew when the practice was salvaged".into());
    let mut body_salt = [0; 16];
    getrandom::fill(&mut body_salt).map_err(|_| StoreError::NoRandomness)?;
    let body = serde_json::to_string(&entry.body).map_err(|error| StoreError::Program(error.to_string()))?;
    let section = entry.body.said.section().to_owned();
    Ok(FoundEntry { entry, section, body, body_salt, device: Uuid::nil(), signed: None })
}

fn add(file: &Connection, head: &Head, found: &FoundEntry) -> Result<Head> {
    let header = Header::of(&found.entry, &found.section, found.device);
    let link = Link {
        before: &head.chain,
        seq: head.count + 1,
        header: &header,
        body_hash: &body_hash(&found.body_salt, &found.body),
        device: found.device,
        signed: found.signed.as_ref(),
    };
    let chain = link.hash();
    let stored = Stored {
        body: &found.body,
        body_salt: &found.body_salt,
        section: &found.section,
        link: &link,
        chain: &chain,
    };
    ledger::insert(file, &found.entry, &stored)?;
    Ok(Head { count: head.count + 1, chain })
}
