use std::time::Duration;

use migration_core::TransactionMode;
use migration_core::migration::{Limits, Recorded};
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_tests::live::Live;
use migration_tests::server::TestDatabase;

use crate::support::{Watched, migration, on, on_every_server, url, with_limits};

/// Writes down what holds while it runs.
#[data_migration]
async fn note(db: &mut dyn DataConnection) -> Result<(), DataError> {
    let sql = match db.dialect() {
        DialectName::Sqlite => "PRAGMA busy_timeout",
        DialectName::Postgres => "SHOW lock_timeout",
        DialectName::Mysql => "SELECT concat(@@lock_wait_timeout, '/', @@innodb_lock_wait_timeout)",
    };
    let rows = db.query(sql).await?;
    let value = rows[0][0].clone().unwrap_or_default();
    db.execute(&format!("INSERT INTO noted (value) VALUES ('{value}')"))
        .await?;
    Ok(())
}

fn noting(number: u32) -> Recorded {
    migration(&format!("20260102_00000{number}"), "note", |s| {
        s.data(note).nothing_to_reverse();
    })
}

fn history() -> Vec<Recorded> {
    let noted = migration("20260101_000000", "noted", |s| {
        s.create_table("noted", |t| {
            t.id();
            t.column(varchar("value", 50));
        });
    });
    let own = Limits::new().lock_wait(Duration::from_secs(9));
    vec![noted, noting(1), with_limits(noting(2), own), noting(3)]
}

async fn noted(database: &TestDatabase) -> Vec<String> {
    let mut live = Live::connect(database).await;
    let rows = live.ok("SELECT value FROM noted ORDER BY id").await;
    rows.into_iter().filter_map(|row| row[0].clone()).collect()
}

#[test]
fn each_migration_runs_under_its_own_limits_or_the_runs_or_the_usual_ones() {
    on_every_server(|database| async move {
        for (run, mode, expected) in [
            (None, TransactionMode::PerMigration, [5, 9, 5]),
            (Some(3), TransactionMode::PerMigration, [3, 9, 3]),
            (Some(3), TransactionMode::All, [3, 9, 3]),
        ] {
            let dialect = database.dialect;
            if dialect == DialectName::Mysql && mode == TransactionMode::All {
                continue;
            }
            let limits = run.map_or(Limits::new(), |run| {
                Limits::new().lock_wait(Duration::from_secs(run))
            });
            let watched = Watched::new(history(), limits);
            let migrator = watched.migrator.transaction(mode);
            migrator.up(&url(&database)).await.unwrap();
            let expected = expected.map(|seconds| match dialect {
                DialectName::Sqlite => format!("{seconds}000"),
                DialectName::Postgres => format!("{seconds}s"),
                DialectName::Mysql => format!("{seconds}/{seconds}"),
            });
            assert_eq!(noted(&database).await, expected);
            let all = migration_core::DownTarget::All;
            migrator.down(&url(&database), all).await.unwrap();
        }
    });
}

#[test]
fn what_the_role_or_the_url_says_goes_for_what_nobody_said() {
    on(DialectName::Postgres, &|database| async move {
        let own = format!("{}?options=-c%20lock_timeout%3D2s", database.url);
        let source = migration_core::driver::DatabaseUrl::parse(&own).unwrap();
        let watched = Watched::new(history(), Limits::new());
        watched.migrator.up(&source).await.unwrap();
        assert_eq!(noted(&database).await, ["2s", "9s", "2s"]);
    });
}

#[test]
fn on_sqlite_a_runner_waits_no_longer_for_another_than_it_was_told() {
    on(DialectName::Sqlite, &|database| async move {
        let first = Watched::new(history(), Limits::new());
        first.migrator.up(&url(&database)).await.unwrap();
        let mut other = Live::connect(&database).await;
        other.ok("BEGIN IMMEDIATE").await;
        let mut more = history();
        more.push(noting(9));
        let second = Watched::new(more, Limits::new().lock_wait(Duration::from_secs(300)));
        let start = std::time::Instant::now();
        let migrator = second.migrator.lock_timeout(Duration::from_millis(300));
        let error = migrator.up(&url(&database)).await.unwrap_err();
        assert_eq!(error.code(), "lock_busy", "{error}");
        assert!(start.elapsed() < Duration::from_secs(60));
    });
}

#[test]
fn limits_are_no_part_of_the_checksum() {
    let plain = noting(1);
    let limited = with_limits(noting(1), Limits::new().lock_wait(Duration::from_secs(1)));
    assert_eq!(plain.checksum, limited.checksum);
}

mod m20260101_000000_patient {
    use std::time::Duration;

    use migration_core::prelude::*;

    #[derive(Migration)]
    pub(super) struct Patient;

    impl Migration for Patient {
        fn up(&self, schema: &mut SchemaBuilder) {
            schema.create_table("patient", |t| {
                t.id();
            });
        }

        fn limits(&self) -> Limits {
            Limits::new().lock_wait(Duration::from_secs(30))
        }
    }
}

#[test]
fn a_derived_migration_says_its_limits() {
    let registry = migration_core::registry!();
    let recorded = registry.record();
    assert_eq!(recorded[0].limits.lock_wait, Some(Duration::from_secs(30)));
}
