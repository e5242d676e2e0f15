//! What panics in sea-query when it is rendered, one test for each: it works here, or is
//! refused with a way out.

use migration_core::dialect::{Capabilities, render};
use migration_core::operation::{AlterColumn, Operation};
use migration_core::prelude::*;
use migration_core::schema::DialectName;

use crate::{Bench, recorded, says};

fn tables(schema: &mut SchemaBuilder) {
    schema.create_table("parents", |t| {
        t.id();
    });
    schema.create_table("t", |t| {
        t.id();
        t.column(int("n").nullable());
        t.column(varchar("name", 20).default("x"));
        t.column(big_int("parent").nullable());
    });
}

#[tokio::test]
async fn table_alter_with_more_than_one_option() {
    for mut bench in Bench::on_all(tables).await {
        bench.sql("INSERT INTO t (n) VALUES (5)").await;
        bench
            .run(|schema| {
                schema.alter_column("t", "n", |c| {
                    c.set_type(types::big_int());
                    c.set_not_null();
                    c.set_default(7_i64);
                });
            })
            .await;
        bench.sql("INSERT INTO t (name) VALUES ('y')").await;
        assert_eq!(bench.column("SELECT n FROM t ORDER BY id").await, "5,7");
        bench
            .live
            .sql("INSERT INTO t (n) VALUES (NULL)")
            .await
            .unwrap_err();
    }
}

#[tokio::test]
async fn modify_column() {
    for mut bench in Bench::on_all(tables).await {
        bench
            .run(|schema| {
                schema.alter_column("t", "name", |c| {
                    c.set_type(types::varchar(40));
                });
            })
            .await;
        let long = "y".repeat(40);
        bench
            .sql(&format!("INSERT INTO t (name) VALUES ('{long}')"))
            .await;
    }
}

#[tokio::test]
async fn add_and_drop_a_foreign_key_of_an_existing_table() {
    for mut bench in Bench::on_all(tables).await {
        bench
            .run(|schema| {
                schema.add_foreign_key("t", foreign_key("parent").references("parents", "id"));
            })
            .await;
        let orphan = "INSERT INTO t (parent) VALUES (9)";
        says(
            &bench.live.sql(orphan).await.unwrap_err().to_lowercase(),
            "foreign key",
        );
        bench
            .run(|schema| schema.drop_foreign_key("t", "t_parent_fkey"))
            .await;
        bench.sql(orphan).await;
    }
}

#[tokio::test]
async fn drop_constraint() {
    for mut bench in Bench::on_all(tables).await {
        bench
            .run(|schema| {
                schema.add_check("t", "small", "n < 10");
                schema.add_unique("t", ["n"]);
                schema.drop_check("t", "small");
                schema.drop_unique("t", "t_n_key");
            })
            .await;
        bench.sql("INSERT INTO t (n) VALUES (11), (11)").await;
    }
}

#[tokio::test]
async fn expression_index() {
    for mut bench in Bench::on_all(tables).await {
        let add: crate::Write = |schema| {
            schema.add_index(
                "t",
                index([expression("lower(name)")])
                    .unique()
                    .name("lower_name"),
            );
        };
        if bench.live.dialect() == DialectName::Mysql {
            let result = bench.apply(add).await;
            if let Err(error) = result {
                says(&error, "is over an expression");
            }
            continue;
        }
        bench.run(add).await;
        bench.sql("INSERT INTO t (name) VALUES ('A')").await;
        bench
            .live
            .sql("INSERT INTO t (name) VALUES ('a')")
            .await
            .unwrap_err();
    }
}

#[test]
fn empty_alter() {
    let mut schema = migration_core::schema::Schema::new();
    for operation in recorded(tables) {
        operation.apply(&mut schema).expect("it fits");
    }
    let nothing = Operation::AlterColumn(AlterColumn {
        table: "t".into(),
        column: "n".into(),
        ty: None,
        using: None,
        nullable: None,
        default: None,
        ..AlterColumn::default()
    });
    for dialect in DialectName::ALL {
        let steps = render(&nothing, &schema, &Capabilities::common(dialect));
        assert_eq!(steps, Ok(Vec::new()), "{dialect}");
    }
}

#[tokio::test]
async fn types_that_only_one_server_has() {
    let ranges: crate::Write = |schema| {
        schema.create_table("typed", |t| {
            t.column(custom(
                "a",
                by_dialect()
                    .sqlite("TEXT")
                    .postgres("interval")
                    .mysql("YEAR"),
            ));
            t.column(custom(
                "b",
                by_dialect()
                    .sqlite("TEXT")
                    .postgres("int[]")
                    .mysql("BIT(3)"),
            ));
        });
    };
    Bench::on_all(ranges).await;
}

#[tokio::test]
async fn auto_increment_of_every_integer() {
    for mut bench in Bench::on_all(|schema| {
        schema.create_table("big", |t| {
            t.id();
            t.column(int("n"));
        });
        schema.create_table("small", |t| {
            t.int_id();
            t.column(int("n"));
        });
    })
    .await
    {
        for table in ["big", "small"] {
            bench
                .sql(&format!("INSERT INTO {table} (n) VALUES (1), (2)"))
                .await;
            let ids = bench
                .column(&format!("SELECT id FROM {table} ORDER BY id"))
                .await;
            assert_eq!(ids, "1,2");
        }
    }
}

/// An operation that was never checked against the schema is refused, and nothing panics.
#[test]
fn operations_on_what_is_not_there() {
    let schema = migration_core::schema::Schema::new();
    let operations = recorded(|schema| {
        schema.drop_table("t");
        schema.add_column("t", int("n").nullable());
        schema.drop_column("t", "n");
        schema.alter_column("t", "n", |c| {
            c.set_nullable();
        });
        schema.add_index("t", ["n"]);
        schema.drop_index("t", "i");
        schema.add_check("t", "c", "n > 0");
        schema.drop_check("t", "c");
        schema.add_unique("t", ["n"]);
        schema.drop_unique("t", "u");
        schema.add_primary_key("t", ["n"]);
        schema.drop_primary_key("t");
        schema.drop_foreign_key("t", "f");
        schema.backfill("t").set("n", "1");
    });
    for dialect in DialectName::ALL {
        for operation in &operations {
            // Whatever it gives, it gives something.
            let _ = render(operation, &schema, &Capabilities::common(dialect));
        }
    }
}
