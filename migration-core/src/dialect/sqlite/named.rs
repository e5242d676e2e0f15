//! Types that a migration created: SQLite has none, so a column of one is as the type it names.

use std::borrow::Cow;
use std::sync::Arc;

use super::literal::{name, string_of};
use super::rebuild::{self, Change};
use crate::dialect::Step;
use crate::dialect::problem::Problem;
use crate::operation::{AlterEnumeration, Operation, ValueChange};
use crate::schema::{Column, ColumnType, Object, ObjectId, ObjectKind, Schema, Table};

/// The operation with the types that its columns are of.
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
            for column in &mut Arc::make_mut(&mut op.table).columns {
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

/// The table with the types that its columns are of.
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
    let ColumnType::Named(called) = ty else {
        return Ok(());
    };
    let find = |kind| schema.object(&ObjectId::new(kind, called.as_str()));
    if let Some(Object::Enumeration(enumeration)) = find(ObjectKind::Enumeration) {
        *ty = ColumnType::Enumeration(Box::new(enumeration.clone()));
        return Ok(());
    }
    if let Some(Object::Domain(domain)) = find(ObjectKind::Domain)
        && domain.checks.is_empty()
        && domain.default.is_none()
        && !domain.not_null
    {
        *ty = domain.ty.clone();
        return resolve(ty, schema);
    }
    Err(Problem::new(
        format!("SQLite has nothing like the type {called:?}, which is more than a list of names"),
        "give the column the type beneath it, and the table its checks",
    ))
}

/// Every table with columns of the enumeration gets another check.
pub(super) fn alter(op: &AlterEnumeration, before: &Schema) -> Result<Vec<Step>, Problem> {
    let mut after = before.clone();
    // It was checked against the same schema before.
    let _ = Operation::AlterEnumeration(op.clone()).apply(&mut after);
    let mut steps = Vec::new();
    for of in before.tables() {
        let is_one = |column: &&Column| matches!(&column.ty, ColumnType::Named(n) if *n == op.name);
        let columns: Vec<&Column> = of.columns.iter().filter(is_one).collect();
        if columns.is_empty() {
            continue;
        }
        let mut change = Change::default();
        if let ValueChange::Rename { from, to } = &op.change {
            for column in columns {
                let mut old = String::new();
                name(&mut old, &column.name);
                let sql = format!(
                    "CASE {old} WHEN {} THEN {} ELSE {old} END",
                    string_of(from),
                    string_of(to)
                );
                change.values.push((column.name.clone(), sql));
            }
        }
        let (old, new) = (table(of, before)?, table(of, &after)?);
        steps.push(rebuild::step(&old, &new, change)?);
    }
    Ok(steps)
}
