//! What a partition has as its parent has it, under a name of its own.

use crate::operation::names::renamed_after;
use crate::schema::{Check, Index, PrimaryKey, Schema, Table, Unique, in_namespace};

pub(super) fn nameless(index: &Index) -> Index {
    Index {
        name: String::new(),
        comment: None,
        ..index.clone()
    }
}

pub(super) fn nameless_unique(unique: &Unique) -> Unique {
    Unique {
        name: String::new(),
        comment: None,
        ..unique.clone()
    }
}

/// A check as a partition has it from its parent: under the same name, without its comment.
pub(super) fn inherited(check: &Check) -> Check {
    Check {
        comment: None,
        ..check.clone()
    }
}

/// A name for what a partition has like its parent, that nothing else has.
pub(super) fn free(
    schema: &Schema,
    taken: &mut Vec<String>,
    of_parent: &str,
    parent: &Table,
    table: &Table,
) -> String {
    let base = renamed_after(of_parent, &parent.name, &table.name);
    let (namespace, _) = in_namespace(&table.name);
    let mut name = base.clone();
    let mut number = 1;
    while taken.contains(&name)
        || schema.index_owner(namespace, &name).is_some()
        || table.constraint_names().any(|other| other == name)
    {
        number += 1;
        name = format!("{base}{number}");
    }
    taken.push(name.clone());
    name
}

/// Whether two primary keys are the same but for their names and comments.
pub(super) fn same_primary_key(a: &PrimaryKey, b: &PrimaryKey) -> bool {
    let nameless = |key: &PrimaryKey| PrimaryKey {
        name: String::new(),
        comment: None,
        ..key.clone()
    };
    nameless(a) == nameless(b)
}
