use std::time::Duration;

use migration_core::Error;
use migration_core::prelude::*;

use crate::support::{Database, migration, migrator, on_every_server, three};

#[test]
fn runners_that_race_apply_each_migration_once() {
    on_every_server(|database| async move {
        let runs: Vec<_> = (0..6)
            .map(|_| {
                let url = database.url.clone();
                tokio::spawn(async move { migrator(three()).up(&url).await })
            })
            .collect();
        let mut applied = 0;
        for run in runs {
            applied += run.await.unwrap().unwrap().ran.len();
        }
        assert_eq!(applied, 3);
        assert_eq!(
            database
                .value("SELECT count(*) FROM migrate_events")
                .await
                .as_deref(),
            Some("3")
        );
    });
}

#[data_migration]
async fn slow(db: &mut dyn DataConnection) -> Result<(), DataError> {
    db.execute("UPDATE users SET email = email").await?;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    Ok(())
}

fn slow_one() -> migration_core::Migrator {
    let mut recorded = three();
    recorded.push(migration("20260104_000000", "slow", |s| {
        s.data(slow).nothing_to_reverse()
    }));
    migrator(recorded)
}

#[test]
fn a_second_runner_gives_up_after_its_time_and_says_who_is_first() {
    on_every_server(|database: Database| async move {
        let url = database.url.clone();
        let first = tokio::spawn(async move { slow_one().up(&url).await });
        // Until the first one is inside its last migration.
        for _ in 0..100 {
            if database.has_table("posts").await
                && migrator(three())
                    .check(&database.url)
                    .await
                    .is_ok_and(|readiness| readiness.is_ready())
            {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let error = slow_one()
            .lock_timeout(Duration::from_millis(200))
            .up(&database.url)
            .await
            .unwrap_err();
        let Error::LockBusy { holder, .. } = &error else {
            panic!("{error}")
        };
        let holder = holder.as_ref().unwrap();
        assert_eq!(holder.process, Some(std::process::id()), "{error}");
        assert!(
            holder.owner.contains('@') && holder.age.is_some(),
            "{error}"
        );
        // What it is at now; on SQLite nobody sees what a transaction does, and another one to
        // tell would cost as much.
        assert!(holder.step.contains("20260104_000000 slow"), "{error}");
        assert_eq!(first.await.unwrap().unwrap().ran.len(), 4);
    });
}

#[test]
fn a_waiting_runner_does_not_block_a_concurrent_index() {
    on_every_server(|database| async move {
        let registry = || {
            let mut recorded = three();
            recorded.push(migration("20260104_000000", "slow", |s| {
                s.data(slow).nothing_to_reverse()
            }));
            recorded.push(migration("20260105_000000", "index", |s| {
                s.add_index("users", index(["name"]).concurrently());
                s.drop_index_concurrently("users", "users_name_idx");
                s.add_index(
                    "users",
                    index(["name", "email"]).name("both").concurrently(),
                );
            }));
            migrator(recorded)
        };
        let runs: Vec<_> = (0..3)
            .map(|_| {
                let url = database.url.clone();
                tokio::spawn(async move { registry().up(&url).await })
            })
            .collect();
        let mut applied = 0;
        for run in runs {
            let done = tokio::time::timeout(Duration::from_secs(60), run)
                .await
                .expect("no deadlock");
            applied += done.unwrap().unwrap().ran.len();
        }
        assert_eq!(applied, 5);
    });
}
