//! Indexes.

use super::expression;
use super::literal::name;
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::dialect::{Statement, Step};
use crate::operation::{CreateIndex, DropIndex};
use crate::schema::{Index, IndexKey, Table};

pub(super) fn create(op: &CreateIndex, table: &Table) -> Result<Step, Problem> {
    Ok(Step::new(
        "",
        vec![Statement::Run(create_sql(table, &op.index)?)],
    ))
}

pub(super) fn create_sql(table: &Table, index: &Index) -> Result<String, Problem> {
    let what = || format!("index {:?}", index.name);
    let mut sql = String::with_capacity(96);
    sql.push_str(if index.unique {
        "CREATE UNIQUE INDEX "
    } else {
        "CREATE INDEX "
    });
    name(&mut sql, &index.name);
    sql.push_str(" ON ");
    name(&mut sql, &table.name);
    sql.push_str(" (");
    text::listed(&mut sql, &index.parts, |sql, part| {
        match &part.key {
            IndexKey::Column(column) => name(sql, column),
            IndexKey::Expression(expression) => {
                sql.push('(');
                sql.push_str(&expression::condition(expression, table, what)?);
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
        sql.push_str(&expression::condition(filter, table, || {
            format!("the filter of index {:?}", index.name)
        })?);
    }
    Ok(sql)
}

pub(super) fn drop(op: &DropIndex) -> Step {
    Step::new("", vec![Statement::Run(drop_sql(&op.index))])
}

pub(super) fn drop_sql(index: &str) -> String {
    let mut sql = String::from("DROP INDEX ");
    name(&mut sql, index);
    sql
}
