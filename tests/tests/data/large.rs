//! Many rows: the memory of a run does not grow with them.

use std::sync::Mutex;
use std::time::Instant;

use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{DataOptions, Event, Migrator};

use crate::support::{Database, migration, migrator, on_every_server};

/// So much may come and go, in bytes.
const ALLOWED: u64 = 16 << 20;

/// The first batches find their size and fill the caches.
const WARM_UP: u64 = 50;

/// How many rows: `DATA_ROWS`, or ten million.
fn rows() -> u64 {
    let said = std::env::var("DATA_ROWS").ok();
    said.map_or(10_000_000, |rows| rows.parse().unwrap())
}

fn table() -> migration_core::migration::Recorded {
    migration("20260101_000000", "people", |s| {
        s.create_table("people", |t| {
            t.id();
            t.column(varchar("name", 80));
            t.column(varchar("slug", 80).nullable());
            t.column(int("n").default(0));
        });
    })
}

#[data_migration]
async fn slugs(db: &mut dyn DataConnection, batch: &Batch) -> Result<(), DataError> {
    let longest = batch
        .rows()
        .map(|row| Ok(row.get("name")?.map_or(0, str::len)))
        .collect::<Result<Vec<usize>, DataError>>()?;
    assert!(longest.iter().all(|length| *length > 0));
    let sql = format!(
        "UPDATE people SET slug = lower(name) WHERE {}",
        batch.condition
    );
    db.execute(&sql).await?;
    Ok(())
}

async fn fill(database: &Database, rows: u64) {
    let numbers = match database.dialect {
        DialectName::Postgres => format!("SELECT g AS g FROM generate_series(1, {rows}) AS g"),
        DialectName::Sqlite => format!(
            "WITH RECURSIVE s(g) AS (SELECT 1 UNION ALL SELECT g + 1 FROM s WHERE g < {rows}) SELECT g FROM s"
        ),
        DialectName::Mysql => {
            let digits = "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 \
                          UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";
            let count = (1..9).find(|count| 10_u64.pow(*count) >= rows).unwrap();
            let places = (0..count).map(|place| format!("{digits} AS p{place}"));
            let value = (0..count).map(|place| format!("p{place}.d * {}", 10_u64.pow(place)));
            format!(
                "SELECT {} + 1 AS g FROM {} WHERE {} < {rows}",
                value.clone().collect::<Vec<_>>().join(" + "),
                places.collect::<Vec<_>>().join(" CROSS JOIN "),
                value.collect::<Vec<_>>().join(" + "),
            )
        }
    };
    let name = match database.dialect {
        DialectName::Mysql => "CONCAT('Person ', g)",
        _ => "'Person ' || g",
    };
    database
        .run(&format!(
            "INSERT INTO people (id, name) SELECT g, {name} FROM ({numbers}) AS numbers"
        ))
        .await;
}

/// The memory of this process that is in use, in bytes.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: u64 = text.split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4_096
}

/// What was measured between the batches.
#[derive(Default)]
struct Memory {
    batches: u64,
    /// Once it is warm.
    before: u64,
    most: u64,
}

async fn walk(database: &Database, what: &str, migrator: Migrator) {
    let memory = std::sync::Arc::new(Mutex::new(Memory::default()));
    let seen = std::sync::Arc::clone(&memory);
    let migrator = migrator
        .data(DataOptions::default())
        .on_event(std::sync::Arc::new(move |event| {
            let Event::DataProgress(_) = event else {
                return;
            };
            let mut memory = seen.lock().unwrap();
            memory.batches += 1;
            match memory.batches {
                0..WARM_UP => {}
                WARM_UP => memory.before = resident(),
                _ => memory.most = memory.most.max(resident()),
            }
        }));
    let start = Instant::now();
    migrator.up(&database.url).await.unwrap();
    let took = start.elapsed();
    let status = migrator.data_status(&database.url).await.unwrap();
    let status = status.last().unwrap();
    let memory = memory.lock().unwrap();
    let grown = memory.most.saturating_sub(memory.before);
    println!(
        "{}, {what}: {} rows in {} batches, {} s, {} rows/s; memory {} kB at batch {WARM_UP}, then {} kB more at most",
        database.dialect,
        status.walked,
        status.batches,
        took.as_secs(),
        u128::from(status.walked) * 1_000 / took.as_millis().max(1),
        memory.before >> 10,
        grown >> 10,
    );
    assert_eq!(status.changed, status.walked);
    assert!(memory.batches > 2 * WARM_UP, "too few rows to tell");
    assert!(grown < ALLOWED, "{grown} bytes more");
}

#[test]
#[ignore = "ten million rows take minutes"]
fn memory_is_flat_however_many_rows_there_are() {
    on_every_server(|database| async move {
        migrator(vec![table()]).up(&database.url).await.unwrap();
        fill(&database, rows()).await;
        let backfill = migration("20260102_000000", "count", |s| {
            s.backfill("people").set("n", "n + 1").batched();
        });
        let code = migration("20260103_000000", "slugs", |s| {
            s.data_in_batches("people", slugs)
                .columns(["name"])
                .nothing_to_reverse();
        });
        let first = vec![table(), backfill.clone()];
        walk(&database, "a backfill", migrator(first)).await;
        let all = vec![table(), backfill, code];
        walk(&database, "Rust code", migrator(all)).await;
        let wrong =
            "SELECT count(*) FROM people WHERE n <> 1 OR slug IS NULL OR slug <> lower(name)";
        assert_eq!(database.number(wrong).await, 0);
    });
}
