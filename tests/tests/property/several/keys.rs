//! Tables that refer to each other and to themselves.

use fastrand::Rng;
use migration_core::operation::{
    AddForeignKey, AddUnique, CreateIndex, CreateTable, DropForeignKey, DropUnique, Operation,
    foreign_key_name, index_name, primary_key_name, unique_name,
};
use migration_core::schema::{
    Column, ColumnType, ForeignKey, Index, IndexPart, PrimaryKey, ReferentialAction, Table, Unique,
};

use super::{add, nullable};
use crate::keys;
use crate::names::fresh;
use crate::tables::one;

fn key_to(table: &str, column: &str, target: &str) -> ForeignKey {
    let columns = vec![column.to_owned()];
    ForeignKey {
        name: foreign_key_name(table, &columns),
        columns,
        references_table: target.to_owned(),
        references_columns: vec!["id".to_owned()],
        ..ForeignKey::default()
    }
}

/// Two tables that refer to each other.
pub(super) fn each_other(rng: &mut Rng) -> Vec<Operation> {
    let (one, other) = (fresh(rng), fresh(rng));
    let made = |name: &str| {
        let mut table = Table::new(name);
        let mut id = Column::new("id", ColumnType::BigInt);
        id.identity = Some(Box::default());
        table.columns.push(id);
        table.primary_key = Some(PrimaryKey {
            name: primary_key_name(name),
            columns: vec!["id".to_owned()],
            ..PrimaryKey::default()
        });
        table
    };
    let first = made(&one);
    let mut second = made(&other);
    let column = fresh(rng);
    second.columns.push(nullable(&column, ColumnType::BigInt));
    second.foreign_keys.push(key_to(&other, &column, &one));
    let back = fresh(rng);
    let mut key = key_to(&one, &back, &other);
    if rng.bool() {
        key.on_delete = ReferentialAction::SetNull;
    }
    vec![
        Operation::CreateTable(CreateTable {
            table: first.clone().into(),
        }),
        Operation::CreateTable(CreateTable {
            table: second.into(),
        }),
        add(&first, nullable(&back, ColumnType::BigInt)),
        Operation::AddForeignKey(AddForeignKey {
            table: one,
            foreign_key: key,
        }),
    ]
}

/// A table gets a key to itself, and perhaps loses what that refers to.
pub(super) fn to_itself(rng: &mut Rng, table: &Table) -> Option<Vec<Operation>> {
    let key = table.primary_key.as_ref().map(|key| &key.columns);
    let uniques = table.uniques.iter().map(|unique| &unique.columns);
    let all: Vec<&Vec<String>> = key.into_iter().chain(uniques).collect();
    let mut target = (*one(rng, &all)?).clone();
    let mut operations = Vec::new();
    let mut dropped = None;
    if rng.u8(0..3) == 0 {
        let unique = Unique {
            name: unique_name(&table.name, &target),
            columns: target.clone(),
            ..Unique::default()
        };
        dropped = Some(Operation::DropUnique(DropUnique {
            table: table.name.clone(),
            unique: unique.name.clone(),
        }));
        operations.push(Operation::AddUnique(AddUnique {
            table: table.name.clone(),
            unique,
        }));
        if rng.bool() {
            target.reverse();
        }
    }
    let mut from = Vec::new();
    for name in &target {
        let to = table.column(name)?;
        let mut column = nullable(fresh(rng), to.ty.clone());
        column.collation.clone_from(&to.collation);
        from.push(column.name.clone());
        operations.push(add(table, column));
    }
    let key = keys::foreign_key_over(rng, &table.name, from.clone(), &table.name, target);
    let name = key.name.clone();
    operations.push(Operation::AddForeignKey(AddForeignKey {
        table: table.name.clone(),
        foreign_key: key,
    }));
    if rng.bool() {
        let mut index = Index {
            parts: from.iter().map(IndexPart::column).collect(),
            ..Index::default()
        };
        index.name = index_name(&table.name, &index);
        operations.push(Operation::CreateIndex(CreateIndex {
            table: table.name.clone(),
            index,
            concurrently: false,
        }));
    }
    operations.extend(dropped);
    if rng.u8(0..3) == 0 {
        operations.push(Operation::DropForeignKey(DropForeignKey {
            table: table.name.clone(),
            foreign_key: name,
        }));
    }
    Some(operations)
}
