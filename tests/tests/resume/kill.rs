//! Real processes that are killed with SIGKILL while the server works on what they sent.

use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use migration_core::migration::Registry;
use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::{Event, Migrator};
use migration_tests::framework::migration;
use migration_tests::live::Live;

use crate::place::Place;

const URL: &str = "RESUME_RUNNER_URL";
const HISTORY: &str = "RESUME_RUNNER_HISTORY";

fn history(name: &str) -> Migrator {
    let first = migration("20260101_000000", "first", |s| {
        s.create_table("numbers", |t| {
            t.id();
            t.column(int("n"));
            t.column(varchar("word", 200).default("abc"));
        });
    });
    let partitioned = migration("20260101_000000", "first", |s| {
        s.create_table("events", |t| {
            t.column(big_int("id"));
            t.column(int("year"));
            t.partition_by_range(["year"]);
        });
        s.create_partition(
            "events_2025",
            "events",
            PartitionBound::range(["2025"], ["2026"]),
        );
        s.create_partition(
            "events_2026",
            "events",
            PartitionBound::range(["2026"], ["2027"]),
        );
    });
    let (first, second) = match name {
        "alter" => (
            first,
            migration("20260102_000000", "widen", |s| {
                s.alter_column("numbers", "n", |c| {
                    c.set_type(types::big_int());
                });
                s.create_table("after", |t| {
                    t.id();
                });
            }),
        ),
        "index" => (
            first,
            migration("20260102_000000", "index", |s| {
                s.add_index("numbers", index(["n"]).concurrently());
                s.create_table("after", |t| {
                    t.id();
                });
            }),
        ),
        "raw_index" => (
            first,
            migration("20260102_000000", "index", |s| {
                s.sql("CREATE INDEX CONCURRENTLY numbers_n_idx ON numbers (n)")
                    .reverse("DROP INDEX numbers_n_idx");
            }),
        ),
        "detach" => (
            partitioned,
            migration("20260102_000000", "detach", |s| {
                s.detach_partition_concurrently("events_2025", "events");
            }),
        ),
        other => panic!("no history {other:?}"),
    };
    Migrator::new(Registry::of_recorded(vec![first, second]))
}

/// The process that is killed: this test in a process of its own.
#[test]
#[ignore = "other tests start it in a process of its own"]
fn the_runner() {
    let (Ok(url), Ok(name)) = (std::env::var(URL), std::env::var(HISTORY)) else {
        return;
    };
    let url = migration_core::driver::DatabaseUrl::parse(&url).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(history(&name).up(&url)).unwrap();
}

struct Runner(Child);

impl Runner {
    fn start(place: &Place, name: &str) -> Self {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::the_runner", "--ignored"])
            .env(URL, place.raw())
            .env(HISTORY, name)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self(child)
    }

    /// Kills it once the query finds a row.
    async fn kill_when(mut self, live: &mut Live, query: &str) {
        let start = Instant::now();
        while live.ok(query).await.is_empty() {
            assert!(self.0.try_wait().unwrap().is_none(), "it was too fast");
            assert!(start.elapsed() < Duration::from_secs(60), "{query}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A migrator that notes what it says of going on.
fn listening(name: &str) -> (Migrator, Arc<Mutex<Vec<String>>>) {
    let notes = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&notes);
    let migrator = history(name).on_event(Arc::new(move |event: &Event| {
        let note = match event {
            // The dead runner's session holds the server's lock until its statement ends.
            Event::WaitingForStatement { .. } | Event::WaitingForLock { .. } => "waits".to_owned(),
            Event::Resumed { found, .. } => found.clone().unwrap_or_default(),
            _ => return,
        };
        kept.lock().unwrap().push(note);
    }));
    (migrator, notes)
}

/// The first migration, applied, and rows in its table.
async fn with_rows(place: &Place, rows: u32) -> Live {
    let first = Migrator::new(Registry::of_recorded(vec![migration(
        "20260101_000000",
        "first",
        |s| {
            s.create_table("numbers", |t| {
                t.id();
                t.column(int("n"));
                t.column(varchar("word", 200).default("abc"));
            });
        },
    )]));
    first.up(&place.url()).await.unwrap();
    let mut live = place.live().await;
    live.ok("INSERT INTO numbers (n) VALUES (1)").await;
    for _ in 0..rows {
        live.ok("INSERT INTO numbers (n) SELECT n + 1 FROM numbers")
            .await;
    }
    live
}

#[tokio::test]
async fn a_runner_killed_inside_a_long_alter_is_waited_out_and_its_alter_is_not_run_again() {
    let Some(place) = Place::on(DialectName::Mysql) else {
        return;
    };
    let mut live = with_rows(&place, 18).await;
    let runner = Runner::start(&place, "alter");
    let altering = "SELECT 1 FROM information_schema.processlist \
                    WHERE db = DATABASE() AND info LIKE 'ALTER TABLE `numbers`%'";
    runner.kill_when(&mut live, altering).await;
    let (migrator, notes) = listening("alter");
    assert_eq!(migrator.up(&place.url()).await.unwrap().ran.len(), 1);
    assert_eq!(*notes.lock().unwrap(), ["waits", "had happened"]);
    let ty = "SELECT data_type FROM information_schema.columns \
              WHERE table_schema = DATABASE() AND table_name = 'numbers' AND column_name = 'n'";
    assert_eq!(live.value(ty).await.as_deref(), Some("bigint"));
    assert!(migrator.check(&place.url()).await.unwrap().is_ready());
}

/// `CREATE INDEX CONCURRENTLY` waits for the transactions there are: so long it can be killed.
async fn interrupted(place: &Place, name: &str, blocker: &str, waiting: &str) -> (Live, Live) {
    let mut live = place.live().await;
    let mut other = place.live().await;
    other.ok("BEGIN").await;
    other.ok(blocker).await;
    let runner = Runner::start(place, name);
    runner.kill_when(&mut live, waiting).await;
    (live, other)
}

/// The invalid index is there, and its session waits.
const BUILDING: &str = "SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
    WHERE c.relname = 'numbers_n_idx' AND NOT i.indisvalid";

const END_ORPHAN: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
    WHERE datname = current_database() AND query LIKE '%CONCURRENTLY%' AND pid <> pg_backend_pid()";

#[tokio::test]
async fn a_runner_killed_inside_a_concurrent_index_is_waited_out() {
    let Some(place) = Place::on(DialectName::Postgres) else {
        return;
    };
    drop(with_rows(&place, 4).await);
    let rows = "INSERT INTO numbers (n) VALUES (0)";
    let (mut live, mut other) = interrupted(&place, "index", rows, BUILDING).await;
    let (migrator, notes) = listening("index");
    let url = place.url();
    let second =
        tokio::spawn(async move { migrator.up(&url).await.map(|report| report.ran.len()) });
    while notes.lock().unwrap().is_empty() {
        assert!(!second.is_finished(), "{:?}", second.await);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    other.ok("COMMIT").await;
    assert_eq!(second.await.unwrap().unwrap(), 1);
    assert_eq!(*notes.lock().unwrap(), ["waits", "had happened"]);
    assert!(live.ok(BUILDING).await.is_empty());
    assert!(
        history("index")
            .check(&place.url())
            .await
            .unwrap()
            .is_ready()
    );
}

#[tokio::test]
async fn a_concurrent_index_that_was_left_by_half_is_built_again() {
    for name in ["index", "raw_index"] {
        let Some(place) = Place::on(DialectName::Postgres) else {
            return;
        };
        drop(with_rows(&place, 4).await);
        let rows = "INSERT INTO numbers (n) VALUES (0)";
        let (mut live, mut other) = interrupted(&place, name, rows, BUILDING).await;
        live.ok(END_ORPHAN).await;
        other.ok("COMMIT").await;
        let (migrator, notes) = listening(name);
        assert_eq!(
            migrator.up(&place.url()).await.unwrap().ran.len(),
            1,
            "{name}"
        );
        let notes = notes.lock().unwrap().clone();
        let found = notes.last().unwrap();
        assert_eq!(
            found, "had left a half behind, which was cleared away",
            "{name}"
        );
        assert!(live.ok(BUILDING).await.is_empty(), "{name}");
        let valid = "SELECT 1 FROM pg_class WHERE relname = 'numbers_n_idx'";
        assert_eq!(live.ok(valid).await.len(), 1, "{name}");
    }
}

#[tokio::test]
async fn a_partition_that_was_detached_by_half_is_finished() {
    let Some(place) = Place::on(DialectName::Postgres) else {
        return;
    };
    let all = history("detach");
    all.up_to(&place.url(), migration_core::Target::Steps(1))
        .await
        .unwrap();
    let pending = "SELECT 1 FROM pg_inherits WHERE inhdetachpending";
    let (mut live, mut other) =
        interrupted(&place, "detach", "SELECT * FROM events", pending).await;
    live.ok(END_ORPHAN).await;
    other.ok("COMMIT").await;
    let (migrator, notes) = listening("detach");
    assert_eq!(migrator.up(&place.url()).await.unwrap().ran.len(), 1);
    let notes = notes.lock().unwrap().clone();
    assert_eq!(
        notes.last().map(String::as_str),
        Some("had happened by half, and was finished")
    );
    assert!(live.ok(pending).await.is_empty());
    let attached = "SELECT inhrelid::regclass FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhparent \
                    WHERE c.relname = 'events'";
    assert_eq!(live.ok(attached).await.len(), 1);
}
