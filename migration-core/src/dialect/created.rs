//! Types that a migration created. SQLite, MySQL and MariaDB have none, so there a column of one
//! is as the type it names.

use std::borrow::Cow;
use std::sync::Arc;

use super::problem::Problem;
use crate::operation::Operation;
use crate::schema::{Column, ColumnType, Object, ObjectId, ObjectKind, Schema, Table};

/// The operation with the types that its columns are of.
pub(super) fn operation<'a>(
    operation: &'a Operation,
    schema: &Schema,
    server: &str,
) -> Result<Cow<'a, Operation>, Problem> {
    let of_created = match operation {
        Operation::CreateTable(op) => op.table.columns.iter().any(is_named),
        Operation::AddColumn(op) => is_named(&op.column),
        Operation::AlterColumn(op) => matches!(op.ty, Some(ColumnType::Named(_))),
        _ => false,
    };
    if !of_created {
        return Ok(Cow::Borrowed(operation));
    }
    let mut operation = operation.clone();
    match &mut operation {
        Operation::CreateTable(op) => {
            for column in &mut Arc::make_mut(&mut op.table).columns {
                resolve(&mut column.ty, schema, server)?;
            }
        }
        Operation::AddColumn(op) => resolve(&mut op.column.ty, schema, server)?,
        Operation::AlterColumn(op) => {
            if let Some(ty) = &mut op.ty {
                resolve(ty, schema, server)?;
            }
        }
        _ => {}
    }
    Ok(Cow::Owned(operation))
}

/// The table with the types that its columns are of.
pub(super) fn table<'a>(
    table: &'a Table,
    schema: &Schema,
    server: &str,
) -> Result<Cow<'a, Table>, Problem> {
    if !table.columns.iter().any(is_named) {
        return Ok(Cow::Borrowed(table));
    }
    let mut table = table.clone();
    for column in &mut table.columns {
        resolve(&mut column.ty, schema, server)?;
    }
    Ok(Cow::Owned(table))
}

const fn is_named(column: &Column) -> bool {
    matches!(column.ty, ColumnType::Named(_))
}

fn resolve(ty: &mut ColumnType, schema: &Schema, server: &str) -> Result<(), Problem> {
    let ColumnType::Named(called) = ty else {
        return Ok(());
    };
    let find = |kind| schema.object(&ObjectId::new(kind, called.as_str()));
    if let Some(Object::Enumeration(enumeration)) = find(ObjectKind::Enumeration) {
        // What the type is for is said of the type, not of its columns.
        *ty = ColumnType::enumeration(called.as_str(), enumeration.values.clone());
        return Ok(());
    }
    if let Some(Object::Domain(domain)) = find(ObjectKind::Domain)
        && domain.checks.is_empty()
        && domain.default.is_none()
        && !domain.not_null
    {
        *ty = domain.ty.clone();
        return resolve(ty, schema, server);
    }
    Err(Problem::new(
        format!(
            "there is nothing like the type {called:?} on {server}: it is more than a list of names"
        ),
        "give the column the type beneath it, and the table its checks",
    ))
}
