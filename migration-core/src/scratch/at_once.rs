//! The schema that migrations lead to, made at once: what a server prints of it is what it
//! should print after all of them.

use super::{Scratch, unreadable};
use crate::dialect::Capabilities;
use crate::diff::creation;
use crate::driver::DatabaseUrl;
use crate::error::Error;
use crate::execute::Migrator;
use crate::introspect::{Introspection, introspect_with};
use crate::migration::{Down, Recorded, Registry, Version};
use crate::schema::{Column, ColumnType, DefaultValue, Index, IndexKey, Schema};

/// What is read back of a schema, and the server that printed it.
type Made = (Introspection, Capabilities);

/// What is read back of the schema made at once, in a database of its own; the inner error is
/// why it cannot be made so.
pub(crate) async fn made(
    schema: &Schema,
    server: &DatabaseUrl,
) -> Result<Result<Made, String>, Error> {
    let mut problem = String::new();
    // The bodies of functions may read tables, and tables may call functions.
    for routines_first in [true, false] {
        let scratch = Scratch::make(server, false).await?;
        let made = make(schema, routines_first, &scratch).await;
        scratch.end().await?;
        match made {
            Ok(made) => return Ok(Ok(made)),
            Err(cause) => problem = cause.to_string(),
        }
    }
    Ok(Err(problem))
}

/// Whether there is anything that a server may print in its own way.
pub(crate) fn has_expressions(schema: &Schema) -> bool {
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

async fn make(schema: &Schema, routines_first: bool, scratch: &Scratch) -> Result<Made, Error> {
    let operations = creation(schema, routines_first);
    // The scratch database has no other.
    let version = Version::FIRST;
    let all = Recorded::new(version, "at_once", operations, Down::Derived);
    let migrator = Migrator::new(Registry::of_recorded(vec![all]));
    migrator.up(&scratch.url).await?;
    let mut connection = scratch.connect().await?;
    let namespaces: Vec<&str> = schema.namespaces().collect();
    let read = async {
        let capabilities = connection.capabilities().await?;
        let found = introspect_with(&mut connection, &namespaces).await?;
        Ok((found, capabilities))
    };
    let read = read.await;
    connection.close().await;
    read.map_err(unreadable)
}
