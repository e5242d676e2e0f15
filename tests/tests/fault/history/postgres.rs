//! What PostgreSQL has of its own, above all what it does outside transactions.

use migration_core::migration::Recorded;
use migration_core::prelude::*;
use migration_core::schema::RangeOf;

use super::migration;

pub(super) fn migrations() -> Vec<Recorded> {
    vec![
        migration("20260201_000000", "concurrently", concurrently),
        migration("20260202_000000", "types", types_and_values),
        migration("20260203_000000", "objects", objects),
        migration("20260204_000000", "partitions", partitions),
        migration("20260205_000000", "constraints_online", constraints_online),
    ]
}

fn count(s: &mut SchemaBuilder) {
    s.sql("UPDATE counters SET n = n + 1")
        .reverse("UPDATE counters SET n = n - 1");
}

fn concurrently(s: &mut SchemaBuilder) {
    count(s);
    s.add_index("users", index(["full_name"]).name("by_name").concurrently());
    s.sql("CREATE TABLE between_both (n integer)")
        .reverse("DROP TABLE between_both");
    s.add_index(
        "users",
        index(["code"]).name("by_code").unique().concurrently(),
    );
    count(s);
    s.drop_index_concurrently("users", "by_name");
}

fn types_and_values(s: &mut SchemaBuilder) {
    s.create_enumeration("mood", ["sad", "happy"]);
    s.create_domain("amount", types::int(), |d| {
        d.check("amount_positive", "VALUE > 0");
    });
    s.create_table("people", |t| {
        t.id();
        t.column(named("mood", "mood"));
        t.column(named("n", "amount").nullable());
    });
    s.sql("INSERT INTO people (id, mood, n) VALUES (1, 'sad', 1), (2, 'happy', NULL)")
        .reverse("DELETE FROM people");
    s.rename_enumeration_value("mood", "sad", "blue");
    count(s);
}

fn objects(s: &mut SchemaBuilder) {
    s.create_sequence("tickets", |q| q.increment = Some(10));
    s.create_function(
        "doubled",
        "CREATE FUNCTION doubled(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT n * 3; $$",
    );
    s.replace_function(
        "doubled",
        "CREATE FUNCTION doubled(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT n * 2; $$",
    );
    s.create_materialized_view("kept", "SELECT id, email FROM users");
    s.sql("CREATE UNIQUE INDEX kept_id ON kept (id)")
        .reverse("DROP INDEX kept_id");
    count(s);
    s.refresh_view_concurrently("kept");
    count(s);
}

fn partitions(s: &mut SchemaBuilder) {
    s.create_table("events", |t| {
        t.column(big_int("id"));
        t.column(int("year"));
        t.primary_key(["id", "year"]);
        t.partition_by_range(["year"]);
    });
    s.create_partition("events_1", "events", PartitionBound::range([0], [10]));
    s.create_partition("events_2", "events", PartitionBound::range([10], [20]));
    s.sql("INSERT INTO events VALUES (1, 1), (2, 11)")
        .reverse("DELETE FROM events");
    s.detach_partition_concurrently("events_2", "events");
    count(s);
}

fn constraints_online(s: &mut SchemaBuilder) {
    s.create_table("spans", |t| {
        t.id();
        t.column(big_int("user_id").nullable());
        t.column(range("during", RangeOf::Date));
        t.column(varchar("word", 20));
    });
    s.sql("INSERT INTO spans VALUES (1, 1, '[2026-01-01,2026-01-02)', 'a')")
        .reverse("DELETE FROM spans");
    s.add_exclusion(
        "spans",
        exclusion("spans_apart", [("during", "&&")]).method(IndexMethod::Gist),
    );
    s.add_foreign_key(
        "spans",
        foreign_key(["user_id"])
            .references("users", ["id"])
            .name("spans_user")
            .not_valid(),
    );
    s.validate_constraint("spans", "spans_user");
    s.rename_constraint("spans", "spans_user", "spans_of");
    s.add_index("spans", index(["word"]).name("words").unique());
    s.add_unique_using_index("spans", "words_once", "words");
    count(s);
}
