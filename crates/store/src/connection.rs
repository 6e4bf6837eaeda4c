//! Opening the encrypted file: the one place where a connection is made, and every setting it has.
//!
//! SQLCipher falls back to plain SQLite without a word when it was built wrong or the key came too late.
//! Therefore nothing is believed: the header is looked at, the version is compared, settings are read back.

use crate::error::{Result, StoreError};
use crate::keys::PracticeKeys;
use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use zeroize::Zeroizing;

/// The SQLCipher this program was tested with. Another one is refused until somebody has looked at it.
pub(crate) const CIPHER_VERSION: &str = "4.19.0 community";
const PLAIN_HEADER: &[u8; 16] = b"SQLite format 3\0";

/// Bytes a page. An entry longer than a quarter of a page goes on to a page of its own, which the rest of it fills
/// badly: with 4,096 bytes a note of a few sentences did, and two fifths of a file were empty (docs/trust.md has
/// the figures). Part of the format: a page of another length does not decrypt.
pub(crate) const PAGE_BYTES: usize = 8192;

/// Whether the file has to be there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    /// A new file; one that is there is refused.
    New,
    /// A file that is there.
    Existing,
}

/// Settings, and what each must read back as.
const SETTINGS: &[(&str, &str, &str)] = &[
    // Another process never reads while this one writes; the lock of the folder says so first.
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    // With NORMAL a power cut loses entries that were called saved.
    ("synchronous", "FULL", "2"),
    ("foreign_keys", "ON", "1"),
    // Without it, REPLACE deletes rows past the triggers that forbid deleting.
    ("recursive_triggers", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("cell_size_check", "ON", "1"),
    ("secure_delete", "ON", "1"),
    // With FILE, sorting writes plain text to a temporary file.
    ("temp_store", "MEMORY", "2"),
    ("mmap_size", "0", "0"),
    // Negative: KiB. A chart of a thousand visits has 5 MB; five times as much made nothing faster.
    ("cache_size", "-6144", "-6144"),
    // Pages. The log goes into the file in steps so small that nobody who saves waits for one.
    ("wal_autocheckpoint", "256", "256"),
];

/// Opens the file with its key and every setting, and proves that it is encrypted.
///
/// # Errors
/// [`StoreError::Integrity`] when the file is plain, or its key is another.
pub(crate) fn connection(path: &Path, keys: &PracticeKeys, opening: Opening) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    match opening {
        Opening::Existing => refuse_plain_file(path)?,
        Opening::New if path.exists() => return Err(StoreError::AlreadyAPractice),
        Opening::New => {
            crate::folder::private().write(true).create_new(true).open(path)?;
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
    }
    let mut connection = keyed(path, keys, flags)?;
    settle(&connection)?;
    guard(&mut connection)?;
    Ok(connection)
}

/// Sets every setting and reads it back.
pub(crate) fn settle(connection: &Connection) -> Result<()> {
    for (name, value, expected) in SETTINGS {
        connection.pragma_update_and_check(None, name, value, |_| Ok(())).or_else(accept_silence)?;
        let reads = read_setting(connection, name)?;
        if !reads.eq_ignore_ascii_case(expected) {
            return Err(StoreError::Program(format!("the setting {name} reads {reads}, not {expected}")));
        }
    }
    for (name, value) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    ] {
        if connection.set_db_config(name, value)? != value {
            return Err(StoreError::Program(format!("the setting {name:?} does not hold")));
        }
    }
    connection.set_prepared_statement_cache_capacity(128);
    connection.set_limit(rusqlite::limits::Limit::SQLITE_LIMIT_ATTACHED, 1)?;
    Ok(())
}

/// A connection with the key alone: for a copy that is being made or read, and for nothing else.
pub(crate) fn keyed(path: &Path, keys: &PracticeKeys, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags)?;
    // Before the key, so that the key itself is wiped when it is freed.
    connection.execute_batch("PRAGMA cipher_memory_security = ON")?;
    // SQLCipher would write to standard error by itself; what it finds comes back as errors.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    // Before the key, and as the process's default, since the file that a rotation attaches has to be the same.
    connection.execute_batch(&format!("PRAGMA cipher_default_page_size = {PAGE_BYTES}"))?;
    // Before the first page is read: SQLite would otherwise make a file of shared memory beside the log, and keep it.
    connection.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(()))?;
    connection.execute_batch(&key_statement("PRAGMA key = ", keys))?;
    let version: String = connection
        .pragma_query_value(None, "cipher_version", |row| row.get(0))
        .map_err(|_| StoreError::Program("this program was built without encryption".into()))?;
    if version != CIPHER_VERSION {
        return Err(StoreError::Program(format!("this program was built with SQLCipher {version}")));
    }
    // The first page is decrypted here, or the key is wrong.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    Ok(connection)
}

/// `PRAGMA key = "x'…'"` or `… KEY "x'…'"`: 64 digits of key and 32 of salt. rusqlite hands the text to SQLite
/// without copying it, and it is wiped here.
pub(crate) fn key_statement(before: &str, keys: &PracticeKeys) -> Zeroizing<String> {
    use std::fmt::Write;
    let mut text = Zeroizing::new(String::with_capacity(before.len() + 128));
    text.push_str(before);
    text.push_str("\"x'");
    for byte in keys.database.iter().chain(keys.salt.iter()) {
        // Writing to a string cannot fail; the result only has to be looked at.
        if write!(text, "{byte:02x}").is_err() {
            break;
        }
    }
    text.push_str("'\"");
    text
}

/// Lets the connection do its daily work and nothing else: no settings, no other files, no change to the
/// schema, and neither UPDATE nor DELETE on ledger and audit. The triggers say the same once more, because an
/// `INSERT OR REPLACE` walks past an authorizer.
pub(crate) fn guard(connection: &mut Connection) -> Result<()> {
    Ok(connection.authorizer(Some(allowed))?)
}

/// Takes the guard away for work on the file as a whole. Put it back with [`guard`].
pub(crate) fn unguard(connection: &mut Connection) -> Result<()> {
    Ok(connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>)?)
}

fn allowed(asked: AuthContext<'_>) -> Authorization {
    let refused = match asked.action {
        // Full text search reads data_version; the checks are what `verify` runs.
        AuthAction::Pragma { pragma_name, pragma_value } => {
            let reads = ["data_version", "user_version", "application_id"];
            let checks = ["integrity_check", "cipher_integrity_check", "foreign_key_check", "wal_checkpoint"];
            !(checks.contains(&pragma_name) || pragma_value.is_none() && reads.contains(&pragma_name))
        }
        AuthAction::Update { table_name, .. } | AuthAction::Delete { table_name } => {
            matches!(table_name, "ledger" | "audit" | "attachments")
        }
        AuthAction::Function { function_name } => {
            matches!(function_name, "load_extension" | "sqlcipher_export" | "readfile" | "writefile")
        }
        AuthAction::Attach { .. }
        | AuthAction::Detach { .. }
        | AuthAction::AlterTable { .. }
        | AuthAction::CreateIndex { .. }
        | AuthAction::CreateTable { .. }
        | AuthAction::CreateTrigger { .. }
        | AuthAction::CreateView { .. }
        | AuthAction::CreateVtable { .. }
        | AuthAction::DropIndex { .. }
        | AuthAction::DropTable { .. }
        | AuthAction::DropTrigger { .. }
        | AuthAction::DropView { .. }
        | AuthAction::DropVtable { .. }
        | AuthAction::CreateTempTrigger { .. } => true,
        _ => false,
    };
    if refused { Authorization::Deny } else { Authorization::Allow }
}

fn refuse_plain_file(path: &Path) -> Result<()> {
    let mut header = [0; 16];
    let mut file = match File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::integrity("the file practice.chart is missing."));
        }
        other => other?,
    };
    match file.read_exact(&mut header) {
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            return Err(StoreError::integrity("the file practice.chart is empty or cut off."));
        }
        other => other?,
    }
    if &header == PLAIN_HEADER {
        return Err(StoreError::integrity(
            "the file practice.chart is not encrypted, so it is not this practice's.",
        ));
    }
    Ok(())
}

/// Some settings answer with a row, some with silence.
fn accept_silence(error: rusqlite::Error) -> std::result::Result<(), rusqlite::Error> {
    match error {
        rusqlite::Error::QueryReturnedNoRows => Ok(()),
        other => Err(other),
    }
}

fn read_setting(connection: &Connection, name: &str) -> Result<String> {
    Ok(connection.pragma_query_value(None, name, |row| {
        Ok(match row.get_ref(0)? {
            rusqlite::types::ValueRef::Integer(number) => number.to_string(),
            other => other.as_str()?.to_owned(),
        })
    })?)
}
