//! SQLite: `sqlite_schema` holds the text of every definition, and the text is taken apart,
//! because no pragma tells all that stands in it.

mod column;
mod constraint;
mod default;
mod index;
mod names;
mod object;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use super::{Introspection, Unmodelled};
use crate::dialect::recognise_touched;
use crate::dialect::sqlite_definition::{self as definition, IndexDefinition, TableDefinition};
use crate::driver::{Connection, DriverError};
use crate::schema::{ColumnType, DialectName, Schema, Table};
use names::Names;

pub(super) async fn read(connection: &mut Connection) -> Result<Introspection, DriverError> {
    let objects = connection.query(OBJECTS).await?;
    let shadows = connection.query(TABLES).await?;
    Ok(introspection(
        objects.into_iter().filter_map(Row::from_row),
        &shadows
            .into_iter()
            .filter(|row| {
                row.get(2)
                    .is_some_and(|kind| kind.as_deref() == Some("shadow"))
            })
            .filter_map(|mut row| row.swap_remove(1))
            .collect(),
    ))
}

/// In the order of their creation. What SQLite makes for itself has no text, or a name of its own.
const OBJECTS: &str = "SELECT type, name, tbl_name, sql FROM main.sqlite_schema \
    WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' AND sql IS NOT NULL ORDER BY rowid";

/// Tells which tables a virtual table keeps for itself; before 3.37 SQLite gives no rows.
const TABLES: &str = "PRAGMA main.table_list";

/// A row of `sqlite_schema`.
struct Row {
    kind: String,
    name: String,
    table: String,
    sql: String,
}

impl Row {
    fn from_row(row: Vec<Option<String>>) -> Option<Self> {
        let mut values = row.into_iter();
        let mut next = || values.next().flatten();
        Some(Self {
            kind: next()?,
            name: next()?,
            table: next()?,
            sql: next()?,
        })
    }

    fn unmodelled(self, kind: &'static str) -> Unmodelled {
        Unmodelled {
            table: (kind != "view").then_some(self.table),
            kind,
            name: self.name,
            definition: Some(self.sql),
        }
    }
}

/// What other tables have to know of a table: how its names are spelled, and its primary key.
type Definitions = BTreeMap<String, TableDefinition>;

/// The name that all spellings of a name share.
fn folded(name: &str) -> String {
    name.to_ascii_lowercase()
}

fn introspection(objects: impl Iterator<Item = Row>, shadows: &BTreeSet<String>) -> Introspection {
    let mut found = Introspection::default();
    let mut definitions = Definitions::new();
    let mut indexes = BTreeMap::<String, Vec<IndexDefinition>>::new();
    let mut objects_beside = Vec::new();
    for object in objects {
        let kind = match object.kind.as_str() {
            "table" if shadows.contains(&object.name) => continue,
            "table" => match definition::table(&object.sql) {
                Ok(mut table) => {
                    // A table that was renamed keeps its text but for the name.
                    table.name.clone_from(&object.name);
                    definitions.insert(folded(&object.name), table);
                    continue;
                }
                Err(_) if is_virtual(&object.sql) => "virtual table",
                Err(_) => "table",
            },
            "index" => match definition::index(&object.sql) {
                Ok(index) => {
                    let of_table = indexes.entry(folded(&object.table)).or_default();
                    of_table.push(index);
                    continue;
                }
                Err(_) => "index",
            },
            "view" => "view",
            _ => "trigger",
        };
        objects_beside.push((kind, object));
    }
    for (kind, mut object) in objects_beside {
        // A trigger keeps the name of its table as it was written.
        if let Some(table) = definitions.get(&folded(&object.table)) {
            object.table.clone_from(&table.name);
        }
        match object::read(&object) {
            Some(object) => found.schema.insert_object(object),
            None => found.unmodelled.push(object.unmodelled(kind)),
        }
    }
    let all = indexes.values().flatten();
    let mut names = Names::new(all.map(|index| index.name.as_str()));
    for definition in definitions.values() {
        let mut table = read_table(definition, &definitions, &mut names, &mut found.unmodelled);
        for index in indexes.get(&folded(&definition.name)).into_iter().flatten() {
            let index = index::read(index, &table);
            table.indexes.push(index);
        }
        found.schema.insert(table);
    }
    identities_fit(&mut found.schema);
    recognise_touched(&mut found.schema, DialectName::Sqlite);
    found
}

/// Every integer type numbers rows as `INTEGER` does. Which one it was is told by the columns
/// that refer to it, for a foreign key joins columns of one type.
fn identities_fit(schema: &mut Schema) {
    let numbered: Vec<(String, String)> = schema
        .tables()
        .filter_map(|table| {
            let column = table.columns.iter().find(|column| column.is_identity())?;
            let refers = |referrer: &Table| {
                referrer.foreign_keys.iter().any(|key| {
                    let from = key.columns.first().and_then(|name| referrer.column(name));
                    key.references_table == table.name
                        && key.references_columns == [column.name.as_str()]
                        && from.is_some_and(|from| from.ty == ColumnType::Int)
                })
            };
            schema
                .referrers(&table.name)
                .any(refers)
                .then(|| (table.name.clone(), column.name.clone()))
        })
        .collect();
    for (table, column) in numbered {
        schema.update(&table, |table| {
            if let Some(column) = table.column_mut(&column) {
                column.ty = ColumnType::Int;
            }
        });
    }
}

fn is_virtual(sql: &str) -> bool {
    definition::tokens(sql)
        .nth(1)
        .is_some_and(|token| token.is_word("VIRTUAL"))
}

fn read_table(
    definition: &TableDefinition,
    all: &Definitions,
    names: &mut Names,
    unmodelled: &mut Vec<Unmodelled>,
) -> Table {
    let mut table = Table::new(&definition.name);
    table.options.strict = definition.strict;
    table.options.without_rowid = definition.without_rowid;
    for column in &definition.columns {
        let column = column::read(column, definition, unmodelled);
        table.columns.push(column);
    }
    constraint::read(&mut table, definition, all, names, unmodelled);
    table
}
