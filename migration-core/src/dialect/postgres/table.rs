//! Tables: creating, dropping and renaming them, with the types of their enumerations.

use sea_query::PostgresQueryBuilder;

use super::literal::{absent, relation, renamed, table_ref};
use super::{clauses, column, comment, constraint, index, partition, types};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step};
use crate::operation::{AlterTable, CreateTable, DropTable, RenameTable};
use crate::schema::{RowSecurity, Schema, Table, TableOptions};

pub(super) fn create(op: &CreateTable, server: &Capabilities) -> Result<Step, Problem> {
    let table = &op.table;
    partition::divisible(table)?;
    let mut statements = Vec::with_capacity(1 + table.indexes.len());
    for (ty, values) in types::enumerations(table) {
        statements.push(types::create(ty, values)?);
    }
    let mut sql = String::with_capacity(64 + 48 * table.columns.len());
    sql.push_str("CREATE ");
    options(&mut sql, table)?;
    sql.push_str("TABLE ");
    relation(&mut sql, &table.name);
    sql.push_str(" (");
    for (i, each) in table.columns.iter().enumerate() {
        sql.push_str(if i == 0 { "\n    " } else { ",\n    " });
        column::definition(&mut sql, table, each, server)?;
    }
    clauses::clauses(&mut sql, table, server)?;
    sql.push_str("\n)");
    if let Some(by) = &table.partitioning {
        partition::divided_by(&mut sql, table, by)?;
    }
    statements.push(Statement::Run(sql));
    statements.extend(clauses::repeated(table, server)?);
    statements.extend(row_security(
        &table.name,
        RowSecurity::Off,
        table.options.row_security,
    ));
    for each in &table.indexes {
        let sql = index::create_sql(table, each, false, server)?;
        statements.push(Statement::Run(sql));
    }
    statements.extend(clauses::behind(table, server)?);
    statements.extend(comment::all(table)?);
    if let Some(of) = &table.partition_of {
        statements.push(partition::attached(table, of)?);
    }
    Ok(Step::new("", statements))
}

pub(super) fn alter(op: &AlterTable, before: &Table) -> Result<Step, Problem> {
    let mut after = before.clone();
    op.change(&mut after);
    // What PostgreSQL has not is refused as in a new table.
    options(&mut String::new(), &after)?;
    let mut statements = Vec::new();
    if before.options.unlogged != after.options.unlogged {
        let action = if after.options.unlogged {
            "SET UNLOGGED"
        } else {
            "SET LOGGED"
        };
        statements.push(Statement::Run(constraint::alter(&op.table, action)));
    }
    statements.extend(row_security(
        &op.table,
        before.options.row_security,
        after.options.row_security,
    ));
    if op.comment.is_some() {
        statements.push(comment::on_table(&op.table, after.comment.as_deref())?);
    }
    Ok(Step::new("", statements))
}

/// What takes a table from one row security to another:
/// <https://www.postgresql.org/docs/current/ddl-rowsecurity.html>
fn row_security(table: &str, from: RowSecurity, to: RowSecurity) -> Vec<Statement> {
    let is_on = |security| security != RowSecurity::Off;
    let is_forced = |security| security == RowSecurity::Forced;
    [
        (is_on(from), is_on(to), ["ENABLE", "DISABLE"]),
        (is_forced(from), is_forced(to), ["FORCE", "NO FORCE"]),
    ]
    .into_iter()
    .filter(|(before, after, _)| before != after)
    .map(|(_, after, [yes, no])| {
        let word = if after { yes } else { no };
        Statement::Run(constraint::alter(
            table,
            &format!("{word} ROW LEVEL SECURITY"),
        ))
    })
    .collect()
}

/// What stands before the word `TABLE`.
fn options(out: &mut String, table: &Table) -> Result<(), Problem> {
    let TableOptions {
        strict,
        without_rowid,
        unlogged,
        engine,
        charset,
        collation,
        // Statements of their own.
        row_security: _,
    } = &table.options;
    let what = || format!("table {:?}", table.name);
    for (asked, property, whose) in [
        (*strict, "its types checked", "SQLite's option alone"),
        (*without_rowid, "no rowid", "SQLite's option alone"),
        (engine.is_some(), "an engine", "MySQL's option alone"),
        (
            charset.is_some(),
            "a character set of its own",
            "MySQL's alone: PostgreSQL has one for the database",
        ),
        (
            collation.is_some(),
            "a collation of its own",
            "MySQL's alone: PostgreSQL has one for each column",
        ),
    ] {
        absent(asked, what, property, whose)?;
    }
    if *unlogged {
        out.push_str("UNLOGGED ");
    }
    Ok(())
}

pub(super) fn drop(op: &DropTable, before: &Table) -> Step {
    let sql = sea_query::Table::drop()
        .table(table_ref(&op.table))
        .to_string(PostgresQueryBuilder);
    let mut statements = vec![Statement::Run(sql)];
    for (ty, _) in types::enumerations(before) {
        statements.push(types::drop(ty));
    }
    Step::new("", statements)
}

pub(super) fn rename(op: &RenameTable, before: &Schema) -> Step {
    Step::new("", renamed("TABLE", &op.from, &op.to, before))
}
