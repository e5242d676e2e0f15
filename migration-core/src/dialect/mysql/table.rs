//! Tables: creating, dropping, renaming and altering them.

use super::change::Work;
use super::column::{definition, plain};
use super::follow::Follow;
use super::literal::{comment, name};
use super::{SERVER, constraint, index, refused, texts, types, views};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, text};
use crate::operation::{AlterTable, CreateTable, DropTable, Operation, RenameTable};
use crate::schema::{Column, Index, RowSecurity, Table, TableOptions};

/// One statement, indexes included, so that it happens whole or not at all.
pub(super) fn create(op: &CreateTable, server: &Capabilities) -> Result<Step, Problem> {
    let table = &op.table;
    let mut sql = String::with_capacity(128 + 48 * table.columns.len());
    sql.push_str("CREATE TABLE ");
    name(&mut sql, &table.name);
    sql.push_str(" (");
    for (i, each) in table.columns.iter().enumerate() {
        sql.push_str(if i == 0 { "\n    " } else { ",\n    " });
        definition(&mut sql, table, each, server)?;
    }
    one_identity_with_a_key(table)?;
    sorts_downwards(table, server)?;
    constraint::clauses(&mut sql, table, server)?;
    for each in &table.indexes {
        sql.push_str(",\n    ");
        index::clause(&mut sql, table, each, server)?;
    }
    sql.push_str("\n)");
    options(&mut sql, table)?;
    let starts = table
        .columns
        .iter()
        .find_map(|column| column.identity.as_ref()?.start);
    if let Some(start) = starts {
        sql.push_str(&format!(" AUTO_INCREMENT = {start}"));
    }
    if let Some(about) = &table.comment {
        comment(&mut sql, " COMMENT = ", about, || {
            format!("table {:?}", table.name)
        })?;
    }
    Ok(Step::new("", vec![Statement::Run(sql)]))
}

/// Said, not left to the server's settings: another engine would ignore foreign keys, and
/// another character set would not hold every text.
fn options(out: &mut String, table: &Table) -> Result<(), Problem> {
    let TableOptions {
        strict,
        without_rowid,
        unlogged,
        row_security,
        engine,
        charset,
        collation,
    } = &table.options;
    let what = || format!("table {:?}", table.name);
    let sqlite = "SQLite's alone";
    let postgres = "PostgreSQL's alone";
    let help = "leave the partitions out where this is meant for MySQL and MariaDB, which divide a table in another \
        way: `schema.sql(by_dialect().mysql(\"ALTER TABLE … PARTITION BY …\"))`";
    text::no_partitions(table, SERVER, help)?;
    refused::none(*strict, what, "the option strict", sqlite)?;
    refused::none(*without_rowid, what, "the option without_rowid", sqlite)?;
    refused::none(*unlogged, what, "the option unlogged", postgres)?;
    refused::none(
        *row_security != RowSecurity::Off,
        what,
        "row security",
        postgres,
    )?;
    texts::fit(charset.as_deref(), collation.as_deref(), what)?;
    out.push_str(" ENGINE = ");
    plain(out, engine.as_deref().unwrap_or("InnoDB"), what)?;
    out.push_str(" DEFAULT CHARACTER SET = ");
    plain(out, charset.as_deref().unwrap_or("utf8mb4"), what)?;
    if let Some(collation) = collation {
        out.push_str(" COLLATE = ");
        plain(out, collation, what)?;
    }
    Ok(())
}

/// That a new column numbers no rows: it has no key yet.
pub(super) fn joins_without_numbers(column: &Column) -> Result<(), Problem> {
    if !column.is_identity() {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "column {:?} numbers rows, which MySQL and MariaDB do only in a column with a key, and a new one has none",
            column.name
        ),
        "add it without numbers, fill it, give it a key, and let it number rows with `alter_column` then",
    ))
}

/// <https://dev.mysql.com/doc/refman/8.4/en/example-auto-increment.html>
pub(super) fn one_identity_with_a_key(table: &Table) -> Result<(), Problem> {
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

/// That a key is left for the column that numbers rows, where one goes.
pub(super) fn numbers_on(operation: &Operation, before: &Table) -> Result<(), Problem> {
    let mut after = before.clone();
    match operation {
        Operation::DropPrimaryKey(_) => after.primary_key = None,
        Operation::DropUnique(op) => after.uniques.retain(|unique| unique.name != op.unique),
        Operation::DropIndex(op) => after.indexes.retain(|index| index.name != op.index),
        _ => return Ok(()),
    }
    one_identity_with_a_key(&after)
}

/// That the engine takes every index, one that sorts downwards too.
pub(super) fn sorts_downwards(table: &Table, server: &Capabilities) -> Result<(), Problem> {
    let Some(engine) = table.options.engine.as_deref() else {
        return Ok(());
    };
    if engine.eq_ignore_ascii_case("InnoDB") || server.every_engine_sorts_downwards() {
        return Ok(());
    }
    let downwards = |index: &&Index| index.parts.iter().any(|part| part.descending);
    match table.indexes.iter().find(downwards) {
        None => Ok(()),
        Some(index) => Err(Problem::new(
            format!(
                "index {:?} sorts downwards, which MySQL has with the engine InnoDB alone, and table {:?} has {engine}",
                index.name, table.name
            ),
            "let it sort upwards, or leave the engine out",
        )),
    }
}

/// A table's character set is that of each column that names none; by itself the server would
/// leave the columns that exist as they were.
pub(super) fn alter(
    op: &AlterTable,
    before: &Table,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    let mut after = before.clone();
    op.change(&mut after);
    sorts_downwards(&after, server)?;
    let mut clauses = Vec::new();
    if after.options != before.options {
        let mut sql = String::new();
        options(&mut sql, &after)?;
        let same_texts = after.options.charset == before.options.charset
            && after.options.collation == before.options.collation;
        if same_texts {
            // The engine alone.
            let end = sql.find(" DEFAULT").unwrap_or(sql.len());
            sql.truncate(end);
        }
        clauses.push(sql.trim_start().to_owned());
        let inherits = |column: &&crate::schema::Column| {
            !same_texts
                && column.charset.is_none()
                && column.collation.is_none()
                && types::may_be_text(&column.ty)
        };
        for column in after.columns.iter().filter(inherits) {
            let mut sql = String::from("MODIFY COLUMN ");
            definition(&mut sql, &after, column, server)?;
            clauses.push(sql);
        }
    }
    if after.comment != before.comment {
        let mut sql = String::new();
        let about = after.comment.as_deref().unwrap_or_default();
        comment(&mut sql, "COMMENT = ", about, || {
            format!("table {:?}", op.table)
        })?;
        clauses.push(sql);
    }
    if clauses.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Work::Alter(clauses.join(", "))])
}

pub(super) fn drop(op: &DropTable) -> Step {
    let mut sql = String::from("DROP TABLE ");
    name(&mut sql, &op.table);
    let statements = vec![views::none_uses_table(&op.table), Statement::Run(sql)];
    Step::new("", statements)
}

pub(super) fn rename(op: &RenameTable, follow: Follow) -> Step {
    renamed(&op.from, &op.to, follow)
}

/// A table, view or sequence under its new name, and what reads it.
pub(super) fn renamed(from: &str, to: &str, follow: Follow) -> Step {
    let mut statements = follow.before;
    statements.push(Statement::Run(rename_sql(from, to)));
    statements.extend(follow.after);
    Step::new("", statements)
}

/// Tables, views and sequences share one space of names, and one statement.
fn rename_sql(from: &str, to: &str) -> String {
    let mut sql = String::from("RENAME TABLE ");
    name(&mut sql, from);
    sql.push_str(" TO ");
    name(&mut sql, to);
    sql
}
