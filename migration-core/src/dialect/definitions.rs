//! Whether two schemas are the same on a server: compared through the SQL that would make
//! each part of them there, so that whatever is rendered is also compared.

use std::collections::BTreeMap;

use super::{Capabilities, Server, Statement, Step, Unsupported, render};
use crate::operation::{CreateObject, CreateTable, Operation};
use crate::schema::{ColumnType, DialectName, Enumeration, Object, Schema, Table};

/// What differs between two schemas in one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is in: `table users`.
    pub object: String,
    /// The lines of its definition that the expected schema alone has.
    pub missing: Vec<String>,
    /// The lines of its definition that the found schema alone has.
    pub extra: Vec<String>,
}

/// The definition of each table on a server, line by line: a column, a constraint or an index
/// a line, in the order of the columns and of the others' names.
///
/// # Errors
/// What the server cannot have.
pub fn definitions(
    schema: &Schema,
    capabilities: &Capabilities,
) -> Result<BTreeMap<String, Vec<String>>, Unsupported> {
    let mut all = BTreeMap::new();
    let apart;
    let schema = if capabilities.has_enumeration_types() {
        apart = enumerations_apart(schema);
        &apart
    } else {
        schema
    };
    // Columns may be of types that were created.
    let mut nothing = Schema::new();
    for (_, object) in schema.objects() {
        nothing.insert_object(object.clone());
    }
    for table in schema.tables() {
        let create = Operation::CreateTable(CreateTable {
            table: comparable(table, capabilities).into(),
        });
        let lines = lines(render(&create, &nothing, capabilities)?);
        all.insert(format!("table {}", table.name), lines);
    }
    for (id, object) in schema.objects() {
        let create = Operation::CreateObject(CreateObject {
            object: without_implied(object.clone()),
        });
        let lines = lines(render(&create, schema, capabilities)?);
        // A type that a server has only at its columns has nothing to differ in by itself.
        if !lines.is_empty() {
            all.insert(id.to_string(), lines);
        }
    }
    Ok(all)
}

/// A sequence starts at its end by itself, said or not.
fn without_implied(mut object: Object) -> Object {
    if let Object::Sequence(sequence) = &mut object {
        let end = match sequence.increment {
            Some(by) if by < 0 => sequence.maximum.unwrap_or(-1),
            _ => sequence.minimum.unwrap_or(1),
        };
        sequence.start = sequence.start.filter(|start| *start != end);
    }
    object
}

fn lines(steps: Vec<Step>) -> Vec<String> {
    let mut lines = Vec::new();
    for statement in steps.into_iter().flat_map(|step| step.statements) {
        if let Statement::Run(sql) = statement {
            lines.extend(sql.lines().map(|line| {
                let line = line.trim();
                line.strip_suffix(',').unwrap_or(line).to_owned()
            }));
        }
    }
    lines
}

/// The schema with each enumeration as a type of its own: where a server has such types, it
/// does not tell whose they are.
fn enumerations_apart(schema: &Schema) -> Schema {
    let mut apart = schema.clone();
    for table in schema.tables() {
        let mut found = Vec::new();
        apart.update(&table.name, |table| {
            for column in &mut table.columns {
                take_enumeration(&mut column.ty, &mut found);
            }
        });
        for enumeration in found {
            apart.insert_object(Object::Enumeration(enumeration));
        }
    }
    apart
}

fn take_enumeration(ty: &mut ColumnType, found: &mut Vec<Enumeration>) {
    match ty {
        ColumnType::Array(of) => take_enumeration(of, found),
        ColumnType::Enumeration(of) => {
            found.push((**of).clone());
            *ty = ColumnType::Named(of.name.clone());
        }
        _ => {}
    }
}

/// What differs between two schemas on a server, whatever the order of columns. Expressions
/// are compared as texts: give the expected schema those that the server prints with
/// [`take_expressions`](crate::diff::take_expressions) first.
///
/// # Errors
/// What the server cannot have.
pub fn differences(
    expected: &Schema,
    found: &Schema,
    capabilities: &Capabilities,
) -> Result<Vec<Difference>, Unsupported> {
    let expected = definitions(expected, capabilities)?;
    let mut found = definitions(found, capabilities)?;
    let mut all = Vec::new();
    for (object, lines) in expected {
        let others = found.remove(&object).unwrap_or_default();
        all.extend(difference(object, lines, others));
    }
    for (object, lines) in found {
        all.extend(difference(object, Vec::new(), lines));
    }
    Ok(all)
}

fn difference(
    object: String,
    mut missing: Vec<String>,
    mut extra: Vec<String>,
) -> Option<Difference> {
    missing.retain(|line| {
        let same = extra.iter().position(|other| other == line);
        if let Some(at) = same {
            extra.remove(at);
        }
        same.is_none()
    });
    (!missing.is_empty() || !extra.is_empty()).then_some(Difference {
        object,
        missing,
        extra,
    })
}

/// The table with its constraints and indexes in the order of their names, which no server keeps,
/// and without the number that its rows began with, which PostgreSQL alone keeps.
fn comparable(table: &Table, capabilities: &Capabilities) -> Table {
    let mut table = table.clone();
    if capabilities.server != Server::Postgres {
        for column in &mut table.columns {
            if let Some(identity) = &mut column.identity {
                identity.start = None;
            }
        }
    }
    if capabilities.dialect() == DialectName::Mysql {
        plain_texts(&mut table);
    }
    table.uniques.sort_by(|a, b| a.name.cmp(&b.name));
    table.foreign_keys.sort_by(|a, b| a.name.cmp(&b.name));
    table.checks.sort_by(|a, b| a.name.cmp(&b.name));
    table.exclusions.sort_by(|a, b| a.name.cmp(&b.name));
    table.indexes.sort_by(|a, b| a.name.cmp(&b.name));
    table
}

/// Character sets and collations said once: a collation has its character set in its name, and
/// what the table says is not said of a column.
fn plain_texts(table: &mut Table) {
    let set_of = |collation: &str| collation.split('_').next().map(str::to_owned);
    let own = table.options.collation.clone();
    let charset = table
        .options
        .charset
        .clone()
        .or_else(|| own.as_deref().and_then(set_of))
        .unwrap_or_else(|| "utf8mb4".to_owned());
    for column in &mut table.columns {
        let collation = column.collation.as_ref();
        let collation = collation.and_then(|sql| sql.get(DialectName::Mysql));
        let collation = collation.map(str::to_owned);
        let Some(set) = column
            .charset
            .clone()
            .or_else(|| set_of(collation.as_deref()?))
        else {
            continue;
        };
        let is_tables = set == charset;
        column.charset = (!is_tables).then_some(set);
        if is_tables && collation == own {
            column.collation = None;
        }
    }
}
