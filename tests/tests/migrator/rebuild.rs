//! Rebuilds of SQLite tables as the migrator runs them: on an application's own connection,
//! whose settings stay its own, and over many rows.

use migration_core::migration::Recorded;
use migration_core::prelude::*;
use migration_tests::server;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use std::str::FromStr as _;

use crate::support::{migration, migrator, three};

/// The three, and two that make tables anew.
fn five() -> Vec<Recorded> {
    let mut all = three();
    all.push(migration("20260104_000000", "longer", |s| {
        s.alter_column("users", "email", |c| {
            c.set_type(types::varchar(300));
        });
        s.add_check("users", "users_email_check", "email <> ''");
    }));
    all.push(migration("20260105_000000", "other", |s| {
        s.alter_column("posts", "author_id", |c| {
            c.set_nullable();
        });
    }));
    all
}

/// A pool of one connection with these settings, as an application has it.
async fn pool(url: &str, settings: &[(&'static str, &'static str)]) -> SqlitePool {
    let mut options = SqliteConnectOptions::from_str(url).unwrap();
    for (name, value) in settings {
        options = options.pragma(*name, *value);
    }
    let pool = SqlitePoolOptions::new().max_connections(1);
    pool.connect_with(options).await.unwrap()
}

async fn setting(pool: &SqlitePool, name: &'static str) -> String {
    let sql = format!("PRAGMA {name}");
    let sql = sqlx::AssertSqlSafe(sql);
    let row = sqlx::raw_sql(sql).fetch_one(pool).await.unwrap();
    sqlx::Row::get_unchecked(&row, 0)
}

#[tokio::test]
async fn settings_of_the_connection_come_back_as_they_were() {
    for (keys, legacy, recursive) in [
        ("ON", "OFF", "ON"),
        ("OFF", "ON", "OFF"),
        ("ON", "ON", "ON"),
    ] {
        for fails in [false, true] {
            let database = server::sqlite();
            let settings = [
                ("foreign_keys", keys),
                ("legacy_alter_table", legacy),
                ("recursive_triggers", recursive),
                ("journal_mode", "WAL"),
            ];
            let pool = pool(&database.url, &settings).await;
            migrator(three()).up(&pool).await.unwrap();
            if fails {
                sqlx::raw_sql("INSERT INTO users (email, name) VALUES ('', 'x')")
                    .execute(&pool)
                    .await
                    .unwrap();
            }
            assert_eq!(migrator(five()).up(&pool).await.is_err(), fails);
            let on = |value: &str| if value == "ON" { "1" } else { "0" };
            for (name, value) in &settings[..3] {
                assert_eq!(setting(&pool, name).await, on(value), "{name} {fails}");
            }
            assert_eq!(setting(&pool, "journal_mode").await, "wal");
        }
    }
}

#[tokio::test]
async fn an_attached_database_is_left_alone() {
    let (database, other) = (server::sqlite(), server::sqlite());
    let pool = pool(&database.url, &[("foreign_keys", "ON")]).await;
    let path = other.path().unwrap();
    for sql in [
        format!("ATTACH '{}' AS other", path.display()),
        "CREATE TABLE other.users (x); INSERT INTO other.users VALUES (1)".to_owned(),
        "CREATE TABLE other.__migrate_new_users (x)".to_owned(),
    ] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
            .execute(&pool)
            .await
            .unwrap();
    }
    migrator(five()).up(&pool).await.unwrap();
    let (rows,): (i64,) = sqlx::query_as("SELECT count(*) FROM other.users")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(rows, 1);
}

/// So many kilobytes of this process are in memory.
fn in_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

#[tokio::test]
async fn many_rows_need_little_memory() {
    let database = server::sqlite();
    let pool = pool(
        &database.url,
        &[("foreign_keys", "ON"), ("synchronous", "OFF")],
    )
    .await;
    migrator(three()).up(&pool).await.unwrap();
    // 300 megabytes, and children that would go with them.
    sqlx::raw_sql(
        "INSERT INTO users (email, name) \
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) \
         SELECT i || '@', hex(zeroblob(500)) FROM n; \
         INSERT INTO posts (author_id) SELECT id FROM users WHERE id % 100 = 0",
    )
    .execute(&pool)
    .await
    .unwrap();
    let before = in_memory();
    migrator(five()).up(&pool).await.unwrap();
    let grown = in_memory().saturating_sub(before);
    assert!(grown < 100_000, "{grown} kB more than before");
    let counts: (i64, i64) =
        sqlx::query_as("SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM posts)")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(counts, (300_000, 3_000));
}

#[tokio::test]
async fn a_connection_inside_a_transaction_is_refused() {
    let database = server::sqlite();
    let pool = pool(&database.url, &[("foreign_keys", "ON")]).await;
    migrator(three()).up(&pool).await.unwrap();
    sqlx::raw_sql("INSERT INTO users (email, name) VALUES ('a', 'x'); INSERT INTO posts (author_id) VALUES (1)")
        .execute(&pool)
        .await
        .unwrap();
    sqlx::raw_sql("BEGIN").execute(&pool).await.unwrap();
    let error = migrator(five()).up(&pool).await.unwrap_err().to_string();
    assert!(error.contains("transaction"), "{error}");
    let (posts,): (i64,) = sqlx::query_as("SELECT count(*) FROM posts")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(posts, 1);
}
