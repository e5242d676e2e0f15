//! The migrator against SQLite; the same against servers stands in the workspace's tests.
#![cfg(feature = "sqlite")]

use std::sync::Arc;
use std::time::Duration;

use migration_core::driver::DatabaseUrl;
use migration_core::migration::{Down, Recorded, Registry};
use migration_core::operation::Operation;
use migration_core::prelude::*;
use migration_core::{DownTarget, Error, Migrator, Readiness, Target};

fn migration(version: &str, name: &str, up: impl FnOnce(&mut SchemaBuilder)) -> Recorded {
    let mut schema = SchemaBuilder::new();
    up(&mut schema);
    let operations: Vec<Operation> = schema.into_operations();
    Recorded::new(
        version.parse().expect("a version"),
        name,
        operations,
        Down::Derived,
    )
}

fn registry() -> Registry {
    Registry::of_recorded(vec![
        migration("20260101_000000", "create_users", |s| {
            s.create_table("users", |t| {
                t.id();
                t.column(varchar("email", 255).unique());
                t.timestamps();
            });
        }),
        migration("20260102_000000", "create_posts", |s| {
            s.create_table("posts", |t| {
                t.id();
                t.column(
                    big_int("author_id")
                        .references_column("users", "id")
                        .on_delete(Cascade),
                );
            });
        }),
        migration("20260103_000000", "add_name", |s| {
            s.add_column("users", varchar("name", 50).fill("email"));
        }),
    ])
}

fn url(dir: &tempfile::TempDir) -> DatabaseUrl {
    DatabaseUrl::parse(&format!("sqlite://{}", dir.path().join("a.db").display())).expect("a URL")
}

#[tokio::test]
async fn up_and_down_and_up_again() {
    let dir = tempfile::tempdir().unwrap();
    let url = url(&dir);
    let migrator = Migrator::new(registry());
    assert_eq!(migrator.status(&url).await.unwrap().current, None);
    assert!(!dir.path().join("a.db").exists(), "looking makes no file");
    let report = migrator.up_to(&url, Target::Steps(2)).await.unwrap();
    assert_eq!(report.ran.len(), 2);
    assert_eq!(
        migrator.check(&url).await.unwrap(),
        Readiness::NotUpToDate {
            applied: 2,
            registered: 3
        }
    );
    let pool =
        sqlx::SqlitePool::connect(&format!("sqlite://{}", dir.path().join("a.db").display()))
            .await
            .unwrap();
    sqlx::raw_sql(
        "INSERT INTO users (email) VALUES ('a@b'); INSERT INTO posts (author_id) VALUES (1)",
    )
    .execute(&pool)
    .await
    .unwrap();
    migrator.up(&pool).await.unwrap();
    assert!(migrator.check(&pool).await.unwrap().is_ready());
    let names: Vec<(String,)> = sqlx::query_as("SELECT name FROM users")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(names, [("a@b".to_owned(),)]);
    let posts: (i64,) = sqlx::query_as("SELECT count(*) FROM posts")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(posts.0, 1, "the rebuild of users leaves the rows of posts");
    assert!(migrator.up(&pool).await.unwrap().ran.is_empty());
    assert_eq!(
        migrator
            .down(&pool, DownTarget::All)
            .await
            .unwrap()
            .ran
            .len(),
        3
    );
    assert_eq!(migrator.up(&pool).await.unwrap().ran.len(), 3);
    let kinds: Vec<String> = migrator
        .history(&pool)
        .await
        .unwrap()
        .into_iter()
        .map(|event| event.kind)
        .collect();
    assert_eq!(
        kinds,
        ["up", "up", "up", "down", "down", "down", "up", "up", "up"]
    );
}

#[tokio::test]
async fn a_failure_leaves_nothing_and_says_where() {
    let dir = tempfile::tempdir().unwrap();
    let url = url(&dir);
    let bad = Registry::of_recorded(vec![migration("20260101_000000", "bad", |s| {
        s.create_table("a", |t| {
            t.id();
        });
        s.sql("INSERT INTO nowhere VALUES (1)").nothing_to_reverse();
    })]);
    let error = Migrator::new(bad).up(&url).await.unwrap_err();
    let Error::Failed(failure) = &error else {
        panic!("{error}")
    };
    assert!(failure.undone);
    assert_eq!((failure.statement, failure.statements), (2, 2));
    let status = Migrator::new(registry()).status(&url).await.unwrap();
    assert!(
        status
            .migrations
            .iter()
            .all(|migration| migration.applied_at.is_none())
    );
    let history = Migrator::new(registry()).history(&url).await.unwrap();
    assert_eq!(history[0].kind, "failed");
}

mod panicking {
    use migration_core::prelude::*;

    #[data_migration]
    pub(crate) async fn panics(db: &mut dyn DataConnection) -> Result<(), DataError> {
        db.execute("CREATE TABLE half (id INTEGER)").await?;
        panic!("oh no")
    }
}

#[tokio::test]
async fn data_code_that_panics_is_an_error_and_is_rolled_back() {
    let dir = tempfile::tempdir().unwrap();
    let url = url(&dir);
    let bad = Registry::of_recorded(vec![migration("20260101_000000", "bad", |s| {
        s.data(panicking::panics).nothing_to_reverse();
    })]);
    let error = Migrator::new(bad.clone()).up(&url).await.unwrap_err();
    assert!(
        error.to_string().ends_with("the data code panicked: oh no"),
        "{error}"
    );
    let again = Migrator::new(bad).up(&url).await.unwrap_err();
    assert!(
        again.to_string().ends_with("the data code panicked: oh no"),
        "the table is gone again: {again}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn runners_that_race_apply_each_migration_once() {
    let dir = tempfile::tempdir().unwrap();
    let url = url(&dir);
    let runs: Vec<_> = (0..6)
        .map(|_| {
            let url = url.clone();
            tokio::spawn(async move {
                Migrator::new(registry())
                    .lock_timeout(Duration::from_secs(30))
                    .up(&url)
                    .await
            })
        })
        .collect();
    let mut applied = 0;
    for run in runs {
        applied += run.await.unwrap().unwrap().ran.len();
    }
    assert_eq!(applied, 3);
}

#[tokio::test]
async fn all_in_one_transaction_is_all_or_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let url = url(&dir);
    let mut recorded = registry().record();
    recorded.push(migration("20260104_000000", "bad", |s| {
        s.sql("SELECT nonsense").nothing_to_reverse();
    }));
    let migrator = Migrator::new(Registry::of_recorded(recorded))
        .transaction(migration_core::TransactionMode::All);
    assert!(matches!(
        migrator.up(&url).await.unwrap_err(),
        Error::Failed(_)
    ));
    assert_eq!(migrator.status(&url).await.unwrap().current, None);
    let good = Migrator::new(registry()).transaction(migration_core::TransactionMode::All);
    assert_eq!(good.up(&url).await.unwrap().ran.len(), 3);
}

#[tokio::test]
async fn changed_missing_and_late_migrations_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    let url = url(&dir);
    Migrator::new(registry()).up(&url).await.unwrap();
    let all = registry().record();
    let with = |change: &dyn Fn(&mut Vec<Recorded>)| {
        let mut recorded = all.clone();
        change(&mut recorded);
        Migrator::new(Registry::of_recorded(recorded))
    };
    let changed = with(&|recorded| {
        recorded[2] = migration("20260103_000000", "add_name", |s| {
            s.add_column("users", text("name").fill("email"))
        });
    });
    let error = changed.up(&url).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "migration 20260103_000000 add_name was changed after it was applied"
    );
    let missing = with(&|recorded| drop(recorded.remove(1)));
    assert!(matches!(
        missing.up(&url).await.unwrap_err(),
        Error::Missing { .. }
    ));
    let late = |name: &'static str, table: &'static str| {
        with(&move |recorded: &mut Vec<Recorded>| {
            recorded.push(migration("20260102_120000", name, |s| {
                s.create_table(table, |t| {
                    t.id();
                });
                if name == "collides" {
                    s.add_index("users", ["email"]);
                }
            }));
        })
    };
    let error = late("collides", "extra").up(&url).await.unwrap_err();
    assert!(matches!(error, Error::Late { .. }), "{error}");
    assert_eq!(
        late("commutes", "extra").up(&url).await.unwrap().ran.len(),
        1
    );
}

#[tokio::test]
async fn events_tell_what_happens() {
    let dir = tempfile::tempdir().unwrap();
    let seen = Arc::new(std::sync::Mutex::new(Vec::new()));
    let sink = Arc::clone(&seen);
    let migrator = Migrator::new(registry()).on_event(Arc::new(move |event| {
        sink.lock().unwrap().push(event.clone())
    }));
    migrator.up(&url(&dir)).await.unwrap();
    let finished = seen
        .lock()
        .unwrap()
        .iter()
        .filter(|event| matches!(event, migration_core::Event::MigrationFinished { .. }))
        .count();
    assert_eq!(finished, 3);
}
