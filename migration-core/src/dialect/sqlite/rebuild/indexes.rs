//! The indexes of the new table.

use super::Rebuild;
use super::live::Live;
use super::same::is;
use crate::dialect::Refusal;
use crate::dialect::sqlite::definition::{
    TableDefinition, index as index_definition, index_renamed, mentions,
};
use crate::dialect::sqlite::index::drop_sql;

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

/// The index dropped, and created under another name as it is.
pub(super) fn renamed(live: &Live, from: &str, to: &str) -> Result<Vec<String>, Refusal> {
    let Some((_, sql)) = live.indexes.iter().find(|(name, _)| is(name, from)) else {
        return Err(Refusal {
            problem: format!("index {from:?} is not in the database"),
            help: "compare the database with the migrations: somebody dropped or renamed it"
                .to_owned(),
        });
    };
    let create = index_renamed(sql, to).map_err(|problem| Refusal {
        problem: format!("the definition of index {from:?} in the database {problem}"),
        help: "make the change by hand, with `schema.sql(…)`".to_owned(),
    })?;
    Ok(vec![drop_sql(from), create])
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
