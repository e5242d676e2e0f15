//! The indexes of the new table.

use super::Rebuild;
use super::live::Live;
use super::same::is;
use crate::dialect::Refusal;
use crate::dialect::sqlite::definition::{TableDefinition, index as index_definition, mentions};

/// The live ones in their own words, those that the migration
/// drops left out, and those that it brings.
pub(super) fn carried(
    live: &Live,
    before: &TableDefinition,
    after: &TableDefinition,
    rebuild: &Rebuild,
) -> Result<Vec<(String, String)>, Refusal> {
    let find = |all: &[(String, String)], name: &str| {
        all.iter()
            .find(|(other, _)| is(other, name))
            .map(|(_, sql)| sql.clone())
    };
    let (old, new) = (&rebuild.before.indexes, &rebuild.after.indexes);
    let mut all = Vec::new();
    for (name, sql) in &live.indexes {
        match (find(old, name), find(new, name)) {
            (Some(_), None) => continue,
            (Some(was), Some(is)) if was != is => all.push((name.clone(), is)),
            _ => all.push((name.clone(), sql.clone())),
        }
        if find(old, name).is_none() {
            let gone = before
                .columns
                .iter()
                .filter(|c| after.column(&c.name).is_none());
            for column in gone {
                if index_names(sql, &column.name) {
                    return Err(needed(&column.name, &format!("index {name:?}")));
                }
            }
        }
    }
    for (name, sql) in new {
        if find(old, name).is_none() {
            all.push((name.clone(), sql.clone()));
        }
    }
    Ok(all)
}

/// Whether an index sorts or filters by a column. One that cannot be read may.
fn index_names(sql: &str, column: &str) -> bool {
    index_definition(sql).map_or(true, |index| {
        let parts = index.parts.iter().map(|part| &part.expression);
        parts
            .chain(&index.filter)
            .any(|text| mentions(text, column))
    })
}

pub(super) fn needed(column: &str, by: &str) -> Refusal {
    Refusal {
        problem: format!("column {column:?} is needed by {by}, which no migration made"),
        help: "drop that first, with `schema.sql(…)` or by hand".to_owned(),
    }
}
