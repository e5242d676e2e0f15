//! What stops a rebuild before anything is done, and what only a whole database tells.

use migration_core::operation::{CreateObject, DropObject, Operation, RenameObject, ReplaceObject};
use migration_core::prelude::*;
use migration_core::schema::{Object, ObjectId, ObjectKind, View};

use super::made::{rebuilt, with};
use crate::says;

/// Stops with these words, and everything is as it was.
async fn stops(
    instead: &[(&str, &str)],
    besides: &[&str],
    write: fn(&mut SchemaBuilder),
    words: &str,
) {
    let mut bench = with(instead, besides).await;
    let before = bench.live.catalogue().await;
    let error = bench.fails(write).await;
    says(&error, words);
    assert_eq!(bench.live.catalogue().await, before);
    assert_eq!(bench.value("SELECT group_concat(m) FROM t").await, "1,2");
    assert_eq!(bench.value("SELECT count(*) FROM children").await, "3");
}

fn without_n(schema: &mut SchemaBuilder) {
    schema.drop_unique("t", "t_name_n_key");
    schema.drop_column("t", "n");
}

#[tokio::test]
async fn what_cannot_be_carried_over_is_named() {
    stops(
        &[],
        &["CREATE INDEX mine ON t (m, n)"],
        without_n,
        "column \"n\" is needed by index \"mine\"",
    )
    .await;
    stops(
        &[(
            "UNIQUE (name, n)",
            "UNIQUE (name, n), CONSTRAINT mine CHECK (n < m + 9)",
        )],
        &[],
        without_n,
        "column \"n\" is needed by constraint \"mine\"",
    )
    .await;
    stops(
        &[("UNIQUE (name, n)", "UNIQUE (name, n), UNIQUE (n, m)")],
        &[],
        without_n,
        "column \"n\" is needed by the constraint `UNIQUE (n, m)`",
    )
    .await;
    stops(
        &[("m INTEGER", "m TEXT")],
        &[],
        rebuilt,
        "the type of column \"m\" of table \"T\" is not in the database what migrations made of it",
    )
    .await;
    stops(
        &[("DEFAULT 0", "DEFAULT 5")],
        &[],
        rebuilt,
        "the default of column \"m\"",
    )
    .await;
    stops(
        &[],
        &["CREATE VIEW v AS SELECT n FROM t"],
        without_n,
        "view \"v\" would not work any more",
    )
    .await;
    stops(
        &[],
        &["CREATE TRIGGER g AFTER INSERT ON children BEGIN UPDATE t SET n = 1; END"],
        without_n,
        "a trigger of table \"children\" for INSERT would not work any more",
    )
    .await;
    stops(
        &[],
        &["CREATE TABLE __migrate_new_t (x)"],
        rebuilt,
        "there is a table \"__migrate_new_t\"",
    )
    .await;
}

#[tokio::test]
async fn a_temporary_table_of_the_name_is_not_taken_for_it() {
    let mut bench = with(&[], &["CREATE TEMP TABLE t (x)"]).await;
    says(&bench.fails(rebuilt).await, "hides the table");
}

#[tokio::test]
async fn rows_that_would_be_skipped_are_missed() {
    let mut bench = with(
        &[("UNIQUE (name, n)", "UNIQUE (name, n) ON CONFLICT IGNORE")],
        &[],
    )
    .await;
    let error = bench
        .fails(|schema| {
            schema.alter_column("t", "n", |c| {
                c.set_type(types::big_int()).using("1");
            });
            schema.alter_column("t", "name", |c| {
                c.set_type(types::varchar(60)).using("'same'");
            });
        })
        .await;
    says(
        &error,
        "not every row of table \"T\" could be copied: 1 of 2 rows",
    );
}

#[tokio::test]
async fn all_that_happens_to_a_table_is_one_rebuild() {
    let mut bench = with(&[], &[]).await;
    bench.sql("CREATE TABLE log (what)").await;
    bench
        .run(|schema| {
            schema.add_column("t", int("first").default(3));
            schema.add_column("t", int("second").fill("n * 10"));
            schema.alter_column("t", "name", |c| {
                c.set_type(types::text()).using("name || '!'");
            });
            schema.alter_column("t", "name", |c| {
                c.set_not_null();
            });
            schema.add_check("t", "positive", "second > 0");
            schema.drop_check("t", "t_m_check");
            schema.add_index("t", "second");
            schema.drop_index("t", "t_n_idx");
        })
        .await;
    assert_eq!(
        bench
            .column("SELECT id || name || n || m || first || second FROM t")
            .await,
        "1a!11310,2b!22320"
    );
    assert_eq!(
        bench
            .column("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
            .await,
        "t_second_idx"
    );
    bench.sql("UPDATE t SET m = -1").await;
    // What one of them fills in is there for the next.
    bench.sql("UPDATE t SET n = NULL").await;
    bench
        .run(|schema| {
            schema.alter_column("t", "n", |c| {
                c.set_type(types::big_int()).using("coalesce(n, id)");
            });
            schema.alter_column("t", "n", |c| {
                c.set_not_null();
            });
            schema.add_column("t", int("third").nullable());
            schema.alter_column("t", "third", |c| {
                c.set_default(3);
            });
        })
        .await;
    assert_eq!(bench.column("SELECT n FROM t").await, "1,2");
}

#[tokio::test]
async fn a_dropped_table_leaves_nothing_broken_behind() {
    let besides = [
        "CREATE TABLE log (what)",
        "CREATE TRIGGER own AFTER INSERT ON t BEGIN SELECT 1; END",
        "CREATE TRIGGER g AFTER INSERT ON log BEGIN DELETE FROM children; END",
        "CREATE VIEW v AS SELECT count(*) FROM children",
    ];
    let mut bench = with(&[], &besides).await;
    let drop = |schema: &mut SchemaBuilder| schema.drop_table("children");
    says(
        &bench.fails(drop).await,
        "view \"v\" would not work any more",
    );
    bench.sql("DROP VIEW v").await;
    says(
        &bench.fails(drop).await,
        "a trigger of table \"log\" for INSERT would",
    );
    bench.sql("DROP TRIGGER g").await;
    bench.run(drop).await;
    bench.run(|schema| schema.drop_table("t")).await;
}

#[tokio::test]
async fn a_view_that_others_need_stays_what_they_need() {
    let view = |name: &str, query: &str| {
        Object::View(View {
            name: name.to_owned(),
            materialized: false,
            query: query.into(),
            comment: None,
        })
    };
    let mut bench = with(&[], &["CREATE TABLE log (what)"]).await;
    let make = Operation::CreateObject(CreateObject {
        object: view("v", "SELECT id, n FROM t"),
    });
    bench.live.apply(&[make], &mut bench.schema).await.unwrap();
    bench.sql("CREATE VIEW w AS SELECT n FROM v").await;
    let id = ObjectId::new(ObjectKind::View, "v");
    let drop = Operation::DropObject(DropObject { id: id.clone() });
    let rename = Operation::RenameObject(RenameObject {
        id: id.clone(),
        to: "x".to_owned(),
    });
    let replace = |query: &str| {
        Operation::ReplaceObject(ReplaceObject {
            object: view("v", query),
        })
    };
    for (operation, broken) in [
        (drop, "view \"w\""),
        (rename, "view \"w\""),
        (replace("SELECT id FROM t"), "view \"w\""),
        (replace("SELECT id, lost AS n FROM t"), "view \"v\""),
    ] {
        let outcome = bench.live.apply(&[operation], &mut bench.schema).await;
        says(
            &outcome.unwrap_err(),
            &format!("{broken} would not work any more"),
        );
    }
    let better = replace("SELECT id, n + 1 AS n FROM t");
    bench
        .live
        .apply(&[better], &mut bench.schema)
        .await
        .unwrap();
    assert_eq!(bench.column("SELECT n FROM w").await, "2,3");
}

#[tokio::test]
async fn a_dropped_column_breaks_no_trigger() {
    let mut bench = with(
        &[],
        &[
            "CREATE TABLE log (what)",
            "CREATE TRIGGER g AFTER INSERT ON LOG BEGIN UPDATE t SET elder = NULL, n = 1; END",
        ],
    )
    .await;
    bench
        .run(|schema| {
            schema.add_column("t", int("spare").default(3));
        })
        .await;
    bench
        .sql("CREATE TRIGGER h AFTER INSERT ON t BEGIN UPDATE t SET spare = 1; END")
        .await;
    let drop = |schema: &mut SchemaBuilder| schema.drop_column("t", "spare");
    says(
        &bench.fails(drop).await,
        "a trigger of table \"t\" for INSERT would not work any more: ",
    );
    bench.sql("DROP TRIGGER h").await;
    bench.run(drop).await;
    bench.sql("INSERT INTO log VALUES (1)").await;
}
