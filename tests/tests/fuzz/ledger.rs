//! A ledger whose rows somebody has changed: every command tells what is wrong, or works.

use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use migration_core::driver::{Access, DatabaseUrl, Source as _};
use migration_core::migration::{Recorded, Registry};
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{DownTarget, Migrator};
use migration_tests::framework::migration;
use migration_tests::server::{self, TestDatabase};

use crate::text;

const COLUMNS: [(&str, &[&str]); 3] = [
    (
        "migrate_ledger",
        &[
            "version",
            "name",
            "checksum",
            "algorithm",
            "state",
            "direction",
            "done",
            "applied_at",
            "duration_ms",
            "applied_by",
            "tool",
            "up_sql",
            "down_sql",
        ],
    ),
    (
        "migrate_events",
        &[
            "id",
            "at",
            "kind",
            "version",
            "name",
            "who",
            "tool",
            "duration_ms",
            "detail",
        ],
    ),
    (
        "migrate_head",
        &[
            "id", "applied", "digest", "token", "beat", "held", "owner", "pid", "home", "backend",
            "since", "step", "ttl",
        ],
    ),
];

fn migrations() -> Vec<Recorded> {
    vec![
        migration("20260101_000000", "create_users", |s| {
            s.create_table("users", |t| {
                t.id();
            });
        }),
        migration("20260102_000000", "add_name", |s| {
            s.add_column("users", varchar("name", 50).nullable());
        }),
        migration("20260103_000000", "create_posts", |s| {
            s.create_table("posts", |t| {
                t.id();
            });
        }),
    ]
}

/// A value as it stands in SQL, for a column of any type.
fn value(rng: &mut Rng) -> String {
    match rng.u8(0..12) {
        0 => "NULL".to_owned(),
        1 => "0".to_owned(),
        2 => "-1".to_owned(),
        3 => i64::MAX.to_string(),
        4 => i64::MIN.to_string(),
        5 => "20261399259999".to_owned(),
        6 => "''".to_owned(),
        7 => ["'applied'", "'running'", "'failed'", "'up'", "'down'"][rng.usize(0..5)].to_owned(),
        8 => "1.5".to_owned(),
        9 => "'2026-13-45T99:99:99Z'".to_owned(),
        _ => format!(
            "'{}'",
            text::any(rng)
                .replace(['\'', '\\', '\0'], "")
                .chars()
                .take(60)
                .collect::<String>()
        ),
    }
}

/// A few changes of rows, as far as the server takes them.
fn mangle(rng: &mut Rng) -> Vec<String> {
    let mut all = Vec::new();
    for _ in 0..rng.usize(1..4) {
        let (table, columns) = COLUMNS[rng.usize(0..3)];
        let column = columns[rng.usize(0..columns.len())];
        all.push(match rng.u8(0..12) {
            0 => format!("DELETE FROM {table}"),
            1 => format!("DROP TABLE {table}"),
            2 => format!("ALTER TABLE {table} DROP COLUMN {column}"),
            3 => "INSERT INTO migrate_head (id, applied, digest) VALUES (2, 9, 'x')".to_owned(),
            4 => format!(
                "INSERT INTO migrate_ledger SELECT {}, name, checksum, algorithm, state, \
                 direction, done, applied_at, duration_ms, applied_by, tool, up_sql, down_sql FROM \
                 migrate_ledger WHERE version = 20260102000000",
                value(rng)
            ),
            5..8 => format!("UPDATE {table} SET {column} = {} WHERE 1 = 1", value(rng)),
            _ => {
                let at = [
                    ("migrate_ledger", "version", "20260102000000"),
                    ("migrate_events", "id", "2"),
                    ("migrate_head", "id", "1"),
                ];
                let (_, key, one) = at
                    .into_iter()
                    .find(|(of, ..)| *of == table)
                    .unwrap_or(at[0]);
                format!(
                    "UPDATE {table} SET {column} = {} WHERE {key} = {one}",
                    value(rng)
                )
            }
        });
    }
    all
}

async fn try_out(rng: &mut Rng, database: &TestDatabase) {
    let url = Arc::new(DatabaseUrl::parse(&database.url).expect("a URL"));
    let all = migrations();
    // A mangled row may say that somebody has the lock.
    let of = |recorded: Vec<Recorded>| {
        let migrator = Migrator::new(Registry::of_recorded(recorded));
        Arc::new(migrator.lock_timeout(Duration::from_millis(300)))
    };
    // One of them is still to come, or gone from the code.
    let (first, then) = match rng.bool() {
        true => (of(all[..2].to_vec()), of(all)),
        false => (of(all.clone()), of(all[..2].to_vec())),
    };
    first.up(&*url).await.expect("it runs");
    let opened = url.open(Access::Write).await.expect("a server");
    let mut connection = opened.expect("a database");
    connection
        .execute("CREATE TABLE canary (id int)")
        .await
        .expect("a table");
    connection
        .execute("INSERT INTO canary VALUES (7)")
        .await
        .expect("a row");
    let changes = mangle(rng);
    for change in &changes {
        // What the server does not take has not happened.
        let _ = connection.execute(change).await;
    }
    let told = |error: migration_core::Error| {
        assert!(!error.to_string().is_empty());
        let _ = error.help();
    };
    // In tasks of their own, so that a panic is told with what led to it.
    for command in 0..7 {
        let (migrator, url) = (Arc::clone(&then), Arc::clone(&url));
        let ran = tokio::spawn(async move {
            match command {
                0 => migrator.status(&*url).await.map(drop),
                1 => migrator.history(&*url).await.map(drop),
                2 => migrator.check(&*url).await.map(drop),
                3 | 6 => migrator.up(&*url).await.map(drop),
                4 => migrator.down(&*url, DownTarget::Steps(1)).await.map(drop),
                _ => migrator
                    .plan_up(&*url, migration_core::Target::Latest)
                    .await
                    .map(drop),
            }
        });
        match ran.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => told(error),
            Err(panic) => panic!("command {command} after {changes:#?}: {panic}"),
        }
    }
    let kept = connection.value("SELECT id FROM canary").await;
    assert_eq!(
        kept.expect("the canary").as_deref(),
        Some("7"),
        "{changes:#?}"
    );
    connection.close().await;
}

fn on(dialect: DialectName, cases: u64) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    crate::each_seed(cases, |rng| {
        if let Some(database) = server::database(dialect) {
            runtime.block_on(try_out(rng, &database));
        }
    });
}

#[test]
fn a_mangled_ledger_is_told_on_sqlite() {
    on(DialectName::Sqlite, 20);
}

#[test]
fn a_mangled_ledger_is_told_on_postgres() {
    on(DialectName::Postgres, 6);
}

#[test]
fn a_mangled_ledger_is_told_on_mysql() {
    on(DialectName::Mysql, 5);
}
