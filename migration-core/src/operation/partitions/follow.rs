//! What changes in the partitions of a table that has changed.

use super::apply::names;
use super::same::{free, inherited, nameless, nameless_unique};
use crate::operation::like::same_key;
use crate::schema::{Column, ForeignKey, Index, PrimaryKey, Schema, Table, Unique};

/// Lets the partitions have what their parent has after a change, and no more what it had.
pub(super) fn follow(schema: &mut Schema, before: &Table, after: &Table) {
    for name in names(schema, &after.name) {
        let Some(old) = schema.shared(&name) else {
            continue;
        };
        let mut new = Table::clone(&old);
        columns(&mut new, before, after);
        constraints(&mut new, before, after);
        keys(schema, &mut new, before, after);
        if new != *old {
            schema.insert(new.clone());
            follow(schema, &old, &new);
        }
    }
}

fn columns(table: &mut Table, before: &Table, after: &Table) {
    for column in &after.columns {
        match (before.column(&column.name), table.column_mut(&column.name)) {
            (Some(was), Some(own)) if was != column => column_follows(own, was, column),
            (None, None) => table.columns.push(Column {
                comment: None,
                identity: None,
                touched_on_update: false,
                ..column.clone()
            }),
            _ => {}
        }
    }
}

fn column_follows(own: &mut Column, was: &Column, is: &Column) {
    if was.ty != is.ty {
        own.ty.clone_from(&is.ty);
    }
    if was.nullable != is.nullable {
        own.nullable = is.nullable;
    }
    if was.default != is.default {
        own.default.clone_from(&is.default);
    }
    if was.generated != is.generated {
        own.generated.clone_from(&is.generated);
    }
    if was.collation != is.collation {
        own.collation.clone_from(&is.collation);
    }
}

fn constraints(table: &mut Table, before: &Table, after: &Table) {
    let checks = |table: &Table| table.checks.iter().map(inherited).collect::<Vec<_>>();
    let (were, are) = (checks(before), checks(after));
    for check in were.iter().filter(|check| !are.contains(check)) {
        table.checks.retain(|own| own.name != check.name);
    }
    for check in are.iter().filter(|check| !were.contains(check)) {
        if table.check(&check.name).is_none() {
            table.checks.push(check.clone());
        }
    }
    let holds = |table: &Table, key| table.foreign_keys.iter().any(|other| same_key(other, key));
    for key in before.foreign_keys.iter().filter(|key| !holds(after, key)) {
        table.foreign_keys.retain(|own| !same_key(own, key));
    }
    for key in after.foreign_keys.iter().filter(|key| !holds(before, key)) {
        // One of its own that is the same becomes a part of its parent's.
        if !holds(table, key) {
            table.foreign_keys.push(ForeignKey {
                comment: None,
                ..key.clone()
            });
        }
    }
}

fn keys(schema: &Schema, table: &mut Table, before: &Table, after: &Table) {
    let mut taken = Vec::new();
    match (&before.primary_key, &after.primary_key) {
        // One of its own is the same.
        (None, Some(_)) if table.primary_key.is_some() => {}
        (None, Some(key)) => {
            let name = free(schema, &mut taken, &key.name, after, table);
            table.primary_key = Some(PrimaryKey {
                name,
                comment: None,
                ..key.clone()
            });
        }
        (Some(_), None) => table.primary_key = None,
        _ => {}
    }
    let uniques = |table: &Table| {
        table
            .uniques
            .iter()
            .map(nameless_unique)
            .collect::<Vec<_>>()
    };
    let (were, are) = (uniques(before), uniques(after));
    for gone in were.iter().filter(|each| !are.contains(each)) {
        let at = uniques(table).iter().position(|own| own == gone);
        at.map(|at| table.uniques.remove(at));
    }
    for new in after
        .uniques
        .iter()
        .filter(|each| !were.contains(&nameless_unique(each)))
    {
        let name = free(schema, &mut taken, &new.name, after, table);
        table.uniques.push(Unique {
            name,
            comment: None,
            ..new.clone()
        });
    }
    let indexes = |table: &Table| table.indexes.iter().map(nameless).collect::<Vec<_>>();
    let (were, are) = (indexes(before), indexes(after));
    for gone in were.iter().filter(|each| !are.contains(each)) {
        let at = indexes(table).iter().position(|own| own == gone);
        at.map(|at| table.indexes.remove(at));
    }
    for new in after
        .indexes
        .iter()
        .filter(|each| !were.contains(&nameless(each)))
    {
        let name = free(schema, &mut taken, &new.name, after, table);
        table.indexes.push(Index {
            name,
            comment: None,
            ..new.clone()
        });
    }
}
