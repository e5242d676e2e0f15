//! Which data migrations are due, what is said of them, and who paused them.

use migration_core::migration::{Recorded, Version};
use migration_core::prelude::*;
use migration_core::{DataState, Error, Migrator, Target};

use crate::refused::{guarded, locked};
use crate::support::{count, counters, migration, migrator, on_every_server};

/// A change of the schema.
fn second() -> Recorded {
    migration("20260103_000000", "second", |s| {
        s.add_column("counters", int("second").default(0));
    })
}

/// Work that stands behind it.
fn count_second() -> Recorded {
    migration("20260104_000000", "count_second", |s| {
        s.backfill("counters")
            .set("second", "n + 1")
            .batched()
            .batch_limit(7);
    })
}

fn all() -> Migrator {
    migrator(vec![counters(), count(5), second(), count_second()])
}

fn version(text: &str) -> Version {
    text.parse().unwrap()
}

#[test]
fn what_is_due_is_run_and_no_schema_is_changed() {
    on_every_server(|database| async move {
        let behind = |pending: Vec<migration_core::DataPending>| -> Vec<_> {
            let one = |each: migration_core::DataPending| {
                let behind = each.behind.map(|(_, name)| name);
                (each.name, each.table, behind)
            };
            pending.into_iter().map(one).collect()
        };
        let step = |name: &str, before: Option<&str>| {
            (
                name.to_owned(),
                "counters".to_owned(),
                before.map(str::to_owned),
            )
        };
        let none = all().data_pending(&database.url).await.unwrap();
        let after_counters = Some("counters");
        assert_eq!(
            behind(none),
            [
                step("count", after_counters),
                step("count_second", after_counters)
            ]
        );
        // Where a change of the schema comes first, nothing is run, and no database is made.
        let report = all().data_run(&database.url, None).await.unwrap();
        assert_eq!(report.ran, []);
        all().up_to(&database.url, Target::Steps(1)).await.unwrap();
        database.count_up_to(40).await;
        let pending = all().data_pending(&database.url).await.unwrap();
        assert_eq!(
            behind(pending),
            [step("count", None), step("count_second", Some("second"))]
        );
        // One that is not due is not run, nor what stands before it.
        let only = Some(version("20260104_000000"));
        let report = all().data_run(&database.url, only).await.unwrap();
        assert_eq!(report.ran, []);
        assert_eq!(database.counts().await, [(0, 40)]);
        let plan = all().plan_data(&database.url, None).await.unwrap();
        assert_eq!(plan.migrations.len(), 1);
        let report = all().data_run(&database.url, None).await.unwrap();
        let names: Vec<&str> = report.ran.iter().map(|ran| ran.name.as_str()).collect();
        assert_eq!(names, ["count"]);
        assert_eq!(database.counts().await, [(1, 40)]);
        let report = all().data_run(&database.url, None).await.unwrap();
        assert_eq!(report.ran, []);
        let pending = all().data_pending(&database.url).await.unwrap();
        assert_eq!(behind(pending), [step("count_second", Some("second"))]);
        assert_eq!(all().up(&database.url).await.unwrap().ran.len(), 2);
        let status = all().data_status(&database.url).await.unwrap();
        let done: Vec<_> = status
            .iter()
            .map(|each| (each.state, each.walked, each.percent()))
            .collect();
        assert_eq!(done, [(DataState::Done, 40, Some(100)); 2]);
        assert_eq!(all().data_pending(&database.url).await.unwrap(), []);
    });
}

#[test]
fn who_paused_it_is_known_and_stands_in_the_history() {
    on_every_server(|database| async move {
        locked(&database).await;
        let migrator = migrator(vec![guarded(), count(7)]);
        migrator.up(&database.url).await.unwrap_err();
        let other = Some(version("20260101_000000"));
        let none = migrator.data_pause(&database.url, other).await.unwrap();
        assert_eq!(none, []);
        let it = Some(version("20260102_000000"));
        for _ in 0..2 {
            let paused = migrator.data_pause(&database.url, it).await.unwrap();
            assert_eq!(paused.len(), 1);
            assert_eq!(paused[0].state, DataState::Paused);
            let by = paused[0].paused.as_ref().unwrap();
            assert!(by.by.contains('@'), "{by:?}");
            let age = chrono::Utc::now() - by.since;
            assert!(age.num_minutes() < 60, "{by:?}");
        }
        let error = migrator.data_run(&database.url, None).await.unwrap_err();
        assert!(matches!(error, Error::Paused { .. }), "{error}");
        let resumed = migrator.data_resume(&database.url, it).await.unwrap();
        assert_eq!(resumed[0].paused, None);
        // It failed before, and nobody works on it.
        assert_eq!(resumed[0].state, DataState::Failed);
        let history = migrator.history(&database.url).await.unwrap();
        let kinds: Vec<&str> = history.iter().map(|event| event.kind.as_str()).collect();
        // To pause what is paused is no event.
        assert_eq!(kinds, ["resume", "pause", "failed", "up"]);
        let detail = history[1].detail.as_deref().unwrap();
        assert_eq!(detail, "49 rows of counters are walked");
    });
}

#[test]
fn what_is_half_done_is_finished_first() {
    on_every_server(|database| async move {
        locked(&database).await;
        let both = || {
            let again = Recorded {
                version: version("20260103_000000"),
                ..count(9)
            };
            migrator(vec![guarded(), count(7), again])
        };
        both().up(&database.url).await.unwrap_err();
        let error = both()
            .data_run(&database.url, Some(version("20260103_000000")))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("comes first"), "{error}");
        database
            .run("UPDATE counters SET note = 'free' WHERE id = 50")
            .await;
        let first = both().data_run(&database.url, None).await.unwrap();
        assert_eq!(first.ran.len(), 1);
        assert_eq!(database.counts().await, [(1, 100)]);
        let then = both().data_run(&database.url, None).await.unwrap();
        assert_eq!(then.ran.len(), 1);
        assert_eq!(database.counts().await, [(2, 100)]);
    });
}
