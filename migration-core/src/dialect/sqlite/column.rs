//! Columns: their definition, and adding, dropping and renaming them.

use super::literal::{default, name, string};
use super::rebuild::{self, Goes};
use super::{constraint, expression, index, types};
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::dialect::{Statement, Step};
use crate::operation::{AddColumn, DropColumn, ExistingRows, RenameColumn};
use crate::schema::{Column, Generated, Identity, Table};

/// A column's definition. `table` is the table as it will be.
pub(super) fn definition(out: &mut String, table: &Table, column: &Column) -> Result<(), Problem> {
    let Column {
        name: called,
        ty,
        nullable,
        default: value,
        identity: numbers,
        generated,
        collation,
        charset,
        touched_on_update,
        // SQLite keeps no comments: it stands in the migration alone.
        comment: _,
    } = column;
    let refused = |what: &str, help: &str| {
        Err(Problem::new(
            format!("column {called:?} {what}, which SQLite does not have"),
            help,
        ))
    };
    if charset.is_some() {
        return refused(
            "has a character set of its own",
            "leave it out: a SQLite database has one encoding for all its texts",
        );
    }
    if *touched_on_update {
        return refused(
            "is no timestamp and gets the moment with every UPDATE",
            "make it a timestamp, or create a trigger that sets it",
        );
    }
    name(out, called);
    types::of(out, table, column)?;
    constraint::collate(out, collation.as_ref());
    if !nullable {
        out.push_str(" NOT NULL");
    }
    if let Some(of) = numbers {
        identity(out, table, column, of)?;
    }
    if let Some(value) = value {
        out.push_str(" DEFAULT ");
        default(out, column, value)?;
    }
    if let Some(Generated { expression, stored }) = generated.as_deref() {
        out.push_str(" GENERATED ALWAYS AS (");
        out.push_str(&expression::value(expression, table, || {
            format!("the expression of column {called:?}")
        })?);
        out.push_str(if *stored { ") STORED" } else { ") VIRTUAL" });
    }
    if let Some(of) = ty.as_enumeration() {
        out.push_str(" CHECK (");
        name(out, called);
        out.push_str(" IN (");
        text::listed(out, &of.values, |out, value| {
            text::whole(value, || format!("the value {value:?}"))?;
            string(out, value);
            Ok(())
        })?;
        out.push_str("))");
    }
    Ok(())
}

/// `AUTOINCREMENT` goes only with a key that is written at its column.
/// <https://www.sqlite.org/autoinc.html>
fn identity(
    out: &mut String,
    table: &Table,
    column: &Column,
    identity: &Identity,
) -> Result<(), Problem> {
    let Identity {
        always,
        start,
        increment,
        // There is one way to number rows.
        serial: _,
    } = identity;
    let refused = |what: &str, help: &str| {
        Err(Problem::new(
            format!("column {:?} {what}", column.name),
            help,
        ))
    };
    if *always {
        return refused(
            "takes no number but the next, while SQLite takes any that an INSERT names",
            "leave `always` out",
        );
    }
    if start.is_some_and(|first| first != 1) || increment.is_some_and(|by| by != 1) {
        return refused(
            "numbers rows in steps of its own, while SQLite begins with 1 and goes on by 1",
            "leave start and increment out; `schema.sql(…)` can put a higher number into \
             sqlite_sequence",
        );
    }
    match &table.primary_key {
        Some(key) if types::is_sole_key(table, column) => {
            out.push_str(" CONSTRAINT ");
            name(out, &key.name);
            out.push_str(" PRIMARY KEY AUTOINCREMENT");
            Ok(())
        }
        _ => Err(Problem::new(
            format!(
                "column {:?} numbers rows, which SQLite does only for a column that alone is the primary key",
                column.name
            ),
            "make it the primary key, or leave the numbering out",
        )),
    }
}

/// A column that joins the table as it is: what needs a rebuild does not come here.
pub(super) fn add(op: &AddColumn, before: &Table) -> Result<Step, Problem> {
    let column = &op.column;
    let mut statements = Vec::new();
    let fill = match &op.existing_rows {
        ExistingRows::Default => None,
        ExistingRows::Fill(sql) => Some(expression::value(sql, before, || {
            format!("the value of column {:?} for existing rows", column.name)
        })?),
        ExistingRows::MustBeEmpty => {
            statements.push(no_rows(before, column));
            None
        }
    };
    let mut sql = String::with_capacity(96);
    sql.push_str("ALTER TABLE ");
    name(&mut sql, &before.name);
    sql.push_str(" ADD COLUMN ");
    definition(&mut sql, before, column)?;
    statements.push(Statement::Run(sql));
    if let Some(fill) = fill {
        let mut sql = String::from("UPDATE ");
        name(&mut sql, &before.name);
        sql.push_str(" SET ");
        name(&mut sql, &column.name);
        sql.push_str(" = ");
        sql.push_str(&fill);
        statements.push(Statement::Run(sql));
    }
    Ok(Step::new("", statements))
}

/// The table must be empty, for the column has no value for a row.
pub(super) fn no_rows(table: &Table, column: &Column) -> Statement {
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

/// A column that can go without a rebuild, and its indexes with it.
pub(super) fn drop(op: &DropColumn, before: &Table) -> Step {
    let mut statements: Vec<Statement> = op
        .indexes(before)
        .map(|gone| Statement::Run(index::drop_sql(&gone.name)))
        .collect();
    let mut sql = String::from("ALTER TABLE ");
    name(&mut sql, &op.table);
    sql.push_str(" DROP COLUMN ");
    name(&mut sql, &op.column);
    let goes = Goes::Column(op.column.clone());
    statements.push(rebuild::proved(&op.table, vec![sql], goes));
    Step::new("", statements)
}

pub(super) fn rename(op: &RenameColumn) -> Step {
    let mut sql = String::from("ALTER TABLE ");
    name(&mut sql, &op.table);
    sql.push_str(" RENAME COLUMN ");
    name(&mut sql, &op.from);
    sql.push_str(" TO ");
    name(&mut sql, &op.to);
    Step::new("", vec![Statement::Run(sql)])
}
