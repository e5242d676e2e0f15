//! Rows: SQL as it was written, backfills, Rust code.

use std::borrow::Cow;

use sea_query::{Alias, Expr, MysqlQueryBuilder, Query};

use super::literal::{name, names, string};
use super::{DIALECT, expression};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step, rows, split, text};
use crate::operation::{Backfill, Data, Delete, FillTable, Insert, Sql, Update};
use crate::schema::{ColumnType, SqlText, Table, Value};

pub(super) fn sql(op: &Sql) -> Result<Step, Problem> {
    let sql = text::written(&op.up, DIALECT, || "the SQL".into())?.sql;
    let mut statements = Vec::new();
    for piece in split::statements(sql, DIALECT) {
        if piece.words.first().is_some_and(|word| word == "DELIMITER") {
            return Err(Problem::new(
                "DELIMITER is a command of the mysql client, and no SQL",
                "leave it out: the bodies of triggers and routines are known here",
            ));
        }
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
        let sql = expression::of(sql, table, || format!("the value of column {column:?}"))?;
        update.value(Alias::new(column), Expr::cust(sql.into_owned()));
    }
    Ok(update.to_string(MysqlQueryBuilder))
}

/// Which rows.
pub(super) fn filter(filter: Option<&SqlText>, table: &Table) -> Result<Option<String>, Problem> {
    let sql = filter.map(|filter| expression::of(filter, table, || "the filter".into()));
    Ok(sql.transpose()?.map(Cow::into_owned))
}

pub(super) fn code(op: &Data) -> Step {
    Step::new("", vec![Statement::Data(op.up)])
}

pub(super) fn insert(op: &Insert, table: &Table) -> Result<Step, Problem> {
    let mut head = String::from("INSERT INTO ");
    name(&mut head, &op.table);
    head.push(' ');
    names(&mut head, &op.columns);
    head.push_str(" VALUES");
    let constant = |sql: &mut String, _: &str, each: &Value| value(sql, table, each);
    let statements = rows::insert(&head, &op.columns, &op.rows, op.rows.len().max(1), constant)?;
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
        |sql, _, each| value(sql, table, each),
        |sql, column, each| has(sql, table, column, each),
    )?;
    Ok(Step::new("", vec![statement]))
}

pub(super) fn delete(op: &Delete, table: &Table) -> Result<Step, Problem> {
    let mut sql = String::from("DELETE FROM ");
    name(&mut sql, &op.table);
    sql.push_str(" WHERE ");
    for (i, row) in op.rows.iter().enumerate() {
        if i > 0 {
            sql.push_str("\n    OR ");
        }
        rows::all(&mut sql, op.columns.iter().zip(row), |sql, column, each| {
            has(sql, table, column, each)
        })?;
    }
    Ok(Step::new("", vec![Statement::Run(sql)]))
}

/// That a column has this very value.
fn has(out: &mut String, table: &Table, column: &str, each: &Value) -> Result<(), Problem> {
    name(out, column);
    if *each == Value::Null {
        out.push_str(" IS NULL");
        return Ok(());
    }
    out.push_str(" = ");
    value(out, table, each)?;
    // By the column's own collation `a` may be `A` too.
    let is_text = table.column(column).is_some_and(|column| {
        matches!(
            column.ty,
            ColumnType::Char(_) | ColumnType::Varchar(_) | ColumnType::Text
        )
    });
    if is_text && matches!(each, Value::Text(_)) {
        out.push_str(" COLLATE utf8mb4_bin");
    }
    Ok(())
}

fn value(out: &mut String, table: &Table, value: &Value) -> Result<(), Problem> {
    match value {
        Value::Null => out.push_str("NULL"),
        Value::Boolean(value) => out.push_str(if *value { "TRUE" } else { "FALSE" }),
        Value::Integer(value) => out.push_str(&value.to_string()),
        Value::Number(value) => out.push_str(value),
        Value::Text(value) => {
            text::whole(value, || format!("a value for table {:?}", table.name))?;
            string(out, value);
        }
        Value::Bytes(bytes) => {
            out.push_str("X'");
            for byte in bytes {
                out.push_str(&format!("{byte:02X}"));
            }
            out.push('\'');
        }
        Value::Expression(sql) => {
            out.push('(');
            out.push_str(&expression::of(sql, table, || {
                format!("a value for table {:?}", table.name)
            })?);
            out.push(')');
        }
    }
    Ok(())
}
