//! Behind pgbouncer in transaction mode, where each transaction may come to another session.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use migration_core::driver::{Access, DatabaseUrl, Source as _};
use migration_core::prelude::*;
use migration_tests::framework;
use migration_tests::server::{self, Pooler, TestDatabase};
use sqlx::{Connection as _, PgConnection};

use crate::runner::{Runner, block_on, migration, migrations, migrator, ran, value};

const LEASE: Duration = Duration::from_secs(15);

/// A pooler with so many sessions; none where the machine has no pgbouncer, which is said.
fn pooler(sessions: usize) -> Option<(TestDatabase, Pooler)> {
    let database = server::postgres()?;
    match Pooler::start(&database, sessions) {
        Ok(pooler) => Some((database, pooler)),
        Err(reason) => {
            let _ = writeln!(std::io::stderr(), "\nSKIPPED: behind pgbouncer: {reason}");
            None
        }
    }
}

/// Others who use the pooler all the time, so that nobody gets a session twice in a row but by
/// luck.
struct Crowd {
    end: Arc<AtomicBool>,
    threads: Vec<std::thread::JoinHandle<usize>>,
}

impl Crowd {
    fn gather(url: &str) -> Self {
        let end = Arc::new(AtomicBool::new(false));
        let threads = (0..6)
            .map(|_| {
                let (url, end) = (url.to_owned(), Arc::clone(&end));
                std::thread::spawn(move || block_on(be_busy(&url, &end)))
            })
            .collect();
        Self { end, threads }
    }

    /// How many transactions they had.
    fn leave(self) -> usize {
        self.end.store(true, Ordering::Release);
        self.threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    }
}

async fn be_busy(url: &str, end: &AtomicBool) -> usize {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let mut count = 0;
    while !end.load(Ordering::Acquire) {
        sqlx::raw_sql("BEGIN; SELECT pg_sleep(0.002); COMMIT")
            .execute(&mut connection)
            .await
            .unwrap();
        count += 1;
    }
    connection.close().await.unwrap();
    count
}

/// The locks of sessions that stayed in the pool.
fn left(database: &TestDatabase) -> String {
    value(
        database,
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database \
         WHERE l.locktype = 'advisory' AND d.datname = current_database()",
    )
}

fn applied_once(database: &TestDatabase) {
    for (sql, expected) in [
        ("SELECT count(*) FROM migrate_events", "3"),
        ("SELECT count(*) FROM migrate_ledger", "3"),
        ("SELECT count(*) FROM users", "2"),
        ("SELECT held FROM migrate_head", "0"),
    ] {
        assert_eq!(value(database, sql), expected, "{sql}");
    }
}

/// A setting that the driver asks for in its first message.
fn digits(url: &str) -> String {
    let url = DatabaseUrl::parse(url).unwrap();
    block_on(async {
        let mut connection = url.open(Access::Read).await.unwrap().unwrap();
        let sql = "SELECT current_setting('extra_float_digits')";
        let value = connection.value(sql).await;
        connection.close().await;
        value.unwrap().unwrap()
    })
}

/// While a runner has the lock: which session the row names, and how many locks sessions have.
fn while_held(url: &str, database: &TestDatabase, go: &Path) -> (String, String) {
    let runner = Runner::waiting(url, LEASE, go);
    let seen = (
        value(database, "SELECT backend FROM migrate_head"),
        left(database),
    );
    std::fs::write(go, "").unwrap();
    assert_eq!(runner.end(), "ran 3");
    seen
}

/// pgbouncer is known by what it keeps from the server, so that a busy one hides nothing.
#[test]
fn a_pooler_is_known_whoever_else_uses_it_and_no_session_has_a_lock_there() {
    for busy in [false, true] {
        let Some((database, pooler)) = pooler(4) else {
            return;
        };
        let folder = tempfile::tempdir().unwrap();
        let crowd = busy.then(|| Crowd::gather(pooler.url()));
        let seen = while_held(pooler.url(), &database, &folder.path().join("go"));
        assert_eq!(seen, ("0".to_owned(), "0".to_owned()), "busy: {busy}");
        // It is no luck: the server never hears what the driver says first.
        let first = digits(pooler.url());
        assert!(first != "2" && digits(&database.url) == "2", "{first}");
        applied_once(&database);
        if let Some(crowd) = crowd {
            assert!(crowd.leave() > 10);
        }
        assert_eq!(left(&database), "0");
        drop(pooler);
        // Without one there is a session, and its lock.
        let Some(direct) = server::postgres() else {
            return;
        };
        let (backend, locks) = while_held(&direct.url, &direct, &folder.path().join("second"));
        assert!(backend != "0" && locks == "1", "{backend} {locks}");
    }
}

#[test]
fn eight_runners_at_once_through_a_pooler_apply_each_migration_once() {
    let rounds: usize = std::env::var("LOCK_ROUNDS").map_or(3, |rounds| rounds.parse().unwrap());
    for (sessions, busy) in [(4, false), (12, true)] {
        let Some((mut database, _)) = pooler(sessions) else {
            return;
        };
        let mut others = 0;
        for round in 0..rounds {
            database = database.emptied();
            let through = Pooler::start(&database, sessions).unwrap();
            let crowd = busy.then(|| Crowd::gather(through.url()));
            let runners: Vec<Runner> = (0..8)
                .map(|_| Runner::signalled(through.url(), LEASE, "", ""))
                .collect();
            let said: Vec<String> = runners.into_iter().map(Runner::end).collect();
            let applied: usize = said.iter().map(|said| ran(said)).sum();
            assert_eq!(applied, 3, "round {round}: {said:?}");
            others += crowd.map_or(0, Crowd::leave);
            applied_once(&database);
            assert_eq!(left(&database), "0");
        }
        let _ = writeln!(
            std::io::stderr(),
            "pgbouncer: 8 runners x {rounds} rounds, {sessions} sessions, {others} transactions of others, each migration applied once"
        );
    }
}

#[test]
fn a_runner_that_died_behind_a_pooler_leaves_nothing_in_it() {
    let Some((database, pooler)) = pooler(4) else {
        return;
    };
    let crowd = Crowd::gather(pooler.url());
    Runner::signalled(pooler.url(), LEASE, "create_posts", "KILL").wait();
    assert_eq!(value(&database, "SELECT held FROM migrate_head"), "1");
    assert_eq!(left(&database), "0");
    let url = DatabaseUrl::parse(pooler.url()).unwrap();
    assert_eq!(block_on(migrator(LEASE).up(&url)).unwrap().ran.len(), 1);
    crowd.leave();
    applied_once(&database);
}

/// Steps outside transactions go through it too.
#[test]
fn an_index_is_built_concurrently_through_a_pooler_and_taken_back() {
    let Some((database, pooler)) = pooler(4) else {
        return;
    };
    let crowd = Crowd::gather(pooler.url());
    let mut all = migrations();
    all.push(migration("20260104_000000", "index_users", |s| {
        s.add_index("users", index(["email"]).concurrently());
    }));
    let url = DatabaseUrl::parse(pooler.url()).unwrap();
    let migrator = framework::migrator(all);
    assert_eq!(block_on(migrator.up(&url)).unwrap().ran.len(), 4);
    let down = migration_core::DownTarget::Steps(4);
    assert_eq!(block_on(migrator.down(&url, down)).unwrap().ran.len(), 4);
    crowd.leave();
    assert_eq!(left(&database), "0");
    assert_eq!(value(&database, "SELECT applied FROM migrate_head"), "0");
}
