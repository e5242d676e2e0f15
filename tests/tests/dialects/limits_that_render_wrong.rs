//! What sea-query renders invalid or wrong without any error, one test for each.

use migration_core::prelude::*;
use migration_core::schema::DialectName;

use crate::{Bench, Write, says};

fn tables(schema: &mut SchemaBuilder) {
    schema.create_table("t", |t| {
        t.id();
        t.column(text("a"));
        t.column(int("n").default(5));
    });
}

#[tokio::test]
async fn modify_column_with_using_and_not_null_and_default() {
    for mut bench in Bench::on_all(tables).await {
        bench.sql("INSERT INTO t (a) VALUES ('12')").await;
        bench
            .run(|schema| {
                schema.alter_column("t", "a", |c| {
                    c.set_default(1);
                    c.set_type(types::int()).using(
                        by_dialect()
                            .sqlite("CAST(a AS INTEGER) + 1")
                            .postgres("a::int + 1")
                            .mysql("CAST(a AS SIGNED) + 1"),
                    );
                });
            })
            .await;
        bench.sql("INSERT INTO t (n) VALUES (2)").await;
        assert_eq!(bench.column("SELECT a FROM t ORDER BY id").await, "13,1");
        bench
            .live
            .sql("INSERT INTO t (a) VALUES (NULL)")
            .await
            .unwrap_err();
    }
}

#[tokio::test]
async fn add_check_to_an_existing_table() {
    for mut bench in Bench::on_all(tables).await {
        bench
            .run(|schema| {
                schema.add_check("t", "positive", "n > 0");
            })
            .await;
        bench
            .live
            .sql("INSERT INTO t (a, n) VALUES ('x', 0)")
            .await
            .unwrap_err();
    }
}

#[tokio::test]
async fn plain_index_inside_create_table() {
    let plain: Write = |schema| {
        schema.create_table("indexed", |t| {
            t.column(int("n"));
            t.index(["n"]);
        });
    };
    for mut bench in Bench::on_all(plain).await {
        bench
            .run(|schema| schema.drop_index("indexed", "indexed_n_idx"))
            .await;
    }
}

#[tokio::test]
async fn partial_unique_inside_create_table() {
    for dialect in [DialectName::Sqlite, DialectName::Postgres] {
        let bench = Bench::on(dialect, |schema| {
            schema.create_table("mails", |t| {
                t.column(varchar("mail", 20));
                t.column(boolean("gone").default(false));
                t.index(index(["mail"]).unique().filter("NOT gone"));
            });
        });
        let Some(mut bench) = bench.await else {
            continue;
        };
        bench
            .sql("INSERT INTO mails VALUES ('a', FALSE), ('a', TRUE), ('a', TRUE)")
            .await;
        bench
            .live
            .sql("INSERT INTO mails VALUES ('a', FALSE)")
            .await
            .unwrap_err();
    }
}

#[tokio::test]
async fn partial_index_on_mysql() {
    let Some(mut bench) = Bench::on(DialectName::Mysql, tables).await else {
        return;
    };
    let error = bench
        .fails(|schema| schema.add_index("t", index(["n"]).filter("n > 0")))
        .await;
    says(&error, "refused: mysql cannot create index t_n_idx on t");
    says(&error, "no partial indexes");
}

#[tokio::test]
async fn concurrently_everywhere() {
    for mut bench in Bench::on_all(tables).await {
        bench
            .run(|schema| {
                schema.add_index("t", index(["n"]).concurrently());
                schema.drop_index_concurrently("t", "t_n_idx");
            })
            .await;
    }
}

#[tokio::test]
async fn foreign_key_name_on_sqlite() {
    let mut bench = Bench::sqlite(|schema| {
        tables(schema);
        schema.create_table("children", |t| {
            t.column(big_int("t_id").references_column("t", "id"));
        });
    })
    .await;
    let sql = bench
        .value("SELECT sql FROM sqlite_schema WHERE name = 'children'")
        .await;
    says(&sql, "CONSTRAINT \"children_t_id_fkey\" FOREIGN KEY");
}

#[tokio::test]
async fn enumeration_whose_type_has_capitals() {
    let capitals: Write = |schema| {
        schema.create_table("Moods", |t| {
            t.column(
                enumeration("Mood", ["Good", "it's bad"])
                    .type_name("MyEnum")
                    .default("it's bad"),
            );
        });
    };
    for mut bench in Bench::on_all(capitals).await {
        let table = match bench.live.dialect() {
            DialectName::Mysql => "`Moods`",
            _ => "\"Moods\"",
        };
        bench
            .sql(&format!("INSERT INTO {table} VALUES ('Good')"))
            .await;
        bench
            .live
            .sql(&format!("INSERT INTO {table} VALUES ('fine')"))
            .await
            .unwrap_err();
    }
}

#[tokio::test]
async fn primary_key_of_an_existing_table() {
    for mut bench in Bench::on_all(|schema| {
        schema.create_table("keyless", |t| {
            t.column(int("n"));
        });
    })
    .await
    {
        bench.sql("INSERT INTO keyless VALUES (1)").await;
        bench
            .run(|schema| schema.add_primary_key("keyless", ["n"]))
            .await;
        bench
            .live
            .sql("INSERT INTO keyless VALUES (1)")
            .await
            .unwrap_err();
    }
}

#[tokio::test]
async fn decimal_on_mysql_keeps_its_fraction() {
    let priced: Write = |schema| {
        schema.create_table("prices", |t| {
            t.column(decimal("price", 10, 2));
        });
    };
    for mut bench in Bench::on_all(priced).await {
        bench.sql("INSERT INTO prices VALUES ('1.75')").await;
        assert_eq!(bench.value("SELECT price FROM prices").await, "1.75");
    }
}

#[tokio::test]
async fn text_of_any_length() {
    for mut bench in Bench::on_all(tables).await {
        let long = "x".repeat(100_000);
        bench
            .sql(&format!("INSERT INTO t (a) VALUES ('{long}')"))
            .await;
        assert_eq!(bench.value("SELECT length(a) FROM t").await, "100000");
    }
}

#[tokio::test]
async fn instants_after_2038() {
    let moments: Write = |schema| {
        schema.create_table("moments", |t| {
            t.column(timestamp_tz("at"));
        });
    };
    for mut bench in Bench::on_all(moments).await {
        bench
            .sql("INSERT INTO moments VALUES ('2039-01-02 03:04:05.678901')")
            .await;
        let found = bench.value("SELECT at FROM moments").await;
        assert!(found.starts_with("2039-01-02 03:04:05.678901"), "{found}");
    }
}

#[tokio::test]
async fn now_is_in_utc() {
    let moments: Write = |schema| {
        schema.create_table("moments", |t| {
            t.column(int("n"));
            t.column(timestamp("a").default(now()));
            t.column(date("b").default(now()));
        });
    };
    for mut bench in Bench::on_all(moments).await {
        // Zones where the day is another one for most of the day.
        let (zone, same) = match bench.live.dialect() {
            DialectName::Sqlite => (
                "SELECT 1",
                "SELECT a = datetime('now') OR a = datetime('now', '-1 second') FROM moments",
            ),
            DialectName::Postgres => (
                "SET TIME ZONE 'Pacific/Kiritimati'",
                "SELECT abs(extract(epoch FROM a - now() AT TIME ZONE 'utc')) < 5 AND b = a::date FROM moments",
            ),
            DialectName::Mysql => (
                "SET time_zone = '+13:00'",
                "SELECT abs(timestampdiff(SECOND, a, utc_timestamp())) < 5 AND b = date(a) FROM moments",
            ),
        };
        bench.sql(zone).await;
        bench.sql("INSERT INTO moments (n) VALUES (1)").await;
        let same = bench.value(same).await;
        assert!(
            same == "1" || same == "t" || same == "true",
            "{:?}: {same}",
            bench.live.dialect()
        );
    }
}

#[tokio::test]
async fn add_column_that_sqlite_cannot_add_natively() {
    for mut bench in Bench::on_all(tables).await {
        bench.sql("INSERT INTO t (a) VALUES ('x')").await;
        bench
            .run(|schema| {
                schema.add_column("t", int("one").nullable().unique());
                schema.add_column("t", int("two").fill("n * 2"));
                schema.add_column("t", timestamp_tz("three").default(now()));
                schema.add_column("t", int("four").default(sql("2 + 2")));
                schema.add_column("t", big_int("five").nullable().references_column("t", "id"));
            })
            .await;
        assert_eq!(bench.value("SELECT two FROM t").await, "10");
        assert_eq!(bench.value("SELECT four FROM t").await, "4");
        assert_ne!(bench.value("SELECT three FROM t").await, "NULL");
        bench
            .live
            .sql("INSERT INTO t (a, two, five) VALUES ('y', 1, 99)")
            .await
            .unwrap_err();
    }
}

#[tokio::test]
async fn text_with_a_default() {
    let texts: Write = |schema| {
        schema.create_table("texts", |t| {
            t.column(int("n"));
            t.column(text("a").default("it's \\ \"x\""));
            t.column(json("b").default("{}"));
        });
    };
    for mut bench in Bench::on_all(texts).await {
        bench.sql("INSERT INTO texts (n) VALUES (1)").await;
        assert_eq!(bench.value("SELECT a FROM texts").await, "it's \\ \"x\"");
        assert_eq!(bench.value("SELECT b FROM texts").await, "{}");
    }
}

#[tokio::test]
async fn names_of_indexes_and_keys_with_quotes() {
    let quoted: Write = |schema| {
        tables(schema);
        schema.create_table("q", |t| {
            t.column(big_int("t_id"));
            t.index(index(["t_id"]).name("a\"b`c'd"));
            t.foreign_key(foreign_key("t_id").references("t", "id").name("e\"f`g'h"));
        });
        schema.drop_foreign_key("q", "e\"f`g'h");
        schema.drop_index("q", "a\"b`c'd");
    };
    Bench::on_all(quoted).await;
}
