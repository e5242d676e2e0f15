//! What every server can do.

use migration_core::migration::Recorded;
use migration_core::prelude::*;

use super::data::{add_points, count_users, forget_users, take_points};
use super::migration;

/// How many users there are.
const USERS: i64 = 60;

pub(super) fn migrations() -> Vec<Recorded> {
    vec![
        migration("20260101_000000", "create_shop", create_shop),
        migration("20260102_000000", "first_rows", first_rows),
        migration("20260103_000000", "columns", columns),
        migration("20260104_000000", "constraints", constraints),
        migration("20260105_000000", "indexes_and_views", indexes_and_views),
        migration("20260106_000000", "raw_sql", raw_sql),
        migration("20260107_000000", "backfill", backfill),
        migration("20260108_000000", "data_code", |s| {
            s.data(count_users).reverse(forget_users);
        }),
        migration("20260108_120000", "batches", batches),
        migration("20260109_000000", "tables", tables),
        migration("20260110_000000", "rows", rows),
        migration("20260111_000000", "slow", slow),
    ]
}

fn create_shop(s: &mut SchemaBuilder) {
    s.create_table("users", |t| {
        t.id();
        t.column(varchar("email", 100).unique());
        t.column(varchar("name", 50).nullable().index());
        t.column(int("age").default(18));
        t.column(decimal("credit", 10, 2).default("0.00"));
    });
    s.create_table("posts", |t| {
        t.id();
        t.column(
            big_int("author_id")
                .references_column("users", "id")
                .on_delete(Cascade),
        );
        t.column(varchar("title", 100));
        t.column(int("place").nullable());
        t.check("posts_title_not_empty", "length(title) > 0");
        t.index(["author_id", "title"]);
    });
    s.create_table("counters", |t| {
        t.column(varchar("name", 40));
        t.column(int("n"));
    });
}

fn first_rows(s: &mut SchemaBuilder) {
    let users: Vec<String> = (1..=USERS)
        .map(|i| format!("({i}, 'u{i}@x', 'n{i}', {})", 20 + i % 50))
        .collect();
    s.sql(format!(
        "INSERT INTO users (id, email, name, age) VALUES {}",
        users.join(", ")
    ))
    .reverse("DELETE FROM users");
    s.sql("INSERT INTO posts (id, author_id, title, place) SELECT id, id, 'post', 1 FROM users")
        .reverse("DELETE FROM posts");
    s.insert("counters", ["name", "n"], [("rows", 1), ("more", 2)]);
    count(s);
}

/// Shows in the rows how often it ran.
fn count(s: &mut SchemaBuilder) {
    s.sql("UPDATE counters SET n = n + 1")
        .reverse("UPDATE counters SET n = n - 1");
}

fn columns(s: &mut SchemaBuilder) {
    s.add_column("users", varchar("phone", 20).nullable());
    s.add_column("users", varchar("kind", 20).default("member"));
    s.add_column("users", varchar("label", 110).fill("email"));
    count(s);
    s.rename_column("users", "name", "full_name");
    s.alter_column("users", "age", |c| {
        c.set_type(types::big_int());
    });
    s.alter_column("posts", "title", |c| {
        c.set_default("none");
    });
    s.drop_column("posts", "place");
}

fn constraints(s: &mut SchemaBuilder) {
    s.add_check("users", "users_age", "age >= 0");
    s.add_unique("users", unique(["label"]).name("users_label_key"));
    count(s);
    s.create_table("comments", |t| {
        t.id();
        t.column(big_int("post_id"));
        t.column(text("body").nullable());
    });
    s.sql("INSERT INTO comments (id, post_id) SELECT id, id FROM posts WHERE id < 10")
        .reverse("DELETE FROM comments");
    s.add_foreign_key(
        "comments",
        foreign_key(["post_id"])
            .references("posts", ["id"])
            .name("comments_post"),
    );
    s.drop_check("posts", "posts_title_not_empty");
    s.backfill("comments").set("body", "'nothing'");
    s.alter_column("comments", "body", |c| {
        c.set_not_null();
    });
    s.drop_unique("users", "users_label_key");
}

fn indexes_and_views(s: &mut SchemaBuilder) {
    s.add_index("users", index(["kind", "age"]).name("users_kind"));
    s.rename_index("users", "users_kind", "users_by_kind");
    s.drop_index("posts", "posts_author_id_title_idx");
    s.create_view("adults", "SELECT id, email FROM users WHERE age >= 18");
    s.replace_view("adults", "SELECT id, email FROM users WHERE age >= 21");
    count(s);
    s.create_view("passing", "SELECT id FROM posts");
    s.drop_view("passing");
}

fn raw_sql(s: &mut SchemaBuilder) {
    s.sql(
        "CREATE TABLE notes (id integer NOT NULL PRIMARY KEY, body varchar(100) NOT NULL);\n\
         INSERT INTO notes VALUES (1, 'a'), (2, 'b');\n\
         UPDATE counters SET n = n + 1;\n\
         CREATE INDEX notes_body ON notes (body);\n\
         INSERT INTO counters VALUES ('raw', 1)",
    )
    .reverse(
        "DELETE FROM counters WHERE name = 'raw'; UPDATE counters SET n = n - 1; DROP TABLE notes",
    );
    s.sql("ALTER TABLE notes ADD COLUMN more integer")
        .reverse("ALTER TABLE notes DROP COLUMN more");
    s.sql("UPDATE notes SET more = coalesce(more, 0) + id")
        .nothing_to_reverse();
}

fn backfill(s: &mut SchemaBuilder) {
    s.add_column("users", varchar("code", 110).nullable());
    s.backfill("users")
        .set("code", "upper(email)")
        .filter("code IS NULL");
    s.backfill("users").set("age", "age + 1");
    s.alter_column("users", "code", |c| {
        c.set_not_null();
    });
}

/// Each batch is a transaction of its own; a batch that ran twice shows in the points.
fn batches(s: &mut SchemaBuilder) {
    s.add_column("users", int("points").default(0));
    s.backfill("users")
        .set("points", "points + id")
        .filter("id > 2")
        .batched()
        .batch_limit(7);
    count(s);
    s.data_in_batches("users", add_points)
        .columns(["points"])
        .batch_limit(9)
        .reverse(take_points);
    s.ensure("users", "points > 0");
}

fn tables(s: &mut SchemaBuilder) {
    s.create_table("drafts", |t| {
        t.column(int("id"));
        t.column(varchar("text", 50));
        t.primary_key(["id"]);
        t.rows_from(["id", "text"], "SELECT id, body FROM notes");
    });
    s.rename_table("drafts", "essays");
    s.drop_primary_key("essays");
    s.add_primary_key("essays", ["id", "text"]);
    s.create_table_like("letters", "essays");
    count(s);
    s.create_table("passing", |t| {
        t.id();
    });
    s.drop_table("passing");
}

fn rows(s: &mut SchemaBuilder) {
    s.update("counters", ["name"], ("more",))
        .set("name", "more", "other")
        .record();
    s.delete("essays", ["id", "text"], [(1, "a")]);
}

/// Long enough to be stopped in the middle.
fn slow(s: &mut SchemaBuilder) {
    s.sql(
        by_dialect()
            .sqlite(
                "CREATE TABLE slow AS WITH RECURSIVE c(n) AS \
                 (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000) SELECT n FROM c",
            )
            .postgres("CREATE TABLE slow AS SELECT 1 AS n FROM pg_sleep(0.1)")
            .mysql("CREATE TABLE slow AS SELECT 1 + SLEEP(0.1) AS n"),
    )
    .reverse("DROP TABLE slow");
    s.sql(
        by_dialect()
            .sqlite("INSERT INTO counters SELECT 'slow', max(n) FROM slow")
            .postgres("INSERT INTO counters SELECT 'slow', 1 FROM pg_sleep(0.1)")
            .mysql("INSERT INTO counters SELECT 'slow', 1 + SLEEP(0.1)"),
    )
    .reverse("DELETE FROM counters WHERE name = 'slow'");
    count(s);
}
