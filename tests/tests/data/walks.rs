//! Which rows are walked, and which way.

use std::time::Duration;

use migration_core::DataState;

use crate::support::{count, counters, migration, migrator, on_every_server};

#[test]
fn a_filter_says_which_rows_and_an_empty_table_has_none() {
    on_every_server(|database| async move {
        let migrations = || {
            vec![
                counters(),
                migration("20260102_000000", "count", |s| {
                    s.backfill("counters")
                        .set("n", "n + 1")
                        .filter("id % 10 = 0 OR note = 'x' -- these")
                        .batched()
                        .batch_limit(7);
                }),
            ]
        };
        let migrator = migrator(migrations());
        migrator.up(&database.url).await.unwrap();
        assert_eq!(database.counts().await, []);
        let done = migrator.data_status(&database.url).await.unwrap();
        assert_eq!((done[0].state, done[0].batches), (DataState::Done, 0));
        migrator
            .down(&database.url, migration_core::DownTarget::Steps(1))
            .await
            .unwrap();
        database.count_up_to(100).await;
        migrator.up(&database.url).await.unwrap();
        assert_eq!(database.counts().await, [(0, 90), (1, 10)]);
        let done = migrator.data_status(&database.url).await.unwrap();
        assert_eq!(
            (done[0].walked, done[0].changed, done[0].batches),
            (100, 10, 15)
        );
    });
}

#[test]
fn down_goes_in_batches_too_and_up_again_begins_anew() {
    on_every_server(|database| async move {
        let migrator = migrator(vec![counters(), count(7)]);
        migrator
            .up_to(&database.url, migration_core::Target::Steps(1))
            .await
            .unwrap();
        database.count_up_to(50).await;
        for _ in 0..2 {
            let report = migrator.up(&database.url).await.unwrap();
            assert_eq!(report.ran.len(), 1);
            assert_eq!(database.counts().await, [(1, 50)]);
            // What was undone before is no part of it.
            let status = migrator.data_status(&database.url).await.unwrap();
            assert_eq!(status.len(), 1, "{status:?}");
            assert_eq!(status[0].direction, migration_core::plan::Direction::Up);
            migrator
                .down(&database.url, migration_core::DownTarget::Steps(1))
                .await
                .unwrap();
            assert_eq!(database.counts().await, [(0, 50)]);
        }
    });
}

/// The rows that were there when it began are walked: it ends, however fast others are.
#[test]
fn it_ends_while_rows_are_put_in_behind_it() {
    on_every_server(|database| async move {
        let (table, count) = (counters(), count(5));
        migrator(vec![table.clone()])
            .up(&database.url)
            .await
            .unwrap();
        database.count_up_to(200).await;
        let url = database.url.clone();
        let run = tokio::spawn(async move { migrator(vec![table, count]).up(&url).await });
        let mut next = 1_000;
        let mut connection = database.connect().await;
        while !run.is_finished() {
            let sql = format!(
                "INSERT INTO counters (id, n) VALUES ({next}, 0), ({}, 0)",
                next + 1
            );
            // SQLite has one writer, and whoever writes without a pause leaves the others no moment.
            if connection.execute(&sql).await.is_ok() {
                next += 2;
            }
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
        connection.close().await;
        run.await.unwrap().unwrap();
        let walked = database
            .number("SELECT count(*) FROM counters WHERE n = 1 AND id <= 200")
            .await;
        assert_eq!(walked, 200);
        assert_eq!(
            database
                .number("SELECT count(*) FROM counters WHERE n > 1")
                .await,
            0
        );
        assert!(next > 1_000);
    });
}
