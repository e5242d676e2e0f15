//! Introspection is the fold's mirror: what migrations made is read back as what they folded
//! to, and what others made is read as what it is, with everything named that the schema has
//! no value for. One file a dialect.

#[path = "../golden/alone/mod.rs"]
mod alone;
#[path = "../golden/cases/mod.rs"]
mod cases;
mod mysql;
mod others;
mod postgres;
mod postgres_objects;
#[path = "../golden/runs.rs"]
mod runs;
mod sqlite;

use migration_core::dialect::differences;
use migration_core::diff::take_expressions;
use migration_core::driver::Connection;
use migration_core::introspect::{Introspection, introspect_with};
use migration_core::operation::Operation;
use migration_core::schema::{DialectName, Schema};
use migration_tests::framework::connection;
use migration_tests::live::Live;
use migration_tests::server;

use runs::Run;

/// What a database holds.
async fn read(connection: &mut Connection) -> Introspection {
    read_with(connection, &Schema::new()).await
}

/// What a database holds, in the namespaces of `expected` too.
async fn read_with(connection: &mut Connection, expected: &Schema) -> Introspection {
    let namespaces: Vec<&str> = expected.namespaces().collect();
    introspect_with(connection, &namespaces)
        .await
        .expect("the catalogue can be read")
}

/// What differs between what was folded and what was found, in anything but the words that the
/// server has for an expression.
async fn differing(connection: &mut Connection, folded: &Schema, found: &Schema) -> String {
    let dialect = connection.dialect();
    let capabilities = connection.capabilities().await.expect("a version");
    let mut expected = folded.clone();
    take_expressions(&mut expected, found, dialect);
    let all = differences(&expected, found, &capabilities).expect("both can be rendered");
    all.iter()
        .flat_map(|each| {
            let lines = |sign: &'static str, lines: &[String]| {
                let line = move |line: &String| format!("\n    {} {sign} {line}", each.object);
                lines.iter().map(line).collect::<Vec<_>>()
            };
            [lines("-", &each.missing), lines("+", &each.extra)].concat()
        })
        .collect()
}

/// Every golden case, made on the server and read back.
async fn every_case_is_read_back(dialect: DialectName) {
    let mut wrong = Vec::new();
    let mut judged = 0;
    let Some(mut database) = server::database(dialect) else {
        return;
    };
    for run in runs::all() {
        let Run {
            name,
            setup,
            rows,
            operations,
        } = run;
        let all = [setup.clone(), operations.clone()].concat();
        if all.iter().any(|each| matches!(each, Operation::Sql(_))) {
            continue;
        }
        // MySQL and MariaDB print a question mark for 🎉; with a row in the table it can be asked for.
        if dialect == DialectName::Mysql && name == "names_beyond_ascii" {
            continue;
        }
        database = database.emptied();
        let mut live = Live::connect(&database).await;
        let mut schema = Schema::new();
        if live.apply(&setup, &mut schema).await.is_err() {
            continue;
        }
        for row in rows {
            live.ok(row).await;
        }
        if live.apply(&operations, &mut schema).await.is_err() {
            continue;
        }
        judged += 1;
        let mut connection = connection(&database).await;
        let found = read_with(&mut connection, &schema).await;
        let differs = differing(&mut connection, &schema, &found.schema).await;
        connection.close().await;
        if !differs.is_empty() || !found.unmodelled.is_empty() {
            wrong.push(format!("{name}:{differs}{}", noted(&found)));
        }
    }
    assert!(wrong.is_empty(), "{dialect}:\n{}", wrong.join("\n"));
    assert!(
        !cases::are_too_few(judged),
        "{dialect} judged only {judged} cases"
    );
}

/// What the schema has no value for, a line each.
fn noted(found: &Introspection) -> String {
    found
        .unmodelled
        .iter()
        .map(|each| {
            let table = each.table.as_deref().unwrap_or("-");
            format!("\n    {table}: {} {}", each.kind, each.name)
        })
        .collect()
}
