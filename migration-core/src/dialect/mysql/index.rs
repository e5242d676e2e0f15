//! Indexes.

use super::literal::name;
use super::{constraint, expression, types};
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::dialect::{Capabilities, Statement, Step};
use crate::operation::{CreateIndex, DropIndex};
use crate::schema::{Index, IndexKey, Table};

/// Without blocking writes, or not at all:
/// <https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html>
const ONLINE: &str = " ALGORITHM = INPLACE LOCK = NONE";

pub(super) fn create(
    op: &CreateIndex,
    table: &Table,
    server: &Capabilities,
) -> Result<Step, Problem> {
    let mut sql = create_sql(table, &op.index, server)?;
    if op.concurrently {
        sql.push_str(ONLINE);
    }
    Ok(Step::new("", vec![Statement::Run(sql)]))
}

pub(super) fn create_sql(
    table: &Table,
    index: &Index,
    server: &Capabilities,
) -> Result<String, Problem> {
    let mut sql = String::with_capacity(96);
    sql.push_str(if index.unique {
        "CREATE UNIQUE INDEX "
    } else {
        "CREATE INDEX "
    });
    name(&mut sql, &index.name);
    sql.push_str(" ON ");
    name(&mut sql, &table.name);
    sql.push(' ');
    parts(&mut sql, table, index, server)?;
    Ok(sql)
}

/// The index as a line of `CREATE TABLE`.
pub(super) fn clause(
    out: &mut String,
    table: &Table,
    index: &Index,
    server: &Capabilities,
) -> Result<(), Problem> {
    out.push_str(if index.unique {
        "UNIQUE INDEX "
    } else {
        "INDEX "
    });
    name(out, &index.name);
    out.push(' ');
    parts(out, table, index, server)
}

fn parts(
    out: &mut String,
    table: &Table,
    index: &Index,
    server: &Capabilities,
) -> Result<(), Problem> {
    let what = || format!("index {:?}", index.name);
    types::can_be_key(table, &what(), index.columns())?;
    if index.filter.is_some() {
        return Err(Problem::new(
            format!(
                "{} has a filter, and MySQL and MariaDB have no partial indexes",
                what()
            ),
            "leave the filter out, or create the index with `schema.sql(by_dialect()…)` on the others only",
        ));
    }
    out.push('(');
    text::listed(out, &index.parts, |out, part| {
        match &part.key {
            IndexKey::Column(column) => name(out, column),
            IndexKey::Expression(sql) => {
                has_expressions(server, &what())?;
                out.push('(');
                out.push_str(&expression::of(sql, table, what)?);
                out.push(')');
            }
        }
        if part.descending {
            out.push_str(" DESC");
        }
        Ok(())
    })?;
    out.push(')');
    Ok(())
}

fn has_expressions(server: &Capabilities, what: &str) -> Result<(), Problem> {
    if server.indexes_expressions() {
        return Ok(());
    }
    Err(Problem::new(
        format!("{what} is over an expression, which MariaDB and MySQL before 8.0.13 do not index"),
        "add a generated column with `schema.sql(by_dialect()…)` and index that one",
    ))
}

pub(super) fn drop(op: &DropIndex, table: &Table) -> Result<Step, Problem> {
    let Some(index) = table.index(&op.index) else {
        return Err(text::missing(&format!("index {:?}", op.index)));
    };
    let mut sql = drop_sql(&op.table, &op.index);
    if op.concurrently {
        // Not `DROP INDEX`: MariaDB's takes no algorithm.
        sql = constraint::alter(&op.table, "DROP INDEX ");
        name(&mut sql, &op.index);
        sql.push_str(", ALGORITHM = INPLACE, LOCK = NONE");
    }
    let columns: Vec<&str> = index
        .parts
        .iter()
        .map_while(|part| match &part.key {
            IndexKey::Column(column) => Some(column.as_str()),
            IndexKey::Expression(_) => None,
        })
        .collect();
    constraint::without_key(table, &columns, sql)
}

pub(super) fn drop_sql(table: &str, index: &str) -> String {
    let mut sql = String::from("DROP INDEX ");
    name(&mut sql, index);
    sql.push_str(" ON ");
    name(&mut sql, table);
    sql
}
