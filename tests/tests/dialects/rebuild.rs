//! The rebuild of a SQLite table.

use migration_core::prelude::*;

use crate::{Bench, says};

/// A parent with children of every kind of action.
fn family(schema: &mut SchemaBuilder) {
    schema.create_table("parents", |t| {
        t.id();
        t.column(int("n").nullable());
        t.column(
            big_int("elder")
                .nullable()
                .references_column("parents", "id")
                .on_delete(Cascade),
        );
    });
    for (table, nullable) in [
        ("cascading", false),
        ("nulled", true),
        ("restricted", false),
    ] {
        schema.create_table(table, |t| {
            t.id();
            if nullable {
                t.column(
                    big_int("parent")
                        .nullable()
                        .references_column("parents", "id")
                        .on_delete(SetNull),
                );
            } else if table == "cascading" {
                t.column(
                    big_int("parent")
                        .references_column("parents", "id")
                        .on_delete(Cascade),
                );
            } else {
                t.column(
                    big_int("parent")
                        .references_column("parents", "id")
                        .on_delete(Restrict),
                );
            }
        });
    }
}

async fn with_rows() -> Bench {
    let mut bench = Bench::sqlite(family).await;
    bench
        .sql("INSERT INTO parents (n, elder) VALUES (1, NULL), (2, 1), (3, 2)")
        .await;
    for table in ["cascading", "nulled", "restricted"] {
        bench
            .sql(&format!(
                "INSERT INTO {table} (parent) VALUES (1), (2), (3)"
            ))
            .await;
    }
    bench
}

fn rebuilt(schema: &mut SchemaBuilder) {
    schema.alter_column("parents", "n", |c| {
        c.set_not_null();
        c.set_type(types::big_int());
    });
}

#[tokio::test]
async fn no_row_of_a_child_is_lost() {
    let mut bench = with_rows().await;
    assert_eq!(bench.value("PRAGMA foreign_keys").await, "1");
    bench.run(rebuilt).await;
    assert_eq!(
        bench.column("SELECT n FROM parents ORDER BY id").await,
        "1,2,3"
    );
    assert_eq!(
        bench.column("SELECT elder FROM parents ORDER BY id").await,
        "NULL,1,2"
    );
    for table in ["cascading", "nulled", "restricted"] {
        let sql = format!("SELECT parent FROM {table} ORDER BY id");
        assert_eq!(bench.column(&sql).await, "1,2,3", "{table}");
    }
    // And the keys still do what they say, to the table under its own name.
    bench.sql("DELETE FROM restricted").await;
    bench.sql("DELETE FROM parents WHERE id = 2").await;
    assert_eq!(bench.column("SELECT id FROM parents").await, "1");
    assert_eq!(bench.column("SELECT parent FROM cascading").await, "1");
    assert_eq!(
        bench.column("SELECT parent FROM nulled ORDER BY id").await,
        "1,NULL,NULL"
    );
}

#[tokio::test]
async fn numbers_go_on_where_they_were() {
    let mut bench = with_rows().await;
    bench.sql("DELETE FROM restricted").await;
    bench.sql("DELETE FROM parents").await;
    bench.run(rebuilt).await;
    bench.sql("INSERT INTO parents (n) VALUES (9)").await;
    assert_eq!(bench.value("SELECT id FROM parents").await, "4");
}

#[tokio::test]
async fn row_ids_stay() {
    let mut bench = Bench::sqlite(|schema| {
        schema.create_table("notes", |t| {
            t.column(varchar("rowid", 10));
            t.column(int("n").nullable());
        });
    })
    .await;
    bench
        .sql("INSERT INTO notes (rowid, n) VALUES ('a', 1), ('b', 2), ('c', 3)")
        .await;
    bench.sql("DELETE FROM notes WHERE n = 2").await;
    bench
        .run(|schema| {
            schema.alter_column("notes", "n", |c| {
                c.set_not_null();
            });
        })
        .await;
    assert_eq!(bench.column("SELECT _rowid_ FROM notes").await, "1,3");
    assert_eq!(bench.column("SELECT rowid FROM notes").await, "a,c");
}

#[tokio::test]
async fn a_key_that_numbers_nothing_stays_so() {
    let mut bench = Bench::sqlite(|schema| {
        schema.create_table("codes", |t| {
            t.column(int("code"));
            t.primary_key(["code"]);
            t.column(int("n").nullable());
        });
    })
    .await;
    for _ in 0..2 {
        let error = bench.live.sql("INSERT INTO codes (n) VALUES (1)").await;
        says(&error.unwrap_err(), "NOT NULL constraint failed");
        bench
            .run(|schema| {
                schema.alter_column("codes", "n", |c| {
                    c.set_default(4);
                });
            })
            .await;
    }
}

#[tokio::test]
async fn views_and_other_tables_triggers_stay() {
    let mut bench = with_rows().await;
    bench
        .sql("CREATE VIEW big AS SELECT * FROM parents WHERE n > 1")
        .await;
    bench
        .sql("CREATE TRIGGER touched AFTER DELETE ON nulled BEGIN UPDATE parents SET n = n + 10; END")
        .await;
    bench.run(rebuilt).await;
    assert_eq!(bench.column("SELECT n FROM big").await, "2,3");
    bench.sql("DELETE FROM nulled WHERE id = 1").await;
    assert_eq!(bench.column("SELECT n FROM big").await, "11,12,13");
    assert_eq!(bench.value("PRAGMA legacy_alter_table").await, "0");
}

#[tokio::test]
async fn a_row_that_refers_to_nothing_is_found() {
    let mut bench = Bench::sqlite(|schema| {
        schema.create_table("parents", |t| {
            t.id();
        });
        schema.create_table("children", |t| {
            t.column(big_int("parent"));
        });
    })
    .await;
    bench.sql("INSERT INTO children VALUES (7)").await;
    let error = bench
        .fails(|schema| {
            schema.add_foreign_key(
                "children",
                foreign_key("parent").references("parents", "id"),
            );
        })
        .await;
    says(
        &error,
        "table \"children\", row 1, refers to no row of table \"parents\"",
    );
    assert_eq!(bench.column("SELECT parent FROM children").await, "7");
}

#[tokio::test]
async fn null_stops_not_null() {
    let mut bench = with_rows().await;
    bench.sql("UPDATE parents SET n = NULL WHERE id > 1").await;
    let error = bench.fails(rebuilt).await;
    says(
        &error,
        "column \"n\" of table \"parents\" cannot be NOT NULL",
    );
    says(&error, ": 2 row(s)");
}

#[tokio::test]
async fn a_value_that_does_not_fit_stops_a_new_type() {
    type Case = (&'static str, fn(&mut SchemaBuilder), &'static str);
    let cases: [Case; 7] = [
        (
            "twelve",
            |s| {
                s.alter_column("t", "v", |c| {
                    c.set_type(types::int());
                })
            },
            "is no int: 'twelve'",
        ),
        (
            "1.5",
            |s| {
                s.alter_column("t", "v", |c| {
                    c.set_type(types::big_int());
                })
            },
            "is no big_int: 1.5",
        ),
        (
            "1,5",
            |s| {
                s.alter_column("t", "v", |c| {
                    c.set_type(types::decimal(5, 2));
                })
            },
            "is no decimal(5,2): '1,5'",
        ),
        (
            "yes",
            |s| {
                s.alter_column("t", "v", |c| {
                    c.set_type(types::boolean());
                })
            },
            "is no boolean: 'yes'",
        ),
        (
            "soon",
            |s| {
                s.alter_column("t", "v", |c| {
                    c.set_type(types::date());
                })
            },
            "is no date: 'soon'",
        ),
        (
            "{",
            |s| {
                s.alter_column("t", "v", |c| {
                    c.set_type(types::json());
                })
            },
            "is no json: '{'",
        ),
        (
            "draft",
            |s| {
                s.alter_column("t", "v", |c| {
                    c.set_type(types::enumeration("e", ["live"]));
                })
            },
            "CHECK constraint failed",
        ),
    ];
    for (value, change, problem) in cases {
        let mut bench = Bench::sqlite(|schema| {
            schema.create_table("t", |t| {
                t.column(text("v"));
            });
        })
        .await;
        bench.sql("INSERT INTO t VALUES ('1')").await;
        bench.sql(&format!("UPDATE t SET v = '{value}'")).await;
        says(&bench.fails(change).await, problem);
        assert_eq!(bench.value("SELECT v FROM t").await, value);
    }
}

#[tokio::test]
async fn a_computed_default_is_computed_for_each_row() {
    let mut bench = with_rows().await;
    bench
        .run(|schema| {
            schema.add_column("parents", uuid("token").default(random_uuid()));
        })
        .await;
    assert_eq!(
        bench
            .value("SELECT count(DISTINCT token) FROM parents")
            .await,
        "3"
    );
    let valid = "SELECT count(*) FROM parents WHERE token GLOB \
        replace('########-####-4###-[89ab]###-############', '#', '[0-9a-f]')";
    assert_eq!(bench.value(valid).await, "3");
}
