//! Whether a name can be given: a server takes it, and nothing has it yet.

use super::SchemaError;
use crate::schema::{Schema, Table, beside, in_namespace};

/// Whether a server can take the name at all; how long it may be is the dialect's business.
pub(super) fn name(kind: &'static str, name: &str) -> Result<(), SchemaError> {
    let problem = if name.is_empty() {
        "is empty"
    } else if name.contains('\0') {
        "holds a NUL character"
    } else if name.trim() != name {
        "begins or ends with white space"
    } else {
        return Ok(());
    };
    Err(SchemaError::BadName {
        kind,
        name: name.to_owned(),
        problem,
    })
}

/// Whether a name of a table, view, type or the like can be one: in a namespace that is known,
/// if it says one.
pub(super) fn relation_name(
    schema: &Schema,
    kind: &'static str,
    wanted: &str,
) -> Result<(), SchemaError> {
    name(kind, wanted)?;
    if !wanted.contains('.') {
        return Ok(());
    }
    let (Some(namespace), local) = in_namespace(wanted) else {
        return Err(SchemaError::BadName {
            kind,
            name: wanted.to_owned(),
            problem: "is not a schema's name, a dot and a name within it",
        });
    };
    if namespace.trim() != namespace || local.trim() != local {
        return Err(SchemaError::BadName {
            kind,
            name: wanted.to_owned(),
            problem: "has white space beside its dot",
        });
    }
    if schema.has_namespace(namespace) {
        return Ok(());
    }
    Err(SchemaError::UnknownNamespace {
        kind,
        name: wanted.to_owned(),
        namespace: namespace.to_owned(),
    })
}

/// Whether a name is free among those of tables, views, indexes, types and what else has one:
/// PostgreSQL keeps all of them in one space for each namespace, SQLite all but the types.
pub(super) fn free_name(
    schema: &Schema,
    kind: &'static str,
    wanted: &str,
) -> Result<(), SchemaError> {
    relation_name(schema, kind, wanted)?;
    match schema.name_owner(wanted) {
        None if !is_relation(schema, wanted) => Ok(()),
        owner => Err(taken(kind, wanted, owner)),
    }
}

/// Whether the name of an index or a key is free among those in the namespace of its table.
pub(super) fn free_index_name(
    schema: &Schema,
    table: &str,
    kind: &'static str,
    wanted: &str,
) -> Result<(), SchemaError> {
    name(kind, wanted)?;
    let (namespace, _) = in_namespace(table);
    match schema.index_owner(namespace, wanted) {
        // A dot of its own is no namespace.
        None if wanted.contains('.') || !is_relation(schema, &beside(table, wanted)) => Ok(()),
        owner => Err(taken(kind, wanted, owner)),
    }
}

fn is_relation(schema: &Schema, name: &str) -> bool {
    schema.table(name).is_some() || schema.is_object_name(name)
}

fn taken(kind: &'static str, name: &str, table: Option<&str>) -> SchemaError {
    SchemaError::Taken {
        kind,
        name: name.to_owned(),
        table: table.map(str::to_owned),
    }
}

/// Whether the names that a table brings into the space of all names are different ones.
pub(super) fn own_names_differ(table: &Table) -> Result<(), SchemaError> {
    let (_, local) = in_namespace(&table.name);
    let twice = |name: &str| {
        let same = |other: &&str| *other == name;
        name == local || table.relation_names().filter(same).count() > 1
    };
    // A table is a type, too: that of its rows.
    let types = table
        .columns
        .iter()
        .filter_map(|column| column.ty.as_enumeration());
    let taken = |name: &&str| *name == table.name || table.relation_names().any(|it| it == *name);
    let mut types = types.map(|of| of.name.as_str()).filter(taken);
    match table
        .relation_names()
        .find(|name| twice(name))
        .or_else(|| types.next())
    {
        Some(name) => Err(SchemaError::Taken {
            kind: "key, index or enumeration",
            name: name.to_owned(),
            table: Some(table.name.clone()),
        }),
        None => Ok(()),
    }
}

/// Whether a table's own constraint name is free: primary key, unique, check, foreign key.
pub(super) fn free_constraint(
    table: &Table,
    kind: &'static str,
    wanted: &str,
) -> Result<(), SchemaError> {
    name(kind, wanted)?;
    let taken = table.constraint_names().any(|name| name == wanted);
    if taken {
        return Err(SchemaError::Taken {
            kind,
            name: wanted.to_owned(),
            table: Some(table.name.clone()),
        });
    }
    Ok(())
}
