//! Types that a migration created: MySQL and MariaDB have none, so a column of one is as the
//! type it names.

use std::borrow::Cow;

use crate::dialect::problem::Problem;
use crate::operation::Operation;
use crate::schema::{Column, ColumnType, Object, ObjectId, ObjectKind, Schema, Table};

/// The operation with the types of its columns.
pub(super) fn operation<'a>(
    operation: &'a Operation,
    schema: &Schema,
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
            for column in &mut std::sync::Arc::make_mut(&mut op.table).columns {
                resolve(&mut column.ty, schema)?;
            }
        }
        Operation::AddColumn(op) => resolve(&mut op.column.ty, schema)?,
        Operation::AlterColumn(op) => {
            if let Some(ty) = &mut op.ty {
                resolve(ty, schema)?;
            }
        }
        _ => {}
    }
    Ok(Cow::Owned(operation))
}

/// The table with the types of its columns.
pub(super) fn table<'a>(table: &'a Table, schema: &Schema) -> Result<Cow<'a, Table>, Problem> {
    if !table.columns.iter().any(is_named) {
        return Ok(Cow::Borrowed(table));
    }
    let mut table = table.clone();
    for column in &mut table.columns {
        resolve(&mut column.ty, schema)?;
    }
    Ok(Cow::Owned(table))
}

const fn is_named(column: &Column) -> bool {
    matches!(column.ty, ColumnType::Named(_))
}

fn resolve(ty: &mut ColumnType, schema: &Schema) -> Result<(), Problem> {
    let ColumnType::Named(name) = ty else {
        return Ok(());
    };
    let id = ObjectId::new(ObjectKind::Enumeration, name.as_str());
    if let Some(Object::Enumeration(enumeration)) = schema.object(&id) {
        *ty = ColumnType::Enumeration(Box::new(enumeration.clone()));
        return Ok(());
    }
    Err(Problem::new(
        format!("MySQL and MariaDB have nothing like the type {name:?}, which is no enumeration"),
        "name a type for each dialect with `custom(name, by_dialect()…)`",
    ))
}
