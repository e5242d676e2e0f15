//! Tables that are like others, and tables that begin with the rows of a query.

use migration_core::prelude::*;

use super::{Case, SHOP, case, shop};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("create_table_like", shop, |schema| {
            schema.create_table_like("old_posts", "posts");
            schema.create_table_like("old_users", "users");
        })
        .rows(SHOP),
        case("create_table_like_with_foreign_keys", shop, |schema| {
            schema.add_column(
                "posts",
                big_int("parent")
                    .nullable()
                    .references_column("posts", "id"),
            );
            schema
                .create_table_like("old_posts", "posts")
                .with_foreign_keys();
        })
        .rows(SHOP),
        case("create_table_with_rows", shop, |schema| {
            schema.create_table("authors", |t| {
                t.id();
                t.column(varchar("name", 80).nullable());
                t.rows_from(
                    ["id", "name"],
                    "SELECT id, name FROM users WHERE id IN (SELECT author_id FROM posts)",
                );
            });
        })
        .rows(SHOP),
    ]
}
