//! Operations on tables with partitions, and on partitions.

use super::follow::follow;
use super::join::{no_enumeration, no_other_key};
use super::key::keys_fit;
use super::same::{nameless, nameless_unique};
use crate::operation::like::same_key;
use crate::operation::{AlterColumn, DropColumn, Operation, RenameColumn, SchemaError};
use crate::schema::{Schema, Table};

/// Applies an operation to its table, and what follows from it to that table's partitions.
pub(in crate::operation) fn apply(
    operation: &Operation,
    schema: &mut Schema,
) -> Result<(), SchemaError> {
    let before = operation.table().and_then(|table| schema.shared(table));
    let Some(before) = before else {
        return operation.apply_alone(schema);
    };
    if let Some(of) = &before.partition_of
        && let Some(parent) = schema.table(&of.parent)
    {
        is_its_own(operation, &before, parent)?;
    }
    keys_fit(operation, &before)?;
    if let Operation::AddPrimaryKey(op) = operation {
        no_other_key(schema, &before, &op.primary_key)?;
    }
    if before.partitioning.is_none() {
        return operation.apply_alone(schema);
    }
    if matches!(operation, Operation::DropTable(_))
        && let Some(first) = schema.partitions(&before.name).next()
    {
        return Err(SchemaError::InUse {
            what: format!("table {:?}", before.name),
            by: format!("partition {:?}", first.name),
        });
    }
    let mut after = schema.clone();
    operation.apply_alone(&mut after)?;
    if let Operation::AddColumn(_) | Operation::AlterColumn(_) = operation
        && let Some(table) = after.table(&before.name)
    {
        no_enumeration(table)?;
    }
    match operation {
        // What is theirs alone may need the column, too.
        Operation::RenameColumn(op) => each(&mut after, &op.table, &|table, schema| {
            let op = RenameColumn {
                table: table.to_owned(),
                ..op.clone()
            };
            Operation::RenameColumn(op).apply_alone(schema)
        })?,
        Operation::DropColumn(op) => each(&mut after, &op.table, &|table, schema| {
            let op = DropColumn {
                table: table.to_owned(),
                ..op.clone()
            };
            Operation::DropColumn(op).apply_alone(schema)
        })?,
        // It has brought along what it needs.
        Operation::AttachPartition(_) | Operation::DetachPartition(_) => {}
        _ => {
            if let Some(table) = after.shared(&before.name) {
                follow(&mut after, &before, &table);
            }
        }
    }
    *schema = after;
    Ok(())
}

/// Changes every partition of the table, and theirs in turn.
fn each(
    schema: &mut Schema,
    table: &str,
    change: &dyn Fn(&str, &mut Schema) -> Result<(), SchemaError>,
) -> Result<(), SchemaError> {
    for name in names(schema, table) {
        change(&name, schema)?;
        each(schema, &name, change)?;
    }
    Ok(())
}

pub(super) fn names(schema: &Schema, table: &str) -> Vec<String> {
    let partitions = schema.partitions(table);
    partitions.map(|table| table.name.clone()).collect()
}

/// Whether a partition may have this done to it by itself.
fn is_its_own(operation: &Operation, table: &Table, parent: &Table) -> Result<(), SchemaError> {
    let is_the_parents = match operation {
        Operation::AddColumn(_) | Operation::DropColumn(_) | Operation::RenameColumn(_) => true,
        Operation::AlterColumn(op) => changes_what_is_shared(op, parent),
        Operation::DropPrimaryKey(_) => parent.primary_key.is_some(),
        Operation::DropUnique(op) => table.unique(&op.unique).is_some_and(|unique| {
            let mut others = parent.uniques.iter();
            others.any(|other| nameless_unique(other) == nameless_unique(unique))
        }),
        Operation::DropIndex(op) => table.index(&op.index).is_some_and(|index| {
            let mut others = parent.indexes.iter();
            others.any(|other| nameless(other) == nameless(index))
        }),
        Operation::DropCheck(op) => parent.check(&op.check).is_some(),
        Operation::DropForeignKey(op) => table.foreign_key(&op.foreign_key).is_some_and(|key| {
            let mut others = parent.foreign_keys.iter();
            others.any(|other| same_key(other, key))
        }),
        Operation::RenameConstraint(op) => parent.check(&op.from).is_some(),
        _ => false,
    };
    if is_the_parents {
        return Err(SchemaError::Invalid {
            what: format!("table {:?}", table.name),
            problem: format!(
                "is a partition of table {:?}, which this belongs to",
                parent.name
            ),
            help: format!(
                "change table {:?}, or detach the partition first",
                parent.name
            ),
        });
    }
    Ok(())
}

fn changes_what_is_shared(op: &AlterColumn, parent: &Table) -> bool {
    let is_never_null = || {
        let column = parent.column(&op.column);
        column.is_some_and(|column| !column.nullable)
    };
    op.ty.is_some()
        || op.identity.is_some()
        || op.generated.is_some()
        || op.collation.is_some()
        || matches!(op.nullable, Some(true)) && is_never_null()
}
