//! What the dialects promise, asked of real servers: rows survive, nothing is filled with
//! zeros, nothing is lost in silence. One file a promise; each test makes its own database.

mod decimals;
mod kitchen_sink;
mod limits_that_panic;
mod limits_that_render_wrong;
mod mysql;
mod rebuild;
mod together;
mod touch;

use migration_core::operation::Operation;
use migration_core::prelude::*;
use migration_core::schema::{DialectName, Schema};
use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

/// A database with a connection and the schema that was made in it.
struct Bench {
    live: Live,
    schema: Schema,
    _database: TestDatabase,
}

type Write = fn(&mut SchemaBuilder);

/// What a migration records.
fn recorded(write: Write) -> Vec<Operation> {
    let mut builder = SchemaBuilder::new();
    write(&mut builder);
    builder.into_operations()
}

impl Bench {
    /// A fresh database with this in it; `None` without a server.
    async fn on(dialect: DialectName, setup: Write) -> Option<Self> {
        let database = server::database(dialect)?;
        let mut bench = Self {
            live: Live::connect(&database).await,
            schema: Schema::new(),
            _database: database,
        };
        bench.run(setup).await;
        Some(bench)
    }

    async fn sqlite(setup: Write) -> Self {
        Self::on(DialectName::Sqlite, setup)
            .await
            .expect("SQLite is always there")
    }

    /// On every server there is.
    async fn on_all(setup: Write) -> Vec<Self> {
        let mut all = Vec::new();
        for dialect in DialectName::ALL {
            all.extend(Self::on(dialect, setup).await);
        }
        all
    }

    async fn apply(&mut self, write: Write) -> Result<(), String> {
        self.live.apply(&recorded(write), &mut self.schema).await
    }

    /// Applies what has to work.
    async fn run(&mut self, write: Write) {
        let dialect = self.live.dialect();
        self.apply(write)
            .await
            .unwrap_or_else(|error| panic!("{dialect}: {error}"));
    }

    /// Applies what must not work, and gives the error.
    async fn fails(&mut self, write: Write) -> String {
        let dialect = self.live.dialect();
        match self.apply(write).await {
            Ok(()) => panic!("{dialect}: it worked"),
            Err(error) => error,
        }
    }

    async fn sql(&mut self, sql: &str) {
        self.live.ok(sql).await;
    }

    async fn value(&mut self, sql: &str) -> String {
        let value = self.live.value(sql).await;
        value.unwrap_or_else(|| "NULL".to_owned())
    }

    /// The first column of every row, with commas between.
    async fn column(&mut self, sql: &str) -> String {
        let rows = self.live.ok(sql).await;
        let values = rows.into_iter().map(|row| row[0].clone());
        let values: Vec<String> = values
            .map(|value| value.unwrap_or_else(|| "NULL".to_owned()))
            .collect();
        values.join(",")
    }
}

/// Asserts that the error says this.
#[track_caller]
fn says(error: &str, part: &str) {
    assert!(error.contains(part), "{error}");
}
