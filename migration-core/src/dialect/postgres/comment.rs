//! What tables, columns and indexes are for: `COMMENT ON`, a statement of its own each time.
//! <https://www.postgresql.org/docs/current/sql-comment.html>

use super::literal::{name, relation, string, within};
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, text};
use crate::schema::{Column, Index, Table};

/// Those of a new table and all that belongs to it.
pub(super) fn all(table: &Table) -> Result<Vec<Statement>, Problem> {
    let mut statements = Vec::new();
    if let Some(comment) = &table.comment {
        statements.push(on_table(&table.name, Some(comment))?);
    }
    for column in &table.columns {
        statements.extend(of_column(&table.name, column)?);
    }
    for index in &table.indexes {
        statements.extend(of_index(&table.name, index)?);
    }
    Ok(statements)
}

/// That of a new column, if it has one.
pub(super) fn of_column(table: &str, column: &Column) -> Result<Option<Statement>, Problem> {
    let comment = column.comment.as_deref();
    comment
        .map(|comment| on_column(table, &column.name, Some(comment)))
        .transpose()
}

/// That of a new index, if it has one.
pub(super) fn of_index(table: &str, index: &Index) -> Result<Option<Statement>, Problem> {
    let comment = index.comment.as_deref();
    comment
        .map(|comment| on_index(table, &index.name, Some(comment)))
        .transpose()
}

/// A table's comment is this one, or is gone.
pub(super) fn on_table(table: &str, comment: Option<&str>) -> Result<Statement, Problem> {
    let mut sql = String::from("COMMENT ON TABLE ");
    relation(&mut sql, table);
    is(sql, comment, || format!("table {table:?}"))
}

/// A column's comment is this one, or is gone.
pub(super) fn on_column(
    table: &str,
    column: &str,
    comment: Option<&str>,
) -> Result<Statement, Problem> {
    let mut sql = String::from("COMMENT ON COLUMN ");
    relation(&mut sql, table);
    sql.push('.');
    name(&mut sql, column);
    is(sql, comment, || format!("column {column:?}"))
}

/// An index's comment is this one, or is gone.
pub(super) fn on_index(
    table: &str,
    index: &str,
    comment: Option<&str>,
) -> Result<Statement, Problem> {
    let mut sql = String::from("COMMENT ON INDEX ");
    within(&mut sql, table, index);
    is(sql, comment, || format!("index {index:?}"))
}

fn is(
    mut sql: String,
    comment: Option<&str>,
    what: impl Fn() -> String,
) -> Result<Statement, Problem> {
    sql.push_str(" IS ");
    match comment {
        Some(comment) => {
            text::whole(comment, || format!("the comment of {}", what()))?;
            string(&mut sql, comment);
        }
        None => sql.push_str("NULL"),
    }
    Ok(Statement::Run(sql))
}
