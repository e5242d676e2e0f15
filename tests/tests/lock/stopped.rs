use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use migration_core::driver::DatabaseUrl;
use migration_core::schema::DialectName;
use migration_core::{Event, Holder};
use migration_tests::server::{self, TestDatabase};

use crate::runner::{Runner, block_on, migrator, value};

const LEASE: Duration = Duration::from_millis(900);

/// A second runner while the first one is stopped before a migration: how much it ran, whom it
/// waited for, and how long.
fn take_over(database: &TestDatabase) -> (usize, Vec<Holder>, Duration) {
    let waited = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&waited);
    let listener = move |event: &Event| {
        if let Event::WaitingForLock {
            holder: Some(holder),
        } = event
        {
            sink.lock().unwrap().push(holder.clone());
        }
    };
    let second = migrator(LEASE).on_event(Arc::new(listener));
    let start = Instant::now();
    let report = block_on(second.up(&DatabaseUrl::parse(&database.url).unwrap())).unwrap();
    let holders = waited.lock().unwrap().clone();
    (report.ran.len(), holders, start.elapsed())
}

#[test]
fn a_runner_stopped_past_its_lease_cannot_run_another_step() {
    for database in server::all() {
        let first = Runner::signalled(&database.url, LEASE, "create_posts", "STOP");
        first.wait_until_stopped();
        let (ran, holders, waited) = take_over(&database);
        assert_eq!(ran, 1, "{}", database.dialect);
        assert!(waited >= LEASE, "{waited:?}");
        let holder = holders.first().expect("somebody to wait for");
        assert!(holder.process.is_some(), "{holder}");
        assert!(holder.step.contains("create_posts"), "{holder}");
        first.signal("CONT");
        let said = first.end();
        // Where its idle session was ended, it is the connection that it misses.
        let lost = said.starts_with("error lock_lost");
        assert!(
            lost || (database.dialect != DialectName::Sqlite && said.starts_with("error database")),
            "{}: {said}",
            database.dialect
        );
        for (sql, expected) in [
            ("SELECT count(*) FROM migrate_events", "3"),
            ("SELECT count(*) FROM migrate_ledger", "3"),
            ("SELECT held FROM migrate_head", "0"),
        ] {
            assert_eq!(
                value(&database, sql),
                expected,
                "{}: {sql}",
                database.dialect
            );
        }
    }
}

#[test]
fn a_runner_that_was_stopped_and_nobody_took_over_goes_on() {
    for database in server::all() {
        let first = Runner::signalled(&database.url, LEASE, "create_posts", "STOP");
        first.wait_until_stopped();
        std::thread::sleep(LEASE * 2);
        first.signal("CONT");
        assert_eq!(first.end(), "ran 3", "{}", database.dialect);
    }
}
