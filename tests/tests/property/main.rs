//! Random chains of operations on real servers: after every step the live database is what the
//! schema folds to, the way back leads to the beginning, and the way there again to the same end.
//!
//! `PROPERTY_CHAINS` says how many chains each server gets (where it is not set as many as take half
//! a minute), `PROPERTY_OPERATIONS` how long they are (30), `PROPERTY_SEED` which one to begin with,
//! `PROPERTY_FAILURES` after how many to stop. A chain that fails is made as short as it gets, and
//! printed with its seed.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod between;
mod columns;
mod comments;
mod data;
mod found;
mod founded;
mod judge;
mod keys;
mod names;
mod objects;
mod only_postgres;
mod operations;
mod partitions;
mod rows;
mod run;
mod script;
mod several;
mod shrink;
mod source;
mod tables;
mod tolerated;

use std::time::Instant;

use fastrand::Rng;
use migration_core::schema::DialectName;
use migration_tests::server;

use run::{Counts, Outcome};
use source::Source;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// Runs the chains on a server, and reports the failing ones, shortened.
async fn check(dialect: DialectName) {
    if server::database(dialect).is_none() {
        return;
    }
    let usual = match dialect {
        DialectName::Sqlite => 150,
        DialectName::Postgres | DialectName::Mysql => 30,
    };
    let chains = number("PROPERTY_CHAINS", usual);
    let length = number("PROPERTY_OPERATIONS", 30);
    let first = number("PROPERTY_SEED", 1);
    let most = number("PROPERTY_FAILURES", 5);
    let mut failures: Vec<(String, String)> = Vec::new();
    let mut counts = Counts::default();
    let begin = Instant::now();
    for seed in first..first + chains {
        let length = usize::try_from(length).unwrap();
        let source = Source::random(Rng::with_seed(seed), length);
        if let Outcome::Fails(tried, problem) = run::chain(source, dialect, &mut counts).await {
            let kind = shrink::class(&problem);
            // One of a kind says enough.
            if failures.iter().any(|(known, _)| *known == kind) {
                println!("{dialect}: seed {seed} fails likewise: {kind}");
                continue;
            }
            let (short, problem) = shrink::shorten(tried, problem, dialect).await;
            let failure = format!("seed {seed}: {problem}\n{}", run::listed(&short));
            println!("{dialect}: {failure}");
            failures.push((kind, failure));
            if failures.len() as u64 == most {
                break;
            }
        }
        let done = seed - first + 1;
        if done.is_multiple_of(100) {
            println!("{dialect}: {done} chains, {} s", begin.elapsed().as_secs());
        }
    }
    println!(
        "{dialect}: {chains} chains from seed {first} on, {counts}, {} s",
        begin.elapsed().as_secs()
    );
    for (reason, count) in &counts.reasons {
        println!("    {count:5} {reason}");
    }
    let failures: Vec<String> = failures.into_iter().map(|(_, failure)| failure).collect();
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
