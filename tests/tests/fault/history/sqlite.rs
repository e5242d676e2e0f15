//! What SQLite has of its own: rebuilds of tables that others depend on, and virtual tables.

use migration_core::migration::Recorded;
use migration_core::prelude::*;

use super::migration;

pub(super) fn migrations() -> Vec<Recorded> {
    vec![
        migration("20260201_000000", "trigger", |s| {
            s.create_trigger(
                "users_age",
                "users",
                "CREATE TRIGGER users_age AFTER UPDATE OF age ON users BEGIN \
                 INSERT INTO counters VALUES ('aged', new.id); END",
            );
            s.sql("UPDATE users SET age = age + 1 WHERE id < 4")
                .reverse(
                    "UPDATE users SET age = age - 1 WHERE id < 4; \
                     DELETE FROM counters WHERE name = 'aged'",
                );
        }),
        // Under a view, a trigger and the keys of two other tables.
        migration("20260202_000000", "rebuild", |s| {
            s.alter_column("users", "email", |c| {
                c.set_type(types::varchar(200));
            });
            s.add_unique("users", unique(["code"]).name("users_code_key"));
            s.sql("UPDATE counters SET n = n + 1")
                .reverse("UPDATE counters SET n = n - 1");
            s.alter_column("posts", "author_id", |c| {
                c.set_nullable();
            });
            s.drop_foreign_key("comments", "comments_post");
        }),
        migration("20260203_000000", "virtual_table", |s| {
            s.create_virtual_table("texts", "fts5", ["title", "body"]);
            s.sql("INSERT INTO texts SELECT title, label FROM posts JOIN users ON users.id = author_id")
                .reverse("DELETE FROM texts");
        }),
    ]
}
