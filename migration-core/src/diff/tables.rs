use super::draft::{Draft, Stage};
use super::{columns, constraints};
use crate::operation::{
    AddForeignKey, AlterTable, AttachPartition, Change, CreatePartition, CreateTable,
    DetachPartition, DropForeignKey, DropTable, Operation,
};
use crate::schema::{ForeignKey, Partition, Schema, Table};

/// Drafts what makes the tables of `from` those of `to`.
pub(super) fn compare(from: &Schema, to: &Schema, draft: &mut Draft) {
    for table in from.tables() {
        match to.table(&table.name) {
            None => drop(table, to, draft),
            Some(other) => alter(from, table, to, other, draft),
        }
    }
    create_all(
        to.tables()
            .filter(|table| from.table(&table.name).is_none()),
        draft,
    );
}

/// Creates tables, those that others refer to first. Where they refer to each other in a circle, one
/// of them gets its key when the others are there.
fn create_all<'a>(tables: impl Iterator<Item = &'a Table>, draft: &mut Draft) {
    let mut rest: Vec<&Table> = tables.collect();
    while !rest.is_empty() {
        let waits = |table: &Table, key: &ForeignKey| {
            let mut others = rest.iter().map(|other| &other.name);
            key.references_table != table.name && others.any(|other| *other == key.references_table)
        };
        let free = rest
            .iter()
            .position(|table| !table.foreign_keys.iter().any(|key| waits(table, key)));
        let table = rest[free.unwrap_or(0)];
        let (later, now): (Vec<ForeignKey>, Vec<ForeignKey>) = table
            .foreign_keys
            .iter()
            .cloned()
            .partition(|key| waits(table, key));
        create(table, now, later, draft);
        rest.retain(|other| other.name != table.name);
    }
}

fn drop(table: &Table, to: &Schema, draft: &mut Draft) {
    // A partition goes with what it is a partition of.
    let parent = table.partition_of.as_ref().map(|of| of.parent.as_str());
    if parent.is_some_and(|parent| to.table(parent).is_none()) {
        return;
    }
    // Tables that refer to each other go in any order once nothing refers to them.
    for key in &table.foreign_keys {
        let drop = DropForeignKey {
            table: table.name.clone(),
            foreign_key: key.name.clone(),
        };
        if parent.is_none() {
            draft.push(Stage::DropForeignKeys, Operation::DropForeignKey(drop));
        }
    }
    let drop = DropTable {
        table: table.name.clone(),
    };
    draft.push(Stage::DropTables, Operation::DropTable(drop));
}

fn create(table: &Table, now: Vec<ForeignKey>, later: Vec<ForeignKey>, draft: &mut Draft) {
    if let Some(of) = &table.partition_of {
        let create = CreatePartition {
            table: table.name.clone(),
            parent: of.parent.clone(),
            bound: of.bound.clone(),
            partitioning: table.partitioning.clone(),
        };
        draft.push(Stage::CreateTables, Operation::CreatePartition(create));
        return;
    }
    let first = Table {
        foreign_keys: now,
        ..table.clone()
    };
    let create = CreateTable {
        table: first.into(),
    };
    draft.push(Stage::CreateTables, Operation::CreateTable(create));
    for foreign_key in later {
        let add = AddForeignKey {
            table: table.name.clone(),
            foreign_key,
        };
        draft.push(Stage::AddForeignKeys, Operation::AddForeignKey(add));
    }
}

fn alter(from: &Schema, table: &Table, to: &Schema, other: &Table, draft: &mut Draft) {
    if table.partition_of != other.partition_of {
        join(table, other, draft);
    }
    // What a partition has follows from what it is a partition of.
    if other.partition_of.is_none() {
        columns::compare(table, other, draft);
        constraints::compare(from, table, to, other, draft);
    }
    let alter = AlterTable {
        table: table.name.clone(),
        comment: (table.comment != other.comment).then(|| Change::to(other.comment.as_ref())),
        options: (table.options != other.options).then(|| other.options.clone()),
    };
    if alter.comment.is_some() || alter.options.is_some() {
        draft.push(Stage::AlterTables, Operation::AlterTable(alter));
    }
}

/// Takes a table out of the partitions of one, and puts it among those of another.
fn join(table: &Table, other: &Table, draft: &mut Draft) {
    let detach = |of: &Partition| DetachPartition {
        table: table.name.clone(),
        parent: of.parent.clone(),
        concurrently: false,
    };
    if let Some(of) = &table.partition_of {
        draft.push(Stage::DropTables, Operation::DetachPartition(detach(of)));
    }
    if let Some(of) = &other.partition_of {
        let attach = AttachPartition {
            table: table.name.clone(),
            parent: of.parent.clone(),
            bound: of.bound.clone(),
        };
        draft.push(Stage::CreateTables, Operation::AttachPartition(attach));
    }
}
