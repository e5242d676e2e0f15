//! Every case on the real servers: its operations, the way back, and the way there again.

use std::collections::BTreeSet;

use migration_core::operation::Operation;
use migration_core::schema::{DialectName, Schema};
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

use crate::{alone, cases, folded};

/// What is run: a case with its rows, or an option alone.
struct Run {
    name: String,
    /// The schema or database of its own.
    place: String,
    setup: Vec<Operation>,
    rows: &'static [&'static str],
    operations: Vec<Operation>,
}

fn runs() -> Vec<Run> {
    let cases = cases::chosen().into_iter().map(|case| {
        let (setup, operations) = case.operations();
        Run {
            name: case.name.to_owned(),
            place: case.name.to_owned(),
            setup,
            rows: case.rows,
            operations,
        }
    });
    let alone = alone::all().into_iter().enumerate().map(|(at, each)| Run {
        name: each.name,
        place: format!("alone_{at}"),
        setup: each.setup,
        rows: &[],
        operations: each.run,
    });
    let alone = alone.filter(|each| cases::is_chosen(&each.name));
    cases.chain(alone).collect()
}

/// Every case in a schema, or a database, of its own.
async fn check(dialect: DialectName) {
    let Some(database) = server::database(dialect) else {
        return;
    };
    let mut wrong = Vec::new();
    let mut ran = 0;
    for each in runs() {
        match run(&each, &database).await {
            Ok(()) => ran += 1,
            Err(error) if error.starts_with("refused: ") => {}
            Err(error) => wrong.push(format!("{}: {error}", each.name)),
        }
    }
    assert!(wrong.is_empty(), "{dialect}:\n{}", wrong.join("\n"));
    assert!(!cases::are_too_few(ran), "{dialect} ran only {ran} cases");
}

async fn run(case: &Run, database: &TestDatabase) -> Result<(), String> {
    let mut live = apart(case, database).await;
    let result = there_and_back(case, &mut live).await;
    match database.dialect {
        DialectName::Sqlite => {}
        DialectName::Postgres => {
            live.ok(&format!("DROP SCHEMA {} CASCADE", case.place))
                .await;
            live.ok("DROP SCHEMA IF EXISTS audit, log CASCADE").await;
        }
        DialectName::Mysql => {
            live.ok(&format!("DROP DATABASE {}", apart_name(case, database)))
                .await;
        }
    }
    result
}

async fn apart(case: &Run, database: &TestDatabase) -> Live {
    if database.dialect == DialectName::Sqlite {
        return Live::sqlite_in_memory().await;
    }
    let mut live = Live::connect(database).await;
    let name = apart_name(case, database);
    match database.dialect {
        DialectName::Sqlite => {}
        DialectName::Postgres => {
            live.ok(&format!("CREATE SCHEMA {name}")).await;
            live.ok(&format!("SET search_path TO {name}")).await;
        }
        DialectName::Mysql => {
            live.ok(&format!("CREATE DATABASE {name} CHARACTER SET utf8mb4"))
                .await;
            live.ok(&format!("USE {name}")).await;
        }
    }
    live
}

fn apart_name(case: &Run, database: &TestDatabase) -> String {
    match database.dialect {
        DialectName::Mysql => format!("{}_{}", database.name, case.place),
        _ => case.place.clone(),
    }
}

async fn there_and_back(case: &Run, live: &mut Live) -> Result<(), String> {
    let Run {
        setup, operations, ..
    } = case;
    let mut schema = Schema::new();
    live.apply(setup, &mut schema)
        .await
        .map_err(|error| match error.starts_with("refused: ") {
            true => error,
            false => format!("before it: {error}"),
        })?;
    for row in case.rows {
        live.ok(row).await;
    }
    let mut folded = schema.clone();
    if let Some(error) = operations
        .iter()
        .find_map(|each| each.apply(&mut folded).err())
    {
        return Err(format!("refused: {error}"));
    }
    let before = live.catalogue().await;
    live.apply(operations, &mut schema).await?;
    let there = live.catalogue().await;
    let Some(back) = reversed(case) else {
        return Ok(());
    };
    // A refusal on the way back is a failure here: it would leave the case half done.
    let failed = |error: String| format!("on the way back: {error}");
    live.apply(&back, &mut schema).await.map_err(failed)?;
    same("on the way back", &before, &live.catalogue().await)?;
    let failed = |error: String| format!("again: {error}");
    live.apply(operations, &mut schema).await.map_err(failed)?;
    same("again", &there, &live.catalogue().await)
}

/// Whether the catalogue says what it said before.
fn same(when: &str, before: &BTreeSet<String>, after: &BTreeSet<String>) -> Result<(), String> {
    if before == after {
        return Ok(());
    }
    let gone = before.difference(after).map(|line| format!("\n  - {line}"));
    let new = after.difference(before).map(|line| format!("\n  + {line}"));
    let lines: String = gone.chain(new).collect();
    Err(format!("{when}, the catalogue differs:{lines}"))
}

/// The way back, if every operation has one.
fn reversed(case: &Run) -> Option<Vec<Operation>> {
    let mut schema = folded(&case.name, &case.setup);
    let mut back = Vec::new();
    for operation in &case.operations {
        let mut undo = operation.reverse(&schema).ok()?;
        undo.append(&mut back);
        back = undo;
        operation.apply(&mut schema).expect("folded before");
    }
    Some(back)
}

#[tokio::test]
async fn every_case_runs_on_sqlite() {
    check(DialectName::Sqlite).await;
}

#[tokio::test]
async fn every_case_runs_on_postgres() {
    check(DialectName::Postgres).await;
}

#[tokio::test]
async fn every_case_runs_on_mysql() {
    check(DialectName::Mysql).await;
}
