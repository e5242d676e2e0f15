//! Tables: creating, dropping and renaming them.

use sea_query::{Alias, SqliteQueryBuilder};

use super::literal::name;
use super::rebuild::{self, Goes};
use super::{SERVER, column, constraint, index};
use crate::dialect::key;
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, text};
use crate::operation::{CreateTable, DropTable, RenameTable};
use crate::schema::{Column, RowSecurity, Table, TableOptions};

pub(super) fn create(op: &CreateTable, capabilities: &Capabilities) -> Result<Step, Problem> {
    let table = &op.table;
    can_be_strict(table, capabilities)?;
    let mut statements = vec![Statement::Run(create_sql(&table.name, table)?)];
    for each in &table.indexes {
        statements.push(Statement::Run(index::create_sql(table, each)?));
    }
    Ok(Step::new("", statements))
}

pub(super) fn can_be_strict(table: &Table, capabilities: &Capabilities) -> Result<(), Problem> {
    if !table.options.strict || capabilities.strict_tables() {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "table {:?} is strict, which needs SQLite 3.37, and this is {capabilities}",
            table.name
        ),
        "use a newer SQLite, or leave `strict` out",
    ))
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
    options(&mut sql, table)?;
    Ok(sql)
}

fn options(sql: &mut String, table: &Table) -> Result<(), Problem> {
    let TableOptions {
        strict,
        without_rowid,
        unlogged,
        engine,
        charset,
        collation,
        row_security,
    } = &table.options;
    text::no_partitions(
        table,
        SERVER,
        "leave the partitions out where this is meant for SQLite",
    )?;
    let of_others = [
        ("is unlogged", *unlogged),
        (
            "shows each role its own rows",
            *row_security != RowSecurity::default(),
        ),
        ("names a storage engine", engine.is_some()),
        ("names a character set", charset.is_some()),
        ("names a collation for its columns", collation.is_some()),
    ];
    if let Some((what, _)) = of_others.iter().find(|(_, given)| *given) {
        return Err(Problem::new(
            format!("table {:?} {what}, which SQLite does not have", table.name),
            "leave it out",
        ));
    }
    if let Some(key) = table
        .primary_key
        .as_ref()
        .filter(|_| *without_rowid || *strict)
    {
        key::not_null(table, key, "SQLite in a STRICT or WITHOUT ROWID table")?;
    }
    if *without_rowid {
        // https://www.sqlite.org/withoutrowid.html#differences_from_ordinary_rowid_tables
        let numbers = table.columns.iter().any(Column::is_identity);
        if table.primary_key.is_none() || numbers {
            return Err(Problem::new(
                format!(
                    "table {:?} has no row ids, and so needs a primary key, which cannot number rows",
                    table.name
                ),
                "give it a primary key of its own values, or leave `without_rowid` out",
            ));
        }
    }
    sql.push_str(options_sql(*without_rowid, *strict));
    Ok(())
}

/// The options behind the parentheses.
pub(super) const fn options_sql(without_rowid: bool, strict: bool) -> &'static str {
    match (without_rowid, strict) {
        (false, false) => "",
        (false, true) => " STRICT",
        (true, false) => " WITHOUT ROWID",
        (true, true) => " WITHOUT ROWID, STRICT",
    }
}

pub(super) fn drop(op: &DropTable, before: &Table) -> Step {
    let statements = vec![drop_sql(&op.table)];
    let statement = rebuild::proved(&op.table, statements, Goes::All);
    let mut step = Step::new("", vec![statement]);
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
