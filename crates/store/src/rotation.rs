//! A new key for the whole file: export, verify, rename.
//!
//! At every moment the old file opens with the old key or the new file with the new one. The new key goes
//! through everybody's letterbox before the new file takes its place, and the old key is forgotten after. An
//! opening that finds letters finishes the rotation or takes it back ([`crate::opened`]).

use crate::anchor::{Anchor, Heads};
use crate::audit::Act;
use crate::connection::{Opening, connection, guard, key_statement, unguard};
use crate::error::{Result, StoreError};
use crate::folder::{CHART, CHART_NEW};
use crate::keys::PracticeKeys;
use crate::opened::discard_new_chart;
use crate::store::{Moment, Store};
use crate::{migrations, verify};
use rusqlite::Connection;

/// Export, verify, letters, rename, forget.
const STEPS: u64 = 5;

impl Store {
    /// Gives the practice a new key. Every user keeps their password; who has no slot any more stays out.
    /// `progress` hears after each of five steps.
    ///
    /// # Errors
    /// [`StoreError::Integrity`] when the new file is not what the old one is, and [`StoreError`] of the disk.
    /// The practice then still opens as before.
    pub fn rotate_keys(&mut self, now: Moment, progress: &mut dyn FnMut(u64, u64)) -> Result<()> {
        self.audit(Act::named("keys.rotate"), now)?;
        let keys = PracticeKeys::random()?;
        discard_new_chart(&self.folder)?;
        self.export(&keys)?;
        progress(1, STEPS);
        self.prove_new_chart(&keys)?;
        progress(2, STEPS);
        self.key_file.post_letters(&keys)?;
        self.key_file.write(&self.folder, &[&self.keys, &keys])?;
        progress(3, STEPS);
        self.with_file_closed(|store| {
            store.folder.rename(CHART_NEW, CHART)?;
            store.keys = keys;
            Ok(())
        })?;
        progress(4, STEPS);
        // Made durable before the old key is forgotten, which alone can read the note of before.
        self.anchor = Anchor::open(&self.folder, &self.keys, self.key_file.practice_id)?;
        self.note_heads(now);
        self.anchor.flush()?;
        self.key_file.forget_keys_before_letters();
        let own = self.user.id.0;
        self.key_file.put_keys(own, &self.master, &self.keys)?;
        self.key_file.write(&self.folder, &[&self.keys])?;
        progress(5, STEPS);
        Ok(())
    }

    /// Writes the whole file once more under another key, beside the present one.
    fn export(&mut self, keys: &PracticeKeys) -> Result<()> {
        let path = self.folder.file(CHART_NEW);
        let path = path.to_str().ok_or_else(|| StoreError::refused("The folder's name is no text."))?;
        crate::folder::private().write(true).create_new(true).open(path)?;
        unguard(&mut self.connection)?;
        let exported = export_to(&self.connection, path, keys);
        guard(&mut self.connection)?;
        exported
    }

    /// The new file is complete when it opens with its key, every check passes, and each table holds as much.
    fn prove_new_chart(&mut self, keys: &PracticeKeys) -> Result<()> {
        let mut file = connection(&self.folder.file(CHART_NEW), keys, Opening::Existing)?;
        unguard(&mut file)?;
        let same = Heads::of(&file)? == self.heads
            && counts(&file)? == counts(&self.connection)?
            && migrations::shape_of(&file)? == migrations::shape_of(&self.connection)?;
        // What was wrong before the rotation stays a finding of the file; it is no reason to keep an old key.
        let before = verify::check(&self.connection, &mut |_, _| {})?.findings;
        let findings = verify::check(&file, &mut |_, _| {})?.findings;
        file.close().map_err(|(_, error)| StoreError::from(error))?;
        if same && findings == before {
            return Ok(());
        }
        discard_new_chart(&self.folder)?;
        Err(StoreError::integrity("the file under the new key is not the same; the old one stays."))
    }
}

fn export_to(connection: &Connection, path: &str, keys: &PracticeKeys) -> Result<()> {
    let quoted = path.replace('\'', "''");
    connection.execute_batch(&key_statement(&format!("ATTACH DATABASE '{quoted}' AS rotated KEY "), keys))?;
    let exported = fill(connection);
    connection.execute_batch("DETACH DATABASE rotated")?;
    exported
}

fn fill(connection: &Connection) -> Result<()> {
    connection.query_row("SELECT sqlcipher_export('rotated')", [], |_| Ok(()))?;
    for name in ["application_id", "user_version"] {
        let value: i64 = connection.pragma_query_value(None, name, |row| row.get(0))?;
        connection.pragma_update(Some("rotated"), name, value)?;
    }
    Ok(())
}

/// How many rows each table holds.
pub(crate) fn counts(connection: &Connection) -> Result<Vec<(String, i64)>> {
    let mut statement =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let mut counts = Vec::with_capacity(names.len());
    for name in names {
        let quoted = name.replace('"', "\"\"");
        let count =
            connection.query_row(&format!("SELECT count(*) FROM \"{quoted}\""), [], |row| row.get(0))?;
        counts.push((name, count));
    }
    Ok(counts)
}
