//! A runner that is killed, again and again, at any moment.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use migration_core::driver::DatabaseUrl;
use migration_core::{DataOptions, DataState, Migrator};

use crate::support::{Database, count, counters, migrator, on_every_server};

const URL: &str = "DATA_TEST_URL";
const ROWS: i64 = 3_000;

fn runner() -> Migrator {
    migrator(vec![counters(), count(15)]).data(DataOptions {
        // So that some are killed between two batches, and the two hundred of them last long
        // enough for several kills however fast the machine is.
        pause: Duration::from_millis(10),
        ..DataOptions::default()
    })
}

#[test]
#[ignore = "a process of its own, which other tests start and kill"]
fn runner_process() {
    let Ok(url) = std::env::var(URL) else { return };
    let url = DatabaseUrl::parse(&url).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(runner().up(&url)).unwrap();
}

fn start(database: &Database) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "killed::runner_process"])
        .env(URL, &database.raw)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets it run for so long; `None` where it was killed then.
fn ended_within(child: &mut Child, time: Duration) -> Option<bool> {
    let start = Instant::now();
    while start.elapsed() < time {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status.success());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

/// Others write meanwhile: they change another column, and put rows in between and behind.
async fn write(database: Database, stop: tokio::sync::watch::Receiver<bool>) -> i64 {
    let mut connection = database.connect().await;
    let mut done = 0;
    while !*stop.borrow() {
        let (some, new) = (fastrand::i64(1..=ROWS), fastrand::i64(-ROWS..0));
        let update = format!("UPDATE counters SET note = 'seen' WHERE id = {some}");
        let insert = format!(
            "INSERT INTO counters (id, n) VALUES ({new}, 0), ({}, 0)",
            ROWS + 1 - new
        );
        for sql in [update, insert] {
            done += i64::from(connection.execute(&sql).await.is_ok());
        }
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
    connection.close().await;
    done
}

#[test]
fn a_runner_that_is_killed_again_and_again_changes_each_row_once() {
    on_every_server(|database| async move {
        migrator(vec![counters()]).up(&database.url).await.unwrap();
        database.count_up_to(ROWS).await;
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let writer = tokio::spawn(write(database.clone(), stopped));
        let mut walked = Vec::new();
        let mut kills = 0;
        loop {
            let mut child = start(&database);
            // Longer each time: on a slow machine the first do not get as far as a batch.
            let time = Duration::from_millis(fastrand::u64(20..250 + 5 * kills));
            let ended = tokio::task::block_in_place(|| ended_within(&mut child, time));
            match ended {
                Some(true) => break,
                Some(false) => {
                    let error = runner().up(&database.url).await;
                    panic!("a runner failed after {kills} kills: {error:?}");
                }
                None => kills += 1,
            }
            let status = runner().data_status(&database.url).await.unwrap();
            if let [status] = status.as_slice() {
                // Nobody works on what was killed.
                assert!(
                    matches!(status.state, DataState::Stopped | DataState::Done),
                    "{status:?}"
                );
                // What the framework says is what the rows say.
                let sql = format!(
                    "SELECT count(*) FROM counters WHERE n = 1 AND id BETWEEN 1 AND {ROWS}"
                );
                let changed = database.number(&sql).await;
                assert!(
                    changed.unsigned_abs() <= status.walked + 15,
                    "{changed} of {}",
                    status.walked
                );
                walked.push(status.walked);
            }
            assert!(kills < 2_000);
        }
        stop.send(true).unwrap();
        let written = writer.await.unwrap();
        walked.dedup();
        println!(
            "{}: {kills} kills at {} different batches, {written} writes of others",
            database.dialect,
            walked.len()
        );
        assert!(kills >= 5, "{kills}");
        assert!(written > 0);
        let within = format!("id BETWEEN 1 AND {ROWS}");
        let once = database
            .number(&format!(
                "SELECT count(*) FROM counters WHERE n = 1 AND {within}"
            ))
            .await;
        assert_eq!(once, ROWS);
        assert_eq!(
            database
                .number("SELECT count(*) FROM counters WHERE n > 1")
                .await,
            0
        );
        let status = &runner().data_status(&database.url).await.unwrap()[0];
        assert_eq!(status.state, DataState::Done);
        let all = database.number("SELECT sum(n) FROM counters").await;
        assert_eq!(status.changed, all.unsigned_abs());
        assert!(runner().check(&database.url).await.unwrap().is_ready());
        let entries = database
            .number("SELECT count(*) FROM migrate_ledger WHERE state = 'applied'")
            .await;
        assert_eq!(entries, 2);
    });
}
