//! The schema that migrations lead to, made at once: what a server prints of it is what it
//! should print after all of them.

use super::moment::unreadable;
use super::scratch::Scratch;
use crate::diff::creation;
use crate::driver::DatabaseUrl;
use crate::error::Error;
use crate::execute::Migrator;
use crate::introspect::introspect_with;
use crate::migration::{Down, Recorded, Registry, Version};
use crate::schema::{Column, ColumnType, DefaultValue, Index, IndexKey, Schema};

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
    let operations = creation(schema, routines_first);
    let all = Recorded::new(version, "at_once", operations, Down::Derived);
    let migrator = Migrator::new(Registry::of_recorded(vec![all]));
    migrator.up(&scratch.url).await?;
    let mut connection = scratch.connect().await?;
    let namespaces: Vec<&str> = schema.namespaces().collect();
    let found = introspect_with(&mut connection, &namespaces).await;
    connection.close().await;
    Ok(found.map_err(unreadable)?.schema)
}
