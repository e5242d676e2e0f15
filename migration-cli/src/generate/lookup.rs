//! Finding things in the folded schema by the names that were typed.

use migration_core::operation::{SchemaError, nearest};
use migration_core::schema::{Column, Object, ObjectId, Schema, Table};

use super::GenerateError;

pub(crate) fn table<'a>(schema: &'a Schema, name: &str) -> Result<&'a Table, GenerateError> {
    schema.table(name).ok_or_else(|| {
        SchemaError::Unknown {
            kind: "table",
            name: name.to_owned(),
            table: None,
            nearest: nearest(name, schema.tables().map(|table| table.name.as_str())),
        }
        .into()
    })
}

pub(crate) fn column<'a>(table: &'a Table, name: &str) -> Result<&'a Column, GenerateError> {
    table.column(name).ok_or_else(|| {
        unknown(
            table,
            "column",
            name,
            table.columns.iter().map(|column| column.name.as_str()),
        )
    })
}

pub(crate) fn unknown<'a>(
    table: &Table,
    kind: &'static str,
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> GenerateError {
    SchemaError::Unknown {
        kind,
        name: name.to_owned(),
        table: Some(table.name.clone()),
        nearest: nearest(name, candidates),
    }
    .into()
}

/// An object beside the tables, or the names it may have been meant for.
pub(crate) fn object<'a>(schema: &'a Schema, id: &ObjectId) -> Result<&'a Object, GenerateError> {
    schema.object(id).ok_or_else(|| {
        let alike = schema
            .objects()
            .map(|(other, _)| other)
            .filter(|other| other.kind == id.kind && other.table == id.table);
        SchemaError::Unknown {
            kind: id.kind.as_str(),
            name: id.name.clone(),
            table: id.table.clone(),
            nearest: nearest(&id.name, alike.map(|other| other.name.as_str())),
        }
        .into()
    })
}

/// A constraint of a table by its name.
pub(crate) fn constraint<'a>(table: &'a Table, name: &str) -> Result<&'a str, GenerateError> {
    table
        .constraint_names()
        .find(|each| *each == name)
        .ok_or_else(|| unknown(table, "constraint", name, table.constraint_names()))
}
