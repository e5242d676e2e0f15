//! Checks that the operations on rows share.

use super::{SchemaError, checks};
use crate::schema::{Schema, Value};

/// Whether the table has the columns, and each row a value for each of them.
pub(super) fn check(
    schema: &Schema,
    table: &str,
    columns: &[String],
    rows: &[Vec<Value>],
) -> Result<(), SchemaError> {
    let known = checks::table(schema, table)?;
    let what = format!("the rows of table {table:?}");
    checks::column_list(known, &what, columns)?;
    let invalid = |problem: String, help: &str| {
        Err(SchemaError::Invalid {
            what: what.clone(),
            problem,
            help: help.to_owned(),
        })
    };
    if rows.is_empty() {
        return invalid("are none".to_owned(), "give at least one");
    }
    for (i, row) in rows.iter().enumerate() {
        if row.len() != columns.len() {
            return invalid(
                format!(
                    "have {} columns, and row {} has {} values",
                    columns.len(),
                    i + 1,
                    row.len()
                ),
                "give a value for each column",
            );
        }
        for (name, value) in columns.iter().zip(row) {
            let column = checks::column(known, name)?;
            if *value == Value::Null && !column.nullable {
                return invalid(
                    format!("have NULL in column {name:?} of row {}", i + 1),
                    "the column is NOT NULL: give a value",
                );
            }
            if column.generated.is_some() {
                return invalid(
                    format!("have a value in column {name:?}, which is generated"),
                    "leave the column out",
                );
            }
        }
    }
    Ok(())
}
