//! Chains that a server cannot do.

use super::*;

/// Chains whose last operation is refused, on one server, with these words.
pub(super) const REFUSED: &[(&str, DialectName, Chain)] = &[
    ("holds on to column \"age\"", DialectName::Postgres, || {
        let mut chain = people(|_| {});
        chain.push(view("v", "SELECT * FROM people"));
        chain.push(altered("people", "age", |it| {
            it.ty = Some(ColumnType::BigInt)
        }));
        chain
    }),
    (
        "which PostgreSQL does not do with json",
        DialectName::Postgres,
        || {
            let mut chain = people(|schema| schema.add_index("people", index(["name"])));
            chain.push(altered("people", "name", |it| {
                it.ty = Some(ColumnType::Json)
            }));
            chain
        },
    ),
    ("which is made again", DialectName::Postgres, || {
        let mut chain = people(|schema| {
            schema.add_unique("people", ["rank"]);
            schema.create_table("notes", |t| {
                t.id();
                t.column(int("rank").nullable().references_column("people", "rank"));
            });
        });
        chain.push(altered("people", "rank", |it| it.generated = twice("age")));
        chain
    }),
    ("is unlogged", DialectName::Postgres, || {
        recorded(|schema| {
            schema.create_table("fast", |t| {
                t.id();
                t.unlogged();
            });
            schema.create_table("slow", |t| {
                t.id();
                t.column(big_int("fast_id").references_column("fast", "id"));
            });
        })
    }),
    ("needs the engine InnoDB", DialectName::Mysql, || {
        recorded(|schema| {
            schema.create_table("old", |t| {
                t.id();
                t.engine("MyISAM");
            });
            schema.create_table("new", |t| {
                t.id();
                t.column(big_int("old_id").references_column("old", "id"));
            });
        })
    }),
    ("do not do at once", DialectName::Mysql, || {
        recorded(|schema| {
            schema.create_table("nodes", |t| {
                t.id();
                t.column(
                    big_int("parent")
                        .nullable()
                        .references_column("nodes", "id")
                        .on_delete(SetNull),
                );
                t.check("nodes_parent", "parent > 0");
            });
        })
    }),
    ("does not have all of", DialectName::Mysql, || {
        recorded(|schema| {
            schema.create_table("old", |t| {
                t.id();
                t.column(varchar("name", 20).default("🎉"));
                t.charset("latin1");
            });
        })
    }),
    ("for the first column of a key", DialectName::Mysql, || {
        people(|schema| schema.drop_primary_key("people"))
    }),
    ("that alone is the primary key", DialectName::Sqlite, || {
        people(|schema| schema.drop_primary_key("people"))
    }),
    (
        "numbers rows, and MySQL and MariaDB add no such column again",
        DialectName::Mysql,
        || {
            people(|schema| {
                schema.add_unique("people", unique(["id"]));
                schema.drop_primary_key("people");
                schema.drop_column("people", "id");
            })
        },
    ),
    (
        "has no key over these columns in this order",
        DialectName::Mysql,
        || {
            recorded(|schema| {
                schema.create_table("pairs", |t| {
                    t.column(int("a"));
                    t.column(int("b"));
                    t.primary_key(["a", "b"]);
                });
                schema.create_table("others", |t| {
                    t.column(int("x"));
                    t.column(int("y"));
                    t.foreign_key(foreign_key(["x", "y"]).references("pairs", ["b", "a"]));
                });
            })
        },
    ),
];
