//! Verifying: is everything still as it was said? Reads all, changes nothing.

use crate::audit;
use crate::error::Result;
use crate::ledger::chain::{Header, Link, body_hash};
use crate::ledger::read::{PROOF_COLUMNS, Proof, proof, proof_of};
use crate::ledger::{self, Head};
use crate::store::Store;
use crate::users::{StatedKey, stated_keys};
use crate::{attachments, clock, migrations, projections, settings};
use chart::{EntryId, StaffId};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Findings of one kind beyond this many are counted, not listed.
const MOST_OF_A_KIND: usize = 20;

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// One word for programs: `rollback`, `anchor-missing`, `chain`, `body`, `signature`, `supersedes`, `audit`,
    /// `projection`, `schema`, `page`, `key-file`, `document`, `unreadable`; and of the machine: `clock`,
    /// `disk-full`.
    pub kind: String,
    /// A sentence for people, without patient text.
    pub what: String,
}

impl Finding {
    pub(crate) fn new(kind: &str, what: impl Into<String>) -> Self {
        Self { kind: kind.into(), what: what.into() }
    }

    /// It is about the machine: nothing is wrong with the file.
    #[must_use]
    pub fn is_of_the_machine(&self) -> bool {
        [clock::KIND, DISK_FULL].contains(&self.kind.as_str())
    }
}

/// The kind of the finding that the reserve on the disk is in use.
pub(crate) const DISK_FULL: &str = "disk-full";

/// What verifying found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerifyReport {
    /// Entries read.
    pub entries: u64,
    /// Patients who have a chart.
    pub patients: u64,
    /// Rows of the audit read.
    pub audit_rows: u64,
    /// Signatures that fit.
    pub signatures: u64,
    /// Notes and prescriptions that were imported, and so carry no signature made here.
    pub imported_unsigned: u64,
    /// Where the ledger's chain ends, hexadecimal.
    pub ledger_head: String,
    /// Where the audit's chain ends, hexadecimal.
    pub audit_head: String,
    /// Everything that does not fit; empty is good.
    pub findings: Vec<Finding>,
}

/// Whether an entry carries its author's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureState {
    /// The author's key signed exactly these bytes.
    Signed,
    /// Entries of this kind are not signed, or it was imported.
    NotSigned,
    /// A signature is missing where one belongs, or does not fit.
    Broken,
}

impl Store {
    /// Checks the whole file: pages, shape, both chains, hashes, signatures, what supersedes what, projections
    /// against a rebuild, and the head anchor. `progress` hears how many of how many rows are done.
    ///
    /// # Errors
    /// [`crate::StoreError`] only when the file cannot be read at all; all else is a finding.
    pub fn verify(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<VerifyReport> {
        let mut report = check(&self.connection, progress)?;
        // What was found at opening, too: the anchor has moved on since, the practice has not been mended.
        report.findings.extend(self.warnings.iter().filter(|found| !found.is_of_the_machine()).cloned());
        report.findings.extend(self.anchor.compare(&self.connection, &self.heads)?);
        if !self.key_file.is_sealed_by(&self.keys)? {
            report.findings.push(Finding::new("key-file", "The key file was not written by this practice."));
        }
        Ok(report)
    }

    /// Whether an entry carries its author's signature, checked against the bytes in the file.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`], and [`crate::StoreError`] of the file.
    pub fn signature_state(&self, entry: EntryId) -> Result<SignatureState> {
        let proof =
            proof_of(&self.connection, entry)?.ok_or(crate::StoreError::NotFound { what: "entry" })?;
        let keys = Keys::of(&self.connection)?;
        let header = Header::of(&proof.entry, &proof.section, proof.device);
        Ok(keys.state(&proof, &header))
    }

    /// Remembers something to tell the user until they have acknowledged it.
    pub(crate) fn warn(&mut self, finding: Finding) -> Result<()> {
        if !self.warnings.contains(&finding) {
            self.warnings.push(finding);
            let json = serde_json::to_string(&self.warnings)
                .map_err(|error| crate::StoreError::Program(error.to_string()))?;
            settings::set_fact(&self.connection, "warnings", &json)?;
        }
        Ok(())
    }

    /// The user has read the warnings and lives with them; the audit says so.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn acknowledge_warnings(&mut self, now: crate::Moment) -> Result<()> {
        let kinds: Vec<&str> = self.warnings.iter().map(|finding| finding.kind.as_str()).collect();
        let act = audit::Act::named("integrity.acknowledge").with(kinds.join(" "));
        self.write(act, now, |writing| writing.set_fact("warnings", "[]"))?;
        self.warnings.clear();
        Ok(())
    }
}

/// Everything that can be checked inside the file.
pub(crate) fn check(connection: &Connection, progress: &mut dyn FnMut(u64, u64)) -> Result<VerifyReport> {
    let mut report = VerifyReport::default();
    let mut findings = Findings::default();
    check_pages(connection, &mut findings)?;
    check_shape(connection, &mut findings)?;
    let total = ledger::head(connection)?.count + audit::head(connection)?.count;
    let mut named = attachments::Named::default();
    // A page that cannot be read ends a walk; what the other walks find is still worth saying.
    if let Err(error) =
        check_ledger(connection, &mut report, &mut findings, &mut named, &mut |done| progress(done, total))
    {
        findings.add("unreadable", format!("The ledger cannot be read to its end: {error}"));
    }
    match named.check(connection) {
        Ok(sentences) => sentences.into_iter().for_each(|what| findings.add("document", what)),
        Err(error) => findings.add("unreadable", format!("The documents cannot all be read: {error}")),
    }
    let entries = report.entries;
    let mut after = |done| progress(entries + done, total);
    if let Err(error) = check_audit(connection, &mut report, &mut findings, &mut after) {
        findings.add("unreadable", format!("The audit cannot be read to its end: {error}"));
    }
    match ledger::read::patients(connection) {
        Ok(patients) => report.patients = patients.len() as u64,
        Err(error) => findings.add("unreadable", format!("The charts cannot be counted: {error}")),
    }
    match projections::differences(connection) {
        Ok(tables) => {
            for table in tables {
                let what = format!("The index {table} is not what the ledger says. It can be built anew.");
                findings.add("projection", what);
            }
        }
        Err(error) => findings.add("projection", format!("The indexes could not be compared: {error}")),
    }
    report.findings = findings.into_list();
    Ok(report)
}

/// Pages: SQLCipher's authentication of every page, and SQLite's own check of its trees.
fn check_pages(connection: &Connection, findings: &mut Findings) -> Result<()> {
    // SQLCipher looks at the file alone. After a power cut it may hold pages torn by a checkpoint, which the log
    // still has whole; writing the log into the file mends them, as SQLite would do later.
    let written = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    if let Err(error) = written {
        findings.add("page", format!("wal_checkpoint: {}", crate::StoreError::from(error)));
    }
    for check in ["cipher_integrity_check", "integrity_check"] {
        let mut statement = connection.prepare(&format!("PRAGMA {check}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let said: String = row.get(0)?;
            if said != "ok" {
                findings.add("page", format!("{check}: {said}"));
            }
        }
    }
    Ok(())
}

/// The triggers that keep the ledger from being changed are part of the shape.
fn check_shape(connection: &Connection, findings: &mut Findings) -> Result<()> {
    if migrations::shape_of(connection)? != migrations::expected_shape()? {
        findings.add(
            "schema",
            "The tables, or the triggers that protect them, are not those of this program.".into(),
        );
    }
    Ok(())
}

fn check_ledger(
    connection: &Connection,
    report: &mut VerifyReport,
    findings: &mut Findings,
    named: &mut attachments::Named,
    progress: &mut dyn FnMut(u64),
) -> Result<()> {
    let keys = Keys::of(connection)?;
    let mut seen: HashMap<EntryId, (chart::PatientId, chart::RecordId)> = HashMap::new();
    let mut end = Head::START;
    let mut statement = connection.prepare(&format!("SELECT {PROOF_COLUMNS} FROM ledger ORDER BY seq"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let proof = match proof(row) {
            Ok(proof) => proof,
            Err(error) => {
                // The chain is picked up again from what the row claims.
                let (seq, chain): (i64, Vec<u8>) = (row.get(10)?, row.get(17)?);
                findings.add("unreadable", format!("Entry number {seq} cannot be read: {error}"));
                end = Head { count: end.count + 1, chain: chain.try_into().unwrap_or([0; 32]) };
                continue;
            }
        };
        let number = end.count + 1;
        let id = proof.entry.id;
        if proof.seq != number.cast_signed() {
            findings.add("chain", format!("Entry number {number} is missing; {id} stands in its place."));
        }
        let header = Header::of(&proof.entry, &proof.section, proof.device);
        if body_hash(&proof.body_salt, &proof.body) != proof.body_hash {
            findings.add("body", format!("What entry {id} says was changed after it was written."));
        }
        let link = Link {
            before: &end.chain,
            seq: proof.seq.unsigned_abs(),
            header: &header,
            body_hash: &proof.body_hash,
            device: proof.device,
            signed: proof.signed.as_ref(),
        };
        if link.hash() != proof.chain {
            findings.add("chain", format!("Entry {id} was changed, or one before it."));
        }
        if proof.section != proof.entry.body.said.section() {
            findings.add("chain", format!("Entry {id} stands in another section than it says."));
        }
        match keys.state(&proof, &header) {
            SignatureState::Signed => report.signatures += 1,
            SignatureState::NotSigned if proof.entry.body.said.is_signed_by_author() => {
                report.imported_unsigned += 1;
            }
            SignatureState::NotSigned => {}
            SignatureState::Broken => {
                findings.add("signature", format!("Entry {id} is not signed by its author."));
            }
        }
        if !named.note(id, &proof.entry.body.said) {
            findings.add("document", format!("Entry {id} names a document by what is no hash."));
        }
        let home = (proof.entry.patient, proof.entry.record);
        if proof.entry.supersedes.iter().any(|before| seen.get(before) != Some(&home)) {
            findings.add("supersedes", format!("Entry {id} supersedes what is not of its record."));
        }
        seen.insert(id, home);
        end = Head { count: number, chain: proof.chain };
        report.entries += 1;
        if report.entries.is_multiple_of(1024) {
            progress(report.entries);
        }
    }
    report.ledger_head = crate::hex(&end.chain);
    Ok(())
}

fn check_audit(
    connection: &Connection,
    report: &mut VerifyReport,
    findings: &mut Findings,
    progress: &mut dyn FnMut(u64),
) -> Result<()> {
    let mut end = Head::START;
    let mut entries_then = 0;
    let mut statement = connection.prepare(
        "SELECT seq, at, staff, act, patient, detail, ledger_count, chain FROM audit ORDER BY seq",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (read, chain) = audit::audit_row(row)?;
        let number = end.count + 1;
        if read.seq != number {
            findings.add("audit", format!("Row {number} of the audit is missing."));
        }
        if audit::link(&end.chain, &read) != chain {
            findings.add("audit", format!("Row {} of the audit was changed, or one before it.", read.seq));
        }
        if read.ledger_count < entries_then || read.ledger_count > report.entries {
            findings.add("audit", format!("Row {} of the audit and the ledger do not fit.", read.seq));
        }
        entries_then = read.ledger_count;
        end = Head { count: number, chain };
        report.audit_rows += 1;
        if report.audit_rows.is_multiple_of(1024) {
            progress(report.audit_rows);
        }
    }
    report.audit_head = crate::hex(&end.chain);
    Ok(())
}

/// The keys people sign with.
struct Keys(HashMap<StaffId, Vec<StatedKey>>);

impl Keys {
    fn of(connection: &Connection) -> Result<Self> {
        let mut keys: HashMap<StaffId, Vec<StatedKey>> = HashMap::new();
        for stated in stated_keys(connection)? {
            keys.entry(stated.staff).or_default().push(stated);
        }
        Ok(Self(keys))
    }

    /// A signature counts when one of the keys stated for its author before the entry was written made it.
    fn state(&self, proof: &Proof, header: &Header) -> SignatureState {
        let belongs = proof.entry.body.said.is_signed_by_author() && proof.entry.body.from.is_none();
        match (&proof.signed, belongs) {
            (None, false) => SignatureState::NotSigned,
            (None, true) => SignatureState::Broken,
            (Some(signed), _) => {
                let keys = self.0.get(&proof.entry.author).map_or(&[][..], Vec::as_slice);
                let fits = keys
                    .iter()
                    .filter(|stated| stated.seq < proof.seq)
                    .any(|stated| signed.fits(&stated.key, header, &proof.body));
                if fits { SignatureState::Signed } else { SignatureState::Broken }
            }
        }
    }
}

/// Findings by kind, so that a thousand of one kind do not hide the others.
#[derive(Default)]
struct Findings {
    listed: Vec<Finding>,
    counts: HashMap<String, usize>,
}

impl Findings {
    fn add(&mut self, kind: &str, what: String) {
        let count = self.counts.entry(kind.to_owned()).or_default();
        *count += 1;
        if *count <= MOST_OF_A_KIND {
            self.listed.push(Finding::new(kind, what));
        }
    }

    fn into_list(mut self) -> Vec<Finding> {
        for (kind, count) in self.counts {
            if let Some(more) = count.checked_sub(MOST_OF_A_KIND).filter(|more| *more > 0) {
                self.listed.push(Finding::new(&kind, format!("… and {more} more of this kind.")));
            }
        }
        self.listed
    }
}
