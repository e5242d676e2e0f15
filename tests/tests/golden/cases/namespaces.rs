//! Names with a namespace before them: PostgreSQL's schemas within a database.

use migration_core::prelude::*;
use migration_core::schema::{ObjectId, ObjectKind, RowSecurity};

use super::{Case, case, fresh};

fn audit(schema: &mut SchemaBuilder) {
    schema.create_table("users", |t| {
        t.id();
        t.column(varchar("name", 40));
    });
    schema.create_schema("audit");
    schema.create_enumeration("audit.level", ["low", "high"]);
    schema.create_sequence("audit.counter", |s| s.start = Some(5));
    schema.create_table("audit.events", |t| {
        t.id();
        t.column(
            big_int("user_id")
                .references_column("users", "id")
                .on_delete(Cascade),
        );
        t.column(enumeration("kind", ["made", "gone"]).default("made"));
        t.column(named("level", "audit.level"));
        t.column(
            big_int("parent")
                .nullable()
                .references_column("audit.events", "id"),
        );
        t.column(
            varchar("note", 80)
                .nullable()
                .index()
                .check("length(note) > 0"),
        );
        t.unique(["user_id", "kind"]);
        t.comment("what happened");
        t.row_security(RowSecurity::On);
        t.index(index(["kind"]).name("by_kind").comment("to count them"));
    });
    schema.create_view(
        "audit.recent",
        "SELECT id, note FROM audit.events WHERE id > 100",
    );
    schema.create_policy("own", "audit.events", |p| {
        p.using = Some("user_id > 0".into())
    });
    schema.grant(["SELECT"], "audit.events", "PUBLIC");
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        fresh("namespace_create", audit),
        case("namespace_changes", audit, |schema| {
            schema.add_column("audit.events", int("place").default(0).index());
            schema.drop_column("audit.events", "parent");
            schema.rename_column("audit.events", "note", "text");
            schema.alter_column("audit.events", "kind", |c| {
                c.set_type(types::enumeration("audit.events_kind", ["gone", "made"]));
            });
            schema.alter_column("audit.events", "place", |c| {
                c.set_type(types::big_int());
                c.set_comment("in words");
            });
            schema.rename_index("audit.events", "by_kind", "by_the_kind");
            schema.alter_index("audit.events", "by_the_kind", |i| {
                i.drop_comment();
            });
            schema.drop_unique("audit.events", "events_user_id_kind_key");
            schema.add_index("audit.events", index(["level"]).concurrently());
            schema.drop_index_concurrently("audit.events", "by_the_kind");
            schema.alter_table("audit.events", |t| {
                t.drop_comment();
            });
        }),
        case("namespace_rows", audit, |schema| {
            schema.insert("users", ["id", "name"], [(1, "Ann")]);
            schema.insert(
                "audit.events",
                ["id", "user_id", "kind", "level"],
                [(1, 1, "made", "low")],
            );
            schema
                .backfill("audit.events")
                .set("note", "'x'")
                .set_reverse("note", "NULL");
            schema
                .update("audit.events", ["id"], (1,))
                .set("kind", "made", "gone")
                .record();
        }),
        case("namespace_moves", audit, |schema| {
            schema.create_schema("log");
            schema.rename_table("audit.events", "log.entries");
            schema.rename_table("users", "audit.people");
            schema.rename_table("log.entries", "entries");
            schema.rename_object(
                ObjectId::new(ObjectKind::View, "audit.recent"),
                "log.latest",
            );
            schema.rename_enumeration("audit.level", "grade");
        }),
        case("namespace_is_renamed", audit, |schema| {
            schema.rename_schema("audit", "log");
            schema.add_enumeration_value("log.level", "extreme");
            schema.replace_view("log.recent", "SELECT id FROM log.events");
        }),
        case("namespace_is_emptied", audit, |schema| {
            schema.drop_view("audit.recent");
            schema.drop_table("audit.events");
            schema.drop_enumeration("audit.level");
            schema.drop_sequence("audit.counter");
            schema.drop_schema("audit");
        }),
    ]
}
