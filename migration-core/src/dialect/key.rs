//! Primary keys over columns that may be NULL: SQLite's ordinary tables alone have these.
//! <https://www.sqlite.org/lang_createtable.html#the_primary_key>

use super::problem::Problem;
use crate::operation::Operation;
use crate::schema::{PrimaryKey, Schema, Table};

/// Whether the operation makes no such key. `server` silently makes the columns NOT NULL.
pub(super) fn is_never_null(
    operation: &Operation,
    before: &Schema,
    server: &str,
) -> Result<(), Problem> {
    match operation {
        Operation::CreateTable(op) => match &op.table.primary_key {
            Some(key) => not_null(&op.table, key, server),
            None => Ok(()),
        },
        Operation::AddPrimaryKey(op) => match before.table(&op.table) {
            Some(table) => not_null(table, &op.primary_key, server),
            None => Ok(()),
        },
        Operation::AlterColumn(op) if op.nullable == Some(true) => {
            let table = before.table(&op.table);
            let key = table.and_then(|table| table.primary_key.as_ref());
            match key {
                Some(key) if key.columns.contains(&op.column) => {
                    Err(nullable(&op.table, &op.column, server))
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Whether no column of the key may be NULL.
pub(super) fn not_null(table: &Table, key: &PrimaryKey, server: &str) -> Result<(), Problem> {
    let mut columns = key.columns.iter().filter_map(|name| table.column(name));
    match columns.find(|column| column.nullable) {
        Some(column) => Err(nullable(&table.name, &column.name, server)),
        None => Ok(()),
    }
}

fn nullable(table: &str, column: &str, server: &str) -> Problem {
    Problem::new(
        format!(
            "the primary key of table {table:?} holds column {column:?}, which is nullable, as no column of a key is on {server}"
        ),
        "take `.nullable()` away, or use a unique constraint instead of the key",
    )
}
