//! The shape of the file and how an older one becomes the present one: one list, one transaction, or nothing.
//!
//! Three numbers stand in the file: what it is (`application_id`), its shape (`user_version`), and the oldest
//! shape a program must know to write it without harm (`practice_file.oldest_writer`). A newer file that an
//! older program cannot harm still opens; any other is refused.

use crate::error::{Result, StoreError};
use crate::{attachments, audit, drafts, ledger, projections, said, settings};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

/// `PCht`: so that `file`, and we, know a Paperchart database.
pub(crate) const APPLICATION_ID: i64 = 0x5043_6874;

/// One step from a shape to the next.
struct Migration {
    /// What is run, in order.
    steps: &'static [&'static str],
    /// The oldest shape a program must know to write the file after this step.
    oldest_writer: i64,
    /// The projections hold something else from here on and are built anew from the ledger.
    rebuild: bool,
}

/// Shape 1 is the first. A released step is never changed; a new one is added below.
const MIGRATIONS: &[Migration] = &[
    Migration {
        steps: &[settings::SCHEMA, ledger::SCHEMA, audit::SCHEMA, drafts::SCHEMA, projections::SCHEMA],
        oldest_writer: 1,
        rebuild: false,
    },
    // Documents have bytes, and what came in awaits review. A program of shape 1 cannot read their entries.
    Migration { steps: &[attachments::SCHEMA, projections::SCHEMA_2], oldest_writer: 2, rebuild: true },
    // The list of open tasks. A program that does not keep it up would leave done ones on it.
    Migration { steps: &[projections::TASKS_SCHEMA], oldest_writer: 3, rebuild: true },
    // An older program would leave rows out of the new tables.
    Migration { steps: &[projections::PRESCRIBING], oldest_writer: 4, rebuild: true },
    // Full text. An older program would leave what it writes out of the index.
    Migration { steps: &[said::SCHEMA], oldest_writer: 5, rebuild: true },
    // Charts that are parts of others, and records that were moved: an older program cannot read such entries.
    Migration { steps: &[projections::MERGED_SCHEMA], oldest_writer: 6, rebuild: true },
    // The index of words is merged in small steps. An older program merges it too, only later and more at once.
    Migration { steps: &[said::NO_MERGES_OF_ITS_OWN], oldest_writer: 6, rebuild: false },
];

/// The newest shape this program knows.
#[must_use]
pub(crate) fn newest() -> i64 {
    MIGRATIONS.len().cast_signed() as i64
}

/// Brings a new or older file to the newest shape. The connection must not be guarded yet.
///
/// # Errors
/// [`StoreError::NewerFormat`] for a file that this program could harm, and nothing is changed.
pub(crate) fn migrate(connection: &mut Connection) -> Result<()> {
    let shape: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let application: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let empty = shape == 0 && application == 0;
    if !empty && application != APPLICATION_ID {
        return Err(StoreError::integrity("the file practice.chart is another program's."));
    }
    if shape >= newest() {
        return refuse_if_harmful(connection);
    }
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let pending = usize::try_from(shape).ok().and_then(|done| MIGRATIONS.get(done..));
    let pending =
        pending.ok_or_else(|| StoreError::integrity("the file has an impossible format number."))?;
    for migration in pending {
        apply(&tx, migration)?;
    }
    // Once, when every table is there: building them fills all of them.
    if pending.iter().any(|migration| migration.rebuild) {
        projections::rebuild(&tx)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", newest())?;
    tx.commit()?;
    Ok(())
}

fn apply(tx: &Transaction<'_>, migration: &Migration) -> Result<()> {
    for step in migration.steps {
        tx.execute_batch(step)?;
    }
    settings::set_fact(tx, "oldest_writer", &migration.oldest_writer.to_string())
}

fn refuse_if_harmful(connection: &Connection) -> Result<()> {
    let oldest_writer: Option<String> = connection
        .query_row("SELECT value FROM practice_file WHERE name = 'oldest_writer'", [], |row| row.get(0))
        .optional()?;
    let file = oldest_writer
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| StoreError::integrity("the file does not say who may write it."))?;
    if file > newest() {
        return Err(StoreError::NewerFormat { file, program: newest() });
    }
    Ok(())
}

/// Every table, index and trigger as SQL text, by name: what `verify` and the snapshot test compare.
pub(crate) fn shape_of(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT type || ' ' || name || char(10) || sql || ';' FROM sqlite_schema
         WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name",
    )?;
    let shape = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(shape)
}

/// The shape a file of the newest format has.
pub(crate) fn expected_shape() -> Result<Vec<String>> {
    let mut memory = Connection::open_in_memory()?;
    migrate(&mut memory)?;
    shape_of(&memory)
}
