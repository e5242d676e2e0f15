//! Tables and their columns.

use std::collections::BTreeMap;

use super::answer::Row;
use super::defaults::default;
use super::partitions;
use super::printed;
use super::types::{CreatedTypes, Stored};
use crate::introspect::Unmodelled;
use crate::schema::{
    Column, DialectName, Generated, Identity, Partition, RowSecurity, SqlText, Table,
};

/// A table, with what is only known while it is read.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) table: Table,
    /// What divides it, if it is divided.
    pub(super) key: Option<partitions::Key>,
    columns: BTreeMap<i16, Numbered>,
}

/// What the parts of an index are compared with: a column by its number in the catalogue.
#[derive(Debug)]
pub(super) struct Numbered {
    pub(super) name: String,
    /// Its type, and that under it where it is a domain.
    pub(super) ty: u32,
    pub(super) collation: u32,
}

impl Found {
    pub(super) fn column(&self, number: i16) -> Option<&Numbered> {
        self.columns.get(&number)
    }

    /// The names of the columns of these numbers.
    pub(super) fn names(&self, numbers: &[i16]) -> Vec<String> {
        let columns = numbers.iter().filter_map(|number| self.column(*number));
        columns.map(|column| column.name.clone()).collect()
    }
}

/// All tables, by their number.
pub(super) type Tables = BTreeMap<u32, Found>;

/// Notes something that the schema has no value for.
pub(super) fn note(
    out: &mut Vec<Unmodelled>,
    table: &str,
    kind: &'static str,
    name: impl Into<String>,
    definition: Option<String>,
) {
    out.push(Unmodelled {
        table: Some(table.to_owned()),
        kind,
        name: name.into(),
        definition,
    });
}

/// The tables without their columns. One that ordinary DDL does not make is only noted.
pub(super) fn tables(rows: Vec<Row>, out: &mut Vec<Unmodelled>) -> Tables {
    let mut tables = Tables::new();
    for mut row in rows {
        let number = row.number();
        let mut table = Table::new(row.text());
        table.options.unlogged = row.flag();
        table.comment = row.maybe();
        let apart = ["partition", "typed table", "inheriting table"]
            .into_iter()
            .filter(|_| row.flag())
            .collect::<Vec<_>>();
        if let Some(kind) = apart.first() {
            note(out, &table.name, kind, &table.name, None);
            continue;
        }
        table.options.row_security = match (row.flag(), row.flag()) {
            (true, true) => RowSecurity::Forced,
            (true, false) => RowSecurity::On,
            (false, forced) => {
                if forced {
                    note(out, &table.name, "row security", "FORCE", None);
                }
                RowSecurity::Off
            }
        };
        // An index's own note says that it is the identity.
        match row.text().as_str() {
            "f" => note(out, &table.name, "replica identity", "FULL", None),
            "n" => note(out, &table.name, "replica identity", "NOTHING", None),
            _ => {}
        }
        for option in row.list() {
            note(out, &table.name, "storage parameter", option, None);
        }
        for kind in ["tablespace", "access method"] {
            if let Some(name) = row.maybe() {
                note(out, &table.name, kind, name, None);
            }
        }
        let parent = row.maybe();
        let bound = row.maybe();
        table.partition_of = parent.map(|parent| {
            let bound = partitions::bound(&bound.unwrap_or_default());
            Box::new(Partition { parent, bound })
        });
        let key = row.maybe().map(|strategy| partitions::Key {
            strategy,
            columns: row.numbers(),
            text: row.text(),
        });
        let columns = BTreeMap::new();
        tables.insert(
            number,
            Found {
                table,
                key,
                columns,
            },
        );
    }
    tables
}

/// One row about a column, before the types are known.
struct Raw {
    table: u32,
    number: i16,
    name: String,
    stored: Stored,
    rest: Row,
}

/// Gives each table its columns.
pub(super) fn columns(
    rows: Vec<Row>,
    created: &mut CreatedTypes,
    tables: &mut Tables,
    out: &mut Vec<Unmodelled>,
) {
    let mut raw = Vec::with_capacity(rows.len());
    for mut row in rows {
        let each = Raw {
            table: row.number(),
            number: row.number(),
            name: row.text(),
            stored: Stored {
                number: row.number(),
                element: row.number(),
                called: row.text(),
            },
            rest: row,
        };
        if let Some(found) = tables.get(&each.table) {
            created.is_used(each.stored.number, each.table);
            created.is_used(each.stored.element, each.table);
            // A type of a table with partitions is theirs too, though there be none.
            if found.key.is_some() {
                created.is_used(each.stored.number, 0);
                created.is_used(each.stored.element, 0);
            }
            raw.push(each);
        }
    }
    for each in raw {
        if let Some(found) = tables.get_mut(&each.table) {
            column(each, created, found, out);
        }
    }
    tables.values_mut().for_each(partitions::divide);
}

fn column(raw: Raw, created: &CreatedTypes, found: &mut Found, out: &mut Vec<Unmodelled>) {
    let Raw {
        number,
        name,
        stored,
        mut rest,
        ..
    } = raw;
    let mut column = Column::new(&name, stored.ty(created));
    column.nullable = !rest.flag();
    let (identity, generated) = (rest.text(), rest.text());
    let expression = rest.maybe();
    column.comment = rest.maybe();
    column.collation = rest
        .maybe()
        .map(|name| SqlText::only(DialectName::Postgres, name));
    let collation = rest.number();
    let serial = rest.flag();
    let (start, increment) = (rest.number(), rest.number());
    let is_said = |n: i64| (n != 1).then_some(n);
    if serial || !identity.is_empty() {
        column.identity = Some(Box::new(Identity {
            always: identity == "a",
            start: is_said(start),
            increment: is_said(increment),
            serial,
        }));
    }
    match expression {
        Some(text) if !generated.is_empty() => {
            column.generated = Some(Box::new(Generated {
                expression: printed::expression(&text),
                stored: generated == "s",
            }));
        }
        // It is the sequence's next number.
        Some(_) if serial => {}
        Some(text) => column.default = Some(default(&text, &column.ty, &stored.called)),
        None => {}
    }
    let called = &found.table.name;
    if rest.flag() {
        note(out, called, "identity option", &name, None);
    }
    if rest.flag() {
        note(out, called, "column storage", &name, None);
    }
    if rest.maybe().is_some() {
        note(out, called, "column compression", &name, None);
    }
    if rest.flag() {
        note(out, called, "column statistics", &name, None);
    }
    let ty = rest.number();
    found.table.columns.push(column);
    found.columns.insert(
        number,
        Numbered {
            name,
            ty,
            collation,
        },
    );
}
