//! Random tables that are divided among partitions: PostgreSQL's.

use fastrand::Rng;
use migration_core::operation::{
    AttachPartition, CreatePartition, CreateTable, DetachPartition, Operation,
};
use migration_core::schema::{
    BoundValue, Column, ColumnType, DialectName, Enforcement, IndexPart, PartitionBound,
    PartitionMethod, Partitioning, Schema, Table, Value,
};

use crate::names::{fresh, placed};
use crate::tables::{self, one};

pub(crate) fn operation(rng: &mut Rng, schema: &Schema) -> Option<Operation> {
    let parents: Vec<&Table> = schema
        .tables()
        .filter(|table| table.partitioning.is_some())
        .collect();
    let parent = match one(rng, &parents) {
        Some(parent) if parents.len() > 2 || rng.u8(0..6) > 0 => *parent,
        _ => return divided(rng, schema),
    };
    let name = parent.name.clone();
    Some(match rng.u8(0..10) {
        0..=3 => Operation::CreatePartition(CreatePartition {
            table: placed(rng, schema),
            bound: bound(rng, parent)?,
            partitioning: match rng.u8(0..8) {
                0 => parent.partitioning.clone(),
                _ => None,
            },
            parent: name,
        }),
        4 | 5 => {
            let all: Vec<&Table> = schema.partitions(&name).collect();
            Operation::DetachPartition(DetachPartition {
                table: one(rng, &all)?.name.clone(),
                parent: name,
                concurrently: rng.u8(0..6) == 0,
            })
        }
        6 => twin(rng, parent, schema),
        _ => {
            let bound = bound(rng, parent)?;
            let attach = |table: &Table| {
                let attach = Operation::AttachPartition(AttachPartition {
                    table: table.name.clone(),
                    parent: name.clone(),
                    bound: bound.clone(),
                });
                attach.apply(&mut schema.clone()).is_ok().then_some(attach)
            };
            let all: Vec<Operation> = schema.tables().filter_map(attach).collect();
            one(rng, &all)?.clone()
        }
    })
}

/// A table that has partitions, or will have some.
fn divided(rng: &mut Rng, schema: &Schema) -> Option<Operation> {
    let mut table = tables::table(rng, schema, DialectName::Postgres);
    table.options.unlogged = false;
    for column in &mut table.columns {
        if column.ty.as_enumeration().is_some() {
            column.ty = ColumnType::Varchar(30);
            column.default = None;
        }
    }
    for key in &mut table.foreign_keys {
        key.enforcement = Enforcement::All;
    }
    let ty = match rng.u8(0..4) {
        0 => ColumnType::Text,
        1 => ColumnType::Date,
        _ => ColumnType::Int,
    };
    let mut column = Column::new(fresh(rng), ty);
    if table.column(&column.name).is_some() {
        return None;
    }
    column.nullable = table.primary_key.is_none() && rng.bool();
    let name = column.name.clone();
    table.columns.push(column);
    if let Some(key) = &mut table.primary_key {
        key.columns.push(name.clone());
    }
    for unique in &mut table.uniques {
        unique.columns.push(name.clone());
    }
    for index in table.indexes.iter_mut().filter(|index| index.unique) {
        index.parts.push(IndexPart::column(&name));
    }
    table.partitioning = Some(Box::new(Partitioning {
        method: [
            PartitionMethod::Range,
            PartitionMethod::List,
            PartitionMethod::Hash,
        ][rng.usize(0..3)],
        parts: vec![IndexPart::column(name)],
    }));
    let table = table.into();
    Some(Operation::CreateTable(CreateTable { table }))
}

/// A table with the columns of another, which can become its partition.
fn twin(rng: &mut Rng, parent: &Table, schema: &Schema) -> Operation {
    let mut table = Table::new(placed(rng, schema));
    table.columns.clone_from(&parent.columns);
    for column in &mut table.columns {
        column.identity = None;
        column.comment = None;
    }
    if rng.bool() {
        rng.shuffle(&mut table.columns);
    }
    if rng.bool() {
        table.checks.clone_from(&parent.checks);
    }
    let table = table.into();
    Operation::CreateTable(CreateTable { table })
}

/// One of a few bounds that have no row in common.
fn bound(rng: &mut Rng, parent: &Table) -> Option<PartitionBound> {
    let by = parent.partitioning.as_ref()?;
    let key = by.parts.first()?;
    let ty = match &key.key {
        migration_core::schema::IndexKey::Column(name) => &parent.column(name)?.ty,
        migration_core::schema::IndexKey::Expression(_) => return None,
    };
    let values: Vec<Value> = match ty {
        ColumnType::Text => vec!["a".into(), "b".into(), "it's 1".into()],
        ColumnType::Date => vec![
            "2026-01-01".into(),
            "2026-01-02".into(),
            "2026-02-01".into(),
        ],
        _ => vec![1.into(), 3.into(), 1000.into()],
    };
    let at = rng.usize(0..4);
    let is_default = rng.u8(0..5) == 0;
    Some(match by.method {
        PartitionMethod::Hash => PartitionBound::hash(3, u32::try_from(at % 3).ok()?),
        _ if is_default => PartitionBound::Default,
        PartitionMethod::List => PartitionBound::List(match values.get(at) {
            Some(value) => vec![value.clone()],
            None => vec![Value::Null],
        }),
        PartitionMethod::Range => {
            let end = |at: Option<usize>, otherwise: BoundValue| {
                let value = at.and_then(|at| values.get(at)).cloned();
                vec![value.map_or(otherwise, BoundValue::Value)]
            };
            PartitionBound::Range {
                from: end(at.checked_sub(1), BoundValue::Minimum),
                to: end(Some(at), BoundValue::Maximum),
            }
        }
    })
}

/// The tables that this one is a partition of, the nearest first.
pub(crate) fn above(schema: &Schema, table: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut at = schema.table(table);
    while let Some(of) = at.and_then(|table| table.partition_of.as_ref()) {
        all.push(of.parent.clone());
        at = schema.table(&of.parent);
    }
    all
}

/// Whether the one is a partition of the other, or of a partition of it.
pub(crate) fn is_below(schema: &Schema, table: &str, of: &str) -> bool {
    above(schema, table).iter().any(|above| above == of)
}
