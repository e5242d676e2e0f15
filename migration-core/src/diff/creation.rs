//! From nothing to a schema.

use std::cmp::Reverse;

use crate::operation::{AddForeignKey, CreateObject, CreateTable, Operation, words};
use crate::schema::{DefaultValue, Object, ObjectKind, Schema, SqlText, Table};

/// The operations that make a schema at once: what others need comes first. The bodies of
/// functions may read tables, and tables may call functions; which of the two go first is for the
/// caller to say.
#[must_use]
pub fn creation(schema: &Schema, routines_first: bool) -> Vec<Operation> {
    let mut all = Vec::new();
    let objects = |all: &mut Vec<Operation>, when: Place| {
        let chosen = schema
            .objects()
            .filter(|(id, _)| place(id.kind, routines_first) == when);
        all.extend(readers_last(chosen.map(|(_, object)| object)).map(create));
    };
    objects(&mut all, Place::BeforeTables);
    objects(&mut all, Place::JustBeforeTables);
    let mut tables: Vec<&Table> = schema.tables().collect();
    tables.sort_by_key(|table| depth(schema, table));
    for table in &tables {
        let bare = Table {
            foreign_keys: Vec::new(),
            ..Table::clone(table)
        };
        all.push(Operation::CreateTable(CreateTable { table: bare.into() }));
    }
    // A partition's own come first: one of its parent that is the same takes them over.
    tables.sort_by_key(|table| Reverse(depth(schema, table)));
    let keys = tables.iter().flat_map(|table| {
        let keys = table.foreign_keys.iter();
        keys.map(|key| {
            Operation::AddForeignKey(AddForeignKey {
                table: table.name.clone(),
                foreign_key: key.clone(),
            })
        })
    });
    all.extend(keys);
    objects(&mut all, Place::AfterTables);
    objects(&mut all, Place::Last);
    all
}

/// How many tables stand between this one and a table that is no partition.
fn depth(schema: &Schema, table: &Table) -> usize {
    let parent = table.partition_of.as_ref();
    let parent = parent.and_then(|of| schema.table(&of.parent));
    parent.map_or(0, |parent| 1 + depth(schema, parent))
}

/// The objects with each behind those that its text reads or that its type is made of, as far as
/// that can be.
pub(super) fn readers_last<'a>(
    objects: impl Iterator<Item = &'a Object>,
) -> impl Iterator<Item = &'a Object> {
    let mut rest: Vec<&Object> = objects.collect();
    let mut ordered = Vec::with_capacity(rest.len());
    let reads = |object: &Object, name: &str| {
        let mut texts = object.texts().flat_map(SqlText::texts);
        texts.any(|text| words::reads(text, name)) || is_made_of(object, name)
    };
    while !rest.is_empty() {
        let free = rest.iter().position(|each| {
            let id = each.id();
            let mut others = rest.iter().map(|other| other.id());
            !others.any(|other| other != id && reads(each, &other.name))
        });
        ordered.push(rest.remove(free.unwrap_or(0)));
    }
    ordered.into_iter()
}

/// Whether a type is made of another, or takes its values from a sequence by itself.
fn is_made_of(object: &Object, name: &str) -> bool {
    match object {
        Object::Domain(domain) => {
            domain.ty.is_named(name)
                || matches!(&domain.default, Some(DefaultValue::Expression(sql))
                    if sql.texts().any(|text| words::names_in_string(text, name)))
        }
        Object::Composite(composite) => composite.fields.iter().any(|(_, ty)| ty.is_named(name)),
        _ => false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    BeforeTables,
    JustBeforeTables,
    AfterTables,
    Last,
}

fn place(kind: ObjectKind, routines_first: bool) -> Place {
    match kind {
        ObjectKind::Function | ObjectKind::Procedure if routines_first => Place::JustBeforeTables,
        kind if kind.is_type() => Place::BeforeTables,
        ObjectKind::Namespace | ObjectKind::Extension | ObjectKind::Sequence => Place::BeforeTables,
        ObjectKind::Trigger | ObjectKind::Policy | ObjectKind::Grant => Place::Last,
        _ => Place::AfterTables,
    }
}

fn create(object: &Object) -> Operation {
    Operation::CreateObject(CreateObject {
        object: object.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dsl::{SchemaBuilder, big_int};

    #[test]
    fn what_others_need_comes_first() {
        let mut builder = SchemaBuilder::new();
        builder.create_table("z", |t| {
            t.id();
        });
        builder.create_table("a", |t| {
            t.id();
            t.column(big_int("z_id").references_column("z", "id"));
        });
        builder.create_view("y", "SELECT id FROM a");
        builder.create_view("b", "SELECT id FROM y");
        builder.create_enumeration("mood", ["glad"]);
        let mut schema = Schema::new();
        for operation in builder.into_operations() {
            operation.apply(&mut schema).unwrap();
        }
        let all = creation(&schema, true);
        let mut made = Schema::new();
        for operation in &all {
            operation.apply(&mut made).unwrap();
        }
        assert_eq!(made, schema);
        let words: Vec<String> = all.iter().map(Operation::describe).collect();
        assert_eq!(
            words,
            [
                "create enumeration mood",
                "create table a",
                "create table z",
                "add foreign key a_z_id_fkey to a",
                "create view y",
                "create view b",
            ]
        );
    }
}
