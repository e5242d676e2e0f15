use migration_core::migration::Recorded;
use migration_core::prelude::*;
pub(crate) use migration_tests::framework::{Database, migration, migrator, on_every_server};

/// Users, posts that refer to them, and a column that joins the users later.
pub(crate) fn three() -> Vec<Recorded> {
    vec![
        migration("20260101_000000", "create_users", |s| {
            s.create_table("users", |t| {
                t.id();
                t.column(varchar("email", 255).unique());
                t.timestamps();
            });
        }),
        migration("20260102_000000", "create_posts", |s| {
            s.create_table("posts", |t| {
                t.id();
                t.column(
                    big_int("author_id")
                        .references_column("users", "id")
                        .on_delete(Cascade),
                );
            });
        }),
        migration("20260103_000000", "add_name", |s| {
            s.add_column("users", varchar("name", 50).fill("email"));
        }),
    ]
}
