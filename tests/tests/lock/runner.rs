//! A runner in a process of its own: this test binary, started again.

use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use migration_core::driver::DatabaseUrl;
use migration_core::migration::Recorded;
use migration_core::prelude::*;
use migration_core::{Event, Migrator};
use migration_tests::framework;
pub(crate) use migration_tests::framework::{block_on, migration};
use migration_tests::server::TestDatabase;

const URL: &str = "LOCK_TEST_URL";
const LEASE: &str = "LOCK_TEST_LEASE_MS";
const AT: &str = "LOCK_TEST_AT";
const SIGNAL: &str = "LOCK_TEST_SIGNAL";
const UNTIL: &str = "LOCK_TEST_UNTIL";

/// Three migrations: two of DDL, and rows in between.
pub(crate) fn migrations() -> Vec<Recorded> {
    vec![
        migration("20260101_000000", "create_users", |s| {
            s.create_table("users", |t| {
                t.id();
                t.column(varchar("email", 255));
            });
        }),
        migration("20260102_000000", "add_rows", |s| {
            s.sql("INSERT INTO users (email) VALUES ('a'), ('b')")
                .reverse("DELETE FROM users");
            s.add_column("users", varchar("name", 50).nullable());
        }),
        migration("20260103_000000", "create_posts", |s| {
            s.create_table("posts", |t| {
                t.id();
            });
        }),
    ]
}

pub(crate) fn migrator(lease: Duration) -> Migrator {
    framework::migrator(migrations()).lock_lease(lease)
}

/// What the other processes run; by itself it does nothing.
#[test]
#[ignore = "it is what the other tests start"]
fn a_runner() {
    let Ok(url) = std::env::var(URL) else { return };
    let lease = std::env::var(LEASE).unwrap().parse().unwrap();
    let at = std::env::var(AT).unwrap_or_default();
    let signal = std::env::var(SIGNAL).unwrap_or_default();
    let until = std::env::var(UNTIL).unwrap_or_default();
    let listener = move |event: &Event| {
        if let Event::MigrationStarted { name, .. } = event
            && *name == at
        {
            if !signal.is_empty() {
                send(&signal, std::process::id());
            }
            if !until.is_empty() {
                println!("there");
                while !std::path::Path::new(&until).exists() {
                    std::thread::sleep(Duration::from_millis(10));
                }
            }
        }
    };
    let migrator = migrator(Duration::from_millis(lease)).on_event(Arc::new(listener));
    match block_on(migrator.up(&DatabaseUrl::parse(&url).unwrap())) {
        Ok(report) => println!("ran {}", report.ran.len()),
        Err(error) => println!("error {}: {error}", error.code()),
    }
}

/// A runner that was started.
pub(crate) struct Runner(Child);

impl Runner {
    pub(crate) fn start(database: &TestDatabase, lease: Duration) -> Self {
        Self::signalled(&database.url, lease, "", "")
    }

    /// One that sends itself a signal when it begins the migration of this name.
    pub(crate) fn signalled(url: &str, lease: Duration, at: &str, signal: &str) -> Self {
        Self::spawn(url, lease, [(AT, at), (SIGNAL, signal)])
    }

    /// One that lives and does nothing, when it begins the last migration, until a file is there.
    /// It has begun when this is back.
    pub(crate) fn waiting(url: &str, lease: Duration, file: &Path) -> Self {
        let file = file.to_str().expect("a path in UTF-8");
        let mut runner = Self::spawn(url, lease, [(AT, "create_posts"), (UNTIL, file)]);
        let mut said = runner.0.stdout.take().unwrap();
        let (mut text, mut byte) = (Vec::new(), [0]);
        while !text.ends_with(b"there\n") {
            assert_eq!(said.read(&mut byte).unwrap(), 1, "it ended before that");
            text.push(byte[0]);
        }
        runner.0.stdout = Some(said);
        runner
    }

    fn spawn(url: &str, lease: Duration, variables: [(&str, &str); 2]) -> Self {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "runner::a_runner", "--nocapture"])
            .env(URL, url)
            .env(LEASE, lease.as_millis().to_string())
            .envs(variables)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self(child)
    }

    pub(crate) fn number(&self) -> u32 {
        self.0.id()
    }

    pub(crate) fn signal(&self, signal: &str) {
        send(signal, self.0.id());
    }

    /// Waits until the process is stopped.
    pub(crate) fn wait_until_stopped(&self) {
        let start = Instant::now();
        let stat = format!("/proc/{}/stat", self.0.id());
        while start.elapsed() < Duration::from_secs(30) {
            let text = std::fs::read_to_string(&stat).unwrap();
            if text
                .rsplit(')')
                .next()
                .unwrap()
                .trim_start()
                .starts_with('T')
            {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the runner was not stopped");
    }

    /// What it said at its end.
    pub(crate) fn end(mut self) -> String {
        let mut text = String::new();
        self.0
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        self.0.wait().unwrap();
        text.lines()
            .find_map(|line| {
                let at = line.find("ran ").or_else(|| line.find("error "))?;
                Some(line[at..].to_owned())
            })
            .unwrap_or_default()
    }

    /// Waits until it is gone, however that went.
    pub(crate) fn wait(mut self) {
        self.0.wait().unwrap();
    }
}

fn send(signal: &str, process: u32) {
    let status = Command::new("kill")
        .args([format!("-{signal}"), process.to_string()])
        .status();
    assert!(status.unwrap().success());
}

/// How many migrations a runner says it ran.
pub(crate) fn ran(said: &str) -> usize {
    match said.strip_prefix("ran ") {
        Some(count) => count.trim().parse().unwrap(),
        None => panic!("a runner said {said:?}"),
    }
}

/// What stands in the ledger's first value of this query.
pub(crate) fn value(database: &TestDatabase, sql: &str) -> String {
    block_on(async {
        let mut connection = framework::connection(database).await;
        let value = connection.value(sql).await.unwrap();
        connection.close().await;
        value.unwrap_or_default()
    })
}
