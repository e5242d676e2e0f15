//! Dialects: the SQL of each operation, as pure data. No dialect knows another, and none
//! talks to a database.
//!
//! The three folders hold the same files, so that the same question has its answer in the
//! same place; only SQLite has a `rebuild`. What they share stands beside them and knows no
//! dialect's SQL.

mod batches;
mod capabilities;
mod created;
mod definitions;
mod key;
mod mysql;
mod names;
mod postgres;
mod problem;
mod reading;
mod rows;
pub mod split;
mod sqlite;
mod step;
mod text;
mod touch;
pub mod trace;

pub use batches::{BatchWork, Batches, KeyColumn, KeyKind};
pub use capabilities::{Capabilities, Server};
pub use definitions::{Difference, definitions, differences};
pub use sqlite::{Outcome, Prepared, Probe, Rebuild};
#[cfg(feature = "_io")]
pub(crate) use sqlite::{RANDOM_UUID as SQLITE_RANDOM_UUID, definition as sqlite_definition};
pub use step::{Refusal, Statement, Step, Unsupported};
#[cfg(feature = "_io")]
pub(crate) use touch::recognise as recognise_touched;
pub use trace::Trace;

use crate::operation::{CreateTable, Operation};
use crate::schema::{DialectName, Schema};
use problem::Problem;

/// The steps that carry out one operation on the server that `capabilities` describes; none
/// where nothing has to change there. `before` is the folded schema that the operation is
/// applied to; the operation has been checked against it.
///
/// # Errors
/// What the dialect cannot do, with the way out.
pub fn render(
    operation: &Operation,
    before: &Schema,
    capabilities: &Capabilities,
) -> Result<Vec<Step>, Unsupported> {
    match operation {
        Operation::StateOnly(_) => return Ok(Vec::new()),
        Operation::DatabaseOnly(op) => return render_each(&op.operations, before, capabilities),
        _ => {}
    }
    let dialect = capabilities.dialect();
    match spelled_out(operation, before) {
        Ok(None) => {}
        Ok(Some(whole)) => return as_part_of(operation, render(&whole, before, capabilities)),
        Err(problem) => return Err(problem.of(operation, dialect)),
    }
    if let Err(problem) = touch::is_told(operation, before, dialect) {
        return Err(problem.of(operation, dialect));
    }
    if let Some(apart) = touch::apart(operation, before, dialect) {
        let steps = render_each(&apart.operations, &apart.before, capabilities);
        return as_part_of(operation, steps);
    }
    let steps = match dialect {
        DialectName::Sqlite => sqlite::render(operation, before, capabilities),
        DialectName::Postgres => postgres::render(operation, before, capabilities),
        DialectName::Mysql => mysql::render(operation, before, capabilities),
    };
    match steps {
        Ok(steps) => Ok(described(steps, &operation.describe())),
        Err(problem) => Err(problem.of(operation, dialect)),
    }
}

/// The table that one like another is, or a partition.
fn spelled_out(operation: &Operation, before: &Schema) -> Result<Option<Operation>, Problem> {
    let (table, of) = match operation {
        Operation::CreateTableLike(op) => (op.created(before), &op.like),
        Operation::CreatePartition(op) => (op.created(before), &op.parent),
        _ => return Ok(None),
    };
    let table = table.ok_or_else(|| text::missing(&format!("table {of:?}")))?;
    Ok(Some(Operation::CreateTable(CreateTable {
        table: table.into(),
    })))
}

/// What others do in the place of an operation is told as its own.
fn as_part_of(
    operation: &Operation,
    steps: Result<Vec<Step>, Unsupported>,
) -> Result<Vec<Step>, Unsupported> {
    let words = operation.describe();
    match steps {
        Ok(steps) => Ok(described(steps, &words)),
        Err(refused) => Err(Unsupported {
            operation: words,
            ..refused
        }),
    }
}

fn render_each(
    operations: &[Operation],
    before: &Schema,
    capabilities: &Capabilities,
) -> Result<Vec<Step>, Unsupported> {
    let mut schema = before.clone();
    let mut steps = Vec::new();
    for operation in operations {
        steps.extend(render(operation, &schema, capabilities)?);
        // It was checked against the same schema before.
        let _ = operation.apply(&mut schema);
    }
    Ok(steps)
}

/// The steps that carry out the first of some operations, or the first few where the server
/// can do them as one change; and how many they are.
///
/// # Errors
/// As [`render`].
pub fn render_next(
    operations: &[Operation],
    before: &Schema,
    capabilities: &Capabilities,
) -> Result<(Vec<Step>, usize), Unsupported> {
    let Some(first) = operations.first() else {
        return Ok((Vec::new(), 0));
    };
    let dialect = capabilities.dialect();
    let merged = match dialect {
        DialectName::Sqlite => {
            let (run, before) = touch::run(operations, before, dialect);
            sqlite::merged(&run, &before, capabilities)
        }
        DialectName::Mysql => Ok(mysql::merged(operations, before, capabilities)),
        DialectName::Postgres => Ok(None),
    };
    match merged {
        Ok(Some((steps, used))) => {
            let words: Vec<String> = operations[..used].iter().map(Operation::describe).collect();
            return Ok((described(steps, &words.join(", ")), used));
        }
        Ok(None) => {}
        Err(problem) => return Err(problem.of(first, dialect)),
    }
    render(first, before, capabilities).map(|steps| (steps, 1))
}

fn described(mut steps: Vec<Step>, description: &str) -> Vec<Step> {
    steps.retain(|step| !step.statements.is_empty());
    for step in &mut steps {
        description.clone_into(&mut step.description);
    }
    steps
}
