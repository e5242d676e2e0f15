//! Columns: their definition, and adding, dropping and renaming them.

use super::constraint::{alter, drop_constraint};
use super::literal::{default, name};
use super::{DIALECT, constraint, expression, index, types};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step};
use crate::operation::{AddColumn, DropColumn, ExistingRows, RenameColumn, words};
use crate::schema::{Column, DefaultValue, IndexKey, IndexPart, SqlText, Table};

/// A column's definition, with all that `MODIFY` would drop if it were left out.
pub(super) fn definition(out: &mut String, table: &Table, column: &Column) -> Result<(), Problem> {
    name(out, &column.name);
    out.push(' ');
    types::of(out, column)?;
    // NULL is said too: a TIMESTAMP, which a custom type may be, is NOT NULL without it.
    out.push_str(if column.nullable {
        " NULL"
    } else {
        " NOT NULL"
    });
    if let Some(value) = &column.default {
        out.push_str(" DEFAULT ");
        default(out, table, column, value)?;
    }
    if column.is_identity() {
        out.push_str(" AUTO_INCREMENT");
    }
    Ok(())
}

pub(super) fn add(op: &AddColumn, before: &Table, server: &Capabilities) -> Result<Step, Problem> {
    let column = &op.column;
    let statement = |action: &str, column: &Column| {
        let mut sql = alter(&op.table, action);
        definition(&mut sql, before, column)?;
        Ok(Statement::Run(sql))
    };
    // A NOT NULL column without a default would be filled with zeros or empty texts. So it
    // joins as nullable, and the server itself refuses to go on if a row has no value.
    let mut bare = Column::new(&column.name, column.ty.clone());
    bare.nullable = true;
    let mut statements = Vec::new();
    match &op.existing_rows {
        ExistingRows::Default => match &column.default {
            Some(value) if !server.adds_columns_with_random_defaults() && is_random(value) => {
                let mut sql = String::new();
                default(&mut sql, before, column, value)?;
                statements.push(statement("ADD COLUMN ", &bare)?);
                statements.push(update(&op.table, &op.column.name, &sql));
                statements.push(statement("MODIFY COLUMN ", column)?);
            }
            _ => statements.push(statement("ADD COLUMN ", column)?),
        },
        ExistingRows::MustBeEmpty => {
            statements.push(no_rows(before, column));
            if column.nullable || column.default.is_some() {
                statements.push(statement("ADD COLUMN ", column)?);
            } else {
                statements.push(statement("ADD COLUMN ", &bare)?);
                statements.push(statement("MODIFY COLUMN ", column)?);
            }
        }
        ExistingRows::Fill(sql) => {
            let value = expression::of(sql, before, || {
                format!("the value of column {:?} for existing rows", column.name)
            })?;
            if !column.nullable {
                statements.push(no_null(&op.table, &format!("({value})"), &column.name));
            }
            statements.push(statement("ADD COLUMN ", &bare)?);
            statements.push(update(&op.table, &column.name, &value));
            if *column != bare {
                statements.push(statement("MODIFY COLUMN ", column)?);
            }
        }
    }
    Ok(Step::new("", statements))
}

/// Gives the column a value in every row.
pub(super) fn update(table: &str, column: &str, value: &str) -> Statement {
    let mut sql = String::from("UPDATE ");
    name(&mut sql, table);
    sql.push_str(" SET ");
    name(&mut sql, column);
    sql.push_str(" = ");
    sql.push_str(value);
    Statement::Run(sql)
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

/// A foreign key holds on to its index, and an index to its column: so in this order.
pub(super) fn drop(op: &DropColumn, before: &Table, server: &Capabilities) -> Step {
    let mut statements: Vec<Statement> = op
        .foreign_keys(before)
        .map(|key| Statement::Run(constraint::drop_foreign_key_sql(before, key, server)))
        .collect();
    // The indexes over the column alone go with it:
    // https://dev.mysql.com/doc/refman/8.4/en/alter-table.html
    let mut sql = alter(&op.table, "DROP COLUMN ");
    name(&mut sql, &op.column);
    statements.push(Statement::Run(sql));
    Step::new("", statements)
}

/// MariaDB rewrites the checks that name the column. MySQL refuses to rename it while a check
/// or an index expression does, so these are dropped and come back with the new name.
pub(super) fn rename(
    op: &RenameColumn,
    before: &Table,
    server: &Capabilities,
) -> Result<Step, Problem> {
    let mut renamed = before.clone();
    if let Some(column) = renamed.column_mut(&op.from) {
        column.name.clone_from(&op.to);
    }
    let (mut statements, mut after) = (Vec::new(), Vec::new());
    if !server.renames_in_expressions() {
        let mentions = |sql: &SqlText| sql.texts().any(|text| words::mentions(text, &op.from));
        for check in &before.checks {
            if mentions(&check.expression) {
                statements.push(Statement::Run(drop_constraint(&op.table, &check.name)));
                let mut check = check.clone();
                words::rename_in(&mut check.expression, &op.from, &op.to);
                after.push(Statement::Run(constraint::add_check_sql(&renamed, &check)?));
            }
        }
        for index in &before.indexes {
            let by_expression = |part: &IndexPart| match &part.key {
                IndexKey::Expression(sql) => mentions(sql),
                IndexKey::Column(_) => false,
            };
            if index.parts.iter().any(by_expression) {
                statements.push(Statement::Run(index::drop_sql(&op.table, &index.name)));
                let mut index = index.clone();
                for part in &mut index.parts {
                    match &mut part.key {
                        IndexKey::Expression(sql) => words::rename_in(sql, &op.from, &op.to),
                        IndexKey::Column(column) if *column == op.from => column.clone_from(&op.to),
                        IndexKey::Column(_) => {}
                    }
                }
                after.push(Statement::Run(index::create_sql(&renamed, &index, server)?));
            }
        }
    }
    let mut sql = alter(&op.table, "RENAME COLUMN ");
    name(&mut sql, &op.from);
    sql.push_str(" TO ");
    name(&mut sql, &op.to);
    statements.push(Statement::Run(sql));
    statements.extend(after);
    Ok(Step::new("", statements))
}
