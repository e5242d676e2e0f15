use super::column::is_enumeration;
use super::names::Names;
use super::{Definitions, folded};
use crate::dialect::sqlite_definition::{
    Constraint, KeyPart, Reference, Rule, TableDefinition, mentions,
};
use crate::introspect::Unmodelled;
use crate::operation::{check_name, foreign_key_name, primary_key_name, unique_name};
use crate::schema::{Check, DialectName, ForeignKey, PrimaryKey, SqlText, Table, Unique};

/// Puts the keys, unique constraints, foreign keys and checks into the table, whose columns
/// are read already.
pub(super) fn read(
    table: &mut Table,
    definition: &TableDefinition,
    all: &Definitions,
    names: &mut Names,
    unmodelled: &mut Vec<Unmodelled>,
) {
    names.begin(definition);
    for constraint in definition.constraints() {
        let mut notes = Vec::new();
        let name = match &constraint.rule {
            Rule::PrimaryKey {
                parts, conflict, ..
            } => {
                let name = names.of(constraint, primary_key_name(&table.name));
                notes.extend(key_notes(parts, conflict.as_deref()));
                table.primary_key = Some(PrimaryKey {
                    name: name.clone(),
                    columns: columns(parts, definition),
                    ..PrimaryKey::default()
                });
                name
            }
            Rule::Unique { parts, conflict } => {
                let columns = columns(parts, definition);
                let name = names.of(constraint, unique_name(&table.name, &columns));
                notes.extend(key_notes(parts, conflict.as_deref()));
                table.uniques.push(Unique {
                    name: name.clone(),
                    columns,
                    ..Unique::default()
                });
                name
            }
            Rule::Check {
                expression,
                conflict,
            } => {
                if is_kept_in_type(table, definition, constraint) {
                    continue;
                }
                let about = only_column(definition, expression).unwrap_or_default();
                let name = names.of(constraint, check_name(&table.name, about));
                notes.extend(conflict.as_ref().map(|_| "conflict clause"));
                table.checks.push(Check {
                    name: name.clone(),
                    expression: SqlText::only(DialectName::Sqlite, expression),
                    ..Check::default()
                });
                name
            }
            Rule::ForeignKey { columns, reference } => {
                let columns = spelled(columns, definition);
                let name = names.of(constraint, foreign_key_name(&table.name, &columns));
                notes.extend(reference.matching.as_ref().map(|_| "match clause"));
                match foreign_key(name.clone(), columns, reference, all) {
                    Some(key) => table.foreign_keys.push(key),
                    None => notes.push("foreign key"),
                }
                name
            }
            Rule::NotNull { .. }
            | Rule::Null
            | Rule::Default { .. }
            | Rule::Collate(_)
            | Rule::Generated { .. } => continue,
        };
        unmodelled.extend(notes.into_iter().map(|kind| Unmodelled {
            table: Some(table.name.clone()),
            kind,
            name: name.clone(),
            definition: Some(constraint.text.clone()),
        }));
    }
}

/// What a key says that the schema has no value for.
fn key_notes(parts: &[KeyPart], conflict: Option<&str>) -> Vec<&'static str> {
    let mut notes = Vec::new();
    if conflict.is_some() {
        notes.push("conflict clause");
    }
    if parts.iter().any(|part| part.descending) {
        notes.push("key order");
    }
    if parts.iter().any(|part| part.collation.is_some()) {
        notes.push("key collation");
    }
    notes
}

/// Whether the check stands at a column of an enumeration, and is how SQLite keeps it.
fn is_kept_in_type(table: &Table, definition: &TableDefinition, constraint: &Constraint) -> bool {
    definition
        .columns
        .iter()
        .zip(&table.columns)
        .any(|(of, column)| {
            column.ty.as_enumeration().is_some()
                && of
                    .constraints
                    .iter()
                    .any(|each| std::ptr::eq(each, constraint))
                && is_enumeration(column, constraint)
        })
}

/// The column that an expression is about, if it is about one.
fn only_column<'a>(definition: &'a TableDefinition, expression: &str) -> Option<&'a str> {
    let mut named = definition
        .columns
        .iter()
        .filter(|column| mentions(expression, &column.name));
    let first = named.next()?;
    named.next().is_none().then_some(&first.name)
}

fn columns(parts: &[KeyPart], definition: &TableDefinition) -> Vec<String> {
    let names: Vec<String> = parts.iter().map(|part| part.column.clone()).collect();
    spelled(&names, definition)
}

/// The names as the columns' own definitions spell them.
fn spelled(names: &[String], definition: &TableDefinition) -> Vec<String> {
    names
        .iter()
        .map(|name| {
            let column = definition.column(name);
            column.map_or_else(|| name.clone(), |column| column.name.clone())
        })
        .collect()
}

/// `None` where it refers to a table that is not there, or to a key that is none: SQLite finds
/// that out only when rows are written.
fn foreign_key(
    name: String,
    columns: Vec<String>,
    reference: &Reference,
    all: &Definitions,
) -> Option<ForeignKey> {
    let parent = all.get(&folded(&reference.table))?;
    let references_columns = if reference.columns.is_empty() {
        let key = parent
            .constraints()
            .find_map(|constraint| match &constraint.rule {
                Rule::PrimaryKey { parts, .. } => Some(self::columns(parts, parent)),
                _ => None,
            })?;
        if key.len() != columns.len() {
            return None;
        }
        key
    } else {
        spelled(&reference.columns, parent)
    };
    Some(ForeignKey {
        name,
        columns,
        references_table: parent.name.clone(),
        references_columns,
        on_delete: reference.on_delete,
        on_update: reference.on_update,
        deferrable: reference.deferrable,
        ..ForeignKey::default()
    })
}
