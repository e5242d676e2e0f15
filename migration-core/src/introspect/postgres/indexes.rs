//! Indexes, and the constraints that stand on one: primary keys, unique and exclusion
//! constraints.

use super::answer::Row;
use super::constraints::deferrable;
use super::parts::{Part, Parts};
use super::printed;
use super::tables::{Found, Tables, note};
use crate::introspect::Unmodelled;
use crate::schema::{Exclusion, Index, IndexMethod, PrimaryKey, Unique};

pub(super) fn indexes(
    rows: Vec<Row>,
    parts: &mut Parts,
    tables: &mut Tables,
    out: &mut Vec<Unmodelled>,
) {
    for mut row in rows {
        if let Some(found) = tables.get_mut(&row.number()) {
            index(row, parts, found, out);
        }
    }
}

fn index(mut row: Row, parts: &mut Parts, found: &mut Found, out: &mut Vec<Unmodelled>) {
    let number: u32 = row.number();
    let name = row.text();
    let unique = row.flag();
    let keys: usize = row.number();
    let method = Some(IndexMethod::from(row.text().as_str())).filter(|m| *m != IndexMethod::Btree);
    let storage = row.list();
    let filter = row.maybe().map(|sql| printed::expression(&sql));
    let nulls_not_distinct = row.flag();
    let valid = row.flag();
    let (clustered, identity) = (row.flag(), row.flag());
    let tablespace = row.maybe();
    let comment = row.maybe();
    let constraint = row.text();
    let constraint_name = row.maybe();
    let deferrable = deferrable(row.flag(), row.flag());
    let period = row.flag();
    let operators = row.list();
    let constraint_comment = row.maybe();
    let definition = row.maybe();

    let table = found.table.name.clone();
    let own = parts.of(number);
    if !valid || period {
        let kind = if valid {
            "constraint with a period"
        } else {
            "invalid index"
        };
        note(out, &table, kind, name, definition);
        return;
    }
    for (is, kind) in [(clustered, "clustering"), (identity, "replica identity")] {
        if is {
            note(out, &table, kind, &name, None);
        }
    }
    if let Some(tablespace) = tablespace {
        note(
            out,
            &table,
            "tablespace of an index",
            &name,
            Some(tablespace),
        );
    }
    let include = included(&own, keys, found);
    let columns = |own: &[Part]| {
        let numbers: Vec<i16> = own.iter().take(keys).map(|part| part.column).collect();
        found.names(&numbers)
    };
    let Some(constraint_name) = constraint_name else {
        let storage = storage.iter().map(|each| match each.split_once('=') {
            Some((parameter, value)) => (parameter.to_owned(), value.to_owned()),
            None => (each.clone(), "true".to_owned()),
        });
        let index = Index {
            name,
            parts: parts.read(own, keys, definition.as_deref(), found),
            unique,
            filter,
            method,
            include,
            nulls_not_distinct,
            invisible: false,
            storage: storage.collect(),
            comment,
        };
        found.table.indexes.push(index);
        return;
    };
    for each in storage {
        note(
            out,
            &table,
            "storage parameter of a constraint",
            &name,
            Some(each),
        );
    }
    // It is kept with the index, which nobody sees.
    if comment.is_some() {
        note(
            out,
            &table,
            "comment of a constraint's index",
            &name,
            comment,
        );
    }
    let comment = constraint_comment;
    match constraint.as_str() {
        "p" => {
            found.table.primary_key = Some(PrimaryKey {
                columns: columns(&own),
                name: constraint_name,
                include,
                deferrable,
                comment,
            });
        }
        "u" => {
            let unique = Unique {
                columns: columns(&own),
                name: constraint_name,
                include,
                nulls_not_distinct,
                deferrable,
                comment,
            };
            found.table.uniques.push(unique);
        }
        _ => {
            let read = parts.read(own, keys, definition.as_deref(), found);
            found.table.exclusions.push(Exclusion {
                name: constraint_name,
                method,
                parts: read.into_iter().zip(operators).collect(),
                filter,
                deferrable,
                comment,
            });
        }
    }
}

/// The columns behind the keys.
fn included(own: &[Part], keys: usize, found: &Found) -> Vec<String> {
    let numbers: Vec<i16> = own.iter().skip(keys).map(|part| part.column).collect();
    found.names(&numbers)
}
