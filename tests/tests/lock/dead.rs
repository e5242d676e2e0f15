use std::time::{Duration, Instant};

use migration_core::driver::DatabaseUrl;
use migration_core::schema::DialectName;
use migration_tests::server;

use crate::runner::{Runner, block_on, migrator, value};

#[test]
fn a_runner_that_was_killed_here_is_not_waited_for() {
    for database in server::all() {
        let lease = Duration::from_secs(60);
        Runner::signalled(&database.url, lease, "create_posts", "KILL").wait();
        assert_eq!(value(&database, "SELECT held FROM migrate_head"), "1");
        let start = Instant::now();
        let second = migrator(lease);
        let report = block_on(second.up(&DatabaseUrl::parse(&database.url).unwrap())).unwrap();
        assert_eq!(report.ran.len(), 1, "{}", database.dialect);
        assert!(start.elapsed() < lease, "{}", database.dialect);
    }
}

#[test]
fn a_runner_that_died_elsewhere_is_waited_for_until_its_session_or_its_lease_ends() {
    for database in server::all() {
        // SQLite has no sessions that somebody else could look at.
        let waited = database.dialect == DialectName::Sqlite;
        // What is not waited for is long: nothing else may take that time on a slow machine.
        let lease = Duration::from_secs(if waited { 3 } else { 60 });
        Runner::signalled(&database.url, lease, "create_posts", "KILL").wait();
        value(
            &database,
            match database.dialect {
                DialectName::Mysql => "UPDATE migrate_head SET home = 'another machine'; SELECT 1",
                _ => "UPDATE migrate_head SET home = 'another machine' RETURNING 1",
            },
        );
        let start = Instant::now();
        let second = migrator(lease);
        let report = block_on(second.up(&DatabaseUrl::parse(&database.url).unwrap())).unwrap();
        assert_eq!(report.ran.len(), 1, "{}", database.dialect);
        assert_eq!(start.elapsed() >= lease, waited, "{:?}", start.elapsed());
    }
}
