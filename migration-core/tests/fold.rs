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
        |schema| {
            schema.create_schema("a.b");
        },
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

/// A table by the year with a partition, and what stands in its way.
fn years(schema: &mut SchemaBuilder) {
    schema.create_table("events", |t| {
        t.id();
        t.column(date("at"));
        t.column(varchar("kind", 20).index());
        t.primary_key(["id", "at"]);
        t.check("some_kind", "kind <> ''");
        t.partition_by_range(["at"]);
    });
    schema.create_partition(
        "events_2026",
        "events",
        PartitionBound::range(["2026-01-01"], ["2027-01-01"]),
    );
}

#[test]
fn partitions_follow_their_parent() {
    let there = reversed(years, |schema| {
        schema.add_column("events", int("place").nullable());
        schema.rename_column("events", "kind", "sort");
        schema.add_unique("events", ["place", "at"]);
        schema.drop_index("events", "events_kind_idx");
        schema.add_check("events", "low", "place < 9");
    });
    let partition = there.table("events_2026").unwrap();
    let columns: Vec<&str> = partition.columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(columns, ["id", "at", "sort", "place"]);
    let names: Vec<&str> = partition.relation_names().collect();
    assert_eq!(names, ["events_2026_pkey", "events_2026_place_at_key"]);
    let checks: Vec<&str> = partition.checks.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(checks, ["some_kind", "low"]);
    assert_eq!(
        there.name_owner("events_2026_place_at_key"),
        Some("events_2026")
    );
}

#[test]
fn a_table_that_joins_gets_what_it_lacks_and_loses_it_again() {
    let there = reversed(
        |schema| {
            years(schema);
            schema.create_table("old", |t| {
                t.column(big_int("id"));
                t.column(date("at"));
                t.column(varchar("kind", 20));
            });
        },
        |schema| {
            let bound = PartitionBound::range([BoundValue::Minimum], ["2026-01-01"]);
            schema.attach_partition("old", "events", bound);
        },
    );
    let old = there.table("old").unwrap();
    let names: Vec<&str> = old.relation_names().collect();
    assert_eq!(names, ["old_pkey", "old_kind_idx"]);
    assert!(old.check("some_kind").is_some());
    assert_eq!(there.partitions("events").count(), 2);
}

#[test]
fn what_does_not_fit_a_table_with_partitions() {
    let after = |run: fn(&mut SchemaBuilder), expected: &str| {
        refused(
            |schema| {
                years(schema);
                run(schema);
            },
            expected,
        );
    };
    after(
        |schema| schema.add_unique("events", ["kind"]),
        "key \"events_kind_key\" leaves out column \"at\", which the rows are divided by: name every \
         column of the partition key in it, or add it to each partition",
    );
    after(
        |schema| schema.drop_column("events", "at"),
        "column events.at is what the rows are divided by: create another table that is divided by \
         something else, and move the rows",
    );
    after(
        |schema| schema.drop_column("events_2026", "kind"),
        "table \"events_2026\" is a partition of table \"events\", which this belongs to: change table \
         \"events\", or detach the partition first",
    );
    after(
        |schema| schema.drop_index("events_2026", "events_2026_kind_idx"),
        "table \"events_2026\" is a partition of table \"events\", which this belongs to: change table \
         \"events\", or detach the partition first",
    );
    after(
        |schema| schema.drop_table("events"),
        "table \"events\" is still needed by partition \"events_2026\": drop the partition \
         \"events_2026\" first, in this migration or an earlier one",
    );
    after(
        |schema| {
            schema.create_partition("more", "events", PartitionBound::hash(2, 0));
        },
        "table \"more\" has bounds that are none of table \"events\", which is divided by range: give a \
         value for each part of a range, at least one of a list, or a remainder less than the modulus",
    );
    after(
        |schema| {
            table(schema, "other");
            schema.detach_partition("other", "events");
        },
        "table \"other\" is no partition of table \"events\": name the table that it is a partition of",
    );
    refused(
        |schema| {
            schema.create_table("moods", |t| {
                t.column(enumeration("mood", ["sad"]));
                t.partition_by_list(["mood"]);
            });
        },
        "table \"moods\" shares the enumeration of column \"mood\" with its partitions: create it by \
         itself with `create_enumeration`, and give the column its type with `named`",
    );
}

#[test]
fn a_partition_keeps_its_parent_when_that_gets_another_name() {
    let there = reversed(years, |schema| schema.rename_table("events", "happenings"));
    assert_eq!(there.partitions("happenings").count(), 1);
    assert_eq!(there.partitions("events").count(), 0);
}

#[test]
fn a_table_like_another_has_names_of_its_own() {
    let there = reversed(
        |schema| {
            table(schema, "users");
            schema.create_table("posts", |t| {
                t.id();
                t.column(big_int("author").references_column("users", "id"));
                t.column(enumeration("status", ["a", "b"]));
                t.index(index(["status"]).name("by_status"));
                t.check("posts_checked", "author > 0");
            });
        },
        |schema| {
            schema.create_table_like("old", "posts");
            schema
                .create_table_like("older", "posts")
                .with_foreign_keys();
        },
    );
    let old = there.table("old").unwrap();
    let names: Vec<&str> = old.relation_names().chain(old.constraint_names()).collect();
    assert_eq!(
        names,
        ["old_pkey", "old_by_status", "old_pkey", "old_checked"]
    );
    assert_eq!(there.name_owner("old_status"), Some("old"));
    let older = there.table("older").unwrap();
    assert_eq!(older.foreign_keys[0].name, "older_author_fkey");
}

#[test]
fn an_index_becomes_a_constraint_and_an_index_again() {
    fn users(schema: &mut SchemaBuilder) {
        schema.create_table("users", |t| {
            t.column(varchar("email", 80).nullable());
            t.index(index(["email"]).unique().name("by_email"));
            t.index(index([desc("email")]).unique().name("down"));
        });
    }
    let before = folded(users).unwrap();
    assert!(before.table("users").unwrap().index("by_email").is_some());
    let there = folded(|schema| {
        users(schema);
        schema.add_unique_using_index("users", "users_email_key", "by_email");
    })
    .unwrap();
    let users_after = there.table("users").unwrap();
    assert!(users_after.unique("users_email_key").is_some());
    assert!(users_after.index("by_email").is_none());
    refused(
        |schema| {
            users(schema);
            schema.add_unique_using_index("users", "key", "down");
        },
        "index \"down\" does not tell all rows apart by columns alone: use a unique index over columns, \
         without a condition, an expression or an order",
    );
    refused(
        |schema| {
            users(schema);
            schema.add_primary_key_using_index("users", "users_pkey", "by_email");
        },
        "index \"by_email\" is over a column that may be NULL, and a primary key is not: alter the \
         column to be NOT NULL first",
    );
}
