//! Batches that fail.

use std::time::Duration;

use migration_core::migration::Recorded;
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{DataState, Error, Event};

use crate::support::{Database, Told, count, counters, migration, migrator, on_every_server};

/// A row that is locked may not be counted.
pub(crate) fn guarded() -> Recorded {
    migration("20260101_000000", "counters", |s| {
        s.create_table("counters", |t| {
            t.id();
            t.column(int("n").default(0));
            t.column(text("note").nullable());
            t.check(
                "not_the_fiftieth",
                "n = 0 OR coalesce(note, '') <> 'locked'",
            );
        });
    })
}

/// A hundred rows, of which the fiftieth is locked.
pub(crate) async fn locked(database: &Database) {
    migrator(vec![guarded()]).up(&database.url).await.unwrap();
    database.count_up_to(100).await;
    database
        .run("UPDATE counters SET note = 'locked' WHERE id = 50")
        .await;
}

#[test]
fn a_row_that_is_refused_names_its_batch_and_the_rest_goes_on_later() {
    on_every_server(|database| async move {
        locked(&database).await;
        let migrator = migrator(vec![guarded(), count(7)]);
        let error = migrator.up(&database.url).await.unwrap_err();
        let Error::Failed(failure) = &error else {
            panic!("{error}")
        };
        // Batches of 7: the 50th row is in the one from 50 to 56.
        assert!(
            failure.cause.contains("id behind 49 up to 56"),
            "{}",
            failure.cause
        );
        assert!(
            failure.cause.contains("not_the_fiftieth"),
            "{}",
            failure.cause
        );
        assert!(
            failure.sql.as_deref().unwrap().contains("56"),
            "{:?}",
            failure.sql
        );
        assert!(
            failure.state().contains("first 49 rows"),
            "{}",
            failure.state()
        );
        assert!(
            error.help().unwrap().contains("migrate up"),
            "{:?}",
            error.help()
        );
        assert_eq!(database.counts().await, [(0, 51), (1, 49)]);
        let status = &migrator.data_status(&database.url).await.unwrap()[0];
        assert_eq!((status.state, status.walked), (DataState::Failed, 49));
        assert!(
            status
                .problem
                .as_deref()
                .unwrap()
                .contains("not_the_fiftieth")
        );
        // It fails in the same way until the data are mended, and changes nothing.
        migrator.up(&database.url).await.unwrap_err();
        assert_eq!(database.counts().await, [(0, 51), (1, 49)]);
        database
            .run("UPDATE counters SET note = 'free' WHERE id = 50")
            .await;
        migrator.up(&database.url).await.unwrap();
        assert_eq!(database.counts().await, [(1, 100)]);
    });
}

#[test]
fn where_the_first_batch_fails_nothing_remains() {
    on_every_server(|database| async move {
        locked(&database).await;
        let migrator = migrator(vec![guarded(), count(70)]);
        let error = migrator.up(&database.url).await.unwrap_err();
        let Error::Failed(failure) = &error else {
            panic!("{error}")
        };
        assert!(failure.undone);
        assert!(
            failure
                .state()
                .contains("nothing of this migration remains")
        );
        assert_eq!(database.counts().await, [(0, 100)]);
        assert_eq!(
            database.number("SELECT count(*) FROM migrate_ledger").await,
            1
        );
        assert_eq!(migrator.data_status(&database.url).await.unwrap(), []);
    });
}

#[test]
fn a_row_that_somebody_holds_is_waited_for_with_fewer_rows() {
    on_every_server(|database| async move {
        migrator(vec![counters()]).up(&database.url).await.unwrap();
        database.count_up_to(100).await;
        let mut other = database.connect().await;
        let begin = match database.dialect {
            DialectName::Sqlite => "BEGIN IMMEDIATE",
            _ => "BEGIN",
        };
        other.execute(begin).await.unwrap();
        other
            .execute("UPDATE counters SET note = 'held' WHERE id = 42")
            .await
            .unwrap();
        let told = Told::default();
        let migrator = told.listen(migrator(vec![counters(), count(30)]));
        let migrator = migrator.lock_timeout(Duration::from_secs(20));
        let url = database.url.clone();
        let run = tokio::spawn(async move { migrator.up(&url).await });
        tokio::time::sleep(Duration::from_millis(2_700)).await;
        assert!(!run.is_finished());
        other.execute("COMMIT").await.unwrap();
        other.close().await;
        run.await.unwrap().unwrap();
        assert_eq!(database.counts().await, [(1, 100)]);
        if database.dialect != DialectName::Sqlite {
            let is_retry = |event: &&Event| matches!(event, Event::DataRetry { rows: 15, .. });
            let all = told.all();
            let retry = all
                .iter()
                .find(is_retry)
                .unwrap_or_else(|| panic!("{all:?}"));
            let Event::DataRetry { cause, .. } = retry else {
                return;
            };
            assert!(cause.contains("id behind 30 up to 60"), "{cause}");
        }
    });
}

#[test]
fn it_gives_up_a_row_that_somebody_holds_for_too_long() {
    on_every_server(|database| async move {
        // SQLite's one writer is waited for before anything begins.
        if database.dialect == DialectName::Sqlite {
            return;
        }
        migrator(vec![counters()]).up(&database.url).await.unwrap();
        database.count_up_to(100).await;
        let mut other = database.connect().await;
        other.execute("BEGIN").await.unwrap();
        other
            .execute("UPDATE counters SET note = 'held' WHERE id = 42")
            .await
            .unwrap();
        let limits = Limits::new().retry_for(Duration::from_millis(500));
        let migrator = migrator(vec![counters(), count(30)]).limits(limits);
        let error = migrator.up(&database.url).await.unwrap_err();
        let Error::Failed(failure) = &error else {
            panic!("{error}")
        };
        assert!(
            failure.cause.contains("rows of counters, id behind 30"),
            "{}",
            failure.cause
        );
        other.execute("ROLLBACK").await.unwrap();
        other.close().await;
        migrator.up(&database.url).await.unwrap();
        assert_eq!(database.counts().await, [(1, 100)]);
    });
}

#[test]
fn work_that_was_changed_while_it_is_half_done_is_refused() {
    on_every_server(|database| async move {
        locked(&database).await;
        migrator(vec![guarded(), count(7)])
            .up(&database.url)
            .await
            .unwrap_err();
        let other = migration("20260102_000000", "count", |s| {
            s.backfill("counters")
                .set("n", "n + 2")
                .batched()
                .batch_limit(7);
        });
        let error = migrator(vec![guarded(), other])
            .up(&database.url)
            .await
            .unwrap_err();
        assert!(
            error.to_string().contains("not the one that was begun"),
            "{error}"
        );
        assert_eq!(database.counts().await, [(0, 51), (1, 49)]);
        // Another size of the batches is no other work.
        database
            .run("UPDATE counters SET note = 'free' WHERE id = 50")
            .await;
        migrator(vec![guarded(), count(3)])
            .up(&database.url)
            .await
            .unwrap();
        assert_eq!(database.counts().await, [(1, 100)]);
    });
}
