//! A table with all that another has, under names of its own.

use super::names::{enumeration_name, renamed_after};
use crate::schema::{ColumnType, ForeignKey, RowSecurity, Table};

/// The copy of a table under another name, without what refers to others unless it is asked
/// for, and without policies, so that everyone sees its rows.
pub(super) fn copy(table: &Table, to: &str, foreign_keys: bool) -> Table {
    let mut copy = table.clone();
    to.clone_into(&mut copy.name);
    copy.comment = None;
    copy.options.row_security = RowSecurity::Off;
    copy.partitioning = None;
    copy.partition_of = None;
    for column in &mut copy.columns {
        own_enumeration(&mut column.ty, to, &column.name);
    }
    if !foreign_keys {
        copy.foreign_keys.clear();
    }
    for key in &mut copy.foreign_keys {
        if key.references_table == table.name {
            to.clone_into(&mut key.references_table);
        }
        key.name = renamed_after(&key.name, &table.name, to);
    }
    for check in &mut copy.checks {
        check.name = renamed_after(&check.name, &table.name, to);
    }
    rename_indexes(&mut copy, &table.name);
    copy
}

/// A partition as its parent makes it: its keys and indexes have names of their own, its
/// checks and foreign keys those of the parent's. Rows are numbered through the parent alone,
/// and its triggers are theirs.
pub(super) fn partition(parent: &Table, called: &str) -> Table {
    let mut copy = parent.clone();
    called.clone_into(&mut copy.name);
    copy.comment = None;
    copy.options.row_security = RowSecurity::Off;
    copy.partitioning = None;
    copy.partition_of = None;
    for column in &mut copy.columns {
        column.identity = None;
        column.comment = None;
        column.touched_on_update = false;
    }
    for index in &mut copy.indexes {
        index.comment = None;
    }
    for (_, comment) in copy.constraint_comments_mut() {
        *comment = None;
    }
    rename_indexes(&mut copy, &parent.name);
    copy
}

fn own_enumeration(ty: &mut ColumnType, table: &str, column: &str) {
    match ty {
        ColumnType::Array(of) => own_enumeration(of, table, column),
        ColumnType::Enumeration(of) => of.name = enumeration_name(table, column),
        _ => {}
    }
}

fn rename_indexes(table: &mut Table, from: &str) {
    let to = &table.name;
    let primary = table.primary_key.iter_mut().map(|key| &mut key.name);
    let uniques = table.uniques.iter_mut().map(|each| &mut each.name);
    let exclusions = table.exclusions.iter_mut().map(|each| &mut each.name);
    let indexes = table.indexes.iter_mut().map(|each| &mut each.name);
    for name in primary.chain(uniques).chain(exclusions).chain(indexes) {
        *name = renamed_after(name, from, to);
    }
}

/// Whether two foreign keys are the same but for their names and comments.
pub(super) fn same_key(a: &ForeignKey, b: &ForeignKey) -> bool {
    let nameless = |key: &ForeignKey| ForeignKey {
        name: String::new(),
        comment: None,
        ..key.clone()
    };
    nameless(a) == nameless(b)
}
