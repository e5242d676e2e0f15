//! Tables: creating, dropping and renaming them.

use sea_query::{Alias, SqliteQueryBuilder};

use super::literal::name;
use super::{column, constraint, index};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step};
use crate::operation::{CreateTable, DropTable, RenameTable};
use crate::schema::Table;

pub(super) fn create(op: &CreateTable) -> Result<Step, Problem> {
    let table = &op.table;
    let mut statements = vec![Statement::Run(create_sql(&table.name, table)?)];
    for each in &table.indexes {
        statements.push(Statement::Run(index::create_sql(table, each)?));
    }
    Ok(Step::new("", statements))
}

/// `CREATE TABLE`, without the indexes; `called` is the name to create it under.
pub(super) fn create_sql(called: &str, table: &Table) -> Result<String, Problem> {
    let mut sql = String::with_capacity(64 + 48 * table.columns.len());
    sql.push_str("CREATE TABLE ");
    name(&mut sql, called);
    sql.push_str(" (");
    for (i, each) in table.columns.iter().enumerate() {
        sql.push_str(if i == 0 { "\n    " } else { ",\n    " });
        column::definition(&mut sql, table, each)?;
    }
    constraint::clauses(&mut sql, table)?;
    sql.push_str("\n)");
    Ok(sql)
}

pub(super) fn drop(op: &DropTable, before: &Table) -> Step {
    let mut step = Step::new("", vec![Statement::Run(drop_sql(&op.table))]);
    // Dropping a table deletes its rows first, and a row that another row of the same table
    // refers to may be kept by RESTRICT. <https://www.sqlite.org/foreignkeys.html#fk_schemacommands>
    step.without_foreign_keys = before
        .foreign_keys
        .iter()
        .any(|key| key.references_table == before.name);
    step
}

pub(super) fn drop_sql(table: &str) -> String {
    sea_query::Table::drop()
        .table(Alias::new(table))
        .to_string(SqliteQueryBuilder)
}

pub(super) fn rename(op: &RenameTable) -> Step {
    Step::new("", vec![Statement::Run(rename_sql(&op.from, &op.to))])
}

pub(super) fn rename_sql(from: &str, to: &str) -> String {
    sea_query::Table::rename()
        .table(Alias::new(from), Alias::new(to))
        .to_string(SqliteQueryBuilder)
}
