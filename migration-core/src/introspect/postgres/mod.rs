//! PostgreSQL: two round trips, one to learn which schema it is and one that asks about all
//! of its tables at once.

mod answer;
mod constraints;
mod defaults;
mod indexes;
mod object_queries;
mod objects;
mod parts;
mod printed;
mod queries;
mod tables;
mod types;

use super::Introspection;
use crate::driver::{Connection, DriverError};
use answer::Answers;
use parts::Parts;
use types::CreatedTypes;

pub(super) async fn read(connection: &mut Connection) -> Result<Introspection, DriverError> {
    let mut found = Introspection::default();
    let rows = connection.query(queries::WHERE).await?;
    // A search path without a schema holds nothing.
    let Some(row) = rows.first() else {
        return Ok(found);
    };
    let number = |at: usize| -> u32 {
        let text = row.get(at).and_then(Option::as_deref);
        text.and_then(|text| text.parse().ok()).unwrap_or(0)
    };
    let (schema, version) = (number(0), number(1) / 10_000);
    let rows = connection.query(&queries::about(schema, version)).await?;
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
    Ok(found)
}
