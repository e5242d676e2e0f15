//! Tables: creating, dropping and renaming them, with the types of their enumerations.

use sea_query::{Alias, PostgresQueryBuilder};

use super::literal::name;
use super::{column, constraint, index, types};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, Step};
use crate::operation::{CreateTable, DropTable, RenameTable};
use crate::schema::Table;

pub(super) fn create(op: &CreateTable) -> Result<Step, Problem> {
    let table = &op.table;
    let mut statements = Vec::with_capacity(1 + table.indexes.len());
    for (ty, values) in types::enumerations(table) {
        statements.push(types::create(ty, values)?);
    }
    let mut sql = String::with_capacity(64 + 48 * table.columns.len());
    sql.push_str("CREATE TABLE ");
    name(&mut sql, &table.name);
    sql.push_str(" (");
    for (i, each) in table.columns.iter().enumerate() {
        sql.push_str(if i == 0 { "\n    " } else { ",\n    " });
        column::definition(&mut sql, table, each)?;
    }
    constraint::clauses(&mut sql, table)?;
    sql.push_str("\n)");
    statements.push(Statement::Run(sql));
    for each in &table.indexes {
        statements.push(Statement::Run(index::create_sql(table, each, false)?));
    }
    Ok(Step::new("", statements))
}

pub(super) fn drop(op: &DropTable, before: &Table) -> Step {
    let sql = sea_query::Table::drop()
        .table(Alias::new(&op.table))
        .to_string(PostgresQueryBuilder);
    let mut statements = vec![Statement::Run(sql)];
    for (ty, _) in types::enumerations(before) {
        statements.push(types::drop(ty));
    }
    Step::new("", statements)
}

pub(super) fn rename(op: &RenameTable) -> Step {
    let sql = sea_query::Table::rename()
        .table(Alias::new(&op.from), Alias::new(&op.to))
        .to_string(PostgresQueryBuilder);
    Step::new("", vec![Statement::Run(sql)])
}
