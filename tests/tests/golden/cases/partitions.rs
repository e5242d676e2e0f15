//! Tables that are divided among partitions: PostgreSQL's.

use migration_core::prelude::*;

use super::{Case, case, fresh};

/// A table that is divided by the year, with one partition and one for the rest.
fn events(schema: &mut SchemaBuilder) {
    years(schema);
    schema.create_partition("events_rest", "events", PartitionBound::Default);
}

fn years(schema: &mut SchemaBuilder) {
    schema.create_table("users", |t| {
        t.id();
    });
    schema.create_table("events", |t| {
        t.id();
        t.column(timestamp_tz("at").default(now()));
        t.column(
            big_int("user_id")
                .nullable()
                .references_column("users", "id"),
        );
        t.column(varchar("kind", 20).index().check("kind <> ''"));
        t.column(int("place").nullable());
        t.primary_key(["id", "at"]);
        t.partition_by_range(["at"]);
        t.comment("by the year");
    });
    schema.create_partition(
        "events_2026",
        "events",
        PartitionBound::range(["2026-01-01"], ["2027-01-01"]),
    );
}

const ROWS: &[&str] =
    &["INSERT INTO events (at, kind) VALUES ('2026-05-01', 'a'), ('2026-06-01', 'b')"];

pub(super) fn cases() -> Vec<Case> {
    vec![
        fresh("partition_by_range", events),
        fresh("partition_by_list_and_hash", |schema| {
            schema.create_table("places", |t| {
                t.column(int("id"));
                t.column(varchar("country", 2).nullable());
                t.column(int("n"));
                t.index(["n"]);
                t.partition_by_list([expression("lower(country)")]);
            });
            schema
                .create_partition("places_de", "places", PartitionBound::list(["de", "at"]))
                .partition_by_hash(["id", "n"]);
            schema.create_partition("places_de_0", "places_de", PartitionBound::hash(2, 0));
            schema.create_partition("places_de_1", "places_de", PartitionBound::hash(2, 1));
            schema.create_partition(
                "places_nowhere",
                "places",
                PartitionBound::list([Value::Null]),
            );
            schema.create_table("spans", |t| {
                t.column(int("a"));
                t.column(int("b"));
                t.partition_by_range(["a", "b"]);
            });
            schema.create_partition(
                "spans_low",
                "spans",
                PartitionBound::range(
                    [BoundValue::Minimum, BoundValue::Minimum],
                    [BoundValue::from(10), BoundValue::Maximum],
                ),
            );
        }),
        case(
            "partition_attach",
            |schema| {
                events(schema);
                schema.create_table("events_2025", |t| {
                    t.column(varchar("kind", 20));
                    t.column(big_int("id"));
                    t.column(timestamp_tz("at"));
                    t.column(big_int("user_id").nullable());
                    t.column(int("place").nullable());
                    t.index(index(["kind"]).name("old_kinds"));
                });
            },
            |schema| {
                schema.attach_partition(
                    "events_2025",
                    "events",
                    PartitionBound::range(["2025-01-01"], ["2026-01-01"]),
                );
            },
        )
        .rows(ROWS),
        case("partition_detach", events, |schema| {
            schema.detach_partition("events_2026", "events");
            schema.rename_table("events_2026", "old_events");
        })
        .rows(ROWS),
        case("partition_detach_concurrently", years, |schema| {
            schema.detach_partition_concurrently("events_2026", "events");
        })
        .rows(ROWS),
        case(
            "partition_detach_concurrently_beside_a_default",
            events,
            |schema| {
                schema.detach_partition_concurrently("events_2026", "events");
            },
        ),
        case("partition_drop", events, |schema| {
            schema.drop_table("events_2026");
            schema.drop_table("events_rest");
            schema.drop_table("events");
        })
        .rows(ROWS),
        case("partition_changes", events, |schema| {
            schema.add_column("events", varchar("note", 40).nullable());
            schema.add_column("events", int("size").default(0).check("size >= 0"));
            schema.rename_column("events", "kind", "sort");
            schema.alter_column("events", "place", |c| {
                c.set_type(types::big_int());
                c.set_default(7);
            });
            schema.add_index("events", ["place", "sort"]);
            schema.add_index("events", index(["size"]).concurrently());
            schema.add_unique("events", ["place", "at"]);
            schema.add_foreign_key("events", foreign_key("place").references("users", "id"));
            schema.rename_index("events", "events_kind_idx", "events_sort_idx");
            schema.rename_table("events", "happenings");
            schema.drop_column("happenings", "note");
        })
        .rows(ROWS),
        case(
            "partition_loses",
            |schema| {
                events(schema);
                schema.add_unique("events", ["place", "at"]);
                schema.add_check("events", "small", "place < 1000");
            },
            |schema| {
                schema.drop_index("events", "events_kind_idx");
                schema.drop_unique("events", "events_place_at_key");
                schema.drop_check("events", "small");
                schema.drop_foreign_key("events", "events_user_id_fkey");
                schema.alter_column("events", "id", |c| {
                    c.drop_identity();
                });
                schema.drop_primary_key("events");
                schema.drop_column("events", "place");
            },
        ),
        case(
            "partition_that_declares_all",
            |schema| {
                schema.create_table("events", |t| {
                    t.column(int("year").index());
                    t.partition_by_range(["year"]);
                });
            },
            |schema| {
                schema.create_table("old_events", |t| {
                    t.column(int("year").index());
                    t.partition_of("events", PartitionBound::range([2000], [2020]));
                });
            },
        ),
        case("partition_of_its_own", events, |schema| {
            schema.add_index("events_2026", ["user_id"]);
            schema.add_check("events_2026", "odd", "place <> 4");
            schema.alter_column("events_2026", "place", |c| {
                c.set_default(3);
            });
            schema.create_table("notes", |t| {
                t.id();
                t.column(big_int("event_id"));
                t.column(timestamp_tz("event_at"));
                t.foreign_key(
                    foreign_key(["event_id", "event_at"]).references("events", ["id", "at"]),
                );
            });
        }),
        case("partition_with_what_it_has_not", events, |schema| {
            schema.drop_index_concurrently("events", "events_kind_idx");
            schema.add_foreign_key(
                "events",
                foreign_key("user_id")
                    .references("users", "id")
                    .name("again")
                    .not_valid(),
            );
        }),
    ]
}
