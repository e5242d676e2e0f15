//! Rows: SQL as it was written, backfills, Rust code.

use std::borrow::Cow;

use sea_query::{Alias, Expr, Query, SqliteQueryBuilder};

use super::literal::{name, names, string};
use super::{DIALECT, expression};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step, rows, split, text};
use crate::operation::{Backfill, Data, Delete, FillTable, Insert, Sql, Update};
use crate::schema::{Column, ColumnType, SqlText, Table, Value};

pub(super) fn sql(op: &Sql) -> Result<Step, Problem> {
    let sql = text::written(&op.up, DIALECT, || "the SQL".into())?.sql;
    let mut statements = Vec::new();
    for piece in split::statements(sql, DIALECT) {
        piece.stays_in_transaction()?;
        statements.push(Statement::Run(piece.sql.to_owned()));
    }
    Ok(Step::new("", statements))
}

pub(super) fn backfill(op: &Backfill, table: &Table) -> Result<Step, Problem> {
    let mut sql = update_rows(op, table)?;
    if let Some(filter) = filter(op.filter.as_ref(), table)? {
        sql.push_str(" WHERE ");
        sql.push_str(&filter);
    }
    Ok(Step::new("", vec![Statement::Run(sql)]))
}

/// The UPDATE of a backfill, without its condition.
pub(super) fn update_rows(op: &Backfill, table: &Table) -> Result<String, Problem> {
    let mut update = Query::update();
    update.table(Alias::new(&op.table));
    for (column, sql) in &op.set {
        let sql = expression::value(sql, table, || format!("the value of column {column:?}"))?;
        update.value(Alias::new(column), Expr::cust(sql.into_owned()));
    }
    Ok(update.to_string(SqliteQueryBuilder))
}

/// Which rows.
pub(super) fn filter(filter: Option<&SqlText>, table: &Table) -> Result<Option<String>, Problem> {
    let sql = filter.map(|filter| expression::condition(filter, table, || "the filter".into()));
    Ok(sql.transpose()?.map(Cow::into_owned))
}

pub(super) fn code(op: &Data) -> Step {
    Step::new("", vec![Statement::Data(op.up)])
}

/// So many rows go into one statement: a long list is no single text that has to be kept whole.
const ROWS: usize = 500;

/// So many rows are found by one condition: SQLite's limit is a depth of 1,000.
/// <https://www.sqlite.org/limits.html>
const CONDITIONS: usize = 200;

pub(super) fn insert(op: &Insert, table: &Table) -> Result<Step, Problem> {
    let mut head = String::from("INSERT INTO ");
    name(&mut head, &op.table);
    head.push(' ');
    names(&mut head, &op.columns);
    head.push_str(" VALUES");
    let constant =
        |sql: &mut String, column: &str, value: &Value| constant(sql, table, column, value);
    let statements = rows::insert(&head, &op.columns, &op.rows, ROWS, constant)?;
    Ok(Step::new("", statements))
}

pub(super) fn fill(op: &FillTable) -> Result<Step, Problem> {
    let mut sql = String::from("INSERT INTO ");
    name(&mut sql, &op.table);
    sql.push(' ');
    names(&mut sql, &op.columns);
    sql.push('\n');
    sql.push_str(text::query(&op.query, DIALECT, &op.table)?);
    Ok(Step::new("", vec![Statement::Run(sql)]))
}

pub(super) fn update(op: &Update, table: &Table) -> Result<Step, Problem> {
    let mut head = String::from("UPDATE ");
    name(&mut head, &op.table);
    let statement = rows::update(
        &head,
        op,
        name,
        |sql, column, value| constant(sql, table, column, value),
        |sql, column, value| same(sql, table, column, value),
    )?;
    Ok(Step::new("", vec![statement]))
}

pub(super) fn delete(op: &Delete, table: &Table) -> Result<Step, Problem> {
    let mut head = String::from("DELETE FROM ");
    name(&mut head, &op.table);
    let same = |sql: &mut String, column: &str, value: &Value| same(sql, table, column, value);
    let statements = rows::delete(&head, &op.columns, &op.rows, CONDITIONS, same)?;
    Ok(Step::new("", statements))
}

/// The condition that a column has this value; `IS` knows NULL too.
fn same(sql: &mut String, table: &Table, column: &str, value: &Value) -> Result<(), Problem> {
    name(sql, column);
    sql.push_str(" IS ");
    constant(sql, table, column, value)
}

/// A value as the column keeps it.
fn constant(sql: &mut String, table: &Table, column: &str, value: &Value) -> Result<(), Problem> {
    let what = || format!("a value of column {column:?}");
    // A decimal is kept as text; a bare number would pass through an 8-byte real on its way.
    let decimal = |column: &Column| matches!(column.ty, ColumnType::Decimal { .. });
    let as_text = table.column(column).is_some_and(decimal);
    match value {
        Value::Null => sql.push_str("NULL"),
        Value::Boolean(value) => sql.push_str(if *value { "TRUE" } else { "FALSE" }),
        Value::Integer(value) if as_text => string(sql, &value.to_string()),
        Value::Integer(value) => sql.push_str(&value.to_string()),
        Value::Number(digits) if as_text => string(sql, digits),
        Value::Number(digits) => sql.push_str(digits),
        Value::Text(value) => {
            text::whole(value, what)?;
            string(sql, value);
        }
        Value::Bytes(bytes) => {
            sql.push_str("X'");
            for byte in bytes {
                sql.push_str(&format!("{byte:02X}"));
            }
            sql.push('\'');
        }
        Value::Expression(expression) => {
            sql.push('(');
            sql.push_str(&expression::value(expression, table, what)?);
            sql.push(')');
        }
    }
    Ok(())
}
