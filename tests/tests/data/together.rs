//! A migration that adds a column, fills it in batches, and then relies on it.

use migration_core::migration::Recorded;
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{DownTarget, Error};

use crate::support::{Database, counters, migration, migrator, on_every_server};

fn whole(value: &'static str) -> Recorded {
    migration("20260102_000000", "doubled", move |s| {
        s.add_column("counters", int("doubled").nullable());
        s.backfill("counters")
            .set("doubled", value)
            .filter("doubled IS NULL")
            .batched()
            .batch_limit(8);
        s.ensure("counters", "doubled IS NOT NULL");
        s.alter_column("counters", "doubled", |c| {
            c.set_not_null();
        });
        s.add_index("counters", index(["doubled"]));
    })
}

async fn doubled(database: &Database) -> i64 {
    database
        .number("SELECT count(*) FROM counters WHERE doubled = 2 * id")
        .await
}

#[test]
fn steps_before_and_behind_a_backfill_in_batches_run_in_their_order() {
    on_every_server(|database| async move {
        migrator(vec![counters()]).up(&database.url).await.unwrap();
        database.count_up_to(100).await;
        let migrator = migrator(vec![counters(), whole("id * 2")]);
        for _ in 0..2 {
            migrator.up(&database.url).await.unwrap();
            assert_eq!(doubled(&database).await, 100);
            let mut connection = database.connect().await;
            let null = connection
                .execute("INSERT INTO counters (id, n) VALUES (1000, 0)")
                .await;
            assert!(null.is_err());
            if database.dialect == DialectName::Sqlite {
                let on = connection.value("PRAGMA foreign_keys").await.unwrap();
                assert_eq!(on.as_deref(), Some("1"));
            }
            connection.close().await;
            migrator
                .down(&database.url, DownTarget::Steps(1))
                .await
                .unwrap();
        }
    });
}

/// Where the condition does not hold, what went before stays, and the next run goes on there.
#[test]
fn a_condition_that_does_not_hold_stops_before_the_step_that_needs_it() {
    on_every_server(|database| async move {
        migrator(vec![counters()]).up(&database.url).await.unwrap();
        database.count_up_to(30).await;
        let half = "CASE WHEN id <> 20 THEN id * 2 END";
        let migrator = migrator(vec![counters(), whole(half)]);
        let error = migrator.up(&database.url).await.unwrap_err();
        let Error::Failed(failure) = &error else {
            panic!("{error}")
        };
        assert!(
            failure.cause.contains("rows that do not: 1, such as id 20"),
            "{}",
            failure.cause
        );
        assert_eq!(failure.statement, 3);
        database
            .run("UPDATE counters SET doubled = 40 WHERE id = 20")
            .await;
        migrator.up(&database.url).await.unwrap();
        assert_eq!(doubled(&database).await, 30);
    });
}

#[test]
fn a_script_has_it_as_one_update() {
    for dialect in DialectName::ALL {
        let script = migrator(vec![counters(), whole("id * 2")])
            .offline_plan(dialect, None, None, false)
            .unwrap()
            .script()
            .unwrap();
        let update = match dialect {
            DialectName::Mysql => "UPDATE `counters` SET `doubled` = id * 2 WHERE doubled IS NULL;",
            _ => "UPDATE \"counters\" SET \"doubled\" = id * 2 WHERE doubled IS NULL;",
        };
        assert!(script.contains(update), "{script}");
        let begins = script.matches("BEGIN;").count();
        assert_eq!(begins, 2, "{script}");
    }
}
