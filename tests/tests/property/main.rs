//! Random chains of operations on real servers: after every step the live database is what the
//! schema folds to, the way back leads to the beginning, and the way there again to the same end.
//!
//! `PROPERTY_CHAINS` says how many chains each server gets (40 where it is not set),
//! `PROPERTY_OPERATIONS` how long they are (30), `PROPERTY_SEED` which one to begin with. A chain
//! that fails is made as short as it gets, and printed with its seed.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod judge;
mod names;
mod operations;
mod rows;
mod run;
mod shrink;
mod tables;

use migration_core::schema::DialectName;
use migration_tests::server;

use run::Outcome;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// Runs the chains on a server, and reports the failing ones, shortened.
async fn check(dialect: DialectName) {
    let Some(database) = server::database(dialect) else {
        return;
    };
    let chains = number("PROPERTY_CHAINS", 40);
    let length = number("PROPERTY_OPERATIONS", 30);
    let first = number("PROPERTY_SEED", 1);
    let mut failures = Vec::new();
    let mut counts = run::Counts::default();
    for seed in first..first + chains {
        let chain = operations::chain(seed, usize::try_from(length).unwrap());
        match run::chain(&chain, &database, &mut counts).await {
            Outcome::Holds => {}
            Outcome::Fails(problem) => {
                let (short, problem) = shrink::shorten(chain, problem, &database).await;
                failures.push(format!("seed {seed}: {problem}\n{}", run::listed(&short)));
                if failures.len() == 5 {
                    break;
                }
            }
        }
    }
    println!("{dialect}: {chains} chains, {counts}");
    assert!(
        failures.is_empty(),
        "{dialect}: {} failures (PROPERTY_SEED=<seed> PROPERTY_CHAINS=1 runs one again)\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
    assert!(
        counts.ran > chains,
        "{dialect}: of {counts} hardly anything was run"
    );
}

#[tokio::test]
async fn chains_hold_on_sqlite() {
    check(DialectName::Sqlite).await;
}

#[tokio::test]
async fn chains_hold_on_postgres() {
    check(DialectName::Postgres).await;
}

#[tokio::test]
async fn chains_hold_on_mysql() {
    check(DialectName::Mysql).await;
}
