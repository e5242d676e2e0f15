//! What MySQL and MariaDB have of their own: several changes in one ALTER TABLE, triggers, and
//! changes that copy a table.

use migration_core::migration::Recorded;
use migration_core::prelude::*;

use super::migration;

pub(super) fn migrations() -> Vec<Recorded> {
    vec![
        migration("20260201_000000", "trigger", |s| {
            s.create_trigger(
                "posts_title",
                "posts",
                "CREATE TRIGGER posts_title AFTER UPDATE ON posts FOR EACH ROW \
                 INSERT INTO counters VALUES ('titled', new.id)",
            );
            s.sql("UPDATE posts SET title = concat(title, '!') WHERE id < 4")
                .reverse("DELETE FROM counters WHERE name = 'titled'");
        }),
        migration("20260202_000000", "several_clauses", |s| {
            s.add_column("users", int("a").default(1));
            s.add_column("users", int("b").nullable());
            s.add_index("users", index(["a", "b"]).name("users_ab"));
            s.alter_column("users", "email", |c| {
                c.set_type(types::varchar(200));
            });
            s.sql("UPDATE counters SET n = n + 1")
                .reverse("UPDATE counters SET n = n - 1");
            s.alter_table("users", |t| {
                t.set_comment("who buys");
            });
            s.drop_foreign_key("comments", "comments_post");
            s.drop_column("users", "phone");
        }),
    ]
}
