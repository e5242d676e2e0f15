//! Tables: creating, dropping and renaming them.

use sea_query::{Alias, MysqlQueryBuilder};

use super::literal::name;
use super::{column, constraint, index};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step};
use crate::operation::{CreateTable, DropTable, RenameTable};
use crate::schema::Table;

/// One statement, indexes included, so that it happens whole or not at all.
pub(super) fn create(op: &CreateTable, server: &Capabilities) -> Result<Step, Problem> {
    let table = &op.table;
    let mut sql = String::with_capacity(128 + 48 * table.columns.len());
    sql.push_str("CREATE TABLE ");
    name(&mut sql, &table.name);
    sql.push_str(" (");
    for (i, each) in table.columns.iter().enumerate() {
        sql.push_str(if i == 0 { "\n    " } else { ",\n    " });
        column::definition(&mut sql, table, each)?;
    }
    one_identity_with_a_key(table)?;
    constraint::clauses(&mut sql, table)?;
    for each in &table.indexes {
        sql.push_str(",\n    ");
        index::clause(&mut sql, table, each, server)?;
    }
    // Said, not left to the server's settings: another engine would ignore foreign keys, and
    // another character set would not hold every text.
    sql.push_str("\n) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4");
    Ok(Step::new("", vec![Statement::Run(sql)]))
}

/// <https://dev.mysql.com/doc/refman/8.4/en/example-auto-increment.html>
fn one_identity_with_a_key(table: &Table) -> Result<(), Problem> {
    let mut identities = table.columns.iter().filter(|column| column.is_identity());
    let Some(first) = identities.next() else {
        return Ok(());
    };
    if let Some(second) = identities.next() {
        return Err(Problem::new(
            format!(
                "columns {:?} and {:?} both number rows, which MySQL and MariaDB do for one column of a table",
                first.name, second.name
            ),
            "leave the numbering out of one of them",
        ));
    }
    if constraint::keys(table).any(|key| key.first() == Some(&first.name.as_str())) {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "column {:?} numbers rows, which MySQL and MariaDB do only for the first column of a key",
            first.name
        ),
        "make it the primary key, or give it a unique constraint",
    ))
}

pub(super) fn drop(op: &DropTable) -> Step {
    let sql = sea_query::Table::drop()
        .table(Alias::new(&op.table))
        .to_string(MysqlQueryBuilder);
    Step::new("", vec![Statement::Run(sql)])
}

pub(super) fn rename(op: &RenameTable) -> Step {
    let sql = sea_query::Table::rename()
        .table(Alias::new(&op.from), Alias::new(&op.to))
        .to_string(MysqlQueryBuilder);
    Step::new("", vec![Statement::Run(sql)])
}
