//! One chain on one server: there, back, and there again.

use std::fmt;

use migration_core::operation::{CreateObject, Operation, ReplaceObject, words};
use migration_core::schema::{DialectName, IndexKey, Schema, SqlText};
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

use crate::{judge, rows};

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Holds,
    Fails(String),
}

/// What became of the operations.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) ran: u64,
    pub(crate) reversed: u64,
    pub(crate) refused: u64,
    pub(crate) failed_on_rows: u64,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} operations ran, {} ran back, {} were refused, {} failed on the rows there were",
            self.ran, self.reversed, self.refused, self.failed_on_rows
        )
    }
}

/// The chain as a person reads it.
pub(crate) fn listed(chain: &[Operation]) -> String {
    chain.iter().map(|each| format!("  {each:?}\n")).collect()
}

/// Runs a chain in a database of its own.
pub(crate) async fn chain(chain: &[Operation], on: &TestDatabase, counts: &mut Counts) -> Outcome {
    let database = server::database(on.dialect).expect("there is one already");
    match there_and_back(chain, &database, counts).await {
        Ok(()) => Outcome::Holds,
        Err(problem) => Outcome::Fails(problem),
    }
}

async fn there_and_back(
    chain: &[Operation],
    database: &TestDatabase,
    counts: &mut Counts,
) -> Result<(), String> {
    let mut live = Live::connect(database).await;
    let capabilities = live.capabilities().await;
    let mut connection = judge::connection(database).await;
    let mut schema = Schema::new();
    let mut done: Vec<(Operation, Schema)> = Vec::new();
    for operation in chain {
        let mut after = schema.clone();
        // What an earlier one made may be missing, where that one was refused.
        if operation.apply(&mut after).is_err() || !is_founded(operation, &schema) {
            counts.refused += 1;
            continue;
        }
        let before = schema.clone();
        let contents = rows::contents(&mut live, &schema).await;
        let what = operation.describe();
        match live
            .apply(std::slice::from_ref(operation), &mut schema)
            .await
        {
            Ok(()) => counts.ran += 1,
            Err(error) if error.starts_with("refused: ") => {
                counts.refused += 1;
                continue;
            }
            Err(error) if on_rows(&error) => {
                counts.failed_on_rows += 1;
                if database.dialect == DialectName::Mysql {
                    // What ran before the failing statement stays: the chain ends here.
                    break;
                }
                schema = before;
                let found = judge::read(&mut connection).await?;
                judge::differing(&schema, &found.schema, &found.schema, &capabilities)
                    .map_err(|problem| format!("{what} failed, and {problem}"))?;
                continue;
            }
            Err(error) => return Err(format!("{what}: {error}")),
        }
        let found = judge::read(&mut connection).await?;
        judge::differing(&schema, &found.schema, &found.schema, &capabilities)
            .map_err(|problem| format!("after {what}, {problem}"))?;
        if let Some(each) = found.unmodelled.first() {
            return Err(format!("after {what}, {each:?} is not modelled"));
        }
        let now = rows::contents(&mut live, &schema).await;
        if let Some(lost) = rows::lost(operation, &contents, &now) {
            return Err(format!("{what}: {lost}"));
        }
        done.push((operation.clone(), before));
        if let Operation::CreateTable(create) = operation {
            rows::insert(&mut live, &create.table).await;
        }
    }

    let end = judge::read(&mut connection).await?.schema;
    let at_once = judge::made_at_once(&schema, database).await?;
    judge::differing(&schema, &at_once, &end, &capabilities)
        .map_err(|problem| format!("at the end, against the same made at once, {problem}"))?;

    let mut back = 0;
    for (operation, before) in done.iter().rev() {
        let what = format!("back from {}", operation.describe());
        let Ok(undo) = operation.reverse(before) else {
            break;
        };
        match live.apply(&undo, &mut schema).await {
            Ok(()) => counts.reversed += 1,
            Err(error) if on_rows(&error) => break,
            Err(error) => return Err(format!("{what}: {error}")),
        }
        back += 1;
        let found = judge::read(&mut connection).await?;
        judge::differing(before, &found.schema, &found.schema, &capabilities)
            .map_err(|problem| format!("{what}, {problem}"))?;
    }
    for (operation, _) in &done[done.len() - back..] {
        let what = format!("again {}", operation.describe());
        match live
            .apply(std::slice::from_ref(operation), &mut schema)
            .await
        {
            Ok(()) => {}
            Err(error) if on_rows(&error) => return Ok(()),
            Err(error) => return Err(format!("{what}: {error}")),
        }
    }
    let again = judge::read(&mut connection).await?.schema;
    judge::differing(&schema, &end, &again, &capabilities)
        .map_err(|problem| format!("there again, {problem}"))?;
    connection.close().await;
    Ok(())
}

/// Whether the texts of the operation are about something that is there, which the fold does
/// not know of texts.
fn is_founded(operation: &Operation, schema: &Schema) -> bool {
    let about_columns = |table: &str, sql: &SqlText| {
        schema.table(table).is_some_and(|table| {
            let mut columns = table.columns.iter();
            columns.any(|column| sql.texts().any(|text| words::mentions(text, &column.name)))
        })
    };
    match operation {
        Operation::AddCheck(op) => about_columns(&op.table, &op.check.expression),
        Operation::AddColumn(op) => match &op.column.generated {
            Some(generated) => about_columns(&op.table, &generated.expression),
            None => true,
        },
        Operation::CreateIndex(op) => {
            let keys = op.index.parts.iter().filter_map(|part| match &part.key {
                IndexKey::Expression(sql) => Some(sql),
                IndexKey::Column(_) => None,
            });
            let mut texts = keys.chain(&op.index.filter);
            texts.all(|sql| about_columns(&op.table, sql))
        }
        Operation::CreateObject(CreateObject { object })
        | Operation::ReplaceObject(ReplaceObject { object }) => object.texts().all(|sql| {
            schema.tables().any(|table| {
                sql.texts().any(|text| words::reads(text, &table.name))
                    && about_columns(&table.name, sql)
            })
        }),
        _ => true,
    }
}

/// Whether a server refused because of the rows that there are: not of the schema.
fn on_rows(error: &str) -> bool {
    [
        // PostgreSQL
        "contains null values",
        "is violated by some row",
        "could not create unique index",
        "violates foreign key constraint",
        "violates not-null constraint",
        "violates check constraint",
        "invalid input syntax",
        "invalid input value for enum",
        "cannot cast",
        "out of range",
        "value too long",
        "numeric field overflow",
        "cannot be cast automatically",
        "could not convert",
        // An earlier change of the type failed on the rows, and the check was made for the new one.
        "operator does not exist",
        "function length(",
        // SQLite
        "UNIQUE constraint failed",
        "NOT NULL constraint failed",
        "CHECK constraint failed",
        "FOREIGN KEY constraint failed",
        // MySQL and MariaDB
        "Duplicate entry",
        "Data truncated",
        "Out of range value",
        "Data too long",
        "Incorrect",
        "Invalid use of NULL",
        "foreign key constraint fails",
        "Truncated incorrect",
        "is violated",
        "failed for",
        // What a verification found.
        "cannot be NOT NULL",
        "must be empty",
        "a value of column",
        "refers to no row",
        "would be NULL",
    ]
    .iter()
    .any(|words| error.contains(words))
}
