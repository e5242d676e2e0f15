//! What the fold takes and what it refuses, before any database.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use migration_core::operation::{Operation, SchemaError};
use migration_core::prelude::*;
use migration_core::schema::Schema;

fn recorded(write: impl FnOnce(&mut SchemaBuilder)) -> Vec<Operation> {
    let mut builder = SchemaBuilder::new();
    write(&mut builder);
    builder.into_operations()
}

/// The schema after all of them, or the first error.
fn folded(write: impl FnOnce(&mut SchemaBuilder)) -> Result<Schema, SchemaError> {
    let mut schema = Schema::new();
    let operations = recorded(write);
    operations
        .iter()
        .try_for_each(|each| each.apply(&mut schema))?;
    Ok(schema)
}

#[track_caller]
fn refused(write: impl FnOnce(&mut SchemaBuilder), expected: &str) {
    let error = folded(write).unwrap_err();
    assert_eq!(format!("{error}: {}", error.help()), expected);
}

/// There and back is where it began.
#[track_caller]
fn reversed(
    before: impl FnOnce(&mut SchemaBuilder),
    run: impl FnOnce(&mut SchemaBuilder),
) -> Schema {
    let before = folded(before).unwrap();
    let mut schema = before.clone();
    let mut back = Vec::new();
    for operation in recorded(run) {
        let mut undo = operation.reverse(&schema).unwrap();
        undo.append(&mut back);
        back = undo;
        operation.apply(&mut schema).unwrap();
    }
    let there = schema.clone();
    for operation in back {
        operation.apply(&mut schema).unwrap();
    }
    assert_eq!(schema, before);
    there
}

fn table(schema: &mut SchemaBuilder, name: &str) {
    schema.create_table(name, |t| {
        t.id();
    });
}

fn audit(schema: &mut SchemaBuilder) {
    schema.create_schema("audit");
    table(schema, "events");
    schema.create_table("audit.events", |t| {
        t.id();
        t.column(enumeration("kind", ["a", "b"]));
        t.column(big_int("other").references_column("events", "id"));
    });
    schema.create_view("audit.recent", "SELECT id FROM audit.events");
}

#[test]
fn a_namespace_has_to_be_known() {
    refused(
        |schema| table(schema, "audit.events"),
        "there is no schema \"audit\" for the table \"audit.events\" to be in: create it before \
         with `create_schema(\"audit\")`, or take it as there with `state_only`",
    );
    for name in ["a.b.c", ".a", "a.", "."] {
        refused(
            |schema| table(schema, name),
            &format!(
                "table name {name:?} is not a schema's name, a dot and a name within it: give it another name"
            ),
        );
    }
    refused(
        |schema| schema.create_schema("a.b"),
        "schema name \"a.b\" holds a dot, which stands between it and the names within it: give it another name",
    );
}

#[test]
fn each_namespace_is_a_space_of_names() {
    let schema = folded(audit).unwrap();
    assert_eq!(schema.name_owner("audit.events_pkey"), Some("audit.events"));
    assert_eq!(schema.name_owner("events_pkey"), Some("events"));
    assert_eq!(schema.name_owner("audit.events_kind"), Some("audit.events"));
    assert_eq!(schema.name_owner("events_kind"), None);
    refused(
        |schema| {
            audit(schema);
            table(schema, "audit.recent");
        },
        "table \"audit.recent\" exists already: give the table another name, or drop the other first",
    );
    refused(
        |schema| {
            audit(schema);
            schema.add_index("audit.events", index(["kind"]).name("recent"));
        },
        "index \"recent\" exists already: give the index another name, or drop the other first",
    );
}

#[test]
fn a_namespace_that_holds_something_stays() {
    refused(
        |schema| {
            audit(schema);
            schema.drop_schema("audit");
        },
        "schema audit is still needed by table \"audit.events\": drop the table \"audit.events\" \
         first, in this migration or an earlier one",
    );
}

#[test]
fn names_follow_their_namespace() {
    let there = reversed(audit, |schema| schema.rename_schema("audit", "log"));
    let names: Vec<&str> = there.tables().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["events", "log.events"]);
    assert_eq!(there.name_owner("log.events_kind"), Some("log.events"));
    let (_, view) = there.objects().last().unwrap();
    assert_eq!(view.id().name, "log.recent");
    assert_eq!(
        view.texts().next().unwrap().summary(),
        "SELECT id FROM log.events"
    );
}

#[test]
fn a_table_moves_between_namespaces() {
    let there = reversed(audit, |schema| {
        schema.create_schema("log");
        schema.rename_table("audit.events", "log.notes");
    });
    assert_eq!(there.name_owner("audit.events_kind"), Some("log.notes"));
    assert_eq!(there.name_owner("log.events_pkey"), Some("log.notes"));
    refused(
        |schema| {
            audit(schema);
            schema.rename_table("audit.events", "notes");
        },
        "index name \"events_pkey\" is taken already by table \"events\": give the index another \
         name, or drop the other first",
    );
}
