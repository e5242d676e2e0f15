//! Rebuilds of SQLite tables as the migrator runs them: on an application's own connection,
//! whose settings stay its own, and over many rows.

use migration_core::Event;
use migration_core::migration::Recorded;
use migration_core::prelude::*;
use migration_tests::server;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use std::str::FromStr as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

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

/// A number of kilobytes that the system tells of this process.
fn kilobytes(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

/// What a rebuild of a large table took.
struct Large {
    /// The size of the file before, in bytes.
    file: u64,
    /// How much more memory than before was in use at most, in kilobytes.
    grown: u64,
    took: Duration,
    /// How long after the begin each statement was told.
    told: Vec<(String, Duration)>,
}

/// Rebuilds a table of so many rows, a kilobyte each, with children that would go with them.
async fn rebuilt(rows: u32) -> Large {
    let database = server::sqlite();
    let pool = pool(
        &database.url,
        &[("foreign_keys", "ON"), ("synchronous", "OFF")],
    )
    .await;
    migrator(three()).up(&pool).await.unwrap();
    let fill = format!(
        "INSERT INTO users (email, name) \
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) \
         SELECT i || '@', hex(zeroblob(500)) FROM n; \
         INSERT INTO posts (author_id) SELECT id FROM users WHERE id % 100 = 0"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(fill))
        .execute(&pool)
        .await
        .unwrap();
    let file = std::fs::metadata(database.path().unwrap()).unwrap().len();
    let told = Arc::new(Mutex::new(Vec::new()));
    // From here on the system notes the most that is in memory.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = kilobytes("VmRSS");
    let begin = Instant::now();
    let listener = Arc::clone(&told);
    let migrator = migrator(five()).on_event(Arc::new(move |event| {
        if let Event::Statement { step, .. } = event {
            let mut told = listener.lock().unwrap();
            told.push((step.clone(), begin.elapsed()));
        }
    }));
    migrator.up(&pool).await.unwrap();
    let took = begin.elapsed();
    let grown = kilobytes("VmHWM").saturating_sub(before);
    let counts: (u32, u32) =
        sqlx::query_as("SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM posts)")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(counts, (rows, rows / 100));
    let told = told.lock().unwrap().clone();
    Large {
        file,
        grown,
        took,
        told,
    }
}

#[tokio::test]
async fn many_rows_need_little_memory() {
    let large = rebuilt(300_000).await;
    // Other tests run beside this one.
    assert!(large.grown < 100_000, "{} kB more than before", large.grown);
}

#[tokio::test]
#[ignore = "takes a minute and three gigabytes of disk"]
async fn a_gigabyte_needs_little_memory_and_says_what_it_does() {
    let Large {
        file,
        grown,
        took,
        told,
    } = rebuilt(1_000_000).await;
    println!(
        "{} MB in {:.1} s, with {grown} kB more memory",
        file / 1_000_000,
        took.as_secs_f64()
    );
    assert!(file > 1_000_000_000, "{file} bytes");
    assert!(grown < 20_000, "{grown} kB more than before");
    let rebuild = &told.first().unwrap().0;
    assert!(rebuild.contains("users"), "{told:?}");
    // It was told before it was done, for what came next was told last.
    let [(_, first), .., (_, last)] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert!(*first < *last && *last < took, "{told:?}");
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
