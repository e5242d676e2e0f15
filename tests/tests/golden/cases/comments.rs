//! What things are for: said where they are made, and changed.

use migration_core::prelude::*;
use migration_core::schema::{ObjectId, ObjectKind, SqlText};

use super::{Case, case, fresh};

/// A comment with what servers write in other ways.
const ODD: &str = "it's \"it\" \\ 100% größer\nand more";

fn people(schema: &mut SchemaBuilder) {
    schema.create_table("people", |t| {
        t.id();
        t.column(varchar("name", 40));
        t.column(int("age").nullable());
    });
}

/// A constraint of each kind that every dialect has, each with a comment.
fn constraints(schema: &mut SchemaBuilder) {
    schema.create_table("people", |t| {
        t.column(big_int("id"));
        t.column(varchar("name", 40));
        t.column(int("age").nullable());
        t.column(big_int("boss_id").nullable());
        t.primary_key(primary_key("id").comment(ODD));
        t.unique(unique(["name"]).comment("nobody twice"));
        t.check_with(check("people_age_check", "age > 0").comment("born already"));
        t.foreign_key(
            foreign_key("boss_id")
                .references("people", "id")
                .comment("who decides"),
        );
    });
}

fn added(schema: &mut SchemaBuilder) {
    let table = "people";
    schema
        .add_check(table, "grown", "age > 17")
        .comment("of age");
    schema.add_unique(table, unique(["name", "age"]).comment("nobody twice"));
    schema.add_foreign_key(
        table,
        foreign_key("age").references(table, "id").comment("odd"),
    );
    schema.drop_primary_key("others");
    schema.add_primary_key("others", primary_key("id").comment("which one"));
    schema.add_exclusion(
        table,
        exclusion("apart", [(expression("int4range(age, age + 1)"), "&&")])
            .method("gist")
            .comment("one of each age"),
    );
}

/// Objects of each kind that has comments.
fn objects(schema: &mut SchemaBuilder) {
    people(schema);
    schema.create_extension("pg_trgm").comment("to search");
    schema
        .create_enumeration("mood", ["sad", "glad"])
        .comment(ODD);
    schema.create_domain("amount", types::int(), |d| {
        d.check_with(check("amount_check", "VALUE > 0").comment("not none"));
        d.comment("how much");
    });
    schema
        .create_composite("pair", [("a", types::int()), ("b", types::int())])
        .comment("two of them");
    schema.create_sequence("numbers", |s| s.comment = Some("to count".to_owned()));
    schema
        .create_function(
            "twice(integer)",
            "CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT 2 * n'",
        )
        .comment("two of it");
    schema
        .create_procedure(
            "nothing",
            "CREATE PROCEDURE nothing() LANGUAGE sql AS 'SELECT 1'",
        )
        .comment("does nothing");
    schema
        .create_view("named", "SELECT id, name FROM people")
        .comment("who has a name");
    schema
        .create_materialized_view("counted", "SELECT count(*) AS n FROM people")
        .comment("how many");
    schema
        .create_trigger(
            "same",
            "people",
            "CREATE TRIGGER same BEFORE UPDATE ON people FOR EACH ROW \
             EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        )
        .comment("writes nothing twice");
    schema.create_policy("grown", "people", |p| {
        p.using = Some("age > 17".into());
        p.comment = Some("of age".to_owned());
    });
}

/// Every one of [`objects`].
fn ids() -> Vec<ObjectId> {
    let plain = [
        (ObjectKind::Extension, "pg_trgm"),
        (ObjectKind::Enumeration, "mood"),
        (ObjectKind::Domain, "amount"),
        (ObjectKind::Composite, "pair"),
        (ObjectKind::Sequence, "numbers"),
        (ObjectKind::Function, "twice(integer)"),
        (ObjectKind::Procedure, "nothing"),
        (ObjectKind::View, "named"),
        (ObjectKind::MaterializedView, "counted"),
    ];
    let plain = plain.map(|(kind, name)| ObjectId::new(kind, name));
    let of_people = [(ObjectKind::Trigger, "same"), (ObjectKind::Policy, "grown")]
        .map(|(kind, name)| ObjectId::of_table(kind, "people", name));
    plain.into_iter().chain(of_people).collect()
}

fn twice(by: &str) -> SqlText {
    let head = "CREATE FUNCTION twice(n integer) RETURNS integer";
    by_dialect()
        .postgres(format!("{head} LANGUAGE sql AS 'SELECT {by} * n'"))
        .mysql(format!("{head} DETERMINISTIC RETURN {by} * n"))
}

fn routine(schema: &mut SchemaBuilder) {
    schema.create_function("twice", twice("2")).comment(ODD);
    schema
        .create_procedure(
            "nothing",
            by_dialect()
                .postgres("CREATE PROCEDURE nothing() LANGUAGE sql AS 'SELECT 1'")
                .mysql("CREATE PROCEDURE nothing() SELECT 1 AS `\n    COMMENT 'none'`"),
        )
        .comment("does nothing");
}

fn numbers(schema: &mut SchemaBuilder) {
    schema.create_sequence("numbers", |s| {
        s.start = Some(7);
        s.comment = Some("no start with 9 cycle COMMENT='x'".to_owned());
    });
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        fresh("comments_on_new_constraints", constraints),
        case(
            "comments_on_added_constraints",
            |schema| {
                schema.create_table("people", |t| {
                    t.column(int("id"));
                    t.column(varchar("name", 40));
                    t.column(int("age").nullable());
                    t.primary_key("id");
                });
                schema.create_table("others", |t| {
                    t.column(int("id"));
                    t.primary_key("id");
                });
            },
            added,
        ),
        case("comments_on_constraints_change", constraints, |schema| {
            schema.set_constraint_comment("people", "people_age_check", "born");
            schema.set_constraint_comment("people", "people_boss_id_fkey", ODD);
            schema.drop_constraint_comment("people", "people_pkey");
            schema.drop_constraint_comment("people", "people_name_key");
        }),
        case("comments_on_constraints_stay", constraints, |schema| {
            schema.rename_constraint("people", "people_age_check", "people_grown");
            schema.rename_table("people", "persons");
            schema.alter_column("persons", "age", |c| {
                c.set_type(types::big_int());
            });
        }),
        case(
            "comments_on_constraints_over_what_is_computed",
            |schema| {
                schema.create_table("people", |t| {
                    t.column(int("age"));
                    t.column(int("older").nullable().generated("age + 1"));
                    t.unique(unique(["older"]).comment("nobody twice"));
                    t.check_with(check("people_older_check", "older > 0").comment("born"));
                });
            },
            |schema| {
                schema.alter_column("people", "older", |c| {
                    c.set_generated("age + 2");
                });
            },
        ),
        case(
            "comments_on_constraints_of_an_enumeration",
            |schema| {
                schema.create_table("people", |t| {
                    t.id();
                    t.column(enumeration("mood", ["sad", "glad", "odd"]));
                    t.check_with(check("people_mood_check", "mood <> 'odd'").comment("not odd"));
                });
            },
            |schema| {
                schema.alter_column("people", "mood", |c| {
                    c.set_type(types::enumeration("people_mood", ["glad", "sad", "odd"]));
                });
            },
        ),
        case(
            "comments_on_constraints_of_partitions",
            |schema| {
                schema.create_table("events", |t| {
                    t.column(big_int("id"));
                    t.column(int("n"));
                    t.primary_key(primary_key(["id", "n"]).comment("which one"));
                    t.check_with(check("events_n_check", "n > 0").comment("some"));
                    t.partition_by_list(["n"]);
                });
                schema.create_partition("events_1", "events", PartitionBound::list([1]));
            },
            |schema| {
                schema.add_unique("events", unique(["n", "id"]).comment("once"));
                schema.set_constraint_comment("events", "events_n_check", "at least one");
                schema.set_constraint_comment("events_1", "events_n_check", "its own");
                schema.create_partition("events_2", "events", PartitionBound::list([2]));
            },
        ),
        fresh("comments_on_new_objects", objects),
        case("comments_on_objects_change", objects, |schema| {
            for id in ids() {
                schema.set_comment(id, ODD);
            }
        }),
        case("comments_on_objects_are_dropped", objects, |schema| {
            for id in ids() {
                schema.drop_comment(id);
            }
        }),
        case("comments_on_objects_are_replaced", objects, |schema| {
            schema.replace_view("named", "SELECT id FROM people");
            schema
                .replace_materialized_view("counted", "SELECT 1 + count(*) AS n FROM people")
                .comment("and one");
            schema.replace(|schema| {
                schema.create_sequence("numbers", |s| s.increment = Some(2));
            });
            schema
                .replace_function(
                    "twice(integer)",
                    "CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n + n'",
                )
                .comment("it and it");
            schema.replace(|schema| {
                schema.create_policy("grown", "people", |p| {
                    p.using = Some("age > 20".into());
                    p.comment = Some("and more".to_owned());
                });
            });
        }),
        fresh("comments_with_an_emoji", |schema| {
            schema.create_table("people", |t| {
                t.id();
                t.comment("who is there 😀");
            });
            schema
                .create_function("twice", twice("2"))
                .comment("two 😀");
        }),
        fresh("comments_on_routines", routine),
        case("comments_on_routines_change", routine, |schema| {
            let id = ObjectId::new(ObjectKind::Function, "twice");
            schema.set_comment(id.clone(), "two of it");
            schema.replace_function("twice", twice("3"));
            schema.set_comment(id, "three of it");
            schema.drop_comment(ObjectId::new(ObjectKind::Procedure, "nothing"));
        }),
        fresh("comments_on_routines_in_their_text", |schema| {
            schema.create_function(
                "once",
                by_dialect().mysql(
                    "CREATE FUNCTION once() RETURNS integer DETERMINISTIC COMMENT 'one' RETURN 1",
                ),
            );
        }),
        fresh("comments_on_routines_that_say_one", |schema| {
            schema
                .create_function(
                    "once",
                    by_dialect().mysql(
                        "CREATE FUNCTION once() RETURNS integer DETERMINISTIC COMMENT 'one' RETURN 1",
                    ),
                )
                .comment("another");
        }),
        fresh("comments_on_a_sequence", numbers),
        case("comments_on_a_sequence_change", numbers, |schema| {
            let id = ObjectId::new(ObjectKind::Sequence, "numbers");
            schema.set_comment(id.clone(), ODD);
            schema.replace(|schema| {
                schema.create_sequence("numbers", |s| s.increment = Some(3));
            });
            schema.set_comment(id, "to count");
        }),
        case(
            "comments_on_a_namespace",
            |schema| {
                schema.create_schema("audit").comment("who did it");
            },
            |schema| {
                let id = ObjectId::new(ObjectKind::Namespace, "audit");
                schema.set_comment(id.clone(), ODD);
                schema.drop_comment(id);
                schema.create_table("audit.events", |t| {
                    t.column(int("n"));
                    t.check_with(check("events_n_check", "n > 0").comment("some"));
                });
                schema.set_constraint_comment("audit.events", "events_n_check", "one or more");
            },
        ),
    ]
}
