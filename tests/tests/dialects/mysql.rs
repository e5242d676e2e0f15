//! MySQL and MariaDB: what they would fill, drop or cut in silence.

use migration_core::operation::{AddColumn, ExistingRows, Operation};
use migration_core::prelude::*;
use migration_core::schema::{Column, ColumnType, DialectName};

use crate::{Bench, Write, says};

fn users(schema: &mut SchemaBuilder) {
    schema.create_table("users", |t| {
        t.id();
        t.column(varchar("name", 50).default("nobody"));
        t.column(int("age").nullable());
    });
}

async fn bench(setup: Write) -> Option<Bench> {
    Bench::on(DialectName::Mysql, setup).await
}

async fn definition(bench: &mut Bench, column: &str) -> String {
    let rows = bench.live.ok("SHOW CREATE TABLE users").await;
    let text = rows[0][1].clone().expect("a text");
    let line = text
        .lines()
        .find(|line| line.contains(&format!("`{column}`")))
        .expect("the column");
    // MySQL shows no display width of integers since 8.0.19.
    let line = line.replace(" int(11)", " int");
    line.trim().trim_end_matches(',').to_owned()
}

#[tokio::test]
async fn modify_keeps_not_null_and_default() {
    let Some(mut bench) = bench(users).await else {
        return;
    };
    bench
        .run(|schema| {
            schema.alter_column("users", "name", |c| {
                c.set_type(types::varchar(80));
            });
            schema.alter_column("users", "id", |c| {
                c.set_type(types::int());
            });
        })
        .await;
    let name = definition(&mut bench, "name").await;
    assert_eq!(name, "`name` varchar(80) NOT NULL DEFAULT 'nobody'");
    let id = definition(&mut bench, "id").await;
    assert_eq!(id, "`id` int NOT NULL AUTO_INCREMENT");
}

#[tokio::test]
async fn a_column_without_a_value_is_not_filled_with_zeros() {
    let Some(mut bench) = bench(users).await else {
        return;
    };
    bench.sql("INSERT INTO users (name) VALUES ('Ann')").await;
    let before = bench.live.catalogue().await;
    let error = bench
        .fails(|schema| {
            schema.operation(Operation::AddColumn(AddColumn {
                table: "users".into(),
                column: Column::new("points", ColumnType::Int),
                existing_rows: ExistingRows::MustBeEmpty,
                position: None,
            }));
        })
        .await;
    says(
        &error,
        "has no value for the rows of table \"users\", which must be empty",
    );
    let error = bench
        .fails(|schema| {
            schema.add_column("users", int("points").fill("age"));
        })
        .await;
    says(
        &error,
        "cannot be NOT NULL, for it would be NULL in some rows: 1 row(s)",
    );
    assert_eq!(bench.live.catalogue().await, before);
}

#[tokio::test]
async fn null_does_not_become_zero() {
    let Some(mut bench) = bench(users).await else {
        return;
    };
    bench
        .sql("INSERT INTO users (name) VALUES ('Ann'), ('Bob')")
        .await;
    let error = bench
        .fails(|schema| {
            schema.alter_column("users", "age", |c| {
                c.set_not_null();
            });
        })
        .await;
    says(
        &error,
        "column \"age\" of table \"users\" cannot be NOT NULL",
    );
    says(&error, ": 2 row(s)");
    assert_eq!(bench.column("SELECT age FROM users").await, "NULL,NULL");
}

#[tokio::test]
async fn a_dropped_default_leaves_null() {
    let Some(mut bench) = bench(users).await else {
        return;
    };
    bench
        .run(|schema| {
            schema.alter_column("users", "age", |c| {
                c.set_default(1);
            });
            schema.alter_column("users", "age", |c| {
                c.drop_default();
            });
            schema.alter_column("users", "name", |c| {
                c.drop_default();
            });
        })
        .await;
    bench.sql("INSERT INTO users (name) VALUES ('Ann')").await;
    assert_eq!(bench.value("SELECT age FROM users").await, "NULL");
    let error = bench.live.sql("INSERT INTO users (age) VALUES (1)").await;
    says(&error.unwrap_err(), "doesn't have a default value");
}

#[tokio::test]
async fn converted_values_keep_their_place() {
    let Some(mut bench) = bench(users).await else {
        return;
    };
    bench
        .sql("INSERT INTO users (name, age) VALUES ('12', 1), ('7', 2)")
        .await;
    bench
        .run(|schema| {
            schema.alter_column("users", "name", |c| {
                c.set_type(types::int()).using("char_length(name)");
                c.drop_default();
            });
        })
        .await;
    assert_eq!(bench.column("SHOW COLUMNS FROM users").await, "id,name,age");
    assert_eq!(
        bench.column("SELECT name FROM users ORDER BY id").await,
        "2,1"
    );
}

/// A column in the quotes of the standard is a string there, unless it is put right.
#[tokio::test]
async fn a_quoted_column_is_no_string() {
    let checked: Write = |schema| {
        schema.create_table("t", |t| {
            t.column(int("order"));
            t.check("positive", "\"order\" > 0");
        });
    };
    for mut bench in Bench::on_all(checked).await {
        let column = if bench.live.dialect() == DialectName::Mysql {
            "`order`"
        } else {
            "\"order\""
        };
        bench
            .sql(&format!("INSERT INTO t ({column}) VALUES (1)"))
            .await;
        let refused = bench
            .live
            .sql(&format!("INSERT INTO t ({column}) VALUES (-1)"))
            .await;
        says(&refused.unwrap_err().to_lowercase(), "constraint");
    }
}

#[tokio::test]
async fn a_foreign_key_keeps_an_index_when_its_own_goes() {
    let Some(mut bench) = bench(|schema| {
        users(schema);
        schema.create_table("posts", |t| {
            t.column(big_int("user_id").references_column("users", "id"));
            t.column(int("n"));
            t.index(["user_id", "n"]);
        });
    })
    .await
    else {
        return;
    };
    bench
        .run(|schema| schema.drop_index("posts", "posts_user_id_n_idx"))
        .await;
    let error = bench.live.sql("INSERT INTO posts VALUES (1, 1)").await;
    says(&error.unwrap_err(), "foreign key constraint fails");
}
