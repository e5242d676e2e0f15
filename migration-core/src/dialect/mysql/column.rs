//! Columns: their definition, and adding, dropping and renaming them.

use super::change::Work;
use super::literal::{comment, default, name};
use super::{DIALECT, constraint, expression, index, refused, texts, types, views};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, text};
use crate::operation::{AddColumn, DropColumn, ExistingRows, Position, RenameColumn, words};
use crate::schema::{Column, ColumnType, DefaultValue, IndexKey, IndexPart, SqlText, Table};

/// A column's definition, with all that `MODIFY` would drop if it were left out.
pub(super) fn definition(
    out: &mut String,
    table: &Table,
    column: &Column,
    server: &Capabilities,
) -> Result<(), Problem> {
    let Column {
        name: called,
        ty: _,
        nullable,
        default: value,
        identity,
        generated,
        collation,
        charset,
        touched_on_update,
        comment: about,
    } = column;
    let what = || format!("column {called:?}");
    texts::hold(table, column)?;
    name(out, called);
    out.push(' ');
    types::of(out, column)?;
    if let Some(charset) = charset {
        is_text(column, "a character set")?;
        out.push_str(" CHARACTER SET ");
        plain(out, charset, what)?;
    }
    if let Some(collation) = collation.as_ref().and_then(|sql| sql.get(DIALECT)) {
        is_text(column, "a collation")?;
        out.push_str(" COLLATE ");
        plain(out, collation, what)?;
    }
    if let Some(generated) = generated {
        out.push_str(" GENERATED ALWAYS AS (");
        out.push_str(&expression::of(&generated.expression, table, || {
            format!("the expression of {}", what())
        })?);
        out.push_str(if generated.stored {
            ") STORED"
        } else {
            ") VIRTUAL"
        });
        if !nullable {
            refused::unless(
                server.has_not_null_generated_columns(),
                what,
                "is computed and NOT NULL",
                "MySQL",
                server,
            )?;
            out.push_str(" NOT NULL");
        }
    } else {
        // NULL is said too: a TIMESTAMP, which a custom type may be, is NOT NULL without it.
        out.push_str(if *nullable { " NULL" } else { " NOT NULL" });
    }
    if let Some(value) = value {
        out.push_str(" DEFAULT ");
        default(out, table, column, value)?;
    }
    if *touched_on_update {
        let precision = types::precision(&column.ty).ok_or_else(|| {
            Problem::new(
                format!(
                    "{} is {}, and an UPDATE sets a day with its time to the moment",
                    what(),
                    column.ty
                ),
                "make it a `timestamp`",
            )
        })?;
        out.push_str(&format!(" ON UPDATE CURRENT_TIMESTAMP({precision})"));
    }
    if let Some(identity) = identity {
        refused::none(
            identity.always,
            what,
            "numbers that no INSERT may name",
            "PostgreSQL's alone",
        )?;
        // One for the whole server: https://dev.mysql.com/doc/refman/8.4/en/replication-options-source.html
        refused::none(
            identity.increment.is_some_and(|by| by != 1),
            what,
            "an increment of its own",
            "PostgreSQL's alone",
        )?;
        out.push_str(" AUTO_INCREMENT");
    }
    if let Some(about) = about {
        comment(out, " COMMENT ", about, what)?;
    }
    Ok(())
}

fn is_text(column: &Column, property: &str) -> Result<(), Problem> {
    if types::may_be_text(&column.ty) {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "column {:?} of type {} has {property}",
            column.name, column.ty
        ),
        "give it to columns of texts alone",
    ))
}

/// The name of a character set or a collation, which stands without quotes.
pub(super) fn plain(
    out: &mut String,
    word: &str,
    what: impl FnOnce() -> String,
) -> Result<(), Problem> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if word.is_empty() || !word.chars().all(is_word) {
        return Err(Problem::new(
            format!("{word:?} of {} is no name of MySQL and MariaDB", what()),
            "name one that the server lists with SHOW CHARACTER SET, SHOW COLLATION or SHOW ENGINES",
        ));
    }
    out.push_str(word);
    Ok(())
}

pub(super) fn add(
    op: &AddColumn,
    before: &Table,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    let column = &op.column;
    super::table::joins_without_numbers(column)?;
    let put = |column: &Column| {
        let mut sql = String::from("ADD COLUMN ");
        definition(&mut sql, before, column, server)?;
        match &op.position {
            None => {}
            Some(Position::First) => sql.push_str(" FIRST"),
            Some(Position::After(other)) => {
                sql.push_str(" AFTER ");
                name(&mut sql, other);
            }
        }
        Ok(Work::Alter(sql))
    };
    let modify = || {
        let mut sql = String::from("MODIFY COLUMN ");
        definition(&mut sql, before, column, server)?;
        Ok(Work::Alter(sql))
    };
    // A NOT NULL column without a default would be filled with zeros or empty texts. So it
    // joins as nullable, and the server itself refuses to go on if a row has no value.
    let mut bare = column.clone();
    bare.nullable = true;
    bare.default = None;
    // It would overwrite what other columns' values are filled from.
    bare.touched_on_update = false;
    let mut works = Vec::new();
    match &op.existing_rows {
        ExistingRows::Default => match &column.default {
            Some(value) if !server.adds_columns_with_random_defaults() && is_random(value) => {
                let mut sql = String::new();
                default(&mut sql, before, column, value)?;
                works.extend([put(&bare)?, update(&op.table, &column.name, &sql)]);
                works.push(modify()?);
            }
            _ => works.push(put(column)?),
        },
        ExistingRows::MustBeEmpty => {
            works.push(Work::Other(no_rows(before, column)));
            let has_value =
                column.nullable || column.default.is_some() || column.generated.is_some();
            if has_value {
                works.push(put(column)?);
            } else {
                works.extend([put(&bare)?, modify()?]);
            }
        }
        ExistingRows::Fill(sql) => {
            let value = expression::of(sql, before, || {
                format!("the value of column {:?} for existing rows", column.name)
            })?;
            if !column.nullable {
                let value = format!("({value})");
                works.push(Work::Other(no_null(&op.table, &value, &column.name)));
            }
            works.extend([put(&bare)?, update(&op.table, &column.name, &value)]);
            if *column != bare {
                works.push(modify()?);
            }
        }
    }
    Ok(works)
}

/// Gives the column a value in every row.
pub(super) fn update(table: &str, column: &str, value: &str) -> Work {
    let mut sql = String::from("UPDATE ");
    name(&mut sql, table);
    sql.push_str(" SET ");
    name(&mut sql, column);
    sql.push_str(" = ");
    sql.push_str(value);
    Work::Other(Statement::Run(sql))
}

/// Whether each row may get another value.
fn is_random(value: &DefaultValue) -> bool {
    const RANDOM: [&str; 6] = [
        "uuid",
        "uuid_short",
        "rand",
        "random_bytes",
        "sysdate",
        "connection_id",
    ];
    match value {
        DefaultValue::RandomUuid => true,
        DefaultValue::Expression(sql) => sql
            .get(DIALECT)
            .is_some_and(|sql| RANDOM.iter().any(|name| words::mentions(sql, name))),
        _ => false,
    }
}

fn no_rows(table: &Table, column: &Column) -> Statement {
    let mut query = String::from("SELECT 'at least one row' FROM ");
    name(&mut query, &table.name);
    query.push_str(" LIMIT 1");
    Statement::Verify {
        query,
        problem: format!(
            "column {:?} has no value for the rows of table {:?}, which must be empty",
            column.name, table.name
        ),
        help: "delete the rows first, or give the column a default or a value to fill in".into(),
    }
}

/// That no row has NULL as the `value` that the column is to have in it. Asked before the
/// first change, which could not be taken back.
pub(super) fn no_null(table: &str, value: &str, column: &str) -> Statement {
    let mut query = String::from("SELECT CONCAT(COUNT(*), ' row(s)') FROM ");
    name(&mut query, table);
    query.push_str(" WHERE ");
    query.push_str(value);
    query.push_str(" IS NULL HAVING COUNT(*) > 0");
    Statement::Verify {
        query,
        problem: format!(
            "column {column:?} of table {table:?} cannot be NOT NULL, for it would be NULL in some rows"
        ),
        help: "give those rows a value first, with a backfill".into(),
    }
}

/// A foreign key holds on to its index, and an index to its column: so all go at once. The
/// indexes over the column alone go with it:
/// <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html>
pub(super) fn drop(
    op: &DropColumn,
    before: &Table,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    if before.column(&op.column).is_some_and(Column::is_identity) {
        return Err(Problem::new(
            format!(
                "column {:?} numbers rows, and MySQL and MariaDB add no such column again: its key has to be there first",
                op.column
            ),
            "take the numbering away first, with `alter_column` and `drop_identity`",
        ));
    }
    let mut clauses: Vec<String> = op
        .foreign_keys(before)
        .map(|key| constraint::drop_foreign_key_clause(before, key, server))
        .collect();
    let mut sql = String::from("DROP COLUMN ");
    name(&mut sql, &op.column);
    clauses.push(sql);
    Ok(vec![
        Work::Other(views::none_uses_column(&op.table, &op.column)),
        Work::Alter(clauses.join(", ")),
    ])
}

/// MariaDB rewrites the checks and generated columns that name the column. MySQL refuses to
/// rename it while one of them or an index expression does, so these come back with the new
/// name in the same statement.
pub(super) fn rename(
    op: &RenameColumn,
    before: &Table,
    server: &Capabilities,
) -> Result<Vec<Work>, Problem> {
    let mut renamed = before.clone();
    if let Some(column) = renamed.column_mut(&op.from) {
        column.name.clone_from(&op.to);
    }
    let (mut works, mut after) = (Vec::new(), Vec::new());
    if !server.renames_in_expressions() {
        let mentions = |sql: &SqlText| sql.texts().any(|text| words::mentions(text, &op.from));
        if let Some(column) = before.columns.iter().find(|column| {
            let generated = column.generated.as_ref();
            generated.is_some_and(|generated| mentions(&generated.expression))
        }) {
            return Err(Problem::new(
                format!(
                    "column {:?} is computed from it, and MySQL renames no column that another is computed from",
                    column.name
                ),
                format!(
                    "drop column {:?} before, and add it again after",
                    column.name
                ),
            ));
        }
        for check in &before.checks {
            if mentions(&check.expression) {
                works.push(Work::Alter(constraint::drop_constraint(&check.name)));
                let mut check = check.clone();
                words::rename_in(&mut check.expression, &op.from, &op.to);
                after.extend(constraint::add(|out| {
                    constraint::check(out, &renamed, &check, server)
                })?);
            }
        }
        for index in &before.indexes {
            let by_expression = |part: &IndexPart| match &part.key {
                IndexKey::Expression(sql) => mentions(sql),
                IndexKey::Column(_) => false,
            };
            if index.parts.iter().any(by_expression) {
                works.push(Work::Alter(index::drop_clause(&index.name)));
                let mut index = index.clone();
                for part in &mut index.parts {
                    match &mut part.key {
                        IndexKey::Expression(sql) => words::rename_in(sql, &op.from, &op.to),
                        IndexKey::Column(column) if *column == op.from => column.clone_from(&op.to),
                        IndexKey::Column(_) => {}
                    }
                }
                after.extend(constraint::add(|out| {
                    index::clause(out, &renamed, &index, server)
                })?);
            }
        }
    }
    let mentions = |sql: &SqlText| sql.texts().any(|text| words::mentions(text, &op.from));
    let generated = before.columns.iter().filter_map(|it| it.generated.as_ref());
    let checks = before.checks.iter().map(|check| &check.expression);
    let mut all = generated.map(|of| &of.expression).chain(checks);
    let is_json = |column: &Column| matches!(column.ty, ColumnType::Json | ColumnType::Jsonb);
    let is_checked = server.may_check_json() && before.column(&op.from).is_some_and(is_json);
    if is_checked || server.renames_in_expressions() && all.any(mentions) {
        // MariaDB looks for the column in a copy of the table that an earlier query left open, by
        // whatever name that query gave it. A change of the table has it opened anew.
        let mut sql = String::new();
        let about = before.comment.as_deref().unwrap_or_default();
        comment(&mut sql, "COMMENT = ", about, || {
            format!("table {:?}", before.name)
        })?;
        works.push(Work::Alter(sql));
    }
    let mut sql = String::from("RENAME COLUMN ");
    name(&mut sql, &op.from);
    sql.push_str(" TO ");
    name(&mut sql, &op.to);
    works.push(Work::Alter(sql));
    works.extend(after);
    Ok(works)
}

/// Where a column that takes another's place stands.
pub(super) fn position(out: &mut String, table: &Table, column: &str) -> Result<(), Problem> {
    let at = table.columns.iter().position(|each| each.name == column);
    let at = at.ok_or_else(|| text::missing(&format!("column {column:?}")))?;
    match at.checked_sub(1).and_then(|at| table.columns.get(at)) {
        Some(previous) => {
            out.push_str(" AFTER ");
            name(out, &previous.name);
        }
        None => out.push_str(" FIRST"),
    }
    Ok(())
}
