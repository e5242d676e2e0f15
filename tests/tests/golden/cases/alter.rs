use migration_core::prelude::*;

use super::{Case, SHOP, case, shop};

fn altered(name: &'static str, run: fn(&mut SchemaBuilder)) -> Case {
    case(name, shop, run).rows(SHOP)
}

/// One column of many kinds.
fn values(schema: &mut SchemaBuilder) {
    schema.create_table("things", |t| {
        t.id();
        t.column(text("digits"));
        t.column(varchar("word", 20).default("draft"));
        t.column(enumeration("state", ["draft", "live"]).default("draft"));
        t.column(timestamp("moment").default(now()));
        t.column(json("document").default("{}"));
        t.column(int("amount").nullable());
        t.column(decimal("price", 12, 4).default("1.0000"));
    });
}

const VALUES: &[&str] = &[
    "INSERT INTO things (digits, moment, amount) VALUES ('12', '2026-11-20 09:30:00', 5), ('7', '2026-11-20 10:00:00', NULL)",
];

fn converted(name: &'static str, run: fn(&mut SchemaBuilder)) -> Case {
    case(name, values, run).rows(VALUES)
}

pub(super) fn cases() -> Vec<Case> {
    let mut all = types();
    all.extend(others());
    all
}

fn types() -> Vec<Case> {
    vec![
        altered("alter_type", |schema| {
            schema.alter_column("users", "age", |c| {
                c.set_type(types::big_int());
            });
        }),
        altered("alter_type_of_a_column_in_keys", |schema| {
            schema.alter_column("posts", "title", |c| {
                c.set_type(types::varchar(300));
            });
        }),
        altered("alter_type_of_a_unique_column", |schema| {
            schema.alter_column("users", "email", |c| {
                c.set_type(types::varchar(300));
            });
        }),
        case(
            "alter_type_of_an_identity",
            |schema| {
                schema.create_table("things", |t| {
                    t.int_id();
                    t.column(int("n"));
                });
            },
            |schema| {
                schema.alter_column("things", "id", |c| {
                    c.set_type(types::big_int());
                });
            },
        )
        .rows(&["INSERT INTO things (n) VALUES (1), (2)"]),
        converted("alter_type_with_using", |schema| {
            schema.alter_column("things", "digits", |c| {
                c.set_type(types::int()).using(
                    by_dialect()
                        .sqlite("CAST(digits AS INTEGER) * 10")
                        .postgres("digits::integer * 10")
                        .mysql("CAST(digits AS SIGNED) * 10"),
                );
            });
        }),
        altered("alter_type_with_using_of_a_column_in_a_key", |schema| {
            schema.alter_column("users", "email", |c| {
                c.set_type(types::varchar(100)).using("lower(email)");
            });
        }),
        converted("alter_type_without_using", |schema| {
            schema.alter_column("things", "digits", |c| {
                c.set_type(types::int());
            });
        }),
        converted("alter_type_of_a_decimal", |schema| {
            schema.alter_column("things", "price", |c| {
                c.set_type(types::decimal(20, 6));
            });
            schema.alter_column("things", "amount", |c| {
                c.set_type(types::decimal(12, 2));
            });
        }),
        converted("alter_type_to_an_enumeration", |schema| {
            schema.alter_column("things", "word", |c| {
                c.set_type(types::enumeration("things_word", ["draft", "final"]));
            });
        }),
        converted("alter_type_from_an_enumeration", |schema| {
            schema.alter_column("things", "state", |c| {
                c.set_type(types::varchar(20));
            });
        }),
        converted("alter_type_between_enumerations", |schema| {
            schema.alter_column("things", "state", |c| {
                c.set_type(types::enumeration(
                    "things_stage",
                    ["draft", "live", "gone"],
                ));
            });
        }),
        converted("alter_values_of_an_enumeration", |schema| {
            schema.alter_column("things", "state", |c| {
                c.set_type(types::enumeration(
                    "things_state",
                    ["draft", "live", "gone"],
                ));
            });
        }),
        case(
            "alter_values_of_an_enumeration_in_conditions",
            |schema| {
                schema.create_table("things", |t| {
                    t.column(int("n"));
                    t.column(enumeration("state", ["draft", "live"]).default("draft"));
                    t.check("things_n", "n > 0 OR state = 'draft'");
                });
                schema.add_check("things", "things_m", "n < 9");
                schema.add_index(
                    "things",
                    index(["n"]).name("live_things").unique().filter(
                        by_dialect()
                            .sqlite("state = 'live'")
                            .postgres("state = 'live'"),
                    ),
                );
            },
            |schema| {
                schema.alter_column("things", "state", |c| {
                    c.set_type(types::enumeration(
                        "things_state",
                        ["draft", "live", "gone"],
                    ));
                });
            },
        )
        .rows(&["INSERT INTO things (n, state) VALUES (1, 'live'), (2, 'draft')"]),
        converted("alter_type_between_timestamps", |schema| {
            schema.alter_column("things", "moment", |c| {
                c.set_type(types::timestamp_tz());
            });
        }),
        converted("alter_type_between_json_types", |schema| {
            schema.alter_column("things", "document", |c| {
                c.set_type(types::jsonb());
            });
        }),
    ]
}

fn others() -> Vec<Case> {
    vec![
        altered("alter_nullable", |schema| {
            schema.alter_column("users", "age", |c| {
                c.set_nullable();
            });
        }),
        case(
            "alter_not_null",
            |schema| {
                shop(schema);
                schema
                    .backfill("users")
                    .set("name", "'nobody'")
                    .filter("name IS NULL");
            },
            |schema| {
                schema.alter_column("users", "name", |c| {
                    c.set_not_null();
                });
            },
        ),
        altered("alter_default", |schema| {
            schema.alter_column("users", "age", |c| {
                c.set_default(21);
            });
            schema.alter_column("posts", "title", |c| {
                c.set_default("untitled");
            });
            schema.alter_column("posts", "status", |c| {
                c.set_default("live");
            });
            schema.alter_column("users", "seen_at", |c| {
                c.set_default(now());
            });
        }),
        altered("alter_default_to_an_expression", |schema| {
            schema.alter_column("posts", "place", |c| {
                c.set_default(sql("1 + 1"));
            });
        }),
        altered("alter_default_away", |schema| {
            schema.alter_column("users", "age", |c| {
                c.drop_default();
            });
            schema.alter_column("posts", "status", |c| {
                c.drop_default();
            });
        }),
        case(
            "alter_default_away_of_a_nullable_column",
            |schema| {
                schema.create_table("things", |t| {
                    t.id();
                    t.column(int("n").nullable().default(5));
                });
            },
            |schema| {
                schema.alter_column("things", "n", |c| {
                    c.drop_default();
                });
            },
        ),
        altered("alter_everything_at_once", |schema| {
            schema.alter_column("users", "age", |c| {
                c.set_type(types::varchar(10));
                c.set_nullable();
                c.set_default("many");
            });
        }),
        altered("alter_referred_column", |schema| {
            schema.alter_column("posts", "place", |c| {
                c.set_type(types::big_int());
            });
        }),
    ]
}
