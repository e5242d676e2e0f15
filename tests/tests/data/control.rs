//! Pausing and resuming from another process, and how the size of batches follows the time.

use std::time::Duration;

use migration_core::{DataOptions, DataState, Error, ErrorClass, Event, Wait};

use crate::support::{Database, Told, count, counters, migrator, on_every_server};

fn slowly() -> DataOptions {
    DataOptions {
        pause: Duration::from_millis(20),
        ..DataOptions::default()
    }
}

async fn with_rows(database: &Database, rows: i64) {
    migrator(vec![counters()]).up(&database.url).await.unwrap();
    database.count_up_to(rows).await;
}

pub(crate) async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..500 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never: {what}");
}

#[test]
fn a_paused_run_waits_and_goes_on_when_it_is_resumed() {
    on_every_server(|database| async move {
        with_rows(&database, 300).await;
        let told = Told::default();
        let running = told.listen(migrator(vec![counters(), count(5)]).data(slowly()));
        let other = migrator(vec![counters(), count(5)]);
        let (url, again) = (database.url.clone(), running.clone());
        let run = tokio::spawn(async move { again.up(&url).await });
        until("a batch", async || told.batches().len() > 2).await;
        let paused = other.data_pause(&database.url, None).await.unwrap();
        assert_eq!(paused.len(), 1);
        assert_eq!(paused[0].state, DataState::Paused);
        let is_paused = |event: &Event| matches!(event, Event::DataPaused { .. });
        until("the pause is seen", async || {
            told.all().iter().any(is_paused)
        })
        .await;
        let still = database.counts().await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(database.counts().await, still);
        assert!(!run.is_finished());
        // Nothing is held meanwhile.
        database.run("UPDATE counters SET note = 'free'").await;
        let resumed = other.data_resume(&database.url, None).await.unwrap();
        assert_eq!(resumed[0].state, DataState::Running);
        run.await.unwrap().unwrap();
        assert_eq!(database.counts().await, [(1, 300)]);
    });
}

#[test]
fn a_run_does_not_begin_what_is_paused() {
    on_every_server(|database| async move {
        with_rows(&database, 300).await;
        let told = Told::default();
        let migrator = told.listen(migrator(vec![counters(), count(5)]).data(slowly()));
        let (url, again) = (database.url.clone(), migrator.clone());
        let run = tokio::spawn(async move { again.up(&url).await });
        until("a batch", async || told.batches().len() > 2).await;
        run.abort();
        assert!(run.await.unwrap_err().is_cancelled());
        migrator.data_pause(&database.url, None).await.unwrap();
        let error = migrator.up(&database.url).await.unwrap_err();
        assert!(matches!(error, Error::Paused { .. }), "{error}");
        assert_eq!(error.class(), ErrorClass::Decision);
        assert!(error.help().unwrap().contains("data resume"));
        migrator.data_resume(&database.url, None).await.unwrap();
        let report = migrator.data_run(&database.url, None).await.unwrap();
        assert_eq!(report.ran.len(), 1);
        assert_eq!(database.counts().await, [(1, 300)]);
        let none = migrator.data_run(&database.url, None).await.unwrap();
        assert_eq!(none.ran, []);
        assert_eq!(migrator.data_pause(&database.url, None).await.unwrap(), []);
    });
}

#[test]
fn a_hook_has_it_wait() {
    on_every_server(|database| async move {
        with_rows(&database, 40).await;
        let told = Told::default();
        let asked = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
        let options = DataOptions {
            hook: Some(std::sync::Arc::new(move || {
                let count = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                Box::pin(async move {
                    if count == 1 {
                        Wait::Because("the queue is long".to_owned())
                    } else {
                        Wait::No
                    }
                })
            })),
            ..DataOptions::default()
        };
        let migrator = told.listen(migrator(vec![counters(), count(10)]).data(options));
        migrator.up(&database.url).await.unwrap();
        assert_eq!(database.counts().await, [(1, 40)]);
        let reasons = |event| match event {
            Event::DataWaiting { reason, .. } => Some(reason),
            _ => None,
        };
        let reasons: Vec<String> = told.all().into_iter().filter_map(reasons).collect();
        assert_eq!(reasons, ["the queue is long"]);
    });
}

/// The size follows the time that batches take: with little time they stay small, with much they grow.
#[test]
fn batches_are_as_large_as_their_time_allows() {
    on_every_server(|database| async move {
        with_rows(&database, 8_000).await;
        for (version, time, grows) in [(2, 60_000, true), (3, 0, false)] {
            let told = Told::default();
            let mut again = count(1_000_000);
            again.version = format!("2026010{version}_000000").parse().unwrap();
            let mut all = vec![counters(), count(1_000_000)];
            if version == 3 {
                all.push(again);
            }
            let options = DataOptions {
                batch_time: Duration::from_millis(time),
                batch_rows: (50, 20_000),
                ..DataOptions::default()
            };
            told.listen(migrator(all).data(options))
                .up(&database.url)
                .await
                .unwrap();
            let sizes: Vec<u64> = told.batches().iter().map(|batch| batch.batch).collect();
            if grows {
                assert_eq!(sizes, [1_000, 2_000, 4_000, 1_000]);
            } else {
                assert_eq!(sizes[..4], [1_000, 250, 63, 50], "{sizes:?}");
            }
            let last = told.batches().pop().unwrap();
            assert_eq!(last.walked, 8_000);
            assert_eq!(last.left, Some(Duration::ZERO));
            assert!(last.about.is_some_and(|about| about >= 8_000), "{last:?}");
            assert!(last.rate > 0);
        }
    });
}
