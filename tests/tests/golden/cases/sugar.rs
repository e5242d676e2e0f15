//! What many tables have, in one word.

use migration_core::prelude::*;

use super::{Case, SHOP, case, fresh, shop};

fn notes(schema: &mut SchemaBuilder) {
    schema.create_table("notes", |t| {
        t.id();
        t.column(varchar("title", 40));
        t.touched_timestamps();
    });
}

const NOTES: &[&str] = &["INSERT INTO notes (title) VALUES ('a'), ('b')"];

pub(super) fn cases() -> Vec<Case> {
    vec![
        fresh("create_table_touched", notes),
        fresh("create_table_touched_by_its_key", |schema| {
            schema.create_table("pages", |t| {
                t.column(varchar("site", 20));
                t.column(varchar("rowid", 20));
                t.column(timestamp("seen\"at").nullable().touched_on_update());
                t.primary_key(["site", "rowid"]);
                t.without_rowid();
            });
        }),
        case("drop_table_touched", notes, |schema| {
            schema.drop_table("notes")
        })
        .rows(NOTES),
        case("rename_table_touched", notes, |schema| {
            schema.rename_table("notes", "papers");
        })
        .rows(NOTES),
        case("rename_column_touched", notes, |schema| {
            schema.rename_column("notes", "updated_at", "changed_at");
        })
        .rows(NOTES),
        case("drop_column_touched", notes, |schema| {
            schema.drop_column("notes", "updated_at");
        })
        .rows(NOTES),
        case("add_column_touched", shop, |schema| {
            schema.add_column(
                "users",
                timestamp_tz("changed_at")
                    .default(now())
                    .touched_on_update(),
            );
        })
        .rows(SHOP),
        case("alter_column_touched", notes, |schema| {
            schema.alter_column("notes", "updated_at", |c| {
                c.set_touched_on_update(false);
            });
        })
        .rows(NOTES),
        // One rebuild on SQLite, with the trigger in its place.
        case("alter_table_touched", notes, |schema| {
            schema.alter_column("notes", "title", |c| {
                c.set_type(types::text());
            });
            schema.add_check("notes", "notes_title", "title <> ''");
        })
        .rows(NOTES),
        case("create_join_table", shop, |schema| {
            schema.create_join_table(
                "readers",
                big_int("user_id")
                    .references_column("users", "id")
                    .on_delete(Cascade),
                big_int("post_id")
                    .references_column("posts", "id")
                    .on_delete(Cascade),
                |t| {
                    t.column(boolean("liked").default(false));
                },
            );
        })
        .rows(SHOP),
        fresh("create_table_with_a_polymorphic_reference", |schema| {
            schema.create_table("comments", |t| {
                t.ulid_id();
                t.polymorphic("item");
                t.column(money("price").default("0"));
                t.column(varchar("tag", 10).index());
            });
        }),
        fresh("create_table_unique_among_living", |schema| {
            schema.create_table("members", |t| {
                t.id();
                t.column(varchar("email", 80));
                t.soft_delete();
                t.unique_among_living("email");
            });
        }),
    ]
}
