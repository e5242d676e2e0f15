use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use migration_core::migration::Limits;
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_tests::live::Live;

use crate::support::{Watched, migration, on, url, users};

static RUNS: AtomicU32 = AtomicU32::new(0);

/// Changes one row, waits until the other session waits for it, and wants the other's row.
#[data_migration]
async fn crossing(db: &mut dyn DataConnection) -> Result<(), DataError> {
    db.execute("UPDATE users SET email = 'a' WHERE id = 1")
        .await?;
    if RUNS.fetch_add(1, Ordering::SeqCst) == 0 {
        let waits = "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'";
        while db.query(waits).await?.is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    db.execute("UPDATE users SET email = 'b' WHERE id = 2")
        .await?;
    Ok(())
}

#[test]
fn a_deadlock_is_tried_again_as_a_whole() {
    on(DialectName::Postgres, &|database| async move {
        let first = Watched::new(vec![users()], Limits::new());
        first.migrator.up(&url(&database)).await.unwrap();
        let mut other = Live::connect(&database).await;
        other
            .ok("INSERT INTO users (email) VALUES ('x'), ('y')")
            .await;
        // The other one does not look for deadlocks: it is the migration that loses.
        other.ok("SET deadlock_timeout = '1min'").await;
        other.ok("BEGIN").await;
        other.ok("UPDATE users SET email = 'z' WHERE id = 2").await;
        let cross = migration("20260102_000000", "cross", |s| {
            s.sql("INSERT INTO users (email) VALUES ('once')")
                .nothing_to_reverse();
            s.data(crossing).nothing_to_reverse();
        });
        let watched = Watched::new(vec![users(), cross], Limits::new());
        let source = url(&database);
        let wants_the_first = async {
            while RUNS.load(Ordering::SeqCst) == 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            other.ok("UPDATE users SET email = 'z' WHERE id = 1").await;
            other.ok("COMMIT").await;
        };
        let both = async { tokio::join!(watched.migrator.up(&source), wants_the_first) };
        let both = tokio::time::timeout(Duration::from_secs(60), both).await;
        let (report, ()) = both.expect("an end");
        report.unwrap();
        assert_eq!(RUNS.load(Ordering::SeqCst), 2);
        assert_eq!(watched.retries(), 1);
        let once = "SELECT count(*) FROM users WHERE email = 'once'";
        assert_eq!(other.value(once).await.as_deref(), Some("1"));
    });
}
