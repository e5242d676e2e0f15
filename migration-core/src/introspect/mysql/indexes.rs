//! Keys, unique constraints and indexes, which the servers do not tell apart: what could be a
//! unique constraint is one, and what serves a foreign key under its name is the server's own.

use super::tables::Tables;
use super::{Cells, DIALECT, Unmodelled, cells, note, printed};
use crate::operation::primary_key_name;
use crate::schema::{Index, IndexKey, IndexMethod, IndexPart, PrimaryKey, SqlText, Table, Unique};

pub(super) fn indexes(rows: Vec<Cells>, tables: &mut Tables, out: &mut Vec<Unmodelled>) {
    let mut all: Vec<(String, Index)> = Vec::new();
    for row in rows {
        let [
            table,
            name,
            non_unique,
            column,
            expression,
            collation,
            prefix,
            method,
            comment,
            invisible,
        ] = cells(row);
        let (table, name) = (table.unwrap_or_default(), name.unwrap_or_default());
        let is_same = |(other, index): &(String, Index)| *other == table && index.name == name;
        if !all.last().is_some_and(is_same) {
            let index = Index {
                name,
                unique: non_unique.as_deref() == Some("0"),
                method: match method.as_deref() {
                    Some("FULLTEXT") => Some(IndexMethod::Fulltext),
                    Some("SPATIAL" | "RTREE") => Some(IndexMethod::Spatial),
                    Some("HASH") => Some(IndexMethod::Hash),
                    _ => None,
                },
                comment: comment.filter(|comment| !comment.is_empty()),
                invisible: invisible.as_deref() == Some("1"),
                ..Index::default()
            };
            all.push((table, index));
        }
        let Some((_, index)) = all.last_mut() else {
            continue;
        };
        let mut part = IndexPart::new(match (column, expression) {
            (Some(column), _) => IndexKey::Column(column),
            (None, expression) => {
                let text = printed::expression(&expression.unwrap_or_default(), true);
                IndexKey::Expression(SqlText::only(DIALECT, text))
            }
        });
        part.descending = collation.as_deref() == Some("D");
        if index.method != Some(IndexMethod::Spatial) {
            part.prefix = prefix.and_then(|prefix| prefix.parse().ok());
        }
        index.parts.push(part);
    }
    for (table, index) in all {
        if let Some(table) = tables.get_mut(&table) {
            put(index, table, out);
        }
    }
    for table in tables.values_mut() {
        without_the_servers_own(table);
    }
}

fn put(index: Index, table: &mut Table, out: &mut Vec<Unmodelled>) {
    let columns = || index.columns().map(str::to_owned).collect::<Vec<String>>();
    let is_plain =
        index.parts.iter().all(|part| {
            part.is_plain() && !part.descending && matches!(part.key, IndexKey::Column(_))
        }) && index.comment.is_none()
            && !index.invisible;
    if index.name == "PRIMARY" {
        if !is_plain {
            note(
                out,
                Some(&table.name),
                "primary key option",
                "PRIMARY",
                None,
            );
        }
        table.primary_key = Some(PrimaryKey {
            name: primary_key_name(&table.name),
            columns: columns(),
            ..PrimaryKey::default()
        });
        return;
    }
    let in_memory = table.options.engine.is_some();
    if index.method == Some(IndexMethod::Hash) && !in_memory {
        // MariaDB's way to keep long values apart: https://mariadb.com/kb/en/getting-started-with-indexes/
        note(
            out,
            Some(&table.name),
            "unique constraint over long values",
            &index.name,
            None,
        );
        return;
    }
    if index.unique && is_plain && index.method.is_none() {
        table.uniques.push(Unique {
            columns: columns(),
            name: index.name,
            ..Unique::default()
        });
        return;
    }
    table.indexes.push(index);
}

/// Takes away the indexes that the server made for foreign keys.
fn without_the_servers_own(table: &mut Table) {
    let keys = &table.foreign_keys;
    let serves = |index: &Index| {
        let is_plain = !index.unique
            && index.method.is_none()
            && index.comment.is_none()
            && !index.invisible
            && index
                .parts
                .iter()
                .all(|part| part.is_plain() && !part.descending);
        is_plain
            && keys.iter().any(|key| {
                key.name == index.name && index.columns().eq(key.columns.iter().map(String::as_str))
            })
    };
    table.indexes.retain(|index| !serves(index));
}
