//! Every case on the real servers: its operations, the way back, and the way there again.

use std::collections::BTreeSet;

use migration_core::operation::Operation;
use migration_core::schema::{DialectName, Schema};
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

use crate::runs::Run;
use crate::{cases, folded, runs};

/// Every case in a schema, or a database, of its own.
async fn check(dialect: DialectName) {
    let Some(database) = server::database(dialect) else {
        return;
    };
    let mut wrong = Vec::new();
    let mut ran = 0;
    for (at, each) in runs::all().iter().enumerate() {
        match run(each, &format!("case_{at}"), &database).await {
            Ok(()) => ran += 1,
            Err(error) if error.starts_with("refused: ") => {}
            Err(error) => wrong.push(format!("{}: {error}", each.name)),
        }
    }
    assert!(wrong.is_empty(), "{dialect}:\n{}", wrong.join("\n"));
    assert!(!cases::are_too_few(ran), "{dialect} ran only {ran} cases");
}

/// Runs a case in a schema of this name, or in a database that ends with it.
async fn run(case: &Run, place: &str, database: &TestDatabase) -> Result<(), String> {
    let mut live = apart(place, database).await;
    let result = there_and_back(case, &mut live).await;
    match database.dialect {
        DialectName::Sqlite => {}
        DialectName::Postgres => {
            live.ok(&format!("DROP SCHEMA {place} CASCADE")).await;
            live.ok("DROP SCHEMA IF EXISTS audit, log CASCADE").await;
        }
        DialectName::Mysql => {
            live.ok(&format!("DROP DATABASE {}", apart_name(place, database)))
                .await;
        }
    }
    result
}

async fn apart(place: &str, database: &TestDatabase) -> Live {
    if database.dialect == DialectName::Sqlite {
        return Live::sqlite_in_memory().await;
    }
    let mut live = Live::connect(database).await;
    let name = apart_name(place, database);
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

fn apart_name(place: &str, database: &TestDatabase) -> String {
    match database.dialect {
        DialectName::Mysql => format!("{}_{place}", database.name),
        _ => place.to_owned(),
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
