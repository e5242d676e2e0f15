//! The schema that migrations lead to, made at once: what a server prints of it is what it
//! should print after all of them.

use super::moment::unreadable;
use super::scratch::Scratch;
use crate::driver::DatabaseUrl;
use crate::error::Error;
use crate::execute::Migrator;
use crate::introspect::introspect_with;
use crate::migration::{Down, Recorded, Registry, Version};
use crate::operation::{AddForeignKey, CreateObject, CreateTable, Operation};
use crate::schema::{
    Column, ColumnType, DefaultValue, Index, IndexKey, Object, ObjectKind, Schema, Table,
};

/// What is read back of the schema made at once, in a database of its own; the inner error is
/// why it cannot be made so.
pub(super) async fn printed(
    schema: &Schema,
    version: Version,
    server: &DatabaseUrl,
) -> Result<Result<Schema, String>, Error> {
    let mut problem = String::new();
    // The bodies of functions may read tables, and tables may call functions.
    for routines_first in [true, false] {
        let scratch = Scratch::make(server, false).await?;
        let made = make(schema, routines_first, version, &scratch).await;
        scratch.end().await?;
        match made {
            Ok(made) => return Ok(Ok(made)),
            Err(cause) => problem = cause.to_string(),
        }
    }
    Ok(Err(problem))
}

/// Whether there is anything that a server may print in its own way.
pub(super) fn has_expressions(schema: &Schema) -> bool {
    let in_column = |column: &Column| {
        column.generated.is_some()
            || matches!(column.default, Some(DefaultValue::Expression(_)))
            || matches!(column.ty, ColumnType::Custom(_))
    };
    let in_index = |index: &Index| {
        let mut parts = index.parts.iter();
        index.filter.is_some() || parts.any(|part| matches!(part.key, IndexKey::Expression(_)))
    };
    schema.objects().next().is_some()
        || schema.tables().any(|table| {
            !table.checks.is_empty()
                || !table.exclusions.is_empty()
                || table.columns.iter().any(in_column)
                || table.indexes.iter().any(in_index)
        })
}

async fn make(
    schema: &Schema,
    routines_first: bool,
    version: Version,
    scratch: &Scratch,
) -> Result<Schema, Error> {
    let operations = in_order(schema, routines_first);
    let all = Recorded::new(version, "at_once", operations, Down::Derived);
    let migrator = Migrator::new(Registry::of_recorded(vec![all]));
    migrator.up(&scratch.url).await?;
    let mut connection = scratch.connect().await?;
    let namespaces: Vec<&str> = schema.namespaces().collect();
    let found = introspect_with(&mut connection, &namespaces).await;
    connection.close().await;
    Ok(found.map_err(unreadable)?.schema)
}

/// The operations that make a schema: what others need comes first.
fn in_order(schema: &Schema, routines_first: bool) -> Vec<Operation> {
    let mut all = Vec::new();
    let objects = |all: &mut Vec<Operation>, when: Place| {
        let chosen = schema
            .objects()
            .filter(|(id, _)| place(id.kind, routines_first) == when);
        all.extend(chosen.map(|(_, object)| create(object)));
    };
    objects(&mut all, Place::BeforeTables);
    objects(&mut all, Place::JustBeforeTables);
    let mut keys = Vec::new();
    for table in schema.tables() {
        let bare = Table {
            foreign_keys: Vec::new(),
            ..table.clone()
        };
        all.push(Operation::CreateTable(CreateTable { table: bare.into() }));
        keys.extend(table.foreign_keys.iter().map(|key| {
            Operation::AddForeignKey(AddForeignKey {
                table: table.name.clone(),
                foreign_key: key.clone(),
            })
        }));
    }
    all.extend(keys);
    objects(&mut all, Place::AfterTables);
    objects(&mut all, Place::Last);
    all
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    BeforeTables,
    JustBeforeTables,
    AfterTables,
    Last,
}

fn place(kind: ObjectKind, routines_first: bool) -> Place {
    match kind {
        ObjectKind::Function | ObjectKind::Procedure if routines_first => Place::JustBeforeTables,
        kind if kind.is_type() => Place::BeforeTables,
        ObjectKind::Namespace | ObjectKind::Extension | ObjectKind::Sequence => Place::BeforeTables,
        ObjectKind::Trigger | ObjectKind::Policy | ObjectKind::Grant => Place::Last,
        _ => Place::AfterTables,
    }
}

fn create(object: &Object) -> Operation {
    Operation::CreateObject(CreateObject {
        object: object.clone(),
    })
}
