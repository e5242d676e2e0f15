//! Statements over rows that a migration names, put together in the same way on every dialect.
//! How a value, a name and a condition are written is each dialect's own.

use super::Statement;
use super::problem::Problem;
use super::text;
use crate::operation::Update;
use crate::schema::Value;

/// Writes a value of a column, or the condition that a column has it.
pub(super) trait Write: Fn(&mut String, &str, &Value) -> Result<(), Problem> {}

impl<F: Fn(&mut String, &str, &Value) -> Result<(), Problem>> Write for F {}

/// `head`, which ends with `VALUES`, and so many rows at once behind it.
pub(super) fn insert(
    head: &str,
    columns: &[String],
    rows: &[Vec<Value>],
    at_once: usize,
    constant: impl Write,
) -> Result<Vec<Statement>, Problem> {
    let mut statements = Vec::new();
    for rows in rows.chunks(at_once) {
        let mut sql = head.to_owned();
        for (i, row) in rows.iter().enumerate() {
            sql.push_str(if i > 0 { ",\n    (" } else { "\n    (" });
            text::listed(&mut sql, columns.iter().zip(row), |sql, (column, value)| {
                constant(sql, column, value)
            })?;
            sql.push(')');
        }
        statements.push(Statement::Run(sql));
    }
    Ok(statements)
}

/// The whole `UPDATE` of the row that has the key.
pub(super) fn update(
    head: &str,
    op: &Update,
    name: impl Fn(&mut String, &str),
    constant: impl Write,
    same: impl Write,
) -> Result<Statement, Problem> {
    let mut sql = head.to_owned();
    sql.push_str(" SET ");
    text::listed(&mut sql, &op.set, |sql, (column, value)| {
        name(sql, column);
        sql.push_str(" = ");
        constant(sql, column, value)
    })?;
    sql.push_str(" WHERE ");
    let key = op.key.iter().map(|(column, value)| (column, value));
    all(&mut sql, key, same)?;
    Ok(Statement::Run(sql))
}

/// `head`, which ends with the table's name, and the conditions of so many rows at once.
pub(super) fn delete(
    head: &str,
    columns: &[String],
    rows: &[Vec<Value>],
    at_once: usize,
    same: impl Write,
) -> Result<Vec<Statement>, Problem> {
    let mut statements = Vec::new();
    for rows in rows.chunks(at_once) {
        let mut sql = head.to_owned();
        for (i, row) in rows.iter().enumerate() {
            sql.push_str(if i > 0 { "\n    OR (" } else { " WHERE (" });
            all(&mut sql, columns.iter().zip(row), &same)?;
            sql.push(')');
        }
        statements.push(Statement::Run(sql));
    }
    Ok(statements)
}

/// The condition that a row has all of these values.
pub(super) fn all<'a>(
    sql: &mut String,
    values: impl Iterator<Item = (&'a String, &'a Value)>,
    same: impl Write,
) -> Result<(), Problem> {
    for (i, (column, value)) in values.enumerate() {
        sql.push_str(if i > 0 { " AND " } else { "" });
        same(sql, column, value)?;
    }
    Ok(())
}
