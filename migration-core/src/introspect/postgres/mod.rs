//! PostgreSQL: two round trips, one to learn which schema it is and one that asks about all
//! of its tables at once.

mod answer;
mod constraints;
mod defaults;
mod indexes;
mod object_queries;
mod objects;
mod partitions;
mod parts;
mod printed;
mod queries;
mod tables;
mod types;

use super::Introspection;
use crate::dialect::recognise_touched;
use crate::driver::{Connection, DriverError};
use crate::schema::DialectName;
use answer::{Answers, Row};
use parts::Parts;
use queries::Place;
use types::CreatedTypes;

/// Reads the schema that the connection is in, and those of these names, whose names stand
/// before what is in them.
pub(super) async fn read(
    connection: &mut Connection,
    namespaces: &[&str],
) -> Result<Introspection, DriverError> {
    let mut found = Introspection::default();
    let mut places = Vec::new();
    let mut version: u32 = 0;
    for row in connection.query(&queries::places(namespaces)).await? {
        let mut row = Row::new(row);
        let (number, is_own, name) = (row.number(), row.flag(), row.text());
        version = row.number::<u32>() / 10_000;
        let prefix = if is_own { String::new() } else { name + "." };
        places.push(Place { number, prefix });
    }
    // A search path without a schema holds nothing.
    if places.is_empty() {
        return Ok(found);
    }
    let rows = connection.query(&queries::about(&places, version)).await?;
    let mut answers = Answers::new(rows);

    let out = &mut found.unmodelled;
    let mut created = CreatedTypes::new(answers.to("type"));
    let mut tables = tables::tables(answers.to("table"), out);
    tables::columns(answers.to("column"), &mut created, &mut tables, out);
    constraints::constraints(answers.to("constraint"), &mut tables, out);
    let mut parts = Parts::new(answers.to("part"), answers.to("class"));
    indexes::indexes(answers.to("index"), &mut parts, &mut tables, out);
    for found_table in tables.into_values() {
        found.schema.insert(found_table.table);
    }
    objects::objects(&mut answers, &created, &mut found);
    recognise_touched(&mut found.schema, DialectName::Postgres);
    Ok(found)
}
