//! What the examples of the documentation show: the SQL of a change on each dialect.

use crate::dialect::{Capabilities, Statement};
use crate::error::Error;
use crate::migration::{Down, Recorded, Version};
use crate::operation::Operation;
use crate::plan::Planner;
pub use crate::prelude::*;
use crate::schema::{DialectName, Schema};

/// The SQL of a change on the oldest server that each dialect supports, or why it is refused there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// On SQLite. Of a table that is made anew there is its new definition alone.
    pub sqlite: String,
    /// On PostgreSQL.
    pub postgres: String,
    /// On MySQL and MariaDB.
    pub mysql: String,
    /// The operations that undo it, in a few words each, or why there are none.
    pub back: String,
}

/// The SQL of `change`, where `before` has been recorded first. Queries that only look whether
/// something may go on are left out.
pub fn example(
    before: impl FnOnce(&mut SchemaBuilder),
    change: impl FnOnce(&mut SchemaBuilder),
) -> Example {
    let (before, change) = (recorded(before), recorded(change));
    let mut schema = Schema::new();
    // What does not fit is told by the change itself, which then does not fit either.
    for operation in &before {
        let _ = operation.apply(&mut schema);
    }
    Example {
        sqlite: rendered(&change, &schema, DialectName::Sqlite),
        postgres: rendered(&change, &schema, DialectName::Postgres),
        mysql: rendered(&change, &schema, DialectName::Mysql),
        back: back(&change, &schema),
    }
}

fn recorded(record: impl FnOnce(&mut SchemaBuilder)) -> Vec<Operation> {
    let mut builder = SchemaBuilder::new();
    record(&mut builder);
    builder.into_operations()
}

fn rendered(change: &[Operation], schema: &Schema, dialect: DialectName) -> String {
    let Some((version, _)) = Version::split_module("m20260101_000000_example") else {
        return String::new();
    };
    let migration = Recorded::new(version, "example", change.to_vec(), Down::Derived);
    let mut planner = Planner::after(Capabilities::common(dialect), schema.clone());
    match planner.up(&migration) {
        Ok(plan) => {
            let statements = plan.steps.iter().flat_map(|step| &step.statements);
            let shown: Vec<String> = statements.filter_map(shown).collect();
            shown.join("\n")
        }
        Err(Error::Unsupported { cause, .. }) => cause.to_string(),
        Err(error) => error.to_string(),
    }
}

fn shown(statement: &Statement) -> Option<String> {
    match statement {
        Statement::Run(sql) => Some(format!("{sql};")),
        Statement::Verify { .. } => None,
        Statement::Data(code) => Some(format!("-- data code in Rust: {}", code.name)),
        Statement::Batches(batches) => Some(match batches.whole() {
            Some(sql) => format!("{sql};"),
            None => batches.as_comment(),
        }),
        Statement::Rebuild(rebuild) => made(&rebuild.as_made()),
    }
}

/// A table that is made anew, or the statements of a smaller change.
fn made(parts: &[Statement]) -> Option<String> {
    let anew = parts.iter().find_map(|part| match part {
        Statement::Run(sql) if sql.contains(NEW) && sql.starts_with("CREATE TABLE") => {
            Some(format!("-- made anew:\n{};", sql.replacen(NEW, "", 1)))
        }
        _ => None,
    });
    let all: Vec<String> = parts.iter().filter_map(shown).collect();
    anew.or((!all.is_empty()).then(|| all.join("\n")))
}

/// What stands before a table's name while it is made anew.
const NEW: &str = "__migrate_new_";

fn back(change: &[Operation], schema: &Schema) -> String {
    let mut schema = schema.clone();
    let mut all = Vec::new();
    for operation in change {
        match operation.reverse(&schema) {
            Ok(undo) => {
                let words: Vec<String> = undo.iter().map(Operation::describe).collect();
                all.splice(0..0, words);
            }
            Err(cause) => return format!("cannot be reversed: {}", cause.reason),
        }
        let _ = operation.apply(&mut schema);
    }
    all.join(", ")
}
