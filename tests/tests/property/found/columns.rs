//! Chains about columns.

use super::*;

pub(super) const HOLD: &[(&str, Chain)] = &[
    ("a default holds any character", || {
        recorded(|schema| {
            schema.create_table("signs", |t| {
                t.id();
                t.column(varchar("party", 20).default("🎉?"));
                t.column(text("said").default("was? 世界 🎉"));
                t.check("signs_not_party", "said <> '🎉?'");
            });
        })
    }),
    ("a column becomes a computed one under a trigger", || {
        let mut chain = people(|_| {});
        chain.push(trigger("watch", "people", "rank"));
        chain.push(altered("people", "age", |it| it.generated = twice("rank")));
        chain
    }),
    ("a new column stands behind one that goes", || {
        recorded(|schema| {
            schema.create_table("t", |t| {
                t.column(int("a").nullable());
            });
            schema.add_column("t", int("b").nullable()).after("a");
            schema.drop_column("t", "a");
        })
    }),
    ("a column changes its type and goes", || {
        people(|schema| {
            schema.add_column("people", int("n").nullable().default(3));
            schema.alter_column("people", "n", |c| {
                c.set_type(types::big_int());
            });
            schema.drop_column("people", "n");
        })
    }),
    ("what is computed gets its values from nothing else", || {
        let mut chain = people(|schema| {
            schema.add_column(
                "people",
                big_int("twice").nullable().generated_virtual("age * 2"),
            );
        });
        chain.push(altered("people", "twice", |it| {
            it.ty = Some(ColumnType::Varchar(40));
            it.using = Some("CASE WHEN twice IS NULL THEN 'none' ELSE 'some' END".into());
        }));
        chain
    }),
    (
        "a default that is no moment does not stay where its column is one",
        || {
            recorded(|schema| {
                schema.create_table("notes", |t| {
                    t.id();
                    t.column(varchar("at", 20).nullable().default("5"));
                });
                schema.alter_column("notes", "at", |c| {
                    c.set_type(types::timestamp_tz());
                });
            })
        },
    ),
    (
        "values that are no JSON do not become it, however they are kept",
        || {
            recorded(|schema| {
                schema.create_table("others", |t| {
                    t.id();
                });
                schema.create_table("notes", |t| {
                    t.id();
                    t.column(timestamp_tz("at").nullable());
                    t.strict();
                });
                schema.alter_column("notes", "at", |c| {
                    c.set_type(types::jsonb());
                });
                schema.add_column("notes", text("said").nullable().default("x"));
                schema.alter_column("notes", "said", |c| {
                    c.drop_default();
                });
            })
        },
    ),
    ("a default of JSON goes and comes back", || {
        recorded(|schema| {
            schema.create_table("docs", |t| {
                t.id();
                t.column(json("body").default_value(DefaultValue::Text("{}".to_owned())));
            });
            schema.alter_column("docs", "body", |c| {
                c.drop_default();
            });
        })
    }),
];
