//! The framework at work on a test database, for tests of what it does there.

use std::future::Future;

use migration_core::Migrator;
use migration_core::driver::{Access, Connection, DatabaseUrl, Source as _};
use migration_core::migration::{Down, Recorded, Registry};
use migration_core::operation::Operation;
use migration_core::prelude::SchemaBuilder;
use migration_core::schema::DialectName;

use crate::server::{self, TestDatabase};

/// A migration that does what is recorded here, and goes back by what follows from it.
///
/// # Panics
/// If the version is none.
pub fn migration(version: &str, name: &str, up: impl FnOnce(&mut SchemaBuilder)) -> Recorded {
    let mut schema = SchemaBuilder::new();
    up(&mut schema);
    recorded(version, name, schema.into_operations())
}

/// A migration of these operations, which goes back by what follows from them.
///
/// # Panics
/// If the version is none.
#[must_use]
pub fn recorded(version: &str, name: &str, operations: Vec<Operation>) -> Recorded {
    let version = version.parse().expect("a version");
    Recorded::new(version, name, operations, Down::Derived)
}

/// A migrator for these migrations alone.
#[must_use]
pub fn migrator(recorded: Vec<Recorded>) -> Migrator {
    Migrator::new(Registry::of_recorded(recorded))
}

/// Waits for the work, which may have tasks beside it.
///
/// # Panics
/// If there can be no threads.
pub fn block_on<F: Future>(work: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(work)
}

/// Runs one case on a fresh database of every server, one after another.
pub fn on_every_server<F: Future<Output = ()>>(case: impl Fn(Database) -> F) {
    for database in server::all() {
        println!("on {}", database.dialect);
        block_on(case(Database::of(&database)));
    }
}

/// A connection of the framework.
///
/// # Panics
/// If there is none.
pub async fn connection(database: &TestDatabase) -> Connection {
    Database::of(database).connect().await
}

/// A test database as the framework sees it.
#[derive(Debug, Clone)]
pub struct Database {
    /// Where it is.
    pub url: DatabaseUrl,
    /// What it speaks.
    pub dialect: DialectName,
    /// The URL for sqlx itself, and for another process.
    pub raw: String,
}

impl Database {
    /// This one.
    ///
    /// # Panics
    /// If its URL is none.
    #[must_use]
    pub fn of(database: &TestDatabase) -> Self {
        Self {
            url: DatabaseUrl::parse(&database.url).expect("a URL"),
            dialect: database.dialect,
            raw: database.url.clone(),
        }
    }

    /// A connection to it.
    ///
    /// # Panics
    /// If there is none.
    pub async fn connect(&self) -> Connection {
        let connection = self.url.open(Access::Write).await.expect("a server");
        connection.expect("a database")
    }

    /// Runs SQL that has to work.
    ///
    /// # Panics
    /// If it does not.
    pub async fn run(&self, sql: &str) {
        let mut connection = self.connect().await;
        let done = connection.execute(sql).await;
        done.unwrap_or_else(|error| panic!("{sql}: {error}"));
        connection.close().await;
    }

    /// The rows of a query that has to work.
    ///
    /// # Panics
    /// If it does not.
    pub async fn rows(&self, sql: &str) -> Vec<Vec<Option<String>>> {
        let mut connection = self.connect().await;
        let rows = connection.query(sql).await;
        let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
        connection.close().await;
        rows
    }

    /// The first value of the first row.
    ///
    /// # Panics
    /// If the query does not work.
    pub async fn value(&self, sql: &str) -> Option<String> {
        let rows = self.rows(sql).await;
        rows.into_iter().next()?.into_iter().next()?
    }

    /// The first value as a number; -1 where it is none.
    ///
    /// # Panics
    /// If the query does not work.
    pub async fn number(&self, sql: &str) -> i64 {
        let value = self.value(sql).await;
        value.and_then(|text| text.parse().ok()).unwrap_or(-1)
    }

    /// Whether it has a table of this name.
    ///
    /// # Panics
    /// If there is no connection.
    pub async fn has_table(&self, table: &str) -> bool {
        let mut connection = self.connect().await;
        let sql = format!("SELECT 1 FROM {table} LIMIT 1");
        let found = connection.query(&sql).await.is_ok();
        connection.close().await;
        found
    }
}
