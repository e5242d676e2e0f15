//! `repair` while batches are half done: what was changed is not forgotten.

use migration_core::migration::Recorded;
use migration_core::{DownTarget, Migrator, Repair};

use crate::refused::{guarded, locked};
use crate::support::{Database, migration, migrator, on_every_server};

/// A table, and then so many rows in a batch.
fn both(rows: u32) -> Recorded {
    migration("20260102_000000", "both", move |s| {
        s.create_table("extra", |t| {
            t.id();
        });
        s.backfill("counters")
            .set("n", "n + 1")
            .set_reverse("n", "n - 1")
            .batched()
            .batch_limit(rows);
    })
}

async fn has_extra(database: &Database) -> bool {
    let mut connection = database.connect().await;
    let found = connection.query("SELECT * FROM extra").await.is_ok();
    connection.close().await;
    found
}

async fn hindrance(migrator: &Migrator, database: &Database) -> Option<String> {
    let found = migrator.half_done(&database.url).await.unwrap().unwrap();
    let mut all = found.choices.into_iter();
    let choice = all.find(|choice| choice.way == Repair::RollBack).unwrap();
    choice.hindrance
}

#[test]
fn a_half_of_the_rows_is_not_rolled_back_as_if_there_was_none() {
    on_every_server(|database| async move {
        locked(&database).await;
        let migrator = migrator(vec![guarded(), both(7)]);
        migrator.up(&database.url).await.unwrap_err();
        assert_eq!(database.counts().await, [(0, 51), (1, 49)]);
        let why = hindrance(&migrator, &database).await.unwrap();
        assert!(why.contains("49 rows of counters are walked"), "{why}");
        assert!(why.contains("`migrate up` finishes it"), "{why}");
        let found = migrator.half_done(&database.url).await.unwrap().unwrap();
        assert_eq!(found.data.unwrap().changed, 49);
        let error = migrator
            .repair(&database.url, Repair::RollBack)
            .await
            .unwrap_err();
        assert!(error.to_string().contains("49 rows"), "{error}");
        assert!(error.help().unwrap().contains("repair --plan"));
        assert!(has_extra(&database).await);
        assert_eq!(database.counts().await, [(0, 51), (1, 49)]);
        // The way that it names.
        database
            .run("UPDATE counters SET note = 'free' WHERE id = 50")
            .await;
        migrator.up(&database.url).await.unwrap();
        assert_eq!(database.counts().await, [(1, 100)]);
        migrator
            .down(&database.url, DownTarget::Steps(1))
            .await
            .unwrap();
        assert_eq!(database.counts().await, [(0, 100)]);
        assert!(!has_extra(&database).await);
    });
}

#[test]
fn where_no_batch_is_done_the_rest_is_rolled_back() {
    on_every_server(|database| async move {
        locked(&database).await;
        let migrator = migrator(vec![guarded(), both(70)]);
        migrator.up(&database.url).await.unwrap_err();
        assert!(has_extra(&database).await);
        assert_eq!(hindrance(&migrator, &database).await, None);
        migrator
            .repair(&database.url, Repair::RollBack)
            .await
            .unwrap();
        assert!(!has_extra(&database).await);
        assert_eq!(database.counts().await, [(0, 100)]);
        assert!(migrator.half_done(&database.url).await.unwrap().is_none());
    });
}

#[test]
fn what_is_taken_as_not_applied_begins_anew() {
    on_every_server(|database| async move {
        locked(&database).await;
        let migrator = migrator(vec![guarded(), crate::support::count(7)]);
        migrator.up(&database.url).await.unwrap_err();
        migrator
            .repair(&database.url, Repair::MarkPending)
            .await
            .unwrap();
        database
            .run("UPDATE counters SET note = 'free' WHERE id = 50")
            .await;
        migrator.up(&database.url).await.unwrap();
        // As the way says: all rows are walked again.
        assert_eq!(database.counts().await, [(1, 51), (2, 49)]);
    });
}
