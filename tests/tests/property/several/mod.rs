//! Several operations on one thing, as a migration has them: what was just made changes, goes or
//! gets its name back.

mod again;
mod columns;
mod keys;

use fastrand::Rng;
use migration_core::operation::{
    AddColumn, AlterColumn, CreateTableLike, DropColumn, ExistingRows, Operation, RenameColumn,
};
use migration_core::schema::{Column, ColumnType, DialectName, Schema, Table};

use crate::names::fresh;
use crate::tables::one;

/// Operations that follow each other. Some of them may not fit.
pub(crate) fn operations(
    rng: &mut Rng,
    schema: &Schema,
    dialect: DialectName,
) -> Option<Vec<Operation>> {
    let all: Vec<&Table> = schema.tables().collect();
    let table = *one(rng, &all)?;
    match rng.u8(0..32) {
        0..=6 => columns::joined(rng, table, schema),
        7 | 8 => again::named_back(rng, table),
        9 => again::swapped(rng, table),
        10..=13 => again::made_again(rng, table, schema, dialect),
        14 | 15 => again::table_again(rng, table, schema, dialect),
        16 => Some(keys::each_other(rng)),
        17..=19 => keys::to_itself(rng, table),
        20 | 21 => Some(vec![Operation::CreateTableLike(CreateTableLike {
            table: fresh(rng),
            like: table.name.clone(),
            foreign_keys: rng.bool(),
        })]),
        22..=24 => Some(columns::computed(rng, table)),
        25..=27 => Some(columns::touched(rng, table)),
        28 | 29 => Some(columns::read_by_a_view(rng, table)),
        _ => columns::with_rows(rng, table, schema),
    }
}

fn add(table: &Table, column: Column) -> Operation {
    let existing_rows = match column.nullable || column.default.is_some() {
        true => ExistingRows::Default,
        false => ExistingRows::MustBeEmpty,
    };
    Operation::AddColumn(AddColumn {
        table: table.name.clone(),
        column,
        existing_rows,
        position: None,
    })
}

fn alter(table: &Table, column: &str, change: impl FnOnce(&mut AlterColumn)) -> Operation {
    let mut alter = AlterColumn {
        table: table.name.clone(),
        column: column.to_owned(),
        ..AlterColumn::default()
    };
    change(&mut alter);
    Operation::AlterColumn(alter)
}

fn rename(table: &Table, from: &str, to: &str) -> Operation {
    Operation::RenameColumn(RenameColumn {
        table: table.name.clone(),
        from: from.to_owned(),
        to: to.to_owned(),
    })
}

fn drop(table: &Table, column: &str) -> Operation {
    Operation::DropColumn(DropColumn {
        table: table.name.clone(),
        column: column.to_owned(),
    })
}

fn nullable(name: impl Into<String>, ty: ColumnType) -> Column {
    Column {
        nullable: true,
        ..Column::new(name, ty)
    }
}
