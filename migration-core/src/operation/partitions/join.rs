//! Whether a table can be divided, or be a partition, and what it lacks for that.

use super::key::{covers, index_covers};
use super::same::{free, inherited, nameless, nameless_unique, same_primary_key};
use crate::operation::like::same_key;
use crate::operation::{
    AddCheck, AddForeignKey, AddPrimaryKey, AddUnique, CreateIndex, Operation, SchemaError, checks,
};
use crate::schema::{
    Column, ForeignKey, Index, IndexKey, PartitionBound, PartitionMethod, Partitioning, PrimaryKey,
    Schema, Table, Unique,
};

/// Whether a new table can be divided, or be a partition, as it says.
pub(in crate::operation) fn new_table(schema: &Schema, table: &Table) -> Result<(), SchemaError> {
    if table.partitioning.is_none() && table.partition_of.is_none() {
        return Ok(());
    }
    no_enumeration(table)?;
    if let Some(by) = &table.partitioning {
        divisible(table, by)?;
    }
    let Some(of) = &table.partition_of else {
        return Ok(());
    };
    let parent = checks::table(schema, &of.parent)?;
    fits(schema, parent, table, &of.bound)
}

fn invalid(table: &Table, problem: String, help: &str) -> SchemaError {
    SchemaError::Invalid {
        what: format!("table {:?}", table.name),
        problem,
        help: help.to_owned(),
    }
}

/// A type that belongs to one table cannot be that of its partitions too.
pub(super) fn no_enumeration(table: &Table) -> Result<(), SchemaError> {
    let mut columns = table.columns.iter();
    let own = columns.find(|column| column.ty.as_enumeration().is_some());
    match own {
        Some(column) => Err(invalid(
            table,
            format!(
                "shares the enumeration of column {:?} with its partitions",
                column.name
            ),
            "create it by itself with `create_enumeration`, and give the column its type with `named`",
        )),
        None => Ok(()),
    }
}

fn divisible(table: &Table, by: &Partitioning) -> Result<(), SchemaError> {
    if by.parts.is_empty() || by.method == PartitionMethod::List && by.parts.len() > 1 {
        return Err(invalid(
            table,
            format!("is divided by {} columns", by.parts.len()),
            "name one column or expression for a list, and at least one for a range or a hash",
        ));
    }
    for part in &by.parts {
        if let IndexKey::Column(name) = &part.key {
            checks::column(table, name)?;
        }
        if part.descending || part.nulls.is_some() || part.prefix.is_some() {
            return Err(invalid(
                table,
                "is divided by a key with a direction".to_owned(),
                "leave the direction out",
            ));
        }
    }
    if let Some(key) = &table.primary_key {
        covers(by, &key.name, &key.columns)?;
    }
    for unique in &table.uniques {
        covers(by, &unique.name, &unique.columns)?;
    }
    table
        .indexes
        .iter()
        .try_for_each(|index| index_covers(by, index))
}

/// Whether a table that is there can become a partition.
pub(in crate::operation) fn can_join(
    schema: &Schema,
    parent: &Table,
    table: &Table,
    bound: &PartitionBound,
) -> Result<(), SchemaError> {
    if table.partition_of.is_some() {
        return Err(invalid(
            table,
            "is a partition already".to_owned(),
            "detach it first",
        ));
    }
    let mut above = Some(parent);
    while let Some(other) = above {
        if other.name == table.name {
            return Err(invalid(
                table,
                "would be a partition of itself".to_owned(),
                "name another table",
            ));
        }
        let of = other.partition_of.as_ref();
        above = of.and_then(|of| schema.table(&of.parent));
    }
    no_enumeration(table)?;
    if let Some(column) = table.columns.iter().find(|column| column.is_identity()) {
        return Err(invalid(
            table,
            format!(
                "numbers its rows in column {:?}, which a partition does not",
                column.name
            ),
            "let its parent number them: `drop_identity` first",
        ));
    }
    fits(schema, parent, table, bound)
}

/// Whether the table has the columns of its parent, and bounds as its parent is divided.
fn fits(
    schema: &Schema,
    parent: &Table,
    table: &Table,
    bound: &PartitionBound,
) -> Result<(), SchemaError> {
    let Some(by) = &parent.partitioning else {
        return Err(invalid(
            parent,
            "has no partitions".to_owned(),
            "create it with `partition_by_range`, `partition_by_list` or `partition_by_hash`",
        ));
    };
    for column in &parent.columns {
        let own = table.column(&column.name);
        let is_another = |own: &Column| {
            own.ty != column.ty
                || own.nullable && !column.nullable
                || own.collation != column.collation
                || own.generated.is_some() != column.generated.is_some()
        };
        if own.is_none_or(is_another) {
            return Err(invalid(
                table,
                format!("has no column {:?} as its parent has it", column.name),
                "give it the same type and collation, NOT NULL where the parent's is, and what it is computed from",
            ));
        }
    }
    if let Some(more) = table
        .columns
        .iter()
        .find(|own| parent.column(&own.name).is_none())
    {
        return Err(invalid(
            table,
            format!("has a column {:?}, which its parent has not", more.name),
            "drop it, or add it to the parent",
        ));
    }
    if let (Some(key), Some(own)) = (&parent.primary_key, &table.primary_key)
        && !same_primary_key(key, own)
    {
        return Err(another_key(&table.name, &parent.name));
    }
    let fits = match (bound, by.method) {
        (PartitionBound::Range { from, to }, PartitionMethod::Range) => {
            from.len() == by.parts.len() && to.len() == by.parts.len()
        }
        (PartitionBound::List(values), PartitionMethod::List) => !values.is_empty(),
        (PartitionBound::Hash { modulus, remainder }, PartitionMethod::Hash) => remainder < modulus,
        (PartitionBound::Default, method) => method != PartitionMethod::Hash,
        _ => false,
    };
    if !fits {
        return Err(invalid(
            table,
            format!(
                "has bounds that are none of table {:?}, which is divided by {}",
                parent.name,
                by.method.as_sql().to_lowercase()
            ),
            "give a value for each part of a range, at least one of a list, or a remainder less than the modulus",
        ));
    }
    let mut others = schema.partitions(&parent.name);
    let same = others.find(|other| {
        let of = other.partition_of.as_ref();
        other.name != table.name && of.is_some_and(|of| of.bound == *bound)
    });
    match same {
        Some(other) => Err(invalid(
            table,
            format!("would hold the rows of partition {:?}", other.name),
            "give it other bounds",
        )),
        None => Ok(()),
    }
}

/// What a table lacks to be a partition, as operations on it.
pub(in crate::operation) fn missing(
    schema: &Schema,
    parent: &Table,
    table: &Table,
) -> Vec<Operation> {
    let called = || table.name.clone();
    let mut all = Vec::new();
    for check in &parent.checks {
        if table.check(&check.name).is_none() {
            let check = inherited(check);
            all.push(Operation::AddCheck(AddCheck {
                table: called(),
                check,
            }));
        }
    }
    let mut taken = Vec::new();
    let mut name = |of_parent: &str| free(schema, &mut taken, of_parent, parent, table);
    if let (Some(key), None) = (&parent.primary_key, &table.primary_key) {
        all.push(Operation::AddPrimaryKey(AddPrimaryKey {
            table: called(),
            primary_key: PrimaryKey {
                name: name(&key.name),
                comment: None,
                ..key.clone()
            },
        }));
    }
    let own: Vec<Unique> = table.uniques.iter().map(nameless_unique).collect();
    for unique in &parent.uniques {
        if !own.contains(&nameless_unique(unique)) {
            all.push(Operation::AddUnique(AddUnique {
                table: called(),
                unique: Unique {
                    name: name(&unique.name),
                    comment: None,
                    ..unique.clone()
                },
            }));
        }
    }
    let own: Vec<Index> = table.indexes.iter().map(nameless).collect();
    for index in &parent.indexes {
        if !own.contains(&nameless(index)) {
            all.push(Operation::CreateIndex(CreateIndex {
                table: called(),
                index: Index {
                    name: name(&index.name),
                    comment: None,
                    ..index.clone()
                },
                concurrently: false,
            }));
        }
    }
    for key in &parent.foreign_keys {
        if !table.foreign_keys.iter().any(|own| same_key(own, key)) {
            let foreign_key = ForeignKey {
                comment: None,
                ..key.clone()
            };
            all.push(Operation::AddForeignKey(AddForeignKey {
                table: called(),
                foreign_key,
            }));
        }
    }
    all
}

/// That no partition has another primary key than the one its parent gets.
pub(super) fn no_other_key(
    schema: &Schema,
    table: &Table,
    key: &PrimaryKey,
) -> Result<(), SchemaError> {
    for partition in schema.partitions(&table.name) {
        let own = partition.primary_key.as_ref();
        if own.is_some_and(|own| !same_primary_key(own, key)) {
            return Err(another_key(&partition.name, &table.name));
        }
        no_other_key(schema, partition, key)?;
    }
    Ok(())
}

fn another_key(table: &str, parent: &str) -> SchemaError {
    SchemaError::Invalid {
        what: format!("table {table:?}"),
        problem: format!("has another primary key than table {parent:?}, whose partition it is"),
        help: "drop it with `drop_primary_key` before".to_owned(),
    }
}
