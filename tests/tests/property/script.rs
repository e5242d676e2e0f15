//! The chain as one offline script, run by the server's own client.

use migration_core::dialect::{Capabilities, render};
use migration_core::migration::{Down, Recorded};
use migration_core::operation::{CreateObject, Operation, ReplaceObject, words};
use migration_core::plan::{Plan, Planner};
use migration_core::protect::Database;
use migration_core::schema::{Schema, SqlText, Table};
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};
use migration_tests::{client, framework};

use crate::founded::is_founded;
use crate::judge;

/// Runs the operations as a script in a database of its own, but those that need a server that is
/// known; tells how many they were. `end` is what they came to when they ran one by one.
pub(crate) async fn check(
    operations: &[Operation],
    schema: &Schema,
    end: &Schema,
    on: &TestDatabase,
) -> Result<u64, String> {
    let server = Capabilities::common(on.dialect);
    let mut folded = Schema::new();
    let mut kept = Vec::new();
    let mut whole = Schema::new();
    for operation in operations {
        let is_whole = reads_what_is_there(operation, &whole, &folded);
        let _ = operation.apply(&mut whole);
        if !is_whole {
            continue;
        }
        let is_refused = render(operation, &folded, &server).is_err();
        if !is_refused && is_founded(operation, &folded) && operation.apply(&mut folded).is_ok() {
            kept.push(operation.clone());
        }
    }
    let script = script(&kept, server)?;
    let database = server::database(on.dialect).expect("there is one already");
    let shown = || format!("\n  in the script:\n{script}");
    client::run(&database, &script).map_err(|error| format!("{error}{}", shown()))?;
    let mut live = Live::connect(&database).await;
    let server = live.capabilities().await;
    let mut connection = framework::connection(&database).await;
    let found = judge::read(&mut connection, &folded).await?.schema;
    connection.close().await;
    let at_once;
    let printed = if folded == *schema {
        end
    } else {
        at_once = judge::made_at_once(&folded, on).await?;
        &at_once
    };
    judge::differing(&folded, printed, &found, &server)
        .map_err(|problem| format!("{problem}{}", shown()))?;
    Ok(kept.len() as u64)
}

/// Whether a text reads no table or view that was left out.
fn reads_what_is_there(operation: &Operation, whole: &Schema, folded: &Schema) -> bool {
    let (Operation::CreateObject(CreateObject { object })
    | Operation::ReplaceObject(ReplaceObject { object })) = operation
    else {
        return true;
    };
    let texts: Vec<&str> = object.texts().flat_map(SqlText::texts).collect();
    let reads = |name: &str| texts.iter().any(|text| words::reads(text, name));
    let mentions = |column: &str| texts.iter().any(|text| words::mentions(text, column));
    let mut tables = whole.tables();
    let left_out = |table: &Table| match folded.table(&table.name) {
        None => reads(&table.name),
        Some(here) => {
            let mut gone = table
                .columns
                .iter()
                .filter(|it| here.column(&it.name).is_none());
            reads(&table.name) && gone.any(|column| mentions(&column.name))
        }
    };
    let objects = whole.objects().map(|(id, _)| id);
    let mut gone = objects.filter(|id| folded.object(id).is_none() && reads(&id.name));
    !tables.any(left_out) && gone.next().is_none()
}

/// A few operations a migration.
fn script(operations: &[Operation], server: Capabilities) -> Result<String, String> {
    let mut planner = Planner::new(server);
    let mut migrations = Vec::new();
    for (i, some) in operations.chunks(7).enumerate() {
        let version = format!("20260101_{i:06}").parse().expect("a version");
        let recorded = Recorded::new(version, format!("part {i}"), some.to_vec(), Down::Derived);
        let planned = planner.up(&recorded);
        migrations.push(planned.map_err(|error| format!("cannot be planned: {error}"))?);
    }
    let plan = Plan {
        database: Database::named(server.dialect(), ""),
        capabilities: server,
        migrations,
    };
    Ok(plan.script())
}
