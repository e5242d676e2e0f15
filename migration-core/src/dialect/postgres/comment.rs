//! What things are for: `COMMENT ON`, a statement of its own each time.
//! <https://www.postgresql.org/docs/current/sql-comment.html>

use super::literal::{name, relation, string, within};
use super::object;
use crate::dialect::problem::Problem;
use crate::dialect::{Statement, text};
use crate::schema::{Column, Index, Object, Table};

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
    for (constraint, comment) in table.constraint_comments() {
        statements.extend(of_constraint(&table.name, constraint, comment)?);
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

/// That of a new constraint, if it has one.
pub(super) fn of_constraint(
    table: &str,
    constraint: &str,
    comment: Option<&str>,
) -> Result<Option<Statement>, Problem> {
    comment
        .map(|comment| on_constraint(table, constraint, Some(comment)))
        .transpose()
}

/// Those of a new object and of what belongs to it.
pub(super) fn of_object(object: &Object) -> Result<Vec<Statement>, Problem> {
    let mut statements = Vec::new();
    if let Some(comment) = object.comment() {
        statements.push(on_object(object, Some(comment))?);
    }
    if let Object::Domain(domain) = object {
        for check in &domain.checks {
            let Some(comment) = &check.comment else {
                continue;
            };
            let mut sql = String::from("COMMENT ON CONSTRAINT ");
            name(&mut sql, &check.name);
            sql.push_str(" ON DOMAIN ");
            relation(&mut sql, &domain.name);
            let what = || format!("check {:?}", check.name);
            statements.push(is(sql, Some(comment), what)?);
        }
    }
    Ok(statements)
}

/// What takes an object from one comment to another, where they differ.
pub(super) fn changed(from: &Object, to: &Object) -> Result<Option<Statement>, Problem> {
    let differs = from.comment() != to.comment();
    differs.then(|| on_object(to, to.comment())).transpose()
}

/// An object's comment is this one, or is gone.
pub(super) fn on_object(object: &Object, comment: Option<&str>) -> Result<Statement, Problem> {
    let mut sql = String::from("COMMENT ON ");
    object::called(&mut sql, object)?;
    is(sql, comment, || object.id().to_string())
}

/// A constraint's comment is this one, or is gone.
pub(super) fn on_constraint(
    table: &str,
    constraint: &str,
    comment: Option<&str>,
) -> Result<Statement, Problem> {
    let mut sql = String::from("COMMENT ON CONSTRAINT ");
    name(&mut sql, constraint);
    sql.push_str(" ON ");
    relation(&mut sql, table);
    is(sql, comment, || format!("constraint {constraint:?}"))
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
