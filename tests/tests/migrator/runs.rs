use std::sync::{Arc, Mutex};

use migration_core::driver::Connection;
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{DownTarget, Error, Event, Readiness, Target, TransactionMode};

use crate::support::{Database, migration, migrator, on_every_server, three};

#[test]
fn up_and_down_and_up_again() {
    on_every_server(|database| async move {
        let migrator = migrator(three());
        let report = migrator
            .up_to(&database.url, Target::Steps(2))
            .await
            .unwrap();
        assert_eq!(report.ran.len(), 2);
        let readiness = migrator.check(&database.url).await.unwrap();
        assert_eq!(
            readiness,
            Readiness::NotUpToDate {
                applied: 2,
                registered: 3
            }
        );
        database
            .run("INSERT INTO users (email) VALUES ('a@b'); INSERT INTO posts (author_id) VALUES (1)")
            .await;
        assert_eq!(migrator.up(&database.url).await.unwrap().ran.len(), 1);
        assert!(migrator.check(&database.url).await.unwrap().is_ready());
        assert_eq!(
            database.value("SELECT name FROM users").await.as_deref(),
            Some("a@b")
        );
        assert_eq!(
            database
                .value("SELECT count(*) FROM posts")
                .await
                .as_deref(),
            Some("1"),
            "the rows of a child table stay"
        );
        assert!(migrator.up(&database.url).await.unwrap().ran.is_empty());

        let first = "20260101_000000".parse().unwrap();
        let report = migrator
            .down(&database.url, DownTarget::Version(first))
            .await
            .unwrap();
        let undone: Vec<&str> = report.ran.iter().map(|ran| ran.name.as_str()).collect();
        assert_eq!(undone, ["add_name", "create_posts"]);
        assert!(!database.has_table("posts").await);
        assert_eq!(
            migrator
                .down(&database.url, DownTarget::All)
                .await
                .unwrap()
                .ran
                .len(),
            1
        );
        assert!(!database.has_table("users").await);
        assert_eq!(migrator.up(&database.url).await.unwrap().ran.len(), 3);
        let history = migrator.history(&database.url).await.unwrap();
        let kinds: Vec<&str> = history.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(
            kinds,
            ["up", "up", "up", "down", "down", "down", "up", "up", "up"]
        );
    });
}

#[test]
fn looking_writes_nothing() {
    on_every_server(|database| async move {
        let migrator = migrator(three());
        let status = migrator.status(&database.url).await.unwrap();
        assert_eq!((status.current, status.migrations.len()), (None, 3));
        assert!(!migrator.check(&database.url).await.unwrap().is_ready());
        assert!(migrator.history(&database.url).await.unwrap().is_empty());
        assert_eq!(
            migrator
                .plan_up(&database.url, Target::Latest)
                .await
                .unwrap()
                .migrations
                .len(),
            3
        );
        for table in ["migrate_ledger", "migrate_head", "migrate_events", "users"] {
            assert!(!database.has_table(table).await, "{table}");
        }
    });
}

#[test]
fn an_applications_own_pool_will_do() {
    async fn check(
        migrator: &migration_core::Migrator,
        pool: &impl migration_core::driver::Source,
    ) {
        assert_eq!(migrator.up(pool).await.unwrap().ran.len(), 3);
        assert!(migrator.check(pool).await.unwrap().is_ready());
        assert!(migrator.up(pool).await.unwrap().ran.is_empty());
    }
    on_every_server(|database| async move {
        let migrator = migrator(three());
        match database.dialect {
            DialectName::Sqlite => {
                check(
                    &migrator,
                    &sqlx::SqlitePool::connect(&database.raw).await.unwrap(),
                )
                .await
            }
            DialectName::Postgres => {
                check(
                    &migrator,
                    &sqlx::PgPool::connect(&database.raw).await.unwrap(),
                )
                .await
            }
            DialectName::Mysql => {
                check(
                    &migrator,
                    &sqlx::MySqlPool::connect(&database.raw).await.unwrap(),
                )
                .await
            }
        }
    });
}

#[test]
fn a_database_in_memory_lives_in_its_pool() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let pool = sqlx::sqlite::SqlitePoolOptions::new()
            .max_connections(1)
            .connect("sqlite::memory:")
            .await
            .unwrap();
        migrator(three()).up(&pool).await.unwrap();
        let (users,): (i64,) = sqlx::query_as("SELECT count(*) FROM users")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(users, 0);
        let (enforced,): (i64,) = sqlx::query_as("PRAGMA foreign_keys")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(enforced, 1, "the connection goes back as it came");
    });
}

#[test]
fn all_in_one_transaction_is_all_or_nothing() {
    on_every_server(|database| async move {
        let mut with_bad = three();
        with_bad.push(migration("20260104_000000", "bad", |s| {
            s.sql("SELECT nonsense FROM nowhere").nothing_to_reverse();
        }));
        let bad = migrator(with_bad).transaction(TransactionMode::All);
        let good = migrator(three()).transaction(TransactionMode::All);
        if database.dialect == DialectName::Mysql {
            let error = good.up(&database.url).await.unwrap_err();
            assert!(matches!(error, Error::Call { .. }), "{error}");
            assert!(!database.has_table("users").await);
            return;
        }
        assert!(matches!(
            bad.up(&database.url).await.unwrap_err(),
            Error::Failed(_)
        ));
        assert_eq!(bad.status(&database.url).await.unwrap().current, None);
        assert!(!database.has_table("users").await);
        assert_eq!(good.up(&database.url).await.unwrap().ran.len(), 3);
        assert!(good.check(&database.url).await.unwrap().is_ready());
    });
}

#[test]
fn events_tell_what_happens_in_order() {
    on_every_server(|database| async move {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&seen);
        let migrator = migrator(three()).on_event(Arc::new(move |event| {
            sink.lock().unwrap().push(event.clone())
        }));
        migrator.up(&database.url).await.unwrap();
        let words: Vec<String> = seen
            .lock()
            .unwrap()
            .iter()
            .filter_map(|event| match event {
                Event::Planned { migrations } => Some(format!("planned {migrations}")),
                Event::MigrationStarted { index, total, .. } => {
                    Some(format!("started {index}/{total}"))
                }
                Event::MigrationFinished { name, .. } => Some(format!("finished {name}")),
                _ => None,
            })
            .collect();
        assert_eq!(
            words,
            [
                "planned 3",
                "started 1/3",
                "finished create_users",
                "started 2/3",
                "finished create_posts",
                "started 3/3",
                "finished add_name"
            ]
        );
    });
}

#[data_migration]
async fn count_users(db: &mut dyn DataConnection) -> Result<(), DataError> {
    let rows = db.query("SELECT count(*) FROM users").await?;
    let count = rows[0][0].clone().unwrap_or_default();
    db.execute(&format!(
        "INSERT INTO users (email) VALUES ('there were {count}')"
    ))
    .await?;
    // The driver's own types are there for code that wants them.
    let connection = db
        .as_any_mut()
        .downcast_mut::<Connection>()
        .ok_or("another connection")?;
    let sql = "INSERT INTO users (email) VALUES ('by the driver')";
    let added = match connection.dialect() {
        DialectName::Sqlite => {
            let connection = connection.sqlite().ok_or("sqlite")?;
            sqlx::query(sql).execute(connection).await?.rows_affected()
        }
        DialectName::Postgres => {
            let connection = connection.postgres().ok_or("postgres")?;
            sqlx::query(sql).execute(connection).await?.rows_affected()
        }
        DialectName::Mysql => {
            let connection = connection.mysql().ok_or("mysql")?;
            sqlx::query(sql).execute(connection).await?.rows_affected()
        }
    };
    assert_eq!(added, 1);
    Ok(())
}

#[data_migration]
async fn clear_users(db: &mut dyn DataConnection) -> Result<(), DataError> {
    db.execute("DELETE FROM users").await?;
    Ok(())
}

#[test]
fn data_code_runs_both_ways_and_a_backfill_sets_rows() {
    on_every_server(|database| async move {
        let mut recorded = three();
        recorded.truncate(1);
        recorded.push(migration("20260104_000000", "data", |s| {
            s.add_column("users", varchar("kind", 20).nullable());
            s.data(count_users).reverse(clear_users);
            s.backfill("users")
                .set("kind", "'first'")
                .filter("email LIKE 'there%'");
        }));
        let migrator = migrator(recorded);
        migrator.up(&database.url).await.unwrap();
        assert_eq!(
            database
                .value("SELECT email FROM users WHERE kind = 'first'")
                .await
                .as_deref(),
            Some("there were 0")
        );
        assert_eq!(
            database
                .value("SELECT count(*) FROM users")
                .await
                .as_deref(),
            Some("2")
        );
        migrator
            .down(&database.url, DownTarget::Steps(1))
            .await
            .unwrap();
        assert_eq!(
            database
                .value("SELECT count(*) FROM users")
                .await
                .as_deref(),
            Some("0")
        );
    });
}

#[test]
fn an_irreversible_migration_stops_the_way_down_before_anything_is_undone() {
    on_every_server(|database: Database| async move {
        let mut recorded = three();
        recorded.insert(
            2,
            migration(
                "20260102_500000".replace("50", "05").as_str(),
                "once",
                |s| {
                    let _ = s.sql("INSERT INTO users (email) VALUES ('x')");
                },
            ),
        );
        let migrator = migrator(recorded);
        migrator.up(&database.url).await.unwrap();
        let error = migrator
            .down(&database.url, DownTarget::All)
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Irreversible { .. }), "{error}");
        assert!(
            migrator.check(&database.url).await.unwrap().is_ready(),
            "all four are still applied"
        );
        assert_eq!(
            migrator
                .down(&database.url, DownTarget::Steps(1))
                .await
                .unwrap()
                .ran
                .len(),
            1
        );
    });
}
