use std::time::{Duration, Instant};

use migration_core::schema::DialectName;
use migration_tests::server;

use crate::runner::{Runner, ran, value};

const RUNNERS: usize = 16;

/// Rounds of the race: small where nothing is said.
fn rounds() -> usize {
    std::env::var("LOCK_ROUNDS").map_or(3, |rounds| rounds.parse().unwrap())
}

fn race(dialect: DialectName) {
    let Some(mut database) = server::database(dialect) else {
        return;
    };
    let start = Instant::now();
    for round in 0..rounds() {
        database = database.emptied();
        let runners: Vec<Runner> = (0..RUNNERS)
            .map(|_| Runner::start(&database, Duration::from_secs(15)))
            .collect();
        let said: Vec<String> = runners.into_iter().map(Runner::end).collect();
        let applied: usize = said.iter().map(|said| ran(said)).sum();
        assert_eq!(applied, 3, "round {round}: {said:?}");
        for (sql, expected) in [
            ("SELECT count(*) FROM migrate_events", "3"),
            ("SELECT count(*) FROM migrate_ledger", "3"),
            ("SELECT count(*) FROM users", "2"),
            ("SELECT held FROM migrate_head", "0"),
        ] {
            assert_eq!(value(&database, sql), expected, "round {round}: {sql}");
        }
    }
    println!(
        "{dialect}: {RUNNERS} runners x {} rounds, each migration applied once, {:.1} s",
        rounds(),
        start.elapsed().as_secs_f64()
    );
}

#[test]
fn sixteen_processes_apply_each_migration_once_on_sqlite() {
    race(DialectName::Sqlite);
}

#[test]
fn sixteen_processes_apply_each_migration_once_on_postgres() {
    race(DialectName::Postgres);
}

#[test]
fn sixteen_processes_apply_each_migration_once_on_mysql() {
    race(DialectName::Mysql);
}
