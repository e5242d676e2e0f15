//! Every option of the schema language alone, on each operation that takes it: what a server does
//! with one option is not hidden behind another. They run on the real servers as the golden
//! cases do, and `docs/operations.md` is written from both.

mod columns;
mod comments;
mod constraints;
mod indexes;
mod objects;
mod tables;

use migration_core::operation::{CreateTable, Operation};
use migration_core::prelude::*;
use migration_core::schema::{Column, ColumnType, Identity, PrimaryKey, Table};

/// One option on one operation.
pub(crate) struct Alone {
    /// What it is about, for messages: `add column with a comment`.
    pub(crate) name: String,
    /// What there has to be before.
    pub(crate) setup: Vec<Operation>,
    /// The operation with the option.
    pub(crate) run: Vec<Operation>,
}

pub(crate) fn all() -> Vec<Alone> {
    let mut all = columns::all();
    all.extend(comments::all());
    all.extend(constraints::all());
    all.extend(indexes::all());
    all.extend(objects::all());
    all.extend(tables::all());
    all
}

fn alone(name: impl Into<String>, setup: Vec<Operation>, run: Vec<Operation>) -> Alone {
    Alone {
        name: name.into(),
        setup,
        run,
    }
}

fn create(table: Table) -> Operation {
    Operation::CreateTable(CreateTable {
        table: table.into(),
    })
}

/// A table to put options on.
fn things() -> Table {
    let mut id = Column::new("id", ColumnType::BigInt);
    id.identity = Some(Box::new(Identity::default()));
    Table {
        columns: vec![
            id,
            nullable("n", ColumnType::Int),
            nullable("m", ColumnType::Int),
            nullable("title", ColumnType::Varchar(100)),
        ],
        primary_key: Some(PrimaryKey {
            name: "things_pkey".to_owned(),
            columns: vec!["id".to_owned()],
            ..PrimaryKey::default()
        }),
        ..Table::new("things")
    }
}

fn nullable(name: &str, ty: ColumnType) -> Column {
    Column {
        nullable: true,
        ..Column::new(name, ty)
    }
}

/// What a closure records.
fn recorded(record: impl FnOnce(&mut SchemaBuilder)) -> Vec<Operation> {
    let mut schema = SchemaBuilder::new();
    record(&mut schema);
    schema.into_operations()
}
