//! `migrate unlock`, through the real binary, while real runners live, are stopped, or are dead.

use std::time::Duration;

use migration_core::driver::DatabaseUrl;
use migration_core::schema::DialectName;
use migration_tests::cli::{Outcome, Project};
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};
use serde_json::Value;

use crate::runner::{Runner, block_on, migrator, value};

const LONG: Duration = Duration::from_secs(30);
const SHORT: Duration = Duration::from_millis(1200);
/// Of a holder that lives: it beats every two seconds, and may be late by as much.
const ALIVE: Duration = Duration::from_secs(6);

/// Runs the command with nobody at a terminal.
fn unlock(database: &TestDatabase, arguments: &[&str]) -> Outcome {
    let project = Project::empty().on(&database.url);
    project.migrate(&[&["unlock"], arguments].concat())
}

fn freed(database: &TestDatabase, arguments: &[&str]) -> Value {
    let all = [arguments, &["--json"]].concat();
    unlock(database, &all).exits(0).json()
}

/// The holder as if it had run on another machine.
fn elsewhere(database: &TestDatabase) {
    sql(database, "UPDATE migrate_head SET home = 'another machine'");
}

fn sql(database: &TestDatabase, sql: &str) {
    block_on(async { Live::connect(database).await.ok(sql).await });
}

/// That a runner which lost its lock wrote nothing more, and that another one ended the run.
fn ended_by_another(database: &TestDatabase, first: Runner) {
    let said = first.end();
    let lost = said.starts_with("error lock_lost");
    // Where its session was ended, it is the connection that it misses.
    let cut = database.dialect != DialectName::Sqlite && said.starts_with("error database");
    assert!(lost || cut, "{}: {said}", database.dialect);
    for (sql, expected) in [
        ("SELECT count(*) FROM migrate_events WHERE kind = 'up'", "3"),
        ("SELECT count(*) FROM migrate_ledger", "3"),
        ("SELECT count(*) FROM users", "2"),
        ("SELECT held FROM migrate_head", "0"),
    ] {
        assert_eq!(value(database, sql), expected, "{}", database.dialect);
    }
}

fn up(database: &TestDatabase) -> usize {
    let url = DatabaseUrl::parse(&database.url).unwrap();
    block_on(migrator(LONG).up(&url)).unwrap().ran.len()
}

#[test]
fn the_lock_of_a_process_that_ended_is_freed_at_once() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let nobody = freed(&database, &[]);
        assert_eq!(nobody["freed"], false, "{nobody}");
        let first = Runner::signalled(&database.url, LONG, "create_posts", "KILL");
        let number = first.number();
        first.wait();
        assert_eq!(value(&database, "SELECT held FROM migrate_head"), "1");
        let json = freed(&database, &[]);
        assert_eq!(json["freed"], true, "{json}");
        assert_eq!(json["grounds"], "process_ended");
        assert_eq!(json["holder"]["process"], number);
        let step = json["holder"]["step"].as_str().unwrap();
        assert!(step.contains("create_posts"), "{json}");
        assert!(json["holder"]["since"].is_string(), "{json}");
        assert_eq!(value(&database, "SELECT held FROM migrate_head"), "0");
        unlock(&database, &[])
            .exits(0)
            .says(&["nobody has the lock"]);
        assert_eq!(up(&database), 1);
    }
}

#[test]
fn the_lock_of_a_process_elsewhere_is_freed_when_its_session_ended_or_it_was_silent() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let lease = match database.dialect {
            DialectName::Sqlite => SHORT,
            DialectName::Postgres | DialectName::Mysql => LONG,
        };
        Runner::signalled(&database.url, lease, "create_posts", "KILL").wait();
        elsewhere(&database);
        let said = unlock(&database, &[]).exits(0);
        said.says(&[
            "freed the lock of ",
            match database.dialect {
                // SQLite has no sessions that somebody else could look at.
                DialectName::Sqlite => "it showed no sign of life for ",
                _ => "its session has ended",
            },
        ]);
        assert_eq!(up(&database), 1);
    }
}

#[test]
fn a_holder_that_is_silent_loses_the_lock_and_can_write_no_more() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let first = Runner::signalled(&database.url, SHORT, "create_posts", "STOP");
        first.wait_until_stopped();
        let json = freed(&database, &[]);
        assert_eq!(json["grounds"], "silent", "{json}");
        assert!(json["watched_ms"].as_u64().unwrap() >= 800, "{json}");
        // Its session is there yet, with the server's own lock.
        assert_eq!(
            json["session"].is_object(),
            database.dialect != DialectName::Sqlite,
            "{json}"
        );
        first.signal("CONT");
        let said = first.end();
        assert!(said.starts_with("error lock_lost"), "{said}");
        assert_eq!(value(&database, "SELECT count(*) FROM migrate_ledger"), "2");
        assert_eq!(up(&database), 1);
    }
}

#[test]
fn a_holder_that_lives_keeps_the_lock_unless_it_is_forced_out() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let folder = tempfile::tempdir().unwrap();
        let go = folder.path().join("go");
        let first = Runner::waiting(&database.url, ALIVE, &go);
        let refused = unlock(&database, &["--json"]).exits(7).error();
        assert_eq!(refused["error"]["code"], "lock_held", "{refused}");
        assert_eq!(refused["error"]["holder"]["process"], first.number());
        unlock(&database, &[]).exits(7).complains(&[
            "which lives (",
            "it showed that within",
            "migrate unlock --force",
        ]);
        // Whoever waits is told of the command.
        let url = DatabaseUrl::parse(&database.url).unwrap();
        let busy = migrator(LONG).lock_timeout(Duration::from_millis(200));
        let busy = block_on(busy.up(&url)).unwrap_err();
        assert_eq!(busy.code(), "lock_busy", "{busy}");
        assert!(busy.help().unwrap().contains("`migrate unlock`"));
        // Nobody is driven out without a word.
        unlock(&database, &["--force"])
            .exits(6)
            .complains(&["breaks off what it is doing", "--yes"]);
        let asked = unlock(&database, &["--force", "--non-interactive", "--json"]);
        let asked = asked.exits(6).error();
        assert_eq!(asked["error"]["holder"]["process"], first.number());
        assert_eq!(value(&database, "SELECT held FROM migrate_head"), "1");
        let json = freed(&database, &["--force", "--yes"]);
        assert_eq!(json["grounds"], "forced", "{json}");
        assert_eq!(json["session"], Value::Null, "{json}");
        assert_eq!(up(&database), 1);
        std::fs::write(&go, "").unwrap();
        ended_by_another(&database, first);
    }
}

#[test]
fn a_runner_that_was_asked_about_goes_on() {
    for database in server::all() {
        let folder = tempfile::tempdir().unwrap();
        let go = folder.path().join("go");
        let first = Runner::waiting(&database.url, ALIVE, &go);
        unlock(&database, &[]).exits(7);
        std::fs::write(&go, "").unwrap();
        assert_eq!(first.end(), "ran 3", "{}", database.dialect);
    }
}

/// A runner that is at a long transaction holds the row and cannot move it: that is a sign of life.
#[test]
fn a_transaction_that_is_open_on_the_server_is_a_sign_of_life() {
    for database in [server::postgres(), server::mysql()].into_iter().flatten() {
        println!("on {}", database.dialect);
        assert_eq!(up(&database), 3);
        sql(
            &database,
            "UPDATE migrate_head SET held = 1, token = 'other', ttl = 300, home = '', backend = 0, owner = 'anna@web-1'",
        );
        block_on(async {
            let mut other = Live::connect(&database).await;
            let take = match database.dialect {
                DialectName::Postgres => "SELECT pg_advisory_lock(30796665482998885)",
                _ => "SELECT GET_LOCK(CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40)), 5)",
            };
            other.ok(take).await;
            other.ok("BEGIN").await;
            other.ok("UPDATE migrate_head SET beat = beat + 1").await;
            unlock(&database, &[])
                .exits(7)
                .complains(&["anna@web-1", "a transaction of it is open on the server"]);
            unlock(&database, &["--force", "--yes"])
                .exits(0)
                .says(&["freed the lock of anna@web-1"]);
            other.sql("COMMIT").await.unwrap_err();
        });
        assert_eq!(value(&database, "SELECT held FROM migrate_head"), "0");
    }
}

/// An older program has the server's own lock and no lease.
#[test]
fn a_session_with_the_servers_own_lock_is_told_of_and_ended_by_force_only() {
    for database in [server::postgres(), server::mysql()].into_iter().flatten() {
        println!("on {}", database.dialect);
        block_on(async {
            let mut other = Live::connect(&database).await;
            let take = match database.dialect {
                DialectName::Postgres => "SELECT pg_advisory_lock(30796665482998885)",
                _ => "SELECT GET_LOCK(CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40)), 5)",
            };
            other.ok(take).await;
            unlock(&database, &[])
                .exits(0)
                .says(&["nobody has the lock"])
                .complains(&["a session still has the server's own lock", "--force"]);
            other.ok("SELECT 1").await;
            let json = freed(&database, &["--force"]);
            assert_eq!(json["grounds"], "forced", "{json}");
            assert_eq!(json["session"], Value::Null, "{json}");
            other.sql("SELECT 1").await.unwrap_err();
        });
    }
}
