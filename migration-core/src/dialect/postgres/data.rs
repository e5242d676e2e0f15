//! Rows: SQL as it was written, backfills, Rust code, and rows that a migration names.

use std::borrow::Cow;

use sea_query::{Alias, Expr, PostgresQueryBuilder, Query};

use super::literal::{name, names, relation, string, table_ref};
use super::{DIALECT, expression};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step, rows, split, text};
use crate::operation::{Backfill, Data, Delete, FillTable, Insert, Sql, Update};
use crate::schema::{Column, ColumnType, SqlText, Table, Value};

/// What cannot be inside a transaction is a step of its own.
pub(super) fn sql(op: &Sql) -> Result<Vec<Step>, Problem> {
    let sql = text::written(&op.up, DIALECT, || "the SQL".into())?.sql;
    let mut steps: Vec<Step> = Vec::new();
    for piece in split::statements(sql, DIALECT) {
        piece.stays_in_transaction()?;
        let statement = Statement::Run(piece.sql.to_owned());
        let transactional = !piece.wants_no_transaction();
        match steps.last_mut() {
            Some(step) if step.transactional && transactional => step.statements.push(statement),
            _ => {
                let mut step = Step::new("", vec![statement]);
                step.transactional = transactional;
                steps.push(step);
            }
        }
    }
    Ok(steps)
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
    update.table(table_ref(&op.table));
    for (column, sql) in &op.set {
        let sql = expression::of(sql, table, || format!("the value of column {column:?}"))?;
        update.value(Alias::new(column), Expr::cust(sql.into_owned()));
    }
    Ok(update.to_string(PostgresQueryBuilder))
}

/// Which rows.
pub(super) fn filter(filter: Option<&SqlText>, table: &Table) -> Result<Option<String>, Problem> {
    let sql = filter.map(|filter| expression::of(filter, table, || "the filter".into()));
    Ok(sql.transpose()?.map(Cow::into_owned))
}

pub(super) fn code(op: &Data) -> Step {
    Step::new("", vec![Statement::Data(op.up)])
}

/// So many rows go into one statement: a long list is no single text that has to be kept whole.
const ROWS: usize = 500;

pub(super) fn insert(op: &Insert, table: &Table) -> Result<Step, Problem> {
    let (mut head, numbered) = insert_into(table, &op.columns);
    head.push_str(" VALUES");
    let constant =
        |sql: &mut String, column: &str, value: &Value| constant(sql, table, column, value);
    let mut statements = rows::insert(&head, &op.columns, &op.rows, ROWS, constant)?;
    statements.extend(numbered);
    Ok(Step::new("", statements))
}

/// The beginning of an `INSERT` of these columns, and what runs behind it.
fn insert_into(table: &Table, columns: &[String]) -> (String, Vec<Statement>) {
    let numbered = columns
        .iter()
        .filter_map(|column| table.column(column))
        .filter_map(|column| Some((column, column.identity.as_ref()?)))
        .collect::<Vec<_>>();
    let overriding = numbered.iter().any(|(_, identity)| identity.always);
    let mut head = String::from("INSERT INTO ");
    relation(&mut head, &table.name);
    head.push(' ');
    names(&mut head, columns);
    if overriding {
        head.push_str(" OVERRIDING SYSTEM VALUE");
    }
    let after = numbered.into_iter();
    let after = after.map(|(column, _)| numbered_from_the_last(table, column));
    (head, after.collect())
}

pub(super) fn fill(op: &FillTable, table: &Table) -> Result<Step, Problem> {
    let (mut sql, numbered) = insert_into(table, &op.columns);
    sql.push('\n');
    sql.push_str(text::query(&op.query, DIALECT, &op.table)?);
    let mut statements = vec![Statement::Run(sql)];
    statements.extend(numbered);
    Ok(Step::new("", statements))
}

/// The numbers of an identity column go on behind those that were written into it: a sequence
/// does not see them. <https://www.postgresql.org/docs/current/functions-sequence.html>
pub(super) fn numbered_from_the_last(table: &Table, column: &Column) -> Statement {
    let (mut owner, mut called) = (String::new(), String::new());
    relation(&mut owner, &table.name);
    name(&mut called, &column.name);
    let sequence = sequence_of(table, column);
    let identity = column.identity.as_ref();
    let down = identity.is_some_and(|identity| identity.increment.is_some_and(|by| by < 0));
    let (last, beyond) = if down { ("min", "<") } else { ("max", ">") };
    let start = identity.and_then(|identity| identity.start).unwrap_or(1);
    Statement::Run(format!(
        "SELECT setval({sequence}, {last}({called})) FROM {owner} \
         HAVING {last}({called}) {beyond}= coalesce(pg_sequence_last_value({sequence}::regclass), {start})"
    ))
}

/// The name of the sequence that numbers a column, as SQL.
pub(super) fn sequence_of(table: &Table, column: &Column) -> String {
    let mut owner = String::new();
    relation(&mut owner, &table.name);
    let mut sql = String::from("pg_get_serial_sequence(");
    string(&mut sql, &owner);
    sql.push_str(", ");
    string(&mut sql, &column.name);
    sql.push(')');
    sql
}

pub(super) fn update(op: &Update, table: &Table) -> Result<Step, Problem> {
    let mut head = String::from("UPDATE ");
    relation(&mut head, &op.table);
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
    relation(&mut head, &op.table);
    let same = |sql: &mut String, column: &str, value: &Value| same(sql, table, column, value);
    let statements = rows::delete(&head, &op.columns, &op.rows, ROWS, same)?;
    Ok(Step::new("", statements))
}

/// The condition that a column has this value.
fn same(sql: &mut String, table: &Table, column: &str, value: &Value) -> Result<(), Problem> {
    name(sql, column);
    if *value == Value::Null {
        sql.push_str(" IS NULL");
        return Ok(());
    }
    // JSON as it was written is compared with nothing but as a text.
    let ty = table.column(column).map(|column| &column.ty);
    if ty == Some(&ColumnType::Json) {
        sql.push_str("::text");
    }
    sql.push_str(" = ");
    constant(sql, table, column, value)
}

pub(super) fn constant(
    sql: &mut String,
    table: &Table,
    column: &str,
    value: &Value,
) -> Result<(), Problem> {
    let what = || format!("a value of column {column:?}");
    match value {
        Value::Null => sql.push_str("NULL"),
        Value::Boolean(value) => sql.push_str(if *value { "TRUE" } else { "FALSE" }),
        Value::Integer(value) => sql.push_str(&value.to_string()),
        Value::Number(digits) => sql.push_str(digits),
        Value::Text(value) => {
            text::whole(value, what)?;
            string(sql, value);
        }
        Value::Bytes(bytes) => {
            sql.push_str("'\\x");
            for byte in bytes {
                sql.push_str(&format!("{byte:02x}"));
            }
            sql.push('\'');
        }
        Value::Expression(written) => {
            sql.push('(');
            sql.push_str(&expression::of(written, table, what)?);
            sql.push(')');
        }
    }
    Ok(())
}
