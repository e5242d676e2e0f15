//! Everything in the schema beside tables and what belongs to them.

use super::answer::Row;
use super::tables::note;
use crate::introspect::Unmodelled;

/// The kinds that the questions name, as a note says them.
const KINDS: [&str; 24] = [
    "view",
    "materialized view",
    "sequence",
    "foreign table",
    "partitioned table",
    "function",
    "procedure",
    "aggregate",
    "window function",
    "trigger",
    "rule",
    "policy",
    "enumeration",
    "domain",
    "composite type",
    "range type",
    "statistics",
    "collation",
    "operator",
    "operator class",
    "text search configuration",
    "text search dictionary",
    "extension",
    "object",
];

pub(super) fn objects(rows: Vec<Row>, out: &mut Vec<Unmodelled>) {
    for mut row in rows {
        let kind = row.text();
        let kind = KINDS.into_iter().find(|known| *known == kind);
        let name = row.text();
        let table = row.maybe();
        let definition = row.maybe();
        let kind = kind.unwrap_or("object");
        match table {
            Some(table) => note(out, &table, kind, name, definition),
            None => out.push(Unmodelled {
                table: None,
                kind,
                name,
                definition,
            }),
        }
    }
}
