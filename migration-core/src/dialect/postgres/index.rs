//! Indexes.

use super::expression;
use super::literal::name;
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::dialect::{Statement, Step};
use crate::operation::{CreateIndex, DropIndex};
use crate::schema::{Index, IndexKey, Table};

pub(super) fn create(op: &CreateIndex, table: &Table) -> Result<Step, Problem> {
    let sql = create_sql(table, &op.index, op.concurrently)?;
    Ok(step(sql, op.concurrently))
}

pub(super) fn create_sql(
    table: &Table,
    index: &Index,
    concurrently: bool,
) -> Result<String, Problem> {
    let what = || format!("index {:?}", index.name);
    let mut sql = String::with_capacity(96);
    sql.push_str("CREATE ");
    if index.unique {
        sql.push_str("UNIQUE ");
    }
    sql.push_str("INDEX ");
    if concurrently {
        sql.push_str("CONCURRENTLY ");
    }
    name(&mut sql, &index.name);
    sql.push_str(" ON ");
    name(&mut sql, &table.name);
    sql.push_str(" (");
    text::listed(&mut sql, &index.parts, |sql, part| {
        match &part.key {
            IndexKey::Column(column) => name(sql, column),
            IndexKey::Expression(expression) => {
                sql.push('(');
                sql.push_str(&expression::of(expression, table, what)?);
                sql.push(')');
            }
        }
        if part.descending {
            sql.push_str(" DESC");
        }
        Ok(())
    })?;
    sql.push(')');
    if let Some(filter) = &index.filter {
        sql.push_str(" WHERE ");
        sql.push_str(&expression::of(filter, table, || {
            format!("the filter of index {:?}", index.name)
        })?);
    }
    Ok(sql)
}

pub(super) fn drop(op: &DropIndex) -> Step {
    if !op.concurrently {
        return step(drop_sql(&op.index), false);
    }
    let mut sql = String::from("DROP INDEX CONCURRENTLY ");
    name(&mut sql, &op.index);
    step(sql, true)
}

pub(super) fn drop_sql(index: &str) -> String {
    let mut sql = String::from("DROP INDEX ");
    name(&mut sql, index);
    sql
}

/// `CONCURRENTLY` waits for other transactions and so cannot be inside one:
/// <https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY>
fn step(sql: String, concurrently: bool) -> Step {
    let mut step = Step::new("", vec![Statement::Run(sql)]);
    step.transactional = !concurrently;
    step
}
